"""From the raw text of a scanner to what it means: pure, and never raises, whatever the text (domain rule 1.3)."""

from __future__ import annotations

import re
from collections.abc import Callable

from dispatch.domain.identifiers import (
    Gtin,
    Imei,
    Mac,
    Serial,
    Sscc,
    Uai,
    WrongCheck,
    canonical_serial,
    is_digits,
)
from dispatch.domain.scanners import CUT
from dispatch.scanning.elements import FNC1, ElementError, ElementString, digital_link, element_strings
from dispatch.scanning.keyboard import garbled_badge, looks_garbled
from dispatch.scanning.scans import (
    BadgeScan,
    Command,
    CommandScan,
    DockScan,
    DocumentScan,
    Garbled,
    Incomplete,
    InvalidOrder,
    LabelDataScan,
    LocationScan,
    OrderScan,
    PlainScan,
    PrinterScan,
    ReasonCode,
    ReasonScan,
    ReturnScan,
    Scan,
    SerialScan,
    SsccScan,
    TaskScan,
    TradeItemScan,
    TripScan,
    UnknownCode,
    Unreadable,
    WeightScan,
)

LONGEST = 4_096
"""Characters; no symbol holds more that we could use."""

_EDGES = " \t\r\n" + FNC1
_SSCC = re.compile(r"(?:\](?:C1|d2|Q3|e0))?00([0-9]{18})")
_AIM = re.compile(r"\]([A-Za-z][0-9A-Za-z])")
_GS1_CARRIERS = ("C1", "d2", "Q3", "e0")
_SGTIN = re.compile(r"01([0-9]{14})21([!\"%-?A-Z_a-z]{1,20})")
_LABEL_DATA = re.compile(r"02|37|330[0-5]|400|402|420")
"""What the symbols above the SSCC of a logistic label hold (domain rule 1.3)."""
_RETAIL_LENGTHS = {"E0": (12, 13), "E4": (8,), "I1": (14,)}
_COMPOSITE = "|]e0"
_URI = re.compile(r"https?://", re.IGNORECASE | re.ASCII)
_PLAIN = re.compile(r"[A-Z0-9\-_./+]{1,64}")
_TASK = re.compile(r"TASK-([A-Z]+)")
_BADGE = re.compile(r"[A-Z0-9][A-Z0-9._-]{0,39}")
_ORDER = re.compile(r"([0-9]{7}[A-Z])-([1-9][0-9]{0,5})")
_WEIGHT = re.compile(r"[1-9][0-9]{0,6}")
_REFERENCE = re.compile(r"[A-Z0-9][A-Z0-9._/-]{0,39}")

_Reader = Callable[[str, str], Scan]
"""Reads what follows the prefix of a card, and the raw text."""


def interpret(raw: str) -> Scan:
    """What one reading means.

    A symbology identifier decides: `]C1 ]d2 ]Q3 ]e0` are GS1 messages, `]E0 ]E4 ]I1` product codes, any other is
    dropped. Without one, only 20 digits from `00` on are taken for GS1 data, an SSCC; nothing else is guessed. Our own
    codes are read in either case of letters. Punctuation that is no wrong keyboard layout is part of a plain text.
    """
    text = raw.strip(_EDGES)
    if text.endswith(CUT) and len(raw) <= LONGEST:
        return Incomplete(raw)
    if not text or len(raw) > LONGEST or not text.replace(FNC1, "").isprintable():
        return Unreadable(raw)
    if sscc := _SSCC.fullmatch(text):
        return _sscc(sscc[1], raw)
    return _identified(text, raw) if text[0] == "]" else _unidentified(text, raw)


def _identified(text: str, raw: str) -> Scan:
    aim, data = _AIM.match(text), text[3:]
    if aim is None or not data:
        return Unreadable(raw)
    symbology = aim[1]
    if symbology in _GS1_CARRIERS and not _URI.match(data):
        sgtin = _SGTIN.fullmatch(data)
        return _device(sgtin[1], sgtin[2], raw) if sgtin else _elements(element_strings, data, raw)
    if symbology in _RETAIL_LENGTHS and (symbology != "I1" or len(data) == 14):
        return _retail(_RETAIL_LENGTHS[symbology], data, raw)
    return UnknownCode(raw) if symbology[0] == "E" else _unidentified(data, raw)


def _unidentified(text: str, raw: str) -> Scan:
    code = canonical_serial(text)
    head, dash, rest = code.partition("-")
    if dash and head in _CARDS:
        return _CARDS[head](rest, raw)
    if len(code) == 20 and code.startswith("00") and is_digits(code):
        return _sscc(code[2:], raw)
    if _PLAIN.fullmatch(code):
        return _plain(code, raw)
    return _unusual(text, code, raw)


