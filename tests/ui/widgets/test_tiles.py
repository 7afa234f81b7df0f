"""Tiles, tags and words of desk screens: what they say fits, what they are can be seen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from ui.look.look import DARK, LIGHT, Look
from ui.widgets.painting import cut_texts
from ui.widgets.tiles import Card, Tile, Words, draw_tag, tag_width

pytestmark = pytest.mark.usefixtures("fonts")
LOOKS = [Look(LIGHT), Look(DARK), Look(LIGHT, 2.0), Look(LIGHT, compact=True)]


def tile_of(qtbot: QtBot, look: Look, *, enter: bool = False) -> Tile:
    tile = Tile(look, "document", "Tournées et papiers", "7", "Bons, lettres de voiture, listes", enter=enter)
    qtbot.addWidget(tile)
    tile.resize(look.px(200), look.px(190))
    return tile


def colour_at(tile: Tile, x: int, y: int) -> str:
    return tile.grab().toImage().pixelColor(x, y).name()


@pytest.mark.parametrize("look", LOOKS)
def test_a_tile_says_all_it_has_to_say_in_a_small_place(look: Look, qtbot: QtBot) -> None:
    tile = tile_of(qtbot, look)
    cut_texts.clear()
    tile.grab()
    for count in ("0", "15", "148", "1\u00a0284", "12\u00a0840"):
        tile.tell(count, "commandes à emballer")
        tile.grab()
    assert cut_texts == []
    tile.tell("1\u00a0284", "commandes à emballer")
    assert (tile.said, tile.accessibleDescription()) == ("1\u00a0284 commandes à emballer",) * 2


@pytest.mark.parametrize("look", LOOKS)
def test_the_job_in_progress_has_an_accent_frame(look: Look, qtbot: QtBot) -> None:
    tile = tile_of(qtbot, look)
    edge, middle = look.px(2), tile.height() // 2
    tile.tell("3", "avis à recevoir")
    assert colour_at(tile, edge, middle) == look.colour("surface").name()
    tile.tell("3", "avis à recevoir", current=True)
    assert colour_at(tile, edge, middle) == look.colour("accent").name()


def test_a_pressed_tile_is_darker_and_chooses_when_let_go(qtbot: QtBot) -> None:
    tile, chosen = tile_of(qtbot, Look(LIGHT)), []
    tile.clicked.connect(lambda: chosen.append(tile.text()))
    qtbot.mousePress(tile, Qt.MouseButton.LeftButton)
    assert colour_at(tile, 5, 95) == Look(LIGHT).colour("line").name()
    qtbot.mouseRelease(tile, Qt.MouseButton.LeftButton)
    assert chosen == ["Tournées et papiers"]


@pytest.mark.parametrize(("enter", "expected"), [(False, []), (True, ["clicked"])])
def test_enter_chooses_only_where_no_scanner_types(enter: bool, expected: list[str], qtbot: QtBot) -> None:
    tile, chosen = tile_of(qtbot, Look(LIGHT), enter=enter), []
    tile.clicked.connect(lambda: chosen.append("clicked"))
    qtbot.keyClick(tile, Qt.Key.Key_Return)
    assert chosen == expected


def test_words_keep_their_height_whatever_they_say(qtbot: QtBot) -> None:
    words = Words(Look(LIGHT), "body", lines=2)
    qtbot.addWidget(words)
    heights = {words.say(text).sizeHint().height() for text in ("", "Une ligne", "Beaucoup de mots " * 6)}
    assert len(heights) == 1
    assert words.text == words.accessibleName() == "Beaucoup de mots " * 6


def test_words_too_long_for_their_place_are_remembered_as_cut(qtbot: QtBot) -> None:
    words = Words(Look(LIGHT), "body").say("Beaucoup de mots " * 6)
    qtbot.addWidget(words)
    words.resize(120, 26)
    cut_texts.clear()
    words.grab()
    assert cut_texts == [words.text]
    cut_texts.clear()


@pytest.mark.parametrize(
    ("tone", "ground"), [("", "surface2"), ("accepted", "acceptedSoft"), ("refused", "refusedSoft")]
)
def test_a_tag_stands_right_in_the_soft_colour_of_its_tone(tone: str, ground: str) -> None:
    look = Look(LIGHT)
    image = QImage(400, 60, QImage.Format.Format_RGB32)
    image.fill(look.colour("surface"))
    painter = QPainter(image)
    draw_tag(painter, look, QRect(0, 0, 400, 60), "Clos", tone)
    painter.end()
    left = 400 - tag_width(look, "Clos")
    assert image.pixelColor(397, 30) == image.pixelColor(left + 3, 30) == look.colour(ground)
    assert image.pixelColor(left - 2, 30) == look.colour("surface")


def test_a_card_is_a_sheet_with_round_corners(qtbot: QtBot) -> None:
    look = Look(DARK)
    card = Card(look)
    qtbot.addWidget(card)
    card.resize(200, 100)
    image = card.grab().toImage()
    assert image.pixelColor(100, 50) == look.colour("surface")
    assert image.pixelColor(0, 0) != look.colour("surface")
