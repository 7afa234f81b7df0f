"""Five hundred labels, a printer that fails in every way and is mended, a station that is killed ten times.

Every label comes out once, or is marked unknown; none is missing in silence, none is sent twice unless somebody asked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from random import Random
from threading import Event
from time import monotonic

import pytest

from dispatch.bootstrap import opened
from dispatch.devices.simulated_printer import Fault, SimulatedPrinter
from dispatch.domain.reasons import Need, Tone
from dispatch.services.outcome import Outcome
from dispatch.services.station import Station
from dispatch.settings import set_value
from tests.e2e.crew import balanced, sscc_of
from tests.e2e.forks import SERVER
from tests.services.desks import ORDER_A, ORDER_B, announce, desk, grant, receive, stocked_home
from tests.services.print_desks import quick_lanes
from tests.support.campaign import A, B
from tests.support.homes import rows

SEED = 20270301
LABELS = 500
KILLS = 10
ORDERS = {ORDER_A: "A", ORDER_B: "B"}
"""What the cartons of each order begin with."""
AHEAD = 12
"""Labels that may wait before the packer waits for the printer, so that scans and prints go on side by side."""
REPRINTS = 0.03
"""Share of the labels that are printed again at once, as damaged."""
PATIENCE_S = 55.0
JOBS = "SELECT id, ref, state FROM print_job ORDER BY id"
LEFT = "SELECT code FROM announced_carton WHERE unit IS NULL AND code LIKE ? ORDER BY code"


# -- the station, in a process that is killed


def live(home: Path, seed: int) -> None:
    """One life of the station: packs what is left, while its lanes print; ends when nothing waits any more."""
    chance = Random(seed)
    with opened(home) as system:
        station = system.station("pack")
        lanes = quick_lanes(system, station.notify)
        for lane in lanes:
            lane.start()

        def drained(to: int) -> None:
            while len(system.store.outbox.jobs(("queued", "sending"))) > to:
                for lane in lanes:
                    lane.wake()
                Event().wait(0.02)

        for order, start in ORDERS.items():
            for (code,) in rows(home, LEFT, f"{start}-%"):
                pack(station, order, code, again=chance.random() < REPRINTS)
                drained(AHEAD)
        drained(0)
        for lane in lanes:
            lane.close()


def pack(station: Station, order: str, code: str, *, again: bool) -> None:
    """A sealed carton becomes the order's; its label is set aside, whatever the printer does."""
    while answered(station, code).reason.word not in ("carton-assigned", "order-complete"):
        if answered(station, "CMD-NEXT").reason.word != "set-aside":
            answered(station, order)
    if again:
        answered(station, "CMD-REPRINT")
    assert answered(station, "CMD-NEXT").reason.word == "set-aside"


def answered(station: Station, scan: str) -> Outcome:
    """The outcome of a scan, questions answered with yes."""
    outcome = station.handle(scan)
    while outcome.reason.tone is Tone.CONFIRM:
        outcome = station.handle("RSN-ETIQUETTE_ABIMEE" if outcome.need is Need.REASON else "CMD-CONFIRM")
    return outcome


# -- what happens to it


@dataclass
class Story:
    """How the labels fared."""

    home: Path
    printer: SimulatedPrinter
    struck: Counter[Fault] = field(default_factory=Counter)
    kills: int = 0


@dataclass
class Trouble:
    """Breaks the printer and mends it, each fault in its turn, at once or in the middle of a label."""

    story: Story
    chance: Random
    faults: list[Fault] = field(default_factory=list)
    until: float = 0.0

    def stir(self) -> None:
        """Do what is due: one fault is mended, and the next one strikes."""
        if monotonic() < self.until:
            return
        self.story.printer.recover()
        if not self.faults:
            self.faults = self.chance.sample(list(Fault), len(Fault))
        fault = self.faults.pop()
        self.story.printer.fail(fault, after_bytes=self.chance.choice([0, self.chance.randrange(4_000)]))
        self.story.struck[fault] += 1
        self.until = monotonic() + self.chance.uniform(0.05, 0.25)


