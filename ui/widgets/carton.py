"""The carton in front of the packer, seen from above: one place per device, or the lid with the label to scan."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from ui.look.look import Look
from ui.widgets.painting import draw_text
from ui.widgets.slots import (
    FILLED,
    FREE,
    LAST,
    PAPER,
    PRINT,
    REFUSED,
    SlotStyle,
    paint_bars,
    paint_card,
    paint_corners,
    paint_mark,
    paint_slot,
    polygon,
    sscc_end,
)

if TYPE_CHECKING:
    from dispatch.services.pictures import CartonPicture

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
_SHORTEST_END = 3
"""Characters of a serial below which its end says nothing."""


def serial_end(serial: str, characters: int) -> str:
    """The serial in so many characters: whole, or its end after `…`, or nothing where the end would be too short."""
    if len(serial) <= characters:
        return serial
    return f"…{serial[1 - characters :]}" if characters > _SHORTEST_END else ""


def grid(area: QRectF, count: int, gap: float) -> list[QRectF]:
    """The places of a carton for so many devices: two columns up to 12, three to 24, above that rows of ten."""
    columns = 1 if count == 1 else 2 if count <= 12 else 3 if count <= 24 else 10
    rows = ceil(count / columns)
    width, height = (area.width() + gap) / columns, (area.height() + gap) / rows
    places = []
    for index in range(count):
        row, column = divmod(index, columns) if columns == 10 else (index % rows, index // rows)
        places.append(QRectF(area.x() + column * width, area.y() + row * height, width - gap, height - gap))
    return places


class CartonDrawing(QWidget):
    """The open carton with its devices in packing order, or the closed one with its label."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._picture: CartonPicture | None = None
        self._last = self._refused = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(592), self._look.px(388))

    def show_picture(self, picture: CartonPicture | None, *, last: str = "", refused: str = "") -> None:
        """Show a carton; `last`: the serial just put in; `refused`: that of a device to take out."""
        self._picture, self._last, self._refused = picture, last, refused
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._picture is None:
                self._paint_box(painter, "surface", "surface2", "line")
            elif self._picture.closed:
                self._paint_lid(painter, self._picture)
            else:
                self._paint_open(painter, self._picture)

    def _paint_box(self, painter: QPainter, flap: str, inside: str, edge: str) -> QRectF:
        """The four flaps and the floor between them; returns the floor."""
        look = self._look
        line = look.px(2)
        outside = QRectF(self.rect()).adjusted(line, line, -line, -line)
        depth = min(look.px(30), outside.height() / 12, outside.width() / 12)
        floor = outside.adjusted(depth, depth, -depth, -depth)
        slant = depth * 0.8
        left, top, right, bottom = floor.left(), floor.top(), floor.right(), floor.bottom()
        painter.setPen(QPen(look.colour(edge), line))
        painter.setBrush(look.colour(flap))
        for y, out in (top, outside.top()), (bottom, outside.bottom()):
            painter.drawPolygon(polygon((left, y), (right, y), (right - slant, out), (left + slant, out)))
        for x, out in (left, outside.left()), (right, outside.right()):
            painter.drawPolygon(polygon((x, top), (x, bottom), (out, bottom - slant), (out, top + slant)))
        painter.setPen(QPen(look.colour(edge), look.px(3)))
        painter.setBrush(look.colour(inside))
        painter.drawRect(floor)
        return floor

    def _paint_open(self, painter: QPainter, picture: CartonPicture) -> None:
        look = self._look
        floor = self._paint_box(painter, "kraft", "kraftSoft", "kraftLine")
        packed = len(picture.serials)
        count = max(picture.capacity, packed, 1)
        gap = look.px(8 if look.compact else 12) if count <= 24 else look.px(4)
        places = grid(floor.adjusted(gap, gap, -gap, -gap), count, gap)
        text = _SlotText(look, places[0], count)
        for number, place in enumerate(places, start=1):
            serial = picture.serials[number - 1] if number <= packed else ""
            style = self._style(serial)
            paint_slot(painter, look, place, style)
            text.paint(painter, place, number, style, serial)

    def _style(self, serial: str) -> SlotStyle:
        if not serial:
            return FREE
        if serial == self._refused:
            return REFUSED
        return LAST if serial == self._last else FILLED

    def _paint_lid(self, painter: QPainter, picture: CartonPicture) -> None:
        look = self._look
        line = look.px(3)
        room = QRectF(self.rect()).adjusted(line, line, -line, -line)
        width = min(room.width(), room.height() * 1.45)
        height = min(room.height(), width / 1.2)
        lid = QRectF(0, 0, width, height)
        lid.moveCenter(room.center())
        painter.setPen(QPen(look.colour("kraftLine"), line))
        painter.setBrush(look.colour("kraft"))
        painter.drawRoundedRect(lid, look.radius("tag"), look.radius("tag"))
        self._paint_tape(painter, lid)
        if not picture.labelled:
            return
        label = QRectF(0, 0, height * 0.8, height * 0.8)
        label.moveCenter(lid.center())
        self._paint_label(painter, label, picture)

    def _paint_tape(self, painter: QPainter, lid: QRectF) -> None:
        look = self._look
        inset = look.px(1.5)
        tape = QRectF(lid.left() + inset, 0, lid.width() - 2 * inset, lid.height() * 0.12)
        tape.moveCenter(lid.center())
        painter.fillRect(tape, look.colour("kraftSoft"))
        painter.setPen(QPen(look.colour("kraftLine"), look.px(1.5)))
        painter.drawLine(QPointF(tape.left(), tape.center().y()), QPointF(tape.right(), tape.center().y()))

    def _paint_label(self, painter: QPainter, label: QRectF, picture: CartonPicture) -> None:
        """The label as it comes from the printer: the colis, quiet lines for the address, SSCC and its barcode."""
        look = self._look
        paper, ink = look.colour(PAPER), look.colour(PRINT)
        painter.setPen(QPen(ink, look.px(2)))
        painter.setBrush(paper)
        painter.drawRoundedRect(label, look.radius("tag") / 2, look.radius("tag") / 2)
        unit = label.height() / 24

        def row(top: float, height: float, width: float = 20) -> QRectF:
            return QRectF(label.x() + 2 * unit, label.y() + top * unit, width * unit, height * unit)

        painter.setPen(ink)
        title = self.tr("Colis {number}").format(number=picture.number)
        draw_text(painter, row(1, 3.4), title, font=look.font("heading", px=int(2.8 * unit)), smallest=8)
        for top, width in (5, 15), (6.7, 10):
            painter.fillRect(row(top, 0.8, width), look.colour("lostStripe"))
        painter.fillRect(row(8.8, 0.25), ink)
        sscc = f"SSCC {sscc_end(picture.sscc)}"
        font = look.font("body", code=True, weight=700, px=int(2.5 * unit))
        draw_text(painter, row(9.5, 3), sscc, font=font, smallest=8)
        frame = row(13.6, 9.2)
        inset = 1.5 * unit
        paint_bars(painter, frame.adjusted(inset, inset, -inset, -inset), ink, max(1.5, unit / 5))
        paint_corners(painter, frame, look.colour("info"), look.px(6))


