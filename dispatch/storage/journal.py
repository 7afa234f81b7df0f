"""The journal: append-only, one hash chain per database.

An entry's hash is SHA-256 over the previous hash and every stored column, joined by the unit separator (0x1F).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import Any

from dispatch.domain.events import Event
from dispatch.services.ports import Entry, Head, Header
from dispatch.storage.codec import event_of, payload_of
from dispatch.storage.operations import Cursor, Writer
from dispatch.storage.projection import Blobs, Recorded, project

GENESIS = "0" * 64
"""Hash before the first entry."""
COLUMNS = "seq, time, utc_offset, station, operator, approver, task, batch, type, version, subject, payload, hash"


def entry_hash(previous: str, columns: Sequence[Any]) -> str:
    """Hash of one entry from the previous hash and its stored columns (without its own hash)."""
    seq, time, offset, station, operator, approver, task, batch, kind, version, subject, payload = columns
    text = (
        f"{previous}\x1f{seq}\x1f{time}\x1f{offset}\x1f{station}\x1f{operator}\x1f{approver}\x1f{task}\x1f{batch}"
        f"\x1f{kind}\x1f{version}\x1f{subject}\x1f{payload}"
    )
    return sha256(text.encode()).hexdigest()


def append(cursor: Cursor, head: Head, events: Sequence[Event], header: Header, blobs: Blobs, mark: str) -> Head:
    """Append events after `head` and carry out their projections; returns the new head."""
    writer = Writer(cursor, mark)
    seq, previous = head.seq, head.hash
    insert = _insert(mark)
    for event in events:
        seq += 1
        columns = (
            seq,
            *header,
            head.seq + 1,
            event.TYPE,
            event.VERSION,
            event.subject,
            payload_of(event),
        )
        previous = entry_hash(previous, columns)
        cursor.execute(insert, (*columns, previous))
        for operation in project(Recorded(seq, header.time, header.station, event), blobs):
            writer.run(operation)
    cursor.execute(
        f"UPDATE journal_head SET seq = {mark}, hash = {mark}, time = {mark} WHERE id = 1", (seq, previous, header.time)
    )
    return Head(seq, previous, header.time)


def _insert(mark: str) -> str:
    return f"INSERT INTO journal ({COLUMNS}) VALUES ({', '.join([mark] * 13)})"


def entry_of(row: Sequence[Any]) -> Entry:
    """An entry from its stored columns."""
    return Entry._make((row[0], Header(*row[1:7]), *row[7:13], event_of(row[8], row[9], row[11])))


def walk(rows: Iterator[Sequence[Any]], broken: Callable[[int, str], None]) -> Iterator[Entry]:
    """Entries in order, each checked against the chain; `broken(seq, what)` hears of each that does not hold."""
    previous, expected = GENESIS, 1
    for row in rows:
        seq, stored = row[0], row[12]
        if seq != expected:
            broken(expected, f"entry missing before {seq}")
        if entry_hash(previous, row[:12]) != stored:
            broken(seq, "hash does not match")
        previous, expected = stored, seq + 1
        try:
            yield entry_of(row)
        except (KeyError, TypeError, ValueError) as error:
            broken(seq, f"payload is not readable: {error}")
