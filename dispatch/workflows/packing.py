"""Packing: what a lycée was granted goes into its cartons, and each carton carries its own label.

    [*] --> NO_ORDER
    NO_ORDER --> READY : order / order-opened
    READY --> OPEN : device / device-packed (the carton opens by itself)
    READY --> LABEL : sealed carton that fits whole / carton-assigned
    OPEN --> OPEN : device / device-packed
    OPEN --> LABEL : carton full, order complete or CMD-CLOSE / carton-closed
    LABEL --> READY : its own label / label-verified
    LABEL --> READY : CMD-NEXT / set-aside
    READY --> [*] : order complete and labelled
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from dispatch.domain.events import (
    CartonAssigned,
    CartonClosed,
    CartonOpened,
    DevicePacked,
    Event,
    LabelReprinted,
    LabelSetAside,
    LabelVerified,
    OrderOpened,
    SealedCartonOpened,
)
from dispatch.domain.reasons import Need, Reason
from dispatch.workflows import packing_contents as contents
from dispatch.workflows.decisions import (
    CARTON_EXTENSION,
    Answers,
    Decision,
    Desk,
    Print,
    accept,
    ask,
    label_supply,
    refuse,
)
from dispatch.workflows.labelling import judge_label, reprint
from dispatch.workflows.packing_contents import Line, OpenCarton
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
from dispatch.scanning.scans import Command


@dataclass(frozen=True, slots=True)
class Packing:
    """The order at hand, its open carton and its labels."""

    order: str = ""
    """Order code; empty while none is open."""
    uai: str = ""
    site: str = ""
    lines: tuple[Line, ...] = ()
    carton: OpenCarton | None = None
    awaiting: str | None = None
    """SSCC of the carton whose label must be scanned before anything else."""
    aside: tuple[str, ...] = ()
    """Cartons of the order that wait aside for their label."""
    closed: int = 0
    """Cartons of the order that are closed and labelled."""
    last_number: int = 0
    """Running number of the last carton drawn in the order."""
    last_unit: str | None = None
    """The carton closed last at this desk: what CMD-REPRINT prints when none is awaited."""
    reprints: int = 0
    """Reprints so far of the label that CMD-REPRINT would print."""

    @property
    def packed_whole(self) -> bool:
        """Is everything granted packed and no carton open?"""
        return bool(self.order) and self.carton is None and all(line.remaining == 0 for line in self.lines)

    @property
    def is_open(self) -> bool:
        """Is there an order that is not yet complete and labelled?"""
        return bool(self.order) and not (self.packed_whole and self.awaiting is None and not self.aside)


def decide(state: Packing, subject: Judged, desk: Desk, answers: Answers) -> Decision:
    """Judge one subject; pure. What is wrong first is said first."""
    if state.awaiting is not None:
        return judge_label(state.awaiting, 1, 1, "carton-label", state.reprints, subject, desk, answers)
    match subject:
        case OrderSubject():
            return _order(state, subject, desk)
        case DeviceSubject():
            return _device(state, subject, desk, answers)
        case AnnouncedCartonSubject():
            return _sealed_carton(state, subject, desk, answers)
        case AmbiguousSubject():
            return _ambiguous(state, subject, desk, answers)
        case UnitSubject():
            return _unit(state, subject)
        case ProductSubject():
            return refuse(Reason.PRODUCT_CODE, code=str(subject.gtin))
        case TripSubject() | SealSubject():
            return refuse(Reason.NOT_EXPECTED_HERE)
        case UnknownSubject():
            return _unknown(subject)
        case NextSubject():
            return _next(state, subject, desk)
        case CommandSubject(command):
            return _command(state, command, desk, answers)
        case _:
            assert_never(subject)


def _order(state: Packing, order: OrderSubject, desk: Desk) -> Decision:
    if state.order == order.code and state.is_open:
        return refuse(Reason.ORDER_ALREADY_OPEN, order=order.code, site=order.site)
    if state.carton is not None:
        return refuse(Reason.CARTON_STILL_OPEN, sscc=state.carton.sscc)
    if order.complete and not order.awaiting:
        return refuse(Reason.ORDER_ALREADY_COMPLETE, order=order.code, site=order.site)
    lacking = label_supply(desk, CARTON_EXTENSION)
    return lacking or accept(
        Reason.ORDER_OPENED, OrderOpened(order.code, order.uai), order=order.code, site=order.site, uai=order.uai
    )


def _next(state: Packing, subject: NextSubject, desk: Desk) -> Decision:
    if state.carton is not None:
        return refuse(Reason.CARTON_STILL_OPEN, sscc=state.carton.sscc)
    if subject.order is None:
        return refuse(Reason.NO_ORDER_LEFT)
    return _order(state, subject.order, desk)


def _device(state: Packing, device: DeviceSubject, desk: Desk, answers: Answers) -> Decision:
    wrong = contents.wrong_with_device(state.order, state.uai, state.lines, state.carton, device, desk)
    if wrong is not None:
        return wrong
    if device.sealed and Reason.OPEN_SEALED_CARTON not in answers.confirmed:
        return ask(
            Reason.OPEN_SEALED_CARTON, serial=device.serial, carton=device.carton.code, devices=device.carton.devices
        )
    heavy = contents.heavy(state.carton, device.item, state.lines, answers)
    return heavy or _pack(state, device, desk)


def _pack(state: Packing, device: DeviceSubject, desk: Desk) -> Decision:
    carton = state.carton or OpenCarton(desk.next_sscc.get(CARTON_EXTENSION, ""), state.last_number + 1)
    if not carton.sscc:
        return label_supply(desk, CARTON_EXTENSION) or refuse(Reason.SSCC_EXHAUSTED, prefix=desk.company_prefix)
    events: list[Event] = []
    if state.carton is None:
        events.append(CartonOpened(carton.sscc, state.order, state.uai, carton.number))
    events.extend(contents.opening(device))
    events.append(
        DevicePacked(device.id, device.serial, device.item.reference, state.order, carton.sscc, device.item.weight_g)
    )
    after = _evolved(state, events)
    assert after.carton is not None
    if after.carton.full(after.lines) or all(line.remaining == 0 for line in after.lines):
        return _closing(after, tuple(events), desk, serial=device.serial)
    decision = accept(
        Reason.DEVICE_PACKED,
        *events,
        serial=device.serial,
        sscc=carton.sscc,
        number=carton.number,
        done=after.carton.devices,
        of=contents.capacity(after.carton, after.lines),
    )
    return contents.with_notices(decision, device)


def _closing(state: Packing, before: tuple[Event, ...], desk: Desk, serial: str) -> Decision:
    carton = state.carton
    assert carton is not None
    event = CartonClosed(
        carton.sscc,
        state.order,
        state.uai,
        carton.number,
        carton.devices,
        carton.net_g,
        carton.gross_weight_g(state.lines),
        awaits_label=desk.verify_label,
    )
    complete = all(line.remaining == 0 for line in state.lines)
    return accept(
        Reason.ORDER_COMPLETE if complete else Reason.CARTON_CLOSED,
        *before,
        event,
        prints=(Print("carton-label", carton.sscc),),
        sscc=carton.sscc,
        number=carton.number,
        devices=carton.devices,
        serial=serial,
        order=state.order,
        site=state.site,
    )


def _sealed_carton(state: Packing, carton: AnnouncedCartonSubject, desk: Desk, answers: Answers) -> Decision:
    wrong = contents.wrong_with_sealed(state.order, state.uai, state.lines, state.carton, carton, desk)
    if wrong is not None:
        return wrong
    weight_g = contents.sealed_weight_g(carton, state.lines)
    heavy = contents.weight_verdict(weight_g, answers)
    if heavy is not None:
        return heavy
    if CARTON_EXTENSION not in desk.next_sscc:
        return label_supply(desk, CARTON_EXTENSION) or refuse(Reason.SSCC_EXHAUSTED, prefix=desk.company_prefix)
    sscc = desk.next_sscc[CARTON_EXTENSION]
    event = CartonAssigned(
        sscc,
        state.order,
        state.uai,
        state.last_number + 1,
        carton.id,
        carton.code,
        carton.contents,
        carton.devices,
        weight_g,
        awaits_label=desk.verify_label,
    )
    complete = all(line.remaining == 0 for line in _evolved(state, [event]).lines)
    return accept(
        Reason.ORDER_COMPLETE if complete else Reason.CARTON_ASSIGNED,
        event,
        prints=(Print("carton-label", sscc),),
        sscc=sscc,
        number=event.number,
        devices=carton.devices,
        carton=carton.code,
        order=state.order,
        site=state.site,
    )


def _ambiguous(state: Packing, subject: AmbiguousSubject, desk: Desk, answers: Answers) -> Decision:
    if not state.order:
        return refuse(Reason.ORDER_EXPECTED)
    device = next((d for d in subject.devices if d.id == answers.choice), None)
    if device is not None:
        return _device(state, device, desk, answers)
    if subject.devices:
        return ask(Reason.SERIAL_AMBIGUOUS, need=Need.LABEL, code=subject.code)
    carton = next((c for c in subject.cartons if c.id == answers.choice), None)
    if carton is not None:
        return _sealed_carton(state, carton, desk, answers)
    return ask(Reason.CARTON_AMBIGUOUS, need=Need.LABEL, code=subject.code)


def _unit(state: Packing, unit: UnitSubject) -> Decision:
    if unit.status == "void":
        return refuse(Reason.VOID_LABEL, sscc=unit.sscc)
    if unit.kind == "pallet":
        return refuse(Reason.NOT_EXPECTED_HERE)
    if unit.status == "awaiting-label":
        return accept(Reason.LABEL_VERIFIED, LabelVerified(unit.sscc, 1, 1), sscc=unit.sscc, copy=1, copies=1)
    if state.carton is not None and unit.sscc == state.carton.sscc:
        return refuse(Reason.UNIT_CONFIRMED, sscc=unit.sscc)
    if state.order and unit.order != state.order:
        return refuse(Reason.OTHER_CONSIGNEE, sscc=unit.sscc, site=unit.site)
    return refuse(Reason.CARTON_ALREADY_CLOSED, sscc=unit.sscc, site=unit.site)


def _unknown(subject: UnknownSubject) -> Decision:
    match subject.kind:
        case "plain" | "serial":
            return refuse(Reason.UNKNOWN_SERIAL, serial=subject.code)
        case "sscc":
            return refuse(Reason.UNKNOWN_SSCC, sscc=subject.code)
        case "order":
            return refuse(Reason.UNKNOWN_ORDER, order=subject.code)
        case "site":
            return refuse(Reason.UNKNOWN_SITE, uai=subject.code)
        case "uai":
            return refuse(Reason.INVALID_UAI, uai=subject.code, expected=subject.expected)
    return refuse(Reason.UNKNOWN_CODE, code=subject.code)


def _command(state: Packing, command: Command, desk: Desk, answers: Answers) -> Decision:
    if command is Command.CLOSE:
        return _close(state, desk, answers)
    if command is Command.REPRINT:
        return reprint(state.last_unit, "carton-label", 1, state.reprints, desk, answers)
    return refuse(Reason.NOT_EXPECTED_HERE)


def _close(state: Packing, desk: Desk, answers: Answers) -> Decision:
    if not state.order:
        return refuse(Reason.ORDER_EXPECTED)
    if state.carton is None or state.carton.devices == 0:
        return refuse(Reason.CARTON_EMPTY)
    if state.carton.wants_more(state.lines) and Reason.CARTON_UNDERFILLED not in answers.confirmed:
        done, of = state.carton.devices, contents.capacity(state.carton, state.lines)
        return ask(Reason.CARTON_UNDERFILLED, sscc=state.carton.sscc, done=done, of=of)
    return _closing(state, (), desk, serial="")


# -- evolve ---------------------------------------------------------------------------------------------------------


def evolve(state: Packing, event: Event) -> Packing | None:
    """The state after `event`; None where it must be read again: another order, or an undo."""
    match event:
        case CartonOpened():
            return replace(state, carton=OpenCarton(event.sscc, event.number), last_number=event.number)
        case DevicePacked():
            assert state.carton is not None
            carton = state.carton.with_device(event.reference, event.weight_g)
            return replace(state, carton=carton, lines=_packed(state.lines, ((event.reference, 1),)))
        case CartonAssigned():
            lines = _packed(state.lines, event.contents)
            return replace(_labelled_next(state, event.sscc, event.awaits_label), lines=lines, last_number=event.number)
        case CartonClosed():
            return replace(_labelled_next(state, event.sscc, event.awaits_label), carton=None)
        case LabelVerified(sscc=sscc):
            ours = sscc == state.awaiting or sscc in state.aside
            aside = tuple(other for other in state.aside if other != sscc)
            awaiting = None if sscc == state.awaiting else state.awaiting
            return replace(state, awaiting=awaiting, aside=aside, closed=state.closed + ours)
        case LabelSetAside():
            return replace(state, awaiting=None, aside=(*state.aside, event.sscc))
        case LabelReprinted():
            return replace(state, reprints=event.count)
        case SealedCartonOpened():
            return state
    return None


def _packed(lines: tuple[Line, ...], counts: tuple[tuple[str, int], ...]) -> tuple[Line, ...]:
    added = dict(counts)
    return tuple(replace(line, packed=line.packed + added.get(line.item.reference, 0)) for line in lines)


def _labelled_next(state: Packing, sscc: str, awaits_label: bool) -> Packing:
    awaiting = sscc if awaits_label else None
    return replace(state, awaiting=awaiting, closed=state.closed + (not awaits_label), last_unit=sscc, reprints=0)


def _evolved(state: Packing, events: list[Event]) -> Packing:
    for event in events:
        after = evolve(state, event)
        assert after is not None
        state = after
    return state
