"""The print queue (R-03): queued → sending → printed, unknown, or queued again where provably nothing was sent."""

from __future__ import annotations

from collections.abc import Sequence

from dispatch.services.ports import JobRow
from dispatch.storage.database import Database
from dispatch.storage.work_reads import DatabaseReads

_JOB = "id, seq, role, kind, ref, version, copies, station, state, printer, changed, detail"


class DatabaseOutbox:
    """Print jobs; each change is a transaction of its own, between scans."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def next_job(self, role: str) -> JobRow | None:
        """The oldest queued job of a role."""
        sql = f"SELECT {_JOB} FROM print_job WHERE state = 'queued' AND role = ? ORDER BY id LIMIT 1"
        with self._database.reading() as cursor:
            rows = DatabaseReads(cursor).query(sql, role)
        return JobRow(*rows[0]) if rows else None

    def claim(self, job: int, printer: str, time: str) -> bool:
        """queued → sending; False where another process was faster."""
        return self._change("state = 'queued'", job, "sending", printer, time, "")

    def finish(self, job: int, state: str, detail: str, time: str) -> None:
        """sending → printed, unknown or queued."""
        self._change("state = 'sending'", job, state, None, time, detail)

    def _change(self, condition: str, job: int, state: str, printer: str | None, time: str, detail: str) -> bool:
        with self._database.transaction() as cursor:
            cursor.execute(
                "UPDATE print_job SET state = ?, changed = ?, detail = ?, printer = COALESCE(?, printer) "
                f"WHERE id = ? AND {condition}",
                (state, time, detail, printer, job),
            )
            changed = cursor.rowcount > 0
            if changed:
                values = (job, time, state, detail)
                cursor.execute("INSERT INTO print_attempt (job, time, state, detail) VALUES (?, ?, ?, ?)", values)
        return changed

    def abandon(self, printer: str, time: str) -> int:
        """sending → unknown for jobs of a printer whose sender died; how many."""
        with self._database.reading() as cursor:
            sql = "SELECT id FROM print_job WHERE state = 'sending' AND printer = ?"
            jobs = [row[0] for row in DatabaseReads(cursor).query(sql, printer)]
        for job in jobs:
            self.finish(job, "unknown", "interrupted", time)
        return len(jobs)

    def jobs(self, states: Sequence[str]) -> list[JobRow]:
        """Jobs in any of these states, oldest first."""
        marks = ", ".join("?" for _ in states)
        with self._database.reading() as cursor:
            rows = DatabaseReads(cursor).query(
                f"SELECT {_JOB} FROM print_job WHERE state IN ({marks}) ORDER BY id", *states
            )
        return [JobRow(*row) for row in rows]
