"""The history strip: the last scans as a record, newest on top; rows are replaced, not slid."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dispatch.services.messages import NO_BREAK_SPACE
from ui.widgets.painting import draw_text, elided
from ui.widgets.shapes import draw_rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.look.look import Look

_SSCC = re.compile(r"(?:\]C1)?(?:00)?(\d{17})(\d)")
_LONGEST_CODE = 14
"""A longer code is shown by its end, which tells it from its neighbours."""
_LEAST_ROW = 0.84
"""How much of its height a row can do without."""


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One scan: local time, tone of its verdict, the code as scanned, what came of it."""

    time: str
    tone: str
    code: str
    words: str


def short_code(code: str) -> str:
    """A code as it is named after its first showing: `…0042 7` for an SSCC, the end of one longer than an order’s."""
    if found := _SSCC.fullmatch(code):
        return f"…{found[1][-4:]}{NO_BREAK_SPACE}{found[2]}"
    return code if len(code) <= _LONGEST_CODE else f"…{code[1 - _LONGEST_CODE :]}"


class HistoryStrip(QWidget):
    """A card with the last scans. `heading` is for a strip in the side column."""

    def __init__(self, look: Look, rows: int = 4, parent: QWidget | None = None, *, heading: str = "") -> None:
        super().__init__(parent)
        self._look = look
        self._capacity = rows
        self._heading = heading
        self._rows: tuple[HistoryRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        look = self._look
        padding = look.px(24) if self._capacity > 1 else 0
        return QSize(look.px(400), self._capacity * look.size("historyRow") + padding + self._heading_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(200), self._look.size("historyRow"))

    def show_rows(self, rows: Sequence[HistoryRow]) -> None:
        """Show the first of these, newest first."""
        self._rows = tuple(rows[: self._capacity])
        self.setAccessibleName("\n".join(f"{row.time} {row.code} {row.words}" for row in self._rows))
        self.update()

    def _heading_height(self) -> int:
        return self._look.px(52) if self._heading else 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        with QPainter(self) as painter:
            draw_rounded(painter, QRectF(self.rect()), look.radius("card"), look.colour("surface"))
            pad = look.px(16 if look.compact else 24)
            top = look.px(12) if self._capacity > 1 else 0
            card = QRectF(self.rect()).adjusted(pad, top, -pad, -top)
            if self._heading:
                painter.setPen(look.colour("ink"))
                place = QRectF(card.left(), card.top(), card.width(), self._heading_height())
                draw_text(painter, place, self._heading, font=look.font("heading"), smallest=look.px(16))
                card.setTop(place.bottom())
            shown = max(1, min(self._capacity, int(card.height() // (look.size("historyRow") * _LEAST_ROW))))
            height = min(card.height() / shown, look.size("historyRow") / _LEAST_ROW)
            for number, row in enumerate(self._rows[:shown]):
                place = QRectF(card.left(), card.top() + number * height, card.width(), height)
                if number:
                    painter.fillRect(
                        QRectF(place.left(), place.top(), place.width(), look.stroke("hair")), look.colour("line")
                    )
                self._draw_row(painter, place, row)

    def _draw_row(self, painter: QPainter, place: QRectF, row: HistoryRow) -> None:
        look = self._look
        times, codes = look.font("table"), look.font("body", code=True, weight=700)
        gap = look.px(16 if place.width() < look.px(700) else 28)
        x = place.left()
        painter.setPen(look.colour("ink3"))
        time = row.time if place.width() > look.px(480) else row.time[: len("00:00")]
        width = QFontMetricsF(times).horizontalAdvance(time) + 2
        draw_text(painter, QRectF(x, place.top(), width, place.height()), time, font=times, smallest=look.px(12))
        x += width + gap
        side = look.px(26)
        shape, glyph = ("ink", "surface") if row.tone == "lost" else (row.tone, f"on{row.tone.capitalize()}")
        symbol = look.verdict_symbol(row.tone, side, shape, glyph, ratio=self.devicePixelRatioF())
        painter.drawPixmap(round(x), round(place.center().y() - side / 2), symbol)
        x += side + gap * 0.6
        painter.setPen(look.colour("ink"))
        width = QFontMetricsF(codes).horizontalAdvance("0" * _LONGEST_CODE)
        if place.width() < look.px(700):
            width = min(width, place.width() * 0.25)
        where = QRectF(x, place.top(), width, place.height())
        draw_text(painter, where, short_code(row.code), font=codes, smallest=look.px(10))
        x += width + gap
        self._draw_words(painter, QRectF(x, place.top(), place.right() - x, place.height()), row.words)

    def _draw_words(self, painter: QPainter, place: QRectF, words: str) -> None:
        """On one line, else on two smaller ones; then cut, since the panel said it in full."""
        look = self._look
        body, small = look.font("body"), look.font("small", weight=400)
        if QFontMetricsF(body).horizontalAdvance(words) <= place.width():
            draw_text(painter, place, words, font=body)
            return
        shown = elided(words, small, place.width() * 1.6)
        draw_text(painter, place, shown, font=small, lines=2, smallest=small.pixelSize() - look.px(5))
