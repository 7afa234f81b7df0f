"""What other desks do between the reading of a file and its writing is not overlooked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dispatch.bootstrap import System
from dispatch.domain.import_report import Parsed
from dispatch.exchange.reader import read_file
from dispatch.services.imports import Importer
from dispatch.services.ports import Known
from tests.services.desks import (
    LAPTOP,
    ORDER_A,
    SITE_A,
    TABLET,
    announce,
    codes,
    counts,
    desk,
    give,
    grant,
    journal_length,
    load,
    pack,
    plan,
    receive,
    stocked_home,
)
from tests.support.campaign import ALLOCATIONS, ITEMS, SITES, A
from tests.support.homes import rows


@contextmanager
def interrupted(home: Path, meanwhile: Callable[[System], object]) -> Iterator[System]:
    """A desk whose every import is interrupted by another desk, after its file is read and before it is written."""

    def read(kind: str, path: Path, known: Known) -> Parsed[Any]:
        parsed = read_file(kind, path, known)
        with desk(home, "POSTE-2") as other:
            meanwhile(other)
        return parsed

    with desk(home, "POSTE-1") as system:
        system.importer = Importer(system.store, read, system.clock, system.configuration)
        yield system


def test_a_line_is_not_lowered_below_what_was_packed_in_the_meantime(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        grant(system, (A, "TAB-A", 20, ""))
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10)
        receive(system, "FAB-00000")
    with interrupted(home, lambda other: pack(other, ORDER_A, "FAB-00000")) as system:
        report = grant(system, (A, "TAB-A", 5, ""))
        assert codes(report) == [(2, "quantite", "5", "quantity-below-packed", "E-CMD-01")]
        assert counts(report) == (1, 0, 0, 0)
    assert rows(home, "SELECT granted, packed FROM order_line") == [(20, 10)]


def test_the_same_file_at_two_desks_at_once_is_written_once(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with interrupted(home, lambda other: grant(other, (A, "TAB-A", 20, ""))) as system:
        length = journal_length(system)
        assert counts(grant(system, (A, "TAB-A", 20, ""))) == (1, 0, 0, 1)
        assert journal_length(system) == length + 1


def test_the_same_advice_at_two_desks_at_once_is_announced_once(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with interrupted(home, lambda other: announce(other, "AV-1", "FAB-", "TAB-A", "S-", 10)) as system:
        length = journal_length(system)
        report = announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10)
        assert (counts(report), [w.rule for w in report.warnings]) == ((10, 0, 0, 10), ["E-ASN-01"])
        assert journal_length(system) == length + 1


def test_an_advice_is_not_replaced_when_its_first_carton_arrives_in_the_meantime(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10, 10)
    with interrupted(home, lambda other: receive(other, "FAB-00001")) as system:
        report = announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10)
        assert codes(report) == [(0, "avis", "AV-1", "asn-different", "E-ASN-02")]
    assert rows(home, "SELECT COUNT(*) FROM device") == [(20,)]


def test_a_serial_that_another_advice_announces_in_the_meantime_is_refused(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with interrupted(home, lambda other: announce(other, "AV-1", "FAB-", "TAB-A", "S-", 1)) as system:
        report = announce(system, "AV-2", "BIS-", "TAB-A", "S-", 2)
        assert codes(report) == [(2, "serie", "S-000001", "serial-known", "E-ASN-04")]


def test_an_item_whose_first_device_is_packed_in_the_meantime_keeps_its_weight(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        grant(system, (A, "TAB-A", 10, ""))
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10)
        receive(system, "FAB-00000")
    with interrupted(home, lambda other: pack(other, ORDER_A, "FAB-00000")) as system:
        heavier = (*TABLET[:6], 900, *TABLET[7:])
        report = give(system, "items", ITEMS, LAPTOP, heavier)
        assert codes(report) == [(3, "poids_g", "900", "item-contradicts-packed", None)]


def test_a_trip_whose_loading_starts_in_the_meantime_stays(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        plan(system, "T1", "2027-03-01", (A, ""))
    with interrupted(home, lambda other: load(other, "T1")) as system:
        assert [code[3] for code in codes(plan(system, "T1", "2027-03-02", (A, "")))] == ["trip-started"]


def test_work_that_has_nothing_to_do_with_a_file_does_not_hinder_it(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with interrupted(home, lambda other: give(other, "sites", SITES, (*SITE_A[:2], "9 rue A", *SITE_A[3:]))) as system:
        assert counts(give(system, "allocations", ALLOCATIONS, (A, "TAB-A", 20, ""))) == (1, 1, 0, 0)
    assert rows(home, "SELECT granted FROM order_line") == [(20,)]
