"""Trips and their papers as the desk screens list them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from dispatch.domain.calendar import paris
from dispatch.domain.retention import kept_until
from dispatch.services.papers import NOTE_KINDS, TRIP_KINDS
from dispatch.services.ports import Reads
from dispatch.services.print_plans import hour_of

_KINDS = ("loading-list", "waybill", "recap", "delivery-note", "packing-list")
"""The papers of a trip in the order in which a shift lead goes through them."""

_TRIPS = """
SELECT t.number, t.date, t.carrier, t.plate, t.dock, t.status, COALESCE(t.departed, t.date),
       COALESCE((SELECT s.hour FROM trip_stop s WHERE s.trip = t.number ORDER BY s.number LIMIT 1), ''),
       (SELECT COUNT(*) FROM unit p WHERE p.trip = t.number AND p.kind = 'pallet'),
       (SELECT COUNT(DISTINCT p.sscc) FROM trip_stop s JOIN unit p ON p.uai = s.uai
        WHERE s.trip = t.number AND t.status <> 'departed'
          AND p.kind = 'pallet' AND p.status = 'closed' AND p.trip IS NULL
          AND (s.order_number IS NULL OR p.code = 'ORD-' || s.uai || '-' || s.order_number))
FROM trip t WHERE {condition} ORDER BY t.date, t.number
"""
_STOPS = """
SELECT p.trip, s.name || ' (' || s.city || ')' FROM trip_stop p JOIN site s ON s.uai = p.uai
ORDER BY p.trip, p.number
"""
_JOB = "FROM print_job j WHERE j.ref = d.number AND j.kind = d.kind AND j.version = d.version"
_ISSUED = f"""
SELECT d.trip, d.kind, d.number, d.version, d.status, d.uai, COALESCE(s.name || ' (' || s.city || ')', ''),
       COALESCE((SELECT j.state {_JOB} ORDER BY j.state = 'cancelled', j.id DESC LIMIT 1), ''), d.issued, d.reprints,
       EXISTS (SELECT 1 {_JOB} AND j.state IN ('sending', 'printed', 'unknown'))
FROM document d LEFT JOIN site s ON s.uai = d.uai
WHERE {{condition}} ORDER BY d.number, d.version DESC
"""
_PACKED = """
SELECT p.trip, o.code, o.uai, s.name || ' (' || s.city || ')'
FROM trip t JOIN trip_stop p ON p.trip = t.number
JOIN orders o ON o.uai = p.uai AND (p.order_number IS NULL OR p.order_number = o.number)
JOIN site s ON s.uai = o.uai
WHERE t.status <> 'departed' AND EXISTS (
    SELECT 1 FROM unit u
    WHERE u.code = o.code AND u.kind = 'carton' AND u.status IN ('awaiting-weight', 'awaiting-label', 'closed'))
ORDER BY p.trip, p.number, o.number
"""


@dataclass(frozen=True, slots=True)
class PaperSummary:
    """One paper of a trip: issued, or the draft it would be now."""

    kind: str
    ref: str
    """What `Office.paper` and `Office.print_paper` take, with the kind."""
    number: str
    """Empty for a draft."""
    version: int
    """0 for a draft."""
    status: str
    """`draft`, `issued`, or `void` where a later version replaced it."""
    uai: str
    """Empty where the paper is about the whole trip."""
    site: str
    """Name and town of the lycée."""
    printing: str = ""
    """State of its last print job (`JobState`), of one that was cancelled only where all were; empty without any."""
    issued: str = ""
    """ISO date in Europe/Paris; empty for a draft."""
    kept_until: str = ""
    """ISO date of the last day on which it must be there (`kept_until`)."""
    duplicates: int = 0
    """How many were asked for."""
    came_out: bool = False
    """May a print of it exist, so that the next one is a duplicate?"""


@dataclass(frozen=True, slots=True)
class TripSummary:
    """One trip."""

    number: str
    date: str
    """ISO date of the planned departure."""
    carrier: str
    plate: str
    dock: str
    status: str
    """`planned`, `loading` or `departed`."""
    stops: tuple[str, ...]
    """Name and town of each lycée, in order of delivery."""
    loaded: int
    planned: int
    """Pallets loaded or ready to be."""
    wave: tuple[str, str] = ("", "")
    """Date and hour of the wave it belongs to (`print_plans.wave_of`)."""
    papers: tuple[PaperSummary, ...] = ()


def trip_summaries(reads: Reads) -> list[TripSummary]:
    """Every trip with its papers, void versions behind those that replaced them, by date."""
    papers: dict[str, list[PaperSummary]] = {}
    for trip, paper in (*_issued(reads, "d.trip <> ?", ""), *_drafts(reads)):
        papers.setdefault(trip, []).append(paper)
    trips = _trips(reads, "t.number <> ?", "")
    return [replace(trip, papers=_sorted(papers.get(trip.number, []))) for trip in trips]


def trips_of(day: str, reads: Reads) -> tuple[TripSummary, ...]:
    """The trips of a day and those of earlier days that have not departed, without their papers."""
    return tuple(_trips(reads, "t.date = ? OR (t.date < ? AND t.status <> 'departed')", day, day))


def issued_papers(column: str, value: str, reads: Reads) -> tuple[PaperSummary, ...]:
    """The valid papers of one `trip` or `uai`."""
    assert column in ("trip", "uai")
    return _sorted([paper for _, paper in _issued(reads, f"d.status = 'issued' AND d.{column} = ?", value)])


def _trips(reads: Reads, condition: str, *parameters: str) -> list[TripSummary]:
    stops: dict[str, list[str]] = {}
    for trip, site in reads.query(_STOPS):
        stops.setdefault(trip, []).append(site)
    rows = reads.query(_TRIPS.format(condition=condition), *parameters)
    return [
        TripSummary(
            *(number, date, carrier, plate, dock, status, tuple(stops.get(number, ())), loaded, loaded + ready),
            wave=(day, hour_of(hour)),
        )
        for number, date, carrier, plate, dock, status, day, hour, loaded, ready in rows
    ]


def _issued(reads: Reads, condition: str, parameter: str) -> Iterator[tuple[str, PaperSummary]]:
    for trip, kind, number, version, status, uai, site, printing, issued, reprints, out in reads.query(
        _ISSUED.format(condition=condition), parameter
    ):
        ref = trip if kind in TRIP_KINDS else number
        day = paris(datetime.fromisoformat(issued)).date()
        kept = kept_until(kind, day).isoformat()
        history = printing, day.isoformat(), kept, reprints, bool(out)
        yield trip, PaperSummary(kind, ref, number, version, status, uai, site, *history)


def _drafts(reads: Reads) -> Iterator[tuple[str, PaperSummary]]:
    """What can be looked at before departure: the papers of the trip, and those of each order that is packed."""
    for (trip,) in reads.query("SELECT number FROM trip WHERE status <> 'departed'"):
        for kind in TRIP_KINDS:
            yield trip, PaperSummary(kind, trip, "", 0, "draft", "", "")
    for trip, order, uai, site in reads.query(_PACKED):
        for kind in NOTE_KINDS:
            yield trip, PaperSummary(kind, order, "", 0, "draft", uai, site)


def _sorted(papers: list[PaperSummary]) -> tuple[PaperSummary, ...]:
    return tuple(sorted(papers, key=lambda paper: _KINDS.index(paper.kind)))
