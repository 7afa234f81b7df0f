"""Printer lanes: each speaks with one printer, sends each job at most once, and says how it went.

Of the printers of a role one is active, and only its lane takes jobs, oldest first: order holds, and a spare that is
chosen takes the queue over as it stands. A lane holds its printer's lock, so that one process speaks with a printer,
for most take one connection at a time; the others read what it noted. A busy database makes a lane wait and try again.
A job found in `sending` when the lock is taken was cut short by a death and becomes unknown (R-03). Only a person
resolves that: by scanning the label or by CMD-REPRINT.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from math import inf
from queue import Empty, SimpleQueue
from time import monotonic

from dispatch.domain.errors import EnvironmentProblem, InputError
from dispatch.domain.printer_roster import PrinterRoster
from dispatch.domain.printers import JobState, PrinterCondition, PrinterConfig, PrintResult, PrintState
from dispatch.services.configuration import Configuration
from dispatch.services.extracts import EXTRACT_KINDS
from dispatch.services.labels import label_of
from dispatch.services.papers import Papers
from dispatch.services.ports import Clock, JobRow, LabelWriter, Printer, Store
from dispatch.services.printer_board import PrinterBoard
from dispatch.services.printer_choice import ready_spare
from dispatch.workflows.decisions import Notice
from dispatch.workflows.printers import spare, trouble_of

RETRY_S = 2.0
"""How long a lane waits before it asks its printer again how it is, or looks for jobs of other processes."""
IDLE_RETRIES = 3
"""How many times longer a printer that was ready is left alone, as long as nothing is sent to it."""
LINGER_S = 5.0
"""How long a console waits at its end for its own jobs (contract 4)."""

Lock = Callable[[str], AbstractContextManager[bool]]
"""Takes a named lock of the home until it is left; False where another process holds it."""


class JobContents:
    """The bytes of a print job: a label as ZPL, a paper as PDF."""

    def __init__(self, store: Store, labels: LabelWriter, papers: Papers, configuration: Configuration) -> None:
        self._store = store
        self._labels = labels
        self._papers = papers
        self._configuration = configuration

    def of(self, job: JobRow, printer: PrinterConfig) -> tuple[bytes, str]:
        """The job's bytes and the suffix of its file name.

        Raises:
            KnownError: what it names no longer exists.
        """
        if job.role == "labels":
            with self._store.reading() as reads:
                label = label_of(job.ref, reads, self._configuration)
            return self._labels.zpl(label, printer.dpi, printer.media, job.copies), ".zpl"
        if job.kind in EXTRACT_KINDS:
            return self._papers.document(job.kind, job.ref), ".pdf"
        with self._store.reading() as reads:
            rows = [d for d in reads.documents("number", job.ref) if d.kind == job.kind and d.version == job.version]
        return self._papers.printed(rows[0], job.duplicate), ".pdf"


@dataclass(frozen=True, slots=True)
class Printing:
    """What the lanes of one process work with."""

    store: Store
    contents: JobContents
    clock: Clock
    lock: Lock
    roster: PrinterRoster
    board: PrinterBoard


@dataclass(frozen=True, slots=True)
class _Trial:
    """A print past the queue, and where its result goes."""

    name: str
    data: bytes
    suffix: str
    answer: SimpleQueue[PrintResult] = field(default_factory=SimpleQueue)


class PrinterLane:
    """One printer's worker thread; it measures the printer whenever there is nothing to send."""

    def __init__(
        self,
        config: PrinterConfig,
        printer: Printer,
        printing: Printing,
        notify: Callable[[Notice], None],
        retry_s: float = RETRY_S,
    ) -> None:
        """`notify` is called in the lane's thread, once for each trouble with waiting jobs and for each unknown job."""
        self._config = config
        self._printer = printer
        self._outbox = printing.store.outbox
        self._printing = printing
        self._notify = notify
        self._retry_s = retry_s
        self._said: Notice | None = None
        self._noted = ""
        self._measured = -inf
        self._trials: SimpleQueue[_Trial] = SimpleQueue()
        self._wanted = threading.Event()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._work, name=f"printer-{config.name}", daemon=True)

    @property
    def name(self) -> str:
        """The printer's name in the settings."""
        return self._config.name

    def start(self) -> None:
        """Begin to send."""
        self._thread.start()

    def wake(self) -> None:
        """There may be a new job, or another active printer."""
        self._wanted.set()

    def look(self) -> None:
        """Somebody wants to know how the printer is: measure it as soon as no job is in hand."""
        self._measured = -inf
        self._wanted.set()

    def try_print(self, name: str, data: bytes, suffix: str) -> PrintResult:
        """Print something that is no job, between two jobs, spare or not; waits for its turn and for the printer.

        Where another process speaks with the printer it is NOT_SENT, BUSY.
        """
        trial = _Trial(name, data, suffix)
        self._trials.put(trial)
        self._wanted.set()
        if self._closing.is_set():
            self._decline_trials()
        return trial.answer.get()

    def close(self) -> None:
        """Finish the job in hand, then stop; what is still to be tried is not sent."""
        self._closing.set()
        self._wanted.set()
        self._thread.join()
        self._decline_trials()

    def _work(self) -> None:
        while not self._closing.is_set():
            with self._printing.lock(f"printer-{self._config.name}") as mine, suppress(EnvironmentProblem):
                if mine:
                    self._serve()
                else:
                    self._listen()
            self._wait()

    def _wait(self) -> None:
        if not self._closing.is_set():
            self._wanted.wait(self._retry_s)
        self._wanted.clear()

    def _serve(self) -> None:
        """Speak with the printer until the end."""
        self._noted = self._outbox.conditions().get(self._config.name, "")
        for job in self._outbox.abandon(self._config.name, self._now()):
            self._tell_unknown(job, "interrupted")
        while not self._closing.is_set():
            self._try_prints()
            if not self._send_next():
                self._wait()

    def _try_prints(self) -> None:
        with suppress(Empty):
            while True:
                trial = self._trials.get_nowait()
                result = self._printer.print_job(trial.name, trial.data, trial.suffix)
                printed = result.state is PrintState.PRINTED
                self._learn(PrinterCondition.READY if printed else self._printer.condition())
                trial.answer.put(result)

    def _decline_trials(self) -> None:
        with suppress(Empty):
            while True:
                self._trials.get_nowait().answer.put(PrintResult(PrintState.NOT_SENT, PrinterCondition.BUSY))

    def _listen(self) -> None:
        """Another process speaks with the printer: learn what it noted."""
        self._decline_trials()
        noted = self._outbox.conditions().get(self._config.name)
        if noted is None:
            return
        condition = PrinterCondition(noted)
        self._printing.board.learn(self._config.name, condition)
        if condition is not PrinterCondition.READY and self._next_job(self._chosen()) is not None:
            self._tell_waiting(condition)

    # -- one job

    def _send_next(self) -> bool:
        """Send one job; False where none is for this printer, or it is not ready."""
        chosen = self._chosen()
        job = self._next_job(chosen)
        condition = self._condition(wanted=job is not None)
        if job is None:
            return False
        if condition is not PrinterCondition.READY:
            self._tell_waiting(condition)
            return False
        return self._send(job, chosen)

    def _chosen(self) -> str:
        return self._outbox.chosen_printer(self._config.role)

    def _next_job(self, chosen: str) -> JobRow | None:
        """The oldest job of its role, where this printer takes them."""
        active = self._printing.roster.active(self._config.role, chosen)
        mine = active is not None and active.name == self._config.name
        return self._outbox.next_job(self._config.role) if mine else None

    def _condition(self, *, wanted: bool) -> PrinterCondition:
        """How the printer is: asked from time to time, and at once where a job waits for one that was not ready."""
        known = self._printing.board.conditions().get(self._config.name)
        ready = known is PrinterCondition.READY
        due = monotonic() >= self._measured + self._retry_s * (IDLE_RETRIES if ready else 1)
        if known is None or due or (wanted and not ready):
            known = self._learn(self._printer.condition())
        return known

    def _learn(self, condition: PrinterCondition) -> PrinterCondition:
        self._measured = monotonic()
        self._printing.board.learn(self._config.name, condition)
        if condition.value != self._noted:
            self._outbox.note_condition(self._config.name, condition.value, self._now())
            self._noted = condition.value
        return condition

    def _send(self, job: JobRow, chosen: str) -> bool:
        """Send one job; False where the printer could not take it and it waits."""
        name = self._config.name
        try:
            data, suffix = self._printing.contents.of(job, self._config)
        except InputError:
            if self._outbox.claim(job.id, name, self._now(), chosen):
                self._outbox.finish(job.id, JobState.CANCELLED.value, "no-content", self._now())
            return True
        if not self._outbox.claim(job.id, name, self._now(), chosen):
            return True
        result = self._printer.print_job(f"{job.id:06d}-{job.kind}-{job.ref}", data, suffix)
        self._outbox.finish(job.id, result.job_state.value, result.detail.value, self._now())
        match result.job_state:
            case JobState.PRINTED:
                self._said = None
                self._learn(PrinterCondition.READY)
            case JobState.UNKNOWN:
                self._said = None
                self._tell_unknown(job, result.detail.value)
                self._learn(self._printer.condition())
            case _:
                self._tell_waiting(self._learn(result.detail))
                return False
        return True

    # -- what the desk is told

    def _tell_unknown(self, job: JobRow, condition: str) -> None:
        word = "printer-unknown" if job.role == "labels" else "paper-unknown"
        why = "unproven" if condition == PrinterCondition.READY else condition
        self._notify(Notice(word, {"printer": self._config.name, "kind": job.kind, "ref": job.ref, "condition": why}))

    def _tell_waiting(self, condition: PrinterCondition) -> None:
        """Once for the same trouble, with the spare that is ready."""
        notice = trouble_of(self._config.name, condition.value)
        if notice != self._said:
            self._said = notice
            printing = self._printing
            other = ready_spare(printing.roster, printing.board.conditions(), self._config.role)
            for told in (notice, *spare(other)):
                self._notify(told)

    def _now(self) -> str:
        return self._printing.clock.now()[0]
