"""Progress: each device is counted at every stage it has reached, for its lycée and in all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dispatch.bootstrap import System
from dispatch.services.progress_report import as_json, progress
from tests.services.desks import (
    ORDER_A,
    announce,
    desk,
    done,
    give,
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

STAGES = ("granted", "packed", "palletised", "loaded", "departed", "delivered", "remaining")


@pytest.fixture
def system(tmp_path: Path) -> Iterator[System]:
    """A desk with two lycées, of which one has two orders, and twenty received tablets."""
    with desk(stocked_home(tmp_path)) as system:
        grant(system, (A, "TAB-A", 13, "eleves"), (B, "TAB-A", 4, "eleves"), (B, "LAP-B", 2, "enseignants"))
        give(system, "allocations", "uai;reference;quantite;commande", (A, "LAP-B", 5, 2))
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10, 10)
        plan(system, "T1", "2027-03-01", (A, ""))
        receive(system, "FAB-00000", "FAB-00001")
        yield system


def counted(system: System, row: str) -> tuple[int, ...]:
    """The stages of a lycée, or of `total`."""
    with system.store.reading() as reads:
        shown = as_json(progress(reads))
    (found,) = [shown["total"]] if row == "total" else [site for site in shown["sites"] if site["uai"] == row]
    return tuple(found[stage] for stage in STAGES)


def test_a_device_is_counted_at_every_stage_it_has_reached(system: System) -> None:
    assert counted(system, A) == (18, 0, 0, 0, 0, 0, 18)
    whole = pack(system, ORDER_A, "FAB-00000")
    assert counted(system, A) == (18, 10, 0, 0, 0, 0, 8)
    loose = pack_devices(system, ORDER_A, "S-000011", "S-000012")
    pallet = palletise(system, *whole)
    assert counted(system, A) == (18, 12, 10, 0, 0, 0, 6)
    station = load(system, "T1", pallet)
    assert counted(system, A) == (18, 12, 10, 10, 0, 0, 6)
    done(station, "CMD-CLOSE", "SC-1", "CMD-CLOSE")
    assert counted(system, A) == (18, 12, 10, 10, 10, 0, 6)
    palletise(system, loose)
    assert counted(system, A) == (18, 12, 12, 10, 10, 0, 6)


def test_a_device_counts_as_packed_and_palletised_while_its_units_are_open(system: System) -> None:
    done(system.station("pack"), ORDER_A, "S-000001")
    assert counted(system, A)[:3] == (18, 1, 0)
    (sscc, *_) = [row[0] for row in _query(system, "SELECT sscc FROM unit")]
    done(system.station("pack"), "CMD-CLOSE", f"00{sscc}")
    done(system.station("palletise"), f"00{sscc}")
    assert counted(system, A)[:3] == (18, 1, 1)


def _query(system: System, sql: str) -> list[tuple[str, ...]]:
    with system.store.reading() as reads:
        return reads.query(sql)


def test_what_is_taken_back_is_counted_no_more(system: System) -> None:
    station = system.station("pack")
    done(station, ORDER_A, "S-000001", "S-000002", "CMD-UNDO")
    assert counted(system, A) == (18, 1, 0, 0, 0, 0, 17)
    done(station, "CMD-UNDO")
    assert counted(system, A) == (18, 0, 0, 0, 0, 0, 18)


def test_the_total_is_that_of_all_lycees(system: System) -> None:
    pack(system, ORDER_A, "FAB-00000")
    both = [counted(system, A), counted(system, B)]
    assert counted(system, B) == (6, 0, 0, 0, 0, 0, 6)
    assert counted(system, "total") == tuple(map(sum, zip(*both, strict=True))) == (24, 10, 0, 0, 0, 0, 14)


def test_lycees_are_listed_by_uai_with_their_names_and_only_where_something_is_granted(tmp_path: Path) -> None:
    with desk(stocked_home(tmp_path)) as system:
        with system.store.reading() as reads:
            assert as_json(progress(reads)) == {"sites": [], "total": dict.fromkeys(STAGES, 0)}
        grant(system, (B, "TAB-A", 4, "eleves"))
        with system.store.reading() as reads:
            (site,) = as_json(progress(reads))["sites"]
    assert site == {"uai": B, "name": "Lycée d’essai B", **dict.fromkeys(STAGES, 0), "granted": 4, "remaining": 4}
