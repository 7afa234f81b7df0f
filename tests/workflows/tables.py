"""What the tables would tell after an event: the states of the random walks. All values are samples."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from dispatch.domain.events import (
    CartonAssigned,
    CartonCancelled,
    CartonClosed,
    CartonDepalletised,
    CartonOpened,
    CartonPalletised,
    CartonReceived,
    CartonReopened,
    CartonUnassigned,
    CartonUnreceived,
    DevicePacked,
    DeviceUnpacked,
    Event,
    LabelRecalled,
    LabelReprinted,
    LabelSetAside,
    LabelUnverified,
    LabelVerified,
    PalletCancelled,
    PalletClosed,
    PalletLoaded,
    PalletOpened,
    PalletReopened,
    PalletUnloaded,
    SealRecorded,
    SealRemoved,
    ShipmentJoined,
    ShipmentNumbered,
    TripDeparted,
    TripOpened,
    UnitWeighed,
    WeighingAwaited,
    WeighingSkipped,
    WeighingUndone,
)
from dispatch.domain.trips import Shipment
from dispatch.workflows import tasks
from dispatch.workflows.home import Home
from dispatch.workflows.loading import Loading, LoadStop
from dispatch.workflows.packing import Packing
from dispatch.workflows.packing_contents import Line
from dispatch.workflows.palletising import Palletising
from dispatch.workflows.receiving import Receiving
from dispatch.workflows.subjects import Judged, NextSubject, OrderSubject, TripSubject, UnitSubject
from dispatch.workflows.weighing import Weighing
from tests.support.builders import SITE, TABLET, a_gsin, carton_sscc

ITEMS = {
    item.reference: item
    for item in (
        replace(TABLET, reference="LIGHT", per_carton=3, weight_g=4_000, carton_tare_g=1_000),
        replace(TABLET, reference="HEAVY", per_carton=4, weight_g=7_000, gtin="09521234500025"),
        replace(TABLET, reference="SINGLE", per_carton=1, weight_g=900),
        replace(TABLET, reference="ANVIL", per_carton=1, weight_g=26_000),
        replace(TABLET, reference="POWER", batteries=1, battery_mwh=120_000),
    )
}


SITE_TAKES_G = 800_000
"""What a pallet of the lycée may weigh."""
TAKEN_BACK: dict[type[Event], type[Event]] = {
    CartonReceived: CartonUnreceived,
    CartonOpened: CartonCancelled,
    DevicePacked: DeviceUnpacked,
    CartonAssigned: CartonUnassigned,
    CartonClosed: CartonReopened,
    LabelVerified: LabelUnverified,
    LabelSetAside: LabelRecalled,
    PalletOpened: PalletCancelled,
    CartonPalletised: CartonDepalletised,
    PalletClosed: PalletReopened,
    PalletLoaded: PalletUnloaded,
    SealRecorded: SealRemoved,
    UnitWeighed: WeighingUndone,
    WeighingSkipped: WeighingUndone,
}
"""Which event takes which one back."""


def follow(state: tasks.State, subject: Judged, event: Event) -> tasks.State:
    """The state after one event of the decision about `subject`, read again where it does not follow by itself."""
    after = tasks.evolve(state, event)
    if after is not None:
        return after
    match state:
        case Receiving():
            return Receiving("AV1", (1, 8), (10, 80))
        case Packing():
            return _packing(subject)
        case Palletising():
            return _palletising(state, subject, event)
        case Loading():
            return _loading(state, subject, event)
        case Home():
            return state
        case _:
            assert_never(state)


def _packing(subject: Judged) -> Packing:
    order = subject.order if isinstance(subject, NextSubject) else subject
    assert isinstance(order, OrderSubject)
    lines = tuple(Line(ITEMS[line.reference], line.granted, line.packed) for line in order.lines)
    aside = (carton_sscc(1),) if order.awaiting else ()
    return Packing(order.code, order.uai, order.site, lines, aside=aside)


def _palletising(state: Palletising, subject: Judged, event: Event) -> Palletising:
    match event:
        case PalletOpened(sscc, uai, number):
            return Palletising(sscc, uai, SITE, number, shipment=Shipment("T1", uai, gsin=a_gsin(1)))
        case CartonPalletised():
            assert isinstance(subject, UnitSubject)
            sizes = dict(state.sizes)
            sizes[subject.size_mm] = sizes.get(subject.size_mm, 0) + 1
            return replace(
                state,
                cartons=state.cartons + 1,
                devices=state.devices + event.devices,
                net_g=state.net_g + event.weight_g,
                orders=tuple({*state.orders, subject.order}),
                sizes=tuple(sorted(sizes.items(), key=lambda pair: pair[0] or "")),
                lightest_g=min(state.lightest_g or event.weight_g, event.weight_g),
                limits=state.limits or (subject.site_facts.limits if subject.site_facts else None),
                loose=subject.number % 2,
                batteries=state.batteries + subject.batteries,
                consignment=subject.site_facts.consignment if subject.site_facts else state.consignment,
                carried_on=subject.site_facts.carried_on if subject.site_facts else state.carried_on,
            )
        case WeighingAwaited():
            weighing = Weighing.of_pallet(event, SITE_TAKES_G)
            return Palletising(uai=state.uai, site=state.site, weighing=weighing, last_unit=event.sscc)
        case LabelVerified() | ShipmentNumbered():
            return state
    raise AssertionError(event)


def _loading(state: Loading, subject: Judged, event: Event) -> Loading:
    match event:
        case TripOpened():
            assert isinstance(subject, TripSubject)
            trip = subject.trip
            to = [Shipment.to(trip.number, stop, a_gsin(1) if stop.number == 1 else "") for stop in trip.stops]
            stops = tuple(
                LoadStop(stop, SITE, ready=stop.number % 2, shipment=shipment)
                for stop, shipment in zip(trip.stops, to, strict=True)
            )
            missing = () if subject.trip.carrier_siren else ("carrier_siren",)
            return Loading(subject.trip, stops=stops, missing_mentions=missing)
        case PalletLoaded(stop=number):
            assert isinstance(subject, UnitSubject)
            return replace(
                state,
                stops=tuple(_one_more(stop) if stop.stop.number == number else stop for stop in state.stops),
                pallets=state.pallets + 1,
                cartons=state.cartons + subject.cartons,
                devices=state.devices + subject.devices,
                weight_g=state.weight_g + subject.weight_g,
                last_position=event.position,
                last_pallet=subject.sscc,
            )
        case ShipmentNumbered(uai=uai, order=order, gsin=gsin):
            return replace(state, stops=tuple(_numbered(stop, uai, order, gsin) for stop in state.stops))
        case ShipmentJoined() | LabelReprinted():
            return state
        case SealRecorded(seal=seal):
            return replace(state, seals=(*state.seals, seal))
        case TripDeparted():
            return replace(state, departed=True)
    raise AssertionError(event)


def _one_more(stop: LoadStop) -> LoadStop:
    return replace(stop, loaded=stop.loaded + 1, ready=max(0, stop.ready - 1))


def _numbered(stop: LoadStop, uai: str, order: str, gsin: str) -> LoadStop:
    mine = stop.shipment is not None and (stop.shipment.uai, stop.shipment.order) == (uai, order)
    return replace(stop, shipment=replace(stop.shipment, gsin=gsin)) if mine and stop.shipment else stop
