"""What a drawing shows: its words in painting order, and how much of it has a colour."""

from __future__ import annotations

import html
import re

from PySide6.QtCore import QBuffer
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from ui.look.look import DARK, LIGHT, Look

LOOKS = {
    "light": Look(LIGHT),
    "dark": Look(DARK),
    "large": Look(LIGHT, 2.0),
    "small": Look(LIGHT, 0.875),
    "compact": Look(DARK, compact=True),
}


def words_of(widget: QWidget) -> list[str]:
    """The texts of a widget in the order they are painted."""
    buffer = QBuffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(widget.size())
    widget.render(generator)
    svg = bytes(buffer.data().data()).decode()
    return [html.unescape(text).strip() for text in re.findall(r"<text[^>]*>(.*?)</text>", svg, re.DOTALL)]


def areas_of(widget: QWidget, look: Look, *tokens: str) -> list[int]:
    """Pixels that have exactly these colours."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(bytes(image.constBits())).cast("I").tolist()
    return [pixels.count(look.colour(token).rgb()) for token in tokens]


def area_of(widget: QWidget, look: Look, token: str) -> int:
    """Pixels that have exactly this colour."""
    return areas_of(widget, look, token)[0]
