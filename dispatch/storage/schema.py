"""The tables, in three kinds marked in `Table.info["kind"]`.

`projection`: shadow of the journal, rebuilt and compared by `verify`. `log`: append-only, not replayed.
`head`: the journal itself and its head. Invariants of the domain stand here as constraints (marked with their rule).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData()


def _table(name: str, kind: str, *items: Any, without_rowid: bool = False) -> Table:
    return Table(name, metadata, *items, info={"kind": kind}, sqlite_with_rowid=not without_rowid)


def _text(name: str, **options: Any) -> Column[str]:
    return Column(name, Text, nullable=False, **options)


def _number(name: str, **options: Any) -> Column[int]:
    return Column(name, Integer, nullable=False, **options)


def _maybe_text(name: str) -> Column[str]:
    return Column(name, Text)


def _maybe_number(name: str) -> Column[int]:
    return Column(name, Integer)


def _index_where(condition: str, name: str, *columns: str, unique: bool = False) -> Index:
    """An index of those rows only that meet a condition."""
    where = text(condition)
    return Index(name, *columns, unique=unique, sqlite_where=where, postgresql_where=where)


# -- the journal ----------------------------------------------------------------------------------------------------

journal = _table(
    "journal",
    "head",
    Column("seq", Integer, primary_key=True, autoincrement=False),
    _text("time"),
    _number("utc_offset"),
    _text("station"),
    _text("operator"),
    _text("approver"),
    _text("task"),
    _number("batch"),
    _text("type"),
    _number("version"),
    _text("subject"),
    _text("payload"),
    _text("hash"),
    Index("journal_subject", "subject"),
    Index("journal_task", "task"),
)
"""Append-only; `batch` is the seq of the first event of the same transaction, `hash` chains over all columns."""

journal_head = _table(
    "journal_head", "head", Column("id", Integer, primary_key=True), _number("seq"), _text("hash"), _text("time")
)

blob = _table("blob", "log", Column("sha256", Text, primary_key=True), Column("data", LargeBinary, nullable=False))
"""Immutable bytes named by the SHA-256 of their uncompressed form: import rows, frozen papers, rendered papers."""

# -- master data ----------------------------------------------------------------------------------------------------

site = _table(
    "site",
    "projection",
    Column("uai", Text, primary_key=True),
    _text("name"),
    _text("postcode"),
    _text("city"),
    _text("address"),
    _text("contact"),
    _text("phone"),
    _text("email"),
    _maybe_number("member"),
    _maybe_number("dock"),
    _maybe_number("max_height_mm"),
    _maybe_number("max_weight_kg"),
    _text("opening_hours"),
    _text("instructions"),
    _maybe_text("latitude"),
    _maybe_text("longitude"),
)

item = _table(
    "item",
    "projection",
    Column("reference", Text, primary_key=True),
    _text("designation"),
    _text("family"),
    _number("per_carton"),
    _number("weight_g"),
    Column("gtin", Text, unique=True),
    _text("maker"),
    _number("serialised"),
    _number("carton_tare_g"),
    _maybe_text("carton_mm"),
    _number("batteries"),
    _number("cells"),
    _maybe_number("battery_mwh"),
    _maybe_text("serial_pattern"),
)

operator = _table("operator", "projection", Column("badge", Text, primary_key=True), _text("name"), _text("roles"))

orders = _table(
    "orders",
    "projection",
    Column("code", Text, primary_key=True),
    _text("uai"),
    _number("number"),
    _number("cartons"),
    Index("orders_uai", "uai"),
)
"""One order of a lycée; `cartons` is the last carton number drawn in it."""

order_line = _table(
    "order_line",
    "projection",
    Column("code", Text, ForeignKey("orders.code"), primary_key=True),
    Column("reference", Text, ForeignKey("item.reference"), primary_key=True),
    _number("granted"),
    _number("packed"),
    _text("detail"),
    CheckConstraint("packed >= 0 AND packed <= granted", name="packed_within_granted"),
    without_rowid=True,
)
"""E-CMD-01: never more packed than granted."""

# -- announced goods ------------------------------------------------------------------------------------------------

asn = _table(
    "asn",
    "projection",
    Column("asn", Text, primary_key=True),
    _text("sha256"),
    _number("rows"),
    _number("first_carton"),
    _number("cartons"),
    _text("announced"),
)

announced_carton = _table(
    "announced_carton",
    "projection",
    Column("id", Integer, primary_key=True, autoincrement=False),
    _text("asn"),
    _text("code"),
    _number("devices"),
    _number("received"),
    _number("opened"),
    _maybe_text("unit"),
    UniqueConstraint("code", "asn", name="announced_carton_code"),
)
"""A maker's carton; `received`, `opened` are 0 or 1; `unit` is the SSCC it became when assigned whole."""

device = _table(
    "device",
    "projection",
    Column("id", Integer, primary_key=True, autoincrement=False),
    _text("serial"),
    _text("maker"),
    _text("reference"),
    _number("carton"),
    _maybe_text("imei"),
    _maybe_text("imei2"),
    _maybe_text("mac"),
    _text("lot"),
    _maybe_text("reserved_for"),
    _maybe_text("unit"),
    Index("device_serial", "serial", "maker", unique=True),
    Index("device_carton", "carton"),
    _index_where("unit IS NOT NULL", "device_unit", "unit"),
    _index_where("imei IS NOT NULL", "device_imei", "imei"),
    _index_where("imei2 IS NOT NULL", "device_imei2", "imei2"),
    _index_where("mac IS NOT NULL", "device_mac", "mac"),
)
"""E-SER-13: a device names at most one unit, so it cannot be in two."""

