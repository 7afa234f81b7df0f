"""Home shows what waits and what lies open, and starts every job by scan, tile or digit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dispatch.bootstrap import found_home
from dispatch.home import Home
from tests.support import campaign
from tests.support.campaign import A
from tests.support.homes import new_home
from tests.support.windows import OFFSCREEN, SIZES, desk_at, scanned, shown
from ui.actions import Act
from ui.desk import HOME, IMPORTS, SEARCH, SETTINGS, TRIPS, Desk
from ui.screens.home import HomeScreen
from ui.widgets.painting import cut_texts
from ui.words import figure

pytestmark = [pytest.mark.usefixtures("fonts"), OFFSCREEN]
ORDER = f"ORD-{A}-1"
OPEN_CARTON = ("CMD-TASK-RECEIVE", "FAB-00017", "CMD-TASK-PACK", ORDER, "S-000171", "CMD-CONFIRM")
"""A carton received, and its first device packed by itself."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The campaign of the contract's abridged day."""
    (tmp_path / "files").mkdir()
    return new_home(tmp_path / "home", campaign.day(tmp_path / "files"))


@pytest.fixture
def desk(home: Path, qtbot: QtBot) -> Iterator[Desk]:
    with desk_at(home, qtbot) as desk:
        yield desk


def at_home(desk: Desk, qtbot: QtBot, size: tuple[int, int] = (1280, 720)) -> HomeScreen:
    """The home screen with its overview."""
    desk.go(HOME)
    with qtbot.waitSignal(desk.learned, check_params_cb=lambda name, _: name == "overview"):
        return shown(HomeScreen, desk, qtbot, size)


def test_before_a_home_is_open_the_tiles_stand_there_without_numbers(tmp_path: Path, qtbot: QtBot) -> None:
    with desk_at(tmp_path / "nothing", qtbot) as desk:
        desk.go(HOME)
        screen = shown(HomeScreen, desk, qtbot)
    assert [tile.said for tile in screen.tiles[:4]] == [
        "– avis à recevoir",
        "– commandes prêtes",
        "– colis en attente",
        "– tournées à charger",
    ]
    assert screen.work.isHidden()


def test_tiles_tell_what_waits(desk: Desk, qtbot: QtBot) -> None:
    screen = at_home(desk, qtbot)
    assert [tile.said for tile in screen.tiles[:4]] == [
        "1 avis à recevoir",
        "0 commandes prêtes",
        "0 colis en attente",
        "1 tournée à charger",
    ]
    assert [offer.act for offer in screen.offers()] == [Act.SEARCH, Act.DISPLAY]


def test_open_work_is_offered_and_taken_up_by_f2(desk: Desk, qtbot: QtBot) -> None:
    scanned(desk, qtbot, *OPEN_CARTON)
    screen = at_home(desk, qtbot)
    assert screen.tiles[1].said == "1 commande prête"
    assert [tile.current for tile in screen.tiles] == [False, True, *[False] * 6]
    assert screen.work.isVisible()
    assert screen.offers()[0].act is Act.RESUME
    with qtbot.waitSignal(desk.moved):
        assert screen.act(Act.RESUME)
    assert desk.screen == "pack"


def test_on_a_large_screen_the_card_has_the_key(desk: Desk, qtbot: QtBot) -> None:
    scanned(desk, qtbot, *OPEN_CARTON)
    screen = at_home(desk, qtbot, (1920, 1080))
    assert [offer.act for offer in screen.offers()] == [Act.SEARCH, Act.DISPLAY]
    with qtbot.waitSignal(desk.moved):
        qtbot.mouseClick(screen.work.resume, Qt.MouseButton.LeftButton)
    assert desk.screen == "pack"


@pytest.mark.parametrize(("digit", "job"), [("1", "receive"), ("2", "pack"), ("3", "palletise"), ("4", "load")])
def test_a_digit_starts_its_job(digit: str, job: str, desk: Desk, qtbot: QtBot) -> None:
    screen = at_home(desk, qtbot)
    with qtbot.waitSignal(desk.moved):
        screen.typed(digit)
    assert desk.screen == job


@pytest.mark.parametrize(("number", "name"), [(5, SEARCH), (6, IMPORTS), (7, TRIPS), (8, SETTINGS)])
def test_a_touched_tile_shows_its_screen(number: int, name: str, desk: Desk, qtbot: QtBot) -> None:
    screen = at_home(desk, qtbot)
    qtbot.mouseClick(screen.tiles[number - 1], Qt.MouseButton.LeftButton)
    assert desk.screen == name


@pytest.mark.parametrize("key", ["0", "9", "x", "²", ""])
def test_other_keys_choose_nothing(key: str, desk: Desk, qtbot: QtBot) -> None:
    screen = at_home(desk, qtbot)
    screen.typed(key)
    assert desk.screen == HOME


def test_enter_and_space_choose_nothing(desk: Desk, qtbot: QtBot) -> None:
    screen = at_home(desk, qtbot)
    assert {widget.focusPolicy() for widget in (*screen.tiles, screen.work.resume)} == {Qt.FocusPolicy.NoFocus}


def test_a_refusal_stands_in_place_of_the_trips_until_the_next_scan(desk: Desk, qtbot: QtBot) -> None:
    screen = at_home(desk, qtbot)
    scanned(desk, qtbot, "NOBODY-KNOWS")
    assert (desk.screen, screen.trips.isVisible(), screen.verdict.isVisible()) == (HOME, False, True)
    assert screen.verdict.verdict.tone == "refused"
    assert "NOBODY-KNOWS" in screen.verdict.verdict.sentence
    again = at_home(desk, qtbot)
    assert again.verdict.isVisible()
    scanned(desk, qtbot, "FAB-00017")
    assert desk.screen == "receive"
    assert at_home(desk, qtbot).trips.isVisible()


def test_blocked_scans_go_on_with_f2(home: Path, qtbot: QtBot) -> None:
    text = (home / "settings.toml").read_text(encoding="utf-8")
    (home / "settings.toml").write_text(f"{text}[scan]\nblock_after_error = true\n", encoding="utf-8")
    with desk_at(home, qtbot) as desk:
        screen = at_home(desk, qtbot)
        scanned(desk, qtbot, "NOBODY-KNOWS")
        assert (screen.prompt().icon, screen.offers()[0].act) == ("pause", Act.RESUME)
        with qtbot.waitSignal(desk.spoke):
            screen.act(Act.RESUME)
        assert screen.prompt().icon == "barcode"


def test_other_function_keys_are_left_to_the_window(desk: Desk, qtbot: QtBot) -> None:
    screen = at_home(desk, qtbot)
    assert not any(screen.act(act) for act in Act if act is not Act.RESUME)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_nothing_is_cut(language: str, size: tuple[int, int], tmp_path: Path, qtbot: QtBot) -> None:
    found_home(Home(tmp_path / "home"), sample=True)
    with desk_at(tmp_path / "home", qtbot, language) as desk:
        scanned(desk, qtbot, "CMD-TASK-RECEIVE", "FAB-T10-0001", "CMD-TASK-PACK", "ORD-0990002P-1")
        scanned(desk, qtbot, "ECH10000001", "CMD-CONFIRM")
        screen = at_home(desk, qtbot, size)
        cut_texts.clear()
        screen.grab()
        scanned(desk, qtbot, "NOBODY-KNOWS-THIS-LONG-CODE")
        screen.grab()
        assert cut_texts == []


def test_figures_are_grouped_as_the_language_does() -> None:
    assert (figure(1284, "fr"), figure(1284, "en"), figure(7, "fr")) == ("1\u00a0284", "1,284", "7")
