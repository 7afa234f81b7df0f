"""A window with a text field under a wedge, and the hands before it: a scanner's, a person's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from shiboken6 import delete

from tests.support.xserver import KEYS, place
from ui.wedge import Wedge, WedgeTimings

GS = "\x1d"
SSCC = "]C100395212340000000018"
MODIFIER = Qt.KeyboardModifier
NONE, SHIFT, CONTROL = (MODIFIER.NoModifier, MODIFIER.ShiftModifier, MODIFIER.ControlModifier)
ENTER, TAB, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape
PRESS, RELEASE = QEvent.Type.KeyPress, QEvent.Type.KeyRelease


@dataclass(frozen=True)
class Key:
    """A key as the computer sees it."""

    code: int
    text: str
    key: int = Qt.Key.Key_unknown
    modifiers: Qt.KeyboardModifier = NONE


RETURN = Key(KEYS["Return"], "\r", ENTER)
LINE_FEED = Key(place("j")[0], "\n", Qt.Key.Key_J, CONTROL)
TABULATOR = Key(KEYS["Tab"], "\t", TAB)
FOREIGN = Key(KEYS["Escape"], "\x1b", ESCAPE)


def scanner_key(character: str) -> Key:
    """A key pressed by a US scanner on a computer whose layout makes nonsense of it."""
    if character == "\x1d":
        return Key(place("]")[0], "", modifiers=CONTROL)
    code, shifted = place(character)
    return Key(code, "¤", modifiers=SHIFT if shifted else NONE)


def person_key(character: str) -> Key:
    """A key pressed by a person on a US keyboard."""
    code, shifted = place(character)
    return Key(code, character, modifiers=SHIFT if shifted else NONE)


class Field(QLineEdit):
    """A text field that remembers the keys it saw."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[QEvent.Type, int]] = []

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() in {PRESS, RELEASE}:
            self.seen.append((event.type(), event.nativeScanCode()))
        return super().event(event)


class Bench:
    """A window with a text field and a button, under a wedge; and the hands before it."""

    def __init__(self, wedge: Wedge) -> None:
        self.now = 1_000_000
        self.scans: list[str] = []
        self.times: list[float] = []
        self.choices: list[str] = []
        self.returns: list[str] = []
        self.wedge = wedge
        self.window = QWidget()
        self.field = Field()
        self.field.setParent(self.window)
        self.button = QPushButton("Aller", self.window)
        self.wedge.scanned.connect(self.hear)
        self.wedge.typed.connect(self.choices.append)
        self.field.returnPressed.connect(lambda: self.returns.append(self.field.text()))

    def hear(self, text: str, time: float) -> None:
        self.scans.append(text)
        self.times.append(time)

    def forget(self) -> None:
        """An empty, focused field, and nothing heard yet."""
        self.settle()
        self.field.setFocus()
        for memory in (self.field, self.field.seen, self.scans, self.times, self.choices, self.returns):
            memory.clear()

    def event(self, kind: QEvent.Type, key: Key, *, repeated: bool = False) -> None:
        made = QKeyEvent(kind, key.key, key.modifiers, key.code, 0, 0, key.text, repeated)
        made.setTimestamp(self.now % 2**32)
        QCoreApplication.sendEvent(self.window.windowHandle(), made)

    def tap(self, key: Key, after: int = 0) -> None:
        self.now += after
        self.event(PRESS, key)
        self.event(RELEASE, key)

    def scan(self, text: str, *ends: Key, gaps: list[int] | None = None) -> None:
        keys = [*map(scanner_key, text), *ends]
        for key, gap in zip(keys, [0, *(gaps or [10] * len(keys))], strict=False):
            self.tap(key, gap)

    def type(self, text: str, gap: int = 150) -> None:
        for character in text:
            self.tap(person_key(character), gap)

    def settle(self) -> None:
        """A second later, by the clock of the events."""
        self.tap(FOREIGN, 1_000)


def make_bench(app: QGuiApplication, timings: WedgeTimings) -> Iterator[Bench]:
    bench = Bench(Wedge(timings))
    bench.wedge.install(app)
    bench.window.show()
    assert QTest.qWaitForWindowActive(bench.window)
    bench.forget()
    yield bench
    bench.window.close()
    delete(bench.wedge)


def presses_without_release(seen: list[tuple[QEvent.Type, int]]) -> list[int]:
    """Keys that the field still believes down, or that came up without having gone down."""
    down: list[int] = []
    for kind, code in seen:
        if kind == PRESS:
            down.append(code)
        else:
            down.remove(code)
    return down