def play(home: Path, printer: SimulatedPrinter) -> Story:
    """The whole story, from a seed."""
    story, chance = Story(home, printer), Random(SEED)
    trouble = Trouble(story, chance)
    deaths = sorted(chance.sample(range(10, LABELS), KILLS))
    begun = monotonic()
    life = born(home, 0)
    while life.is_alive() or story.kills < KILLS:
        assert monotonic() - begun < PATIENCE_S, rows(home, "SELECT state, COUNT(*) FROM print_job GROUP BY 1")
        trouble.stir()
        if story.kills < KILLS and settled(home) >= deaths[story.kills] and is_sending(home):
            life.kill()
            life.join()
            story.kills += 1
            life = born(home, story.kills)
        Event().wait(0.01)
    life.join()
    assert life.exitcode == 0
    printer.recover()
    return story


def born(home: Path, number: int) -> ForkServerProcess:
    process = SERVER.Process(target=live, args=(home, SEED + number))
    process.start()
    return process


def is_sending(home: Path) -> bool:
    """Is a label on its way?"""
    return bool(rows(home, "SELECT 1 FROM print_job WHERE state = 'sending'"))


def settled(home: Path) -> int:
    """How many labels are printed or unknown."""
    ((count,),) = rows(home, "SELECT COUNT(*) FROM print_job WHERE state IN ('printed', 'unknown')")
    return int(count)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    home = stocked_home(tmp_path_factory.mktemp("labels"))
    with SimulatedPrinter(slow_s=0.3, link_rate=20_000.0) as printer:
        set_value(home / "settings.toml", "printers.labels.address", str(printer.address))
        with desk(home) as system:
            grant(system, *((uai, "TAB-A", LABELS // 2, "") for uai in (A, B)))
            for start in ORDERS.values():
                announce(system, f"AV-{start}", f"{start}-", "TAB-A", f"{start}S-", *[1] * (LABELS // 2))
            receive(system, *(code for start in ORDERS.values() for (code,) in rows(home, LEFT, f"{start}-%")))
        yield play(home, printer)


def test_every_label_came_out_once_or_is_marked_unknown(story: Story) -> None:
    jobs: dict[str, list[str]] = defaultdict(list)
    for _, ref, state in rows(story.home, JOBS):
        jobs[ref].append(state)
    came = Counter(sscc_of(label.zpl) for label in story.printer.printed)
    assert len(jobs) == LABELS
    assert {state for states in jobs.values() for state in states} == {"printed", "unknown"}
    wrong = {ref: (states, came[ref]) for ref, states in jobs.items() if not fits(states, came[ref])}
    assert wrong == {}
    assert came.keys() <= jobs.keys()
    assert sum(states.count("printed") for states in jobs.values()) > LABELS // 2


def fits(states: list[str], came: int) -> bool:
    """Each printed job is one label on the table, each unknown one is one at most."""
    return states.count("printed") <= came <= len(states)


def test_none_was_sent_twice_without_a_reprint_in_the_journal(story: Story) -> None:
    reprints = Counter(
        ref for (ref,) in rows(story.home, "SELECT substr(subject, 6) FROM journal WHERE type = 'label-reprinted'")
    )
    jobs = Counter(ref for _, ref, _ in rows(story.home, JOBS))
    assert {ref: count for ref, count in jobs.items() if count != 1 + reprints[ref]} == {}
    assert 0 < reprints.total() < LABELS // 10
    sent = "SELECT job FROM print_attempt GROUP BY job HAVING SUM(state = 'sending') <> SUM(state = 'queued') + 1"
    assert rows(story.home, sent) == []


def test_the_labels_came_out_in_the_order_of_their_jobs(story: Story) -> None:
    place = {ref: number for number, (_, ref, _) in enumerate(rows(story.home, JOBS))}
    came = [place[sscc_of(label.zpl)] for label in story.printer.printed]
    assert came == sorted(came)


def test_the_printer_failed_in_every_way_and_the_station_died_in_the_middle_of_its_work(story: Story) -> None:
    assert set(story.struck) == set(Fault)
    assert story.kills == KILLS
    assert rows(story.home, "SELECT COUNT(*) > 0 FROM print_attempt WHERE detail = 'interrupted'") == [(1,)]
    balanced(story.home)
