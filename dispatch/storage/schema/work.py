"""The journal and its projections: goods, orders, units, trips, papers, tasks."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, Text, UniqueConstraint

from dispatch.storage.columns import index_where, maybe_number, maybe_text, number, table, text

# -- the journal ----------------------------------------------------------------------------------------------------

journal = table(
    "journal",
    "head",
    Column("seq", Integer, primary_key=True, autoincrement=False),
    text("time"),
    number("utc_offset"),
    text("station"),
    text("operator"),
    text("approver"),
    text("task"),
    number("batch"),
    text("type"),
    number("version"),
    text("subject"),
    text("payload"),
    text("hash"),
    Index("journal_subject", "subject"),
    Index("journal_task", "task"),
)
"""Append-only; `batch` is the seq of the first event of the same transaction, `hash` chains over all columns."""

journal_head = table(
    "journal_head", "head", Column("id", Integer, primary_key=True), number("seq"), text("hash"), text("time")
)

blob = table("blob", "log", Column("sha256", Text, primary_key=True), Column("data", LargeBinary, nullable=False))
"""Immutable bytes named by the SHA-256 of their uncompressed form: import rows, frozen papers, rendered papers."""

# -- master data ----------------------------------------------------------------------------------------------------

site = table(
    "site",
    "projection",
    Column("uai", Text, primary_key=True),
    text("name"),
    text("postcode"),
    text("city"),
    text("address"),
    text("contact"),
    text("phone"),
    text("email"),
    maybe_number("member"),
    maybe_number("dock"),
    maybe_number("max_height_mm"),
    maybe_number("max_weight_kg"),
    text("opening_hours"),
    text("instructions"),
    maybe_text("latitude"),
    maybe_text("longitude"),
)

item = table(
    "item",
    "projection",
    Column("reference", Text, primary_key=True),
    text("designation"),
    text("family"),
    number("per_carton"),
    number("weight_g"),
    Column("gtin", Text, unique=True),
    text("maker"),
    number("serialised"),
    number("carton_tare_g"),
    maybe_text("carton_mm"),
    number("batteries"),
    number("cells"),
    maybe_number("battery_mwh"),
    maybe_text("serial_pattern"),
)

operator = table("operator", "projection", Column("badge", Text, primary_key=True), text("name"), text("roles"))

orders = table(
    "orders",
    "projection",
    Column("code", Text, primary_key=True),
    text("uai"),
    number("number"),
    number("cartons"),
    Index("orders_uai", "uai"),
)
"""One order of a lycée; `cartons` is the last carton number drawn in it."""

order_line = table(
    "order_line",
    "projection",
    Column("code", Text, ForeignKey("orders.code"), primary_key=True),
    Column("reference", Text, ForeignKey("item.reference"), primary_key=True),
    number("granted"),
    number("packed"),
    text("detail"),
    CheckConstraint("packed >= 0 AND packed <= granted", name="packed_within_granted"),
    without_rowid=True,
)
"""E-CMD-01: never more packed than granted."""

# -- announced goods ------------------------------------------------------------------------------------------------

asn = table(
    "asn",
    "projection",
    Column("asn", Text, primary_key=True),
    text("sha256"),
    number("rows"),
    number("first_carton"),
    number("cartons"),
    text("announced"),
)

announced_carton = table(
    "announced_carton",
    "projection",
    Column("id", Integer, primary_key=True, autoincrement=False),
    text("asn"),
    text("code"),
    number("devices"),
    number("received"),
    number("opened"),
    maybe_text("unit"),
    UniqueConstraint("code", "asn", name="announced_carton_code"),
)
"""A maker's carton; `received`, `opened` are 0 or 1; `unit` is the SSCC it became when assigned whole."""

device = table(
    "device",
    "projection",
    Column("id", Integer, primary_key=True, autoincrement=False),
    text("serial"),
    text("maker"),
    text("reference"),
    number("carton"),
    maybe_text("imei"),
    maybe_text("imei2"),
    maybe_text("mac"),
    text("lot"),
    maybe_text("reserved_for"),
    maybe_text("unit"),
    Index("device_serial", "serial", "maker", unique=True),
    Index("device_carton", "carton"),
    index_where("unit IS NOT NULL", "device_unit", "unit"),
    index_where("imei IS NOT NULL", "device_imei", "imei"),
    index_where("imei2 IS NOT NULL", "device_imei2", "imei2"),
    index_where("mac IS NOT NULL", "device_mac", "mac"),
)
"""E-SER-13: a device names at most one unit, so it cannot be in two."""

# -- logistic units -------------------------------------------------------------------------------------------------

