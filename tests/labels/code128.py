"""How wide a Code 128 symbol is, from the tables of ISO/IEC 15417: nothing here is the program's own arithmetic."""

from __future__ import annotations

from functools import cache

from barcode.codex import Gs1_128

CODEWORD = 11
"""Modules of every character of a symbol."""
STOP = 13
FNC1 = "\x1d"


def narrowest(data: str) -> int:
    """Modules of the narrowest GS1-128 symbol of these data: start, FNC1, data, check character, stop."""
    return CODEWORD * (1 + 1 + min(_codewords(data, start) for start in "ABC") + 1) + STOP


@cache
def _codewords(data: str, code_set: str) -> int:
    """Fewest characters for the data in this code set, changes of set included."""
    if not data:
        return 0
    ways = [1 + _after(data, other) for other in "ABC" if other != code_set]
    return min(*ways, _after(data, code_set))


def _after(data: str, code_set: str) -> int:
    """The next character is taken in this code set; then as cheaply as can be."""
    if data[0] == FNC1:
        return 1 + _codewords(data[1:], code_set)
    if code_set == "C":
        return 1 + _codewords(data[2:], "C") if len(data) > 1 and data[:2].isdecimal() else 10_000
    low = 0x00 if code_set == "A" else 0x20
    high = 0x5F if code_set == "A" else 0x7F
    return 1 + _codewords(data[1:], code_set) if low <= ord(data[0]) <= high else 10_000


def widest(data: str) -> int:
    """Modules of the symbol as another library makes it, or the narrowest, whichever takes more room."""
    return max(narrowest(data), len(Gs1_128(data.replace(FNC1, "\xf1")).build()[0]))
