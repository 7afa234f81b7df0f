"""Printer lanes: each takes the jobs of one printer from the outbox, sends each at most once, and says how it went.

A lane holds its printer's lock, so that one process sends; a busy database makes it wait and try again. A job found in
`sending` when the lock is taken was cut short by a death and becomes unknown (R-03). Only a person resolves that: by
scanning the label or by CMD-REPRINT.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress

from dispatch.domain.errors import EnvironmentProblem, InputError
from dispatch.domain.printers import JobState, PrinterCondition, PrinterConfig
from dispatch.services.configuration import Configuration
from dispatch.services.labels import label_of
from dispatch.services.papers import Papers
from dispatch.services.ports import Clock, JobRow, LabelWriter, Printer, Store
from dispatch.workflows.decisions import Notice

RETRY_S = 2.0
"""How long a lane waits before it asks a printer that was not ready again, or looks for jobs of other processes."""
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
        with self._store.reading() as reads:
            rows = [d for d in reads.documents("number", job.ref) if d.kind == job.kind and d.version == job.version]
        return self._papers.issued(rows[0]), ".pdf"


class PrinterLane:
    """One printer's worker thread."""

    def __init__(
        self,
        config: PrinterConfig,
        printer: Printer,
        store: Store,
        contents: JobContents,
        clock: Clock,
        lock: Lock,
        notify: Callable[[Notice], None],
    ) -> None:
        self._config = config
        self._printer = printer
        self._store = store
        self._contents = contents
        self._clock = clock
        self._lock = lock
        self._notify = notify
        self._said: Notice | None = None
        self._not_ready = False
        self._wanted = threading.Event()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._work, name=f"printer-{config.name}", daemon=True)

    def start(self) -> None:
        """Begin to send."""
        self._thread.start()

    def wake(self) -> None:
        """There may be a new job."""
        self._wanted.set()

    def close(self) -> None:
        """Finish the job in hand, then stop."""
        self._closing.set()
        self._wanted.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._closing.is_set():
            with self._lock(f"printer-{self._config.name}") as mine, suppress(EnvironmentProblem):
                if mine:
                    self._abandoned()
                    self._send_all()
            self._wait()

    def _wait(self) -> None:
        if not self._closing.is_set():
            self._wanted.wait(RETRY_S)
        self._wanted.clear()

    def _abandoned(self) -> None:
        if self._store.outbox.abandon(self._config.name, self._now()):
            self._notify(Notice("printer-unknown", {"printer": self._config.name}))

    def _send_all(self) -> None:
        """Send jobs until there is none or the printer is not ready; the lock stays held between jobs."""
        while True:
            job = self._store.outbox.next_job(self._config.role)
            if job is not None and not (self._ready() and self._send(job)):
                return
            if job is None:
                if self._closing.is_set():
                    return
                self._wanted.wait(RETRY_S)
                self._wanted.clear()

    def _ready(self) -> bool:
        """Is it worth claiming a job? A printer that was not ready is asked first."""
        self._not_ready = self._not_ready and self._printer.condition() is not PrinterCondition.READY
        return not self._not_ready

    def _send(self, job: JobRow) -> bool:
        """Send one job; False where the printer could not take it and it waits."""
        try:
            data, suffix = self._contents.of(job, self._config)
        except InputError:
            return self._store.outbox.claim(job.id, self._config.name, self._now()) and self._finish(
                job, JobState.CANCELLED, "no-content"
            )
        if not self._store.outbox.claim(job.id, self._config.name, self._now()):
            return True
        result = self._printer.print_job(f"{job.id:06d}-{job.kind}-{job.ref}", data, suffix)
        return self._finish(job, result.job_state, result.detail.value)

    def _finish(self, job: JobRow, state: JobState, detail: str) -> bool:
        self._store.outbox.finish(job.id, state.value, detail, self._now())
        match state:
            case JobState.UNKNOWN:
                self._say(Notice("printer-unknown", {"printer": self._config.name, "kind": job.kind, "ref": job.ref}))
            case JobState.QUEUED:
                self._not_ready = True
                self._say(Notice("printer-waiting", {"printer": self._config.name, "condition": detail}))
            case _:
                self._said = None
        return state is not JobState.QUEUED

    def _say(self, notice: Notice) -> None:
        """Tell the desk, once for the same trouble."""
        if notice != self._said:
            self._said = notice
            self._notify(notice)

    def _now(self) -> str:
        return self._clock.now()[0]
