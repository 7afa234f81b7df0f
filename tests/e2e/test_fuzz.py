"""Thousands of random scans in every task: one answer per line, no exception, and books that balance."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.e2e.crew import balanced, furnished
from tests.e2e.walker import TASKS, Walker, text_of
from tests.support import campaign
from tests.support.console import Console, answer
from tests.support.homes import fill, rows, town_home

SCANS = 5_000
"""Per task."""
BATCH = 1_000
"""Scans of one process; the books are checked after each."""
KEYS = {
    *("scan", "tone", "reason", "rule", "message", "prompt", "needs", "task", "state", "progress", "printed", "notices")
}


def walk(home: Path, walker: Walker, task: str, scans: int, seen: Counter[str]) -> None:
    """So many scans in one process."""
    last = None
    with Console(home, task) as console:
        for _ in range(scans):
            line = walker.next(last)
            last = console.scan(line)
            assert last.keys() == KEYS
            assert last["scan"] == text_of(line)
            assert last["reason"] != "not-recorded", line
            seen[last["reason"]] += 1
            walker.learn(last)


def missed(home: Path, seen: Mapping[str, int], possible: frozenset[str]) -> set[str]:
    known = {row["reason"] for row in answer(home, "reasons")}
    assert set(seen) <= known
    return {reason for reason in possible if reason not in seen}
