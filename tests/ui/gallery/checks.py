"""What no picture may show: a text that is cut, a widget beyond its place or over another, a key too small to touch."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QLabel, QTableView, QWidget

from ui.main_window import MainWindow
from ui.widgets import painting
from ui.widgets.keys import Key

_TEXT = re.compile(r"<text[^>]*>(.*?)</text>", re.DOTALL)
_ROUNDING = 2
"""Pixels that a text may need more than it measured."""


def faults(window: MainWindow) -> list[str]:
    """Everything that is wrong with what the window shows; paints it."""
    painting.cut_texts.clear()
    window.grab()
    found = [f"cut: {text}" for text in painting.cut_texts]
    frame = window.frame
    assert frame is not None
    for widget in _seen(frame):
        found += _label_faults(widget) if isinstance(widget, QLabel) else ()
        found += _heading_faults(widget) if isinstance(widget, QTableView) else ()
        if isinstance(widget, Key) and widget.body().height() < frame.look.size("key"):
            found.append(f"too small to touch: {_name(widget)}")
        if not isinstance(widget, QAbstractScrollArea):
            found += _place_faults(widget)
    return found


def painted_texts(window: MainWindow) -> set[str]:
    """Every text that the window paints, by whichever way; longer ones in pieces."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawing = QSvgGenerator()
    drawing.setOutputDevice(buffer)
    drawing.setSize(window.size())
    window.render(drawing)
    return {html.unescape(text).replace(painting.JOINER, "") for text in _TEXT.findall(buffer.data().toStdString())}


def _seen(top: QWidget) -> Iterator[QWidget]:
    """What can be seen, the frame first; not the inside of item views."""
    yield top
    for widget in top.findChildren(QWidget):
        if widget.isVisible() and not widget.visibleRegion().isEmpty() and not _inside_a_view(widget):
            yield widget


def _inside_a_view(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return parent is not None and (isinstance(parent, QAbstractItemView) or _inside_a_view(parent))


def _label_faults(label: QLabel) -> Iterator[str]:
    room = label.contentsRect()
    wanted = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
    wide = 0 if label.wordWrap() else label.sizeHint().width()
    if wanted > room.height() + _ROUNDING or wide > room.width() + _ROUNDING:
        yield f"label too small: {label.text()!r} in {room.width()}x{room.height()}, wants {wide}x{wanted}"


def _heading_faults(table: QTableView) -> Iterator[str]:
    heads = table.horizontalHeader()
    for column in range(heads.count()):
        text = str(table.model().headerData(column, heads.orientation()))
        if heads.fontMetrics().horizontalAdvance(text) > heads.sectionSize(column):
            yield f"heading too narrow: {text}"


def _place_faults(parent: QWidget) -> Iterator[str]:
    children = [
        child
        for child in parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if child.isVisible() and not child.isWindow() and not child.geometry().isEmpty()
    ]
    scrolled = isinstance(parent.parentWidget(), QAbstractScrollArea)
    for child in children:
        if not scrolled and not parent.rect().contains(child.geometry()):
            yield f"beyond its place: {_name(child)} {child.geometry()} in {_name(parent)} {parent.rect()}"
    for one, other in combinations(children, 2):
        if one.geometry().intersects(other.geometry()):
            yield f"one over the other: {_name(one)} {one.geometry()}, {_name(other)} {other.geometry()}"


def _name(widget: QWidget) -> str:
    said = widget.accessibleName() or getattr(widget, "text", lambda: "")() or widget.objectName()
    return f"{type(widget).__name__}({said[:40]!r})"
