"""What to aim at before the first scan of a step: the thing in line art, the code to scan framed, the others faded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look.look import Look
from ui.widgets.painting import draw_text
from ui.widgets.slots import paint_bars, polygon

AimKind = Literal["serial", "order", "label", "carton", "pallet", "trip", "seal"]

_CENTRE = Qt.AlignmentFlag.AlignCenter


class AimDrawing(QWidget):
    """The drawing of one kind of thing to scan, as large as its place takes it."""

    def __init__(self, look: Look, kind: AimKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._draw, self._size = _DRAWINGS[kind]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(self._size[0]), self._look.px(self._size[1]))

    def paintEvent(self, _event: QPaintEvent) -> None:
        width, height = self._size
        scale = min(self.width() / (width + 8), self.height() / (height + 8))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate((self.width() - width * scale) / 2, (self.height() - height * scale) / 2)
            painter.scale(scale, scale)
            self._draw(_Pen(painter, self._look))


class _Pen:
    """Line art on a sheet of its own units, whatever its size on the screen."""

    def __init__(self, painter: QPainter, look: Look) -> None:
        self._painter, self._look = painter, look

    def shape(self, outline: QRectF | QPolygonF, fill: str = "surface", line: str = "lineStrong") -> None:
        """A thing: a sheet or box with rounded corners, or a polygon."""
        self._painter.setPen(QPen(self._look.colour(line), 3, j=Qt.PenJoinStyle.RoundJoin))
        self._painter.setBrush(self._look.colour(fill))
        if isinstance(outline, QPolygonF):
            self._painter.drawPolygon(outline)
        else:
            self._painter.drawRoundedRect(outline, 8, 8)

    def lines(self, x: float, y: float, *widths: float, step: float = 16) -> None:
        """Quiet lines that stand for words nobody needs to read."""
        for row, width in enumerate(widths):
            self._painter.fillRect(QRectF(x, y + row * step, width, 6), self._look.colour("line"))

    def rule(self, x1: float, y1: float, x2: float, y2: float, colour: str = "line", width: float = 2) -> None:
        """A straight line."""
        self._painter.setPen(QPen(self._look.colour(colour), width))
        self._painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))

    def faded(self, bars: QRectF, word: str = "") -> None:
        """A code that is not the one, with its name under it."""
        paint_bars(self._painter, bars, self._look.colour("line"), 2)
        self.text(QRectF(bars.x(), bars.bottom() + 2, bars.width(), 22), word, 15, "ink3", code=True, weight=400)

    def framed(self, frame: QRectF, word: str = "", code: str = "") -> None:
        """The code to scan: bars at the left, its name and a code, or bars across all with the code below."""
        self.shape(frame, "accentSoft", "accent")
        self._painter.setPen(QPen(self._look.colour("accent"), 5))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(frame, 8, 8)
        inside = frame.adjusted(14, 12, -14, -12)
        ink = self._look.colour("ink")
        if word:
            paint_bars(self._painter, QRectF(inside.x(), inside.y(), inside.width() * 0.47, inside.height()), ink, 2.2)
            right = inside.adjusted(inside.width() * 0.51, 0, 0, 0)
            self.text(right.adjusted(0, 0, -right.width() * 0.6, 0), word, 34, "ink", code=True)
            self.text(right.adjusted(right.width() * 0.44, 0, 0, 0), code, 20, "ink2", code=True, weight=400)
        else:
            below = 24 if code else 0
            paint_bars(self._painter, inside.adjusted(0, 0, 0, -below), ink, 2.2)
            foot = QRectF(inside.x(), inside.bottom() - 18, inside.width(), 22)
            self.text(foot, code, 18, "ink", code=True, align=_CENTRE)

    def text(
        self,
        place: QRectF,
        text: str,
        px: int,
        colour: str = "ink",
        *,
        code: bool = False,
        weight: int = 700,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    ) -> None:
        """Words or a code, in the units of the sheet; smaller where they are too long."""
        self._painter.setPen(self._look.colour(colour))
        font = self._look.font("label", code=code, weight=weight, px=px)
        draw_text(self._painter, place, text, font=font, align=align, smallest=8)

    def ring(self, box: QRectF) -> None:
        """A strap: a thick round line."""
        for colour, width in ("lineStrong", 16.0), ("surface", 10.0):
            self._painter.setPen(QPen(self._look.colour(colour), width))
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.drawRoundedRect(box, 70, 70)

    def circle(self, x: float, y: float, radius: float, fill: str) -> None:
        """A disc."""
        self._painter.setPen(QPen(self._look.colour("lineStrong"), 3))
        self._painter.setBrush(self._look.colour(fill))
        self._painter.drawEllipse(QPointF(x, y), radius, radius)


def _serial(pen: _Pen) -> None:
    """The label on a device's box: its serial among EAN, IMEI and what else is printed there."""
    pen.shape(QRectF(0, 0, 560, 246))
    pen.faded(QRectF(28, 24, 150, 38), "EAN")
    pen.faded(QRectF(330, 24, 196, 38), "IMEI")
    pen.framed(QRectF(14, 102, 532, 84), "S/N", "EXT4K7P…")
    pen.faded(QRectF(28, 204, 200, 26))


