"""Columns of large files, read as a whole.

A proof takes a column that stands there in canonical form, or nearly, and returns it so; it returns None as soon as one
cell needs a closer look. What a proof returns is what the cell's own parser returns, only sooner (a law in the tests).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dispatch.exchange.cells import plain_text
from dispatch.exchange.faults import Fault, Oddity
from dispatch.exchange.reading import Reading

Proof = Callable[[Sequence[str]], Sequence[str] | None]

SERIAL_LENGTHS = frozenset(range(1, 65))
IMEI_LENGTHS = frozenset({0, 15})
MAC_LENGTHS = frozenset({0, 12})
PAIRED_LENGTHS = frozenset({0, 17})
NO_MAC = frozenset({"0" * 12, "F" * 12})

DIGITS = b"0123456789"
HEXADECIMAL = DIGITS + b"ABCDEF"
ONCE = bytes.maketrans(DIGITS, bytes(range(10)))
DOUBLED = bytes.maketrans(DIGITS, bytes([0, 2, 4, 6, 8, 1, 3, 5, 7, 9]))
TENS = bytes(range(0, 256, 10))


class DistinctColumn(dict[str, str]):
    """A column of few different cells, each parsed once: the value of each cell, empty for one that was refused."""

    def __init__(self, reading: Reading, name: str, parse: Callable[[str], str]) -> None:
        super().__init__()
        self._reading = reading
        self._name = name
        self._parse = parse
        self._faults: dict[str, Fault] = {}

    def __missing__(self, cell: str) -> str:
        try:
            value = self._value(cell)
        except Oddity as oddity:
            value, self._faults[cell] = oddity.value, oddity
        except Fault as fault:
            value, self._faults[cell] = "", fault
        self[cell] = value
        return value

    def _value(self, cell: str) -> str:
        if text := plain_text(cell):
            return self._parse(text)
        if self._name in self._reading.filled:
            raise Fault("empty-cell")
        return ""

    def read(self, lines: Sequence[int], cells: Sequence[str]) -> Sequence[str]:
        """The values of these cells; each fault is told at each line where it stands."""
        values = [self[cells[0]]] * len(cells) if is_constant(cells) else [*map(self.__getitem__, cells)]
        if self._faults:
            for line, cell in zip(lines, cells, strict=True):
                if fault := self._faults.get(cell):
                    self._reading.tell(fault, line, self._name, cell)
        return values


class ProvedColumn:
    """A column of ever different cells: proved as a whole, or else read cell by cell."""

    def __init__(self, reading: Reading, name: str, parse: Callable[[str], str], proof: Proof) -> None:
        self._reading = reading
        self._name = name
        self._parse = parse
        self._proof = proof

    def read(self, lines: Sequence[int], cells: Sequence[str]) -> Sequence[str]:
        """The values of these cells; faults are told."""
        plain = [*map(str, cells)] if self._reading.table.has_numbers else cells
        values = self._proof(plain)
        if values is not None:
            return values
        return DistinctColumn(self._reading, self._name, self._parse).read(lines, plain)


def is_constant(cells: Sequence[str]) -> bool:
    """Do all cells hold the same?"""
    return cells.count(cells[0]) == len(cells)


def proved_serials(cells: Sequence[str]) -> Sequence[str] | None:
    """Serials of printable ASCII without spaces or small letters, none missing."""
    text = "".join(cells)
    if not (text.isascii() and text.isprintable() and text.upper() == text) or " " in text:
        return None
    return cells if SERIAL_LENGTHS.issuperset(map(len, cells)) else None


def proved_imeis(cells: Sequence[str]) -> Sequence[str] | None:
    """IMEI of 15 digits whose check digits hold; some may be missing."""
    text = "".join(cells)
    if not (text.isascii() and IMEI_LENGTHS.issuperset(map(len, cells))):
        return None
    digits = text.encode()
    return cells if not digits or (digits.isdigit() and _luhn_holds(digits, max(IMEI_LENGTHS))) else None


def proved_macs(cells: Sequence[str]) -> Sequence[str] | None:
    """MAC addresses of 12 hexadecimal digits in capitals, bare or in pairs with colons; some may be missing."""
    if PAIRED_LENGTHS.issuperset(map(len, cells)):
        text = "".join(cells)
        if any(text[place::17].count(":") * 17 != len(text) for place in range(2, 17, 3)):
            return None
        cells = "\n".join(cells).replace(":", "").split("\n")
    elif not MAC_LENGTHS.issuperset(map(len, cells)):
        return None
    text = "".join(cells)
    if len(text) != 12 * sum(map(bool, cells)) or not text.isascii() or text.encode().translate(None, HEXADECIMAL):
        return None
    return cells if NO_MAC.isdisjoint(cells) else None


def _luhn_holds(digits: bytes, width: int) -> bool:
    """Does Luhn's check hold for each number of `width` digits in a row? All are summed at once, a byte for each."""
    weighted = (digits[place::width].translate(ONCE if (width - place) % 2 else DOUBLED) for place in range(width))
    sums = sum(int.from_bytes(column, "big") for column in weighted)
    return not sums.to_bytes(len(digits) // width, "big").strip(TENS)
