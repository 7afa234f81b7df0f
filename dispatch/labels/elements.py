"""GS1 element strings of a label: which go into symbols, and how they are written for people and for encoders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from dispatch.domain.logistic_label import LogisticLabel

CONTENT_AI = "02"
SHIPMENT_AI = "402"
GROSS_WEIGHT_AIS = ("3303", "3302")
"""The last digit tells how many of six are decimals."""
_IN_SYMBOL = (CONTENT_AI, *GROSS_WEIGHT_AIS, "37", SHIPMENT_AI, "420", "400")
"""Order inside a symbol: predefined lengths first, so that fewer separators are needed (domain rule 1.3)."""
_PREDEFINED = ("00", CONTENT_AI, *GROSS_WEIGHT_AIS)
"""(402) is as long as ever but not among them: a separator follows it."""
_SAFE = re.compile(r"[A-Za-z0-9./_-]{1,30}")
"""Values that every encoder takes as they are; brackets, spaces and `>` mean something to printers."""

_MAX_CHARACTERS = 48
_FRAME = 46
"""Modules of start, FNC1, check character and stop."""


class Element(NamedTuple):
    """One application identifier with its value."""

    ai: str
    value: str


def needed_separators(elements: Sequence[Element]) -> list[bool]:
    """For each element, whether a separator (FNC1) follows it: after variable lengths, save at the end."""
    return [element.ai not in _PREDEFINED for element in elements[:-1]] + [False]


def human_readable(elements: Sequence[Element]) -> str:
    """Human readable interpretation: identifiers in brackets, data in full."""
    return " ".join(f"({element.ai}) {element.value}" for element in elements)


def second_symbol(label: LogisticLabel, max_modules: float) -> tuple[Element, ...]:
    """What the symbol above the SSCC holds: as much as fits in that many modules (quiet zones not counted).

    In order of use: content and gross weight (only with `content`: nothing else may tell what is inside), postcode,
    shipment, order number.
    """
    grams = label.gross_weight_g if label.content else None
    return _chosen(label.content, grams, label.postcode, label.shipment, label.order_no, max_modules)


@lru_cache(maxsize=1024)
def _chosen(
    content: tuple[str, int] | None,
    grams: int | None,
    postcode: str,
    shipment: str | None,
    order_no: str,
    max_modules: float,
) -> tuple[Element, ...]:
    chosen: tuple[Element, ...] = ()
    for group in _candidates(content, grams, postcode, shipment, order_no):
        wider = tuple(sorted((*chosen, *group), key=_rank))
        if modules_at_most(wider) <= max_modules and _characters(wider) <= _MAX_CHARACTERS:
            chosen = wider
    return chosen


def _rank(element: Element) -> int:
    return _IN_SYMBOL.index(element.ai)


def _candidates(
    content: tuple[str, int] | None, grams: int | None, postcode: str, shipment: str | None, order_no: str
) -> Iterator[tuple[Element, ...]]:
    if content:
        gtin, count = content
        yield Element(CONTENT_AI, gtin), Element("37", str(count))
    if grams:
        yield (_gross_weight(grams),)
    if _SAFE.fullmatch(postcode) and len(postcode) <= 20:
        yield (Element("420", postcode),)
    if shipment:
        yield (Element(SHIPMENT_AI, shipment),)
    if _SAFE.fullmatch(order_no):
        yield (Element("400", order_no),)


def _gross_weight(grams: int) -> Element:
    """(330n): kilograms in six digits, n of them decimals; whole grams below a tonne, else rounded to ten grams."""
    return Element("3303", f"{grams:06d}") if grams < 1_000_000 else Element("3302", f"{(grams + 5) // 10:06d}")


def _characters(elements: Sequence[Element]) -> int:
    return sum(len(element.ai) + len(element.value) for element in elements) + sum(needed_separators(elements))


def modules_at_most(elements: Sequence[Element]) -> int:
    """Upper bound of the symbol's modules, quiet zones not counted, whichever encoder draws it.

    Exact where every element has an even number of digits: then all is code set C.
    """
    codewords = 0
    for element, separator in zip(elements, needed_separators(elements), strict=True):
        data = element.ai + element.value
        if not data.isdecimal():
            codewords += 1 + len(data) + 2 * separator
        elif len(data) % 2:
            codewords += 2 + len(data) // 2 + 2 * separator
        else:
            codewords += len(data) // 2 + separator
    return _FRAME + 11 * codewords
