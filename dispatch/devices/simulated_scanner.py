"""A serial scanner that is only a program: a pseudo terminal that can be typed on, unplugged and plugged in again.

Used by the demonstration and the tests; POSIX only.
"""

from __future__ import annotations

import os
from random import Random

from dispatch.devices.simulated_port import SimulatedPort


class SimulatedScanner(SimulatedPort):
    """A scanner that is plugged in from its construction on; a context manager, which unplugs it."""

    PRODUCT = 0x0001

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
