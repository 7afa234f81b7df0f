"""Settings: each is checked when it is left, written with the comments kept, and holds after a restart."""

# mypy: disable-error-code="union-attr"
from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from dispatch.services.sheets import KINDS, LOCATIONS
from tests.labels.reading import picture_of_pdf, symbols
from tests.support import campaign
from tests.support.homes import fill, new_home
from tests.support.windows import OFFSCREEN, desk_at, shown
from ui.actions import Act
from ui.desk import SETTINGS, Desk
from ui.screens.settings import SettingField, SettingsScreen
from ui.screens.sheets_page import SheetsPage
from ui.widgets.fields import Switch

pytestmark = [pytest.mark.usefixtures("fonts"), OFFSCREEN]
COMMENT = "# The desk at the big door.\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "files").mkdir()
    home = new_home(tmp_path / "home", campaign.day(tmp_path / "files"))
    file = home / "settings.toml"
    file.write_text(COMMENT + file.read_text(encoding="utf-8"), encoding="utf-8")
    return home


@pytest.fixture
def desk(home: Path, qtbot: QtBot) -> Iterator[Desk]:
    with desk_at(home, qtbot) as desk:
        yield desk


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot) -> SettingsScreen:
    return at_settings(desk, qtbot)


def at_settings(desk: Desk, qtbot: QtBot) -> SettingsScreen:
    """The settings, read."""
    desk.go(SETTINGS)
    with qtbot.waitSignal(desk.learned, check_params_cb=lambda name, _: name == "settings"):
        return shown(SettingsScreen, desk, qtbot)


def field(screen: SettingsScreen, key: str) -> SettingField:
    """The field of a setting, in its section."""
    screen.choose_section(next(row.section for row in screen._rows() if row.key == key))
    return screen.fields[key]


def saved(screen: SettingsScreen, qtbot: QtBot, act: Callable[[], object]) -> None:
    with qtbot.waitSignal(screen.desk.learned, check_params_cb=lambda name, _: name.startswith("set:")):
        act()


def entered(screen: SettingsScreen, qtbot: QtBot, key: str, text: str) -> SettingField:
    """Type a value and leave the field."""
    changed = field(screen, key)
    assert isinstance(changed.editor, QLineEdit)
    changed.editor.setText(text)
    saved(screen, qtbot, lambda: qtbot.keyClick(changed.editor, Qt.Key.Key_Return))
    return changed


def chosen(screen: SettingsScreen, qtbot: QtBot, key: str, value: str) -> None:
    editor = field(screen, key).editor
    assert isinstance(editor, QComboBox)
    editor.setCurrentIndex(editor.findData(value))
    saved(screen, qtbot, lambda: editor.activated.emit(editor.currentIndex()))


def written(home: Path) -> str:
    return (home / "settings.toml").read_text(encoding="utf-8")


def acts(screen: SettingsScreen) -> list[Act]:
    return [offer.act for offer in screen.offers()]


def test_every_setting_has_a_field_with_its_value(screen: SettingsScreen) -> None:
    rows = screen._rows()
    for row in rows:
        editor = field(screen, row.key).editor
        match editor:
            case QLineEdit():
                assert editor.text() == row.value
            case Switch():
                assert editor.isChecked() is (row.value == "true")
            case QComboBox():
                assert editor.currentData() == row.value
    assert {"gs1.company_prefix", "shipper.name", "window.theme", "language"} <= {row.key for row in rows}


def test_a_refused_value_says_what_is_expected_and_writes_nothing(
    screen: SettingsScreen, home: Path, qtbot: QtBot
) -> None:
    before = written(home)
    changed = entered(screen, qtbot, "gs1.company_prefix", "12")
    assert changed.fault.isVisible()
    assert changed.fault.text().startswith("Refusé. Attendu\u00a0: ")
    assert (written(home), acts(screen)) == (before, [Act.SETUP, Act.BACK])


def test_a_refused_value_is_still_there_after_another_section_and_goes_when_it_is_right(
    screen: SettingsScreen, desk: Desk, home: Path, qtbot: QtBot
) -> None:
    entered(screen, qtbot, "gs1.company_prefix", "12")
    field(screen, "shipper.name")
    again = at_settings(desk, qtbot)
    kept = field(again, "gs1.company_prefix")
    assert (kept.typed, kept.fault.isVisible()) == ("12", True)
    mended = entered(again, qtbot, "gs1.company_prefix", "9521235")
    assert not mended.fault.isVisible()
    assert 'company_prefix = "9521235"' in written(home)


