"""Two thousand wedge scans of true key codes, a text field in focus, a person typing between them: nothing is mixed up.

Several X servers run side by side, each with the window of `test_wedge_x` and a layout of its own, since almost all of
the time is spent waiting between keys.
"""

from __future__ import annotations

import string
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import product
from random import Random
from typing import Any

import pytest

from dispatch.domain.badges import badge_code
from tests.support.xserver import XServer
from tests.ui.test_wedge_x import NOTHING, running_desk

SCANS, SEED = 2_000, 2027
CASES = [*product(("us", "fr", "de"), (False, True))]
"""Layout of the computer, and whether Caps Lock is on."""
IN_A_ROUND = 30
PERSON_MS = 100
"""A person's key is at least so far from every other one."""

GS = "\x1d"
SERIAL = string.ascii_letters + string.digits + "-_/.:+]"
MOVED = {
    "us": {},
    "fr": dict(zip("aqzw", "qawz", strict=True)),
    "de": dict(zip("yz", "zy", strict=True)),
}
"""Letters that another layout puts elsewhere; M is left out."""
LETTERS = string.ascii_lowercase.replace("m", "")


def a_code(chance: Random) -> str:
    """A code of any kind that a desk reads."""
    number = chance.randrange(10**6)
    serial = "".join(chance.choices(SERIAL, k=chance.randrange(6, 30)))
    return chance.choice(
        (
            f"]C100{number:018d}",
            f"]d20109521234500018{number:06d}21{serial}{GS}10LOT-{number}/B{GS}37{number % 100}",
            f"]C1011234567890123110{serial}{GS}21{serial[:6]}",
            f"]C0{badge_code(f'{number:04d}')}",
            f"ORD-{number:07d}B-1",
            chance.choice(("CMD-CLOSE", "CMD-TASK-PACK", "RSN-AUTRE", "]C0CMD-UNDO")),
            f"https://id.example.com/01/09521234500018?21={serial[:8]}",
            serial,
        )
    )


@dataclass
class Round:
    """What hands do within one round, and what must come of it."""

    x: XServer
    layout: str
    caps_lock: bool
    chance: Random
    scans: list[str] = field(default_factory=list)
    typed: str = ""
    returns: int = 0
    pause: int = PERSON_MS
    """Milliseconds before the next key, at least."""

    def play(self, scans: int) -> None:
        for _ in range(scans):
            self.scan()
            if self.chance.random() < 0.25:
                self.type()

    def scan(self) -> None:
        """A code at the speed of a scanner; one without an end is followed by a silence."""
        code, gap = a_code(self.chance), self.chance.choice((1, 1, 2, 3, 8))
        end = self.chance.choice(("\r", "\r", "\r", "\r\n", "\n", "\t", ""))
        self.x.type_keycodes(code + end, gap_ms=gap, after_ms=self.pause + self.chance.choice((0, 0, 20)))
        self.scans.append(code)
        self.pause = 1 if end else PERSON_MS

    def type(self) -> None:
        """A few letters of a person, perhaps Enter."""
        for letter in self.chance.choices(LETTERS, k=self.chance.randrange(1, 4)):
            self.x.tap(letter, after_ms=self.chance.randrange(PERSON_MS, PERSON_MS + 40))
            written = MOVED[self.layout].get(letter, letter)
            self.typed += written.upper() if self.caps_lock else written
        if self.chance.random() < 0.2:
            self.x.tap("Return", after_ms=PERSON_MS)
            self.returns += 1
        self.pause = PERSON_MS

    def expected(self) -> dict[str, Any]:
        return {**NOTHING, "scans": self.scans, "field": self.typed, "returns": self.returns}


def day(number: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Rounds on one layout: what must come of each, and what was heard."""
    layout, caps_lock = CASES[number]
    chance, left = Random(SEED + number), -(-SCANS // len(CASES))
    with running_desk() as desk:
        desk.x.layout(layout)
        desk.x.tap("F1")
        if caps_lock:
            desk.x.tap("CapsLock")
        while left > 0:
            now = Round(desk.x, layout, caps_lock, chance)
            now.play(min(left, IN_A_ROUND))
            left -= IN_A_ROUND
            yield now.expected(), desk.report()


@pytest.mark.window
def test_every_scan_is_exact_and_every_key_of_a_person_is_his() -> None:
    with ThreadPoolExecutor(len(CASES)) as desks:
        days = [*desks.map(lambda number: [*day(number)], range(len(CASES)))]
    rounds = [pair for one in days for pair in one]
    assert sum(len(expected["scans"]) for expected, _ in rounds) >= SCANS
    assert [heard for _, heard in rounds] == [expected for expected, _ in rounds]
