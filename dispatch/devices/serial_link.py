"""A serial port that carries bytes to and from a printer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import ClassVar

from serial import Serial, SerialTimeoutException

from dispatch.devices.serial_ports import TROUBLE, close_port
from dispatch.domain.printers import SerialAddress

_PIECE = 256
_BITS_OF_A_BYTE = 10
"""With start and stop bits."""


class SerialLink:
    """A serial port at 8N1, without flow control."""

    fresh: ClassVar[bool] = False
    exact: ClassVar[bool] = False

    def __init__(self, address: SerialAddress) -> None:
        """Open the port for this program alone; OSError where that cannot be."""
        self._baud = address.baud
        with _lost_is_an_error_of_the_system():
            self._port = Serial(address.port, address.baud, exclusive=True)

    def send(self, data: memoryview, until: float) -> int:
        with _lost_is_an_error_of_the_system():
            self._port.write_timeout = max(0.001, until - monotonic())
            try:
                return self._port.write(bytes(data[:_PIECE])) or 0
            except SerialTimeoutException as error:
                raise TimeoutError from error

    def receive(self, until: float) -> bytes:
        with _lost_is_an_error_of_the_system():
            self._port.timeout = max(0.001, until - monotonic())
            first: bytes = self._port.read(1)
            if not first:
                raise TimeoutError
            return first + bytes(self._port.read(self._port.in_waiting))

    def seconds_for(self, count: int) -> float:
        return count * _BITS_OF_A_BYTE / self._baud

    def close(self) -> None:
        close_port(self._port)


@contextmanager
def _lost_is_an_error_of_the_system() -> Iterator[None]:
    try:
        yield
    except OSError:
        raise
    except TROUBLE as error:
        raise OSError("the port is gone") from error