# -- logistic units -------------------------------------------------------------------------------------------------

unit = _table(
    "unit",
    "projection",
    Column("sscc", Text, primary_key=True),
    _text("kind"),
    _text("status"),
    _text("uai"),
    _text("code"),
    _number("number"),
    _text("station"),
    _number("devices"),
    _number("cartons"),
    _number("weight_g"),
    _number("copies_verified"),
    _number("set_aside"),
    _number("reprints"),
    _maybe_number("sealed_carton"),
    _maybe_text("pallet"),
    _maybe_text("trip"),
    _maybe_number("stop"),
    _maybe_number("position"),
    _maybe_text("successor"),
    Index("unit_code", "code"),
    Index("unit_uai", "uai"),
    _index_where("pallet IS NOT NULL", "unit_pallet", "pallet"),
    _index_where("trip IS NOT NULL", "unit_trip", "trip"),
    _index_where("status = 'open'", "unit_one_open", "station", "kind", unique=True),
    CheckConstraint("kind IN ('carton', 'pallet')", name="unit_kind"),
    CheckConstraint("status IN ('open', 'awaiting-label', 'closed', 'void')", name="unit_status"),
    CheckConstraint("pallet IS NULL OR (kind = 'carton' AND status = 'closed')", name="unit_pallet_of_closed_carton"),
    CheckConstraint("trip IS NULL OR (kind = 'pallet' AND status = 'closed')", name="unit_trip_of_closed_pallet"),
)
"""Cartons and pallets, once and for ever by SSCC; voided ones stay. `code` is the order ('' for a mixed pallet).

E-COL-02: one open carton and one open pallet per station. E-PAL-03: one pallet per carton. E-PAL-02: only closed ones.
"""

# -- trips ----------------------------------------------------------------------------------------------------------

trip = _table(
    "trip",
    "projection",
    Column("number", Text, primary_key=True),
    _text("date"),
    _text("carrier"),
    _text("carrier_address"),
    _text("carrier_siren"),
    _text("plate"),
    _text("driver"),
    _text("dock"),
    _maybe_number("positions"),
    _maybe_number("payload_kg"),
    _text("status"),
    _text("station"),
    _maybe_text("departed"),
    CheckConstraint("status IN ('planned', 'loading', 'departed')", name="trip_status"),
)

trip_stop = _table(
    "trip_stop",
    "projection",
    Column("trip", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    _text("uai"),
    _maybe_number("order_number"),
    _text("hour"),
    Index("trip_stop_uai", "uai"),
    without_rowid=True,
)

seal = _table("seal", "projection", Column("seal", Text, primary_key=True), _text("trip"), without_rowid=True)
"""E-CHG-08: a seal number is used once."""

# -- numbers, tasks, papers -----------------------------------------------------------------------------------------

sscc_block = _table(
    "sscc_block",
    "projection",
    Column("station", Text, primary_key=True),
    Column("extension", Integer, primary_key=True),
    _text("prefix"),
    _number("next"),
    _number("last"),
    without_rowid=True,
)
"""The block each station draws from; what is left of a replaced one is burnt."""

sscc_counter = _table(
    "sscc_counter",
    "projection",
    Column("prefix", Text, primary_key=True),
    Column("extension", Integer, primary_key=True),
    _number("next"),
    without_rowid=True,
)

task = _table(
    "task",
    "projection",
    Column("station", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    _text("ref"),
    _number("opened"),
    without_rowid=True,
)
"""The last task of each kind at each station: what it works on and the seq of its opening."""

document_series = _table(
    "document_series",
    "projection",
    Column("series", Text, primary_key=True),
    Column("year", Integer, primary_key=True),
    _number("last"),
    without_rowid=True,
)

document = _table(
    "document",
    "projection",
    Column("kind", Text, primary_key=True),
    Column("number", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    _text("status"),
    _text("trip"),
    _text("uai"),
    _text("sha256"),
    _maybe_text("rendered"),
    _text("issued"),
    Index("document_trip", "trip"),
    without_rowid=True,
)
"""Issued papers; a new version marks its predecessor `void` (E-CHG-12)."""

# -- logs -----------------------------------------------------------------------------------------------------------

scan_log = _table(
    "scan_log",
    "log",
    Column("id", Integer, primary_key=True),
    _text("time"),
    _text("request"),
    _text("station"),
    _text("operator"),
    _text("scanner"),
    _text("task"),
    _text("raw"),
    _text("reason"),
    _text("args"),
    _maybe_number("first_seq"),
    Index("scan_log_request", "request", unique=True),
)
"""Every scan, refused ones too. `request` is the caller's UUID: the same one is judged once (R-02)."""

print_job = _table(
    "print_job",
    "log",
    Column("id", Integer, primary_key=True),
    _number("seq"),
    _text("role"),
    _text("kind"),
    _text("ref"),
    _number("version"),
    _number("copies"),
    _text("station"),
    _text("state"),
    _text("printer"),
    _text("changed"),
    _text("detail"),
    _index_where("state <> 'printed'", "print_job_state", "state"),
    Index("print_job_ref", "ref"),
)
"""The outbox (R-03): queued, sending, printed, unknown, cancelled."""

print_attempt = _table(
    "print_attempt",
    "log",
    Column("id", Integer, primary_key=True),
    _number("job"),
    _text("time"),
    _text("state"),
    _text("detail"),
)

PROJECTIONS: tuple[Table, ...] = tuple(t for t in metadata.sorted_tables if t.info["kind"] == "projection")
