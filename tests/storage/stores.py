"""Databases under test, without a desk: what is recorded here passed no decider."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from dispatch.domain import events as e
from dispatch.domain.identifiers import Sscc
from dispatch.domain.import_rows import encode_announced, encode_rows
from dispatch.services.ports import Header
from dispatch.storage import migrations
from dispatch.storage.store import DatabaseStore

UAI, ORDER, ADVICE = "0750652B", "ORD-0750652B-1", "AV-1"
HEADER = Header("2027-03-01T11:00:00.000Z", 60, "POSTE-1", "POSTE-1", "", "pack:POSTE-1:1")
GRANTED = 2
SITE = {
    **dict.fromkeys(("address", "contact", "phone", "email", "opening_hours", "instructions"), ""),
    **dict.fromkeys(("member", "dock", "max_height_mm", "max_weight_kg", "latitude", "longitude")),
    "table": "site",
    "uai": UAI,
    "name": "Lycée d’essai",
    "postcode": "75004",
    "city": "Paris",
}
ITEM = {
    **dict.fromkeys(("gtin", "carton_mm", "battery_mwh", "serial_pattern")),
    **dict.fromkeys(("batteries", "cells"), 0),
    "table": "item",
    "reference": "TAB-A",
    "designation": "Tablette d’essai",
    "family": "tablette",
    "per_carton": 10,
    "weight_g": 600,
    "maker": "ACME",
    "serialised": 1,
    "carton_tare_g": 500,
}
ORDERED = [
    {"table": "orders", "code": ORDER, "uai": UAI, "number": 1, "cartons": 0},
    {"table": "order_line", "code": ORDER, "reference": "TAB-A", "granted": GRANTED, "packed": 0, "detail": "{}"},
]
TRIP = {
    **dict.fromkeys(("carrier_address", "carrier_siren", "driver", "dock", "station"), ""),
    **dict.fromkeys(("positions", "payload_kg", "departed")),
    "table": "trip",
    "number": "T1",
    "date": "2027-03-01",
    "carrier": "Transports d’essai",
    "plate": "AA-123-BB",
    "status": "planned",
}


def new_database(folder: Path) -> Path:
    """A new, empty database."""
    path = folder / "station.db"
    migrations.create(path)
    return path


@contextmanager
def opened(path: Path) -> Iterator[DatabaseStore]:
    """The store of a database, closed at the end."""
    with closing(DatabaseStore(path)) as store:
        yield store


@contextmanager
def stocked(folder: Path) -> Iterator[DatabaseStore]:
    """A new store with one lycée that gets two tablets, a trip, and five devices in two received cartons."""
    with opened(new_database(folder)) as store:
        with store.transaction() as transaction:
            sha256 = transaction.put_blob(encode_rows([SITE, ITEM, *ORDERED, TRIP]))
            transaction.record((e.FileImported("sites", sha256, 5),), HEADER)
            rows = [(f"FAB-{n // 3}", f"S-{n}", "ACME", "TAB-A", *[""] * 7) for n in range(5)]
            advice = transaction.put_blob(encode_announced(rows))
            transaction.record((e.AsnAnnounced(ADVICE, advice, 5, 2, 1, 1, 0, 0),), HEADER)
        record(store, *(e.SsccBlockTaken("POSTE-1", extension, "9521234", 0, 99) for extension in (1, 3)))
        record(store, *(e.CartonReceived(n, ADVICE, f"FAB-{n - 1}", 3) for n in (1, 2)))
        yield store


def record(store: DatabaseStore, *events: e.Event, header: Header = HEADER) -> int:
    """Record events in one transaction, whatever they say."""
    with store.transaction() as transaction:
        return transaction.record(events, header)


def head(store: DatabaseStore) -> int:
    """Number of the last journal entry."""
    with store.reading() as reads:
        return reads.head().seq


def carton(number: int) -> str:
    """SSCC of a carton."""
    return str(Sscc.build(1, "9521234", number))


def pallet(number: int) -> str:
    """SSCC of a pallet."""
    return str(Sscc.build(3, "9521234", number))


def open_carton(number: int = 1) -> e.CartonOpened:
    """A carton of the order."""
    return e.CartonOpened(carton(number), ORDER, UAI, number)


def packed(device: int, number: int = 1) -> e.DevicePacked:
    """A device into a carton."""
    return e.DevicePacked(device, f"S-{device - 1}", "TAB-A", ORDER, carton(number), 600)


def closed(number: int = 1, devices: int = 1) -> e.CartonClosed:
    """A carton closed, without a label to wait for."""
    return e.CartonClosed(carton(number), ORDER, UAI, number, devices, 600, 1_100, awaits_label=False)


def dump(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, read by nothing of ours."""
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in names}


HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
connection.execute("COMMIT")
"""
"""Another program that writes for as long as it likes."""


@contextmanager
def held_by_another_process(path: Path) -> Iterator[None]:
    """The database is being written elsewhere."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        yield
        other.communicate("\n")
