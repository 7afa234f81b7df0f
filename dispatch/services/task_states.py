"""Task states from the tables: read when a task is opened, after a restart, and when another desk wrote in between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dispatch.domain.events import WeighingAwaited
from dispatch.domain.pallet_plan import PalletLimits, limits
from dispatch.domain.trips import Stop, Trip, stop_for
from dispatch.services.configuration import Configuration
from dispatch.services.consignments import carried_on, consignment_of, packages_of
from dispatch.services.departure import missing_fields
from dispatch.services.ports import Reads, UnitRow
from dispatch.services.resolver import carton_size, loose_cartons
from dispatch.services.shipments import planned_shipment, shipment_to
from dispatch.workflows import home
from dispatch.workflows.home import Home
from dispatch.workflows.loading import Loading, LoadStop
from dispatch.workflows.packing import Packing
from dispatch.workflows.packing_contents import Line, OpenCarton
from dispatch.workflows.palletising import Palletising
from dispatch.workflows.receiving import Receiving
from dispatch.workflows.tasks import State
from dispatch.workflows.weighing import Weighing


def load_state(task: str, configuration: Configuration, reads: Reads) -> State:
    """The state of a station's task as the tables have it now."""
    station = configuration.station
    row = reads.task(station, task)
    ref = row.ref if row else ""
    match task:
        case "receive":
            return _receiving(ref, reads)
        case "pack":
            return _packing(ref, station, reads)
        case "palletise":
            return _palletising(ref, reads)
        case home.TASK:
            return Home()
    return _loading(ref, configuration, reads)


def _receiving(asn: str, reads: Reads) -> Receiving:
    return Receiving(asn, *reads.asn_progress(asn)) if asn else Receiving()


def _packing(code: str, station: str, reads: Reads) -> Packing:
    order = reads.order(code) if code else None
    if order is None:
        return Packing()
    items = reads.items()
    lines = tuple(Line(items[line.reference], line.granted, line.packed) for line in order.lines)
    cartons = reads.units("code", code, "carton")
    ours = [u for u in cartons if u.station == station and u.status != "void"]
    opened = next((u for u in ours if u.status == "open"), None)
    awaiting = next((u for u in ours if u.status == "awaiting-label" and not u.set_aside), None)
    unweighed = next((u for u in ours if u.status == "awaiting-weight"), None)
    last = awaiting or max((u for u in ours if u.status != "open"), key=lambda u: u.number, default=None)
    return Packing(
        order=order.code,
        uai=order.uai,
        site=order.site,
        lines=lines,
        carton=_open_carton(opened, reads) if opened else None,
        awaiting=awaiting.sscc if awaiting else None,
        weighing=Weighing.of_carton(_awaited_weight(unweighed)) if unweighed else None,
        aside=tuple(u.sscc for u in cartons if u.status == "awaiting-label" and u is not awaiting),
        closed=sum(u.status == "closed" for u in cartons),
        last_number=order.cartons,
        last_unit=last.sscc if last else None,
        reprints=last.reprints if last else 0,
    )


def _awaited_weight(unit: UnitRow) -> WeighingAwaited:
    assert unit.expected_g is not None
    assert unit.tolerance_g is not None
    return WeighingAwaited(unit.sscc, unit.expected_g, unit.tolerance_g)


def _open_carton(unit: UnitRow, reads: Reads) -> OpenCarton:
    return OpenCarton(unit.sscc, unit.number, reads.unit_contents(unit.sscc), unit.weight_g)


def _palletising(sscc: str, reads: Reads) -> Palletising:
    pallet = reads.unit(sscc) if sscc else None
    if pallet is None or pallet.status == "void":
        return Palletising()
    if pallet.status == "closed" or (pallet.status == "awaiting-label" and pallet.set_aside):
        return Palletising(last_unit=sscc, reprints=pallet.reprints)
    if pallet.status == "awaiting-label":
        return Palletising(
            uai=pallet.uai,
            site=pallet.site,
            awaiting=sscc,
            copies_verified=pallet.copies_verified,
            last_unit=sscc,
            reprints=pallet.reprints,
        )
    site = reads.site(pallet.uai)
    assert site is not None
    limit = limits(bool(site.dock), site.max_height_mm, site.max_weight_kg)
    if pallet.status == "awaiting-weight":
        weighing = Weighing.of_pallet(_awaited_weight(pallet), limit.max_weight_g)
        return Palletising(uai=pallet.uai, site=pallet.site, weighing=weighing, last_unit=sscc)
    return _open_pallet(pallet, limit, reads)


