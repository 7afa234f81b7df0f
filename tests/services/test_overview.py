"""The overview: what waits for each job, what lies open at this desk, and what leaves today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from dispatch.bootstrap import System
from dispatch.services.overview import OpenWork, Overview
from tests.services.desks import (
    ORDER_A,
    SetClock,
    announce,
    depart,
    desk,
    done,
    grant,
    load,
    pack,
    pack_devices,
    palletise,
    plan,
    receive,
    stocked_home,
)
from tests.support.campaign import A, B

SITE = "Lycée d’essai A (Paris)"


@pytest.fixture
def clock() -> SetClock:
    """It shows noon in Paris on the first of March until it is set."""
    return SetClock()


@pytest.fixture
def system(tmp_path: Path, clock: SetClock) -> Iterator[System]:
    """Two orders, two advices of which nothing has arrived, and a trip today."""
    with desk(stocked_home(tmp_path), clock=clock) as system:
        grant(system, (A, "TAB-A", 13, "eleves"), (B, "LAP-B", 4, "enseignants"))
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10, 10)
        announce(system, "AV-2", "LAP-", "LAP-B", "L-", 5)
        plan(system, "T1", "2027-03-01", (A, ""))
        yield system


def seen(system: System) -> Overview:
    return system.office().overview()


def numbers(system: System) -> dict[str, int]:
    """Every number of the overview that is not 0."""
    shown: dict[str, Any] = asdict(seen(system))
    return {name: value for name, value in shown.items() if isinstance(value, int) and value}


def test_every_stage_of_a_day_is_counted_where_it_waits(system: System) -> None:
    assert numbers(system) == {"cartons_to_receive": 3, "advices_to_receive": 2, "trips_to_load": 1}
    receive(system, "FAB-00000", "FAB-00001")
    assert numbers(system) == {
        "cartons_to_receive": 1,
        "advices_to_receive": 1,
        "orders_to_pack": 1,
        "trips_to_load": 1,
    }
    receive(system, "LAP-00000")
    assert numbers(system) == {"orders_to_pack": 2, "trips_to_load": 1}
    whole = pack(system, ORDER_A, "FAB-00000")
    assert numbers(system) == {
        "orders_to_pack": 2,
        "cartons_to_palletise": 1,
        "trips_to_load": 1,
        "devices_packed": 10,
    }
    loose = pack_devices(system, ORDER_A, "S-000011", "S-000012", "S-000013")
    assert numbers(system) == {
        "orders_to_pack": 1,
        "cartons_to_palletise": 2,
        "trips_to_load": 1,
        "devices_packed": 13,
    }
    pallet = palletise(system, *whole, loose)
    assert numbers(system) == {"orders_to_pack": 1, "trips_to_load": 1, "devices_packed": 13}
    depart(system, "T1", pallet)
    assert numbers(system) == {"orders_to_pack": 1, "devices_packed": 13}


def test_an_order_without_stock_of_what_it_lacks_is_not_ready_to_pack(system: System) -> None:
    receive(system, "LAP-00000")
    assert numbers(system)["orders_to_pack"] == 1
    pack_devices(system, f"ORD-{B}-1", "L-000001", "L-000002", "L-000003", "L-000004")
    assert "orders_to_pack" not in numbers(system)


def test_what_is_taken_out_again_was_not_packed_today(system: System) -> None:
    receive(system, "FAB-00000", "FAB-00001")
    station = system.station("pack")
    done(station, ORDER_A, "S-000001", "S-000002", "CMD-UNDO")
    assert numbers(system)["devices_packed"] == 1
    done(station, "CMD-UNDO")
    sscc = done(station, "FAB-00001").prints[0].ref
    assert numbers(system)["devices_packed"] == 10
    assert station.handle("CMD-UNDO").need == "label"
    done(station, f"]C100{sscc}")
    assert "devices_packed" not in numbers(system)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("2027-03-01T22:59:59+00:00", "2027-03-01T23:00:00+00:00", id="winter"),
        pytest.param("2027-07-01T21:59:59+00:00", "2027-07-01T22:00:00+00:00", id="summer"),
    ],
)
def test_the_day_begins_at_midnight_in_paris(system: System, clock: SetClock, before: str, after: str) -> None:
    clock.moment = before
    receive(system, "FAB-00000")
    station = system.station("pack")
    done(station, ORDER_A, "S-000001", "S-000002")
    assert numbers(system)["devices_packed"] == 2
    clock.moment = after
    assert "devices_packed" not in numbers(system)
    done(station, "S-000003")
    assert numbers(system)["devices_packed"] == 1


def test_the_work_that_lies_open_is_told_the_last_one_first(system: System) -> None:
    assert seen(system).work == ()
    receive(system, "FAB-00000", "FAB-00001")
    packing = system.station("pack")
    done(packing, ORDER_A)
    assert seen(system).work == (OpenWork("pack", ORDER_A, SITE, "Appareils\u00a0: 0 sur 13."),)
    carton = done(packing, "FAB-00000").prints[0].ref
    assert seen(system).work == (OpenWork("pack", ORDER_A, SITE, f"Étiquette {carton} à biper."),)
    done(packing, f"]C100{carton}", "S-000011", "S-000012")
    packed = OpenWork("pack", ORDER_A, SITE, "Colis n°\u00a02 ouvert. Appareils\u00a0: 2.")
    assert seen(system).work == (packed,)
    done(system.station("palletise"), f"]C100{carton}")
    (pallet, other) = seen(system).work
    assert other == packed
    assert (pallet.task, pallet.title, pallet.words) == (
        "palletise",
        SITE,
        "Palette n°\u00a01 ouverte. Colis\u00a0: 1.",
    )
    assert pallet.ref.startswith("3")


def test_a_trip_that_is_being_loaded_is_open_work_until_it_departs(system: System) -> None:
    receive(system, "FAB-00000")
    pallet = palletise(system, *pack(system, ORDER_A, "FAB-00000"))
    load(system, "T1", pallet)
    (work, packing) = seen(system).work
    assert work == OpenWork("load", "T1", "Transports d’essai", "Palettes\u00a0: 1 sur 1.")
    assert packing.task == "pack"
    depart(system, "T1")
    assert [work.task for work in seen(system).work] == ["pack"]


def test_the_work_of_another_desk_is_not_open_here(system: System) -> None:
    done(system.station("pack", name="POSTE-2"), ORDER_A)
    assert seen(system).work == ()


def test_the_trips_of_the_day_are_told_and_those_that_are_late(system: System) -> None:
    plan(system, "T0", "2027-02-26", (B, ""))
    plan(system, "T2", "2027-03-02", (B, ""))
    receive(system, "FAB-00000")
    depart(system, "T1", palletise(system, *pack(system, ORDER_A, "FAB-00000")))
    late, today = seen(system).trips
    assert (late.number, late.date, late.status, late.loaded, late.planned) == ("T0", "2027-02-26", "planned", 0, 0)
    assert (today.number, today.carrier, today.status) == ("T1", "Transports d’essai", "departed")
    assert (today.loaded, today.planned, today.stops) == (1, 1, (SITE,))


def test_a_print_that_nobody_can_vouch_for_is_counted(system: System) -> None:
    receive(system, "FAB-00000")
    pack(system, ORDER_A, "FAB-00000")
    outbox, now = system.store.outbox, system.clock.now()[0]
    (job,) = outbox.jobs(("queued",))
    outbox.claim(job.id, "labels", now)
    outbox.finish(job.id, "unknown", "dropped", now)
    assert numbers(system)["unknown_prints"] == 1
