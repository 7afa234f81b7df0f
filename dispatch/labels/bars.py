"""Bars of Code 128 symbols for the drawings that need them; printers make their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from barcode.codex import Code128, Gs1_128

from dispatch.domain.errors import InputError
from dispatch.labels.elements import Element, needed_separators

FNC1 = "\xf1"


@lru_cache(maxsize=256)
def gs1_modules(elements: tuple[Element, ...]) -> str:
    """The modules of a GS1-128 symbol, `1` for a bar and `0` for a space, quiet zones left out."""
    data = "".join(
        element.ai + element.value + FNC1 * separator
        for element, separator in zip(elements, needed_separators(elements), strict=True)
    )
    return str(Gs1_128(data).build()[0])


def plain_modules(text: str) -> str:
    """The modules of a plain Code 128 symbol; raises InputError for a text beyond ASCII."""
    if not text.isascii():
        raise InputError(f"Code impossible en code-barres\u00a0: {text}.")
    return str(Code128(text).build()[0])


def runs(modules: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The bars as (first module, how many modules)."""
    at = 0
    for colour, group in groupby(modules):
        length = len(list(group))
        if colour == "1":
            yield at, length
        at += length
