"""The window: its keys, what they never do, and what outlives a new frame, a restart and the end."""

# mypy: disable-error-code="union-attr"
from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from main import Opening
from tests.support import campaign
from tests.support.homes import fill, new_home, rows
from tests.support.windows import OFFSCREEN, desk_at, scanned
from ui.actions import Act
from ui.app import STATE_FILE, Station
from ui.desk import HOME, IMPORTS, SEARCH, SETTINGS, TRIPS, Desk
from ui.look.look import DARK, LIGHT
from ui.main_window import MainWindow
from ui.words import install_language

pytestmark = [pytest.mark.usefixtures("fonts"), OFFSCREEN]
ORDER = f"ORD-{campaign.A}-1"
PACKING = ("CMD-TASK-RECEIVE", "FAB-00017", "CMD-TASK-PACK", ORDER, "S-000171", "CMD-CONFIRM")
LOGGED = "SELECT raw FROM scan_log ORDER BY id"
ICON = "home"
SCREENS = ["receive", "pack", "palletise", "load", HOME]
SILENT = [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_A, Qt.Key.Key_Y, Qt.Key.Key_F6]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "files").mkdir()
    return new_home(tmp_path / "home", campaign.day(tmp_path / "files"))


@pytest.fixture
def desk(home: Path, qtbot: QtBot) -> Iterator[Desk]:
    with desk_at(home, qtbot) as desk:
        yield desk


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> MainWindow:
    return windowed(desk, qtbot)


def windowed(desk: Desk, qtbot: QtBot, **wishes: Any) -> MainWindow:
    """A window on this desk, 1280 by 800."""
    window = MainWindow(desk, LIGHT, **wishes)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.rebuild()
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    return window


