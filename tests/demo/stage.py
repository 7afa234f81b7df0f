"""The stage of the demonstration: a fresh home, a simulated scanner and label printer, and the real window before them.

Every code goes through the scanner's pseudo terminal, every label comes out of the printer's socket. The hand that
scans waits for each answer, so the day goes as fast as the station, or at a pace that a person can follow.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from dispatch.bootstrap import System, found_home, opened
from dispatch.devices.simulated_printer import SimulatedPrinter
from dispatch.devices.simulated_scanner import SimulatedScanner
from dispatch.domain.logistic_label import LogisticLabel
from dispatch.domain.printers import FolderAddress
from dispatch.domain.scanners import ScannerState
from dispatch.home import Home
from dispatch.services.labels import label_of
from dispatch.services.scenes import Scene
from dispatch.settings import set_value
from main import Opening
from tests.labels.reading import symbols_in
from ui.actions import Act
from ui.app import Station
from ui.screens.device_setup import DeviceSetupScreen
from ui.sounds import Sound
from ui.widgets.chips import Device

PATIENCE_S = 20.0
SIZE = (1920, 1080)
"""Of the window where there is no screen that says it."""
SETTLE_MS = 60
"""What a screen is given to lay itself out before it is photographed."""
OPERATORS = (
    "badge;nom;roles\n"
    "ECH-PREP;ÉCHANTILLON – Camille;RECEPTION PREPARATEUR CARISTE AGENT_QUAI\n"
    "ECH-CHEF;ÉCHANTILLON – Dominique;CHEF_EQUIPE\n"
)


class Interrupted(Exception):
    """The window was closed before the end of the day."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One label that came out: the ZPL as the printer got it, and the values that it shows."""

    zpl: bytes
    copies: int
    value: LogisticLabel


class _Silence:
    """A voice that is content to say nothing."""

    def play(self, sound: Sound) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Pace:
    """How long the hand waits, in seconds: after a scan, and after something worth a look."""

    scan: float
    look: float


UNHURRIED = Pace(0.25, 0.9)
"""For a person who watches; the whole day stays within two minutes."""
AT_ONCE = Pace(0, 0)


def found(home: Path, papers: Path, printer: SimulatedPrinter, scanner: Path) -> None:
    """A home with the sample campaign, these devices and two operators."""
    found_home(Home(home), sample=True)
    settings = home / "settings.toml"
    set_value(settings, "printers.labels.address", str(printer.address))
    set_value(settings, "printers.documents.address", str(FolderAddress(papers.as_posix())))
    set_value(settings, "scanners.douchette.port", str(scanner))
    operators = home / "operators.csv"
    operators.write_text(OPERATORS, encoding="utf-8")
    with opened(home) as system:
        report = system.importer.run("operators", operators)
        assert not report.errors, report.as_json(system.messages)


