"""PySide6 6.12.0 loses one reference to True per emitted signal on Python 3.11: the interpreter dies after some 550."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject, Signal, Slot

EMITS = 2_000
NOISE = 50


class Bell(QObject):
    """A sender and its own receiver."""

    rung = Signal()
    switched = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.heard = 0
        self.rung.connect(self.hear)
        self.switched.connect(self.hear_switch)

    @Slot()
    def hear(self) -> None:
        self.heard += 1

    @Slot(bool)
    def hear_switch(self, on: bool) -> None:
        self.heard += on


@pytest.mark.parametrize("arguments", [(), (True,)], ids=["Signal()", "Signal(bool)"])
def test_emitting_a_signal_keeps_the_references_to_true(arguments: tuple[bool, ...]) -> None:
    reserve = [True] * 2 * EMITS  # lets a leaking PySide fail here instead of killing the interpreter
    bell = Bell()
    signal = bell.switched if arguments else bell.rung
    before = sys.getrefcount(True)
    for _ in range(EMITS):
        signal.emit(*arguments)
    after = sys.getrefcount(True)
    assert abs(after - before) < NOISE
    assert bell.heard == EMITS
    del reserve
