"""Scanners at a real desk: whatever they send while a scan is being judged waits in order, and half a code is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from dispatch.devices.simulated_scanner import SimulatedScanner
from dispatch.domain.badges import badge_code
from dispatch.domain.scanners import CUT
from dispatch.settings import Settings
from tests.support import campaign
from tests.support.homes import fill, new_home, rows
from tests.support.windows import desk_at
from ui.bridge import SCANS
from ui.desk import HOME, SEARCH, Desk

LOGGED = "SELECT scanner, raw, reason FROM scan_log ORDER BY id"
SCANNERS = """
[[scanners]]
name = "gauche"
port = "{left}"

[[scanners]]
name = "droite"
port = "{right}"
repeat_ms = 0
"""
pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def left(tmp_path: Path) -> Iterator[SimulatedScanner]:
    with SimulatedScanner(link=tmp_path / "left") as scanner:
        yield scanner


@pytest.fixture
def right(tmp_path: Path) -> Iterator[SimulatedScanner]:
    with SimulatedScanner(link=tmp_path / "right", serial_number="SIM-2") as scanner:
        yield scanner


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The campaign of a day, two scanners on serial ports, two operators."""
    (tmp_path / "files").mkdir()
    home = new_home(tmp_path / "home", campaign.day(tmp_path / "files"))
    with (home / "settings.toml").open("a", encoding="utf-8") as settings:
        settings.write(SCANNERS.format(left=tmp_path / "left", right=tmp_path / "right"))
    return home


@pytest.fixture
def desk(home: Path, left: SimulatedScanner, right: SimulatedScanner, qtbot: QtBot) -> Iterator[Desk]:
    """An open desk whose scanners found their ports."""
    with desk_at(home, qtbot) as desk:
        qtbot.waitUntil(lambda: [state.port for _, state in scanners(desk)] == [left.port, right.port])
        yield desk


def scanners(desk: Desk) -> Any:
    assert desk.open is not None
    return desk.open.scanners


@contextmanager
def slow_lane(desk: Desk) -> Iterator[None]:
    """A scan that takes its time stands before all others until the end of the block."""
    over = Event()
    desk.bridge.ask("slow", lambda _office: over.wait(30), SCANS)
    try:
        yield
    finally:
        over.set()


class Ear:
    """Counts what comes in and what comes back."""

    def __init__(self, desk: Desk) -> None:
        self.codes = 0
        self.judged = 0
        self.repeated = 0
        desk.bridge.heard.connect(self.hear)
        desk.bridge.scene.connect(self.see)

    def hear(self, *_: object) -> None:
        self.codes += 1

    def see(self, scene: Any) -> None:
        self.judged += scene.outcome is not None
        self.repeated += scene.repeated


def test_everything_that_is_scanned_while_a_scan_is_judged_waits_in_order(
    desk: Desk, home: Path, left: SimulatedScanner, right: SimulatedScanner, qtbot: QtBot
) -> None:
    """One pull that sends twice, one that reads three symbols, two scanners at once, all behind a slow scan."""
    ear = Ear(desk)
    with slow_lane(desk):
        left.type(b"]C0CMD-TASK-RECEIVE\r")
        qtbot.waitUntil(lambda: ear.codes == 1)
        for number in range(4):
            left.type(f"FAB-{number:05d}\r".encode() * 2)
            right.type("".join(f"FAB-{8 + 3 * number + symbol:05d}\r\n" for symbol in range(3)).encode())
        qtbot.waitUntil(lambda: ear.codes == 21)
        assert (ear.judged, rows(home, LOGGED)) == (0, [])
    qtbot.waitUntil(lambda: ear.judged + ear.repeated == 21)
    assert (ear.judged, ear.repeated) == (17, 4)
    logged = rows(home, LOGGED)
    assert [raw for scanner, raw, _ in logged if scanner == "gauche"] == [
        "]C0CMD-TASK-RECEIVE",
        *(f"FAB-{number:05d}" for number in range(4)),
    ]
    assert [raw for scanner, raw, _ in logged if scanner == "droite"] == [f"FAB-{8 + n:05d}" for n in range(12)]
    assert [reason for _, _, reason in logged] == ["task-selected", *["carton-received"] * 16]
    assert [line.code for line in desk.history] == [raw for _, raw, _ in reversed(logged)]


