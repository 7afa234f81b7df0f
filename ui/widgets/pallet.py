"""The pallet in front of the operator: all layers from the side, the current one from above; closed, its two labels."""

from __future__ import annotations

from math import ceil, sqrt
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from dispatch.domain.pallet_plan import PALLET_LENGTH_MM, PALLET_WIDTH_MM
from ui.look.look import Look
from ui.widgets.painting import draw_text
from ui.widgets.pallet_views import FilmedView, SideView, Stack, base_of, paint_frame, paint_wood
from ui.widgets.slots import (
    CARTON,
    FREE,
    LAST,
    NEXT,
    REFUSED,
    SlotStyle,
    fitting_px,
    paint_card,
    paint_mark,
    paint_slot,
)

if TYPE_CHECKING:
    from dispatch.services.pictures import PalletPicture

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter


class PalletDrawing(QFrame):
    """A card with the pallet from the side and its current layer from above."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._picture: PalletPicture | None = None
        self._last = self._refused = ""
        self._rim = look.px(8 if look.compact else 12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(1216), self._look.px(480))

    def show_picture(self, picture: PalletPicture | None, *, last: str = "", refused: str = "") -> None:
        """Show a pallet; `last`: the SSCC of the carton just put on; `refused`: that of a carton to take off."""
        self._picture, self._last, self._refused = picture, last, refused
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, picture = self._look, self._picture
        with QPainter(self) as painter:
            paint_card(painter, look, self.rect())
            pad = look.px(16 if look.compact else 24)
            room = QRectF(self.rect()).adjusted(pad, pad * 0.6, -pad, -pad)
            height = look.text_px("subheading") * 1.5
            titles = QRectF(room.x(), room.y(), room.width(), height)
            area = room.adjusted(0, height + look.px(8), 0, 0)
            if picture is None:
                self._title(painter, titles, self.tr("Palette"))
                paint_wood(painter, look, base_of(area, area.height() * 1.3), quiet=True)
            elif picture.closed:
                self._paint_filmed(painter, titles, area, picture)
            elif picture.places:
                self._paint_layers(painter, titles, area, picture)
            else:
                self._paint_heap(painter, titles, area, picture)

    def _title(self, painter: QPainter, titles: QRectF, text: str, note: str = "", ink: str = "ink2") -> None:
        look = self._look
        smallest = look.px(13)
        painter.setPen(look.colour("ink"))
        fitted = draw_text(painter, titles, text, font=look.font("subheading"), smallest=smallest)
        taken = QFontMetricsF(fitted.font).horizontalAdvance(text) + look.px(16)
        painter.setPen(look.colour(ink))
        font = look.font("body", weight=700 if ink == "refusedInk" else 400, px=smallest)
        if QFontMetricsF(font).horizontalAdvance(note) > titles.width() - taken:
            return
        font.setPixelSize(look.text_px("body"))
        draw_text(painter, titles.adjusted(taken, 0, 0, 0), note, font=font, align=_RIGHT, smallest=smallest)

    def _excess(self, picture: PalletPicture) -> str:
        """What is beyond its limit, in words; empty where all is well."""
        if picture.height_mm is not None and picture.height_mm > picture.max_height_mm:
            return self.tr("Trop haut")
        return self.tr("Trop lourd") if picture.weight_g > picture.max_weight_g else ""

    def _paint_layers(self, painter: QPainter, titles: QRectF, area: QRectF, picture: PalletPicture) -> None:
        stack = Stack.of(picture, self._last)
        rim = 2 * self._rim
        width = min((area.height() - rim) * PALLET_LENGTH_MM / PALLET_WIDTH_MM + rim, area.width() * 0.56)
        left = area.width() - width - self._look.px(16 if self._look.compact else 40)
        side = QRectF(area.x(), area.y(), left, area.height())
        above = area.adjusted(area.width() - width, 0, 0, 0)
        over_side, over_above = (QRectF(part.x(), titles.y(), part.width(), titles.height()) for part in (side, above))
        self._title(painter, over_side, self.tr("Palette {number}, vue de côté").format(number=picture.number))
        name = self.tr("Couche {number}, complète") if stack.full else self.tr("Couche {number}, vue de dessus")
        note = self.tr("Bord de l’allée en bas")
        self._title(painter, over_above, name.format(number=stack.current + 1), note)
        names = [self.tr("Couche {number}").format(number=layer + 1) for layer in range(stack.layers)]
        SideView(self._look, side, stack, names).paint(painter, picture.layers, self._excess(picture))
        self._paint_above(painter, above, stack, picture)

    def _paint_above(self, painter: QPainter, area: QRectF, stack: Stack, picture: PalletPicture) -> None:
        look = self._look
        rim = self._rim
        scale = min((area.width() - 2 * rim) / PALLET_LENGTH_MM, (area.height() - 2 * rim) / PALLET_WIDTH_MM)
        deck = QRectF(area.x(), area.y(), PALLET_LENGTH_MM * scale + 2 * rim, PALLET_WIDTH_MM * scale + 2 * rim)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("wood"))
        painter.drawRoundedRect(deck, look.px(3), look.px(3))
        corner, seam = deck.topLeft() + QPointF(rim, rim), look.px(1.5)
        first, on = stack.current * len(stack.places), stack.on(stack.current)
        small = min(min(place.length, place.width) for place in stack.places) * scale
        font = self._number_font(QSizeF(small, small), picture)
        for index, place in enumerate(stack.places):
            rect = QRectF(place.x * scale, place.y * scale, place.length * scale, place.width * scale)
            rect = rect.translated(corner).adjusted(seam, seam, -seam, -seam)
            if index < on:
                self._paint_carton(painter, rect, first + index, picture, font)
            else:
                self._paint_free(painter, rect, is_next=index == on)

    def _number_font(self, carton: QSizeF, picture: PalletPicture) -> QFont:
        """One size for the numbers of all cartons."""
        font = self._look.font("heading")
        widest = max((str(number) for number in picture.numbers), key=len, default="")
        px = fitting_px([widest], font, carton.width() * 0.75, carton.height() * 0.8, self._look.px(9))
        font.setPixelSize(px or self._look.px(9))
        return font

    def _paint_carton(self, painter: QPainter, rect: QRectF, index: int, picture: PalletPicture, font: QFont) -> None:
        """One carton that stands: its number, and what the last scan did to it."""
        look = self._look
        style = self._style(picture.cartons[index])
        paint_slot(painter, look, rect, style)
        if style is CARTON:
            _paint_tape(painter, look, rect)
        pad = min(look.px(14), rect.width() / 9)
        inside = rect.adjusted(pad, pad * 0.8, -pad, -pad)
        below = inside.adjusted(0, font.pixelSize() * 1.1, 0, 0)
        size = min(below.width(), below.height(), look.px(72))
        roomy = size >= font.pixelSize() * 0.8
        painter.setPen(look.colour(style.text))
        painter.setFont(font)
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop if roomy else _CENTRE
        painter.drawText(inside if roomy else rect, align, str(picture.numbers[index]))
        mark = {LAST: "check", REFUSED: "cross"}.get(style)
        if mark and roomy:
            square = QRectF(0, 0, size, size)
            square.moveCenter(below.center())
            paint_mark(painter, look, square, mark, style.text)

    def _style(self, sscc: str) -> SlotStyle:
        if sscc == self._refused:
            return REFUSED
        return LAST if sscc == self._last else CARTON

    def _paint_free(self, painter: QPainter, rect: QRectF, *, is_next: bool) -> None:
        look = self._look
        paint_slot(painter, look, rect, NEXT if is_next else FREE)
        if not is_next:
            return
        pad = min(look.px(7), rect.height() / 8)
        inside = rect.adjusted(pad, pad, -pad, -pad)
        font = look.font("subheading")
        for text, smallest in (self.tr("Posez ici"), 15), (self.tr("Ici"), 10):
            if px := fitting_px([text], font, inside.width(), inside.height(), look.px(smallest)):
                font.setPixelSize(px)
                painter.setPen(look.colour(NEXT.text))
                draw_text(painter, inside, text, font=font, align=_CENTRE, lines=2)
                return

    def _paint_heap(self, painter: QPainter, titles: QRectF, area: QRectF, picture: PalletPicture) -> None:
        """Cartons whose size nobody told: numbered, row upon row, without claiming where they stand."""
        look = self._look
        excess = self._excess(picture)
        title = self.tr("Palette {number}, colis posés").format(number=picture.number)
        note = excess or self.tr("Taille des colis inconnue")
        self._title(painter, titles, title, note, "refusedInk" if excess else "ink2")
        count = len(picture.cartons)
        room = 12
        while room < count + 1:
            room += room // 2
        columns = ceil(sqrt(room * area.width() / area.height() / 1.8))
        height = area.height() * 0.87 / ceil(room / columns)
        width = min(area.width() / columns, height * 1.6)
        base = base_of(area, columns * width)
        paint_wood(painter, look, base)
        gap = look.px(2)
        font = self._number_font(QSizeF(width, height), picture)
        for index in range(count + 1):
            row, column = divmod(index, columns)
            rect = QRectF(base.x() + column * width, base.y() - (row + 1) * height, width, height)
            if index < count:
                self._paint_carton(painter, rect.adjusted(gap, gap, -gap, -gap), index, picture, font)
            else:
                self._paint_free(painter, rect.adjusted(gap, gap, -gap, -gap), is_next=True)
        if excess and count:
            top = (count - 1) // columns + 1
            paint_frame(painter, look, QRectF(base.x(), base.y() - top * height, base.width(), height), "refused")

    def _paint_filmed(self, painter: QPainter, titles: QRectF, area: QRectF, picture: PalletPicture) -> None:
        title = self.tr("Palette {number}, filmée").format(number=picture.number)
        note = self.tr("Étiquettes bipées\u00a0: {done} sur 2").format(done=min(picture.verified, 2))
        self._title(painter, titles, title, note if picture.labelled else "")
        FilmedView(self._look, area).paint(painter, picture)


def _paint_tape(painter: QPainter, look: Look, rect: QRectF) -> None:
    painter.setPen(QPen(look.colour("kraftLine"), look.px(1)))
    middle = rect.center()
    if rect.width() > rect.height():
        painter.drawLine(QPointF(rect.left(), middle.y()), QPointF(rect.right(), middle.y()))
    else:
        painter.drawLine(QPointF(middle.x(), rect.top()), QPointF(middle.x(), rect.bottom()))