def _order(pen: _Pen) -> None:
    """A picking sheet: the order's code above the lines to tick."""
    pen.shape(QRectF(0, 0, 440, 320))
    pen.lines(26, 30, 130, 90)
    pen.framed(QRectF(190, 16, 234, 92), code="ORD-…")
    for row, width in enumerate((210, 250, 180, 230)):
        y = 138 + row * 44
        pen.shape(QRectF(26, y, 24, 24))
        pen.lines(66, y + 9, width)
        pen.lines(374, y + 9, 40)


def _label(pen: _Pen) -> None:
    """Our own carton label: address, contents, and the SSCC at its foot."""
    pen.shape(QRectF(0, 0, 330, 340))
    pen.lines(26, 26, 190, 150, 170)
    pen.rule(20, 88, 310, 88)
    pen.lines(26, 104, 90, 120)
    pen.text(QRectF(26, 142, 280, 34), "SSCC", 26, code=True)
    pen.framed(QRectF(14, 182, 302, 144), code="(00) …")


def _carton(pen: _Pen) -> None:
    """The maker's carton, closed, with the label on its front."""
    pen.shape(polygon((0, 70), (90, 0), (500, 0), (410, 70)), "kraftSoft", "kraftLine")
    pen.shape(polygon((410, 70), (500, 0), (500, 240), (410, 310)), "kraftSoft", "kraftLine")
    pen.shape(polygon((0, 70), (410, 70), (410, 310), (0, 310)), "kraft", "kraftLine")
    pen.rule(205, 70, 295, 0, "kraftLine")
    pen.rule(205, 70, 205, 104, "kraftLine")
    pen.shape(QRectF(60, 112, 290, 174))
    pen.lines(80, 130, 150, 110)
    pen.framed(QRectF(74, 170, 262, 102))


def _pallet(pen: _Pen) -> None:
    """A closed pallet with its label."""
    for row in range(3):
        for column in range(4):
            pen.shape(QRectF(10 + column * 110, row * 90, 110, 90), "kraft", "kraftLine")
    pen.shape(QRectF(0, 272, 460, 16), "wood", "wood")
    pen.shape(QRectF(0, 314, 460, 8), "wood", "wood")
    for x in 0, 195, 390:
        pen.shape(QRectF(x, 288, 70, 34), "wood", "wood")
    pen.shape(QRectF(96, 44, 268, 186))
    pen.lines(116, 62, 150, 110)
    pen.framed(QRectF(110, 102, 240, 114), code="(00) …")


def _trip(pen: _Pen) -> None:
    """The sheet of a trip at the dock: a truck, the trip's code, its stops."""
    pen.shape(QRectF(0, 0, 440, 320))
    pen.shape(QRectF(30, 30, 84, 58), "surface2")
    pen.shape(polygon((114, 46), (140, 46), (156, 66), (156, 88), (114, 88)), "surface2")
    for x in 56, 132:
        pen.circle(x, 92, 12, "surface")
    pen.framed(QRectF(190, 16, 234, 92), code="TRP-…")
    for row, width in enumerate((230, 190, 250, 210)):
        y = 138 + row * 44
        pen.circle(38, y + 12, 13, "surface2")
        pen.text(QRectF(25, y - 1, 26, 26), str(row + 1), 18, "ink2", align=_CENTRE)
        pen.lines(66, y + 9, width)


def _seal(pen: _Pen) -> None:
    """A seal: its strap closed through the doors' bar, its code on the tag."""
    pen.shape(QRectF(186, 0, 20, 200), "surface2")
    pen.shape(QRectF(214, 0, 20, 200), "surface2")
    pen.ring(QRectF(130, 34, 160, 190))
    pen.shape(QRectF(40, 134, 340, 146))
    pen.framed(QRectF(56, 150, 308, 114))


_DRAWINGS: dict[AimKind, tuple[Callable[[_Pen], None], tuple[int, int]]] = {
    "serial": (_serial, (560, 246)),
    "order": (_order, (440, 320)),
    "label": (_label, (330, 340)),
    "carton": (_carton, (500, 310)),
    "pallet": (_pallet, (460, 322)),
    "trip": (_trip, (440, 320)),
    "seal": (_seal, (420, 280)),
}
"""Each kind's drawing and the size of its sheet, in pixels at u = 1."""
