"""The four jobs: what each shows of a scene, and that card, key and touch are one and the same."""

# mypy: disable-error-code="union-attr"
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dispatch.bootstrap import found_home
from dispatch.home import Home
from dispatch.scanning.scans import ReasonCode
from tests.support import campaign
from tests.support.builders import carton_sscc, pallet_sscc
from tests.support.homes import fill, new_home, rows
from tests.support.windows import OFFSCREEN, SIZES, desk_at, scanned, shown
from ui.actions import Act
from ui.desk import HOME, TRIPS, Desk
from ui.main_window import MainWindow
from ui.screens.job import JobScreen
from ui.screens.jobs import LoadScreen, PackScreen, PalletiseScreen, ReceiveScreen
from ui.widgets.board import Pill
from ui.widgets.keys import Key
from ui.widgets.painting import cut_texts

pytestmark = [pytest.mark.usefixtures("fonts"), OFFSCREEN]
ORDER = f"ORD-{campaign.A}-1"
ONE, TWO, PALLET = f"]C100{carton_sscc(0)}", f"]C100{carton_sscc(1)}", f"]C100{pallet_sscc(0)}"
RECEIVED = ("CMD-TASK-RECEIVE", "FAB-00017", "FAB-00012")
ORDERED = (*RECEIVED, "CMD-TASK-PACK", ORDER)
OPENED = (*ORDERED, "S-000171", "CMD-CONFIRM")
LABELLED = (*ORDERED, "FAB-00017")
PACKED = (*LABELLED, ONE, "S-000123", "CMD-CONFIRM", "S-000124", TWO)
STACKED = (*PACKED, "CMD-TASK-PALLETISE", ONE, TWO)
READY = (*STACKED, "CMD-CLOSE", "CMD-CONFIRM", PALLET, PALLET)
LOADED = (*READY, "CMD-TASK-LOAD", "TRP-T1", PALLET)
SEALED = (*LOADED, "CMD-CLOSE", "SC-0001", "CMD-CLOSE")
LOGGED = "SELECT raw, reason FROM scan_log ORDER BY id"
JOURNAL = "SELECT type, payload, subject, operator FROM journal ORDER BY seq"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return day_home(tmp_path)


def day_home(folder: Path, **changes: str) -> Path:
    (folder / "files").mkdir(parents=True)
    return new_home(folder / "home", campaign.day(folder / "files"), **changes)


@pytest.fixture
def desk(home: Path, qtbot: QtBot) -> Iterator[Desk]:
    with desk_at(home, qtbot) as desk:
        yield desk


def reason_of(desk: Desk) -> str:
    return desk.outcome.reason.word if desk.outcome is not None else ""


def answered(desk: Desk, qtbot: QtBot, act: Callable[[], object]) -> str:
    """The reason that answers a key or a touch."""
    with qtbot.waitSignal(desk.spoke):
        act()
    return reason_of(desk)


def verdict_keys(screen: JobScreen) -> list[Key]:
    return [key for key in screen.verdict._keys if key.isVisible()]


def touched(key: Key, qtbot: QtBot) -> Callable[[], None]:
    return lambda: qtbot.mouseClick(key, Qt.MouseButton.LeftButton)


def counted(screen: JobScreen) -> tuple[str, str]:
    return screen.verdict.verdict.count, screen.verdict.verdict.of


# -- each job


def test_a_job_without_a_scan_asks_for_its_first_code(desk: Desk, qtbot: QtBot) -> None:
    for kind, task in ((ReceiveScreen, "receive"), (PackScreen, "pack"), (PalletiseScreen, "palletise")):
        scanned(desk, qtbot, f"CMD-TASK-{task.upper()}")
        screen = shown(kind, desk, qtbot)
        assert (screen.verdict.verdict.tone, screen.heading().icon, screen.prompt().eyebrow) == (
            "idle",
            task,
            "À biper",
        )


def test_receiving_counts_the_cartons_of_the_advice(desk: Desk, qtbot: QtBot) -> None:
    scanned(desk, qtbot, *RECEIVED)
    screen = shown(ReceiveScreen, desk, qtbot)
    assert (screen.verdict.verdict.tone, counted(screen)) == ("accepted", ("2", "sur 21"))
    assert (screen.heading().place, screen.heading().code) == ("Avis", "AV-1")
    assert [(row.value, row.detail) for row in screen._advice._rows] == [("2", "sur 21"), ("20", "sur 210")]
    assert [(fact.label, fact.value) for fact in screen._last._facts] == [("FAB-00012", "10"), ("FAB-00017", "10")]


