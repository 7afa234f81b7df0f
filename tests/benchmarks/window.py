"""The window measured, offscreen: how soon it stands there, and how soon it answers a scan.

Each run of ours is followed by one of the barest window that does the same, in the same process tree.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
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
        os.write(1, str(time.monotonic()).encode())
        os._exit(0)

ui.app.Station = Told
main.main()
"""
_BARE = """
import os, sys, time
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, self.tell)

    def tell(self):
        os.write(1, str(time.monotonic()).encode())
        os._exit(0)

app = QApplication(sys.argv)
app.setStyle("Fusion")
window = Window()
window.showMaximized()
app.exec()
"""


def startup(home: Path, runs: int = 15) -> Measure:
    """From the start of the process to the first paint; the home is not opened before that."""
    ours, bare = [], []
    for _ in range(runs + 1):
        ours.append(_seconds_to_paint(_OURS, home))
        bare.append(_seconds_to_paint(_BARE, home))
    return Measure.of(median(ours[1:]), median(bare[1:]), "ms", runs)


def _seconds_to_paint(program: str, home: Path) -> float:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    start = time.monotonic()
    command = [sys.executable, "-c", program, "--home", str(home)]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)
    return float(done.stdout) - start
