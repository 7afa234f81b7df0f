"""The book of battery rules: which edition holds on which day, and what a file of them may not say."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain.battery_rules import RuleBook
from dispatch.domain.errors import InputError
from tests.support.builders import ADR

FILE = Path(__file__).parents[2] / "resources" / "rules" / "adr.toml"
DOCUMENT = tomllib.loads(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2024-12-31", "ADR 2025"),
        ("2025-01-01", "ADR 2025"),
        ("2026-12-31", "ADR 2025"),
        ("2026-12-31T23:59:59+01:00", "ADR 2025"),
        ("2027-01-01", "ADR 2027"),
        ("2031-06-01", "ADR 2027"),
    ],
)
def test_an_edition_holds_from_its_first_day_to_its_last(day: str, name: str) -> None:
    assert ADR.on(day).name == name


@given(st.dates(date(2025, 1, 1), date(2035, 1, 1)))
def test_exactly_one_edition_holds_on_any_day(day: date) -> None:
    holding = [e for e in ADR.editions if e.since <= day and (e.until is None or day <= e.until)]
    assert holding == [ADR.on(day.isoformat())]


def test_the_mark_and_the_sentences_are_those_of_the_trade_reference() -> None:
    for edition in ADR.editions:
        assert (edition.battery_wh, edition.cell_wh) == (100, 20)
        assert (edition.unmarked_packages, edition.unmarked_batteries) == (2, 2)
        assert (edition.mark_text, edition.mark_mm, edition.mark_reduced_mm) == ("UN 3481", (100, 100), (100, 70))
        assert (edition.mark_letters_mm, edition.overpack_letters_mm) == (12, 12)
        assert edition.overpack_text == "SUREMBALLAGE"
        assert edition.phone_until == date(2026, 12, 31)
        for line in (edition.line("fr"), edition.line("en")):
            assert all(word in line for word in ("UN 3481", "lithium", "188", "ADR"))
            assert "tunnel" not in line and "class" not in line


def last(change: Callable[[dict[str, Any]], object]) -> Callable[[dict[str, Any]], object]:
    return lambda document: change(document["edition"][-1])


def first(change: Callable[[dict[str, Any]], object]) -> Callable[[dict[str, Any]], object]:
    return lambda document: change(document["edition"][0])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda d: d.clear(), "[[edition]]"),
        (lambda d: d.update(edition=[]), "[[edition]]"),
        (lambda d: d.update(edition={"name": "ADR"}), "[[edition]]"),
        (lambda d: d.update(more=1), "[[edition]]"),
        (lambda d: d["edition"].append(3), "une table est attendue"),
        (last(lambda e: e.update(colour="red")), "«\u00a0colour\u00a0»"),
        (last(lambda e: e.update(since=date(2027, 1, 1))), "«\u00a0since\u00a0»"),
        (last(lambda e: e.pop("cell_wh")), "«\u00a0cell_wh\u00a0» manque"),
        (last(lambda e: e.pop("from")), "«\u00a0from\u00a0» manque"),
        (last(lambda e: e.update({"from": "2027-01-01"})), "une date"),
        (last(lambda e: e.update(battery_wh="100")), "un nombre entier"),
        (last(lambda e: e.update(battery_wh=True)), "un nombre entier"),
        (last(lambda e: e.update(battery_wh=0)), "un nombre entier"),
        (last(lambda e: e.update(battery_wh=1_001)), "un nombre entier"),
        (last(lambda e: e.update(mark_mm=[100])), "deux nombres"),
        (last(lambda e: e.update(mark_mm=[100, 0])), "deux nombres"),
        (last(lambda e: e.update(mark_mm=100)), "deux nombres"),
        (last(lambda e: e.update(line_fr="")), "un texte"),
        (last(lambda e: e.update(line_fr="a\nb")), "un texte"),
        (last(lambda e: e.update(line_fr="a" * 301)), "un texte"),
        (last(lambda e: e.update(line_fr=3)), "un texte"),
        (last(lambda e: e.update(until=date(2028, 12, 31))), "n’a pas de fin"),
        (last(lambda e: e.update(name="ADR 2025")), "même nom"),
        (first(lambda e: e.pop("until")), "la veille"),
        (first(lambda e: e.update(until=date(2026, 12, 30))), "2026-12-31"),
        (first(lambda e: e.update(until=date(2027, 1, 1))), "2026-12-31"),
        (first(lambda e: e.update({"from": date(2027, 1, 1)})), "la veille"),
    ],
)
def test_a_book_that_leaves_a_doubt_is_refused_and_the_fault_named(
    change: Callable[[dict[str, Any]], object], told: str
) -> None:
    document = copy.deepcopy(DOCUMENT)
    change(document)
    with pytest.raises(InputError) as refused:
        RuleBook.parse(document)
    assert told in str(refused.value)