@contextmanager
def station_at(folder: Path, qtbot: QtBot, **wishes: Any) -> Iterator[Station]:
    """The whole application on this home, as `main.py` builds it, without sound; closed and taken apart in the end."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    hooks = sys.excepthook, threading.excepthook
    signals = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    station = Station(app, Opening(folder, None), "fr", {"sound": False, **wishes})
    station.sounds._voices = (Silence(),)
    try:
        yield station
    finally:
        station.window.close()
        sys.excepthook, threading.excepthook = hooks
        for number, handler in signals.items():
            signal.signal(number, handler)
        shiboken6.delete(station.window)
        shiboken6.delete(station)
        install_language(app, "fr")


class Silence:
    """A voice that is content to say nothing."""

    def play(self, _sound: str) -> bool:
        return True


def pressed(window: MainWindow, act: Act, qtbot: QtBot) -> None:
    """Press a function key."""
    qtbot.keyClick(window, act.key)


def heard_after(desk: Desk, qtbot: QtBot, act: Callable[[], None]) -> str:
    """The reason that answers this."""
    with qtbot.waitSignal(desk.spoke):
        act()
    return desk.outcome.reason.word if desk.outcome is not None else ""


# -- keys


@pytest.mark.parametrize(
    ("act", "screen", "icon"), [(Act.MENU, HOME, ICON), (Act.SEARCH, SEARCH, "search"), (Act.PAPERS, TRIPS, "document")]
)
@pytest.mark.parametrize("start", ["pack", HOME, SETTINGS])
def test_keys_that_show_a_screen(
    start: str, act: Act, screen: str, icon: str, window: MainWindow, desk: Desk, home: Path, qtbot: QtBot
) -> None:
    desk.go(start)
    pressed(window, act, qtbot)
    assert (desk.screen, window.frame.screen_widget.heading().icon) == (screen, icon)
    assert rows(home, LOGGED) == []


@pytest.mark.parametrize(
    ("act", "card", "reason"),
    [
        (Act.CLOSE, "CMD-CLOSE", "carton-underfilled"),
        (Act.NEXT, "CMD-NEXT", "carton-still-open"),
        (Act.REPRINT, "CMD-REPRINT", "nothing-to-reprint"),
        (Act.UNDO, "CMD-UNDO", "undone"),
        (Act.CONFIRM, "CMD-CONFIRM", "nothing-to-confirm"),
    ],
)
def test_keys_that_are_cards(
    act: Act, card: str, reason: str, window: MainWindow, desk: Desk, home: Path, qtbot: QtBot
) -> None:
    scanned(desk, qtbot, *PACKING)
    by_key = heard_after(desk, qtbot, lambda: pressed(window, act, qtbot))
    assert rows(home, LOGGED)[-1] == (card,)
    assert by_key == reason


def test_escape_answers_a_question_and_otherwise_leads_home(
    window: MainWindow, desk: Desk, home: Path, qtbot: QtBot
) -> None:
    scanned(desk, qtbot, *PACKING[:-1])
    assert heard_after(desk, qtbot, lambda: pressed(window, Act.BACK, qtbot)) == "cancelled"
    assert (desk.screen, rows(home, LOGGED)[-1]) == ("pack", ("CMD-CANCEL",))
    pressed(window, Act.BACK, qtbot)
    assert (desk.screen, len(rows(home, LOGGED))) == (HOME, len(PACKING))


@pytest.mark.parametrize("screen", [SEARCH, IMPORTS, TRIPS, SETTINGS])
def test_escape_leads_from_a_desk_screen_back_to_the_job(
    screen: str, window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    desk.go(screen)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert desk.screen == HOME
    scanned(desk, qtbot, *PACKING)
    desk.go(screen)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert (desk.screen, window.frame.screen_widget.verdict.verdict.tone) == ("pack", "accepted")


def test_f11_is_full_screen_and_back(window: MainWindow, qtbot: QtBot) -> None:
    for full in (True, False):
        pressed(window, Act.DISPLAY, qtbot)
        assert window.isFullScreen() is full


def test_f12_signs_out_and_leaves_the_work_open(home: Path, tmp_path: Path, qtbot: QtBot) -> None:
    fill(home, {"operators": campaign.operators(tmp_path / "operators.csv")})
    with desk_at(home, qtbot) as desk:
        window = windowed(desk, qtbot)
        scanned(desk, qtbot, "OPR-CHEF-1", *PACKING)
        assert desk.scene.operator.badge == "CHEF-1"
        heard_after(desk, qtbot, lambda: pressed(window, Act.LEAVE, qtbot))
        assert (desk.screen, desk.scene.operator) == (HOME, None)
        assert rows(home, "SELECT status FROM unit WHERE kind = 'carton'") == [("open",)]


@pytest.mark.parametrize("screen", SCREENS)
def test_enter_space_and_letters_do_nothing_on_scan_screens(
    screen: str, window: MainWindow, desk: Desk, home: Path, qtbot: QtBot
) -> None:
    scanned(desk, qtbot, *PACKING)
    desk.go(screen)
    before = len(rows(home, LOGGED))
    for _ in range(8):
        qtbot.keyClick(window, Qt.Key.Key_Tab)
        target = QApplication.focusWidget()
        for key in SILENT:
            qtbot.keyClick(target, key)
    with qtbot.waitSignal(desk.learned, check_params_cb=lambda name, _: name == "barrier"):
        desk.ask("barrier", lambda _: None)
    scanned(desk, qtbot, "CMD-TASK-PACK")
    assert len(rows(home, LOGGED)) == before + 1


def test_a_held_key_counts_once(window: MainWindow, desk: Desk, home: Path, qtbot: QtBot) -> None:
    scanned(desk, qtbot, "FAB-00017", "FAB-00012", "FAB-00013")
    heard_after(desk, qtbot, lambda: pressed(window, Act.UNDO, qtbot))
    for _ in range(3):
        QTest.simulateEvent(window, True, Act.UNDO.key.value, Qt.KeyboardModifier.NoModifier, "", True)
    scanned(desk, qtbot, "CMD-TASK-RECEIVE")
    assert [raw for (raw,) in rows(home, LOGGED)].count("CMD-UNDO") == 1


def test_every_key_of_the_bottom_bar_does_what_its_function_key_does(
    window: MainWindow, desk: Desk, home: Path, qtbot: QtBot
) -> None:
    scanned(desk, qtbot, *PACKING)
    offered = {key.spec.cap: key for key in window.frame.bottom._keys}
    assert list(offered) == ["F4", "F8", "F1"]
    for cap, card in (("F4", "CMD-CLOSE"), ("F8", "CMD-UNDO")):
        key = next(key for key in window.frame.bottom._keys if key.spec.cap == cap)
        heard_after(desk, qtbot, partial(qtbot.mouseClick, key, Qt.MouseButton.LeftButton))
        assert rows(home, LOGGED)[-1] == (card,)
        scanned(desk, qtbot, "CMD-CANCEL")
    menu = next(key for key in window.frame.bottom._keys if key.spec.cap == "F1")
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton)
    assert desk.screen == HOME


# -- a new frame


def seen(window: MainWindow) -> tuple[Any, ...]:
    """What stands on the screen of a job."""
    screen = window.frame.screen_widget
    return screen.heading(), screen.prompt(), screen.verdict.verdict, screen.history._rows


def test_another_theme_keeps_the_scene(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    scanned(desk, qtbot, *PACKING)
    before, frame = seen(window), window.frame
    window.dress(DARK, far=False)
    assert window.frame is not frame
    assert (window.theme, window.frame.look.theme, seen(window)) == (DARK, DARK, before)
    window.dress(DARK, far=False)
    assert seen(window) == before


def test_another_language_tells_the_same_scene_in_its_words(home: Path, qtbot: QtBot) -> None:
    with station_at(home, qtbot) as station:
        station.window.resize(1280, 800)
        with qtbot.waitSignal(station.bridge.opened):
            station.window.present()
        scanned(station.desk, qtbot, *PACKING)
        assert (titled(station), verdict(station).count) == ("Colisage", "1")
        with qtbot.waitSignal(station.desk.learned, check_params_cb=lambda name, _: name == "set"):
            station.desk.ask("set", lambda office: office.set_setting("language", "en"))
        with qtbot.waitSignal(station.bridge.opened):
            station.bridge.restart()
        assert (titled(station), station.window.windowTitle()) == ("Packing", "Dispatch station")
        assert verdict(station).sentence == station.desk.messages.notice("resumed", {})
        scanned(station.desk, qtbot, "S-000172", "CMD-CONFIRM")
        assert verdict(station).count == "2"


def titled(station: Station) -> str:
    return station.window.frame.screen_widget.heading().title


def verdict(station: Station) -> Any:
    return station.window.frame.screen_widget.verdict.verdict


def test_another_size_builds_a_frame_for_it_and_keeps_the_scene(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    scanned(desk, qtbot, *PACKING)
    before, frame = seen(window), window.frame
    window.resize(1920, 1080)
    qtbot.waitUntil(lambda: window.frame is not frame)
    assert window.frame.look == window.look()
    assert seen(window)[:3] == before[:3]
    frame = window.frame
    window.resize(1921, 1080)
    assert window.frame is frame or window.frame.look != frame.look


def test_a_scene_that_comes_after_a_new_frame_is_shown(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    scanned(desk, qtbot, *PACKING)
    with qtbot.waitSignal(desk.spoke):
        desk.hear("S-000172", "test", 1000.0)
        window.dress(DARK, far=True)
    shown = window.frame.screen_widget.verdict.verdict
    assert (shown.tone, shown.count) == ("accepted", "2")


# -- from the first paint to the end


def test_scans_before_the_home_is_open_are_not_lost(home: Path, qtbot: QtBot) -> None:
    with station_at(home, qtbot) as station:
        for number, code in enumerate(PACKING):
            station.desk.hear(code, "test", 10.0 * number)
        station.window.present()
        qtbot.waitUntil(lambda: len(station.desk.history) == len(PACKING))
        assert [heard.code for heard in reversed(station.desk.history)] == list(PACKING)
        assert (station.desk.screen, verdict(station).count) == ("pack", "1")


def test_closing_while_a_scan_is_in_hand_loses_nothing(home: Path, qtbot: QtBot) -> None:
    with station_at(home, qtbot) as station:
        with qtbot.waitSignal(station.bridge.opened):
            station.window.present()
        for number, code in enumerate(PACKING):
            station.desk.hear(code, "test", 10.0 * number)
        station.window.close()
        station.window.close()
    assert [raw for (raw,) in rows(home, LOGGED)] == list(PACKING)
    assert rows(home, "SELECT status FROM unit WHERE kind = 'carton'") == [("open",)]


def test_the_window_comes_back_where_it_was(home: Path, qtbot: QtBot) -> None:
    with station_at(home, qtbot) as station:
        with qtbot.waitSignal(station.bridge.opened):
            station.window.present()
        station.window.showNormal()
        station.window.setGeometry(40, 30, 1024, 700)
    state = QSettings(str(home / STATE_FILE), QSettings.Format.IniFormat)
    assert (state.contains("geometry"), state.value("full_screen")) == (True, "false")
    with station_at(home, qtbot) as station:
        with qtbot.waitSignal(station.bridge.opened):
            station.window.present()
        assert (station.window.size(), station.window.isFullScreen()) == (QSize(1024, 700), False)
        pressed(station.window, Act.DISPLAY, qtbot)
    with station_at(home, qtbot) as station:
        with qtbot.waitSignal(station.bridge.opened):
            station.window.present()
        assert station.window.isFullScreen()


def test_a_place_where_no_home_is_gets_no_file(tmp_path: Path, qtbot: QtBot) -> None:
    with station_at(tmp_path / "home", qtbot) as station:
        with qtbot.waitSignal(station.bridge.opened):
            station.window.present()
        assert station.desk.screen == "welcome"
    assert not (tmp_path / "home").exists()


def test_the_settings_dress_the_window_when_the_home_is_open(home: Path, qtbot: QtBot) -> None:
    text = (home / "settings.toml").read_text(encoding="utf-8")
    (home / "settings.toml").write_text(f'{text}[window]\ntheme = "dark"\nsound = false\n', encoding="utf-8")
    with station_at(home, qtbot) as station:
        with qtbot.waitSignal(station.bridge.opened):
            station.window.present()
        assert (station.window.theme, station.window.frame.look.theme, station.sounds.muted) == (DARK, DARK, True)


def test_a_bug_in_the_window_is_logged_and_survived(home: Path, qtbot: QtBot, capsys: Any) -> None:
    with station_at(home, qtbot) as station:
        with qtbot.waitSignal(station.bridge.opened):
            station.window.present()
        station.desk.ask("bad", lambda _: 1 // 0)
        qtbot.waitUntil((home / "logs" / "station.log").exists)
        scanned(station.desk, qtbot, *PACKING)
        assert station.desk.screen == "pack"
    assert "ZeroDivisionError" in (home / "logs" / "station.log").read_text(encoding="utf-8")
