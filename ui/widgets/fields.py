"""Fields of the desk screens; no scan screen has one."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QListView, QSizePolicy, QWidget

from ui.look.look import Look
from ui.widgets.painting import draw_text
from ui.widgets.shapes import draw_rounded
from ui.widgets.tiles import MIDDLE, RIGHT

LONGEST = 200
"""Longer than any code; what is pasted beyond it is dropped."""
_STEPS: dict[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class _Line(QLineEdit):
    """A line that tells of its focus, and of arrows it has no use for."""

    focused = Signal()
    stepped = Signal(int)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            self.stepped.emit(_STEPS[event.key()])
        else:
            super().keyPressEvent(event)


class SearchField(QWidget):
    """One large line for a code or words: typed, or put in by a scan; beside it what may stand there."""

    asked = Signal(str)
    """Enter: look for this."""
    stepped = Signal(int)
    """Arrow down or up: +1 or -1."""

    def __init__(self, look: Look, hint: str) -> None:
        super().__init__()
        self._look = look
        self._hint = hint
        self.edit = _Line(maxLength=LONGEST)
        font = look.font("message", code=True, weight=700)
        self.edit.setAccessibleName(hint)
        self.edit.setStyleSheet(
            f"QLineEdit, QLineEdit:focus {{ background: transparent; border: none; padding: 0; min-height: 0;"
            f" font-family: '{font.family()}'; font-size: {font.pixelSize()}px; font-weight: {font.weight()};"
            f" color: {look.colour('ink').name()};"
            f" selection-background-color: {look.colour('accent').name()};"
            f" selection-color: {look.colour('onAccent').name()}; }}"
        )
        self.edit.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.edit.returnPressed.connect(self._ask)
        self.edit.stepped.connect(self.stepped)
        self.edit.focused.connect(self.update)
        box = QHBoxLayout(self)
        icon = self._icon_size()
        box.setContentsMargins(look.px(36) + icon + look.px(20), look.px(8), look.px(36), look.px(8))
        box.setSpacing(look.px(24))
        box.addWidget(self.edit, 3)
        box.addStretch(2)
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """What stands in it, without spaces around."""
        return self.edit.text().strip()

    def put(self, text: str) -> None:
        """Put a text in and mark it whole, so that the next one typed replaces it."""
        self.edit.setText(text)
        self.edit.selectAll()

    def _ask(self) -> None:
        self.edit.selectAll()
        self.asked.emit(self.text)

    def _icon_size(self) -> int:
        return self._look.px(36 if self._look.compact else 44)

    def sizeHint(self) -> QSize:
        return QSize(0, self._look.px(80 if self._look.compact else 104))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look
        with QPainter(self) as painter:
            here = self.edit.hasFocus()
            edge, width = (look.colour("accent"), look.px(4)) if here else (look.colour("lineStrong"), look.px(2))
            draw_rounded(painter, QRectF(self.rect()), look.radius("card"), look.colour("surface"), edge, width)
            size = self._icon_size()
            icon = look.icon("search", size, "ink", ratio=self.devicePixelRatioF())
            painter.drawPixmap(look.px(36), (self.height() - size) // 2, icon)
            painter.setPen(look.colour("ink2"))
            left = self.edit.geometry().right() + look.px(24)
            place = QRect(left, 0, self.width() - look.px(36) - left, self.height())
            smallest = look.text_px("deviceDetail")
            font = look.font("body")
            draw_text(painter, place, self._hint, font=font, align=RIGHT | MIDDLE, lines=2, smallest=smallest)


class Choice(QComboBox):
    """One of a few values; its list opens with rows as high as a finger."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        rows = QListView()
        rows.setStyleSheet(f"QListView::item {{ min-height: {look.size('field')}px; }}")
        self.setView(rows)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, side = self._look, self._look.px(26)
        here = self.hasFocus()
        edge, width = (look.colour("accent"), look.px(4)) if here else (look.colour("lineStrong"), look.px(2))
        inner = self.rect().adjusted(look.px(14), 0, -look.px(14), 0)
        with QPainter(self) as painter:
            draw_rounded(painter, QRectF(self.rect()), look.radius("control"), look.colour("surface"), edge, width)
            painter.setPen(look.colour("ink"))
            words = inner.adjusted(0, 0, -side - look.px(12), 0)
            draw_text(painter, words, self.currentText(), font=look.font("body"), smallest=look.text_px("deviceDetail"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(look.colour("ink"), look.px(3)))
            x, y, half = inner.right() - side / 2, self.height() / 2, side / 4
            painter.drawPolyline(
                [QPointF(x - 2 * half, y - half), QPointF(x, y + half), QPointF(x + 2 * half, y - half)]
            )


class Switch(QCheckBox):
    """Yes or no: a box with a tick, and what it means."""

    def __init__(self, look: Look, text: str) -> None:
        super().__init__(text)
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(0, self._look.size("field"))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, side = self._look, self._look.px(36)
        box = QRectF(look.px(2), (self.height() - side) / 2, side, side)
        on = self.isChecked()
        edge = look.colour("accent" if on or self.hasFocus() else "lineStrong")
        with QPainter(self) as painter:
            ground = look.colour("accent" if on else "surface")
            draw_rounded(painter, box, look.radius("tag"), ground, edge, look.px(4 if self.hasFocus() else 2))
            if on:
                tick = look.icon("check", side - look.px(6), "onAccent", ratio=self.devicePixelRatioF())
                painter.drawPixmap(box.topLeft() + QPointF(look.px(3), look.px(3)), tick)
            painter.setPen(look.colour("ink"))
            words = self.rect().adjusted(round(box.right()) + look.px(14), 0, 0, 0)
            draw_text(
                painter, words, self.text(), font=look.font("body"), lines=2, smallest=look.text_px("deviceDetail")
            )
