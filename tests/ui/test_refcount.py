"""No signal of ours costs a reference to True when it is emitted, as PySide6 6.12.0 does under Python 3.11."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal

import ui

EMITS = 2_000
NOISE = 50


def signals_of_ours() -> Iterator[tuple[type[QObject], str]]:
    """Each class of ui/ with each signal that it declares."""
    for module in pkgutil.walk_packages(ui.__path__, "ui."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, QObject) and value.__module__ == module.name:
                for name, member in vars(value).items():
                    if isinstance(member, Signal):
                        yield value, name


SAMPLES = {"QString": "text", "double": 1.5, "int": 7, "PyObject": True}
OURS = [(f"{owner.__module__}.{owner.__name__}.{name}", signal) for owner, name, signal in signals_of_ours()]


def test_the_signals_are_found() -> None:
    assert {"ui.bridge.Bridge.scene", "ui.desk.Desk.spoke", "ui.main_window.MainWindow.closed"} <= dict(OURS).keys()


@pytest.mark.parametrize("signal", [signal for _, signal in OURS], ids=[name for name, _ in OURS])
def test_emitting_keeps_the_references_to_true(signal: Signal) -> None:
    """Emitted from a sender that declares the same signal: some of ours can be built only on a home."""
    kinds = [kind for kind in str(signal).partition("(")[2].rstrip(")").split(",") if kind]
    sender, heard = Sender(), []
    told = getattr(sender, "_".join(["told", *kinds]))
    told.connect(lambda *values: heard.append(len(values)))
    arguments = [SAMPLES[kind] for kind in kinds]
    reserve = [True] * 2 * EMITS  # lets a leaking PySide fail here instead of killing the interpreter
    before = sys.getrefcount(True)
    for _ in range(EMITS):
        told.emit(*arguments)
    after = sys.getrefcount(True)
    assert abs(after - before) < NOISE
    assert heard == [len(kinds)] * EMITS
    del reserve
