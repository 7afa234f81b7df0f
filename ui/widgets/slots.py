"""Places in drawings, and what all drawings share: how a place looks, barcodes, corner marks, sizes of text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import cycle

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from ui.look.look import Look
from ui.widgets.painting import wrapped

PAPER, PRINT = "onLost", "lost"
"""White and black in every theme: a label looks as it lies on the desk."""

_WIDTHS = (2, 1, 1, 2, 3, 2, 1, 1, 3, 1, 2, 3, 2, 2, 1, 3, 1, 2, 3, 1, 1, 2, 2, 2, 1, 3, 2, 1, 1, 3)
"""Bars and spaces in turn, as wide as those of Code 128; no code at all."""


@dataclass(frozen=True, slots=True)
class SlotStyle:
    """How a place looks: colour tokens of fill, edge and text."""

    fill: str | None
    edge: str
    text: str
    dashed: bool = False
    inner: bool = False
    """A second line inside the edge: the place just filled, told apart without colour."""
    heavy: bool = False


FREE = SlotStyle("kraftSoft", "kraftLine", "ink2", dashed=True)
FILLED = SlotStyle("device", "device", "onDevice")
CARTON = SlotStyle("kraft", "kraftLine", "ink")
PLANNED = SlotStyle(None, "lineStrong", "ink2", dashed=True)
SPARE = SlotStyle(None, "line", "ink3", dashed=True)
LAST = SlotStyle("accepted", "accepted", "onAccepted", inner=True)
NEXT = SlotStyle("accentSoft", "accent", "accent", heavy=True)
REFUSED = SlotStyle("refused", "refused", "onRefused")


def paint_slot(painter: QPainter, look: Look, rect: QRectF, style: SlotStyle) -> None:
    """Paint one place, without text, inside the rectangle; small places have finer lines."""
    short = min(rect.width(), rect.height())
    radius = min(look.radius("control"), short / 4)
    width = min(look.px(5 if style.heavy else 2), max(1.0, short / 12))
    pen = QPen(look.colour(style.edge), width)
    if style.dashed and short > look.px(16):
        pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.setBrush(look.colour(style.fill) if style.fill else Qt.BrushStyle.NoBrush)
    half = width / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)
    if style.inner and short > look.px(10):
        inset = min(look.px(5), short / 8)
        painter.setPen(QPen(look.colour(style.text), min(look.px(3), short / 12)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius * 0.7, radius * 0.7)


def paint_card(painter: QPainter, look: Look, rect: QRect) -> None:
    """Paint the card that a drawing lies on."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("surface"))
    painter.drawRoundedRect(rect, look.radius("card"), look.radius("card"))


def paint_mark(painter: QPainter, look: Look, rect: QRectF, icon: str, colour: str) -> None:
    """Paint an icon, as large as the rectangle takes it, in its middle."""
    size = int(min(rect.width(), rect.height()))
    if size < look.px(8):
        return
    ratio = painter.device().devicePixelRatioF()
    corner = rect.center() - QPointF(size / 2, size / 2)
    painter.drawPixmap(corner, look.icon(icon, size, colour, ratio=ratio))


def paint_bars(painter: QPainter, rect: QRectF, colour: QColor, module: float) -> None:
    """Paint a barcode that fills the rectangle, with modules about this wide."""
    modules = max(1, round(rect.width() / module))
    module = rect.width() / modules
    bars, at, bar = [], 0, True
    for width in cycle(_WIDTHS):
        if at + width > modules:
            break
        if bar:
            bars.append(QRectF(rect.x() + at * module, rect.y(), width * module, rect.height()))
        at, bar = at + width, not bar
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRects(bars)


def paint_corners(painter: QPainter, rect: QRectF, colour: QColor, width: float) -> None:
    """Paint the four corner marks that say "scan this"."""
    arm = min(rect.width(), rect.height()) / 3
    painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for x, inwards in (rect.left(), arm), (rect.right(), -arm):
        for y, down in (rect.top(), arm), (rect.bottom(), -arm):
            painter.drawPolyline(polygon((x + inwards, y), (x, y), (x, y + down)))


def polygon(*points: tuple[float, float]) -> QPolygonF:
    """A polygon of these corners."""
    return QPolygonF([QPointF(x, y) for x, y in points])


def fitting_px(texts: Iterable[str], font: QFont, width: float, height: float, smallest: int) -> int:
    """The largest size in px, from the font's down to `smallest`, at which each text fits; 0 where none does."""
    texts = tuple(texts)
    for px in range(font.pixelSize(), smallest - 1, -1):
        sized = QFont(font)
        sized.setPixelSize(px)
        metrics = QFontMetricsF(sized)
        rows = int(height / metrics.height())
        if all(_fits(wrapped(text, sized, width), metrics, width, rows) for text in texts):
            return px
    return 0


def _fits(lines: list[str], metrics: QFontMetricsF, width: float, rows: int) -> bool:
    return len(lines) <= rows and all(metrics.horizontalAdvance(line) <= width for line in lines)


def sscc_end(sscc: str) -> str:
    """How people read an SSCC: `…0042 7`, its last five digits with the check digit apart."""
    return f"…{sscc[-5:-1]} {sscc[-1:]}"
