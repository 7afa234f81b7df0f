"""The projection: what each event does to the tables. Pure, and the only place that says so.

Live, its operations run in the event's own transaction; `verify` runs the same ones on empty tables and compares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from dispatch.domain import events as e
from dispatch.domain.import_rows import decode_announced, decode_rows
from dispatch.storage.operations import Delete, Insert, InsertMany, Operation, Update, Upsert


class Recorded(NamedTuple):
    """An event with the header that its projection needs."""

    seq: int
    time: str
    station: str
    event: e.Event


Blobs = Callable[[str], bytes]
"""Uncompressed bytes of a blob by its SHA-256."""
Operations = Iterator[Operation]


def project(record: Recorded, blobs: Blobs) -> Operations:
    """The operations of one event."""
    event = record.event
    if isinstance(event, e.FileImported):
        return _imported(blobs(event.sha256))
    if isinstance(event, e.AsnAnnounced):
        return _announced(record, event, blobs(event.sha256))
    return _HANDLERS[type(event)](record, event)


# -- imports --------------------------------------------------------------------------------------------------------

_KEYS = {
    "site": ("uai",),
    "item": ("reference",),
    "operator": ("badge",),
    "orders": ("code",),
    "order_line": ("code", "reference"),
    "trip": ("number",),
    "trip_stop": ("trip", "number"),
}


def _imported(data: bytes) -> Operations:
    """Rows of a file: each names its table; a trip's rows replace its stops."""
    for row in decode_rows(data):
        table = row.pop("table")
        if table == "trip":
            yield Delete("trip_stop", "trip", row["number"], row["number"])
        if row.pop("update", False):
            key = {name: row.pop(name) for name in _KEYS[table]}
            yield Update(table, key, row)
        else:
            yield Upsert(table, _KEYS[table], row)


def _announced(record: Recorded, event: e.AsnAnnounced, data: bytes) -> Operations:
    if event.replaced_cartons:
        last = event.replaced_first + event.replaced_cartons - 1
        yield Delete("device", "carton", event.replaced_first, last)
        yield Delete("announced_carton", "id", event.replaced_first, last)
    cartons: list[tuple[Any, ...]] = []
    devices: list[tuple[Any, ...]] = []
    for carton, (code, rows) in enumerate(decode_announced(data), event.first_carton):
        cartons.append((carton, event.asn, code, len(rows), 0, 0, None))
        first = event.first_device + len(devices)
        devices += [
            (number, serial, maker, reference, carton, imei or None, imei2 or None, mac or None, lot, uai or None)
            for number, (_, serial, maker, reference, imei, imei2, mac, lot, uai, _, _) in enumerate(rows, first)
        ]
    yield InsertMany("announced_carton", ("id", "asn", "code", "devices", "received", "opened", "unit"), cartons)
    columns = ("id", "serial", "maker", "reference", "carton", "imei", "imei2", "mac", "lot", "reserved_for")
    yield InsertMany("device", columns, devices)
    row = {"asn": event.asn, "sha256": event.sha256, "rows": event.rows, "announced": record.time}
    yield Upsert("asn", ("asn",), {**row, "first_carton": event.first_carton, "cartons": event.cartons})


# -- numbers and tasks ----------------------------------------------------------------------------------------------


def _block(_: Recorded, event: e.SsccBlockTaken) -> Operations:
    counter = {"prefix": event.prefix, "extension": event.extension, "next": event.last + 1}
    yield Upsert("sscc_counter", ("prefix", "extension"), counter)
    block = {"station": event.station, "extension": event.extension, "prefix": event.prefix}
    yield Upsert("sscc_block", ("station", "extension"), {**block, "next": event.first, "last": event.last})


def _drawn(record: Recorded, sscc: str) -> Operation:
    """Counts one SSCC as used in its station's block."""
    return Update("sscc_block", {"station": record.station, "extension": int(sscc[0])}, add={"next": 1})


def _task(record: Recorded, kind: str, ref: str) -> Operation:
    row = {"station": record.station, "kind": kind, "ref": ref, "opened": record.seq}
    return Upsert("task", ("station", "kind"), row)


def _nothing(_: Recorded, __: e.Event) -> Operations:
    return iter(())


# -- receiving ------------------------------------------------------------------------------------------------------


def _received(record: Recorded, event: e.CartonReceived) -> Operations:
    yield Update("announced_carton", {"id": event.carton, "received": 0}, {"received": 1})
    yield _task(record, "receive", event.asn)


