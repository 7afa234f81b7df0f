"""Imports: a file is tried before it is taken, what is wrong stands line by line, and nothing happens by halves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.support import campaign
from tests.support.campaign import B
from tests.support.homes import new_home, rows
from tests.support.windows import OFFSCREEN, SIZES, desk_at, scanned, shown
from ui.actions import Act
from ui.desk import IMPORTS, Desk
from ui.screens.imports import KINDS, ImportsScreen
from ui.widgets.keys import Key
from ui.widgets.painting import cut_texts

pytestmark = [pytest.mark.usefixtures("fonts"), OFFSCREEN]
SITE_B = (B, "Lycée d’essai B", "2 rue B", "75005", "Paris", "oui", "", "")
SITES = "SELECT uai FROM site ORDER BY uai"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "files").mkdir()
    return new_home(tmp_path / "home", campaign.day(tmp_path / "files"))


@pytest.fixture
def desk(home: Path, qtbot: QtBot) -> Iterator[Desk]:
    with desk_at(home, qtbot) as desk:
        yield desk


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot) -> ImportsScreen:
    desk.go(IMPORTS)
    return shown(ImportsScreen, desk, qtbot)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return campaign.write(tmp_path / "lycees.csv", campaign.SITES, [SITE_B])


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    wrong = [SITE_B, ("0750000A", "Lycée d’essai Z", "9 rue Z", "75009", "Paris", "oui", "", ""), ("", *SITE_B[1:])]
    return campaign.write(tmp_path / "fautes.csv", campaign.SITES, wrong)


def reported(screen: ImportsScreen, qtbot: QtBot, act: Callable[[], object]) -> None:
    """Do something that ends with a report."""
    with qtbot.waitSignal(screen.desk.learned, check_params_cb=lambda name, _: name == "report", timeout=20_000):
        act()


def told(screen: ImportsScreen) -> tuple[str, str]:
    return screen.verdict.verdict.tone, screen.verdict.verdict.word


def drop(screen: ImportsScreen, path: Path) -> None:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path))])
    action, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    screen.dropEvent(QDropEvent(QPointF(10, 10), action, files, button, keys))


def acts(screen: ImportsScreen) -> list[Act]:
    return [offer.act for offer in screen.offers()]


def test_before_a_file_is_chosen_there_is_nothing_to_do(screen: ImportsScreen) -> None:
    assert (acts(screen), screen.verdict.isVisible(), screen.act(Act.CONFIRM)) == ([Act.BACK], False, False)


def test_a_tried_file_changes_nothing_until_it_is_taken(
    screen: ImportsScreen, home: Path, good: Path, qtbot: QtBot
) -> None:
    before = rows(home, "SELECT COUNT(*) FROM journal")
    reported(screen, qtbot, lambda: screen.try_file("sites", str(good)))
    assert told(screen) == ("info", "Prêt")
    assert screen.verdict.verdict.sentence == (
        "Lignes\u00a0: 1. Nouvelles\u00a0: 1, changées\u00a0: 0, inchangées\u00a0: 0."
    )
    assert (acts(screen), screen.heading().place) == ([Act.CONFIRM, Act.BACK], "lycees.csv")
    assert (rows(home, "SELECT COUNT(*) FROM journal"), rows(home, SITES)) == (before, [(campaign.A,)])
    reported(screen, qtbot, lambda: screen.act(Act.CONFIRM))
    assert (told(screen), screen.verdict.verdict.count) == (("accepted", "Importé"), "1")
    assert rows(home, SITES) == [(campaign.A,), (B,)]
    assert (acts(screen), screen.act(Act.CONFIRM)) == ([Act.BACK], False)


def test_while_a_file_is_read_nothing_can_be_confirmed(screen: ImportsScreen, good: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(screen.desk.learned, check_params_cb=lambda name, _: name == "report", timeout=20_000):
        screen.try_file("sites", str(good))
        assert (screen._bar.isVisible(), acts(screen), screen.act(Act.CONFIRM)) == (True, [Act.BACK], False)
    assert not screen._bar.isVisible()


def test_errors_are_listed_with_line_and_column_and_nothing_is_taken(
    screen: ImportsScreen, home: Path, bad: Path, qtbot: QtBot
) -> None:
    reported(screen, qtbot, lambda: screen.try_file("sites", str(bad)))
    assert told(screen) == ("refused", "Refusé")
    assert [(row.cells[0], row.cells[1], row.cells[3], row.tone) for row in screen.problems.rows] == [
        ("3", "uai", "Erreur", "refused"),
        ("4", "uai", "Erreur", "refused"),
    ]
    assert "0750000A" in screen.problems.rows[0].cells[2]
    assert (acts(screen), screen.act(Act.CONFIRM), rows(home, SITES)) == ([Act.BACK], False, [(campaign.A,)])


def test_the_mended_file_goes_in_after_the_refused_one(
    screen: ImportsScreen, home: Path, bad: Path, good: Path, qtbot: QtBot
) -> None:
    reported(screen, qtbot, lambda: screen.try_file("sites", str(bad)))
    reported(screen, qtbot, lambda: screen.try_file("sites", str(good)))
    assert (told(screen), screen.problems.rows) == (("info", "Prêt"), ())
    reported(screen, qtbot, lambda: screen.act(Act.CONFIRM))
    assert rows(home, SITES) == [(campaign.A,), (B,)]


def test_a_file_that_is_no_table_is_refused_with_its_reason(
    screen: ImportsScreen, home: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    wrong = tmp_path / "photo.xlsx"
    wrong.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    for path in (wrong, tmp_path / "nothing-here.csv"):
        reported(screen, qtbot, partial(screen.try_file, "sites", str(path)))
        assert told(screen) == ("refused", "Refusé")
        assert screen.verdict.verdict.sentence
        assert (acts(screen), rows(home, SITES)) == ([Act.BACK], [(campaign.A,)])


def test_a_file_of_another_kind_is_refused(screen: ImportsScreen, home: Path, good: Path, qtbot: QtBot) -> None:
    reported(screen, qtbot, lambda: screen.try_file("trips", str(good)))
    assert told(screen) == ("refused", "Refusé")
    assert {row.cells[0] for row in screen.problems.rows if row.tone == "refused"} == {"1"}
    assert screen.act(Act.CONFIRM) is False


def test_a_dropped_file_is_known_by_its_headings_and_tried(
    screen: ImportsScreen, home: Path, good: Path, qtbot: QtBot
) -> None:
    reported(screen, qtbot, lambda: drop(screen, good))
    assert (screen._kind, told(screen), screen.heading().place) == ("sites", ("info", "Prêt"), "lycees.csv")
    assert rows(home, SITES) == [(campaign.A,)]


def test_a_dropped_file_of_no_known_kind_is_refused_and_imports_nothing(
    screen: ImportsScreen, home: Path, good: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    reported(screen, qtbot, lambda: screen.try_file("sites", str(good)))
    strange = campaign.write(tmp_path / "strange.csv", "rouge;vert", [("1", "2")])
    with qtbot.waitSignal(screen.desk.learned, check_params_cb=lambda name, _: name == "guess", timeout=20_000):
        drop(screen, strange)
    assert (told(screen), acts(screen), screen.act(Act.CONFIRM)) == (("refused", "Refusé"), [Act.BACK], False)
    assert rows(home, SITES) == [(campaign.A,)]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_asks_for_its_file(kind: str, screen: ImportsScreen, good: Path, qtbot: QtBot) -> None:
    key = screen.findChildren(Key)[KINDS.index(kind)]
    key.setFocus()
    qtbot.keyClick(key, Qt.Key.Key_Return)
    (dialog,) = screen.findChildren(QFileDialog)
    assert not dialog.isModal() or dialog.windowModality() is Qt.WindowModality.WindowModal
    reported(screen, qtbot, lambda: dialog.fileSelected.emit(str(good)))
    dialog.reject()
    assert screen._kind == kind


def test_the_report_is_there_again_after_a_scan_led_away(
    screen: ImportsScreen, desk: Desk, home: Path, good: Path, qtbot: QtBot
) -> None:
    reported(screen, qtbot, lambda: screen.try_file("sites", str(good)))
    scanned(desk, qtbot, "FAB-00017")
    desk.go(IMPORTS)
    again = shown(ImportsScreen, desk, qtbot)
    assert (told(again), acts(again)) == (("info", "Prêt"), [Act.CONFIRM, Act.BACK])
    reported(again, qtbot, lambda: again.act(Act.CONFIRM))
    assert rows(home, SITES) == [(campaign.A,), (B,)]


def test_an_imported_trip_can_be_loaded_at_once(
    screen: ImportsScreen, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    trip = ("T9", campaign.today(), *campaign.CARRIER, "", "", "", 1, campaign.A, "")
    path = campaign.write(tmp_path / "tournees.csv", campaign.TRIPS, [trip])
    reported(screen, qtbot, lambda: screen.try_file("trips", str(path)))
    reported(screen, qtbot, lambda: screen.act(Act.CONFIRM))
    scanned(desk, qtbot, "TRP-T9")
    assert desk.outcome is not None
    assert (desk.screen, desk.outcome.reason.word) == ("load", "trip-opened")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_nothing_is_cut(language: str, size: tuple[int, int], home: Path, bad: Path, qtbot: QtBot) -> None:
    with desk_at(home, qtbot, language) as desk:
        screen = shown(ImportsScreen, desk, qtbot, size)
        cut_texts.clear()
        screen.grab()
        reported(screen, qtbot, lambda: screen.try_file("sites", str(bad)))
        screen.grab()
        assert cut_texts == []
