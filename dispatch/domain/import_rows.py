"""Canonical rows of an import: the bytes whose SHA-256 the journal names, and that replay reads again.

Announced devices are tab-separated lines sorted by carton and serial (200,000 of them must be quick); everything else
is one canonical JSON array of the rows as the tables hold them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

ANNOUNCED = (
    "carton",
    "serial",
    "maker",
    "reference",
    "imei",
    "imei2",
    "mac",
    "lot",
    "reserved_for",
    "pallet",
    "ship_date",
)
"""What a row of an announced device holds, in this order: texts without tabs or line ends, empty where missing."""


def encode_announced(rows: Iterable[tuple[str, ...]]) -> bytes:
    """Canonical bytes of one advice; the order of `rows` does not matter, each is in that of `ANNOUNCED`."""
    return "\n".join(map("\t".join, sorted(rows))).encode()


def decode_announced(data: bytes) -> Iterator[tuple[str, list[Sequence[str]]]]:
    """Cartons in canonical order, each with its rows in the order of `ANNOUNCED`."""
    lines = (line.split("\t") for line in data.decode().split("\n"))
    for carton, rows in groupby(lines, key=itemgetter(0)):
        yield carton, list(rows)


def encode_rows(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Canonical JSON of ordinary rows."""
    return json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def decode_rows(data: bytes) -> list[dict[str, Any]]:
    """The rows of `encode_rows`."""
    rows: list[dict[str, Any]] = json.loads(data)
    return rows
