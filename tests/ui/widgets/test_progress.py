"""Progress and facts: a bar and words that agree, in whatever room there is."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.look.look import DARK, LIGHT, Look
from ui.widgets.painting import cut_texts
from ui.widgets.progress import Fact, FactsCard, OrderCard, ProgressLine, ProgressRow, rows_in

pytestmark = pytest.mark.usefixtures("fonts")

TABLETS = ProgressRow("tablet", "Tablettes 11″", "27", "sur 120", 27, 120)
LAPTOPS = ProgressRow("laptop", "Ordinateurs portables 14″ pour les enseignants", "1 200", "sur 1 200", 1200, 1200)
LACKING = ProgressRow("laptop", "Ordinateurs 14″", "108", "sur 120, 12 manquants", 108, 120, 12)
UNKNOWN = ProgressRow("", "Envoi", "…", "", 0, 0)
LOOKS = [(Look(LIGHT), 640, 196), (Look(DARK, 2.0), 1280, 392), (Look(LIGHT, compact=True), 400, 155)]


def painted(qtbot: QtBot, widget: QWidget, width: int, height: int) -> QImage:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    return widget.grab().toImage()


def bar_colours(image: QImage, look: Look) -> list[str]:
    """The token of the bar at each tenth of its length; `?` for an edge between two."""
    y = image.height() - look.px(8)
    known = {look.colour(token).name(): token for token in ("accent", "accepted", "surface2", "confirm", "onConfirm")}
    return [known.get(image.pixelColor(image.width() * tenth // 20, y).name(), "?") for tenth in range(1, 20, 2)]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_bar_is_as_long_as_what_is_done(qtbot: QtBot, theme: str) -> None:
    look = Look(theme)
    row = ProgressRow("tablet", "Tablettes", "60", "sur 120", 60, 120)
    image = painted(qtbot, ProgressLine(look, row), 400, 58)
    assert bar_colours(image, look) == ["accent"] * 5 + ["surface2"] * 5


def test_a_complete_bar_changes_its_colour(qtbot: QtBot) -> None:
    look = Look(LIGHT)
    assert set(bar_colours(painted(qtbot, ProgressLine(look, LAPTOPS), 400, 58), look)) == {"accepted"}


def test_what_is_missing_is_striped_at_the_end(qtbot: QtBot) -> None:
    look = Look(LIGHT)
    image = painted(qtbot, ProgressLine(look, LACKING), 400, 58)
    end = {image.pixelColor(x, image.height() - 8).name() for x in range(365, 392)}
    assert {look.colour("confirm").name(), look.colour("onConfirm").name()} <= end
    assert bar_colours(image, look)[:8] == ["accent"] * 8


def test_a_length_not_known_is_a_block_in_the_middle(qtbot: QtBot) -> None:
    look = Look(LIGHT)
    colours = bar_colours(painted(qtbot, ProgressLine(look, UNKNOWN), 400, 58), look)
    assert (colours[0], colours[5], colours[-1]) == ("surface2", "accent", "surface2")


def test_a_line_is_named_by_its_words(qtbot: QtBot) -> None:
    line = ProgressLine(Look(LIGHT), TABLETS)
    qtbot.addWidget(line)
    assert line.accessibleName() == "Tablettes 11″ 27 sur 120"


@pytest.mark.parametrize(("look", "width", "height"), LOOKS)
@pytest.mark.parametrize("count", [1, 2, 3, 4, 9])
def test_an_order_of_any_length_is_written_in_full(
    qtbot: QtBot, look: Look, width: int, height: int, count: int
) -> None:
    cut_texts.clear()
    card = OrderCard(look)
    rows = ([TABLETS, LAPTOPS, LACKING] * 3)[:count]
    card.show_order("Commande", "ORD-0779012C-1", rows, "Un modèle manque en stock" if count == 1 else "")
    painted(qtbot, card, width, height)
    assert cut_texts == []
    assert card.accessibleName().count("\n") == count + (count == 1)


@pytest.mark.parametrize(("look", "width", "height"), LOOKS)
def test_facts_are_written_in_full_with_their_warning(qtbot: QtBot, look: Look, width: int, height: int) -> None:
    cut_texts.clear()
    card = FactsCard(look)
    facts = [Fact("weight", "Poids", "412 kg", "max 400", over=True), Fact("height", "Hauteur", "1,14 m", "max 1,80")]
    card.show_facts("Palette 1", "3 3000000 000000047 3", facts, "Site sans quai : palette non gerbable")
    painted(qtbot, card, width, card.sizeHint().height())
    assert cut_texts == []
    assert "Poids 412 kg max 400" in card.accessibleName()


def test_a_value_beyond_its_limit_is_tinted(qtbot: QtBot) -> None:
    look = Look(LIGHT)
    card = FactsCard(look)
    card.show_facts(
        "Palette 1", "", [Fact("weight", "Poids", "412 kg", over=True), Fact("height", "Hauteur", "1,14 m")]
    )
    image = painted(qtbot, card, 640, card.sizeHint().height())
    tinted = [y for y in range(image.height()) if image.pixelColor(320, y) == look.colour("refusedSoft")]
    assert 40 <= len(tinted) <= look.size("row")


@pytest.mark.parametrize(
    ("room", "wanted", "shown"),
    [(200, 2, (66, 2)), (140, 4, (35, 4)), (140, 9, (28, 4)), (10, 3, (10, 0)), (100, 0, (66, 0))],
)
def test_rows_are_as_high_as_they_can_be_and_the_last_place_counts_the_rest(
    room: int, wanted: int, shown: tuple[float, int]
) -> None:
    assert rows_in(room, wanted, 28, 66) == shown
