"""Painting text that fits: it shrinks, then wraps, and only then is cut; what was cut is remembered for the tests."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import inf

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPixmap,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

_Shape = tuple[int, float, bool]
"""Of a block that fits: size in px, width at which its lines are broken, and whether each sentence begins one."""
cut_texts: list[str] = []
"""Texts that did not fit their place since the list was last cleared; the gallery test keeps it empty."""

LINE = 1.18
"""Height of a line of a block, in font sizes."""
_SLACK = 0.3
"""Empty part of a line above its capitals and below its descenders, in font sizes."""
JOINER = "\u2060"
"""Nothing to see, and no line breaks here."""
_CODE = re.compile(rf"(?<![\w-])(?=[A-Z0-9{JOINER}-]*\d)[A-Z0-9][A-Z0-9{JOINER}-]{{4,}}(?![\w-])")
_SENTENCE_END = re.compile(r"(?<=[.?!]) +(?=\W?[A-ZÀ-Ü])")
_HALVINGS = 4
_GLYPHS = 64
"""Pixel size up to which Qt keeps painted glyphs; larger ones it would paint as curves each time."""
_MARGIN = 0.25
"""Around the picture of large letters, in font sizes."""
_ENDLESS = 1e5
FITS_KEPT, BLOCKS_KEPT = 512, 256
"""The words of keys, verdicts, counts and prompts come again and again."""
_DIGIT = re.compile(r"\d")
_SEPARATOR = "\u2028"
"""Begins a line within a paragraph."""
_shapes: dict[tuple[object, ...], _Shape] = {}
"""How sentences were fitted: the same one comes again with another number in it."""
_WORDS, _ANYWHERE = QTextOption.WrapMode.WordWrap, QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text as it fits its place: the font, its lines, and their height."""

    font: QFont
    lines: tuple[str, ...]
    line_height: float
    cut: bool = False
    """Did it not fit?"""

    @property
    def height(self) -> float:
        """Height of all lines."""
        return self.line_height * len(self.lines)


def fit(text: str, font: QFont, width: float, lines: int = 1, smallest: int = 0, height: float = inf) -> Fitted:
    """The text in at most so many lines of this width, as large as it can be, from the font's size to `smallest` px.

    Two lines and more are also held to the height. At the smallest size a word wider than the width is broken, where
    there are lines for it.
    """
    fitted = _fitted(text, QFont(font), width, lines, smallest, height)
    if fitted.cut:
        cut_texts.append(text)
    return fitted


@lru_cache(FITS_KEPT)
def _fitted(text: str, font: QFont, width: float, lines: int, smallest: int, height: float) -> Fitted:
    def fits(px: int) -> bool:
        return _fits(wrapped(text, _sized(font, px), width), _sized(font, px), QSizeF(width, height), lines)

    sized = _sized(font, largest(fits, smallest or font.pixelSize(), font.pixelSize()))
    broken = wrapped(text, sized, width)
    if not _fits(broken, sized, QSizeF(width, height), lines):
        broken = wrapped(text, sized, width, _ANYWHERE)
    if not _fits(broken, sized, QSizeF(width, height), lines):
        return _cut(sized, broken, QSizeF(width, height), lines)
    return Fitted(sized, tuple(broken), QFontMetricsF(sized).height())


def largest(fits: Callable[[int], bool], smallest: int, most: int) -> int:
    """The largest size that fits, by halving; the smallest where none does."""
    if fits(most):
        return most
    while smallest < most - 1:
        middle = (smallest + most) // 2
        smallest, most = (middle, most) if fits(middle) else (smallest, middle)
    return min(smallest, most)


def _fits(broken: list[str], font: QFont, box: QSizeF, lines: int) -> bool:
    metrics = QFontMetricsF(font)
    low = len(broken) == 1 or metrics.height() * len(broken) <= box.height() + font.pixelSize() * _SLACK
    return low and len(broken) <= lines and all(metrics.horizontalAdvance(line) <= box.width() for line in broken)


def _sized(font: QFont, px: int) -> QFont:
    sized = QFont(font)
    sized.setPixelSize(px)
    return sized


def _cut(font: QFont, broken: list[str], box: QSizeF, lines: int) -> Fitted:
    line_height = QFontMetricsF(font).height()
    lines = max(1, int(min(lines, (box.height() + font.pixelSize() * _SLACK) / line_height)))
    kept = [*broken[: lines - 1], " ".join(broken[lines - 1 :])]
    return Fitted(font, tuple(elided(line, font, box.width()) for line in kept), line_height, cut=True)


def elided(text: str, font: QFont, width: float) -> str:
    """A text that may end in an ellipsis, because it is read in full elsewhere."""
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)


