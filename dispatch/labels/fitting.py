"""Fitting texts into boxes: measured, made smaller, wrapped; never cut.

Widths are those of the face that PDF and PNG are drawn with, DejaVu Sans Condensed Bold. Printers' own font 0 (a bold
condensed Helvetica) is narrower at the same height: a digit takes 0.55 of the height, widened as we ask for it, against
0.63 here. Where it is wider its width counts, so that what fits by this measure fits on every printer too.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from PIL import ImageFont

from dispatch.domain.errors import InputError

FACE = Path(__file__).resolve().parents[2] / "resources" / "fonts" / "DejaVuSansCondensed-Bold.ttf"
"""The one face of our labels."""

CAPITAL = 0.729
"""Height of capitals and digits, in font sizes."""
ASCENT = 0.94
"""From the top of an accented capital to the baseline, in font sizes."""
PITCH = 1.18
"""From line to line, in font sizes."""

_UNITS = 2048
_STEP = 0.94
_WHOLE_WORDS = 3.0
"""Font size in mm at which a word that is still too wide is broken."""
_SMALLEST = 1.5
"""Font size in mm; printers do not draw font 0 below ten dots (1.25 mm at 203 dpi)."""

_FONT_0 = {"-": 0.88, "–": 0.55, ".": 0.37, ",": 0.37, "·": 0.37, "\u2009": 0.31, "\u202f": 0.31}
"""Widths of font 0, in font sizes, of what it draws wider than our face: its hyphen is a dash, its blank is one."""

_WORD = re.compile(r" +|[^ ]+ *")
_CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)])


class Fitted(NamedTuple):
    """Lines that together hold a text whole, at one font size in mm."""

    size: float
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        """Of all lines, in mm."""
        return len(self.lines) * self.size * PITCH


class _Advances(dict[str, float]):
    """Width of each character in font sizes, measured when first met."""

    def __missing__(self, character: str) -> float:
        self[character] = width = max(_font().getlength(character) / _UNITS, _FONT_0.get(character, 0.0))
        return width


@lru_cache(maxsize=1)
def _font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FACE, _UNITS, layout_engine=ImageFont.Layout.BASIC)


_advance = _Advances().__getitem__


def width_of(text: str) -> float:
    """Width of a text in font sizes."""
    return sum(map(_advance, text))


def printable(text: str) -> str:
    """The text less control characters, which no printer may see."""
    return text if text.isprintable() else text.translate(_CONTROLS)


class _Word(NamedTuple):
    text: str
    """With the spaces that follow it."""
    visible: float
    advance: float


def fit(paragraphs: tuple[str, ...], width: float, height: float, size: float) -> Fitted:
    """The largest setting of the paragraphs in a box of that width and height (mm), at most `size` mm large.

    The lines of a paragraph, put together, are that paragraph less control characters; an empty one takes no line.
    Raises InputError where the text could only be set too small to be read.
    """
    texts = [printable(paragraph) for paragraph in paragraphs]
    size = min(size, height / PITCH)
    if len(texts) == 1 and width_of(texts[0]) * size <= width:
        return Fitted(size, (texts[0],) if texts[0] else ())
    measured = [_words(text) for text in texts]
    size = _largest([word for words in measured for word in words], width, height, size)
    while size >= _SMALLEST:
        lines = [line for words in measured for line in _wrap(words, width / size)]
        if len(lines) * PITCH * size <= height:
            return Fitted(size, tuple(lines))
        size *= _STEP
    raise InputError(f"Texte trop long pour une étiquette\u00a0: {paragraphs[0][:40]}…")


def _largest(words: list[_Word], width: float, height: float, size: float) -> float:
    """No larger size can fit: the widest word on one line, where it need not be broken, and all words by their area."""
    widest = max((word.visible for word in words), default=0.0)
    area = PITCH * sum(word.visible for word in words)
    if not area:
        return size
    if widest * min(size, _WHOLE_WORDS) > width:
        widest = max(_advance(character) for word in words for character in word.text)
    return min(size, width / widest, sqrt(width * height / area))


def _words(text: str) -> list[_Word]:
    return [_Word(word, width_of(word.rstrip(" ")), width_of(word)) for word in _WORD.findall(text)]


def _wrap(words: list[_Word], limit: float) -> list[str]:
    """Lines at most `limit` font sizes wide; a word is broken only where it alone is wider."""
    lines: list[str] = []
    line, used = "", 0.0
    for word in words:
        if line and used + word.visible > limit:
            lines.append(line)
            line, used = "", 0.0
        text = word.text
        if word.visible > limit:
            *whole, text = _pieces(text, limit)
            lines += whole
        line += text
        used += word.advance if text == word.text else width_of(text)
    return [*lines, line] if line else lines


def _pieces(word: str, limit: float) -> list[str]:
    """Broken after a hyphen where there is one."""
    pieces, used = [""], 0.0
    for character in word:
        if used + _advance(character) > limit and pieces[-1] and character != " ":
            head, hyphen, tail = pieces[-1].rpartition("-")
            if not hyphen or width_of(tail) + _advance(character) > limit:
                head, hyphen, tail = pieces[-1], "", ""
            pieces[-1:] = [head + hyphen, tail]
            used = width_of(tail)
        pieces[-1] += character
        used += _advance(character)
    return pieces
