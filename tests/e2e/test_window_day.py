"""The day of the contract by the real window under X, scans typed as key codes: the same journal as by console."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.crew import balanced
from tests.e2e.test_a_day import ORDER, sscc
from tests.e2e.window import until, window
from tests.support import campaign
from tests.support.console import MAIN, Console
from tests.support.homes import new_home, rows
from tests.support.xserver import XServer, x_server

pytestmark = pytest.mark.window

ONE, TWO, PALLET = sscc(1, 0), sscc(1, 1), sscc(3, 0)
RECEIVING = ["CMD-TASK-RECEIVE", "FAB-00017", "FAB-00012", "FAB-00017"]
PACKING = [
    *("CMD-TASK-PACK", ORDER, "FAB-00017", f"]C100{ONE}", "S-000123", "CMD-CONFIRM", "S-000124"),
    *(f"]C100{ONE}", f"]C100{TWO}"),
]
SHIPPING = [
    *("CMD-TASK-PALLETISE", f"]C100{ONE}", f"]C100{TWO}", "CMD-CLOSE", "CMD-CONFIRM"),
    *(f"]C100{PALLET}", f"]C100{PALLET}"),
    *("CMD-TASK-LOAD", "TRP-T1", f"]C100{PALLET}", "CMD-CLOSE", "SC-0001", "CMD-CLOSE", "CMD-CONFIRM"),
]
DAY = [*RECEIVING, *PACKING, *SHIPPING]
RENDERED = "SELECT COUNT(*) FROM print_job WHERE state = 'printed'"
JOBS = 8
"""Three labels and five papers."""


@pytest.fixture(scope="module")
def x() -> Iterator[XServer]:
    with x_server("1280x800") as server:
        yield server


@pytest.fixture(scope="module")
def by_console(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], list[tuple[object, ...]]]:
    """The reasons and the journal of the day, played by the console."""
    home = campaign_home(tmp_path_factory.mktemp("console"))
    with Console(home, "receive") as console:
        reasons = [reason for _, reason in console.scans(*DAY)]
    return reasons, journal(home)


def campaign_home(folder: Path) -> Path:
    return new_home(folder / "home", campaign.day(folder))


def journal(home: Path) -> list[tuple[object, ...]]:
    """What happened, without when: no hash of a paper, which bears the time; no rendering, which comes when it can."""
    entries = rows(
        home,
        "SELECT type, version, subject, payload, station, operator, task FROM journal "
        "WHERE type <> 'document-rendered' ORDER BY seq",
    )
    return [(kind, version, subject, timeless(payload), *who) for kind, version, subject, payload, *who in entries]


def timeless(payload: str) -> object:
    """A payload without the hash of a paper's data; the files that were imported keep theirs."""
    values = json.loads(payload)
    return {name: value for name, value in values.items() if name != "sha256" or "series" not in values}


@pytest.mark.parametrize("layout", ["us", "fr"])
def test_the_day_by_window_leaves_the_journal_of_the_day_by_console(
    x: XServer, tmp_path: Path, by_console: tuple[list[str], list[tuple[object, ...]]], layout: str
) -> None:
    """Packing is scanned while the field of the search screen has the focus, for the first card leads away from it."""
    home = campaign_home(tmp_path)
    x.layout(layout)
    with window(x, home) as desk:
        reasons = desk.scans(*RECEIVING)
        x.tap("F3")
        reasons += desk.scans(*PACKING)
        reasons += desk.scans(*SHIPPING)
        until(home, RENDERED, [(JOBS,)])
    assert (reasons, journal(home)) == by_console
    balanced(home)


def test_scans_that_came_before_the_database_was_open_are_judged_in_order(
    x: XServer, tmp_path: Path, by_console: tuple[list[str], list[tuple[object, ...]]]
) -> None:
    home = campaign_home(tmp_path)
    x.layout("us")
    with window(x, home) as desk:
        desk.scans(*RECEIVING, *PACKING, wait=False)
        assert desk.answered(len(RECEIVING + PACKING)) == by_console[0][: len(RECEIVING + PACKING)]
    balanced(home)


def test_an_empty_home_offers_the_sample_campaign(x: XServer, tmp_path: Path) -> None:
    home = tmp_path / "home"
    x.layout("us")
    with window(x, home) as desk:
        while not made(home):
            desk.x.tap("1")
            assert desk.process.poll() is None
        until(home, "SELECT COUNT(*) FROM trip", [(2,)])
        assert desk.scans("CMD-TASK-LOAD", "TRP-ECH-1") == ["task-selected", "trip-opened"]
    balanced(home)


def made(home: Path) -> bool:
    """Was a home begun, or is it within a moment?"""
    end = time.monotonic() + 1
    while not (home / "settings.toml").exists() and time.monotonic() < end:
        time.sleep(0.02)
    return (home / "settings.toml").exists()


def test_a_window_without_a_display_is_a_sentence_and_code_four(tmp_path: Path) -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run([*MAIN, "--home", str(tmp_path)], env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (4, b"")
    assert done.stderr.decode().startswith("Pas d’écran.")
