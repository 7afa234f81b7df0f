"""A scanner that is set to the computer's own French keys: its first badge puts the station right, for good."""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatch.domain.badges import badge_code
from dispatch.settings import Settings
from tests.e2e.window import window
from tests.support import campaign
from tests.support.homes import new_home, rows
from tests.support.xserver import x_server

FRENCH_PLACES = str.maketrans("-_/AQZWM1234567890", "68>QAWZ:!@#$%^&*()")
"""What US keys have where French ones have these."""
BADGE = badge_code("CHEF-1")
AGAIN = ("OPR-CHEF-1", "CMD-TASK-RECEIVE", "FAB-00017")


def pressed(code: str) -> str:
    """What a US scanner would have read off its label to press the keys that this code is on French keys."""
    return code.translate(FRENCH_PLACES)


@pytest.mark.window
def test_a_badge_puts_the_keyboard_right_and_the_next_start_knows_it(tmp_path: Path) -> None:
    files = {**campaign.day(tmp_path), "operators": campaign.operators(tmp_path / "operators.csv")}
    home = new_home(tmp_path / "home", files)
    with x_server() as x:
        x.layout("fr")
        with window(x, home) as desk:
            assert desk.scans(pressed("OPR-CHEF-1"), pressed(BADGE)) == ["scanner-layout", "signed-in"]
        assert Settings.load(home / "settings.toml").scan.keyboard == "system"
        with window(x, home) as desk:
            assert desk.scans(*map(pressed, AGAIN)) == ["signed-in", "task-selected", "carton-received"]
            assert desk.scans(BADGE, "FAB-00012") == ["signed-in", "carton-received"]
        assert Settings.load(home / "settings.toml").scan.keyboard == "us"
    logged = [raw for (raw,) in rows(home, "SELECT raw FROM scan_log ORDER BY id")]
    assert logged[1:] == [BADGE, *AGAIN, BADGE, "FAB-00012"]
