"""Loading: the pallets of a trip go into the truck, last stop first; then seals, papers, departure.

    [*] --> READY
    READY --> LOADING : trip / trip-opened
    LOADING --> LOADING : ready pallet of a stop / pallet-loaded
    LOADING --> SEALING : CMD-CLOSE / seal-expected
    SEALING --> SEALING : seal / seal-recorded
    SEALING --> LOADING : a pallet, while no seal is on
    SEALING --> [*] : CMD-CLOSE, summary confirmed / departed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from dispatch.domain.events import PalletLoaded, SealRecorded, TripDeparted, TripOpened
from dispatch.domain.orders import order_number
from dispatch.domain.reasons import Reason
from dispatch.domain.trips import Stop, Trip
from dispatch.scanning.scans import Command
from dispatch.workflows.decisions import Answers, Decision, Desk, accept, approval, approver, ask, refuse
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

CLOCK_DRIFT_S = 60
"""A desk whose clock is further behind the journal may neither seal nor depart (R-01)."""


@dataclass(frozen=True, slots=True)
class LoadStop:
    """One stop with its pallets: loaded, ready to load, and not finished yet."""

    stop: Stop
    site: str
    loaded: int = 0
    ready: int = 0
    unfinished: int = 0

    def takes(self, uai: str, order: str) -> bool:
        """Is a pallet of this lycée and order for this stop? The order counts where the stop names one."""
        number = self.stop.order_number
        return uai == self.stop.uai and (number is None or order == order_number(uai, number))


@dataclass(frozen=True, slots=True)
class Loading:
    """The trip at hand and what is in the truck."""

    trip: Trip | None = None
    departed: bool = False
    stops: tuple[LoadStop, ...] = ()
    """In order of delivery."""
    pallets: int = 0
    cartons: int = 0
    devices: int = 0
    weight_g: int = 0
    last_position: int = 0
    planned: tuple[int, int, int] = (0, 0, 0)
    """Pallets, cartons and devices loaded or ready to load."""
    seals: tuple[str, ...] = ()
    missing_mentions: tuple[str, ...] = ()
    """Mandatory fields of the waybill that are still empty (E-CHG-09)."""

    @property
    def is_open(self) -> bool:
        """Is there a trip that has not departed?"""
        return self.trip is not None and not self.departed

    @property
    def missing(self) -> int:
        """Planned pallets not in the truck; a stop that has none at all counts for one."""
        return sum(s.ready + s.unfinished or (0 if s.loaded else 1) for s in self.stops)


def decide(state: Loading, subject: Judged, desk: Desk, answers: Answers) -> Decision:
    """Judge one subject; pure."""
    code = _seal_code(subject)
    if code and state.trip and (answers.sealing or state.seals):
        return _seal(state, state.trip, code, desk)
    match subject:
        case TripSubject():
            return _trip(state, subject, desk)
        case UnitSubject(status="void"):
            return refuse(Reason.VOID_LABEL, sscc=subject.sscc)
        case UnitSubject(kind="carton"):
            return refuse(Reason.CARTON_NOT_PALLET, sscc=subject.sscc)
        case UnitSubject():
            return _pallet(state, subject, desk, answers)
        case SealSubject():
            return refuse(Reason.SEAL_REFUSED, seal=subject.seal)
        case UnknownSubject(kind="sscc"):
            return refuse(Reason.UNKNOWN_SSCC, sscc=subject.code)
        case UnknownSubject(kind="trip" | "dock"):
            return refuse(Reason.UNKNOWN_TRIP, trip=subject.code)
        case UnknownSubject():
            return refuse(Reason.UNKNOWN_CODE, code=subject.code)
        case DeviceSubject() | AnnouncedCartonSubject() | AmbiguousSubject() | ProductSubject() | OrderSubject():
            return refuse(Reason.NOT_EXPECTED_HERE)
        case NextSubject():
            return refuse(Reason.NOT_EXPECTED_HERE)
        case CommandSubject(command):
            return _close(state, desk, answers) if command is Command.CLOSE else refuse(Reason.NOT_EXPECTED_HERE)
        case _:
            assert_never(subject)


def _seal_code(subject: Judged) -> str:
    match subject:
        case UnknownSubject(kind="plain"):
            return subject.code
        case ProductSubject():
            return subject.code
    return ""


def _trip(state: Loading, subject: TripSubject, desk: Desk) -> Decision:
    number = subject.trip.number
    if subject.status == "departed":
        return refuse(Reason.TRIP_ALREADY_DEPARTED, trip=number, date=subject.departed or "")
    if state.is_open and state.trip is not None and state.trip.number == number:
        return refuse(Reason.TRIP_ALREADY_OPEN, trip=number)
    if not desk.document_printer:
        return refuse(Reason.NO_PRINTER, role="documents")
    return accept(
        Reason.TRIP_OPENED, TripOpened(number), trip=number, stops=len(subject.trip.stops), plate=subject.trip.plate
    )


# -- pallets --------------------------------------------------------------------------------------------------------


def _pallet(state: Loading, pallet: UnitSubject, desk: Desk, answers: Answers) -> Decision:
    if state.trip is None or state.departed:
        return refuse(Reason.TRIP_EXPECTED)
    stop = next((s for s in state.stops if s.takes(pallet.uai, pallet.order)), None)
    wrong = _wrong_with_pallet(state.trip, stop, pallet)
    if wrong is not None:
        return wrong
    assert stop is not None
    if state.seals:
        return refuse(Reason.LOAD_SEALED, seal=state.seals[-1])
    question = _capacity(state, state.trip, pallet, desk, answers) or _order(state, stop, answers)
    return question or _load(state, state.trip, stop, pallet, desk, answers)


def _wrong_with_pallet(trip: Trip, stop: LoadStop | None, pallet: UnitSubject) -> Decision | None:
    if pallet.departed:
        return refuse(Reason.PALLET_DEPARTED, sscc=pallet.sscc, date=pallet.departed)
    if pallet.trip == trip.number:
        return refuse(Reason.PALLET_ALREADY_LOADED, sscc=pallet.sscc, trip=trip.number)
    if pallet.trip is not None:
        return refuse(Reason.PALLET_LOADED_ELSEWHERE, sscc=pallet.sscc, trip=pallet.trip)
    if stop is None:
        return refuse(Reason.PALLET_NOT_PLANNED, sscc=pallet.sscc, site=pallet.site, trip=pallet.planned_trip or "—")
    if pallet.status != "closed":
        return refuse(Reason.PALLET_NOT_READY, sscc=pallet.sscc)
    if pallet.battery_too_large:
        return refuse(Reason.BATTERY_TOO_LARGE, model=pallet.battery_too_large)
    return None


def _capacity(state: Loading, trip: Trip, pallet: UnitSubject, desk: Desk, answers: Answers) -> Decision | None:
    """E-CHG-03: payload is hard, one pallet over the floor places needs a shift lead, more is refused."""
    weight = (state.weight_g + pallet.weight_g) // 1000
    places, used = trip.positions, state.pallets + 1
    full = {"used": used, "places": places or 0, "weight": weight, "payload": trip.payload_kg or 0}
    if trip.payload_kg is not None and state.weight_g + pallet.weight_g > trip.payload_kg * 1000:
        return refuse(Reason.TRUCK_FULL, **full)
    if places is None or used <= places:
        return None
    if used > places + 1:
        return refuse(Reason.TRUCK_FULL, **full)
    return approval(Reason.TRUCK_ONE_OVER, answers, desk, **full)


def _order(state: Loading, stop: LoadStop, answers: Answers) -> Decision | None:
    """E-CHG-04: what is delivered last goes in first."""
    if Reason.LOADING_ORDER in answers.confirmed:
        return None
    waiting = [s.stop.number for s in state.stops if s.stop.number > stop.stop.number and s.ready]
    if waiting:
        return ask(Reason.LOADING_ORDER, stop=stop.stop.number, before=max(waiting))
    blocked = [s.stop.number for s in state.stops if s.stop.number < stop.stop.number and s.loaded]
    if blocked:
        return ask(Reason.LOADING_ORDER, stop=stop.stop.number, before=min(blocked))
    return None


def _load(state: Loading, trip: Trip, stop: LoadStop, pallet: UnitSubject, desk: Desk, answers: Answers) -> Decision:
    event = PalletLoaded(
        pallet.sscc,
        trip.number,
        stop.stop.number,
        state.last_position + 1,
        answers.reason.value if answers.reason else "",
    )
    return accept(
        Reason.PALLET_LOADED,
        event,
        approver=approver(answers, desk) if answers.reason else "",
        sscc=pallet.sscc,
        stop=stop.stop.number,
        site=stop.site,
        pallets=state.pallets + 1,
    )


# -- seals and departure --------------------------------------------------------------------------------------------


def _seal(state: Loading, trip: Trip, seal: str, desk: Desk) -> Decision:
    if state.departed:
        return refuse(Reason.TRIP_EXPECTED)
    if desk.clock_behind_s > CLOCK_DRIFT_S:
        return refuse(Reason.CLOCK_WRONG, seconds=desk.clock_behind_s)
    count = len(state.seals) + 1
    return accept(Reason.SEAL_RECORDED, SealRecorded(trip.number, seal), seal=seal, trip=trip.number, count=count)


def _close(state: Loading, desk: Desk, answers: Answers) -> Decision:
    trip = state.trip
    if trip is None or state.departed:
        return refuse(Reason.TRIP_EXPECTED)
    if not state.pallets:
        return refuse(Reason.NOTHING_LOADED, trip=trip.number)
    if not state.seals:
        return Decision(Reason.SEAL_EXPECTED, {"trip": trip.number}, expects_seal=True)
    if desk.clock_behind_s > CLOCK_DRIFT_S:
        return refuse(Reason.CLOCK_WRONG, seconds=desk.clock_behind_s)
    if state.missing_mentions:
        return refuse(Reason.WAYBILL_INCOMPLETE, field=state.missing_mentions[0])
    return _departure_question(state, trip, desk, answers) or _depart(state, trip, desk, answers)


def _departure_question(state: Loading, trip: Trip, desk: Desk, answers: Answers) -> Decision | None:
    if Reason.DEPARTURE_SUMMARY not in answers.confirmed:
        return ask(
            Reason.DEPARTURE_SUMMARY,
            trip=trip.number,
            pallets=state.pallets,
            cartons=state.cartons,
            devices=state.devices,
            seals=len(state.seals),
            missing=state.missing,
            planned=trip.date,
            today=desk.today,
            other_day=int(trip.date != desk.today),
        )
    if state.missing:
        return approval(Reason.PALLETS_MISSING, answers, desk, badges=2, missing=state.missing)
    return None


def _depart(state: Loading, trip: Trip, desk: Desk, answers: Answers) -> Decision:
    reason = answers.reason.value if state.missing and answers.reason else ""
    event = TripDeparted(trip.number, desk.today, state.missing, reason)
    return accept(
        Reason.DEPARTED,
        event,
        approver=approver(answers, desk) if state.missing else "",
        trip=trip.number,
        pallets=state.pallets,
        cartons=state.cartons,
        devices=state.devices,
        plate=trip.plate,
    )