def test_packing_draws_the_open_carton_and_counts_its_devices(desk: Desk, qtbot: QtBot) -> None:
    scanned(desk, qtbot, *OPENED)
    screen = shown(PackScreen, desk, qtbot)
    assert counted(screen) == ("1", "sur 10")
    assert screen._carton.drawing._picture.serials == ("S-000171",)
    assert [(row.value, row.detail) for row in screen._order._rows] == [("1", "sur 12")]
    assert (screen.heading().place, screen.heading().code) == ("Lycée d’essai A (Paris)", campaign.A)
    assert [offer.act for offer in screen.offers()] == [Act.CLOSE, Act.UNDO, Act.MENU]
    assert screen.prompt().pills[0].icon == "serial"


def test_a_refused_scan_counts_nothing_and_keeps_the_drawing(desk: Desk, qtbot: QtBot) -> None:
    scanned(desk, qtbot, *OPENED)
    screen = shown(PackScreen, desk, qtbot)
    scanned(desk, qtbot, "S-999999")
    assert (screen.verdict.verdict.tone, counted(screen)) == ("refused", ("", ""))
    assert screen._carton.drawing._picture.serials == ("S-000171",)
    assert [row.code for row in screen.history._rows][:1] == ["S-999999"]


def test_a_label_that_is_awaited_can_be_set_aside_or_printed_again(desk: Desk, qtbot: QtBot) -> None:
    scanned(desk, qtbot, *LABELLED)
    screen = shown(PackScreen, desk, qtbot)
    assert [offer.act for offer in screen.offers()] == [Act.NEXT, Act.REPRINT, Act.UNDO, Act.MENU]
    assert screen.prompt().icon == "label"
    assert answered(desk, qtbot, lambda: screen.act(Act.NEXT)) == "set-aside"
    assert "1" in screen._order._warning


def test_palletising_draws_the_pallet_and_counts_its_cartons(desk: Desk, qtbot: QtBot) -> None:
    scanned(desk, qtbot, *STACKED)
    screen = shown(PalletiseScreen, desk, qtbot)
    assert counted(screen) == ("2", "sur 2")
    assert screen._pallet._picture.cartons == (carton_sscc(0), carton_sscc(1))
    assert (screen._facts._code, screen._facts._warning) == (
        pallet_sscc(0),
        "Site sans quai\u00a0: palette non gerbable",
    )
    assert [fact.icon for fact in screen._facts._facts] == ["carton", "weight", "height"]
    scanned(desk, qtbot, "CMD-CLOSE", "CMD-CONFIRM", PALLET)
    assert (screen._pallet._picture.closed, screen._pallet._picture.verified) == (True, 1)
    scanned(desk, qtbot, PALLET)
    assert (reason_of(desk), screen._pallet._picture) == ("pallet-ready", None)


def test_loading_draws_the_truck_until_it_leaves(desk: Desk, qtbot: QtBot) -> None:
    scanned(desk, qtbot, *LOADED)
    screen = shown(LoadScreen, desk, qtbot)
    assert (counted(screen), screen._truck._picture.loaded) == (("1", "sur 1"), (1,))
    assert (screen.heading().place, screen.heading().code, screen.heading().icon) == (
        *("Tournée T1", "AA-123-BB"),
        "load",
    )
    assert [offer.act for offer in screen.offers()] == [Act.CLOSE, Act.UNDO, Act.MENU]
    scanned(desk, qtbot, *SEALED[len(LOADED) :])
    assert reason_of(desk) == "departure-summary"
    assert answered(desk, qtbot, lambda: screen.act(Act.CONFIRM)) == "departed"
    assert screen._truck._picture.departed
    assert [offer.act for offer in screen.offers()] == [Act.PAPERS, Act.UNDO, Act.MENU]


def test_the_labels_of_a_loaded_pallet_can_be_asked_for_again(desk: Desk, qtbot: QtBot) -> None:
    scanned(desk, qtbot, *LOADED, PALLET)
    screen = shown(LoadScreen, desk, qtbot)
    assert reason_of(desk) == "pallet-already-loaded"
    assert [offer.act for offer in screen.offers()] == [Act.CLOSE, Act.REPRINT, Act.UNDO, Act.MENU]
    assert answered(desk, qtbot, lambda: screen.act(Act.REPRINT)) == "reprint-reason"
    scanned(desk, qtbot, "RSN-ETIQUETTE_PERDUE")
    assert reason_of(desk) == "reprinted"


