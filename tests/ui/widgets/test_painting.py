"""Text fits its place: it shrinks, then wraps, then breaks; what had to be cut is known."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter

from ui.look.look import LIGHT, Look
from ui.widgets.painting import block, cut_texts, draw_text, fit
from ui.widgets.shapes import round_off

pytestmark = pytest.mark.usefixtures("fonts")

LOOK = Look(LIGHT)
SENTENCE = "EXT9M2R774 est réservé à Lycée d’exemple 47, Meaux. Mettez l’appareil de côté."


@pytest.fixture(autouse=True)
def nothing_cut(fonts: None) -> None:
    cut_texts.clear()


def test_a_text_with_room_keeps_its_size() -> None:
    fitted = fit("Ajouté", LOOK.font("body"), 500)
    assert (fitted.lines, fitted.font.pixelSize(), cut_texts) == (("Ajouté",), 22, [])


def test_a_text_shrinks_to_the_largest_size_that_fits() -> None:
    fitted = fit(SENTENCE, LOOK.font("body"), 600, smallest=10)
    px = fitted.font.pixelSize()
    assert 10 < px < 22
    assert fit(SENTENCE, LOOK.font("body", px=px + 1), 600, smallest=10).font.pixelSize() == px
    assert cut_texts == []


def test_a_text_wraps_before_it_shrinks() -> None:
    fitted = fit(SENTENCE, LOOK.font("body"), 600, lines=2, smallest=10)
    assert (len(fitted.lines), fitted.font.pixelSize()) == (2, 22)
    assert " ".join(fitted.lines) == SENTENCE


def test_a_word_wider_than_the_place_is_broken_only_at_the_smallest_size() -> None:
    fitted = fit("W" * 40, LOOK.font("body"), 300, lines=2, smallest=12)
    assert "".join(fitted.lines) == "W" * 40
    assert (fitted.font.pixelSize(), cut_texts) == (12, [])


def test_what_does_not_fit_ends_in_an_ellipsis_and_is_remembered() -> None:
    fitted = fit("Ordinateurs portables", LOOK.font("body"), 90)
    assert fitted.lines[0].endswith("…")
    assert cut_texts == ["Ordinateurs portables"]


def test_lines_are_held_to_the_height_of_their_place() -> None:
    image = QImage(300, 40, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    fitted = draw_text(painter, QRectF(0, 0, 300, 40), SENTENCE, font=LOOK.font("body"), lines=2, smallest=8)
    painter.end()
    assert fitted.height <= 40 + fitted.font.pixelSize() * 0.3
    assert cut_texts == []


def test_a_block_begins_each_sentence_on_a_line_where_that_fits() -> None:
    words, font = "Colis plein. Bipez « Clore ».", LOOK.font("message")
    assert block(words, font, QSizeF(1000, 300), lines=2, readable=30, smallest=12).lines == 2
    assert block(words, font, QSizeF(1000, 300), lines=1, readable=30, smallest=12).lines == 1


def test_a_block_leaves_no_word_alone_on_its_last_line() -> None:
    words = "Tablette EXT4K7P041 dans le colis n° 3, à la place 7"
    font = LOOK.font("message")
    widest = block(words, font, QSizeF(5000, 60), lines=1, readable=40, smallest=40).width
    shown = block(words, font, QSizeF(widest - 30, 200), lines=3, readable=40, smallest=40)
    assert shown.lines == 2
    assert shown.width < widest * 0.62


def test_a_block_sets_codes_in_their_own_font() -> None:
    box = QSizeF(2000, 100)
    plain = block("Colis EXT4IIIII1", LOOK.font("message"), box, lines=1, readable=40, smallest=40)
    coded = block(
        *("Colis EXT4IIIII1", LOOK.font("message"), box),
        lines=1,
        readable=40,
        smallest=40,
        codes=LOOK.font("message", code=True),
    )
    assert coded.width > plain.width


def test_a_block_that_never_fits_is_remembered_as_cut() -> None:
    block(SENTENCE * 5, LOOK.font("message"), QSizeF(200, 40), lines=2, readable=30, smallest=12)
    assert cut_texts == [SENTENCE * 5]


def test_rounding_off_paints_the_corners_and_nothing_else() -> None:
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(LOOK.colour("accepted"))
    painter = QPainter(image)
    round_off(painter, QRectF(image.rect()), 12, LOOK.colour("bg"))
    painter.end()
    corners = [image.pixelColor(x, y) for x in (0, 59) for y in (0, 39)]
    assert corners == [LOOK.colour("bg")] * 4
    assert image.pixelColor(30, 20) == image.pixelColor(30, 0) == image.pixelColor(0, 20) == LOOK.colour("accepted")


def test_what_is_cut_is_remembered_each_time() -> None:
    for _ in range(2):
        cut_texts.clear()
        fit("Ordinateurs portables", LOOK.font("body"), 90)
        block(SENTENCE * 5, LOOK.font("message"), QSizeF(200, 40), lines=2, readable=30, smallest=12)
        assert cut_texts == ["Ordinateurs portables", SENTENCE * 5]


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_large_letters_painted_again_look_as_those_drawn_one_by_one(ratio: float) -> None:
    shown = block("Ajouté", LOOK.font("verdict"), QSizeF(900, 300), lines=1, readable=32, smallest=20)
    for token in ("onAccepted", "refused", "onAccepted"):
        pictures = []
        for draw in (shown.draw, shown.draw_lines):
            image = QImage(round(600 * ratio), round(200 * ratio), QImage.Format.Format_RGB32)
            image.setDevicePixelRatio(ratio)
            image.fill(LOOK.colour("accepted"))
            with QPainter(image) as painter:
                painter.setPen(LOOK.colour(token))
                draw(painter, 20, 20)
            pictures.append(image.convertToFormat(QImage.Format.Format_Grayscale8))
        painted, drawn = (bytes(picture.constBits()) for picture in pictures)
        assert len(set(drawn)) > 2
        assert sum(abs(a - b) > 40 for a, b in zip(painted, drawn, strict=True)) < len(drawn) // 500
