"""A whole campaign's packing lists in one run: pace and memory.

`python -m tests.benchmarks.paper_run [DELIVERIES] [SERIALS]` renders them in one process, as a print run does, and says
how the resident memory stands on the way. 670 deliveries of 300 serials are the whole campaign (domain rule 12).
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from dispatch.documents.renderer import render
from dispatch.domain.papers import CartonContent, PackedCarton, PackingList
from tests.documents.samples import consignee, packing_list

STEPS = 10
"""How often memory is looked at."""


def deliveries(count: int, serials: int) -> Iterator[PackingList]:
    """Packing lists of different lycées, no serial and no number twice."""
    pattern = packing_list(serials)
    for number in range(count):
        pallets = tuple(
            replace(pallet, cartons=tuple(_renamed(carton, number) for carton in pallet.cartons))
            for pallet in pattern.pallets
        )
        head = replace(pattern.head, number=f"DLN-2027-{number + 1:06}")
        yield replace(pattern, head=head, consignee=consignee(number + 1), pallets=pallets)


def _renamed(carton: PackedCarton, number: int) -> PackedCarton:
    contents = tuple(
        CartonContent(c.reference, c.designation, tuple(f"{serial}-{number:03}" for serial in c.serials))
        for c in carton.contents
    )
    return replace(carton, contents=contents)


def resident_mb() -> float:
    """Resident memory of this process in megabytes; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def rendered(count: int, serials: int) -> Iterator[tuple[int, float, float, int]]:
    """Papers done, seconds, resident megabytes, bytes of PDF: after the first paper and ten times on the way."""
    started, size, step = time.perf_counter(), 0, max(1, count // STEPS)
    for done, paper in enumerate(deliveries(count, serials), 1):
        size += len(render(paper))
        if done in (1, count) or done % step == 0:
            yield done, time.perf_counter() - started, resident_mb(), size


def pace_and_growth(count: int, serials: int) -> tuple[float, float]:
    """Seconds of the whole run, and by how many megabytes memory grew after its first tenth."""
    _, first, *_, last = rendered(count, serials)
    return last[1], last[2] - first[2]


def main(count: int = 670, serials: int = 300) -> None:
    """Render them all and say how it went."""
    for done, seconds, resident, size in rendered(count, serials):
        print(f"{done:5} papers {seconds:7.2f} s {resident:7.1f} MB resident {size / 1e6:7.1f} MB of PDF")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
