"""Keys: buttons with an icon, a verb and the function key that does the same; a hand presses them, no scanner can."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.widgets.painting import draw_text
from ui.widgets.shapes import draw_rounded

if TYPE_CHECKING:
    from ui.look.look import Look

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_CAP_MARGIN = 14


@dataclass(frozen=True, slots=True)
class KeySpec:
    """What a key says: the verb, its icon, and the cap of its function key.

    `normal` is outlined, `primary` filled (one per screen), `quiet` for the menu, `verdict` filled in a verdict panel.
    """

    text: str
    icon: str
    cap: str = ""
    kind: Literal["normal", "primary", "quiet", "verdict"] = "normal"
    enabled: bool = True


class Touchable(QAbstractButton):
    """A button that a mouse, a finger and, where `enter` is set, Enter and space press.

    A keyboard scanner types Enter and letters: on scan screens they pass by, to the window.
    """

    declined = Signal()
    """Touched while disabled: the screen says why."""

    def __init__(self, look: Look, parent: QWidget | None = None, *, enter: bool = False) -> None:
        super().__init__(parent)
        self._look = look
        self._enter = enter
        self.reserve = look.stroke("focus") + look.stroke("focusOffset")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def body(self) -> QRectF:
        """The control itself, inside the room kept for the focus ring."""
        return QRectF(self.rect()).adjusted(self.reserve, self.reserve, -self.reserve, -self.reserve)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._enter and event.key() in _ENTERS:
            self.click()
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and not self.isEnabled():
            self.declined.emit()
            return True
        return super().event(event)

    def _draw_focus(self, painter: QPainter, colour: QColor) -> None:
        if self.hasFocus():
            radius = self._look.radius("control") + self._look.stroke("focusOffset")
            draw_rounded(painter, QRectF(self.rect()), radius, None, colour, self._look.stroke("focus"))


class Key(Touchable):
    """One key. `tone` places it in a verdict panel, whose colours and height it takes."""

    def __init__(
        self, look: Look, spec: KeySpec, parent: QWidget | None = None, *, enter: bool = False, tone: str = ""
    ) -> None:
        super().__init__(look, parent, enter=enter)
        self.show_spec(spec, tone)

    def show_spec(self, spec: KeySpec, tone: str = "") -> None:
        """Say something else, without being built anew."""
        self.spec = spec
        self.worded = True
        self._tone = tone
        self._role = "subheading" if tone else "body"
        self._font = self._look.font(self._role, weight=600)
        self._cap_font = self._look.font("small", code=True)
        self.setText(spec.text)
        self.setAccessibleName(f"{spec.text}, {spec.cap}" if spec.cap else spec.text)
        self.setEnabled(spec.enabled)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look = self._look
        width = look.px(20) + self._icon_room() + look.px(_CAP_MARGIN if self._capped() else 20)
        if self.worded:
            width += round(QFontMetricsF(self._font).horizontalAdvance(self.spec.text)) + 2
        if self._capped():
            width += look.px(12) + self._cap_width()
        height = look.size("keyInVerdict" if self._tone else "key")
        return QSize(width + 2 * self.reserve, height + 2 * self.reserve)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.size("key") + 2 * self.reserve, self.sizeHint().height())

    def _icon_size(self) -> int:
        return self._look.px(30 if self._tone else 26)

    def _icon_room(self) -> int:
        """Width of the icon with the gap to its word."""
        gap = self._look.px(12) if self.worded else 0
        return self._icon_size() + gap if self.spec.icon else 0

    def _capped(self) -> bool:
        """A quiet key without its word is its icon alone."""
        return bool(self.spec.cap) and (self.worded or self.spec.kind != "quiet")

    def _cap_width(self) -> int:
        return round(QFontMetricsF(self._cap_font).horizontalAdvance(self.spec.cap)) + 2 * self._look.px(9)

    def _filled(self) -> bool:
        return self.spec.kind in {"primary", "verdict"} and self.spec.enabled

    def _colours(self) -> tuple[str, str, str]:
        """Tokens of fill, border and text."""
        if self._tone:
            ink, ground = f"on{self._tone.capitalize()}", self._tone
            return (ink, ink, ground) if self._filled() else (ground, ink, ink)
        if self.spec.kind == "quiet":
            return "surface2", "surface2", "ink" if self.spec.enabled else "ink3"
        if self._filled():
            return "accent", "accent", "onAccent"
        return ("surface", "lineStrong", "ink") if self.spec.enabled else ("surface", "line", "ink3")

    def _fill(self, token: str) -> QColor:
        colour = self._look.colour(token)
        if not self.isDown():
            return colour
        return self._look.colour("line") if token.startswith("surface") else colour.darker(130)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, body = self._look, self.body()
        fill, border, ink = self._colours()
        with QPainter(self) as painter:
            radius = look.radius("control")
            draw_rounded(painter, body, radius, self._fill(fill), look.colour(border), look.stroke("control"))
            self._draw_focus(painter, look.colour(f"on{self._tone.capitalize()}" if self._tone else "accent"))
            size = self._icon_size()
            x = body.left() + look.px(20) if self.worded or self._capped() else body.center().x() - size / 2
            if self.spec.icon:
                icon = look.icon(self.spec.icon, size, ink, ratio=self.devicePixelRatioF())
                painter.drawPixmap(round(x), round(body.center().y() - size / 2), icon)
            right = self._draw_cap(painter, ink) if self._capped() else body.right() - look.px(16)
            if self.worded:
                left = x + self._icon_room()
                painter.setPen(look.colour(ink))
                words = QRectF(left, body.top(), right - left, body.height())
                draw_text(painter, words, self.spec.text, font=self._font, lines=3, smallest=look.px(11))

    def _draw_cap(self, painter: QPainter, ink: str) -> float:
        """The function key as a small key; returns where the words must end."""
        look, body, width, height = self._look, self.body(), self._cap_width(), self._look.px(36)
        rect = QRectF(body.right() - look.px(_CAP_MARGIN) - width, body.center().y() - height / 2, width, height)
        outlined = self._filled() or bool(self._tone)
        border = look.colour(ink) if outlined else None
        fill = None if outlined else look.colour("surface2")
        draw_rounded(painter, rect, look.radius("tag"), fill, border, look.stroke("hair"))
        painter.setPen(look.colour(ink if outlined or not self.spec.enabled else "ink2"))
        draw_text(painter, rect, self.spec.cap, font=self._cap_font, align=Qt.AlignmentFlag.AlignCenter)
        return rect.left() - look.px(8)
