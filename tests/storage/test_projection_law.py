"""The law of the projection: replaying the journal into empty tables gives the same tables, whatever a day was like."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from dispatch.bootstrap import System, opened
from dispatch.domain.events import Event, LabelUnverified, PalletReopened
from dispatch.services.station import Station
from dispatch.storage.codec import TYPES
from dispatch.storage.verification import verify
from tests.e2e.walker import TASKS, Walker, text_of
from tests.support.homes import rows, town_home

SCANS = 700
"""Of one day."""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town that nobody has worked in yet."""
    return town_home(tmp_path_factory.mktemp("town"))


class Hand:
    """One desk of one task, which scans at random and now and then starts anew, as after a power cut."""

    def __init__(self, system: System, task: str, seed: str) -> None:
        self._system = system
        self._task = task
        self._chance = random.Random(seed)
        self._seed = seed
        self._station: Station | None = None
        self._last: dict[str, Any] | None = None
        self._walker: Walker | None = None

    def scan(self) -> None:
        if self._station is None or self._chance.random() < 0.01:
            self._station, self._last = self._system.station(self._task), None
            self._walker = Walker(self._system.home.folder, self._task, f"{self._seed}{self._chance.random()}")
        assert self._walker is not None
        outcome = self._station.handle(text_of(self._walker.next(self._last)))
        self._last = outcome.answer(self._system.messages)
        assert self._last["reason"] != "not-recorded"
        self._walker.learn(self._last)


@pytest.mark.parametrize("seed", range(5))
def test_a_random_day_replays_to_the_same_tables(town: Path, tmp_path: Path, seed: int) -> None:
    home = shutil.copytree(town, tmp_path / "home")
    chance = random.Random(seed)
    with ExitStack() as stack:
        systems = [stack.enter_context(opened(home, station=f"POSTE-{n}")) for n in (1, 2)]
        hands = [Hand(system, task, f"{seed}{task}{n}") for n, system in enumerate(systems) for task in TASKS]
        for number in range(SCANS):
            chance.choice(hands).scan()
            if number % 200 == 0:
                holds(home)
    holds(home)
    print(seed, rows(home,"select count(distinct type), count(*) from journal"))


def holds(home: Path) -> None:
    """Journal and tables agree, and every invariant holds."""
    found = verify(home / "station.db")
    assert found.ok, (found.differences[:5], [invariant for invariant in found.invariants if not invariant.ok])
