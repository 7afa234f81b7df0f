"""Palletising: the closed cartons of one lycée go on one pallet, which then carries two labels.

    [*] --> ready
    ready --> ready : CMD-NEXT / next-site
    ready --> pallet-open : closed carton / pallet-opened
    pallet-open --> pallet-open : closed carton of the same site / carton-palletised
    pallet-open --> awaiting-label : CMD-CLOSE, film and marks confirmed / pallet-closed
    pallet-open --> awaiting-weight : the same at a desk that weighs pallets / pallet-to-weigh
    awaiting-weight --> awaiting-label : its weight / weighed, or CMD-NEXT / not-weighed
    awaiting-label --> awaiting-label : its label, first face / label-verified
    awaiting-label --> awaiting-label : CMD-REPRINT, reason card / reprinted
    awaiting-label --> ready : its label, second face / pallet-ready, or CMD-NEXT / set-aside

In every state but awaiting-label the label of a unit set aside completes it (label-verified, pallet-ready), and
CMD-REPRINT prints the label of the last pallet again (reprinted). For awaiting-weight see `weighing`, for CMD-UNDO
`undoing`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from dispatch.domain.batteries import NO_PACKAGES, Consignment
from dispatch.domain.events import (
    CartonPalletised,
    Event,
    LabelReprinted,
    LabelSetAside,
    LabelVerified,
    PalletClosed,
    PalletOpened,
    ShipmentJoined,
    UnitWeighed,
    WeighingAwaited,
    WeighingSkipped,
)
from dispatch.domain.pallet_plan import PALLET_TARE_G, CartonSize, PalletLimits, loaded_height_mm
from dispatch.domain.reasons import Reason
from dispatch.domain.scales import pallet_tolerance_g
from dispatch.domain.trips import Shipment
from dispatch.scanning.scans import Command
from dispatch.workflows.decisions import (
    PALLET_EXTENSION,
    Answers,
    Decision,
    Desk,
    Print,
    accept,
    approval,
    approver,
    ask,
    label_supply,
    refuse,
)
from dispatch.workflows.labelling import Label, judge_label, reprint, verify
from dispatch.workflows.printers import away
from dispatch.workflows.refusals import unknown
from dispatch.workflows.shipments import join_closed
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
from dispatch.workflows.weighing import Weighing

LABEL = "pallet-label"
"""Kind of the print jobs that palletising queues."""
COPIES = 2
"""Labels per pallet, on two neighbouring faces (E-PAL-07)."""


@dataclass(frozen=True, slots=True)
class Palletising:
    """The open pallet, or the closed one whose labels are awaited."""

    sscc: str = ""
    """SSCC of the open pallet; empty while none is open."""
    uai: str = ""
    site: str = ""
    number: int = 0
    cartons: int = 0
    devices: int = 0
    net_g: int = 0
    orders: tuple[str, ...] = ()
    """Codes of the orders its cartons are of."""
    sizes: tuple[tuple[str | None, int], ...] = ()
    """Cartons per size, None where the size is not known."""
    limits: PalletLimits | None = None
    lightest_g: int = 0
    """What its lightest carton weighs."""
    loose: int = 0
    """Cartons of the site that stand on no pallet yet."""
    batteries: int = 0
    """How many its cartons hold."""
    consignment: Consignment = NO_PACKAGES
    """Everything for the site that no truck has taken away."""
    carried_on: str = ""
    """ISO date of the trip on which the site stands, or empty."""
    shipment: Shipment | None = None
    """What the open pallet is going to be part of, where that is sure."""
    weighing: Weighing | None = None
    """The pallet that is weighed before anything else."""
    awaiting: str | None = None
    """SSCC of the pallet whose labels must be scanned before anything else."""
    copies_verified: int = 0
    last_unit: str | None = None
    """The pallet closed last at this desk: what CMD-REPRINT prints."""
    reprints: int = 0
    """Reprints so far of its label."""

    @property
    def label(self) -> Label | None:
        """The label that is awaited, or else the one that CMD-REPRINT prints."""
        sscc = self.awaiting or self.last_unit
        return Label(sscc, LABEL, self.copies_verified + 1, COPIES, self.reprints) if sscc else None

    @property
    def awaited(self) -> Label | None:
        """The label that must be scanned before anything else."""
        return self.label if self.awaiting else None

    @property
    def is_open(self) -> bool:
        """Is there a pallet that is not ready yet?"""
        return bool(self.sscc) or self.weighing is not None or self.awaiting is not None


def decide(state: Palletising, subject: Judged, desk: Desk, answers: Answers) -> Decision:
    """Judge one subject; pure."""
    awaited = state.awaited
    if awaited is not None:
        return judge_label(awaited, subject, desk, answers)
    match subject:
        case UnitSubject(status="void"):
            return refuse(Reason.VOID_LABEL, sscc=subject.sscc)
        case UnitSubject(kind="carton"):
            return _carton(state, subject, desk, answers)
        case UnitSubject():
            return _pallet(state, subject)
        case AnnouncedCartonSubject():
            return refuse(Reason.CARTON_NOT_CLOSED, sscc=subject.code)
        case UnknownSubject():
            return unknown(subject)
        case DeviceSubject() | AmbiguousSubject() | ProductSubject() | OrderSubject() | TripSubject() | SealSubject():
            return refuse(Reason.NOT_EXPECTED_HERE)
        case NextSubject():
            return _next(state, subject)
        case CommandSubject(command):
            return _command(state, command, desk, answers)
        case _:
            assert_never(subject)


# -- cartons --------------------------------------------------------------------------------------------------------


def _carton(state: Palletising, carton: UnitSubject, desk: Desk, answers: Answers) -> Decision:
    if carton.status == "awaiting-label" and carton.set_aside:
        return verify(Label(carton.sscc, "carton-label"))
    wrong = _wrong_with_carton(state, carton)
    if wrong is not None:
        return wrong
    lacking = None if state.sscc else label_supply(desk, PALLET_EXTENSION)
    refused = lacking or _no_room(state, carton, desk, answers) or _unmarked(carton, desk, answers)
    if refused is not None or state.sscc:
        return refused or _add(state, carton, desk, answers)
    return away("labels", desk, answers) or _open(carton, desk, answers)


def _wrong_with_carton(state: Palletising, carton: UnitSubject) -> Decision | None:
    if carton.departed:
        return refuse(Reason.PALLET_DEPARTED, sscc=carton.sscc, date=carton.departed)
    if carton.status != "closed":
        return refuse(Reason.CARTON_NOT_CLOSED, sscc=carton.sscc)
    if carton.pallet is not None:
        here = carton.pallet == state.sscc
        return refuse(Reason.CARTON_ALREADY_HERE if here else Reason.CARTON_ON_OTHER_PALLET, sscc=carton.pallet)
    if state.sscc and carton.uai != state.uai:
        return refuse(Reason.CARTON_OF_OTHER_SITE, sscc=carton.sscc, site=carton.site, pallet_site=state.site)
    return None


def _open(carton: UnitSubject, desk: Desk, answers: Answers) -> Decision:
    sscc = desk.next_sscc[PALLET_EXTENSION]
    number = carton.site_facts.pallets + 1 if carton.site_facts else 1
    return accept(
        Reason.PALLET_OPENED,
        PalletOpened(sscc, carton.uai, number),
        _put(carton, sscc, answers),
        approver=approver(answers, desk),
        sscc=carton.sscc,
        pallet=sscc,
        number=number,
        site=carton.site,
    )


def _add(state: Palletising, carton: UnitSubject, desk: Desk, answers: Answers) -> Decision:
    return accept(
        Reason.CARTON_PALLETISED,
        _put(carton, state.sscc, answers),
        approver=approver(answers, desk),
        sscc=carton.sscc,
        pallet=state.sscc,
        number=state.number,
        cartons=state.cartons + 1,
        site=state.site,
    )


def _put(carton: UnitSubject, pallet: str, answers: Answers) -> CartonPalletised:
    reason = answers.reason.value if answers.reason else ""
    return CartonPalletised(carton.sscc, pallet, carton.weight_g, carton.devices, reason)


def _no_room(state: Palletising, carton: UnitSubject, desk: Desk, answers: Answers) -> Decision | None:
    """E-PAL-04: too heavy is refused; each carton that makes the pallet higher than the limit needs a shift lead."""
    limits = state.limits or (carton.site_facts.limits if carton.site_facts else None)
    if limits is None:
        return None
    gross_g = PALLET_TARE_G + state.net_g + carton.weight_g
    if gross_g > limits.max_weight_g:
        return refuse(Reason.PALLET_TOO_HEAVY, weight=f"{gross_g / 1000:.0f}", limit=limits.max_weight_g // 1000)
    before, height = _height_mm(state.sizes), _height_mm(_with_size(state.sizes, carton.size_mm))
    if height is None or height <= max(limits.max_height_mm, before or 0):
        return None
    return approval(Reason.PALLET_TOO_HIGH, answers, desk, {"height": height, "limit": limits.max_height_mm})


def _unmarked(carton: UnitSubject, desk: Desk, answers: Answers) -> Decision | None:
    """E-COL-16: where marks are stuck on by hand, each carton that must bear one is asked about."""
    facts = carton.site_facts
    if not desk.batteries.by_hand or facts is None or Reason.MARK_ON_CARTON in answers.confirmed:
        return None
    day = max(desk.today, facts.carried_on)
    if not desk.batteries.marks(carton.batteries, facts.consignment, day):
        return None
    mark = desk.batteries.book.on(day).mark_text
    return _outdated(desk, day) or ask(Reason.MARK_ON_CARTON, sscc=carton.sscc, mark=mark)


def _outdated(desk: Desk, day: str) -> Decision | None:
    """Marks with a telephone number are refused after their last day (domain rule 4.2)."""
    if not desk.batteries.stock_is_outdated(day):
        return None
    return refuse(Reason.MARKS_OUTDATED, date=desk.batteries.book.on(day).phone_until.isoformat(), carried=day)


def _height_mm(sizes: tuple[tuple[str | None, int], ...]) -> int | None:
    return loaded_height_mm({CartonSize.parse(size) if size else None: count for size, count in sizes})


def _with_size(sizes: tuple[tuple[str | None, int], ...], size: str | None) -> tuple[tuple[str | None, int], ...]:
    counts = dict(sizes)
    counts[size] = counts.get(size, 0) + 1
    return tuple(sorted(counts.items(), key=lambda pair: pair[0] or ""))


# -- pallets --------------------------------------------------------------------------------------------------------


def _pallet(state: Palletising, pallet: UnitSubject) -> Decision:
    if pallet.status == "awaiting-label":
        return verify(Label(pallet.sscc, LABEL, pallet.copies_verified + 1, COPIES))
    if pallet.departed:
        return refuse(Reason.PALLET_DEPARTED, sscc=pallet.sscc, date=pallet.departed)
    if pallet.sscc == state.sscc:
        return refuse(Reason.UNIT_CONFIRMED, sscc=pallet.sscc)
    if pallet.status in ("open", "awaiting-weight"):
        return refuse(Reason.NOT_EXPECTED_HERE)
    return refuse(Reason.PALLET_ALREADY_READY, sscc=pallet.sscc, site=pallet.site)


def _next(state: Palletising, subject: NextSubject) -> Decision:
    if state.sscc:
        return refuse(Reason.PALLET_STILL_OPEN, sscc=state.sscc)
    if subject.site is None:
        return refuse(Reason.NOTHING_TO_PALLETISE)
    uai, site, cartons = subject.site
    return refuse(Reason.NEXT_SITE, uai=uai, site=site, cartons=cartons)


def _command(state: Palletising, command: Command, desk: Desk, answers: Answers) -> Decision:
    match command:
        case Command.CLOSE:
            return _close(state, desk, answers)
        case Command.REPRINT:
            return reprint(state.label, desk, answers)
        case _:
            return refuse(Reason.NOT_EXPECTED_HERE)


def _close(state: Palletising, desk: Desk, answers: Answers) -> Decision:
    if not state.cartons:
        return refuse(Reason.PALLET_EMPTY)
    if state.loose and Reason.CARTONS_MISSING not in answers.confirmed:
        return ask(Reason.CARTONS_MISSING, missing=state.loose, site=state.site)
    day = max(desk.today, state.carried_on)
    marked = desk.batteries.marks(state.batteries, state.consignment, day)
    question = _film_question(state, desk, day) if marked else ask(Reason.FILM, sscc=state.sscc)
    if question.reason not in answers.confirmed:
        return question
    return _closed(state, desk, marked, day)


def _film_question(state: Palletising, desk: Desk, day: str) -> Decision:
    """E-PAL-11: a filmed pallet is an overpack, its marks are repeated outside with the edition's word."""
    edition = desk.batteries.book.on(day)
    mark, overpack = edition.mark_text, edition.overpack_text
    return _outdated(desk, day) or ask(Reason.FILM_AND_MARKS, sscc=state.sscc, mark=mark, overpack=overpack)


