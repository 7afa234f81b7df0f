"""The demonstration plays its day to the end, leaves all that it promises, and proves it (contract 1)."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from dispatch.domain.identifiers import Sscc
from dispatch.domain.reasons import Tone
from dispatch.labels.writer import LabelWriter
from dispatch.services.progress_report import Counts
from dispatch.storage.verification import Verification
from tests.demo import harvest
from tests.demo.stage import Printed
from tests.demo.summary import Summary
from tests.labels.samples import PLAIN
from tests.support.console import ROOT, answer

pytestmark = pytest.mark.slow

LABELS, PAPERS, PICTURES = 23, 11, 36
"""Of this day: 18 cartons, one of them labelled twice, four pallets; two papers for each stop, three for the trip."""
PAGES = PAPERS + 2
"""The waybill has three copies."""
SYMBOLS = 2 * 19 + 4
"""Two on each carton; on a pallet's small label the name, to be read from afar, leaves room for the SSCC alone."""
NOT_OURS = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "DISPATCH_HOME"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder that a demonstration without a screen left, and what it said; its exit code was 0."""
    out = tmp_path_factory.mktemp("demo") / "out"
    run = subprocess.run(
        [sys.executable, "-m", "tests.demo", "--no-gallery", "--out", str(out)],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name not in NOT_OURS},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, ""), run.stdout + run.stderr
    return out, run.stdout


@pytest.fixture(scope="module")
def summary(demo: tuple[Path, str]) -> Mapping[str, Any]:
    """What the demonstration tells a program."""
    told: Mapping[str, Any] = json.loads((demo[0] / "summary.json").read_text(encoding="utf-8"))
    return told


def test_the_whole_campaign_day_is_done(demo: tuple[Path, str], summary: Mapping[str, Any]) -> None:
    assert summary["ok"] and summary["platform"] == "offscreen" and not summary["bugs"]
    done = summary["done"]
    assert done["cartons_received"] == 16
    assert {done[stage] for stage in ("packed", "palletised", "loaded", "departed")} == {118}
    assert summary["scans"]["refused"] == 4
    home = demo[0] / "home"
    assert answer(home, "progress")["total"]["departed"] == 118
    verified = answer(home, "verify")
    assert verified == summary["verify"] and verified["ok"]


def test_every_symbol_of_every_label_and_paper_reads_back(summary: Mapping[str, Any]) -> None:
    back = summary["read_back"]
    for form in ("png", "pdf", "zpl"):
        assert (back[f"labels_{form}"]["read"], back[f"labels_{form}"]["of"]) == (SYMBOLS, SYMBOLS)
    in_heads, pallets = 2 * PAGES, 4
    assert (back["papers_pdf"]["read"], back["papers_pdf"]["of"]) == (in_heads + pallets, in_heads + pallets)
    assert all(label["same"] for label in summary["labels"])
    assert Counter(label["kind"] for label in summary["labels"]) == {"carton": 19, "pallet": 4}
    assert {label["copies"] for label in summary["labels"] if label["kind"] == "pallet"} == {2}


def test_labels_papers_and_pictures_are_there(demo: tuple[Path, str], summary: Mapping[str, Any]) -> None:
    out, _ = demo
    left = {folder: Counter(path.suffix for path in (out / folder).iterdir()) for folder in ("labels", "papers")}
    assert left["labels"] == {".zpl": LABELS, ".png": LABELS, ".pdf": LABELS}
    assert left["papers"] == {".pdf": PAPERS, ".png": sum(paper["pages"] for paper in summary["papers"])}
    assert Counter(paper["kind"] for paper in summary["papers"]) == {
        "waybill": 1,
        "recap": 1,
        "loading-list": 1,
        "delivery-note": 4,
        "packing-list": 4,
    }
    assert len(list((out / "screenshots").glob("*.png"))) == summary["pictures"] == PICTURES


def test_what_it_says_names_the_page(demo: tuple[Path, str]) -> None:
    out, said = demo
    assert (out / "summary.txt").read_text(encoding="utf-8") in said
    assert said.endswith(f"À lire\u00a0: {out / 'index.html'}\n")


class Page(HTMLParser):
    """Everything on the page that would fetch something, and what is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.tags = Counter[str]()
        self.references: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.references += [value or "" for name, value in attrs if name in {"src", "href", "srcset", "action", "data"}]


def test_the_page_stands_alone(demo: tuple[Path, str]) -> None:
    text = (demo[0] / "index.html").read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    assert all(reference.startswith(("#", "data:")) for reference in page.references)
    assert all(source.startswith("data:") for source in re.findall(r"url\(([^)]{0,20})", text))
    assert "@import" not in text
    assert page.tags["script"] == 0
    assert (page.tags["article"], page.tags["img"]) == (PICTURES, PICTURES + LABELS + PAGES)


def test_a_label_that_shows_another_number_is_not_read_back(tmp_path: Path) -> None:
    zpl = LabelWriter().zpl(PLAIN, harvest.DPI, harvest.MEDIA, 1)
    other = replace(PLAIN, sscc=Sscc("137012345000001243"))
    (label,) = harvest.labels([Printed(zpl, 1, other)], tmp_path / "labels")
    assert label.read == {"png": False, "pdf": False, "zpl": True}
    assert not label.same and not label.ok


LABEL = harvest.Label("01", "carton", "1", 1, 2, {"png": True, "pdf": True}, same=True, picture=b"")
PAPER = harvest.Paper("01", "recap", "REC-1", 2, ok=True, pages=())
PROVED = Summary(
    platform="offscreen",
    seconds=1,
    scans=1,
    tones=dict.fromkeys(Tone, 0),
    cartons_received=1,
    counts=Counts(),
    verification=Verification(1, "", (), 0, ()),
    labels=[LABEL],
    papers=[PAPER],
    pictures=1,
    gallery=None,
    bugs="",
)


@pytest.mark.parametrize(
    "flaw",
    [
        {"verification": Verification(1, "", (), 1, ())},
        {"labels": [LABEL, replace(LABEL, read={"png": True, "pdf": False})]},
        {"labels": [replace(LABEL, same=False)]},
        {"labels": []},
        {"papers": [PAPER, replace(PAPER, ok=False)]},
        {"papers": []},
        {"gallery": 0},
        {"bugs": "Traceback"},
    ],
)
def test_one_flaw_is_enough_for_failure(flaw: Mapping[str, Any]) -> None:
    assert PROVED.ok
    assert not replace(PROVED, **flaw).ok
