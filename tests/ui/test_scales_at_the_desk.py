"""A scale at a real desk: the bottom bar tells its true state, and a carton on it is answered like a scan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dispatch.devices.simulated_scale import SimulatedScale
from dispatch.domain.reasons import Need
from tests.support import campaign
from tests.support.homes import new_home
from tests.support.windows import OFFSCREEN, desk_at, scanned
from ui.actions import Act
from ui.desk import SEARCH, Desk
from ui.main_window import MainWindow

pytestmark = [OFFSCREEN, pytest.mark.usefixtures("fonts")]


@pytest.fixture
def scale(tmp_path: Path) -> Iterator[SimulatedScale]:
    with SimulatedScale("cas", link=tmp_path / "balance") as scale:
        yield scale


@pytest.fixture
def desk(tmp_path: Path, scale: SimulatedScale, qtbot: QtBot) -> Iterator[Desk]:
    """The campaign of a day, at a desk with a scale for cartons."""
    home = new_home(tmp_path / "home", campaign.day(tmp_path))
    with (home / "settings.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'[[scales]]\nname = "colis"\nport = "{tmp_path / "balance"}"\nprotocol = "cas"\n')
    with desk_at(home, qtbot) as desk:
        yield desk


def window_of(desk: Desk, qtbot: QtBot) -> MainWindow:
    window = MainWindow(desk, "light")
    qtbot.addWidget(window)
    window.rebuild()
    return window


def chips(window: MainWindow) -> list[tuple[str, str, str]]:
    """Name, state and words of the scales' chips."""
    assert window.frame is not None
    return [(chip.name, chip.state, chip.detail) for chip in window.frame.scale_chips()]


def test_a_scale_is_shown_as_it_is_with_what_stands_on_it(desk: Desk, scale: SimulatedScale, qtbot: QtBot) -> None:
    window = window_of(desk, qtbot)
    qtbot.waitUntil(lambda: chips(window) == [("Balance", "ready", "0,00 kg")])
    scale.put(9_300)
    qtbot.waitUntil(lambda: chips(window) == [("Balance", "ready", "9,30 kg")])
    assert (list(desk.history), desk.last_heard) == ([], {})
    scale.moving = True
    qtbot.waitUntil(lambda: chips(window) == [("Balance", "ready", "En mouvement")])
    scale.unplug()
    qtbot.waitUntil(lambda: chips(window) == [("Balance", "fault", "Débranchée")])


def test_a_carton_is_weighed_at_the_window(desk: Desk, scale: SimulatedScale, qtbot: QtBot) -> None:
    window = window_of(desk, qtbot)
    scanned(desk, qtbot, "CMD-TASK-RECEIVE", "FAB-00017", "CMD-TASK-PACK", f"ORD-{campaign.A}-1", "FAB-00017")
    assert desk.scene is not None
    expected = desk.scene.standing.prompt_args["weight"]
    assert window.frame is not None
    assert list(window.frame._offers.values())[:2] == [Act.NEXT, Act.UNDO]
    with qtbot.waitSignal(desk.bridge.scene):
        scale.put(round(float(str(expected)) * 1000) + 1_000)
    assert desk.scene.standing.prompt_key == "pack.weight-off"
    assert list(window.frame._offers.values())[:2] == [Act.CONFIRM, Act.NEXT]
    with qtbot.waitSignal(desk.bridge.scene):
        window.act(Act.CONFIRM)
    with qtbot.waitSignal(desk.bridge.scene):
        desk.say("RSN-ECART_POIDS")
    assert desk.outcome is not None
    assert (desk.outcome.reason.word, desk.scene.standing.state) == ("weighed", "awaiting-label")


def test_a_weight_belongs_to_the_job_at_hand_whatever_is_looked_at(
    desk: Desk, scale: SimulatedScale, qtbot: QtBot
) -> None:
    scanned(desk, qtbot, "CMD-TASK-RECEIVE", "FAB-00017", "CMD-TASK-PACK", f"ORD-{campaign.A}-1", "S-000171")
    assert desk.asked is Need.CONFIRM
    scale.put(1_000)
    qtbot.waitUntil(lambda: [state.grams for _, state in desk.open.scales] == [1_000] if desk.open else False)
    assert desk.asked is Need.CONFIRM
    scanned(desk, qtbot, "CMD-CANCEL", "FAB-00017")
    assert desk.scene is not None
    expected = desk.scene.standing.prompt_args["weight"]
    desk.go(SEARCH)
    with qtbot.waitSignal(desk.bridge.scene):
        scale.put(round(float(str(expected)) * 1000))
    assert (desk.screen, desk.scene.standing.state) == ("pack", "awaiting-label")
