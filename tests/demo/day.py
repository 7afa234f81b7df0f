"""The working day of the demonstration, scan by scan: one trip of the sample campaign from the makers' cartons to the
departure, with what goes wrong on such a day."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from dispatch.devices.simulated_printer import Fault
from dispatch.services.sample import FOLDER
from dispatch.services.scenes import Scene
from dispatch.services.sheets import WITNESS
from tests.demo.stage import Stage
from ui.actions import Act
from ui.desk import DEVICE_SETUP, HOME
from ui.widgets.chips import Device

TRIP = "ECH-1"
FIRST, SECOND, THIRD, LAST = "0990001N", "0990006U", "0990011Z", "0990016E"
"""The lycées of the trip, in the order of its stops."""
ALL = 1_000
"""As many labels as there are."""
ARRIVED = [("FAB-T10-", 8), ("FAB-T11-", 2), ("FAB-P14-", 6)]
"""Makers' cartons that this day needs: number without its digits, and how many."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing worth a picture; its words stand in story.toml under its name."""

    chapter: str
    name: str
    tone: str
    """Of the verdict on the screen; empty where there is none."""
    labels: tuple[int, ...]
    """Those to be seen with it, by their places among all that came out."""
    papers: bool
    """Do the papers come of it?"""
    devices: tuple[Device, ...]


@dataclass(slots=True)
class Day:
    """A day under way on a stage: its hand, and what was seen so far."""

    stage: Stage
    pictures: Path
    steps: list[Step] = field(default_factory=list)
    tones: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """How many scans were answered in each tone."""
    labels: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """The verified labels of each lycée, as a scanner reads them."""
    pallets: dict[str, str] = field(default_factory=dict)
    _chapter: str = ""
    _tone: str = ""
    _unseen: list[int] = field(default_factory=list)
    """Labels that no picture shows yet, by their places."""

    def scan(self, code: str, expected: str) -> Scene:
        """Scan a code that must be answered with this reason."""
        scene = self.stage.scan(code)
        assert scene.outcome is not None
        reason = scene.outcome.reason
        assert reason.word == expected, f"{code}: {reason.word}, not {expected}"
        self._tone = reason.tone.value
        self.tones[self._tone] += 1
        return scene

    def begin(self, chapter: str) -> None:
        """What follows belongs to another chapter."""
        self._chapter, self._tone = chapter, ""

    def picture(self, name: str, *, labels: int = 0, papers: bool = False) -> None:
        """Something is to be seen, with so many of the latest labels."""
        devices = tuple(self.stage.devices())
        self.stage.photograph(self.pictures / f"{len(self.steps) + 1:02}-{name}.png")
        first = max(0, len(self._unseen) - labels)
        self.steps.append(Step(self._chapter, name, self._tone, tuple(self._unseen[first:]), papers, devices))
        del self._unseen[first:]

    def label(self) -> str:
        """Take the next label from the printer; its code as a scanner reads it."""
        self._unseen.append(len(self.stage.labels))
        return self.stage.label()

    def verify(self, uai: str, picture: str = "") -> None:
        """Take the label of a carton of this lycée, perhaps for a picture, and scan it."""
        self.labels[uai].append(self.label())
        if picture:
            self.picture(picture, labels=1)
        self.scan(self.labels[uai][-1], "label-verified")

    def fill(self, uai: str, devices: Iterable[str]) -> None:
        """Put devices into the open carton, close it by hand and label it."""
        for serial in devices:
            self.scan(serial, "device-packed")
        self.scan("CMD-CLOSE", "carton-closed")
        self.verify(uai)


def play(stage: Stage, pictures: Path) -> Day:
    """Play the whole day; AssertionError where the station answers otherwise than it should."""
    day = Day(stage, pictures)
    day.begin("open")
    day.picture("home")
    set_up(day)
    receive(day)
    pack(day)
    palletise(day)
    load(day)
    look_back(day)
    return day


