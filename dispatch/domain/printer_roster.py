"""The printers of a station by role: one of each prints, the others are spares, and a card chooses (contract 5)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_CODE = 20
"""Characters on a card behind `PRN-`; with more of them the bars of a card would be too fine for some scanners."""
_GAP = re.compile(r"[^A-Z0-9]+")


@dataclass(frozen=True, slots=True)
class RosterPrinter:
    """A configured printer and the code of its card, without `PRN-`."""

    name: str
    role: str
    code: str

    @property
    def card(self) -> str:
        """What its card says (contract 2)."""
        return f"PRN-{self.code}"


@dataclass(frozen=True, slots=True)
class PrinterAway:
    """The printer that takes the jobs of a role is known not to be ready."""

    condition: str
    """As last measured: a `PrinterCondition` in words of the program."""
    spare: str = ""
    """Name of another printer of the role that is known to be ready; empty where there is none."""


@dataclass(frozen=True, slots=True)
class PrinterRoster:
    """Every configured printer, in the order of the settings; no two of them share a code."""

    printers: tuple[RosterPrinter, ...] = ()

    @classmethod
    def of(cls, printers: Iterable[tuple[str, str]]) -> PrinterRoster:
        """The roster of these names and roles; a code that is taken already gets a number."""
        listed: dict[str, RosterPrinter] = {}
        for name, role in printers:
            code = _free(_code(name), listed)
            listed[code] = RosterPrinter(name, role, code)
        return cls(tuple(listed.values()))

    def by_code(self, code: str) -> RosterPrinter | None:
        """The printer whose card has this code."""
        return next((printer for printer in self.printers if printer.code == code), None)

    def of_role(self, role: str) -> tuple[RosterPrinter, ...]:
        """The printers of a role."""
        return tuple(printer for printer in self.printers if printer.role == role)

    def active(self, role: str, chosen: str) -> RosterPrinter | None:
        """The printer that takes the jobs of a role: the chosen one where it is still configured, else the first."""
        printers = self.of_role(role)
        return next((p for p in printers if p.name == chosen), printers[0] if printers else None)


def _code(name: str) -> str:
    """A name in capitals and digits: accents go, anything else becomes one hyphen."""
    letters = unicodedata.normalize("NFKD", name.upper())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _GAP.sub("-", bare).strip("-")[:LONGEST_CODE].strip("-") or "IMPRIMANTE"


def _free(code: str, taken: Iterable[str]) -> str:
    number, free, taken = 1, code, set(taken)
    while free in taken:
        number += 1
        free = f"{code[: LONGEST_CODE - len(str(number)) - 1]}-{number}"
    return free
