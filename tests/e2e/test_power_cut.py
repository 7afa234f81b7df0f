"""Hundreds of power cuts while a scan is on its way: what was answered is there once, what was not once at most."""

from __future__ import annotations

import random
import time
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dispatch.devices.simulated_printer import SimulatedPrinter
from tests.e2e.crew import balanced, furnished, printed_too_often
from tests.e2e.forks import Forked
from tests.e2e.walker import TASKS, Answer, Walker, text_of
from tests.support.console import Console, started
from tests.support.homes import rows, town_home

pytestmark = pytest.mark.slow

CUTS = 500
"""In all tasks together."""
LONGEST_S = 0.010
"""From the writing of a scan to the cut."""
BETWEEN = 5
"""Scans answered in peace before a cut, at most."""
REAL = 0.05
"""Share of the lives that begin as a user begins them; the others are forked, which saves minutes."""
BOOKS_EVERY = 50
OPEN = {
    "receive": "SELECT 1 WHERE 0",
    "pack": "SELECT 1 FROM task t WHERE t.kind = 'pack' AND t.station = 'POSTE-1' AND ("
    "EXISTS (SELECT 1 FROM order_line l WHERE l.code = t.ref AND l.packed < l.granted) OR "
    "EXISTS (SELECT 1 FROM unit u WHERE u.code = t.ref AND u.kind = 'carton' "
    "AND u.status IN ('open', 'awaiting-label')))",
    "palletise": "SELECT 1 FROM task t JOIN unit u ON u.sscc = t.ref WHERE t.kind = 'palletise' "
    "AND t.station = 'POSTE-1' AND u.status IN ('open', 'awaiting-label') AND u.set_aside = 0",
    "load": "SELECT 1 FROM task t JOIN trip ON trip.number = t.ref WHERE t.kind = 'load' "
    "AND t.station = 'POSTE-1' AND trip.status = 'loading'",
}
"""Has this station an open task, by the contract's words?"""


@dataclass
class Cuts:
    """What happened at one desk: every scan whose answer was seen, in order, and those that were cut off."""

    home: Path
    printer: SimulatedPrinter
    told: list[tuple[str, str]] = field(default_factory=list)
    cut_off: int = 0
    recorded_unanswered: int = 0
    problems: list[str] = field(default_factory=list)


def logged(home: Path) -> list[tuple[str, str]]:
    sql = "SELECT raw, reason FROM scan_log WHERE station = 'POSTE-1' ORDER BY id"
    return [(raw, reason) for raw, reason in rows(home, sql)]


def live_through(desk: Cuts, task: str, cuts: int) -> None:
    """Works at one desk, and has its power cut so many times."""
    furnished(desk.home, 10)
    chance, walker = random.Random(task), Walker(desk.home, task, f"cut-{task}")
    again: bytes | None = None
    for cut in range(1, cuts + 1):
        again = one_life(desk, task, walker, again, chance)
        if cut % BOOKS_EVERY == 0 or cut == cuts:
            balanced(desk.home)
    with Console(desk.home, task):
        pass


def one_life(desk: Cuts, task: str, walker: Walker, again: bytes | None, chance: random.Random) -> bytes | None:
    """One process from its start to its end; returns the scan that nobody answered, to be scanned again."""
    resumes = {name for name, opened in OPEN.items() if rows(desk.home, opened)}
    console = Console(desk.home, task, start=started if chance.random() < REAL else Forked)
    last: Answer | None = None
    for _ in range(chance.randrange(BETWEEN + 1)):
        line = again if again is not None else walker.next(last)
        again = None
        first, last = last is None, console.scan(line)
        took_note(desk, walker, last, task, resumes if first else None)
    line = again if again is not None else walker.next(last)
    console.send(line)
    time.sleep(chance.uniform(0, LONGEST_S))
    answers = console.kill()
    for given in answers:
        took_note(desk, walker, given, task, resumes if last is None else None)
    desk.cut_off += not answers
    return settle_accounts(desk, None if answers else line)


