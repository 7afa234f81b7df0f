"""Search tells the story of what a code names, and what people may mean by a few words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from dispatch.bootstrap import found_home
from dispatch.home import Home
from dispatch.services.messages import catalogue
from tests.support.windows import OFFSCREEN, SIZES, desk_at, scanned, shown
from ui.actions import Act
from ui.desk import HOME, SEARCH, Desk
from ui.screens import story
from ui.screens.search import SearchScreen
from ui.widgets.painting import cut_texts

pytestmark = [pytest.mark.usefixtures("fonts"), OFFSCREEN]
ORDER, OTHER_ORDER = "ORD-0990001N-1", "ORD-0990002P-1"
CARTON = "195200010000000000"
"""The first SSCC of a sample home."""
PACKED = ("CMD-TASK-RECEIVE", "FAB-T10-0001", "FAB-T10-0002", "CMD-TASK-PACK", ORDER, "FAB-T10-0001", f"]C100{CARTON}")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The sample campaign."""
    found_home(Home(tmp_path / "home"), sample=True)
    return tmp_path / "home"


@pytest.fixture
def desk(home: Path, qtbot: QtBot) -> Iterator[Desk]:
    with desk_at(home, qtbot) as desk:
        yield desk


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot) -> SearchScreen:
    desk.go(SEARCH)
    return shown(SearchScreen, desk, qtbot)


def answered(desk: Desk, qtbot: QtBot, ask: Callable[[], object]) -> None:
    """Do something that asks the office, and wait for the answer."""
    with qtbot.waitSignal(desk.learned, check_params_cb=lambda name, _: name == "search"):
        ask()


def look_for(screen: SearchScreen, qtbot: QtBot, text: str) -> None:
    """Type a text and press Enter."""
    screen.field.edit.setText(text)
    answered(screen.desk, qtbot, lambda: qtbot.keyClick(screen.field.edit, Qt.Key.Key_Return))


def test_a_device_tells_what_it_is_where_it_stands_and_its_story(
    screen: SearchScreen, desk: Desk, qtbot: QtBot
) -> None:
    scanned(desk, qtbot, *PACKED)
    look_for(screen, qtbot, "ECH10000001")
    assert screen.story.isVisible()
    assert [(level.name, level.code) for level in screen.story.nesting.levels] == [
        ("Colis", CARTON),
        ("Appareil", "ECH10000001"),
    ]
    assert [(fact.name, fact.value) for fact in screen.story.facts.facts] == [
        ("Lycée", "ÉCHANTILLON 01 – Lycée polyvalent fictif (Modèle-sur-Seine)"),
        ("Code UAI", "0990001N"),
        ("Commande", ORDER),
    ]
    assert [row.key for row in screen.story.timeline.rows] == ["receive", "carton", "label"]
    assert [row.cells[2] for row in screen.story.timeline.rows] == ["POSTE-1"] * 3


def test_a_touch_on_what_holds_it_tells_that_story(screen: SearchScreen, desk: Desk, qtbot: QtBot) -> None:
    scanned(desk, qtbot, *PACKED)
    look_for(screen, qtbot, "ECH10000001")
    nesting = screen.story.nesting
    answered(desk, qtbot, lambda: qtbot.mouseClick(nesting, Qt.MouseButton.LeftButton, pos=QPoint(20, 10)))
    assert screen.field.text == CARTON
    assert [level.code for level in nesting.levels] == [CARTON]


def test_words_list_what_they_may_mean_and_enter_opens_the_marked_one(screen: SearchScreen, qtbot: QtBot) -> None:
    look_for(screen, qtbot, "modele fictif")
    codes = [row.key for row in screen.hits.rows]
    assert codes == ["0990001N", "0990007V", "0990013B", "0990019H", *(f"ORD-{uai}-1" for uai in codes[:4])]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(screen.field.edit, key)
    answered(screen.desk, qtbot, lambda: qtbot.keyClick(screen.field.edit, Qt.Key.Key_Return))
    assert screen.field.text == "0990001N"
    assert screen.story.isVisible()


def test_a_touched_hit_tells_its_story(screen: SearchScreen, desk: Desk, qtbot: QtBot) -> None:
    look_for(screen, qtbot, "modele fictif")
    viewport, model = screen.hits.viewport(), screen.hits.model()
    place = screen.hits.visualRect(model.index(1, 1)).center()
    answered(desk, qtbot, lambda: qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place))
    assert (screen.field.text, screen.story.isVisible()) == ("0990007V", True)


