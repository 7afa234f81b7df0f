"""Packing: what a lycée was granted goes into its cartons, and each carton carries its own label.

    [*] --> order-expected
    order-expected --> ready : order or CMD-NEXT / order-opened
    ready --> ready : another order or CMD-NEXT / order-opened
    ready --> carton-open : device / device-packed (the carton opens by itself)
    ready --> awaiting-label : sealed carton that fits whole / carton-assigned, order-complete
    ready --> awaiting-label : device that fills its carton / carton-closed, order-complete
    ready --> awaiting-weight : sealed carton, or device that fills its carton / carton-to-weigh
    carton-open --> carton-open : device / device-packed
    carton-open --> awaiting-label : carton full or CMD-CLOSE / carton-closed, order-complete
    carton-open --> awaiting-weight : carton full or CMD-CLOSE / carton-to-weigh
    awaiting-weight --> awaiting-label : its weight / weighed, or CMD-NEXT / not-weighed
    awaiting-label --> awaiting-label : CMD-REPRINT, reason card / reprinted
    awaiting-label --> ready : its own label / label-verified, or CMD-NEXT / set-aside
    awaiting-label --> complete : the same, where nothing is left to pack
    complete --> ready : another order or CMD-NEXT / order-opened

In every state but awaiting-label the label of a carton set aside completes it (label-verified), and CMD-REPRINT prints
the last label again (reprinted). An order that lacks nothing but labels is opened as complete. Without
`pack.verify_label` awaiting-label is passed over; awaiting-weight is a step of desks with a scale for cartons, see
`weighing`. For CMD-UNDO see `undoing`.
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
    UnitWeighed,
    WeighingAwaited,
    WeighingSkipped,
)
from dispatch.domain.reasons import Need, Reason
from dispatch.scanning.scans import Command
from dispatch.workflows import packing_contents as contents
from dispatch.workflows.decisions import (
    CARTON_EXTENSION,
    Answers,
    Decision,
    Desk,
    Print,
    accept,
    ask,
    draw,
    label_supply,
    refuse,
)
from dispatch.workflows.labelling import Label, judge_label, reprint, verify
from dispatch.workflows.packing_contents import Line, OpenCarton
from dispatch.workflows.printers import away
from dispatch.workflows.refusals import beyond_road, unknown
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

LABEL = "carton-label"
"""Kind of the print jobs that packing queues."""


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
    weighing: Weighing | None = None
    """The carton that is weighed before anything else."""
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
    def label(self) -> Label | None:
        """The label that is awaited, or else the one that CMD-REPRINT prints."""
        sscc = self.awaiting or self.last_unit
        return Label(sscc, LABEL, reprints=self.reprints) if sscc else None

    @property
    def awaited(self) -> Label | None:
        """The label that must be scanned before anything else."""
        return self.label if self.awaiting else None

    @property
    def packed_whole(self) -> bool:
        """Is everything granted packed and no carton open?"""
        return bool(self.order) and self.carton is None and contents.all_packed(self.lines)

    @property
    def is_open(self) -> bool:
        """Is there an order that is not yet complete and labelled?"""
        unlabelled = self.weighing is not None or self.awaiting is not None or bool(self.aside)
        return bool(self.order) and (unlabelled or not self.packed_whole)


def decide(state: Packing, subject: Judged, desk: Desk, answers: Answers) -> Decision:
    """Judge one subject; pure. What is wrong first is said first."""
    awaited = state.awaited
    if awaited is not None:
        return judge_label(awaited, subject, desk, answers)
    match subject:
        case OrderSubject():
            return _order(state, subject, desk, answers)
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
        case UnknownSubject(kind="plain"):
            return refuse(Reason.UNKNOWN_SERIAL, serial=subject.code)
        case UnknownSubject():
            return unknown(subject)
        case NextSubject():
            return _next(state, subject, desk, answers)
        case CommandSubject(command):
            return _command(state, command, desk, answers)
        case _:
            assert_never(subject)


def _order(state: Packing, order: OrderSubject, desk: Desk, answers: Answers) -> Decision:
    if state.order == order.code and state.is_open:
        return refuse(Reason.ORDER_ALREADY_OPEN, order=order.code, site=order.site)
    if state.carton is not None:
        return refuse(Reason.CARTON_STILL_OPEN, sscc=state.carton.sscc)
    if order.complete and not order.awaiting:
        return refuse(Reason.ORDER_ALREADY_COMPLETE, order=order.code, site=order.site)
    lacking = beyond_road(order) or label_supply(desk, CARTON_EXTENSION) or away("labels", desk, answers)
    return lacking or accept(
        Reason.ORDER_OPENED, OrderOpened(order.code, order.uai), order=order.code, site=order.site, uai=order.uai
    )


def _next(state: Packing, subject: NextSubject, desk: Desk, answers: Answers) -> Decision:
    if state.carton is not None:
        return refuse(Reason.CARTON_STILL_OPEN, sscc=state.carton.sscc)
    if subject.order is None:
        return refuse(Reason.NO_ORDER_LEFT)
    return _order(state, subject.order, desk, answers)


def _device(state: Packing, device: DeviceSubject, desk: Desk, answers: Answers) -> Decision:
    decision = (
        contents.wrong_with_device(state.order, state.uai, state.lines, state.carton, device, desk)
        or _question(state, device, answers)
        or _pack(state, device, desk)
    )
    return contents.resolved(decision, device)


def _question(state: Packing, device: DeviceSubject, answers: Answers) -> Decision | None:
    sealed = device.carton
    if device.sealed and Reason.OPEN_SEALED_CARTON not in answers.confirmed:
        return ask(Reason.OPEN_SEALED_CARTON, serial=device.serial, carton=sealed.code, devices=sealed.devices)
    before_g = state.carton.gross_weight_g(state.lines) if state.carton is not None else 0
    return contents.heavy(before_g, contents.weight_with(state.carton, device.item, state.lines), answers)


def _pack(state: Packing, device: DeviceSubject, desk: Desk) -> Decision:
    sscc = state.carton.sscc if state.carton is not None else draw(desk, CARTON_EXTENSION)
    if isinstance(sscc, Decision):
        return sscc
    events: list[Event] = []
    if state.carton is None:
        events.append(CartonOpened(sscc, state.order, state.uai, state.last_number + 1))
    events.extend(contents.opening(device))
    item = device.item
    events.append(DevicePacked(device.id, device.serial, item.reference, state.order, sscc, item.weight_g))
    after = _evolved(state, *events)
    carton = after.carton
    assert carton is not None
    if carton.full(after.lines) or contents.all_packed(after.lines):
        return _closing(after, carton, desk, *events, serial=device.serial)
    return accept(
        Reason.DEVICE_PACKED,
        *events,
        serial=device.serial,
        sscc=sscc,
        number=carton.number,
        done=carton.devices,
        of=contents.capacity(carton, after.lines),
    )


def _closing(state: Packing, carton: OpenCarton, desk: Desk, *before: Event, serial: str = "") -> Decision:
    """Closes `carton`, with the events of the same scan `before` it."""
    event = CartonClosed(
        carton.sscc,
        state.order,
        state.uai,
        carton.number,
        carton.devices,
        carton.net_g,
        carton.gross_weight_g(state.lines),
        awaits_label=desk.verify_label or "cartons" in desk.scales,
    )
    first = contents.weighed_first(carton.sscc, event.weight_g, carton.counts, state.lines, desk)
    complete = contents.all_packed(state.lines)
    return accept(
        Reason.CARTON_TO_WEIGH if first else Reason.ORDER_COMPLETE if complete else Reason.CARTON_CLOSED,
        *before,
        event,
        *first,
        prints=() if first else (Print(LABEL, carton.sscc),),
        sscc=carton.sscc,
        number=carton.number,
        devices=carton.devices,
        serial=serial,
        order=state.order,
        site=state.site,
    )


def _sealed_carton(state: Packing, carton: AnnouncedCartonSubject, desk: Desk, answers: Answers) -> Decision:
    return (
        contents.wrong_with_sealed(state.order, state.uai, state.lines, state.carton, carton, desk)
        or contents.heavy(0, contents.sealed_weight_g(carton, state.lines), answers)
        or _assign(state, carton, desk)
    )


def _assign(state: Packing, carton: AnnouncedCartonSubject, desk: Desk) -> Decision:
    sscc = draw(desk, CARTON_EXTENSION)
    if isinstance(sscc, Decision):
        return sscc
    event = CartonAssigned(
        sscc,
        state.order,
        state.uai,
        state.last_number + 1,
        carton.id,
        carton.code,
        carton.contents,
        carton.devices,
        contents.sealed_weight_g(carton, state.lines),
        awaits_label=desk.verify_label or "cartons" in desk.scales,
    )
    first = contents.weighed_first(sscc, event.weight_g, carton.contents, state.lines, desk)
    complete = contents.all_packed(_evolved(state, event).lines)
    return accept(
        Reason.CARTON_TO_WEIGH if first else Reason.ORDER_COMPLETE if complete else Reason.CARTON_ASSIGNED,
        event,
        *first,
        prints=() if first else (Print(LABEL, sscc),),
        sscc=sscc,
        number=event.number,
        devices=carton.devices,
        carton=carton.code,
        order=state.order,
        site=state.site,
    )


def _ambiguous(state: Packing, subject: AmbiguousSubject, desk: Desk, answers: Answers) -> Decision:
    """Asks for the product code where devices are in doubt, for a device where only cartons are."""
    for device in subject.devices:
        if device.id == answers.device:
            return _device(state, device, desk, answers)
    for carton in subject.cartons:
        if carton.id == answers.carton:
            return _sealed_carton(state, carton, desk, answers)
    if not state.order:
        return refuse(Reason.ORDER_EXPECTED)
    reason = Reason.SERIAL_AMBIGUOUS if subject.devices else Reason.CARTON_AMBIGUOUS
    return ask(reason, Need.LABEL, code=subject.code)


def _unit(state: Packing, unit: UnitSubject) -> Decision:
    if unit.status == "void":
        return refuse(Reason.VOID_LABEL, sscc=unit.sscc)
    if unit.kind == "pallet":
        return refuse(Reason.NOT_EXPECTED_HERE)
    if unit.status == "awaiting-label":
        return verify(Label(unit.sscc, LABEL))
    if state.carton is not None and unit.sscc == state.carton.sscc:
        return refuse(Reason.UNIT_CONFIRMED, sscc=unit.sscc)
    if state.order and unit.order != state.order:
        return refuse(Reason.OTHER_CONSIGNEE, sscc=unit.sscc, site=unit.site)
    if unit.status in ("open", "awaiting-weight"):
        return refuse(Reason.NOT_EXPECTED_HERE)
    return refuse(Reason.CARTON_ALREADY_CLOSED, sscc=unit.sscc, site=unit.site)


def _command(state: Packing, command: Command, desk: Desk, answers: Answers) -> Decision:
    match command:
        case Command.CLOSE:
            return _close(state, desk, answers)
        case Command.REPRINT:
            return reprint(state.label, desk, answers)
        case _:
            return refuse(Reason.NOT_EXPECTED_HERE)


def _close(state: Packing, desk: Desk, answers: Answers) -> Decision:
    if not state.order:
        return refuse(Reason.ORDER_EXPECTED)
    carton = state.carton
    if carton is None:
        return refuse(Reason.CARTON_EMPTY)
    if carton.wants_more(state.lines) and Reason.CARTON_UNDERFILLED not in answers.confirmed:
        of = contents.capacity(carton, state.lines)
        return ask(Reason.CARTON_UNDERFILLED, sscc=carton.sscc, done=carton.devices, of=of)
    return _closing(state, carton, desk)


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
        case WeighingAwaited():
            return replace(state, awaiting=None, weighing=Weighing.of_carton(event))
        case UnitWeighed() | WeighingSkipped():
            return replace(_labelled_next(state, event.sscc, event.awaits_label), weighing=None)
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
    return tuple(line.with_more(added[line.item.reference]) if line.item.reference in added else line for line in lines)


def _labelled_next(state: Packing, sscc: str, awaits_label: bool) -> Packing:
    awaiting = sscc if awaits_label else None
    return replace(state, awaiting=awaiting, closed=state.closed + (not awaits_label), last_unit=sscc, reprints=0)


def _evolved(state: Packing, *events: Event) -> Packing:
    for event in events:
        after = evolve(state, event)
        assert after is not None
        state = after
    return state
