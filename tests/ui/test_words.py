"""The window speaks French and English, wholly: `make translations` after a change of words keeps these tests green."""

from __future__ import annotations

import ast
import re
import subprocess
import sysconfig
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from ui.words import FOLDER, install_language

ROOT = Path(__file__).parents[2]
ENGLISH = FOLDER / "station_en.ts"
FACT = re.compile(r"\{\w*\}")

Words = dict[tuple[str, str], str]
"""English by class and French; empty where it is missing or unfinished."""


def words_of(path: Path) -> Words:
    """The content of a translation source."""
    return {
        (context.findtext("name", ""), message.findtext("source", "")): _finished(message)
        for context in ET.parse(path).iter("context")
        for message in context.iter("message")
    }


def _finished(message: ET.Element) -> str:
    translation = message.find("translation")
    return (translation.text or "") if translation is not None and not translation.get("type") else ""


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """Class and French of everything that the window says today."""
    found = tmp_path_factory.mktemp("words") / "found.ts"
    lupdate = Path(sysconfig.get_path("scripts")) / "pyside6-lupdate"
    command = [str(lupdate), "-silent", "-extensions", "py", "-locations", "none", "ui", "-ts", str(found)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stderr == ""
    return set(words_of(found))


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    install_language(qapp, "fr")


# -- complete -------------------------------------------------------------------------------------------------------


def test_everything_the_window_says_has_its_english(spoken: set[tuple[str, str]]) -> None:
    english = words_of(ENGLISH)
    assert sorted(said for said in spoken if not english.get(said)) == []


def test_no_english_is_left_over_from_words_of_yesterday(spoken: set[tuple[str, str]]) -> None:
    assert sorted(set(words_of(ENGLISH)) - spoken) == []


def test_the_compiled_english_is_that_of_its_source() -> None:
    translator = QTranslator()
    assert translator.load(str(ENGLISH.with_suffix(".qm")))
    english = {said: text for said, text in words_of(ENGLISH).items() if text}
    assert {said: translator.translate(*said) for said in english} == english


def test_words_are_given_to_the_translator_as_they_stand() -> None:
    """What is put together while running is found by nobody, and plurals would need a French file."""
    for path in ROOT.glob("ui/**/*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "tr":
                assert len(node.args) == 1, ast.unparse(node)
                assert isinstance(node.args[0], ast.Constant), ast.unparse(node)


def test_no_french_stands_outside_the_translator() -> None:
    found = [
        (path.name, text) for path in ROOT.glob("ui/**/*.py") for text in untranslated(ast.parse(path.read_bytes()))
    ]
    assert found == []


def untranslated(tree: ast.Module) -> Iterator[str]:
    """Strings with French letters or quotes that are neither translated nor a docstring."""
    known = {
        id(argument)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in {"tr", "translate"}
        for argument in node.args
    }
    known |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in known and re.search("[à-öø-ÿœ«»]", text):
                yield text


# -- well set -------------------------------------------------------------------------------------------------------


def test_french_keeps_its_spaces_and_apostrophes() -> None:
    wrong = ["'", "« ", "n° ", "N° ", " :", " ;", " ?", " !", " »", "..."]
    assert [french for _, french in words_of(ENGLISH) if any(sign in french for sign in wrong)] == []


def test_english_has_its_own_typography_and_the_same_facts() -> None:
    wrong = ["'", '"', "\u00a0:", "\u00a0?", "\u00a0!", "\u00a0;", "«", "..."]
    english = words_of(ENGLISH)
    assert [text for text in english.values() if any(sign in text for sign in wrong)] == []
    assert [
        (french, text)
        for (_, french), text in english.items()
        if text and sorted(FACT.findall(french)) != sorted(FACT.findall(text))
    ] == []


# -- chosen ---------------------------------------------------------------------------------------------------------


def test_our_words_and_those_of_qt_change_language_together(app: QApplication) -> None:
    own, french = next(said for said, text in words_of(ENGLISH).items() if text and text != said[1])
    english = words_of(ENGLISH)[own, french]
    heard = []
    for language in ("fr", "en", "en", "fr"):
        install_language(app, language)
        heard.append((QCoreApplication.translate(own, french), QCoreApplication.translate("QPlatformTheme", "Cancel")))
    assert heard == [(french, "Annuler"), (english, "Cancel"), (english, "Cancel"), (french, "Annuler")]


def test_a_class_speaks_the_words_of_its_base(app: QApplication) -> None:
    own, french = next(said for said, text in words_of(ENGLISH).items() if text and text != said[1])
    base = type(own, (QObject,), {})
    derived = type("Derived", (base,), {})
    install_language(app, "en")
    assert derived().tr(french) == words_of(ENGLISH)[own, french]
