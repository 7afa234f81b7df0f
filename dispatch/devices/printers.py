"""Printers behind the `Printer` port, by the kind of their address; here: a folder, and a one-way network printer.

Each takes one job at a time from its own lane. `print_job` never raises for trouble with the printer: it says what is
proved. A job is sent at most once per call.
"""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path
from time import monotonic

from dispatch.devices.byte_links import open_tcp
from dispatch.devices.printer_timing import PrinterTiming
from dispatch.devices.raw_link import NotConfirmed, RawLink
from dispatch.devices.windows_spooler import WindowsPrinter
from dispatch.devices.zebra_printer import ZebraPrinter
from dispatch.domain.errors import InputError
from dispatch.domain.printers import (
    CupsAddress,
    FolderAddress,
    IppAddress,
    NetworkAddress,
    PrinterCondition,
    PrinterConfig,
    PrintResult,
    PrintState,
    SerialAddress,
    UsbAddress,
    WindowsAddress,
)
from dispatch.services.ports import Printer

_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.[a-z]+")


class FilePrinter:
    """A folder that receives each job as one whole file; the folder is made when it is missing."""

    def __init__(self, name: str, role: str, folder: Path) -> None:
        self.name = name
        self.role = role
        self._folder = folder

    def print_job(self, name: str, data: bytes, suffix: str) -> PrintResult:
        """Write `<name><suffix>` (`label-7`, `.zpl`) durably; a job of the same name replaces its earlier file.

        The file is never seen half written under that name. ValueError for a name that is no plain file name.
        """
        if not _FILE_NAME.fullmatch(name + suffix):
            raise ValueError(f"no file name for a print job: {name + suffix!r}")
        part = self._folder / f".{name}{suffix}.part"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            _write_durably(part, data)
            part.replace(self._folder / (name + suffix))
        except OSError:
            _discard(part)
            return PrintResult(PrintState.NOT_SENT, PrinterCondition.UNREACHABLE)
        try:
            _sync_folder(self._folder)
        except OSError:
            return PrintResult(PrintState.UNKNOWN, PrinterCondition.DROPPED)
        return PrintResult(PrintState.PRINTED, PrinterCondition.READY)

    def condition(self) -> PrinterCondition:
        """READY if a file can be made in the folder now, else UNREACHABLE."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self._folder):
                return PrinterCondition.READY
        except OSError:
            return PrinterCondition.UNREACHABLE


class OneWayPrinter:
    """A document printer on raw TCP: it would print `~HS` as text, so it is asked nothing and proves nothing."""

    def __init__(self, name: str, role: str, address: NetworkAddress, timing: PrinterTiming) -> None:
        self.name = name
        self.role = role
        self._address = address
        self._timing = timing

    def print_job(self, name: str, data: bytes, suffix: str) -> PrintResult:  # noqa: ARG002
        """Send the job once, and wait until the printer has taken all of it; nobody sees its name and suffix."""
        try:
            tcp = open_tcp(self._address, self._timing.connect_s)
        except NotConfirmed as trouble:
            return PrintResult(PrintState.NOT_SENT, trouble.condition)
        with RawLink(tcp, self._timing.confirm_limit_s) as link:
            try:
                deadline = monotonic() + self._timing.confirm_limit_s
                link.send_job(data, deadline)
                tcp.end_sending()
                link.wait_closed(deadline)
            except NotConfirmed as trouble:
                state = PrintState.UNKNOWN if link.job_left else PrintState.NOT_SENT
                return PrintResult(state, trouble.condition)
            except OSError:
                return PrintResult(PrintState.UNKNOWN, PrinterCondition.DROPPED)
        return PrintResult(PrintState.UNKNOWN, PrinterCondition.SILENT)

    def condition(self) -> PrinterCondition:
        """READY if it takes a connection, which is all that can be known."""
        try:
            open_tcp(self._address, self._timing.connect_s).close()
        except NotConfirmed as trouble:
            return trouble.condition
        return PrinterCondition.READY


def open_printer(config: PrinterConfig, timing: PrinterTiming | None = None) -> Printer:
    """The printer of a settings table; nothing is connected or written before it is used.

    `timing` is for printers that no queue stands before. InputError for a folder or device of another kind of machine
    (`C:/labels` where there are no drives).
    """
    timing = timing or PrinterTiming()
    match config.address:
        case FolderAddress(folder):
            return FilePrinter(config.name, config.role, _local(folder))
        case NetworkAddress() as address if config.role == "documents":
            return OneWayPrinter(config.name, config.role, address, timing)
        case UsbAddress(path) as address:
            _local(path)
            return ZebraPrinter(config, address, timing)
        case NetworkAddress() | SerialAddress() as address:
            return ZebraPrinter(config, address, timing)
        case WindowsAddress(printer):
            return WindowsPrinter(config, printer, timing)
        case CupsAddress() | IppAddress():
            from dispatch.devices.ipp_printer import IppPrinter

            return IppPrinter(config)


def _local(path: str) -> Path:
    if not Path(path).is_absolute():
        raise InputError(f"Imprimante\u00a0: «\u00a0{path}\u00a0» est impossible sur cette machine.")
    return Path(path)


def _write_durably(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # a folder cannot be opened there; NTFS journals the renaming
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _discard(path: Path) -> None:
    with suppress(OSError):  # the next job of that name overwrites it
        path.unlink(missing_ok=True)


__all__ = ["FilePrinter", "OneWayPrinter", "PrinterTiming", "open_printer"]