def _unusual(text: str, code: str, raw: str) -> Scan:
    if _URI.match(text):
        return _elements(digital_link, text, raw)
    if garbled_badge(text) or looks_garbled(text):
        return Garbled(raw, garbled_badge(text))
    return _plain(code, raw) if Serial.try_parse(code) else UnknownCode(raw)


def _sscc(digits: str, raw: str) -> Scan:
    sscc = Sscc.try_parse(digits)
    return SsccScan(sscc) if sscc else Unreadable(raw)


def _device(gtin: str, serial: str, raw: str) -> Scan:
    """The usual device label, without the parser of whole GS1 messages: that one is slow to load."""
    item = Gtin.try_parse(gtin)
    return SerialScan(item, Serial.parse(serial)) if item else Unreadable(raw)


def _elements(read: Callable[[str], tuple[ElementString, ...]], data: str, raw: str) -> Scan:
    try:
        elements = read(data)
    except ElementError:
        return Unreadable(raw)
    values = {element.ai: element.value for element in elements}
    match values:
        case {"00": sscc}:
            return SsccScan(Sscc(sscc))
        case {"01": gtin, "21": serial}:
            return SerialScan(Gtin(gtin), Serial.parse(serial))
        case {"01": gtin}:
            return TradeItemScan(Gtin(gtin))
        case _:
            whole = bool(values) and all(map(_LABEL_DATA.fullmatch, values))
            return LabelDataScan(raw) if whole else UnknownCode(raw)


def _retail(lengths: tuple[int, ...], data: str, raw: str) -> Scan:
    """A product symbol; the GS1 message of a composite component behind it is checked and dropped."""
    digits, composite, message = data.partition(_COMPOSITE)
    broken = composite and isinstance(_elements(element_strings, message, raw), Unreadable)
    gtin = Gtin.try_parse(digits) if is_digits(digits) and len(digits) in lengths else None
    return TradeItemScan(gtin) if gtin and not broken else Unreadable(raw)


def _plain(code: str, raw: str) -> PlainScan:
    digits, length = is_digits(code), len(code)
    return PlainScan(
        code,
        raw,
        gtin=Gtin.try_parse(code) if digits and length in (8, 12, 13, 14) else None,
        imei=Imei.try_parse(code) if digits and length == 15 else None,
        mac=Mac.try_parse(code) if length in (12, 14, 17) else None,
    )


def _command(rest: str, raw: str) -> Scan:
    if task := _TASK.fullmatch(rest):
        return TaskScan(task[1].lower())
    command = Command.__members__.get(rest)
    return CommandScan(command) if command else UnknownCode(raw)


def _reason(rest: str, raw: str) -> Scan:
    code = ReasonCode.__members__.get(rest.replace("-", "_"))
    return ReasonScan(code) if code else UnknownCode(raw)


def _badge(rest: str, raw: str) -> Scan:
    badge = rest.partition("/")[0]
    if not _BADGE.fullmatch(badge):
        return UnknownCode(raw)
    return BadgeScan(badge, raw.partition("/")[2].strip(_EDGES))


def _order(rest: str, raw: str) -> Scan:
    order = _ORDER.fullmatch(rest)
    if order is None:
        return UnknownCode(raw)
    try:
        return OrderScan(Uai(order[1]), int(order[2]))
    except WrongCheck as error:
        return InvalidOrder(raw, order[1], error.expected)


def _weight(rest: str, raw: str) -> Scan:
    weight = _WEIGHT.fullmatch(rest.partition("/")[0])
    return WeightScan(int(weight[0])) if weight else UnknownCode(raw)


def _reference(make: Callable[[str], Scan], prefix: str = "") -> _Reader:
    def read(rest: str, raw: str) -> Scan:
        return make(prefix + rest) if _REFERENCE.fullmatch(rest) else UnknownCode(raw)

    return read


_CARDS: dict[str, _Reader] = {
    "CMD": _command,
    "RSN": _reason,
    "OPR": _badge,
    "PRN": _reference(PrinterScan),
    "WGT": _weight,
    "ORD": _order,
    "TRP": _reference(TripScan),
    "DOCK": _reference(DockScan),
    "LOC": _reference(LocationScan),
    "DLN": _reference(DocumentScan, "DLN-"),
    "RMA": _reference(ReturnScan, "RMA-"),
}