def took_note(desk: Cuts, walker: Walker, given: Answer, task: str, resumes: Collection[str] | None) -> None:
    """`resumes` are the tasks that were open when the program started; given for its first answer."""
    desk.told.append((given["scan"], given["reason"]))
    walker.learn(given)
    if given["reason"] == "not-recorded":
        desk.problems.append(f"not recorded: {given}")
    if resumes is not None and ("resumed" in given["notices"]) != (not {task, given["task"]}.isdisjoint(resumes)):
        desk.problems.append(f"open {resumes}: {given}")


def settle_accounts(desk: Cuts, unanswered: bytes | None) -> bytes | None:
    """The log of scans holds what was told, and at most the one that was cut off, which counts as told from now on."""
    found = logged(desk.home)
    rest = found[len(desk.told) :]
    if found[: len(desk.told)] != desk.told or len(rest) > (unanswered is not None):
        desk.problems.append(f"told {desk.told[-3:]}, logged {found[-4:]}")
    if rest and unanswered is not None:
        if rest[0][0] != text_of(unanswered):
            desk.problems.append(f"cut off {unanswered!r}, logged {rest}")
        desk.recorded_unanswered += 1
    desk.told = found
    return unanswered


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Cuts]]:
    """All tasks, two at a time, each with a home and a label printer of its own."""
    folder = tmp_path_factory.mktemp("cuts")
    with ExitStack() as stack, ThreadPoolExecutor(2) as pool:
        desks = {}
        for task in TASKS:
            printer = stack.enter_context(SimulatedPrinter())
            address = f"tcp://{printer.address.host}:{printer.address.port}"
            desks[task] = Cuts(town_home(folder / task, 8, labels=address), printer)
        running = [pool.submit(live_through, desk, task, CUTS // len(TASKS)) for task, desk in desks.items()]
        for desk in running:
            desk.result()
        yield desks


@pytest.mark.parametrize("task", TASKS)
def test_what_was_answered_is_there_once_and_what_was_not_is_there_at_most_once(
    desks: Mapping[str, Cuts], task: str
) -> None:
    desk = desks[task]
    assert desk.problems == []
    assert desk.told == logged(desk.home)
    assert desk.cut_off > CUTS // 40
    assert 0 < desk.recorded_unanswered < desk.cut_off


@pytest.mark.parametrize("task", TASKS)
def test_each_accepted_scan_is_one_entry_of_the_journal_and_none_is_without_a_scan(
    desks: Mapping[str, Cuts], task: str
) -> None:
    home = desks[task].home
    accepted = [seq for (seq,) in rows(home, "SELECT first_seq FROM scan_log WHERE first_seq IS NOT NULL ORDER BY id")]
    assert len(set(accepted)) == len(accepted)
    unscanned = "'file-imported', 'asn-announced', 'sscc-block-taken', 'document-issued', 'document-rendered'"
    batches = rows(home, f"SELECT DISTINCT batch FROM journal WHERE type NOT IN ({unscanned}) ORDER BY batch")
    assert [batch for (batch,) in batches] == accepted


@pytest.mark.parametrize("task", TASKS)
def test_no_number_is_given_twice_and_no_label_printed_twice_without_a_reprint(
    desks: Mapping[str, Cuts], task: str
) -> None:
    desk = desks[task]
    made = "'carton-opened', 'carton-assigned', 'pallet-opened', 'carton-reopened', 'pallet-reopened'"
    drawn = rows(
        desk.home,
        "SELECT COALESCE(json_extract(payload, '$.successor'), json_extract(payload, '$.sscc')) "
        f"FROM journal WHERE type IN ({made})",
    )
    assert len(set(drawn)) == len(drawn) > 0
    assert desk.printer.printed
    assert printed_too_often(desk.home, desk.printer) == {}
