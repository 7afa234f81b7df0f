"""What a ZPL printer answers, as values: `~HS` and `~HI` (Zebra ZPL II Programming Guide), and its label odometer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dispatch.domain.printers import PrinterCondition

ODOMETER = b'! U1 getvar "odometer.total_label_count"\r\n'
"""Asks how many labels the printer has printed (Zebra Set-Get-Do)."""

_COUNT = re.compile(rb'"(?:(\d+)|\?)"')
_IDENTITY = re.compile(rb"\x02(?=[^\x02\x03,]*[A-Za-z])[^\x02\x03,]*,[^\x02\x03,]*,(\d+),[^\x02\x03]*\x03\s*")
"""Model, version, dots per millimetre, memory and what else; a model has a letter, as no field of a status has."""
_END_OF_LINE = rb"(?:,[^\x02\x03]*)?\x03\s*"
_ANSWER = re.compile(
    rb"\x02\d+,(?P<paper_out>\d),(?P<paused>\d),\d+,(?P<formats>\d+),\d,\d,(?P<partial>\d),\d+,\d,\d,(?P<hot>\d)"
    + _END_OF_LINE
    + rb"\x02\d+,\d,(?P<head_open>\d),(?P<ribbon_out>\d),\d,\d,\d,\d,(?P<labels>\d+)"
    + _END_OF_LINE
    + rb"\x02[^\x02\x03]*\x03\s*"
)


@dataclass(frozen=True, slots=True)
class HostStatus:
    """What three lines of host status say, as far as printing a job needs it."""

    paper_out: bool = False
    paused: bool = False
    head_open: bool = False
    ribbon_out: bool = False
    over_temperature: bool = False
    partial_format: bool = False
    """A format was begun (`^XA`) and not ended (`^XZ`)."""
    formats_in_buffer: int = 0
    labels_remaining: int = 0

    @property
    def condition(self) -> PrinterCondition:
        """READY or the first thing to mend; the pause comes last, as other trouble pauses the printer too."""
        troubles = (
            (self.head_open, PrinterCondition.HEAD_OPEN),
            (self.paper_out, PrinterCondition.PAPER_OUT),
            (self.ribbon_out, PrinterCondition.RIBBON_OUT),
            (self.over_temperature, PrinterCondition.OVER_TEMPERATURE),
            (self.paused, PrinterCondition.PAUSED),
        )
        return next((condition for present, condition in troubles if present), PrinterCondition.READY)

    @property
    def idle(self) -> bool:
        """Nothing is left to print, nor to receive."""
        return not (self.partial_format or self.formats_in_buffer or self.labels_remaining)

    def encode(self) -> bytes:
        """The three lines, each STX ... ETX CR LF, as a printer sends them."""
        return (
            f"\x02030,{self.paper_out:d},{self.paused:d},1218,{self.formats_in_buffer:03},0,0,"
            f"{self.partial_format:d},000,0,0,{self.over_temperature:d}\x03\r\n"
            f"\x02001,0,{self.head_open:d},{self.ribbon_out:d},0,2,4,0,{self.labels_remaining:08},1,000\x03\r\n"
            "\x020000,0\x03\r\n"
        ).encode("ascii")


def first_status(received: bytes) -> tuple[HostStatus, bytes] | None:
    """The first whole answer among the bytes received and the bytes behind it; None as long as there is none."""
    answer = _ANSWER.search(received)
    if answer is None:
        return None
    status = HostStatus(
        paper_out=answer["paper_out"] != b"0",
        paused=answer["paused"] != b"0",
        head_open=answer["head_open"] != b"0",
        ribbon_out=answer["ribbon_out"] != b"0",
        over_temperature=answer["hot"] != b"0",
        partial_format=answer["partial"] != b"0",
        formats_in_buffer=int(answer["formats"]),
        labels_remaining=int(answer["labels"]),
    )
    return status, received[answer.end() :]


def first_greeting(received: bytes, *, whole: bool) -> tuple[tuple[int | None, HostStatus], bytes] | None:
    """The first answer to `~HI~HS` and the bytes behind it: dots per millimetre, and status.

    Unless it has to be whole, a status alone is one too: that of a printer that knows no `~HI`.
    """
    identity = _IDENTITY.search(received)
    if identity is None and whole:
        return None
    found = first_status(received[identity.end() :] if identity else received)
    if found is None:
        return None
    status, rest = found
    return (int(identity[1]) if identity else None, status), rest


def first_odometer(received: bytes) -> tuple[int | None, bytes] | None:
    """The first answer to ODOMETER and the bytes behind it; a printer that does not count says `"?"`, here None."""
    answer = _COUNT.search(received)
    if answer is None:
        return None
    return (int(answer[1]) if answer[1] else None), received[answer.end() :]
