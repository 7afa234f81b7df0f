"""The resolver: turns a scan into its subject. One for all tasks, so the same code means the same thing everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

from dispatch.domain.badges import ProbeFault, probe_fault
from dispatch.domain.batteries import NO_PACKAGES
from dispatch.domain.catalogue import TradeItem
from dispatch.domain.orders import order_number
from dispatch.domain.pallet_plan import limits
from dispatch.scanning.scans import (
    BadgeScan,
    Command,
    CommandScan,
    DockScan,
    DocumentScan,
    Garbled,
    Incomplete,
    InvalidOrder,
    LabelDataScan,
    LocationScan,
    OrderScan,
    PlainScan,
    PrinterScan,
    ReasonScan,
    ReturnScan,
    Scan,
    SerialScan,
    SsccScan,
    TaskScan,
    TradeItemScan,
    TripScan,
    UnknownCode,
    Unreadable,
    WeightScan,
)
from dispatch.services.consignments import batteries_in, carried_on, consignment_of, packages_of, was_marked
from dispatch.services.ports import CartonRow, DeviceRow, OrderRow, Reads, TripRow, UnitRow
from dispatch.workflows.subjects import (
    AmbiguousSubject,
    AnnouncedCartonSubject,
    BadgeSubject,
    CommandSubject,
    Content,
    DeviceSubject,
    NextSubject,
    OrderSubject,
    ProductSubject,
    ReasonSubject,
    SealSubject,
    SiteFacts,
    Subject,
    TaskSubject,
    TripSubject,
    UnitSubject,
    UnknownSubject,
    UnreadableSubject,
)
from dispatch.workflows.tasks import TASKS


def resolve(scan: Scan, reads: Reads, task: str, station: str, current_order: str) -> Subject | Command:
    """The subject of a scan; `CMD-UNDO` comes back as the bare command, for its task to look up."""
    match scan:
        case Unreadable(raw):
            return UnreadableSubject(raw, garbled=False)
        case Incomplete(raw):
            return UnreadableSubject(raw, garbled=False, cut=True)
        case Garbled(_, badge=True):
            return BadgeSubject("", None, fault=ProbeFault.LAYOUT)
        case Garbled(raw):
            return UnreadableSubject(raw, garbled=True)
        case CommandScan(command):
            return _command(command, reads, task, station, current_order)
        case ReasonScan(code):
            return ReasonSubject(code)
        case BadgeScan(badge, probe):
            operator, fault = reads.operator(badge), probe_fault(probe)
            name, leads = (operator.name, operator.leads) if operator else (None, False)
            return BadgeSubject(badge, name, leads, fault)
        case TaskScan(name):
            return TaskSubject(name) if name in TASKS else UnknownSubject(f"CMD-TASK-{name}", "other")
        case _:
            return content_of(scan, reads)


def _command(command: Command, reads: Reads, task: str, station: str, current_order: str) -> Subject | Command:
    if command is Command.UNDO:
        return command
    if command is not Command.NEXT:
        return CommandSubject(command)
    if task == "pack":
        code = reads.next_order(station, current_order)
        row = reads.order(code) if code else None
        return NextSubject(order=_order(row, reads) if row else None)
    return NextSubject(site=reads.next_site() if task == "palletise" else None)


def content_of(scan: Scan, reads: Reads) -> Content:
    """What a code names: a thing of ours, several things, or nothing we know."""
    match scan:
        case SsccScan(sscc):
            return _sscc(str(sscc), reads)
        case SerialScan(gtin, serial):
            return _serial(str(gtin), str(serial), reads)
        case TradeItemScan(gtin):
            return ProductSubject(gtin)
        case PlainScan():
            return _plain(scan, reads)
        case OrderScan(uai, number):
            return _order_code(str(uai), number, reads)
        case InvalidOrder(_, uai_text, expected):
            return UnknownSubject(uai_text, "uai", expected)
        case TripScan(number):
            return _trip(reads.trip(number)) or UnknownSubject(number, "trip")
        case DockScan(code):
            docked = reads.trip_at(code)
            return _trip(reads.trip(docked) if docked else None) or UnknownSubject(code, "dock")
        case LabelDataScan(raw):
            return UnknownSubject(raw, "label-data")
        case LocationScan(code):
            return UnknownSubject(code, "place")
        case DocumentScan(code) | ReturnScan(code) | UnknownCode(code):
            return UnknownSubject(code, "other")
        case (
            Unreadable()
            | Incomplete()
            | Garbled()
            | CommandScan()
            | ReasonScan()
            | BadgeScan()
            | TaskScan()
            | PrinterScan()
            | WeightScan()
        ):  # pragma: no cover - resolved before
            return UnknownSubject("", "other")
        case _:
            assert_never(scan)


def _sscc(sscc: str, reads: Reads) -> Content:
    unit = reads.unit(sscc)
    if unit is not None:
        return _unit(unit, reads)
    cartons = reads.cartons_by_code(sscc)
    if len(cartons) == 1:
        return _announced(cartons[0], reads)
    if cartons:
        return AmbiguousSubject(sscc, (), tuple(_announced(c, reads) for c in cartons))
    return UnknownSubject(sscc, "sscc")


def _serial(gtin: str, serial: str, reads: Reads) -> Content:
    devices = [d for d in reads.devices_by_serial(serial) if d.item.gtin == gtin]
    return _device(devices[0]) if devices else UnknownSubject(serial, "serial")


def _plain(scan: PlainScan, reads: Reads) -> Content:
    devices = reads.devices_by_serial(scan.text)
    cartons = reads.cartons_by_code(scan.text)
    if not devices and not cartons:
        return _secondary(scan, reads)
    if len(devices) + len(cartons) == 1:
        return _device(devices[0]) if devices else _announced(cartons[0], reads)
    return AmbiguousSubject(scan.text, tuple(_device(d) for d in devices), tuple(_announced(c, reads) for c in cartons))


def _secondary(scan: PlainScan, reads: Reads) -> Content:
    """IMEI and MAC stand for their device (E-SER-11), a product code for its model (E-SER-03)."""
    for column, value in (("imei", scan.imei), ("mac", scan.mac)):
        devices = reads.devices_by_secondary(column, str(value)) if value else []
        if len(devices) == 1:
            return _device(devices[0], read_as=column)
        if devices:
            return AmbiguousSubject(scan.text, tuple(_device(d) for d in devices), ())
    trip = reads.seal_trip(scan.text)
    if trip is not None:
        return SealSubject(scan.text, trip)
    return ProductSubject(scan.gtin, scan.text) if scan.gtin is not None else UnknownSubject(scan.text, "plain")


def _device(row: DeviceRow, read_as: str = "serial") -> DeviceSubject:
    unit = _bare_unit(row.unit) if row.unit else None
    return DeviceSubject(row.id, row.serial, row.item, _bare_announced(row.carton), unit, row.reserved_for, read_as)


def _bare_announced(row: CartonRow) -> AnnouncedCartonSubject:
    return AnnouncedCartonSubject(
        row.id, row.asn, row.code, row.devices, bool(row.received), bool(row.opened), row.unit, ()
    )


def _announced(row: CartonRow, reads: Reads) -> AnnouncedCartonSubject:
    contents, packed, reserved = reads.carton_contents(row.id)
    return AnnouncedCartonSubject(
        row.id,
        row.asn,
        row.code,
        row.devices,
        bool(row.received),
        bool(row.opened),
        row.unit,
        contents,
        packed,
        reserved,
    )


def _bare_unit(row: UnitRow) -> UnitSubject:
    return UnitSubject(
        sscc=row.sscc,
        kind=row.kind,
        status=row.status,
        uai=row.uai,
        site=row.site,
        order=row.code,
        number=row.number,
        devices=row.devices,
        cartons=row.cartons,
        weight_g=row.weight_g,
        copies_verified=row.copies_verified,
        set_aside=bool(row.set_aside),
        reprints=row.reprints,
        sealed_carton=row.sealed_carton,
        pallet=row.pallet,
        trip=row.trip,
        departed=row.departed,
    )


def _unit(row: UnitRow, reads: Reads) -> UnitSubject:
    subject = _bare_unit(row)
    if row.kind == "pallet":
        cartons = reads.units("pallet", row.sscc, "carton")
        marked = was_marked(row.sscc, reads)
        packages = {} if marked else packages_of(row.uai, reads)
        return replace(
            subject,
            shipment=row.shipment or "",
            label_shipment=row.label_shipment or "",
            planned_trip=reads.planned_trip(row.uai),
            postcode=_postcode(row.uai, reads),
            items=tuple(item for carton in cartons for item in items_in(carton.sscc, reads)),
            batteries=sum(packages.get(carton.sscc, 0) for carton in cartons),
            marked=marked,
            consignment=NO_PACKAGES if marked else consignment_of(row.uai, reads, packages),
        )
    return replace(
        subject,
        size_mm=carton_size(row.sscc, reads),
        batteries=batteries_in(row.sscc, reads),
        site_facts=_site_facts(row.uai, reads),
    )


def items_in(sscc: str, reads: Reads) -> Iterator[TradeItem]:
    """The models of one carton's devices."""
    for reference, _ in reads.unit_contents(sscc):
        item = reads.item(reference)
        assert item is not None
        yield item


