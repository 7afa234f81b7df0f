"""One pull of the trigger counts once, however often the scanner sends it."""

from __future__ import annotations

from itertools import accumulate, groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.scanning.interpret import interpret
from dispatch.services.repeats import REPEAT_S, WINDOW, Repeats, expects
from dispatch.workflows.receiving import Receiving
from dispatch.workflows.tasks import State
from tests.support.builders import a_loading, a_packing, a_palletising, carton_sscc, pallet_sscc

Read = tuple[str, str, float]
"""Raw text, scanner, seconds."""

PAUSES = st.sampled_from([0.0, 0.25, 0.5, 1.0, 1.5, 2.0])
"""Exact in binary, so that sums are."""


@st.composite
def reads(draw: st.DrawFn, scanners: tuple[str, ...] = ("left", "right")) -> list[Read]:
    """Reads of few codes, so that many are alike; each scanner's clock only runs forward."""
    steps = draw(st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from(scanners), PAUSES), max_size=30))
    times = accumulate(pause for _, _, pause in steps)
    return [(raw, scanner, at) for (raw, scanner, _), at in zip(steps, times, strict=True)]


def counted(found: list[Read]) -> list[Read]:
    repeats = Repeats()
    return [read for read in found if repeats.counts(*read)]


@pytest.mark.parametrize(
    ("given_reads", "count"),
    [
        pytest.param([("A", 0.0), ("A", 0.3)], [True, False], id="the same pull"),
        pytest.param([("A", 0.0), ("A", 1.5)], [True, True], id="a pull of its own"),
        pytest.param([("A", 1.8), ("A", 3.3)], [True, True], id="to the last digit"),
        pytest.param([("A", 0.0), ("A", 1.0), ("A", 2.0)], [True, False, True], id="counted from the first"),
        pytest.param([("A", 0.0), ("B", 0.1), ("A", 0.2)], [True, True, True], id="another code between"),
        pytest.param([("", 0.0), ("", 0.1)], [True, False], id="nothing at all"),
    ],
)
def test_the_same_code_counts_again_later_or_after_another(
    given_reads: list[tuple[str, float]], count: list[bool]
) -> None:
    repeats = Repeats()
    assert [repeats.counts(raw, "left", at) for raw, at in given_reads] == count


@given(reads())
def test_scanners_do_not_disturb_each_other(found: list[Read]) -> None:
    apart = [counted([read for read in found if read[1] == name]) for name in ("left", "right")]
    assert [[read for read in counted(found) if read[1] == name] for name in ("left", "right")] == apart


@given(reads(("left",)))
def test_of_each_run_of_one_code_the_first_counts_and_then_one_every_second_and_a_half(found: list[Read]) -> None:
    expected: list[Read] = []
    for _, run in groupby(found, key=lambda read: read[0]):
        since = -REPEAT_S
        for read in run:
            if read[2] - since >= REPEAT_S:
                expected.append(read)
                since = read[2]
    assert counted(found) == expected


@given(reads(("left",)))
def test_what_was_filtered_once_is_not_filtered_again(found: list[Read]) -> None:
    assert counted(counted(found)) == counted(found)


@given(reads((WINDOW,)))
def test_keys_of_the_window_always_count(found: list[Read]) -> None:
    assert counted(found) == found


def test_a_code_that_came_to_nothing_counts_at_once() -> None:
    repeats = Repeats()
    assert repeats.counts("A", "left", 0.0)
    repeats.forget("left")
    repeats.forget("never heard")
    assert repeats.counts("A", "left", 0.1)


def test_an_expected_code_counts_at_once_and_is_then_the_one_to_repeat() -> None:
    repeats = Repeats()
    assert repeats.counts("A", "left", 0.0)
    assert repeats.counts("A", "left", 1.0, expected=True)
    assert not repeats.counts("A", "left", 2.0)


@pytest.mark.parametrize(
    ("state", "raw", "expected"),
    [
        (a_palletising(sscc="", awaiting=pallet_sscc(1), copies_verified=1), f"]C100{pallet_sscc(1)}", True),
        (a_palletising(sscc="", awaiting=pallet_sscc(1)), f"00{pallet_sscc(1)}", True),
        (a_palletising(sscc="", awaiting=pallet_sscc(1)), f"00{pallet_sscc(2)}", False),
        (a_packing(awaiting=carton_sscc(1)), f"00{carton_sscc(1)}", True),
        (a_packing(awaiting=carton_sscc(1)), "CMD-CONFIRM", False),
        (a_packing(last_unit=carton_sscc(1)), f"00{carton_sscc(1)}", False),
        (a_loading(), f"00{pallet_sscc(1)}", False),
        (Receiving(), "FAB-1", False),
    ],
)
def test_only_an_awaited_label_is_expected_twice(state: State, raw: str, expected: bool) -> None:
    assert expects(state, interpret(raw)) is expected
