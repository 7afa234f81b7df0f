"""The keyboard wedge: scanners that type. Their codes are taken out of the stream of keys; people's keys go on.

A scanner is set to US keys whatever the layout of this computer, so a character is read from the place of its key and
from Shift; Caps Lock plays no part. One that is set to the computer's own layout is read by the text of its keys. Every
badge ends with a test string: where only the other of these two readings makes it whole, that reading is right from
then on.

Who is typing is seen only after some keys, so each key that a scanner could have pressed is held back, for `gap` where
a person types, and is then sent on to its window as if nothing had been. The time stamps of the events decide; a timer
only notices that nothing more comes, and looks twice, since keys may wait behind a busy window.

Such a key is claimed before shortcuts see it: printable keys without Ctrl or Alt cannot be shortcuts. Any other key
passes at once and never cuts a code in two. Windows are watched from their first focus on.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QInputMethod, QKeyEvent, QWindow
from shiboken6 import isValid

from dispatch.domain.badges import proves_layout
from ui.dead_keys import DeadKeys
from ui.scan_keys import SYSTEM, US, ScanKeys

_ENDS = frozenset("\r\n\t")
_MODIFIERS = frozenset(
    key.value for key in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)
)


@dataclass(frozen=True, slots=True)
class WedgeTimings:
    """What tells a scanner from a person; times in milliseconds.

    The mean bounds the duration of a code too, in step with its length.
    """

    gap: int = 50
    """From one key to the next, at most."""
    mean: int = 35
    """Of the gaps of one code, at most."""
    shortest: int = 4
    """Characters of a code that ends with Enter or Tab."""
    silence: int = 90
    """After which a code without Enter or Tab is complete; a person's key 100 ms later is a person's."""

    @property
    def shortest_unended(self) -> int:
        """Characters of a code that just ends; so many also prove a scanner, which may then falter for `silence`."""
        return self.shortest + 2


USUAL = WedgeTimings()


@dataclass(slots=True)
class _Burst:
    """Keys held back until it is known who pressed them."""

    text: str = ""
    first: int = 0
    last: int = 0
    key: int = 0
    """The key pressed last; told to repeat so soon, it was pressed again: Qt goes by equal time stamps."""
    events: list[tuple[QWindow, QKeyEvent]] = field(default_factory=list)
    down: set[int] = field(default_factory=set)

    def is_code(self, length: int, timings: WedgeTimings) -> bool:
        """Are these at least `length` characters in the rhythm of a scanner?"""
        count = len(self.text)
        return count >= length and _since(self.first, self.last) <= timings.mean * (count - 1)


class Wedge(QObject):
    """Tells scans from typing in every window of the application."""

    scanned = Signal(str, float)
    """A code as the scanner sent it, without its end, and the time stamp of its last key in seconds."""
    typed = Signal(str)
    """A single printable key of a person while no text field has the focus; the keys 1 to 0 mean their digit always."""
    recognised = Signal(str)
    """A badge showed that the scanner is set to the other keyboard: `us` or `system`; its scan follows."""

    def __init__(self, timings: WedgeTimings = USUAL, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timings = timings
        self.pace = 0.0
        """Milliseconds from key to key in the code last heard, on average."""
        self._keys = ScanKeys()
        self._dead_keys = DeadKeys()
        self._burst = _Burst()
        self._eaten: set[int] = set()
        self._ended: int | None = None
        self._sent_on: QKeyEvent | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._nothing_came)

    def install(self, app: QGuiApplication) -> None:
        """Watch the keys of all windows from now on."""
        self._keys = ScanKeys(app.platformName(), self._keys.keyboard)
        app.focusWindowChanged.connect(self._watch)
        self._watch(app.focusWindow())

    def configure(self, timings: WedgeTimings, keyboard: str) -> None:
        """Another rhythm, and the keyboard that the scanner is set to: `us` or `system`."""
        self._timings = timings
        self._keys.keyboard = keyboard

    @Slot(QWindow)
    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWindow):
            return False
        if event is self._sent_on:
            self._sent_on = None
            return False
        self._close_before(event.timestamp())
        match event.type():
            case QEvent.Type.ShortcutOverride:
                return self._claims(event)
            case QEvent.Type.KeyPress:
                return self._takes_press(watched, event)
            case QEvent.Type.KeyRelease:
                return self._takes_release(watched, event)
        return False

    def _claims(self, event: QKeyEvent) -> bool:
        character = self._keys.read(event)
        claimed = bool(character) and (character not in _ENDS or bool(self._burst.text) or self._is_echo(event))
        if claimed:
            event.accept()
        return claimed

    def _takes_press(self, window: QWindow, event: QKeyEvent) -> bool:
        code = _code(event)
        if event.isAutoRepeat() and code != self._burst.key:
            return code in self._eaten
        self._eaten.discard(code)
        character = self._keys.read(event)
        if character in _ENDS:
            return self._takes_end(event)
        if not character:
            if event.key() not in _MODIFIERS:
                self._dead_keys.forget()
            return False
        self._hold(window, event, character)
        return True

    def _takes_release(self, window: QWindow, event: QKeyEvent) -> bool:
        code = _code(event)
        if code in self._eaten:
            if not event.isAutoRepeat():
                self._eaten.discard(code)
            return True
        if code not in self._burst.down:
            return False
        self._burst.down.discard(code)
        self._burst.events.append((window, _copy(event)))
        return True

    def _takes_end(self, event: QKeyEvent) -> bool:
        """Enter, Tab and their like belong to the code before them, or to a person."""
        is_code = self._burst.is_code(self._timings.shortest, self._timings)
        if not is_code and (self._burst.text or not self._is_echo(event)):
            self._give_back()
            self._dead_keys.forget()
            return False
        self._ended = event.timestamp()
        self._eaten.add(_code(event))
        if is_code:
            self._finish(self._ended)
        return True

    def _is_echo(self, event: QKeyEvent) -> bool:
        """Is an end the second of a pair, as in CR LF?"""
        return self._ended is not None and _since(self._ended, event.timestamp()) <= self._timings.silence

    def _hold(self, window: QWindow, event: QKeyEvent, character: str) -> None:
        burst = self._burst
        burst.last = event.timestamp()
        if not burst.text:
            burst.first = burst.last
        burst.text += character
        burst.key = _code(event)
        burst.down.add(burst.key)
        burst.events.append((window, _copy(event)))
        self._timer.start(self._patience())

    def _patience(self) -> int:
        timings = self._timings
        scanner = self._burst.is_code(timings.shortest_unended, timings)
        return max(timings.silence, timings.gap) if scanner else timings.gap

    @Slot()
    def _nothing_came(self) -> None:
        if self._timer.interval():
            self._timer.start(0)
        else:
            self._close()

    def _close_before(self, stamp: int) -> None:
        if self._burst.text and _since(self._burst.last, stamp) > self._patience():
            self._close()

    def _close(self) -> None:
        if self._burst.is_code(self._timings.shortest_unended, self._timings):
            self._finish(self._burst.last)
        else:
            self._give_back()

    def _finish(self, stamp: int) -> None:
        burst = self._take()
        self._eaten |= burst.down
        self.pace = _since(burst.first, burst.last) / max(1, len(burst.text) - 1)
        self.scanned.emit(self._recognise(burst), stamp / 1000)

    def _recognise(self, burst: _Burst) -> str:
        """The code; of a badge that only the other reading makes whole that one, which is right from now on."""
        if "OPR" not in burst.text[:6].upper() or proves_layout(burst.text):
            return burst.text
        presses = (event for _, event in burst.events if event.type() == QEvent.Type.KeyPress)
        other = "".join(map(self._keys.other, presses))
        if not proves_layout(other):
            return burst.text
        self._keys.keyboard = SYSTEM if self._keys.keyboard == US else US
        self.recognised.emit(self._keys.keyboard)
        return other

    def _give_back(self) -> None:
        burst = self._take()
        choice = self._choice(burst.events[0][1]) if len(burst.text) == 1 else ""
        for window, event in burst.events:
            written = event.text()
            if event.type() == QEvent.Type.KeyPress:
                written = self._dead_keys.text_of(event)
            if isValid(window):
                self._sent_on = event if written == event.text() else _copy(event, written)
                QCoreApplication.sendEvent(window, self._sent_on)
        if choice:
            self.typed.emit(choice)

    def _take(self) -> _Burst:
        self._timer.stop()
        burst, self._burst = self._burst, _Burst()
        return burst

    def _choice(self, event: QKeyEvent) -> str:
        if QInputMethod.queryFocusObject(Qt.InputMethodQuery.ImEnabled, None):
            return ""
        text = self._keys.digit(event)
        return text if text.isprintable() else ""


def _since(earlier: int, later: int) -> int:
    """Milliseconds between two time stamps, whose 32 bits run over every 49 days."""
    return (later - earlier) & 0xFFFF_FFFF


def _code(event: QKeyEvent) -> int:
    """What a key's press and its release have in common."""
    return event.nativeScanCode() or event.key()


def _copy(event: QKeyEvent, text: str | None = None) -> QKeyEvent:
    """The event, to be kept, or writing another text; `clone()` would never be freed."""
    copy = QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text() if text is None else text,
        event.isAutoRepeat(),
        event.count(),
    )
    copy.setTimestamp(event.timestamp())
    return copy
