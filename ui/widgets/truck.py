"""The floor of the truck from above, cab left and doors right, as the loader sees it walking in."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from ui.look.look import Look
from ui.widgets.painting import Fitted, draw_text, elided, wrapped
from ui.widgets.slots import (
    FILLED,
    LAST,
    NEXT,
    PLANNED,
    REFUSED,
    SPARE,
    SlotStyle,
    fitting_px,
    paint_card,
    paint_mark,
    paint_slot,
)

if TYPE_CHECKING:
    from dispatch.services.pictures import TruckPicture

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Floor:
    """Which stop each place is for, from the cab to the doors, column by column; None for a place that nobody needs."""

    stops: tuple[int | None, ...]
    loaded: int
    across: int

    @classmethod
    def of(cls, picture: TruckPicture) -> Floor:
        """The floor of a picture: what is loaded, then what is planned, then what is to spare."""
        planned = [stop.number for stop in picture.stops for _ in range(stop.planned - stop.loaded)]
        stops: list[int | None] = [*picture.loaded, *planned]
        stops += [None] * ((picture.places or 0) - len(stops))
        across = 3 if picture.places is not None and picture.places % 3 == 0 else 2
        return cls(tuple(stops), len(picture.loaded), max(1, min(across, len(stops))))

    @property
    def columns(self) -> int:
        """Columns from the cab to the doors, at least one."""
        return max(1, ceil(len(self.stops) / self.across))


class TruckDrawing(QFrame):
    """A card with the truck: loaded, last, next and planned pallets by stop; departed, its doors closed and sealed."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._picture: TruckPicture | None = None
        self._last = self._refused = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(1216), self._look.px(480))

    def show_picture(self, picture: TruckPicture | None, *, last: bool = False, refused: bool = False) -> None:
        """Show a truck; `last`: its newest pallet was just loaded; `refused`: one was brought that is not its turn."""
        self._picture, self._last, self._refused = picture, last, refused
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, picture = self._look, self._picture
        with QPainter(self) as painter:
            paint_card(painter, look, self.rect())
            pad = look.px(16 if look.compact else 24)
            room = QRectF(self.rect()).adjusted(pad, pad * 0.5, -pad, -pad * 0.5)
            line = look.text_px("subheading") * 1.5
            area = room.adjusted(0, line, 0, -look.text_px("body") * 1.5)
            floor = Floor.of(picture) if picture is not None else Floor((), 0, 2)
            hull = self._hull(area, floor)
            self._paint_captions(painter, room, hull, line)
            self._paint_truck(painter, hull, shut=picture is not None and _shut(picture))
            if picture is not None:
                self._paint_places(painter, hull, floor, picture)
                self._paint_foot(painter, QRectF(room.x(), area.bottom(), room.width(), room.bottom() - area.bottom()))

    def _hull(self, area: QRectF, floor: Floor) -> QRectF:
        """The load space: as long as its columns need, in the middle of what the cab leaves."""
        cab = _cab_width(area) + self._look.px(10)
        longest = area.width() - cab
        pitch = area.height() / max(2, floor.across) * 1.6
        width = min(longest, floor.columns * pitch) if floor.stops else longest
        return QRectF(area.x() + (longest - width) / 2 + cab, area.y(), width, area.height())

    def _paint_captions(self, painter: QPainter, room: QRectF, hull: QRectF, height: float) -> None:
        look = self._look
        font = look.font("subheading")
        back, doors = self.tr("Fond\u00a0: chargé en premier"), self.tr("Portes\u00a0: chargé en dernier")
        metrics = QFontMetricsF(font)
        needed = metrics.horizontalAdvance(back) + metrics.horizontalAdvance(doors) + look.px(40)
        width = min(room.width(), max(hull.width(), needed))
        left = min(max(room.x(), hull.center().x() - width / 2), room.right() - width)
        painter.setPen(look.colour("ink" if self._picture is not None else "ink3"))
        halves = QRectF(left, room.y(), width / 2, height), QRectF(left + width / 2, room.y(), width / 2, height)
        draw_text(painter, halves[0], back, font=font, smallest=look.px(12))
        draw_text(painter, halves[1], doors, font=font, align=_RIGHT, smallest=look.px(12))

    def _paint_truck(self, painter: QPainter, hull: QRectF, *, shut: bool) -> None:
        """Cab, walls, and the doors at the right: open wide, or shut."""
        look = self._look
        colour = look.colour("lineStrong" if self._picture is not None else "line")
        width = _cab_width(hull)
        cab = QRectF(hull.left() - width - look.px(10), hull.y() + hull.height() * 0.05, width, hull.height() * 0.9)
        painter.setPen(QPen(colour, look.px(3)))
        painter.setBrush(look.colour("surface2"))
        painter.drawPath(_nose(cab))
        glass = cab.adjusted(width * 0.2, cab.height() * 0.09, -width * 0.55, -cab.height() * 0.09)
        painter.setBrush(look.colour("surface"))
        painter.drawPath(_nose(glass))
        wall = look.px(6)
        pen = QPen(colour, wall, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inner = hull.adjusted(wall / 2, wall / 2, -wall / 2 if shut else 0, -wall / 2)
        path = QPainterPath(inner.topRight())
        for corner in inner.topLeft(), inner.bottomLeft(), inner.bottomRight():
            path.lineTo(corner)
        painter.drawPath(path)
        if shut:
            self._paint_shut_doors(painter, inner)

    def _paint_shut_doors(self, painter: QPainter, inner: QRectF) -> None:
        look = self._look
        gap, middle = look.px(2), inner.center().y()
        painter.drawLine(inner.topRight(), QPointF(inner.right(), middle - gap))
        painter.drawLine(QPointF(inner.right(), middle + gap), inner.bottomRight())
        seal = QRectF(0, 0, look.px(34), look.px(34))
        seal.moveCenter(QPointF(inner.right(), middle))
        painter.setPen(QPen(look.colour("lineStrong"), look.px(2)))
        painter.setBrush(look.colour("surface"))
        painter.drawEllipse(seal)
        paint_mark(painter, look, seal.adjusted(*(look.px(6) * sign for sign in (1, 1, -1, -1))), "seal", "ink")

    def _paint_places(self, painter: QPainter, hull: QRectF, floor: Floor, picture: TruckPicture) -> None:
        look = self._look
        edge, gap = look.px(14), look.px(4 if look.compact else 8)
        space = hull.adjusted(edge, edge, -edge, -edge)
        width = (space.width() + gap) / floor.columns
        height = (space.height() + gap) / floor.across
        towns = {stop.number: stop.city for stop in picture.stops}
        text = _PlaceText(look, width - gap, height - gap, towns, self.tr("Ici"))
        for index, stop in enumerate(floor.stops):
            column, row = divmod(index, floor.across)
            rect = QRectF(space.x() + column * width, space.y() + row * height, width - gap, height - gap)
            style = self._style(index, stop, floor, picture)
            paint_slot(painter, look, rect, style)
            if stop is not None:
                text.paint(painter, rect, stop, style)

    def _style(self, index: int, stop: int | None, floor: Floor, picture: TruckPicture) -> SlotStyle:
        if index < floor.loaded:
            return LAST if self._last and index == floor.loaded - 1 else FILLED
        if stop is None:
            return SPARE
        if index > floor.loaded or _shut(picture):
            return PLANNED
        return REFUSED if self._refused else NEXT

    def _paint_foot(self, painter: QPainter, place: QRectF) -> None:
        """Seals once there are any, else how to read the drawing."""
        look, picture = self._look, self._picture
        if picture is None:
            return
        if picture.seals:
            font, colour = look.font("body", weight=700), "ink"
            text = self.tr("Portes closes. Scellés\u00a0: {seals}").format(seals=", ".join(picture.seals))
            if not fitting_px([text], font, place.width(), place.height(), look.px(13)):
                text = self.tr("Portes closes. {count} scellés").format(count=len(picture.seals))
        else:
            font, colour = look.font("body"), "ink2"
            text = self.tr("Chiffre\u00a0: n° d’arrêt. Plein\u00a0: chargée. Pointillé\u00a0: prévue.")
        painter.setPen(look.colour(colour))
        draw_text(painter, place, text, font=font, align=Qt.AlignmentFlag.AlignCenter, smallest=look.px(13))


class _PlaceText:
    """Stop and town on the places of one truck, in one size for all; a town too long for its place is shortened."""

    def __init__(self, look: Look, width: float, height: float, towns: dict[int, str], here: str) -> None:
        self._look, self._here = look, here
        self._pad = min(look.px(14), max(look.px(10), width / 10))
        self._inside = width - 2 * self._pad
        number = look.font("message", weight=700)
        number.setPixelSize(max(1, int(min(look.text_px("counter"), height * 0.36, width * 0.45))))
        self._number, self._row = number, QFontMetricsF(number).height()
        self._rest = height - self._row - self._pad
        self._here_font = look.font("label", weight=700)
        self._towns = self._fitted(towns)

    def _fitted(self, towns: dict[int, str]) -> dict[int, Fitted]:
        font, smallest = self._look.font("label"), self._look.px(12)
        sizes = {town: fitting_px([town], font, self._inside, self._rest, smallest) for town in set(towns.values())}
        font.setPixelSize(min((px for px in sizes.values() if px), default=smallest))
        height = QFontMetricsF(font).height()
        return {
            stop: Fitted(font, self._lines(town, font, int(self._rest / height)), height)
            for stop, town in towns.items()
        }

    def _lines(self, town: str, font: QFont, rows: int) -> tuple[str, ...]:
        """The town in so many rows; what does not fit ends in an ellipsis, since the stops are listed beside."""
        lines = wrapped(town, font, self._inside)
        if len(lines) > rows:
            lines = [*lines[: rows - 1], " ".join(lines[rows - 1 :]).replace("- ", "-")] if rows else []
        return tuple(elided(line, font, self._inside) for line in lines)

    def paint(self, painter: QPainter, rect: QRectF, stop: int, style: SlotStyle) -> None:
        """Paint the text of one place."""
        top = QRectF(rect.x() + self._pad, rect.y() + self._pad * 0.6, self._inside, self._row)
        painter.setPen(self._look.colour(style.text))
        painter.setFont(self._number)
        number = str(stop)
        painter.drawText(top, _LEFT, number)
        town = self._towns[stop]
        painter.setFont(town.font)
        for row, line in enumerate(town.lines):
            y = top.bottom() + row * town.line_height
            painter.drawText(QRectF(top.x(), y, top.width(), town.line_height), _LEFT, line)
        self._paint_mark(painter, top.adjusted(QFontMetricsF(self._number).horizontalAdvance(number), 0, 0, 0), style)

    def _paint_mark(self, painter: QPainter, room: QRectF, style: SlotStyle) -> None:
        """What the last scan did here, or that the next pallet stands here."""
        if style is NEXT:
            font, width = self._here_font, room.width() - self._pad / 2
            if px := fitting_px([self._here], font, width, room.height(), self._look.px(9)):
                font.setPixelSize(px)
                draw_text(painter, room, self._here, font=font, align=_RIGHT)
        elif icon := {LAST: "check", REFUSED: "cross"}.get(style):
            size = min(room.height(), room.width()) * 0.8
            square = QRectF(room.right() - size, room.center().y() - size / 2, size, size)
            paint_mark(painter, self._look, square, icon, style.text)


def _shut(picture: TruckPicture) -> bool:
    return picture.departed or bool(picture.seals)


def _cab_width(hull: QRectF) -> float:
    return hull.height() * 0.34


def _nose(box: QRectF) -> QPainterPath:
    """A box rounded at the left: a cab or its windscreen from above."""
    path = QPainterPath(box.topRight())
    bend = min(box.width(), box.height() / 3)
    path.cubicTo(box.topRight() - QPointF(bend, 0), box.topLeft(), QPointF(box.left(), box.top() + bend * 1.2))
    path.lineTo(box.left(), box.bottom() - bend * 1.2)
    path.cubicTo(box.bottomLeft(), box.bottomRight() - QPointF(bend, 0), box.bottomRight())
    path.closeSubpath()
    return path