def _unreceived(_: Recorded, event: e.CartonUnreceived) -> Operations:
    yield Update("announced_carton", {"id": event.carton, "received": 1}, {"received": 0})


# -- packing --------------------------------------------------------------------------------------------------------


def _order_opened(record: Recorded, event: e.OrderOpened) -> Operations:
    yield _task(record, "pack", event.order)


def _new_unit(record: Recorded, kind: str, sscc: str, uai: str, code: str, number: int, **values: Any) -> Operation:
    row = {
        "sscc": sscc,
        "kind": kind,
        "status": "open",
        "uai": uai,
        "code": code,
        "number": number,
        "station": record.station,
        "devices": 0,
        "cartons": 0,
        "weight_g": 0,
        "copies_verified": 0,
        "set_aside": 0,
        "reprints": 0,
    }
    return Insert("unit", {**row, **values})


def _closed_status(awaits_label: bool) -> str:
    return "awaiting-label" if awaits_label else "closed"


def _carton_opened(record: Recorded, event: e.CartonOpened) -> Operations:
    yield _drawn(record, event.sscc)
    yield Update("orders", {"code": event.order}, {"cartons": event.number})
    yield _new_unit(record, "carton", event.sscc, event.uai, event.order, event.number)


def _sealed_opened(_: Recorded, event: e.SealedCartonOpened) -> Operations:
    yield Update("announced_carton", {"id": event.carton}, {"opened": 1})


def _packed(_: Recorded, event: e.DevicePacked) -> Operations:
    yield Update("device", {"id": event.device, "unit": None}, {"unit": event.sscc})
    yield Update("unit", {"sscc": event.sscc}, add={"devices": 1, "weight_g": event.weight_g})
    yield Update("order_line", {"code": event.order, "reference": event.reference}, add={"packed": 1})


def _unpacked(_: Recorded, event: e.DeviceUnpacked) -> Operations:
    yield Update("device", {"id": event.device, "unit": event.sscc}, {"unit": None})
    yield Update("unit", {"sscc": event.sscc}, add={"devices": -1, "weight_g": -event.weight_g})
    yield Update("order_line", {"code": event.order, "reference": event.reference}, add={"packed": -1})


def _assigned(record: Recorded, event: e.CartonAssigned) -> Operations:
    yield _drawn(record, event.sscc)
    yield Update("orders", {"code": event.order}, {"cartons": event.number})
    values = {"devices": event.devices, "weight_g": event.weight_g, "sealed_carton": event.carton}
    status = _closed_status(event.awaits_label)
    yield _new_unit(record, "carton", event.sscc, event.uai, event.order, event.number, status=status, **values)
    yield Update("announced_carton", {"id": event.carton, "unit": None}, {"unit": event.sscc})
    yield Update("device", {"carton": event.carton, "unit": None}, {"unit": event.sscc})
    for reference, count in event.contents:
        yield Update("order_line", {"code": event.order, "reference": reference}, add={"packed": count})


def _unassigned(_: Recorded, event: e.CartonUnassigned) -> Operations:
    yield Update("device", {"unit": event.sscc}, {"unit": None})
    yield Update("announced_carton", {"id": event.carton, "unit": event.sscc}, {"unit": None})
    yield Update("unit", {"sscc": event.sscc}, {"status": "void"})
    for reference, count in event.contents:
        yield Update("order_line", {"code": event.order, "reference": reference}, add={"packed": -count})


def _carton_closed(_: Recorded, event: e.CartonClosed) -> Operations:
    status = _closed_status(event.awaits_label)
    yield Update("unit", {"sscc": event.sscc, "status": "open"}, {"status": status, "weight_g": event.weight_g})


def _weighing_awaited(_: Recorded, event: e.WeighingAwaited) -> Operations:
    values = {"status": "awaiting-weight", "expected_g": event.expected_g, "tolerance_g": event.tolerance_g}
    yield Update("unit", {"sscc": event.sscc, "status": "awaiting-label"}, values)


def _weighed(_: Recorded, event: e.UnitWeighed) -> Operations:
    values = {"status": _closed_status(event.awaits_label), "weight_g": event.weight_g}
    yield Update("unit", {"sscc": event.sscc, "status": "awaiting-weight"}, values)


def _not_weighed(_: Recorded, event: e.WeighingSkipped) -> Operations:
    values = {"status": _closed_status(event.awaits_label), "expected_g": None, "tolerance_g": None}
    yield Update("unit", {"sscc": event.sscc, "status": "awaiting-weight"}, values)


