"""Trips: drafts before departure, issued papers after it, one print at a time, and what nobody is sure came out."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dispatch.bootstrap import opened
from dispatch.services.export import PAGE
from tests.support import campaign
from tests.support.homes import fill, new_home, rows
from tests.support.windows import OFFSCREEN, desk_at, scanned, shown
from tests.ui.screens.test_jobs import ONE, PACKED, SEALED
from ui.actions import Act
from ui.desk import TRIPS, Desk
from ui.look.look import LIGHT
from ui.main_window import MainWindow
from ui.screens.trip_papers import PRINT, REISSUE
from ui.screens.trips import TripsScreen
from ui.widgets.keys import Key

pytestmark = [pytest.mark.usefixtures("fonts"), OFFSCREEN]
STATES = "SELECT state FROM print_job WHERE kind = 'loading-list' ORDER BY id"
REPRINTED = (
    "SELECT json_extract(payload, '$.reason'), operator FROM journal WHERE type = 'document-reprinted' ORDER BY seq"
)
WAYBILLS = "SELECT version, state FROM print_job WHERE kind = 'waybill' ORDER BY id"
REISSUED = """
SELECT json_extract(payload, '$.number'), json_extract(payload, '$.version'), json_extract(payload, '$.reason'),
       operator
FROM journal WHERE type = 'document-issued' AND json_extract(payload, '$.version') > 1 ORDER BY seq
"""
ISSUED = ["loading-list", "waybill", "recap", "delivery-note", "packing-list"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The day's campaign, with a second trip that nothing is packed for."""
    (tmp_path / "files").mkdir()
    files = dict(campaign.day(tmp_path / "files"))
    trips = [(name, campaign.today(), *campaign.CARRIER, "", "", "", 1, campaign.A, "") for name in ("T1", "T2")]
    files["trips"] = campaign.write(tmp_path / "files" / "two.csv", campaign.TRIPS, trips)
    return new_home(tmp_path / "home", files)


@pytest.fixture
def desk(home: Path, qtbot: QtBot) -> Iterator[Desk]:
    with desk_at(home, qtbot) as desk:
        yield desk


def told(desk: Desk, qtbot: QtBot, name: str, act: Callable[[], object]) -> object:
    """Do something, and wait until the office answers a question of this name."""
    with qtbot.waitSignal(desk.learned, check_params_cb=lambda asked, _: asked == name, timeout=20_000):
        return act()


def at_trips(desk: Desk, qtbot: QtBot) -> TripsScreen:
    """The trips with the first paper of the first one."""
    desk.go(TRIPS)
    screen = told(desk, qtbot, "paper", lambda: shown(TripsScreen, desk, qtbot))
    assert isinstance(screen, TripsScreen)
    return screen


def papers(screen: TripsScreen) -> list[tuple[str, str]]:
    return [(row.key[0], row.cells[1]) for row in screen.papers.table.rows]


def acts(screen: TripsScreen) -> list[Act]:
    return [offer.act for offer in screen.offers()]


def test_before_departure_papers_are_drafts_and_cannot_be_printed(desk: Desk, home: Path, qtbot: QtBot) -> None:
    scanned(desk, qtbot, *PACKED)
    screen = at_trips(desk, qtbot)
    assert [(row.key, row.cells[1]) for row in screen.trips.rows] == [("T1", "Prévue"), ("T2", "Prévue")]
    assert {word for _, word in papers(screen)} == {"Projet"}
    assert (screen.pages.number > 0, Act.PAPERS in acts(screen)) == (True, False)
    assert screen.act(Act.PAPERS)
    told(desk, qtbot, "unknown", screen._ask)
    assert rows(home, "SELECT COUNT(*) FROM print_job WHERE role = 'documents'") == [(0,)]


