"""Painting text that fits: it shrinks, then wraps, and only then is cut; what was cut is remembered for the tests."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

cut_texts: list[str] = []
"""Texts that did not fit their place since the list was last cleared; the gallery test keeps it empty."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text as it fits its place: the font, its lines, and their height."""

    font: QFont
    lines: tuple[str, ...]
    line_height: float

    @property
    def height(self) -> float:
        """Height of all lines."""
        return self.line_height * len(self.lines)


def fit(text: str, font: QFont, width: float, lines: int = 1, smallest: int = 0) -> Fitted:
    """The text in at most so many lines of this width, as large as it can be, from the font's size to `smallest` px."""
    size = font.pixelSize()
    while True:
        sized = QFont(font)
        sized.setPixelSize(size)
        broken = wrapped(text, sized, width)
        if len(broken) <= lines and all(QFontMetricsF(sized).horizontalAdvance(line) <= width for line in broken):
            return Fitted(sized, tuple(broken), QFontMetricsF(sized).height())
        if size <= (smallest or font.pixelSize()):
            return _cut(text, sized, broken, width, lines)
        size -= 1


def _cut(text: str, font: QFont, broken: list[str], width: float, lines: int) -> Fitted:
    cut_texts.append(text)
    metrics = QFontMetricsF(font)
    kept = [*broken[: lines - 1], " ".join(broken[lines - 1 :])]
    shown = tuple(metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in kept)
    return Fitted(font, shown, metrics.height())


def wrapped(text: str, font: QFont, width: float) -> list[str]:
    """The lines of a text broken at spaces; a longer word stays whole, wider than the width."""
    if "\n" not in text and QFontMetricsF(font).horizontalAdvance(text) <= width:
        return [text]
    lines: list[str] = []
    for paragraph in text.split("\n"):
        layout = QTextLayout(paragraph, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            start = line.textStart()
            lines.append(paragraph[start : start + line.textLength()].strip(" "))
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
    fitted = fit(text, font, place.width(), lines, smallest)
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
