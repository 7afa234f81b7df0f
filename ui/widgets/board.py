"""The prompt board: what to scan now, as one sentence; it never moves and never disappears."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets.painting import block, draw_text
from ui.widgets.shapes import draw_rounded, draw_stripes, round_off

if TYPE_CHECKING:
    from ui.look.look import Look

Mode = Literal["", "trial", "sample"]


@dataclass(frozen=True, slots=True)
class Pill:
    """Another code that is accepted now."""

    icon: str
    text: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """What the board says: the thing to scan, how it is asked, the sentence, and at most two pills."""

    icon: str
    eyebrow: str
    sentence: str
    pills: tuple[Pill, ...] = ()


class PromptBoard(QWidget):
    """The board. A `trial` or `sample` mode gives it a striped border and a chip, so that nobody takes it for work."""

    def __init__(self, look: Look, parent: QWidget | None = None, *, mode: Mode = "") -> None:
        super().__init__(parent)
        self.prompt = Prompt("scan", "", "")
        self._look = look
        self._mode: Mode = mode
        self.setFixedHeight(look.size("prompt"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(900), self._look.size("prompt"))

    def show_prompt(self, prompt: Prompt) -> None:
        """Say what to scan now."""
        if prompt != self.prompt:
            self.prompt = prompt
            self.setAccessibleName(f"{prompt.eyebrow}. {prompt.sentence}" if prompt.eyebrow else prompt.sentence)
            self.update()

    def set_mode(self, mode: Mode) -> None:
        """Mark, or no longer mark, what is done here as a trial or a sample."""
        self._mode = mode
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, rect = self._look, QRectF(self.rect())
        with QPainter(self) as painter:
            border = look.px(12) if self._mode else 0
            if self._mode:
                self._draw_border(painter, border)
            painter.fillRect(rect.adjusted(border, border, -border, -border), look.colour("sign"))
            compact = look.compact
            inner = self.rect().adjusted(
                look.px(18 if compact else 33), border, -look.px(20 if compact else 36), -border
            )
            side = look.px(56 if compact else 80)
            icon = look.icon(self.prompt.icon, side, "onSign", ratio=self.devicePixelRatioF())
            painter.drawPixmap(inner.left(), inner.center().y() - side // 2, icon)
            left = inner.left() + side + look.px(24 if compact else 43)
            right = self._draw_pills(painter, inner)
            self._draw_words(painter, QRect(left, inner.top(), right - left, inner.height()))
            round_off(painter, rect, look.radius("card"), look.colour("bg"))

    def _draw_border(self, painter: QPainter, thick: int) -> None:
        width, height = self.width(), self.height()
        sides = [(0, 0, width, thick), (0, height - thick, width, thick)]
        sides += [(0, thick, thick, height - 2 * thick), (width - thick, thick, thick, height - 2 * thick)]
        for side in sides:
            colours = self._look.colour("confirm"), self._look.colour("onConfirm")
            draw_stripes(painter, QRectF(*side), *colours, self._look.px(34))

    def _draw_words(self, painter: QPainter, room: QRect) -> None:
        """Eyebrow and sentence, together in the middle of the board's height."""
        look, prompt = self._look, self.prompt
        eyebrow = look.font("label", weight=400, px=look.px(18 if look.compact else 24))
        line = round(eyebrow.pixelSize() * 1.2) if prompt.eyebrow or self._mode else 0
        font = look.font("prompt", px=look.px(92)) if look.far and look.compact else look.font("prompt")
        sentence = block(
            prompt.sentence,
            font,
            QSizeF(room.width(), room.height() - line - look.px(6)),
            lines=2,
            readable=look.px(28),
            smallest=look.px(14),
        )
        y = room.top() + (room.height() - line - sentence.height) // 2
        painter.setPen(look.colour("sign2"))
        used = 0.0
        if prompt.eyebrow:
            place = QRectF(room.left(), y, room.width(), line)
            shown = draw_text(painter, place, prompt.eyebrow, font=eyebrow)
            used = QFontMetricsF(shown.font).horizontalAdvance(shown.lines[0]) + look.px(16)
        if self._mode:
            self._draw_chip(painter, QRectF(room.left() + used, y, room.width() - used, line), eyebrow)
        painter.setPen(look.colour("onSign"))
        sentence.draw(painter, room.left(), y + line)

    def _draw_chip(self, painter: QPainter, place: QRectF, font: QFont) -> None:
        words = self.tr("Mode essai") if self._mode == "trial" else self.tr("Échantillon")
        bold = QFont(font)
        bold.setWeight(QFont.Weight.Bold)
        place.setWidth(QFontMetricsF(bold).horizontalAdvance(words) + self._look.px(24))
        draw_rounded(painter, place, self._look.radius("tag"), self._look.colour("confirm"))
        painter.setPen(self._look.colour("onConfirm"))
        draw_text(painter, place, words, font=bold, align=Qt.AlignmentFlag.AlignCenter)

    def _draw_pills(self, painter: QPainter, inner: QRect) -> int:
        """The pills at the right edge, one under the other; returns where the words must end."""
        look, pills = self._look, self.prompt.pills[:2]
        if not pills:
            return inner.right()
        font, icon, pad, gap = look.font("label"), look.px(22), look.px(14), look.px(8)
        height = min(look.px(38 if look.compact else 44), (inner.height() - 3 * gap) // 2)
        most = inner.width() // 3
        top = inner.center().y() - (len(pills) * height + (len(pills) - 1) * gap) // 2
        widest = 0
        for number, pill in enumerate(pills):
            width = min(round(QFontMetricsF(font).horizontalAdvance(pill.text)) + 2 + icon + 3 * pad, most)
            rect = QRectF(inner.right() - width, top + number * (height + gap), width, height)
            draw_rounded(painter, rect, look.radius("control"), None, look.colour("sign2"), look.stroke("control"))
            picture = look.icon(pill.icon, icon, "onSign", ratio=self.devicePixelRatioF())
            painter.drawPixmap(round(rect.left() + pad), round(rect.center().y() - icon / 2), picture)
            painter.setPen(look.colour("onSign"))
            words = rect.adjusted(2 * pad + icon, 0, -pad, 0)
            draw_text(painter, words, pill.text, font=font, smallest=look.px(13))
            widest = max(widest, width)
        return inner.right() - widest - look.px(24)