def test_after_departure_papers_are_issued_and_printed_once_more(home: Path, qtbot: QtBot) -> None:
    with desk_at(home, qtbot) as desk:
        scanned(desk, qtbot, *SEALED, "CMD-CONFIRM")
        screen = at_trips(desk, qtbot)
        assert [kind for kind, _ in papers(screen)] == ISSUED
        assert "Projet" not in {word for _, word in papers(screen)}
        assert screen.trips.rows[0].cells[1] == "Partie"
        assert acts(screen)[:3] == [Act.PAPERS, Act.SETUP, Act.CONFIRM]
        qtbot.waitUntil(lambda: rows(home, STATES) == [("printed",)])
        told(desk, qtbot, "unknown", screen._ask)
        assert screen.offers()[0].text == "Réimprimer"
        assert screen.act(Act.PAPERS)
        assert (bool(screen.papers.asked), acts(screen)) == (True, [Act.CONFIRM, Act.BACK])
        told(desk, qtbot, "print", lambda: desk.hear("RSN-ETIQUETTE_ABIMEE", "test", 9_000.0))
        assert (screen.papers.said.text(), bool(screen.papers.asked)) == ("Duplicata 1 envoyé à l’imprimante.", False)
        qtbot.waitUntil(lambda: rows(home, STATES) == [("printed",), ("printed",)])
        told(desk, qtbot, "unknown", screen._ask)
        assert screen._kept.text().endswith("Duplicatas\u00a0: 1.")
    assert rows(home, REPRINTED) == [("ETIQUETTE_ABIMEE", "POSTE-1")]


def test_a_reason_is_given_by_card_key_or_not_at_all(home: Path, qtbot: QtBot) -> None:
    with desk_at(home, qtbot) as desk:
        scanned(desk, qtbot, *SEALED, "CMD-CONFIRM")
        screen = at_trips(desk, qtbot)
        qtbot.waitUntil(lambda: rows(home, STATES) == [("printed",)])
        told(desk, qtbot, "unknown", screen._ask)
        desk.hear("CMD-REPRINT", "test", 9_000.0)
        assert screen.papers.asked
        desk.hear("CMD-CANCEL", "test", 9_010.0)
        assert (bool(screen.papers.asked), desk.screen) == (False, TRIPS)
        assert screen.act(Act.REPRINT)
        key = screen.papers.reasons.findChildren(Key)[0]
        told(desk, qtbot, "print", lambda: qtbot.mouseClick(key, Qt.MouseButton.LeftButton))
    assert len(rows(home, REPRINTED)) == 1


def test_what_came_out_since_it_was_looked_at_asks_for_the_reason_after_all(home: Path, qtbot: QtBot) -> None:
    with desk_at(home, qtbot) as desk:
        scanned(desk, qtbot, *SEALED, "CMD-CONFIRM")
        screen = at_trips(desk, qtbot)
        qtbot.waitUntil(lambda: rows(home, STATES) == [("printed",)])
        paper = screen.papers.paper
        assert paper is not None
        told(desk, qtbot, "unknown", lambda: told(desk, qtbot, "print", lambda: screen.papers._print(paper, "")))
        assert screen.papers.asked == PRINT
        told(desk, qtbot, "print", lambda: desk.hear("RSN-AUTRE", "test", 9_000.0))
        assert screen.papers.said.text() == "Duplicata 1 envoyé à l’imprimante."


def test_a_papers_code_chooses_it_and_its_trip(desk: Desk, qtbot: QtBot) -> None:
    scanned(desk, qtbot, *SEALED, "CMD-CONFIRM")
    screen = at_trips(desk, qtbot)
    code = next(row.cells[0].split()[-1] for row in screen.papers.table.rows if row.key[0] == "recap")
    told(desk, qtbot, "paper", lambda: desk.hear(f"]C0{code}", "test", 9_000.0))
    assert (screen._trip, screen._paper[0], desk.screen) == ("T1", "recap", TRIPS)
    assert screen._kept.text().startswith("Émis le ")


def test_a_replaced_version_is_seen_as_such_and_not_printed(home: Path, qtbot: QtBot) -> None:
    with desk_at(home, qtbot) as desk:
        scanned(desk, qtbot, *SEALED, "CMD-CONFIRM")
        with opened(home) as system:
            system.papers.reissue("waybill", "T1", "AUTRE")
        screen = at_trips(desk, qtbot)
        row = next(row for row in screen.papers.table.rows if row.cells[1] == "Remplacé")
        told(desk, qtbot, "paper", lambda: screen.choose_paper(row.key))
        assert (row.cells[0].endswith("v1"), row.key, Act.PAPERS in acts(screen)) == (True, ("waybill", "T1", 1), False)