def test_a_scene_of_another_job_is_left_to_its_screen(desk: Desk, qtbot: QtBot) -> None:
    scanned(desk, qtbot, *OPENED)
    screen = shown(PackScreen, desk, qtbot)
    before = screen.verdict.verdict
    scanned(desk, qtbot, "CMD-TASK-RECEIVE", "FAB-00000")
    assert (desk.screen, screen.verdict.verdict, screen.prompt()) == ("receive", before, None)


def test_a_job_card_shows_the_other_job_s_screen(desk: Desk, qtbot: QtBot) -> None:
    window = windowed(desk, qtbot)
    for kind, task in ((PackScreen, "pack"), (LoadScreen, "load"), (ReceiveScreen, "receive")):
        scanned(desk, qtbot, f"CMD-TASK-{task.upper()}")
        assert type(window.frame.screen_widget) is kind


def windowed(desk: Desk, qtbot: QtBot, size: tuple[int, int] = (1920, 1080)) -> MainWindow:
    window = MainWindow(desk, "light")
    qtbot.addWidget(window)
    window.resize(*size)
    window.rebuild()
    window.show()
    return window


# -- questions


@pytest.mark.parametrize(("number", "act", "reason"), [(0, Act.CONFIRM, "device-packed"), (1, Act.BACK, "cancelled")])
@pytest.mark.parametrize("by_touch", [True, False])
def test_a_question_is_answered_by_key_and_by_touch(
    number: int, act: Act, reason: str, by_touch: bool, desk: Desk, qtbot: QtBot
) -> None:
    scanned(desk, qtbot, *OPENED[:-1])
    screen = shown(PackScreen, desk, qtbot)
    keys = verdict_keys(screen)
    assert [(key.spec.cap, key.isEnabled()) for key in keys] == [("F10", True), ("Échap", True)]
    assert (screen.verdict.verdict.tone, screen.prompt().icon) == ("confirm", "question")
    assert screen.prompt().pills == (Pill("barcode", "CMD-CONFIRM"), Pill("barcode", "CMD-CANCEL"))
    assert [offer.act for offer in screen.offers()] == [Act.MENU]
    ask = touched(keys[number], qtbot) if by_touch else lambda: screen.act(act)
    assert answered(desk, qtbot, ask) == reason
    assert verdict_keys(screen) == []
    assert len(screen.offers()) > 1


def test_where_the_panel_has_no_room_the_bottom_bar_holds_the_answers(desk: Desk, qtbot: QtBot) -> None:
    scanned(desk, qtbot, *STACKED, "CMD-CLOSE")
    screen = shown(PalletiseScreen, desk, qtbot, (1280, 720))
    assert verdict_keys(screen) == []
    assert [offer.act for offer in screen.offers()] == [Act.CONFIRM, Act.BACK, Act.MENU]
    assert answered(desk, qtbot, lambda: screen.act(Act.CONFIRM)) == "pallet-closed"


def test_nothing_asked_leaves_escape_to_the_window(desk: Desk, qtbot: QtBot) -> None:
    scanned(desk, qtbot, *OPENED)
    screen = shown(PackScreen, desk, qtbot)
    assert not any(screen.act(act) for act in (Act.BACK, Act.RESUME, Act.MENU, Act.SEARCH, Act.PAPERS, Act.LEAVE))


def reason_keys(screen: JobScreen) -> list[Key]:
    return [key for key in screen._reasons.findChildren(Key) if key.isVisible()]


@pytest.mark.parametrize("size", SIZES)
def test_a_reason_is_chosen_by_touch(size: tuple[int, int], desk: Desk, home: Path, qtbot: QtBot) -> None:
    scanned(desk, qtbot, *LABELLED, "CMD-REPRINT")
    screen = shown(PackScreen, desk, qtbot, size)
    assert screen._reasons.isVisible()
    keys = reason_keys(screen)
    assert len(keys) == len(ReasonCode)
    assert all(screen._reasons.rect().contains(key.geometry()) for key in keys)
    abimee = keys[list(ReasonCode).index(ReasonCode.ETIQUETTE_ABIMEE)]
    assert answered(desk, qtbot, touched(abimee, qtbot)) == "reprinted"
    assert rows(home, LOGGED)[-1] == ("RSN-ETIQUETTE_ABIMEE", "reprinted")
    assert not screen._reasons.isVisible()


