"""The receive side of the simulated printer: the same commands, however the bytes are split."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.devices.zpl_stream import Format, ZplStream, labels_in

LABEL = b"^XA^CI28^FO10,10^FH\\^FD\xc3\x89cole \\5Ex\\7E^FS^XZ"

QUESTION = b'! U1 getvar "odometer.total_label_count"\r\n'


def feed(*packets: bytes) -> list[bytes | Format]:
    stream = ZplStream()
    return [found for packet in packets for found in stream.feed(packet)]


def test_a_whole_format_is_kept_as_received() -> None:
    assert feed(LABEL) == [Format(LABEL, 1)]


@pytest.mark.parametrize(("command", "copies"), [(b"^PQ2", 2), (b"^pq12,0,1,Y", 12), (b"^PQ0", 1), (b"^PQ", 1)])
def test_the_quantity_is_the_format_s_own(command: bytes, copies: int) -> None:
    assert feed(b"^XA" + command + b"^XZ") == [Format(b"^XA" + command + b"^XZ", copies)]


def test_a_question_amid_a_format_is_heard_and_cut_out() -> None:
    assert feed(LABEL[:20] + b"~HS" + LABEL[20:] + b"~hi") == [b"~HS", Format(LABEL, 1), b"~HI"]


def test_a_variable_is_asked_for_between_formats_only() -> None:
    asked = QUESTION.strip().lower()
    whole = b"^XA" + QUESTION + b"^XZ"
    assert feed(QUESTION, whole + QUESTION.upper()) == [asked, Format(whole, 1), asked]


def test_a_job_says_how_many_labels_it_is() -> None:
    assert labels_in(LABEL) == 1
    assert labels_in(LABEL + b"^XA^PQ3^XZ") == 4
    assert labels_in(b"") == 0


def test_line_ends_between_formats_mean_nothing() -> None:
    assert feed(b"\r\n" + LABEL + b"\r\n^FS^XZ" + LABEL) == [Format(LABEL, 1)] * 2


def test_a_begun_format_swallows_the_next_unless_it_is_cancelled() -> None:
    assert feed(b"^XA^FDhalf", LABEL) == [Format(b"^XA^FDhalf" + LABEL, 1)]
    assert feed(b"^XA^FDhalf", b"~JX" + LABEL) == [Format(LABEL, 1)]


def test_it_knows_whether_a_format_is_begun() -> None:
    stream = ZplStream()
    states = []
    for packet in (b"~HS", b"^XA", b"^FDhalf", b"^X", b"Z", b"^XA", b"~JX"):
        list(stream.feed(packet))
        states.append(stream.partial)
    assert states == [False, True, True, True, False, True, False]


@given(
    st.lists(
        st.sampled_from([LABEL, b"^XA^PQ3^XZ", b"~HS", b"~HI", b"~JX", b"\r\n", b"^XA^FD", b"^", b"~H", b"!", QUESTION])
    ),
    st.lists(st.integers(0, 200)),
)
def test_packets_may_be_split_anywhere(parts: list[bytes], cuts: list[int]) -> None:
    sent = b"".join(parts)
    ends = sorted({min(cut, len(sent)) for cut in cuts} | {0, len(sent)})
    assert feed(*[sent[start:end] for start, end in itertools.pairwise(ends)]) == feed(sent)
