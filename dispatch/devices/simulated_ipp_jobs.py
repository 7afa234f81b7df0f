"""The inside of a simulated document printer: its jobs, its paper, and what it says of both (RFC 8011)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto
from time import monotonic

from dispatch.devices.ipp import Operation
from dispatch.devices.ipp_message import Attributes, Tag, Value, texts, whole
from dispatch.devices.ipp_states import JobStage

TRAYS = ("auto", "main", "tray-2", "manual")
"""The trays of the simulated printer."""


class IppFault(Enum):
    """What can go wrong with a document printer; several at once is possible."""

    PAPER_OUT = auto()
    JAMMED = auto()
    TONER_OUT = auto()
    COVER_OPEN = auto()
    PAUSED = auto()
    """Somebody paused it: it takes jobs and begins none."""
    STOPPED = auto()
    """It stopped for a reason it does not tell; it takes jobs and begins none."""
    CLOSED = auto()
    """It says that it accepts no jobs."""
    REFUSES = auto()
    """It says that it accepts jobs, and refuses each."""
    HOLDS = auto()
    """It keeps each job until somebody releases it at the panel."""
    ABORTS = auto()
    """It takes each job and gives it up in the middle."""
    SLOW = auto()
    """It takes its time for each job."""
    FORGETS = auto()
    """It no longer knows a job that is over."""
    SILENT = auto()
    """It takes requests, carries them out, and answers nothing."""
    DROP = auto()
    """It cuts each connection."""
    GONE = auto()
    """It is switched off: it takes no new connection and cuts the others."""


_REASONS = {
    IppFault.PAPER_OUT: "media-empty-error",
    IppFault.JAMMED: "media-jam-error",
    IppFault.TONER_OUT: "toner-empty-error",
    IppFault.COVER_OPEN: "cover-open-error",
    IppFault.PAUSED: "paused",
    IppFault.STOPPED: "other-error",
}
_NEVER_BEGIN = frozenset({IppFault.PAUSED, IppFault.STOPPED, IppFault.HOLDS})


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """A document as it came out, with how it was asked for."""

    name: str
    format: str
    data: bytes
    copies: int
    sides: str
    media: str
    """The name of the medium or, from a tray that was asked for, its size in hundredths of a millimetre."""
    source: str
    """The tray that was asked for, else empty."""


@dataclass(slots=True)
class SimulatedJob:
    """One job of the printer."""

    number: int
    document: PrintedDocument
    stage: JobStage = JobStage.PENDING
    began: float | None = None
    ended: float | None = None


@dataclass(slots=True)
class JobBook:
    """The jobs of a printer, in order; the caller sees to it that one thread at a time is in here."""

    slow_s: float
    faults: set[IppFault] = field(default_factory=set)
    printed: list[PrintedDocument] = field(default_factory=list)
    jobs: dict[int, SimulatedJob] = field(default_factory=dict)

    def take(self, operation: Attributes, template: Attributes, data: bytes) -> SimulatedJob:
        """A new job."""
        job = SimulatedJob(len(self.jobs) + 1, _document(operation, template, data))
        self.jobs[job.number] = job
        self.advance()
        return job

    def advance(self) -> None:
        """Bring every job to where it is by now."""
        for job in self.jobs.values():
            if job.stage < JobStage.CANCELLED:
                self._advance(job)

    def cancel(self, job: SimulatedJob) -> bool:
        """Cancel a job; False where it is over."""
        if job.stage >= JobStage.CANCELLED:
            return False
        self._end(job, JobStage.CANCELLED)
        return True

    def describe(self, job: SimulatedJob) -> Attributes:
        """What a job says of itself."""
        return {
            "job-id": (Value(Tag.INTEGER, job.number),),
            "job-uri": (Value(Tag.URI, f"ipp://localhost/jobs/{job.number}"),),
            "job-name": (Value(Tag.NAME, job.document.name),),
            "job-originating-user-name": (Value(Tag.NAME, "anybody"),),
            "job-state": (Value(Tag.ENUM, job.stage),),
            "job-state-reasons": (Value(Tag.KEYWORD, "none"),),
            "job-impressions-completed": (Value(Tag.INTEGER, int(job.stage is JobStage.COMPLETED)),),
            "time-at-creation": (Value(Tag.INTEGER, 1),),
            "time-at-processing": (_time(job.began),),
            "time-at-completed": (_time(job.ended),),
        }

    def reasons(self) -> tuple[str, ...]:
        """Why the printer does not print; empty while it can."""
        return tuple(reason for fault, reason in _REASONS.items() if fault in self.faults)

    def busy(self) -> bool:
        """Is a job being printed?"""
        return any(job.stage is JobStage.PROCESSING for job in self.jobs.values())

    def _advance(self, job: SimulatedJob) -> None:
        if job.began is None:
            if self.faults & _NEVER_BEGIN:
                job.stage = JobStage.HELD if IppFault.HOLDS in self.faults else JobStage.PENDING
                return
            job.began = monotonic()
        if self.reasons():
            job.stage = JobStage.STOPPED
        elif IppFault.ABORTS in self.faults:
            self._end(job, JobStage.ABORTED)
        elif IppFault.SLOW in self.faults and monotonic() < job.began + self.slow_s:
            job.stage = JobStage.PROCESSING
        else:
            self.printed.append(job.document)
            self._end(job, JobStage.COMPLETED)

    def _end(self, job: SimulatedJob, stage: JobStage) -> None:
        job.stage = stage
        job.ended = monotonic()


def printer_attributes(book: JobBook, uri: str, versions: Iterable[tuple[int, int]]) -> Attributes:
    """What the printer says of itself: enough for CUPS to make a queue for it without a driver."""
    stopped = bool(book.reasons())
    return {
        "printer-uri-supported": (Value(Tag.URI, uri),),
        "uri-security-supported": _words("none"),
        "uri-authentication-supported": _words("none"),
        "printer-name": (Value(Tag.NAME, "simulated"),),
        "printer-info": (Value(Tag.TEXT, "Simulated A4 printer"),),
        "printer-make-and-model": (Value(Tag.TEXT, "Simulated A4 printer"),),
        "printer-state": (Value(Tag.ENUM, 5 if stopped else 4 if book.busy() else 3),),
        "printer-state-reasons": _words(*(book.reasons() or ("none",))),
        "printer-is-accepting-jobs": (Value(Tag.BOOLEAN, IppFault.CLOSED not in book.faults),),
        "printer-up-time": (Value(Tag.INTEGER, 1 + int(monotonic())),),
        "queued-job-count": (Value(Tag.INTEGER, 0),),
        "ipp-versions-supported": _words(*(f"{major}.{minor}" for major, minor in versions)),
        "operations-supported": tuple(Value(Tag.ENUM, operation) for operation in SUPPORTED),
        "charset-configured": (Value(Tag.CHARSET, "utf-8"),),
        "charset-supported": (Value(Tag.CHARSET, "utf-8"),),
        "natural-language-configured": (Value(Tag.LANGUAGE, "en"),),
        "generated-natural-language-supported": (Value(Tag.LANGUAGE, "en"),),
        "pdl-override-supported": _words("attempted"),
        "compression-supported": _words("none"),
        **_abilities(),
    }


def _abilities() -> Attributes:
    """What the printer can do with a document."""
    size = {"x-dimension": (Value(Tag.INTEGER, 21000),), "y-dimension": (Value(Tag.INTEGER, 29700),)}
    margins = {f"media-{side}-margin": (Value(Tag.INTEGER, 423),) for side in ("bottom", "left", "right", "top")}
    media = {"media-size": (Value(Tag.COLLECTION, size),), **margins}
    formats = ("application/octet-stream", "application/pdf")
    return {
        "color-supported": (Value(Tag.BOOLEAN, False),),
        "document-format-default": (Value(Tag.MIME_TYPE, formats[0]),),
        "document-format-supported": tuple(Value(Tag.MIME_TYPE, kind) for kind in formats),
        "copies-supported": (Value(Tag.RANGE, (1, 99)),),
        "copies-default": (Value(Tag.INTEGER, 1),),
        "sides-supported": _words("one-sided", "two-sided-long-edge", "two-sided-short-edge"),
        "sides-default": _words("one-sided"),
        "media-supported": _words("iso_a4_210x297mm"),
        "media-default": _words("iso_a4_210x297mm"),
        "media-source-supported": _words(*TRAYS),
        "media-col-supported": _words("media-size", "media-source", *margins),
        "media-size-supported": (Value(Tag.COLLECTION, size),),
        "media-col-database": (Value(Tag.COLLECTION, media),),
        "media-col-default": (Value(Tag.COLLECTION, media),),
        "printer-resolution-supported": (Value(Tag.RESOLUTION, (600, 600, 3)),),
        "printer-resolution-default": (Value(Tag.RESOLUTION, (600, 600, 3)),),
    }


VALIDATE_JOB, GET_JOBS = 0x0004, 0x000A
SUPPORTED = (
    Operation.PRINT_JOB,
    VALIDATE_JOB,
    Operation.CANCEL_JOB,
    Operation.GET_JOB_ATTRIBUTES,
    GET_JOBS,
    Operation.GET_PRINTER_ATTRIBUTES,
)
"""The operations that every printer has (RFC 8011 §5.2), without those for jobs of several documents."""


def _document(operation: Attributes, template: Attributes, data: bytes) -> PrintedDocument:
    column = template.get("media-col", ())
    chosen = column[0].content if column else {}
    chosen = chosen if isinstance(chosen, dict) else {}
    sized = chosen.get("media-size", ())
    size = sized[0].content if sized and isinstance(sized[0].content, dict) else {}
    across, along = whole(size, "x-dimension"), whole(size, "y-dimension")
    return PrintedDocument(
        name=_word(operation, "job-name"),
        format=_word(operation, "document-format"),
        data=data,
        copies=whole(template, "copies") or 1,
        sides=_word(template, "sides"),
        media=f"{across}x{along}" if across else _word(template, "media"),
        source=_word(chosen, "media-source"),
    )


def _word(attributes: Attributes, name: str) -> str:
    return next(iter(texts(attributes, name)), "")


def _words(*words: str) -> tuple[Value, ...]:
    return tuple(Value(Tag.KEYWORD, word) for word in words)


def _time(moment: float | None) -> Value:
    return Value(Tag.NO_VALUE, None) if moment is None else Value(Tag.INTEGER, 1 + int(moment))
