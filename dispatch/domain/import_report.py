"""What reading a file found: its values, and everything wrong or odd with line, column and value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Problem:
    """One error or warning of an import; the heading is line 1, and 0 means the file as a whole."""

    line: int
    column: str
    """Heading of the column as our contract names it, or empty."""
    value: str
    """What stood there, cut to a sane length."""
    code: str
    """Key of the sentence in `resources/messages/imports.toml`, kebab-case."""
    rule: str | None = None
    """Rule id of the domain (E-...), where there is one."""
    args: Mapping[str, str | int] = field(default_factory=dict)
    """What the sentence needs besides line, column and value."""


@dataclass(frozen=True, slots=True)
class Parsed(Generic[V]):
    """A file turned into values; with any error the values must not be used."""

    rows: int
    """Rows read, without the heading."""
    values: list[V]
    lines: list[int]
    """The line of each value, in the same order."""
    errors: list[Problem]
    warnings: list[Problem]
    columns: frozenset[str] = frozenset()
    """The columns that the file has, as our contract names them; it says nothing about the others."""