def wrapped(text: str, font: QFont, width: float, mode: QTextOption.WrapMode = _WORDS) -> list[str]:
    """The lines of a text broken at spaces; by this mode a longer word stays whole, wider than the width."""
    if "\n" not in text and QFontMetricsF(font).horizontalAdvance(text) <= width:
        return [text]
    lines: list[str] = []
    for paragraph in text.split("\n"):
        layout = QTextLayout(paragraph, font)
        for line in _broken(layout, width, mode):
            start = line.textStart()
            lines.append(paragraph[start : start + line.textLength()].strip(" "))
    return lines


def _broken(layout: QTextLayout, width: float, mode: QTextOption.WrapMode) -> list[QTextLine]:
    option = QTextOption()
    option.setWrapMode(mode)
    layout.setTextOption(option)
    lines: list[QTextLine] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines.append(line)
    layout.endLayout()
    return lines


def draw_text(
    painter: QPainter,
    rect: QRectF | QRect,
    text: str,
    *,
    font: QFont,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    lines: int = 1,
    smallest: int = 0,
) -> Fitted:
    """Draw a text fitted into a rectangle with the painter's pen; returns how it fitted."""
    place = QRectF(rect)
    fitted = fit(text, font, place.width(), lines, smallest, place.height())
    painter.setFont(fitted.font)
    y = place.y()
    if align & Qt.AlignmentFlag.AlignVCenter:
        y += (place.height() - fitted.height) / 2
    elif align & Qt.AlignmentFlag.AlignBottom:
        y += place.height() - fitted.height
    horizontal = align & Qt.AlignmentFlag.AlignHorizontal_Mask
    for line in fitted.lines:
        painter.drawText(QRectF(place.x(), y, place.width(), fitted.line_height), horizontal, line)
        y += fitted.line_height
    return fitted


class Block:
    """Lines of text made ready before they are painted, left-aligned, the codes among the words in their own font."""

    def __init__(self, text: str, font: QFont, coded: QTextCharFormat | None = None) -> None:
        self.px = font.pixelSize()
        self.cut = False
        """Is it larger than its box all the same?"""
        self.broken_at = _ENDLESS
        """The width at which its lines are broken."""
        self._font = font
        text = _CODE.sub(lambda code: code.group().replace("-", f"-{JOINER}"), text)
        self._coded = coded
        self._layout = QTextLayout(text, font)
        if coded is not None:
            self._layout.setFormats(_code_formats(text, coded))
        self._lines: list[QTextLine] = []
        self._picture: QPixmap | None = None
        """Large letters once painted, and how."""
        self._painted = 0, 0.0

    def wrap(self, width: float, mode: QTextOption.WrapMode = _WORDS) -> Block:
        """Break the text anew; returns itself."""
        self._lines = _broken(self._layout, width, mode)
        self.broken_at = width
        return self

    @property
    def lines(self) -> int:
        """How many lines the text takes."""
        return len(self._lines)

    @property
    def width(self) -> float:
        """Width of the longest line."""
        return max((line.naturalTextWidth() for line in self._lines), default=0.0)

    @property
    def height(self) -> int:
        """Height of all lines."""
        return self.lines * self._step

    def again(self, text: str) -> Block | None:
        """The same with other figures in it, at the same size and width; None where they take other lines."""
        if _SEPARATOR in self._layout.text():
            text = _SENTENCE_END.sub(_SEPARATOR, text)
        if self._coded is None:
            other = _plain_block(text, self._font, self.broken_at)
        else:
            other = Block(text, self._font, self._coded).wrap(self.broken_at)
        return other if (other.lines, other.width <= self.broken_at) == (self.lines, True) else None

    def reach(self, place: QPointF) -> QRectF:
        """What it may ink with its top left corner here, and what it may with other figures in it."""
        margin, width = self.px * _MARGIN, self.width if self.broken_at == _ENDLESS else self.broken_at
        return QRectF(place, QSizeF(width, self.height)).adjusted(-margin, -margin, margin, margin)

    @property
    def _step(self) -> int:
        return round(self.px * LINE)

    def balanced(self, width: float) -> Block:
        """Make lines of like length, as many as now, so that no word is left alone or split at a hyphen."""
        lines, narrowest = self.lines, width / 2
        if lines == 1:
            return self
        for _ in range(_HALVINGS):
            middle = (narrowest + width) / 2
            narrowest, width = (narrowest, middle) if self._is_good(middle, lines) else (middle, width)
        return self.wrap(width)

    def _is_good(self, width: float, lines: int) -> bool:
        """Does the text take as many lines at this width, and none of them split a word?"""
        self.wrap(width)
        return self.lines == lines and self.width <= width and not self._splits_a_word()

    def _splits_a_word(self) -> bool:
        return any(text.endswith("-") for text in self._texts())

    def _texts(self) -> list[str]:
        text = self._layout.text()
        return [text[line.textStart() : line.textStart() + line.textLength()] for line in self._lines]

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Paint it with the painter's pen, its top left corner here."""
        if self._coded is not None or self.px <= _GLYPHS:
            self.draw_lines(painter, x, y)
            return
        ratio = painter.device().devicePixelRatioF()
        how = painter.pen().color().rgba(), ratio
        if self._picture is None or self._painted != how:
            self._picture, self._painted = self._paint(*how), how
        place = (round((edge - self.px * _MARGIN) * ratio) / ratio for edge in (x, y))
        painter.drawPixmap(QPointF(*place), self._picture)

    def _paint(self, ink: int, ratio: float) -> QPixmap:
        """Its lines on nothing, with a margin for what reaches beyond them."""
        margin = self.px * _MARGIN
        picture = QPixmap((QSizeF(self.width + 2 * margin, self.height + 2 * margin) * ratio).toSize())
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.setPen(QColor.fromRgba(ink))
            self.draw_lines(painter, margin, margin)
        return picture

    def draw_lines(self, painter: QPainter, x: float, y: float) -> None:
        """The same, letter by letter."""
        metrics = QFontMetricsF(self._font)
        baseline = y + metrics.ascent() - (metrics.height() - self._step) / 2
        for line in self._lines:
            line.draw(painter, QPointF(x, baseline - line.ascent()) - line.position())
            baseline += self._step


