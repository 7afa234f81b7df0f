"""Verification: the journal is walked, then replayed into empty tables, which must equal the real ones row for row.

Everything is read from one snapshot on a read-only connection of its own, so that other desks may go on writing.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Table

from dispatch.storage.invariants import Invariant, check_invariants
from dispatch.storage.journal import COLUMNS, GENESIS, walk
from dispatch.storage.replay import Replay, empty_tables
from dispatch.storage.schema import PROJECTIONS

LISTED = 100
"""Differences that are named; further ones are only counted."""
STEP = 1_000
"""Journal entries between two reports of progress."""

Row = tuple[Any, ...]
Progress = Callable[[int], object]
"""Hears how many more entries have been replayed."""


class Difference(NamedTuple):
    """One thing that is not as the journal says: an entry by `seq`, or a row by `table` and `key`."""

    what: str
    seq: int | None = None
    table: str | None = None
    key: str | None = None

    def as_json(self) -> dict[str, str | int]:
        """What is known of `seq`, `table`, `key` and `what` (contract 6)."""
        return {name: value for name, value in self._asdict().items() if value is not None}


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found; `count` also counts the differences beyond the first hundred."""

    entries: int
    head: str
    differences: tuple[Difference, ...]
    count: int
    invariants: tuple[Invariant, ...]

    @property
    def ok(self) -> bool:
        """Do journal, tables, blobs and invariants all hold?"""
        return not self.count and all(invariant.ok for invariant in self.invariants)

    def as_json(self) -> dict[str, Any]:
        """The answer of `verify` (contract 6)."""
        return {
            "ok": self.ok,
            "entries": self.entries,
            "head": self.head,
            "differences": [difference.as_json() for difference in self.differences],
            "invariants": [invariant._asdict() for invariant in self.invariants],
        }


@dataclass(slots=True)
class Findings:
    """What has been found so far."""

    entries: int = 0
    head: str = GENESIS
    differences: list[Difference] = field(default_factory=list)
    count: int = 0
    blobs: set[str] = field(default_factory=set)
    """Names of all blobs that the journal speaks of."""

    def add(self, what: str, *, seq: int | None = None, table: str | None = None, key: str | None = None) -> None:
        """Note one difference."""
        self.count += 1
        if self.count <= LISTED:
            self.differences.append(Difference(what, seq, table, key))

    @contextmanager
    def reading(self, table: str) -> Iterator[None]:
        """What cannot be read at all is a difference, too."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            self.add(f"cannot be read: {error}", table=table)


def verify(path: Path, progress: Progress = int) -> Verification:
    """Check the database at `path` against its own journal.

    Reads one snapshot and changes nothing; needs memory for one copy of the projection tables.
    """
    findings = Findings()
    with closing(_snapshot(path)) as source, closing(empty_tables()) as replayed:
        with findings.reading("journal"):
            _replay(source, replayed, findings, progress)
        with findings.reading("blob"):
            _check_blobs(source, findings)
        for table in PROJECTIONS:
            with findings.reading(table.name):
                _compare(table, source, replayed, findings)
        invariants = check_invariants(source)
    return Verification(findings.entries, findings.head, tuple(findings.differences), findings.count, invariants)


def _snapshot(path: Path) -> sqlite3.Connection:
    """A connection that sees the database as it is at its first question."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    connection.execute("BEGIN")
    return connection


# -- the journal ----------------------------------------------------------------------------------------------------


