"""Replay: the journal's events projected into empty tables in memory, by the same operations that run live."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
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
    for statement in _schema():
        connection.execute(statement)
    connection.execute("BEGIN")
    return connection


@cache
def _schema() -> tuple[str, ...]:
    made: list[CreateTable | CreateIndex] = []
    for table in PROJECTIONS:
        made += [CreateTable(table), *map(CreateIndex, table.indexes)]
    return tuple(str(item.compile(dialect=sqlite.dialect())) for item in made)


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


Waiting = tuple[int, Sequence[Any]]
"""Number of an entry, and the values of one of its statements."""


@dataclass(slots=True)
class Queue:
    """Statements of one text that follow each other on one table."""

    sql: str = ""
    waiting: list[Waiting] = field(default_factory=list)
    sums: dict[tuple[Any, ...], list[int]] = field(default_factory=dict)
    """What updates that only add come to, by the row that they add to."""


Statement = tuple[str, Queue, bool]
"""Text of an update, where it waits, and whether some of its conditions are IS NULL."""


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
        self._updates: dict[tuple[Any, ...], Statement] = {}

    def update(self, operation: Update) -> None:
        """Let an update wait for its like."""
        table, where, values, add = operation
        bound = (*where.values(),)
        shape = (table, *where, None, *map(type, bound), None, *values, None, *add)
        sql, queue, nulls = self._updates.get(shape) or self._learn(shape, operation)
        if nulls:
            bound = tuple([value for value in bound if value is not None])
        if queue.sql is not sql or len(queue.waiting) >= LONGEST_QUEUE:
            self._start(queue, sql)
        if values:
            queue.waiting.append((self.seq, (*values.values(), *add.values(), *bound)))
        elif (sums := queue.sums.get(bound)) is None:
            queue.sums[bound] = [*add.values()]
        else:
            for place, value in enumerate(add.values()):
                sums[place] += value

    def execute(self, sql: str, parameters: Sequence[Any] = (), /) -> None:
        """Let a statement wait for its like."""
        queue = self._queue_of(sql)
        if queue.sql is not sql or len(queue.waiting) >= LONGEST_QUEUE:
            self._start(queue, sql)
        queue.waiting.append((self.seq, parameters))

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> None:
        """Run one statement for many rows, after all that waits for its table."""
        self._start(self._queue_of(sql), sql)
        self._cursor.executemany(sql, parameters)

    def flush(self) -> None:
        """Run everything that waits."""
        for queue in self._queues.values():
            self._start(queue, "")

    def _learn(self, shape: tuple[Any, ...], operation: Update) -> Statement:
        """The text that a writer makes of an update of this shape, and where it waits."""
        recorder = _Recorder()
        Writer(recorder).run(operation)
        statement = recorder.sql, self._queue_of(recorder.sql), None in operation.where.values()
        return self._updates.setdefault(shape, statement)

    def _queue_of(self, sql: str) -> Queue:
        match = _TABLE.match(sql)
        assert match is not None, sql
        return self._queues.setdefault(match[1], Queue())

    def _start(self, queue: Queue, sql: str) -> None:
        """Run what waits in a queue, and make it ready for other statements."""
        if queue.sums:
            queue.waiting.extend((self.seq, (*added, *row)) for row, added in queue.sums.items())
        waiting = iter(queue.waiting)
        while not self._run(queue.sql, waiting):
            pass
        queue.sql = sql
        queue.waiting.clear()
        queue.sums.clear()

    def _run(self, sql: str, waiting: Iterator[Waiting]) -> bool:
        """Run what waits; False where a statement failed, which is told, and others wait behind it."""
        at = count = 0

        def rows() -> Iterator[Sequence[Any]]:
            nonlocal at, count
            for seq, row in waiting:
                at = seq
                count += 1
                yield row

        try:
            if sql:
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
