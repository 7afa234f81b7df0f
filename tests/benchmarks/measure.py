"""One measured figure, as `build/bench.json` shows it (contract 7)."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import NamedTuple, Self

UNITS = {"s": 1.0, "ms": 1e3, "µs": 1e6}


class Measure(NamedTuple):
    """Ours, the baseline's where there is one, and their ratio: smaller is better."""

    value: float
    unit: str
    baseline: float | None
    ratio: float | None
    n: int

    @classmethod
    def of(cls, seconds: float, baseline: float | None, unit: str, n: int) -> Self:
        """A duration beside its baseline's, both in seconds."""
        scale = UNITS[unit]
        if baseline is None:
            return cls(round(seconds * scale, 4), unit, None, None, n)
        return cls(round(seconds * scale, 4), unit, round(baseline * scale, 4), round(seconds / baseline, 3), n)


median = statistics.median


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that so many percent of them do not exceed."""
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]
