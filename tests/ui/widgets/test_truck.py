"""The truck drawing: stops from the cab to the doors, what is loaded, where the next pallet stands, the seals."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from dispatch.services.pictures import StopPicture, TruckPicture
from tests.ui.widgets.drawings import LOOKS, area_of, areas_of, words_of
from ui.look.look import Look
from ui.widgets.painting import cut_texts
from ui.widgets.truck import Floor, TruckDrawing

pytestmark = pytest.mark.usefixtures("fonts")

LIGHT = LOOKS["light"]
TOWNS = ("Torcy", "Melun", "Meaux", "Provins", "Nemours", "Saint-Maur-des-Fossés")
LONG_TOWNS = (
    "Le Kremlin-Bicêtre",
    "Gretz-Armainvilliers",
    "Montereau-Fault-Yonne",
    "Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson",
    "Conflans-Sainte-Honorine",
    "Y",
)


def truck(
    plan: tuple[int, ...],
    loaded: int,
    places: int | None,
    *,
    towns: tuple[str, ...] = TOWNS,
    seals: tuple[str, ...] = (),
    departed: bool = False,
) -> TruckPicture:
    """A truck whose stop 1, 2 ... has so many pallets planned, and so many loaded in order."""
    numbers = range(len(plan), 0, -1)
    order = tuple(number for number in numbers for _ in range(plan[number - 1]))[:loaded]
    stops = tuple(
        StopPicture(n, f"Lycée d’exemple {n}", towns[n - 1], order.count(n), plan[n - 1], dock=False) for n in numbers
    )
    return TruckPicture(
        "2041", "EX-412-PL", "Exemple Transports", stops, order, places, 2_310_000, 6_500_000, seals, departed
    )


def drawing_of(qtbot: QtBot, look: Look = LIGHT) -> TruckDrawing:
    drawing = TruckDrawing(look)
    qtbot.addWidget(drawing)
    drawing.resize(836, 338) if look.compact else drawing.resize(look.px(1216), look.px(480))
    return drawing


@pytest.mark.parametrize(
    ("places", "across", "columns"), [(18, 3, 6), (33, 3, 11), (8, 2, 4), (7, 2, 4), (1, 1, 1), (None, 2, 3)]
)
def test_places_stand_three_across_where_they_divide_by_three_else_two(
    places: int | None, across: int, columns: int
) -> None:
    planned = 1 if places == 1 else 6
    floor = Floor.of(truck((planned,), 0, places))
    assert (floor.across, floor.columns) == (across, columns)


def test_the_floor_is_loaded_then_planned_then_spare() -> None:
    floor = Floor.of(truck((1, 2, 2), 3, 6))
    assert floor.stops == (3, 3, 2, 2, 1, None)
    assert floor.loaded == 3


def test_a_truck_of_unknown_size_has_the_planned_places_and_grows() -> None:
    assert len(Floor.of(truck((2, 2), 0, None)).stops) == 4
    crowded = truck((2, 2), 4, 3)
    assert len(Floor.of(crowded).stops) == 4


def test_stop_and_town_stand_on_each_place_and_the_next_says_here(qtbot: QtBot) -> None:
    drawing = drawing_of(qtbot)
    drawing.show_picture(truck((1, 1, 2), 2, 6), last=True)
    assert words_of(drawing) == [
        "Fond\u00a0: chargé en premier",
        "Portes\u00a0: chargé en dernier",
        *("3", "Meaux"),
        *("3", "Meaux"),
        *("2", "Melun", "Ici"),
        *("1", "Torcy"),
        "Chiffre\u00a0: n°\u00a0d’arrêt. Plein\u00a0: chargée. Pointillé\u00a0: prévue.",
    ]


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_dark_is_loaded_green_is_last_blue_is_next(qtbot: QtBot, look: Look) -> None:
    drawing = drawing_of(qtbot, look)

    def areas() -> list[bool]:
        return [area > 0 for area in areas_of(drawing, look, "device", "accepted", "accentSoft", "refused")]

    drawing.show_picture(truck((3, 3), 0, 6))
    assert areas() == [False, False, True, False]
    drawing.show_picture(truck((3, 3), 1, 6), last=True)
    assert areas() == [False, True, True, False]
    drawing.show_picture(truck((3, 3), 2, 6))
    assert areas() == [True, False, True, False]
    drawing.show_picture(truck((3, 3), 2, 6), refused=True)
    assert areas() == [True, False, False, True]
    drawing.show_picture(truck((3, 3), 6, 6), last=True)
    assert areas() == [True, True, False, False]


@pytest.mark.parametrize("departed", [False, True])
def test_sealed_doors_are_shut_and_the_seals_listed(qtbot: QtBot, departed: bool) -> None:
    drawing = drawing_of(qtbot)
    drawing.show_picture(truck((3, 3), 5, 6))
    walls = area_of(drawing, LIGHT, "lineStrong")
    drawing.show_picture(truck((3, 3), 5, 6, seals=("SC-0001", "SC-0002"), departed=departed))
    assert words_of(drawing)[-1] == "Portes closes. Scellés\u00a0: SC-0001, SC-0002"
    assert "Ici" not in words_of(drawing)
    assert area_of(drawing, LIGHT, "lineStrong") > walls


def test_more_seals_than_the_line_takes_are_counted(qtbot: QtBot) -> None:
    drawing = drawing_of(qtbot)
    drawing.show_picture(truck((3,), 3, 3, seals=tuple(f"SC-{number:06d}" for number in range(40))))
    assert words_of(drawing)[-1] == "Portes closes. 40 scellés"


def test_a_long_town_is_wrapped_at_its_hyphens(qtbot: QtBot) -> None:
    drawing = drawing_of(qtbot)
    drawing.show_picture(truck((1, 10), 0, 33, towns=("Torcy", "Montereau-Fault-Yonne")))
    words = "".join(words_of(drawing))
    assert words.count("Montereau-Fault-Yonne") == 10


def test_no_truck_is_a_quiet_outline(qtbot: QtBot) -> None:
    drawing = drawing_of(qtbot)
    drawing.show_picture(None)
    assert words_of(drawing) == ["Fond\u00a0: chargé en premier", "Portes\u00a0: chargé en dernier"]
    assert area_of(drawing, LIGHT, "lineStrong") == 0 < area_of(drawing, LIGHT, "line")


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("places", [1, 2, 3, 6, 8, 20, 33, None])
def test_no_text_is_cut(qtbot: QtBot, look: Look, places: int | None) -> None:
    cut_texts.clear()
    drawing = drawing_of(qtbot, look)
    for loaded in 0, 1, 6:
        drawing.show_picture(truck((1, 1, 1, 1, 1, 1), loaded, places, towns=LONG_TOWNS), last=True)
        drawing.grab()
    drawing.show_picture(truck((1,), 1, places, seals=tuple("123456"), departed=True))
    drawing.grab()
    assert cut_texts == []
