"""XLSX workbooks: the first visible sheet as text, after a look at what the archive would unpack to.

The reader (calamine) lays a sheet out as a full rectangle in memory: one stray cell in the last corner of a tiny file
would abort the process. So the extent is measured first, in the packed XML itself.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from io import BytesIO
from itertools import islice
from typing import IO, cast

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from dispatch.exchange.blocks import (
    BLOCK_ROWS,
    MAX_BYTES,
    MAX_ROWS,
    Block,
    NumberText,
    Table,
    UnreadableFile,
    block_of_columns,
    heading_of,
)

Value = int | float | str | bool | time | date | datetime | timedelta

MAX_CELLS = 26_000_000
"""Cells of a sheet's full rectangle, empty ones too."""
EXACT = 10**15
"""From here on a spreadsheet does not keep each digit of a number."""
CHUNK = 1 << 20
"""Bytes of XML looked at together."""
OVERLAP = 200
"""Bytes of the previous chunk looked at again: more than a tag takes up to its place."""
ROW = re.compile(rb'row [^<>]*?r="(\d{1,9})')
FAR_COLUMN = re.compile(rb'r="([A-Z]{2,3})\d')
FAR_ROW = re.compile(rb'r="[A-Z]{1,3}\d{7}')
"""These begin with plain text, for which the engine looks ten times as fast."""


def read_workbook(data: bytes) -> Table:
    """The table on the first visible sheet of an XLSX workbook. Raises UnreadableFile."""
    try:
        _measure(data)
        with CalamineWorkbook.from_filelike(BytesIO(data)) as workbook:
            sheet = _first_sheet(workbook)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError, CalamineError):
        raise UnreadableFile("workbook-broken") from None
    for line, row in enumerate(sheet.iter_rows(), start=1):
        if headings := heading_of([*map(_text, row)]):
            return Table(headings, line, partial(_blocks, sheet, headings, line), has_numbers=True)
    raise UnreadableFile("file-empty")


def _measure(data: bytes) -> None:
    """Refuses an archive that is no XLSX workbook, or unpacks to more than any list of devices."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            raise UnreadableFile("workbook-broken")
        if sum(part.file_size for part in archive.infolist()) > MAX_BYTES:
            raise UnreadableFile("workbook-too-large")
        for part in archive.infolist():
            if part.filename.endswith(".xml"):
                with archive.open(part) as xml:
                    rows, columns = _extent(xml)
                if rows > MAX_ROWS or rows * columns > MAX_CELLS:
                    raise UnreadableFile("workbook-too-large")


def _extent(xml: IO[bytes]) -> tuple[int, int]:
    """An upper bound for the last row and column that a sheet's XML names."""
    rows, columns, window = 1, 26, b""
    while chunk := xml.read(CHUNK):
        window = window[-OVERLAP:] + chunk.replace(b"'", b'"')
        rows = max([rows, *map(int, ROW.findall(window))])
        columns = max([columns, *map(_column_number, set(FAR_COLUMN.findall(window)))])
        if FAR_ROW.search(window):
            return MAX_ROWS + 1, columns
    return rows, columns


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _first_sheet(workbook: CalamineWorkbook) -> CalamineSheet:
    for index, sheet in enumerate(workbook.sheets_metadata):
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible:
            return workbook.get_sheet_by_index(index)
    raise UnreadableFile("file-empty")


def _blocks(sheet: CalamineSheet, headings: Sequence[str], heading_line: int) -> Iterator[Block]:
    rows = islice(sheet.iter_rows(), heading_line, None)
    start = heading_line + 1
    while batch := [*islice(rows, BLOCK_ROWS)]:
        columns = [_texts(column) for column in zip(*batch, strict=True)]
        yield block_of_columns(range(start, start + len(batch)), columns, headings)
        start += len(batch)


def _texts(column: Sequence[Value]) -> Sequence[str]:
    """A column of texts as it stands, as most are; any other cell by cell."""
    if set(map(type, column)) == {str}:
        return cast("Sequence[str]", column)
    return [_text(cell) for cell in column]


def _text(cell: Value) -> str:
    """A cell as the text that a person would have typed; a number too long to be exact shows that it is damaged."""
    match cell:
        case str():
            return cell
        case bool():
            return "vrai" if cell else "faux"
        case int() | float():
            return _number_text(cell)
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime():
            return cell.isoformat(" ", "minutes")
        case time():
            return cell.isoformat("minutes")
        case _:
            return str(cell)


def _number_text(number: float) -> str:
    if abs(number) >= EXACT:
        return f"{number:.5E}"
    return NumberText(f"{number:.0f}") if float(number).is_integer() else repr(number)
