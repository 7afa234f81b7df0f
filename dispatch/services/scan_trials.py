"""Trying a scanner: what a reading looks like byte by byte, what it means, what it tells of the scanner's set-up."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dispatch.domain.badges import PROBE, probe_fault
from dispatch.domain.scanners import CUT
from dispatch.scanning.interpret import interpret
from dispatch.scanning.scans import BadgeScan, Garbled, Incomplete, Scan, Unreadable

_AIM = re.compile(r"\](?P<letter>[A-Za-z])(?P<modifier>[0-9A-Za-z])")
_SYMBOLOGIES = {
    "A": "Code 39",
    "C": "Code 128",
    "E": "EAN/UPC",
    "F": "Codabar",
    "G": "Code 93",
    "I": "ITF",
    "L": "PDF417",
    "Q": "QR Code",
    "d": "DataMatrix",
    "e": "GS1 DataBar",
    "z": "Aztec",
}
"""By code character (ISO/IEC 15424)."""
_GS1 = {"C1": "GS1-128", "d2": "GS1 DataMatrix", "Q3": "GS1 QR Code"}
_CONTROLS = {"\x1d": "GS", "\x1c": "FS", "\x1e": "RS", "\x04": "EOT", "\r": "CR", "\n": "LF", "\t": "TAB"}
_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LONGEST = 24
"""Bytes that are shown of a code."""


@dataclass(frozen=True, slots=True)
class ScanTrial:
    """One reading, taken apart."""

    shown: str
    """The text, its control characters by name as `<GS>`, and `…` for what was lost."""
    bytes_hex: str
    """Its bytes in UTF-8, two digits each; of a long code the first ones, then `…`."""
    length: int
    """In characters."""
    symbology: str
    """The symbology that its identifier names, as `GS1-128 (]C1)`; empty without an identifier."""
    meaning: str
    """What the station takes it for: a word of `Messages.meaning`."""
    fault: str
    """What is wrong: `layout`, `caps-lock`, `separator`, `cut` or `unreadable`; empty where nothing is."""
    proves: bool
    """Did the test string of a badge arrive whole? Then this scanner is set right."""


def try_scan(raw: str) -> ScanTrial:
    """Take a reading apart; nothing is recorded and nothing follows from it."""
    scan = interpret(raw)
    encoded = raw.encode("utf-8", "replace")
    shown = encoded[:_LONGEST].hex(" ").upper()
    return ScanTrial(
        shown="".join(_sign(character) for character in raw),
        bytes_hex=f"{shown} …" if len(encoded) > _LONGEST else shown,
        length=len(raw),
        symbology=_symbology(raw),
        meaning=_WORD.sub("-", type(scan).__name__.removesuffix("Scan")).lower(),
        fault=_fault(scan),
        proves=isinstance(scan, BadgeScan) and scan.probe == PROBE,
    )


def _symbology(raw: str) -> str:
    found = _AIM.match(raw)
    if found is None or found["letter"] not in _SYMBOLOGIES:
        return ""
    name = _GS1.get(found["letter"] + found["modifier"], _SYMBOLOGIES[found["letter"]])
    return f"{name} ({found[0]})"


def _fault(scan: Scan) -> str:
    match scan:
        case BadgeScan(probe=probe):
            return probe_fault(probe) or ""
        case Garbled():
            return "layout"
        case Incomplete():
            return "cut"
        case Unreadable():
            return "unreadable"
        case _:
            return ""


def _sign(character: str) -> str:
    if character == CUT:
        return "…"
    if character < " ":
        return f"<{_CONTROLS.get(character, f'{ord(character):02X}')}>"
    return character if character.isprintable() else "·"