def _replay(source: sqlite3.Connection, tables: sqlite3.Connection, findings: Findings, progress: Progress) -> None:
    """Walk the chain to its head, and project every event into the empty tables."""

    def blob(name: str) -> bytes:
        data: bytes = source.execute("SELECT data FROM blob WHERE sha256 = ?", (name,)).fetchone()[0]
        return zlib.decompress(data)

    def broken(seq: int, what: str) -> None:
        findings.add(what, seq=seq)

    replay = Replay(tables, blob, broken)
    head: Row = (1, 0, GENESIS, "")
    for entry in walk(source.execute(f"SELECT {COLUMNS} FROM journal ORDER BY seq"), broken):
        replay.apply(entry)
        if name := getattr(entry.event, "sha256", None):
            findings.blobs.add(name)
        findings.entries += 1
        head = (1, entry.seq, entry.hash, entry.header.time)
        if findings.entries % STEP == 0:
            progress(STEP)
    replay.finish()
    progress(findings.entries % STEP)
    findings.head = head[2]
    if source.execute("SELECT id, seq, hash, time FROM journal_head").fetchall() != [head]:
        findings.add("is not the last entry of the journal", table="journal_head", key="1")


def _check_blobs(source: sqlite3.Connection, findings: Findings) -> None:
    """Every blob of the journal is there, whole, and there is no other."""
    missing = set(findings.blobs)
    for name, data in source.execute("SELECT sha256, data FROM blob ORDER BY sha256"):
        if name not in findings.blobs:
            findings.add("not in the journal", table="blob", key=str(name))
        elif not _is_named(name, data):
            findings.add("content does not match its name", table="blob", key=name)
        missing.discard(name)
    for name in sorted(missing):
        findings.add("missing", table="blob", key=name)


def _is_named(name: str, data: bytes) -> bool:
    try:
        return sha256(zlib.decompress(data)).hexdigest() == name
    except (TypeError, zlib.error):
        return False


# -- the tables -----------------------------------------------------------------------------------------------------


def _compare(table: Table, source: sqlite3.Connection, replayed: sqlite3.Connection, findings: Findings) -> None:
    """Both sides in the order of the key: equal stretches at once, the rest row by row."""
    key = [column.name for column in table.primary_key]
    columns = [*key, *(column.name for column in table.columns if column.name not in key)]
    sql = f"SELECT {', '.join(columns)} FROM {table.name} ORDER BY {', '.join(key)}"
    stored, expected = source.execute(sql), replayed.execute(sql)
    ours, theirs = stored.fetchmany(STEP), expected.fetchmany(STEP)
    while ours and ours == theirs:
        ours, theirs = stored.fetchmany(STEP), expected.fetchmany(STEP)
    for mine, other in _side_by_side(chain(ours, stored), chain(theirs, expected), len(key)):
        if mine != other:
            shown = ", ".join(map(str, (mine or other or ())[: len(key)]))
            findings.add(_difference(columns, mine, other), table=table.name, key=shown)


def _side_by_side(
    stored: Iterator[Row], expected: Iterator[Row], width: int
) -> Iterator[tuple[Row | None, Row | None]]:
    """Pairs of rows with one key, which is the first `width` columns; None where a side has none."""
    ours, theirs = next(stored, None), next(expected, None)
    while ours is not None or theirs is not None:
        ours_key, theirs_key = _order(ours, width), _order(theirs, width)
        yield ours if ours_key <= theirs_key else None, theirs if theirs_key <= ours_key else None
        if ours_key <= theirs_key:
            ours = next(stored, None)
        if theirs_key <= ours_key:
            theirs = next(expected, None)


def _difference(columns: list[str], ours: Row | None, theirs: Row | None) -> str:
    if ours is None or theirs is None:
        return "missing" if ours is None else "not in the journal"
    pairs = zip(columns, ours, theirs, strict=True)
    return "; ".join(f"{name} is {mine!r}, journal says {other!r}" for name, mine, other in pairs if mine != other)


_RANKS = {type(None): 0, int: 1, float: 1, str: 2, bytes: 3}


def _order(row: Row | None, width: int) -> tuple[Any, ...]:
    """The key as SQLite sorts it, also where values are not of their column's type; the end comes last."""
    return ((9, 0),) if row is None else tuple((_RANKS[type(value)], value) for value in row[:width])
