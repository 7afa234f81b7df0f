"""The three faces every paper embeds (subsets of DejaVu, with œ, €, É and the narrow no-break space).

Importing this module parses the font files (some 60 ms): once per process, whatever thread draws first.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "fonts"
REGULAR, BOLD, MONO = "paper", "paper-bold", "paper-mono"
FILES = {REGULAR: "DejaVuSansCondensed.ttf", BOLD: "DejaVuSansCondensed-Bold.ttf", MONO: "DejaVuSansMono.ttf"}

for _name, _file in FILES.items():
    registerFont(TTFont(_name, str(FOLDER / _file)))


class Style(NamedTuple):
    """A face at a size; lengths in points, grey from 0 (black) to 1 (white)."""

    font: str
    size: float
    leading: float
    grey: float = 0

    @property
    def drop(self) -> float:
        """From the top of a line to its baseline; capitals then stand in the middle of the line."""
        return self.leading / 2 + 0.365 * self.size

    def width(self, text: str) -> float:
        """Width of the text in points."""
        return float(stringWidth(text, self.font, self.size))


GREY = 0.36
TITLE = Style(BOLD, 19, 24)
NUMBER = Style(MONO, 11, 15)
HEADING = Style(BOLD, 11.5, 16)
STRONG = Style(BOLD, 9.5, 12.5)
BODY = Style(REGULAR, 9.5, 12.5)
SMALL = Style(REGULAR, 8, 10.5)
QUIET = Style(REGULAR, 8, 10.5, GREY)
LABEL = Style(REGULAR, 8, 10, GREY)
CODE = Style(MONO, 9, 12.5)
SERIAL = Style(MONO, 8, 10.5)
DIGEST = Style(MONO, 8, 10, GREY)