def test_a_new_version_is_asked_for_with_its_reason_and_offered_for_printing(home: Path, qtbot: QtBot) -> None:
    fill(home, {"operators": campaign.operators(home.parent / "operators.csv")})
    with desk_at(home, qtbot) as desk:
        scanned(desk, qtbot, "OPR-CHEF-1", *SEALED, "CMD-CONFIRM")
        screen = at_trips(desk, qtbot)
        told(desk, qtbot, "paper", lambda: screen.choose_paper(("waybill", "T1", 0)))
        qtbot.waitUntil(lambda: rows(home, WAYBILLS) == [(1, "printed")])
        told(desk, qtbot, "unknown", screen._ask)
        assert [offer.text for offer in screen.offers()[:2]] == ["Réimprimer", "Nouvelle version"]
        before = screen.pages._pages
        assert screen.act(Act.SETUP)
        question = "Nouvelle version, l’ancienne sera annulée\u00a0: bipez le motif, ou choisissez-le."
        assert (screen.papers.asked, screen.papers.said.text()) == (REISSUE, question)
        assert (screen._left.isHidden(), acts(screen)) == (True, [Act.CONFIRM, Act.BACK])
        told(desk, qtbot, "paper", lambda: desk.hear("RSN-ERREUR_COMMANDE", "test", 9_000.0))
        number = next(row.cells[0].split()[3] for row in screen.papers.table.rows if row.key == ("waybill", "T1", 0))
        done = f"Lettre de voiture {number}, version 2, émise. La version 1 est annulée. F9 l’imprime."
        assert (screen.papers.said.text(), screen.papers.asked, screen._left.isHidden()) == (done, "", False)
        of_both = [row for row in screen.papers.table.rows if row.key[0] == "waybill"]
        assert [(row.cells[0].split()[-1], row.cells[1]) for row in of_both] == [("v2", "Émis"), ("v1", "Remplacé")]
        assert (screen._paper, screen.pages._pages == before) == (("waybill", "T1", 0), False)
        assert screen.offers()[0].text == "Imprimer"
        told(desk, qtbot, "print", lambda: screen.act(Act.PAPERS))
        assert screen.papers.said.text() == "Envoyé à l’imprimante."
        qtbot.waitUntil(lambda: rows(home, WAYBILLS) == [(1, "printed"), (2, "printed")])
    assert rows(home, REISSUED) == [(number, 2, "ERREUR_COMMANDE", "CHEF-1")]


def test_a_new_version_is_for_papers_that_are_issued_and_valid(desk: Desk, home: Path, qtbot: QtBot) -> None:
    scanned(desk, qtbot, *PACKED)
    screen = at_trips(desk, qtbot)
    assert (Act.SETUP in acts(screen), screen.act(Act.SETUP), screen.papers.asked) == (False, False, "")
    scanned(desk, qtbot, *SEALED[len(PACKED) :], "CMD-CONFIRM")
    with opened(home) as system:
        system.papers.reissue("waybill", "T1", "AUTRE")
    told(desk, qtbot, "paper", lambda: told(desk, qtbot, "unknown", screen._ask))
    told(desk, qtbot, "paper", lambda: screen.choose_paper(("waybill", "T1", 1)))
    assert (Act.SETUP in acts(screen), screen.act(Act.SETUP), screen.papers.asked) == (False, False, "")


def test_a_new_version_without_or_with_a_wrong_reason_changes_nothing(desk: Desk, home: Path, qtbot: QtBot) -> None:
    scanned(desk, qtbot, *SEALED, "CMD-CONFIRM")
    screen = at_trips(desk, qtbot)
    assert screen.act(Act.SETUP)
    desk.hear("CMD-CANCEL", "test", 9_000.0)
    assert (screen.papers.asked, screen.papers.said.text(), desk.screen) == ("", "", TRIPS)
    assert screen.act(Act.SETUP)
    told(desk, qtbot, "unknown", lambda: told(desk, qtbot, REISSUE, lambda: desk.hear("RSN-X", "test", 9_010.0)))
    assert screen.papers.said.text().startswith("Motif RSN-X inconnu. Motifs possibles\u00a0: ")
    assert rows(home, REISSUED) == []