def test_a_saved_value_is_in_the_file_with_its_comments(screen: SettingsScreen, home: Path, qtbot: QtBot) -> None:
    before = written(home)
    entered(screen, qtbot, "shipper.name", "Expéditeur « d’à côté »")
    assert written(home) == before.replace("Expéditeur d’essai", "Expéditeur « d’à côté »")
    assert written(home).startswith(COMMENT)
    assert acts(screen) == [Act.NEXT, Act.SETUP, Act.BACK]
    assert screen._note.text() == "Enregistré. Redémarrez le poste pour l’appliquer."


def test_a_field_that_is_left_as_it_was_saves_nothing(screen: SettingsScreen, home: Path, qtbot: QtBot) -> None:
    before = written(home)
    changed = field(screen, "shipper.name")
    qtbot.keyClick(changed.editor, Qt.Key.Key_Return)
    entered(screen, qtbot, "shipper.name", "Un autre")
    assert written(home) == before.replace("Expéditeur d’essai", "Un autre")


def test_a_switch_and_a_choice_are_saved_at_once(screen: SettingsScreen, home: Path, qtbot: QtBot) -> None:
    switch = field(screen, "scan.block_after_error").editor
    assert isinstance(switch, Switch)
    saved(screen, qtbot, lambda: qtbot.mouseClick(switch, Qt.MouseButton.LeftButton))
    chosen(screen, qtbot, "window.theme", "dark")
    assert "block_after_error = true" in written(home)
    assert 'theme = "dark"' in written(home)


def test_a_value_put_back_is_shown_when_its_section_is_shown_again(
    screen: SettingsScreen, home: Path, qtbot: QtBot
) -> None:
    entered(screen, qtbot, "shipper.name", "Un autre")
    field(screen, "gs1.company_prefix")
    assert field(screen, "shipper.name").typed == "Un autre"


def test_a_restart_applies_what_was_saved(screen: SettingsScreen, desk: Desk, qtbot: QtBot) -> None:
    assert screen.act(Act.NEXT) is False
    chosen(screen, qtbot, "language", "en")
    chosen(screen, qtbot, "window.theme", "dark")
    switch = field(screen, "scan.block_after_error").editor
    saved(screen, qtbot, lambda: qtbot.mouseClick(switch, Qt.MouseButton.LeftButton))
    with qtbot.waitSignal(desk.bridge.opened):
        assert screen.act(Act.NEXT)
    assert (desk.open.settings.window.theme, desk.open.settings.language) == ("dark", "en")
    assert desk.open.settings.scan.block_after_error is True
    assert (desk.screen, acts(screen)) == (SETTINGS, [Act.SETUP, Act.BACK])


