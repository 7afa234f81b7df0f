"""What a print run prints, in order: the file of a trip, a day, a wave, or papers that are named one by one.

The order is that of the stacks people carry away. A day begins with its manifest; then each trip, by the hour of its
first stop and its number: waybill (its copies for shipper, carrier and consignee are pages of one print), list of
consignees, loading list, handover sheet, and for each stop in order of delivery its delivery note, packing list, serial
codes, which are sealed with it, and packing list for the outside. Papers are issued at departure: of a trip that has
not left, a run prints the sheets of its finished pallets, stop by stop, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dispatch.domain.errors import InputError
from dispatch.domain.printers import JobState
from dispatch.domain.trips import stop_for
from dispatch.services.extracts import EXTRACT_KINDS, HANDOVER, MANIFEST, OUTSIDE_LIST, PALLET_SHEET, SERIAL_CODES
from dispatch.services.messages import Messages
from dispatch.services.papers import notes_of, sscc_of
from dispatch.services.ports import DocumentRow, Reads, TripRow

TRIP, DAY, WAVE, LIST = "trip", "day", "wave", "list"
_TRIP_FILE = ("waybill", "recap", "loading-list")
_STOP_FILE = ("delivery-note", "packing-list")
_WITH_PACKING_LIST = (SERIAL_CODES, OUTSIDE_LIST)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HOUR = re.compile(r"([0-9]{1,2})\s*(?:[h:]\s*([0-9]{2})?)?", re.IGNORECASE)
_OF_A_DAY = "SELECT number FROM trip WHERE COALESCE(departed, date) = ? ORDER BY number"
_JOBS = "SELECT state, duplicate, run FROM print_job WHERE kind = ? AND ref = ? AND version = ? AND state <> ?"


@dataclass(frozen=True, slots=True)
class Selection:
    """What a shift lead chooses to print."""

    what: str
    """`trip`, `day`, `wave` or `list`."""
    refs: tuple[str, ...]
    """A trip's number; an ISO date; a date and an hour (`hour_of`); codes of trips, papers and pallets."""


@dataclass(frozen=True, slots=True)
class RunPaper:
    """One paper of a run."""

    kind: str
    ref: str
    """What `Papers.document` takes with the kind: the number of an issued paper, else trip, SSCC or date."""
    version: int = 1
    site: str = ""
    """Name and town of the lycée; empty where the paper is about more than one."""
    duplicate: int = 0
    """0 for what was never printed before and for extracts, else the number of this duplicate."""
    waiting: bool = False
    """A print of it waits already: the run leaves it out."""


@dataclass(frozen=True, slots=True)
class RunPlan:
    """The papers of a selection as they are now."""

    selection: Selection
    papers: tuple[RunPaper, ...]
    """In order, each once."""
    not_departed: tuple[str, ...] = ()
    """Trips whose papers are not issued yet."""

    @property
    def due(self) -> tuple[RunPaper, ...]:
        """What a run of them would print."""
        return tuple(paper for paper in self.papers if not paper.waiting)

    @property
    def needs_reason(self) -> bool:
        """Is any of them a duplicate?"""
        return any(paper.duplicate for paper in self.due)


def hour_of(text: str) -> str:
    """`HH:MM` of an hour as people write it (`9h`, `8h30`, `08:30`); empty where it is none."""
    found = _HOUR.fullmatch(text.strip())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""


def wave_of(trip: TripRow) -> tuple[str, str]:
    """Date and hour of the wave that a trip belongs to: the trips of a day whose first stops have the same hour."""
    return trip.departed or trip.trip.date, hour_of(trip.trip.stops[0].hour) if trip.trip.stops else ""


def next_print(row: DocumentRow, reads: Reads) -> RunPaper:
    """An issued paper as it would be printed now.

    The original is sent once: it is due as long as all its jobs were cancelled before they were sent, and one that
    waits outside a run may be taken over by one.
    """
    jobs = reads.query(_JOBS, row.kind, row.number, row.version, JobState.CANCELLED)
    waiting = [(duplicate, run) for state, duplicate, run in jobs if state == JobState.QUEUED]
    paper = RunPaper(row.kind, row.number, row.version)
    if any(duplicate or run is not None for duplicate, run in waiting):
        return replace(paper, waiting=True)
    return replace(paper, duplicate=row.reprints + 1 if len(jobs) > len(waiting) else 0)


