"""The database: one engine, one held connection that writes, one that checkpoints, pooled ones that read.

SQLite runs in WAL with synchronous=FULL: what was answered is on the disk. Every writing transaction begins IMMEDIATE.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, create_engine, event
from sqlalchemy.engine import Engine
from sqlalchemy.pool import QueuePool

from dispatch.domain.errors import EnvironmentProblem
from dispatch.services.ports import ConflictError

BUSY_MS = 10_000
"""How long a transaction waits for another process before it gives up."""
CHECKPOINT_COMMITS = 512
"""Commits between two checkpoints: few enough to be rare among scans, the WAL stays at some 25 MB."""
WAL_BYTES = 32_000_000
"""What the WAL is cut to when it starts over: room that is there already is written faster than new room."""
ROOM_BYTES = 24_000_000
"""What a desk's WAL grows to from one checkpoint to the next, with scans that write 10 pages and more."""

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "wal_autocheckpoint = 0",
    f"journal_size_limit = {WAL_BYTES}",
    "cache_size = -32000",
)
_CHECKPOINT = "PRAGMA wal_checkpoint(PASSIVE)"
_TROUBLES = {
    sqlite3.SQLITE_BUSY: "un autre programme occupe la base depuis trop longtemps",
    sqlite3.SQLITE_FULL: "le disque est plein",
    sqlite3.SQLITE_READONLY: "la base est protégée en écriture",
    sqlite3.SQLITE_CANTOPEN: "la base ne peut pas être ouverte",
    sqlite3.SQLITE_IOERR: "le disque ne répond pas",
    sqlite3.SQLITE_CORRUPT: "la base est abîmée",
    sqlite3.SQLITE_NOTADB: "ce n’est pas une base",
}
"""What SQLite reports of the machine, by primary result code; any other error is a bug."""


def engine_for(path: Path) -> Engine:
    """An engine on the embedded database; connections are in driver autocommit, transactions are begun by hand."""
    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, poolclass=QueuePool, max_overflow=-1, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (f"busy_timeout = {BUSY_MS}", *_PRAGMAS):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine


class Database:
    """Connections to one embedded database, shared by the lanes of one process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.engine = engine_for(path)
        self._writing = threading.RLock()
        self._writer = self.engine.raw_connection()
        self.cursor: sqlite3.Cursor = self._writer.cursor()  # type: ignore[assignment]
        self._commits = 0
        self._checkpointer = _Checkpointer(self.engine, self._writing)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Cursor]:
        """One writing transaction: committed at the end, rolled back on any exception.

        Raises:
            ConflictError: a constraint did not hold.
            EnvironmentProblem: another process held the database too long, the disk is full, ...
        """
        with self._writing:
            try:
                self.cursor.execute("BEGIN IMMEDIATE")
                yield self.cursor
                self.cursor.execute("COMMIT")
            except BaseException as error:
                with suppress(sqlite3.Error):
                    self.cursor.execute("ROLLBACK")
                if isinstance(error, sqlite3.IntegrityError):
                    raise ConflictError(str(error)) from error
                raise self._explained(error) from error
            self._commits += 1
            if self._commits % CHECKPOINT_COMMITS == 0:
                self._checkpointer.wake()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Cursor]:
        """One consistent snapshot on a connection of its own; never waits for writers.

        Raises:
            EnvironmentProblem: the database cannot be read.
        """
        try:
            connection = self.engine.raw_connection()
        except sqlite3.Error as error:
            raise self._explained(error) from error
        try:
            cursor: sqlite3.Cursor = connection.cursor()  # type: ignore[assignment]
            cursor.execute("BEGIN")
            yield cursor
        except sqlite3.Error as error:
            raise self._explained(error) from error
        finally:
            connection.close()

    def _explained(self, error: BaseException) -> BaseException:
        """Trouble of the machine as a sentence; anything else as it is."""
        trouble = _TROUBLES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        return EnvironmentProblem(f"{self.path}\u00a0: {trouble} ({error}).") if trouble else error

    def make_room(self) -> None:
        """Write out the room that the WAL will take: a commit that lets the file grow takes half as long again.

        A transaction larger than its cache spills into the WAL; rolled back, it leaves nothing but room there. Where
        another process writes, or the disk is full, there is no hurry.
        """
        with suppress(sqlite3.Error, OSError), closing(sqlite3.connect(self.path, 0, isolation_level=None)) as spilling:
            spilling.execute("PRAGMA cache_size = 1")
            spilling.execute("BEGIN IMMEDIATE")
            spilling.execute("INSERT INTO blob (sha256, data) VALUES ('room', zeroblob(?))", (ROOM_BYTES,))
            spilling.execute("ROLLBACK")
            with Path(f"{self.path}-wal").open("rb+") as wal:
                os.fsync(wal.fileno())

    def settle(self) -> None:
        """Move the WAL into the database file now, as after an import, so that the next scans need not."""
        with self._writing, suppress(sqlite3.OperationalError):
            self.cursor.execute(_CHECKPOINT).fetchall()

    def close(self) -> None:
        """Close every connection; SQLite then folds the WAL in."""
        self._checkpointer.close()
        self._writer.close()
        self.engine.dispose()


class _Checkpointer:
    """Moves WAL pages into the database beside the scans, on a connection and a thread of its own."""

    def __init__(self, engine: Engine, writing: threading.RLock) -> None:
        self._engine = engine
        self._writing = writing
        self._wanted = threading.Event()
        self._closing = False
        self._thread: threading.Thread | None = None

    def wake(self) -> None:
        """Ask for a checkpoint soon."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="checkpoint", daemon=True)
            self._thread.start()
        self._wanted.set()

    def _work(self) -> None:
        """Most of it beside the scans, then what came meanwhile, without them: only then does the WAL start over."""
        connection = self._engine.raw_connection()
        cursor = connection.cursor()
        while self._wanted.wait() and not self._closing:
            self._wanted.clear()
            with suppress(sqlite3.OperationalError):
                cursor.execute(_CHECKPOINT)
                cursor.fetchall()
                with self._writing:
                    cursor.execute(_CHECKPOINT)
                    cursor.fetchall()
        connection.close()

    def close(self) -> None:
        """Stop the thread, if it ever ran."""
        self._closing = True
        self._wanted.set()
        if self._thread is not None:
            self._thread.join()