def _closed(state: Palletising, desk: Desk, marked: bool, day: str) -> Decision:
    event = PalletClosed(
        state.sscc,
        state.uai,
        state.number,
        state.orders[0] if len(state.orders) == 1 else "",
        state.cartons,
        state.devices,
        state.net_g,
        PALLET_TARE_G + state.net_g,
        awaits_label=True,
        marked=marked,
        rules=desk.batteries.book.on(day).name,
    )
    weighed = "pallets" in desk.scales
    first = (WeighingAwaited(state.sscc, event.weight_g, pallet_tolerance_g(state.lightest_g)),) if weighed else ()
    return accept(
        Reason.PALLET_TO_WEIGH if weighed else Reason.PALLET_CLOSED,
        event,
        *join_closed(state.sscc, state.shipment, desk),
        *first,
        prints=() if weighed else (Print(LABEL, state.sscc, COPIES),),
        sscc=state.sscc,
        number=state.number,
        cartons=state.cartons,
        site=state.site,
    )


# -- evolve ---------------------------------------------------------------------------------------------------------


def evolve(state: Palletising, event: Event) -> Palletising | None:
    """The state after `event`; None where it must be read again."""
    match event:
        case LabelVerified(sscc=state.awaiting) if event.copy < event.copies:
            return replace(state, copies_verified=event.copy)
        case LabelVerified(sscc=state.awaiting) | LabelSetAside(sscc=state.awaiting):
            return Palletising(last_unit=state.last_unit, reprints=state.reprints)
        case PalletClosed():
            return Palletising(awaiting=event.sscc, uai=state.uai, site=state.site, last_unit=event.sscc)
        case UnitWeighed() | WeighingSkipped():
            return Palletising(awaiting=event.sscc, uai=state.uai, site=state.site, last_unit=event.sscc)
        case LabelReprinted():
            return replace(state, reprints=event.count)
        case ShipmentJoined():
            return state
    return None
