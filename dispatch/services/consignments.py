"""Consignments: what goes to one lycée, package by package, for the rules on batteries (domain rule 4.2)."""

from __future__ import annotations

from collections.abc import Mapping

from dispatch.domain.batteries import Battery, Consignment
from dispatch.domain.events import PalletClosed
from dispatch.services.ports import Reads

_CONTENTS = """
SELECT u.sscc, d.reference, COUNT(*) FROM unit u JOIN device d ON d.unit = u.sscc
LEFT JOIN unit p ON p.sscc = u.pallet LEFT JOIN trip t ON t.number = p.trip
WHERE u.uai = ? AND u.kind = 'carton' AND u.status <> 'void' AND (t.status IS NULL OR t.status <> 'departed')
GROUP BY u.sscc, d.reference
"""
_TO_PACK = "SELECT 1 FROM orders o JOIN order_line l ON l.code = o.code WHERE o.uai = ? AND l.packed < l.granted"


def packages_of(uai: str, reads: Reads) -> dict[str, int]:
    """The cartons of a lycée that no truck has taken away yet, with how many batteries each holds."""
    packages: dict[str, int] = {}
    known: dict[str, int] = {}
    for sscc, reference, count in reads.query(_CONTENTS, uai):
        if reference not in known:
            known[reference] = _batteries(reference, reads)
        packages[sscc] = packages.get(sscc, 0) + count * known[reference]
    return packages


def consignment_of(uai: str, reads: Reads, packages: Mapping[str, int] | None = None) -> Consignment:
    """These packages (see `packages_of`) as one consignment; read where they are not given."""
    held = packages_of(uai, reads) if packages is None else packages
    return Consignment(tuple(held.values()), complete=not reads.query(_TO_PACK, uai))


def batteries_in(sscc: str, reads: Reads) -> int:
    """How many batteries one carton holds."""
    return sum(count * _batteries(reference, reads) for reference, count in reads.unit_contents(sscc))


def was_marked(pallet: str, reads: Reads) -> bool:
    """Were battery marks confirmed when a pallet was closed last? One that is not closed is as good as marked."""
    closed = [
        entry.event for entry in reads.entries("subject", f"unit:{pallet}") if isinstance(entry.event, PalletClosed)
    ]
    return closed[-1].marked if closed else True


def carried_on(uai: str, reads: Reads) -> str:
    """The ISO date of the trip on which a lycée stands; empty where it is on none."""
    number = reads.planned_trip(uai)
    row = reads.trip(number) if number else None
    return row.trip.date if row else ""


def _batteries(reference: str, reads: Reads) -> int:
    item = reads.item(reference)
    assert item is not None
    return Battery.of(item).batteries
