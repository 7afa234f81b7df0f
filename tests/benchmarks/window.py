"""The window measured, offscreen: how soon it stands there, and how soon it answers a scan.

Each run of ours is followed by one of the barest window that does the same, in the same process tree.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from shiboken6 import delete

from dispatch.services.office import Office
from dispatch.services.outcome import Outcome
from main import Opening
from tests.benchmarks import homes
from tests.benchmarks.baselines import BarePacking
from tests.benchmarks.measure import Measure, median, percentile
from tests.benchmarks.scans import BARE_CARTON, Packer
from tests.support.xserver import KEYS, place
from ui.app import SWITCH_S, Station
from ui.look.look import Look
from ui.widgets.verdict import Verdict, VerdictPanel

ROOT = Path(__file__).parents[2]
_OURS = """
import os, sys, time
import main, ui.app

class Told(ui.app.Station):
    def __init__(self, *given):
        super().__init__(*given)
        self.window.painted.connect(self.tell)

    def tell(self):
        print(time.monotonic(), *(name for name in sys.modules if name.startswith("ui.")), flush=True)
        os._exit(0)

ui.app.Station = Told
main.main()
"""
_BARE = """
import os, sys, time
{imports}
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, self.tell)

    def tell(self):
        print(time.monotonic(), flush=True)
        os._exit(0)

app = QApplication(sys.argv)
app.setStyle("Fusion")
window = Window()
window.showMaximized()
app.exec()
"""


def startup(home: Path, folder: Path, runs: int = 15) -> Measure:
    """From the start of the process to the first paint; the home is not opened before that."""
    first_paint = partial(_first_paint, home, folder / "bytecode")
    _, modules = first_paint(_OURS)
    barest = _BARE.format(imports="\n".join(_qt_imports(modules)))
    first_paint(barest)
    ours, bare = [], []
    for _ in range(runs):
        ours.append(first_paint(_OURS)[0])
        bare.append(first_paint(barest)[0])
    return Measure.of(median(ours), median(bare), "ms", runs)


def _first_paint(home: Path, bytecode: Path, program: str) -> tuple[float, list[str]]:
    """Seconds to the first paint, and our modules that were loaded by then; compiled before, as on a user's PC."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(bytecode)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.monotonic()
    command = [sys.executable, "-c", program, "--home", str(home)]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    painted, *modules = done.stdout.split()
    return float(painted) - start, modules


def _qt_imports(modules: Iterable[str]) -> Iterator[str]:
    """What these modules import of Qt when they are loaded."""
    for module in modules:
        path = ROOT.joinpath(*module.split(".")).with_suffix(".py")
        if path.exists():
            for line in ast.parse(path.read_bytes()).body:
                if isinstance(line, ast.ImportFrom) and (line.module or "").startswith("PySide6"):
                    yield ast.unparse(line)


# -- a scan answered ------------------------------------------------------------------------------------------------

IDLE_MS = 30
"""Between two scans: what is painted after a verdict is done by then."""
PATIENCE_MS = 30_000
SIZE = (1920, 1080)
KEY_MS = 5
"""Between two keys of the scanner, by their time stamps."""


class Ours(Packer):
    """The station's window, packing; a scan is typed into it, and timed from its last key to its painted verdict."""

    def __init__(self, station: Station, stamps: list[Callable[[], None]]) -> None:
        """`stamps` are called whenever a verdict is on the screen."""
        stamps.append(self._stamp)
        self.desk = station.desk
        self.window = station.window
        self.painted = 0.0
        self.answers: list[str] = []
        station.bridge.answered.connect(self._answered)
        station.window.resize(*SIZE)
        station.window.rebuild()
        station.window.show()
        wait(lambda: self.desk.open is not None)
        super().__init__(self._type)

    def _stamp(self) -> None:
        self.painted = time.perf_counter()

    def _answered(self, name: str, _answer: object) -> None:
        self.answers.append(name)

    def _scan(self, raw: str) -> Outcome:
        outcome = super()._scan(raw)
        self.scans[-1] = self.painted - self._ended
        rest()
        return outcome

    def _type(self, raw: str) -> Outcome:
        handle, now = self.window.windowHandle(), round(time.monotonic() * 1000)
        for number, character in enumerate(raw, -len(raw)):
            press(handle, character, now + number * KEY_MS)
        self.painted, self._ended = 0.0, time.perf_counter()
        press(handle, "\r", now)
        wait(lambda: self.painted > 0)
        outcome = self.desk.outcome
        assert outcome is not None and outcome.scan == raw
        return outcome

    def packed_quietly(self, scans: int) -> list[float]:
        """Seconds of so many scans that packed a device while nothing else was done."""
        first = len(self.packed)
        while len(self.packed) < first + scans:
            self.pack()
        return self.packed[first:]

    def packed_during(self, name: str, question: Callable[[Office], object]) -> list[float]:
        """Seconds of the scans that packed a device while the office was at work."""
        first, self.answers = len(self.packed), []
        self.desk.ask(name, question)
        while name not in self.answers:
            self.pack()
        return self.packed[first:]


