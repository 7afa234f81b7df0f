"""The asn file: announced devices whole, and each mistake with its line, column, value and rule."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dispatch.domain.catalogue import Family, TradeItem
from dispatch.domain.import_report import Parsed
from dispatch.domain.stock import AnnouncedDevice
from dispatch.exchange.asn import parse_asn
from tests.exchange.files import Told, csv_table, told, xlsx_table

SSCC = "137601234500000017"
GTIN = "03701234500010"
ITEMS = {
    item.reference: item
    for item in (
        TradeItem("TAB", "Tablette d’exemple", Family.TABLET, per_carton=3, weight_g=480, gtin=GTIN, maker="Un"),
        TradeItem("PC", "Portable d’exemple", Family.LAPTOP, 2, 1500, maker="Deux", serial_pattern="0[0-9]{7}"),
        TradeItem("DAT", "Portable à n° daté", Family.LAPTOP, 2, 1500, serial_pattern="[0-9]{2}-[0-9]{2}-[0-9]{4}"),
        TradeItem("SAC", "Housse d’exemple", Family.ACCESSORY, 20, 90, gtin="03012345678902", serialised=False),
    )
}
SITES = {"0750652B"}
HEADINGS = "avis;carton;reference;gtin;serie;imei;mac;date;uai"


def parsed_csv(folder: Path, *lines: str) -> Parsed[AnnouncedDevice]:
    return parse_asn(csv_table(folder, *lines), ITEMS, SITES)


def parsed_xlsx(folder: Path, *rows: Sequence[Any]) -> Parsed[AnnouncedDevice]:
    return parse_asn(xlsx_table(folder, *rows), ITEMS, SITES)


def test_full_rows_become_devices(tmp_path: Path) -> None:
    parsed = parsed_csv(
        tmp_path,
        f"{HEADINGS};imei2;palette;lot",
        "A1;FAB-1;TAB;;s 1a;490154203237518;02:00:00:aa:bb:cc;01/03/2027;0750652B;350000000000014;P1;L 7",
        f"A1;(00){SSCC};;3701234500010;S1B;;;;;;;",
        f"A1;00{SSCC};TAB;{GTIN};S1C;49-015420-323751-8;0200.00AA.BBCD;;;;;",
        f"A1;{SSCC};PC;;01234567;;;;;;;",
        "",
        "A2;FAB-1;DAT;;12-03-2027;;;;;;;",
    )
    assert (parsed.rows, parsed.lines, parsed.errors, parsed.warnings) == (5, [2, 3, 4, 5, 7], [], [])
    assert parsed.values == [
        AnnouncedDevice(
            asn="A1",
            carton="FAB-1",
            reference="TAB",
            serial="S1A",
            imei="490154203237518",
            imei2="350000000000014",
            mac="020000AABBCC",
            pallet="P1",
            lot="L 7",
            ship_date="2027-03-01",
            reserved_for="0750652B",
        ),
        AnnouncedDevice("A1", SSCC, "TAB", "S1B"),
        AnnouncedDevice("A1", SSCC, "TAB", "S1C", imei="490154203237518", mac="020000AABBCD"),
        AnnouncedDevice("A1", SSCC, "PC", "01234567"),
        AnnouncedDevice("A2", "FAB-1", "DAT", "12-03-2027"),
    ]


@pytest.mark.parametrize(
    ("row", "column", "value", "code", "rule"),
    [
        (";C2;TAB;;S2", "avis", "", "empty-cell", None),
        ("A1;;TAB;;S2", "carton", "", "empty-cell", None),
        ("A1;é;TAB;;S2", "carton", "é", "not-a-code", None),
        ("A1;C2;;;S2", "reference", "", "no-item", None),
        ("A1;C2;XX;;S2", "reference", "XX", "unknown-item", None),
        ("A1;C2;SAC;;S2", "reference", "SAC", "not-serialised", None),
        ("A1;C2;;03012345678902;S2", "gtin", "03012345678902", "not-serialised", None),
        ("A1;C2;;3701234500016;S2", "gtin", "3701234500016", "gtin-check", None),
        ("A1;C2;TAB;37012345;S2", "gtin", "37012345", "gtin-check", None),
        ("A1;C2;TAB;370;S2", "gtin", "370", "gtin-form", None),
        ("A1;C2;;4006381333931;S2", "gtin", "4006381333931", "unknown-gtin", None),
        ("A1;C2;TAB;4006381333931;S2", "gtin", "4006381333931", "gtin-of-other-item", None),
        (f"A1;C2;PC;{GTIN};01234567", "gtin", GTIN, "gtin-of-other-item", None),
        ("A1;C2;;3,70E+12;S2", "gtin", "3,70E+12", "spreadsheet-number", "E-ASN-05"),
        ("A1;C2;TAB;;", "serie", "", "empty-cell", None),
        ("A1;C2;TAB;;Sé", "serie", "Sé", "serial-form", None),
        (f"A1;C2;TAB;;{'S' * 65}", "serie", "S" * 59 + "…", "serial-form", None),
        ("A1;C2;TAB;;S 1", "serie", "S1", "serial-twice", "E-ASN-03"),
        ("A1;C2;TAB;;3,57E+14", "serie", "3,57E+14", "spreadsheet-number", "E-ASN-05"),
        ("A1;C2;TAB;;3.57015420323751e+14", "serie", "3.57015420323751e+14", "spreadsheet-number", "E-ASN-05"),
        ("A1;C2;TAB;;1E+05", "serie", "1E+05", "spreadsheet-number", "E-ASN-05"),
        ("A1;C2;TAB;;01/03/2027", "serie", "01/03/2027", "spreadsheet-date", "E-ASN-05"),
        ("A1;C2;TAB;;2027-03-01", "serie", "2027-03-01", "spreadsheet-date", "E-ASN-05"),
        ("A1;C2;TAB;;12-déc", "serie", "12-déc", "spreadsheet-date", "E-ASN-05"),
        ("A1;C2;TAB;;mars-24", "serie", "mars-24", "spreadsheet-date", "E-ASN-05"),
        ("A1;C2;TAB;;05-avr.-27", "serie", "05-avr.-27", "spreadsheet-date", "E-ASN-05"),
        ("A1;C2;PC;;1234567", "serie", "1234567", "lost-zero", "E-ASN-05"),
        ("A1;C2;PC;;1,23E+06", "serie", "1,23E+06", "spreadsheet-number", "E-ASN-05"),
        ("A1;C2;PC;;S1234567", "serie", "S1234567", "serial-pattern", None),
        ("A1;C2;DAT;;2027-03-12", "serie", "2027-03-12", "spreadsheet-date", "E-ASN-05"),
        ("A1;C2;TAB;;S2;490154203237519", "imei", "490154203237519", "imei-check", None),
        ("A1;C2;TAB;;S2;49015420323750", "imei", "49015420323750", "imei-form", None),
        ("A1;C2;TAB;;S2;12345678901237", "imei", "12345678901237", "lost-zero", "E-ASN-05"),
        ("A1;C2;TAB;;S2;4,90154E+14", "imei", "4,90154E+14", "spreadsheet-number", "E-ASN-05"),
        ("A1;C2;TAB;;S2;;02000000AABB0", "mac", "02000000AABB0", "mac-form", None),
        ("A1;C2;TAB;;S2;;FF:FF:FF:FF:FF:FF", "mac", "FF:FF:FF:FF:FF:FF", "mac-form", None),
        ("A1;C2;TAB;;S2;;000000000000", "mac", "000000000000", "mac-form", None),
        ("A1;C2;TAB;;S2;;1,02E+11", "mac", "1,02E+11", "spreadsheet-number", "E-ASN-05"),
        ("A1;(00)137601234500000015;TAB;;S2", "carton", "(00)137601234500000015", "sscc-check", None),
        ("A1;]C100137601234500000015;TAB;;S2", "carton", "]C100137601234500000015", "sscc-check", None),
        ("A1;00137601234500000015;TAB;;S2", "carton", "00137601234500000015", "sscc-check", None),
        ("A1;(00)1376;TAB;;S2", "carton", "(00)1376", "sscc-form", None),
        ("A1;1,3760E+17;TAB;;S2", "carton", "1,3760E+17", "spreadsheet-number", "E-ASN-05"),
        ("A1;01/03/27;TAB;;S2", "carton", "01/03/27", "spreadsheet-date", "E-ASN-05"),
        ("A1;C2;TAB;;S2;;;31/02/2027", "date", "31/02/2027", "not-a-date", None),
        ("A1;C2;TAB;;S2;;;;0750652A", "uai", "0750652A", "uai-check", "E-CMD-06"),
        ("A1;C2;TAB;;S2;;;;0750001U", "uai", "0750001U", "unknown-site", "E-CMD-06"),
    ],
)
def test_a_mistake_is_told_with_line_column_and_value(
    tmp_path: Path, row: str, column: str, value: str, code: str, rule: str | None
) -> None:
    parsed = parsed_csv(tmp_path, HEADINGS, "A1;C1;TAB;;S1", row)
    assert (parsed.rows, parsed.values, parsed.lines, parsed.warnings) == (2, [], [], [])
    assert told(parsed.errors) == [Told(3, column, value, code, rule)]


def test_reference_or_gtin_is_enough_but_one_there_must_be(tmp_path: Path) -> None:
    assert parsed_csv(tmp_path, "avis;carton;gtin;serie", f"A1;C1;{GTIN};S1").values[0].reference == "TAB"
    assert parsed_csv(tmp_path, "avis;carton;reference;serie", "A1;C1;TAB;S1").values[0].reference == "TAB"
    parsed = parsed_csv(tmp_path, "avis;carton;serie", "A1;C1;S1")
    assert told(parsed.errors) == [Told(1, "reference", "", "missing-column")]


def test_serials_are_unique_within_their_maker_only(tmp_path: Path) -> None:
    rows = ["A1;C1;TAB;01234567", "A1;C2;PC;01234567", "A1;C3;PC;0 123 4567", "A1;C4;PC;01234567"]
    parsed = parsed_csv(tmp_path, "avis;carton;reference;serie", *rows)
    assert told(parsed.errors) == [
        Told(4, "serie", "01234567", "serial-twice", "E-ASN-03"),
        Told(5, "serie", "01234567", "serial-twice", "E-ASN-03"),
    ]
    assert [error.args for error in parsed.errors] == [{"first": 3}, {"first": 3}]


def test_a_carton_holds_no_more_than_its_item_allows(tmp_path: Path) -> None:
    full = [f"A1;C1;TAB;S{n}" for n in range(3)]
    other_advice = [f"A2;C1;TAB;T{n}" for n in range(3)]
    overfull = [f"A1;C2;TAB;U{n}" for n in range(5)]
    headings = "avis;carton;reference;serie"
    assert parsed_csv(tmp_path, headings, *full, *other_advice).errors == []
    parsed = parsed_csv(tmp_path, headings, *full, *overfull, *other_advice)
    assert told(parsed.errors) == [Told(8, "carton", "C2", "carton-overfull")]
    assert parsed.errors[0].args == {"count": 5, "limit": 3}


def test_a_reserved_device_tells_of_a_mended_uai(tmp_path: Path) -> None:
    parsed = parsed_csv(tmp_path, "avis;carton;reference;serie;reserve_uai", "A1;C1;TAB;S1;750652B")
    assert parsed.values == [AnnouncedDevice("A1", "C1", "TAB", "S1", reserved_for="0750652B")]
    assert told(parsed.warnings) == [Told(2, "uai", "750652B", "uai-restored", "E-CMD-06")]


def test_the_garbage_collector_is_left_as_it_was(tmp_path: Path) -> None:
    assert gc.isenabled()
    parsed_csv(tmp_path, HEADINGS, "A1;C1;TAB;;S1")
    assert gc.isenabled()


def test_all_errors_of_all_rows_are_told_at_once(tmp_path: Path) -> None:
    parsed = parsed_csv(
        tmp_path, HEADINGS, "A1;C1;TAB;;S1;1", "A1;C1;XX;;S1;;1", "A1;C1;TAB;;S3;;;;;surplus", "A1;C1;TAB;;;1;1"
    )
    assert (parsed.rows, parsed.values) == (4, [])
    assert told(parsed.errors) == [
        Told(2, "imei", "1", "imei-form"),
        Told(3, "mac", "1", "mac-form"),
        Told(3, "reference", "XX", "unknown-item"),
        Told(4, "", "surplus", "too-many-cells"),
        Told(5, "serie", "", "empty-cell"),
        Told(5, "imei", "1", "imei-form"),
        Told(5, "mac", "1", "mac-form"),
    ]


def test_a_workbook_that_kept_its_cells_as_text_is_read_whole(tmp_path: Path) -> None:
    parsed = parsed_xlsx(
        tmp_path,
        HEADINGS.split(";"),
        ["A1", SSCC, "TAB", GTIN, "0012", "490154203237518", "020000AABBCC", date(2027, 3, 1), "0750652B"],
    )
    assert (parsed.errors, parsed.warnings) == ([], [])
    assert parsed.values == [
        AnnouncedDevice(
            "A1", SSCC, "TAB", "0012", "490154203237518", "", "020000AABBCC", "", "", "2027-03-01", "0750652B"
        )
    ]


def test_numbers_that_check_or_match_their_pattern_survive_a_workbook(tmp_path: Path) -> None:
    items = {"NUM": TradeItem("NUM", "a", Family.TABLET, 9, 1, gtin=GTIN, serial_pattern="[0-9]{12}")}
    row = [1, 17, 3701234500010, 123456789012, 490154203237518]
    parsed = parse_asn(xlsx_table(tmp_path, ["avis", "carton", "gtin", "serie", "imei"], row), items, SITES)
    assert parsed.errors == []
    assert parsed.values == [AnnouncedDevice("1", "17", "NUM", "123456789012", "490154203237518")]
    assert {type(value) for value in parsed.values[0]} == {str}


@pytest.mark.parametrize(
    ("column", "cell", "value", "code"),
    [
        ("serie", 123456789012, "123456789012", "spreadsheet-number"),
        ("serie", 357015420323751800, "3.57015E+17", "spreadsheet-number"),
        ("serie", date(2027, 3, 1), "2027-03-01", "spreadsheet-date"),
        ("carton", 123456789012, "123456789012", "spreadsheet-number"),
        ("carton", 137601234500000017, "1.37601E+17", "spreadsheet-number"),
        ("carton", date(2027, 3, 1), "2027-03-01", "spreadsheet-date"),
        ("imei", 12345678901237, "12345678901237", "lost-zero"),
        ("imei", 4901542032375180, "4.90154E+15", "spreadsheet-number"),
        ("mac", 123456789012345678, "1.23457E+17", "spreadsheet-number"),
        ("gtin", 37012345000100000, "3.70123E+16", "spreadsheet-number"),
    ],
)
def test_what_a_workbook_took_for_a_number_or_a_date_is_refused(
    tmp_path: Path, column: str, cell: object, value: str, code: str
) -> None:
    good: dict[str, object] = {"avis": "A1", "carton": "C1", "reference": "TAB", "serie": "S1"}
    row = {**good, column: cell}
    parsed = parsed_xlsx(tmp_path, [*row], [*row.values()])
    assert told(parsed.errors) == [Told(2, column, value, code, "E-ASN-05")]


@pytest.mark.parametrize("mark", ["", '"'])
def test_devices_and_lines_stay_true_over_many_blocks(tmp_path: Path, mark: str) -> None:
    rows = [f"A{n // 4000};{mark}C{n // 3}{mark};TAB;S{n:05}" for n in range(9_999)]
    parsed = parsed_csv(tmp_path, "avis;carton;reference;serie", *rows)
    assert (parsed.rows, parsed.errors, parsed.lines) == (9_999, [], [*range(2, 10_001)])
    assert parsed.values == [AnnouncedDevice(f"A{n // 4000}", f"C{n // 3}", "TAB", f"S{n:05}") for n in range(9_999)]