def serials(carton: str) -> list[str]:
    """The serials that a maker's carton of the sample holds."""
    with (FOLDER / "asn.csv").open(encoding="utf-8") as file:
        return [row["serie"] for row in csv.DictReader(file, delimiter=";") if row["carton"] == carton]


def set_up(day: Day) -> None:
    """The scanner is tried; its cable is pulled and put back."""
    stage = day.stage
    stage.show(DEVICE_SETUP)
    stage.try_scanner(WITNESS)
    day.picture("setup")
    stage.scanner.unplug()
    stage.await_fault()
    day.picture("setup-unplugged")
    stage.scanner.plug_in()
    stage.await_health()
    stage.show(HOME)


def receive(day: Day) -> None:
    """The cartons of the day come in."""
    day.begin("receive")
    day.scan("OPR-ECH-PREP", "signed-in")
    day.scan("CMD-TASK-RECEIVE", "task-selected")
    for code, count in ARRIVED:
        for number in range(1, count + 1):
            day.scan(f"{code}{number:04}", "carton-received")
    day.picture("received")
    day.scan("FAB-T10-0001", "carton-already-received")
    day.picture("received-again")
    day.scan("FAB-T10-9999", "unknown-code")
    day.picture("unknown")


def pack(day: Day) -> None:
    """Four lycées; a reprint, a printer without paper, a wrong device, a carton that is not full."""
    day.begin("pack")
    day.scan("CMD-TASK-PACK", "task-selected")
    _pack_first(day)
    _pack_second(day)
    _pack_third(day)
    _pack_last(day)


def _pack_first(day: Day) -> None:
    """Sealed cartons only; the label of the last one does not come out."""
    day.scan(f"ORD-{FIRST}-1", "order-opened")
    day.picture("order")
    day.scan("FAB-T10-0001", "carton-assigned")
    day.verify(FIRST, "label-awaited")
    day.picture("label-verified")
    day.scan("FAB-T10-0002", "carton-assigned")
    day.label()
    day.scan("CMD-REPRINT", "reprint-reason")
    day.picture("reprint-asked", labels=1)
    day.scan("RSN-ETIQUETTE-ABIMEE", "reprinted")
    day.verify(FIRST, "reprinted")
    day.scan("FAB-P14-0001", "carton-assigned")
    day.verify(FIRST)
    day.stage.printer.fail(Fault.PAPER_OUT)
    day.scan("FAB-P14-0002", "order-complete")
    day.stage.await_fault()
    day.picture("no-paper")
    day.scan("CMD-NEXT", "set-aside")
    day.picture("set-aside")


def _pack_second(day: Day) -> None:
    """Nine devices out of one carton, another as it came; the printer is away, new paper brings the late label."""
    tablets = serials("FAB-T11-0002")
    day.scan(f"ORD-{SECOND}-1", "printer-away")
    day.picture("printer-away")
    day.scan("CMD-CONFIRM", "order-opened")
    day.scan("ECH10000071", "wrong-model")
    day.picture("wrong-model")
    day.scan(tablets[0], "open-sealed-carton")
    day.picture("open-sealed")
    day.scan("CMD-CONFIRM", "device-packed")
    for serial in tablets[1:5]:
        day.scan(serial, "device-packed")
    day.picture("devices")
    day.scan("CMD-UNDO", "undone")
    day.picture("undone")
    day.scan("CMD-CLOSE", "carton-underfilled")
    day.picture("underfilled")
    day.stage.printer.recover()
    day.scan("CMD-CONFIRM", "carton-closed")
    late = day.label()
    day.scan(late, "wrong-label")
    day.picture("wrong-label", labels=1)
    day.verify(SECOND)
    day.scan(late, "label-verified")
    day.labels[FIRST].append(late)
    day.picture("late-label")
    day.scan("FAB-T11-0001", "carton-assigned")
    day.verify(SECOND)
    day.fill(SECOND, tablets[4:9])
    day.scan("FAB-P14-0003", "order-complete")
    day.verify(SECOND)


