"""A ZPL printer on TCP, on a serial port and on USB: each fault gives its exact result, and nothing comes out twice."""

from __future__ import annotations

import dataclasses
import errno
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from serial import Serial

from dispatch.devices.byte_links import condition_of as condition_of_error
from dispatch.devices.printers import PrinterTiming, open_printer
from dispatch.devices.simulated_printer import Fault, SimulatedPrinter, SimulatedWiredPrinter, SimulatedZebra
from dispatch.devices.zebra_status import first_status
from dispatch.devices.zpl_stream import Format
from dispatch.domain.printers import (
    AnyPrinterAddress,
    PrinterCondition,
    PrinterConfig,
    PrintState,
    SerialAddress,
    UsbAddress,
)
from tests.support.printers import (
    BEFORE_JOB,
    GREETING,
    HASTY,
    JOB,
    PATIENT,
    PRINTED,
    TRANSPORTS,
    condition_of,
    not_sent,
    print_on,
    simulated,
    unknown,
)

NOTHING: tuple[Format, ...] = ()
ONCE = (Format(JOB, 1),)
SHORT_LIMIT = dataclasses.replace(PATIENT, confirm_limit_s=0.3)
STOPPED = [
    (Fault.PAPER_OUT, PrinterCondition.PAPER_OUT),
    (Fault.RIBBON_OUT, PrinterCondition.RIBBON_OUT),
    (Fault.HEAD_OPEN, PrinterCondition.HEAD_OPEN),
    (Fault.PAUSED, PrinterCondition.PAUSED),
    (Fault.OVER_TEMPERATURE, PrinterCondition.OVER_TEMPERATURE),
]


@pytest.fixture(params=TRANSPORTS)
def transport(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def place(transport: str, tmp_path: Path) -> Iterator[tuple[SimulatedZebra, AnyPrinterAddress]]:
    with simulated(transport, tmp_path, slow_s=0.05) as place:
        yield place


@pytest.fixture
def zebra(place: tuple[SimulatedZebra, AnyPrinterAddress]) -> SimulatedZebra:
    return place[0]


@pytest.fixture
def address(place: tuple[SimulatedZebra, AnyPrinterAddress]) -> AnyPrinterAddress:
    return place[1]


# -- every fault on every transport -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "timing", "condition"),
    [
        *((fault, PATIENT, condition) for fault, condition in STOPPED),
        (Fault.SILENT, HASTY, PrinterCondition.SILENT),
        (Fault.SLOW_LINK, SHORT_LIMIT, PrinterCondition.SLOW),
        (Fault.DROP, PATIENT, PrinterCondition.DROPPED),
        (Fault.REFUSE, PATIENT, PrinterCondition.UNREACHABLE),
        (Fault.WRONG_HEAD, PATIENT, PrinterCondition.WRONG_RESOLUTION),
    ],
)
def test_nothing_is_sent_to_a_printer_that_is_not_ready(
    zebra: SimulatedZebra, address: AnyPrinterAddress, fault: Fault, timing: PrinterTiming, condition: PrinterCondition
) -> None:
    zebra.fail(fault)
    assert condition_of(address, timing) is condition
    assert print_on(address, timing=timing) == not_sent(condition)
    zebra.recover()
    assert print_on(address, b"^XA^FDnext^FS^XZ") == PRINTED
    assert zebra.printed == (Format(b"^XA^FDnext^FS^XZ", 1),)


@pytest.mark.parametrize(
    ("fault", "timing", "condition", "printed", "printed_later"),
    [
        *((fault, PATIENT, condition, NOTHING, ONCE) for fault, condition in STOPPED),
        (Fault.SILENT, dataclasses.replace(PATIENT, status_s=0.5), PrinterCondition.SILENT, ONCE, ONCE),
        (Fault.SLOW_LINK, SHORT_LIMIT, PrinterCondition.SLOW, ONCE, ONCE),
        (Fault.DROP, PATIENT, PrinterCondition.DROPPED, NOTHING, NOTHING),
    ],
)
def test_a_fault_in_the_middle_of_a_job_leaves_it_unknown(
    zebra: SimulatedZebra,
    address: AnyPrinterAddress,
    fault: Fault,
    timing: PrinterTiming,
    condition: PrinterCondition,
    printed: tuple[Format, ...],
    printed_later: tuple[Format, ...],
) -> None:
    zebra.fail(fault, after_bytes=BEFORE_JOB + 1)
    assert print_on(address, timing=timing) == unknown(condition)
    assert zebra.printed == printed
    zebra.recover()
    assert zebra.printed == printed_later
    assert print_on(address, b"^XA^FDnext^FS^XZ") == PRINTED
    assert zebra.printed == (*printed_later, Format(b"^XA^FDnext^FS^XZ", 1))


def test_a_host_that_is_gone_for_others_still_prints_what_it_has(
    zebra: SimulatedZebra, address: AnyPrinterAddress
) -> None:
    zebra.fail(Fault.REFUSE, after_bytes=BEFORE_JOB + 1)
    assert print_on(address) == PRINTED
    assert print_on(address) == not_sent(PrinterCondition.UNREACHABLE)
    assert zebra.printed == ONCE


