"""The store: transactions that write the journal, its projections and the logs together."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from dispatch.domain.events import Event
from dispatch.services.ports import Header, NewJob, NewRun, ScanRecord
from dispatch.storage.database import Database
from dispatch.storage.journal import append
from dispatch.storage.migrations import ensure_current
from dispatch.storage.outbox import DatabaseOutbox
from dispatch.storage.work_reads import DatabaseReads

MARK = "?"
_SCAN = "time, request, station, operator, scanner, task, raw, reason, args, first_seq"
_JOB = "seq, role, kind, ref, version, copies, station, state, printer, changed, detail, duplicate, run"
_RUN = "time, station, operator, what, refs, reason, state"


class DatabaseTransaction:
    """One writing transaction on the held cursor."""

    def __init__(self, cursor: Any, reads: DatabaseReads) -> None:
        self._cursor = cursor
        self.reads = reads

    def record(self, events: Sequence[Event], header: Header) -> int:
        """Append events to the journal and carry out their projections; returns the first number."""
        head = self.reads.head()
        self.reads.moved_on(append(self._cursor, head, events, header, self.reads.blob, MARK))
        return head.seq + 1

    def put_blob(self, data: bytes) -> str:
        """Store bytes once; returns their SHA-256."""
        name = sha256(data).hexdigest()
        packed = zlib.compress(data, 1)
        self._cursor.execute("INSERT INTO blob (sha256, data) VALUES (?, ?) ON CONFLICT DO NOTHING", (name, packed))
        return name

    def log_scan(self, scan: ScanRecord) -> None:
        """Write the scan log."""
        values = (
            scan.time,
            scan.request,
            scan.station,
            scan.operator,
            scan.scanner,
            scan.task,
            scan.raw,
            scan.reason,
            scan.args,
            scan.first_seq,
        )
        self._cursor.execute(f"INSERT INTO scan_log ({_SCAN}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)

    def scan_of(self, request: str) -> ScanRecord | None:
        """The scan already judged under this request id (R-02)."""
        row = self.reads.one(f"SELECT {_SCAN} FROM scan_log WHERE request = ?", request)
        return ScanRecord(*row) if row else None

    def queue(self, job: NewJob) -> None:
        """Queue a print job."""
        what = (job.seq, job.role, job.kind, job.ref, job.version, job.copies, job.station)
        values = (*what, "queued", "", job.time, "", job.duplicate, job.run)
        self._cursor.execute(f"INSERT INTO print_job ({_JOB}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)

    def cancel_jobs(self, sscc: str) -> None:
        """Cancel queued jobs of a unit."""
        self._cursor.execute("UPDATE print_job SET state = 'cancelled' WHERE ref = ? AND state = 'queued'", (sscc,))

    def cancel_paper(self, kind: str, number: str, version: int) -> None:
        """Cancel queued jobs of one version of a paper."""
        self._cursor.execute(
            "UPDATE print_job SET state = 'cancelled' WHERE ref = ? AND kind = ? AND version = ? AND state = 'queued'",
            (number, kind, version),
        )

    def open_run(self, run: NewRun) -> int:
        """Open a print run; returns its number."""
        values = (run.time, run.station, run.operator, run.what, run.refs, run.reason, "running")
        self._cursor.execute(f"INSERT INTO print_run ({_RUN}) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id", values)
        number: int = self._cursor.fetchone()[0]
        return number

    def change_run(self, run: int, state: str) -> None:
        """`running`, `paused` or `cancelled`; with the last one its queued jobs are cancelled too."""
        self._cursor.execute("UPDATE print_run SET state = ? WHERE id = ? AND state <> 'cancelled'", (state, run))
        if state == "cancelled":
            self._cursor.execute("UPDATE print_job SET state = 'cancelled' WHERE run = ? AND state = 'queued'", (run,))

    def settle_jobs(self, ref: str) -> None:
        """A person has seen the print: unknown jobs of this reference are printed."""
        self._cursor.execute("UPDATE print_job SET state = 'printed' WHERE ref = ? AND state = 'unknown'", (ref,))

    def choose_printer(self, role: str, printer: str) -> None:
        """From now on this printer takes the jobs of a role."""
        self._cursor.execute(
            "INSERT INTO printer_choice (role, printer) VALUES (?, ?) "
            "ON CONFLICT (role) DO UPDATE SET printer = excluded.printer",
            (role, printer),
        )

    def has_queued_job(self, ref: str) -> bool:
        """Is every job of this reference still waiting, so that no paper exists?"""
        states = [row[0] for row in self.reads.query("SELECT state FROM print_job WHERE ref = ?", ref)]
        return bool(states) and all(state in ("queued", "cancelled") for state in states)


class DatabaseStore:
    """The database of one home."""

    def __init__(self, path: Path) -> None:
        ensure_current(path)
        self._database = Database(path)
        self.outbox = DatabaseOutbox(self._database)

    @contextmanager
    def transaction(self) -> Iterator[DatabaseTransaction]:
        """A writing transaction: committed at the end, rolled back on any exception."""
        with self._database.transaction() as cursor:
            yield DatabaseTransaction(cursor, DatabaseReads(cursor, MARK))

    @contextmanager
    def reading(self) -> Iterator[DatabaseReads]:
        """A consistent snapshot."""
        with self._database.reading() as cursor:
            yield DatabaseReads(cursor, MARK)

    def make_room(self) -> None:
        """Prepare for many scans."""
        self._database.make_room()

    def settle(self) -> None:
        """Fold what an import wrote into the database file."""
        self._database.settle()

    def close(self) -> None:
        """Close all connections."""
        self._database.close()
