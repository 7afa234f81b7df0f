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

PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "cache_size = -32000")
"""The durability and the memory that ours has."""


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
    """SELECT * FROM device d JOIN item i ON i.reference = d.reference JOIN announced_carton c ON c.id = d.carton
    WHERE d.serial = ?""",
    "SELECT * FROM announced_carton WHERE code = ?",
)
WRITES = (
    "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "UPDATE device SET unit = ? WHERE id = ? AND unit IS NULL",
    "UPDATE unit SET devices = devices + ?, weight_g = weight_g + ? WHERE sscc = ?",
    "UPDATE order_line SET packed = packed + ? WHERE code = ? AND reference = ?",
    "UPDATE journal_head SET seq = ?, hash = ?, time = ? WHERE id = 1",
    """INSERT INTO scan_log (time, request, station, operator, scanner, task, raw, reason, args, first_seq)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
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
        counts = ("devices", "cartons", "weight_g", "copies_verified", "set_aside", "reprints")
        row = {"sscc": self._sscc, "kind": "carton", "status": "closed", "uai": "", "code": self._order[0]}
        row |= {"number": number, "station": "BARE", **dict.fromkeys(counts, 0)}
        marks = ", ".join("?" for _ in row)
        self._execute(f"INSERT INTO unit ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))

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
        who = (seq, TIME, 60, "BARE", "BARE", "", TASK, seq)
        run(WRITES[0], (*who, "device-packed", 1, f"device:{device}", PAYLOAD, "0" * 64))
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


# -- importing a despatch advice ------------------------------------------------------------------------------------

ADVICE_COLUMNS = ("avis", "carton", "reference", "serie", "imei", "imei2", "mac", "palette", "lot", "date")
ADVICE_INDEXES = (
    "UNIQUE INDEX a_serial ON advice (serie, reference)",
    "INDEX a_carton ON advice (carton)",
    "INDEX a_imei ON advice (imei) WHERE imei <> ''",
    "INDEX a_imei2 ON advice (imei2) WHERE imei2 <> ''",
    "INDEX a_mac ON advice (mac) WHERE mac <> ''",
)
"""What our table of devices has, on the columns of the file as they are."""
HAS_SHELL = shutil.which("sqlite3") is not None
IMPORT_BASELINE = "sqlite3 .import" if HAS_SHELL else "csv.reader and executemany"


def bare_import(path: Path, file: Path) -> float:
    """Seconds to load a file into a new database at `path`, unread, by SQLite's own shell where it is installed."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"CREATE TABLE advice ({', '.join(f'{name} TEXT' for name in ADVICE_COLUMNS)})")
        for index in ADVICE_INDEXES:
            connection.execute(f"CREATE {index}")
    connection.close()
    start = time.perf_counter()
    (_import_by_shell if HAS_SHELL else _import_by_driver)(path, file)
    return time.perf_counter() - start


def _import_by_shell(path: Path, file: Path) -> None:
    pragmas = "".join(f"PRAGMA {pragma};\n" for pragma in PRAGMAS)
    script = f"{pragmas}.mode csv\n.separator ;\n.import --skip 1 {file} advice\n"
    subprocess.run(["sqlite3", str(path)], input=script.encode(), check=True, capture_output=True)


def _import_by_driver(path: Path, file: Path) -> None:
    connection = connected(path)
    connection.execute("BEGIN")
    with file.open(newline="", encoding="utf-8") as source:
        rows: Any = csv.reader(source, delimiter=";")
        next(rows)
        connection.executemany(f"INSERT INTO advice VALUES ({', '.join('?' for _ in ADVICE_COLUMNS)})", rows)
    connection.execute("COMMIT")
    connection.close()
