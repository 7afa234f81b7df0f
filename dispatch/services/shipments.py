"""Shipments in the tables: which one a pallet is going to be part of, and what its GSIN is."""

from __future__ import annotations

from collections.abc import Iterable

from dispatch.domain.identifiers import CompanyPrefix, Gsin
from dispatch.domain.trips import Shipment, Stop, stop_for
from dispatch.services.configuration import Configuration
from dispatch.services.ports import Reads, UnitRow

_PLANNED = """
SELECT t.number, p.number, p.uai, p.order_number FROM trip_stop p JOIN trip t ON t.number = p.trip
WHERE p.uai = ? AND t.status <> 'departed' AND NOT EXISTS (SELECT 1 FROM seal s WHERE s.trip = t.number)
"""
_GSIN = "SELECT gsin FROM shipment WHERE trip = ? AND uai = ? AND code = ?"
_LAST = "SELECT MAX(gsin) FROM shipment WHERE gsin BETWEEN ? AND ?"
_PALLETS = """
SELECT u.sscc FROM unit u JOIN shipment s ON s.gsin = u.shipment JOIN trip t ON t.number = s.trip
WHERE u.shipment = ? AND u.status <> 'void' AND (t.status <> 'departed' OR t.number = u.trip) ORDER BY u.sscc
"""
_DIGITS = 17


def shipment_to(trip: str, stop: Stop, reads: Reads) -> Shipment:
    """The shipment to one stop, with its GSIN where it has one."""
    found = reads.query(_GSIN, trip, stop.uai, stop.order)
    return Shipment.to(trip, stop, found[0][0] if found else "")


def planned_shipment(uai: str, order: str, reads: Reads) -> Shipment | None:
    """The shipment of a pallet of this lycée and order; None where no trip takes it, or more than one could."""
    stops: dict[str, list[Stop]] = {}
    for trip, *columns in reads.query(_PLANNED, uai):
        stops.setdefault(trip, []).append(Stop(*columns))
    taking = [(trip, stop) for trip in stops if (stop := stop_for(stops[trip], uai, order)) is not None]
    return shipment_to(*taking[0], reads) if len(taking) == 1 else None


def pallets_of(gsin: str, reads: Reads) -> list[str]:
    """SSCC of the pallets that are part of a shipment; what stayed behind when its truck left no longer is."""
    return [sscc for (sscc,) in reads.query(_PALLETS, gsin)]


def shared_gsin(pallets: Iterable[UnitRow | None]) -> str:
    """The GSIN of the shipment that all these pallets are part of; empty where they are not of one."""
    shared = {pallet.shipment if pallet else None for pallet in pallets}
    return (shared.pop() or "") if len(shared) == 1 else ""


def next_gsin(configuration: Configuration, reads: Reads) -> str:
    """The GSIN after the last one of the company prefix, or of any that begins alike; empty where none is left.

    It is drawn in the transaction that gives it to a shipment: no block, so none is burnt.
    """
    if not configuration.company_prefix:
        return ""
    prefix = CompanyPrefix.parse(configuration.company_prefix)
    ends = (prefix.value.ljust(_DIGITS, digit) for digit in "09")
    ((last,),) = reads.query(_LAST, *ends)
    reference = int(last[len(prefix.value) : -1]) + 1 if last else 0
    return str(Gsin.build(prefix.value, reference)) if reference < prefix.capacity else ""
