"""Reading a file of rows: CSV or XLSX, told apart by content and never by name."""

from __future__ import annotations

from pathlib import Path

from dispatch.exchange.blocks import MAX_BYTES, Table, UnreadableFile, unreadable
from dispatch.exchange.delimited import read_delimited

ZIP_MARK = b"PK\x03\x04"
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Excel before 2007, and every workbook with a password."""


def read_table(path: Path) -> Table:
    """The table in a CSV file or on the first sheet of an XLSX workbook.

    Never raises for a bad file: what cannot be read at all is a table without headings whose `problems` say why,
    so that every import ends in the same report.
    """
    try:
        return _table_of(_content(path))
    except UnreadableFile as error:
        return unreadable(error.problem)


def _content(path: Path) -> bytes:
    try:
        if not path.exists():
            raise UnreadableFile("file-missing")
        if not path.is_file():
            raise UnreadableFile("not-a-file")
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableFile("file-too-large", limit=MAX_BYTES // 1_000_000)
        return path.read_bytes()
    except OSError:
        raise UnreadableFile("file-unreadable") from None


def _table_of(data: bytes) -> Table:
    if data.startswith(OLE_MARK):
        raise UnreadableFile("workbook-old")
    if data.startswith(ZIP_MARK):
        from dispatch.exchange.workbook import read_workbook

        return read_workbook(data)
    return read_delimited(data)
