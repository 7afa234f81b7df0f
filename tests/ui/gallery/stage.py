"""A stage: the window over a real home, driven as a scanner and a hand drive it, without a screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import shiboken6
from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop, QSize, QTimer
from PySide6.QtWidgets import QApplication

from dispatch.services.messages import Messages
from dispatch.services.scenes import Scene
from main import Opening
from ui.actions import Act
from ui.bridge import Bridge
from ui.desk import Desk
from ui.look.fonts import load_fonts
from ui.look.look import LIGHT
from ui.main_window import MainWindow
from ui.screens.screen import Screen
from ui.sounds import Sound, Sounds
from ui.words import install_language

PATIENCE_MS = 20_000
"""Nothing that a stage waits for takes longer."""
_BETWEEN_SCANS = 10.0
_WAKE_MS = 200
"""How often somebody who waits looks at the clock."""


class _Silence:
    """A voice that is content to say nothing."""

    def play(self, sound: Sound) -> bool:
        return True


class Stage:
    """The window of one desk; every method returns when its answer is on the screen."""

    def __init__(self, folder: Path, language: str) -> None:
        self.bridge = Bridge(Opening(folder, language))
        self.desk = Desk(self.bridge, Messages(language), Sounds(voices=[_Silence()]))
        self.window = MainWindow(self.desk, LIGHT)
        self._failures: list[BaseException] = []
        self._scenes: list[Scene | None] = []
        self._answers: list[str] = []
        self._at = 0.0
        self._alarm = QTimer(self.bridge, interval=_WAKE_MS)
        self._alarm.start()
        self.bridge.failed.connect(self._failures.append)
        self.bridge.scene.connect(self._scenes.append)
        self.bridge.answered.connect(self._hear_answer)

    def _hear_answer(self, name: str, _answer: object) -> None:
        self._answers.append(name)

    def open(self) -> None:
        """Show the window and open the home."""
        opened: list[object] = []
        self.bridge.opened.connect(opened.append)
        self.window.resize(1920, 1080)
        self.window.rebuild()
        self.window.show()
        self.bridge.start()
        self._wait(lambda: bool(opened))
        self.settle()

    def close(self) -> None:
        """Close the window and the home; a bug on the way is raised here."""
        self.window.close()
        self.bridge.close()
        for done in (self.window, self.desk, self.bridge):
            shiboken6.delete(done)
        if self._failures:
            raise self._failures[0]

    # -- driving

    def scan(self, *codes: str) -> str:
        """Scan these, each answered before the next; the reason of the last."""
        reason = ""
        for code in codes:
            self._at += _BETWEEN_SCANS
            self._scenes.clear()
            self.desk.hear(code, "scanner", self._at)
            reason = self._answered()
        return reason

    def card(self, code: str) -> None:
        """A card that the screen itself answers."""
        self._at += _BETWEEN_SCANS
        self.desk.hear(code, "scanner", self._at)
        self.settle()

    def press(self, act: Act) -> None:
        """A function key."""
        self.window.act(act)
        self.settle()

    def work(self, task: str) -> None:
        """Choose a job by its key."""
        self._scenes.clear()
        self.desk.start_job(task)
        self._answered()

    def show(self, screen: str) -> None:
        """Show a screen by its name."""
        self.desk.go(screen)
        self.settle()

    def label(self, sscc: str) -> None:
        """Scan the label of a unit."""
        self.scan(f"]C100{sscc}")

    @property
    def screen(self) -> Screen:
        """The screen that is shown."""
        assert self.window.frame is not None
        return self.window.frame.screen_widget

    @property
    def printed(self) -> list[str]:
        """What the last scan queued for printing."""
        outcome = self.desk.outcome
        return [job.ref for job in outcome.prints] if outcome is not None else []

    def _answered(self) -> str:
        self._wait(lambda: bool(self._scenes))
        outcome = self.desk.outcome
        return outcome.reason.word if outcome is not None else ""

    # -- waiting

    def settle(self) -> None:
        """Wait until nothing asked is unanswered: an answer may lead to another question."""
        self._answers = [""]
        while self._answers:
            self._answers.clear()
            for lane in self.bridge._lanes.values():
                lane.settle()
            QApplication.processEvents()

    def measure_devices(self) -> None:
        """Show the devices as they are now."""
        self.desk.ask_devices()
        self.settle()

    def until(self, true: Callable[[], bool]) -> None:
        """Ask the devices until they are as expected."""
        deadline = QDeadlineTimer(PATIENCE_MS)
        self.measure_devices()
        while not true():
            assert not deadline.hasExpired()
            self.measure_devices()

    def _wait(self, true: Callable[[], bool]) -> None:
        deadline = QDeadlineTimer(PATIENCE_MS)
        while not true():
            if self._failures:
                raise self._failures[0]
            assert not deadline.hasExpired()
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    # -- dressing

    def dress(self, theme: str, size: QSize) -> None:
        """Another theme and size, everything asked anew on the way; painted only when a picture is taken."""
        self.window.setUpdatesEnabled(False)
        before = self.window.frame
        self.window.resize(size)
        self.window.dress(theme, far=False)
        if self.window.frame is before:
            self.window.rebuild()
        self.settle()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.window.setUpdatesEnabled(True)


@contextmanager
def stage(folder: Path, language: str) -> Iterator[Stage]:
    """The window over the home in a folder, as far as it opens."""
    app = application()
    install_language(app, language)
    here = Stage(folder, language)
    try:
        here.open()
        yield here
    finally:
        here.close()
        install_language(app, "fr")


def application() -> QApplication:
    """The application of this process, dressed as the station's."""
    app = QApplication.instance() or QApplication(["dispatch-station"])
    assert isinstance(app, QApplication)
    app.setStyle("Fusion")
    load_fonts()
    return app
