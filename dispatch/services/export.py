"""Exports: the journal as JSON lines, for other programs and for the archive."""

from __future__ import annotations

import json
from collections.abc import Iterator

from dispatch.services.ports import Reads

_COLUMNS = "seq, time, utc_offset, station, operator, approver, task, batch, type, version, subject, payload, hash"
_STEP = 5_000


def journal_lines(reads: Reads) -> Iterator[str]:
    """One JSON object per entry, in order; the payload as an object."""
    names = _COLUMNS.split(", ")
    last = 0
    while rows := reads.query(f"SELECT {_COLUMNS} FROM journal WHERE seq > ? ORDER BY seq LIMIT {_STEP}", last):
        for row in rows:
            entry = dict(zip(names, row, strict=True))
            entry["payload"] = json.loads(entry["payload"])
            yield json.dumps(entry, ensure_ascii=False)
        last = rows[-1][0]
