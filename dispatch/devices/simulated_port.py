"""A serial device that is only a program: a pseudo terminal that can be unplugged and plugged in again; POSIX only."""

from __future__ import annotations

import os
import tty
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self

from serial.tools.list_ports_common import ListPortInfo


class SimulatedPort:
    """A device that is plugged in from its construction on; a context manager, which unplugs it.

    Like a real one it gets another port at each plugging in, keeps its USB identity (`list_ports`, in place of
    pyserial's) and, where a link is given, a name that follows it about as those of `/dev/serial/by-id` do.
    """

    VENDOR: ClassVar[int] = 0xFFFF
    PRODUCT: ClassVar[int]

    def __init__(self, *, link: Path | None = None, serial_number: str = "SIM-1") -> None:
        self._link = link
        self._serial_number = serial_number
        self._ends: tuple[int, int] | None = None
        self._last_port = ""
        self.port: str | None = None
        """The path of its port, None while it is unplugged."""
        self.plug_in()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.unplug()

    def list_ports(self) -> list[ListPortInfo]:
        """What pyserial's `comports` would say of it."""
        port = self.port
        if port is None:
            return []
        info = ListPortInfo(port)
        info.vid, info.pid, info.serial_number = self.VENDOR, self.PRODUCT, self._serial_number
        return [info]

    def unplug(self) -> None:
        """Pull the cable: whoever reads the port loses it."""
        if self._link is not None:
            self._link.unlink(missing_ok=True)
        if self._ends:
            ends, self._ends, self.port = self._ends, None, None
            _close(ends)

    def plug_in(self) -> None:
        """Put the cable back, into another port than before."""
        self.unplug()
        ends = os.openpty()
        if os.ttyname(ends[1]) == self._last_port:
            taken, ends = ends, os.openpty()
            _close(taken)
        tty.setraw(ends[1])  # no echo
        self._ends, self._last_port = ends, os.ttyname(ends[1])
        self.port = self._last_port
        if self._link is not None:
            self._link.symlink_to(self.port)


def _close(ends: tuple[int, int]) -> None:
    for end in ends:
        os.close(end)
