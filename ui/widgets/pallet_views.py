"""Views of a pallet: its layers from the side, and the closed pallet under film with its two labels."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QTransform

from dispatch.domain.pallet_plan import PALLET_LENGTH_MM
from ui.look.look import Look
from ui.widgets.painting import draw_text
from ui.widgets.slots import PAPER, PRINT, paint_bars, paint_corners, polygon, sscc_end

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dispatch.domain.pallet_plan import Place
    from dispatch.services.pictures import PalletPicture

_RASTER_MM = 10


@dataclass(frozen=True, slots=True)
class Stack:
    """The cartons of a pallet as layers of equal cartons, filled from the far edge to the aisle, left to right."""

    places: tuple[Place, ...]
    count: int
    layers: int
    """Layers to draw: those that the height allows, or more where more stand."""
    current: int
    """The layer to show, from 0: the one just filled or filled last of all, else the one that takes the next carton."""

    @classmethod
    def of(cls, picture: PalletPicture, last: str) -> Stack:
        """The stack of a picture that has places; `last` is the SSCC just put on."""
        per_layer, count = len(picture.places), len(picture.cartons)
        used = ceil(count / per_layer)
        just_filled = count > 0 and (picture.cartons[-1] == last or not picture.loose)
        current = (count - 1 if just_filled else count) // per_layer
        if picture.layers:
            current = min(current, max(picture.layers, used) - 1)
        places = tuple(sorted(picture.places, key=lambda place: (place.y, place.x)))
        return cls(places, count, max(picture.layers, current + 1), current)

    def on(self, layer: int) -> int:
        """Cartons that stand on a layer."""
        return min(len(self.places), max(0, self.count - layer * len(self.places)))

    @property
    def full(self) -> bool:
        """The current layer takes no more."""
        return self.on(self.current) == len(self.places)


class SideView:
    """All layers as seen from the aisle: what stands in front hides what stands behind."""

    def __init__(self, look: Look, area: QRectF, stack: Stack, names: list[str]) -> None:
        self._look, self._stack, self._names = look, stack, names
        self._label = look.font("body", weight=700)
        metrics = QFontMetricsF(self._label)
        self._label_width = max(metrics.horizontalAdvance(name) for name in names) + look.px(4)
        self._room = look.px(6)
        width = min(area.width() - self._label_width - look.px(32), area.height() * 1.1)
        self._base = base_of(QRectF(area.x() + self._room, area.y(), width, area.height()), width)
        self._height = min((self._base.y() - area.y() - self._room) / stack.layers, width * 0.28)
        self._every_name = self._height >= metrics.height() * 0.9

    def paint(self, painter: QPainter, allowed: int, excess: str) -> None:
        """Paint all layers; `allowed` layers keep within the limit; `excess` says what is beyond it, in words."""
        stack = self._stack
        paint_wood(painter, self._look, self._base)
        for layer in range(stack.layers):
            self._paint_layer(painter, layer)
        top = (stack.count - 1) // len(stack.places)
        over = range(allowed if 0 < allowed <= top else top, top + 1) if excess and stack.count else range(0)
        for layer in range(stack.layers):
            if layer in over:
                paint_frame(painter, self._look, self._rect(layer), "refused")
                self._paint_name(painter, layer, excess, "refusedInk")
            elif layer == stack.current:
                paint_frame(painter, self._look, self._rect(layer), "accent")
                self._paint_name(painter, layer, self._names[layer], "accent")
            elif self._every_name:
                self._paint_name(painter, layer, self._names[layer], "ink2")

    def _rect(self, layer: int) -> QRectF:
        base = self._base
        return QRectF(base.x(), base.y() - (layer + 1) * self._height, base.width(), self._height)

    def _paint_layer(self, painter: QPainter, layer: int) -> None:
        look, on = self._look, self._stack.on(layer)
        standing, free = self._stack.places[:on], self._stack.places[on:]
        edge = look.px(2)
        painter.setPen(QPen(look.colour("kraftLine"), edge))
        painter.setBrush(look.colour("kraft"))
        seen, covered = _in_front(standing)
        for place in reversed(seen):
            painter.drawRect(self._box(layer, place))
        pen = QPen(look.colour("kraftLine"), look.px(1.5))
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for place in _in_front(free, covered, whole=True)[0]:
            painter.drawRect(self._box(layer, place))

    def _box(self, layer: int, place: Place) -> QRectF:
        row = self._rect(layer)
        scale, gap = row.width() / PALLET_LENGTH_MM, self._look.px(3) / 2
        rect = QRectF(row.x() + place.x * scale, row.y(), place.length * scale, row.height())
        return rect.adjusted(gap, gap, -gap, -gap)

    def _paint_name(self, painter: QPainter, layer: int, name: str, colour: str) -> None:
        look, row = self._look, self._rect(layer)
        place = QRectF(row.right() + look.px(20), row.y(), self._label_width, row.height())
        painter.setPen(look.colour(colour))
        font = look.font("body", weight=400 if colour == "ink2" else 700)
        draw_text(painter, place, name, font=font, smallest=look.px(13))


def _in_front(
    places: Iterable[Place], covered: frozenset[int] = frozenset(), *, whole: bool = False
) -> tuple[list[Place], frozenset[int]]:
    """Places of one layer that are seen from the aisle, or seen whole, nearest first, and what they hide."""
    seen = []
    for place in sorted(places, key=lambda place: place.y + place.width, reverse=True):
        width = frozenset(range(place.x // _RASTER_MM, (place.x + place.length) // _RASTER_MM))
        if not (width & covered if whole else width <= covered):
            seen.append(place)
            covered |= width
    return seen, covered


class FilmedView:
    """A closed pallet seen over its corner: a label on each of two neighbouring faces, ticked as they are scanned."""

    def __init__(self, look: Look, area: QRectF) -> None:
        self._look = look
        height = area.height()
        width = min(height * 1.05, area.width() * 0.5)
        self._along, self._down = width * 0.66, height * 0.2
        left = area.center().x() - (width + self._along) / 2
        self._front = QRectF(left, area.y() + self._down, width, height * 0.66)
        self._foot = QRectF(left, self._front.bottom(), width, height * 0.12)
        slope = -self._down / self._along
        self._turned = QTransform(1, slope, 0, 1, self._front.right(), self._front.top())
        """From a flat drawing to the side face."""

    def paint(self, painter: QPainter, picture: PalletPicture) -> None:
        """Paint wood, cartons under film, labels and ticks."""
        look, front = self._look, self._front
        side = QRectF(0, 0, self._along, front.height())
        top = polygon(
            (front.left(), front.top()),
            (front.right(), front.top()),
            (front.right() + self._along, front.top() - self._down),
            (front.left() + self._along, front.top() - self._down),
        )
        painter.setPen(QPen(look.colour("kraftLine"), look.px(2)))
        painter.setBrush(look.colour("kraftSoft"))
        painter.drawPolygon(top)
        sscc = picture.sscc if picture.labelled else ""
        self._paint_face(painter, front, sscc, waiting=picture.verified < 1)
        paint_wood(painter, look, self._foot)
        painter.save()
        painter.setTransform(self._turned, combine=True)
        self._paint_face(painter, side, sscc, waiting=picture.verified < 2)
        paint_wood(painter, look, QRectF(0, side.bottom(), side.width(), self._foot.height()))
        painter.restore()
        corners = _label_on(front).topRight(), self._turned.map(_label_on(side).topRight())
        for corner in corners[: picture.verified]:
            self._paint_tick(painter, corner)

    def _paint_tick(self, painter: QPainter, middle: QPointF) -> None:
        size = int(self._front.height() * 0.3)
        ratio = painter.device().devicePixelRatioF()
        tick = self._look.verdict_symbol("accepted", size, "accepted", "onAccepted", ratio=ratio)
        painter.drawPixmap(middle - QPointF(size / 2, size / 2), tick)

    def _paint_face(self, painter: QPainter, face: QRectF, sscc: str, *, waiting: bool) -> None:
        look = self._look
        painter.setPen(QPen(look.colour("kraftLine"), look.px(2)))
        painter.setBrush(look.colour("kraft"))
        painter.drawRect(face)
        painter.save()
        painter.setClipRect(face)
        painter.setPen(QPen(look.colour("kraftSoft"), look.px(2)))
        step = face.height() / 9
        for number in range(12):
            y = face.top() + number * step
            painter.drawLine(QPointF(face.left(), y), QPointF(face.right(), y - 2.4 * step))
        painter.restore()
        if sscc:
            self._paint_label(painter, _label_on(face), sscc, waiting=waiting)

    def _paint_label(self, painter: QPainter, label: QRectF, sscc: str, *, waiting: bool) -> None:
        look = self._look
        painter.setPen(QPen(look.colour(PRINT), look.px(1.5)))
        painter.setBrush(look.colour(PAPER))
        painter.drawRect(label)
        pad = label.width() / 10
        text = QRectF(label.x() + pad, label.y() + pad, label.width() - 2 * pad, label.height() * 0.2)
        font = look.font("label", code=True, weight=700, px=max(9, int(label.height() * 0.15)))
        draw_text(painter, text, sscc_end(sscc), font=font, smallest=6)
        frame = QRectF(text.x(), text.bottom() + pad, text.width(), label.bottom() - text.bottom() - 2 * pad)
        paint_bars(painter, frame.adjusted(pad, pad, -pad, -pad), look.colour(PRINT), max(1.5, pad / 5))
        if waiting:
            paint_corners(painter, frame, look.colour("info"), look.px(5))


def _label_on(face: QRectF) -> QRectF:
    label = QRectF(0, 0, face.height() * 0.6, face.height() * 0.66)
    label.moveCenter(face.center())
    return label


def paint_frame(painter: QPainter, look: Look, row: QRectF, colour: str) -> None:
    """The frame round one layer."""
    out = look.px(5)
    painter.setPen(QPen(look.colour(colour), out))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(row.adjusted(-out, -look.px(1), out, look.px(1)), out, out)


def base_of(area: QRectF, width: float) -> QRectF:
    """The empty pallet at the foot of an area, in its middle."""
    width = min(width, area.width())
    height = min(area.height() * 0.13, width * 0.12)
    return QRectF(area.center().x() - width / 2, area.bottom() - height, width, height)


def paint_wood(painter: QPainter, look: Look, rect: QRectF, *, quiet: bool = False) -> None:
    """An empty pallet from the side: deck, three blocks, bottom boards."""
    wood = look.colour("line" if quiet else "wood")
    board, block = rect.height() * 0.26, rect.width() / 7
    painter.fillRect(QRectF(rect.x(), rect.y(), rect.width(), board), wood)
    painter.fillRect(QRectF(rect.x(), rect.bottom() - board * 0.8, rect.width(), board * 0.8), wood)
    for x in rect.x(), rect.center().x() - block / 2, rect.right() - block:
        painter.fillRect(QRectF(x, rect.y(), block, rect.height()), wood)