class _SlotText:
    """Number and serial of the places of one carton, in one size for all."""

    def __init__(self, look: Look, place: QRectF, count: int) -> None:
        self._look = look
        self._with_serials = count <= 24
        role = "heading" if place.height() > look.px(100) else "body"
        share, letters = (0.62, 6.4) if self._with_serials else (0.72, 0.62 * (len(str(count)) + 0.6))
        px = max(1, int(min(look.text_px(role), place.height() * share, place.width() / letters)))
        self._legible = px >= look.px(9)
        self._number = look.font(role, weight=700, px=px)
        self._quiet = look.font(role, weight=400, px=px)
        self._code = look.font(role, code=True, weight=700, px=px)
        pad = look.px(24) if role == "heading" else look.px(12 if look.compact else 18)
        self._pad = min(pad, place.width() / 12)
        self._advance = QFontMetricsF(self._code).horizontalAdvance("0")
        self._taken = QFontMetricsF(self._number).horizontalAdvance(str(count)) + self._advance

    def paint(self, painter: QPainter, place: QRectF, number: int, style: SlotStyle, serial: str) -> None:
        """Paint the text of one place."""
        if not self._legible:
            return
        painter.setPen(self._look.colour(style.text))
        painter.setFont(self._quiet if style is FREE else self._number)
        if self._with_serials:
            inside = place.adjusted(self._pad, 0, -self._pad, 0)
            painter.drawText(inside, _LEFT, str(number))
            self._paint_serial(painter, inside.adjusted(self._taken, 0, 0, 0), style, serial)
        elif style is REFUSED:
            paint_mark(painter, self._look, place, "cross", style.text)
        else:
            painter.drawText(place, _CENTRE, str(number))

    def _paint_serial(self, painter: QPainter, room: QRectF, style: SlotStyle, serial: str) -> None:
        if style is REFUSED:
            side = min(room.height(), self._advance * 2)
            mark = QRectF(room.x(), room.y() + (room.height() - side) / 2, side, side)
            paint_mark(painter, self._look, mark, "cross", style.text)
            room = room.adjusted(side + self._advance / 2, 0, 0, 0)
        painter.setFont(self._code)
        painter.drawText(room, _RIGHT, serial_end(serial, int(room.width() / self._advance)))


