"""The window and the power cut: what was on the screen is there again, and it says so."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dispatch.domain.reasons import Need
from dispatch.services.pictures import PackingPicture
from tests.e2e.crew import balanced
from tests.e2e.test_a_day import ORDER, sscc
from tests.e2e.test_window_day import campaign_home
from tests.e2e.window import PATIENCE_S, until, window
from tests.support.console import MAIN
from tests.support.homes import rows
from tests.support.windows import OFFSCREEN, desk_at, scanned
from tests.support.xserver import XServer, x_server
from ui.main_window import MainWindow
from ui.screens.jobs import PackScreen

pytestmark = [pytest.mark.window, OFFSCREEN]

FIVE = [f"S-{number:06d}" for number in range(121, 126)]


@pytest.fixture(scope="module")
def x() -> Iterator[XServer]:
    with x_server("1280x800") as server:
        yield server


@pytest.fixture
def killed(x: XServer, tmp_path: Path) -> Path:
    """A home whose window was killed with five devices in an open carton and a sixth scan under way."""
    home = campaign_home(tmp_path)
    with window(x, home) as desk:
        desk.scans("CMD-TASK-RECEIVE", "FAB-00012", "CMD-TASK-PACK", ORDER, FIVE[0], "CMD-CONFIRM", *FIVE[1:])
        desk.x.type_keycodes("S-0001")
        desk.kill()
    return home


def test_the_window_comes_back_on_the_open_carton_and_says_so(killed: Path, qtbot: QtBot) -> None:
    with desk_at(killed, qtbot) as desk:
        frame = MainWindow(desk, "light")
        qtbot.addWidget(frame)
        frame.resize(1920, 1080)
        frame.rebuild()
        frame.show()
        scene, screen = desk.scene, frame.frame and frame.frame.screen_widget
        assert scene is not None and scene.resumed and scene.standing.state == "carton-open"
        assert isinstance(scene.picture, PackingPicture) and scene.picture.carton is not None
        assert scene.picture.carton.serials == tuple(FIVE)
        assert isinstance(screen, PackScreen)
        shown = screen.verdict.verdict
        assert (shown.tone, shown.word) == ("info", "Travail repris")
        scanned(desk, qtbot, "S-000126")
        assert desk.scene is not None and desk.scene.outcome is not None
        outcome = desk.scene.outcome
        assert ([notice.word for notice in outcome.notices], outcome.need) == (["resumed"], Need.CONFIRM)
        scanned(desk, qtbot, "CMD-CONFIRM")
        assert desk.scene.picture is not None
    assert rows(killed, "SELECT COUNT(*) FROM device WHERE unit IS NOT NULL") == [(6,)]
    balanced(killed)


def test_a_second_window_on_the_same_name_names_the_holder_and_changes_nothing(
    x: XServer, tmp_path: Path, qtbot: QtBot
) -> None:
    home = campaign_home(tmp_path)
    with window(x, home) as first:
        first.scans("CMD-TASK-RECEIVE", "FAB-00012")
        with desk_at(home, qtbot) as desk:
            assert desk.screen == "failure"
            assert str(first.process.pid) in desk.failure
        first.kill()
    with desk_at(home, qtbot) as desk:
        assert (desk.failure, desk.open is not None) == ("", True)


def test_a_label_in_hand_at_the_cut_is_never_printed_twice(x: XServer, tmp_path: Path) -> None:
    """Killed as soon as the close is committed: the job is printed once, or is unknown and waits for a person."""
    home = campaign_home(tmp_path)
    with window(x, home) as desk:
        desk.scans("CMD-TASK-RECEIVE", "FAB-00017", "CMD-TASK-PACK", ORDER, "FAB-00017")
        desk.kill()
    with window(x, home) as desk:
        until(home, "SELECT COUNT(*) FROM print_job WHERE state IN ('queued', 'sending')", [(0,)])
        assert desk.scans(f"]C100{sscc(1, 0)}") == ["label-verified"]
    ((state,),) = rows(home, "SELECT state FROM print_job")
    assert state == "printed"
    assert len(list((home / "labels").glob("*.zpl"))) <= 1
    balanced(home)


def test_terminate_closes_the_window_in_order(x: XServer, tmp_path: Path) -> None:
    home = campaign_home(tmp_path)
    with window(x, home) as desk:
        desk.scans("CMD-TASK-RECEIVE", "FAB-00012")
    done = subprocess.run([*MAIN, "--home", str(home), "verify"], capture_output=True, check=False, timeout=PATIENCE_S)
    assert done.returncode == 0
    assert (home / "window.ini").exists()
