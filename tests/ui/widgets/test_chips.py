"""Chips say the true state by word, shape and tint."""

from __future__ import annotations

from itertools import combinations
from typing import get_args

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from ui.look.look import DARK, LIGHT, Look
from ui.widgets.chips import Device, DeviceChip, OperatorChip, State, StationChip
from ui.widgets.painting import cut_texts

pytestmark = pytest.mark.usefixtures("fonts")

STATES: tuple[State, ...] = get_args(State)
LOOKS = [Look(LIGHT), Look(LIGHT, 2.0), Look(LIGHT, compact=True)]


def chip_of(qtbot: QtBot, device: Device, look: Look | None = None) -> DeviceChip:
    chip = DeviceChip(look or Look(LIGHT), device)
    qtbot.addWidget(chip)
    chip.resize(chip.sizeHint())
    return chip


def printer(state: State, detail: str = "Prête") -> Device:
    return Device("Étiquettes", detail, state, "printer")


def test_a_device_is_named_with_its_state(qtbot: QtBot) -> None:
    chip = chip_of(qtbot, printer("fault", "Plus de papier"))
    assert chip.accessibleName() == "Étiquettes, Plus de papier"
    chip.show_device(printer("ready"))
    assert chip.accessibleName() == "Étiquettes, Prête"


def test_each_state_has_a_shape_of_its_own(qtbot: QtBot) -> None:
    marks = {state: mark(chip_of(qtbot, printer(state))) for state in STATES}
    for one, other in combinations(STATES, 2):
        assert sum(a != b for a, b in zip(marks[one], marks[other], strict=True)) > 15, (one, other)


def mark(chip: DeviceChip) -> list[bool]:
    """Where the mark at the right stands out from the ground, by lightness alone."""
    image = chip.grab().toImage()
    right, middle = round(chip.body().right()) - 12, chip.height() // 2
    ground = image.pixelColor(right + 4, middle).lightness()
    places = ((x, y) for x in range(right - 16, right) for y in range(middle - 8, middle + 8))
    return [abs(image.pixelColor(x, y).lightness() - ground) > 40 for x, y in places]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize(("state", "tint"), [("attention", "confirmSoft"), ("fault", "refusedSoft")])
def test_trouble_tints_the_chip(qtbot: QtBot, theme: str, state: State, tint: str) -> None:
    look = Look(theme)
    chip = chip_of(qtbot, printer(state), look)
    assert chip.grab().toImage().pixelColor(chip.width() // 2, chip.reserve + 3) == look.colour(tint)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("detail", ["", "Prête", "Plus de papier", "Débranchée : douchette de la table du fond, USB 2"])
def test_a_device_is_written_in_full(qtbot: QtBot, look: Look, detail: str) -> None:
    cut_texts.clear()
    chip_of(qtbot, printer("fault", detail), look).grab()
    assert cut_texts == []


def test_a_touched_device_is_told(qtbot: QtBot) -> None:
    chip = chip_of(qtbot, printer("ready"))
    with qtbot.waitSignal(chip.clicked):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize(("lead", "fill"), [(True, "sign"), (False, "surface2")])
def test_the_chip_of_a_shift_lead_shows_from_afar(qtbot: QtBot, theme: str, lead: bool, fill: str) -> None:
    look = Look(theme)
    chip = OperatorChip(look)
    qtbot.addWidget(chip)
    chip.show_operator("Badge 007", "Chef d’équipe", lead=lead)
    chip.resize(chip.sizeHint())
    image: QImage = chip.grab().toImage()
    assert image.pixelColor(chip.width() // 2, 3) == look.colour(fill)
    assert chip.accessibleName() == "Badge 007, Chef d’équipe"


@pytest.mark.parametrize("look", LOOKS)
def test_long_names_of_people_and_stations_are_written_in_full(qtbot: QtBot, look: Look) -> None:
    cut_texts.clear()
    operator, station = OperatorChip(look), StationChip(look)
    operator.show_operator("Marie-Madeleine d’Exemple de la Longue-Échantillonnière", "Préparatrice et cheffe d’équipe")
    station.show_station("Poste d’emballage du quai des échantillons 3")
    for chip in (operator, station):
        qtbot.addWidget(chip)
        chip.resize(chip.sizeHint())
        chip.grab()
    assert cut_texts == []


def test_nobody_logged_in_shows_no_chip(qtbot: QtBot) -> None:
    chip = OperatorChip(Look(LIGHT))
    qtbot.addWidget(chip)
    chip.show_operator("Badge 104")
    assert not chip.isHidden()
    chip.show_operator("")
    assert chip.isHidden()
