"""Import files as tests write them, and problems as tests read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import Workbook

from dispatch.domain.import_report import Problem
from dispatch.exchange.blocks import Table
from dispatch.exchange.tables import read_table


class Told(NamedTuple):
    """A problem without the facts of its sentence."""

    line: int
    column: str
    value: str
    code: str
    rule: str | None = None


def told(problems: Iterable[Problem]) -> list[Told]:
    return [Told(each.line, each.column, each.value, each.code, each.rule) for each in problems]


def csv_file(folder: Path, content: str | bytes) -> Path:
    path = folder / "file.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def csv_table(folder: Path, *lines: str) -> Table:
    return read_table(csv_file(folder, "\n".join(lines) + "\n"))


def xlsx_file(folder: Path, *rows: Sequence[Any]) -> Path:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    path = folder / "file.xlsx"
    book.save(path)
    return path


def xlsx_table(folder: Path, *rows: Sequence[Any]) -> Table:
    return read_table(xlsx_file(folder, *rows))


def rows_of(table: Table) -> list[tuple[int, tuple[str, ...]]]:
    """Line and cells of each row that can be used."""
    return [
        (line, cells)
        for block in table.blocks()
        for line, *cells_of_row in zip(block.lines, *block.columns, strict=True)
        for cells in [tuple(cells_of_row)]
    ]


def problems_of(table: Table) -> list[Told]:
    """Everything wrong with the shape of a file."""
    return told([*table.problems, *(problem for block in table.blocks() for problem in block.problems)])
