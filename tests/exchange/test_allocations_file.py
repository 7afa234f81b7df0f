"""The allocations file: quantities for known lycées and items, and each mistake with its line, column and value."""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatch.domain.orders import Allocation
from dispatch.exchange.allocations import parse_allocations
from tests.exchange.files import Told, csv_table, told, xlsx_table

HEADINGS = "uai;reference;quantite;public;commande"
SITES = {"0750652B", "0750001U"}
ITEMS = {"TAB", "PC"}


def test_rows_become_allocations(tmp_path: Path) -> None:
    parsed = parse_allocations(
        csv_table(
            tmp_path,
            HEADINGS,
            "0750652B;TAB;1 234;Élèves;",
            "0750652B;TAB;3;teachers;1",
            "0750652B;TAB;3;;1",
            "0750652B;TAB;3;;2",
            "0750001u;PC;1\u00a0000;;",
        ),
        SITES,
        ITEMS,
    )
    assert (parsed.rows, parsed.lines, parsed.errors, parsed.warnings) == (5, [2, 3, 4, 5, 6], [], [])
    assert parsed.values == [
        Allocation("0750652B", "TAB", 1234, "eleves", 1),
        Allocation("0750652B", "TAB", 3, "enseignants", 1),
        Allocation("0750652B", "TAB", 3, "", 1),
        Allocation("0750652B", "TAB", 3, "", 2),
        Allocation("0750001U", "PC", 1000, "", 1),
    ]


@pytest.mark.parametrize(
    ("row", "column", "value", "code", "rule"),
    [
        ("0750652C;PC;1", "uai", "0750652C", "uai-check", "E-CMD-06"),
        ("0770920G;PC;1", "uai", "0770920G", "unknown-site", "E-CMD-06"),
        ("770920G;PC;1", "uai", "770920G", "unknown-site", "E-CMD-06"),
        ("0750001U;XX;1", "reference", "XX", "unknown-item", None),
        ("0750001U;PC;", "quantite", "", "empty-cell", None),
        ("0750001U;PC;0", "quantite", "0", "not-positive", None),
        ("0750001U;PC;-3", "quantite", "-3", "not-positive", None),
        ("0750001U;PC;-1 000", "quantite", "-1 000", "not-positive", None),
        ("0750001U;PC;2,5", "quantite", "2,5", "not-whole", None),
        ("0750001U;PC;2.5", "quantite", "2.5", "not-whole", None),
        ("0750001U;PC;1E+03", "quantite", "1E+03", "not-whole", None),
        ("0750001U;PC;deux", "quantite", "deux", "not-whole", None),
        ("0750001U;PC;٣", "quantite", "٣", "not-whole", None),
        ("0750001U;PC;12345678901", "quantite", "12345678901", "too-large", None),
        ("0750001U;PC;1;parents", "public", "parents", "public", None),
        ("0750001U;PC;1;;0", "commande", "0", "not-positive", None),
        ("0750652B;TAB;9;eleves;1", "reference", "TAB", "given-twice", None),
    ],
)
def test_a_mistake_is_told_with_line_column_and_value(
    tmp_path: Path, row: str, column: str, value: str, code: str, rule: str | None
) -> None:
    parsed = parse_allocations(csv_table(tmp_path, HEADINGS, "0750652B;TAB;3;eleves", row), SITES, ITEMS)
    assert (parsed.rows, parsed.values, parsed.warnings) == (2, [], [])
    assert told(parsed.errors) == [Told(3, column, value, code, rule)]


def test_a_known_uai_without_its_zero_is_mended_and_told(tmp_path: Path) -> None:
    parsed = parse_allocations(csv_table(tmp_path, HEADINGS, "750652B;TAB;3"), SITES, ITEMS)
    assert parsed.values == [Allocation("0750652B", "TAB", 3)]
    assert told(parsed.warnings) == [Told(2, "uai", "750652B", "uai-restored", "E-CMD-06")]


def test_quantities_of_a_workbook_are_whole_where_their_numbers_are(tmp_path: Path) -> None:
    table = xlsx_table(tmp_path, HEADINGS.split(";")[:3], ["0750652B", "TAB", 12.0], ["0750652B", "PC", 2.5])
    assert told(parse_allocations(table, SITES, ITEMS).errors) == [Told(3, "quantite", "2.5", "not-whole")]
