"""What a ZPL printer answers: read as it is sent, split or doubled, and written by the simulated printer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.devices.zebra_status import HostStatus, first_greeting, first_odometer, first_status
from dispatch.domain.printers import PrinterCondition

IDLE = b"\x02030,0,0,1218,000,0,0,0,000,0,0,0\x03\r\n\x02001,0,0,0,0,2,4,0,00000000,1,000\x03\r\n\x020000,0\x03\r\n"
BUSY = b"\x02030,0,0,0245,002,1,0,1,000,0,0,0\x03\r\n\x02001,0,0,0,1,2,6,0,00000017,1,003\x03\r\n\x021234,0\x03\r\n"
ALL_WRONG = (
    b"\x02030,1,1,1218,000,0,0,0,000,0,0,1\x03\r\n\x02001,0,1,1,1,2,4,0,00000000,1,000\x03\r\n\x020000,0\x03\r\n"
)
statuses = st.builds(
    HostStatus,
    *[st.booleans()] * 6,
    formats_in_buffer=st.integers(0, 999),
    labels_remaining=st.integers(0, 99_999_999),
)


def test_an_idle_printer_is_ready_and_has_nothing_left() -> None:
    assert first_status(IDLE) == (HostStatus(), b"")
    assert HostStatus().condition is PrinterCondition.READY
    assert HostStatus().idle


def test_a_busy_printer_says_what_is_left() -> None:
    status = HostStatus(partial_format=True, formats_in_buffer=2, labels_remaining=17)
    assert first_status(BUSY) == (status, b"")
    assert not status.idle


def test_every_flag_of_trouble_is_read() -> None:
    wrong = HostStatus(paper_out=True, paused=True, head_open=True, ribbon_out=True, over_temperature=True)
    assert first_status(ALL_WRONG) == (wrong, b"")


@pytest.mark.parametrize(
    "status", [HostStatus(partial_format=True), HostStatus(formats_in_buffer=1), HostStatus(labels_remaining=1)]
)
def test_whatever_is_left_keeps_the_printer_busy(status: HostStatus) -> None:
    assert not status.idle


@pytest.mark.parametrize(
    ("status", "condition"),
    [
        (HostStatus(paper_out=True), PrinterCondition.PAPER_OUT),
        (HostStatus(ribbon_out=True), PrinterCondition.RIBBON_OUT),
        (HostStatus(head_open=True), PrinterCondition.HEAD_OPEN),
        (HostStatus(over_temperature=True), PrinterCondition.OVER_TEMPERATURE),
        (HostStatus(paused=True), PrinterCondition.PAUSED),
        (HostStatus(paper_out=True, paused=True), PrinterCondition.PAPER_OUT),
        (HostStatus(head_open=True, paper_out=True, paused=True), PrinterCondition.HEAD_OPEN),
    ],
)
def test_the_condition_is_the_first_thing_to_mend(status: HostStatus, condition: PrinterCondition) -> None:
    assert status.condition is condition


@given(statuses)
def test_what_is_written_reads_back(status: HostStatus) -> None:
    assert first_status(status.encode()) == (status, b"")


@given(statuses, st.integers(0, 79))
def test_no_part_of_an_answer_is_an_answer(status: HostStatus, length: int) -> None:
    assert first_status(status.encode()[:length]) is None


@given(statuses, statuses, st.integers(0, 60))
def test_a_late_rest_of_an_answer_does_not_spoil_the_next(lost: HostStatus, status: HostStatus, cut: int) -> None:
    assert first_status(lost.encode()[-cut:] * bool(cut) + status.encode()) == (status, b"")


def test_two_answers_are_read_one_after_the_other() -> None:
    assert first_status(BUSY + IDLE) == (
        HostStatus(partial_format=True, formats_in_buffer=2, labels_remaining=17),
        IDLE,
    )


@given(st.binary(max_size=200))
def test_noise_is_no_answer(noise: bytes) -> None:
    assert first_status(noise) is None


# -- greeting and odometer --------------------------------------------------------------------------------------------

ZD421 = b"\x02ZD421-203dpi,V93.21.15Z,8,8176KB\x03\r\n"
ZT610 = b"\x02ZT610-600dpi,V92.21.39Z,24,65536KB,0\x03\r\n"


@pytest.mark.parametrize(("identity", "dots"), [(ZD421, 8), (ZT610, 24)])
@pytest.mark.parametrize("whole", [True, False])
def test_a_greeting_tells_the_head_and_the_status(identity: bytes, dots: int, whole: bool) -> None:
    assert first_greeting(identity + IDLE + BUSY, whole=whole) == ((dots, HostStatus()), BUSY)
    assert first_greeting(ALL_WRONG + identity + IDLE, whole=whole) == ((dots, HostStatus()), b"")
    assert first_greeting(identity, whole=whole) is None


def test_a_status_alone_greets_only_where_nothing_else_can_come() -> None:
    assert first_greeting(IDLE, whole=False) == ((None, HostStatus()), b"")
    assert first_greeting(IDLE + IDLE, whole=True) is None


@given(statuses)
def test_no_status_is_taken_for_an_identity(status: HostStatus) -> None:
    assert first_greeting(status.encode(), whole=False) == ((None, status), b"")


@pytest.mark.parametrize(
    ("received", "found"),
    [
        (b'"12345"', (12345, b"")),
        (IDLE + b'"0"\r\n' + BUSY, (0, b"\r\n" + BUSY)),
        (b'"?"', (None, b"")),
        (b'"123', None),
        (b'"12,345"', None),
        (b"", None),
    ],
)
def test_the_odometer_is_a_whole_number_in_quotes(received: bytes, found: tuple[int | None, bytes] | None) -> None:
    assert first_odometer(received) == found
