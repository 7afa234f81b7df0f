"""Exports: the journal as JSON lines, and the page that reads the serial codes of a delivery at its lycée."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from dispatch.domain.errors import EnvironmentProblem
from dispatch.services.messages import Messages
from dispatch.services.ports import Reads

JOURNAL, LYCEE_PAGE = "journal", "lycee-page"
KINDS = (JOURNAL, LYCEE_PAGE)
PAGE = Path(__file__).resolve().parents[2] / "resources" / "lycee" / "numeros-de-serie.html"
"""One file that needs no network; the sheet of serial codes calls it by this name."""

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


def exported(kind: str, reads: Reads) -> Iterator[bytes]:
    """What a file of one of `KINDS` holds, piece by piece."""
    if kind == LYCEE_PAGE:
        yield PAGE.read_bytes()
    else:
        yield from (f"{line}\n".encode() for line in journal_lines(reads))


def write_whole(target: Path, pieces: Iterable[bytes], messages: Messages) -> None:
    """Write a file so that it is on the disk, whole or not at all.

    Raises:
        EnvironmentProblem: it cannot be written; says which and why.
    """
    partial = target.with_name(target.name + ".part")
    try:
        with partial.open("wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
    except OSError as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        detail = error.strerror or str(error)
        raise EnvironmentProblem(messages.text("error.unwritable", file=str(target), detail=detail)) from error
