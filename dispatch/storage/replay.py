"""Replay: the journal's events projected into empty tables in memory, by the same operations that run live."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from dispatch.services.ports import Entry
from dispatch.storage.operations import Writer
from dispatch.storage.projection import Blobs, Recorded, project
from dispatch.storage.schema import PROJECTIONS

LONGEST_BATCH = 5_000
"""Statements that wait at most; bounds the memory they take."""

_TABLE = re.compile(r"(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)")

Refused = Callable[[int, str], None]
"""Hears the number of an entry that cannot be replayed, and why."""


def empty_tables() -> sqlite3.Connection:
    """The projection tables as the schema has them, in memory, inside one transaction."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    dialect = sqlite.dialect()
    for table in PROJECTIONS:
        connection.execute(str(CreateTable(table).compile(dialect=dialect)))
        for index in table.indexes:
            connection.execute(str(CreateIndex(index).compile(dialect=dialect)))
    connection.execute("BEGIN")
    return connection


class Replay:
    """Projects entries one after the other; `finish` runs what still waits."""

    def __init__(self, tables: sqlite3.Connection, blobs: Blobs, refused: Refused) -> None:
        self._batches = Batches(tables.cursor(), refused)
        self._run = Writer(self._batches).run
        self._blobs = blobs
        self._refused = refused

    def apply(self, entry: Entry) -> None:
        """Project one entry; one that cannot be is told, and the replay goes on."""
        self._batches.seq = entry.seq
        recorded = Recorded(entry.seq, entry.header.time, entry.header.station, entry.event)
        try:
            for operation in project(recorded, self._blobs):
                self._run(operation)
        except Exception as error:  # noqa: BLE001 - an altered payload or blob may break anything
            self._refused(entry.seq, f"cannot be replayed: {type(error).__name__} {error}")

    def finish(self) -> None:
        """Run what still waits."""
        self._batches.flush()


@dataclass(slots=True)
class Batch:
    """Statements of one text that follow each other on one table, each with its entry's number."""

    sql: str = ""
    rows: list[Sequence[Any]] = field(default_factory=list)
    seqs: list[int] = field(default_factory=list)


class Batches:
    """A cursor that runs equal statements on one table together: several times as fast as one by one.

    Statements on one table keep their order, those on different tables do not touch each other. A batch that fails, or
    changes fewer rows than it has updates, is taken back and run one by one to find the entries to blame.
    """

    rowcount = 1
    """What a writer is told at once; the true count is looked at when the batch runs."""

    def __init__(self, cursor: sqlite3.Cursor, refused: Refused) -> None:
        self.seq = 0
        self._cursor = cursor
        self._refused = refused
        self._batches: dict[str, Batch] = {}
        self._of: dict[str, Batch] = {}

    def execute(self, sql: str, parameters: Sequence[Any] = (), /) -> None:
        """Let one statement wait for its like."""
        batch = self._of.get(sql) or self._known(sql)
        if batch.sql != sql or len(batch.rows) >= LONGEST_BATCH:
            self._flush(batch)
            batch.sql = sql
        batch.rows.append(parameters)
        batch.seqs.append(self.seq)

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> None:
        """Run one statement for many rows, after all that waits for its table."""
        self._flush(self._known(sql))
        self._cursor.executemany(sql, parameters)

    def flush(self) -> None:
        """Run everything that waits."""
        for batch in self._batches.values():
            self._flush(batch)

    def _known(self, sql: str) -> Batch:
        match = _TABLE.match(sql)
        assert match is not None, sql
        return self._of.setdefault(sql, self._batches.setdefault(match[1], Batch()))

    def _flush(self, batch: Batch) -> None:
        if not batch.rows:
            return
        cursor = self._cursor
        cursor.execute("SAVEPOINT batch")
        try:
            cursor.executemany(batch.sql, batch.rows)
            done = not batch.sql.startswith("UPDATE") or cursor.rowcount >= len(batch.rows)
        except sqlite3.Error:
            done = False
        if not done:
            cursor.execute("ROLLBACK TO batch")
            self._one_by_one(batch)
        cursor.execute("RELEASE batch")
        batch.rows.clear()
        batch.seqs.clear()

    def _one_by_one(self, batch: Batch) -> None:
        for seq, row in zip(batch.seqs, batch.rows, strict=True):
            try:
                self._cursor.execute(batch.sql, row)
            except sqlite3.Error as error:
                self._refused(seq, f"cannot be replayed: {error}")
            else:
                if batch.sql.startswith("UPDATE") and not self._cursor.rowcount:
                    self._refused(seq, f"changes no row: {batch.sql}")
