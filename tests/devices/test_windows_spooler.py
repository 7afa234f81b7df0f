"""A printer of the Windows spooler: none is at hand, so this one is an imitation after Microsoft's documentation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from dispatch.devices.printers import PrinterTiming, open_printer
from dispatch.devices.windows_spooler import JobFlag, QueueFlag, SpoolerError, WindowsPrinter
from dispatch.domain.printers import PrinterCondition, PrinterConfig, PrintResult, PrintState, WindowsAddress

ADDRESS = WindowsAddress("ZDesigner ZD421")
CONFIG = PrinterConfig("Zebra", "labels", ADDRESS)
TIMING = PrinterTiming(poll_interval_s=0.001, confirm_limit_s=0.05)
JOB = b"^XA^FDSAMPLE^FS^XZ" * 10_000
NOTHING_WRONG = QueueFlag(0)
GONE, DENIED, UNKNOWN_NAME, BROKEN = 87, 5, 1801, 31


@dataclass
class ImitatedSpooler:
    """One queue: what it says, which call fails with which error, and how its jobs fare."""

    queue: QueueFlag = NOTHING_WRONG
    fails: dict[str, int] = field(default_factory=dict)
    fates: list[JobFlag | None] = field(default_factory=list)
    """What is said of the job at each question, the last for ever; None: nothing, it has left the queue."""
    taken: bytes = b""
    titles: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    at_once: int = 1000

    def open(self, printer: str) -> int:
        self._call("open")
        assert printer == ADDRESS.printer
        return 7

    def close(self, handle: int) -> None:
        self.calls.append("close")
        assert handle == 7

    def status(self, handle: int) -> QueueFlag:
        self._call("status")
        return self.queue

    def start(self, handle: int, title: str) -> int:
        self._call("start")
        self.titles.append(title)
        return 3

    def write(self, handle: int, data: bytes) -> int:
        if len(self.taken) >= 2 * self.at_once:
            self._call("write")
        self.taken += data[: self.at_once]
        return min(len(data), self.at_once)

    def end(self, handle: int) -> None:
        self._call("end")

    def abort(self, handle: int) -> None:
        self.calls.append("abort")

    def job(self, handle: int, number: int) -> JobFlag:
        assert number == 3
        fate = self.fates.pop(0) if len(self.fates) > 1 else self.fates[0]
        if fate is None:
            raise SpoolerError(GONE)
        return fate

    def _call(self, name: str) -> None:
        if code := self.fails.get(name):
            raise SpoolerError(code)


def printer_on(spooler: ImitatedSpooler) -> WindowsPrinter:
    return WindowsPrinter(CONFIG, ADDRESS.printer, TIMING, lambda: spooler)


@pytest.fixture
def closed() -> Iterator[Callable[[ImitatedSpooler], ImitatedSpooler]]:
    """Watches a spooler: each handle that was given is given back."""
    watched: list[ImitatedSpooler] = []

    def watch(spooler: ImitatedSpooler) -> ImitatedSpooler:
        watched.append(spooler)
        return spooler

    yield watch
    assert all(spooler.calls[-1:] == ["close"] for spooler in watched if "open" not in spooler.fails)


Watch = Callable[[ImitatedSpooler], ImitatedSpooler]


def test_a_job_is_given_whole_and_once_and_printed_when_the_spooler_says_so(closed: Watch) -> None:
    spooler = closed(ImitatedSpooler(fates=[JobFlag(0), JobFlag(0), JobFlag.PRINTED]))
    assert printer_on(spooler).print_job("000007-carton-label", JOB, ".zpl") == PrintResult(
        PrintState.PRINTED, PrinterCondition.READY
    )
    assert (spooler.taken, spooler.titles) == (JOB, ["000007-carton-label.zpl"])


@pytest.mark.parametrize(
    ("fates", "condition"),
    [
        ([JobFlag(0), None], PrinterCondition.SILENT),
        ([JobFlag(0)], PrinterCondition.SLOW),
        ([JobFlag.PAPER_OUT], PrinterCondition.PAPER_OUT),
        ([JobFlag.OFFLINE], PrinterCondition.UNREACHABLE),
        ([JobFlag(0), JobFlag.DELETING], PrinterCondition.REJECTED),
        ([JobFlag.ERROR], PrinterCondition.STOPPED),
        ([JobFlag.PAUSED | JobFlag.PAPER_OUT], PrinterCondition.PAPER_OUT),
    ],
)
def test_a_job_of_which_the_spooler_says_anything_else_is_unknown(
    fates: list[JobFlag | None], condition: PrinterCondition, closed: Watch
) -> None:
    spooler = closed(ImitatedSpooler(fates=fates))
    assert printer_on(spooler).print_job("label-1", JOB, ".zpl") == PrintResult(PrintState.UNKNOWN, condition)
    assert spooler.taken == JOB


@pytest.mark.parametrize(
    ("queue", "condition"),
    [
        (QueueFlag.PAPER_OUT, PrinterCondition.PAPER_OUT),
        (QueueFlag.PAPER_JAM | QueueFlag.ERROR, PrinterCondition.JAMMED),
        (QueueFlag.DOOR_OPEN, PrinterCondition.COVER_OPEN),
        (QueueFlag.NO_TONER, PrinterCondition.TONER_OUT),
        (QueueFlag.OFFLINE | QueueFlag.PAPER_OUT, PrinterCondition.UNREACHABLE),
        (QueueFlag.PAUSED, PrinterCondition.STOPPED),
    ],
)
def test_nothing_is_given_to_a_queue_that_is_not_ready(
    queue: QueueFlag, condition: PrinterCondition, closed: Watch
) -> None:
    spooler = closed(ImitatedSpooler(queue=queue))
    assert printer_on(spooler).condition() is condition
    assert printer_on(spooler).print_job("label-1", JOB, ".zpl") == PrintResult(PrintState.NOT_SENT, condition)
    assert (spooler.taken, spooler.titles) == (b"", [])


@pytest.mark.parametrize(
    ("fails", "condition", "result"),
    [
        (
            {"open": UNKNOWN_NAME},
            PrinterCondition.UNREACHABLE,
            PrintResult(PrintState.NOT_SENT, PrinterCondition.UNREACHABLE),
        ),
        ({"open": DENIED}, PrinterCondition.FORBIDDEN, PrintResult(PrintState.NOT_SENT, PrinterCondition.FORBIDDEN)),
        ({"status": BROKEN}, PrinterCondition.SILENT, PrintResult(PrintState.NOT_SENT, PrinterCondition.REJECTED)),
        ({"start": DENIED}, PrinterCondition.READY, PrintResult(PrintState.NOT_SENT, PrinterCondition.REJECTED)),
        ({"write": BROKEN}, PrinterCondition.READY, PrintResult(PrintState.UNKNOWN, PrinterCondition.DROPPED)),
        ({"end": BROKEN}, PrinterCondition.READY, PrintResult(PrintState.UNKNOWN, PrinterCondition.DROPPED)),
    ],
)
def test_a_call_that_fails_says_what_is_known_of_the_job(
    fails: dict[str, int], condition: PrinterCondition, result: PrintResult, closed: Watch
) -> None:
    spooler = closed(ImitatedSpooler(fails=fails))
    assert printer_on(spooler).condition() is condition
    assert printer_on(spooler).print_job("label-1", JOB, ".zpl") == result
    assert ("abort" in spooler.calls) is (result.state is PrintState.UNKNOWN)


def test_a_spooler_that_takes_nothing_gets_no_endless_job(closed: Watch) -> None:
    spooler = closed(ImitatedSpooler(at_once=0))
    assert printer_on(spooler).print_job("label-1", JOB, ".zpl") == PrintResult(
        PrintState.UNKNOWN, PrinterCondition.DROPPED
    )


def test_where_there_is_no_windows_such_a_printer_is_unreachable() -> None:
    printer = open_printer(CONFIG, TIMING)
    assert isinstance(printer, WindowsPrinter)
    assert printer.condition() is PrinterCondition.UNREACHABLE
    assert printer.print_job("label-1", JOB, ".zpl") == PrintResult(PrintState.NOT_SENT, PrinterCondition.UNREACHABLE)
