"""The printers of a station by role, and the codes of their cards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain.printer_roster import LONGEST_CODE, PrinterRoster, RosterPrinter
from dispatch.labels.sheets import card_sheet
from dispatch.scanning.interpret import interpret
from dispatch.scanning.scans import PrinterScan

NAMES = st.lists(st.text(min_size=1), unique=True, max_size=8)


def roster(*names: str, role: str = "labels") -> PrinterRoster:
    return PrinterRoster.of((name, role) for name in names)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("labels", "LABELS"),
        ("Zebra du quai n°2", "ZEBRA-DU-QUAI-N-2"),
        ("  Été & Noël  ", "ETE-NOEL"),
        ("ZD421/203", "ZD421-203"),
        ("Imprimante de secours du fond", "IMPRIMANTE-DE-SECOUR"),
        ("Poste d’emballage, le", "POSTE-D-EMBALLAGE-LE"),
        ("Le poste d’emballage 1", "LE-POSTE-D-EMBALLAGE"),
        ("打印机", "IMPRIMANTE"),
    ],
)
def test_a_name_becomes_what_a_card_can_carry(name: str, code: str) -> None:
    assert roster(name).printers == (RosterPrinter(name, "labels", code),)
    assert roster(name).printers[0].card == f"PRN-{code}"


def test_names_that_read_the_same_are_told_apart_by_a_number() -> None:
    names = ("Zébra", "zebra", "ZEBRA 2", "ZEBRA", "Imprimante de secours 1", "Imprimante de secours 2")
    assert [printer.code for printer in roster(*names).printers] == [
        *("ZEBRA", "ZEBRA-2", "ZEBRA-2-2", "ZEBRA-3", "IMPRIMANTE-DE-SECOUR", "IMPRIMANTE-DE-SECO-2"),
    ]


@given(NAMES)
def test_every_printer_is_found_by_its_card_and_by_no_other(names: list[str]) -> None:
    known = roster(*names)
    assert [printer.name for printer in known.printers] == names
    for printer in known.printers:
        assert len(printer.code) <= LONGEST_CODE
        assert interpret(printer.card) == PrinterScan(printer.code)
        assert known.by_code(printer.code) == printer
    assert known.by_code("-") is None


def test_the_longest_code_fits_a_card() -> None:
    assert card_sheet([(roster("8" * 99).printers[0].card, "Secours"), (roster("W" * 99).printers[0].card, "Secours")])


def test_the_chosen_printer_is_active_while_it_is_configured_and_else_the_first() -> None:
    known = PrinterRoster.of([("a", "labels"), ("p", "documents"), ("b", "labels")])
    a, p, b = known.printers
    assert [known.active("labels", chosen) for chosen in ("", "a", "b", "p", "gone")] == [a, a, b, a, a]
    assert (known.active("documents", "b"), known.active("scales", "")) == (p, None)
    assert known.of_role("labels") == (a, b)
