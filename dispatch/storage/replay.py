"""Replay: the journal's events projected into empty tables in memory, by the same operations that run live."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from dispatch.services.ports import Entry
from dispatch.storage.operations import Update, Writer
from dispatch.storage.projection import Blobs, Recorded, project
from dispatch.storage.schema import PROJECTIONS

LONGEST_QUEUE = 5_000
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
        self._queues = Queues(tables.cursor(), refused)
        self._write = Writer(self._queues).run
        self._blobs = blobs
        self._refused = refused

    def apply(self, entry: Entry) -> None:
        """Project one entry; one that cannot be is told, and the replay goes on."""
        self._queues.seq = entry.seq
        recorded = Recorded(entry.seq, entry.header.time, entry.header.station, entry.event)
        try:
            for operation in project(recorded, self._blobs):
                if type(operation) is Update:
                    self._queues.update(operation)
                else:
                    self._write(operation)
        except Exception as error:  # noqa: BLE001 - an altered payload or blob may break anything
            self._refused(entry.seq, f"cannot be replayed: {type(error).__name__} {error}")

    def finish(self) -> None:
        """Run what still waits."""
        self._queues.flush()


@dataclass(slots=True)
class Queue:
    """Statements of one text that follow each other on one table, each with the number of its entry."""

    sql: str = ""
    rows: list[Sequence[Any]] = field(default_factory=list)
    seqs: list[int] = field(default_factory=list)
    sums: dict[tuple[Any, ...], tuple[int, ...]] = field(default_factory=dict)
    """What updates that only add come to, by the row that they add to."""


class Queues:
    """A cursor that runs equal statements on one table together, several times as fast as one by one.

    Statements on one table keep their order; those on different tables do not touch each other. Additions to one row
    with nothing else on its table between them become one.
    """

    rowcount = 1
    """What a writer is told at once; the true count is looked at when the queue runs."""

    def __init__(self, cursor: sqlite3.Cursor, refused: Refused) -> None:
        self.seq = 0
        self._cursor = cursor
        self._refused = refused
        self._queues: dict[str, Queue] = {}
        self._statements: dict[tuple[Any, ...], str] = {}

    def update(self, operation: Update) -> None:
        """Let an update wait for its like."""
        table, where, values, add = operation
        bound: tuple[Any, ...] = (*where.values(),)
        mask = tuple(value is None for value in bound) if None in bound else None
        shape = (table, (*where,), mask, (*values,), (*add,))
        sql = self._statements.get(shape) or self._statement(shape, operation)
        queue = self._ready(table, sql)
        if mask:
            bound = tuple(value for value in bound if value is not None)
        if values:
            queue.rows.append((*values.values(), *add.values(), *bound))
            queue.seqs.append(self.seq)
        else:
            sums = queue.sums.get(bound)
            added = (*add.values(),)
            queue.sums[bound] = added if sums is None else tuple(map(int.__add__, sums, added))

    def execute(self, sql: str, parameters: Sequence[Any] = (), /) -> None:
        """Let a statement wait for its like."""
        queue = self._ready(_table_of(sql), sql)
        queue.rows.append(parameters)
        queue.seqs.append(self.seq)

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> None:
        """Run one statement for many rows, after all that waits for its table."""
        self._ready(_table_of(sql), "")
        self._cursor.executemany(sql, parameters)

    def flush(self) -> None:
        """Run everything that waits."""
        for queue in self._queues.values():
            self._flush(queue)

    def _statement(self, shape: tuple[Any, ...], operation: Update) -> str:
        """The text that a writer makes of an update of this shape."""
        recorder = _Recorder()
        Writer(recorder).run(operation)
        self._statements[shape] = recorder.sql
        return recorder.sql

    def _ready(self, table: str, sql: str) -> Queue:
        """The table's queue, emptied first if other statements wait in it."""
        queue = self._queues.get(table) or self._queues.setdefault(table, Queue())
        if queue.sql != sql or len(queue.rows) >= LONGEST_QUEUE:
            self._flush(queue)
            queue.sql = sql
        return queue

    def _flush(self, queue: Queue) -> None:
        if not (queue.rows or queue.sums):
            return
        sums = ((self.seq, (*added, *row)) for row, added in queue.sums.items())
        waiting = iter([*zip(queue.seqs, queue.rows, strict=True), *sums])
        while not self._run(queue.sql, waiting):
            pass
        queue.rows.clear()
        queue.seqs.clear()
        queue.sums.clear()

    def _run(self, sql: str, waiting: Iterator[tuple[int, Sequence[Any]]]) -> bool:
        """Run what waits; False where a statement failed, which is told, and others wait behind it."""
        at = count = 0

        def rows() -> Iterator[Sequence[Any]]:
            nonlocal at, count
            for at, row in waiting:
                count += 1
                yield row

        try:
            self._cursor.executemany(sql, rows())
        except Exception as error:  # noqa: BLE001 - an altered payload may hold anything
            self._refused(at, f"cannot be replayed: {type(error).__name__} {error}")
            return count == 0
        if sql.startswith("UPDATE") and self._cursor.rowcount < count:
            self._refused(at, f"one of the entries up to this one changes no row: {sql}")
        return True


class _Recorder:
    rowcount = 1
    sql = ""

    def execute(self, sql: str, _: Sequence[Any] = (), /) -> None:
        self.sql = sql

    def executemany(self, sql: str, _: Iterable[Sequence[Any]], /) -> None:
        self.sql = sql


def _table_of(sql: str) -> str:
    match = _TABLE.match(sql)
    assert match is not None, sql
    return match[1]
