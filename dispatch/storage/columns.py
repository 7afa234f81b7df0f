"""Columns: the words in which the schema is written, and the one list of all its tables."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text
from sqlalchemy import text as clause

metadata = MetaData()


def table(name: str, kind: str, *items: Any, without_rowid: bool = False) -> Table:
    """A table of one kind; see `schema`."""
    return Table(name, metadata, *items, info={"kind": kind}, sqlite_with_rowid=not without_rowid)


def text(name: str, **options: Any) -> Column[str]:
    """A text that is never null."""
    return Column(name, Text, nullable=False, **options)


def number(name: str, **options: Any) -> Column[int]:
    """A whole number that is never null."""
    return Column(name, Integer, nullable=False, **options)


def maybe_text(name: str) -> Column[str]:
    """A text, or null."""
    return Column(name, Text)


def maybe_number(name: str) -> Column[int]:
    """A whole number, or null."""
    return Column(name, Integer)


def index_where(condition: str, name: str, *columns: str, unique: bool = False) -> Index:
    """An index of those rows only that meet a condition."""
    where = clause(condition)
    return Index(name, *columns, unique=unique, sqlite_where=where, postgresql_where=where)
