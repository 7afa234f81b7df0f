"""Whatever a file holds, each kind ends in a report: never an exception, and a sentence for each problem."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain.catalogue import Family, TradeItem
from dispatch.exchange.headings import ALLOCATIONS, ASN, ITEMS, OPERATORS, SITES, TRIPS, Column
from dispatch.exchange.reader import read_file
from dispatch.services.messages import Messages
from dispatch.services.ports import Known
from tests.exchange.files import csv_file

KINDS = {"sites": SITES, "items": ITEMS, "allocations": ALLOCATIONS, "asn": ASN, "trips": TRIPS, "operators": OPERATORS}
KNOWN = Known(
    {
        "TAB": TradeItem("TAB", "Tablette d’exemple", Family.TABLET, 2, 480, gtin="03701234500010"),
        "PC": TradeItem("PC", "Portable d’exemple", Family.LAPTOP, 2, 1500, serial_pattern="0[0-9]{3}"),
    },
    frozenset({"0750652B"}),
)
IDENTIFIERS = ["0750652B", "750652B", "TAB", "PC", "03701234500010", "0123", "123", "490154203237518", "3,57E+14"]
VALUES = ["", "1", "-1", "1 000", "oui", "tablette", "SAV", "eleves", "01/03/2027", "430x320x250", "38,2", "[A-Z"]
TEXTS = ["75013", "CEDEX", "0800123456", "(00)137601234500000017", "é", "\x1d", "=1+1", '"', '"a\nb"', "0" * 2001]
CELLS = st.sampled_from([*IDENTIFIERS, *VALUES, *TEXTS])


def files(columns: tuple[Column, ...]) -> st.SearchStrategy[str]:
    """Files with all headings of a kind, or some, over cells of which each kind understands a few."""
    names = [column.name for column in columns]
    headings = st.just(names) | st.lists(st.sampled_from([*names, "autre"]), max_size=len(names))
    rows = st.lists(st.lists(CELLS, max_size=len(names) + 1), max_size=6)
    return st.builds(lambda head, body: "\n".join(map(";".join, [head, *body])), headings, rows)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_every_file_ends_in_a_report(kind: str, data: st.DataObject) -> None:
    content = data.draw(files(KINDS[kind]).map(str.encode) | st.binary(max_size=200))
    with TemporaryDirectory() as name:
        parsed = read_file(kind, csv_file(Path(name), content), KNOWN)
    assert len(parsed.values) == len(parsed.lines)
    assert bool(parsed.values) != bool(parsed.errors)
    for problem in parsed.errors + parsed.warnings:
        for language in ("fr", "en"):
            said = Messages(language).problem(problem.code, problem.line, problem.column, problem.value, problem.args)
            assert 10 < len(said) <= 240
