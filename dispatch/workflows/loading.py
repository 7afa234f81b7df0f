"""Loading: the pallets of a trip go into the truck, last stop first; then seals, papers, departure.

    [*] --> trip-expected
    trip-expected --> loading : trip or dock / trip-opened
    loading --> loading : ready pallet of a stop / pallet-loaded or pallet-relabelled, or another trip / trip-opened
    loading --> loading : CMD-CLOSE / seal-expected
    loading --> sealing : seal, after CMD-CLOSE / seal-recorded
    sealing --> sealing : seal / seal-recorded
    sealing --> loading : another trip / trip-opened
    sealing --> departed : CMD-CLOSE, summary confirmed / departed
    departed --> loading : another trip / trip-opened

A pallet joins the shipment of its stop, and gets new labels where its old ones name another (see `shipments`).
CMD-REPRINT prints the label of the last pallet again (reprinted). A seal that was put on keeps pallets out until
CMD-UNDO takes it back (E-CHG-14), see `undoing`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from dispatch.domain.calendar import holidays
from dispatch.domain.events import PalletLoaded, SealRecorded, TripDeparted, TripOpened
from dispatch.domain.reasons import Reason
from dispatch.domain.trips import Shipment, Stop, Trip, stop_for
from dispatch.scanning.scans import Command
from dispatch.workflows.decisions import (
    Answers,
    Args,
    Decision,
    Desk,
    Notice,
    Print,
    accept,
    approval,
    approver,
    ask,
    refuse,
)
from dispatch.workflows.labelling import Label, reprint
from dispatch.workflows.palletising import COPIES, LABEL
from dispatch.workflows.printers import away
from dispatch.workflows.refusals import beyond_road, unknown
from dispatch.workflows.shipments import join_loaded
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
    shipment: Shipment | None = None
    """What it receives, with its GSIN where one was given already."""


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
    last_pallet: str = ""
    """The one that went in last: what CMD-REPRINT prints."""
    reprints: int = 0
    """Reprints so far of its label."""
    planned: tuple[int, int, int] = (0, 0, 0)
    """Pallets, cartons and devices loaded or ready to load."""
    seals: tuple[str, ...] = ()
    missing_mentions: tuple[str, ...] = ()
    """Mandatory fields of the waybill that are still empty (E-CHG-09)."""

    def stop_of(self, uai: str, order: str) -> LoadStop | None:
        """The stop that takes a pallet of this lycée and order."""
        taking = stop_for((stop.stop for stop in self.stops), uai, order)
        return next((stop for stop in self.stops if stop.stop == taking), None)

    @property
    def is_open(self) -> bool:
        """Is there a trip that has not departed?"""
        return self.trip is not None and not self.departed

    @property
    def label(self) -> Label | None:
        """The label that CMD-REPRINT prints."""
        return Label(self.last_pallet, LABEL, copies=COPIES, reprints=self.reprints) if self.last_pallet else None

    @property
    def missing(self) -> int:
        """Planned pallets not in the truck; a stop that has none at all counts for one."""
        return sum(s.ready + s.unfinished or (0 if s.loaded else 1) for s in self.stops)


def decide(state: Loading, subject: Judged, desk: Desk, answers: Answers) -> Decision:
    """Judge one subject; pure."""
    match subject:
        case UnknownSubject(code, "plain") | ProductSubject(code=code) if code and _takes_seals(state, answers):
            return _seal(state, code, desk)
        case TripSubject():
            return _trip(state, subject, desk, answers)
        case UnitSubject(status="void"):
            return refuse(Reason.VOID_LABEL, sscc=subject.sscc)
        case UnitSubject(kind="carton"):
            return refuse(Reason.CARTON_NOT_PALLET, sscc=subject.sscc)
        case UnitSubject():
            return _pallet(state, subject, desk, answers)
        case SealSubject():
            return refuse(Reason.SEAL_REFUSED, seal=subject.seal)
        case UnknownSubject():
            return unknown(subject)
        case DeviceSubject() | AnnouncedCartonSubject() | AmbiguousSubject() | ProductSubject() | OrderSubject():
            return refuse(Reason.NOT_EXPECTED_HERE)
        case CommandSubject(command=Command.CLOSE):
            return _close(state, desk, answers)
        case CommandSubject(command=Command.REPRINT) if state.is_open:
            return reprint(state.label, desk, answers)
        case CommandSubject() | NextSubject():
            return refuse(Reason.NOT_EXPECTED_HERE)
        case _:
            assert_never(subject)


def _trip(state: Loading, subject: TripSubject, desk: Desk, answers: Answers) -> Decision:
    trip = subject.trip
    if subject.status == "departed":
        return refuse(Reason.TRIP_ALREADY_DEPARTED, trip=trip.number, date=subject.departed or "")
    if state.is_open and state.trip is not None and state.trip.number == trip.number:
        return refuse(Reason.TRIP_ALREADY_OPEN, trip=trip.number)
    if not desk.document_printer:
        return refuse(Reason.NO_PRINTER, role="documents")
    event = TripOpened(trip.number)
    return away("documents", desk, answers) or accept(
        Reason.TRIP_OPENED, event, trip=trip.number, stops=len(trip.stops), plate=trip.plate
    )


# -- pallets --------------------------------------------------------------------------------------------------------


def _pallet(state: Loading, pallet: UnitSubject, desk: Desk, answers: Answers) -> Decision:
    if pallet.departed:
        return refuse(Reason.PALLET_DEPARTED, sscc=pallet.sscc, date=pallet.departed)
    trip = state.trip
    if trip is None or state.departed:
        return refuse(Reason.TRIP_EXPECTED)
    stop = state.stop_of(pallet.uai, pallet.order)
    if stop is None:
        return _elsewhere(trip, pallet) or _not_planned(trip, pallet)
    return (
        _elsewhere(trip, pallet)
        or _wrong_with_pallet(state, trip, pallet, desk)
        or _capacity(state, trip, pallet, desk, answers)
        or _order(state, stop, answers)
        or _marks_due(trip, pallet, desk, answers)
        or _load(state, trip, stop, pallet, desk, answers)
    )


def _elsewhere(trip: Trip, pallet: UnitSubject) -> Decision | None:
    if pallet.trip is None:
        return None
    here = pallet.trip == trip.number
    reason = Reason.PALLET_ALREADY_LOADED if here else Reason.PALLET_LOADED_ELSEWHERE
    return refuse(reason, sscc=pallet.sscc, trip=pallet.trip)


def _not_planned(trip: Trip, pallet: UnitSubject) -> Decision:
    """E-CHG-01; a pallet of another order of a lycée on this trip has no better trip to name."""
    planned = pallet.planned_trip if pallet.planned_trip != trip.number else None
    return refuse(Reason.PALLET_NOT_PLANNED, sscc=pallet.sscc, site=pallet.site, trip=planned or "—")


def _wrong_with_pallet(state: Loading, trip: Trip, pallet: UnitSubject, desk: Desk) -> Decision | None:
    if pallet.status != "closed":
        return refuse(Reason.PALLET_NOT_READY, sscc=pallet.sscc)
    too_large = desk.batteries.too_large(pallet.items, max(trip.date, desk.today))
    if too_large is not None:
        return refuse(Reason.BATTERY_TOO_LARGE, model=too_large.reference)
    unreached = beyond_road(pallet)
    if unreached is None and state.seals:
        return refuse(Reason.LOAD_SEALED, rule="E-CHG-14", seal=state.seals[-1])
    return unreached


def _capacity(state: Loading, trip: Trip, pallet: UnitSubject, desk: Desk, answers: Answers) -> Decision | None:
    """E-CHG-03: payload is hard, one pallet over the floor places needs a shift lead, more is refused."""
    weight_g = state.weight_g + pallet.weight_g
    over = state.pallets + 1 - trip.positions if trip.positions is not None else 0
    room: Args = {
        "used": state.pallets + 1,
        "places": "—" if trip.positions is None else trip.positions,
        "weight": weight_g // 1000,
        "payload": "—" if trip.payload_kg is None else trip.payload_kg,
    }
    if over > 1 or (trip.payload_kg is not None and weight_g > trip.payload_kg * 1000):
        return Decision(Reason.TRUCK_FULL, room)
    return approval(Reason.TRUCK_ONE_OVER, answers, desk, room) if over == 1 else None


def _marks_due(trip: Trip, pallet: UnitSubject, desk: Desk, answers: Answers) -> Decision | None:
    """A further package may need marks on a pallet that went without: the whole consignment decides (domain 4.2)."""
    if pallet.marked or Reason.MARKS_DUE in answers.confirmed:
        return None
    day = max(trip.date, desk.today)
    if not desk.batteries.marks(pallet.batteries, pallet.consignment, day):
        return None
    edition = desk.batteries.book.on(day)
    return ask(Reason.MARKS_DUE, sscc=pallet.sscc, mark=edition.mark_text, overpack=edition.overpack_text)


def _order(state: Loading, stop: LoadStop, answers: Answers) -> Decision | None:
    """E-CHG-04: what is delivered last goes in first. Asks where an earlier stop would stand behind a later one."""
    if Reason.LOADING_ORDER in answers.confirmed:
        return None
    number = stop.stop.number
    later = [s.stop.number for s in state.stops if s.stop.number > number and s.ready]
    if later:
        return ask(Reason.LOADING_ORDER, stop=number, before=max(later))
    earlier = [s.stop.number for s in state.stops if s.stop.number < number and s.loaded]
    if earlier:
        return ask(Reason.LOADING_ORDER, stop=min(earlier), before=number)
    return None


def _load(state: Loading, trip: Trip, stop: LoadStop, pallet: UnitSubject, desk: Desk, answers: Answers) -> Decision:
    event = PalletLoaded(
        pallet.sscc,
        trip.number,
        stop.stop.number,
        state.last_position + 1,
        answers.reason.value if answers.reason else "",
    )
    joins, outdated = join_loaded(pallet, stop.shipment, desk)
    loaded = accept(
        Reason.PALLET_RELABELLED if outdated else Reason.PALLET_LOADED,
        event,
        *joins,
        prints=(Print(LABEL, pallet.sscc, COPIES),) if outdated else (),
        approver=approver(answers, desk),
        sscc=pallet.sscc,
        stop=stop.stop.number,
        site=stop.site,
        pallets=state.pallets + 1,
    )
    return replace(loaded, voids=(pallet.sscc,)) if outdated else loaded


# -- seals and departure --------------------------------------------------------------------------------------------


def _takes_seals(state: Loading, answers: Answers) -> bool:
    return state.is_open and (answers.sealing or bool(state.seals))


def _seal(state: Loading, seal: str, desk: Desk) -> Decision:
    wrong_clock = _wrong_clock(desk)
    if wrong_clock is not None:
        return wrong_clock
    assert state.trip is not None
    trip = state.trip.number
    return accept(Reason.SEAL_RECORDED, SealRecorded(trip, seal), seal=seal, trip=trip, count=len(state.seals) + 1)


def _wrong_clock(desk: Desk) -> Decision | None:
    behind = desk.clock_behind_s
    return refuse(Reason.CLOCK_WRONG, seconds=behind) if behind > CLOCK_DRIFT_S else None


def _close(state: Loading, desk: Desk, answers: Answers) -> Decision:
    trip = state.trip
    if trip is None or state.departed:
        return refuse(Reason.TRIP_EXPECTED)
    if not state.pallets:
        return refuse(Reason.NOTHING_LOADED, trip=trip.number)
    if not state.seals:
        return Decision(Reason.SEAL_EXPECTED, {"trip": trip.number}, rule="E-CHG-08", expects_seal=True)
    return (
        _wrong_clock(desk)
        or _incomplete(state)
        or _departure_question(state, trip, desk, answers)
        or _depart(state, trip, desk, answers)
    )


def _incomplete(state: Loading) -> Decision | None:
    return refuse(Reason.WAYBILL_INCOMPLETE, field=state.missing_mentions[0]) if state.missing_mentions else None


def _departure_question(state: Loading, trip: Trip, desk: Desk, answers: Answers) -> Decision | None:
    """The summary says the planned day and what is missing; missing pallets need a reason and two badges (E-CHG-07)."""
    if Reason.DEPARTURE_SUMMARY not in answers.confirmed:
        summary = ask(
            Reason.DEPARTURE_SUMMARY,
            trip=trip.number,
            pallets=state.pallets,
            cartons=state.cartons,
            devices=state.devices,
            seals=len(state.seals),
            missing=state.missing,
            planned=trip.date,
            today=desk.today,
        )
        rule, closed = (
            ("E-CHG-18", (Notice("sites-closed", {"date": desk.today}),)) if _closed(desk.today) else (None, ())
        )
        return replace(summary, rule=rule, notices=(*closed, *_seals_to_hand(state)))
    if state.missing:
        return approval(Reason.PALLETS_MISSING, answers, desk, {"missing": state.missing}, badges=2)
    return None


def _seals_to_hand(state: Loading) -> tuple[Notice, ...]:
    """Doors are opened and sealed anew at each of several stops: a seal more than stops is needed (domain rule 5.5)."""
    stops = sum(stop.loaded > 0 for stop in state.stops)
    left = stops + 1 - len(state.seals)
    return (Notice("seals-to-hand", {"left": left}),) if stops > 1 and left > 0 else ()


def _closed(day: str) -> bool:
    """Is every lycée closed on this day: a Sunday or a public holiday (E-CHG-18)?"""
    today = date.fromisoformat(day)
    return today.isoweekday() == 7 or today in holidays(today.year)


def _depart(state: Loading, trip: Trip, desk: Desk, answers: Answers) -> Decision:
    reason = answers.reason.value if answers.reason else ""
    return accept(
        Reason.DEPARTED,
        TripDeparted(trip.number, desk.today, state.missing, reason, desk.batteries.book.on(desk.today).name),
        approver=approver(answers, desk),
        trip=trip.number,
        pallets=state.pallets,
        cartons=state.cartons,
        devices=state.devices,
        plate=trip.plate,
    )