class Stage:
    """The window on the demonstration's home, with hands for scanner, keys and printed labels."""

    def __init__(self, system: System, printer: SimulatedPrinter, scanner: SimulatedScanner) -> None:
        self.printer = printer
        self.scanner = scanner
        self.scans = 0
        self.labels: list[Printed] = []
        """Every label that the hand took from the printer."""
        self._system = system
        self._scenes: list[Scene] = []
        self._closed = False
        self._app = QApplication(["demo"])
        self._app.setStyle("Fusion")
        self.platform = self._app.platformName()
        """Qt's name for where the window is: `xcb`, `wayland`, `offscreen` ..."""
        self.pace = AT_ONCE if self.platform == "offscreen" else UNHURRIED
        self._station = Station(self._app, Opening(system.home.folder, "fr"), "fr", {})
        self.desk = self._station.desk
        self.window = self._station.window
        self.window.closed.connect(self._was_closed)
        self._station.bridge.scene.connect(self._seen)

    def raise_curtain(self) -> None:
        """Show the window and wait until it takes scans and knows its devices."""
        if self.platform == "offscreen":
            self._station.sounds._voices = (_Silence(),)
            self.window.resize(*SIZE)
            self.window.rebuild()
            self.window.show()
        else:
            self.window.present()
        self.until(lambda: self.desk.open is not None, "the home opens")
        self.until(lambda: {"overview", "devices"} <= self.desk.known.keys(), "the home screen has its numbers")

    def lower_curtain(self) -> None:
        """Close the window in order; what went wrong before is told where the demonstration was started."""
        sys.excepthook = sys.__excepthook__
        if not self._closed:
            self.window.closed.disconnect(self._was_closed)
            self.window.close()
        self._app.processEvents()

    # -- hands

    def scan(self, code: str) -> Scene:
        """Scan a code; what the station says to it."""
        self._scenes.clear()
        self._send(code)
        self.until(lambda: bool(self._scenes), f"an answer to {code}")
        self.rest(self.pace.scan)
        return self._scenes[-1]

    def press(self, act: Act, question: str = "") -> None:
        """Press a function key; where the screen that it opens asks the office a question, wait for the answer."""
        key = act.key.value
        with self._answered(question) if question else nullcontext():
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                self._app.sendEvent(self.window, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))

    def look_up(self, code: str, question: str) -> None:
        """Scan a code where a screen takes it itself, and asks the office this question about it."""
        with self._answered(question):
            self._send(code)

    def show(self, screen: str) -> None:
        """Show a screen by its name."""
        self.desk.go(screen)
        self.rest(self.pace.scan)

    def try_scanner(self, code: str) -> None:
        """Scan the test code where scanners are tried, and wait until the screen has it."""
        assert self.window.frame is not None
        screen = self.window.frame.screen_widget
        assert isinstance(screen, DeviceSetupScreen)
        self.scanner.scan(code)
        self.until(lambda: screen.verdict.verdict.tone == "accepted", "the scanner to be tried")
        self.rest(self.pace.look)

    @contextmanager
    def _answered(self, question: str) -> Iterator[None]:
        self.desk.known.pop(question, None)
        yield
        self.until(lambda: question in self.desk.known, f"an answer about {question}")

    def label(self) -> str:
        """Take the next label from the printer; its SSCC as a scanner reads it from the ZPL that came out."""
        self.until(lambda: len(self.printer.printed) > len(self.labels), "a label comes out")
        came_out = self.printer.printed[len(self.labels)]
        code = next(data.decode() for _, data in symbols_in(came_out.zpl) if data.startswith(b"00"))
        with self._system.store.reading() as reads:
            value = label_of(code[2:], reads, self._system.configuration)
        self.labels.append(Printed(came_out.zpl, came_out.copies, value))
        return f"]C1{code}"

    def await_fault(self) -> None:
        """Wait until a device of the window says that something is wrong with it."""
        self.until(lambda: any(chip.state == "fault" for chip in self.devices()), "a device that is out of order")

    def await_health(self) -> None:
        """Wait until no device of the window has a fault, and the scanner's port is open again."""
        self.until(lambda: not any(chip.state == "fault" for chip in self.devices()), "all devices in order")
        self.until(lambda: all(state.condition == "silent" for _, state in self._scanners()), "the scanner's port")

    def _scanners(self) -> Sequence[tuple[str, ScannerState]]:
        return self.desk.open.scanners if self.desk.open is not None else ()

    def await_prints(self) -> None:
        """Wait until nothing is left to print."""
        self.until(self._printed_out, "the printers come to their end")

    def devices(self) -> list[Device]:
        """The device chips of the window once the printers have been asked anew."""
        with self._answered("devices"):
            self.desk.ask_devices()
        assert self.window.frame is not None
        return self.window.frame._devices()

    def photograph(self, path: Path) -> None:
        """A picture of the window as it is, once it has come to rest."""
        self._idle(SETTLE_MS)
        self.window.grab().save(str(path))
        self.rest(self.pace.look)

    # -- time

    def until(self, holds: Callable[[], bool], what: str) -> None:
        """Let the window live until something holds; Interrupted where it is closed, TimeoutError after PATIENCE_S."""
        end = monotonic() + PATIENCE_S
        while not holds():
            if self._closed:
                raise Interrupted
            if monotonic() > end:
                raise TimeoutError(f"waited in vain: {what}")
            self._idle(10)

    def rest(self, seconds: float) -> None:
        """Let the window live for a while."""
        if seconds:
            self._idle(round(1000 * seconds))

    def _idle(self, milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()
        if self._closed:
            raise Interrupted

    # -- what comes back

    def _send(self, code: str) -> None:
        self.scans += 1
        self.scanner.scan(code)

    def _seen(self, scene: Scene | None) -> None:
        if isinstance(scene, Scene) and scene.outcome is not None:
            self._scenes.append(scene)

    def _printed_out(self) -> bool:
        self.devices()
        return not any(row.queued or row.condition is None for row in self.desk.known["devices"])

    def _was_closed(self) -> None:
        self._closed = True


@contextmanager
def staged(out: Path) -> Iterator[Stage]:
    """A stage on a fresh `home` in the folder; the papers are printed into `papers`."""
    home, papers, link = out / "home", out / "papers", out / "douchette"
    with ExitStack() as stack:
        printer = stack.enter_context(SimulatedPrinter())
        scanner = stack.enter_context(SimulatedScanner(link=link))
        found(home, papers, printer, link)
        system = stack.enter_context(opened(home))
        stage = Stage(system, printer, scanner)
        stack.callback(stage.lower_curtain)
        stage.raise_curtain()
        yield stage
        stage.await_prints()
