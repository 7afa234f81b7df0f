"""A ZPL printer that answers, on any link: connect → ready? → send → confirmed → printed; else unknown.

Ready is what the printer says of itself: the dots per millimetre of its head (`~HI`), and a host status (`~HS`) without
complaint and without an earlier job. Confirmed is a host status without complaint that has nothing left to print and,
where the printer counts its labels, a count that grew by those of the job: a job cancelled at the panel leaves the same
status as a printed one.
"""

from __future__ import annotations

import time
from time import monotonic

from dispatch.devices.byte_links import open_link
from dispatch.devices.printer_timing import PrinterTiming
from dispatch.devices.raw_link import NotConfirmed, RawLink
from dispatch.devices.zebra_status import ODOMETER, HostStatus, first_odometer, first_status
from dispatch.devices.zpl_stream import labels_in
from dispatch.domain.printers import (
    DOTS_PER_MM,
    NetworkAddress,
    PrinterCondition,
    PrinterConfig,
    PrintResult,
    PrintState,
    SerialAddress,
    UsbAddress,
)


class ZebraPrinter:
    """A label printer that is asked before each job, and asked after it until it is confirmed.

    Each job and each question has a connection of its own, as most printers take one at a time.
    """

    def __init__(
        self, config: PrinterConfig, address: NetworkAddress | UsbAddress | SerialAddress, timing: PrinterTiming
    ) -> None:
        self.name = config.name
        self.role = config.role
        self._dots_per_mm = DOTS_PER_MM[config.dpi]
        self._address = address
        self._timing = timing
        self._counts: bool | None = None
        """Whether it tells its count of labels; None: not known, as it was away."""

    def print_job(self, name: str, data: bytes, suffix: str) -> PrintResult:  # noqa: ARG002
        """Send the job once and wait for its confirmation; nobody sees its name and suffix."""
        try:
            link = self._connect()
        except NotConfirmed as trouble:
            return PrintResult(PrintState.NOT_SENT, trouble.condition)
        with link:
            try:
                self._deliver(link, data)
            except NotConfirmed as trouble:
                self._counts = None if trouble.condition is PrinterCondition.DROPPED else self._counts
                state = PrintState.UNKNOWN if link.job_left else PrintState.NOT_SENT
                return PrintResult(state, trouble.condition)
        return PrintResult(PrintState.PRINTED, PrinterCondition.READY)

    def condition(self) -> PrinterCondition:
        """What the printer says now."""
        try:
            with self._connect() as link:
                self._greet(link, self._deadline())
                return PrinterCondition.READY
        except NotConfirmed as trouble:
            return trouble.condition

    def _connect(self) -> RawLink:
        try:
            return RawLink(open_link(self._address, self._timing.connect_s), self._timing.status_s)
        except NotConfirmed:
            self._counts = None
            raise

    def _deliver(self, link: RawLink, data: bytes) -> None:
        """Return when the job is confirmed, else raise NotConfirmed.

        Any trouble after the first byte ends the wait: whether the job then comes out is for a person to see.
        """
        deadline = self._deadline()
        if self._greet(link, deadline).partial_format:
            link.command(b"~JX", deadline)  # the half of a job whose link was lost
        self._wait_idle(link, deadline)
        before = self._count(link, deadline)
        deadline = self._deadline() + link.seconds_for(len(data))
        link.send_job(data, deadline)
        self._wait_idle(link, deadline)
        if before is not None:
            self._wait_counted(link, before + labels_in(data), deadline)

    def _greet(self, link: RawLink, deadline: float) -> HostStatus:
        dots_per_mm, status = link.greet(deadline)
        if dots_per_mm not in (None, self._dots_per_mm):
            raise NotConfirmed(PrinterCondition.WRONG_RESOLUTION)
        return _uncomplaining(status)

    def _wait_idle(self, link: RawLink, deadline: float) -> None:
        """Return when nothing is left to print."""
        while not _uncomplaining(link.ask(b"~HS", first_status, deadline)).idle:
            if monotonic() + self._timing.poll_interval_s > deadline:
                raise NotConfirmed(PrinterCondition.SLOW)
            time.sleep(self._timing.poll_interval_s)

    def _count(self, link: RawLink, deadline: float) -> int | None:
        """The printer's count of labels; None where it does not tell it, which costs one silence to find out."""
        if self._counts is False:
            return None
        try:
            count = link.ask(ODOMETER, first_odometer, deadline)
        except NotConfirmed as trouble:
            if self._counts or trouble.condition is not PrinterCondition.SILENT:
                raise
            self._wait_idle(link, deadline)
            count = None
        self._counts = count is not None
        return count

    def _wait_counted(self, link: RawLink, expected: int, deadline: float) -> None:
        """Return when the count has reached what is expected; an idle printer has `status_s` to count."""
        until = monotonic() + self._timing.status_s
        while (link.ask(ODOMETER, first_odometer, deadline) or 0) < expected:
            if monotonic() + self._timing.poll_interval_s > until:
                raise NotConfirmed(PrinterCondition.READY)
            time.sleep(self._timing.poll_interval_s)

    def _deadline(self) -> float:
        return monotonic() + self._timing.confirm_limit_s


def _uncomplaining(status: HostStatus) -> HostStatus:
    """The status of a printer that is ready, else NotConfirmed."""
    if status.condition is not PrinterCondition.READY:
        raise NotConfirmed(status.condition)
    return status
