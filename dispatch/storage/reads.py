"""Reads of the scan path: what a code means. Each is one indexed statement."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from dispatch.domain.catalogue import Family, TradeItem
from dispatch.services.ports import CartonRow, DeviceRow, Entry, Head, UnitRow
from dispatch.storage.journal import COLUMNS, entry_of

_ITEM = (
    "i.reference, i.designation, i.family, i.per_carton, i.weight_g, i.gtin, i.maker, i.serialised, i.carton_tare_g, "
    "i.carton_mm, i.batteries, i.cells, i.battery_mwh, i.serial_pattern"
)
_CARTON = "c.id, c.asn, c.code, c.devices, c.received, c.opened, c.unit"
_UNIT = (
    "u.sscc, u.kind, u.status, u.uai, u.code, u.number, u.station, u.devices, u.cartons, u.weight_g, "
    "u.expected_g, u.tolerance_g, u.copies_verified, u.set_aside, u.reprints, "
    "u.sealed_carton, u.pallet, u.trip, u.stop, u.position, u.successor, u.shipment, u.label_shipment, "
    "s.name || ' (' || s.city || ')', t.departed"
)
_UNIT_JOINS = (
    "LEFT JOIN site s ON s.uai = u.uai LEFT JOIN unit p ON p.sscc = u.pallet "
    "LEFT JOIN trip t ON t.number = COALESCE(u.trip, p.trip)"
)
_DEVICE = (
    f"SELECT d.id, d.serial, d.maker, d.reserved_for, d.unit, {_ITEM}, {_CARTON} FROM device d "
    "JOIN item i ON i.reference = d.reference JOIN announced_carton c ON c.id = d.carton"
)
_ITEM_END = 5 + 14
_UNIT_COLUMNS = ("code", "uai", "pallet", "trip", "station")


@lru_cache(maxsize=256)
def item_of(row: tuple[Any, ...]) -> TradeItem:
    """A trade item from its columns."""
    values = [*row]
    values[2], values[7] = Family(row[2]), bool(row[7])
    return TradeItem(*values)


class ScanReads:
    """Looks codes up on one DB-API cursor; rows come back as the ports' tuples."""

    def __init__(self, cursor: Any, mark: str = "?") -> None:
        self._cursor = cursor
        self._mark = mark
        self._head: Head | None = None

    def query(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Rows of a query, `?` for parameters."""
        statement = sql if self._mark == "?" else sql.replace("?", self._mark)
        self._cursor.execute(statement, parameters)
        rows: list[tuple[Any, ...]] = self._cursor.fetchall()
        return rows

    def one(self, sql: str, *parameters: Any) -> tuple[Any, ...] | None:
        """The first row, if any."""
        rows = self.query(sql, *parameters)
        return rows[0] if rows else None

    def value(self, sql: str, *parameters: Any) -> Any:
        """The first column of the first row, or None."""
        row = self.one(sql, *parameters)
        return row[0] if row else None

    def head(self) -> Head:
        """The end of the journal; read once, for these reads see one state of the tables."""
        if self._head is None:
            row = self.one("SELECT seq, hash, time FROM journal_head WHERE id = 1")
            assert row is not None, "a database without a journal head"
            self._head = Head(*row)
        return self._head

    def moved_on(self, head: Head) -> None:
        """The same transaction appended to the journal."""
        self._head = head

    # -- devices and announced cartons

    def devices_by_serial(self, serial: str) -> list[DeviceRow]:
        """Devices of any maker with that serial."""
        return self._devices("d.serial = ?", serial)

    def devices_by_secondary(self, column: str, value: str) -> list[DeviceRow]:
        """Devices by `imei` (either of two) or `mac`."""
        columns = {"imei": ("imei", "imei2"), "mac": ("mac",)}[column]
        return list({d.id: d for name in columns for d in self._devices(f"d.{name} = ?", value)}.values())

    def device(self, number: int) -> DeviceRow | None:
        """One device by its running number."""
        return next(iter(self._devices("d.id = ?", number)), None)

    def devices_in(self, sscc: str) -> list[DeviceRow]:
        """Devices of one carton, by serial."""
        return self._devices("d.unit = ? ORDER BY d.serial", sscc)

    def _devices(self, condition: str, value: str | int) -> list[DeviceRow]:
        """Devices with their units, which are read only where there are any."""
        rows = self.query(f"{_DEVICE} WHERE {condition}", value)
        units = {sscc: self.unit(sscc) for sscc in {row[4] for row in rows} if sscc is not None}
        return [
            DeviceRow._make((*row[:4], item_of(row[5:_ITEM_END]), CartonRow(*row[_ITEM_END:]), units.get(row[4])))
            for row in rows
        ]

    def cartons_by_code(self, code: str) -> list[CartonRow]:
        """Announced cartons with that code, of any advice."""
        return [CartonRow(*r) for r in self.query(f"SELECT {_CARTON} FROM announced_carton c WHERE c.code = ?", code)]

    def carton(self, number: int) -> CartonRow | None:
        """One announced carton."""
        row = self.one(f"SELECT {_CARTON} FROM announced_carton c WHERE c.id = ?", number)
        return CartonRow(*row) if row else None

    def carton_contents(self, number: int) -> tuple[tuple[tuple[str, int], ...], int, tuple[str, ...]]:
        """Devices per reference, how many are packed, and the UAIs they are reserved for."""
        counts = self.query(
            "SELECT reference, COUNT(*), COUNT(unit) FROM device WHERE carton = ? "
            "GROUP BY reference ORDER BY reference",
            number,
        )
        reserved = self.query(
            "SELECT DISTINCT reserved_for FROM device WHERE carton = ? AND reserved_for IS NOT NULL ORDER BY 1", number
        )
        return tuple((r[0], r[1]) for r in counts), sum(r[2] for r in counts), tuple(r[0] for r in reserved)

    def asn_progress(self, asn: str) -> tuple[tuple[int, int], tuple[int, int]]:
        """(received, announced) cartons and devices of one advice; reads all its cartons."""
        row = self.one(
            "SELECT SUM(c.received), COUNT(*), SUM(c.received * c.devices), SUM(c.devices) "
            "FROM asn a JOIN announced_carton c ON c.id BETWEEN a.first_carton AND a.first_carton + a.cartons - 1 "
            "WHERE a.asn = ?",
            asn,
        )
        received, cartons, devices, total = ((value or 0) for value in (row or (0, 0, 0, 0)))
        return (received, cartons), (devices, total)

    # -- logistic units

    def unit(self, sscc: str) -> UnitRow | None:
        """One logistic unit of ours."""
        row = self.one(f"SELECT {_UNIT} FROM unit u {_UNIT_JOINS} WHERE u.sscc = ?", sscc)
        return UnitRow(*row) if row else None

    def units(self, column: str, value: str, kind: str) -> list[UnitRow]:
        """Units of one kind by `code`, `uai`, `pallet`, `trip` or `station`, in order of running number."""
        assert column in _UNIT_COLUMNS
        sql = f"SELECT {_UNIT} FROM unit u {_UNIT_JOINS} WHERE u.{column} = ? AND u.kind = ? ORDER BY u.number, u.sscc"
        return [UnitRow(*row) for row in self.query(sql, value, kind)]

    def unit_contents(self, sscc: str) -> tuple[tuple[str, int], ...]:
        """Devices per reference in one carton."""
        sql = "SELECT reference, COUNT(*) FROM device WHERE unit = ? GROUP BY reference ORDER BY reference"
        return tuple((r[0], r[1]) for r in self.query(sql, sscc))

    # -- the journal and its blobs

    def entries(self, column: str, value: str) -> list[Entry]:
        """Journal entries by `subject` or `task`, in order."""
        assert column in ("subject", "task")
        sql = f"SELECT {COLUMNS} FROM journal WHERE {column} = ? ORDER BY seq"
        return [entry_of(row) for row in self.query(sql, value)]

    def task_entries(self, task: str) -> Iterator[Entry]:
        """Journal entries of a task, last one first, read as they are wanted."""
        sql = f"SELECT {COLUMNS} FROM journal WHERE task = ? AND seq < ? ORDER BY seq DESC LIMIT 32"
        before = self.head().seq + 1
        while rows := self.query(sql, task, before):
            yield from map(entry_of, rows)
            before = rows[-1][0]

    def blob(self, sha256: str) -> bytes:
        """Uncompressed bytes of a blob."""
        return zlib.decompress(self.value("SELECT data FROM blob WHERE sha256 = ?", sha256))
