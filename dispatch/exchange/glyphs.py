"""What labels can show: a character without a glyph in their face prints as an empty box, and nobody says so.

Printers draw labels with a font of their own, whose characters we are not told; PDF and PNG, and the measure of every
text, use this face.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache
from pathlib import Path

FACE = Path(__file__).resolve().parents[2] / "resources" / "fonts" / "DejaVuSansCondensed-Bold.ttf"
"""The face of our labels."""
ORDINARY = re.compile("[ -~\u00a0-\u024f\u2010-\u2027\u20ac]*")
"""Latin letters, signs and typographic marks: all drawn, so that hardly any file needs the font to be opened."""


def undrawn(text: str) -> str:
    """The first character of a text that the labels' face has no glyph for; empty where it has them all."""
    if ORDINARY.fullmatch(text):
        return ""
    return next((character for character in text if ord(character) not in _drawn()), "")


@cache
def _drawn() -> Container[int]:
    from reportlab.pdfbase.ttfonts import TTFontFile

    drawn: Container[int] = TTFontFile(str(FACE)).charToGlyph
    return drawn
