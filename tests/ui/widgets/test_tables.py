"""Tables give every cell its room, and are chosen from by finger and keys; a timeline tells in order."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from ui.look.look import DARK, LIGHT, Look
from ui.look.sheet import style_sheet
from ui.models.table import Column, Kind, Row
from ui.widgets.painting import cut_texts
from ui.widgets.tables import Table, Timeline

pytestmark = pytest.mark.usefixtures("fonts")
COLUMNS = (
    Column("Colis", Kind.CODE),
    Column("Lycée", share=1),
    Column("Appareils", Kind.NUMBER),
    Column("État", Kind.TAG),
)
ROWS = (
    Row(("…0041 0", "Exemple 12, Melun", "10", "Clos"), key="a"),
    Row(("…0042 7", "Exemple 12, Melun", "10", "Nouveau"), key="b", tone="accepted", new=True),
    Row(("…0055 7", "Exemple 47, Meaux", "10", "Autre lycée"), key="c", tone="refused"),
)
LOOKS = [Look(LIGHT), Look(DARK, 2.0), Look(LIGHT, compact=True)]


def table_of(qtbot: QtBot, look: Look, rows: tuple[Row, ...] = ROWS) -> Table:
    table = Table(look, COLUMNS, "Aucun colis. Importez un avis.")
    table.setStyleSheet(style_sheet(look))
    qtbot.addWidget(table)
    table.resize(look.px(800), look.px(320))
    table.show_rows(rows)
    return table


def ground(table: Table, row: int) -> QColor:
    place = table.visualRect(table.model().index(row, 1))
    return table.viewport().grab().toImage().pixelColor(place.right() - 3, place.center().y())


@pytest.mark.parametrize("look", LOOKS)
def test_every_cell_fits_and_the_columns_fill_the_width(look: Look, qtbot: QtBot) -> None:
    table = table_of(qtbot, look)
    cut_texts.clear()
    table.grab()
    assert cut_texts == []
    assert sum(table.columnWidth(n) for n in range(4)) == table.viewport().width()


@pytest.mark.parametrize("look", LOOKS)
def test_new_and_marked_rows_are_seen_by_their_ground(look: Look, qtbot: QtBot) -> None:
    table = table_of(qtbot, look)
    assert [ground(table, n) for n in range(3)] == [look.colour(t) for t in ("surface", "acceptedSoft", "surface")]
    table.step(1)
    assert ground(table, 0) == look.colour("accentSoft")


def test_a_touched_row_is_chosen(qtbot: QtBot) -> None:
    table = table_of(qtbot, Look(LIGHT))
    place = table.visualRect(table.model().index(2, 1)).center()
    with qtbot.waitSignal(table.chosen) as chosen:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == ["c"]


def test_arrows_mark_and_enter_chooses(qtbot: QtBot) -> None:
    table = table_of(qtbot, Look(LIGHT))
    chosen: list[str] = []
    table.chosen.connect(chosen.append)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    for by in (1, 1, 1, 1, -1):
        table.step(by)
    qtbot.keyClick(table, Qt.Key.Key_Enter)
    assert chosen == ["b"]


def test_an_empty_table_says_what_fills_it(qtbot: QtBot) -> None:
    table = table_of(qtbot, Look(LIGHT), ())
    table.step(1)
    assert not table.choose()
    empty = table.viewport().grab().toImage()
    table.show_rows(ROWS)
    assert table.rows == ROWS
    table.show_rows(())
    assert table.viewport().grab().toImage() == empty
    assert {empty.pixelColor(x, 20).name() for x in range(300)} > {Look(LIGHT).colour("surface").name()}


@pytest.mark.parametrize("look", LOOKS)
def test_a_timeline_tells_each_moment_and_scrolls_by_steps(look: Look, qtbot: QtBot) -> None:
    timeline = Timeline(look)
    timeline.setStyleSheet(style_sheet(look))
    qtbot.addWidget(timeline)
    timeline.resize(look.px(900), look.px(300))
    text = "Palette 395200010000000004 chargée sur ECH-1, arrêt 4, rang 12."
    rows = [Row(("24/11 01:16", text, "POSTE-1, OPR-104"), key="load")] * 20
    timeline.show_rows([*rows, Row(("24/11 02:00", "Tournée partie.", "POSTE-1"), key="deliver", tone="accepted")])
    cut_texts.clear()
    timeline.grab()
    assert (cut_texts, len(timeline.rows)) == ([], 21)
    timeline.step(1)
    assert timeline.verticalScrollBar().value() > 0
    timeline.show_rows(rows)
    assert timeline.verticalScrollBar().value() == 0