def test_how_soon_a_code_counts_again_is_the_scanner_s_own(
    desk: Desk, home: Path, left: SimulatedScanner, right: SimulatedScanner, qtbot: QtBot
) -> None:
    ear = Ear(desk)
    for scanner in (left, right):
        scanner.type(b"FAB-00001\rFAB-00001\r")
    qtbot.waitUntil(lambda: ear.judged + ear.repeated == 4)
    assert sorted((scanner, raw) for scanner, raw, _ in rows(home, LOGGED) if raw.startswith("FAB")) == [
        ("droite", "FAB-00001"),
        ("droite", "FAB-00001"),
        ("gauche", "FAB-00001"),
    ]


@pytest.mark.parametrize("screen", [HOME, SEARCH, "receive"])
def test_a_code_that_was_cut_is_refused_before_everybody_s_eyes_and_logged(
    screen: str, desk: Desk, home: Path, left: SimulatedScanner, qtbot: QtBot
) -> None:
    desk.go(screen)
    desk.taker = lambda _raw: True
    with qtbot.waitSignal(desk.bridge.heard):
        left.type(b"FAB-00017\rFAB-000")
    with qtbot.waitSignal(desk.spoke):
        left.unplug()
    assert desk.outcome is not None
    assert desk.outcome.reason.word == "read-incomplete"
    assert (desk.history[0].tone, desk.history[0].code) == ("refused", "FAB-000…")
    assert rows(home, LOGGED) == [("gauche", "FAB-000" + CUT, "read-incomplete")]


def test_a_badge_that_showed_the_keyboard_is_answered_with_it_and_remembered(
    home: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    fill(home, {"operators": campaign.operators(tmp_path / "operators.csv")})
    with desk_at(home, qtbot) as desk:
        for keyboard, at in (("system", 1.0), ("us", 10.0)):
            with qtbot.waitSignal(desk.spoke):
                desk.bridge.keep_keyboard(keyboard)
                desk.hear(badge_code("CHEF-1"), "keyboard", at)
            assert desk.outcome is not None
            assert (desk.outcome.reason.word, desk.history[0].code) == ("signed-in", "OPR-CHEF-1")
            notices = [(notice.word, notice.args) for notice in desk.outcome.notices]
            assert notices == [("keyboard-recognised", {"keyboard": keyboard})]
            assert Settings.load(home / "settings.toml").scan.keyboard == keyboard


@pytest.mark.parametrize(
    ("badge", "reason"),
    [
        ("OPR-CHEF-1/QWM1-_", "scanner-layout"),
        ("OPR)CHEF)&!QW?&)°", "scanner-layout"),
        (badge_code("chef-1").swapcase(), "caps-lock-on"),
        (badge_code("CHEF-1"), "signed-in"),
        (badge_code("CHEF-1").replace("\x1d", "|"), "signed-in"),
        ("]C0OPR-CHEF-1", "signed-in"),
    ],
)
def test_nobody_signs_in_through_a_scanner_that_is_set_wrong(
    badge: str, reason: str, home: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    fill(home, {"operators": campaign.operators(tmp_path / "operators.csv")})
    with desk_at(home, qtbot) as desk:
        with qtbot.waitSignal(desk.spoke):
            desk.hear(badge, "keyboard", 1.0)
        assert desk.outcome is not None and desk.scene is not None
        assert desk.outcome.reason.word == reason
        assert (desk.scene.operator is not None) is (reason == "signed-in")
        assert [notice.word for notice in desk.outcome.notices] == ["separator-lost"] * ("|" in badge)
