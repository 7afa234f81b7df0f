"""Codes of docks or storage places, typed or scanned into one line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ui.look.look import Look

_BETWEEN = re.compile(r"[\s,;]+")


class PlaceCodes(QWidget):
    """One line of codes with commas between them; each once, without its prefix, in capitals."""

    changed = Signal()
    """Other codes stand in it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prefix = ""
        self.codes: tuple[str, ...] = ()
        """What stands in it."""
        self.line = QLineEdit()
        self.line.editingFinished.connect(self._typed)
        self._label, self.fault = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self._label.setObjectName("label")
        self._label.setBuddy(self.line)
        self.fault.setObjectName("fault")
        icon = QLabel()
        icon.setPixmap(look.icon("scan", look.px(40), "ink", ratio=self.devicePixelRatioF()))
        row = QHBoxLayout()
        row.setSpacing(look.px(12))
        row.addWidget(icon)
        row.addWidget(self.line, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, look.px(8))
        box.setSpacing(look.px(4))
        box.addWidget(self._label)
        box.addLayout(row)
        box.addWidget(self.fault)
        self.say("")

    def show_codes(self, label: str, prefix: str, codes: Sequence[str]) -> None:
        """Codes of another kind, and what they are."""
        self._prefix = prefix
        self._label.setText(label)
        self.line.setAccessibleName(label)
        self._put(codes)

    def say(self, fault: str) -> None:
        """What is wrong with the codes; empty where nothing is."""
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))

    def take(self, code: str) -> bool:
        """A scanned code joins the others; False where it is none of this kind."""
        mine = code.startswith(self._prefix)
        if mine:
            self._change((*self._standing(), code))
        return mine

    def drop_last(self) -> None:
        """Take the last code out again."""
        self._change(self.codes[:-1])

    def _typed(self) -> None:
        self._change(self._standing())

    def _standing(self) -> tuple[str, ...]:
        return tuple(filter(None, _BETWEEN.split(self.line.text().upper())))

    def _change(self, codes: Sequence[str]) -> None:
        before = self.codes
        self._put(codes)
        if self.codes != before:
            self.changed.emit()

    def _put(self, codes: Sequence[str]) -> None:
        self.codes = tuple(dict.fromkeys(code.removeprefix(self._prefix) for code in codes))
        self.line.setText(", ".join(self.codes))
