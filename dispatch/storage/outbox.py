"""The print queue (R-03): queued → sending → printed, unknown, or queued again where provably nothing was sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dispatch.services.ports import JobRow
from dispatch.storage.database import Database
from dispatch.storage.work_reads import DatabaseReads

_JOB = "id, seq, role, kind, ref, version, copies, station, state, printer, changed, detail, duplicate, run"
_UNLESS_CANCELLED = (
    "CASE WHEN ? = 'queued' AND run IN (SELECT r.id FROM print_run r WHERE r.state = 'cancelled') "
    "THEN 'cancelled' ELSE ? END"
)
_NOT_PAUSED = "(run IS NULL OR run NOT IN (SELECT r.id FROM print_run r WHERE r.state = 'paused'))"
_STILL_CHOSEN = "COALESCE((SELECT c.printer FROM printer_choice c WHERE c.role = print_job.role), '') = ?"


class DatabaseOutbox:
    """Print jobs; each change is a transaction of its own, between scans."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def chosen_printer(self, role: str) -> str:
        """The printer that a card chose for a role; empty where none ever did."""
        with self._database.reading() as cursor:
            return DatabaseReads(cursor).chosen_printer(role)

    def next_job(self, role: str) -> JobRow | None:
        """The oldest queued job of a role whose print run, where it belongs to one, is not paused."""
        sql = f"SELECT {_JOB} FROM print_job WHERE state = 'queued' AND role = ? AND {_NOT_PAUSED} ORDER BY id LIMIT 1"
        with self._database.reading() as cursor:
            rows = DatabaseReads(cursor).query(sql, role)
        return JobRow(*rows[0]) if rows else None

    def claim(self, job: int, printer: str, time: str, chosen: str | None = None) -> bool:
        """queued → sending; False where another process was faster.

        With `chosen` also where another printer was chosen for the job's role since that one was read.
        """
        still, values = ("", ()) if chosen is None else (f" AND {_STILL_CHOSEN}", (chosen,))
        return self._change(f"state = 'queued'{still}", values, job, "sending", printer, time, "")

    def finish(self, job: int, state: str, detail: str, time: str) -> None:
        """sending → printed, unknown or queued; where its run was cancelled meanwhile, cancelled instead of queued."""
        self._change("state = 'sending'", (), job, state, None, time, detail)

    def _change(
        self, condition: str, values: tuple[str, ...], job: int, state: str, printer: str | None, time: str, detail: str
    ) -> bool:
        with self._database.transaction() as cursor:
            cursor.execute(
                f"UPDATE print_job SET state = {_UNLESS_CANCELLED}, changed = ?, detail = ?, "
                f"printer = COALESCE(?, printer) WHERE id = ? AND {condition}",
                (state, state, time, detail, printer, job, *values),
            )
            changed = cursor.rowcount > 0
            if changed:
                attempt = (job, time, state, detail)
                cursor.execute("INSERT INTO print_attempt (job, time, state, detail) VALUES (?, ?, ?, ?)", attempt)
        return changed

    def abandon(self, printer: str, time: str) -> list[JobRow]:
        """sending → unknown for jobs of a printer whose sender died: the jobs."""
        with self._database.reading() as cursor:
            sql = f"SELECT {_JOB} FROM print_job WHERE state = 'sending' AND printer = ?"
            jobs = [JobRow(*row) for row in DatabaseReads(cursor).query(sql, printer)]
        for job in jobs:
            self.finish(job.id, "unknown", "interrupted", time)
        return jobs

    def jobs(self, states: Sequence[str]) -> list[JobRow]:
        """Jobs in any of these states, oldest first."""
        marks = ", ".join("?" for _ in states)
        with self._database.reading() as cursor:
            rows = DatabaseReads(cursor).query(
                f"SELECT {_JOB} FROM print_job WHERE state IN ({marks}) ORDER BY id", *states
            )
        return [JobRow(*row) for row in rows]

    # -- what is known of the printers

    def note_condition(self, printer: str, condition: str, time: str) -> None:
        """What a printer was found to be, for the processes that do not speak with it."""
        with self._database.transaction() as cursor:
            cursor.execute(
                "INSERT INTO printer_status (printer, condition, changed) VALUES (?, ?, ?) ON CONFLICT (printer) "
                "DO UPDATE SET condition = excluded.condition, changed = excluded.changed",
                (printer, condition, time),
            )

    def conditions(self) -> Mapping[str, str]:
        """The condition of each printer that was noted last."""
        with self._database.reading() as cursor:
            return dict(DatabaseReads(cursor).query("SELECT printer, condition FROM printer_status"))
