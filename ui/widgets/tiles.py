"""What desk screens are laid out of: cards, words that fit, tags, and the tiles one chooses from."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.look.look import Look
from ui.widgets.keys import Touchable
from ui.widgets.painting import draw_rounded, draw_text, fit

LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
TOP, MIDDLE, BOTTOM = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignBottom


def tag_width(look: Look, text: str) -> int:
    """Width of a tag with this text."""
    return round(QFontMetricsF(look.font("label")).horizontalAdvance(text)) + look.px(26)


def draw_tag(painter: QPainter, look: Look, place: QRect, text: str, tone: str = "") -> None:
    """A tag at the right of its place, in a verdict's soft colours; quiet without a tone."""
    width, height = min(tag_width(look, text), place.width()), look.text_px("label") + look.px(14)
    rect = QRectF(place.right() + 1 - width, place.y() + (place.height() - height) / 2, width, height)
    draw_rounded(painter, rect, look.radius("tag"), look.colour(f"{tone}Soft" if tone else "surface2"))
    painter.setPen(look.colour(f"{tone}Ink" if tone else "ink2"))
    inner = rect.adjusted(look.px(6), 0, -look.px(6), 0)
    smallest = look.text_px("deviceDetail")
    draw_text(painter, inner, text, font=look.font("label"), align=Qt.AlignmentFlag.AlignCenter, smallest=smallest)


class Words(QWidget):
    """A text in a place of its own: as high as so many lines, whatever it says; it shrinks before it is cut."""

    def __init__(
        self,
        look: Look,
        role: str,
        colour: str = "ink",
        *,
        lines: int = 1,
        align: Qt.AlignmentFlag = LEFT | MIDDLE,
        code: bool = False,
    ) -> None:
        super().__init__()
        self._look = look
        self._font = look.font(role, code=code)
        self._colour = colour
        self._lines = lines
        self._align = align
        self.text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> Words:
        """Say this from now on."""
        self.text = text
        self.setAccessibleName(text)
        self.update()
        return self

    def sizeHint(self) -> QSize:
        return QSize(0, self._lines * QFontMetrics(self._font).height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._look.colour(self._colour))
        smallest = min(self._font.pixelSize(), self._look.text_px("deviceDetail"))
        draw_text(
            painter, self.rect(), self.text, font=self._font, align=self._align, lines=self._lines, smallest=smallest
        )
        painter.end()


class Card(QWidget):
    """A sheet on the ground of the window; what it holds stands in `box`, top to bottom."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.box = QVBoxLayout(self)
        side, rise = (look.px(16), look.px(12)) if look.compact else (look.px(24), look.px(20))
        self.box.setContentsMargins(side, rise, side, rise)
        self.box.setSpacing(look.px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_rounded(painter, QRectF(self.rect()), self._look.radius("card"), self._look.colour("surface"))
        painter.end()


class Tile(Touchable):
    """One choice: icon, title, the key that chooses it, and below a number with what it counts, or a sentence."""

    def __init__(self, look: Look, icon: str, title: str, cap: str, note: str = "", *, enter: bool = False) -> None:
        super().__init__(look, enter=enter)
        self._icon = icon
        self._cap = cap
        self._count = ""
        self._note = note
        self.current = False
        self.setText(title)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if enter else Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def said(self) -> str:
        """Number and note as they stand on the tile."""
        return f"{self._count} {self._note}".strip()

    def tell(self, count: str, note: str, *, current: bool = False) -> None:
        """Show how much waits; `current` marks the job in progress."""
        self._count, self._note, self.current = count, note, current
        self.setAccessibleDescription(self.said)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(160), self._look.px(150))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self._look, QPainter(self)
        whole, radius, accent = QRectF(self.rect()), look.radius("card"), look.colour("accent")
        draw_rounded(painter, whole, radius, look.colour("line" if self.isDown() else "surface"))
        if self.current:
            draw_rounded(painter, whole, radius, None, accent, look.stroke("chosen"))
        if self.hasFocus():
            inset = look.stroke("focusOffset") + look.stroke("chosen")
            ring = whole.adjusted(inset, inset, -inset, -inset)
            draw_rounded(painter, ring, radius - inset, None, accent, look.stroke("focus"))
        pad = look.px(16 if look.compact and not self._enter else 24)
        inner = self.rect().adjusted(pad, pad, -pad, -pad)
        self._paint_head(painter, inner)
        self._paint_words(painter, inner)
        painter.end()

    def _paint_head(self, painter: QPainter, inner: QRect) -> None:
        """The icon as large as what stands below leaves room for, and the key cap."""
        look = self._look
        wanted = look.px(64 if look.compact else 92)
        size = max(look.px(28), min(wanted, self._title_place(inner).y() - inner.y()))
        ink = "accent" if self.isEnabled() else "ink3"
        painter.drawPixmap(inner.topLeft(), look.icon(self._icon, size, ink, ratio=self.devicePixelRatioF()))
        cap = look.px(38)
        box = QRectF(inner.right() + 1 - cap, inner.y(), cap, cap)
        draw_rounded(painter, box, look.radius("tag"), None, look.colour("lineStrong"), look.stroke("control"))
        painter.setPen(look.colour("ink2"))
        draw_text(painter, box, self._cap, font=look.font("label"), align=Qt.AlignmentFlag.AlignCenter)

    def _paint_words(self, painter: QPainter, inner: QRect) -> None:
        look, font = self._look, self._look.font("heading")
        painter.setPen(look.colour("ink" if self.isEnabled() else "ink3"))
        title, foot = self._title_place(inner), self._foot_place(inner)
        draw_text(painter, title, self.text(), font=font, align=LEFT | BOTTOM, lines=2, smallest=look.text_px("label"))
        if self._count:
            number = draw_text(painter, foot, self._count, font=look.font("counter"))
            taken = round(QFontMetricsF(number.font).horizontalAdvance(self._count)) + look.px(12)
            foot = foot.adjusted(taken, 0, 0, 0)
        painter.setPen(look.colour("ink2"))
        smallest = look.text_px("deviceDetail")
        draw_text(painter, foot, self._note, font=look.font("body"), lines=4, smallest=smallest)

    def _title_place(self, inner: QRect) -> QRect:
        """Above the foot, as high as the title's lines."""
        title = fit(self.text(), self._look.font("heading"), inner.width(), 2, self._look.text_px("label"))
        height = round(title.height) + 1
        return QRect(inner.x(), self._foot_place(inner).y() - height, inner.width(), height)

    def _foot_place(self, inner: QRect) -> QRect:
        """The foot: as high as a number, or as the sentence in its place."""
        look = self._look
        if self._count:
            height = QFontMetrics(look.font("counter")).height()
        elif self._note:
            note = fit(self._note, look.font("body"), inner.width(), 4, look.text_px("deviceDetail"))
            height = round(note.height) + look.px(4)
        else:
            height = 0
        return QRect(inner.x(), inner.bottom() + 1 - height, inner.width(), height)