def test_sheets_of_cards_are_shown_and_printed(screen: SettingsScreen, home: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(screen.desk.learned, check_params_cb=lambda name, _: name == "sheet-pages"):
        screen.choose_section("Planches à imprimer")
    assert screen.sheets is not None and Act.PAPERS in acts(screen)
    for kind in (kind for kind in KINDS[1:] if kind != LOCATIONS):
        with qtbot.waitSignal(screen.desk.learned, check_params_cb=lambda name, _: name == "sheet-pages"):
            screen.sheets.choose(kind)
        assert (screen.sheets.kind, screen.sheets.pages.pages > 0) == (kind, kind not in ("badges", "docks"))
    badges = [(f"{number:04d}", f"Échantillon {number}", "PREPARATEUR") for number in range(15)]
    fill(home, {"operators": campaign.write(home / "operators.csv", "badge;nom;roles", badges)})
    with qtbot.waitSignal(screen.desk.learned, check_params_cb=lambda name, _: name == "sheet-pages"):
        screen.sheets.choose("badges")
    assert (screen.sheets.pages.pages, screen.sheets.pages.number) == (2, 1)
    screen.sheets.choose("badges")
    assert screen.sheets.pages.number == 2
    with qtbot.waitSignal(screen.desk.learned, check_params_cb=lambda name, _: name == "sheet"):
        assert screen.act(Act.PAPERS)
    assert screen.sheets.note.text() == "La planche est sortie."
    assert (home / "documents" / "print" / "sheet-badges.pdf").exists()


def at_places(screen: SettingsScreen, kind: str = LOCATIONS) -> SheetsPage:
    """The sheet of storage places, or of docks."""
    screen.choose_section("Planches à imprimer")
    assert screen.sheets is not None
    screen.sheets.choose(kind)
    return screen.sheets


def sheet_shown(screen: SettingsScreen, qtbot: QtBot, pages: int, act: Callable[[], object]) -> None:
    """Do something, and wait for the pages that are shown then."""
    act()
    qtbot.waitUntil(lambda: screen.sheets is not None and screen.sheets.pages.pages == pages)


def test_posters_of_storage_places_are_made_from_scanned_and_typed_codes(
    screen: SettingsScreen, home: Path, qtbot: QtBot
) -> None:
    page = at_places(screen)
    assert (page.pages._words, page.codes) == ("Bipez ou tapez les codes des emplacements.", ())
    sheet_shown(screen, qtbot, 1, lambda: screen.desk.hear("]C0LOC-A-01", "test", 9_000.0))
    page.places.line.setFocus()
    qtbot.keyClicks(page.places.line, "; a-02 loc-b/3, A-01")
    sheet_shown(screen, qtbot, 3, lambda: qtbot.keyClick(page.places.line, Qt.Key.Key_Return))
    assert (page.codes, page.places.line.text()) == (("A-01", "A-02", "B/3"), "A-01, A-02, B/3")
    assert "Enlever B/3" in [offer.text for offer in screen.offers()]
    sheet_shown(screen, qtbot, 2, lambda: screen.act(Act.UNDO))
    with qtbot.waitSignal(screen.desk.learned, check_params_cb=lambda name, _: name == "sheet"):
        assert screen.act(Act.PAPERS)
    printed = (home / "documents" / "print" / "sheet-locations.pdf").read_bytes()
    codes = [read for page in range(2) for _, read in symbols(picture_of_pdf(printed, 300, page=page))]
    assert codes == [b"LOC-A-01", b"LOC-A-02"]
    assert (page.note.text(), screen.desk.screen) == ("La planche est sortie.", SETTINGS)


def test_a_code_that_is_no_place_says_what_is_expected_and_another_kind_is_not_mixed_in(
    screen: SettingsScreen, home: Path, qtbot: QtBot
) -> None:
    page = at_places(screen)
    screen.desk.hear("DOCK-07", "test", 9_000.0)
    assert page.places.fault.text().startswith("DOCK-07 n’est pas un code LOC-…")
    assert (page.codes, screen.desk.screen) == ((), SETTINGS)
    for wrong in ("A*1", "DOCK-07"):
        page.places.say("")
        page.places.line.setText(wrong)
        qtbot.keyClick(page.places.line, Qt.Key.Key_Return)
        qtbot.waitUntil(page.places.fault.isVisible)
        assert page.places.fault.text().startswith(f"Code inconnu\u00a0: {wrong}. Attendu\u00a0: LOC-A-01")
        assert page.pages.pages == 0
        with qtbot.waitSignal(screen.desk.learned, check_params_cb=lambda name, _: name == "sheet"):
            assert screen.act(Act.PAPERS)
        assert page.note.text() == page.places.fault.text()
    assert not (home / "documents" / "print" / "sheet-locations.pdf").exists()
    assert screen.act(Act.UNDO)
    sheet_shown(screen, qtbot, 1, lambda: screen.desk.hear("LOC-A-01", "test", 9_010.0))
    assert not page.places.fault.isVisible()


def test_codes_of_docks_and_places_are_kept_apart_and_there_again_in_another_look(
    screen: SettingsScreen, desk: Desk, qtbot: QtBot
) -> None:
    page = at_places(screen, "docks")
    sheet_shown(screen, qtbot, 1, lambda: desk.hear("DOCK-07", "test", 9_000.0))
    page.choose(LOCATIONS)
    sheet_shown(screen, qtbot, 1, lambda: desk.hear("LOC-07", "test", 9_010.0))
    again = at_settings(desk, qtbot)
    assert again.sheets is not None and again.sheets.places.line.text() == "07"
    assert (again.sheets.kind, again.sheets._known_codes) == (LOCATIONS, {"docks": ("07",), "locations": ("07",)})
    again.choose_section(again._rows()[0].section)
    assert desk.taker is None
