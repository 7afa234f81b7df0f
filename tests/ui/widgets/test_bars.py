"""The bars show what has room, and a fault always."""

from __future__ import annotations

from itertools import groupby, pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.look.look import LIGHT, Look
from ui.widgets.bars import BottomBar, TopBar
from ui.widgets.chips import Device, DeviceChip, State
from ui.widgets.keys import Key, KeySpec
from ui.widgets.painting import cut_texts

pytestmark = pytest.mark.usefixtures("fonts")

CLOSE = KeySpec("Clore le colis", "close", "F4")
UNDO = KeySpec("Annuler le dernier", "undo", "F8")
SHORT = KeySpec("Manquant", "short", "F6", enabled=False)
MENU = KeySpec("Menu", "menu", "F1", "quiet")
KEYS = (CLOSE, UNDO, SHORT, MENU)
LOOKS = [(Look(LIGHT), 1920), (Look(LIGHT, 2.0), 3840), (Look(LIGHT, compact=True), 1280)]
LYCEE = "Lycée d’enseignement général et technologique Marie-d’Exemple 47, Saint-Exemple-sous-Échantillon"


def devices(states: dict[str, State] | None = None) -> list[Device]:
    named = [("Douchette", "scanner"), ("Étiquettes", "printer"), ("Papier", "printer"), ("Base", "database")]
    return [
        Device(name, "Prête", (states or {}).get(name, "ready"), icon) for name, icon in [*named, ("Balance", "scale")]
    ]


def bar_of(qtbot: QtBot, width: int, shown: list[Device], look: Look | None = None) -> BottomBar:
    bar = BottomBar(look or Look(LIGHT))
    qtbot.addWidget(bar)
    bar.resize(width, bar.height())
    bar.show_keys(KEYS)
    bar.show_devices(shown)
    return bar


def names(bar: BottomBar) -> list[str]:
    return [chip.device.name for chip in bar.findChildren(DeviceChip) if not chip.isHidden()]


def words(bar: BottomBar) -> list[str]:
    return [key.spec.text for key in bar.findChildren(Key) if key.worded and not key.isHidden()]


# -- bottom ---------------------------------------------------------------------------------------------------------


def test_a_wide_bar_shows_every_key_and_device(qtbot: QtBot) -> None:
    bar = bar_of(qtbot, 2200, devices())
    assert words(bar) == [key.text for key in KEYS]
    assert names(bar) == ["Douchette", "Étiquettes", "Papier", "Base", "Balance"]


def test_a_narrowing_bar_drops_quiet_words_first_then_devices_from_the_last(qtbot: QtBot) -> None:
    bars = [bar_of(qtbot, width, devices()) for width in range(2200, 600, -40)]
    seen = [state for state, _ in groupby((len(words(bar)), len(names(bar))) for bar in bars)]
    assert seen == [(4, 5), (3, 5), (3, 4), (3, 3), (3, 2), (3, 1), (3, 0), (2, 0), (1, 0), (0, 0)]


def test_what_wants_attention_stays_longer_than_what_is_ready(qtbot: QtBot) -> None:
    bar = bar_of(qtbot, 1180, devices({"Balance": "attention"}))
    assert names(bar) == ["Balance"]


@pytest.mark.parametrize("width", range(400, 2000, 100))
@pytest.mark.parametrize("name", ["Douchette", "Étiquettes", "Papier", "Base", "Balance"])
def test_a_fault_is_never_dropped(qtbot: QtBot, width: int, name: str) -> None:
    bar = bar_of(qtbot, width, devices({name: "fault"}))
    assert name in names(bar)


@pytest.mark.parametrize("width", [500, 900, 1280, 1920])
def test_nothing_overlaps_or_leaves_the_bar(qtbot: QtBot, width: int) -> None:
    bar = bar_of(qtbot, width, devices({"Papier": "fault", "Base": "fault", "Balance": "fault"}))
    children = [
        child for child in bar.findChildren(QWidget) if isinstance(child, Key | DeviceChip) and not child.isHidden()
    ]
    children.sort(key=lambda child: child.x())
    assert all(bar.rect().contains(child.geometry()) for child in children)
    assert all(one.geometry().right() < two.geometry().left() for one, two in pairwise(children))


@pytest.mark.parametrize(("look", "width"), LOOKS)
def test_the_bar_is_written_in_full(qtbot: QtBot, look: Look, width: int) -> None:
    cut_texts.clear()
    bar_of(qtbot, width, devices({"Papier": "fault", "Balance": "attention"}), look).grab()
    assert cut_texts == []


def test_keys_are_replaced_where_they_stand(qtbot: QtBot) -> None:
    bar = bar_of(qtbot, 1920, devices())
    first = bar.findChildren(Key)[0]
    resume = KeySpec("Reprendre", "play", "F2", "primary")
    bar.show_keys([resume, MENU])
    assert first.spec == resume
    assert words(bar) == ["Reprendre", "Menu"]


def test_a_key_and_a_device_are_told_to_the_window(qtbot: QtBot) -> None:
    bar = bar_of(qtbot, 1920, devices())
    with qtbot.waitSignal(bar.chosen) as chosen:
        qtbot.mouseClick(bar.findChildren(Key)[1], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(bar.declined) as declined:
        qtbot.mouseClick(bar.findChildren(Key)[2], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(bar.device_chosen) as device:
        qtbot.mouseClick(bar.findChildren(DeviceChip)[0], Qt.MouseButton.LeftButton)
    assert (chosen.args, declined.args, device.args) == ([UNDO], [SHORT], [devices()[0]])


# -- top ------------------------------------------------------------------------------------------------------------


def top_of(qtbot: QtBot, look: Look, width: int) -> TopBar:
    bar = TopBar(look)
    qtbot.addWidget(bar)
    bar.resize(width, bar.height())
    bar.show_job("palletise", "Palettisation", LYCEE, "school", "0779047R")
    bar.show_station("Poste 3")
    bar.show_operator("Badge 104", "Préparatrice")
    bar.show_approver("Badge 007", "Chef d’équipe")
    bar.show_clock("14:32")
    return bar


@pytest.mark.parametrize(("look", "width"), LOOKS)
def test_the_longest_place_is_written_in_full_beside_all_chips(qtbot: QtBot, look: Look, width: int) -> None:
    cut_texts.clear()
    bar = top_of(qtbot, look, width)
    bar.grab()
    assert cut_texts == []
    chips = [bar.approver.geometry(), bar.operator.geometry()]
    assert all(bar.rect().contains(chip) for chip in chips)
    assert chips[0].right() < chips[1].left()


def test_a_small_window_names_no_station(qtbot: QtBot) -> None:
    assert not top_of(qtbot, Look(LIGHT), 1920).station.isHidden()
    assert top_of(qtbot, Look(LIGHT, compact=True), 1280).station.isHidden()


def test_the_top_bar_is_named_by_job_and_place(qtbot: QtBot) -> None:
    assert top_of(qtbot, Look(LIGHT), 1920).accessibleName() == f"Palettisation {LYCEE} 0779047R"


def test_an_approval_that_ended_leaves_the_bar(qtbot: QtBot) -> None:
    bar = top_of(qtbot, Look(LIGHT), 1920)
    bar.show_approver("")
    assert (bar.approver.isHidden(), bar.operator.isHidden()) == (True, False)
