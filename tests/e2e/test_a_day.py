"""The contract's abridged day, played through the console as it is printed there, and what other commands say then."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
import pytest

from tests.labels.reading import symbols_in
from tests.support import campaign
from tests.support.console import ANSWER_KEYS, Console, answer, run
from tests.support.homes import new_home, rows

ORDER, SITE, TRIP = f"ORD-{campaign.A}-1", campaign.A, "T1"
YEAR = date.fromisoformat(campaign.today()).year
PAPERS = [
    ("waybill", f"LDV-{YEAR}-000001"),
    ("recap", f"REC-{YEAR}-000001"),
    ("delivery-note", f"DLN-{YEAR}-000001"),
    ("packing-list", f"DLN-{YEAR}-000001"),
    ("loading-list", f"LDC-{YEAR}-000001"),
]
SEALED = [f"S-{number:06d}" for number in range(171, 181)]
DEVICES = [*SEALED, "S-000123", "S-000124"]


class Step(NamedTuple):
    """One scan of the day and what is fixed of its answer."""

    scan: str
    tone: str
    reason: str
    state: str
    devices: Sequence[int] = ()
    cartons: Sequence[int] = ()
    pallets: Sequence[int] = ()
    """(done, of) each; of a pallet that is closed the contract fixes none."""
    rule: str | None = None
    needs: str | None = None
    printed: Sequence[Mapping[str, str | int]] = ()

    def answer(self, task: str) -> dict[str, Any]:
        progress = {"devices": [*self.devices], "cartons": [*self.cartons], "pallets": [*self.pallets]}
        known = {"progress": progress} if self.devices else {}
        return known | {
            "scan": self.scan,
            "tone": self.tone,
            "reason": self.reason,
            "rule": self.rule,
            "needs": self.needs,
            "task": task,
            "state": self.state,
            "printed": [*self.printed],
            "notices": [],
        }


class Day(NamedTuple):
    """The home after the day, with the units that were made."""

    home: Path
    carton: str
    second: str
    pallet: str


def played(home: Path, task: str, *steps: Step) -> None:
    """Each scan is answered exactly as expected."""
    with Console(home, task) as console:
        for step in steps:
            given = console.scan(step.scan)
            assert [*given] == ANSWER_KEYS
            assert given["message"] and given["prompt"]
            expected = step.answer(task)
            assert {key: given[key] for key in expected} == expected


def sscc(extension: int, number: int) -> str:
    """The SSCC with this serial reference of the home's prefix."""
    digits = f"{extension}9521234{number:09d}"
    check = -sum(int(digit) * (3 - 2 * (place % 2)) for place, digit in enumerate(digits)) % 10
    return f"{digits}{check}"


def label(kind: str, code: str, copies: int) -> dict[str, str | int]:
    return {"kind": kind, "sscc": code, "copies": copies}


def play(home: Path) -> Day:
    """The day, line by line; FAB-00012 is received too, for the two tablets that come out of it."""
    one, two, pallet = sscc(1, 0), sscc(1, 1), sscc(3, 0)
    played(
        home,
        "receive",
        Step("FAB-00017", "accepted", "carton-received", "ready", (10, 210), (1, 21), (0, 0)),
        Step("FAB-00012", "accepted", "carton-received", "ready", (20, 210), (2, 21), (0, 0)),
        Step("FAB-00017", "info", "carton-already-received", "ready", (20, 210), (2, 21), (0, 0)),
    )
    first, second = [label("carton-label", one, 1)], [label("carton-label", two, 1)]
    played(
        home,
        "pack",
        Step(ORDER, "accepted", "order-opened", "ready", (0, 12), (0, 2), (0, 0)),
        Step("FAB-00017", "accepted", "carton-assigned", "awaiting-label", (10, 12), (0, 2), (0, 0), printed=first),
        Step(f"]C100{one}", "accepted", "label-verified", "ready", (10, 12), (1, 2), (0, 0)),
        Step("S-000123", "confirm", "open-sealed-carton", "ready", (10, 12), (1, 2), (0, 0), needs="confirm"),
        Step("CMD-CONFIRM", "accepted", "device-packed", "carton-open", (11, 12), (1, 2), (0, 0)),
        Step("S-000124", "accepted", "order-complete", "awaiting-label", (12, 12), (1, 2), (0, 0), printed=second),
        Step(f"]C100{one}", "refused", "wrong-label", "awaiting-label", (12, 12), (1, 2), (0, 0), "E-COL-15"),
        Step(f"]C100{two}", "accepted", "label-verified", "complete", (12, 12), (2, 2), (0, 0)),
    )
    play_pallet(home, one, two, pallet)
    play_departure(home, pallet)
    return Day(home, one, two, pallet)


