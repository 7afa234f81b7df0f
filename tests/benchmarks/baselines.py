"""The limits that ours is measured against: the same work by the barest means, on copies of the same homes."""

from __future__ import annotations

import csv
import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON")
"""The durability that ours has."""


def connected(path: Path) -> sqlite3.Connection:
    """A bare connection, in driver autocommit."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def fsync_seconds(folder: Path, size: int = 4096) -> float:
    """How long the disk takes for one appended page, fsynced."""
    with (folder / "fsync").open("ab", buffering=0) as sink:
        start = time.perf_counter()
        sink.write(bytes(size))
        os.fsync(sink.fileno())
        return time.perf_counter() - start


# -- packing one device ---------------------------------------------------------------------------------------------

READS = (
    "SELECT * FROM scan_log WHERE request = ?",
    "SELECT seq, hash, time FROM journal_head WHERE id = 1",
    "SELECT * FROM device d JOIN item i ON i.reference = d.reference JOIN announced_carton c ON c.id = d.carton "
    "LEFT JOIN unit u ON u.sscc = d.unit WHERE d.serial = ?",
    "SELECT * FROM announced_carton WHERE code = ?",
)
WRITES = (
    "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "UPDATE device SET unit = ? WHERE id = ? AND unit IS NULL",
    "UPDATE unit SET devices = devices + ?, weight_g = weight_g + ? WHERE sscc = ?",
    "UPDATE order_line SET packed = packed + ? WHERE code = ? AND reference = ?",
    "UPDATE journal_head SET seq = ?, hash = ?, time = ? WHERE id = 1",
    "INSERT INTO scan_log (time, request, station, operator, scanner, task, raw, reason, args, first_seq) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
)
TIME = "2027-03-01T08:00:00.000Z"
TASK = "pack:SAMPLE-1:12345"
PAYLOAD = (
    '{"device":123456,"order":"ORD-0750652B-1","reference":"SAMPLE-TAB","serial":"R000000001",'
    '"sscc":"195200000000000017","weight_g":500}'
)
ARGS = '{"done": 1, "number": 1, "of": 20, "serial": "R000000001", "sscc": "195200000000000017"}'


class BarePacking:
    """Packs devices in one bare transaction each: the reads and writes of ours, nothing hashed, encoded or decided."""

    def __init__(self, path: Path) -> None:
        self._connection = connected(path)
        self._execute: Callable[..., sqlite3.Cursor] = self._connection.cursor().execute
        self._order = self._execute("SELECT code, reference FROM order_line LIMIT 1").fetchone()
        self._execute("UPDATE order_line SET granted = 1000000 WHERE code = ? AND reference = ?", self._order)
        self._sscc = ""

    def open_carton(self, number: int) -> None:
        """Go on with another carton."""
        self._sscc = f"1952{number:014d}"
        columns = "sscc, kind, status, uai, code, number, station, devices, cartons, weight_g, copies_verified, set_aside, reprints"
        row = (self._sscc, "carton", "closed", "", self._order[0], number, "BARE", 0, 0, 0, 0, 0, 0)
        self._execute(f"INSERT INTO unit ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def pack(self, serial: str) -> float:
        """Seconds until one device is committed."""
        start = time.perf_counter()
        request = os.urandom(16).hex()
        run = self._execute
        run("BEGIN IMMEDIATE")
        run(READS[0], (request,)).fetchall()
        seq = run(READS[1]).fetchall()[0][0] + 1
        device = run(READS[2], (serial,)).fetchall()[0][0]
        run(READS[3], (serial,)).fetchall()
        run(WRITES[0], (seq, TIME, 60, "BARE", "BARE", "", TASK, seq, "device-packed", 1, f"device:{device}", PAYLOAD, "0" * 64))
        run(WRITES[1], (self._sscc, device))
        run(WRITES[2], (1, 500, self._sscc))
        run(WRITES[3], (1, *self._order))
        run(WRITES[4], (seq, "0" * 64, TIME))
        run(WRITES[5], (TIME, request, "BARE", "", "console", "pack", serial, "device-packed", ARGS, seq))
        run("COMMIT")
        return time.perf_counter() - start

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()
