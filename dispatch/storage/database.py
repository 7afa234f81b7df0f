"""The database: one engine, one held connection that writes, one that checkpoints, fresh ones that read.

SQLite runs in WAL with synchronous=FULL: what was answered is on the disk. Every writing transaction begins IMMEDIATE.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine
from sqlalchemy.pool import NullPool

from dispatch.domain.errors import EnvironmentProblem
from dispatch.services.ports import ConflictError

BUSY_MS = 10_000
"""How long a transaction waits for another process before it gives up."""
SCAN_CHECKPOINT_COMMITS = 64
"""Commits between two looks of the checkpoint thread."""


def engine_for(path: Path) -> Engine:
    """An engine on the embedded database; connections are in driver autocommit, transactions are begun by hand."""
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA wal_autocheckpoint = 0")
        cursor.execute("PRAGMA cache_size = -32000")
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
        self._checkpointer = _Checkpointer(self.engine)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Cursor]:
        """One writing transaction: committed at the end, rolled back on any exception.

        Raises:
            ConflictError: a constraint did not hold.
            EnvironmentProblem: another process held the database too long, or the disk is full.
        """
        with self._writing:
            self._execute("BEGIN IMMEDIATE")
            try:
                yield self.cursor
                self._execute("COMMIT")
            except BaseException as error:
                with suppress(sqlite3.Error):
                    self.cursor.execute("ROLLBACK")
                if isinstance(error, sqlite3.IntegrityError):
                    raise ConflictError(str(error)) from error
                if isinstance(error, sqlite3.OperationalError):
                    raise EnvironmentProblem(str(error)) from error
                raise
            self._commits += 1
            if self._commits % SCAN_CHECKPOINT_COMMITS == 0:
                self._checkpointer.wake()

    def _execute(self, statement: str) -> None:
        try:
            self.cursor.execute(statement)
        except sqlite3.OperationalError as error:
            raise EnvironmentProblem(str(error)) from error

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Cursor]:
        """One consistent snapshot on a connection of its own; never waits for writers."""
        connection = self.engine.raw_connection()
        try:
            cursor: sqlite3.Cursor = connection.cursor()  # type: ignore[assignment]
            cursor.execute("BEGIN")
            yield cursor
            cursor.execute("ROLLBACK")
        finally:
            connection.close()

    def settle(self) -> None:
        """Write the whole WAL into the database, as after an import."""
        with self._writing, suppress(sqlite3.OperationalError):
            self.cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Close every connection; SQLite then folds the WAL in."""
        self._checkpointer.close()
        self._writer.close()
        self.engine.dispose()


class _Checkpointer:
    """Moves WAL pages into the database between scans, on a connection and a thread of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._wanted = threading.Event()
        self._closing = False
        self._thread: threading.Thread | None = None

    def wake(self) -> None:
        """Ask for a passive checkpoint soon."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="checkpoint", daemon=True)
            self._thread.start()
        self._wanted.set()

    def _work(self) -> None:
        connection = self._engine.raw_connection()
        cursor = connection.cursor()
        while self._wanted.wait() and not self._closing:
            self._wanted.clear()
            with suppress(sqlite3.OperationalError):
                cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
                cursor.fetchall()
        connection.close()

    def close(self) -> None:
        """Stop the thread, if it ever ran."""
        self._closing = True
        self._wanted.set()
        if self._thread is not None:
            self._thread.join()