class Bare(QWidget):
    """The least that answers a key by a commit: one thread that commits, and a label as large as our panel."""

    committed = Signal()

    def __init__(self, home: Path) -> None:
        super().__init__()
        self.resize(*SIZE)
        self.packed: list[float] = []
        self._label = QLabel(self)
        self._label.setGeometry(0, 0, 1216, 472)
        look = Look("light")
        self._label.setFont(look.font("message"))
        self._label.setAutoFillBackground(True)
        self._label.setPalette(QPalette(look.colour("onAccepted"), look.colour("accepted")))
        self._lane = ThreadPoolExecutor(1)
        self._packer = self._lane.submit(BarePacking, home / "station.db").result()
        self._serial = ""
        self.committed.connect(self._show)
        self.show()

    def pack(self, serial: str) -> None:
        """Pack a device by a key; timed until its word is painted."""
        if len(self.packed) % BARE_CARTON == 0:
            self._lane.submit(self._packer.open_carton, len(self.packed)).result()
        self._serial, self._painted = serial, 0.0
        start = time.perf_counter()
        press(self, "\r", round(time.monotonic() * 1000))
        wait(lambda: self._painted > 0)
        self.packed.append(self._painted - start)
        rest()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt calls it so
        self._lane.submit(self._commit)

    def _commit(self) -> None:
        self._packer.pack(self._serial)
        self.committed.emit()

    @Slot()
    def _show(self) -> None:
        self._label.setText(f"Accepté {self._serial}")
        self._label.repaint()
        self._painted = time.perf_counter()

    def end(self) -> None:
        """Close window and database."""
        self._lane.submit(self._packer.close).result()
        self._lane.shutdown()
        self.close()


def scan_paint(home: Path, folder: Path, scans: int = 300) -> Measure:
    """From the last key of a scan to its painted verdict: a device packed by our window, then by the barest one."""
    bare_home = Path(shutil.copytree(home, folder / "bare-window"))
    with our_window(home) as ours:
        bare = Bare(bare_home)
        for _ in range(scans):
            bare.pack(ours.pack())
        bare.end()
    return Measure.of(median(ours.packed), median(bare.packed), "ms", len(ours.packed))


def scan_paint_busy(
    home: Path, folder: Path, scans: int = 150, imports: int = 5, rows: int = 200_000, papers: int = 300
) -> tuple[Measure, Measure]:
    """The slowest twentieth of the scans while files are imported, then while papers are made.

    Both beside those of the same desk when it is quiet, before and after. Papers follow each other until there are
    `scans` meanwhile, `papers` in all at least. The files are there before.
    """
    files = [homes.advice_file(folder, advice, rows) for advice in range(7, 7 + imports)]
    with our_window(home) as ours:
        quiet, importing, printing = ours.packed_quietly(scans), list[float](), list[float]()
        for file in files:
            importing += ours.packed_during("import", partial(_imported, file))
        for _ in range(0, papers, PAPERS):
            printing += ours.packed_during("papers", _made)
        while len(printing) < scans:
            printing += ours.packed_during("papers", _made)
        quiet += ours.packed_quietly(scans)
    limit = percentile(quiet, 95)
    return (
        Measure.of(percentile(importing, 95), limit, "ms", len(importing)),
        Measure.of(percentile(printing, 95), limit, "ms", len(printing)),
    )


PAPERS = 100
"""Packing lists that are made in one go."""


def _imported(file: Path, office: Office) -> object:
    report = office.import_file("asn", file, False)
    assert not report.errors
    return report


def _made(office: Office) -> object:
    return [office.paper("packing-list", f"ORD-{homes.uai(0)}-1") for _ in range(PAPERS)]


@contextmanager
def our_window(home: Path) -> Iterator[Ours]:
    """The station's window over a home, with the application that `main.py` gives it."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    app.setStyle("Fusion")
    sys.setswitchinterval(SWITCH_S)
    station = Station(app, Opening(home, None), "fr", {})
    show = VerdictPanel.show_verdict
    stamps: list[Callable[[], None]] = []

    def stamped(panel: VerdictPanel, verdict: Verdict) -> None:
        show(panel, verdict)
        for stamp in stamps:
            stamp()

    VerdictPanel.show_verdict = stamped  # type: ignore[method-assign, assignment]
    try:
        yield Ours(station, stamps)
    finally:
        VerdictPanel.show_verdict = show  # type: ignore[method-assign]
        station.window.close()
        delete(station)


def press(window: QObject, character: str, stamp: int) -> None:
    """Press a key of a US keyboard and let it go, at this time in milliseconds."""
    ends = character == "\r"
    code, shifted = (KEYS["Return"], False) if ends else place(character)
    key = Qt.Key.Key_Return if ends else Qt.Key.Key_unknown
    modifiers = Qt.KeyboardModifier.ShiftModifier if shifted else Qt.KeyboardModifier.NoModifier
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, modifiers, code, 0, 0, character)
        event.setTimestamp(stamp % 2**32)
        QCoreApplication.sendEvent(window, event)


def wait(true: Callable[[], bool]) -> None:
    """Let the application work until this is true."""
    deadline = QDeadlineTimer(PATIENCE_MS)
    while not true():
        assert not deadline.hasExpired()
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def rest() -> None:
    """Let the application work for a moment."""
    moment = QEventLoop()
    QTimer.singleShot(IDLE_MS, moment.quit)
    moment.exec()
