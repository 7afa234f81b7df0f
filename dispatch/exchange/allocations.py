"""The allocations file: how many of each item each lycée was granted."""

from __future__ import annotations

from collections.abc import Collection

from dispatch.domain.import_report import Parsed
from dispatch.domain.orders import Allocation
from dispatch.exchange import cells
from dispatch.exchange.blocks import Table
from dispatch.exchange.codes import uai_among
from dispatch.exchange.faults import Fault
from dispatch.exchange.headings import ALLOCATIONS
from dispatch.exchange.reading import Row, Uniques, parse_rows

PUBLICS = {
    "eleves": "eleves",
    "élèves": "eleves",
    "pupils": "eleves",
    "students": "eleves",
    "enseignants": "enseignants",
    "teachers": "enseignants",
}


def parse_allocations(table: Table, sites: Collection[str], items: Collection[str]) -> Parsed[Allocation]:
    """Quantities for known sites and items; the same item for the same public of one order is given once."""
    given = Uniques()
    known_uai = uai_among(sites)

    def known_item(text: str) -> str:
        if text not in items:
            raise Fault("unknown-item")
        return text

    def allocation_of(row: Row) -> Allocation:
        allocation = Allocation(
            uai=row.text("uai", known_uai),
            reference=row.text("reference", known_item),
            quantity=row.get("quantite", cells.positive, 1),
            public=row.text("public", public),
            number=row.get("commande", cells.positive, 1),
        )
        if not row.refused:
            line = (allocation.uai, allocation.number, allocation.reference, allocation.public)
            given.claim(row, "reference", line)
        return allocation

    return parse_rows(table, ALLOCATIONS, allocation_of)


def public(text: str) -> str:
    """`eleves` or `enseignants`, in French or English."""
    if text.casefold() not in PUBLICS:
        raise Fault("public")
    return PUBLICS[text.casefold()]
