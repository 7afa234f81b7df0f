"""Reading one file: its columns found, its cells handed out, and everything wrong remembered with line and column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from dispatch.domain.import_report import Parsed, Problem
from dispatch.exchange.blocks import Block, Table
from dispatch.exchange.cells import plain_text
from dispatch.exchange.faults import Fault, Oddity, Problems
from dispatch.exchange.headings import Column, recognise

V = TypeVar("V")
D = TypeVar("D")


class Reading:
    """One pass over a table whose columns are known; collects what the report will say."""

    def __init__(self, table: Table, columns: Sequence[Column]) -> None:
        self.table = table
        self.errors = Problems("more-errors")
        self.warnings = Problems("more-warnings")
        self.filled = frozenset(column.name for column in columns if column.filled)
        self.places: dict[str, int] = {}
        self.rows = 0
        self.errors.add(*table.problems)
        if table.headings:
            self.places, errors, warnings = recognise(table, columns)
            self.errors.add(*errors)
            self.warnings.add(*warnings)

    def tell(self, fault: Fault, line: int, column: str, cell: str) -> None:
        """Remembers an error, or a warning about an oddity."""
        (self.warnings if isinstance(fault, Oddity) else self.errors).add(fault.at(line, column, cell))

    def blocks(self) -> Iterator[Block]:
        """The blocks of the table, rows counted and broken ones told; none to parse where the headings are wrong."""
        hopeless = bool(self.errors)
        for block in self.table.blocks():
            self.rows += len(block.lines) + len(block.problems)
            self.errors.add(*block.problems)
            if block.lines and not hopeless:
                yield block
        if not self.rows and not self.errors:
            self.errors.add(Problem(self.table.heading_line, "", "", "no-rows"))

    def each_row(self) -> Iterator[Row]:
        """The rows one by one, for the files that are small."""
        for block in self.blocks():
            for line, *cells in zip(block.lines, *block.columns, strict=True):
                yield Row(self, line, {name: cells[place] for name, place in self.places.items()})

    def parsed(self, values: list[V], lines: list[int]) -> Parsed[V]:
        """What the file holds; no values at all where there is an error."""
        if self.errors:
            values, lines = [], []
        return Parsed(self.rows, values, lines, self.errors.report(), self.warnings.report(), frozenset(self.places))


class Row:
    """One row: hands out its cells, each once, and remembers whether one of them was refused."""

    def __init__(self, reading: Reading, line: int, cells: dict[str, str]) -> None:
        self.line = line
        self.refused = False
        self._reading = reading
        self._cells = cells

    def text(self, column: str, parse: Callable[[str], str] = str) -> str:
        """The cell as the text that `parse` makes of it; empty where the file is silent, or where it was refused."""
        try:
            cell = self._cell(column)
            return parse(cell) if cell else ""
        except Oddity as oddity:
            self.tell(column, oddity)
            return oddity.value
        except Fault as fault:
            self.tell(column, fault)
            return ""

    def get(self, column: str, parse: Callable[[str], V], default: D) -> V | D:
        """The cell as the value that `parse` makes of it; the default where it is empty, or where it was refused."""
        try:
            cell = self._cell(column)
            return parse(cell) if cell else default
        except Fault as fault:
            self.tell(column, fault)
            return default

    def _cell(self, column: str) -> str:
        cell = plain_text(self._cells.get(column, ""))
        if not cell and column in self._reading.filled:
            raise Fault("empty-cell")
        return cell

    def tell(self, column: str, fault: Fault) -> None:
        """Reports something about this cell; the row has no value unless it is a mere oddity."""
        self.refused = self.refused or not isinstance(fault, Oddity)
        self._reading.tell(fault, self.line, column, self._cells.get(column, ""))


class Uniques:
    """Keys that a file may give once only, each with the line that gave it first."""

    def __init__(self) -> None:
        self._first: dict[object, int] = {}

    def claim(self, row: Row, column: str, key: object) -> None:
        """Refuses the row if an earlier one gave the same key for this column; an empty key claims nothing."""
        if key and (first := self._first.setdefault((column, key), row.line)) != row.line:
            row.tell(column, Fault("given-twice", first=first))


def parse_rows(table: Table, columns: Sequence[Column], build: Callable[[Row], V]) -> Parsed[V]:
    """A whole file row by row; what `build` returns for a row that it refused is dropped."""
    reading = Reading(table, columns)
    values: list[V] = []
    lines: list[int] = []
    for row in reading.each_row():
        value = build(row)
        if not row.refused:
            values.append(value)
            lines.append(row.line)
    return reading.parsed(values, lines)
