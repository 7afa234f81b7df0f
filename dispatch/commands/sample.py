"""The sample campaign: openly marked data, imported by the same door as everything else."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from dispatch.bootstrap import System
from dispatch.services.imports import Report

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "sample"
KINDS = ("sites", "items", "allocations", "asn", "trips")


def import_sample(system: System) -> list[Report]:
    """Import the sample files; the trips leave today. A problem in them is a bug of ours."""
    reports = []
    today = system.clock.now()[2]
    with TemporaryDirectory() as folder:
        for kind in KINDS:
            text = (FOLDER / f"{kind}.csv").read_text(encoding="utf-8")
            path = Path(folder) / f"{kind}.csv"
            path.write_text(text.replace("{today}", today), encoding="utf-8")
            report = system.importer.run(kind, path)
            if report.errors:
                raise RuntimeError(f"sample {kind}: {report.errors}")
            reports.append(report)
    return reports
