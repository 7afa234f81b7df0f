"""The story of a code as a screen shows it: what `trace` knows, told in words and times of this country."""

from __future__ import annotations

import json
from dataclasses import dataclass

from dispatch.scanning.interpret import interpret
from dispatch.services.departure import local_time
from dispatch.services.messages import Messages
from dispatch.services.papers import NOTE_KINDS, notes_of
from dispatch.services.ports import Entry, Reads
from dispatch.services.resolver import content_of
from dispatch.services.story import Story, trace
from dispatch.services.trip_summaries import PaperSummary, issued_papers
from dispatch.workflows.subjects import DeviceSubject


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One journal entry."""

    seq: int
    time: str
    """ISO 8601 in Europe/Paris."""
    type: str
    station: str
    operator: str
    text: str


@dataclass(frozen=True, slots=True)
class StoryView:
    """What a code names, where it stands, and its story; empty text where it is in no such place."""

    code: str
    kind: str
    """device, carton, pallet, order, site, trip or document."""
    status: str
    """A status of contract 6."""
    title: str
    """What it is in words: the model of a device, the carrier of a trip, the lycée of everything else."""
    uai: str
    site: str
    """Name and town of the lycée."""
    order: str
    carton: str
    pallet: str
    trip: str
    lines: tuple[StoryLine, ...]
    papers: tuple[PaperSummary, ...]
    """Valid papers that go with it: a trip's whole file, all of a lycée, else those of its lycée on its trip."""


def story_view(code: str, reads: Reads, messages: Messages) -> StoryView:
    """The story of one code, with or without its prefix.

    Raises:
        InputError: nothing here has that code, or several things have.
    """
    story = trace(code, reads, messages)
    site = reads.site(story.site) if story.site else None
    name = f"{site.name} ({site.city})" if site else ""
    return StoryView(
        code=story.code,
        kind=story.kind,
        status=story.status,
        title=_title(story, reads) or name,
        uai=story.site or "",
        site=name,
        order=story.order or "",
        carton=story.carton or "",
        pallet=story.pallet or "",
        trip=story.trip or "",
        lines=tuple(_line(entry, messages) for entry in story.entries),
        papers=_papers(story, reads),
    )


def _title(story: Story, reads: Reads) -> str:
    if story.kind == "device":
        subject = content_of(interpret(story.code), reads)
        return subject.item.designation if isinstance(subject, DeviceSubject) else ""
    trip = reads.trip(story.trip) if story.kind == "trip" and story.trip else None
    return trip.trip.carrier if trip else ""


def _papers(story: Story, reads: Reads) -> tuple[PaperSummary, ...]:
    if story.kind in ("site", "order"):
        found = issued_papers("uai", story.site or "", reads)
        if story.kind == "site":
            return found
        numbers = {row.number for kind in NOTE_KINDS for row in notes_of(kind, story.order or "", reads)}
        return tuple(paper for paper in found if paper.number in numbers)
    found = issued_papers("trip", story.trip or "", reads)
    return tuple(paper for paper in found if story.kind == "trip" or paper.uai == (story.site or ""))


def _line(entry: Entry, messages: Messages) -> StoryLine:
    header = entry.header
    text = messages.event(entry.type, json.loads(entry.payload))
    return StoryLine(entry.seq, local_time(header), entry.type, header.station, header.operator, text)
