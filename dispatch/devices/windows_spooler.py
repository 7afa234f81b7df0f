"""Printers of the Windows spooler, sent to as they are (RAW) and asked what the spooler knows.

Written after Microsoft's documentation of the print spooler API (winspool.h) and **never run on Windows by its
authors**: tests know it by an imitation of the spooler. Only `WinSpool` touches Windows.

A RAW job is one-way: no host status comes back. PRINTED is said only where the spooler itself says of the job that it
was printed; a job that left the queue without that word, as most do unless the queue keeps printed documents, is
unknown. A document printer must understand PDF by itself.
"""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable
from ctypes import POINTER, Structure, byref, c_int, c_ubyte, c_uint32, c_void_p, c_wchar_p, cast
from enum import IntFlag
from time import monotonic
from typing import Any, Protocol

from dispatch.devices.printer_timing import PrinterTiming
from dispatch.domain.printers import PrinterCondition, PrinterConfig, PrintResult, PrintState

_ACCESS_DENIED = 5
_PIECE = 65536


class QueueFlag(IntFlag):
    """What the spooler says of a printer (PRINTER_INFO_2, Status)."""

    PAUSED = 0x1
    ERROR = 0x2
    PAPER_JAM = 0x8
    PAPER_OUT = 0x10
    PAPER_PROBLEM = 0x40
    OFFLINE = 0x80
    NOT_AVAILABLE = 0x1000
    NO_TONER = 0x40000
    USER_INTERVENTION = 0x100000
    DOOR_OPEN = 0x400000
    SERVER_OFFLINE = 0x2000000


class JobFlag(IntFlag):
    """What the spooler says of a job (JOB_INFO_1, Status)."""

    PAUSED = 0x1
    ERROR = 0x2
    DELETING = 0x4
    OFFLINE = 0x20
    PAPER_OUT = 0x40
    PRINTED = 0x80
    DELETED = 0x100
    BLOCKED = 0x200
    USER_INTERVENTION = 0x400


_OF_QUEUE = (
    (QueueFlag.OFFLINE | QueueFlag.NOT_AVAILABLE | QueueFlag.SERVER_OFFLINE, PrinterCondition.UNREACHABLE),
    (QueueFlag.DOOR_OPEN, PrinterCondition.COVER_OPEN),
    (QueueFlag.PAPER_JAM, PrinterCondition.JAMMED),
    (QueueFlag.PAPER_OUT | QueueFlag.PAPER_PROBLEM, PrinterCondition.PAPER_OUT),
    (QueueFlag.NO_TONER, PrinterCondition.TONER_OUT),
    (QueueFlag.PAUSED | QueueFlag.ERROR | QueueFlag.USER_INTERVENTION, PrinterCondition.STOPPED),
)
"""The first thing to mend comes first."""
_OF_JOB = (
    (JobFlag.OFFLINE, PrinterCondition.UNREACHABLE),
    (JobFlag.PAPER_OUT, PrinterCondition.PAPER_OUT),
    (JobFlag.DELETING | JobFlag.DELETED, PrinterCondition.REJECTED),
    (JobFlag.PAUSED | JobFlag.ERROR | JobFlag.BLOCKED | JobFlag.USER_INTERVENTION, PrinterCondition.STOPPED),
)


class SpoolerError(Exception):
    """A call of the spooler failed; `code` is the system's (GetLastError)."""

    def __init__(self, code: int) -> None:
        super().__init__(f"the spooler failed with error {code}")
        self.code = code