@lru_cache(BLOCKS_KEPT)
def _plain_block(text: str, font: QFont, width: float) -> Block:
    return Block(text, font).wrap(width)


def likeness(text: str) -> str:
    """What a text has in common with itself at another count."""
    return _DIGIT.sub("0", text)


def block(
    text: str,
    font: QFont,
    box: QSizeF,
    *,
    lines: int,
    readable: int,
    smallest: int,
    codes: QFont | None = None,
) -> Block:
    """The text as large as its box allows, from the font's size down.

    At its full size each sentence begins a line where that fits. Down to `readable` px it has at most so many lines and
    its words stay whole; below, down to `smallest`, it takes as many lines as the box holds and breaks what is longer
    than a line. What still does not fit is remembered as cut.
    """
    made = _made(text, QFont(font), box.width(), box.height(), lines, readable, smallest, codes and QFont(codes))
    if made.cut:
        cut_texts.append(text)
    return made


@lru_cache(BLOCKS_KEPT)
def _made(
    text: str, font: QFont, width: float, height: float, lines: int, readable: int, smallest: int, codes: QFont | None
) -> Block:
    def coded(px: int) -> QTextCharFormat | None:
        return _code_format(_sized(codes, px)) if codes is not None else None

    def whole(px: int, words: str = text, most: int = lines, at: float = width) -> Block | None:
        tried = Block(words, _sized(font, px), coded(px)).wrap(at)
        return tried if tried.lines <= most and tried.width <= at and tried.height <= height else None

    def broken(px: int) -> Block:
        return Block(text, _sized(font, px), coded(px)).wrap(width, _ANYWHERE)

    full, readable = font.pixelSize(), min(readable, font.pixelSize())
    by_sentence = _SENTENCE_END.sub(_SEPARATOR, text) if lines > 1 else text
    alike = likeness(text), font, width, height, lines, readable, codes
    if (shape := _shapes.get(alike)) and (found := whole(shape[0], by_sentence if shape[2] else text, at=shape[1])):
        return found
    found = whole(full, by_sentence) if by_sentence != text else None
    by_sentences = found is not None
    if found is None:
        found = whole(full) or whole(largest(lambda px: whole(px) is not None, readable, max(readable, full - 1)))
        found = found and found.balanced(width)
    if found is not None:
        if len(_shapes) >= BLOCKS_KEPT:
            _shapes.clear()
        _shapes[alike] = found.px, found.broken_at, by_sentences
        return found
    shown = broken(largest(lambda px: broken(px).height <= height, smallest, readable))
    if found := whole(shown.px, most=shown.lines):
        return found.balanced(width)
    shown.cut = shown.height > height
    return shown


def _code_format(font: QFont) -> QTextCharFormat:
    coded = QTextCharFormat()
    coded.setFont(font)
    return coded


def _code_formats(text: str, coded: QTextCharFormat) -> list[QTextLayout.FormatRange]:
    formats = []
    for found in _CODE.finditer(text):
        part = QTextLayout.FormatRange()
        part.start, part.length, part.format = found.start(), len(found.group()), coded
        formats.append(part)
    return formats
