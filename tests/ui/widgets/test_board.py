"""The prompt board shows every prompt in full, and marks what is a trial or a sample."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from dispatch.services.messages import LONGEST_FACT, Messages, catalogue
from ui.look.look import DARK, LIGHT, Look
from ui.widgets.board import Mode, Pill, Prompt, PromptBoard
from ui.widgets.painting import cut_texts

pytestmark = pytest.mark.usefixtures("fonts")

PILLS = (Pill("carton", "Colis fournisseur entier"), Pill("close", "CMD-CLOSE\u00a0: clore la palette"))
LOOKS = [
    (Look(LIGHT), 1872),
    (Look(LIGHT, 2.0), 3744),
    (Look(LIGHT, compact=True), 1248),
    (Look(LIGHT, compact=True, far=True), 1248),
]


def board_of(qtbot: QtBot, look: Look, width: int, prompt: Prompt, mode: Mode = "") -> PromptBoard:
    board = PromptBoard(look, mode=mode)
    qtbot.addWidget(board)
    board.resize(width, board.height())
    board.show_prompt(prompt)
    return board


def painted(board: PromptBoard) -> QImage:
    return board.grab().toImage()


@pytest.mark.parametrize(("look", "width"), LOOKS)
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("mode", ["", "sample"])
def test_every_prompt_fits_with_the_longest_facts(
    qtbot: QtBot, look: Look, width: int, language: str, mode: Mode
) -> None:
    cut_texts.clear()
    messages = Messages(language)
    for key, sentence in catalogue("prompts").items():
        for fact in ("376012345600000427", "W" * LONGEST_FACT):
            places = re.findall(r"{(\w+)}", sentence[language])
            words = messages.prompt(key, {name: 2 if name.startswith("cop") else fact for name in places})
            painted(board_of(qtbot, look, width, Prompt("label", "À biper", words, PILLS), mode))
    assert cut_texts == []


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_board_is_a_sign(qtbot: QtBot, theme: str) -> None:
    look = Look(theme)
    image = painted(board_of(qtbot, look, 1872, Prompt("serial", "À biper", "Bipez le n° de série")))
    assert image.pixelColor(1000, 5) == look.colour("sign")
    assert image.pixelColor(0, 0) == look.colour("bg")


@pytest.mark.parametrize("mode", ["trial", "sample"])
def test_a_trial_and_a_sample_have_a_striped_border_on_all_sides(qtbot: QtBot, mode: Mode) -> None:
    look = Look(LIGHT)
    board = board_of(qtbot, look, 1872, Prompt("serial", "À biper", "Bipez le n° de série"))
    board.set_mode(mode)
    image = painted(board)
    striped = {look.colour("confirm").name(), look.colour("onConfirm").name()}
    for places in (
        [(x, y) for x in range(300, 400) for y in (5, board.height() - 6)],
        [(x, y) for y in range(30, 120) for x in (5, 1866)],
    ):
        assert striped <= {image.pixelColor(*place).name() for place in places}


def test_the_board_is_named_by_what_it_asks(qtbot: QtBot) -> None:
    board = board_of(qtbot, Look(LIGHT), 1872, Prompt("question", "Question en attente", "Bipez « Confirmer »"))
    assert board.accessibleName() == "Question en attente. Bipez « Confirmer »"


def test_the_board_keeps_its_height_whatever_it_says(qtbot: QtBot) -> None:
    look = Look(LIGHT)
    board = board_of(qtbot, look, 1872, Prompt("serial", "", "Bipez " * 40, PILLS))
    assert board.height() == look.size("prompt")
