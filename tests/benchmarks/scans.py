"""Scans measured: packing devices through a real station, beside bare transactions on a copy of the same home."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from dispatch.bootstrap import System
from dispatch.home import Home
from dispatch.services.outcome import Outcome
from tests.benchmarks import homes
from tests.benchmarks.baselines import BarePacking
from tests.benchmarks.measure import Measure, median, percentile

BARE_CARTON = 20
"""Devices in a carton of the bare packer, as in ours."""


class Packer:
    """A desk that packs one device after the other, answering whatever is asked, and times every scan."""

    def __init__(self, handle: Callable[[str], Outcome]) -> None:
        self._handle = handle
        self._order = 0
        self._device = 0
        self.scans: list[float] = []
        """Seconds of each scan, of any kind."""
        self.packed: list[float] = []
        """Seconds of each scan that only put a device into the open carton."""
        self._open_order()

    def pack(self) -> str:
        """Pack the next device; returns its serial."""
        serial = homes.serial(0, self._device)
        self._device += 1
        outcome = self._scan(serial)
        if outcome.need is not None:
            outcome = self._scan("CMD-CONFIRM")
        elif outcome.reason.word == "device-packed":
            self.packed.append(self.scans[-1])
        for job in outcome.prints:
            assert self._scan(f"00{job.ref}").reason.word == "label-verified"
        if outcome.reason.word == "order-complete":
            self._open_order()
        assert outcome.reason.word in ("device-packed", "carton-closed", "order-complete"), outcome
        return serial

    def _open_order(self) -> None:
        assert self._scan(f"ORD-{homes.uai(self._order)}-1").reason.word == "order-opened"
        self._order += 1

    def _scan(self, raw: str) -> Outcome:
        start = time.perf_counter()
        outcome = self._handle(raw)
        self.scans.append(time.perf_counter() - start)
        return outcome


def tail(system: System, count: int = 2_000) -> Measure:
    """The slowest scans right after an import; `system` has just done it."""
    packer = Packer(system.station("pack").handle)
    while len(packer.scans) < count:
        packer.pack()
    return Measure.of(percentile(packer.scans, 99), median(packer.scans), "ms", len(packer.scans))


def commit_and_growth(large: Path, small: Path, folder: Path, count: int = 1_000) -> tuple[Measure, Measure]:
    """Packing a device on the large home, on a bare copy of it and on the small home, turn by turn."""
    bare_home = folder / "bare"
    shutil.copytree(large, bare_home)
    bare = BarePacking(bare_home / "station.db")
    systems = [System(Home(home)) for home in (large, small)]
    ours, few = (Packer(system.station("pack").handle) for system in systems)
    limit = []
    for number in range(count):
        if number % BARE_CARTON == 0:
            bare.open_carton(number)
        limit.append(bare.pack(ours.pack()))
        few.pack()
    bare.close()
    for system in systems:
        system.close()
    commit = Measure.of(median(ours.packed), median(limit), "ms", len(ours.packed))
    return commit, Measure.of(median(ours.packed), median(few.packed), "ms", len(few.packed))


def home_with(folder: Path, devices: int, sites: int = 40) -> Path:
    """A home whose devices, all of advice 0, are received and ready to be packed; returns `folder`."""
    system = homes.new_home(folder, sites)
    homes.load(system, "asn", homes.advice_file(folder, 0, devices))
    homes.receive(system, 0, devices // homes.PER_CARTON)
    system.close()
    return folder