def test_words_that_mean_one_thing_tell_its_story_at_once(screen: SearchScreen, qtbot: QtBot) -> None:
    look_for(screen, qtbot, "ECH10000001")
    look_for(screen, qtbot, "EX-001-CH")
    assert screen.story.isVisible()
    assert [level.code for level in screen.story.nesting.levels] == ["ECH-1"]


def test_an_unknown_code_is_said_in_the_panel(screen: SearchScreen, qtbot: QtBot) -> None:
    look_for(screen, qtbot, "SN-404")
    assert screen.panel.isVisible()
    assert (screen.panel.verdict.tone, screen.panel.verdict.word) == ("info", "Introuvable")
    assert "SN-404" in screen.panel.verdict.sentence


def test_a_scan_is_put_into_the_field_and_looked_for(screen: SearchScreen, desk: Desk, qtbot: QtBot) -> None:
    scanned(desk, qtbot, *PACKED)
    desk.go(SEARCH)
    screen.enter()
    answered(desk, qtbot, lambda: desk.hear(f"]C100{CARTON}\r", "test", 1.0))
    assert (screen.field.text, screen.story.isVisible()) == (f"]C100{CARTON}", True)


def test_f10_sends_a_typed_code_as_a_scan_to_the_job_at_hand(screen: SearchScreen, desk: Desk, qtbot: QtBot) -> None:
    scanned(desk, qtbot, *PACKED[:5])
    desk.go(SEARCH)
    screen.enter()
    screen.field.edit.setText(" FAB-T10-0002 ")
    with qtbot.waitSignal(desk.spoke):
        assert screen.act(Act.CONFIRM)
    assert (desk.screen, desk.outcome and desk.outcome.reason.word) == ("pack", "carton-assigned")


def test_f10_at_home_lets_the_code_choose_its_job(screen: SearchScreen, desk: Desk, qtbot: QtBot) -> None:
    screen.field.edit.setText(OTHER_ORDER)
    with qtbot.waitSignal(desk.spoke):
        screen.act(Act.CONFIRM)
    assert (desk.screen, desk.outcome and desk.outcome.reason.word) == ("pack", "order-opened")


def test_f10_on_an_empty_field_does_nothing(screen: SearchScreen, desk: Desk) -> None:
    assert screen.act(Act.CONFIRM)
    assert desk.screen == SEARCH


def test_f3_begins_anew(screen: SearchScreen, desk: Desk, qtbot: QtBot) -> None:
    look_for(screen, qtbot, "SN-404")
    assert screen.act(Act.SEARCH)
    assert (screen.field.text, screen.panel.isVisible()) == ("", False)
    assert not screen.act(Act.BACK)


def test_a_screen_built_anew_shows_what_was_looked_for(screen: SearchScreen, desk: Desk, qtbot: QtBot) -> None:
    look_for(screen, qtbot, "ECH10000001")
    again = shown(SearchScreen, desk, qtbot, (1920, 1080))
    assert (again.field.text, again.story.isVisible()) == ("ECH10000001", True)


def test_leaving_gives_scans_back_to_the_desk(screen: SearchScreen, desk: Desk, qtbot: QtBot) -> None:
    desk.go(HOME)
    scanned(desk, qtbot, "FAB-T10-0003")
    assert desk.screen == "receive"


def test_every_kind_of_entry_status_and_thing_has_its_picture_and_word() -> None:
    assert set(story.EVENT_ICONS) <= set(catalogue("events"))
    assert set(story.STATUS_TONES) <= set(story.status_names())
    assert [story.kind_name(kind) for kind in story.KIND_ICONS] == [
        *("Appareil", "Colis", "Palette", "Commande", "Lycée", "Tournée", "Document"),
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut(size: tuple[int, int], language: str, home: Path, qtbot: QtBot) -> None:
    with desk_at(home, qtbot, language) as desk:
        scanned(desk, qtbot, *PACKED, "CMD-TASK-PALLETISE", f"]C100{CARTON}")
        desk.go(SEARCH)
        screen = shown(SearchScreen, desk, qtbot, size)
        cut_texts.clear()
        screen.grab()
        for text in ("ECH10000001", CARTON, ORDER, "0990001N", "ECH-1", "modele fictif", "SN-404"):
            look_for(screen, qtbot, text)
            screen.grab()
        assert cut_texts == []
