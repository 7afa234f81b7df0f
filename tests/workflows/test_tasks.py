"""The tasks from outside: their names, steps, progress, open units and labels."""

from __future__ import annotations

import pytest

from dispatch.domain.events import CartonReceived, OrderOpened, PalletOpened, TripOpened, WeighingAwaited
from dispatch.workflows import tasks
from dispatch.workflows.home import Home
from dispatch.workflows.labelling import Label
from dispatch.workflows.loading import Loading
from dispatch.workflows.packing import Packing
from dispatch.workflows.palletising import Palletising
from dispatch.workflows.progress import Progress, planned_cartons, progress_of
from dispatch.workflows.receiving import Receiving
from dispatch.workflows.tasks import State
from dispatch.workflows.weighing import Weighing
from tests.support.builders import (
    LAPTOP,
    ORDER,
    UAI,
    a_carton,
    a_device,
    a_line,
    a_loading,
    a_packing,
    a_palletising,
    an_open_carton,
    an_order,
    carton_sscc,
    pallet_sscc,
)

CARTON, PALLET = carton_sscc(1), pallet_sscc(1)
FILLING = a_packing(carton=an_open_carton())
CARTON_LABEL = a_packing(awaiting=CARTON, last_unit=CARTON, reprints=1)
CARTON_WEIGHT = a_packing(a_line(packed=13), weighing=Weighing.of_carton(WeighingAwaited(CARTON, 1_100, 300)))
PALLET_WEIGHT = Palletising(weighing=Weighing.of_pallet(WeighingAwaited(PALLET, 38_000, 3_250), 800_000))
PALLET_LABEL = Palletising(awaiting=PALLET, copies_verified=1, last_unit=PALLET)


@pytest.mark.parametrize(
    ("state", "task", "step", "is_open"),
    [
        (Home(), "home", "ready", False),
        (Receiving(), "receive", "ready", False),
        (Packing(), "pack", "order-expected", False),
        (a_packing(), "pack", "ready", True),
        (FILLING, "pack", "carton-open", True),
        (CARTON_WEIGHT, "pack", "awaiting-weight", True),
        (CARTON_LABEL, "pack", "awaiting-label", True),
        (a_packing(a_line(packed=13)), "pack", "complete", False),
        (Palletising(), "palletise", "ready", False),
        (a_palletising(), "palletise", "pallet-open", True),
        (PALLET_WEIGHT, "palletise", "awaiting-weight", True),
        (PALLET_LABEL, "palletise", "awaiting-label", True),
        (Loading(), "load", "trip-expected", False),
        (a_loading(), "load", "loading", True),
        (a_loading({1: 1}, seals=("SC-1",)), "load", "sealing", True),
        (a_loading({1: 1}, seals=("SC-1",), departed=True), "load", "departed", False),
    ],
)
def test_each_state_has_its_task_and_one_word_for_its_step(state: State, task: str, step: str, is_open: bool) -> None:
    assert (tasks.task_of(state), tasks.step(state), tasks.is_open(state)) == (task, step, is_open)


@pytest.mark.parametrize(
    ("state", "unit", "label"),
    [
        (Home(), None, None),
        (Receiving(), None, None),
        (a_packing(last_unit=CARTON), None, None),
        (FILLING, CARTON, None),
        (CARTON_LABEL, None, Label(CARTON, "carton-label", reprints=1)),
        (a_palletising(), PALLET, None),
        (PALLET_LABEL, None, Label(PALLET, "pallet-label", 2, 2)),
        (a_loading(), None, None),
    ],
)
def test_a_desk_has_an_open_unit_or_an_awaited_label_or_neither(
    state: State, unit: str | None, label: Label | None
) -> None:
    assert (tasks.open_unit(state), tasks.awaited(state)) == (unit, label)


def test_a_unit_holds_its_own_label_and_serials_only() -> None:
    own, other = a_carton(1, status="open"), a_carton(2)
    assert [tasks.holds(FILLING, s) for s in (own, a_device(unit=own))] == [True, True]
    assert [tasks.holds(FILLING, s) for s in (other, a_device(unit=other), a_device(), an_order())] == [False] * 4


def test_every_task_names_who_may_do_it() -> None:
    assert tuple(tasks.ROLES) == tasks.TASKS


def test_each_state_follows_its_own_events_and_loading_is_always_read_again() -> None:
    assert tasks.evolve(Receiving("AV1"), CartonReceived(1, "AV1", "FAB-1", 10)) == Receiving("AV1", (1, 0), (10, 0))
    assert tasks.evolve(Packing(), OrderOpened(ORDER, UAI)) is None
    assert tasks.evolve(Palletising(), PalletOpened(PALLET, UAI, 1)) is None
    assert tasks.evolve(Loading(), TripOpened("T1")) is None
    assert tasks.evolve(Home(), TripOpened("T1")) is None


# -- progress -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "progress"),
    [
        (Home(), Progress()),
        (Receiving("AV1", (3, 8), (30, 80)), Progress((30, 80), (3, 8))),
        (Packing(), Progress()),
        (a_packing(a_line(packed=11), a_line(LAPTOP, 2), closed=1), Progress((11, 15), (1, 3))),
        (Palletising(), Progress()),
        (a_palletising(cartons=3, devices=30, loose=4), Progress((30, 30), (3, 7), (0, 1))),
        (a_loading({2: 2}, {1: 1}), Progress((40, 60), (4, 6), (2, 3))),
    ],
)
def test_progress_is_what_is_done_of_what_is_planned(state: State, progress: Progress) -> None:
    assert progress_of(state) == progress


@pytest.mark.parametrize(
    ("state", "cartons"),
    [
        (a_packing(), 3),
        (a_packing(a_line(packed=13), a_line(LAPTOP, 2, 2)), 0),
        (CARTON_WEIGHT, 1),
        (a_packing(a_line(packed=1), a_line(LAPTOP, 2), carton=an_open_carton()), 3),
        (a_packing(a_line(granted=10, packed=1), carton=an_open_carton()), 1),
        (a_packing(a_line(packed=10), a_line(LAPTOP, 2), aside=(CARTON,), awaiting=carton_sscc(2), closed=4), 8),
    ],
)
def test_planned_cartons_are_those_there_are_and_full_ones_for_the_rest(state: Packing, cartons: int) -> None:
    assert planned_cartons(state) == cartons