def test_another_paper_takes_the_question_back(desk: Desk, home: Path, qtbot: QtBot) -> None:
    """What was asked of one paper is never done to the one that is scanned meanwhile."""
    scanned(desk, qtbot, *SEALED, "CMD-CONFIRM")
    screen = at_trips(desk, qtbot)
    code = next(row.cells[0].split()[-1] for row in screen.papers.table.rows if row.key[0] == "recap")
    assert screen.act(Act.SETUP)
    told(desk, qtbot, "paper", lambda: desk.hear(f"]C0{code}", "test", 9_000.0))
    assert (screen._paper[0], screen.papers.asked, screen._left.isHidden()) == ("recap", "", False)
    assert rows(home, REISSUED) == []


def test_by_key_and_touch_the_window_makes_a_new_version_in_english(home: Path, qtbot: QtBot) -> None:
    with desk_at(home, qtbot, "en") as desk:
        scanned(desk, qtbot, *SEALED, "CMD-CONFIRM")
        window = MainWindow(desk, LIGHT)
        qtbot.addWidget(window)
        window.rebuild()
        window.show()
        told(desk, qtbot, "paper", lambda: desk.go(TRIPS))
        assert window.frame is not None
        screen = window.frame.screen_widget
        assert isinstance(screen, TripsScreen)
        for kind, version in (("loading-list", 2), ("loading-list", 3)):
            key = next(key for key in window.frame.bottom._keys if key.spec.text == "New version")
            if version == 2:
                qtbot.mouseClick(key, Qt.MouseButton.LeftButton)
            else:
                qtbot.keyClick(window, Act.SETUP.key)
            assert screen.papers.asked == REISSUE
            screen.papers.reasons.findChildren(Key)[0].setFocus()
            told(desk, qtbot, "paper", lambda: qtbot.keyClick(window, Act.CONFIRM.key))
            said = screen.papers.said.text()
            assert said.endswith(f"version {version}, issued. Version {version - 1} is void. F9 prints it.")
            assert screen.papers.table.rows[0].key == (kind, "T1", 0)
    assert [version for _, version, _, _ in rows(home, REISSUED)] == [2, 3]


def test_a_paper_that_waits_for_its_printer_is_not_queued_again(home: Path, qtbot: QtBot) -> None:
    settings = home / "settings.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace(f"file://{home}/documents/print", "tcp://127.0.0.1:9"), encoding="utf-8")
    with desk_at(home, qtbot) as desk:
        told(desk, qtbot, "devices", desk.ask_devices)
        trip = SEALED.index("TRP-T1") + 1
        scanned(desk, qtbot, *SEALED[:trip], "CMD-CONFIRM", *SEALED[trip:], "CMD-CONFIRM")
        screen = at_trips(desk, qtbot)
        for _ in range(2):
            told(desk, qtbot, "print", lambda: screen.act(Act.PAPERS))
    assert rows(home, STATES) == [("queued",)]


def test_pages_are_turned_and_come_round(desk: Desk, qtbot: QtBot) -> None:
    scanned(desk, qtbot, *SEALED, "CMD-CONFIRM")
    screen = at_trips(desk, qtbot)
    keys = [row.key for row in screen.papers.table.rows]
    told(desk, qtbot, "paper", lambda: screen.choose_paper(keys[1]))
    pages = screen.pages.pages
    assert (pages > 1) is (Act.NEXT in acts(screen))
    numbers = [screen.pages.number]
    for _ in range(pages):
        assert screen.act(Act.NEXT)
        numbers.append(screen.pages.number)
    assert numbers == [*range(1, pages + 1), 1]
    assert screen._page_heading.text().endswith(f"page 1 sur {pages}")


def test_a_scanned_trip_is_chosen_and_any_other_code_goes_to_its_job(desk: Desk, qtbot: QtBot) -> None:
    scanned(desk, qtbot, *PACKED)
    screen = at_trips(desk, qtbot)
    told(desk, qtbot, "paper", lambda: desk.hear("TRP-T2", "test", 5_000.0))
    assert (desk.screen, screen._trip, screen.papers._heading.text()) == (TRIPS, "T2", "Papiers de la tournée T2")
    scanned(desk, qtbot, ONE)
    assert desk.screen == "palletise"


