"""Of how many cartons or pallets a unit is one: said once it is sure, never as a forecast."""

from __future__ import annotations

from collections.abc import Sequence

from dispatch.services.ports import Reads, UnitRow
from dispatch.services.resolver import loose_cartons

_STILL_TO_PACK = (
    "SELECT l.reference FROM orders o JOIN order_line l ON l.code = o.code "
    "WHERE o.uai = ? AND l.packed < l.granted LIMIT 1"
)


class UnitTotals:
    """The totals of one view of the tables, each read once."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._known: dict[tuple[str, ...], int | None] = {}

    def of(self, unit: UnitRow) -> int | None:
        """The 12 of `Colis 3/12` or the 2 of `Palette 1/2`, for a unit that is not void.

        None while there may be more, and where a number was voided: nobody is sent to look for a carton that never was.
        """
        carton = unit.kind == "carton"
        key = (unit.kind, unit.code) if carton else (unit.kind, unit.uai, _truck(unit))
        if key not in self._known:
            self._known[key] = self._cartons(unit.code) if carton else self._pallets(unit.uai, _truck(unit))
        return self._known[key]

    def _cartons(self, order: str) -> int | None:
        """Those of an order, once everything granted is packed and closed."""
        row = self._reads.order(order)
        if row is None or any(line.packed < line.granted for line in row.lines):
            return None
        return _counted([u for u in self._reads.units("code", order, "carton") if u.status != "void"])

    def _pallets(self, uai: str, truck: str) -> int | None:
        """Those of a lycée, once all that was granted to it stands on closed ones.

        Unknown also where some of them left apart, by another truck: those who receive one would look for the others.
        """
        if self._reads.query(_STILL_TO_PACK, uai) or loose_cartons(uai, self._reads):
            return None
        cartons, pallets = (
            [u for u in self._reads.units("uai", uai, kind) if u.status != "void"] for kind in ("carton", "pallet")
        )
        if any(u.status == "open" for u in cartons) or any(_truck(p) != truck for p in pallets):
            return None
        return _counted(pallets)


def _truck(pallet: UnitRow) -> str:
    """The trip a pallet left with; empty before departure, when it may still be moved to another."""
    return (pallet.trip or "") if pallet.departed else ""


def _counted(units: Sequence[UnitRow]) -> int | None:
    """How many there are, where all are closed and numbered without a gap."""
    numbers = sorted(unit.number for unit in units)
    whole = all(unit.status != "open" for unit in units) and numbers == list(range(1, len(units) + 1))
    return len(units) if whole else None
