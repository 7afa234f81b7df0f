"""Row operations: what a projection does to the tables, as values: the same ones serve live tables and replay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from dispatch.services.ports import ConflictError

Row = Mapping[str, Any]


class Insert(NamedTuple):
    """One new row."""

    table: str
    row: Row


class InsertMany(NamedTuple):
    """Many new rows of one shape."""

    table: str
    columns: tuple[str, ...]
    rows: Iterable[Sequence[Any]]


class Upsert(NamedTuple):
    """A row by its key: inserted, or its other columns set."""

    table: str
    key: tuple[str, ...]
    row: Row


class Update(NamedTuple):
    """Columns of the rows that match `where` (None matches NULL): `values` are set, `add` is added."""

    table: str
    where: Row
    values: Row = MappingProxyType({})
    add: Mapping[str, int] = MappingProxyType({})


class Delete(NamedTuple):
    """Rows whose `column` lies in first..last; only for what an import replaces."""

    table: str
    column: str
    first: int | str
    last: int | str


Operation = Insert | InsertMany | Upsert | Update | Delete


class Cursor(Protocol):
    """The part of a DB-API cursor that is used here."""

    rowcount: int

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Any:
        """Run one statement."""

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> Any:
        """Run one statement for many rows."""


class Writer:
    """Runs operations on a DB-API cursor; statements are text, made once per shape."""

    def __init__(self, cursor: Cursor, placeholder: str = "?") -> None:
        self._cursor = cursor
        self._mark = placeholder

    def run(self, operation: Operation) -> None:
        """Carry one operation out.

        Raises:
            ConflictError: an `Update` that is meant for existing rows changed none.
        """
        cursor, mark = self._cursor, self._mark
        match operation:
            case Update(table, where, values, add):
                nulls = tuple([name for name in where if where[name] is None])
                bound = [where[name] for name in where if name not in nulls] if nulls else where.values()
                sql = _update(table, (*where,), nulls, (*values,), (*add,), mark)
                cursor.execute(sql, (*values.values(), *add.values(), *bound))
                if cursor.rowcount == 0:
                    raise ConflictError(table)
            case Insert(table, row):
                cursor.execute(_insert(table, tuple(row), mark), tuple(row.values()))
            case InsertMany(table, columns, rows):
                cursor.executemany(_insert(table, columns, mark), rows)
            case Upsert(table, key, row):
                cursor.execute(_upsert(table, key, tuple(row), mark), tuple(row.values()))
            case Delete(table, column, first, last):
                cursor.execute(f"DELETE FROM {table} WHERE {column} BETWEEN {mark} AND {mark}", (first, last))


@lru_cache(maxsize=512)
def _insert(table: str, columns: tuple[str, ...], mark: str) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(mark for _ in columns)})"


@lru_cache(maxsize=512)
def _upsert(table: str, key: tuple[str, ...], columns: tuple[str, ...], mark: str) -> str:
    others = [c for c in columns if c not in key]
    action = f"UPDATE SET {', '.join(f'{c} = excluded.{c}' for c in others)}" if others else "NOTHING"
    return f"{_insert(table, columns, mark)} ON CONFLICT ({', '.join(key)}) DO {action}"


@lru_cache(maxsize=512)
def _update(
    table: str, where: tuple[str, ...], nulls: tuple[str, ...], values: tuple[str, ...], add: tuple[str, ...], mark: str
) -> str:
    changes = [f"{c} = {mark}" for c in values] + [f"{c} = {c} + {mark}" for c in add]
    conditions = [f"{c} IS NULL" if c in nulls else f"{c} = {mark}" for c in where]
    return f"UPDATE {table} SET {', '.join(changes)} WHERE {' AND '.join(conditions)}"