def _pack_third(day: Day) -> None:
    day.scan(f"ORD-{THIRD}-1", "order-opened")
    for carton in ("FAB-T10-0003", "FAB-T10-0004"):
        day.scan(carton, "carton-assigned")
        day.verify(THIRD)
    day.scan(serials("FAB-T10-0008")[0], "open-sealed-carton")
    day.scan("CMD-CONFIRM", "device-packed")
    day.fill(THIRD, ())
    day.scan("FAB-P14-0004", "order-complete")
    day.verify(THIRD)


def _pack_last(day: Day) -> None:
    day.scan(f"ORD-{LAST}-1", "order-opened")
    for carton in ("FAB-T10-0005", "FAB-T10-0006", "FAB-T10-0007", "FAB-P14-0005"):
        day.scan(carton, "carton-assigned")
        day.verify(LAST)
    day.fill(LAST, serials("FAB-T10-0008")[1:3])
    day.scan(serials("FAB-P14-0006")[0], "open-sealed-carton")
    day.scan("CMD-CONFIRM", "order-complete")
    day.verify(LAST)
    day.picture("order-complete", labels=ALL)


def palletise(day: Day) -> None:
    """One pallet for each lycée."""
    day.begin("palletise")
    day.scan("CMD-TASK-PALLETISE", "task-selected")
    day.scan("CMD-NEXT", "next-site")
    day.picture("next-site")
    for uai in (LAST, THIRD, SECOND, FIRST):
        first, *others = day.labels[uai]
        day.scan(first, "pallet-opened")
        if uai == LAST:
            day.scan(day.labels[THIRD][0], "carton-of-other-site")
            day.picture("other-site")
        for carton in others:
            day.scan(carton, "carton-palletised")
        day.scan("CMD-CLOSE", "film-and-marks")
        if uai == LAST:
            day.picture("film")
        day.scan("CMD-CONFIRM", "pallet-closed")
        day.pallets[uai] = day.label()
        if uai == LAST:
            day.picture("pallet-closed", labels=1)
        day.scan(day.pallets[uai], "label-verified")
        day.scan(day.pallets[uai], "pallet-ready")
        if uai == LAST:
            day.picture("pallet-ready")


def load(day: Day) -> None:
    """The pallets go in, last stop first; seals, summary, departure."""
    day.begin("load")
    day.scan("CMD-TASK-LOAD", "task-selected")
    day.scan("OPR-ECH-CHEF", "signed-in")
    day.scan(f"TRP-{TRIP}", "trip-opened")
    day.picture("trip", labels=ALL)
    day.scan(day.pallets[FIRST], "loading-order")
    day.picture("loading-order")
    day.scan("CMD-CANCEL", "cancelled")
    for uai in (LAST, THIRD, SECOND, FIRST):
        day.scan(day.pallets[uai], "pallet-loaded")
    day.picture("loaded")
    day.scan("CMD-CLOSE", "seal-expected")
    for seal in ("ECH-SC-0001", "ECH-SC-0002"):
        day.scan(seal, "seal-recorded")
    day.picture("sealed")
    day.scan("CMD-CLOSE", "departure-summary")
    day.picture("summary")
    day.scan("CMD-CONFIRM", "departed")
    day.picture("departed", papers=True)


def look_back(day: Day) -> None:
    """The papers of the trip, the story of one device, and the home screen at the end."""
    day.begin("office")
    stage = day.stage
    stage.await_prints()
    stage.press(Act.PAPERS, "paper")
    day.picture("papers")
    stage.press(Act.SEARCH)
    stage.look_up(serials("FAB-T10-0008")[0], "search")
    day.picture("story")
    stage.press(Act.MENU, "overview")
    day.picture("evening")
