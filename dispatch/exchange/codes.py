"""Cells as identifiers, and what a spreadsheet makes of identifiers (E-ASN-05)."""

from __future__ import annotations

import re
from collections.abc import Callable, Container

from dispatch.domain.identifiers import (
    Gtin,
    Identifier,
    Imei,
    InvalidIdentifier,
    Mac,
    Serial,
    Siren,
    Sscc,
    Uai,
    WrongCheck,
    is_digits,
    luhn_ok,
)
from dispatch.exchange.blocks import NumberText
from dispatch.exchange.cells import printable_code
from dispatch.exchange.faults import Fault, Oddity

DAMAGE = "E-ASN-05"
LONG_NUMBER = 12
"""A spreadsheet shows a number of so many digits in scientific notation, and saves it so."""

DAY = "(?:0?[1-9]|[12][0-9]|3[01])"
MONTH = "(?:janv?|f[ée]vr?|feb|mars?|avr|apr|mai|may|jui?n|juil|jul|ao[ûu]t|aug|sept?|oct|nov|d[ée]c)"
DATES = (
    rf"{DAY}[/.-]{DAY}[/.-](?:[0-9]{{2}}|[0-9]{{4}})",
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9:]+)?",
    rf"{DAY}-{MONTH}\.?(?:-[0-9]{{2,4}})?",
    rf"{MONTH}\.?-[0-9]{{2,4}}",
)
SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]{1,3}", re.IGNORECASE)
DATE = re.compile("|".join(DATES), re.IGNORECASE)
UNDAMAGED = re.compile(rf"[0-9A-Z]*|(?!(?:{SCIENTIFIC.pattern}|{DATE.pattern})\Z).*", re.IGNORECASE | re.DOTALL)
"""Matches what `damage` finds nothing against, in one go."""


def damage(cell: str) -> Fault | None:
    """The fault of an identifier that a spreadsheet took for a number or a date, if it did."""
    if SCIENTIFIC.fullmatch(cell) or is_long_number(cell):
        return Fault("spreadsheet-number", DAMAGE)
    if DATE.fullmatch(cell):
        return Fault("spreadsheet-date", DAMAGE)
    return None


def is_long_number(cell: str) -> bool:
    """Did a workbook hold this as a number that may have lost digits?"""
    return isinstance(cell, NumberText) and len(cell) >= LONG_NUMBER


def identifier(kind: type[Identifier], code: str, rule: str | None = None) -> Callable[[str], str]:
    """How cells of one kind are read; faults are `<code>-form` and `<code>-check`."""

    def parse(text: str) -> str:
        try:
            return kind.parse(text).value
        except WrongCheck as error:
            raise Fault(f"{code}-check", rule, expected=error.expected, found=error.found) from None
        except InvalidIdentifier:
            raise Fault(f"{code}-form", rule) from None

    return parse


def undamaged(parse: Callable[[str], str]) -> Callable[[str], str]:
    """The same, after a look for what a spreadsheet does."""

    def parse_undamaged(text: str) -> str:
        if fault := damage(text):
            raise fault
        return parse(text)

    return parse_undamaged


gtin = undamaged(identifier(Gtin, "gtin"))
mac = undamaged(identifier(Mac, "mac"))
siren = identifier(Siren, "siren")
_serial = identifier(Serial, "serial")
_imei = undamaged(identifier(Imei, "imei"))
_sscc = identifier(Sscc, "sscc")
_uai = identifier(Uai, "uai", "E-CMD-06")


def uai(text: str) -> str:
    """A UAI; one whose leading zero a spreadsheet dropped is mended, and that is told (domain rule 6.1)."""
    if restored := Uai.restored(text):
        raise Oddity(restored.value, "uai-restored", "E-CMD-06", restored=restored.value)
    return _uai(text)


def uai_among(sites: Container[str]) -> Callable[[str], str]:
    """How a UAI is read that must be one of these sites."""

    def parse(text: str) -> str:
        oddity: Oddity | None = None
        try:
            code = uai(text)
        except Oddity as odd:
            code, oddity = odd.value, odd
        if code not in sites:
            raise Fault("unknown-site", "E-CMD-06", uai=code)
        if oddity:
            raise oddity
        return code

    return parse


def serial(text: str) -> str:
    """A canonical serial number; `damage` judges it together with its item, but no serial holds a month's accents."""
    if not text.isascii() and (fault := damage(text)):
        raise fault
    return _serial(text)


def imei(text: str) -> str:
    """An IMEI; one that lost its leading zeros is told apart from any other mistake."""
    padded = text.rjust(15, "0")
    if len(text) < 15 and luhn_ok(padded):
        raise Fault("lost-zero", DAMAGE, expected=padded)
    return _imei(text)


@undamaged
def carton(text: str) -> str:
    """A maker's carton number as a scan gives it; an SSCC in any of its marked forms as its 18 digits."""
    bare = "".join(text.split()).removeprefix("]C1")
    if bare.startswith("(00)") or (len(bare) == 20 and is_digits(bare) and bare.startswith("00")):
        return _sscc(bare)
    return printable_code(text)
