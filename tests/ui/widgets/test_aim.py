"""The aim drawing: the code to scan is framed in blue, whatever the place of the drawing."""

from __future__ import annotations

from typing import get_args

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.widgets.drawings import LOOKS, area_of, areas_of, words_of
from ui.look.look import Look
from ui.widgets.aim import AimDrawing, AimKind
from ui.widgets.painting import cut_texts

pytestmark = pytest.mark.usefixtures("fonts")

KINDS: tuple[AimKind, ...] = get_args(AimKind)
WORDS = {
    "serial": ["EAN", "IMEI", "S/N", "EXT4K7P…"],
    "order": ["ORD-…"],
    "label": ["SSCC", "(00) …"],
    "carton": [],
    "pallet": ["(00) …"],
    "trip": ["TRP-…", "1", "2", "3", "4"],
    "seal": [],
}


def drawing_of(qtbot: QtBot, look: Look, kind: AimKind, width: int = 560, height: int = 340) -> AimDrawing:
    drawing = AimDrawing(look, kind)
    qtbot.addWidget(drawing)
    drawing.resize(width, height)
    return drawing


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_names_the_codes_it_shows(qtbot: QtBot, kind: AimKind) -> None:
    assert words_of(drawing_of(qtbot, LOOKS["light"], kind)) == WORDS[kind]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_the_code_to_scan_is_framed(qtbot: QtBot, look: Look, kind: AimKind) -> None:
    drawing = drawing_of(qtbot, look, kind)
    soft, accent = areas_of(drawing, look, "accentSoft", "accent")
    assert soft > accent > 0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("width", "height"), [(1000, 120), (200, 900), (300, 60), (1200, 800)])
def test_a_drawing_fits_any_place_and_nothing_is_cut(qtbot: QtBot, kind: AimKind, width: int, height: int) -> None:
    cut_texts.clear()
    drawing = drawing_of(qtbot, LOOKS["light"], kind, width, height)
    assert words_of(drawing) == WORDS[kind]
    assert area_of(drawing, LOOKS["light"], "accentSoft") > 0
    assert cut_texts == []
