"""What carries bytes to and from a printer: a TCP connection or a USB printer device; serial ports have their own file.

pyserial is imported when a serial port is first opened: a station that starts needs none of it.
"""

from __future__ import annotations

import errno
import os
import select
import socket
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import ClassVar

from dispatch.devices.raw_link import ByteLink, NotConfirmed
from dispatch.domain.printers import NetworkAddress, PrinterCondition, SerialAddress, UsbAddress

if sys.platform != "win32":
    import fcntl

_PIECE = 4096
_SEND_BUFFER = 8192
"""What TCP takes ahead of the printer: little, so that a slow link shows itself while the job is handed over."""
_PAUSE_S = 0.02
"""Before a device that did nothing is tried again."""
_CONDITIONS = {
    errno.EACCES: PrinterCondition.FORBIDDEN,
    errno.EPERM: PrinterCondition.FORBIDDEN,
    errno.EBUSY: PrinterCondition.BUSY,
    errno.EAGAIN: PrinterCondition.BUSY,
}


class TcpLink:
    """A raw TCP connection (port 9100)."""

    fresh: ClassVar[bool] = True
    exact: ClassVar[bool] = True

    def __init__(self, address: NetworkAddress, connect_s: float) -> None:
        """Connect; OSError where nobody takes the call in time."""
        self._socket = socket.create_connection((address.host, address.port), timeout=connect_s)
        with suppress(OSError):  # a link already lost shows itself later
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)

    def send(self, data: memoryview, until: float) -> int:
        self._wait_no_longer(until)
        return self._socket.send(data)

    def receive(self, until: float) -> bytes:
        self._wait_no_longer(until)
        return self._socket.recv(_PIECE)

    def end_sending(self) -> None:
        """Say that nothing more comes."""
        self._socket.shutdown(socket.SHUT_WR)

    def seconds_for(self, count: int) -> float:  # noqa: ARG002
        return 0.0

    def close(self) -> None:
        self._socket.close()

    def _wait_no_longer(self, until: float) -> None:
        self._socket.settimeout(max(0.001, until - monotonic()))


class UsbLink:
    """The character device of a USB printer (Linux, usblp), or any other that is read and written as it is.

    The kernel gives such a device to one program at a time; the lock does the same where it does not.
    """

    fresh: ClassVar[bool] = False
    exact: ClassVar[bool] = True

    def __init__(self, path: str) -> None:
        """Open the device, through links too; OSError where that cannot be."""
        self._device = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
        try:
            if not stat.S_ISCHR(os.fstat(self._device).st_mode):
                raise OSError(errno.ENODEV, "no device", path)
            fcntl.flock(self._device, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self.close()
            raise

    def send(self, data: memoryview, until: float) -> int:
        while True:  # a device that lacks paper calls itself ready to write, and takes nothing
            self._wait(select.POLLOUT, until)
            with suppress(BlockingIOError):
                return os.write(self._device, data[:_PIECE])
            time.sleep(_PAUSE_S)

    def receive(self, until: float) -> bytes:
        while True:  # an empty packet is no end
            self._wait(select.POLLIN, until)
            with suppress(BlockingIOError):
                if data := os.read(self._device, _PIECE):
                    return data
            time.sleep(_PAUSE_S)

    def seconds_for(self, count: int) -> float:  # noqa: ARG002
        return 0.0

    def close(self) -> None:
        with suppress(OSError):  # it may be gone
            os.close(self._device)

    def _wait(self, event: int, until: float) -> None:
        waiting = select.poll()
        waiting.register(self._device, event)
        remaining = until - monotonic()
        happened = waiting.poll(remaining * 1000) if remaining > 0 else []
        if not happened:
            raise TimeoutError
        if happened[0][1] & ~event:
            raise OSError(errno.ENODEV, "unplugged")


def open_link(address: NetworkAddress | UsbAddress | SerialAddress, connect_s: float) -> ByteLink:
    """The open connection to a printer; NotConfirmed where there is none.

    A port that another program holds is waited for, as the one that asks printers how they are lets go of it soon.
    """
    match address:
        case NetworkAddress():
            return open_tcp(address, connect_s)
        case UsbAddress(path):
            return _patiently(lambda: UsbLink(path), connect_s)
        case SerialAddress():
            from dispatch.devices.serial_link import SerialLink

            return _patiently(lambda: SerialLink(address), connect_s)


def open_tcp(address: NetworkAddress, connect_s: float) -> TcpLink:
    """The open TCP connection to a printer; NotConfirmed(UNREACHABLE) where there is none."""
    try:
        return TcpLink(address, connect_s)
    except OSError as error:
        raise NotConfirmed(PrinterCondition.UNREACHABLE) from error


def condition_of(error: OSError) -> PrinterCondition:
    """What the failure to open a port or device says of its printer."""
    return _CONDITIONS.get(error.errno or 0, PrinterCondition.UNREACHABLE)


def _patiently(open_it: Callable[[], ByteLink], patience_s: float) -> ByteLink:
    until = monotonic() + patience_s
    while True:
        try:
            return open_it()
        except OSError as error:
            condition = condition_of(error)
            if condition is not PrinterCondition.BUSY or monotonic() > until:
                raise NotConfirmed(condition) from error
        time.sleep(_PAUSE_S)
