"""The look keeps its promises: what is written can be read, has its glyphs, and fits the screen."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFontDatabase, QImage, QPixmap, QRawFont
from PySide6.QtWidgets import QApplication

from dispatch.domain.reasons import Reason
from dispatch.services.messages import FOLDER as MESSAGES
from dispatch.services.messages import Messages, catalogue
from ui.look.fonts import CODES, WORDS
from ui.look.look import DARK, LIGHT, Look
from ui.look.tokens import RESOURCES, tokens
from ui.sounds import FOLDER as SOUNDS
from ui.sounds import sound_of
from ui.words import FOLDER as TRANSLATIONS

THEMES = (LIGHT, DARK)
FONTS = sorted((RESOURCES / "fonts").glob("AtkinsonHyperlegible*.ttf"))
SHAPES = {"lineStrong", "accepted", "refused", "kraftLine"}
"""Drawn, not written: WCAG 2.2 asks 3 of them, 4.5 of text."""
NAMES = "ÀÂÆÇÈÉÊËÎÏÔŒÙÛÜàâæçèéêëîïôœùûüÿ«»’–…°²€×0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
NARROW_SPACE = "\u202f"


# -- colours --------------------------------------------------------------------------------------------------------


def luminance(colour: QColor) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = [colour.redF(), colour.greenF(), colour.blueF()]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio of WCAG 2.2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_of_contrast_is_that_of_wcag() -> None:
    assert contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21)
    assert contrast(QColor("#767676"), QColor("#ffffff")) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("front", "back"), tokens()["contrast"])
def test_every_pair_of_colours_can_be_told_apart(theme: str, front: str, back: str) -> None:
    look = Look(theme)
    assert contrast(look.colour(front), look.colour(back)) >= (3 if front in SHAPES else 4.5)


def test_both_themes_have_the_same_colours() -> None:
    light, dark = (tokens()["colours"][theme] for theme in THEMES)
    assert set(light) == set(dark)
    assert all(QColor(value).isValid() for value in [*light.values(), *dark.values()])


# -- verdicts -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("theme", THEMES)
def test_every_reason_has_its_words_colours_shape_and_sound(theme: str, language: str) -> None:
    messages, colours, lacking = Messages(language), tokens()["colours"][theme], []
    for reason in Reason:
        tone = "lost" if reason is Reason.NOT_RECORDED else reason.tone.value
        has = (
            messages.verdict(reason, {}),
            messages.headline(reason),
            colours.get(tone),
            colours.get(f"on{tone.capitalize()}"),
            tokens()["verdicts"].get(tone),
            (SOUNDS / f"{sound_of(reason)}.wav").is_file(),
        )
        lacking += [reason.word] * (not all(has))
    assert lacking == []


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("theme", THEMES)
def test_every_tone_has_a_shape_of_its_own(theme: str) -> None:
    look = Look(theme)
    shapes = [alpha(look.verdict_symbol(tone, 64, "ink", "ink")) for tone in tokens()["verdicts"]]
    assert len(shapes) == len(set(shapes)) == 5


# -- icons ----------------------------------------------------------------------------------------------------------


def alpha(pixmap: QPixmap) -> bytes:
    """What is covered, pixel by pixel."""
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_Alpha8)
    return bytes(image.constBits())


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("ratio", [1.0, 2.0])
@pytest.mark.parametrize("size", [24, 72])
def test_every_icon_is_drawn_whole_and_is_no_other(size: int, ratio: float) -> None:
    look = Look(LIGHT)
    drawn = {name: alpha(look.icon(name, size, "ink", ratio=ratio)) for name in tokens()["icons"]}
    side = round(size * ratio)
    assert len(drawn) == 53
    assert [name for name, covered in drawn.items() if max(covered) < 200] == []
    assert len(set(drawn.values())) == len(drawn)
    assert {len(covered) for covered in drawn.values()} == {side * side}
    assert [name for name, covered in drawn.items() if max(covered[:side] + covered[-side:]) > 128] == []


# -- type -----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("fonts")
@pytest.mark.parametrize("family", [WORDS, CODES])
def test_the_fonts_are_ours_in_every_weight_that_is_used(family: str) -> None:
    weights = {kind["weight"] for kind in tokens()["type"].values()}
    assert {QFontDatabase.weight(family, style) for style in QFontDatabase.styles(family)} >= weights


@pytest.mark.parametrize("family", ["AtkinsonHyperlegibleNext", "AtkinsonHyperlegibleMono"])
def test_each_font_has_its_licence_beside_it(family: str) -> None:
    licence = (RESOURCES / "fonts" / f"LICENCE-{family}.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert licence.startswith("Copyright")
    assert 'THE FONT SOFTWARE IS PROVIDED "AS IS"' in licence


def words_on_screen() -> set[str]:
    """Every character of our sentences in both languages, and of French names and codes."""
    said = [text for file in MESSAGES.glob("*.toml") for row in catalogue(file.stem).values() for text in row.values()]
    for path in TRANSLATIONS.glob("*.ts"):
        said += [part.text or "" for part in ET.parse(path).iter() if part.tag in {"source", "translation"}]
    return {*NAMES, *"".join(said)} - {"\n"}


def test_nothing_is_written_with_the_narrow_space_that_the_fonts_lack() -> None:
    assert NARROW_SPACE not in words_on_screen()


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_every_character_on_the_screen_has_its_glyph(qapp: QApplication, path: Path) -> None:
    font = QRawFont(str(path), 24)
    assert font.isValid()
    assert {letter for letter in words_on_screen() if not font.supportsCharacter(ord(letter))} == set()


# -- scale ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "height", "u", "compact"),
    [
        (1280, 800, 1.0, True),
        (1599, 1080, 1.0, True),
        (1920, 899, 1.0, True),
        (1600, 900, 0.75, False),
        (1920, 1080, 1.0, False),
        (1920, 1200, 1.0, False),
        (2160, 1215, 1.125, False),
        (2560, 1440, 1.25, False),
        (3840, 1600, 1.375, False),
        (3840, 2160, 2.0, False),
    ],
)
def test_the_look_fits_the_window(width: int, height: int, u: float, compact: bool) -> None:
    look = Look.fitting(QSize(width, height), LIGHT)
    assert (look.theme, look.u, look.compact) == (LIGHT, u, compact)
