"""Dead keys: the accents that wait for the next key. The window composes them itself.

On Linux an input method composes them before any window hears of a key: it would swallow a dead key within a scanner's
code together with the next one, or hold a whole code back. So the window does without, and a person's `^` and `e` are
made `ê` here, once the wedge has found that a person typed them.
"""

from __future__ import annotations

import os
import sys
import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_ACCENTS = {
    Qt.Key.Key_Dead_Grave.value: ("\u0300", "`"),
    Qt.Key.Key_Dead_Acute.value: ("\u0301", "´"),
    Qt.Key.Key_Dead_Circumflex.value: ("\u0302", "^"),
    Qt.Key.Key_Dead_Tilde.value: ("\u0303", "~"),
    Qt.Key.Key_Dead_Diaeresis.value: ("\u0308", "¨"),
    Qt.Key.Key_Dead_Abovering.value: ("\u030a", "°"),
    Qt.Key.Key_Dead_Caron.value: ("\u030c", "ˇ"),
    Qt.Key.Key_Dead_Cedilla.value: ("\u0327", "¸"),
}
"""Dead keys of the keyboards of Western Europe: what they put on a letter, and how they look alone."""


def do_without_input_methods() -> None:
    """Have Qt hand every key to the windows as it comes; called before the application is made."""
    if sys.platform == "linux":
        os.environ["QT_IM_MODULE"] = "none"
        os.environ.pop("QT_IM_MODULES", None)


class DeadKeys:
    """Remembers the dead key that a person pressed, and composes what follows."""

    def __init__(self) -> None:
        self._pending = 0

    def forget(self) -> None:
        """A key that writes nothing came between."""
        self._pending = 0

    def text_of(self, event: QKeyEvent) -> str:
        """What this press of a key writes, the dead key before it included; empty for a dead key that waits."""
        pending, text = self._pending, event.text()
        mark, alone = _ACCENTS.get(pending, ("", ""))
        if event.key() in _ACCENTS:
            self._pending = 0 if event.key() == pending else event.key()
            return alone
        self._pending = 0
        if not mark or text == " ":
            return alone or text
        composed = unicodedata.normalize("NFC", text + mark)
        return composed if len(composed) == 1 else alone + text