# -- what is printed --------------------------------------------------------------------------------------------------


def test_a_job_is_printed_once_and_confirmed(zebra: SimulatedZebra, address: AnyPrinterAddress) -> None:
    assert condition_of(address) is PrinterCondition.READY
    printer = open_printer(PrinterConfig("Zebra", "labels", address), PATIENT)
    assert [printer.print_job(f"label-{number}", JOB, ".zpl") for number in range(2)] == [PRINTED] * 2
    assert zebra.printed == ONCE * 2


def test_the_two_copies_of_a_pallet_label_are_one_job(zebra: SimulatedZebra, address: AnyPrinterAddress) -> None:
    pallet = JOB.replace(b"^XZ", b"^PQ2^XZ")
    zebra.fail(Fault.SLOW)
    assert print_on(address, pallet) == PRINTED
    assert zebra.printed == (Format(pallet, 2),)


def test_a_slow_printer_is_waited_for(zebra: SimulatedZebra, address: AnyPrinterAddress) -> None:
    zebra.fail(Fault.SLOW)
    assert print_on(address, JOB * 3) == PRINTED
    assert zebra.printed == ONCE * 3


def test_a_printer_still_busy_when_the_wait_ends_leaves_the_job_unknown(transport: str, tmp_path: Path) -> None:
    with simulated(transport, tmp_path, slow_s=3600) as (zebra, address):
        zebra.fail(Fault.SLOW)
        assert print_on(address, timing=SHORT_LIMIT) == unknown(PrinterCondition.SLOW)
        assert print_on(address, timing=SHORT_LIMIT) == not_sent(PrinterCondition.SLOW)
        assert zebra.printed == NOTHING
        zebra.recover()
        assert zebra.printed == ONCE


def test_a_job_that_a_slow_link_still_takes_when_the_wait_ends_is_unknown(transport: str, tmp_path: Path) -> None:
    with simulated(transport, tmp_path, link_rate=100_000) as (zebra, address):
        zebra.fail(Fault.SLOW_LINK, after_bytes=BEFORE_JOB)
        quick = dataclasses.replace(address, baud=4_000_000) if isinstance(address, SerialAddress) else address
        job = b"^XA^FD" + b"x" * 100_000 + b"^FS^XZ"
        assert print_on(quick, job, SHORT_LIMIT) == unknown(PrinterCondition.SLOW)
        assert zebra.printed == NOTHING


def test_a_serial_line_has_the_time_that_its_speed_takes(tmp_path: Path) -> None:
    with simulated("serial", tmp_path, link_rate=2000) as (zebra, address):
        zebra.fail(Fault.SLOW_LINK, after_bytes=BEFORE_JOB)
        timing = dataclasses.replace(PATIENT, status_s=0.3, confirm_limit_s=0.3)
        job = b"^XA^FD" + b"x" * 2000 + b"^FS^XZ"
        assert print_on(address, job, timing) == PRINTED
        assert zebra.printed == (Format(job, 1),)


# -- what proves it ---------------------------------------------------------------------------------------------------


def test_a_job_cancelled_at_the_panel_looks_printed_and_its_count_proves_that_it_is_not(
    transport: str, tmp_path: Path
) -> None:
    with simulated(transport, tmp_path, slow_s=3600) as (zebra, address):
        zebra.fail(Fault.SLOW)
        zebra.fail(Fault.CANCEL, after_bytes=BEFORE_JOB + len(JOB))
        timing = dataclasses.replace(PATIENT, status_s=0.5)
        assert print_on(address, timing=timing) == unknown(PrinterCondition.READY)
        zebra.recover()
        assert zebra.printed == NOTHING


def test_a_printer_that_does_not_count_is_believed_when_it_is_idle(transport: str, tmp_path: Path) -> None:
    with simulated(transport, tmp_path, counts=False) as (zebra, address):
        printer = open_printer(PrinterConfig("Zebra", "labels", address), dataclasses.replace(PATIENT, status_s=0.5))
        assert [printer.print_job(f"label-{number}", JOB, ".zpl") for number in range(2)] == [PRINTED] * 2
        zebra.fail(Fault.PAUSED, after_bytes=GREETING + len(b"~HS") + 1)
        assert printer.print_job("label-3", JOB, ".zpl") == unknown(PrinterCondition.PAUSED)
        assert zebra.printed == ONCE * 2


def test_a_printer_that_counts_and_falls_silent_gets_nothing(zebra: SimulatedZebra, address: AnyPrinterAddress) -> None:
    printer = open_printer(PrinterConfig("Zebra", "labels", address), dataclasses.replace(PATIENT, status_s=0.5))
    assert printer.print_job("label-1", JOB, ".zpl") == PRINTED
    zebra.fail(Fault.SILENT, after_bytes=BEFORE_JOB - 1)
    assert printer.print_job("label-2", JOB, ".zpl") == not_sent(PrinterCondition.SILENT)
    assert zebra.printed == ONCE


