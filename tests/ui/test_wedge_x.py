"""The wedge under a real X server: true key codes, on layouts that garble them, read by a program of its own.

Run as a program, this module is that window: it prints what it heard as JSON lines, and a report at F12.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

import pytest
from PySide6.QtCore import QThread, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from dispatch.domain.badges import badge_code
from tests.support.xserver import XServer, x_server
from ui.dead_keys import do_without_input_methods
from ui.wedge import Wedge

ROOT = Path(__file__).parents[2]
TITLE = "Essai des douchettes"
PATIENCE = 20
BUSY_MS = 300

CODES = (
    "]C100395212340000000018",
    "]d20109521234500018211234\x1d10LOT-7/B\x1d3712",
    "CMD-CLOSE",
    "S-000123",
    "https://example.com/01/09521234500018?21=AZ_wq",
)
KEYBOARD = "0123456789-=[]\\;',./`!@#$%^&*()_+{}|:\"<>?~abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ "


NOTHING: dict[str, Any] = {
    **dict.fromkeys(("returns", "shortcuts", "clicks"), 0),
    "scans": [],
    "keyboards": [],
    "choices": [],
    "field": "",
}
"""What is reported where nothing happened."""


class Desk:
    """The program under test, and what it says."""

    def __init__(self, x: XServer, program: subprocess.Popen[str]) -> None:
        self.x = x
        self._lines: Queue[dict[str, Any]] = Queue()
        self.listener = Thread(target=self._listen, args=[program], daemon=True)
        self.listener.start()

    def _listen(self, program: subprocess.Popen[str]) -> None:
        for line in program.stdout or ():
            self._lines.put(json.loads(line))

    def report(self) -> dict[str, Any]:
        """What came since the last report; F12 comes after the silence that a scan might wait for."""
        self.x.tap("F12", after_ms=150)
        return self._lines.get(timeout=PATIENCE)


@contextmanager
def running_desk() -> Iterator[Desk]:
    """The program in front on an X server of its own."""
    with x_server() as x:
        command = [sys.executable, "-m", "tests.ui.test_wedge_x"]
        with subprocess.Popen(command, cwd=ROOT, env=x.environment, stdout=subprocess.PIPE, text=True) as program:
            desk = Desk(x, program)
            try:
                x.focus(TITLE)
                desk.report()
                yield desk
            finally:
                program.terminate()
                desk.listener.join()


@pytest.fixture(scope="module")
def one_desk() -> Iterator[Desk]:
    with running_desk() as desk:
        yield desk


@pytest.fixture
def desk(one_desk: Desk) -> Iterator[Desk]:
    yield one_desk
    one_desk.x.layout("us")
    one_desk.report()


@pytest.mark.window
@pytest.mark.parametrize("caps_lock", [False, True], ids=["", "CapsLock"])
@pytest.mark.parametrize("focus", ["field", "button"])
@pytest.mark.parametrize("layout", ["us", "fr", "de"])
def test_codes_arrive_exactly_whatever_the_layout(desk: Desk, layout: str, focus: str, caps_lock: bool) -> None:
    codes = [*CODES, KEYBOARD]
    desk.x.layout(layout)
    desk.x.tap("F2" if focus == "button" else "F1")
    if caps_lock:
        desk.x.tap("CapsLock")
    for code in codes:
        desk.x.type_keycodes(f"{code}\r", gap_ms=2)
    if caps_lock:
        desk.x.tap("CapsLock")
    heard = desk.report()
    assert heard == {**NOTHING, "scans": codes}


@pytest.mark.window
@pytest.mark.parametrize(("end", "gap_ms"), [("", 1), ("\r", 25), ("\n", 12), ("\r\n", 1), ("\t", 20), ("", 25)])
def test_each_end_and_speed_of_a_scanner_will_do(desk: Desk, end: str, gap_ms: int) -> None:
    desk.x.layout("fr")
    desk.x.tap("F1")
    desk.x.type_keycodes(CODES[1] + end, gap_ms)
    heard = desk.report()
    assert (heard["scans"], heard["field"], heard["returns"]) == ([CODES[1]], "", 0)


GS = "\x1d"
OWN_KEYS = {
    "fr": {"]": "AltGr -", GS: "Control AltGr -", "-": "6", "_": "8", "/": "Shift .", "A": "Shift q", "M": "Shift ;"}
    | {"Z": "Shift w"}
    | {digit: f"Shift {digit}" for digit in "0123456789"},
    "de": {"]": "AltGr 9", GS: "Control AltGr 9", "-": "/", "_": "Shift /", "/": "Shift 7", "Z": "Shift y"}
    | {digit: digit for digit in "0123456789"},
}
"""Where the computer's own layout has what the US keys have elsewhere; other letters stand where they always do."""


