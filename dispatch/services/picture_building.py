"""Builds the pictures: what is drawn of the work at hand, from a task's state and few indexed reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import assert_never

from dispatch.domain.events import CartonReceived, CartonUnreceived
from dispatch.domain.pallet_plan import PALLET_HEIGHT_MM, PALLET_TARE_G, CartonSize, layer, limits, loaded_height_mm
from dispatch.services.pictures import (
    CartonPicture,
    LinePicture,
    PackingPicture,
    PalletPicture,
    Picture,
    ReceivingPicture,
    StopPicture,
    TruckPicture,
)
from dispatch.services.ports import Reads
from dispatch.services.resolver import carton_size, loose_cartons
from dispatch.workflows import tasks
from dispatch.workflows.home import Home
from dispatch.workflows.loading import Loading
from dispatch.workflows.packing import Packing
from dispatch.workflows.packing_contents import OpenCarton, capacity
from dispatch.workflows.palletising import Palletising
from dispatch.workflows.progress import planned_cartons
from dispatch.workflows.receiving import Receiving

LAST_RECEIVED = 8
"""How many received cartons a picture shows."""

_LAST = "(SELECT MAX(j.seq) FROM journal j WHERE j.subject = {subject} AND j.type = '{type}')"
_SERIALS = "SELECT d.serial FROM device d WHERE d.unit = ? ORDER BY " + (
    _LAST.format(subject="'device:' || d.id", type="device-packed") + ", d.id"
)
_CARTONS = "SELECT u.sscc, u.number FROM unit u WHERE u.pallet = ? ORDER BY " + (
    _LAST.format(subject="'unit:' || u.sscc", type="carton-palletised") + ", u.number"
)
"""The tables hold what is inside, the journal in which order it came."""
_STOPS = "SELECT p.number, s.name, s.city, s.dock FROM trip_stop p LEFT JOIN site s ON s.uai = p.uai WHERE p.trip = ?"
_LOADED = "SELECT stop FROM unit WHERE trip = ? ORDER BY position"


def picture_of(state: tasks.State, station: str, reads: Reads) -> Picture | None:
    """What a station shows of this state; None where nothing is at hand."""
    match state:
        case Receiving():
            return _receiving(state, station, reads) if state.asn else None
        case Packing():
            return _packing(state, reads) if state.order else None
        case Palletising():
            return _pallet(state, reads) if state.is_open else None
        case Loading():
            return _truck(state, reads)
        case Home():
            return None
        case _:
            assert_never(state)


def _receiving(state: Receiving, station: str, reads: Reads) -> ReceivingPicture:
    received: list[tuple[str, int]] = []
    taken_back: set[int] = set()
    for entry in reads.task_entries(f"receive:{station}"):
        match entry.event:
            case CartonUnreceived(carton):
                taken_back.add(carton)
            case CartonReceived(carton) if carton in taken_back:
                taken_back.remove(carton)
            case CartonReceived(_, _, code, devices):
                received.append((code, devices))
        if len(received) == LAST_RECEIVED:
            break
    return ReceivingPicture(state.asn, state.cartons, state.devices, tuple(received))


# -- packing --------------------------------------------------------------------------------------------------------


def grown(picture: Picture | None, state: tasks.State, serial: str) -> Picture | None:
    """The picture of `state` after a device went into the open carton that `picture` shows; None: it must be read."""
    match picture, state:
        case PackingPicture(carton=CartonPicture(closed=False) as seen), Packing(carton=OpenCarton() as carton):
            if (seen.sscc, len(seen.serials) + 1) == (carton.sscc, carton.devices):
                return _order(state, _carton(state, carton, (*seen.serials, serial)))
    return None


def _packing(state: Packing, reads: Reads) -> PackingPicture:
    closed = state.weighing.sscc if state.weighing is not None else state.awaiting
    carton = _awaiting(closed, reads) if closed else state.carton
    if carton is None:
        return _order(state, None)
    return _order(state, _carton(state, carton, tuple(row[0] for row in reads.query(_SERIALS, carton.sscc))))


def _order(state: Packing, carton: CartonPicture | None) -> PackingPicture:
    lines = (
        LinePicture(line.item.reference, line.item.designation, line.item.family.value, line.packed, line.granted)
        for line in state.lines
    )
    return PackingPicture(state.order, state.uai, state.site, tuple(lines), carton, len(state.aside))


def _awaiting(sscc: str, reads: Reads) -> OpenCarton:
    """The carton whose weight or label is awaited, as it was while it stood open."""
    unit = reads.unit(sscc)
    assert unit is not None
    return OpenCarton(sscc, unit.number, reads.unit_contents(sscc))


def _carton(state: Packing, carton: OpenCarton, serials: tuple[str, ...]) -> CartonPicture:
    return CartonPicture(
        carton.sscc,
        carton.number,
        max(planned_cartons(state), carton.number),
        max(capacity(carton, state.lines), len(serials)),
        serials,
        closed=state.carton is None,
        labelled=state.weighing is None,
    )


# -- pallets --------------------------------------------------------------------------------------------------------


def _pallet(state: Palletising, reads: Reads) -> PalletPicture:
    weighing = state.weighing.sscc if state.weighing is not None else None
    pallet = reads.unit(state.sscc or weighing or state.awaiting or "")
    assert pallet is not None
    site = reads.site(pallet.uai)
    assert site is not None
    limit = limits(bool(site.dock), site.max_height_mm, site.max_weight_kg)
    cartons = reads.query(_CARTONS, pallet.sscc)
    closed = not state.sscc
    sizes = _sizes(dict(state.sizes) if not closed else Counter(carton_size(sscc, reads) for sscc, _ in cartons))
    usual = max((size for size in sizes if size), key=lambda size: (sizes[size], str(size)), default=None)
    return PalletPicture(
        sscc=pallet.sscc,
        number=pallet.number,
        uai=pallet.uai,
        site=pallet.site,
        cartons=tuple(sscc for sscc, _ in cartons),
        numbers=tuple(number for _, number in cartons),
        places=layer(usual.length_mm, usual.width_mm).places if usual else (),
        layers=(limit.max_height_mm - PALLET_HEIGHT_MM) // usual.height_mm if usual else 0,
        weight_g=pallet.weight_g if closed else PALLET_TARE_G + pallet.weight_g,
        max_weight_g=limit.max_weight_g,
        height_mm=loaded_height_mm(sizes),
        max_height_mm=limit.max_height_mm,
        loose=loose_cartons(pallet.uai, reads) if closed else state.loose,
        dock=bool(site.dock),
        verified=state.copies_verified,
        closed=closed,
        labelled=state.weighing is None,
    )


def _sizes(counts: Mapping[str | None, int]) -> dict[CartonSize | None, int]:
    return {CartonSize.parse(size) if size else None: count for size, count in counts.items()}


# -- the truck ------------------------------------------------------------------------------------------------------


def _truck(state: Loading, reads: Reads) -> TruckPicture | None:
    trip = state.trip
    if trip is None:
        return None
    sites = {row[0]: row[1:] for row in reads.query(_STOPS, trip.number)}
    stops = []
    for stop in reversed(state.stops):
        number = stop.stop.number
        name, city, dock = sites[number]
        planned = stop.loaded + stop.ready
        stops.append(StopPicture(number, name or stop.stop.uai, city or "", stop.loaded, planned, bool(dock)))
    return TruckPicture(
        trip=trip.number,
        plate=trip.plate,
        carrier=trip.carrier,
        stops=tuple(stops),
        loaded=tuple(row[0] for row in reads.query(_LOADED, trip.number)),
        places=trip.positions,
        weight_g=state.weight_g,
        payload_g=trip.payload_kg * 1000 if trip.payload_kg is not None else None,
        seals=state.seals,
        departed=state.departed,
    )
