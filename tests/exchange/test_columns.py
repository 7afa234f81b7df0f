"""A proof of a whole column never says more than the parser of its cells, and does prove what is canonical."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain.identifiers import Identifier, Imei, InvalidIdentifier, Mac, Serial
from dispatch.exchange.columns import Proof, proved_imeis, proved_macs, proved_serials

IMEIS = st.integers(0, 10**14 - 1).map(lambda n: next(f"{n:014}{c}" for c in range(10) if is_one(Imei, f"{n:014}{c}")))
MACS = st.integers(1, 2**48 - 2).map("{:012X}".format)
PAIRED = MACS.map(lambda mac: ":".join(mac[i : i + 2] for i in range(0, 12, 2)))
SERIALS = st.from_regex(r"[A-Z0-9./-]{1,64}", fullmatch=True)
ALMOST = st.text("0123456789ABCDEFabcdef:- .\n\u0660é", max_size=18) | st.text(max_size=5)


def is_one(kind: type[Identifier], text: str) -> bool:
    try:
        kind.parse(text)
    except InvalidIdentifier:
        return False
    return True


def value_of(kind: type[Identifier], cell: str) -> str | None:
    """What the domain makes of one cell; None where it refuses."""
    return kind.parse(cell).value if is_one(kind, cell) else None


@pytest.mark.parametrize(
    ("kind", "proof", "right", "may_be_missing"),
    [
        (Serial, proved_serials, SERIALS, False),
        (Imei, proved_imeis, IMEIS, True),
        (Mac, proved_macs, MACS, True),
        (Mac, proved_macs, PAIRED, True),
    ],
    ids=["serial", "imei", "mac", "mac in pairs"],
)
@given(data=st.data())
def test_what_is_proved_is_what_the_domain_reads(
    kind: type[Identifier], proof: Proof, right: st.SearchStrategy[str], may_be_missing: bool, data: st.DataObject
) -> None:
    cells = data.draw(st.lists(right | st.just("") | ALMOST, min_size=1, max_size=6))
    proved = proof(cells)
    if proved is not None:
        assert list(proved) == [value_of(kind, cell) if cell or not may_be_missing else "" for cell in cells]


@pytest.mark.parametrize(
    ("proof", "cells"),
    [
        (proved_serials, SERIALS),
        (proved_imeis, IMEIS | st.just("")),
        (proved_macs, MACS | st.just("")),
        (proved_macs, PAIRED | st.just("")),
    ],
    ids=["serial", "imei", "mac", "mac in pairs"],
)
@given(data=st.data())
def test_a_column_of_canonical_cells_is_proved(
    proof: Callable[[list[str]], object], cells: st.SearchStrategy[str], data: st.DataObject
) -> None:
    assert proof(data.draw(st.lists(cells, min_size=1, max_size=50))) is not None


@given(st.lists(IMEIS, min_size=1, max_size=300), st.data())
def test_one_wrong_digit_among_many_imeis_is_never_proved(imeis: list[str], data: st.DataObject) -> None:
    row, place = data.draw(st.integers(0, len(imeis) - 1)), data.draw(st.integers(0, 14))
    wrong = (int(imeis[row][place]) + data.draw(st.integers(1, 9))) % 10
    imeis[row] = f"{imeis[row][:place]}{wrong}{imeis[row][place + 1 :]}"
    assert proved_imeis(imeis) is None