def test_a_reason_with_the_focus_is_chosen_by_f10_alone(desk: Desk, home: Path, qtbot: QtBot) -> None:
    scanned(desk, qtbot, *LABELLED, "CMD-REPRINT")
    window = windowed(desk, qtbot)
    with qtbot.waitActive(window):
        window.activateWindow()
    desk.go("pack")
    screen = window.frame.screen_widget
    assert isinstance(screen, JobScreen)
    key = reason_keys(screen)[list(ReasonCode).index(ReasonCode.ETIQUETTE_PERDUE)]
    key.setFocus(Qt.FocusReason.TabFocusReason)
    before = rows(home, LOGGED)
    for silent in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_E):
        qtbot.keyClick(key, silent)
    assert answered(desk, qtbot, lambda: qtbot.keyClick(key, Qt.Key.Key_F10)) == "reprinted"
    assert rows(home, LOGGED)[len(before) :] == [("RSN-ETIQUETTE_PERDUE", "reprinted")]


def test_a_reason_is_called_off_by_touch_and_by_escape(desk: Desk, qtbot: QtBot) -> None:
    scanned(desk, qtbot, *LABELLED)
    screen = shown(PackScreen, desk, qtbot)
    for by_touch in (False, True):
        scanned(desk, qtbot, "CMD-REPRINT")
        assert [key.spec.cap for key in verdict_keys(screen)] == ["Échap"]
        (key,) = verdict_keys(screen)
        call_off = touched(key, qtbot) if by_touch else partial(screen.act, Act.BACK)
        assert answered(desk, qtbot, call_off) == "cancelled"
        assert not screen._reasons.isVisible()


def test_a_badge_is_asked_for_where_one_is_needed(home: Path, tmp_path: Path, qtbot: QtBot) -> None:
    fill(home, {"operators": campaign.operators(tmp_path / "operators.csv")})
    with desk_at(home, qtbot) as desk:
        scanned(desk, qtbot, "CMD-TASK-PACK", ORDER)
        screen = shown(PackScreen, desk, qtbot)
        assert (reason_of(desk), screen.verdict.verdict.tone) == ("badge-required", "refused")
        scanned(desk, qtbot, "OPR-PREP-1")
        assert (desk.screen, screen.verdict.verdict.tone) == ("pack", "info")


# -- undo, block, notices


@pytest.mark.parametrize("scans", [OPENED, (*STACKED,), LOADED], ids=["pack", "palletise", "load"])
def test_undo_by_card_by_key_and_by_button_leave_the_same_journal(
    scans: Sequence[str], tmp_path: Path, qtbot: QtBot
) -> None:
    def by_card(desk: Desk, window: MainWindow) -> None:
        desk.hear("CMD-UNDO", "test", 9_000.0)

    def by_key(desk: Desk, window: MainWindow) -> None:
        qtbot.keyClick(window, Qt.Key.Key_F8)

    def by_button(desk: Desk, window: MainWindow) -> None:
        key = next(key for key in window.frame.bottom._keys if key.spec.cap == "F8")
        qtbot.mouseClick(key, Qt.MouseButton.LeftButton)

    left = []
    for undo in (by_card, by_key, by_button):
        home = day_home(tmp_path / undo.__name__)
        with desk_at(home, qtbot) as desk:
            scanned(desk, qtbot, *scans)
            window = windowed(desk, qtbot)
            assert answered(desk, qtbot, partial(undo, desk, window)) == "undone"
        journal = rows(home, "SELECT type, payload, subject FROM journal WHERE type <> 'file-imported' ORDER BY seq")
        left.append((journal, rows(home, LOGGED)))
    assert left[0] == left[1] == left[2]


def blocking_desk(tmp_path: Path) -> Path:
    return day_home(tmp_path, scan__block_after_error="true")


