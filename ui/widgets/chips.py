"""Chips: the true state of a device, who works here, and which station this is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets.keys import Touchable
from ui.widgets.painting import draw_text
from ui.widgets.shapes import draw_rounded

if TYPE_CHECKING:
    from ui.look.look import Look

State = Literal["ready", "attention", "fault", "absent"]

_TINTS = {"attention": ("confirmSoft", "confirmInk"), "fault": ("refusedSoft", "refusedInk")}


@dataclass(frozen=True, slots=True)
class Device:
    """A device as last measured: its name, its state in words, and the shape that says it again."""

    name: str
    detail: str
    state: State
    icon: str


class DeviceChip(Touchable):
    """One device; touched, it leads to that device's page."""

    def __init__(self, look: Look, device: Device, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.show_device(device)

    def show_device(self, device: Device) -> None:
        """Show another state."""
        self.device = device
        self.setAccessibleName(f"{device.name}, {device.detail}" if device.detail else device.name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look = self._look
        names, details = QFontMetricsF(look.font("label", weight=700)), QFontMetricsF(self._detail_font())
        words = max(names.horizontalAdvance(self.device.name), details.horizontalAdvance(self.device.detail))
        width = 2 * look.px(12) + look.px(26) + look.px(8) + min(round(words) + 2, look.px(220)) + look.px(10 + 16)
        return QSize(width + 2 * self.reserve, look.px(64) + 2 * self.reserve)

    def _detail_font(self) -> QFont:
        return self._look.font("deviceDetail")

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, device, body = self._look, self.device, self.body()
        with QPainter(self) as painter:
            fill, ink = _TINTS.get(device.state, ("", "ink"))
            if self.isDown():
                fill = "line"
            if fill:
                draw_rounded(painter, body, look.radius("control"), look.colour(fill))
            self._draw_focus(painter, look.colour("accent"))
            side, pad, mark = look.px(26), look.px(12), look.px(16)
            icon = look.icon(device.icon, side, ink, ratio=self.devicePixelRatioF())
            painter.drawPixmap(round(body.left() + pad), round(body.center().y() - side / 2), icon)
            self._draw_mark(painter, QRectF(body.right() - pad - mark, body.center().y() - mark / 2, mark, mark))
            left = body.left() + pad + side + look.px(8)
            words = QRectF(left, body.top(), body.right() - pad - mark - look.px(10) - left + 2, body.height())
            name = QRectF(words)
            if device.detail:
                name = words.adjusted(0, look.px(8), 0, look.px(2) - words.height() / 2)
            painter.setPen(look.colour(ink))
            draw_text(painter, name, device.name, font=look.font("label", weight=700), smallest=look.px(11))
            lower = words.adjusted(0, words.height() / 2, 0, -look.px(8))
            painter.setPen(look.colour(ink if fill else "ink2"))
            draw_text(painter, lower, device.detail, font=self._detail_font(), lines=2, smallest=look.px(9))

    def _draw_mark(self, painter: QPainter, place: QRectF) -> None:
        """Disc, diamond, octagon with a cross, or ring."""
        look, state = self._look, self.device.state
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if state == "fault":
            side = round(place.width())
            symbol = look.verdict_symbol("refused", side, "refused", "onRefused", ratio=self.devicePixelRatioF())
            painter.drawPixmap(place.topLeft().toPoint(), symbol)
        elif state == "attention":
            x, y, half = place.center().x(), place.center().y(), place.width() / 2
            painter.setPen(QPen(look.colour("confirmInk"), look.stroke("hair")))
            painter.setBrush(look.colour("confirm"))
            corners = [(x, y - half), (x + half, y), (x, y + half), (x - half, y)]
            painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
        elif state == "ready":
            painter.setBrush(look.colour("accepted"))
            painter.drawEllipse(place.adjusted(1, 1, -1, -1))
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("lineStrong"), look.px(2.5)))
            painter.drawEllipse(place.adjusted(2, 2, -2, -2))


class _WordsChip(QWidget):
    """An icon, a bold word and a quiet one on a tinted ground; hidden while it has nothing to say."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._icon = self._words = self._detail = ""
        self._tokens = ("surface2", "ink", "ink2")
        self.setFixedHeight(look.px(48))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def _show(self, icon: str, words: str, detail: str, tokens: tuple[str, str, str]) -> None:
        self._icon, self._words, self._tokens = icon, words, tokens
        self._detail = "" if self._look.compact else detail
        self.setAccessibleName(f"{words}, {detail}" if detail else words)
        self.setVisible(bool(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look = self._look
        width = 2 * look.px(16) + (look.px(24 + 10) if self._icon else 0)
        width += min(_advance(look.font("label", weight=700), self._words), look.px(300))
        if self._detail:
            width += look.px(10) + min(_advance(look.font("label", weight=400), self._detail), look.px(200))
        return QSize(width, look.px(48))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, rect = self._look, QRectF(self.rect())
        fill, ink, quiet = self._tokens
        with QPainter(self) as painter:
            draw_rounded(painter, rect, look.radius("control"), look.colour(fill))
            left, right = rect.left() + look.px(16), rect.right() - look.px(16)
            if self._icon:
                side = look.px(24)
                icon = look.icon(self._icon, side, ink, ratio=self.devicePixelRatioF())
                painter.drawPixmap(round(left), round(rect.center().y() - side / 2), icon)
                left += side + look.px(10)
            if self._detail:
                plain = look.font("label", weight=400)
                width = min(_advance(plain, self._detail), look.px(200))
                painter.setPen(look.colour(quiet))
                place = QRectF(right - width, rect.top(), width, rect.height())
                draw_text(painter, place, self._detail, font=plain, lines=2, smallest=look.px(12))
                right = place.left() - look.px(10)
            painter.setPen(look.colour(ink))
            place = QRectF(left, rect.top(), right - left, rect.height())
            draw_text(painter, place, self._words, font=look.font("label", weight=700), lines=2, smallest=look.px(12))


class OperatorChip(_WordsChip):
    """Who works here; a shift lead's chip is navy, so that a session left open shows at two metres."""

    def show_operator(self, name: str, role: str = "", *, lead: bool = False) -> None:
        """Show a person, or with an empty name nobody."""
        tokens = ("sign", "onSign", "sign2") if lead else ("surface2", "ink", "ink2")
        self._show("badge", name, role, tokens)


class StationChip(_WordsChip):
    """Which station this is."""

    def show_station(self, name: str) -> None:
        """Show the station's name."""
        self._show("", name, "", ("surface2", "ink", "ink2"))


def _advance(font: QFont, text: str) -> int:
    return round(QFontMetricsF(font).horizontalAdvance(text)) + 2
