"""The window under test: the real program under a real X server, scanned at with real key codes."""

from __future__ import annotations

import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.support.console import MAIN
from tests.support.xserver import XServer

TITLE = "Poste d"
"""Beginning of the window's title in French."""
PATIENCE_S = 60


class Window:
    """`python main.py` on a home; its answers are read where they are kept, in the scan log."""

    def __init__(self, x: XServer, home: Path, process: subprocess.Popen[bytes]) -> None:
        self.x = x
        self.home = home
        self.process = process

    def scans(self, *codes: str, wait: bool = True) -> list[str]:
        """Type codes as a US scanner does; what the station answered to each, where it is to be waited for."""
        before = len(self.answers())
        reasons = []
        for number, code in enumerate(codes, 1):
            self.x.type_keycodes(f"{code}\r", after_ms=60)
            if wait:
                reasons.append(self.answered(before + number)[-1])
        return reasons

    def answers(self) -> list[str]:
        """The reasons of all scans on this home so far."""
        return [str(reason) for (reason,) in _rows(self.home, "SELECT reason FROM scan_log ORDER BY id")]

    def answered(self, count: int) -> list[str]:
        """The reasons of the first scans, once there are so many."""
        end = time.monotonic() + PATIENCE_S
        while len(found := self.answers()) < count:
            assert self.process.poll() is None, "the window ended"
            assert time.monotonic() < end, f"{len(found)} answers of {count}: {found[-3:]}"
            time.sleep(0.02)
        return found[:count]

    def kill(self) -> None:
        """Power cut."""
        self.process.kill()
        self.process.wait()


@contextmanager
def window(x: XServer, home: Path) -> Iterator[Window]:
    """The program with its window in front; ended in order afterwards, silently and with code 0."""
    command = [*MAIN, "--home", str(home)]
    environment = {**x.environment, "LC_ALL": "C.UTF-8"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            x.focus(TITLE)
            yield Window(x, home, process)
            if process.poll() is None:
                process.terminate()
                said, complained = process.communicate(timeout=PATIENCE_S)
                assert (process.returncode, said) == (0, b""), complained.decode()
        finally:
            process.kill()
    assert not (home / "logs" / "station.log").exists()


def until(home: Path, sql: str, expected: object) -> None:
    """Wait until a query on the home's database answers this."""
    end = time.monotonic() + PATIENCE_S
    while (found := _rows(home, sql)) != expected:
        assert time.monotonic() < end, found
        time.sleep(0.02)


def _rows(home: Path, sql: str) -> list[tuple[object, ...]]:
    if not (home / "station.db").exists():
        return []
    try:
        with closing(sqlite3.connect(f"file:{home / 'station.db'}?mode=ro", uri=True, timeout=10)) as connection:
            return connection.execute(sql).fetchall()
    except sqlite3.OperationalError:
        return []