def test_a_print_nobody_is_sure_of_is_told_with_its_remedy(home: Path, qtbot: QtBot) -> None:
    with desk_at(home, qtbot) as desk:
        scanned(desk, qtbot, *SEALED, "CMD-CONFIRM")
    with closing(sqlite3.connect(home / "station.db")) as connection, connection:
        done = connection.execute("UPDATE print_job SET state = 'unknown' WHERE kind = 'waybill'")
        assert done.rowcount == 1
    with desk_at(home, qtbot) as desk:
        desk.go(TRIPS)
        screen = told(desk, qtbot, "unknown", lambda: shown(TripsScreen, desk, qtbot))
        assert isinstance(screen, TripsScreen)
        assert screen._doubts.isVisible()
        lines = screen._doubts.text().split("\n")
        assert (len(lines), lines[0]) == (3, "Impressions à vérifier\u00a0:")
        assert ("waybill", "À vérifier") in papers(screen)


def test_the_page_for_lycees_is_saved_by_key_touch_and_card_and_told_where(
    desk: Desk, home: Path, qtbot: QtBot
) -> None:
    window = MainWindow(desk, LIGHT)
    qtbot.addWidget(window)
    window.rebuild()
    window.show()
    told(desk, qtbot, "paper", lambda: desk.go(TRIPS))
    assert window.frame is not None
    screen, page = window.frame.screen_widget, home / "documents" / PAGE.name
    assert isinstance(screen, TripsScreen)
    touched = next(key for key in window.frame.bottom._keys if key.spec.cap == Act.CLOSE.cap)
    for way in (
        lambda: qtbot.keyClick(window, Act.CLOSE.key),
        lambda: qtbot.mouseClick(touched, Qt.MouseButton.LeftButton),
        lambda: desk.hear("CMD-CLOSE", "test", 9_000.0),
    ):
        screen.papers.said.clear()
        told(desk, qtbot, "lycee-page", way)
        told_where = f"Page enregistrée\u00a0: {page}. Remettez-la au lycée, sur une clé ou par courriel."
        assert (touched.spec.text, screen.papers.said.text()) == ("Page pour le lycée", told_where)
        assert page.read_bytes() == PAGE.read_bytes()
        page.unlink()


def test_a_page_that_cannot_be_saved_says_why(home: Path, qtbot: QtBot) -> None:
    with desk_at(home, qtbot, "en") as desk:
        screen = at_trips(desk, qtbot)
        assert "Page for the lycée" in [offer.text for offer in screen.offers()]
        shutil.rmtree(home / "documents")
        told(desk, qtbot, "lycee-page", lambda: screen.act(Act.CLOSE))
        page = home / "documents" / PAGE.name
        assert screen.papers.said.text() == f"Cannot write {page} (No such file or directory)."
        page.parent.mkdir()
        told(desk, qtbot, "lycee-page", lambda: screen.act(Act.CLOSE))
        assert screen.papers.said.text() == f"Page saved: {page}. Give it to the lycée, on a stick or by mail."


def test_the_chosen_paper_is_there_again_after_another_screen(desk: Desk, qtbot: QtBot) -> None:
    scanned(desk, qtbot, *SEALED, "CMD-CONFIRM")
    screen = at_trips(desk, qtbot)
    key = screen.papers.table.rows[3].key
    told(desk, qtbot, "paper", lambda: screen.choose_paper(key))
    again = at_trips(desk, qtbot)
    assert (again._trip, again._paper, again.pages.pages) == ("T1", key, screen.pages.pages)


def test_without_trips_the_screen_says_what_to_do(tmp_path: Path, qtbot: QtBot) -> None:
    with desk_at(new_home(tmp_path / "home", {}), qtbot) as desk:
        desk.go(TRIPS)
        screen = told(desk, qtbot, "unknown", lambda: shown(TripsScreen, desk, qtbot))
        assert isinstance(screen, TripsScreen)
        assert (screen.trips.rows, screen.papers.table.rows, acts(screen)) == ((), (), [Act.CLOSE, Act.BACK])
        assert (screen._doubts.isVisible(), screen.act(Act.PAPERS), screen.act(Act.NEXT)) == (False, True, True)
