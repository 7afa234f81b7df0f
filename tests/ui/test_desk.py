"""The desk routes: which codes go to the station, which screen is shown, what is heard and remembered."""

# mypy: disable-error-code="union-attr"
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dispatch.storage import database
from tests.storage.stores import held_by_another_process
from tests.support import campaign
from tests.support.homes import fill, new_home, rows
from tests.support.windows import OFFSCREEN, desk_at, scanned
from ui.desk import HOME, IMPORTS, REMEMBERED, SEARCH, SETTINGS, TRIPS, Desk
from ui.sounds import Sound

pytestmark = [pytest.mark.usefixtures("fonts"), OFFSCREEN]
ORDER = f"ORD-{campaign.A}-1"
LOGGED = "SELECT raw FROM scan_log ORDER BY id"


class Ear:
    """A voice that remembers what it played."""

    def __init__(self) -> None:
        self.heard: list[Sound] = []

    def play(self, sound: Sound) -> bool:
        self.heard.append(sound)
        return True


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "files").mkdir()
    return new_home(tmp_path / "home", campaign.day(tmp_path / "files"))


@pytest.fixture
def desk(home: Path, qtbot: QtBot) -> Iterator[Desk]:
    with desk_at(home, qtbot) as desk:
        yield desk


@pytest.fixture
def ear(desk: Desk) -> Ear:
    ear = Ear()
    desk._sounds._voices = (ear,)
    return ear


def words_of(desk: Desk) -> list[tuple[str, str]]:
    return [(heard.tone, heard.code) for heard in desk.history]


def test_the_menu_card_goes_home_without_the_station(desk: Desk, home: Path, qtbot: QtBot) -> None:
    scanned(desk, qtbot, "CMD-TASK-PACK", ORDER)
    assert desk.screen == "pack"
    for card in ("CMD-MENU", " cmd-menu\r"):
        desk.go("pack")
        with qtbot.waitSignal(desk.moved):
            desk.hear(card, "test", 100.0)
        assert desk.screen == HOME
    scanned(desk, qtbot, "CMD-TASK-PACK")
    assert rows(home, LOGGED) == [("CMD-TASK-PACK",), (ORDER,), ("CMD-TASK-PACK",)]


def test_a_screen_that_takes_codes_takes_no_card(desk: Desk, home: Path, qtbot: QtBot) -> None:
    taken: list[str] = []

    def take(raw: str) -> bool:
        taken.append(raw)
        return True

    desk.go(SEARCH)
    desk.taker = take
    desk.hear("FAB-00017", "test", 1.0)
    desk.hear(ORDER, "test", 2.0)
    assert taken == ["FAB-00017", ORDER]
    for card in ("OPR-NOBODY", "RSN-CASSE", "CMD-CONFIRM"):
        scanned(desk, qtbot, card)
    assert taken == ["FAB-00017", ORDER]
    assert rows(home, LOGGED) == [("OPR-NOBODY",), ("RSN-CASSE",), ("CMD-CONFIRM",)]


def test_what_the_screen_does_not_take_goes_to_the_station(desk: Desk, qtbot: QtBot) -> None:
    desk.go(TRIPS)
    desk.taker = lambda raw: raw == "TRP-T1"
    scanned(desk, qtbot, "FAB-00017")
    assert desk.screen == "receive"
    assert desk.taker is None


@pytest.mark.parametrize("screen", [HOME, SEARCH, IMPORTS, TRIPS, SETTINGS])
def test_away_from_the_jobs_a_code_chooses_its_job(screen: str, desk: Desk, qtbot: QtBot) -> None:
    scanned(desk, qtbot, "CMD-TASK-PACK", ORDER)
    desk.go(screen)
    scanned(desk, qtbot, "FAB-00017")
    assert (desk.screen, desk.outcome.reason.word) == ("receive", "carton-received")


def test_within_a_job_a_code_is_judged_by_that_job(desk: Desk, qtbot: QtBot) -> None:
    scanned(desk, qtbot, "CMD-TASK-PACK", ORDER, "FAB-00017")
    assert (desk.screen, desk.scene.standing.task, desk.outcome.reason.word) == ("pack", "pack", "not-received")


@pytest.mark.parametrize("screen", [HOME, SEARCH, IMPORTS, TRIPS, SETTINGS])
def test_a_refusal_that_belongs_to_no_job_is_shown_at_home(screen: str, desk: Desk, qtbot: QtBot) -> None:
    desk.go(screen)
    scanned(desk, qtbot, "NOBODY-KNOWS")
    assert (desk.screen, desk.outcome.reason.tone.value, desk.told_on) == (HOME, "refused", HOME)


def test_a_job_card_changes_the_job_and_the_screen(desk: Desk, qtbot: QtBot) -> None:
    shown: list[str] = []
    desk.moved.connect(shown.append)
    scanned(desk, qtbot, "CMD-TASK-RECEIVE", "CMD-TASK-LOAD", "CMD-TASK-PALLETISE", "CMD-TASK-PACK")
    assert shown == ["receive", "load", "palletise", "pack"]


