"""A ZPL printer on the network: each fault gives its exact result, and nothing is called printed that was not."""

from __future__ import annotations

import dataclasses
import socket
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch.devices.printers import PrinterTiming, open_printer
from dispatch.devices.simulated_printer import Fault, SimulatedPrinter
from dispatch.devices.zpl_stream import Format
from dispatch.domain.printers import NetworkAddress, PrinterCondition, PrinterConfig, PrintResult, PrintState

JOB = b"^XA^CI28^FO10,10^FH\\^FDSAMPLE 1^FS^XZ"
QUESTION = len(b"~HS")
PATIENT = PrinterTiming(connect_s=10.0, status_s=10.0, poll_interval_s=0.01, confirm_limit_s=30.0)
HASTY = PrinterTiming(connect_s=0.1, status_s=0.1, poll_interval_s=0.01, confirm_limit_s=0.1)

NOTHING: tuple[Format, ...] = ()
STOPPED = [
    (Fault.PAPER_OUT, PrinterCondition.PAPER_OUT),
    (Fault.RIBBON_OUT, PrinterCondition.RIBBON_OUT),
    (Fault.HEAD_OPEN, PrinterCondition.HEAD_OPEN),
    (Fault.PAUSED, PrinterCondition.PAUSED),
    (Fault.OVER_TEMPERATURE, PrinterCondition.OVER_TEMPERATURE),
]


@pytest.fixture
def zebra() -> Iterator[SimulatedPrinter]:
    with SimulatedPrinter(slow_s=0.05) as printer:
        yield printer


def print_on(address: NetworkAddress, data: bytes = JOB, timing: PrinterTiming = PATIENT) -> PrintResult:
    return open_printer(PrinterConfig("Zebra", "labels", address), timing).print_job("label-1", data, ".zpl")


def condition_of(address: NetworkAddress, timing: PrinterTiming = PATIENT) -> PrinterCondition:
    return open_printer(PrinterConfig("Zebra", "labels", address), timing).condition()


def printed() -> PrintResult:
    return PrintResult(PrintState.PRINTED, PrinterCondition.READY)


def not_sent(condition: PrinterCondition) -> PrintResult:
    return PrintResult(PrintState.NOT_SENT, condition)


def unknown(condition: PrinterCondition) -> PrintResult:
    return PrintResult(PrintState.UNKNOWN, condition)


def test_a_job_is_printed_once_and_confirmed(zebra: SimulatedPrinter) -> None:
    assert condition_of(zebra.address) is PrinterCondition.READY
    assert print_on(zebra.address) == printed()
    assert zebra.printed == (Format(JOB, 1),)


def test_the_two_copies_of_a_pallet_label_are_one_job(zebra: SimulatedPrinter) -> None:
    pallet = JOB.replace(b"^XZ", b"^PQ2^XZ")
    zebra.fail(Fault.SLOW)
    assert print_on(zebra.address, pallet) == printed()
    assert zebra.printed == (Format(pallet, 2),)


def test_a_slow_printer_is_waited_for(zebra: SimulatedPrinter) -> None:
    zebra.fail(Fault.SLOW)
    assert print_on(zebra.address, JOB * 3) == printed()
    assert zebra.printed == (Format(JOB, 1),) * 3


def test_a_printer_still_busy_when_the_wait_ends_leaves_the_job_unknown() -> None:
    with SimulatedPrinter(slow_s=3600) as zebra:
        zebra.fail(Fault.SLOW)
        hurried = dataclasses.replace(PATIENT, confirm_limit_s=0.1)
        assert print_on(zebra.address, timing=hurried) == unknown(PrinterCondition.READY)
        assert zebra.printed == NOTHING


@pytest.mark.parametrize(("fault", "condition"), STOPPED)
def test_nothing_is_sent_to_a_printer_that_is_not_ready(
    zebra: SimulatedPrinter, fault: Fault, condition: PrinterCondition
) -> None:
    zebra.fail(fault)
    assert condition_of(zebra.address) is condition
    assert print_on(zebra.address) == not_sent(condition)
    zebra.recover()
    assert zebra.printed == NOTHING
    assert print_on(zebra.address) == printed()
    assert zebra.printed == (Format(JOB, 1),)


@pytest.mark.parametrize(("fault", "condition"), STOPPED)
def test_a_printer_that_stops_in_the_middle_of_a_job_leaves_it_unknown(
    zebra: SimulatedPrinter, fault: Fault, condition: PrinterCondition
) -> None:
    zebra.fail(fault, after_bytes=QUESTION + 1)
    assert print_on(zebra.address) == unknown(condition)
    assert zebra.printed == NOTHING
    zebra.recover()
    assert zebra.printed == (Format(JOB, 1),)


def test_a_job_cancelled_at_the_panel_is_never_called_printed(zebra: SimulatedPrinter) -> None:
    zebra.fail(Fault.PAUSED, after_bytes=QUESTION + 1)
    assert print_on(zebra.address) == unknown(PrinterCondition.PAUSED)
    zebra.press_cancel()
    zebra.recover()
    assert print_on(zebra.address, b"^XA^XZ") == printed()
    assert zebra.printed == (Format(b"^XA^XZ", 1),)


