"""A scale that is only a program: it speaks each protocol on a pseudo terminal, with every fault on demand.

Used by the demonstration and the tests; POSIX only.
"""

from __future__ import annotations

import os
import select
import termios
import threading
from contextlib import suppress
from pathlib import Path

from dispatch.devices.simulated_port import SimulatedPort
from dispatch.domain.scales import ScaleProtocol

_PACE_S = 0.05
"""Between two frames of a stream."""


class SimulatedScale(SimulatedPort):
    """A scale with nothing on it, plugged in from its construction on; a context manager, which unplugs it."""

    PRODUCT = 0x0002

    def __init__(
        self,
        protocol: ScaleProtocol,
        *,
        capacity_g: int = 60_000,
        division_g: int = 5,
        unit: str = "kg",
        link: Path | None = None,
        serial_number: str = "SIM-1",
    ) -> None:
        """It weighs up to `capacity_g` in steps of `division_g`, and says so in `unit` (kg, g or lb)."""
        self.moving = False
        """Does what stands on it move?"""
        self.silent = False
        """Was it switched off, while its port stays?"""
        self.unit = unit
        self._capacity_g, self._division_g = capacity_g, division_g
        self._load_g = 0
        self.protocol = protocol
        self._stop: tuple[int, int] | None = None
        self._thread: threading.Thread | None = None
        self._commands = b""
        super().__init__(link=link, serial_number=serial_number)

    def put(self, grams: int) -> None:
        """This stands on it now, in place of what stood there; 0 takes it off, less than that lifts the platform."""
        self._load_g = round(grams / self._division_g) * self._division_g

    def garbage(self, data: bytes) -> None:
        """Send bytes that nobody asked for, as a bad line does."""
        if self._ends:
            os.write(self._ends[0], data)

    def plug_in(self) -> None:
        super().plug_in()
        assert self._ends is not None
        os.set_blocking(self._ends[0], False)
        self._stop = os.pipe()
        self._thread = threading.Thread(target=self._work, args=(*self._ends, self._stop[0]), daemon=True)
        self._thread.start()

    def unplug(self) -> None:
        if self._stop and self._thread:
            os.write(self._stop[1], b"x")
            self._thread.join()
            for end in self._stop:
                os.close(end)
            self._stop = self._thread = None
        super().unplug()

    # -- the scale itself, in its own thread

    def _work(self, line: int, far_end: int, stop: int) -> None:
        stream = self.protocol == "cas"
        while True:
            ready, _, _ = select.select([line, stop], [], [], _PACE_S if stream else None)
            if stop in ready:
                return
            asked = os.read(line, 1024) if line in ready else b""
            _unsettle(far_end)
            said = self._cas() if stream else self._answers(asked)
            if said and not self.silent:
                with suppress(BlockingIOError):  # nobody reads the line, and it is full
                    os.write(line, said)

    def _answers(self, asked: bytes) -> bytes:
        if self.protocol == "toledo-8217":
            return self._toledo() * asked.count(b"W")
        *commands, self._commands = (self._commands + asked).split(b"\r\n")
        return b"".join(map(self._sics, commands))

    def _sics(self, command: bytes) -> bytes:
        if command not in (b"S", b"SI"):
            return b"ES\r\n"
        if self._load_g > self._capacity_g:
            return b"S +\r\n"
        if self._load_g < 0:
            return b"S -\r\n"
        if self.moving and command == b"S":
            return b"S I\r\n"
        return b"S %s %10s %s\r\n" % (b"D" if self.moving else b"S", self._value(), self.unit.encode())

    def _toledo(self) -> bytes:
        status = self.moving | (self._load_g > self._capacity_g) << 1 | (self._load_g < 0) << 2
        return b"\x02?%c\r" % (0x40 | status) if status else b"\x02%s\r" % self._value().zfill(6)

    def _cas(self) -> bytes:
        over = self._load_g > self._capacity_g
        state = b"OL" if over else b"US" if self.moving else b"ST"
        return b"%s,GS,0\x80,%8s %2s\r\n" % (state, b"" if over else self._value(), self.unit.encode())

    def _value(self) -> bytes:
        """What stands on it, in its unit."""
        if self.unit == "g":
            return b"%d" % self._load_g
        return b"%.3f" % (self._load_g / (1000 if self.unit == "kg" else 453.592_37))


def _unsettle(far_end: int) -> None:
    """A pseudo terminal has no parity, and refuses one where nothing else is left to set: leave it something."""
    attributes = termios.tcgetattr(far_end)
    attributes[0] |= termios.INPCK
    termios.tcsetattr(far_end, termios.TCSANOW, attributes)
