"""A serial scanner that is only a program: a pseudo terminal that can be typed on, unplugged and plugged in again.

Used by the demonstration and the tests; POSIX only.
"""

from __future__ import annotations

import os
import tty
from pathlib import Path
from random import Random
from types import TracebackType

from serial.tools.list_ports_common import ListPortInfo


class SimulatedScanner:
    """A scanner that is plugged in from its construction on; a context manager, which unplugs it.

    Like a real one it gets another port at each plugging in, keeps its USB identity (`list_ports`, in place of
    pyserial's) and, where a link is given, a name that follows it about as those of `/dev/serial/by-id` do.
    """

    VENDOR, PRODUCT = 0xFFFF, 0x0001

    def __init__(self, *, link: Path | None = None, serial_number: str = "SIM-1") -> None:
        self._link = link
        self._serial_number = serial_number
        self._ends: tuple[int, int] | None = None
        self._last_port = ""
        self.port: str | None = None
        """The path of its port, None while it is unplugged."""
        self.plug_in()

    def __enter__(self) -> SimulatedScanner:
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

    def scan(self, code: str, *, splits: Random | None = None) -> None:
        """Type a code and a CR as UTF-8, cut in pieces at random places where `splits` is given."""
        data = code.encode() + b"\r"
        cuts = sorted(splits.randrange(len(data)) for _ in range(4)) if splits else []
        self.type(*(data[start:end] for start, end in zip([0, *cuts], [*cuts, len(data)], strict=True)))

    def type(self, *pieces: bytes) -> None:
        """Send raw bytes, piece by piece; waits while the line is full, and while it is unplugged they are lost."""
        for piece in pieces:
            rest = memoryview(piece)
            while rest and self._ends:
                rest = rest[os.write(self._ends[0], rest) :]

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
