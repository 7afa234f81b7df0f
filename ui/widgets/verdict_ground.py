"""The ground of a verdict: its colour and its edges, by which it is told apart without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap

from ui.widgets.shapes import draw_rounded, draw_stripes, round_off

if TYPE_CHECKING:
    from ui.look.look import Look

_EDGES = {"refused": "verdictStripe", "lost": "verdictStripe", "confirm": "verdictFrame"}


def edge_width(look: Look, tone: str) -> int:
    """What the edge of a tone takes on each side, in px; 0 where it has none."""
    return look.stroke(_EDGES[tone]) if tone in _EDGES else 0


def verdict_ground(look: Look, tone: str, size: QSize, ratio: float) -> QPixmap:
    """A panel of this size without words, its corners round."""
    ground = QPixmap(size * ratio)
    ground.setDevicePixelRatio(ratio)
    rect = QRectF(0, 0, size.width(), size.height())
    with QPainter(ground) as painter:
        painter.fillRect(rect, look.colour(tone))
        _paint_edges(painter, look, tone, rect)
        round_off(painter, rect, look.radius("card"), look.colour("bg"))
        if tone == "confirm":
            draw_rounded(painter, rect, look.radius("card"), None, look.colour(tone), look.stroke("control"))
    return ground


def _paint_edges(painter: QPainter, look: Look, tone: str, rect: QRectF) -> None:
    width = edge_width(look, tone)
    if not width:
        return
    if tone == "confirm":
        painter.fillRect(rect, look.colour("onConfirm"))
        painter.fillRect(rect.adjusted(width, width, -width, -width), look.colour("confirm"))
        return
    for side in (QRectF(0, 0, width, rect.height()), QRectF(rect.right() - width, 0, width, rect.height())):
        if tone == "refused":
            draw_stripes(painter, side, look.colour("onRefused"), look.colour("refusedStripe"), look.px(48))
        else:
            _paint_bars(painter, look, side)


def _paint_bars(painter: QPainter, look: Look, side: QRectF) -> None:
    painter.fillRect(side, look.colour("onLost"))
    height = look.px(20)
    for top in range(0, round(side.height()), 2 * height):
        painter.fillRect(QRectF(side.left(), top, side.width(), height), look.colour("lostStripe"))