unit = table(
    "unit",
    "projection",
    Column("sscc", Text, primary_key=True),
    text("kind"),
    text("status"),
    text("uai"),
    text("code"),
    number("number"),
    text("station"),
    number("devices"),
    number("cartons"),
    number("weight_g"),
    maybe_number("expected_g"),
    maybe_number("tolerance_g"),
    number("copies_verified"),
    number("set_aside"),
    number("reprints"),
    maybe_number("sealed_carton"),
    maybe_text("pallet"),
    maybe_text("trip"),
    maybe_number("stop"),
    maybe_number("position"),
    maybe_text("successor"),
    maybe_text("shipment"),
    maybe_text("label_shipment"),
    Index("unit_code", "code"),
    Index("unit_uai", "uai"),
    index_where("pallet IS NOT NULL", "unit_pallet", "pallet"),
    index_where("trip IS NOT NULL", "unit_trip", "trip"),
    index_where("shipment IS NOT NULL", "unit_shipment", "shipment"),
    index_where("status = 'open'", "unit_one_open", "station", "kind", unique=True),
    CheckConstraint("kind IN ('carton', 'pallet')", name="unit_kind"),
    CheckConstraint("status IN ('open', 'awaiting-weight', 'awaiting-label', 'closed', 'void')", name="unit_status"),
    CheckConstraint(
        "status <> 'awaiting-weight' OR (expected_g IS NOT NULL AND tolerance_g IS NOT NULL)",
        name="unit_expected_weight",
    ),
    CheckConstraint("pallet IS NULL OR (kind = 'carton' AND status = 'closed')", name="unit_pallet_of_closed_carton"),
    CheckConstraint("trip IS NULL OR (kind = 'pallet' AND status = 'closed')", name="unit_trip_of_closed_pallet"),
)
"""Cartons and pallets, once and for ever by SSCC; voided ones stay. `code` is the order ('' for a mixed pallet).

`weight_g` is gross once closed: what the scale said, else in theory; `expected_g` is the theoretical weight of a unit
that was weighed or is to be, and `tolerance_g` how far the scale may differ from it. `shipment` is the GSIN of the
delivery that a pallet is part of, `label_shipment` the one that its labels name.

E-COL-02: one open carton and one open pallet per station. E-PAL-03: one pallet per carton. E-PAL-02: only closed ones.
"""

# -- trips ----------------------------------------------------------------------------------------------------------

trip = table(
    "trip",
    "projection",
    Column("number", Text, primary_key=True),
    text("date"),
    text("carrier"),
    text("carrier_address"),
    text("carrier_siren"),
    text("plate"),
    text("driver"),
    text("dock"),
    maybe_number("positions"),
    maybe_number("payload_kg"),
    text("status"),
    text("station"),
    maybe_text("departed"),
    CheckConstraint("status IN ('planned', 'loading', 'departed')", name="trip_status"),
)

trip_stop = table(
    "trip_stop",
    "projection",
    Column("trip", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    text("uai"),
    maybe_number("order_number"),
    text("hour"),
    maybe_number("declared_value_cents"),
    Index("trip_stop_uai", "uai"),
    without_rowid=True,
)

shipment = table(
    "shipment",
    "projection",
    Column("gsin", Text, primary_key=True),
    text("trip"),
    text("uai"),
    text("code"),
    UniqueConstraint("trip", "uai", "code", name="shipment_of_stop"),
    without_rowid=True,
)
"""E-CMD-03: what a stop receives has a GSIN of its own. `code` is the only order it takes, or ''."""

seal = table("seal", "projection", Column("seal", Text, primary_key=True), text("trip"), without_rowid=True)
"""E-CHG-08: a seal number is used once."""

# -- numbers, tasks, papers -----------------------------------------------------------------------------------------

sscc_block = table(
    "sscc_block",
    "projection",
    Column("station", Text, primary_key=True),
    Column("extension", Integer, primary_key=True),
    text("prefix"),
    number("next"),
    number("last"),
    without_rowid=True,
)
"""The block each station draws from; what is left of a replaced one is burnt."""

sscc_counter = table(
    "sscc_counter",
    "projection",
    Column("prefix", Text, primary_key=True),
    Column("extension", Integer, primary_key=True),
    number("next"),
    without_rowid=True,
)

task = table(
    "task",
    "projection",
    Column("station", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    text("ref"),
    number("opened"),
    without_rowid=True,
)
"""The last task of each kind at each station: what it works on and the seq of its opening."""

document_series = table(
    "document_series",
    "projection",
    Column("series", Text, primary_key=True),
    Column("year", Integer, primary_key=True),
    number("last"),
    without_rowid=True,
)

document = table(
    "document",
    "projection",
    Column("kind", Text, primary_key=True),
    Column("number", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    text("status"),
    text("trip"),
    text("uai"),
    text("sha256"),
    maybe_text("rendered"),
    text("issued"),
    number("reprints"),
    Index("document_trip", "trip"),
    without_rowid=True,
)
"""Issued papers; a new version marks its predecessor `void` (E-CHG-12). `reprints` is the last duplicate drawn."""
