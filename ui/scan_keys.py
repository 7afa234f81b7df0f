"""What the keys of a scanner mean: read by their places on US keys, and by the text of the computer's own layout."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

US, SYSTEM = "us", "system"
"""A scanner is set to US keys, whatever the layout of the computer; or to that very layout."""
LOST = "\ufffd"
"""Stands for a key that a scanner may press but that means nothing in this reading: no code of ours has it."""

_ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (57, " ", " "),
)
"""US keys in the order of their places: first code (the same in evdev and in set 1 of Windows), plain, with Shift."""

_FIRST_CODE = {"xcb": 8, "wayland": 8, "offscreen": 8, "windows": 0}
"""What a platform adds to those codes."""

_CONTROLS = {"]": "\x1d", "\\": "\x1c", "^": "\x1e", "m": "\r", "j": "\n", "i": "\t"}
"""What Ctrl makes of a key: the separators of element strings and of ISO 15434, and the ends of a code."""

_CONTROL_CHARACTERS = frozenset(_CONTROLS.values())
_MODIFIER = Qt.KeyboardModifier
_SHIFT, _CONTROL, _ALT = _MODIFIER.ShiftModifier.value, _MODIFIER.ControlModifier.value, _MODIFIER.AltModifier.value
_META, _ALT_GR = _MODIFIER.MetaModifier.value, _MODIFIER.GroupSwitchModifier.value
_NO_SCANNER = _ALT | _META | _ALT_GR
_DEAD = range(Qt.Key.Key_Dead_Grave.value, Qt.Key.Key_Dead_Longsolidusoverlay.value + 1)


class ScanKeys:
    """Reads keys as one kind of scanner presses them; `keyboard` says which, and may change at any time."""

    def __init__(self, platform: str = "", keyboard: str = US) -> None:
        """`platform` is Qt's; where it names no places, the text of a key is all there is."""
        first = _FIRST_CODE.get(platform)
        self._places: Mapping[int, tuple[str, str]] = _places(first) if first is not None else {}
        self.keyboard = keyboard

    def read(self, event: QKeyEvent) -> str:
        """What a scanner means by this key; LOST where only the other kind would press it, empty where none would."""
        by_place = self.keyboard == US
        character = self._by_place(event) if by_place else self._by_text(event)
        if character:
            return character
        other = self._by_text(event) if by_place else self._by_place(event)
        return LOST if other or is_dead(event) else ""

    def other(self, event: QKeyEvent) -> str:
        """What a scanner of the other kind would mean by it."""
        return (self._by_text(event) if self.keyboard == US else self._by_place(event)) or LOST

    def digit(self, event: QKeyEvent) -> str:
        """The digit on this key whatever Shift and layout make of it, else its text."""
        key = self._places.get(event.nativeScanCode(), ("", ""))[0]
        return key if key.isdigit() else event.text()

    def _by_place(self, event: QKeyEvent) -> str:
        """Shift counts, Caps Lock plays no part, and Ctrl+] is GS. A key that has no place goes by its text."""
        modifiers = event.modifiers().value
        if modifiers & _NO_SCANNER:
            return ""
        pair = self._places.get(event.nativeScanCode())
        if pair is None:
            return self._by_text(event)
        key = pair[bool(modifiers & _SHIFT)]
        return _CONTROLS.get(key, "") if modifiers & _CONTROL else key

    def _by_text(self, event: QKeyEvent) -> str:
        """AltGr counts; Windows tells it as Ctrl+Alt. Ctrl+] is GS where `]` is now, or where it is on US keys."""
        modifiers, text = event.modifiers().value, event.text()
        if modifiers & _META or text in _CONTROL_CHARACTERS:
            return "" if modifiers & _META else text
        if not modifiers & _CONTROL:
            return text if not modifiers & _ALT and len(text) == 1 and text.isprintable() else ""
        if modifiers & _ALT:
            return text if len(text) == 1 and text.isprintable() else ""
        pair = self._places.get(event.nativeScanCode(), ("", ""))
        return _CONTROLS.get(text) or _CONTROLS.get(pair[bool(modifiers & _SHIFT)], "")


def is_dead(event: QKeyEvent) -> bool:
    """Does this key wait for the next one, as `^` before a vowel?"""
    return event.key() in _DEAD


def _places(first: int) -> dict[int, tuple[str, str]]:
    return {
        first + start + index: pair
        for start, plain, shifted in _ROWS
        for index, pair in enumerate(zip(plain, shifted, strict=True))
    }