def _open_pallet(pallet: UnitRow, limit: PalletLimits, reads: Reads) -> Palletising:
    cartons = reads.units("pallet", pallet.sscc, "carton")
    sizes = Counter(carton_size(u.sscc, reads) for u in cartons)
    orders = tuple(sorted({u.code for u in cartons}))
    packages = packages_of(pallet.uai, reads)
    return Palletising(
        sscc=pallet.sscc,
        uai=pallet.uai,
        site=pallet.site,
        number=pallet.number,
        cartons=pallet.cartons,
        devices=pallet.devices,
        net_g=pallet.weight_g,
        orders=orders,
        sizes=tuple(sorted(sizes.items(), key=lambda pair: pair[0] or "")),
        limits=limit,
        lightest_g=min((u.weight_g for u in cartons), default=0),
        loose=loose_cartons(pallet.uai, reads),
        batteries=sum(packages.get(u.sscc, 0) for u in cartons),
        consignment=consignment_of(pallet.uai, reads, packages),
        carried_on=carried_on(pallet.uai, reads),
        shipment=planned_shipment(pallet.uai, orders[0] if len(orders) == 1 else "", reads),
    )


def _loading(number: str, configuration: Configuration, reads: Reads) -> Loading:
    row = reads.trip(number) if number else None
    if row is None:
        return Loading()
    loaded = reads.units("trip", number, "pallet")
    waiting = {uai: _waiting(uai, reads) for uai in {stop.uai for stop in row.trip.stops}}
    counted = tuple(_counted(stop, row.trip, loaded, waiting[stop.uai], reads) for stop in row.trip.stops)
    ready = [p for pallets in waiting.values() for p in pallets if p.status == "closed" and _planned(row.trip, p)]
    planned = [*loaded, *ready]
    last = max(loaded, key=lambda pallet: pallet.position or 0, default=None)
    return Loading(
        trip=row.trip,
        departed=row.status == "departed",
        stops=counted,
        pallets=len(loaded),
        cartons=sum(p.cartons for p in loaded),
        devices=sum(p.devices for p in loaded),
        weight_g=sum(p.weight_g for p in loaded),
        last_position=(last.position or 0) if last else 0,
        last_pallet=last.sscc if last else "",
        reprints=last.reprints if last else 0,
        planned=(len(planned), sum(p.cartons for p in planned), sum(p.devices for p in planned)),
        seals=reads.seals(number),
        missing_mentions=missing_fields(reads, configuration, row),
    )


def _waiting(uai: str, reads: Reads) -> list[UnitRow]:
    return [u for u in reads.units("uai", uai, "pallet") if u.trip is None and u.status != "void"]


def _site_name(uai: str, reads: Reads) -> str:
    site = reads.site(uai)
    return f"{site.name} ({site.city})" if site else uai


def _planned(trip: Trip, pallet: UnitRow) -> bool:
    return stop_for(trip.stops, pallet.uai, pallet.code) is not None


def _counted(stop: Stop, trip: Trip, loaded: Sequence[UnitRow], waiting: Sequence[UnitRow], reads: Reads) -> LoadStop:
    mine = [p for p in waiting if stop_for(trip.stops, p.uai, p.code) is stop]
    return LoadStop(
        stop,
        _site_name(stop.uai, reads),
        loaded=sum(p.stop == stop.number for p in loaded),
        ready=sum(p.status == "closed" for p in mine),
        unfinished=sum(p.status != "closed" for p in mine),
        shipment=shipment_to(trip.number, stop, reads),
    )
