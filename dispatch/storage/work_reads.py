"""Reads of the work at hand: orders, sites, trips, numbers, papers. Used when a task is opened or read again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dispatch.domain.catalogue import TradeItem
from dispatch.domain.operators import Operator, Role
from dispatch.domain.orders import OrderLine
from dispatch.domain.sites import BEYOND_ROAD, Site
from dispatch.domain.trips import Stop, Trip
from dispatch.services.ports import BlockRow, DocumentRow, OrderRow, TaskRow, TripRow
from dispatch.storage.reads import ScanReads, item_of

_ITEM_COLUMNS = (
    "reference, designation, family, per_carton, weight_g, gtin, maker, serialised, carton_tare_g, carton_mm, "
    "batteries, cells, battery_mwh, serial_pattern"
)
_SITE_COLUMNS = (
    "uai, name, postcode, city, address, contact, phone, email, member, dock, max_height_mm, max_weight_kg, "
    "opening_hours, instructions, latitude, longitude"
)
_DOCUMENT_COLUMNS = "kind, number, version, status, trip, uai, sha256, rendered, issued, reprints"


def _flag(value: Any) -> bool | None:
    return None if value is None else bool(value)


class DatabaseReads(ScanReads):
    """All reads, on one DB-API cursor."""

    def item(self, reference: str) -> TradeItem | None:
        """One trade item."""
        row = self.one(f"SELECT {_ITEM_COLUMNS} FROM item WHERE reference = ?", reference)
        return item_of(row) if row else None

    def items(self) -> Mapping[str, TradeItem]:
        """All trade items by reference."""
        return {row[0]: item_of(row) for row in self.query(f"SELECT {_ITEM_COLUMNS} FROM item ORDER BY reference")}

    def site(self, uai: str) -> Site | None:
        """One site."""
        row = self.one(f"SELECT {_SITE_COLUMNS} FROM site WHERE uai = ?", uai)
        if row is None:
            return None
        values = [*row]
        values[8:10] = _flag(row[8]), _flag(row[9])
        return Site(*values)

    def order(self, code: str) -> OrderRow | None:
        """One order with its lines."""
        head = self.one(
            "SELECT o.code, o.uai, s.name || ' (' || s.city || ')', o.cartons, "
            "(SELECT COUNT(*) FROM unit u WHERE u.code = o.code AND u.kind = 'carton' "
            "AND u.status IN ('awaiting-label', 'awaiting-weight')) "
            "FROM orders o JOIN site s ON s.uai = o.uai WHERE o.code = ?",
            code,
        )
        if head is None:
            return None
        sql = "SELECT code, reference, granted, packed, detail FROM order_line WHERE code = ? ORDER BY reference"
        lines = tuple(OrderLine(*row) for row in self.query(sql, code))
        return OrderRow._make((*head[:4], lines, head[4]))

    def next_order(self, station: str, current: str) -> str | None:
        """The order to pack next: planned trips first, then by code; not one open at another station.

        Nor one for a place that no truck alone reaches, which packing would refuse.
        """
        value: str | None = self.value(
            "SELECT o.code FROM orders o LEFT JOIN trip_stop p ON p.uai = o.uai "
            "LEFT JOIN trip t ON t.number = p.trip AND t.status <> 'departed' "
            "WHERE o.code <> ? AND EXISTS (SELECT 1 FROM order_line l WHERE l.code = o.code AND l.packed < l.granted) "
            "AND NOT EXISTS (SELECT 1 FROM task k WHERE k.kind = 'pack' AND k.ref = o.code AND k.station <> ?) "
            "AND NOT EXISTS (SELECT 1 FROM site s WHERE s.uai = o.uai AND substr(s.postcode, 1, 2) IN (?, ?, ?)) "
            "ORDER BY CASE WHEN t.number IS NULL THEN 1 ELSE 0 END, t.date, t.number, p.number DESC, o.code LIMIT 1",
            current,
            station,
            *BEYOND_ROAD,
        )
        return value

    def next_site(self) -> tuple[str, str, int] | None:
        """UAI, name and number of the site with most closed cartons on no pallet."""
        row = self.one(
            "SELECT u.uai, s.name || ' (' || s.city || ')', COUNT(*) FROM unit u JOIN site s ON s.uai = u.uai "
            "WHERE u.kind = 'carton' AND u.status = 'closed' AND u.pallet IS NULL GROUP BY u.uai, s.name, s.city "
            "ORDER BY COUNT(*) DESC, u.uai LIMIT 1"
        )
        return (row[0], row[1], row[2]) if row else None

    # -- trips

    def trip(self, number: str) -> TripRow | None:
        """One trip with its stops."""
        row = self.one(
            "SELECT number, date, carrier, plate, carrier_address, carrier_siren, driver, dock, positions, payload_kg, "
            "status, station, departed FROM trip WHERE number = ?",
            number,
        )
        if row is None:
            return None
        columns = "number, uai, order_number, hour, declared_value_cents"
        found = self.query(f"SELECT {columns} FROM trip_stop WHERE trip = ? ORDER BY number", number)
        stops = tuple(Stop(*stop) for stop in found)
        values = [*row[:4], stops, *row[4:10]]
        return TripRow(Trip(*values), *row[10:])

    def trip_at(self, dock: str) -> str | None:
        """Number of the trip that is loaded at a dock: the first one that has not departed."""
        value: str | None = self.value(
            "SELECT number FROM trip WHERE dock = ? AND status <> 'departed' ORDER BY date, number LIMIT 1", dock
        )
        return value

    def planned_trip(self, uai: str) -> str | None:
        """Number of a trip not yet departed that stops at a site."""
        value: str | None = self.value(
            "SELECT t.number FROM trip_stop p JOIN trip t ON t.number = p.trip "
            "WHERE p.uai = ? AND t.status <> 'departed' ORDER BY t.date, t.number LIMIT 1",
            uai,
        )
        return value

    def seals(self, trip: str) -> tuple[str, ...]:
        """Seals on a truck."""
        return tuple(row[0] for row in self.query("SELECT seal FROM seal WHERE trip = ? ORDER BY seal", trip))

    def seal_trip(self, seal: str) -> str | None:
        """The trip whose truck carries a seal."""
        value: str | None = self.value("SELECT trip FROM seal WHERE seal = ?", seal)
        return value

    # -- people, tasks, numbers

    def operator(self, badge: str) -> Operator | None:
        """One operator."""
        row = self.one("SELECT badge, name, roles FROM operator WHERE badge = ?", badge)
        return Operator(row[0], row[1], tuple(Role(role) for role in row[2].split())) if row else None

    def has_operators(self) -> bool:
        """Is anybody registered?"""
        return self.one("SELECT 1 FROM operator LIMIT 1") is not None

    def task(self, station: str, kind: str) -> TaskRow | None:
        """The last task of one kind at one station."""
        row = self.one("SELECT ref, opened FROM task WHERE station = ? AND kind = ?", station, kind)
        return TaskRow(*row) if row else None

    def block(self, station: str, extension: int) -> BlockRow | None:
        """The SSCC block a station draws from."""
        sql = "SELECT prefix, next, last FROM sscc_block WHERE station = ? AND extension = ?"
        row = self.one(sql, station, extension)
        return BlockRow(*row) if row else None

    def series_last(self, series: str, year: int) -> int:
        """The last number of a document series, 0 at the beginning of a year."""
        return self.value("SELECT last FROM document_series WHERE series = ? AND year = ?", series, year) or 0

    def documents(self, column: str, value: str) -> list[DocumentRow]:
        """Issued papers by `trip`, `number` or `uai`, oldest first."""
        assert column in ("trip", "number", "uai")
        sql = f"SELECT {_DOCUMENT_COLUMNS} FROM document WHERE {column} = ? ORDER BY issued, kind, number, version"
        return [DocumentRow(*row) for row in self.query(sql, value)]

    # -- printers

    def chosen_printer(self, role: str) -> str:
        """The printer that a card chose for a role; empty where none ever did."""
        return self.value("SELECT printer FROM printer_choice WHERE role = ?", role) or ""

    def queued_jobs(self, role: str) -> int:
        """How many print jobs wait for a printer of a role."""
        count: int = self.value("SELECT COUNT(*) FROM print_job WHERE state = 'queued' AND role = ?", role)
        return count
