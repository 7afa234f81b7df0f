"""The reason cards as keys, for whoever has no printed card at hand."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from dispatch.scanning.scans import ReasonCode
from dispatch.services.messages import Messages
from ui.look.look import Look
from ui.widgets.keys import Key, KeySpec


class ReasonCards(QFrame):
    """One key per reason of the closed list (domain rule 11.8); `chosen` says the card."""

    chosen = Signal(str)

    def __init__(self, look: Look, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        grid = QGridLayout(self)
        margin = look.px(16)
        grid.setContentsMargins(margin, margin // 2, margin, margin // 2)
        grid.setSpacing(0)
        columns = 4 if look.compact else 2
        grid.setRowStretch(len(ReasonCode) + 1, 1)
        title = QLabel(self.tr("Motif"))
        title.setObjectName("heading")
        grid.addWidget(title, 0, 0, 1, columns)
        for index, code in enumerate(ReasonCode):
            key = Key(look, KeySpec(messages.card(code.value), "", ""))
            key.clicked.connect(lambda _=False, card=f"RSN-{code.value}": self.chosen.emit(card))
            grid.addWidget(key, 1 + index // columns, index % columns)

    def choose_focused(self) -> bool:
        """Choose the key that has the keyboard focus; False where none of these has it."""
        focused = self.focusWidget()
        if not self.isVisible() or not isinstance(focused, Key) or not focused.hasFocus():
            return False
        focused.click()
        return True
