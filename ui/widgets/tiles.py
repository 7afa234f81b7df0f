"""What desk screens are laid out of: cards, words that fit, tags, and the tiles one chooses from."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.look.look import Look
from ui.widgets.keys import Touchable
from ui.widgets.painting import draw_text, fit, wrapped
from ui.widgets.shapes import draw_rounded

LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
TOP, MIDDLE, BOTTOM = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignBottom

_NOTE_LINES, _BESIDE_LINES = 4, 2


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
        with QPainter(self) as painter:
            painter.setPen(self._look.colour(self._colour))
            smallest = min(self._font.pixelSize(), self._look.text_px("deviceDetail"))
            draw_text(
                painter,
                self.rect(),
                self.text,
                font=self._font,
                align=self._align,
                lines=self._lines,
                smallest=smallest,
            )


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
        with QPainter(self) as painter:
            draw_rounded(painter, QRectF(self.rect()), self._look.radius("card"), self._look.colour("surface"))


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
        look = self._look
        with QPainter(self) as painter:
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
        look, smallest = self._look, self._look.text_px("label")
        painter.setPen(look.colour("ink" if self.isEnabled() else "ink3"))
        title, number, note = self._title_place(inner), self._number_place(inner), self._note_place(inner)
        draw_text(
            painter, title, self.text(), font=look.font("heading"), align=LEFT | BOTTOM, lines=2, smallest=smallest
        )
        draw_text(painter, number, self._count, font=look.font("counter"), smallest=smallest)
        painter.setPen(look.colour("ink2"))
        smallest = look.text_px("deviceDetail")
        draw_text(painter, note, self._note, font=look.font("body"), lines=_NOTE_LINES, smallest=smallest)

    # -- from the bottom up: the note, the number beside or above it, the title

    def _beside(self, inner: QRect) -> int:
        """Where a note begins that finds room beside the number; 0 where it finds none."""
        look, counter = self._look, QFontMetrics(self._look.font("counter"))
        left = counter.horizontalAdvance(self._count) + look.px(12)
        smallest = look.text_px("small")
        lines = wrapped(self._note, look.font("body", px=smallest), inner.width() - left)
        widest = max(QFontMetricsF(look.font("body", px=smallest)).horizontalAdvance(line) for line in lines)
        return left if len(lines) <= _BESIDE_LINES and widest <= inner.width() - left else 0

    def _note_place(self, inner: QRect) -> QRect:
        look = self._look
        if self._count and (left := self._beside(inner)):
            height = QFontMetrics(look.font("counter")).height()
            return QRect(inner.x() + left, inner.bottom() + 1 - height, inner.width() - left, height)
        note = fit(self._note, look.font("body"), inner.width(), _NOTE_LINES, look.text_px("deviceDetail"))
        height = round(note.height) + look.px(4) if self._note else 0
        return QRect(inner.x(), inner.bottom() + 1 - height, inner.width(), height)

    def _number_place(self, inner: QRect) -> QRect:
        note = self._note_place(inner)
        height = QFontMetrics(self._look.font("counter")).height() if self._count else 0
        beside = note.x() > inner.x()
        return QRect(inner.x(), note.y() - (0 if beside else height), note.x() - inner.x() or inner.width(), height)

    def _title_place(self, inner: QRect) -> QRect:
        title = fit(self.text(), self._look.font("heading"), inner.width(), 2, self._look.text_px("label"))
        height = round(title.height) + 1
        return QRect(inner.x(), self._number_place(inner).y() - height, inner.width(), height)
