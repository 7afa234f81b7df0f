"""GS1 element strings: the (application identifier, value) pairs in the message of a GS1 symbol or Digital Link.

biip knows the identifiers, their formats and dates. What it lets pass is judged here: check digits, data behind a field
that should have ended, empty values, digits of other scripts, contradictions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dispatch.domain.identifiers import gs1_check_digit

if TYPE_CHECKING:
    from biip.gs1_element_strings import GS1ElementString

FNC1 = "\x1d"
"""Group separator: how a scanner transmits the FNC1 between two element strings."""

_PREDEFINED = {
    **dict.fromkeys(("00",), 20),
    **dict.fromkeys(("01", "02", "03"), 16),
    **dict.fromkeys(("11", "12", "13", "14", "15", "16", "17", "18", "19"), 8),
    **dict.fromkeys(("20",), 4),
    **dict.fromkeys(("31", "32", "33", "34", "35", "36"), 10),
    **dict.fromkeys(("41",), 16),
}
"""Whole length of an element string by its first two digits, where it needs no separator (GS1 Gen. Spec. 7.8.5)."""

_CHECKED = {
    **dict.fromkeys(("00", "8017", "8018"), 18),
    **dict.fromkeys(("01", "02", "03", "8003", "8006", "8026"), 14),
    **dict.fromkeys(("253", "255", "410", "411", "412", "413", "414", "415", "416", "417"), 13),
    "402": 17,
}
"""How many leading digits of a value end in a check digit (GS1 Gen. Spec. 3); letter pairs of 8013 are not judged."""

_CHARACTERS = re.compile(r"[!\"%-?A-Z_a-z]+")
"""GS1 AI encodable character set 82."""


class ElementError(ValueError):
    """A GS1 message that is wrong: unknown identifier, format, check digit, length, character, contradiction."""


@dataclass(frozen=True, slots=True)
class ElementString:
    """One application identifier and its value, both verbatim and judged."""

    ai: str
    value: str


def element_strings(message: str) -> tuple[ElementString, ...]:
    """The element strings of a message without its symbology identifier, in order; raises `ElementError`.

    A redundant separator is tolerated (GS1 General Specifications 7.8.6), the same element twice is given once.
    """
    elements = []
    rest = message.lstrip(FNC1)
    while rest:
        text, rest = _split(rest)
        elements.append(_judged(text))
        rest = rest.lstrip(FNC1)
    if not elements:
        raise ElementError("no element string")
    return _consistent(elements)


def digital_link(uri: str) -> tuple[ElementString, ...]:
    """The element strings of a GS1 Digital Link, none where the URI is no such link; raises `ElementError` as above."""
    from biip import ParseError
    from biip.gs1_digital_link_uris import GS1DigitalLinkURI

    try:
        link = GS1DigitalLinkURI.parse(uri)
    except (ParseError, ValueError):
        return ()
    return _consistent(_judged(element.ai.ai + element.value) for element in link.element_strings)


def _split(message: str) -> tuple[str, str]:
    """The first element string and the rest; only a predefined length ends without a separator."""
    if length := _PREDEFINED.get(message[:2]):
        return message[:length], message[length:]
    text, _, rest = message.partition(FNC1)
    return text, rest


def _judged(text: str) -> ElementString:
    if not _CHARACTERS.fullmatch(text):
        raise ElementError(f"characters outside set 82: {text!r}")
    element = _known(text)
    ai, value = element.ai.ai, text.removeprefix(element.ai.ai)
    checked = value[: _CHECKED.get(ai, 0)]
    if not value or (checked and gs1_check_digit(checked[:-1]) != checked[-1]):
        raise ElementError(f"({ai}) {value!r} is empty or fails its check digit")
    return ElementString(ai, value)


def _known(text: str) -> GS1ElementString:
    from biip import ParseConfig, ParseError
    from biip.gs1_element_strings import GS1ElementString

    # biip takes the second date of a harvest period (7007) for a time of day
    config = ParseConfig(gs1_element_strings_verify_date=not text.startswith("7007"))
    try:
        return GS1ElementString.parse(text, config=config)
    except ParseError as error:
        raise ElementError(str(error)) from error


def _consistent(elements: Iterable[ElementString]) -> tuple[ElementString, ...]:
    values: dict[str, ElementString] = {}
    for element in elements:
        if values.setdefault(element.ai, element) != element:
            raise ElementError(f"({element.ai}) twice with different values")
    return tuple(values.values())
