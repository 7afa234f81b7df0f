"""The application: from nothing to a window that takes scans, before the database is open."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import tomllib
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from PySide6.QtCore import QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from dispatch.services.messages import Messages
from ui.bridge import Bridge, Opening
from ui.dead_keys import do_without_input_methods
from ui.desk import KEYBOARD, Desk
from ui.look.fonts import load_fonts
from ui.look.look import DARK, LIGHT
from ui.main_window import MainWindow
from ui.scan_keys import SYSTEM
from ui.sounds import Sounds
from ui.wedge import USUAL, Wedge, WedgeTimings
from ui.words import install_language

SWITCH_S = 0.00005
"""How long a busy thread may keep the interpreter from the scan lane and the window."""
SOUNDS_MS = 500
"""How long after the opening the sounds are loaded, which holds the window for a moment."""
STATE_FILE = "window.ini"
"""Where the window's place on the screen is kept, in the home."""
NO_DISPLAY = 4
"""Exit code for an environment that cannot show a window (contract 1)."""


class HomeOpening(Opening, Protocol):
    """An opening that knows its folder and logs bugs."""

    folder: Path

    def report(self) -> None:
        """Log the exception in hand."""


def run(opening: HomeOpening, language: str | None) -> int:
    """Show the window until it is closed; returns the exit code."""
    wishes = _wishes(opening.folder / "settings.toml")
    words = language or ("en" if wishes.get("language") == "en" else "fr")
    if not has_display():
        print(Messages(words).text("error.no-display"), file=sys.stderr)  # noqa: T201 - there is no window to say it
        return NO_DISPLAY
    sys.setswitchinterval(SWITCH_S)
    do_without_input_methods()
    app = QApplication([sys.argv[0]])
    app.setApplicationName("dispatch-station")
    app.setStyle("Fusion")
    station = Station(app, opening, words, wishes.get("window", {}))
    if wishes.get("scan", {}).get("keyboard") == SYSTEM:
        station.wedge.configure(USUAL, SYSTEM)
    station.window.present()
    return app.exec()


def has_display() -> bool:
    """Is there something to show a window on? Asked before Qt is started, which would abort."""
    return not sys.platform.startswith("linux") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    )


def _wishes(path: Path) -> dict[str, Any]:
    """What the settings say of language, window and scanner; nothing where they cannot be read: opening says why."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


class Station(QObject):
    """The window with everything behind it; built before the first paint, started after it."""

    bug = Signal(object)
    """An exception of ours on any thread."""

    def __init__(self, app: QApplication, opening: HomeOpening, language: str, wishes: dict[str, Any]) -> None:
        super().__init__(app)
        self._app = app
        self._report = opening.report
        load_fonts()
        install_language(app, language)
        self.bridge = Bridge(opening, self)
        self.sounds = Sounds(self)
        self.sounds.muted = not wishes.get("sound", True)
        self.desk = Desk(self.bridge, Messages(language), self.sounds, self)
        self.wedge = Wedge(parent=self)
        self._keyboard = ""
        self.wedge.scanned.connect(self._scanned)
        self.wedge.recognised.connect(self._recognised)
        self.wedge.install(app)
        state = QSettings(str(opening.folder / STATE_FILE), QSettings.Format.IniFormat)
        theme = DARK if wishes.get("theme") == DARK else LIGHT
        self.window = MainWindow(self.desk, theme, far=bool(wishes.get("far")), state=state)
        self.window.full_screen = bool(wishes.get("full_screen"))
        self.wedge.typed.connect(self.window.typed)
        self.window.painted.connect(self._start, Qt.ConnectionType.QueuedConnection)
        self.window.closed.connect(self._close)
        self.bridge.opened.connect(self._opened)
        self.bridge.failed.connect(self._failed)
        self.bug.connect(self._failed)
        sys.excepthook = self._excepthook
        threading.excepthook = lambda args: self.bug.emit(args.exc_value)
        self._mind_signals()

    def _start(self) -> None:
        self.bridge.start()

    def _scanned(self, raw: str, at: float) -> None:
        self.desk.paces[KEYBOARD] = self.wedge.pace
        self.desk.hear(raw, KEYBOARD, at)

    def _recognised(self, keyboard: str) -> None:
        """A badge tells how the scanner is set; the settings, which may be read later, say so from now on."""
        self._keyboard = keyboard
        self.bridge.keep_keyboard(keyboard)

    def _opened(self, opened: Any) -> None:
        gc.freeze()  # a full collection that goes through all loaded modules holds a scan for some 80 ms
        QTimer.singleShot(SOUNDS_MS, self.sounds.prepare)
        settings = getattr(opened, "settings", None)
        if settings is None:
            return
        self.sounds.muted = not settings.window.sound
        scan = settings.scan
        timings = WedgeTimings(scan.wedge_gap, scan.wedge_mean, scan.wedge_shortest, scan.wedge_silence)
        self.wedge.configure(timings, self._keyboard or scan.keyboard)
        language = opened.language
        if language != self.desk.messages.language:
            install_language(self._app, language)
            self.desk.messages = Messages(language)
        self.window.dress(settings.window.theme, far=settings.window.far)

    def _close(self) -> None:
        self.bridge.close()
        self._app.quit()

    def _mind_signals(self) -> None:
        """Ctrl-C and SIGTERM close the window in order; Python hears them when the timer lets it run."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self.window.close())
        timer = QTimer(self, interval=200)
        timer.timeout.connect(lambda: None)
        timer.start()

    # -- bugs of ours: logged, told, survived

    def _excepthook(self, _: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self._failed(error.with_traceback(trace))

    def _failed(self, error: BaseException) -> None:
        try:
            raise error
        except BaseException:  # noqa: BLE001 - logged whatever it is; the desk goes on
            self._report()


__all__ = ["Station", "has_display", "run"]