def test_open_work_is_on_the_screen_when_the_desk_opens(home: Path, qtbot: QtBot) -> None:
    with desk_at(home, qtbot) as desk:
        scanned(desk, qtbot, "FAB-00017", "CMD-TASK-PACK", ORDER, "S-000171", "CMD-CONFIRM")
    with desk_at(home, qtbot) as desk:
        assert (desk.screen, desk.scene.resumed, desk.open.station) == ("pack", True, "POSTE-1")


def test_a_badge_signs_in_where_one_is(home: Path, tmp_path: Path, qtbot: QtBot) -> None:
    fill(home, {"operators": campaign.operators(tmp_path / "operators.csv")})
    with desk_at(home, qtbot) as desk:
        scanned(desk, qtbot, "OPR-CHEF-1")
        assert (desk.screen, desk.scene.operator.badge, desk.scene.operator.lead) == (HOME, "CHEF-1", True)
        scanned(desk, qtbot, "CMD-TASK-PACK", ORDER)
        desk.go(SETTINGS)
        scanned(desk, qtbot, "OPR-PREP-1")
        assert (desk.screen, desk.scene.operator.badge, desk.scene.operator.lead) == (SETTINGS, "PREP-1", False)
        with qtbot.waitSignal(desk.spoke):
            desk.bridge.sign_out()
        assert (desk.screen, desk.scene.operator, desk.outcome) == (SETTINGS, None, None)


def test_a_repeated_read_only_ticks(desk: Desk, ear: Ear, home: Path, qtbot: QtBot) -> None:
    scanned(desk, qtbot, "CMD-TASK-RECEIVE")
    spoken: list[object] = []
    desk.spoke.connect(spoken.append)
    for at in (100.0, 100.4):
        with qtbot.waitSignal(desk.bridge.scene):
            desk.hear("FAB-00017", "test", at)
    assert ear.heard == ["info", "accepted", "repeat"]
    assert (len(spoken), len(desk.history), desk.outcome.reason.word) == (1, 2, "carton-received")
    assert rows(home, LOGGED) == [("CMD-TASK-RECEIVE",), ("FAB-00017",)]


def test_keys_are_never_taken_for_a_repeated_read(desk: Desk, qtbot: QtBot) -> None:
    scanned(desk, qtbot, "FAB-00017", "FAB-00012")
    for _ in range(2):
        with qtbot.waitSignal(desk.spoke):
            desk.say("CMD-UNDO")
        assert desk.outcome.reason.word == "undone"


def test_the_history_tells_the_scans_newest_first(desk: Desk, qtbot: QtBot) -> None:
    scanned(desk, qtbot, "CMD-TASK-RECEIVE", "FAB-00017", "NOBODY-KNOWS", "FAB-00017")
    assert words_of(desk) == [
        ("info", "FAB-00017"),
        ("refused", "NOBODY-KNOWS"),
        ("accepted", "FAB-00017"),
        ("info", "CMD-TASK-RECEIVE"),
    ]
    assert all(heard.words and not heard.words.endswith(".") for heard in desk.history)


def test_the_history_forgets_what_is_long_ago(desk: Desk, qtbot: QtBot) -> None:
    for number in range(REMEMBERED + 2):
        scanned(desk, qtbot, f"NOBODY-{number:02d}")
    codes = [heard.code for heard in desk.history]
    assert codes == [f"NOBODY-{number:02d}" for number in range(REMEMBERED + 1, 1, -1)]


def test_what_could_not_be_recorded_is_lost_and_counts_when_scanned_again(
    home: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_MS", 100)
    with desk_at(home, qtbot) as desk:
        ear = Ear()
        desk._sounds._voices = (ear,)
        desk._sounds.muted = True
        scanned(desk, qtbot, "CMD-TASK-RECEIVE")
        with held_by_another_process(home / "station.db"):
            scanned(desk, qtbot, "FAB-00017")
        assert (desk.history[0].tone, desk.outcome.reason.word, ear.heard) == ("lost", "not-recorded", ["lost"])
        assert desk.screen == "receive"
        with qtbot.waitSignal(desk.spoke):
            desk.hear("FAB-00017", "test", desk.last_heard["test"])
        assert desk.outcome.reason.word == "carton-received"


def test_an_answer_is_kept_for_screens_to_come_and_a_fault_is_not(desk: Desk, qtbot: QtBot) -> None:
    learned: list[tuple[str, object]] = []
    desk.learned.connect(lambda name, answer: learned.append((name, answer)))
    for ask in (lambda office: len(office.trips()), lambda office: office.paper("waybill", "NOBODY-KNOWS")):
        with qtbot.waitSignal(desk.learned, check_params_cb=lambda name, _: name == "asked"):
            desk.ask("asked", ask)
    assert desk.known["asked"] == 1
    assert [str(answer) for name, answer in learned if name == "asked"] == ["1", "Code inconnu\u00a0: NOBODY-KNOWS."]


def test_the_devices_are_asked_when_the_home_is_open(home: Path, qtbot: QtBot) -> None:
    with desk_at(home, qtbot) as desk:
        with qtbot.waitSignal(desk.learned, check_params_cb=lambda name, _: name == "devices"):
            desk.ask_devices()
        roles = [(row.role, str(row.condition)) for row in desk.known["devices"]]
    assert roles == [("labels", "ready"), ("documents", "ready")]
