"""Receiving: the id of an announced carton puts its devices in stock.

    [*] --> ready
    ready --> ready : announced carton / carton-received
    ready --> ready : CMD-UNDO / undone

The same carton again changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from dispatch.domain.events import CartonReceived, Event
from dispatch.domain.reasons import Need, Reason
from dispatch.workflows.decisions import Answers, Decision, Desk, accept, ask, refuse
from dispatch.workflows.refusals import unknown
from dispatch.workflows.subjects import (
    AmbiguousSubject,
    AnnouncedCartonSubject,
    CommandSubject,
    DeviceSubject,
    Judged,
    NextSubject,
    OrderSubject,
    ProductSubject,
    SealSubject,
    TripSubject,
    UnitSubject,
    UnknownSubject,
)


@dataclass(frozen=True, slots=True)
class Receiving:
    """The advice at hand and how far it is received."""

    asn: str = ""
    cartons: tuple[int, int] = (0, 0)
    devices: tuple[int, int] = (0, 0)


def decide(state: Receiving, subject: Judged, desk: Desk, answers: Answers) -> Decision:
    """Judge one subject; pure."""
    match subject:
        case AnnouncedCartonSubject():
            return _carton(subject)
        case AmbiguousSubject():
            return _ambiguous(subject, answers)
        case DeviceSubject():
            return refuse(Reason.CARTON_CODE_EXPECTED, serial=subject.serial, carton=subject.carton.code)
        case UnitSubject(status="void"):
            return refuse(Reason.VOID_LABEL, sscc=subject.sscc)
        case ProductSubject():
            return refuse(Reason.PRODUCT_CODE, code=str(subject.gtin))
        case UnknownSubject():
            return unknown(subject)
        case SealSubject() | UnitSubject() | OrderSubject() | TripSubject() | CommandSubject() | NextSubject():
            return refuse(Reason.NOT_EXPECTED_HERE)
        case _:
            assert_never(subject)


def _carton(carton: AnnouncedCartonSubject) -> Decision:
    if carton.received:
        return refuse(Reason.CARTON_ALREADY_RECEIVED, carton=carton.code, asn=carton.asn)
    event = CartonReceived(carton.id, carton.asn, carton.code, carton.devices)
    return accept(Reason.CARTON_RECEIVED, event, carton=carton.code, asn=carton.asn, devices=carton.devices)


def _ambiguous(subject: AmbiguousSubject, answers: Answers) -> Decision:
    """Only cartons are received, so a device with the same code makes no doubt."""
    chosen = [carton for carton in subject.cartons if answers.carton in (None, carton.id)]
    if len(chosen) == 1:
        return _carton(chosen[0])
    if not chosen:
        return refuse(Reason.CARTON_CODE_EXPECTED, serial=subject.code)
    return ask(Reason.CARTON_AMBIGUOUS, Need.LABEL, code=subject.code)


def evolve(state: Receiving, event: Event) -> Receiving | None:
    """The state after `event`; None where it must be read again."""
    match event:
        case CartonReceived(asn=state.asn):
            cartons = (state.cartons[0] + 1, state.cartons[1])
            devices = (state.devices[0] + event.devices, state.devices[1])
            return replace(state, cartons=cartons, devices=devices)
    return None
