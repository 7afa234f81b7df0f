"""The print queue: each job is claimed once, and what became of it is never guessed (R-03)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dispatch.services.ports import NewJob, NewRun
from dispatch.storage.store import DatabaseStore
from tests.storage.stores import carton, new_database, opened

ROOT = Path(__file__).parents[2]
THEN, NOW = "2027-03-01T11:00:00.000Z", "2027-03-01T11:00:05.000Z"
CLAIMER = """
import sys
from pathlib import Path
from dispatch.storage.store import DatabaseStore
store = DatabaseStore(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
taken = []
while job := store.outbox.next_job("labels"):
    if store.outbox.claim(job.id, sys.argv[2], "now"):
        taken.append(job.id)
print(*taken)
store.close()
"""
"""A printer lane in a process of its own, which takes all it can get."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DatabaseStore]:
    """A store with an empty queue."""
    with opened(new_database(tmp_path)) as found:
        yield found


def queue(store: DatabaseStore, *refs: str, role: str = "labels") -> None:
    with store.transaction() as transaction:
        for ref in refs:
            transaction.queue(NewJob(1, role, "carton-label", ref, 1, 2, "POSTE-1", THEN))


def states(store: DatabaseStore) -> list[tuple[str, str]]:
    """Reference and state of each job, oldest first."""
    jobs = store.outbox.jobs(("queued", "sending", "printed", "unknown", "cancelled"))
    return [(job.ref, job.state) for job in jobs]


def attempts(store: DatabaseStore) -> list[tuple[int, str, str]]:
    with store.reading() as reads:
        return [
            (row[0], row[1], row[2]) for row in reads.query("SELECT job, state, detail FROM print_attempt ORDER BY id")
        ]


def test_jobs_are_taken_oldest_first_and_by_role(store: DatabaseStore) -> None:
    queue(store, "A")
    queue(store, "P", role="documents")
    queue(store, "B")
    first = store.outbox.next_job("labels")
    assert first is not None
    assert tuple(first) == (1, 1, "labels", "carton-label", "A", 1, 2, "POSTE-1", "queued", "", THEN, "", 0, None)
    assert store.outbox.claim(first.id, "zebra", NOW)
    second, paper = store.outbox.next_job("labels"), store.outbox.next_job("documents")
    assert second is not None and paper is not None
    assert (second.ref, paper.ref) == ("B", "P")


def test_a_job_is_claimed_once(store: DatabaseStore) -> None:
    queue(store, "A")
    assert [store.outbox.claim(1, "zebra", NOW), store.outbox.claim(1, "other", NOW)] == [True, False]
    (job,) = store.outbox.jobs(("sending",))
    assert (job.printer, job.changed) == ("zebra", NOW)
    assert attempts(store) == [(1, "sending", "")]


def test_two_processes_share_the_jobs_and_neither_sends_one_twice(tmp_path: Path) -> None:
    path = new_database(tmp_path)
    with opened(path) as store:
        queue(store, *(carton(number) for number in range(60)))
    lanes = [
        subprocess.Popen(
            [sys.executable, "-c", CLAIMER, str(path), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for name in ("zebra", "other")
    ]
    for lane in lanes:
        assert lane.stdout is not None
        assert lane.stdout.readline() == "ready\n"
    taken = [lane.communicate("go\n")[0].split() for lane in lanes]
    assert [lane.returncode for lane in lanes] == [0, 0]
    assert sorted(map(int, taken[0] + taken[1])) == list(range(1, 61))


@pytest.mark.parametrize(("state", "detail"), [("printed", ""), ("unknown", "no-answer"), ("queued", "paper-out")])
def test_a_sent_job_ends_as_the_printer_told(store: DatabaseStore, state: str, detail: str) -> None:
    queue(store, "A")
    store.outbox.claim(1, "zebra", THEN)
    store.outbox.finish(1, state, detail, NOW)
    assert states(store) == [("A", state)]
    assert attempts(store) == [(1, "sending", ""), (1, state, detail)]
    assert store.outbox.claim(1, "zebra", NOW) == (state == "queued")


def test_a_job_that_was_not_sent_has_no_end(store: DatabaseStore) -> None:
    queue(store, "A")
    store.outbox.finish(1, "printed", "", NOW)
    assert states(store) == [("A", "queued")]
    assert attempts(store) == []


def test_what_a_dead_lane_was_sending_is_unknown_and_only_that(store: DatabaseStore) -> None:
    queue(store, "A", "B", "C", "D")
    for job, printer in ((1, "zebra"), (2, "zebra"), (3, "other")):
        assert store.outbox.claim(job, printer, THEN)
    store.outbox.finish(1, "printed", "", THEN)
    assert [job.ref for job in store.outbox.abandon("zebra", NOW)] == ["B"]
    assert states(store) == [("A", "printed"), ("B", "unknown"), ("C", "sending"), ("D", "queued")]
    assert store.outbox.abandon("zebra", NOW) == []
    assert attempts(store)[-1] == (2, "unknown", "interrupted")


def test_only_what_is_still_queued_is_cancelled(store: DatabaseStore) -> None:
    queue(store, "A", "A", "A", "B")
    store.outbox.claim(1, "zebra", THEN)
    store.outbox.claim(2, "zebra", THEN)
    store.outbox.finish(2, "printed", "", THEN)
    with store.transaction() as transaction:
        transaction.cancel_jobs("A")
    assert states(store) == [("A", "sending"), ("A", "printed"), ("A", "cancelled"), ("B", "queued")]
    assert not store.outbox.claim(3, "zebra", NOW)


def test_a_label_that_a_person_has_seen_is_printed(store: DatabaseStore) -> None:
    queue(store, "A", "A", "B")
    for job in (1, 3):
        store.outbox.claim(job, "zebra", THEN)
        store.outbox.finish(job, "unknown", "no-answer", THEN)
    with store.transaction() as transaction:
        transaction.settle_jobs("A")
    assert states(store) == [("A", "printed"), ("A", "queued"), ("B", "unknown")]


@pytest.mark.parametrize(
    ("ends", "unprinted"),
    [
        ([], False),
        ([None], True),
        (["printed"], False),
        (["unknown"], False),
        (["sending"], False),
        ([None, "printed"], False),
    ],
)
def test_no_paper_exists_while_every_job_waits(store: DatabaseStore, ends: list[str | None], unprinted: bool) -> None:
    queue(store, *["A"] * len(ends))
    for job, end in enumerate(ends, 1):
        if end is not None:
            store.outbox.claim(job, "zebra", THEN)
        if end not in (None, "sending"):
            store.outbox.finish(job, str(end), "", THEN)
    with store.transaction() as transaction:
        assert transaction.has_queued_job("A") == unprinted


# -- printers


def test_a_choice_holds_for_its_role_and_for_every_process_until_the_next_one(tmp_path: Path) -> None:
    path = new_database(tmp_path)
    with opened(path) as store, opened(path) as other:
        assert [store.outbox.chosen_printer(role) for role in ("labels", "documents")] == ["", ""]
        for printer in ("zebra", "spare"):
            with store.transaction() as transaction:
                transaction.choose_printer("labels", printer)
            assert [other.outbox.chosen_printer(role) for role in ("labels", "documents")] == [printer, ""]
    with opened(path) as store, store.reading() as reads:
        assert (reads.chosen_printer("labels"), reads.chosen_printer("documents")) == ("spare", "")


def test_a_job_is_not_claimed_for_a_printer_that_lost_the_queue_meanwhile(store: DatabaseStore) -> None:
    queue(store, "A", "B")
    queue(store, "P", role="documents")
    assert store.outbox.claim(1, "zebra", NOW, "")
    with store.transaction() as transaction:
        transaction.choose_printer("labels", "spare")
    assert not store.outbox.claim(2, "zebra", NOW, "")
    assert store.outbox.claim(2, "spare", NOW, "spare")
    assert store.outbox.claim(3, "laser", NOW, "")


def test_the_jobs_that_wait_are_counted_by_role(store: DatabaseStore) -> None:
    queue(store, "A", "B", "C")
    queue(store, "P", role="documents")
    store.outbox.claim(1, "zebra", NOW)
    with store.reading() as reads:
        assert [reads.queued_jobs(role) for role in ("labels", "documents", "none")] == [2, 1, 0]


def test_the_condition_of_a_printer_is_noted_for_those_who_do_not_speak_with_it(store: DatabaseStore) -> None:
    assert store.outbox.conditions() == {}
    for printer, condition in (("zebra", "ready"), ("laser", "jammed"), ("zebra", "paper-out")):
        store.outbox.note_condition(printer, condition, NOW)
    assert store.outbox.conditions() == {"zebra": "paper-out", "laser": "jammed"}


# -- print runs -----------------------------------------------------------------------------------------------------


def run_of(store: DatabaseStore, *refs: str) -> int:
    """A print run of these papers; its number."""
    with store.transaction() as transaction:
        run = transaction.open_run(NewRun(THEN, "POSTE-1", "C1", "list", " ".join(refs), ""))
        for ref in refs:
            transaction.queue(NewJob(1, "documents", "manifest", ref, 1, 1, "POSTE-1", THEN, run=run))
    return run


def change(store: DatabaseStore, run: int, state: str) -> None:
    with store.transaction() as transaction:
        transaction.change_run(run, state)


def following(store: DatabaseStore) -> str:
    job = store.outbox.next_job("documents")
    return job.ref if job else ""


def test_a_paused_run_lets_what_came_later_pass_and_goes_on_where_it_was(store: DatabaseStore) -> None:
    run = run_of(store, "A", "B")
    queue(store, "C", role="documents")
    assert store.outbox.claim(1, "laser", NOW)
    change(store, run, "paused")
    assert following(store) == "C"
    change(store, run, "running")
    assert following(store) == "B"


def test_a_cancelled_run_keeps_what_was_sent_and_never_comes_back(store: DatabaseStore) -> None:
    run, other = run_of(store, "A", "B", "C"), run_of(store, "D")
    for job in (1, 2):
        assert store.outbox.claim(job, "laser", NOW)
    store.outbox.finish(1, "printed", "", NOW)
    for state in ("cancelled", "running", "paused"):
        change(store, run, state)
    assert states(store) == [("A", "printed"), ("B", "sending"), ("C", "cancelled"), ("D", "queued")]
    store.outbox.finish(2, "queued", "paper-out", NOW)
    assert states(store) == [("A", "printed"), ("B", "cancelled"), ("C", "cancelled"), ("D", "queued")]
    with store.reading() as reads:
        assert reads.query("SELECT id, state FROM print_run") == [(run, "cancelled"), (other, "running")]
