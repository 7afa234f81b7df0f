"""The three languages of scales: what each answer says, and that it says so however the line cuts it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.devices.scale_protocols import LANGUAGES, Answers
from dispatch.domain.scales import Reading, ScaleCondition, ScaleProtocol

READY, MOVING, OVERLOAD, UNDERLOAD, WRONG_UNIT = tuple(ScaleCondition)[:5]
FRAMES: dict[ScaleProtocol, tuple[tuple[bytes, Reading | None], ...]] = {
    "mt-sics": (
        (b"S S      9.300 kg\r\n", Reading(READY, 9_300, "S S      9.300 kg")),
        (b"S S     100.00 g\r\n", Reading(READY, 100, "S S     100.00 g")),
        (b"S D      4.180 kg\r\n", Reading(MOVING, None, "S D      4.180 kg")),
        (b"S S     -0.005 kg\r\n", Reading(UNDERLOAD, None, "S S     -0.005 kg")),
        (b"S S     20.503 lb\r\n", Reading(WRONG_UNIT, None, "S S     20.503 lb")),
        (b"S I\r\n", Reading(MOVING, None, "S I")),
        (b"S +\r\n", Reading(OVERLOAD, None, "S +")),
        (b"S -\r\n", Reading(UNDERLOAD, None, "S -")),
        (b"ES\r\n", None),
        (b"EL\r\n", None),
        (b"Z A\r\n", None),
        (b"S S      9,300 kg\r\n", None),
    ),
    "toledo-8217": (
        (b"\x0209.300\r", Reading(READY, 9_300, "<02>09.300")),
        (b"\x02 9.300N\r", Reading(READY, 9_300, "<02> 9.300N")),
        (b"\x02?A\r", Reading(MOVING, None, "<02>?A")),
        (b"\x02?\x01\r", Reading(MOVING, None, "<02>?<01>")),
        (b"\x02?B\r", Reading(OVERLOAD, None, "<02>?B")),
        (b"\x02?\r\r", Reading(UNDERLOAD, None, "<02>?")),
        (b"\x02?D\r", Reading(UNDERLOAD, None, "<02>?D")),
        (b"\x02?P\r", Reading(MOVING, None, "<02>?P")),
        (b"\x02\r", None),
        (b"09.300\r", None),
        (b"\x0209.300", None),
    ),
    "cas": (
        (b"ST,GS,0\x80,   9.300 kg\r\n", Reading(READY, 9_300, "ST,GS,0<80>,   9.300 kg")),
        (b"ST,NT,0\x80,+   9300  g\r\n", Reading(READY, 9_300, "ST,NT,0<80>,+   9300  g")),
        (b"ST,GS,\r\n,   9.300 kg\r\n", Reading(READY, 9_300, "ST,GS,<0D><0A>,   9.300 kg")),
        (b"ST,GS,0\x80,-  0.005 kg\r\n", Reading(UNDERLOAD, None, "ST,GS,0<80>,-  0.005 kg")),
        (b"ST,GS,0\x80,  20.503 lb\r\n", Reading(WRONG_UNIT, None, "ST,GS,0<80>,  20.503 lb")),
        (b"US,GS,0\x80,   4.180 kg\r\n", Reading(MOVING, None, "US,GS,0<80>,   4.180 kg")),
        (b"OL,GS,0\x80,         kg\r\n", Reading(OVERLOAD, None, "OL,GS,0<80>,         kg")),
        (b"ST,GS,0\x80,   ----- kg\r\n", None),
        (b"XX,GS,0\x80,   9.300 kg\r\n", None),
    ),
}
CASES = [(protocol, *case) for protocol, cases in FRAMES.items() for case in cases]


def pieces(data: bytes, cuts: list[int]) -> Iterator[bytes]:
    """The bytes, cut at these places."""
    places = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    return (data[start:end] for start, end in pairwise(places))


@pytest.mark.parametrize(("protocol", "sent", "reading"), CASES)
def test_an_answer_says_what_it_says_and_nothing_else(
    protocol: ScaleProtocol, sent: bytes, reading: Reading | None
) -> None:
    assert list(Answers(LANGUAGES[protocol]).feed(sent)) == ([reading] if reading else [])


@given(st.data())
def test_how_the_line_cuts_what_comes_changes_nothing(data: st.DataObject) -> None:
    protocol: ScaleProtocol = data.draw(st.sampled_from(get_args(ScaleProtocol)))
    frames = st.sampled_from([sent for sent, _ in FRAMES[protocol]])
    sent = b"".join(data.draw(st.lists(frames | st.binary(max_size=90), max_size=8)))
    cuts = data.draw(st.lists(st.integers(0, 200), max_size=20))
    split, whole = Answers(LANGUAGES[protocol]), Answers(LANGUAGES[protocol])
    assert [reading for piece in pieces(sent, cuts) for reading in split.feed(piece)] == list(whole.feed(sent))


@given(st.sampled_from(get_args(ScaleProtocol)), st.integers(0, 30_000), st.binary(max_size=60))
def test_a_whole_answer_is_found_behind_any_garbage(protocol: ScaleProtocol, grams: int, garbage: bytes) -> None:
    value = b"%.3f" % (grams / 1000)
    answers = {
        "mt-sics": b"\r\nS S %10s kg\r\n" % value,
        "toledo-8217": b"\x02\x02%s\r" % value,
        "cas": b"ST,GS,0\x80,%8s kg\r\n" % value,
    }
    *_, last = Answers(LANGUAGES[protocol]).feed(garbage + answers[protocol])
    assert last.grams == grams


@pytest.mark.parametrize("protocol", get_args(ScaleProtocol))
def test_what_never_ends_is_not_kept(protocol: ScaleProtocol) -> None:
    answers = Answers(LANGUAGES[protocol])
    for _ in range(100):
        assert list(answers.feed(b"S" * 1_000)) == []
    assert len(answers._rest) < 100
