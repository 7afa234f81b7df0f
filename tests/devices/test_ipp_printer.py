"""A document printer over IPP: each fault gives its exact result, and no job comes out later that was given up."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator
from time import monotonic
from typing import TypedDict, Unpack

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch.devices.ipp_printer import IppPrinter, IppTiming
from dispatch.devices.simulated_ipp_jobs import IppFault, PrintedDocument
from dispatch.devices.simulated_ipp_printer import SimulatedIppPrinter
from dispatch.documents.renderer import render
from dispatch.domain.printers import IppAddress, PrinterCondition, PrinterConfig, PrintResult, PrintState
from tests.documents import samples

PAPER = b"%PDF-1.4\n" + b"a paper of a few pages " * 20
PATIENT = IppTiming(10.0, 10.0, poll_interval_s=0.005, trouble_limit_s=0.02, busy_limit_s=10.0, cancel_limit_s=10.0)
HASTY = IppTiming(0.2, 0.2, poll_interval_s=0.005, trouble_limit_s=0.02, busy_limit_s=0.2, cancel_limit_s=0.2)

STOPPED = [
    (IppFault.PAPER_OUT, PrinterCondition.PAPER_OUT),
    (IppFault.JAMMED, PrinterCondition.JAMMED),
    (IppFault.TONER_OUT, PrinterCondition.TONER_OUT),
    (IppFault.COVER_OPEN, PrinterCondition.COVER_OPEN),
    (IppFault.PAUSED, PrinterCondition.PAUSED),
    (IppFault.STOPPED, PrinterCondition.STOPPED),
]
NOTHING: tuple[PrintedDocument, ...] = ()
UP_TO_THE_JOB = 2
"""The printer is asked how it is, and the job is sent."""
PRINTED = PrintResult(PrintState.PRINTED, PrinterCondition.READY)


@pytest.fixture
def office() -> Iterator[SimulatedIppPrinter]:
    with SimulatedIppPrinter(slow_s=0.05) as printer:
        yield printer


class Asked(TypedDict, total=False):
    copies: int
    tray: str
    duplex: bool


def print_on(
    address: IppAddress, timing: IppTiming = PATIENT, data: bytes = PAPER, **asked: Unpack[Asked]
) -> PrintResult:
    config = PrinterConfig("Office", "documents", address, **asked)
    return IppPrinter(config, timing).print_job("000001-waybill-T1", data, ".pdf")


def condition_of(address: IppAddress, timing: IppTiming = PATIENT) -> PrinterCondition:
    return IppPrinter(PrinterConfig("Office", "documents", address), timing).condition()


def not_sent(condition: PrinterCondition) -> PrintResult:
    return PrintResult(PrintState.NOT_SENT, condition)


def unknown(condition: PrinterCondition) -> PrintResult:
    return PrintResult(PrintState.UNKNOWN, condition)


def document(
    data: bytes = PAPER,
    copies: int = 1,
    sides: str = "one-sided",
    media: str = "iso_a4_210x297mm",
    source: str = "",
) -> PrintedDocument:
    return PrintedDocument("000001-waybill-T1", "application/pdf", data, copies, sides, media, source)


def test_a_paper_is_printed_once_on_a4_and_confirmed(office: SimulatedIppPrinter) -> None:
    assert condition_of(office.address) is PrinterCondition.READY
    assert print_on(office.address) == PRINTED
    assert office.printed == (document(),)


def test_copies_tray_and_both_sides_are_asked_for(office: SimulatedIppPrinter) -> None:
    assert print_on(office.address, copies=3, tray="tray-2", duplex=True) == PRINTED
    assert office.printed == (document(copies=3, sides="two-sided-long-edge", media="21000x29700", source="tray-2"),)


@pytest.mark.parametrize("duplex", [False, True])
@pytest.mark.parametrize("mark", ["", "DUPLICATA 2"])
@pytest.mark.parametrize("stops", [1, 6, 20])
def test_the_copies_of_a_waybill_are_never_on_one_sheet(
    office: SimulatedIppPrinter, stops: int, mark: str, duplex: bool
) -> None:
    waybill, note = render(samples.waybill(stops), mark), render(samples.delivery_note(), mark)
    assert [print_on(office.address, data=paper, duplex=duplex) for paper in (waybill, note)] == [PRINTED] * 2
    assert [printed.sides for printed in office.printed] == [
        "one-sided",
        "two-sided-long-edge" if duplex else "one-sided",
    ]


def test_a_tray_that_the_printer_has_not_is_refused_before_anything_is_sent(office: SimulatedIppPrinter) -> None:
    config = PrinterConfig("Office", "documents", office.address, tray="tray-9")
    assert IppPrinter(config, PATIENT).condition() is PrinterCondition.REJECTED
    assert print_on(office.address, tray="tray-9") == not_sent(PrinterCondition.REJECTED)
    assert office.received == 0


def test_a_long_paper_arrives_whole(office: SimulatedIppPrinter) -> None:
    long = bytes(range(256)) * 4096
    assert print_on(office.address, data=long) == PRINTED
    assert office.printed == (document(long),)


def test_an_old_printer_is_spoken_to_in_its_version() -> None:
    with SimulatedIppPrinter(versions=((1, 1),)) as old:
        assert print_on(old.address) == PRINTED
        assert old.printed == (document(),)


@pytest.mark.parametrize(("fault", "condition"), STOPPED)
def test_nothing_is_sent_to_a_printer_that_is_not_ready(
    office: SimulatedIppPrinter, fault: IppFault, condition: PrinterCondition
) -> None:
    office.fail(fault)
    assert condition_of(office.address) is condition
    assert print_on(office.address) == not_sent(condition)
    assert office.received == 0
    office.recover()
    assert print_on(office.address) == PRINTED
    assert office.printed == (document(),)


@pytest.mark.parametrize(("fault", "condition"), STOPPED[:4])
def test_a_job_that_stops_in_the_middle_is_unknown_and_never_finished_later(
    office: SimulatedIppPrinter, fault: IppFault, condition: PrinterCondition
) -> None:
    office.fail(fault, after_bytes=1)
    assert print_on(office.address) == unknown(condition)
    office.recover()
    assert office.printed == NOTHING


@pytest.mark.parametrize(("fault", "condition"), [*STOPPED[4:], (IppFault.HOLDS, PrinterCondition.STOPPED)])
def test_a_job_that_was_not_begun_is_taken_back_and_may_be_sent_again(
    office: SimulatedIppPrinter, fault: IppFault, condition: PrinterCondition
) -> None:
    office.fail(fault, after_bytes=1)
    assert print_on(office.address) == not_sent(condition)
    office.recover()
    assert office.printed == NOTHING
    assert print_on(office.address) == PRINTED
    assert office.printed == (document(),)


def test_trouble_that_is_mended_in_time_costs_no_job(office: SimulatedIppPrinter) -> None:
    office.fail(IppFault.PAPER_OUT, after_bytes=1)
    refilled = threading.Timer(0.1, office.recover)
    refilled.start()
    assert print_on(office.address, dataclasses.replace(PATIENT, trouble_limit_s=10.0)) == PRINTED
    refilled.join()
    assert office.printed == (document(),)


@pytest.mark.parametrize("fault", [IppFault.CLOSED, IppFault.REFUSES])
def test_a_refused_job_was_not_printed(office: SimulatedIppPrinter, fault: IppFault) -> None:
    office.fail(fault)
    assert print_on(office.address) == not_sent(PrinterCondition.REJECTED)
    office.recover()
    assert office.printed == NOTHING


def test_a_printer_that_takes_no_further_jobs_finishes_ours(office: SimulatedIppPrinter) -> None:
    office.fail(IppFault.SLOW)
    office.fail(IppFault.CLOSED, after_requests=UP_TO_THE_JOB)
    assert print_on(office.address) == PRINTED
    assert condition_of(office.address) is PrinterCondition.REJECTED


def test_a_job_that_the_printer_gives_up_is_unknown(office: SimulatedIppPrinter) -> None:
    office.fail(IppFault.ABORTS)
    assert print_on(office.address) == unknown(PrinterCondition.REJECTED)
    office.recover()
    assert office.printed == NOTHING


def test_a_job_cancelled_at_the_panel_is_not_printed_again_unasked(office: SimulatedIppPrinter) -> None:
    office.fail(IppFault.HOLDS)
    pressed = threading.Timer(0.1, office.press_cancel)
    pressed.start()
    assert print_on(office.address, dataclasses.replace(PATIENT, trouble_limit_s=10.0)) == unknown(
        PrinterCondition.STOPPED
    )
    pressed.join()
    office.recover()
    assert office.printed == NOTHING


def test_a_printer_that_forgets_its_jobs_proves_nothing(office: SimulatedIppPrinter) -> None:
    office.fail(IppFault.FORGETS)
    assert print_on(office.address) == unknown(PrinterCondition.READY)
    assert office.printed == (document(),)


def test_a_slow_printer_is_waited_for(office: SimulatedIppPrinter) -> None:
    office.fail(IppFault.SLOW)
    assert print_on(office.address) == PRINTED
    assert office.printed == (document(),)


def test_a_printer_without_progress_is_too_slow_and_its_job_is_cancelled() -> None:
    with SimulatedIppPrinter(slow_s=3600) as office:
        office.fail(IppFault.SLOW)
        assert print_on(office.address, dataclasses.replace(PATIENT, busy_limit_s=0.05)) == unknown(
            PrinterCondition.SLOW
        )
        office.recover()
        assert office.printed == NOTHING


def test_silence_means_not_ready_and_nothing_is_sent(office: SimulatedIppPrinter) -> None:
    office.fail(IppFault.SILENT)
    assert condition_of(office.address, HASTY) is PrinterCondition.SILENT
    assert print_on(office.address, HASTY) == not_sent(PrinterCondition.SILENT)
    assert office.received == 0


def test_silence_after_the_document_leaves_it_unknown_although_it_was_printed(office: SimulatedIppPrinter) -> None:
    office.fail(IppFault.SILENT, after_bytes=1)
    assert print_on(office.address, HASTY) == unknown(PrinterCondition.SILENT)
    assert office.printed == (document(),)


def test_a_printer_switched_off_is_unreachable(office: SimulatedIppPrinter) -> None:
    office.fail(IppFault.GONE)
    assert condition_of(office.address) is PrinterCondition.UNREACHABLE
    assert print_on(office.address) == not_sent(PrinterCondition.UNREACHABLE)
    office.recover()
    assert print_on(office.address) == PRINTED


@pytest.mark.parametrize(
    ("fault", "condition"),
    [
        (IppFault.GONE, PrinterCondition.UNREACHABLE),
        (IppFault.DROP, PrinterCondition.DROPPED),
        (IppFault.SILENT, PrinterCondition.SILENT),
    ],
)
def test_a_printer_that_is_lost_while_it_prints_leaves_the_job_unknown(
    fault: IppFault, condition: PrinterCondition
) -> None:
    with SimulatedIppPrinter(slow_s=3600) as office:
        office.fail(IppFault.SLOW)
        office.fail(fault, after_requests=UP_TO_THE_JOB)
        assert print_on(office.address, dataclasses.replace(HASTY, trouble_limit_s=0.1)) == unknown(condition)


def test_a_link_cut_before_the_document_leaves_it_unsent(office: SimulatedIppPrinter) -> None:
    office.fail(IppFault.DROP)
    assert condition_of(office.address) is PrinterCondition.DROPPED
    assert print_on(office.address) == not_sent(PrinterCondition.DROPPED)
    office.recover()
    assert print_on(office.address) == PRINTED


@pytest.mark.parametrize("arrived", [1, 7, len(PAPER) - 1, len(PAPER)])
def test_a_link_cut_anywhere_after_it_leaves_the_job_unknown(office: SimulatedIppPrinter, arrived: int) -> None:
    office.fail(IppFault.DROP, after_bytes=arrived)
    assert print_on(office.address) == unknown(PrinterCondition.DROPPED)
    assert office.printed == (document(),) * (arrived == len(PAPER))


def test_no_wait_is_longer_than_its_limits(office: SimulatedIppPrinter) -> None:
    office.fail(IppFault.SILENT)
    began = monotonic()
    condition_of(office.address, HASTY)
    assert monotonic() - began < 2.0


faults = st.tuples(st.sampled_from(IppFault), st.one_of(st.just(0), st.integers(1, len(PAPER) + 5)))
days = st.lists(
    st.tuples(st.lists(faults, max_size=2), st.sampled_from(["mend", "cancel", "leave"])), min_size=1, max_size=3
)


@settings(max_examples=60)
@given(days)
def test_whatever_fails_printed_is_printed_once_and_not_sent_is_not_printed(
    day: list[tuple[list[tuple[IppFault, int]], str]],
) -> None:
    hurried = IppTiming(1.0, 0.05, poll_interval_s=0.002, trouble_limit_s=0.01, busy_limit_s=0.05, cancel_limit_s=0.05)
    papers = [b"%%PDF-1.4 paper %d" % number + PAPER for number in range(len(day))]
    with SimulatedIppPrinter(slow_s=0.01) as office:
        results = []
        for paper, (breaking, afterwards) in zip(papers, day, strict=True):
            for fault, after_bytes in breaking:
                office.fail(fault, after_bytes)
            results.append(print_on(office.address, hurried, paper))
            if afterwards == "cancel":
                office.press_cancel()
            if afterwards != "leave":
                office.recover()
        office.recover()
        assert print_on(office.address, data=b"%PDF last") == PRINTED
        out = [printed.data for printed in office.printed]
    assert set(out) <= {*papers, b"%PDF last"}
    for paper, result in zip(papers, results, strict=True):
        allowed = {PrintState.PRINTED: {1}, PrintState.NOT_SENT: {0}, PrintState.UNKNOWN: {0, 1}}
        assert out.count(paper) in allowed[result.state]
