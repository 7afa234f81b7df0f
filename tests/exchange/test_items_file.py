"""The items file: trade items whole, and each mistake with its line, column and value."""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatch.domain.catalogue import Family, TradeItem
from dispatch.exchange.items import LONGEST_PATTERN, parse_items
from tests.exchange.files import Told, csv_table, told, xlsx_table

HEADINGS = "reference;designation;famille;par_carton;poids_g"
ITEM = "TAB;Tablette d’exemple;tablette;10;480"
MORE = "gtin;serie;tare_carton_g;carton_mm;batteries;wh_batterie;regex_serie;onu"


def test_a_full_row_becomes_an_item(tmp_path: Path) -> None:
    parsed = parse_items(
        csv_table(
            tmp_path,
            f"{HEADINGS};{MORE};fabricant;cellules",
            f"{ITEM};3 012345 678902;non;350;430 x 320 x 250;1;38,25;[A-Z]{{2}}[0-9]{{8}};un 3481;Exemple;2",
            "PC;Portable;Ordinateur;5;1 450;;;;;;;;;;",
            "SAC;Bag;accessory;20;90;;;;;0;;;;;",
        )
    )
    assert (parsed.rows, parsed.lines, parsed.errors, parsed.warnings) == (3, [2, 3, 4], [], [])
    assert parsed.values == [
        TradeItem(
            reference="TAB",
            designation="Tablette d’exemple",
            family=Family.TABLET,
            per_carton=10,
            weight_g=480,
            gtin="03012345678902",
            maker="Exemple",
            serialised=False,
            carton_tare_g=350,
            carton_mm="430x320x250",
            batteries=1,
            cells=2,
            battery_mwh=38_250,
            serial_pattern="[A-Z]{2}[0-9]{8}",
        ),
        TradeItem("PC", "Portable", Family.LAPTOP, 5, 1450),
        TradeItem("SAC", "Bag", Family.ACCESSORY, 20, 90),
    ]


def test_a_gtin_kept_as_a_number_by_a_workbook_is_whole(tmp_path: Path) -> None:
    headings = [*HEADINGS.split(";"), "gtin", "wh_batterie"]
    parsed = parse_items(xlsx_table(tmp_path, headings, ["TAB", "a", "tablette", 10.0, 480, 3012345678902, 38.25]))
    assert [(item.gtin, item.per_carton, item.battery_mwh) for item in parsed.values] == [
        ("03012345678902", 10, 38_250)
    ]


@pytest.mark.parametrize(
    ("row", "column", "value", "code", "rule"),
    [
        (";a;tablette;10;480", "reference", "", "empty-cell", None),
        ("X;;tablette;10;480", "designation", "", "empty-cell", None),
        ("X;a;télévision;10;480", "famille", "télévision", "family", None),
        ("X;a;tablette;0;480", "par_carton", "0", "not-positive", None),
        ("X;a;tablette;dix;480", "par_carton", "dix", "not-whole", None),
        ("X;a;tablette;10;1.5", "poids_g", "1.5", "not-whole", None),
        ("X;a;tablette;10;1 50", "poids_g", "1 50", "not-whole", None),
        ("X;a;tablette;10;²", "poids_g", "²", "not-whole", None),
        ("X;a;tablette;10;480;03012345678901", "gtin", "03012345678901", "gtin-check", None),
        ("X;a;tablette;10;480;301234567890", "gtin", "301234567890", "gtin-check", None),
        ("X;a;tablette;10;480;123", "gtin", "123", "gtin-form", None),
        ("X;a;tablette;10;480;3,01E+12", "gtin", "3,01E+12", "spreadsheet-number", "E-ASN-05"),
        ("X;a;tablette;10;480;;ja", "serie", "ja", "not-yes-no", None),
        ("X;a;tablette;10;480;;;-1", "tare_carton_g", "-1", "negative", None),
        ("X;a;tablette;10;480;;;;430x320", "carton_mm", "430x320", "carton-size", None),
        ("X;a;tablette;10;480;;;;;une", "batteries", "une", "not-whole", None),
        ("X;a;tablette;10;480;;;;;;38,1234", "wh_batterie", "38,1234", "watt-hours", None),
        ("X;a;tablette;10;480;;;;;;;;UN 3480", "onu", "UN 3480", "battery-out-of-scope", "E-CHG-17"),
        ("X;a;tablette;10;480;;;;;;;;UN3481 avec", "onu", "UN3481 avec", "battery-out-of-scope", "E-CHG-17"),
        ("X;a;tablette;10;480;;;;;;;[A-", "regex_serie", "[A-", "pattern", None),
        ("X;a;tablette;10;480;;;;;;;[[a]", "regex_serie", "[[a]", "pattern", None),
        ("X;a;tablette;10;480;;;;;;;a{9999999999}", "regex_serie", "a{9999999999}", "pattern", None),
        (
            f"X;a;tablette;10;480;;;;;;;{'a' * (LONGEST_PATTERN + 1)}",
            "regex_serie",
            "a" * 59 + "…",
            "pattern-too-long",
            None,
        ),
    ],
)
def test_a_mistake_is_told_with_line_column_and_value(
    tmp_path: Path, row: str, column: str, value: str, code: str, rule: str | None
) -> None:
    parsed = parse_items(csv_table(tmp_path, f"{HEADINGS};{MORE}", ITEM, row))
    assert (parsed.rows, parsed.values, parsed.warnings) == (2, [], [])
    assert told(parsed.errors) == [Told(3, column, value, code, rule)]


def test_reference_and_gtin_are_given_once(tmp_path: Path) -> None:
    rows = [f"{ITEM};3012345678902", f"{ITEM};", "B;b;tablette;10;480;03012345678902"]
    parsed = parse_items(csv_table(tmp_path, f"{HEADINGS};gtin", *rows))
    assert told(parsed.errors) == [
        Told(3, "reference", "TAB", "given-twice"),
        Told(4, "gtin", "03012345678902", "given-twice"),
    ]
