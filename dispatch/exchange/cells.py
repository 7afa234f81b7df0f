"""Cells as values: texts, numbers, dates, yes and no, as French and English spreadsheets write them.

Each function takes a plain text that is not empty and raises Fault for anything that it does not understand for
certain, or Oddity where it does understand but somebody should know.
"""

from __future__ import annotations

import re
from datetime import date

from dispatch.domain.batteries import parse_milliwatt_hours
from dispatch.domain.errors import InputError
from dispatch.domain.identifiers import canonical_serial, is_postal_code
from dispatch.domain.pallet_plan import CartonSize
from dispatch.domain.sites import reached_by_road
from dispatch.exchange.faults import Fault, Oddity

LARGEST = 999_999_999

BREAKS = re.compile(r"[\t\r\n\v\f]+")
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")
SPACE = "[ \u00a0\u2009\u202f]"
WHOLE = re.compile(rf"-?(?:[0-9]+|[0-9]{{1,3}}(?:{SPACE}[0-9]{{3}})+)")
EUROS = re.compile(rf"([0-9]+|[0-9]{{1,3}}(?:{SPACE}[0-9]{{3}})+)(?:[.,]([0-9]{{1,2}}))?(?:{SPACE}?(?:€|EUR))?")
DEGREES = re.compile(r"[+-]?[0-9]{1,3}(?:[.,][0-9]{1,20})?")
ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]00:00(?::00)?)?")
FRENCH_DATE = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
CEDEX = re.compile(r"\bcedex\b", re.IGNORECASE)
PHONE = re.compile(r"(?:\+33|0033|0)([1-9])[0-9]{8}")
SEPARATORS = re.compile(rf"{SPACE}|[.()/-]")
YES = frozenset({"oui", "o", "yes", "y", "vrai", "true", "1"})
NO = frozenset({"non", "n", "no", "faux", "false", "0"})


def plain_text(cell: str) -> str:
    """Any cell on one line and without spaces around it; Fault for characters that no text holds."""
    text = cell.strip()
    if text.isprintable():
        return text
    text = BREAKS.sub(" ", text)
    if CONTROLS.search(text):
        raise Fault("control-character")
    return text


def printable_code(text: str) -> str:
    """A number or name that will stand in a bar code: at most 64 printable ASCII characters, as a scan gives them."""
    if not (text.isascii() and len(text) <= 64):
        raise Fault("not-a-code")
    return canonical_serial(text)


def natural(text: str) -> int:
    """A whole number from 0 up; spaces of any kind may group its thousands."""
    if not WHOLE.fullmatch(text):
        raise Fault("not-whole")
    digits = re.sub(SPACE, "", text)
    if digits.startswith("-"):
        raise Fault("negative")
    if len(digits.lstrip("0")) > len(str(LARGEST)):
        raise Fault("too-large")
    return int(digits)


def positive(text: str) -> int:
    """A whole number from 1 up."""
    if WHOLE.fullmatch(text) and (text.startswith("-") or not text.strip("0")):
        raise Fault("not-positive")
    return natural(text)


def euro_cents(text: str) -> int:
    """Euros with at most two decimals, more than nothing, as whole cents; `12.500` is no twelve thousand."""
    match = EUROS.fullmatch(text)
    if not match:
        raise Fault("euros")
    cents = natural(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))
    if not cents:
        raise Fault("euros")
    return cents


def yes_no(text: str) -> bool:
    """oui/non, yes/no, vrai/faux, true/false, 1/0, in any case."""
    word = text.casefold()
    if word not in YES | NO:
        raise Fault("not-yes-no")
    return word in YES


def iso_date(text: str) -> str:
    """`2027-03-01` from itself or from `01/03/2027`; a year has four digits."""
    if match := ISO_DATE.fullmatch(text):
        year, month, day = map(int, match.groups())
    elif match := FRENCH_DATE.fullmatch(text):
        day, month, year = map(int, match.groups())
    else:
        raise Fault("not-a-date")
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise Fault("not-a-date") from None


def postcode(text: str) -> str:
    """A French postal code, five digits (domain rule 6.2); told where no truck alone gets there (4.2)."""
    digits = re.sub(SPACE, "", text)
    if is_postal_code(digits):
        if not reached_by_road(digits):
            raise Oddity(digits, "beyond-road")
        return digits
    if is_postal_code(f"0{digits}"):
        raise Fault("lost-zero", "E-ASN-05", expected=f"0{digits}")
    raise Fault("postcode")


def place(text: str) -> str:
    """A line of an address; no truck delivers to a CEDEX (domain rule 6.2)."""
    if CEDEX.search(text):
        raise Oddity(text, "cedex")
    return text


def phone(text: str) -> str:
    """A phone number as written; told where it is none of France, or one that nobody at a lycée answers (6.3)."""
    match = PHONE.fullmatch(SEPARATORS.sub("", text.replace("(0)", "")))
    if not match:
        raise Oddity(text, "phone")
    if match[1] == "8":
        raise Oddity(text, "phone-special")
    return text


def latitude(text: str) -> str:
    """Decimal degrees from -90 to 90, as text with a point."""
    return _degrees(text, 90)


def longitude(text: str) -> str:
    """Decimal degrees from -180 to 180, as text with a point."""
    return _degrees(text, 180)


def carton_size(text: str) -> str:
    """`LxWxH` in whole millimetres."""
    try:
        return str(CartonSize.parse(text))
    except InputError:
        raise Fault("carton-size") from None


def milliwatt_hours(text: str) -> int:
    """Watt-hours with at most three decimals, as whole milliwatt-hours."""
    try:
        return parse_milliwatt_hours(text)
    except InputError:
        raise Fault("watt-hours") from None


def _degrees(text: str, limit: int) -> str:
    degrees = text.replace(",", ".")
    if not DEGREES.fullmatch(text) or abs(float(degrees)) > limit:
        raise Fault("not-degrees", limit=limit)
    return degrees
