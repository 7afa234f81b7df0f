"""No signal of ours costs a reference to True when it is emitted, as PySide6 6.12.0 does under Python 3.11."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal

import ui

EMITS = 2_000
NOISE = 50
SAMPLES: dict[str, Any] = {"QString": "text", "double": 1.5, "int": 7, "PyObject": True}
"""A value for each type that Qt knows our arguments by."""


def signals_of_ours() -> Iterator[tuple[str, Signal]]:
    """Every signal that a class of ui/ declares, by its full name."""
    for module in pkgutil.walk_packages(ui.__path__, "ui."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, QObject) and value.__module__ == module.name:
                for name, member in vars(value).items():
                    if isinstance(member, Signal):
                        yield f"{module.name}.{value.__name__}.{name}", member


OURS = dict(signals_of_ours())


def test_the_signals_are_found() -> None:
    assert {"ui.bridge.Bridge.scene", "ui.desk.Desk.spoke", "ui.main_window.MainWindow.closed"} <= OURS.keys()


@pytest.mark.parametrize("name", OURS)
def test_emitting_keeps_the_references_to_true(name: str) -> None:
    """The signal is given to a bare sender: its own class may need a home."""
    sender: Any = type("Sender", (QObject,), {"told": OURS[name]})()
    kinds = str(OURS[name]).partition("(")[2].rstrip(")")
    arguments = [SAMPLES[kind] for kind in kinds.split(",") if kind]
    heard = []
    sender.told.connect(lambda *values: heard.append(len(values)))
    reserve = [True] * 2 * EMITS  # lets a leaking PySide fail here instead of killing the interpreter
    before = sys.getrefcount(True)
    for _ in range(EMITS):
        sender.told.emit(*arguments)
    after = sys.getrefcount(True)
    assert abs(after - before) < NOISE
    assert heard == [len(arguments)] * EMITS
    del reserve
