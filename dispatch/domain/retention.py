"""How long the papers of a departure are kept (domain rule 5.4): dates to be shown, for nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

YEARS: Mapping[str, int] = {
    "waybill": 2,
    "recap": 2,
    "loading-list": 10,
    "delivery-note": 10,
    "packing-list": 10,
}
"""By kind of paper. The waybill with the list of consignees that belongs to it: two years (arrêté of 9 November 1999).

Delivery notes support the accounts (Code de commerce L123-22), packing lists trace serials for the life of a device,
the loading list is the outside witness of the journal: ten years each.
"""
_OF_THE_ACCOUNTS = 10
"""Ten years run from the end of the accounting year, which is taken to be the calendar year."""


def kept_until(kind: str, issued: date) -> date:
    """The last day on which a paper of one of `YEARS` must still be there."""
    years = YEARS[kind]
    if years == _OF_THE_ACCOUNTS:
        return date(issued.year + years, 12, 31)
    try:
        return issued.replace(year=issued.year + years)
    except ValueError:  # 29 February
        return date(issued.year + years, 3, 1)
