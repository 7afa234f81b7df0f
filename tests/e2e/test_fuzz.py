"""Thousands of random scans in every task: one answer per line, no exception, and books that balance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dispatch.devices.simulated_printer import SimulatedPrinter
from tests.e2e.crew import balanced, furnished, printed_too_often
from tests.e2e.walker import Walker, text_of
from tests.support import campaign
from tests.support.console import ANSWER_KEYS, Console, answer
from tests.support.homes import fill, town_home

pytestmark = pytest.mark.slow

SCANS = 5_000
"""Per task."""
BATCH = 1_000
"""Scans of one process; the books are checked after each."""
MOST = 0.85
"""Share of a task's verdicts that a walk must have heard."""

ANYWHERE = """
    unreadable keyboard-garbled not-expected-here unknown-badge nothing-to-confirm nothing-to-cancel cancelled
    nothing-to-undo undone undo-unit-in-use nothing-to-resume task-selected void-label product-code unknown-sscc
"""
LABELS = "reprint-reason reprinted label-not-verified label-verified wrong-label set-aside destroy-label resume-unit"
REASONS = {
    "receive": "carton-received carton-already-received carton-code-expected carton-ambiguous unknown-code",
    "pack": """
        order-opened order-already-open unknown-order unknown-site invalid-uai carton-assigned carton-already-opened
        carton-still-open open-sealed-carton device-packed carton-closed unknown-serial serial-ambiguous not-received
        already-packed already-shipped wrong-model carton-already-closed other-consignee carton-empty carton-underfilled
        quantity-reached models-mixed carton-heavy carton-too-heavy battery-too-large order-expected already-in-carton
    """
    + LABELS,
    "palletise": """
        pallet-opened carton-palletised carton-of-other-site carton-not-closed carton-on-other-pallet
        carton-already-here pallet-too-heavy pallet-too-high pallet-empty pallet-still-open cartons-missing
        film-and-marks pallet-closed pallet-ready pallet-already-ready next-site
    """
    + LABELS,
    "load": """
        trip-expected trip-opened trip-already-open trip-already-departed unknown-trip pallet-loaded
        pallet-already-loaded pallet-loaded-elsewhere pallet-not-planned pallet-not-ready pallet-departed
        carton-not-pallet truck-full truck-one-over loading-order load-sealed nothing-loaded seal-expected seal-recorded
        seal-refused waybill-incomplete departure-summary pallets-missing departed
    """,
}
"""What each task can say of the scans that a town of `campaign.town` gives rise to."""


def walk(home: Path, walker: Walker, task: str, scans: int, station: str = "POSTE-1") -> Counter[str]:
    """So many scans in one process; the verdicts."""
    last = None
    heard: Counter[str] = Counter()
    with Console(home, task, station) as console:
        for _ in range(scans):
            line = walker.next(last)
            last = console.scan(line)
            assert [*last] == ANSWER_KEYS
            assert last["scan"] == text_of(line)
            assert last["reason"] != "not-recorded", line
            heard[last["reason"]] += 1
            walker.learn(last)
    return heard


def wander(home: Path, task: str, scans: int) -> Counter[str]:
    """So many scans in several processes, with the books checked after each."""
    walker = Walker(home, task, f"walk-{task}")
    heard: Counter[str] = Counter()
    for _ in range(scans // BATCH):
        heard += walk(home, walker, task, BATCH)
        balanced(home)
    return heard


def unheard(words: str, heard: Mapping[str, int]) -> set[str]:
    return {word for word in words.split() if word not in heard}


@pytest.mark.parametrize("task", REASONS)
def test_any_scans_in_any_order_are_answered_one_by_one_and_the_books_balance(task: str, tmp_path: Path) -> None:
    home = town_home(tmp_path / "town", 10)
    furnished(home, 20)
    heard = wander(home, task, SCANS)
    known = {row["reason"]: row["tone"] for row in answer(home, "reasons")}
    assert set(heard) <= set(known)
    words = ANYWHERE + REASONS[task]
    missing = unheard(words, heard)
    assert len(missing) <= (1 - MOST) * len(words.split()), sorted(missing)


def test_nothing_gives_way_when_every_setting_is_turned_and_roles_hold(tmp_path: Path) -> None:
    turned = {"pack__mix_models": "true", "pack__verify_label": "false", "scan__block_after_error": "true"}
    home = town_home(tmp_path / "town", 4, gs1__sscc_block="3", **turned)
    furnished(home, 8)
    fill(home, {"operators": campaign.operators(tmp_path / "operators.csv")})
    heard = wander(home, "pack", 2 * BATCH)
    expected = "badge-required role-missing signed-in resume-first resume-scanning carton-full device-packed"
    assert unheard(expected, heard) == set()


def test_four_desks_at_once_get_in_each_other_s_way_and_the_books_balance(tmp_path: Path) -> None:
    with SimulatedPrinter() as printer:
        home = town_home(tmp_path / "town", 10, labels=f"tcp://{printer.address.host}:{printer.address.port}")
        furnished(home, 20)
        heard = crowd(home)
        balanced(home)
    assert heard.total() == len(REASONS) * BATCH
    assert printed_too_often(home, printer) == {}


def crowd(home: Path) -> Counter[str]:
    """A desk for each task, all at work; the verdicts."""
    with ThreadPoolExecutor(len(REASONS)) as pool:
        walkers = {task: Walker(home, task, f"crowd-{task}") for task in REASONS}
        running = [pool.submit(walk, home, walker, task, BATCH, f"POSTE-{task}") for task, walker in walkers.items()]
        return sum((desk.result() for desk in running), Counter[str]())
