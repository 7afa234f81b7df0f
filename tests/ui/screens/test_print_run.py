"""Print runs in the window: planned and looked at, asked for, under way, over; by key, by card and by scanning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dispatch.bootstrap import opened
from dispatch.services.print_plans import Selection
from tests.support import campaign
from tests.support.homes import new_home, rows
from tests.support.windows import OFFSCREEN, desk_at, scanned, shown
from tests.ui.screens.test_jobs import SEALED
from ui.actions import Act
from ui.desk import TRIPS, Desk
from ui.screens.print_run import RunPage
from ui.screens.trips import TripsScreen
from ui.widgets.keys import Key

pytestmark = [pytest.mark.usefixtures("fonts"), OFFSCREEN]
FILE = ["waybill", "recap", "loading-list", "handover"]
STOP = ["delivery-note", "packing-list", "serial-codes", "packing-list-outside"]
RUNS = "SELECT kind, state, duplicate FROM print_job WHERE run = ? ORDER BY id"


@pytest.fixture(scope="module")
def departed(tmp_path_factory: pytest.TempPathFactory, qapp: object) -> Path:
    """T1 has left, its papers came out; T2 of the same day is planned. No printer of papers answers from here on."""
    folder = tmp_path_factory.mktemp("departed")
    (folder / "files").mkdir()
    files = dict(campaign.day(folder / "files"))
    trips = [(name, campaign.today(), *campaign.CARRIER, "", "", "", 1, campaign.A, "") for name in ("T1", "T2")]
    files["trips"] = campaign.write(folder / "files" / "two.csv", campaign.TRIPS, trips)
    home = new_home(folder / "home", files)
    with opened(home) as system:
        station = system.station("receive")
        for scan in (*SEALED, "CMD-CONFIRM"):
            if scan.startswith("CMD-TASK-"):
                station = system.station(scan.removeprefix("CMD-TASK-").lower())
            else:
                station.handle(scan)
        outbox = system.store.outbox
        while job := outbox.next_job("documents"):
            assert outbox.claim(job.id, "documents", job.changed)
            outbox.finish(job.id, "printed", "ready", job.changed)
    return home


@pytest.fixture
def home(departed: Path, tmp_path: Path) -> Path:
    """Its own copy, whose printer of papers does not answer."""
    home = tmp_path / "home"
    home.mkdir()
    for name in ("station.db", "settings.toml"):
        (home / name).write_bytes((departed / name).read_bytes())
    settings = (home / "settings.toml").read_text(encoding="utf-8")
    address = f"file://{departed}/documents/print"
    assert address in settings
    (home / "settings.toml").write_text(settings.replace(address, "tcp://127.0.0.1:9"), encoding="utf-8")
    return home


@pytest.fixture
def desk(home: Path, qtbot: QtBot) -> Iterator[Desk]:
    with desk_at(home, qtbot) as desk:
        yield desk


def told(desk: Desk, qtbot: QtBot, name: str, act: Callable[[], object]) -> object:
    """Do something, and wait until the office answers a question of this name."""
    with qtbot.waitSignal(desk.learned, check_params_cb=lambda asked, _: asked == name, timeout=20_000):
        return act()


def at_plan(desk: Desk, qtbot: QtBot) -> tuple[TripsScreen, RunPage]:
    """What would be printed of the first trip."""
    desk.go(TRIPS)
    screen = told(desk, qtbot, "paper", lambda: shown(TripsScreen, desk, qtbot))
    assert isinstance(screen, TripsScreen)
    told(desk, qtbot, "print-page", lambda: screen.act(Act.CONFIRM))
    return screen, screen.run


def lines(page: RunPage) -> list[tuple[str, str]]:
    """First line and tag of each paper."""
    return [(row.cells[0].splitlines()[0], row.cells[1]) for row in page.papers.table.rows]


def acts(page: RunPage) -> list[Act]:
    return [offer.act for offer in page.offers()]


def test_the_plan_shows_every_paper_in_order_and_page_after_page(desk: Desk, qtbot: QtBot) -> None:
    screen, page = at_plan(desk, qtbot)
    assert page.plan is not None
    assert [paper.kind for paper in page.plan.papers] == [*FILE, *STOP]
    assert lines(page)[0] == ("1. Lettre de voiture LDV-" + lines(page)[0][0][-11:], "Duplicata 1")
    assert lines(page)[3] == ("4. Fiche de remise T1", "")
    assert (screen.heading().title, screen.heading().place) == ("Tirage", "Tournée T1")
    assert [offer.text for offer in page.offers()][:2] == ["Imprimer\u00a0: 8", f"Vague du {today()}, sans heure"]
    pages = page.papers.pages
    for number in (2, 3):
        assert page.act(Act.NEXT)
        assert (pages.number, page.papers._heading.text()) == (number, f"Papier 1 sur 8, page {number} sur 3")
    told(desk, qtbot, "print-page", lambda: desk.hear("CMD-NEXT", "test", 9_000.0))
    assert page.papers._heading.text().startswith("Papier 2 sur 8, page 1")


def test_the_serial_codes_of_a_delivery_are_seen_as_they_are_printed(desk: Desk, qtbot: QtBot) -> None:
    _, page = at_plan(desk, qtbot)
    at = [*FILE, *STOP].index("serial-codes")
    told(desk, qtbot, "print-page", lambda: page.papers.choose(at))
    assert lines(page)[at] == (f"{at + 1}. Numéros de série en codes QR DLN-{campaign.today()[:4]}-000001", "")
    assert (page.papers._heading.text(), page.papers.pages.pages) == (f"Papier {at + 1} sur 8, page 1 sur 1", 1)


def today() -> str:
    _, month, day = campaign.today().split("-")
    return f"{day}/{month}"


def test_duplicates_are_printed_for_a_reason_and_followed(desk: Desk, home: Path, qtbot: QtBot) -> None:
    screen, page = at_plan(desk, qtbot)
    desk.hear("CMD-CONFIRM", "test", 9_000.0)
    assert (page.papers.asking, acts(page)) == (True, [Act.CONFIRM, Act.BACK])
    assert page.note.text() == "Déjà imprimés\u00a0: 5. Bipez le motif des duplicatas."
    assert page.act(Act.BACK) and not page.papers.asking
    assert page.act(Act.CONFIRM)
    told(desk, qtbot, "print-run", lambda: desk.hear("RSN-AUTRE", "test", 9_010.0))
    assert page.report is not None
    assert (page.report.reason, page.report.state, len(page.report.items)) == ("AUTRE", "running", 8)
    assert {tag for _, tag in lines(page)} == {"En attente"}
    assert acts(page)[:2] == [Act.RESUME, Act.UNDO]
    told(desk, qtbot, "print-run", lambda: screen.act(Act.RESUME))
    assert (page.report.state, page.offers()[0].text) == ("paused", "Reprendre")
    told(desk, qtbot, "print-run", lambda: desk.hear("CMD-UNDO", "test", 9_020.0))
    assert (page.report.state, page.note.text()) == ("cancelled", "Non envoyés\u00a0: 8.")
    assert acts(page) == [Act.NEXT, Act.BACK]
    assert {state for _, state, _ in rows(home, RUNS, page.report.run)} == {"cancelled"}


def test_a_reason_key_does_as_its_card(desk: Desk, home: Path, qtbot: QtBot) -> None:
    _, page = at_plan(desk, qtbot)
    assert page.act(Act.CONFIRM)
    key = page.reasons.findChildren(Key)[0]
    told(desk, qtbot, "print-run", lambda: qtbot.mouseClick(key, Qt.MouseButton.LeftButton))
    assert [count for *_, count in rows(home, RUNS, 1)] == [1, 1, 1, 0, 1, 1, 0, 0]


def test_it_is_widened_to_the_wave_and_the_day_and_comes_round(desk: Desk, qtbot: QtBot) -> None:
    _, page = at_plan(desk, qtbot)
    scopes = []
    for _ in range(3):
        told(desk, qtbot, "print-plan", lambda: page.act(Act.CLOSE))
        assert page.plan is not None
        scopes.append((page.plan.selection.what, len(page.plan.papers), page.note.text()))
    left = "Pas encore parties, papiers non émis\u00a0: T2."
    assert scopes == [("wave", 8, left), ("day", 9, left), ("trip", 8, "")]


def test_scanned_codes_make_a_list_and_an_unknown_one_is_told(desk: Desk, qtbot: QtBot) -> None:
    screen, page = at_plan(desk, qtbot)
    told(desk, qtbot, "print-plan", lambda: desk.hear("ZZZ-404", "test", 9_000.0))
    assert page.note.text() == "Code inconnu\u00a0: ZZZ-404."
    assert page.plan is not None and page.plan.selection == Selection("trip", ("T1",))
    manifest = f"MAN-{campaign.today()}"
    told(desk, qtbot, "print-plan", lambda: desk.hear(f"]C0{manifest}", "test", 9_010.0))
    assert page.plan.selection == Selection("list", ("TRP-T1", manifest))
    assert (lines(page)[-1][0], screen.heading().place) == (
        f"9. Manifeste du jour {campaign.today()}",
        f"Liste\u00a0: TRP-T1, {manifest}",
    )


def test_a_run_under_way_is_found_again_and_told_to_its_end(desk: Desk, home: Path, qtbot: QtBot) -> None:
    with opened(home) as system:
        run = system.office().runs.start(Selection("trip", ("T1",)), "AUTRE").run
        desk.go(TRIPS)
        screen = told(desk, qtbot, "unknown", lambda: shown(TripsScreen, desk, qtbot))
        assert isinstance(screen, TripsScreen)
        assert f"Tirage {run}" in [offer.text for offer in screen.offers()]
        told(desk, qtbot, "print-page", lambda: screen.act(Act.RESUME))
        outbox = system.store.outbox
        for state in ("printed", "unknown"):
            job = outbox.next_job("documents")
            assert job is not None and outbox.claim(job.id, "documents", job.changed)
            outbox.finish(job.id, state, "ready", job.changed)
        told(desk, qtbot, "print-run", lambda: None)
        qtbot.waitUntil(lambda: screen.run.note.text().startswith("Sortis"), timeout=5_000)
        assert screen.run.note.text() == "Sortis\u00a0: 1. À vérifier dans le bac\u00a0: 1. En attente\u00a0: 6."
        assert [tag for _, tag in lines(screen.run)][:3] == ["Imprimé", "À vérifier", "En attente"]
    told(desk, qtbot, "trips", lambda: screen.act(Act.BACK))
    assert (screen.running, screen.heading().title) == (False, "Tournées et papiers")


def test_what_is_shown_is_there_again_in_another_look(desk: Desk, qtbot: QtBot) -> None:
    _, page = at_plan(desk, qtbot)
    assert page.plan is not None
    again = told(desk, qtbot, "print-plan", lambda: shown(TripsScreen, desk, qtbot, theme="dark"))
    assert isinstance(again, TripsScreen)
    assert again.running and again.run.plan == page.plan
    assert again.act(Act.CONFIRM)
    told(desk, qtbot, "print-run", lambda: again.run.start("AUTRE"))
    third = told(desk, qtbot, "print-run", lambda: shown(TripsScreen, desk, qtbot))
    assert isinstance(third, TripsScreen)
    assert third.run.report is not None and third.run.report.run == 1


def test_what_changed_since_the_plan_is_planned_again_and_told(desk: Desk, home: Path, qtbot: QtBot) -> None:
    _, page = at_plan(desk, qtbot)
    with opened(home) as system:
        system.office().runs.start(Selection("trip", ("T1",)), "AUTRE")
    told(desk, qtbot, "print-plan", lambda: page.start("AUTRE"))
    assert page.note.text() == "Tout est déjà en attente d’impression. Regardez l’imprimante."
    assert ({tag for _, tag in lines(page)}, Act.CONFIRM in acts(page)) == ({"En attente"}, False)


def test_a_day_without_papers_says_so(desk: Desk, qtbot: QtBot) -> None:
    screen, page = at_plan(desk, qtbot)
    assert page.act(Act.BACK) and not screen.running
    screen.choose_trip("T2")
    told(desk, qtbot, "print-plan", lambda: screen.act(Act.CONFIRM))
    assert page.note.text().startswith("Rien à imprimer")
    assert acts(page) == [Act.CLOSE, Act.BACK]


def test_at_another_code_the_desk_still_works(desk: Desk, qtbot: QtBot) -> None:
    """Badges and task cards are no answer to a run."""
    screen, _ = at_plan(desk, qtbot)
    scanned(desk, qtbot, "CMD-TASK-PACK")
    assert desk.screen == "pack"
    assert screen.running
