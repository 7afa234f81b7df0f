"""Screens under test, on the desk of a real home: real lanes, real database, no sound."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QSize
from pytestqt.qtbot import QtBot

from dispatch.services.messages import Messages
from main import Opening
from ui.bridge import Bridge
from ui.desk import Desk
from ui.look.look import LIGHT, Look
from ui.look.sheet import palette, style_sheet
from ui.screens.screen import Screen
from ui.sounds import Sound, Sounds
from ui.words import install_language

S = TypeVar("S", bound=Screen)
OFFSCREEN = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
"""What Qt says of each window with a smallest size, where there is no screen."""
SIZES = [(1280, 720), (1280, 800), (1920, 1080), (3840, 2160)]


class _Silence:
    """A voice that is content to say nothing."""

    def play(self, sound: Sound) -> bool:
        return True


def qapp() -> QCoreApplication:
    """The application of this test run."""
    application = QCoreApplication.instance()
    assert application is not None
    return application


@contextmanager
def desk_at(folder: Path, qtbot: QtBot, language: str = "fr") -> Iterator[Desk]:
    """The desk of this home, opened as far as it can be."""
    bridge = Bridge(Opening(folder, language))
    failures: list[BaseException] = []
    bridge.failed.connect(failures.append)
    desk = Desk(bridge, Messages(language), Sounds(voices=[_Silence()]))
    with qtbot.waitSignal(bridge.opened):
        bridge.start()
    install_language(qapp(), language)
    try:
        yield desk
    finally:
        bridge.close()
        for done in (desk, bridge):
            shiboken6.delete(done)
        install_language(qapp(), "fr")
    assert failures == []


def shown(kind: type[S], desk: Desk, qtbot: QtBot, size: tuple[int, int] = (1280, 720), theme: str = LIGHT) -> S:
    """A screen in the room that the frame leaves it, hearing what the desk hears."""
    look = Look.fitting(QSize(*size), theme)
    screen = kind(desk, look)
    screen.setPalette(palette(look))
    screen.setStyleSheet(style_sheet(look))
    qtbot.addWidget(screen)
    bars = look.size("top") + look.size("bottom") + 2 * look.size("gutter")
    if screen.prompt() is not None:
        bars += look.size("prompt") + look.size("gutter")
    screen.resize(size[0] - 2 * look.size("margin"), size[1] - bars)
    desk.spoke.connect(screen.show_scene)
    desk.learned.connect(screen.learn)
    screen.show()
    screen.enter()
    return screen


def scanned(desk: Desk, qtbot: QtBot, *codes: str) -> None:
    """Scan these, each answered before the next; the scanner is as slow as it takes for a code to count again."""
    for number, code in enumerate(codes):
        with qtbot.waitSignal(desk.bridge.scene):
            desk.hear(code, "test", 10.0 * (number + 1 + len(desk.history)))
