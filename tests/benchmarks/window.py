"""The window measured, offscreen: how soon it stands there, and how soon it answers a scan.

Each run of ours is followed by one of the barest window that does the same, in the same process tree.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.benchmarks.baselines import BarePacking
from tests.benchmarks.measure import Measure, median
from tests.support.xserver import KEYS, place

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
"""Between two scans: what was painted after the verdict is done by then."""
PATIENCE_MS = 20_000
_SCANNER_GAP_MS = 5


def scan_paint(home: Path, folder: Path, scans: int = 300) -> Measure:
    """From the last key of a scan to its painted verdict: a device packed by our window, then by the barest."""
    with _application(), Ours(home) as ours, Bare(Path(shutil.copytree(home, folder / "bare-window"))) as bare:
        for number in range(scans):
            if number % BARE_CARTON == 0:
                bare.open_carton(number)
            bare.pack(ours.pack())
        return Measure.of(median(ours.packed), median(bare.packed), "ms", len(ours.packed))


def scan_paint_busy(home: Path, folder: Path, scans: int = 120) -> Iterator[tuple[str, Measure]]:
    """The slowest scans while a file is imported, and while papers are printed, beside those in between."""
    with _application(), Ours(home) as ours:
        quiet, importing, printing = [], [], []
        while min(len(importing), len(printing)) < scans:
            quiet += ours.packed_while(lambda: len(ours.packed) < 20)
            ours.ask("report", lambda office: office.import_file("asn", next(files)))
            importing += ours.packed_while(lambda: "report" not in ours.answers)
        ...
