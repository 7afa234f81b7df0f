"""An empty home offers two ways to begin; one that cannot be opened says why, and lets one try again."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dispatch.bootstrap import found_home, opened
from dispatch.home import Home
from tests.support.windows import OFFSCREEN, SIZES, desk_at, scanned, shown
from ui.actions import Act
from ui.desk import FAILURE, HOME, WELCOME
from ui.screens.welcome import FailureScreen, WelcomeScreen
from ui.widgets.painting import cut_texts

pytestmark = [pytest.mark.usefixtures("fonts"), OFFSCREEN]


def trips_in(home: Path) -> int:
    with opened(home) as system:
        return len(system.office().trips())


def test_the_sample_campaign_is_one_digit_away(tmp_path: Path, qtbot: QtBot) -> None:
    with desk_at(tmp_path / "home", qtbot) as desk:
        assert desk.screen == WELCOME
        screen = shown(WelcomeScreen, desk, qtbot)
        with qtbot.waitSignal(desk.moved):
            screen.typed("1")
        assert (desk.screen, desk.open is not None and desk.open.sample) == (HOME, True)
    assert trips_in(tmp_path / "home") == 2


def test_one_s_own_data_begin_with_an_empty_station(tmp_path: Path, qtbot: QtBot) -> None:
    with desk_at(tmp_path / "home", qtbot) as desk:
        screen = shown(WelcomeScreen, desk, qtbot)
        with qtbot.waitSignal(desk.moved):
            qtbot.mouseClick(screen.own, Qt.MouseButton.LeftButton)
        assert (desk.screen, desk.open is not None and desk.open.sample) == (HOME, False)
    assert trips_in(tmp_path / "home") == 0


def test_enter_on_a_focused_choice_takes_it(tmp_path: Path, qtbot: QtBot) -> None:
    with desk_at(tmp_path / "home", qtbot) as desk:
        screen = shown(WelcomeScreen, desk, qtbot)
        screen.own.setFocus()
        with qtbot.waitSignal(desk.moved):
            qtbot.keyClick(screen.own, Qt.Key.Key_Return)
        assert desk.screen == HOME


def test_while_it_works_it_says_so_and_takes_no_second_choice(tmp_path: Path, qtbot: QtBot) -> None:
    with desk_at(tmp_path / "home", qtbot) as desk:
        screen = shown(WelcomeScreen, desk, qtbot)
        opened_with: list[object] = []
        desk.bridge.opened.connect(opened_with.append)
        with qtbot.waitSignal(desk.moved):
            screen.typed("1")
            screen.typed("2")
            assert not (screen.sample.isEnabled() or screen.own.isEnabled())
            assert screen.progress.isVisible()
            rebuilt = shown(WelcomeScreen, desk, qtbot)
            assert rebuilt.progress.isVisible()
        scanned(desk, qtbot, "ANYTHING")
        assert len(opened_with) == 1


@pytest.mark.parametrize("key", ["0", "3", "x"])
def test_other_keys_begin_nothing(key: str, tmp_path: Path, qtbot: QtBot) -> None:
    with desk_at(tmp_path / "home", qtbot) as desk:
        screen = shown(WelcomeScreen, desk, qtbot)
        screen.typed(key)
        assert screen.sample.isEnabled()
    assert not Home(tmp_path / "home").exists


def test_a_station_whose_name_is_taken_says_so_however_often_one_tries(tmp_path: Path, qtbot: QtBot) -> None:
    home = Home(tmp_path / "home")
    found_home(home, sample=False)
    with ExitStack() as other:
        other.enter_context(home.station("POSTE-1"))
        desk = other.enter_context(desk_at(home.folder, qtbot))
        assert desk.screen == FAILURE
        screen = shown(FailureScreen, desk, qtbot)
        verdict = screen.verdict.verdict
        assert (verdict.tone, verdict.sentence, len(verdict.keys)) == ("lost", desk.failure, 2)
        assert "POSTE-1" in desk.failure
        with qtbot.waitSignal(desk.moved):
            screen.act(Act.NEXT)
        assert desk.screen == FAILURE


def test_a_station_opens_once_its_name_is_free(tmp_path: Path, qtbot: QtBot) -> None:
    home = Home(tmp_path / "home")
    found_home(home, sample=False)
    with ExitStack() as window, ExitStack() as other:
        other.enter_context(home.station("POSTE-1"))
        desk = window.enter_context(desk_at(home.folder, qtbot))
        screen = shown(FailureScreen, desk, qtbot)
        other.close()
        with qtbot.waitSignal(desk.moved):
            screen.verdict.chosen.emit(screen.verdict.verdict.keys[0])
        assert desk.screen == HOME


def test_a_closed_station_is_left_by_f12(tmp_path: Path, qtbot: QtBot) -> None:
    with desk_at(tmp_path / "home", qtbot) as desk:
        desk.failure = "Disque plein."
        screen = shown(FailureScreen, desk, qtbot)
        assert screen.act(Act.LEAVE)
        assert not screen.isVisible()
        assert not screen.act(Act.SEARCH)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut(size: tuple[int, int], language: str, tmp_path: Path, qtbot: QtBot) -> None:
    with desk_at(tmp_path / "home", qtbot, language) as desk:
        desk.failure = "Le poste « POSTE-1 » est tenu par un autre programme (processus 4711). Fermez-le. " * 2
        cut_texts.clear()
        for kind in (WelcomeScreen, FailureScreen):
            shown(kind, desk, qtbot, size).grab()
        assert cut_texts == []