class Spooler(Protocol):
    """The calls of the spooler that printing takes; each raises SpoolerError where it fails."""

    def open(self, printer: str) -> int:
        """A handle of the printer."""

    def close(self, handle: int) -> None:
        """Give the handle back; never raises."""

    def status(self, handle: int) -> QueueFlag:
        """What is said of the printer; a printer set to work offline is OFFLINE."""

    def start(self, handle: int, title: str) -> int:
        """Begin a RAW job; its number."""

    def write(self, handle: int, data: bytes) -> int:
        """Hand over a part of the job; how many bytes were taken."""

    def end(self, handle: int) -> None:
        """End the job: it may be printed."""

    def abort(self, handle: int) -> None:
        """Take the begun job back; never raises."""

    def job(self, handle: int, number: int) -> JobFlag:
        """What is said of a job; SpoolerError where it is no longer in the queue."""


class WindowsPrinter:
    """A printer of the Windows spooler behind the `Printer` port."""

    def __init__(
        self, config: PrinterConfig, printer: str, timing: PrinterTiming, spooler: Callable[[], Spooler] | None = None
    ) -> None:
        """`spooler` gives the spooler when it is first needed; without it, that of Windows."""
        self.name = config.name
        self.role = config.role
        self._printer = printer
        self._timing = timing
        self._spooler = spooler or WinSpool

    def condition(self) -> PrinterCondition:
        """What the spooler says of the printer now."""
        try:
            spooler = self._spooler()
            handle = spooler.open(self._printer)
        except SpoolerError as error:
            return _unopened(error)
        try:
            return _first(_OF_QUEUE, spooler.status(handle))
        except SpoolerError:
            return PrinterCondition.SILENT
        finally:
            spooler.close(handle)

    def print_job(self, name: str, data: bytes, suffix: str) -> PrintResult:
        """Give the job to the spooler once, and wait for its word that it was printed."""
        try:
            spooler = self._spooler()
            handle = spooler.open(self._printer)
        except SpoolerError as error:
            return PrintResult(PrintState.NOT_SENT, _unopened(error))
        try:
            return self._deliver(spooler, handle, name + suffix, data)
        finally:
            spooler.close(handle)

    def _deliver(self, spooler: Spooler, handle: int, title: str, data: bytes) -> PrintResult:
        try:
            condition = _first(_OF_QUEUE, spooler.status(handle))
            if condition is not PrinterCondition.READY:
                return PrintResult(PrintState.NOT_SENT, condition)
            number = spooler.start(handle, title)
        except SpoolerError:
            return PrintResult(PrintState.NOT_SENT, PrinterCondition.REJECTED)
        try:
            _write_all(spooler, handle, data)
            spooler.end(handle)
        except SpoolerError:
            spooler.abort(handle)
            return PrintResult(PrintState.UNKNOWN, PrinterCondition.DROPPED)
        return self._await(spooler, handle, number)

    def _await(self, spooler: Spooler, handle: int, number: int) -> PrintResult:
        """Wait for the word that the job was printed; a job of which nothing is said any more may be just that."""
        deadline = monotonic() + self._timing.confirm_limit_s
        while monotonic() < deadline:
            try:
                flags = spooler.job(handle, number)
            except SpoolerError:
                return PrintResult(PrintState.UNKNOWN, PrinterCondition.SILENT)
            if JobFlag.PRINTED in flags:
                return PrintResult(PrintState.PRINTED, PrinterCondition.READY)
            condition = _first(_OF_JOB, flags)
            if condition is not PrinterCondition.READY:
                return PrintResult(PrintState.UNKNOWN, condition)
            time.sleep(self._timing.poll_interval_s)
        return PrintResult(PrintState.UNKNOWN, PrinterCondition.SLOW)


def _write_all(spooler: Spooler, handle: int, data: bytes) -> None:
    rest = data
    while rest:
        taken = spooler.write(handle, rest[:_PIECE])
        if not taken:
            raise SpoolerError(0)
        rest = rest[taken:]


def _first(table: tuple[tuple[IntFlag, PrinterCondition], ...], flags: IntFlag) -> PrinterCondition:
    return next((condition for flag, condition in table if flags & flag), PrinterCondition.READY)


