"""One raw TCP connection to a printer (port 9100), and the one error that says why it is of no use."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic
from types import TracebackType

from dispatch.devices.zebra_status import HostStatus, first_status
from dispatch.domain.printers import NetworkAddress, PrinterCondition

_LONGEST_ANSWER = 4096


class NotConfirmed(Exception):
    """The job cannot go on; `condition` is the reason. It never leaves the printer classes."""

    def __init__(self, condition: PrinterCondition) -> None:
        super().__init__(condition.value)
        self.condition = condition


class RawLink:
    """An open connection; every method raises NotConfirmed when the printer is silent or the link is lost.

    Deadlines are on the monotonic clock, in seconds.
    """

    def __init__(self, address: NetworkAddress, connect_s: float) -> None:
        """Connect, or raise NotConfirmed(UNREACHABLE)."""
        try:
            self._socket = socket.create_connection((address.host, address.port), timeout=connect_s)
        except OSError as error:
            raise NotConfirmed(PrinterCondition.UNREACHABLE) from error
        with suppress(OSError):  # for speed only; a link already lost shows itself later
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._received = b""
        self.job_left = False
        """Whether a byte of the job may have left this machine."""

    def __enter__(self) -> RawLink:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def ask(self, deadline: float) -> HostStatus:
        """The printer's status, asked now with `~HS`."""
        self.command(b"~HS", deadline)
        while (found := first_status(self._received)) is None:
            data = self._receive(deadline)
            if not data:
                raise NotConfirmed(PrinterCondition.DROPPED)
            self._received = (self._received + data)[-_LONGEST_ANSWER:]
        status, self._received = found
        return status

    def command(self, zpl: bytes, deadline: float) -> None:
        """Send what is no part of the job."""
        with self._trouble(deadline):
            self._socket.sendall(zpl)

    def send_job(self, data: bytes, deadline: float) -> None:
        """Hand the whole job over; `job_left` stays False only if the system took no byte of it."""
        rest = memoryview(data)
        while rest:
            with self._trouble(deadline):
                taken = self._socket.send(rest)
            self.job_left = True
            rest = rest[taken:]

    def wait_closed(self, deadline: float) -> None:
        """Say that nothing more comes, and wait until the printer closes the connection."""
        with self._trouble(deadline):
            self._socket.shutdown(socket.SHUT_WR)
        while self._receive(deadline):
            pass

    def _receive(self, deadline: float) -> bytes:
        with self._trouble(deadline):
            return self._socket.recv(_LONGEST_ANSWER)

    @contextmanager
    def _trouble(self, deadline: float) -> Iterator[None]:
        remaining = deadline - monotonic()
        if remaining <= 0:
            raise NotConfirmed(PrinterCondition.SILENT)
        self._socket.settimeout(remaining)
        try:
            yield
        except TimeoutError as error:
            raise NotConfirmed(PrinterCondition.SILENT) from error
        except OSError as error:
            raise NotConfirmed(PrinterCondition.DROPPED) from error