@pytest.mark.window
@pytest.mark.parametrize("separator", [GS, "US place"])
@pytest.mark.parametrize("layout", ["fr", "de"])
def test_a_scanner_of_the_computer_s_own_layout_is_recognised_by_a_badge(
    desk: Desk, layout: str, separator: str
) -> None:
    badge, code = f"]C0{badge_code('0147')}", f"]d2010952123450001821AZ-1_/{GS}10LOT-7"
    keys = OWN_KEYS[layout] | ({GS: "Control ]"} if separator != GS else {})
    desk.x.layout(layout)
    desk.x.tap("F1")
    for text in (badge, code):
        for character in text:
            shifted = f"Shift {character.lower()}" if character.isupper() else character
            desk.x.tap(*keys.get(character, shifted).split(), after_ms=5)
        desk.x.tap("Return", after_ms=5)
    heard = desk.report()
    desk.x.type_keycodes(f"{badge}\r", after_ms=200)
    assert heard == {**NOTHING, "scans": [badge, code], "keyboards": ["system"]}
    assert desk.report() == {**NOTHING, "scans": [badge], "keyboards": ["us"]}


@pytest.mark.window
def test_a_person_types_in_french(desk: Desk) -> None:
    desk.x.layout("fr")
    desk.x.tap("F1")
    for key in ("q", "[", "e", "2", "AltGr 0", "Shift 1", "BackSpace", "Return"):
        desk.x.tap(*key.split())
    heard = desk.report()
    assert (heard["field"], heard["returns"], heard["scans"]) == ("aêé@", 1, [])


@pytest.mark.window
def test_a_person_chooses_by_the_digits_of_any_layout(desk: Desk) -> None:
    desk.x.layout("fr")
    desk.x.tap("F2")
    for key in ("1", "Shift 2", "Return"):
        desk.x.tap(*key.split())
    desk.x.type_keycodes(f"{CODES[0]}\r", after_ms=200)
    desk.x.tap("3")
    heard = desk.report()
    assert heard == {**NOTHING, "scans": [CODES[0]], "choices": ["1", "2", "3"]}


@pytest.mark.window
def test_a_key_held_down_writes_on_in_a_field(desk: Desk) -> None:
    desk.x.tap("F1")
    desk.x.press("a")
    desk.x.release("a", after_ms=1_200)
    heard = desk.report()
    assert set(heard["field"]) == {"a"} and len(heard["field"]) > 2
    desk.x.tap("b")
    assert desk.report()["field"] == "b"


@pytest.mark.window
@pytest.mark.parametrize("end", ["", "\r"], ids=repr)
def test_a_busy_window_cuts_no_code_in_two(desk: Desk, end: str) -> None:
    desk.x.tap("F1")
    desk.x.tap("F11")
    desk.x.type_keycodes(CODES[0] + end, gap_ms=10)
    desk.x.tap("a")
    desk.x.tap("b", after_ms=110)
    heard = desk.report()
    assert (heard["scans"], heard["field"]) == ([CODES[0]], "ab")


class Window(QWidget):
    """A field (F1), a button (F2), shortcuts that a scan would fire; F11 makes it busy, F12 makes it report."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.field, self.button = QLineEdit(), QPushButton("Aller")
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.button)
        self.heard: dict[str, Any] = {}
        self.forget()
        self.field.returnPressed.connect(lambda: self.count("returns"))
        self.button.clicked.connect(lambda: self.count("clicks"))
        for key in ("0", "1", "C", "-", "Ctrl+]"):
            QShortcut(QKeySequence(key), self, lambda: self.count("shortcuts"))
        QShortcut(QKeySequence("F1"), self, self.field.setFocus)
        QShortcut(QKeySequence("F2"), self, self.button.setFocus)
        QShortcut(QKeySequence("F11"), self, lambda: QTimer.singleShot(180, self.be_busy))
        QShortcut(QKeySequence("F12"), self, self.report)

    def forget(self) -> None:
        self.field.clear()
        self.heard = deepcopy(NOTHING)

    def count(self, what: str) -> None:
        self.heard[what] += 1

    def be_busy(self) -> None:
        QThread.msleep(BUSY_MS)

    def report(self) -> None:
        self.heard["field"] = self.field.text()
        print(json.dumps(self.heard), flush=True)  # noqa: T201
        self.forget()

    def hear(self, text: str, _time: float) -> None:
        self.heard["scans"].append(text)

    def recognise(self, keyboard: str) -> None:
        self.heard["keyboards"].append(keyboard)

    def choose(self, key: str) -> None:
        self.heard["choices"].append(key)


def main() -> None:
    """Be the window until killed."""
    do_without_input_methods()
    app = QApplication([])
    window, wedge = Window(), Wedge()
    wedge.scanned.connect(window.hear)
    wedge.typed.connect(window.choose)
    wedge.recognised.connect(window.recognise)
    wedge.install(app)
    window.show()
    app.exec()


if __name__ == "__main__":
    main()