def play_pallet(home: Path, one: str, two: str, pallet: str) -> None:
    both = [label("pallet-label", pallet, 2)]
    steps = [
        Step(f"]C100{one}", "accepted", "pallet-opened", "pallet-open", (10, 10), (1, 2), (0, 1)),
        Step(f"]C100{two}", "accepted", "carton-palletised", "pallet-open", (12, 12), (2, 2), (0, 1)),
        Step(
            "CMD-CLOSE",
            "confirm",
            "film-and-marks",
            "pallet-open",
            (12, 12),
            (2, 2),
            (0, 1),
            needs="confirm",
            rule="E-PAL-11",
        ),
        Step("CMD-CONFIRM", "accepted", "pallet-closed", "awaiting-label", printed=both),
        Step(f"]C100{pallet}", "accepted", "label-verified", "awaiting-label"),
        Step(f"]C100{pallet}", "accepted", "pallet-ready", "ready"),
    ]
    played(home, "palletise", *steps)


def play_departure(home: Path, pallet: str) -> None:
    everything = ((12, 12), (2, 2), (1, 1))
    papers: list[dict[str, str | int]] = [{"kind": kind, "number": number, "copies": 1} for kind, number in PAPERS]
    steps = [
        Step("TRP-T1", "accepted", "trip-opened", "loading", (0, 12), (0, 2), (0, 1)),
        Step(f"]C100{pallet}", "accepted", "pallet-loaded", "loading", *everything),
        Step("CMD-CLOSE", "info", "seal-expected", "loading", *everything, "E-CHG-08"),
        Step("SC-0001", "accepted", "seal-recorded", "sealing", *everything),
        Step("CMD-CLOSE", "confirm", "departure-summary", "sealing", *everything, needs="confirm"),
        Step("CMD-CONFIRM", "accepted", "departed", "departed", *everything, printed=papers),
    ]
    played(home, "load", *steps)


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    folder = tmp_path_factory.mktemp("day")
    return play(new_home(folder / "home", campaign.day(folder)))


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def digits(text: str) -> str:
    """The text with the groups of its numbers closed up."""
    return re.sub(r"(?<=\d)[ \u00a0](?=\d)", "", text)


def test_each_label_was_printed_once_with_its_own_symbol(day: Day) -> None:
    labels = sorted((day.home / "labels").iterdir())
    expected = [("carton-label", day.carton, 1), ("carton-label", day.second, 1), ("pallet-label", day.pallet, 2)]
    assert [path.name for path in labels] == [f"{n:06d}-{kind}-{s}.zpl" for n, (kind, s, _) in enumerate(expected, 1)]
    for path, (_, code, copies) in zip(labels, expected, strict=True):
        zpl = path.read_bytes()
        assert ("]C1", f"00{code}".encode()) in symbols_in(zpl)
        assert f"^PQ{copies}" in zpl.decode()


def test_the_papers_are_printed_once_each_and_are_the_stored_ones(day: Day, tmp_path: Path) -> None:
    printed = sorted((day.home / "documents" / "print").iterdir())
    assert [path.name for path in printed] == [f"{n:06d}-{kind}-{ref}.pdf" for n, (kind, ref) in enumerate(PAPERS, 4)]
    refs = {"delivery-note": ORDER, "packing-list": f"DLN-{YEAR}-000001"}
    for path, (kind, _) in zip(printed, PAPERS, strict=True):
        output = tmp_path / f"{kind}.pdf"
        done = run(day.home, "document", kind, refs.get(kind, TRIP), "-o", output)
        assert (done.returncode, done.stderr) == (0, b"")
        assert output.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("ref", ["carton", "pallet", "order", "note"])
def test_a_packing_list_holds_each_serial_once_whatever_names_it(day: Day, ref: str, tmp_path: Path) -> None:
    name = {"carton": day.second, "pallet": f"]C100{day.pallet}", "order": ORDER, "note": f"DLN-{YEAR}-000001"}[ref]
    done = run(day.home, "document", "packing-list", name, "-o", tmp_path / "list.pdf")
    assert done.returncode == 0, done.stderr.decode()
    text = text_of(tmp_path / "list.pdf")
    assert sorted(re.findall(r"S-\d{6}", text)) == sorted(DEVICES)
    assert {day.carton, day.second, day.pallet} <= set(re.findall(r"[13]9521234\d{10}", digits(text)))


def test_the_truck_papers_name_what_is_in_it(day: Day) -> None:
    for path in (day.home / "documents" / "print").iterdir():
        text = digits(text_of(path))
        assert SITE in text, path.name
        assert "PROJET" not in text
        if not re.search("waybill|recap", path.name):
            assert day.pallet in text, path.name