class Planner:
    """Finds the papers of a selection in one view of the tables."""

    def __init__(self, reads: Reads, messages: Messages) -> None:
        self._reads = reads
        self._messages = messages

    def plan(self, selection: Selection) -> RunPlan:
        """The papers in order, each once.

        Raises:
            InputError: an unknown trip or code, or nothing is there to be printed.
        """
        papers = list(dict.fromkeys(self._papers(selection)))
        if not papers:
            raise InputError(self._messages.text("error.nothing-to-print"))
        trips = self._trips(selection)
        return RunPlan(selection, tuple(papers), tuple(row.trip.number for row in trips if row.departed is None))

    def _papers(self, selection: Selection) -> Iterator[RunPaper]:
        if selection.what == LIST:
            for code in selection.refs:
                yield from self._named(code)
            return
        trips = self._trips(selection)
        if selection.what == DAY and trips:
            yield self._extract(MANIFEST, selection.refs[0])
        for trip in trips:
            yield from self._trip(trip)

    def _trips(self, selection: Selection) -> list[TripRow]:
        """The trips of a selection in the order of their first stops' hours; those of a list where it names them."""
        if selection.what in (DAY, WAVE):
            numbers = [number for (number,) in self._reads.query(_OF_A_DAY, selection.refs[0])]
        else:
            numbers = [ref.strip().upper().removeprefix("TRP-") for ref in selection.refs]
        found = [row for row in map(self._reads.trip, numbers) if row is not None]
        if selection.what == TRIP and not found:
            raise self._unknown(selection.refs[0])
        if selection.what == WAVE:
            found = [row for row in found if wave_of(row) == selection.refs]
        return sorted(found, key=lambda row: (wave_of(row)[1] or "~", row.trip.number))

    def _named(self, code: str) -> Iterator[RunPaper]:
        """What one code of a list names: a trip, a delivery, a paper, a day's manifest, a pallet, an order."""
        name = code.strip().upper()
        day = name.removeprefix("MAN-")
        trip = self._reads.trip(name.removeprefix("TRP-"))
        rows = self._issued("number", name) or self._issued("number", f"DLN-{name}") or self._of_order(name)
        unit = self._reads.unit(sscc_of(name))
        if trip is not None:
            yield from self._trip(trip)
        elif rows:
            yield from self._issued_papers(rows)
        elif unit is not None and unit.kind == "pallet":
            yield self._pallet(unit.sscc, unit.site, unit.status)
        elif _DATE.fullmatch(day) and self._reads.query(_OF_A_DAY, day):
            yield self._extract(MANIFEST, day)
        else:
            raise self._unknown(code)

    def _of_order(self, name: str) -> list[DocumentRow]:
        if self._reads.order(f"ORD-{name.removeprefix('ORD-')}") is None:
            return []
        rows = [row for kind in _STOP_FILE for row in notes_of(kind, name, self._reads)]
        return [row for row in rows if row.status == "issued"]

    # -- files

    def _trip(self, row: TripRow) -> Iterator[RunPaper]:
        if row.departed is None:
            yield from self._pallets(row)
            return
        rows = self._issued("trip", row.trip.number)
        yield from (self._paper(found) for kind in _TRIP_FILE for found in rows if found.kind == kind)
        yield self._extract(HANDOVER, row.trip.number)
        yield from self._issued_papers([found for found in rows if found.uai])

    def _issued_papers(self, rows: Iterable[DocumentRow]) -> Iterator[RunPaper]:
        """Delivery by delivery, for numbers are drawn in the order of the stops; other papers as they come."""
        for row in sorted(rows, key=lambda found: (found.number, _rank(found.kind))):
            yield self._paper(row)
            if row.kind == _STOP_FILE[-1]:
                for kind in _WITH_PACKING_LIST:
                    yield replace(self._extract(kind, row.number, row.version), site=self._site(row.uai))

    def _pallets(self, row: TripRow) -> Iterator[RunPaper]:
        for stop in row.trip.stops:
            for unit in self._reads.units("uai", stop.uai, "pallet"):
                taking = stop_for(row.trip.stops, unit.uai, unit.code)
                if unit.status == "closed" and unit.trip in (None, row.trip.number) and taking == stop:
                    yield self._pallet(unit.sscc, unit.site, unit.status)

    def _pallet(self, sscc: str, site: str, status: str) -> RunPaper:
        if status == "void":
            raise InputError(self._messages.text("error.void-unit", sscc=sscc))
        return replace(self._extract(PALLET_SHEET, sscc), site=site)

    # -- one paper

    def _issued(self, column: str, value: str) -> list[DocumentRow]:
        return [row for row in self._reads.documents(column, value) if row.status == "issued"]

    def _paper(self, row: DocumentRow) -> RunPaper:
        return replace(next_print(row, self._reads), site=self._site(row.uai))

    def _extract(self, kind: str, ref: str, version: int = 1) -> RunPaper:
        assert kind in EXTRACT_KINDS
        jobs = self._reads.query(_JOBS, kind, ref, version, JobState.CANCELLED)
        return RunPaper(kind, ref, version, waiting=any(state == JobState.QUEUED for state, *_ in jobs))

    def _site(self, uai: str) -> str:
        site = self._reads.site(uai) if uai else None
        return f"{site.name} ({site.city})" if site else ""

    def _unknown(self, code: str) -> InputError:
        return InputError(self._messages.text("error.unknown-code", code=code))


def _rank(kind: str) -> int:
    return (*_TRIP_FILE, *_STOP_FILE).index(kind)
