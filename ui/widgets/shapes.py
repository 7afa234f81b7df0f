"""Painting shapes: rounded rectangles, stripes, rounded corners."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPolygonF


def draw_stripes(painter: QPainter, rect: QRectF, ground: QColor, stripe: QColor, pitch: float) -> None:
    """Fill a rectangle with rising stripes of 45 degrees, so much apart and half as thick."""
    painter.save()
    painter.setClipRect(rect)
    painter.fillRect(rect, ground)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(stripe)
    left, top, right, bottom = rect.left(), rect.top(), rect.right(), rect.bottom()
    along = (left + top) // pitch * pitch
    while along < right + bottom:
        ends = [(along - top, top), (along - bottom, bottom)]
        if rect.width() < rect.height():
            ends = [(left, along - left), (right, along - right)]
        (x, y), (x2, y2) = ends
        half = QPointF(pitch / 2, 0) if rect.width() >= rect.height() else QPointF(0, pitch / 2)
        corners = [QPointF(x, y), QPointF(x2, y2), QPointF(x2, y2) + half, QPointF(x, y) + half]
        painter.drawPolygon(QPolygonF(corners))
        along += pitch
    painter.restore()


def draw_rounded(
    painter: QPainter, rect: QRectF, radius: float, fill: QColor | None, border: QColor | None = None, pen: float = 0
) -> None:
    """A rounded rectangle; its border lies inside."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if fill is not None:
        painter.setBrush(fill)
    if border is not None:
        outline = painter.pen()
        outline.setStyle(Qt.PenStyle.SolidLine)
        outline.setColor(border)
        outline.setWidthF(pen)
        painter.setPen(outline)
        rect = rect.adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2)
        radius -= pen / 2
    painter.drawRoundedRect(rect, radius, radius)
    painter.restore()


def round_off(painter: QPainter, rect: QRectF, radius: float, ground: QColor) -> None:
    """Round the corners of what is painted, by painting what lies outside in the colour of the ground."""
    path = QPainterPath()
    path.addRect(rect)
    path.addRoundedRect(rect, radius, radius)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(path, ground)
    painter.restore()
