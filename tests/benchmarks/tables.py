"""Imports and replays measured."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from dispatch.bootstrap import System
from dispatch.domain.events import (
    CartonClosed,
    CartonOpened,
    CartonReceived,
    DevicePacked,
    Event,
    LabelVerified,
    SsccBlockTaken,
)
from dispatch.domain.identifiers import Sscc
from dispatch.home import Home
from dispatch.services.ports import Header
from dispatch.storage.verification import verify
from tests.benchmarks import homes
from tests.benchmarks.baselines import bare_import
from tests.benchmarks.measure import Measure, median

ROWS = 200_000
REPLAYED_SITES = 67
"""Sites whose orders the replayed campaign packs: some 20,000 devices."""


def asn_import(home: Path, folder: Path, runs: int = 3) -> tuple[Measure, Path, System]:
    """A despatch advice into copies of a home, beside the bare import; also the first copy, and the last one, open."""
    file = homes.advice_file(folder, 1, ROWS)
    ours, limit = [], []
    system: System | None = None
    for run in range(runs):
        limit.append(bare_import(folder / f"bare-{run}.db", file))
        if system is not None:
            system.close()
        system = System(Home(shutil.copytree(home, folder / f"large-{run}")))
        start = time.perf_counter()
        homes.load(system, "asn", file)
        ours.append(time.perf_counter() - start)
    assert system is not None
    return Measure.of(median(ours), median(limit), "s", runs), folder / "large-0", system


def replay(folder: Path, runs: int = 3) -> Measure:
    """`verify` of a campaign, in journal entries per second."""
    devices = REPLAYED_SITES * homes.PER_ORDER
    system = homes.new_home(folder, REPLAYED_SITES)
    homes.load(system, "asn", homes.advice_file(folder, 0, devices))
    time_now, offset, _ = system.clock.now()
    with system.store.transaction() as transaction:
        transaction.record([*_received(devices), *_packed()], Header(time_now, offset, "BENCH", "BENCH"))
    system.close()
    speeds, entries = [], 0
    for _ in range(runs):
        start = time.perf_counter()
        found = verify(system.home.database)
        speeds.append(found.entries / (time.perf_counter() - start))
        entries = found.entries
        assert found.ok, found
    return Measure(round(median(speeds)), "/s", None, None, entries)


def _received(devices: int) -> Iterator[Event]:
    for number in range(devices // homes.PER_CARTON):
        yield CartonReceived(number + 1, "SAMPLE-0", homes.carton(0, number), homes.PER_CARTON)


def _packed() -> Iterator[Event]:
    """Orders packed carton by carton, 20 devices each."""
    inside, cartons = 20, homes.PER_ORDER // 20
    yield SsccBlockTaken("BENCH", 1, "9521234", 0, REPLAYED_SITES * cartons)
    for serial in range(REPLAYED_SITES * cartons):
        uai = homes.uai(serial // cartons)
        order, number = f"ORD-{uai}-1", serial % cartons + 1
        sscc = str(Sscc.build(1, "9521234", serial))
        yield CartonOpened(sscc, order, uai, number)
        for device in range(serial * inside, (serial + 1) * inside):
            yield DevicePacked(device + 1, homes.serial(0, device), homes.MODELS[0], order, sscc, 500)
        yield CartonClosed(sscc, order, uai, number, inside, 10_000, 10_300, awaits_label=True)
        yield LabelVerified(sscc, 1, 1)