@pytest.mark.parametrize("by_touch", [True, False])
def test_scans_blocked_after_an_error_go_on_by_f2_and_by_touch(by_touch: bool, tmp_path: Path, qtbot: QtBot) -> None:
    with desk_at(blocking_desk(tmp_path), qtbot) as desk:
        scanned(desk, qtbot, *ORDERED)
        screen = shown(PackScreen, desk, qtbot)
        scanned(desk, qtbot, "NOBODY-KNOWS")
        assert (screen.prompt().icon, screen.prompt().pills) == ("pause", (Pill("barcode", "CMD-RESUME"),))
        (key,) = verdict_keys(screen)
        assert (key.spec.text, key.spec.cap) == ("Reprendre", "F2")
        scanned(desk, qtbot, "S-000171")
        assert reason_of(desk) == "resume-first"
        resume = touched(key, qtbot) if by_touch else lambda: screen.act(Act.RESUME)
        assert answered(desk, qtbot, resume) == "resume-scanning"
        assert (screen.prompt().icon, verdict_keys(screen)) == ("serial", [])
        scanned(desk, qtbot, "S-000171")
        assert reason_of(desk) == "open-sealed-carton"


def test_a_block_while_something_is_asked_offers_only_to_go_on(tmp_path: Path, qtbot: QtBot) -> None:
    with desk_at(blocking_desk(tmp_path), qtbot) as desk:
        scanned(desk, qtbot, *LABELLED, "CMD-REPRINT", "NOBODY-KNOWS")
        screen = shown(PackScreen, desk, qtbot)
        assert (desk.blocked, screen._reasons.isVisible()) == (True, False)
        assert [key.spec.cap for key in verdict_keys(screen)] == ["F2"]
        assert answered(desk, qtbot, lambda: screen.act(Act.RESUME)) == "resume-scanning"
        assert screen._reasons.isVisible() == (desk.asked is not None)


def test_a_notice_is_said_in_the_sentence(tmp_path: Path, qtbot: QtBot) -> None:
    files = tmp_path / "town"
    files.mkdir()
    with desk_at(new_home(tmp_path / "home", campaign.town(files)), qtbot) as desk:
        scanned(desk, qtbot, "CMD-TASK-RECEIVE", "TW-1", "CMD-TASK-PACK", ORDER, "490154203237518")
        screen = shown(PackScreen, desk, qtbot)
        (notice,) = desk.outcome.notices
        assert notice.word == "imei-resolved"
        assert desk.messages.notice(notice.word, notice.args) in screen.verdict.verdict.sentence


def test_work_that_was_left_open_is_said_to_be_found_again(home: Path, qtbot: QtBot) -> None:
    with desk_at(home, qtbot) as desk:
        scanned(desk, qtbot, *OPENED)
    with desk_at(home, qtbot) as desk:
        screen = shown(PackScreen, desk, qtbot)
        assert (screen.verdict.verdict.tone, screen.verdict.verdict.word) == ("info", "Travail repris")
        assert screen._carton.drawing._picture.serials == ("S-000171",)
        scanned(desk, qtbot, "S-000172")
        assert (reason_of(desk), [key.spec.cap for key in verdict_keys(screen)]) == ("resume-unit", ["F10", "Échap"])
        assert answered(desk, qtbot, lambda: screen.act(Act.CONFIRM)) == "device-packed"


def test_away_and_back_by_keys_the_job_stands_as_it_was(desk: Desk, qtbot: QtBot) -> None:
    scanned(desk, qtbot, *OPENED)
    window = windowed(desk, qtbot)
    desk.go("pack")
    before = window.frame.screen_widget.verdict.verdict
    for screen in (HOME, TRIPS):
        desk.go(screen)
        desk.go("pack")
        assert window.frame.screen_widget.verdict.verdict == before


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_nothing_is_cut(language: str, size: tuple[int, int], tmp_path: Path, qtbot: QtBot) -> None:
    found_home(Home(tmp_path / "home"), sample=True)
    day = ("CMD-TASK-RECEIVE", "FAB-T10-0001", "CMD-TASK-PACK", "ORD-0990002P-1", "ECH10000001", "CMD-CONFIRM")
    with desk_at(tmp_path / "home", qtbot, language) as desk:
        window = windowed(desk, qtbot, size)
        cut_texts.clear()
        for code in (*day, "NOBODY-KNOWS-THIS-LONG-CODE", "CMD-CLOSE", "CMD-CANCEL", "CMD-TASK-PALLETISE"):
            scanned(desk, qtbot, code)
            window.grab()
        scanned(desk, qtbot, "CMD-TASK-LOAD", "TRP-ECH-1")
        window.grab()
        assert cut_texts == []
