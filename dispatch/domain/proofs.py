"""Proofs: what a printer is asked to print at its commissioning, so that a ruler, an eye and a scanner can judge it."""

from __future__ import annotations

import re
from dataclasses import dataclass

INTERNAL_AI = "91"
"""GS1 application identifier for a company's own use: a proof is no unit, no product and no order."""

_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_LONGEST_NUMBER = 99_999


@dataclass(frozen=True, slots=True)
class Proof:
    """One test print: which printer, how it was set, and the number that tells it from those before.

    ValueError for a number outside 0 to 99,999.
    """

    printer: str
    dpi: int
    media: str
    """Width x height in millimetres, `A4` for a paper."""
    number: int

    def __post_init__(self) -> None:
        if not 0 <= self.number <= _LONGEST_NUMBER:
            raise ValueError(f"no number of a proof: {self.number}")

    @property
    def code(self) -> str:
        """What its symbol holds behind the application identifier: eight digits, resolution and number."""
        return f"{self.dpi:03}{self.number:05}"

    def is_read_by(self, raw: str) -> bool:
        """Is this reading, with or without symbology identifier, that of the proof's symbol?"""
        text = raw.strip()
        found = _AIM.match(text)
        return (text[found.end() :] if found else text) == INTERNAL_AI + self.code
