"""Every screen in every state, in both languages, both themes and every size: nothing cut, nothing out of place."""

from __future__ import annotations

import re
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from dispatch.services.sample import FOLDER as SAMPLE
from dispatch.settings.editing import SAMPLE_VALUES
from tests.support.windows import OFFSCREEN
from tests.ui.gallery.checks import faults, painted_texts
from tests.ui.gallery.house import STAFF
from tests.ui.gallery.pictures import LANGUAGES, SIZES, Dress, View, pictures, views
from tests.ui.gallery.stories import STORIES
from ui.look.look import DARK, LIGHT
from ui.look.tokens import RESOURCES

pytestmark = OFFSCREEN

CHECKED = (*(Dress(LIGHT, size) for size in SIZES), Dress(DARK, SIZES[0]))
"""A theme changes no size: one picture of each state in the dark proves that it can be painted."""
MESSAGES = RESOURCES / "messages"
WORD = re.compile(r"[^\W\d_]{2,}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("story", STORIES)
def test_nothing_is_cut_or_out_of_its_place(story: str, language: str, tmp_path: Path, qtbot: QtBot) -> None:
    with closing(views(tmp_path, story, language, CHECKED)) as shown:
        wrong = {view.name: found for view in shown if (found := faults(view.window) + french_left(view))}
    assert wrong == {}


def test_a_picture_is_asked_for_by_state_language_and_dress(qtbot: QtBot) -> None:
    dresses = Dress(LIGHT, (1280, 800)), Dress(DARK, (1920, 1080))
    taken = list(pictures(stories=["receiving"], states=["receive-idle"], languages=["en"], dresses=dresses))
    assert [(name, picture.deviceIndependentSize().toSize().toTuple()) for name, picture in taken] == [
        ("receive-idle-en-light-1280x800", (1280, 800)),
        ("receive-idle-en-dark-1920x1080", (1920, 1080)),
    ]
    assert len({picture.toImage().pixelColor(2, 2).name() for _, picture in taken}) == 2


# -- English --------------------------------------------------------------------------------------------------------


def french_left(view: View) -> list[str]:
    """French words in an English picture; looked for once a state."""
    if view.language != "en" or view.dress != CHECKED[0]:
        return []
    return [f"french: {word}" for word in sorted(words(painted_texts(view.window)) & french_only())]


@cache
def french_only() -> set[str]:
    """What the window says in French and never in English, and what is no word of the sample's data."""
    french, english = set[str](), set[str]()
    for message in ET.parse(RESOURCES / "translations" / "station_en.ts").iter("message"):
        french |= words([message.findtext("source", "")])
        english |= words([message.findtext("translation", "")])
    for file in MESSAGES.glob("*.toml"):
        catalogue = tomllib.loads(file.read_text(encoding="utf-8"))
        french |= words(said(catalogue, "fr"))
        english |= words(said(catalogue, "en"))
    data = words(file.read_text(encoding="utf-8") for file in SAMPLE.glob("*.csv"))
    data |= words(text for row in STAFF for text in row)
    data |= words(map(str, (*SAMPLE_VALUES.values(), "POSTE-1")))
    return french - english - data


def said(catalogue: Any, language: str) -> Iterator[str]:
    """Every text of a message catalogue in one language."""
    for name, value in catalogue.items():
        if isinstance(value, dict):
            yield from said(value, language)
        elif name == language:
            yield value


def words(texts: Iterable[str]) -> set[str]:
    """Every word of these texts, in lower case."""
    return {word.lower() for text in texts for word in WORD.findall(text)}
