"""Characters that labels cannot show: exactly those that their face draws as an empty box."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import ImageFont

from dispatch.exchange.glyphs import FACE, ORDINARY, undrawn
from dispatch.labels import fitting

NOWHERE = "\U0010fffe"
"""No font has a glyph for it."""


def box_is_drawn_for(character: str) -> bool:
    font = ImageFont.truetype(Path(fitting.FACE), 64, layout_engine=ImageFont.Layout.BASIC)
    return bytes(font.getmask(character)) == bytes(font.getmask(NOWHERE))


def test_the_face_is_that_of_the_labels() -> None:
    assert FACE == fitting.FACE


@pytest.mark.parametrize("character", ["\U0001f392", "\U0001f3eb", "学", "한", "ก"])
def test_a_character_that_prints_as_an_empty_box_is_named(character: str) -> None:
    assert box_is_drawn_for(character)
    assert undrawn(f"Lycée {character} Œuvre {NOWHERE}") == character


@pytest.mark.parametrize("character", ["œ", "€", "’", "Ÿ", "№", "Ω", "ж", "→", "☺", "e\u0301"])
def test_a_character_that_labels_draw_is_none_to_tell_of(character: str) -> None:
    assert not box_is_drawn_for(character)
    assert undrawn(f"Lycée {character}") == ""


def test_what_is_ordinary_is_drawn_without_exception() -> None:
    ordinary = [chr(point) for point in range(0x10000) if chr(point).isprintable() and ORDINARY.fullmatch(chr(point))]
    assert len(ordinary) > 500
    assert [character for character in ordinary if box_is_drawn_for(character)] == []
