"""The pallet drawing: cartons at their true places, the layer at work, what is beyond a limit, the two labels."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from dispatch.domain.pallet_plan import layer
from dispatch.services.pictures import PalletPicture
from tests.ui.widgets.drawings import LOOKS, area_of, areas_of, words_of
from ui.look.look import Look
from ui.widgets.painting import cut_texts
from ui.widgets.pallet import PalletDrawing
from ui.widgets.pallet_views import Stack

pytestmark = pytest.mark.usefixtures("fonts")

LIGHT = LOOKS["light"]
EIGHT, ODD, SMALL, ONE = (300, 400), (430, 320), (148, 105), (1100, 750)


def sscc(number: int) -> str:
    return f"1300000000{number:07d}0"


def pallet(count: int, size: tuple[int, int] | None = EIGHT, **changed: Any) -> PalletPicture:
    facts: dict[str, Any] = {
        "sscc": "330000000000000473",
        "number": 1,
        "uai": "0779047R",
        "site": "Lycée d’exemple 47",
        "cartons": tuple(sscc(number) for number in range(1, count + 1)),
        "numbers": tuple(range(101, 101 + count)),
        "places": layer(*size).places if size else (),
        "layers": 4 if size else 0,
        "weight_g": 196_000,
        "max_weight_g": 400_000,
        "height_mm": 1140 if size else None,
        "max_height_mm": 1800,
        "loose": 13,
        "dock": False,
    }
    return PalletPicture(**(facts | changed))


def drawing_of(qtbot: QtBot, look: Look = LIGHT) -> PalletDrawing:
    drawing = PalletDrawing(look)
    qtbot.addWidget(drawing)
    drawing.resize(836, 338) if look.compact else drawing.resize(look.px(1216), look.px(480))
    return drawing


def middle(drawing: PalletDrawing, look: Look, token: str) -> tuple[float, float]:
    """Where the pixels of a colour lie on average, as shares of width and height."""
    image = drawing.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    wanted = look.colour(token).rgb()
    found = [
        (x, y) for x in range(0, image.width(), 4) for y in range(0, image.height(), 4) if image.pixel(x, y) == wanted
    ]
    return sum(x for x, _ in found) / len(found) / image.width(), sum(y for _, y in found) / len(found) / image.height()


# -- which layer


@pytest.mark.parametrize(
    ("count", "last", "current"),
    [
        (0, "", 0),
        (7, sscc(7), 0),
        (8, sscc(8), 0),
        (8, "", 1),
        (8, sscc(3), 1),
        (9, sscc(9), 1),
        (32, sscc(32), 3),
        (32, "", 3),
        (33, sscc(33), 4),
        (40, "", 4),
    ],
)
def test_the_current_layer_is_the_one_just_filled_else_the_one_that_takes_the_next(
    count: int, last: str, current: int
) -> None:
    assert Stack.of(pallet(count), last).current == current


def test_layers_are_those_the_height_allows_or_more_where_more_stand() -> None:
    assert Stack.of(pallet(3), "").layers == 4
    assert Stack.of(pallet(33), "").layers == 5


def test_a_stack_knows_what_stands_on_each_layer() -> None:
    stack = Stack.of(pallet(19), "")
    assert [stack.on(number) for number in range(4)] == [8, 8, 3, 0]
    assert not stack.full and Stack.of(pallet(16), sscc(16)).full


def test_a_layer_is_filled_from_the_far_edge_to_the_aisle() -> None:
    places = Stack.of(pallet(0, ODD), "").places
    assert [(place.y, place.x) for place in places] == sorted((place.y, place.x) for place in places)


# -- the layers


def test_the_current_layer_shows_its_cartons_and_where_the_next_stands(qtbot: QtBot) -> None:
    drawing = drawing_of(qtbot)
    drawing.show_picture(pallet(19), last=sscc(19))
    assert words_of(drawing) == [
        "Palette 1, vue de côté",
        "Couche 3, vue de dessus",
        "Bord de l’allée en bas",
        "Couche 1",
        "Couche 2",
        "Couche 3",
        "Couche 4",
        "117",
        "118",
        "119",
        "Posez ici",
    ]


def test_a_full_layer_says_so_and_takes_no_more(qtbot: QtBot) -> None:
    drawing = drawing_of(qtbot)
    drawing.show_picture(pallet(16), last=sscc(16))
    words = words_of(drawing)
    assert "Couche 2, complète" in words and "Posez ici" not in words
    assert words[-8:] == [str(number) for number in range(109, 117)]


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_green_and_blue_lie_at_the_true_places(qtbot: QtBot, look: Look) -> None:
    drawing = drawing_of(qtbot, look)
    drawing.show_picture(pallet(1), last=sscc(1))
    first, following = middle(drawing, look, "accepted"), middle(drawing, look, "accentSoft")
    assert first[0] < following[0] and abs(first[1] - following[1]) < 0.05
    drawing.show_picture(pallet(5), last=sscc(5))
    beneath = middle(drawing, look, "accepted")
    assert abs(beneath[0] - first[0]) < 0.02 and beneath[1] > first[1] + 0.2


def test_a_carton_to_take_off_is_red(qtbot: QtBot) -> None:
    drawing = drawing_of(qtbot)
    drawing.show_picture(pallet(5), refused=sscc(2))
    assert area_of(drawing, LIGHT, "refused") > 0
    drawing.show_picture(pallet(5), refused=sscc(9))
    assert area_of(drawing, LIGHT, "refused") == 0


@pytest.mark.parametrize(
    ("changed", "word"),
    [({"height_mm": 1801}, "Trop haut"), ({"weight_g": 400_001}, "Trop lourd")],
)
@pytest.mark.parametrize("size", [EIGHT, None])
def test_what_is_beyond_a_limit_is_outlined_and_named(
    qtbot: QtBot, changed: dict[str, int], word: str, size: tuple[int, int] | None
) -> None:
    drawing = drawing_of(qtbot)
    drawing.show_picture(pallet(33, size))
    assert area_of(drawing, LIGHT, "refused") == 0 and word not in words_of(drawing)
    drawing.show_picture(pallet(33, size, **changed))
    assert word in words_of(drawing)
    assert area_of(drawing, LIGHT, "refused") > 0


def test_all_layers_beyond_the_height_are_outlined(qtbot: QtBot) -> None:
    drawing = drawing_of(qtbot)
    drawing.show_picture(pallet(41, height_mm=2000))
    assert words_of(drawing).count("Trop haut") == 2


# -- without a size, closed, none


def test_cartons_of_unknown_size_are_a_numbered_heap_that_grows(qtbot: QtBot) -> None:
    drawing = drawing_of(qtbot)
    for count in 0, 1, 11, 12, 60:
        drawing.show_picture(pallet(count, None), last=sscc(count))
        words = words_of(drawing)
        assert words[:2] == ["Palette 1, colis posés", "Taille des colis inconnue"]
        assert words[2:] == [str(number) for number in range(101, 101 + count)] + ["Posez ici"]
        assert (area_of(drawing, LIGHT, "accepted") > 0) == (count > 0)


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_the_labels_of_a_closed_pallet_are_ticked_as_they_are_scanned(qtbot: QtBot, look: Look) -> None:
    drawing = drawing_of(qtbot, look)
    waiting, ticks = [], []
    for verified in 0, 1, 2:
        drawing.show_picture(pallet(32, closed=True, verified=verified))
        assert words_of(drawing)[:2] == ["Palette 1, filmée", f"Étiquettes bipées\u00a0: {verified} sur 2"]
        assert words_of(drawing)[2:] == ["…0047 3", "…0047 3"]
        info, accepted = areas_of(drawing, look, "info", "accepted")
        waiting.append(info)
        ticks.append(accepted)
    assert waiting[0] > waiting[1] > waiting[2] == 0
    assert 0 == ticks[0] < ticks[1] < ticks[2]
    drawing.show_picture(replace(pallet(32, closed=True), labelled=False))
    assert words_of(drawing) == ["Palette 1, filmée"]


def test_no_pallet_is_empty_wood_without_its_colour(qtbot: QtBot) -> None:
    drawing = drawing_of(qtbot)
    drawing.show_picture(None)
    assert words_of(drawing) == ["Palette"]
    assert area_of(drawing, LIGHT, "wood") == 0 < area_of(drawing, LIGHT, "line")


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("size", [EIGHT, ODD, SMALL, ONE, None])
def test_no_text_is_cut(qtbot: QtBot, look: Look, size: tuple[int, int] | None) -> None:
    cut_texts.clear()
    drawing = drawing_of(qtbot, look)
    for layers in 1, 4, 14:
        for count in 0, 1, 70:
            allowed = layers if size else 0
            drawing.show_picture(pallet(count, size, layers=allowed, number=12, weight_g=500_000), last=sscc(count))
            drawing.grab()
    assert cut_texts == []
