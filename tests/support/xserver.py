"""A private X server, and hands that press its keys as a scanner, a person or a mouse would.

    with x_server() as x:
        program = subprocess.Popen([sys.executable, "main.py"], env=x.environment)
        x.focus("Station d’expédition")         # waits for the window; there is no window manager
        x.layout("fr")                          # at any time; a scanner does not care
        x.type_keycodes("]C10095212341\\r")      # what a US scanner presses, 5 ms apart, Return included
        x.tap("F1")                             # a person's key, by the name on a US keyboard
        x.click(640, 400)

Keys go through the XTEST extension, spoken here on a plain socket: a whole scan is sent at once and its delays are kept
by the server itself, so a busy machine does not stretch it, a dead server raises `OSError` and does not kill the tests,
and no library is needed.
A call returns when the server has pressed its last key; that the program has taken it shows only in the program.
Needs Xvfb, setxkbmap (with xkbcomp) and, for `focus`, xdotool.
"""

from __future__ import annotations

import os
import socket
import struct
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

_US_ROWS = (
    (10, "1234567890-=", "!@#$%^&*()_+"),
    (24, "qwertyuiop[]", "QWERTYUIOP{}"),
    (38, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (51, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (65, " ", " "),
)
"""X key codes of a US keyboard: the first of a row, its keys, and the same with Shift."""

KEYS = {
    "Escape": 9, "BackSpace": 22, "Tab": 23, "Return": 36, "Control": 37, "Shift": 50, "Alt": 64, "CapsLock": 66,
    "F1": 67, "F2": 68, "F3": 69, "F4": 70, "F5": 71, "F6": 72, "F7": 73, "F8": 74, "F9": 75, "F10": 76, "F11": 95,
    "F12": 96, "KP_Enter": 104, "AltGr": 108, "Home": 110, "Up": 111, "Prior": 112, "Left": 113, "Right": 114,
    "End": 115, "Down": 116, "Next": 117, "Delete": 119,
}  # fmt: skip
"""X key codes of the keys that write nothing."""

_PLACES = {
    character: (first + index, shift)
    for first, *rows in _US_ROWS
    for shift, row in reversed(list(enumerate(rows)))
    for index, character in enumerate(row)
}
_KEYS_FOR = {"\r": "Return", "\t": "Tab"}
_CONTROL_KEYS = {"\n": "j", "\x1d": "]", "\x1c": "\\", "\x1e": "^"}

_PRESS, _RELEASE, _BUTTON_PRESS, _BUTTON_RELEASE, _MOTION = 2, 3, 4, 5, 6
_HELD_MS = 1
_STARTS_WITHIN = 20


@dataclass(frozen=True, slots=True)
class XServer:
    """A running server: where it listens, and its keys."""

    display: str
    _hands: _Hands

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a Qt program that is to show its windows here."""
        return {**os.environ, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}

    def layout(self, name: str) -> None:
        """Change the keyboard layout of the computer: `us`, `fr`, `de` ..."""
        _run(["setxkbmap", name], self.display)

    def focus(self, title: str) -> None:
        """Wait for a window of this title and give it the keyboard."""
        _run(["xdotool", "search", "--sync", "--onlyvisible", "--name", title, "windowfocus", "--sync"], self.display)

    def type_keycodes(self, text: str, gap_ms: int = 5, after_ms: int = 0) -> None:
        """Press what a US scanner would for this text: Shift, Ctrl+] for GS, Return for CR, Ctrl+J for LF.

        From one key to the next are `gap_ms`, at least 1; before the first, `after_ms`.
        """
        wait = after_ms
        for character in text:
            self._hands.tap(*_chord(character), after_ms=wait)
            wait = gap_ms - _HELD_MS
        self._hands.rest()

    def tap(self, *keys: str, after_ms: int = 150) -> None:
        """Press keys together, in this order, and let go: names of `KEYS`, or characters of a US keyboard.

        After a pause that is a person's, unless told otherwise.
        """
        self._hands.tap(*map(_code, keys), after_ms=after_ms)
        self._hands.rest()

    def press(self, key: str, after_ms: int = 150) -> None:
        """Press a key and keep it down."""
        self._hands.fake(_PRESS, _code(key), after_ms)
        self._hands.rest()

    def release(self, key: str, after_ms: int = 0) -> None:
        """Let a key go that was pressed."""
        self._hands.fake(_RELEASE, _code(key), after_ms)
        self._hands.rest()

    def click(self, x: int, y: int) -> None:
        """Click the left button of the mouse at this place of the screen."""
        self._hands.fake(_MOTION, 0, 0, x, y)
        self._hands.fake(_BUTTON_PRESS, 1, 20)
        self._hands.fake(_BUTTON_RELEASE, 1, 20)
        self._hands.rest()


@contextmanager
def x_server(size: str = "1280x800") -> Iterator[XServer]:
    """Start a server of its own on a free display; it is gone afterwards, whatever happens."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as numbers:
                number = numbers.readline().strip()
            if not number:
                raise OSError(f"Xvfb did not start: exit code {server.wait(_STARTS_WITHIN)}")
            with socket.socket(socket.AF_UNIX) as link:
                link.settimeout(_STARTS_WITHIN)
                link.connect(f"/tmp/.X11-unix/X{number}")
                yield XServer(f":{number}", _Hands(link))
        finally:
            server.terminate()


class _Hands:
    """The little of the X protocol that presses keys (X11 §8, XTEST §4)."""

    def __init__(self, link: socket.socket) -> None:
        self._link = link
        self._asked = b""
        link.sendall(struct.pack("<BxHHHHxx", ord("l"), 11, 0, 0, 0))
        accepted, words = struct.unpack("<BxxxxxH", self._read(8))
        self._read(4 * words)
        if accepted != 1:
            raise OSError("the X server refuses the connection")
        name = b"XTEST"
        link.sendall(struct.pack("<BxHHxx8s", 98, 4, len(name), name))
        answer = self._answer()
        if not answer[8]:
            raise OSError("the X server has no XTEST")
        self._xtest = answer[9]

    def fake(self, kind: int, detail: int, after_ms: int = 0, x: int = 0, y: int = 0) -> None:
        """One event more, so long after the one before."""
        self._asked += struct.pack("<BBHBBxxIIxxxxxxxxhhxxxxxxxx", self._xtest, 2, 9, kind, detail, after_ms, 0, x, y)

    def tap(self, *codes: int, after_ms: int) -> None:
        """Press keys together and let go."""
        for code in codes:
            self.fake(_PRESS, code, after_ms if code == codes[0] else 0)
        for code in reversed(codes):
            self.fake(_RELEASE, code, _HELD_MS if code == codes[-1] else 0)

    def rest(self) -> None:
        """Send all that was asked for and wait until it is done."""
        asked, self._asked = self._asked, b""
        self._link.sendall(asked + struct.pack("<BxH", 43, 1))
        self._answer()

    def _answer(self) -> bytes:
        while True:
            packet = self._read(32)
            if packet[0] == 0:
                raise OSError(f"the X server answers error {packet[1]}")
            if packet[0] == 1:
                return packet + self._read(4 * struct.unpack_from("<I", packet, 4)[0])

    def _read(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            part = self._link.recv(count - len(data))
            if not part:
                raise OSError("the X server is gone")
            data += part
        return data


def place(character: str) -> tuple[int, bool]:
    """X key code of the key that writes this character on a US keyboard, and whether with Shift."""
    code, shift = _PLACES[character]
    return code, bool(shift)


def _code(key: str) -> int:
    return KEYS.get(key) or place(key)[0]


def _chord(character: str) -> tuple[int, ...]:
    if name := _KEYS_FOR.get(character):
        return (KEYS[name],)
    if key := _CONTROL_KEYS.get(character):
        return (KEYS["Control"], *_chord(key))
    code, shift = place(character)
    return (KEYS["Shift"], code) if shift else (code,)


def _run(command: list[str], display: str) -> None:
    environment: Mapping[str, str] = {**os.environ, "DISPLAY": display}
    subprocess.run(command, env=environment, check=True, timeout=_STARTS_WITHIN, stdout=subprocess.DEVNULL)
