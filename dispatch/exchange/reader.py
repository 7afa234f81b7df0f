"""The reader of import files: one door for all kinds, and which of them a file is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dispatch.domain.import_report import Parsed
from dispatch.exchange import headings
from dispatch.exchange.allocations import parse_allocations
from dispatch.exchange.asn import parse_asn
from dispatch.exchange.items import parse_items
from dispatch.exchange.operators import parse_operators
from dispatch.exchange.sites import parse_sites
from dispatch.exchange.tables import read_table
from dispatch.exchange.trips import parse_trips
from dispatch.services.ports import Known

_COLUMNS = {
    "sites": headings.SITES,
    "items": headings.ITEMS,
    "allocations": headings.ALLOCATIONS,
    "asn": headings.ASN,
    "trips": headings.TRIPS,
    "operators": headings.OPERATORS,
}


def read_file(kind: str, path: Path, known: Known) -> Parsed[Any]:
    """Read a file of one kind; InputError where it cannot be read at all."""
    table = read_table(path)
    match kind:
        case "sites":
            return parse_sites(table)
        case "items":
            return parse_items(table)
        case "allocations":
            return parse_allocations(table, known.sites, known.items)
        case "asn":
            return parse_asn(table, known.items, known.sites)
        case "trips":
            return parse_trips(table, known.sites)
        case "operators":
            return parse_operators(table)
    raise ValueError(f"unknown kind: {kind}")


def guess_kind(path: Path) -> str | None:
    """The kind of import file that a table's headings make it: of several the one that knows most of them."""
    table = read_table(path)
    found = {kind: headings.recognise(table, columns) for kind, columns in _COLUMNS.items()}
    fitting = [kind for kind, (_, errors, _) in found.items() if not errors]
    return max(fitting, key=lambda kind: len(found[kind][0]), default=None)
