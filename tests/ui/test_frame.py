"""The bottom bar tells the true state of a wired scanner: what it hears, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dispatch.devices.simulated_scanner import SimulatedScanner
from tests.support import campaign
from tests.support.homes import new_home
from tests.support.windows import OFFSCREEN, desk_at
from ui.main_window import MainWindow

pytestmark = OFFSCREEN


def chip(window: MainWindow) -> tuple[str, str]:
    """State and words of the scanner's chip."""
    assert window.frame is not None
    device = window.frame.scanner_chip()
    return device.state, device.detail


@pytest.mark.usefixtures("fonts")
def test_a_wired_scanner_is_shown_as_it_is(tmp_path: Path, qtbot: QtBot) -> None:
    home = new_home(tmp_path / "home", campaign.day(tmp_path))
    with SimulatedScanner(link=tmp_path / "douchette") as scanner:
        with (home / "settings.toml").open("a", encoding="utf-8") as settings:
            settings.write(f'[[scanners]]\nname = "quai"\nport = "{tmp_path / "douchette"}"\n')
        with desk_at(home, qtbot) as desk:
            window = MainWindow(desk, "light")
            qtbot.addWidget(window)
            window.rebuild()
            qtbot.waitUntil(lambda: chip(window) == ("ready", "Branchée"))
            with qtbot.waitSignal(desk.bridge.scene):
                scanner.scan("FAB-00017")
            assert chip(window) == ("ready", "Entendue")
            scanner.unplug()
            qtbot.waitUntil(lambda: chip(window)[0] == "fault" and chip(window)[1].startswith("Débranchée"))
            scanner.plug_in()
            qtbot.waitUntil(lambda: chip(window)[0] == "ready", timeout=20_000)
            with qtbot.waitSignal(desk.bridge.scene):
                scanner.scan("FAB-00012")
            assert chip(window) == ("ready", "Entendue")
