"""CSV files: encoding, separator and rows, found without asking; never an exception, always a line to look at.

A file without a single quotation mark, as most are, is cut by columns, sooner than `csv.reader` has its rows.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import accumulate, islice
from typing import NamedTuple

from dispatch.domain.import_report import Problem
from dispatch.exchange.blocks import (
    BLOCK_ROWS,
    MAX_CELL,
    MAX_ROWS,
    Block,
    Table,
    UnreadableFile,
    block_of,
    heading_of,
    is_regular,
    is_sane,
)
from dispatch.exchange.headings import is_known

DELIMITERS = ";,\t"
BLOCK_BYTES = 100_000
WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
"""Byte order marks of encodings that we refuse; that of UTF-32 LE begins like the first."""
GARBLED = re.compile("[A-Za-z][\u201a\u2021\u02c6\u017d][A-Za-z]|\u00c3[^A-Za-z\\s]")
"""Letters that DOS or Mac text, or UTF-8 mixed in, shows when read as cp1252, and that French never does."""


class Source(NamedTuple):
    """The bytes of a file and how to read them."""

    data: bytes
    encoding: str
    delimiter: str
    heading_line: int
    headings: tuple[str, ...]


def read_delimited(data: bytes) -> Table:
    """The table in the bytes of a CSV file. Raises UnreadableFile; broken rows are reported by the blocks."""
    encoding = _encoding(data)
    data = _line_ends(data.removeprefix(codecs.BOM_UTF8))
    if not data or data.isspace():
        raise UnreadableFile("file-empty")
    if data.count(b"\n") > MAX_ROWS:
        raise UnreadableFile("too-many-rows", limit=MAX_ROWS)
    source = max((_source(data, encoding, delimiter) for delimiter in DELIMITERS), key=_recognised)
    if not source.headings:
        raise UnreadableFile("broken-quote", line=1)
    blocks = _quoted_blocks if b'"' in data else _plain_blocks
    return Table(source.headings, source.heading_line, partial(blocks, source))


def _encoding(data: bytes) -> str:
    """UTF-8 or cp1252; anything else is refused at the line where it shows."""
    if data.startswith(WIDE_MARKS):
        raise UnreadableFile("encoding")
    if (nul := data.find(b"\0")) >= 0:
        raise UnreadableFile("nul", line=_line_at(data, nul))
    if data.isascii():
        return "utf-8"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if data.startswith(codecs.BOM_UTF8):
            raise UnreadableFile("encoding", line=_line_at(data, error.start)) from None
        return _checked_cp1252(data)
    return "utf-8"


def _checked_cp1252(data: bytes) -> str:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise UnreadableFile("encoding", line=_line_at(data, error.start)) from None
    if garbled := GARBLED.search(text):
        raise UnreadableFile("encoding", line=_line_at(data, garbled.start()))
    return "cp1252"


def _line_ends(data: bytes) -> bytes:
    """Line ends as LF where some are a lone CR (old Macs); as they are everywhere else."""
    if data.count(b"\r") == data.count(b"\r\n"):
        return data
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _line_at(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1


def _source(data: bytes, encoding: str, delimiter: str) -> Source:
    """The file as this delimiter reads it; without headings where the quotation marks then make no sense."""
    source = Source(data, encoding, delimiter, 0, ())
    reader = csv.reader(_lines(source), delimiter=source.delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            if headings := heading_of(row):
                return source._replace(heading_line=line, headings=headings)
            line = reader.line_num + 1
    except csv.Error:
        pass
    return source


def _recognised(source: Source) -> tuple[int, float, int]:
    """How well a delimiter fits: it makes most headings known, and fewest unknown."""
    known, all_headings = sum(map(is_known, source.headings)), len(source.headings)
    return known, known / max(all_headings, 1), all_headings


def _lines(source: Source) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(source.data), source.encoding, newline="")


def _quoted_blocks(source: Source) -> Iterator[Block]:
    """Rows by the rules of CSV; a quotation mark that is not closed, or stands inside a cell, ends the reading."""
    reader = csv.reader(_lines(source), delimiter=source.delimiter, strict=True)
    start, broken = 1, False
    while not broken:
        rows: list[list[str]] = []
        try:
            rows.extend(islice(reader, BLOCK_ROWS))
        except csv.Error:
            broken = True
        if not rows and not broken:
            return
        lines: Sequence[int] = range(start, start + len(rows) + 1)
        if broken or reader.line_num != lines[-1] - 1:
            lines = [*accumulate((1 + sum(cell.count("\n") for cell in row) for row in rows), initial=start)]
        start = lines[-1]
        yield _quoted_block(source, lines, rows, [Problem(start, "", "", "broken-quote")] if broken else [])


def _quoted_block(source: Source, lines: Sequence[int], rows: Sequence[list[str]], problems: list[Problem]) -> Block:
    below = bisect_right(lines, source.heading_line)
    block = block_of(lines[below:-1], rows[below:], source.headings)
    return block._replace(problems=[*block.problems, *problems])


def _plain_blocks(source: Source) -> Iterator[Block]:
    data, start, line = source.data, 0, 1
    sane = max(map(len, io.BytesIO(data))) <= MAX_CELL
    while start < len(data):
        end = data.find(b"\n", start + BLOCK_BYTES) + 1 or len(data)
        text = data[start:end].decode(source.encoding)
        lines = range(line, line + text.count("\n") + (not text.endswith("\n")))
        yield _plain_block(source, text, lines, sane)
        start, line = end, lines.stop


def _plain_block(source: Source, text: str, lines: range, sane: bool) -> Block:
    """Cut at each delimiter at once, with a marker for each line end: rows are whole where each marker is in place."""
    delimiter, width = source.delimiter, len(source.headings)
    below = max(0, source.heading_line + 1 - lines.start)
    newline = "\r\n" if "\r\n" in text else "\n"
    cells = text.removesuffix(newline).replace(newline, f"{delimiter}\n{delimiter}").split(delimiter)
    cells.append("\n")
    if len(cells) == len(lines) * (width + 1) and cells[width :: width + 1].count("\n") == len(lines) > below:
        columns = [cells[place :: width + 1][below:] for place in range(width)]
        if is_regular(columns, width) and (sane or is_sane(columns)):
            return Block(lines[below:], columns)
    rows = [row.split(delimiter) for row in text.replace("\r\n", "\n").removesuffix("\n").split("\n")]
    return block_of(lines[below:], rows[below:], source.headings)
