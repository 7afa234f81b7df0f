"""A real CUPS scheduler between us and the printer: what arrives, what is told of it, and what stays in no queue."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypedDict, Unpack

import pypdfium2
import pytest

from dispatch.devices.cups import FoundPrinter, found_printers
from dispatch.devices.ipp_printer import IppPrinter, IppTiming
from dispatch.devices.simulated_ipp_jobs import IppFault
from dispatch.devices.simulated_ipp_printer import SimulatedIppPrinter
from dispatch.documents.renderer import PaperRenderer, render
from dispatch.domain.printers import CupsAddress, PrinterCondition, PrinterConfig, PrintResult, PrintState
from tests.documents import samples
from tests.documents.samples import packing_list
from tests.support.cups import CupsServer, cups_server

TIMING = IppTiming(10.0, 10.0, poll_interval_s=0.02, trouble_limit_s=1.0, busy_limit_s=30.0, cancel_limit_s=10.0)
PRINTED = PrintResult(PrintState.PRINTED, PrinterCondition.READY)
ZPL = "^XA^CI28^FO10,10^FH\\^FDÉtiquette œ €\x1d^FS^XZ".encode() + bytes(range(256))


@pytest.fixture(scope="module")
def scheduler() -> Iterator[CupsServer]:
    with cups_server() as server:
        yield server


@pytest.fixture
def cups(scheduler: CupsServer, monkeypatch: pytest.MonkeyPatch) -> CupsServer:
    monkeypatch.setenv("CUPS_SERVER", scheduler.server)
    return scheduler


@pytest.fixture
def office() -> Iterator[SimulatedIppPrinter]:
    with SimulatedIppPrinter(slow_s=0.5) as printer:
        yield printer


@pytest.fixture
def queue(cups: CupsServer, office: SimulatedIppPrinter, request: pytest.FixtureRequest) -> str:
    """A queue without a driver for the office printer, named after its test."""
    name = request.function.__name__
    cups.add_queue(name, f"ipp://127.0.0.1:{office.address.port}/ipp/print", "everywhere")
    return name


@pytest.fixture(scope="module")
def paper() -> bytes:
    return PaperRenderer().render(packing_list(serials=30))


class Asked(TypedDict, total=False):
    copies: int
    tray: str
    duplex: bool


def print_on(queue: str, data: bytes, **asked: Unpack[Asked]) -> PrintResult:
    config = PrinterConfig("Office", "documents", CupsAddress(queue), **asked)
    return IppPrinter(config, TIMING).print_job("000001-packing-list-1", data, ".pdf")


def condition_of(queue: str) -> PrinterCondition:
    return IppPrinter(PrinterConfig("Office", "documents", CupsAddress(queue)), TIMING).condition()


def not_sent(condition: PrinterCondition) -> PrintResult:
    return PrintResult(PrintState.NOT_SENT, condition)


def unknown(condition: PrinterCondition) -> PrintResult:
    return PrintResult(PrintState.UNKNOWN, condition)


def text_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as opened:
        return [page.get_textpage().get_text_range() for page in opened]


@contextmanager
def raw_port() -> Iterator[tuple[int, list[bytes]]]:
    """A printer on raw TCP; what each connection brought, if anything."""

    def serve() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                with connection, connection.makefile("rb") as incoming:
                    if job := incoming.read():
                        jobs.append(job)

    jobs: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1], jobs
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_a_paper_through_a_raw_queue_arrives_byte_for_byte(
    cups: CupsServer, office: SimulatedIppPrinter, paper: bytes
) -> None:
    cups.add_queue("plain", f"ipp://127.0.0.1:{office.address.port}/ipp/print")
    assert print_on("plain", paper) == PRINTED
    assert [document.data for document in office.printed] == [paper]


def test_a_label_through_a_raw_queue_arrives_byte_for_byte_and_nobody_vouches_for_it(cups: CupsServer) -> None:
    with raw_port() as (port, jobs):
        cups.add_queue("ZEBRA", f"socket://127.0.0.1:{port}")
        zebra = IppPrinter(PrinterConfig("Zebra", "labels", CupsAddress("ZEBRA")), TIMING)
        assert zebra.condition() is PrinterCondition.READY
        assert zebra.print_job("000001-carton-label", ZPL, ".zpl") == unknown(PrinterCondition.READY)
    assert jobs == [ZPL]


def test_copies_tray_and_both_sides_reach_the_printer_behind_a_queue(
    queue: str, office: SimulatedIppPrinter, paper: bytes
) -> None:
    assert print_on(queue, paper, copies=2, tray="tray-2", duplex=True) == PRINTED
    (printed,) = office.printed
    assert (printed.copies, printed.sides, printed.media, printed.source) == (
        2,
        "two-sided-long-edge",
        "21000x29700",
        "tray-2",
    )
    assert text_of(printed.data) == text_of(paper)


def test_the_copies_of_a_waybill_stay_on_sheets_of_their_own_behind_a_queue_too(
    queue: str, office: SimulatedIppPrinter
) -> None:
    assert print_on(queue, render(samples.waybill(1)), duplex=True) == PRINTED
    assert [printed.sides for printed in office.printed] == ["one-sided"]


def test_a_tray_that_the_queue_does_not_know_is_refused(queue: str, office: SimulatedIppPrinter, paper: bytes) -> None:
    assert print_on(queue, paper, tray="tray-9") == not_sent(PrinterCondition.REJECTED)
    assert office.received == 0


def test_a_paused_queue_gets_no_job(cups: CupsServer, queue: str, office: SimulatedIppPrinter, paper: bytes) -> None:
    cups.run("cupsdisable", queue)
    assert condition_of(queue) is PrinterCondition.PAUSED
    assert print_on(queue, paper) == not_sent(PrinterCondition.PAUSED)
    assert cups.waiting(queue) == []
    cups.run("cupsenable", queue)
    assert print_on(queue, paper) == PRINTED
    assert len(office.printed) == 1


def test_a_queue_that_takes_no_jobs_gets_none(cups: CupsServer, queue: str, paper: bytes) -> None:
    cups.run("cupsreject", queue)
    assert condition_of(queue) is PrinterCondition.REJECTED
    assert print_on(queue, paper) == not_sent(PrinterCondition.REJECTED)


def test_a_queue_that_does_not_exist_is_unreachable(cups: CupsServer, paper: bytes) -> None:
    assert condition_of("nowhere") is PrinterCondition.UNREACHABLE
    assert print_on("nowhere", paper) == not_sent(PrinterCondition.UNREACHABLE)


def test_a_job_that_the_queue_holds_is_taken_back(
    cups: CupsServer, queue: str, office: SimulatedIppPrinter, paper: bytes
) -> None:
    cups.run("lpadmin", "-p", queue, "-o", "job-hold-until-default=indefinite")
    assert print_on(queue, paper) == not_sent(PrinterCondition.STOPPED)
    assert cups.waiting(queue) == []
    assert office.received == 0


def test_a_job_behind_that_of_somebody_else_is_taken_back(
    cups: CupsServer, queue: str, office: SimulatedIppPrinter, paper: bytes, tmp_path: Path
) -> None:
    (tmp_path / "theirs.pdf").write_bytes(paper)
    office.fail(IppFault.PAPER_OUT, after_bytes=1)
    cups.run("lp", "-d", queue, str(tmp_path / "theirs.pdf"))
    assert print_on(queue, paper) == not_sent(PrinterCondition.PAPER_OUT)
    assert len(cups.waiting(queue)) == 1
    cups.run("cancel", "-a", queue)


def test_lp_says_it_is_done_with_a_printer_that_is_off_but_we_know(
    cups: CupsServer, queue: str, office: SimulatedIppPrinter, paper: bytes, tmp_path: Path
) -> None:
    office.fail(IppFault.GONE)
    (tmp_path / "paper.pdf").write_bytes(paper)
    assert cups.run("lp", "-d", queue, str(tmp_path / "paper.pdf")).startswith("request id is ")
    assert len(cups.waiting(queue)) == 1
    cups.run("cancel", "-a", queue)
    assert condition_of(queue) is PrinterCondition.UNREACHABLE
    assert print_on(queue, paper) == not_sent(PrinterCondition.UNREACHABLE)
    assert cups.waiting(queue) == []


@pytest.mark.parametrize(
    ("fault", "condition"),
    [
        (IppFault.PAPER_OUT, PrinterCondition.PAPER_OUT),
        (IppFault.COVER_OPEN, PrinterCondition.COVER_OPEN),
        (IppFault.PAUSED, PrinterCondition.PAUSED),
    ],
)
def test_a_printer_that_is_not_ready_behind_an_idle_queue_gets_no_job(
    queue: str, office: SimulatedIppPrinter, paper: bytes, fault: IppFault, condition: PrinterCondition
) -> None:
    office.fail(fault)
    assert condition_of(queue) is condition
    assert print_on(queue, paper) == not_sent(condition)
    assert office.received == 0


def test_paper_that_runs_out_is_told_and_the_job_comes_out_at_no_time(
    cups: CupsServer, queue: str, office: SimulatedIppPrinter, paper: bytes
) -> None:
    office.fail(IppFault.PAPER_OUT, after_bytes=1)
    assert print_on(queue, paper) == unknown(PrinterCondition.PAPER_OUT)
    assert cups.waiting(queue) == []
    office.recover()
    cups.rest(queue)
    assert condition_of(queue) is PrinterCondition.READY
    assert print_on(queue, paper) == PRINTED
    assert len(office.printed) == 1


def test_a_slow_printer_behind_a_queue_is_waited_for(queue: str, office: SimulatedIppPrinter, paper: bytes) -> None:
    office.fail(IppFault.SLOW)
    assert print_on(queue, paper) == PRINTED
    assert len(office.printed) == 1


def test_the_queues_of_this_machine_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    with cups_server() as own:
        monkeypatch.setenv("CUPS_SERVER", own.server)
        assert found_printers() == []
        own.add_queue("Bureau-2", "socket://127.0.0.1:9", "raw", "-D", "Laser du quai, étage 2")
        own.add_queue("A4", "socket://127.0.0.1:9")
        assert found_printers() == [
            FoundPrinter("A4", CupsAddress("A4"), "A4"),
            FoundPrinter("Bureau-2", CupsAddress("Bureau-2"), "Laser du quai, étage 2"),
        ]
    assert found_printers() == []
    assert condition_of("A4") is PrinterCondition.UNREACHABLE
