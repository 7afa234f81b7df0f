"""Repeated trigger pulls: which reads of a scanner count (contract 4)."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from dispatch.scanning.scans import Scan, SsccScan
from dispatch.workflows import tasks

WINDOW = "window"
"""Name under which keys and touches of the window come; each of them counts."""
REPEAT_S = 1.5
"""An identical read sooner than this after the one that counted is the same pull of the trigger; a scanner's own window
goes before it.
"""


class Repeats:
    """Remembers the read of each scanner that counted last."""

    def __init__(self, windows: Mapping[str, float] | None = None) -> None:
        """`windows`: seconds by the name of a scanner."""
        self._windows = windows or {}
        self._last: dict[str, tuple[str, float]] = {}

    def counts(self, raw: str, scanner: str, at: float, *, expected: bool = False) -> bool:
        """Does this read count? `at` is in seconds, monotonic per scanner.

        An identical one does after the scanner's window, or after another code, and at once where the step expects it.
        """
        if scanner == WINDOW:
            return True
        last, since = self._last.get(scanner, ("", -inf))
        if raw == last and at < since + self._windows.get(scanner, REPEAT_S) and not expected:
            return False
        self._last[scanner] = raw, at
        return True

    def forget(self, scanner: str) -> None:
        """The last read came to nothing: the same code counts at once."""
        self._last.pop(scanner, None)


def expects(state: tasks.State, scan: Scan) -> bool:
    """Does this step wait for that very code? The label of a pallet is scanned twice, on two faces.

    A question waits for `CMD-CONFIRM`, but never for the one that answered the question before it: nobody has read it.
    """
    label = tasks.awaited(state)
    return label is not None and isinstance(scan, SsccScan) and str(scan.sscc) == label.sscc
