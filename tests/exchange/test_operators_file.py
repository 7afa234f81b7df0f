"""The operators file: badges and roles, and each mistake with its line, column and value."""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatch.domain.operators import Operator, Role
from dispatch.exchange.operators import parse_operators
from tests.exchange.files import Told, csv_table, told, xlsx_table

HEADINGS = "badge;nom;roles"


def test_rows_become_operators(tmp_path: Path) -> None:
    parsed = parse_operators(
        csv_table(tmp_path, HEADINGS, "007;Camille Exemple;PREPARATEUR chef_equipe PREPARATEUR", "B-2;Alex;CARISTE,SAV")
    )
    assert (parsed.rows, parsed.lines, parsed.errors, parsed.warnings) == (2, [2, 3], [], [])
    assert parsed.values == [
        Operator("007", "Camille Exemple", (Role.PACKER, Role.SHIFT_LEAD)),
        Operator("B-2", "Alex", (Role.FORKLIFT_DRIVER, Role.AFTER_SALES)),
    ]


def test_every_role_of_the_closed_list_is_understood(tmp_path: Path) -> None:
    parsed = parse_operators(csv_table(tmp_path, HEADINGS, f"1;A;{' '.join(role.value for role in Role)}"))
    assert parsed.values == [Operator("1", "A", tuple(Role))]


def test_a_badge_kept_as_a_number_by_a_workbook_is_its_digits(tmp_path: Path) -> None:
    [operator] = parse_operators(xlsx_table(tmp_path, HEADINGS.split(";"), [1234, "A", "SAV"])).values
    assert (operator.badge, type(operator.badge)) == ("1234", str)


@pytest.mark.parametrize(
    ("row", "column", "value", "code"),
    [
        (";A;SAV", "badge", "", "empty-cell"),
        ("é1;A;SAV", "badge", "é1", "not-a-code"),
        (f"{'1' * 65};A;SAV", "badge", "1" * 59 + "…", "not-a-code"),
        ("2;;SAV", "nom", "", "empty-cell"),
        ("2;A;", "roles", "", "empty-cell"),
        ("2;A;SAV PATRON", "roles", "SAV PATRON", "role"),
        ("1;B;SAV", "badge", "1", "given-twice"),
    ],
)
def test_a_mistake_is_told_with_line_column_and_value(
    tmp_path: Path, row: str, column: str, value: str, code: str
) -> None:
    parsed = parse_operators(csv_table(tmp_path, HEADINGS, "1;A;SAV", row))
    assert (parsed.rows, parsed.values, parsed.warnings) == (2, [], [])
    assert told(parsed.errors) == [Told(3, column, value, code)]
