"""The sample campaign: openly marked data, imported by the same door as everything else."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from dispatch.services.imports import Importer, Report

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "sample"
KINDS = ("sites", "items", "allocations", "asn", "trips")


def import_sample(importer: Importer, today: str) -> list[Report]:
    """Import the sample files; the trips leave on this ISO date. A problem in them is a bug of ours."""
    reports = []
    with TemporaryDirectory() as folder:
        for kind in KINDS:
            text = (FOLDER / f"{kind}.csv").read_text(encoding="utf-8")
            path = Path(folder) / f"{kind}.csv"
            path.write_text(text.replace("{today}", today), encoding="utf-8")
            report = importer.run(kind, path)
            if report.errors:
                raise RuntimeError(f"sample {kind}: {report.errors}")
            reports.append(report)
    return reports
