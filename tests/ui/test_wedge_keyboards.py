"""The wedge and the keyboards of scanners and people: two readings, badges that tell which is right, dead keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from dispatch.domain.badges import badge_code
from tests.support.wedge_bench import (
    CONTROL,
    FOREIGN,
    GS,
    MODIFIER,
    NONE,
    RETURN,
    SHIFT,
    Bench,
    Key,
    make_bench,
    person_key,
    presses_without_release,
    scanner_key,
)
from tests.support.xserver import KEYS, place
from ui.scan_keys import LOST, SYSTEM, US
from ui.wedge import USUAL


@pytest.fixture(scope="module")
def module_bench(qapp: QApplication) -> Iterator[Bench]:
    yield from make_bench(qapp, USUAL)


@pytest.fixture
def bench(module_bench: Bench) -> Bench:
    module_bench.forget()
    return module_bench


@pytest.mark.parametrize(
    "alt_gr",
    [pytest.param(MODIFIER.GroupSwitchModifier, id="X11"), pytest.param(CONTROL | MODIFIER.AltModifier, id="Windows")],
)
def test_a_scanner_of_the_computer_s_own_layout_is_read_by_the_text_of_its_keys(
    bench: Bench, alt_gr: Qt.KeyboardModifier
) -> None:
    bench.wedge.configure(USUAL, SYSTEM)
    bench.tap(Key(place("-")[0], "]", modifiers=alt_gr))
    for text in "C121é7:":
        bench.tap(Key(place("5")[0], text), 10)
    bench.tap(Key(place("]")[0], "$", modifiers=CONTROL), 10)  # where GS is on US keys
    bench.tap(Key(place("-")[0], "]", modifiers=CONTROL | MODIFIER.GroupSwitchModifier), 10)
    bench.tap(Key(place("-")[0], "\x1d", modifiers=CONTROL | MODIFIER.GroupSwitchModifier), 10)
    bench.tap(Key(place("[")[0], "", Qt.Key.Key_Dead_Circumflex), 10)
    bench.tap(RETURN, 10)
    bench.wedge.configure(USUAL, US)
    assert bench.scans == [f"]C121é7:{GS}{GS}{GS}{LOST}"]
    assert bench.field.text() == ""


BADGE = badge_code("0147")
FRENCH = dict(zip("OPR-0147/AZM\x1d_]C", "OPR)à&'è!QW?\x1d°$C", strict=True))
"""What French keys write at the places of these US keys."""
FRENCH_PLACES = dict(zip("OPR-0147/AZM\x1d_]C", "OPR6)!$&>QW:]8-C", strict=True))
"""US keys at the places of these French ones."""


def pressed_by_us_scanner(character: str) -> Key:
    key = scanner_key(character)
    return replace(key, text="" if character == GS else FRENCH[character])


def pressed_by_french_scanner(character: str) -> Key:
    if character == "]":
        return Key(place("-")[0], "]", modifiers=MODIFIER.GroupSwitchModifier)
    if character == GS:
        return Key(place("-")[0], GS, modifiers=MODIFIER.GroupSwitchModifier | CONTROL)
    code, shifted = place(FRENCH_PLACES[character])
    return Key(code, character, modifiers=SHIFT if shifted else NONE)


Hand = Callable[[str], Key]


@pytest.mark.parametrize(
    ("keyboard", "hand", "recognised"),
    [
        (US, pressed_by_us_scanner, []),
        (US, pressed_by_french_scanner, [SYSTEM]),
        (SYSTEM, pressed_by_us_scanner, [US]),
        (SYSTEM, pressed_by_french_scanner, []),
    ],
)
@pytest.mark.parametrize("code", [BADGE, f"]C0{BADGE}", BADGE.replace(GS, "")])
def test_a_badge_shows_on_a_french_computer_how_its_scanner_is_set(
    bench: Bench, keyboard: str, hand: Hand, recognised: list[str], code: str
) -> None:
    bench.wedge.configure(USUAL, keyboard)
    heard: list[str] = []
    bench.wedge.recognised.connect(heard.append)
    for _ in range(2):
        for character in code:
            bench.tap(hand(character), 10)
        bench.tap(RETURN, 10)
    bench.wedge.recognised.disconnect(heard.append)
    bench.wedge.configure(USUAL, US)
    assert (bench.scans, heard) == ([code, code], recognised)
    assert bench.field.text() == ""


def test_what_neither_reading_makes_a_badge_changes_nothing(bench: Bench) -> None:
    heard: list[str] = []
    bench.wedge.recognised.connect(heard.append)
    for code in ("OPR-0147", "OPR6)!$&", f"X{BADGE}", "OPR-0147/QWM1-_"):
        bench.scan(code, RETURN)
    bench.wedge.recognised.disconnect(heard.append)
    assert (bench.scans, heard) == (["OPR-0147", "OPR6)!$&", f"X{BADGE}", "OPR-0147/QWM1-_"], [])


CIRCUMFLEX = Key(place("[")[0], "", Qt.Key.Key_Dead_Circumflex)
DIAERESIS = Key(place("[")[0], "", Qt.Key.Key_Dead_Diaeresis, SHIFT)
GRAVE = Key(place("7")[0], "", Qt.Key.Key_Dead_Grave, MODIFIER.GroupSwitchModifier)


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        pytest.param([CIRCUMFLEX, person_key("e")], "ê", id="a vowel"),
        pytest.param([DIAERESIS, person_key("I")], "Ï", id="a capital"),
        pytest.param([GRAVE, person_key("a")], "à", id="a dead key with AltGr"),
        pytest.param([CIRCUMFLEX, person_key(" ")], "^", id="a space"),
        pytest.param([CIRCUMFLEX, CIRCUMFLEX, person_key("e")], "^e", id="itself"),
        pytest.param([CIRCUMFLEX, DIAERESIS, person_key("e")], "^ë", id="another one"),
        pytest.param([CIRCUMFLEX, person_key("x")], "^x", id="a letter that takes none"),
        pytest.param([CIRCUMFLEX, Key(KEYS["Shift"], "", Qt.Key.Key_Shift), person_key("E")], "Ê", id="Shift between"),
        pytest.param([CIRCUMFLEX, RETURN, person_key("e")], "e", id="Enter between"),
    ],
)
@pytest.mark.parametrize("gap", [10, 150])
def test_an_accent_that_a_person_types_first_goes_onto_the_next_letter(
    bench: Bench, keys: list[Key], text: str, gap: int
) -> None:
    for key in keys:
        bench.tap(key, gap)
    bench.settle()
    assert (bench.field.text(), bench.scans) == (text, [])
    assert presses_without_release(bench.field.seen) == []


def test_escape_gives_an_accent_up(bench: Bench) -> None:
    for key in (CIRCUMFLEX, FOREIGN, person_key("e")):
        bench.tap(key, 150)
    bench.settle()
    assert bench.field.text() == "e"