def _to_be_weighed_again(_: Recorded, event: e.WeighingUndone) -> Operations:
    weight = {"weight_g": event.expected_g, "expected_g": event.expected_g, "tolerance_g": event.tolerance_g}
    yield Update("unit", {"sscc": event.sscc}, {"status": "awaiting-weight", **weight})


def _carton_reopened(record: Recorded, event: e.CartonReopened) -> Operations:
    yield Update("unit", {"sscc": event.sscc}, {"status": "void", "successor": event.successor})
    yield _drawn(record, event.successor)
    values = {"devices": event.devices, "weight_g": event.net_g}
    yield _new_unit(record, "carton", event.successor, event.uai, event.order, event.number, **values)
    yield Update("device", {"unit": event.sscc}, {"unit": event.successor})


def _cancelled(_: Recorded, event: e.CartonCancelled | e.PalletCancelled) -> Operations:
    yield Update("unit", {"sscc": event.sscc, "status": "open"}, {"status": "void"})


def _verified(_: Recorded, event: e.LabelVerified) -> Operations:
    status = "closed" if event.copy == event.copies else "awaiting-label"
    values = {"status": status, "copies_verified": event.copy}
    yield Update("unit", {"sscc": event.sscc, "status": "awaiting-label"}, values)


def _unverified(_: Recorded, event: e.LabelUnverified) -> Operations:
    values = {"status": "awaiting-label", "copies_verified": event.copy - 1}
    yield Update("unit", {"sscc": event.sscc}, values)


def _set_aside(_: Recorded, event: e.LabelSetAside) -> Operations:
    yield Update("unit", {"sscc": event.sscc, "status": "awaiting-label"}, {"set_aside": 1})


def _recalled(_: Recorded, event: e.LabelRecalled) -> Operations:
    yield Update("unit", {"sscc": event.sscc, "status": "awaiting-label"}, {"set_aside": 0})


def _reprinted(_: Recorded, event: e.LabelReprinted) -> Operations:
    yield Update("unit", {"sscc": event.sscc}, {"reprints": event.count})


# -- palletising ----------------------------------------------------------------------------------------------------


def _pallet_opened(record: Recorded, event: e.PalletOpened) -> Operations:
    yield _drawn(record, event.sscc)
    yield _new_unit(record, "pallet", event.sscc, event.uai, "", event.number)
    yield _task(record, "palletise", event.sscc)


def _palletised(_: Recorded, event: e.CartonPalletised) -> Operations:
    yield Update("unit", {"sscc": event.sscc, "status": "closed", "pallet": None}, {"pallet": event.pallet})
    yield _pallet_content(event.pallet, 1, event)


def _depalletised(_: Recorded, event: e.CartonDepalletised) -> Operations:
    yield Update("unit", {"sscc": event.sscc, "pallet": event.pallet}, {"pallet": None})
    yield _pallet_content(event.pallet, -1, event)


def _pallet_content(pallet: str, sign: int, event: e.CartonPalletised | e.CartonDepalletised) -> Operation:
    add = {"cartons": sign, "devices": sign * event.devices, "weight_g": sign * event.weight_g}
    return Update("unit", {"sscc": pallet, "status": "open"}, add=add)


def _pallet_closed(_: Recorded, event: e.PalletClosed) -> Operations:
    values = {"status": _closed_status(event.awaits_label), "code": event.order, "weight_g": event.weight_g}
    yield Update("unit", {"sscc": event.sscc, "status": "open"}, values)


def _pallet_reopened(record: Recorded, event: e.PalletReopened) -> Operations:
    yield Update("unit", {"sscc": event.sscc}, {"status": "void", "successor": event.successor})
    yield _drawn(record, event.successor)
    values = {"cartons": event.cartons, "devices": event.devices, "weight_g": event.net_g}
    yield _new_unit(record, "pallet", event.successor, event.uai, "", event.number, **values)
    yield Update("unit", {"pallet": event.sscc}, {"pallet": event.successor})
    yield Update("task", {"station": record.station, "kind": "palletise"}, {"ref": event.successor})


# -- loading --------------------------------------------------------------------------------------------------------


def _trip_opened(record: Recorded, event: e.TripOpened) -> Operations:
    yield Update("trip", {"number": event.trip}, {"status": "loading", "station": record.station})
    yield _task(record, "load", event.trip)


