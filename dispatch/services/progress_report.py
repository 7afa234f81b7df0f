"""How far every lycée is: devices that have reached each stage (`progress`, contract 6).

Stages are cumulative: what has departed was also loaded, palletised and packed. `remaining` is still to be packed.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from typing import Any

from dispatch.services.ports import Reads

_SQL = """
SELECT s.uai, s.name, g.granted, g.packed,
       COALESCE(SUM(CASE WHEN c.pallet IS NOT NULL THEN c.devices END), 0),
       COALESCE(SUM(CASE WHEN p.trip IS NOT NULL THEN c.devices END), 0),
       COALESCE(SUM(CASE WHEN t.departed IS NOT NULL THEN c.devices END), 0)
FROM site s
JOIN (SELECT o.uai AS uai, SUM(l.granted) AS granted, SUM(l.packed) AS packed
      FROM orders o JOIN order_line l ON l.code = o.code GROUP BY o.uai) g ON g.uai = s.uai
LEFT JOIN unit c ON c.uai = s.uai AND c.kind = 'carton' AND c.status <> 'void'
LEFT JOIN unit p ON p.sscc = c.pallet
LEFT JOIN trip t ON t.number = p.trip
GROUP BY s.uai, s.name, g.granted, g.packed
ORDER BY s.uai
"""


@dataclass(frozen=True, slots=True)
class Counts:
    """Devices at each stage."""

    granted: int = 0
    packed: int = 0
    palletised: int = 0
    loaded: int = 0
    departed: int = 0
    delivered: int = 0
    remaining: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    def as_json(self) -> dict[str, int]:
        """Each stage by its name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True)
class SiteProgress:
    """One lycée that was granted something."""

    uai: str
    name: str
    counts: Counts


def progress(reads: Reads) -> list[SiteProgress]:
    """Every lycée with an order, by UAI."""
    return [
        SiteProgress(uai, name, Counts(granted, packed, palletised, loaded, departed, 0, granted - packed))
        for uai, name, granted, packed, palletised, loaded, departed in reads.query(_SQL)
    ]


def total(sites: list[SiteProgress]) -> Counts:
    """All lycées together."""
    return sum((site.counts for site in sites), Counts())


def as_json(sites: list[SiteProgress]) -> dict[str, Any]:
    """The keys of contract 6."""
    rows = [{"uai": site.uai, "name": site.name, **site.counts.as_json()} for site in sites]
    return {"sites": rows, "total": total(sites).as_json()}
