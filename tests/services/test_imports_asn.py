"""Despatch advices (domain rules 11.2): announced once, replaced while nothing is received, refused afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatch.services.messages import Messages
from tests.services.desks import (
    ORDER_A,
    announce,
    codes,
    counts,
    desk,
    done,
    give,
    grant,
    journal_length,
    pack,
    receive,
    stocked_home,
)
from tests.support import campaign
from tests.support.campaign import ASN, A, B
from tests.support.homes import rows


def row(advice: str, carton: str, serial: str, reference: str = "TAB-A", imei: str = "") -> tuple[str, ...]:
    """A row of an advice."""
    return advice, carton, reference, serial, imei, ""


def devices(home: Path) -> list[tuple[object, ...]]:
    """Number, serial, number and code of the carton of every device."""
    sql = "SELECT d.id, d.serial, c.id, c.code FROM device d JOIN announced_carton c ON c.id = d.carton ORDER BY d.id"
    return rows(home, sql)


def test_an_advice_announces_its_cartons_and_devices_in_canonical_order(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        unsorted = [row("AV-1", "FAB-2", "S-3"), row("AV-1", "FAB-1", "S-2"), row("AV-1", "FAB-1", "S-1")]
        assert counts(give(system, "asn", ASN, *unsorted)) == (3, 3, 0, 0)
    assert devices(home) == [(1, "S-1", 1, "FAB-1"), (2, "S-2", 1, "FAB-1"), (3, "S-3", 2, "FAB-2")]
    assert rows(home, "SELECT asn, rows, first_carton, cartons, announced FROM asn") == [
        ("AV-1", 3, 1, 2, "2027-03-01T11:00:00.000Z")
    ]


def test_e_asn_01_the_same_advice_again_changes_nothing_whatever_the_order_of_its_rows(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        announced = campaign.cartons("AV-1", "FAB-", "TAB-A", "S-", [10, 10])
        give(system, "asn", ASN, *announced)
        receive(system, "FAB-00000")
        length = journal_length(system)
        report = give(system, "asn", ASN, *reversed(announced))
        assert (report.errors, counts(report)) == ((), (20, 0, 0, 20))
        told = {"line": 0, "column": "avis", "value": "AV-1", "rule": "E-ASN-01"}
        message = "Avis AV-1 déjà importé. Aucun changement."
        assert report.as_json(Messages("fr"))["warnings"] == [{**told, "message": message}]
        assert journal_length(system) == length


def test_e_asn_02_another_content_is_refused_once_something_is_received(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10, 10)
        receive(system, "FAB-00001")
        before = devices(home)
        report = announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10, 9)
        assert codes(report) == [(0, "avis", "AV-1", "asn-different", "E-ASN-02")]
        assert counts(report) == (19, 0, 0, 0)
        assert devices(home) == before


def test_an_advice_is_replaced_while_nothing_of_it_is_received(tmp_path: Path) -> None:
    """Old devices and cartons are gone, their serials are free again, their numbers are never used again."""
    home = stocked_home(tmp_path)
    with desk(home) as system:
        give(system, "asn", ASN, row("AV-0", "OLD-1", "S-0"))
        give(system, "asn", ASN, *(row("AV-1", "FAB-1", f"S-{n}") for n in (1, 2, 3)))
        report = give(system, "asn", ASN, row("AV-1", "FAB-1", "S-3"), row("AV-1", "FAB-9", "S-4"))
        assert (report.errors, counts(report)) == ((), (2, 0, 2, 0))
        assert devices(home) == [(1, "S-0", 1, "OLD-1"), (5, "S-3", 3, "FAB-1"), (6, "S-4", 4, "FAB-9")]
        assert counts(give(system, "asn", ASN, row("AV-2", "FAB-1", "S-1"))) == (1, 1, 0, 0)
        assert devices(home)[-1] == (7, "S-1", 5, "FAB-1")
        assert rows(home, "SELECT COUNT(*) FROM asn") == [(3,)]


def test_an_advice_whose_receipt_was_taken_back_may_still_be_replaced(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10, 10)
        station = system.station("receive")
        done(station, "FAB-00000", "CMD-UNDO")
        assert counts(announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10)) == (10, 0, 10, 0)
        done(station, "FAB-00000")
    assert rows(home, "SELECT id, received FROM announced_carton") == [(3, 1)]


def test_e_asn_03_a_serial_twice_in_a_file_is_refused_also_across_its_advices(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        report = give(system, "asn", ASN, row("AV-1", "FAB-1", "S-1"), row("AV-2", "FAB-2", "S-1"))
        assert codes(report) == [(3, "serie", "S-1", "serial-twice", "E-ASN-03")]
        assert devices(home) == []


def test_e_asn_04_a_serial_of_another_advice_is_refused_and_named_with_its_line(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        give(system, "asn", ASN, row("AV-1", "FAB-1", "S-1"), row("AV-1", "FAB-1", "S-2"))
        report = give(system, "asn", ASN, row("AV-2", "FAB-2", "S-9"), row("AV-2", "FAB-2", "S-2"))
        assert codes(report) == [(3, "serie", "S-2", "serial-known", "E-ASN-04")]
        message = "Serial number “S-2” is already announced by another advice. Ask the maker for a new one."
        assert [error["message"] for error in report.as_json(Messages("en"))["errors"]] == [message]
        assert len(devices(home)) == 2


def test_the_same_serial_of_another_maker_is_another_device(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        give(system, "asn", ASN, row("AV-1", "FAB-1", "S-1"))
        assert counts(give(system, "asn", ASN, row("AV-2", "LAP-1", "S-1", "LAP-B"))) == (1, 1, 0, 0)
    assert rows(home, "SELECT serial, maker FROM device ORDER BY id") == [("S-1", "ACME"), ("S-1", "BOLT")]


@pytest.mark.parametrize("damaged", ["3,57E+14", "12/03/2027"])
def test_e_asn_05_what_a_spreadsheet_damaged_is_refused(tmp_path: Path, damaged: str) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        report = give(system, "asn", ASN, row("AV-1", "FAB-1", "S-1"), row("AV-1", "FAB-1", damaged))
        assert [(line, column, value, rule) for line, column, value, _, rule in codes(report)] == [
            (3, "serie", damaged, "E-ASN-05")
        ]
        assert devices(home) == []


def test_two_advices_in_one_file_one_known_and_one_new(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        known = [row("AV-1", "FAB-1", "S-1"), row("AV-1", "FAB-1", "S-2")]
        give(system, "asn", ASN, *known)
        length = journal_length(system)
        report = give(system, "asn", ASN, row("AV-2", "FAB-2", "S-3"), *known)
        assert (report.errors, counts(report)) == ((), (3, 1, 0, 2))
        assert [(w.value, w.rule) for w in report.warnings] == [("AV-1", "E-ASN-01")]
        assert journal_length(system) == length + 1
    assert [device[1] for device in devices(home)] == ["S-1", "S-2", "S-3"]


def test_of_two_advices_in_a_file_a_refused_one_keeps_the_other_out(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        give(system, "asn", ASN, row("AV-1", "FAB-1", "S-1"))
        receive(system, "FAB-1")
        report = give(system, "asn", ASN, row("AV-2", "FAB-2", "S-2"), row("AV-1", "FAB-1", "S-3"))
        assert codes(report) == [(0, "avis", "AV-1", "asn-different", "E-ASN-02")]
    assert [device[1] for device in devices(home)] == ["S-1"]


def test_two_replaced_advices_and_a_new_one_in_a_file(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        give(system, "asn", ASN, row("AV-1", "FAB-1", "S-1"), row("AV-2", "FAB-2", "S-2"))
        rewritten = [row("AV-2", "FAB-2", "S-22"), row("AV-3", "FAB-3", "S-3"), row("AV-1", "FAB-1", "S-11")]
        assert counts(give(system, "asn", ASN, *rewritten)) == (3, 1, 2, 0)
        assert counts(give(system, "asn", ASN, *rewritten)) == (3, 0, 0, 3)
    assert sorted(str(device[1]) for device in devices(home)) == ["S-11", "S-22", "S-3"]


def test_a_serial_moves_to_another_advice_only_once_the_first_has_given_it_up(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        give(system, "asn", ASN, row("AV-1", "FAB-1", "S-1"), row("AV-1", "FAB-1", "S-2"))
        moved = [row("AV-2", "FAB-2", "S-2"), row("AV-1", "FAB-1", "S-1")]
        assert codes(give(system, "asn", ASN, *moved)) == [(2, "serie", "S-2", "serial-known", "E-ASN-04")]
        assert counts(give(system, "asn", ASN, moved[1])) == (1, 0, 1, 0)
        assert counts(give(system, "asn", ASN, *moved)) == (2, 1, 0, 1)


def test_a_carton_code_of_two_advices_is_two_cartons_and_must_be_told_apart(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        assert not give(system, "asn", ASN, row("AV-1", "FAB-1", "S-1"), row("AV-2", "FAB-1", "S-2")).errors
        assert [device[2:] for device in devices(home)] == [(1, "FAB-1"), (2, "FAB-1")]
        outcome = system.station("receive").handle("FAB-1")
        assert outcome.reason.tone.value != "accepted"
    assert rows(home, "SELECT received FROM announced_carton") == [(0,), (0,)]


def test_a_device_reserved_for_a_lycee_is_announced_as_such(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        reserved, free = (*row("AV-1", "FAB-1", "S-1"), B), (*row("AV-1", "FAB-1", "S-2"), "")
        assert not give(system, "asn", f"{ASN};uai", reserved, free).errors
    assert rows(home, "SELECT serial, reserved_for FROM device ORDER BY id") == [("S-1", B), ("S-2", None)]


def test_a_gtin_stands_for_its_item(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        assert not give(system, "asn", "avis;carton;gtin;serie", ("AV-1", "FAB-1", "9521234500018", "S-1")).errors
        again = give(system, "asn", "avis;carton;reference;serie", ("AV-1", "FAB-1", "TAB-A", "S-1"))
        assert counts(again) == (1, 0, 0, 1)
    assert rows(home, "SELECT reference FROM device") == [("TAB-A",)]


def test_what_is_packed_of_an_advice_stays_packed_when_another_one_comes(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        grant(system, (A, "TAB-A", 10, ""))
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10, 10)
        receive(system, "FAB-00000")
        (sscc,) = pack(system, ORDER_A, "FAB-00000")
        before = rows(home, "SELECT * FROM device")
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10)
        announce(system, "AV-2", "BIS-", "TAB-A", "B-", 10)
    assert rows(home, "SELECT * FROM device WHERE id <= 20") == before
    assert rows(home, "SELECT COUNT(*) FROM device WHERE unit = ?", sscc) == [(10,)]