def _shipment(_: Recorded, event: e.ShipmentNumbered) -> Operations:
    yield Insert("shipment", {"gsin": event.gsin, "trip": event.trip, "uai": event.uai, "code": event.order})


def _joined(_: Recorded, event: e.ShipmentJoined) -> Operations:
    label = {"label_shipment": event.gsin} if event.labelled else {}
    yield Update("unit", {"sscc": event.sscc}, {"shipment": event.gsin, **label})


def _loaded(_: Recorded, event: e.PalletLoaded) -> Operations:
    values = {"trip": event.trip, "stop": event.stop, "position": event.position}
    yield Update("unit", {"sscc": event.sscc, "trip": None, "status": "closed"}, values)


def _unloaded(_: Recorded, event: e.PalletUnloaded) -> Operations:
    yield Update("unit", {"sscc": event.sscc, "trip": event.trip}, {"trip": None, "stop": None, "position": None})


def _sealed(_: Recorded, event: e.SealRecorded) -> Operations:
    yield Insert("seal", {"seal": event.seal, "trip": event.trip})


def _unsealed(_: Recorded, event: e.SealRemoved) -> Operations:
    yield Delete("seal", "seal", event.seal, event.seal)


def _departed(_: Recorded, event: e.TripDeparted) -> Operations:
    yield Update("trip", {"number": event.trip, "status": "loading"}, {"status": "departed", "departed": event.date})


def _issued(record: Recorded, event: e.DocumentIssued) -> Operations:
    if event.version > 1:
        key = {"kind": event.kind, "number": event.number, "version": event.version - 1}
        yield Update("document", key, {"status": "void"})
    elif event.kind != "packing-list":
        series = {"series": event.series, "year": event.year, "last": event.sequence}
        yield Upsert("document_series", ("series", "year"), series)
    key = {"kind": event.kind, "number": event.number, "version": event.version}
    values = {"status": "issued", "trip": event.trip, "uai": event.uai, "sha256": event.sha256, "issued": record.time}
    yield Insert("document", {**key, **values, "reprints": 0})


def _paper_reprinted(_: Recorded, event: e.DocumentReprinted) -> Operations:
    key = {"kind": event.kind, "number": event.number, "version": event.version}
    yield Update("document", key, {"reprints": event.count})


def _rendered(_: Recorded, event: e.DocumentRendered) -> Operations:
    key = {"kind": event.kind, "number": event.number, "version": event.version}
    yield Update("document", key, {"rendered": event.sha256})


_HANDLERS: dict[type[e.Event], Callable[[Recorded, Any], Operations]] = {
    e.SsccBlockTaken: _block,
    e.CartonReceived: _received,
    e.CartonUnreceived: _unreceived,
    e.OrderOpened: _order_opened,
    e.CartonOpened: _carton_opened,
    e.SealedCartonOpened: _sealed_opened,
    e.DevicePacked: _packed,
    e.DeviceUnpacked: _unpacked,
    e.CartonAssigned: _assigned,
    e.CartonUnassigned: _unassigned,
    e.CartonClosed: _carton_closed,
    e.WeighingAwaited: _weighing_awaited,
    e.UnitWeighed: _weighed,
    e.WeighingSkipped: _not_weighed,
    e.WeighingUndone: _to_be_weighed_again,
    e.CartonReopened: _carton_reopened,
    e.CartonCancelled: _cancelled,
    e.LabelVerified: _verified,
    e.LabelUnverified: _unverified,
    e.LabelSetAside: _set_aside,
    e.LabelRecalled: _recalled,
    e.LabelReprinted: _reprinted,
    e.PalletOpened: _pallet_opened,
    e.CartonPalletised: _palletised,
    e.CartonDepalletised: _depalletised,
    e.PalletClosed: _pallet_closed,
    e.PalletReopened: _pallet_reopened,
    e.PalletCancelled: _cancelled,
    e.TripOpened: _trip_opened,
    e.ShipmentNumbered: _shipment,
    e.ShipmentJoined: _joined,
    e.PalletLoaded: _loaded,
    e.PalletUnloaded: _unloaded,
    e.SealRecorded: _sealed,
    e.SealRemoved: _unsealed,
    e.TripDeparted: _departed,
    e.DocumentIssued: _issued,
    e.DocumentReprinted: _paper_reprinted,
    e.DocumentRendered: _rendered,
    e.ScanUndone: _nothing,
}