class CartonCard(QFrame):
    """A card with the carton's number and count above its drawing."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._picture: CartonPicture | None = None
        self.drawing = CartonDrawing(look, self)
        self._pad = look.px(14 if look.compact else 24)
        self._head = look.text_px("counter") + look.px(18 if look.compact else 36)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(self._pad, self._head, self._pad, self._pad)
        layout.addWidget(self.drawing)

    def show_picture(self, picture: CartonPicture | None, *, last: str = "", refused: str = "") -> None:
        """Show a carton, as `CartonDrawing.show_picture`."""
        self._picture = picture
        self.drawing.show_picture(picture, last=last, refused=refused)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_card(painter, look, self.rect())
            head = QRectF(self._pad, look.px(4), self.width() - 2 * self._pad, self._head - look.px(8))
            icon = look.px(28)
            paint_mark(painter, look, QRectF(head.x(), head.y(), icon, head.height()), "carton", "ink")
            left = head.right() - self._paint_counter(painter, head) - look.px(12)
            painter.setPen(look.colour("ink"))
            x = head.x() + icon + look.px(12)
            role = "subheading" if look.compact else "heading"
            place = QRectF(x, head.y(), left - x, head.height())
            draw_text(painter, place, self._title(), font=look.font(role), smallest=look.px(14))

    def _title(self) -> str:
        picture = self._picture
        if picture is None:
            return self.tr("Colis")
        if picture.of < picture.number:
            return self.tr("Colis {number}").format(number=picture.number)
        return self.tr("Colis {number} sur {of}").format(number=picture.number, of=picture.of)

    def _paint_counter(self, painter: QPainter, head: QRectF) -> float:
        """Count and capacity at the right; returns their width."""
        if self._picture is None:
            return 0
        look = self._look
        done, of = str(len(self._picture.serials)), f" / {self._picture.capacity}"
        total_width = 0.0
        for text, colour, weight in (of, "ink3", 400), (done, "ink", 700):
            font = look.font("counter", weight=weight)
            width = QFontMetricsF(font).horizontalAdvance(text)
            painter.setFont(font)
            painter.setPen(look.colour(colour))
            painter.drawText(QRectF(head.right() - total_width - width, head.y(), width, head.height()), _RIGHT, text)
            total_width += width
        return total_width
