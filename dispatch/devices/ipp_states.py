"""What IPP printers and CUPS say of themselves and of a job, as values of ours (RFC 8011 §5.3, §5.4)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from dispatch.devices.ipp_message import Attributes, Tag, Value, flag, texts, whole
from dispatch.domain.printers import PrinterCondition, PrinterConfig

PDF = "application/pdf"
RAW = "application/vnd.cups-raw"
"""What CUPS hands on as it is."""
PRINTER_ATTRIBUTES = (
    "copies-supported",
    "document-format-supported",
    "media-source-supported",
    "media-supported",
    "printer-is-accepting-jobs",
    "printer-state",
    "printer-state-reasons",
    "printer-type",
    "sides-supported",
)
JOB_ATTRIBUTES = (
    "job-impressions-completed",
    "job-media-sheets-completed",
    "job-state",
    "job-state-reasons",
    "time-at-processing",
)
_BOTH_SIDES = "two-sided-long-edge"
_ONE_SIDED_PDF = b"/Duplex /Simplex"
"""What a PDF says whose copies are for different keepers (ISO 32000-1, table 150)."""
_A4 = "iso_a4_210x297mm"
_A4_SIZE = {"x-dimension": (Value(Tag.INTEGER, 21000),), "y-dimension": (Value(Tag.INTEGER, 29700),)}
"""In hundredths of a millimetre."""

_PRINTER_IS_PROCESSING, _PRINTER_IS_STOPPED = 4, 5
_COMPLAINTS = (
    (PrinterCondition.COVER_OPEN, ("cover-open", "door-open", "interlock-open")),
    (PrinterCondition.JAMMED, ("jam",)),
    (PrinterCondition.PAPER_OUT, ("media-empty", "media-needed", "input-tray-missing")),
    (PrinterCondition.TONER_OUT, ("toner-empty", "marker-supply-empty", "marker-supply-missing", "developer-empty")),
    (PrinterCondition.OVER_TEMPERATURE, ("fuser-over-temp",)),
    (PrinterCondition.UNREACHABLE, ("offline", "offline-report", "shutdown", "timed-out", "connecting-to-device")),
    (PrinterCondition.PAUSED, ("paused", "moving-to-paused")),
)
"""How the reasons of a printer end, what is to be mended first before the rest."""


class JobStage(IntEnum):
    """The state of a job (RFC 8011 §5.3.7)."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELLED = 7
    ABORTED = 8
    COMPLETED = 9


@dataclass(frozen=True, slots=True)
class JobLook:
    """What a job says of itself at one moment; two looks that are equal are a job that does not get on."""

    stage: JobStage
    untouched: bool
    """It is certain that nobody has begun to process it. The pages it counts are no sign: CUPS counts what it sends."""
    with_errors: bool
    done: tuple[int | None, int | None]
    """Sides and sheets so far, where they are counted."""

    @classmethod
    def at(cls, job: Attributes) -> JobLook:
        """Read a job's attributes; ValueError where there is no state of a job."""
        begun = job.get("time-at-processing", ())
        return cls(
            stage=JobStage(whole(job, "job-state") or 0),
            untouched=bool(begun) and begun[0].tag == Tag.NO_VALUE,
            with_errors="job-completed-with-errors" in texts(job, "job-state-reasons"),
            done=(whole(job, "job-impressions-completed"), whole(job, "job-media-sheets-completed")),
        )

    @property
    def over(self) -> bool:
        """Nothing more will come of it."""
        return self.stage >= JobStage.CANCELLED


def printer_condition(printer: Attributes) -> PrinterCondition:
    """What keeps a printer from printing, READY where it names nothing.

    A reason counts if it is an error, and what has no severity is one (RFC 8011 §5.4.12). A queue of CUPS that is not
    printing knows of its printer only what the last job found: such an old complaint must not keep the next job from
    finding out, so there the queue's own state alone counts.
    """
    state = whole(printer, "printer-state")
    reasons = texts(printer, "printer-state-reasons")
    if flag(printer, "printer-is-accepting-jobs") is False:
        return PrinterCondition.REJECTED
    if state == _PRINTER_IS_STOPPED:
        return _named([_without_severity(reason) for reason in reasons]) or PrinterCondition.STOPPED
    if is_idle_queue(printer):
        return PrinterCondition.READY
    return _named([reason.removesuffix("-error") for reason in reasons]) or PrinterCondition.READY


def complaint(printer: Attributes) -> PrinterCondition:
    """Why a printer does not get on with a job, although it has no error: what it warns of, else it is SLOW."""
    reasons = [_without_severity(reason) for reason in texts(printer, "printer-state-reasons")]
    return _named(reasons) or PrinterCondition.SLOW


def is_idle_queue(printer: Attributes) -> bool:
    """Is it no printer but a queue of CUPS, and without work?"""
    return "printer-type" in printer and whole(printer, "printer-state") != _PRINTER_IS_PROCESSING


def raw_format(printer: Attributes) -> str:
    """The format of data that the printer is to take as it is."""
    return RAW if RAW in texts(printer, "document-format-supported") else "application/octet-stream"


def fits(config: PrinterConfig, printer: Attributes) -> bool:
    """Does the printer say that it can print papers as the settings ask? What it does not tell, it cannot do."""
    formats = texts(printer, "document-format-supported")
    return (
        (not formats or PDF in formats)
        and (config.copies == 1 or config.copies <= _most_copies(printer))
        and (not config.duplex or _BOTH_SIDES in texts(printer, "sides-supported"))
        and (not config.tray or config.tray in texts(printer, "media-source-supported"))
    )


def template(config: PrinterConfig, printer: Attributes, pdf: bytes) -> Attributes:
    """How a paper is to be printed by a printer that can: copies, sides, and A4, from the tray of the settings.

    A paper that asks for one side is printed on one side, whatever the settings say.
    """
    asked: dict[str, tuple[Value, ...]] = {}
    side = _BOTH_SIDES if config.duplex and _ONE_SIDED_PDF not in pdf else "one-sided"
    if config.copies > 1:
        asked["copies"] = (Value(Tag.INTEGER, config.copies),)
    if side in texts(printer, "sides-supported"):
        asked["sides"] = (Value(Tag.KEYWORD, side),)
    if config.tray:
        source = (Value(Tag.KEYWORD, config.tray),)
        column = {"media-size": (Value(Tag.COLLECTION, _A4_SIZE),), "media-source": source}
        asked["media-col"] = (Value(Tag.COLLECTION, column),)
    elif _A4 in texts(printer, "media-supported"):
        asked["media"] = (Value(Tag.KEYWORD, _A4),)
    return asked


def _most_copies(printer: Attributes) -> int:
    values = printer.get("copies-supported", ())
    match values[0].content if values else None:
        case (_, int(most)):
            return most
    return 1


def _without_severity(reason: str) -> str:
    for severity in ("-report", "-warning", "-error"):
        reason = reason.removesuffix(severity)
    return reason


def _named(reasons: list[str]) -> PrinterCondition | None:
    return next(
        (found for found, words in _COMPLAINTS if any(reason.endswith(words) for reason in reasons)),
        None,
    )