def _unopened(error: SpoolerError) -> PrinterCondition:
    return PrinterCondition.FORBIDDEN if error.code == _ACCESS_DENIED else PrinterCondition.UNREACHABLE


# -- Windows --------------------------------------------------------------------------------------------------------


class _DocInfo(Structure):
    """DOC_INFO_1W."""

    _fields_ = (("name", c_wchar_p), ("output", c_wchar_p), ("datatype", c_wchar_p))


class _PrinterInfo(Structure):
    """PRINTER_INFO_2W."""

    _fields_ = (
        *((name, c_void_p) for name in ("server", "printer", "share", "port", "driver", "comment", "location")),
        *((name, c_void_p) for name in ("devmode", "separator", "processor", "datatype", "parameters", "security")),
        *((name, c_uint32) for name in ("attributes", "priority", "default_priority", "start", "until")),
        *((name, c_uint32) for name in ("status", "jobs", "pages_a_minute")),
    )


class _JobInfo(Structure):
    """JOB_INFO_1W up to its status; what follows is not read."""

    _fields_ = (
        ("number", c_uint32),
        *((name, c_void_p) for name in ("printer", "machine", "user", "document", "datatype", "words")),
        ("status", c_uint32),
    )


_WORK_OFFLINE = 0x400
"""PRINTER_ATTRIBUTE_WORK_OFFLINE: how Windows shows a USB printer that was unplugged."""


class WinSpool:
    """The spooler of this Windows, by winspool.drv."""

    def __init__(self) -> None:
        """SpoolerError where this is no Windows."""
        load: Any = getattr(ctypes, "WinDLL", None)
        if load is None:
            raise SpoolerError(0)
        self._calls = load("winspool.drv", use_last_error=True)

    def open(self, printer: str) -> int:
        handle = c_void_p()
        self._do("OpenPrinterW", c_wchar_p(printer), byref(handle), None)
        return handle.value or 0

    def close(self, handle: int) -> None:
        self._call("ClosePrinter", c_void_p(handle))

    def status(self, handle: int) -> QueueFlag:
        info = cast(self._ask("GetPrinterW", c_void_p(handle), c_uint32(2)), POINTER(_PrinterInfo)).contents
        flags = QueueFlag(info.status & sum(QueueFlag))
        return flags | QueueFlag.OFFLINE if info.attributes & _WORK_OFFLINE else flags

    def start(self, handle: int, title: str) -> int:
        info = _DocInfo(title, None, "RAW")
        return self._do("StartDocPrinterW", c_void_p(handle), c_uint32(1), byref(info))

    def write(self, handle: int, data: bytes) -> int:
        taken = c_uint32()
        self._do("WritePrinter", c_void_p(handle), data, c_uint32(len(data)), byref(taken))
        return taken.value

    def end(self, handle: int) -> None:
        self._do("EndDocPrinter", c_void_p(handle))

    def abort(self, handle: int) -> None:
        self._call("AbortPrinter", c_void_p(handle))

    def job(self, handle: int, number: int) -> JobFlag:
        answer = self._ask("GetJobW", c_void_p(handle), c_uint32(number), c_uint32(1))
        return JobFlag(cast(answer, POINTER(_JobInfo)).contents.status & sum(JobFlag))

    def _ask(self, name: str, *arguments: Any) -> Any:
        """The buffer that a Get… call fills: it is asked for its size first."""
        size = c_uint32()
        self._call(name, *arguments, None, c_uint32(0), byref(size))
        answer = (c_ubyte * max(size.value, 1))()
        self._do(name, *arguments, answer, size, byref(size))
        return answer

    def _do(self, name: str, *arguments: Any) -> int:
        result = self._call(name, *arguments)
        if not result:
            raise SpoolerError(int(getattr(ctypes, "get_last_error")()))  # noqa: B009
        return result

    def _call(self, name: str, *arguments: Any) -> int:
        function = getattr(self._calls, name)
        function.restype = c_int
        return int(function(*arguments))
