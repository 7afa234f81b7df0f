"""Print runs on the command line, and the power cut in the middle of them: in order, nothing twice, all told."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

from dispatch.bootstrap import opened
from dispatch.services.print_plans import Selection
from dispatch.storage.verification import verify
from tests.e2e.forks import Forked
from tests.services.desks import (
    ORDER_A,
    ORDER_B,
    announce,
    depart,
    desk,
    grant,
    pack,
    palletise,
    plan,
    receive,
    stocked_home,
)
from tests.support.campaign import A, B
from tests.support.console import answer, run
from tests.support.homes import rows

PATIENCE_S = 30.0
PAPERS = 13
"""Of the day: its manifest and the twelve of the trip."""
JOBS = "SELECT id, kind, ref, state FROM print_job WHERE run IS NOT NULL ORDER BY id"


@pytest.fixture(scope="module")
def departed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """T1 has left with a pallet for each lycée; what was queued then was cancelled before it was sent."""
    home = stocked_home(tmp_path_factory.mktemp("departed"))
    with desk(home) as system:
        grant(system, (A, "TAB-A", 10, ""), (B, "TAB-A", 10, ""))
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10, 10)
        receive(system, "FAB-00000", "FAB-00001")
        plan(system, "T1", "2027-03-01", (A, ""), (B, ""))
        cartons = [*pack(system, ORDER_A, "FAB-00000"), *pack(system, ORDER_B, "FAB-00001")]
        depart(system, "T1", *reversed([palletise(system, carton) for carton in cartons]))
        with system.store.transaction() as transaction:
            for job in system.store.outbox.jobs(("queued",)):
                transaction.cancel_jobs(job.ref)
    return home


@pytest.fixture
def home(departed: Path, tmp_path: Path) -> Path:
    """A copy of its own."""
    for name in ("station.db", "settings.toml"):
        text = (departed / name).read_bytes().replace(str(departed).encode(), str(tmp_path).encode())
        (tmp_path / name).write_bytes(text if name == "settings.toml" else (departed / name).read_bytes())
    return tmp_path


def printed(home: Path) -> list[int]:
    """The jobs of the files that came out, in the order of their numbers."""
    folder = home / "documents" / "print"
    return sorted(int(file.name.partition("-")[0]) for file in folder.glob("*.pdf")) if folder.exists() else []


def printed_file(home: Path, place: int) -> Path:
    """The paper that came out at this place, from 0."""
    (file,) = (home / "documents" / "print").glob(f"{printed(home)[place]:06d}-*.pdf")
    return file


def until(holds: Callable[[], bool]) -> None:
    """Wait for what another process is about to do."""
    deadline, pause = monotonic() + PATIENCE_S, Event()
    while not holds():
        assert monotonic() < deadline, "it did not happen"
        pause.wait(0.005)


@contextmanager
def life(home: Path, *arguments: str) -> Iterator[Forked]:
    """The program until its power is cut."""
    process = Forked(["--home", str(home), *arguments])
    try:
        yield process
    finally:
        process.kill()
        process.wait(PATIENCE_S)
        for stream in (process.stdin, process.stdout, process.stderr):
            assert stream is not None
            stream.close()


def test_a_run_from_the_command_line_is_printed_and_reported(home: Path) -> None:
    dry = answer(home, "print-run", "--trip", "T1", "--dry-run")
    assert (len(dry["papers"]), dry["not_departed"], printed(home)) == (12, [], [])
    told = answer(home, "print-run", "--trip", "TRP-T1".removeprefix("TRP-"))
    assert (told["state"], told["counts"]["printed"], len(printed(home))) == ("done", 12, 12)
    kinds = [paper["kind"] for paper in told["papers"]]
    codes = printed_file(home, kinds.index("serial-codes"))
    assert kinds[kinds.index("serial-codes") - 1] == "packing-list"
    with opened(home) as system:
        assert codes.read_bytes() == system.papers.document("serial-codes", "DLN-2027-000001")
    refused = run(home, "print-run", "--trip", "T1")
    assert (refused.returncode, refused.stderr.decode()[:18]) == (3, "Déjà imprimés\u00a0: 7.")
    again = run(home, "print-run", "--list", "LDV-2027-000001,DLN-2027-000002", "--reason", "AUTRE")
    assert again.returncode == 0
    assert again.stdout.decode().splitlines()[0].split() == [
        *("printed", "Lettre", "de", "voiture", "LDV-2027-000001", "DUPLICATA", "1")
    ]
    assert again.stdout.decode().endswith("Tirage 2\u00a0: 5 imprimés, 0 incertains, 0 en attente, 0 annulés.\n")
    assert answer(home, "print-run", "--report", "2")["papers"][0]["duplicate"] == 1
    assert verify(home / "station.db").ok


def test_a_run_that_nobody_prints_is_paused_resumed_and_cancelled_from_elsewhere(home: Path) -> None:
    with opened(home) as system:
        number = system.office().runs.start(Selection("trip", ("T1",))).run
    for change, state in (("--pause", "paused"), ("--resume", "running"), ("--cancel", "cancelled")):
        assert answer(home, "print-run", change, str(number))["state"] == state
    unknown = run(home, "print-run", "--report", "9")
    assert (unknown.returncode, unknown.stderr.decode()) == (3, "Tirage 9 inconnu.\n")
    assert run(home, "print-run", "--wave", "2027-03-01T25:00").returncode == 3
    assert answer(home, "print-run", "--wave", "2027-03-01T", "--dry-run")["what"] == "wave"


def test_a_power_cut_in_mid_run_loses_and_doubles_nothing(home: Path) -> None:
    """Cut after cut, at any moment; the desks that are opened meanwhile print what is left."""
    chance = random.Random("print-run")
    with life(home, "print-run", "--day", "2027-03-01"):
        until(lambda: len(printed(home)) >= 1)
    while any(state in ("queued", "sending") for *_, state in rows(home, JOBS)):
        before = len(printed(home)) + chance.randrange(2)
        with life(home, "console", "--task", "pack"):
            until(lambda before=before: len(printed(home)) >= before or not waiting(home))  # type: ignore[misc]
            Event().wait(chance.uniform(0, 0.02))
    jobs, came_out = rows(home, JOBS), printed(home)
    assert len(jobs) == PAPERS
    assert {number for number, *_, state in jobs if state == "printed"} <= set(came_out)
    assert all(number in came_out or state == "unknown" for number, *_, state in jobs)
    sent = [job for (job,) in rows(home, "SELECT job FROM print_attempt WHERE state = 'sending' ORDER BY id")]
    assert sent == [number for number, *_ in jobs]
    told = answer(home, "print-run", "--report", "1")
    assert (told["state"], told["counts"]["printed"] + told["counts"]["unknown"]) == ("done", PAPERS)
    assert verify(home / "station.db").ok


def waiting(home: Path) -> bool:
    """Is anything of the run still to come?"""
    return any(state == "queued" for *_, state in rows(home, JOBS))
