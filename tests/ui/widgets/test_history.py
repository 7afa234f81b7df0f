"""The history strip is a record of the last scans, newest on top."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from dispatch.domain.reasons import Reason
from dispatch.services.messages import Messages
from ui.look.look import DARK, LIGHT, Look
from ui.widgets.history import HistoryRow, HistoryStrip, short_code
from ui.widgets.painting import cut_texts

pytestmark = pytest.mark.usefixtures("fonts")

ROWS = [
    HistoryRow("14:32:05", "accepted", "EXT4K7P041", "Ajouté, place 7"),
    HistoryRow("14:31:52", "refused", "3600000012347", "Code produit, pas un n° de série"),
    HistoryRow("14:31:47", "confirm", "CMD-CLOSE", "Clore un colis incomplet ?"),
    HistoryRow("14:31:40", "lost", "]C100376012345600000427", "Non enregistré"),
    HistoryRow("14:31:31", "info", "EXT4K7P040", "IMEI reconnu"),
]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("376012345600000427", "…0042\u00a07"),
        ("00376012345600000427", "…0042\u00a07"),
        ("]C100376012345600000427", "…0042\u00a07"),
        ("EXT4K7P041", "EXT4K7P041"),
        ("3600000012347", "3600000012347"),
        ("ORD-0779012C-1", "ORD-0779012C-1"),
        ("356938035643809/01", "…8035643809/01"),
        ("", ""),
    ],
)
def test_a_code_is_shown_whole_or_by_its_end(code: str, shown: str) -> None:
    assert short_code(code) == shown


def strip_of(qtbot: QtBot, look: Look, width: int, height: int, rows: int) -> HistoryStrip:
    strip = HistoryStrip(look, rows)
    qtbot.addWidget(strip)
    strip.resize(look.px(width), look.px(height))
    return strip


def test_the_newest_rows_are_shown_and_named(qtbot: QtBot) -> None:
    strip = strip_of(qtbot, Look(LIGHT), 1216, 224, 2)
    strip.show_rows(ROWS)
    assert strip.accessibleName() == (
        "14:32:05 EXT4K7P041 Ajouté, place 7\n14:31:52 3600000012347 Code produit, pas un n° de série"
    )


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_each_row_bears_the_shape_of_its_tone(qtbot: QtBot, theme: str) -> None:
    look = Look(theme)
    strip = strip_of(qtbot, look, 1216, 224, 4)
    strip.show_rows(ROWS)
    image = strip.grab().toImage()
    for number, token in enumerate(("accepted", "refused", "confirm", "ink")):
        band = range(12 + number * 50, 62 + number * 50)
        assert look.colour(token).name() in {image.pixelColor(x, y).name() for x in range(150, 200) for y in band}


@pytest.mark.parametrize(
    ("look", "width", "height", "rows"),
    [
        pytest.param(Look(LIGHT), 1216, 224, 4, id="u1"),
        pytest.param(Look(LIGHT, 2.0), 1216, 224, 4, id="u2"),
        pytest.param(Look(LIGHT, compact=True), 836, 52, 1, id="compact"),
        pytest.param(Look(LIGHT), 640, 260, 4, id="side"),
        pytest.param(Look(LIGHT, compact=True), 400, 170, 4, id="compact-side"),
    ],
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_sentence_of_the_catalogue_spoils_a_row(
    qtbot: QtBot, look: Look, width: int, height: int, rows: int, language: str
) -> None:
    cut_texts.clear()
    messages = Messages(language)
    strip = strip_of(qtbot, look, width, height, rows)
    sentences = [messages.verdict(reason, {"site": "Lycée d’exemple 47, Meaux"}) for reason in Reason]
    for first in range(0, len(sentences), rows):
        shown = sentences[first : first + rows]
        strip.show_rows([HistoryRow("23:59:59", "refused", "EXT4K7P041" * 6, words) for words in shown])
        strip.grab()
    assert cut_texts == []
