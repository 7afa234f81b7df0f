"""The wedge on key events made by hand: their places, texts and time stamps are all that counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.support.wedge_bench import (
    CONTROL,
    ENTER,
    FOREIGN,
    LINE_FEED,
    MODIFIER,
    NONE,
    PRESS,
    RELEASE,
    RETURN,
    SHIFT,
    SSCC,
    TABULATOR,
    Bench,
    Key,
    make_bench,
    person_key,
    presses_without_release,
    scanner_key,
)
from tests.support.xserver import KEYS, place
from ui.wedge import USUAL, WedgeTimings

GS1_CHARACTERS = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
"""AI encodable character set 82."""


@pytest.fixture(scope="module")
def module_bench(qapp: QApplication) -> Iterator[Bench]:
    yield from make_bench(qapp, USUAL)


@pytest.fixture
def bench(module_bench: Bench) -> Bench:
    module_bench.forget()
    return module_bench


texts = st.text(GS1_CHARACTERS, min_size=4, max_size=60)
separated = st.text(GS1_CHARACTERS + "\x1d", min_size=6, max_size=60)
ends = st.sampled_from([(RETURN,), (LINE_FEED,), (RETURN, LINE_FEED), (TABULATOR,)])


@st.composite
def rhythms(draw: Callable[..., int], count: int) -> list[int]:
    """Gaps of any scanner: none above 50 ms, 35 ms at most in the mean of each two."""
    gaps: list[int] = []
    while len(gaps) < count:
        mean = draw(st.integers(0, 35))
        swing = draw(st.integers(0, min(mean, 15)))
        gaps += [mean - swing, mean + swing]
    return gaps[:count]


@given(data=st.data(), text=texts | separated, ending=ends)
def test_any_code_at_any_speed_of_a_scanner_arrives_exactly(
    module_bench: Bench, data: st.DataObject, text: str, ending: tuple[Key, ...]
) -> None:
    bench = module_bench
    bench.forget()
    bench.scan(text, *ending, gaps=data.draw(rhythms(len(text) + len(ending))))
    assert bench.scans == [text]
    assert bench.times == [bench.now / 1000] if len(ending) == 1 else len(bench.times) == 1
    bench.settle()
    assert (bench.scans, bench.field.text(), bench.choices, bench.returns) == ([text], "", [], [])
    assert bench.field.seen == [(PRESS, FOREIGN.code), (RELEASE, FOREIGN.code)]
    assert bench.field.hasFocus()


typing = st.tuples(st.just("typed"), st.text(GS1_CHARACTERS, min_size=1, max_size=6), st.integers(100, 400))
scanning = st.tuples(st.just("scanned"), texts, st.integers(0, 35))
unended = st.tuples(st.just("unended"), separated, st.integers(0, 35))


@given(day=st.lists(typing | scanning | unended, max_size=8))
def test_scans_among_typing_take_nothing_and_lose_nothing(module_bench: Bench, day: list[tuple[str, str, int]]) -> None:
    bench = module_bench
    bench.forget()
    before = 100
    for kind, text, gap in day:
        bench.now += before
        if kind == "typed":
            bench.type(text, gap)
        else:
            bench.scan(text, *([RETURN] if kind == "scanned" else []), gaps=[gap] * len(text))
    bench.settle()
    assert bench.scans == [text for kind, text, _ in day if kind != "typed"]
    assert bench.field.text() == "".join(text for kind, text, _ in day if kind == "typed")
    assert presses_without_release(bench.field.seen) == []


@given(text=st.text(GS1_CHARACTERS, min_size=1, max_size=12), gaps=st.lists(st.integers(51, 130), min_size=12))
def test_whoever_types_slower_than_a_scanner_is_a_person(module_bench: Bench, text: str, gaps: list[int]) -> None:
    bench = module_bench
    bench.forget()
    for character, gap in zip(text, gaps, strict=False):
        bench.tap(person_key(character), gap)
    bench.tap(RETURN, 150)
    assert (bench.scans, bench.field.text(), bench.returns) == ([], text, [text])


def test_a_person_s_key_reaches_the_field_after_the_gap(bench: Bench, qtbot: QtBot) -> None:
    bench.tap(person_key("a"))
    assert bench.field.text() == ""
    qtbot.waitUntil(lambda: bench.field.text() == "a")
    bench.event(PRESS, person_key("b"))
    qtbot.waitUntil(lambda: bench.field.text() == "ab")
    bench.event(RELEASE, person_key("b"))
    a, b = person_key("a").code, person_key("b").code
    assert bench.field.seen == [(PRESS, a), (RELEASE, a), (PRESS, b), (RELEASE, b)]


def test_a_code_without_end_is_complete_after_a_silence(bench: Bench, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bench.wedge.scanned) as heard:
        bench.scan(SSCC)
        assert bench.scans == []
    assert heard.args == [SSCC, bench.now / 1000]
    assert bench.field.text() == ""


def test_a_scanner_once_proved_may_falter(bench: Bench) -> None:
    bench.scan(SSCC, RETURN, gaps=[5] * 10 + [USUAL.silence] + [5] * 20)
    assert bench.scans == [SSCC]


def test_two_symbols_at_once_are_two_scans(bench: Bench) -> None:
    bench.scan("S-000123", RETURN)
    bench.scan("S-000124", RETURN, LINE_FEED)
    bench.scan("S-000124", RETURN)
    assert bench.scans == ["S-000123", "S-000124", "S-000124"]
    assert (bench.field.text(), bench.returns) == ("", [])


@pytest.mark.parametrize(
    ("text", "gap"),
    [pytest.param("abc", 5, id="too short"), pytest.param("abcdef", 40, id="too slow in the mean")],
)
def test_what_is_no_code_belongs_to_the_field_with_its_enter(bench: Bench, text: str, gap: int) -> None:
    bench.type(text, gap)
    bench.tap(RETURN, gap)
    assert (bench.scans, bench.field.text(), bench.returns) == ([], text, [text])
    assert presses_without_release(bench.field.seen) == []


def test_a_few_fast_keys_without_an_end_are_a_person_s(bench: Bench) -> None:
    bench.type("abcde", 10)
    bench.settle()
    assert (bench.scans, bench.field.text(), bench.choices) == ([], "abcde", [])


def test_enter_alone_is_left_alone(bench: Bench) -> None:
    bench.tap(RETURN)
    assert bench.returns == [""]
    bench.button.setFocus()
    bench.tap(RETURN, 200)
    bench.tap(TABULATOR, 200)
    assert (bench.scans, bench.choices, bench.field.hasFocus()) == ([], [], True)


def test_enter_of_a_person_soon_after_a_scan_is_a_person_s(bench: Bench) -> None:
    bench.scan(SSCC, RETURN)
    bench.tap(RETURN, USUAL.silence + 1)
    assert (bench.scans, bench.returns) == ([SSCC], [""])


def test_other_keys_pass_at_once_and_cut_no_code(bench: Bench) -> None:
    for character in "S-00":
        bench.tap(scanner_key(character), 10)
    bench.tap(Key(KEYS["Left"], "", Qt.Key.Key_Left))
    bench.tap(FOREIGN)
    bench.event(PRESS, Key(KEYS["Shift"], "", Qt.Key.Key_Shift))
    assert bench.field.seen == [
        (PRESS, KEYS["Left"]),
        (RELEASE, KEYS["Left"]),
        (PRESS, KEYS["Escape"]),
        (RELEASE, KEYS["Escape"]),
        (PRESS, KEYS["Shift"]),
    ]
    bench.scan("0123", RETURN)
    assert bench.scans == ["S-000123"]


def test_ctrl_with_a_letter_is_no_scan(bench: Bench) -> None:
    bench.type("abc")
    bench.settle()
    bench.field.selectAll()
    bench.tap(Key(place("x")[0], "\x18", Qt.Key.Key_X, CONTROL))
    assert bench.field.text() == ""
    bench.tap(Key(87, "1", Qt.Key.Key_1, CONTROL | MODIFIER.KeypadModifier))
    assert bench.field.seen[-1] == (RELEASE, 87)


def test_keys_with_alt_pass_and_those_with_altgr_are_a_person_s(bench: Bench) -> None:
    bench.tap(Key(place("a")[0], "a", Qt.Key.Key_A, MODIFIER.AltModifier))
    bench.tap(Key(place("a")[0], "", Qt.Key.Key_A, MODIFIER.MetaModifier))
    assert bench.field.seen == [(PRESS, place("a")[0]), (RELEASE, place("a")[0])] * 2
    bench.tap(Key(place("0")[0], "@", Qt.Key.Key_At, MODIFIER.GroupSwitchModifier), 150)
    bench.settle()
    assert (bench.field.text(), bench.scans) == ("a@", [])


def test_a_key_held_down_repeats_in_a_field_and_never_in_a_scan(bench: Bench) -> None:
    a, last = person_key("a"), scanner_key("3")
    bench.event(PRESS, a)
    for _ in range(3):
        bench.now += 300
        bench.event(RELEASE, a, repeated=True)
        bench.event(PRESS, a, repeated=True)
    bench.event(RELEASE, a)
    assert (bench.field.text(), presses_without_release(bench.field.seen)) == ("aaaa", [])
    bench.settle()
    bench.scan("S-00012")
    bench.now += 10
    bench.event(PRESS, last)
    bench.now += 300
    bench.event(PRESS, last, repeated=True)
    bench.event(RELEASE, last, repeated=True)
    bench.event(RELEASE, last)
    assert (bench.scans, bench.field.text()) == (["S-000123"], "aaaa")
    assert presses_without_release(bench.field.seen) == []


def test_a_key_pressed_twice_in_one_millisecond_is_no_repetition(bench: Bench) -> None:
    two = scanner_key("2")
    bench.scan("S-0002")
    bench.event(PRESS, two)
    for _ in range(2):
        bench.event(RELEASE, two, repeated=True)
        bench.event(PRESS, two, repeated=True)
    bench.event(RELEASE, two)
    bench.tap(RETURN, 1)
    assert (bench.scans, bench.field.seen) == (["S-0002222"], [])


def test_releases_of_scanned_keys_never_reach_the_field(bench: Bench) -> None:
    for character in "S-000123":
        bench.now += 5
        bench.event(PRESS, scanner_key(character))
    bench.event(PRESS, RETURN)
    for key in (*map(scanner_key, "S-012"), RETURN):
        bench.event(RELEASE, key)
    assert (bench.scans, bench.field.seen) == (["S-000123"], [])
    bench.type("S3")
    bench.settle()
    assert bench.field.text() == "S3"
    assert presses_without_release(bench.field.seen) == []


def test_time_stamps_may_run_over(bench: Bench) -> None:
    bench.now = 2**32 - 30
    bench.scan(SSCC, RETURN)
    bench.now = 2**33 - 100
    bench.scan("CODE", RETURN)
    bench.tap(RETURN, 200)
    assert (bench.scans, bench.returns) == ([SSCC, "CODE"], [""])
    bench.now = 3_000_000


def test_without_places_the_text_counts(bench: Bench) -> None:
    for character in "]C110LOT\x1d21X":
        bench.tap(Key(0, character, ord(character)), 10)
    bench.tap(Key(0, "\r", ENTER), 10)
    assert bench.scans == ["]C110LOT\x1d21X"]


def test_the_number_block_and_the_other_separators_are_read_too(bench: Bench) -> None:
    for character in "[)>":
        bench.tap(scanner_key(character), 10)
    bench.tap(Key(place("6")[0], "", modifiers=CONTROL | SHIFT), 10)
    bench.tap(Key(90, "0", Qt.Key.Key_0, Qt.KeyboardModifier.KeypadModifier), 10)
    bench.tap(scanner_key("6"), 10)
    bench.tap(scanner_key("\x1d"), 10)
    bench.tap(Key(place("\\")[0], "", modifiers=CONTROL), 10)
    bench.tap(RETURN, 10)
    assert bench.scans == ["[)>\x1e06\x1d\x1c"]


@pytest.mark.parametrize(
    ("key", "chosen"),
    [
        pytest.param(Key(place("1")[0], "1"), "1", id="a digit"),
        pytest.param(Key(place("1")[0], "&"), "1", id="its key on AZERTY"),
        pytest.param(Key(place("1")[0], "1", modifiers=SHIFT), "1", id="with Shift on AZERTY"),
        pytest.param(Key(87, "1", modifiers=Qt.KeyboardModifier.KeypadModifier), "1", id="on the number block"),
        pytest.param(Key(place("q")[0], "a"), "a", id="a letter as it is written on the key"),
        pytest.param(Key(place("[")[0], ""), None, id="a dead key"),
    ],
)
def test_a_single_key_without_a_field_is_a_choice(bench: Bench, key: Key, chosen: str | None) -> None:
    bench.button.setFocus()
    bench.tap(key)
    bench.settle()
    assert bench.choices == ([chosen] if chosen else [])
    assert (bench.scans, bench.field.text()) == ([], "")


def test_keys_of_a_field_and_of_something_too_fast_are_no_choices(bench: Bench) -> None:
    bench.type("1")
    bench.settle()
    bench.button.setFocus()
    bench.type("12", 20)
    bench.settle()
    assert (bench.choices, bench.field.text()) == ([], "1")


def test_space_still_presses_a_button(bench: Bench) -> None:
    pressed: list[bool] = []
    bench.button.toggled.connect(pressed.append)
    bench.button.setCheckable(True)
    bench.button.setFocus()
    bench.tap(Key(place(" ")[0], " ", Qt.Key.Key_Space))
    bench.settle()
    assert pressed == [True]
    bench.button.setCheckable(False)


def test_printable_keys_are_never_shortcuts(bench: Bench) -> None:
    fired: list[str] = []
    shortcuts = [
        QShortcut(QKeySequence(name), bench.window, partial(fired.append, name)) for name in ("A", "Return", "F5")
    ]
    bench.button.setFocus()
    QTest.keyClick(bench.window.windowHandle(), Qt.Key.Key_Return)
    assert fired == ["Return"]
    fired.clear()
    for character in "AAAA1":
        QTest.keyClick(bench.window.windowHandle(), Qt.Key(ord(character)))
    QTest.keyClick(bench.window.windowHandle(), Qt.Key.Key_Return)
    assert (bench.scans, fired) == (["aaaa1"], [])
    QTest.keyClick(bench.window.windowHandle(), Qt.Key.Key_F5)
    assert fired == ["F5"]
    for shortcut in shortcuts:
        shortcut.setParent(None)


def test_a_window_may_go_while_a_key_of_it_is_held_back(bench: Bench) -> None:
    other = QLineEdit()
    other.show()
    assert QTest.qWaitForWindowActive(other)
    made = QKeyEvent(PRESS, Qt.Key.Key_A, NONE, place("a")[0], 0, 0, "a")
    made.setTimestamp(bench.now)
    QCoreApplication.sendEvent(other.windowHandle(), made)
    other.close()
    other.deleteLater()
    bench.window.activateWindow()
    assert QTest.qWaitForWindowActive(bench.window)
    bench.type("b")
    bench.settle()
    assert bench.field.text() == "b"


def test_a_slow_scanner_can_be_allowed_for(qapp: QApplication) -> None:
    benches = make_bench(qapp, WedgeTimings(gap=100, mean=90))
    bench = next(benches)
    bench.scan(SSCC, RETURN, gaps=[85] * 30)
    assert (bench.scans, bench.field.text()) == ([SSCC], "")
    assert next(benches, None) is None