@pytest.mark.parametrize(("dpi", "condition"), [(300, "ready"), (600, "wrong-resolution"), (203, "wrong-resolution")])
def test_labels_go_to_the_head_that_they_are_drawn_for(dpi: int, condition: str) -> None:
    with SimulatedPrinter(dpi=dpi) as zebra:
        printer = open_printer(PrinterConfig("Zebra", "labels", zebra.address, dpi=300), PATIENT)
        assert printer.condition() == condition
        expected = PRINTED if condition == "ready" else not_sent(PrinterCondition.WRONG_RESOLUTION)
        assert printer.print_job("label-1", JOB, ".zpl") == expected
        assert zebra.printed == ONCE * (condition == "ready")


# -- cables -----------------------------------------------------------------------------------------------------------


def test_an_answer_that_nobody_waited_for_is_not_taken_for_the_next_one(tmp_path: Path) -> None:
    with SimulatedWiredPrinter(tmp_path / "printer") as zebra:
        device = os.open(tmp_path / "printer", os.O_RDWR | os.O_NOCTTY)
        os.write(device, b"~HI~HS")
        received = b""
        while first_status(received) is None:
            received += os.read(device, 1)
        os.write(device, b"~HI~HS~HS")  # its answers stay in the line
        zebra.fail(Fault.PAPER_OUT, after_bytes=0)
        os.close(device)
        assert condition_of(zebra.usb_address) is PrinterCondition.PAPER_OUT


@pytest.mark.parametrize("wire", ["serial", "usb"])
def test_a_cable_that_another_program_holds_is_waited_for_and_then_called_busy(wire: str, tmp_path: Path) -> None:
    with simulated(wire, tmp_path) as (zebra, address):
        with ThreadPoolExecutor(1) as lane, Serial(str(tmp_path / "printer"), exclusive=True) as other_program:
            assert print_on(address, timing=HASTY) == not_sent(PrinterCondition.BUSY)
            waiting = lane.submit(print_on, address)
            other_program.close()
            assert waiting.result() == PRINTED
        assert zebra.printed == ONCE


def test_what_is_no_device_is_no_printer(tmp_path: Path) -> None:
    (tmp_path / "lp0").write_bytes(b"")
    (tmp_path / "by-id").symlink_to(tmp_path / "gone")
    for name in ("lp0", "by-id", "missing"):
        assert print_on(UsbAddress(str(tmp_path / name))) == not_sent(PrinterCondition.UNREACHABLE)
        assert print_on(SerialAddress(str(tmp_path / name))) == not_sent(PrinterCondition.UNREACHABLE)
    assert (tmp_path / "lp0").read_bytes() == b""


@pytest.mark.parametrize(
    ("code", "condition"),
    [
        (errno.EACCES, PrinterCondition.FORBIDDEN),
        (errno.EPERM, PrinterCondition.FORBIDDEN),
        (errno.EBUSY, PrinterCondition.BUSY),
        (errno.EAGAIN, PrinterCondition.BUSY),
        (errno.ENOENT, PrinterCondition.UNREACHABLE),
        (errno.ENODEV, PrinterCondition.UNREACHABLE),
    ],
)
def test_why_a_port_cannot_be_opened_is_told_apart(code: int, condition: PrinterCondition) -> None:
    assert condition_of_error(OSError(code, os.strerror(code))) is condition


# -- the law ----------------------------------------------------------------------------------------------------------

faults = st.tuples(
    st.sampled_from(Fault),
    st.one_of(st.just(0), st.integers(1, BEFORE_JOB + 40)),
)
days = st.lists(
    st.tuples(st.lists(faults, max_size=2), st.sampled_from(["mend", "cancel", "leave"])), min_size=1, max_size=4
)


@settings(max_examples=60)
@given(days, st.booleans(), st.sampled_from(TRANSPORTS))
def test_whatever_fails_printed_is_printed_once_and_not_sent_is_not_printed(
    tmp_path_factory: pytest.TempPathFactory,
    day: list[tuple[list[tuple[Fault, int]], str]],
    counts: bool,
    transport: str,
) -> None:
    folder = tmp_path_factory.mktemp("cable")
    timing = PrinterTiming(connect_s=1.0, status_s=0.05, poll_interval_s=0.002, confirm_limit_s=0.1)
    jobs = [b"^XA^FDSAMPLE %d^FS^XZ" % number for number in range(len(day))]
    with simulated(transport, folder, slow_s=0.01, link_rate=20_000, counts=counts) as (zebra, address):
        results = []
        for job, (breaking, afterwards) in zip(jobs, day, strict=True):
            for fault, after_bytes in breaking:
                if counts or fault is not Fault.CANCEL:  # who does not count cannot know of it
                    zebra.fail(fault, after_bytes)
            results.append(print_on(address, job, timing))
            if afterwards == "cancel":
                zebra.press_cancel()
            if afterwards != "leave":
                zebra.recover()
        zebra.recover()
        last = dataclasses.replace(PATIENT, status_s=0.1)
        assert print_on(address, b"^XA^FDlast^FS^XZ", last) == PRINTED
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
