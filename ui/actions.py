"""The function keys: one meaning each, the same on every screen; Enter, space and letters mean nothing here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication, Qt


class Act(Enum):
    """What a key does: (key, cap, icon, card it stands for or empty)."""

    MENU = (Qt.Key.Key_F1, "F1", "menu", "")
    RESUME = (Qt.Key.Key_F2, "F2", "play", "CMD-RESUME")
    SEARCH = (Qt.Key.Key_F3, "F3", "search", "")
    CLOSE = (Qt.Key.Key_F4, "F4", "close", "CMD-CLOSE")
    NEXT = (Qt.Key.Key_F5, "F5", "next", "CMD-NEXT")
    SETUP = (Qt.Key.Key_F6, "F6", "scanner", "")
    REPRINT = (Qt.Key.Key_F7, "F7", "printer", "CMD-REPRINT")
    UNDO = (Qt.Key.Key_F8, "F8", "undo", "CMD-UNDO")
    PAPERS = (Qt.Key.Key_F9, "F9", "document", "")
    CONFIRM = (Qt.Key.Key_F10, "F10", "check", "CMD-CONFIRM")
    DISPLAY = (Qt.Key.Key_F11, "F11", "contrast", "")
    LEAVE = (Qt.Key.Key_F12, "F12", "user", "")
    BACK = (Qt.Key.Key_Escape, "Esc", "back", "CMD-CANCEL")

    def __init__(self, key: Qt.Key, cap: str, icon: str, card: str) -> None:
        self.key = key
        self.icon = icon
        self.card = card
        self._cap = cap

    @property
    def cap(self) -> str:
        """What the key cap says in the language of the window."""
        return QCoreApplication.translate("Act", "Échap") if self is Act.BACK else self._cap


@dataclass(frozen=True, slots=True)
class Offer:
    """One key of the bottom bar: the act under a word of the screen."""

    act: Act
    text: str
    icon: str = ""
    quiet: bool = False


def act_of(key: int) -> Act | None:
    """The act of a pressed key."""
    return next((act for act in Act if act.key == key), None)
