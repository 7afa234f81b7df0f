"""A day with many deliveries in one print run: every paper once, every serial once, and no memory kept."""

from __future__ import annotations

import re
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from dispatch.services.print_plans import DAY, Selection
from dispatch.services.printing import PrinterLane
from tests.benchmarks.homes import uai
from tests.documents import reading
from tests.services.desks import (
    TABLET,
    announce,
    depart,
    desk,
    give,
    grant,
    pack,
    palletise,
    plan,
    receive,
    stocked_home,
)
from tests.support.campaign import SITES

LYCEES, STOPS, DEVICES = 24, 4, 10
DATE = "2027-03-01"
PATIENCE_S = 120
KEPT_BYTES = 300_000
"""What the second half of a run may leave behind: caches of this and that, far less than a paper for each delivery."""


def orders() -> list[tuple[str, str]]:
    """UAI and order of each lycée."""
    return [(uai(number), f"ORD-{uai(number)}-1") for number in range(LYCEES)]


@contextmanager
def at_work(lanes: Sequence[PrinterLane]) -> Iterator[None]:
    """Printer lanes, until they have finished what is in hand."""
    for lane in lanes:
        lane.start()
    yield
    for lane in lanes:
        lane.close()


def until(holds: Callable[[], bool]) -> None:
    """Wait for what the lanes are about to do."""
    deadline = monotonic() + PATIENCE_S
    while not holds():
        assert monotonic() < deadline
        sleep(0.05)


def out(home: Path, kind: str) -> list[Path]:
    """The papers of a kind that came out, in their order."""
    return sorted((home / "documents" / "print").glob(f"*-{kind}-DLN-*.pdf"))


def test_a_day_of_many_deliveries_comes_out_whole_in_order_and_keeps_no_memory(tmp_path: Path) -> None:
    with desk(stocked_home(tmp_path)) as system:
        lycees = [(code, f"Lycée d’essai {code}", "1 rue A", "75004", "Paris", "non", "", "") for code, _ in orders()]
        give(system, "sites", SITES, *lycees)
        grant(system, *((code, TABLET[0], DEVICES, "") for code, _ in orders()))
        announce(system, "AV-1", "FAB-", TABLET[0], "S-", *[DEVICES] * LYCEES)
        receive(system, *(f"FAB-{number:05d}" for number in range(LYCEES)))
        for trip in range(LYCEES // STOPS):
            stops = orders()[trip * STOPS : (trip + 1) * STOPS]
            plan(system, f"T{trip}", DATE, *((code, "") for code, _ in stops))
            cartons = [pack(system, order, f"FAB-{trip * STOPS + n:05d}") for n, (_, order) in enumerate(stops)]
            depart(system, f"T{trip}", *reversed([palletise(system, *made) for made in cartons]))

        runs = system.office().runs
        report = runs.start(Selection(DAY, (DATE,)))
        kinds = Counter(item.kind for item in report.items)
        assert [kinds[kind] for kind in ("delivery-note", "packing-list", "serial-codes")] == [LYCEES] * 3
        half = len(report.items) // 2
        with at_work(system.lanes(lambda _: None)):
            until(lambda: runs.report(report.run).waiting <= half)
            tracemalloc.start()
            until(lambda: runs.report(report.run).waiting <= half // 2)
            before, _ = tracemalloc.get_traced_memory()
            until(lambda: runs.report(report.run).waiting == 0)
            after, _ = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        assert after - before < KEPT_BYTES
    lists = [reading.text(file.read_bytes()) for file in out(system.home.folder, "packing-list")]
    assert len(lists) == LYCEES
    serials = Counter(re.findall(r"\bS-\d{6}\b", " ".join(lists)))
    assert serials == Counter(f"S-{n:06d}" for n in range(1, LYCEES * DEVICES + 1))
