"""Domain rule 5.4: how long the papers of a departure are kept."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain.retention import YEARS, kept_until
from dispatch.services.papers import KINDS


def test_every_issued_kind_has_its_years() -> None:
    assert set(YEARS) == set(KINDS)


@pytest.mark.parametrize(
    ("kind", "issued", "until"),
    [
        ("waybill", date(2027, 3, 1), date(2029, 3, 1)),
        ("recap", date(2028, 2, 29), date(2030, 3, 1)),
        ("delivery-note", date(2027, 3, 1), date(2037, 12, 31)),
        ("packing-list", date(2027, 12, 31), date(2037, 12, 31)),
        ("loading-list", date(2028, 1, 1), date(2038, 12, 31)),
    ],
)
def test_a_waybill_is_kept_two_years_what_supports_the_accounts_ten_from_their_close(
    kind: str, issued: date, until: date
) -> None:
    assert kept_until(kind, issued) == until


@given(kind=st.sampled_from(sorted(YEARS)), issued=st.dates(date(2020, 1, 1), date(2100, 1, 1)))
def test_it_is_never_less_than_its_years(kind: str, issued: date) -> None:
    until = kept_until(kind, issued)
    assert (until.year - issued.year, until >= date(until.year, issued.month, min(issued.day, 28))) == (
        YEARS[kind],
        True,
    )
