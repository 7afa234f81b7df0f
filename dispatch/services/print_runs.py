"""Print runs: many papers queued at once, in order, by one decision; each can be paused, cancelled and accounted for.

A run is rows of the outbox: whatever cuts the program short, what was queued comes out later, in order, and nothing
comes out twice. What was being sent is unknown, as any other job. Pausing holds back what is queued, so that other
prints pass; cancelling takes back what is queued, and only that. An issued paper that came out before is a duplicate:
its number and the reason are in the journal, in the transaction that queues it (`DocumentReprinted`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dispatch.domain.errors import InputError
from dispatch.domain.events import DocumentReprinted
from dispatch.domain.printers import JobState
from dispatch.services.configuration import Configuration
from dispatch.services.extracts import EXTRACT_KINDS
from dispatch.services.messages import Messages
from dispatch.services.papers import Papers, known_reason
from dispatch.services.ports import Clock, DocumentRow, Header, NewJob, NewRun, Reads, Store, Transaction
from dispatch.services.print_plans import Planner, RunPaper, RunPlan, Selection, next_print

RUNNING, PAUSED, CANCELLED, DONE = "running", "paused", "cancelled", "done"
_RUN = "SELECT id, time, station, operator, what, refs, reason, state FROM print_run WHERE id = ?"
_WAITS = "SELECT 1 FROM print_job WHERE kind = ? AND ref = ? AND version = ? AND state = ?"
_LATEST = "SELECT MAX(id) FROM print_run"
_ITEMS = """
SELECT j.kind, j.ref, j.version, j.duplicate, j.state, j.printer, j.detail,
       COALESCE(s.name || ' (' || s.city || ')', '')
FROM print_job j
LEFT JOIN document d ON d.number = j.ref AND d.version = j.version
    AND d.kind = CASE WHEN j.kind IN ('packing-list-outside', 'serial-codes') THEN 'packing-list' ELSE j.kind END
