"""What lies where on a label, in dots, computed from its ZPL: bars, quiet zones, texts and lines.

Texts are as wide as font 0 draws them: a bold condensed Helvetica, measured at a renderer that is not ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple
from unicodedata import normalize

from tests.labels.code128 import widest
from tests.labels.reading import commands, fields

FONT_0 = {
    0.25: "'| ",
    0.28: "/:;IfijltîïÎ’‘{}",
    0.33: '!"(),.[]`r·',
    0.40: "z°²",
    0.44: "Jcksvxyç",
    0.50: "#$*+0123456789<=>?EFLTZ_abdeghnopquéèêëàâäùûüôöÉÈÊ«»“”–€",
    0.56: "ABCKPSVXYÀÂÇ",
    0.61: "DGHNOQRUÔ",
    0.67: "&w",
    0.72: "œæ",
    0.78: "Mm",
    0.83: "-%@WŒ",
}
"""Width of each character, in widths of `^A0`."""
WIDTHS = {character: width for width, characters in FONT_0.items() for character in characters}
WIDEST = 1.0
CAPITAL = 0.7
"""Height of digits and capitals of font 0 in font heights, at least."""
ASCENT, ACCENTED, DESCENT = 0.77, 0.96, 0.2
"""What texts reach above the baseline, without and with accents on capitals, and some letters below it."""
DESCENDING = re.compile(r"[gjpqyç,;()\[\]{}|Q_]")
QUIET = 10
"""Modules left and right of a symbol."""


class Rect(NamedTuple):
    """An upright rectangle in dots: right and bottom lie outside."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Rect) -> bool:
        return max(self.left, other.left) < min(self.right, other.right) and max(self.top, other.top) < min(
            self.bottom, other.bottom
        )


@dataclass(frozen=True)
class DrawnText:
    """A text field."""

    text: str
    place: Rect
    """From its top down to the baseline."""
    height: float
    """Of digits and capitals, in dots."""
    baseline: int
    white: bool

    @property
    def whole(self) -> Rect:
        """With what hangs below the baseline."""
        depth = self.height / CAPITAL * DESCENT if DESCENDING.search(self.text) else 0
        return self.place._replace(bottom=self.baseline + depth)


@dataclass(frozen=True)
class DrawnSymbol:
    """A GS1-128 symbol."""

    data: str
    """FNC1 between element strings as GS."""
    elements: tuple[tuple[str, str], ...]
    bars: Rect
    module: int

    @property
    def with_quiet_zones(self) -> Rect:
        quiet = QUIET * self.module
        return self.bars._replace(left=self.bars.left - quiet, right=self.bars.right + quiet)


@dataclass(frozen=True)
class Drawing:
    """Everything that one label asks a printer to draw."""

    width: int
    height: int
    texts: tuple[DrawnText, ...]
    symbols: tuple[DrawnSymbol, ...]
    """From the top down."""
    lines: tuple[Rect, ...]
    """Rules and black boxes."""

    def text(self, words: str) -> DrawnText:
        [found] = [text for text in self.texts if text.text == words]
        return found


def drawing(zpl: bytes) -> Drawing:
    """The drawing of one label."""
    settings = {command.name: command.data for command in commands(zpl)}
    module = int(settings["^BY"].split(",")[0])
    texts, symbols, lines = [], [], []
    for field in fields(zpl):
        x, y = field.position
        if "^GB" in field.commands:
            width, height, thick = map(int, field.commands["^GB"].split(","))
            assert thick == min(width, height), "a line or a filled box"
            lines.append(Rect(x, y, x + width, y + height))
        elif "^A0" in field.commands:
            texts.append(_text(field.data or "", x, y, field.commands["^A0"], white="^FR" in field.commands))
        else:
            symbols.append(_symbol(field.data or "", x, y, field.commands["^BC"], module))
    symbols.sort(key=lambda symbol: symbol.bars.top)
    return Drawing(int(settings["^PW"]), int(settings["^LL"]), tuple(texts), tuple(symbols), tuple(lines))


def _text(text: str, x: int, y: int, font: str, *, white: bool) -> DrawnText:
    orientation, height, width = font.split(",")
    assert orientation == "N"
    long = sum(WIDTHS.get(character, WIDEST) for character in text.rstrip(" ")) * int(width)
    accented = any(character.isupper() and len(normalize("NFD", character)) > 1 for character in text)
    top = y - (ACCENTED if accented else ASCENT) * int(height)
    return DrawnText(text, Rect(x, top, x + long, y), CAPITAL * int(height), y, white)


def _symbol(data: str, x: int, y: int, code: str, module: int) -> DrawnSymbol:
    orientation, height, *flags = code.split(",")
    assert (orientation, flags) == ("N", ["N", "N", "N", "D"]), "upright bars, text of our own, mode D"
    elements = tuple(re.findall(r"\((\d{2,4})\)([^(>]+)", data))
    encoded = re.sub(r"\(\d{2,4}\)", lambda ai: ai[0][1:-1], data).replace(">8", "\x1d")
    bars = Rect(x, y, x + widest(encoded) * module, y + int(height))
    return DrawnSymbol(encoded, elements, bars, module)


def collisions(drawn: Drawing) -> list[tuple[object, object]]:
    """Pairs of things that touch where they may not: symbols with their quiet zones, texts, lines."""
    symbols = [(symbol, symbol.with_quiet_zones) for symbol in drawn.symbols]
    texts = [(text, text.whole) for text in drawn.texts if not text.white]
    lines = [(line, line) for line in drawn.lines]
    things: list[tuple[object, Rect]] = [*symbols, *texts, *lines]
    rules = set(drawn.lines)
    return [
        (one, other)
        for (one, first), (other, second) in combinations(things, 2)
        if first.meets(second) and not (one in rules and other in rules)
    ]
