"""Tables of text in blocks of columns: the one shape in which every file reaches its parser.

Blocks keep 200,000 rows fast and lean: a column is checked as a whole, and a block is forgotten before the next is cut.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dispatch.domain.errors import InputError
from dispatch.domain.import_report import Problem

MAX_CELL = 2_000
"""Characters in one cell."""
MAX_ROWS = 1_000_000
"""Rows in one file, with the heading."""
MAX_BYTES = 300_000_000
"""Bytes of one file, and of everything a workbook unpacks to."""
BLOCK_ROWS = 4_000
"""Rows in one block, roughly."""
SHOWN = 60
"""Characters of a value that a report shows."""


class NumberText(str):
    """Digits of a spreadsheet cell that held a number: whatever zeros led it are gone for good."""

    __slots__ = ()


class Block(NamedTuple):
    """Some rows of a table, column by column; each problem stands for one row that was left out."""

    lines: Sequence[int]
    """Line of each row; in a text file the first line of a row that spans several."""
    columns: Sequence[Sequence[str]]
    """As many as the table has headings, each as long as `lines`."""
    problems: Sequence[Problem] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A file as headings and text cells, not yet understood.

    `blocks` reads from the first row below the heading each time it is called. A file that could not be read at all
    has no headings, no rows, and says why in `problems`.
    """

    headings: tuple[str, ...]
    heading_line: int
    blocks: Callable[[], Iterator[Block]]
    problems: tuple[Problem, ...] = ()
    has_numbers: bool = False
    """Some cells may be `NumberText`."""


class UnreadableFile(InputError):
    """The file as a whole cannot be read; carries the problem to report."""

    def __init__(self, code: str, line: int = 0, **args: str | int) -> None:
        super().__init__(code)
        self.problem = Problem(line, "", "", code, args=args)


def unreadable(problem: Problem) -> Table:
    """The table of a file that cannot be read."""
    return Table((), 0, lambda: iter(()), (problem,))


def heading_of(cells: Sequence[str]) -> tuple[str, ...]:
    """Headings as written, trimmed; empty ones at the right end are not columns."""
    headings = [cell.strip() for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    return tuple(headings)


def shown(value: str) -> str:
    """A value as a report shows it: one line of a sane length."""
    line = " ".join(value.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


def block_of(lines: Sequence[int], rows: Sequence[Sequence[str]], headings: Sequence[str]) -> Block:
    """Rows as a block: blank rows left out, short ones filled up, rows with too many or too long cells reported."""
    if len(set(map(len, rows))) == 1 and rows[0]:
        return block_of_columns(lines, [*zip(*rows, strict=True)], headings)
    return _sifted(lines, rows, headings)


def block_of_columns(lines: Sequence[int], columns: Sequence[Sequence[str]], headings: Sequence[str]) -> Block:
    """The same for rows of equal length that lie there column by column, one column at least."""
    if is_regular(columns, len(headings)) and is_sane(columns):
        return Block(lines, columns[: len(headings)])
    return _sifted(lines, [*zip(*columns, strict=True)], headings)


def is_regular(columns: Sequence[Sequence[str]], width: int) -> bool:
    """Is there nothing beyond the headings, and surely no blank row?"""
    return (
        len(columns) >= width
        and not any(map(any, columns[width:]))
        and any(all(map(str.strip, column)) for column in columns)
    )


def is_sane(columns: Sequence[Sequence[str]]) -> bool:
    """Is no cell beyond any sane length?"""
    return max(max(map(len, column)) for column in columns) <= MAX_CELL


def _sifted(lines: Sequence[int], rows: Sequence[Sequence[str]], headings: Sequence[str]) -> Block:
    width = len(headings)
    kept_lines: list[int] = []
    kept: list[list[str]] = []
    problems: list[Problem] = []
    for line, row in zip(lines, rows, strict=True):
        if not any(map(str.strip, row)):
            continue
        if problem := _problem_of(line, row, headings):
            problems.append(problem)
        else:
            kept_lines.append(line)
            kept.append([*row[:width], *[""] * (width - len(row))])
    return Block(kept_lines, [*zip(*kept, strict=True)] or [()] * width, problems)


def _problem_of(line: int, row: Sequence[str], headings: Sequence[str]) -> Problem | None:
    width = len(headings)
    if surplus := [cell for cell in row[width:] if cell.strip()]:
        return Problem(line, "", shown(surplus[0]), "too-many-cells", args={"cells": len(row), "columns": width})
    for heading, cell in zip(headings, row, strict=False):
        if len(cell) > MAX_CELL:
            return Problem(line, heading, shown(cell), "cell-too-long", args={"length": len(cell), "limit": MAX_CELL})
    return None
