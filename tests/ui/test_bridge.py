"""The bridge: work in order on the lanes, every answer back in the window's thread, nothing lost at the end."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread, Slot
from pytestqt.qtbot import QtBot

from dispatch.domain.errors import EnvironmentProblem, InputError
from main import Opening
from tests.support import campaign
from tests.support.homes import new_home, rows
from ui.bridge import DEVICES, OFFICE, SCANS, Bridge

pytestmark = pytest.mark.usefixtures("qapp")
SCANS_OF_A_MORNING = ("CMD-TASK-RECEIVE", *(f"FAB-{number:05d}" for number in range(6)), "CMD-UNDO")
LOGGED = "SELECT raw, reason FROM scan_log ORDER BY id"


class Listener(QObject):
    """Everything that comes back, in order, and on which thread."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.opened: list[Any] = []
        self.scenes: list[Any] = []
        self.answers: list[tuple[str, Any]] = []
        self.failures: list[BaseException] = []
        self.threads: set[QThread] = set()
        bridge.opened.connect(self.take_opened)
        bridge.scene.connect(self.take_scene)
        bridge.answered.connect(self.take_answer)
        bridge.failed.connect(self.take_failure)

    @Slot(object)
    def take_opened(self, opened: Any) -> None:
        self.threads.add(QThread.currentThread())
        self.opened.append(opened)

    @Slot(object)
    def take_scene(self, scene: Any) -> None:
        self.threads.add(QThread.currentThread())
        self.scenes.append(scene)

    @Slot(str, object)
    def take_answer(self, name: str, answer: Any) -> None:
        self.threads.add(QThread.currentThread())
        self.answers.append((name, answer))

    @Slot(object)
    def take_failure(self, error: BaseException) -> None:
        self.threads.add(QThread.currentThread())
        self.failures.append(error)

    @property
    def verdicts(self) -> list[tuple[str, str]]:
        """Code and reason of each scan."""
        outcomes = [scene.outcome for scene in self.scenes if scene is not None]
        return [(outcome.scan, outcome.reason.word) for outcome in outcomes if outcome is not None]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "files").mkdir()
    return new_home(tmp_path / "home", campaign.day(tmp_path / "files"))


@contextmanager
def bridged(folder: Path) -> Iterator[tuple[Bridge, Listener]]:
    """A bridge to this home, not yet opened."""
    bridge = Bridge(Opening(folder, "fr"))
    listener = Listener(bridge)
    try:
        yield bridge, listener
    finally:
        bridge.close()
        shiboken6.delete(listener)
        shiboken6.delete(bridge)


def morning(bridge: Bridge) -> None:
    """Scan a morning's codes as fast as the window can hand them over."""
    for number, code in enumerate(SCANS_OF_A_MORNING):
        bridge.scan(code, "test", 10.0 * number)


def fail(_office: object) -> None:
    raise ZeroDivisionError


def test_scans_taken_before_the_home_is_open_are_judged_in_order(home: Path, qtbot: QtBot) -> None:
    with bridged(home) as (bridge, heard):
        morning(bridge)
        assert heard.opened == []
        qtbot.waitUntil(lambda: len(heard.verdicts) == len(SCANS_OF_A_MORNING))
        received = [(code, "carton-received") for code in SCANS_OF_A_MORNING[1:-1]]
        assert heard.verdicts == [("CMD-TASK-RECEIVE", "task-selected"), *received, ("CMD-UNDO", "undone")]
        assert len(heard.opened) == 1
        assert heard.scenes[0].outcome is None
        assert heard.threads == {bridge.thread()}
    assert rows(home, LOGGED) == heard.verdicts


def test_a_home_that_is_held_by_another_desk_comes_back_as_a_known_error(home: Path, qtbot: QtBot) -> None:
    with bridged(home) as (first, heard), bridged(home) as (second, refused):
        first.start()
        qtbot.waitUntil(lambda: len(heard.opened) == 1)
        second.start()
        qtbot.waitUntil(lambda: len(refused.opened) == 1)
        assert isinstance(refused.opened[0], EnvironmentProblem)
        assert refused.scenes == []
        first.close()
        second.restart()
        qtbot.waitUntil(lambda: len(refused.opened) == 2)
        assert refused.opened[1].station == heard.opened[0].station
        assert refused.failures == []