LEFT JOIN unit u ON u.sscc = j.ref
LEFT JOIN site s ON s.uai = COALESCE(d.uai, u.uai)
WHERE j.run = ? ORDER BY j.id
"""


@dataclass(frozen=True, slots=True)
class RunItem:
    """One paper of a run that was started."""

    kind: str
    ref: str
    version: int
    duplicate: int
    state: str
    """A `JobState`."""
    printer: str
    """Where it went; empty while it waits."""
    detail: str
    """The condition of the printer at its end, where it tells why."""
    site: str


@dataclass(frozen=True, slots=True)
class RunReport:
    """What became of a run so far."""

    run: int
    time: str
    """UTC, when it was started."""
    station: str
    operator: str
    selection: Selection
    reason: str
    state: str
    """`running`, `paused`, `cancelled` or `done`: nothing of it waits any more."""
    items: tuple[RunItem, ...]
    """In the order in which they come out."""

    def count(self, *states: str) -> int:
        """How many of its papers are in one of these states."""
        return sum(item.state in states for item in self.items)

    @property
    def waiting(self) -> int:
        """Papers that are still to come."""
        return self.count(JobState.QUEUED, JobState.SENDING)

    def as_json(self) -> dict[str, object]:
        """Keys as the fields, and how many papers are in which state."""
        return {
            "run": self.run,
            "time": self.time,
            "station": self.station,
            "operator": self.operator,
            "what": self.selection.what,
            "refs": list(self.selection.refs),
            "reason": self.reason,
            "state": self.state,
            "counts": {state.value: self.count(state) for state in JobState},
            "papers": [
                {name: getattr(item, name) for name in ("kind", "ref", "version", "duplicate", "state", "printer")}
                for item in self.items
            ],
        }


class PrintRuns:
    """Queues papers to be printed: one, or a whole selection in order."""

    def __init__(
        self, store: Store, papers: Papers, clock: Clock, configuration: Configuration, messages: Messages
    ) -> None:
        self._store = store
        self._papers = papers
        self._clock = clock
        self._configuration = configuration
        self._messages = messages

    # -- before

    def plan(self, selection: Selection) -> RunPlan:
        """What a run of this selection would print now.

        Raises:
            InputError: an unknown trip or code, or nothing is there to be printed.
        """
        with self._store.reading() as reads:
            return Planner(reads, self._messages).plan(selection)

    def page(self, paper: RunPaper | RunItem) -> bytes:
        """The PDF of a paper of a plan or a run, as it would be printed."""
        if paper.kind in EXTRACT_KINDS:
            return self._papers.document(paper.kind, paper.ref)
        with self._store.reading() as reads:
            rows = [row for row in reads.documents("number", paper.ref) if row.kind == paper.kind]
        return self._papers.printed(next(r for r in rows if r.version == paper.version), paper.duplicate)

    # -- one paper

    def print_one(self, row: DocumentRow, transaction: Transaction, reason: str, operator: str) -> RunPaper:
        """Queue one more print of an issued paper, unless one waits already: then it comes back as `waiting`.

        Raises:
            InputError: it is a duplicate and there is no reason, or the reason is none of the list.
        """
        paper = next_print(row, transaction.reads)
        if transaction.reads.query(_WAITS, row.kind, row.number, row.version, JobState.QUEUED):
            return replace(paper, waiting=True)
        self._record_duplicates((paper,), reason, operator, transaction)
        self._queue((paper,), None, transaction)
        return paper

    # -- a run

    def start(self, selection: Selection, reason: str = "", operator: str = "") -> RunReport:
        """Queue the papers of a selection, in order; what waits in another run is left out.

        Raises:
            InputError: as `plan`; everything waits already; duplicates and no reason of the list.
        """
        with self._store.transaction() as transaction:
            due = Planner(transaction.reads, self._messages).plan(selection).due
            if not due:
                raise InputError(self._messages.text("error.all-waiting"))
            code = self._record_duplicates(due, reason, operator, transaction)
            station = self._configuration.station
            refs = "\n".join(ref.strip() for ref in selection.refs)
            new = NewRun(self._clock.now()[0], station, operator or station, selection.what, refs, code)
            run = transaction.open_run(new)
            for paper in due:
                if paper.kind not in EXTRACT_KINDS:
                    transaction.cancel_paper(paper.kind, paper.ref, paper.version)
            self._queue(due, run, transaction)
            return _report(run, transaction.reads)

    def _record_duplicates(
        self, papers: Sequence[RunPaper], reason: str, operator: str, transaction: Transaction
    ) -> str:
        """Journal each duplicate with the reason; returns the reason's code, empty where none is among them."""
        duplicates = [paper for paper in papers if paper.duplicate]
        if not duplicates:
            return ""
        if not reason:
            raise InputError(self._messages.text("error.reprint-reason", duplicates=len(duplicates)))
        code = known_reason(reason, self._messages.text).value
        time, offset, _ = self._clock.now()
        station = self._configuration.station
        events = [DocumentReprinted(p.kind, p.ref, p.version, p.duplicate, code) for p in duplicates]
        transaction.record(events, Header(time, offset, station, operator or station))
        return code

    def _queue(self, papers: Sequence[RunPaper], run: int | None, transaction: Transaction) -> None:
        seq, now = transaction.reads.head().seq, self._clock.now()[0]
        for paper in papers:
            job = NewJob(
                seq=seq,
                role="documents",
                kind=paper.kind,
                ref=paper.ref,
                version=paper.version,
                copies=1,
                station=self._configuration.station,
                time=now,
                duplicate=paper.duplicate,
                run=run,
            )
            transaction.queue(job)

    def pause(self, run: int) -> RunReport:
        """Hold back what is queued; the paper in hand comes out.

        Raises:
            InputError: there is no such run.
        """
        return self._change(run, PAUSED)

    def resume(self, run: int) -> RunReport:
        """Go on where it was paused.

        Raises:
            InputError: there is no such run.
        """
        return self._change(run, RUNNING)

    def cancel(self, run: int) -> RunReport:
        """Take back what is queued; what was sent stays as it is.

        Raises:
            InputError: there is no such run.
        """
        return self._change(run, CANCELLED)

    def _change(self, run: int, state: str) -> RunReport:
        with self._store.transaction() as transaction:
            self._known(run, transaction.reads)
            transaction.change_run(run, state)
            return _report(run, transaction.reads)

    # -- afterwards

    def report(self, run: int) -> RunReport:
        """What became of a run so far.

        Raises:
            InputError: there is no such run.
        """
        with self._store.reading() as reads:
            self._known(run, reads)
            return _report(run, reads)

    def latest(self) -> RunReport | None:
        """The run that was started last, by whichever desk; None where there never was one."""
        with self._store.reading() as reads:
            run = reads.query(_LATEST)[0][0]
            return None if run is None else _report(run, reads)

    def _known(self, run: int, reads: Reads) -> None:
        if not reads.query(_RUN, run):
            raise InputError(self._messages.text("error.unknown-run", run=str(run)))


def _report(run: int, reads: Reads) -> RunReport:
    ((number, time, station, operator, what, refs, reason, state),) = reads.query(_RUN, run)
    items = tuple(RunItem(*row) for row in reads.query(_ITEMS, run))
    waits = any(item.state in (JobState.QUEUED, JobState.SENDING) for item in items)
    selection = Selection(what, tuple(refs.split("\n")))
    if state != CANCELLED and not waits:
        state = DONE
    return RunReport(number, time, station, operator, selection, reason, state, items)