def carton_size(sscc: str, reads: Reads) -> str | None:
    """`LxWxH` of a carton where all its models name one size."""
    sizes = {item.carton_mm for item in items_in(sscc, reads)}
    return sizes.pop() if len(sizes) == 1 else None


def _site_facts(uai: str, reads: Reads) -> SiteFacts | None:
    site = reads.site(uai)
    if site is None:
        return None
    pallets = reads.units("uai", uai, "pallet")
    return SiteFacts(
        limits(bool(site.dock), site.max_height_mm, site.max_weight_kg),
        max((p.number for p in pallets), default=0),
        loose_cartons(uai, reads),
        consignment_of(uai, reads),
        carried_on(uai, reads),
    )


def loose_cartons(uai: str, reads: Reads) -> int:
    """Cartons of a site, closed, also those awaiting a weight or label, that stand on no pallet."""
    closed = ("closed", "awaiting-label", "awaiting-weight")
    return sum(u.pallet is None and u.status in closed for u in reads.units("uai", uai, "carton"))


def _order_code(uai: str, number: int, reads: Reads) -> Content:
    row = reads.order(order_number(uai, number))
    if row is not None:
        return _order(row, reads)
    if reads.site(uai) is None:
        return UnknownSubject(uai, "site")
    return UnknownSubject(order_number(uai, number), "order")


def _order(row: OrderRow, reads: Reads) -> OrderSubject:
    return OrderSubject(row.code, row.uai, row.site, row.lines, row.awaiting, _postcode(row.uai, reads))


def _postcode(uai: str, reads: Reads) -> str:
    site = reads.site(uai)
    return site.postcode if site else ""


def _trip(row: TripRow | None) -> TripSubject | None:
    return TripSubject(row.trip, row.status, row.station, row.departed) if row else None
