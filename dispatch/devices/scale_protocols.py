"""The languages of scales: what to ask, and how answers stand in what comes; pure.

Metrology wants the words of the scale kept: each reading carries its frame.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from dispatch.domain.scales import Reading, ScaleCondition, ScaleProtocol

LONGEST_FRAME = 64
"""Bytes; no protocol has a longer answer to what is asked here."""


@dataclass(frozen=True, slots=True)
class ScaleLanguage:
    """One protocol."""

    ask: bytes
    """What makes the scale say its weight now; empty where it talks unasked."""
    frame: re.Pattern[bytes]
    """One whole answer, wherever it begins; its end is its own last byte."""
    read: Callable[[re.Match[bytes]], Reading | None]
    """What an answer says; None where it says nothing sensible."""
    bits: int = 8
    parity: str = "N"


class Answers:
    """Finds the answers of a scale in what comes, however it is cut; everything else is dropped."""

    def __init__(self, language: ScaleLanguage) -> None:
        self._language = language
        self._rest = b""

    def feed(self, data: bytes) -> Iterator[Reading]:
        """The readings that these bytes end."""
        self._rest += data
        while found := self._language.frame.search(self._rest):
            self._rest = self._rest[found.end() :]
            reading = self._language.read(found)
            if reading is not None:
                yield reading
        self._rest = self._rest[-LONGEST_FRAME:]


def printable(frame: bytes) -> str:
    """A frame as text without its line end; what cannot be printed as `<hex>`."""
    text = frame.rstrip(b"\r\n").decode("latin-1")
    return "".join(char if char.isprintable() else f"<{ord(char):02X}>" for char in text)


# -- MT-SICS: the Standard Interface Command Set of Mettler-Toledo, levels 0 and 1 ----------------------------------

_SICS_WEIGHT = re.compile(r"S ([SD]) +(-?[0-9]+(?:\.[0-9]+)?) (\S{1,5})")
_SICS_STATES = {
    "S I": ScaleCondition.MOVING,
    "S +": ScaleCondition.OVERLOAD,
    "S -": ScaleCondition.UNDERLOAD,
}
"""`S I` says that there is no weight now: the scale is busy, or nothing stood still in time."""


def _sics(found: re.Match[bytes]) -> Reading | None:
    frame = printable(found[0])
    if frame in _SICS_STATES:
        return Reading(_SICS_STATES[frame], frame=frame)
    weight = _SICS_WEIGHT.fullmatch(frame)
    if weight is None:
        return None
    stability, value, unit = weight.groups()
    return Reading.stable(value, unit, frame) if stability == "S" else Reading(ScaleCondition.MOVING, frame=frame)


# -- Toledo 8217: `W` is answered by a weight that stands still, else by a status; weights are kilograms --------------

_MOTION, _OVER, _UNDER = 0x01, 0x02, 0x04


def _toledo(found: re.Match[bytes]) -> Reading | None:
    frame = printable(found[0])
    status, weight = found.groups()
    if weight is not None:
        return Reading.stable(weight.decode(), "kg", frame)
    for bit, condition in ((_OVER, ScaleCondition.OVERLOAD), (_UNDER, ScaleCondition.UNDERLOAD)):
        if status[0] & bit:
            return Reading(condition, frame=frame)
    return Reading(ScaleCondition.MOVING, frame=frame)


# -- CAS: a stream of 22 bytes, `ST,GS,<id><lamps>,<8 characters> kg` -------------------------------------------------

_CAS_STATES = {b"US": ScaleCondition.MOVING, b"OL": ScaleCondition.OVERLOAD}


def _cas(found: re.Match[bytes]) -> Reading | None:
    frame = printable(found[0])
    state, value, unit = found.groups()
    if state in _CAS_STATES:
        return Reading(_CAS_STATES[state], frame=frame)
    return Reading.stable(value.decode("latin-1"), unit.decode(), frame)


LANGUAGES: Mapping[ScaleProtocol, ScaleLanguage] = {
    "mt-sics": ScaleLanguage(b"SI\r\n", re.compile(rb"[^\r\n]{0,40}\r\n"), _sics),
    "toledo-8217": ScaleLanguage(
        b"W", re.compile(rb"\x02(?:\?([\x00-\xff])| *([0-9]{1,6}(?:\.[0-9]{1,3})?)N?)\r"), _toledo, 7, "E"
    ),
    "cas": ScaleLanguage(
        b"", re.compile(rb"(ST|US|OL),(?:GS|NT),[\x00-\xff]{2},([\x00-\xff]{8}) ([ A-Za-z]{2})\r\n"), _cas
    ),
}