def test_silence_means_not_ready_and_nothing_is_sent(zebra: SimulatedPrinter) -> None:
    zebra.fail(Fault.SILENT)
    assert condition_of(zebra.address, HASTY) is PrinterCondition.SILENT
    assert print_on(zebra.address, timing=HASTY) == not_sent(PrinterCondition.SILENT)
    zebra.recover()
    assert print_on(zebra.address) == printed()
    assert zebra.printed == (Format(JOB, 1),)


def test_silence_after_the_job_leaves_it_unknown_although_it_was_printed(zebra: SimulatedPrinter) -> None:
    zebra.fail(Fault.SILENT, after_bytes=QUESTION + 1)
    calm = dataclasses.replace(PATIENT, status_s=0.5)
    assert print_on(zebra.address, timing=calm) == unknown(PrinterCondition.SILENT)
    assert zebra.printed == (Format(JOB, 1),)


def test_a_printer_switched_off_is_unreachable(zebra: SimulatedPrinter) -> None:
    zebra.fail(Fault.REFUSE)
    assert condition_of(zebra.address) is PrinterCondition.UNREACHABLE
    assert print_on(zebra.address) == not_sent(PrinterCondition.UNREACHABLE)
    zebra.recover()
    assert print_on(zebra.address) == printed()


def test_a_host_that_does_not_answer_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        address = full.getsockname()
        waiting = [socket.socket() for _ in range(3)]
        for caller in waiting:
            caller.setblocking(False)
            caller.connect_ex(address)
        assert print_on(NetworkAddress(*address), timing=HASTY) == not_sent(PrinterCondition.UNREACHABLE)
        for caller in waiting:
            caller.close()


def test_a_link_cut_before_the_first_byte_of_the_job_leaves_it_unsent(zebra: SimulatedPrinter) -> None:
    zebra.fail(Fault.DROP)
    assert condition_of(zebra.address) is PrinterCondition.DROPPED
    assert print_on(zebra.address) == not_sent(PrinterCondition.DROPPED)
    zebra.recover()
    assert print_on(zebra.address) == printed()
    assert zebra.printed == (Format(JOB, 1),)


@pytest.mark.parametrize("arrived", range(1, len(JOB) + QUESTION))
def test_a_link_cut_anywhere_after_it_leaves_the_job_unknown(zebra: SimulatedPrinter, arrived: int) -> None:
    zebra.fail(Fault.DROP, after_bytes=QUESTION + arrived)
    assert print_on(zebra.address) == unknown(PrinterCondition.DROPPED)
    assert zebra.printed == (Format(JOB, 1),) * (arrived >= len(JOB))


def test_the_half_of_a_lost_job_does_not_spoil_the_next_label(zebra: SimulatedPrinter) -> None:
    zebra.fail(Fault.DROP, after_bytes=QUESTION + 10)
    assert print_on(zebra.address) == unknown(PrinterCondition.DROPPED)
    zebra.recover()
    assert print_on(zebra.address, b"^XA^FDnext^FS^XZ") == printed()
    assert zebra.printed == (Format(b"^XA^FDnext^FS^XZ", 1),)


def test_a_printer_busy_with_another_desk_is_silent_and_gets_nothing(zebra: SimulatedPrinter) -> None:
    with socket.create_connection((zebra.address.host, zebra.address.port)) as other_desk:
        other_desk.sendall(b"~HS")
        assert other_desk.recv(1) == b"\x02"
        assert print_on(zebra.address, timing=HASTY) == not_sent(PrinterCondition.SILENT)
    assert print_on(zebra.address) == printed()
    assert zebra.printed == (Format(JOB, 1),)


faults = st.tuples(
    st.sampled_from(Fault),
    st.one_of(st.just(0), st.integers(1, 40)),
)
days = st.lists(
    st.tuples(st.lists(faults, max_size=2), st.sampled_from(["mend", "cancel", "leave"])), min_size=1, max_size=4
)


@settings(max_examples=200)
@given(days)
def test_whatever_fails_printed_is_printed_once_and_not_sent_is_not_printed(
    day: list[tuple[list[tuple[Fault, int]], str]],
) -> None:
    timing = PrinterTiming(connect_s=1.0, status_s=0.05, poll_interval_s=0.002, confirm_limit_s=0.1)
    jobs = [b"^XA^FDSAMPLE %d^FS^XZ" % number for number in range(len(day))]
    with SimulatedPrinter(slow_s=0.01) as zebra:
        results = []
        for job, (breaking, afterwards) in zip(jobs, day, strict=True):
            for fault, after_bytes in breaking:
                zebra.fail(fault, after_bytes)
            results.append(print_on(zebra.address, job, timing))
            if afterwards == "cancel":
                zebra.press_cancel()
            if afterwards != "leave":
                zebra.recover()
        zebra.recover()
        assert print_on(zebra.address, b"^XA^FDlast^FS^XZ") == printed()
        out = [label.zpl for label in zebra.printed]
    assert set(out) <= {*jobs, b"^XA^FDlast^FS^XZ"}
    for job, result in zip(jobs, results, strict=True):
        assert (
            out.count(job)
            in {
                PrintState.PRINTED: {1},
                PrintState.NOT_SENT: {0},
                PrintState.UNKNOWN: {0, 1},
            }[result.state]
        )