def test_the_loading_list_bears_witness_to_the_journal(day: Day) -> None:
    (path,) = (day.home / "documents" / "print").glob("*loading-list*")
    (witness,) = re.findall(r"\b[0-9a-f]{64}\b", text_of(path))
    assert rows(day.home, "SELECT type FROM journal WHERE hash = ?", witness) == [("trip-departed",)]


def test_a_label_can_be_had_again_without_a_print_job(day: Day, tmp_path: Path) -> None:
    printed = next((day.home / "labels").glob(f"*{day.second}.zpl")).read_bytes()
    assert run(day.home, "label", day.second).stdout == printed
    for form, magic in (("pdf", b"%PDF-"), ("png", b"\x89PNG")):
        output = tmp_path / f"label.{form}"
        assert run(day.home, "label", f"(00){day.pallet}", "--format", form, "-o", output).returncode == 0
        assert output.read_bytes().startswith(magic)
    assert len([*(day.home / "labels").iterdir()]) == 3


def traced(day: Day, code: str) -> dict[str, Any]:
    found: dict[str, Any] = answer(day.home, "trace", code)
    return found


def places(found: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(found[key] for key in ("kind", "status", "site", "order", "carton", "pallet", "trip"))


def test_trace_tells_of_each_thing_where_it_went(day: Day) -> None:
    first = ("device", "departed", SITE, ORDER, day.carton, day.pallet, TRIP)
    assert places(traced(day, "S-000171")) == first
    assert places(traced(day, "S-000123")) == (*first[:4], day.second, day.pallet, TRIP)
    assert places(traced(day, f"00{day.carton}")) == ("carton", *first[1:])
    assert places(traced(day, day.pallet))[:3] == ("pallet", "departed", SITE)
    for code in ("TRP-T1", "T1"):
        assert places(traced(day, code))[:2] == ("trip", "departed")
    for code in (ORDER, ORDER.removeprefix("ORD-")):
        assert places(traced(day, code))[:4] == ("order", "departed", SITE, ORDER)
    assert traced(day, SITE)["kind"] == "site"
    assert traced(day, f"DLN-{YEAR}-000001")["kind"] == "document"


def test_a_device_that_stayed_is_in_stock_and_one_that_never_came_is_announced(day: Day) -> None:
    assert places(traced(day, "S-000125")) == ("device", "in-stock", None, None, "FAB-00012", None, None)
    assert places(traced(day, "S-000001")) == ("device", "announced", None, None, "FAB-00000", None, None)


def test_a_device_has_the_events_of_all_that_held_it(day: Day) -> None:
    events = traced(day, "S-000123")["events"]
    assert [event["seq"] for event in events] == sorted({event["seq"] for event in events})
    assert {event["station"] for event in events} == {"POSTE-1"}
    assert all(event["text"] and event["time"] and event["operator"] for event in events)
    kinds = {event["type"] for event in events}
    assert {"device-packed", "carton-closed", "label-verified", "carton-palletised", "pallet-closed"} <= kinds
    assert {"pallet-loaded", "trip-departed"} <= kinds


def test_an_unknown_code_cannot_be_traced(day: Day) -> None:
    done = run(day.home, "trace", "S-999999", "--json")
    assert (done.returncode, done.stdout) == (3, b"")
    assert "S-999999" in done.stderr.decode()


def test_progress_counts_every_device_of_the_lycee(day: Day) -> None:
    found = answer(day.home, "progress")
    counts = {"granted": 12, "packed": 12, "palletised": 12, "loaded": 12, "departed": 12, "delivered": 0}
    (site,) = found["sites"]
    assert (site["uai"], site["name"]) == (SITE, "Lycée d’essai A")
    assert site["remaining"] == found["total"]["remaining"]
    for row in (site, found["total"]):
        assert {key: row[key] for key in counts} == counts


def test_the_journal_verifies(day: Day) -> None:
    found = answer(day.home, "verify")
    assert found["ok"] is True
    assert found["differences"] == []
    assert found["invariants"] and all(invariant["ok"] for invariant in found["invariants"])
    assert re.fullmatch(r"[0-9a-f]{64}", found["head"])


def test_the_exported_journal_holds_every_entry(day: Day, tmp_path: Path) -> None:
    done = run(day.home, "export", "journal", "-o", tmp_path / "journal.jsonl")
    assert done.returncode == 0, done.stderr.decode()
    entries = [*lines_of(tmp_path / "journal.jsonl")]
    assert [entry["seq"] for entry in entries] == [*range(1, answer(day.home, "verify")["entries"] + 1)]


def lines_of(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)
