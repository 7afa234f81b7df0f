"""Pictures show what the tables and the journal hold, exactly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dispatch.bootstrap import System
from dispatch.domain.pallet_plan import Place, layer
from dispatch.services.picture_building import LAST_RECEIVED, picture_of
from dispatch.services.pictures import (
    CartonPicture,
    LinePicture,
    PackingPicture,
    PalletPicture,
    Picture,
    ReceivingPicture,
    StopPicture,
    TruckPicture,
)
from dispatch.services.task_states import load_state
from dispatch.workflows.tasks import TASKS
from tests.e2e.crew import furnished
from tests.e2e.walker import Walker, text_of
from tests.services.desks import (
    LAPTOP,
    ORDER_A,
    ORDER_B,
    TABLET,
    announce,
    desk,
    done,
    give,
    grant,
    load,
    pack,
    pack_devices,
    palletise,
    receive,
    stocked_home,
)
from tests.support.builders import carton_sscc, pallet_sscc
from tests.support.campaign import CARRIER, ITEMS, TRIPS, A, B
from tests.support.homes import town_home

SITE = "Lycée d’essai A (Paris)"
TABLETS = LinePicture("TAB-A", "Tablette d’essai", "tablette", 0, 23)
LAPTOPS = LinePicture("LAP-B", "Portable d’essai", "ordinateur", 0, 7)
FULL = tuple(f"S-{number:06d}" for number in range(1, 11))
WALK = 200


@pytest.fixture
def system(tmp_path: Path) -> Iterator[System]:
    """A lycée that gets 23 tablets and 7 laptops, another one that gets ten tablets; all of it announced."""
    with desk(stocked_home(tmp_path)) as system:
        grant(system, (A, "TAB-A", 23, ""), (A, "LAP-B", 7, ""), (B, "TAB-A", 10, ""))
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", *[10] * 12)
        announce(system, "AV-2", "LAP-", "LAP-B", "L-", 5, 5)
        yield system


@pytest.fixture
def stock(system: System) -> System:
    """The same with six cartons received."""
    receive(system, *(f"FAB-{number:05d}" for number in range(4)), "LAP-00000", "LAP-00001")
    return system


def picture(system: System, task: str) -> Picture | None:
    """What the desk shows of a task."""
    with system.store.reading() as reads:
        state = load_state(task, system.configuration, reads)
        return picture_of(state, system.configuration.station, reads)


def an_order(tablets: int, laptops: int, carton: CartonPicture | None, aside: int = 0) -> PackingPicture:
    """The order with so much packed."""
    lines = replace(LAPTOPS, packed=laptops), replace(TABLETS, packed=tablets)
    return PackingPicture(ORDER_A, A, SITE, lines, carton, aside)


@pytest.mark.parametrize("task", TASKS)
def test_nothing_begun_is_no_picture(system: System, task: str) -> None:
    assert picture(system, task) is None


# -- receiving


def test_receiving_shows_the_advice_at_hand_and_what_came_last(system: System) -> None:
    receive(system, "FAB-00004", "LAP-00001", "FAB-00002")
    assert picture(system, "receive") == ReceivingPicture(
        "AV-1", (2, 12), (20, 120), (("FAB-00002", 10), ("LAP-00001", 5), ("FAB-00004", 10))
    )


def test_a_carton_taken_back_was_not_received(system: System) -> None:
    receive(system, "FAB-00004", "FAB-00002", "CMD-UNDO", "CMD-UNDO", "FAB-00002")
    assert picture(system, "receive") == ReceivingPicture("AV-1", (1, 12), (10, 120), (("FAB-00002", 10),))


def test_only_the_last_cartons_of_this_station_are_shown(system: System) -> None:
    receive(system, *(f"FAB-{number:05d}" for number in range(10)))
    with desk(system.home.folder, "POSTE-2") as other:
        receive(other, "FAB-00011")
    shown = picture(system, "receive")
    assert isinstance(shown, ReceivingPicture)
    assert (shown.cartons, shown.devices) == ((11, 12), (110, 120))
    assert shown.received == tuple((f"FAB-{number:05d}", 10) for number in range(9, 9 - LAST_RECEIVED, -1))


# -- packing


def test_an_open_carton_holds_its_devices_in_the_order_in_which_they_were_packed(stock: System) -> None:
    station = stock.station("pack")
    done(station, ORDER_A)
    assert picture(stock, "pack") == an_order(0, 0, None)
    done(station, "S-000003", "S-000001", "S-000002", "CMD-UNDO", "CMD-UNDO", "S-000012", "S-000001")
    carton = CartonPicture(carton_sscc(0), 1, 5, 10, ("S-000003", "S-000012", "S-000001"))
    assert picture(stock, "pack") == an_order(3, 0, carton)


def test_a_closed_carton_is_shown_until_its_label_was_scanned(stock: System) -> None:
    station = stock.station("pack")
    sscc = done(station, ORDER_A, "S-000003", "S-000001", "CMD-CLOSE").prints[0].ref
    carton = CartonPicture(sscc, 1, 6, 10, ("S-000003", "S-000001"), closed=True)
    assert picture(stock, "pack") == an_order(2, 0, carton)
    done(station, f"00{sscc}")
    assert picture(stock, "pack") == an_order(2, 0, None)


def test_a_carton_set_aside_is_counted_and_the_next_one_shown(stock: System) -> None:
    station = stock.station("pack")
    done(station, ORDER_A, "L-000001", "L-000002", "CMD-CLOSE", "CMD-NEXT", "L-000003")
    assert picture(stock, "pack") == an_order(0, 3, CartonPicture(carton_sscc(1), 2, 5, 5, ("L-000003",)), aside=1)


def test_a_carton_opened_again_keeps_its_order_and_its_number(stock: System) -> None:
    station = stock.station("pack")
    sscc = done(station, ORDER_A, "S-000002", "S-000001", "CMD-CLOSE").prints[0].ref
    station.handle("CMD-UNDO")
    done(station, f"00{sscc}", "S-000004")
    carton = CartonPicture(carton_sscc(1), 1, 5, 10, ("S-000002", "S-000001", "S-000004"))
    assert picture(stock, "pack") == an_order(3, 0, carton)


def test_an_emptied_carton_burns_its_number_and_none_is_beyond_the_last(stock: System) -> None:
    station = stock.station("pack")
    done(station, ORDER_B, *["S-000001", "CMD-UNDO"] * 3, "S-000002")
    shown = picture(stock, "pack")
    assert isinstance(shown, PackingPicture)
    assert shown.carton == CartonPicture(carton_sscc(3), 4, 4, 10, ("S-000002",))


def test_a_sealed_carton_is_shown_whole_in_the_makers_order(stock: System) -> None:
    sscc = done(stock.station("pack"), ORDER_A, "FAB-00000").prints[0].ref
    assert picture(stock, "pack") == an_order(10, 0, CartonPicture(sscc, 1, 5, 10, FULL, closed=True))


def test_a_sealed_carton_of_more_than_is_usual_by_now_has_as_many_places(stock: System) -> None:
    give(stock, "items", ITEMS, (*TABLET[:5], 5, *TABLET[6:]), LAPTOP)
    sscc = done(stock.station("pack"), ORDER_A, "FAB-00000").prints[0].ref
    assert picture(stock, "pack") == an_order(10, 0, CartonPicture(sscc, 1, 6, 10, FULL, closed=True))


def test_a_complete_order_stays_in_sight(stock: System) -> None:
    pack(stock, ORDER_B, "FAB-00000")
    line = LinePicture("TAB-A", "Tablette d’essai", "tablette", 10, 10)
    assert picture(stock, "pack") == PackingPicture(ORDER_B, B, "Lycée d’essai B (Paris)", (line,), None)


# -- pallets


def a_pallet(*cartons: str, **changes: Any) -> PalletPicture:
    """The first pallet of the lycée with tablet cartons of 6,5 kg."""
    shown = PalletPicture(
        sscc=pallet_sscc(0),
        number=1,
        uai=A,
        site=SITE,
        cartons=cartons,
        numbers=(),
        places=layer(400, 300).places,
        layers=5,
        weight_g=25_000 + 6_500 * len(cartons),
        max_weight_g=800_000,
        height_mm=394,
        max_height_mm=1600,
        loose=0,
        dock=False,
    )
    return replace(shown, **changes)


def test_a_pallet_holds_its_cartons_in_the_order_in_which_they_were_put(stock: System) -> None:
    one, two = pack(stock, ORDER_A, "FAB-00000", "FAB-00001")
    small = pack_devices(stock, ORDER_A, "L-000001", "L-000002", "L-000003")
    station = stock.station("palletise")
    done(station, f"00{two}", f"00{one}", "CMD-UNDO", f"00{small}")
    shown = a_pallet(
        *(two, small),
        numbers=(2, 3),
        places=layer(500, 400).places,
        layers=4,
        weight_g=25_000 + 6_500 + 3 * 1_900 + 700,
        height_mm=144 + 300,
        loose=1,
    )
    assert picture(stock, "palletise") == shown
    done(station, f"00{one}")
    assert picture(stock, "palletise") == a_pallet(
        *(two, small, one), numbers=(2, 3, 1), weight_g=25_000 + 2 * 6_500 + 3 * 1_900 + 700, height_mm=444
    )


def test_the_places_of_a_layer_are_those_of_eight_cartons() -> None:
    assert layer(400, 300).places == tuple(Place(x, y, 300, 400) for x in (0, 300, 600, 900) for y in (0, 400))


def test_a_closed_pallet_is_shown_until_both_labels_were_scanned(stock: System) -> None:
    cartons = pack(stock, ORDER_A, "FAB-00000", "FAB-00001")
    station = stock.station("palletise")
    sscc = done(station, f"00{cartons[0]}", f"00{cartons[1]}", "CMD-CLOSE").prints[0].ref
    shown = a_pallet(*cartons, numbers=(1, 2), closed=True)
    assert picture(stock, "palletise") == shown
    done(station, f"00{sscc}")
    assert picture(stock, "palletise") == replace(shown, verified=1)
    done(station, f"00{sscc}")
    assert picture(stock, "palletise") is None


def test_a_site_with_a_dock_takes_more(stock: System) -> None:
    (carton,) = pack(stock, ORDER_B, "FAB-00000")
    done(stock.station("palletise"), f"00{carton}")
    limits: dict[str, Any] = {"max_weight_g": 1_000_000, "max_height_mm": 1800, "layers": 6, "dock": True}
    assert picture(stock, "palletise") == a_pallet(
        carton, numbers=(1,), uai=B, site="Lycée d’essai B (Paris)", **limits
    )


def test_a_pallet_of_cartons_of_unknown_size_has_neither_places_nor_height(tmp_path: Path) -> None:
    with desk(stocked_home(tmp_path)) as system:
        give(system, "items", ITEMS, (*TABLET[:8], "", *TABLET[9:]), LAPTOP)
        grant(system, (A, "TAB-A", 10, ""))
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10)
        receive(system, "FAB-00000")
        (carton,) = pack(system, ORDER_A, "FAB-00000")
        done(system.station("palletise"), f"00{carton}")
        assert picture(system, "palletise") == a_pallet(carton, numbers=(1,), places=(), layers=0, height_mm=None)


# -- the truck


def test_the_truck_is_shown_from_its_end_with_what_is_in_it(stock: System) -> None:
    trip = ("T1", "2027-03-01", *CARRIER, "Q1")
    give(stock, "trips", TRIPS, (*trip, 33, 24000, 1, A, ""), (*trip, 33, 24000, 2, B, ""))
    one, two, other = pack(stock, ORDER_A, "FAB-00000", "FAB-00001") + pack(stock, ORDER_B, "FAB-00002")
    pallets = [palletise(stock, carton) for carton in (one, two, other)]
    station = load(stock, "T1", pallets[2], pallets[0])
    stop_a = StopPicture(1, "Lycée d’essai A", "Paris", 1, 2, dock=False)
    stop_b = StopPicture(2, "Lycée d’essai B", "Paris", 1, 1, dock=True)
    shown = TruckPicture(
        "T1", "AA-123-BB", "Transports d’essai", (stop_b, stop_a), (2, 1), 33, 2 * 31_500, 24_000_000, ()
    )
    assert picture(stock, "load") == shown
    done(station, f"00{pallets[1]}", "CMD-CLOSE", "SC-1", "SC-2")
    full = replace(
        shown, stops=(stop_b, replace(stop_a, loaded=2)), loaded=(2, 1, 1), weight_g=94_500, seals=("SC-1", "SC-2")
    )
    assert picture(stock, "load") == full
    done(station, "CMD-CLOSE")
    assert picture(stock, "load") == replace(full, departed=True)


def test_a_truck_of_unknown_size_says_so(stock: System) -> None:
    give(stock, "trips", TRIPS, ("T1", "2027-03-01", *CARRIER, "", "", "", 1, A, ""))
    done(stock.station("load"), "TRP-T1")
    stop = StopPicture(1, "Lycée d’essai A", "Paris", 0, 0, dock=False)
    assert picture(stock, "load") == TruckPicture(
        "T1", "AA-123-BB", "Transports d’essai", (stop,), (), None, 0, None, ()
    )


# -- any work


@pytest.mark.parametrize("task", TASKS)
def test_whatever_is_done_the_picture_of_what_is_remembered_is_that_of_what_is_read(task: str, tmp_path: Path) -> None:
    home = town_home(tmp_path, 4)
    furnished(home, 8)
    walker, last, pictures = Walker(home, task, f"pictures-{task}"), None, set()
    with desk(home) as system:
        workplace = system.workplace(report=pytest.fail)
        workplace.select(task)
        for moment in range(WALK):
            scene = workplace.scan(text_of(walker.next(last)), "left", 2.0 * moment)
            assert scene.outcome is not None
            last = scene.outcome.answer(system.messages)
            walker.learn(last)
            shown = scene.picture
            assert shown == picture(system, scene.standing.task)
            pictures.add(shown)
            if isinstance(shown, PackingPicture) and shown.carton is not None:
                assert 0 < len(shown.carton.serials) <= shown.carton.capacity
                assert shown.carton.number <= shown.carton.of
            if isinstance(shown, PalletPicture):
                assert len(shown.cartons) == len(shown.numbers) > 0
    assert len(pictures) > 3
