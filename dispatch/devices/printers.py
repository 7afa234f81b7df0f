"""Printers behind the `Printer` port: a folder, a ZPL printer on the network, a document printer on the network.

Each takes one job at a time from its own lane. `print_job` never raises for trouble with the printer: it says what is
proved. A job is sent at most once per call.
"""

from __future__ import annotations

import os
import re
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from dispatch.devices.raw_link import NotConfirmed, RawLink
from dispatch.devices.zebra_status import HostStatus
from dispatch.domain.errors import InputError
from dispatch.domain.printers import (
    FolderAddress,
    NetworkAddress,
    PrinterCondition,
    PrinterConfig,
    PrintResult,
    PrintState,
)

_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.[a-z]+")


@dataclass(frozen=True, slots=True)
class PrinterTiming:
    """How long a network printer is waited for, in seconds."""

    connect_s: float = 3.0
    status_s: float = 2.0
    """For one answer to `~HS`; a longer silence means that the printer is not ready."""
    poll_interval_s: float = 0.25
    confirm_limit_s: float = 30.0
    """For a job, from its first byte to its confirmation."""


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


class NetworkPrinter:
    """A ZPL printer on raw TCP: asked before each job, and asked after it until nothing is left to print.

    Each job and each question has a connection of its own, as most printers take one at a time.
    """

    def __init__(self, name: str, role: str, address: NetworkAddress, timing: PrinterTiming) -> None:
        self.name = name
        self.role = role
        self._address = address
        self._timing = timing

    def print_job(self, name: str, data: bytes, suffix: str) -> PrintResult:  # noqa: ARG002
        """Send the job once and wait for its confirmation; nobody sees its name and suffix."""
        try:
            link = RawLink(self._address, self._timing.connect_s)
        except NotConfirmed as trouble:
            return PrintResult(PrintState.NOT_SENT, trouble.condition)
        with link:
            try:
                self._deliver(link, data)
            except NotConfirmed as trouble:
                state = PrintState.UNKNOWN if link.job_left else PrintState.NOT_SENT
                return PrintResult(state, trouble.condition)
        return PrintResult(PrintState.PRINTED, PrinterCondition.READY)

    def condition(self) -> PrinterCondition:
        """What the printer says now."""
        try:
            with RawLink(self._address, self._timing.connect_s) as link:
                return link.ask(monotonic() + self._timing.status_s).condition
        except NotConfirmed as trouble:
            return trouble.condition

    def _deliver(self, link: RawLink, data: bytes) -> None:
        """Return when the job is confirmed, else raise NotConfirmed.

        Any trouble after the first byte ends the wait: a job cancelled at the printer's panel, once it is mended, looks
        the same as a printed one.
        """
        status = self._ask_ready(link)
        if status.partial_format:
            link.command(b"~JX", monotonic() + self._timing.status_s)  # the half of a job whose link was lost
        deadline = monotonic() + self._timing.confirm_limit_s
        link.send_job(data, deadline)
        while not self._ask_ready(link).idle:
            if monotonic() + self._timing.poll_interval_s > deadline:
                raise NotConfirmed(PrinterCondition.READY)
            time.sleep(self._timing.poll_interval_s)

    def _ask_ready(self, link: RawLink) -> HostStatus:
        status = link.ask(monotonic() + self._timing.status_s)
        if status.condition is not PrinterCondition.READY:
            raise NotConfirmed(status.condition)
        return status


class OneWayPrinter(NetworkPrinter):
    """A document printer on raw TCP: it would print `~HS` as text, so it is asked nothing and proves nothing."""

    def condition(self) -> PrinterCondition:
        """READY if it takes a connection, which is all that can be known."""
        try:
            with RawLink(self._address, self._timing.connect_s):
                return PrinterCondition.READY
        except NotConfirmed as trouble:
            return trouble.condition

    def _deliver(self, link: RawLink, data: bytes) -> None:
        deadline = monotonic() + self._timing.confirm_limit_s
        link.send_job(data, deadline)
        link.wait_closed(deadline)
        raise NotConfirmed(PrinterCondition.SILENT)


def open_printer(config: PrinterConfig, timing: PrinterTiming | None = None) -> FilePrinter | NetworkPrinter:
    """The printer of a settings table; nothing is connected or written before it is used.

    InputError for a folder of another kind of machine (`C:/labels` where there are no drives).
    """
    match config.address:
        case FolderAddress(folder):
            if not Path(folder).is_absolute():
                raise InputError(f"Dossier d’imprimante «\u00a0{folder}\u00a0»\u00a0: impossible sur cette machine.")
            return FilePrinter(config.name, config.role, Path(folder))
        case NetworkAddress() as address:
            kind = NetworkPrinter if config.role == "labels" else OneWayPrinter
            return kind(config.name, config.role, address, timing or PrinterTiming())
        case _:
            raise InputError(f"Imprimante «\u00a0{config.name}\u00a0»\u00a0: {config.address} n’est pas relié.")


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