def test_an_empty_home_opens_as_nothing_and_judges_nothing(tmp_path: Path, qtbot: QtBot) -> None:
    with bridged(tmp_path / "home") as (bridge, heard):
        bridge.scan("FAB-00017", "test", 0.0)
        bridge.ask("trips", lambda office: office.trips())
        qtbot.waitUntil(lambda: len(heard.scenes) == 1)
        assert (heard.opened, heard.scenes, heard.answers) == ([None], [None], [])
        bridge.found(sample=False)
        qtbot.waitUntil(lambda: len(heard.opened) == 2)
        bridge.ask("trips", lambda office: office.trips())
        qtbot.waitUntil(lambda: heard.answers == [("trips", [])])


@pytest.mark.parametrize("lane", [SCANS, OFFICE, DEVICES])
def test_a_bug_on_a_lane_is_told_and_the_lane_goes_on(lane: str, home: Path, qtbot: QtBot) -> None:
    with bridged(home) as (bridge, heard):
        bridge.start()
        qtbot.waitUntil(lambda: len(heard.opened) == 1)
        bridge.ask("bad", fail, lane)
        bridge.ask("good", lambda office: len(office.trips()), lane)
        morning(bridge)
        qtbot.waitUntil(lambda: len(heard.verdicts) == len(SCANS_OF_A_MORNING) and len(heard.answers) == 1)
        assert heard.answers == [("good", 1)]
        assert [type(error) for error in heard.failures] == [ZeroDivisionError]


def test_what_a_person_did_wrong_is_an_answer(home: Path, qtbot: QtBot) -> None:
    with bridged(home) as (bridge, heard):
        bridge.start()
        qtbot.waitUntil(lambda: len(heard.opened) == 1)
        bridge.ask("paper", lambda office: office.paper("waybill", "NOBODY-KNOWS"))
        qtbot.waitUntil(lambda: len(heard.answers) == 1)
        assert (heard.answers[0][0], type(heard.answers[0][1]), heard.failures) == ("paper", InputError, [])


def test_closing_finishes_the_scans_in_hand(home: Path) -> None:
    with bridged(home) as (bridge, heard):
        morning(bridge)
        bridge.close()
    assert [raw for raw, _ in rows(home, LOGGED)] == list(SCANS_OF_A_MORNING)
    assert rows(home, "SELECT COUNT(*) FROM journal WHERE type = 'carton-received'") == [(6,)]
    assert heard.failures == []


def test_after_closing_nothing_is_taken_any_more(home: Path, qtbot: QtBot) -> None:
    with bridged(home) as (bridge, heard):
        bridge.start()
        qtbot.waitUntil(lambda: len(heard.opened) == 1)
        bridge.close()
        bridge.close()
        told = len(heard.scenes)
        bridge.ask("trips", lambda office: office.trips())
        bridge.ask("devices", lambda office: office.devices(), DEVICES)
        for act in (bridge.sign_out, bridge.restart, lambda: bridge.scan("FAB-00017", "test", 0.0)):
            act()
        qtbot.wait(1)
        assert (len(heard.scenes), heard.answers, heard.failures) == (told, [], [])
    assert rows(home, LOGGED) == []


@pytest.mark.parametrize("end", [Bridge.close, Bridge.restart])
def test_the_home_is_not_closed_under_a_question(end: Callable[[Bridge], None], home: Path, qtbot: QtBot) -> None:
    asked, ending = threading.Event(), threading.Event()

    def slow(office: Any) -> int:
        asked.set()
        ending.wait()
        return len(office.trips())

    with bridged(home) as (bridge, heard):
        bridge.start()
        qtbot.waitUntil(lambda: len(heard.opened) == 1)
        bridge.ask("trips", slow)
        asked.wait()
        threading.Timer(0.05, ending.set).start()
        end(bridge)
        qtbot.waitUntil(lambda: len(heard.answers) == 1)
        assert (heard.answers, heard.failures) == ([("trips", 1)], [])


def test_a_restart_opens_the_same_home_with_its_work(home: Path, qtbot: QtBot) -> None:
    with bridged(home) as (bridge, heard):
        for number, code in enumerate(("CMD-TASK-RECEIVE", "FAB-00017", "CMD-TASK-PACK", f"ORD-{campaign.A}-1")):
            bridge.scan(code, "test", 10.0 * number)
        bridge.restart()
        qtbot.waitUntil(lambda: len(heard.opened) == 2)
        assert heard.opened[0] is not heard.opened[1]
        assert (heard.scenes[-1].resumed, heard.scenes[-1].standing.task) == (True, "pack")
        bridge.scan("S-000171", "test", 100.0)
        qtbot.waitUntil(lambda: heard.verdicts[-1][0] == "S-000171")
        assert heard.failures == []
