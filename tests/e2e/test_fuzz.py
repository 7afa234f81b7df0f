"""Thousands of random scans in every task: one answer per line, no exception, and books that balance."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.e2e import crew
from tests.e2e.walker import TASKS, Walker
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


def furnished(home: Path, sets: int) -> None:
    """Stock in place, some cartons packed for each lycée and some of them on pallets, so that each task has work."""
    codes = [code for (code,) in rows(home, "SELECT code FROM announced_carton WHERE id % 5 <> 0 AND code <> 'FAB-TWIN' ORDER BY id")]
    tablets = [code for code in codes if code.startswith("FAB-0")]
    cartons: dict[str, list[str]] = {}
    with Console(home, "receive", "AVANT") as desk:
        for code in codes:
            assert crew.settled(desk, code)["tone"] in ("accepted", "info")
    with Console(home, "pack", "AVANT") as desk:
        for uai in (campaign.A, campaign.B, campaign.C, campaign.D):
            crew.settled(desk, f"ORD-{uai}-1")
            taken = [tablets.pop() for _ in range(sets)]
            cartons[uai] = [crew.labelled(desk, crew.settled(desk, code)) for code in taken]
    with Console(home, "palletise", "AVANT") as desk:
        for made in cartons.values():
            crew.palletise(desk, made[: sets // 2], most=1)


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


def text_of(line: bytes) -> str:
    line = line.removesuffix(b"\r")
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("latin-1")


def missed(home: Path, seen: Mapping[str, int], possible: frozenset[str]) -> set[str]:
    known = {row["reason"] for row in answer(home, "reasons")}
    assert set(seen) <= known
    return {reason for reason in possible if reason not in seen}
