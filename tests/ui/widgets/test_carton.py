"""The carton drawing: one place per device, the ends of serials, the last one marked, the label to scan."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from dispatch.services.pictures import CartonPicture
from tests.ui.widgets.drawings import LOOKS, area_of, words_of
from ui.look.look import Look
from ui.widgets.carton import CartonCard, CartonDrawing, grid, serial_end
from ui.widgets.painting import cut_texts

pytestmark = pytest.mark.usefixtures("fonts")

LIGHT = LOOKS["light"]


def carton(packed: int, capacity: int, *, closed: bool = False, number: int = 3, of: int = 15) -> CartonPicture:
    serials = tuple(f"EXT4K7P{place:03d}" for place in range(1, packed + 1))
    return CartonPicture("130000000000000427", number, of, capacity, serials, closed)


def drawing_of(qtbot: QtBot, look: Look = LIGHT, width: int = 592, height: int = 388) -> CartonDrawing:
    drawing = CartonDrawing(look)
    qtbot.addWidget(drawing)
    drawing.resize(look.px(width), look.px(height))
    return drawing


def card_of(qtbot: QtBot, look: Look = LIGHT) -> CartonCard:
    card = CartonCard(look)
    qtbot.addWidget(card)
    card.resize(400, 338) if look.compact else card.resize(look.px(640), look.px(500))
    return card


@pytest.mark.parametrize("count", [1, 2, 3, 5, 10, 12, 13, 20, 24, 25, 60, 199, 200])
def test_each_device_has_its_own_place_inside_the_carton(count: int) -> None:
    area = QRectF(10, 20, 520, 320)
    places = grid(area, count, 4)
    assert len(places) == count
    assert all(area.adjusted(-0.01, -0.01, 0.01, 0.01).contains(place) for place in places)
    assert not any(a.intersects(b) for at, a in enumerate(places) for b in places[at + 1 :])


@pytest.mark.parametrize(("count", "columns"), [(1, 1), (2, 2), (12, 2), (13, 3), (24, 3), (25, 10), (200, 10)])
def test_columns_follow_the_capacity(count: int, columns: int) -> None:
    assert len({round(place.x()) for place in grid(QRectF(0, 0, 520, 320), count, 4)}) == columns


def test_small_cartons_fill_column_by_column_and_large_ones_row_by_row() -> None:
    small, large = (grid(QRectF(0, 0, 520, 320), count, 4) for count in (10, 60))
    assert small[1].x() == small[0].x() and small[1].y() > small[0].y()
    assert large[1].x() > large[0].x() and large[1].y() == large[0].y()


def test_a_serial_is_shown_whole_or_by_its_end() -> None:
    assert serial_end("EXT4K7P019", 10) == "EXT4K7P019"
    assert serial_end("EXT4K7P019", 6) == "…7P019"
    assert serial_end("EXT4K7P019", 3) == ""
    assert serial_end("", 6) == ""


def test_the_places_show_number_and_serial_and_the_free_ones_their_number(qtbot: QtBot) -> None:
    drawing = drawing_of(qtbot)
    drawing.show_picture(carton(2, 5))
    assert words_of(drawing) == ["1", "EXT4K7P001", "2", "EXT4K7P002", "3", "4", "5"]


def test_narrow_places_show_the_ends_of_the_serials(qtbot: QtBot) -> None:
    drawing = drawing_of(qtbot, width=300)
    drawing.show_picture(carton(20, 20))
    ends = words_of(drawing)[1::2]
    assert len(set(ends)) == 20
    assert all(
        end.startswith("…") and serial.endswith(end[1:])
        for end, serial in zip(ends, carton(20, 20).serials, strict=True)
    )


def test_a_large_carton_shows_numbers_only(qtbot: QtBot) -> None:
    drawing = drawing_of(qtbot)
    drawing.show_picture(carton(25, 60))
    assert words_of(drawing) == [str(number) for number in range(1, 61)]


def test_what_is_packed_beyond_the_capacity_has_a_place_too(qtbot: QtBot) -> None:
    drawing = drawing_of(qtbot)
    drawing.show_picture(carton(11, 10))
    assert "EXT4K7P011" in words_of(drawing)


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_green_is_the_device_just_put_in_and_nothing_else(qtbot: QtBot, look: Look) -> None:
    drawing = drawing_of(qtbot, look)
    drawing.show_picture(carton(7, 10))
    assert area_of(drawing, look, "accepted") == 0
    six = area_of(drawing, look, "device")
    drawing.show_picture(carton(7, 10), last="EXT4K7P007")
    assert area_of(drawing, look, "accepted") > 0
    assert area_of(drawing, look, "device") < six
    drawing.show_picture(carton(7, 10), last="EXT4K7P999")
    assert area_of(drawing, look, "accepted") == 0
    assert area_of(drawing, look, "device") == six


def test_red_is_the_device_to_take_out(qtbot: QtBot) -> None:
    drawing = drawing_of(qtbot)
    drawing.show_picture(carton(7, 10), refused="EXT4K7P003")
    assert area_of(drawing, LIGHT, "refused") > 0
    drawing.show_picture(carton(7, 10), refused="OTHER")
    assert area_of(drawing, LIGHT, "refused") == 0


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_a_closed_carton_shows_its_label_instead_of_its_devices(qtbot: QtBot, look: Look) -> None:
    drawing = drawing_of(qtbot, look)
    drawing.show_picture(carton(10, 10, closed=True))
    assert words_of(drawing) == ["Colis 3", "SSCC …0042 7"]
    assert area_of(drawing, look, "onLost") > area_of(drawing, look, "lost") > 0
    assert area_of(drawing, look, "info") > 0


def test_a_carton_that_is_to_be_weighed_has_no_label_yet(qtbot: QtBot) -> None:
    drawing = drawing_of(qtbot)
    drawing.show_picture(replace(carton(10, 10, closed=True), labelled=False))
    assert words_of(drawing) == []
    assert area_of(drawing, LIGHT, "kraft") > 0


def test_no_carton_is_a_quiet_outline(qtbot: QtBot) -> None:
    drawing = drawing_of(qtbot)
    drawing.show_picture(carton(7, 10))
    drawing.show_picture(None)
    assert words_of(drawing) == []
    assert not any(area_of(drawing, LIGHT, token) for token in ("kraft", "kraftSoft", "device"))
    assert area_of(drawing, LIGHT, "line") > 0


@pytest.mark.parametrize(
    ("picture", "head"),
    [
        (carton(7, 10), ["Colis 3 sur 15", "7", "/ 10"]),
        (carton(0, 1, number=3, of=0), ["Colis 3", "0", "/ 1"]),
        (None, ["Colis"]),
    ],
)
def test_the_card_says_which_carton_and_how_full(qtbot: QtBot, picture: CartonPicture | None, head: list[str]) -> None:
    card = card_of(qtbot)
    card.show_picture(picture)
    assert sorted(words_of(card)[: len(head)]) == sorted(head)


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("capacity", [1, 10, 24, 200])
def test_no_text_is_cut(qtbot: QtBot, look: Look, capacity: int) -> None:
    cut_texts.clear()
    card = card_of(qtbot, look)
    for closed in False, True:
        card.show_picture(carton(capacity, capacity, closed=closed, number=128, of=140), last="EXT4K7P001")
        card.grab()
    assert cut_texts == []
