"""The law of the projection: replaying the journal into empty tables gives the same tables, whatever a day was like."""

from __future__ import annotations

import random
import shutil
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dispatch.bootstrap import System, opened
from dispatch.domain.reasons import Need, Tone
from dispatch.domain.scales import ScaleRole
from dispatch.services.print_plans import Selection
from dispatch.services.station import Station
from dispatch.storage.codec import TYPES
from dispatch.storage.verification import verify
from tests.e2e.walker import TASKS, Walker, text_of
from tests.services.desks import ORDER_A, announce, desk, grant, issued, plan, stocked_home
from tests.support.campaign import A
from tests.support.homes import rows, town_home

SCANS = 700
"""Of one day."""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town that nobody has worked in yet."""
    return town_home(tmp_path_factory.mktemp("town"))


class Hand:
    """One desk of one task, which scans at random and now and then starts anew, as after a power cut."""

    def __init__(self, system: System, task: str, seed: str) -> None:
        self._system = system
        self._task = task
        self._chance = random.Random(seed)
        self._seed = seed
        self._station: Station | None = None
        self._last: dict[str, Any] | None = None
        self._walker: Walker | None = None

    def scan(self) -> None:
        if self._station is None or self._chance.random() < 0.01:
            self._station, self._last = self._system.station(self._task), None
            self._walker = Walker(self._system.home.folder, self._task, f"{self._seed}{self._chance.random()}")
        assert self._walker is not None
        outcome = self._station.handle(text_of(self._walker.next(self._last)))
        self._last = outcome.answer(self._system.messages)
        assert self._last["reason"] != "not-recorded"
        self._walker.learn(self._last)


SCALES: dict[str, ScaleRole] = {"Colis": "cartons", "Palettes": "pallets"}


@pytest.mark.parametrize("seed", range(5))
def test_a_random_day_replays_to_the_same_tables(town: Path, tmp_path: Path, seed: int) -> None:
    home = shutil.copytree(town, tmp_path / "home")
    chance = random.Random(seed)
    with ExitStack() as stack:
        systems = [stack.enter_context(opened(home, station=f"POSTE-{n}")) for n in (1, 2)]
        systems[1].configuration = replace(systems[1].configuration, scales=SCALES)
        hands = [Hand(system, task, f"{seed}{task}{n}") for n, system in enumerate(systems) for task in TASKS]
        for number in range(SCANS):
            chance.choice(hands).scan()
            if number % 200 == 0:
                holds(home)
    assert rows(home, "SELECT 1 FROM journal WHERE type = 'unit-weighed' AND station = 'POSTE-2'")
    assert not rows(home, "SELECT 1 FROM journal WHERE type LIKE '%weigh%' AND station = 'POSTE-1'")
    holds(home)


def test_a_day_with_every_event_in_it_replays_to_the_same_tables(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        system.configuration = replace(system.configuration, scales=SCALES)
        grant(system, (A, "TAB-A", 12, ""))
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10, 10)
        plan(system, "T1", "2027-03-01", (A, ""))
        played(system, "receive", "FAB-00000", "CMD-UNDO", "FAB-00000", "FAB-00001")
        cartons = [
            played(
                system, "pack", ORDER_A, "S-000011", "CMD-UNDO", "S-000011", "S-000012", "CMD-CLOSE", *AFTER_CLOSING
            ),
            played(system, "pack", "FAB-00000", "CMD-UNDO", "FAB-00000", "WGT-6505", LABEL),
        ]
        on_pallet = [f"]C100{carton}" for carton in cartons]
        undone = ("CMD-UNDO", "CMD-UNDO", *on_pallet, "CMD-CLOSE", "CMD-UNDO", "CMD-CLOSE", "WGT-33200", LABEL, LABEL)
        loaded = f"]C100{played(system, 'palletise', *on_pallet, *undone)}"
        sealed = ("CMD-CLOSE", "SC-1", "CMD-UNDO", "CMD-CLOSE", "SC-1", "CMD-CLOSE")
        played(system, "load", "TRP-T1", loaded, "CMD-UNDO", loaded, *sealed)
        for paper in issued(system, "T1"):
            system.papers.issued(paper)
        system.office().runs.start(Selection("trip", ("T1",)))
        for job in system.store.outbox.jobs(("queued",)):
            assert system.store.outbox.claim(job.id, "documents", job.changed)
        system.office().print_paper("waybill", "T1", "RSN-AUTRE")
    assert {name for (name,) in rows(home, "SELECT DISTINCT type FROM journal")} == set(TYPES)
    holds(home)


LABEL = "the label printed last"
WEIGHED = ("WGT-1700", "CMD-UNDO", "CMD-NEXT", "CMD-UNDO", "WGT-1690")
AFTER_CLOSING = (
    *("CMD-UNDO", "CMD-CLOSE", *WEIGHED, "CMD-UNDO", "CMD-UNDO", "CMD-CLOSE", *WEIGHED),
    *("CMD-NEXT", "CMD-UNDO", "CMD-REPRINT", LABEL, "CMD-UNDO", LABEL),
)


def played(system: System, task: str, *scans: str) -> str:
    """Scans that must be accepted in the end, with whatever they ask for; the SSCC of the label printed last."""
    station, label = system.station(task), ""
    for scan in scans:
        outcome = station.handle(f"]C100{label}" if scan == LABEL else scan)
        while outcome.need is not None:
            replies = {Need.CONFIRM: "CMD-CONFIRM", Need.REASON: "RSN-AUTRE", Need.LABEL: f"]C100{label}"}
            outcome = station.handle(replies[outcome.need])
        assert outcome.reason.tone in (Tone.ACCEPTED, Tone.INFO), (scan, outcome)
        label = next((job.ref for job in outcome.prints), label)
    return label


def holds(home: Path) -> None:
    """Journal and tables agree, and every invariant holds."""
    found = verify(home / "station.db")
    assert found.ok, (found.differences[:5], [invariant for invariant in found.invariants if not invariant.ok])
