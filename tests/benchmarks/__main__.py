"""`make bench`: measures, prints a table and writes `build/bench.json` (contract 7). Nothing here fails a build.

The window is measured offscreen. Homes are made on the disk of this folder, for its fsync is what counts.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from dispatch.domain.identifiers import Sscc
from dispatch.domain.logistic_label import LogisticLabel
from dispatch.labels.writer import LabelWriter
from dispatch.services.apart import apart
from tests.benchmarks import homes, packing_list_baseline, scans, tables, window
from tests.benchmarks.baselines import IMPORT_BASELINE, fsync_seconds
from tests.benchmarks.measure import Measure, median
from tests.benchmarks.paper_run import pace_and_growth

BUILD = Path(__file__).parents[2] / "build"
SMALL, SPARE, BUSY = 2_000, 5_000, 12_000
"""Devices of the small home of `scan_growth`; those of the large one that are packed, beside its 200,000; and those
that are packed while others are imported, which takes as long as the machine is slow."""
LIMITS = {
    "scan_commit": (3.0, 2.0),
    "scan_commit_tail": (8, 4),
    "scan_growth": (1.2, 1.1),
    "asn_import": (4.0, 3.0),
    "packing_list": (2.0, 1.5),
    "paper_run_growth": (10, 5),
    "scan_paint": (2.0, 1.5),
    "scan_paint_importing": (1.5, 1.5),
    "scan_paint_printing": (1.5, 1.5),
    "startup": (2.0, 1.5),
    "label_zpl": (100, 50),
    "replay": (20_000, 50_000),
}
"""What must and what should be reached (contract 7; memory that stays flat is ours)."""


def label_zpl(labels: int = 2_000) -> Measure:
    """A carton label as text: another SSCC each time, another site now and then."""
    writer = LabelWriter()
    first = LogisticLabel(
        Sscc.build(1, "9521234", 0),
        "carton",
        ("Échantillon Logistique", "1 rue de l’Exemple", "77170 Exemple"),
        "Lycée Échantillon",
        homes.uai(0),
        ("1 rue de l’Exemple",),
        "75001",
        "Paris",
        f"ORD-{homes.uai(0)}-1",
        1,
        gross_weight_g=10_300,
        sample=True,
    )
    seconds = []
    for number in range(labels):
        site, rank = divmod(number, 15)
        uai = homes.uai(site)
        sscc = Sscc.build(1, "9521234", number)
        order, name = f"ORD-{uai}-1", f"Lycée Échantillon {site}"
        label = replace(first, sscc=sscc, uai=uai, order_no=order, ship_to_name=name, sequence=rank + 1)
        start = time.perf_counter()
        writer.zpl(label, 203, "102x152", 1)
        seconds.append(time.perf_counter() - start)
    return Measure.of(median(seconds), None, "µs", labels)


def packing_list(runs: int = 25) -> Measure:
    """A packing list of 300 serials as PDF."""
    ours, limit = packing_list_baseline.measure(runs=runs)
    return Measure.of(ours, limit, "ms", runs)


def paper_run(deliveries: int = 670, serials: int = 300) -> tuple[Measure, Measure]:
    """A campaign's packing lists in one run, in a process of its own: seconds, and growth of its memory."""
    seconds, grown_mb = apart(pace_and_growth, deliveries, serials)
    return Measure.of(seconds, None, "s", deliveries), Measure(round(grown_mb, 2), "MB", None, None, deliveries)


def measures(folder: Path) -> Iterator[tuple[str, Measure]]:
    """All figures, as they are found."""
    yield "fsync_p50", Measure.of(median(fsync_seconds(folder) for _ in range(200)), None, "ms", 200)
    yield "label_zpl", label_zpl()
    yield "packing_list", packing_list()
    yield "paper_run", (papers := paper_run())[0]
    yield "paper_run_growth", papers[1]
    yield "replay", tables.replay(folder / "replay")
    imported, large, just_imported = tables.asn_import(scans.home_with(folder / "home", SPARE), folder)
    yield "asn_import", imported
    yield "scan_commit_tail", scans.tail(just_imported)
    just_imported.close()
    small = scans.home_with(folder / "small", SMALL)
    commit, growth = scans.commit_and_growth(large, small, folder)
    yield "scan_commit", commit
    yield "scan_growth", growth
    yield "startup", window.startup(small, folder)
    yield "scan_paint", window.scan_paint(scans.home_with(folder / "paint", SMALL), folder)
    importing, printing = window.scan_paint_busy(scans.home_with(folder / "busy", BUSY), folder)
    yield "scan_paint_importing", importing
    yield "scan_paint_printing", printing


def verdict(name: str, measure: Measure) -> str:
    """How the figure stands to what must and what should be."""
    if name not in LIMITS:
        return ""
    must, aim = LIMITS[name]
    figure = measure.value if measure.ratio is None else measure.ratio
    if measure.unit == "/s":
        figure, must, aim = -figure, -must, -aim
    return "as aimed" if figure <= aim else "as it must" if figure <= must else "TOO SLOW"


def main() -> None:
    """Measure everything and say it."""
    BUILD.mkdir(exist_ok=True)
    found: dict[str, Measure] = {}
    print(f"{'':20}{'ours':>12}{'baseline':>12}{'ratio':>8}{'n':>8}  must  aim")
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="bench-") as folder:
        for name, measure in measures(Path(folder)):
            found[name] = measure
            value, unit, baseline, ratio, n = measure
            shown = ["" if figure is None else f"{figure:g}" for figure in (baseline, ratio)]
            limits = "  ".join(f"{limit:g}" for limit in LIMITS.get(name, ()))
            print(f"{name:20}{value:>9g} {unit:3}{shown[0]:>11}{shown[1]:>8}{n:>8}  {limits}  {verdict(name, measure)}")
            sys.stdout.flush()
    print(f"asn_import beside {IMPORT_BASELINE}; scans beside a bare sqlite3 transaction (WAL, synchronous=FULL)")
    entries = {name: measure._asdict() for name, measure in found.items()}
    (BUILD / "bench.json").write_text(json.dumps(entries, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
