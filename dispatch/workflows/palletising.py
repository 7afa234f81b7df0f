"""Palletising: the closed cartons of one lycée go on one pallet, which then carries two labels.

    [*] --> READY
    READY --> OPEN : closed carton / pallet-opened
    OPEN --> OPEN : carton of the same site / carton-palletised
    OPEN --> LABELS : CMD-CLOSE, film and marks confirmed / pallet-closed
    LABELS --> LABELS : its label, first face / label-verified
    LABELS --> READY : its label, second face / pallet-ready
    LABELS --> READY : CMD-NEXT / set-aside
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from dispatch.domain.events import (
    CartonPalletised,
    Event,
    LabelReprinted,
    LabelSetAside,
    LabelVerified,
    PalletClosed,
    PalletOpened,
)
from dispatch.domain.pallet_plan import PALLET_TARE_G, CartonSize, PalletLimits, loaded_height_mm
from dispatch.domain.reasons import Reason
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
from dispatch.workflows.labelling import judge_label, reprint
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
    loose: int = 0
    """Cartons of the site that stand on no pallet yet."""
    awaiting: str | None = None
    copies_verified: int = 0
    last_unit: str | None = None
    reprints: int = 0

    @property
    def is_open(self) -> bool:
        """Is there a pallet that is not ready yet?"""
        return bool(self.sscc) or self.awaiting is not None


def decide(state: Palletising, subject: Judged, desk: Desk, answers: Answers) -> Decision:
    """Judge one subject; pure."""
    if state.awaiting is not None:
        copy = state.copies_verified + 1
        return judge_label(state.awaiting, copy, COPIES, "pallet-label", state.reprints, subject, desk, answers)
    match subject:
        case UnitSubject(status="void"):
            return refuse(Reason.VOID_LABEL, sscc=subject.sscc)
        case UnitSubject(kind="carton"):
            return _carton(state, subject, desk, answers)
        case UnitSubject():
            return _pallet(state, subject)
        case AnnouncedCartonSubject():
            return refuse(Reason.CARTON_NOT_CLOSED, sscc=subject.code)
        case UnknownSubject(kind="sscc"):
            return refuse(Reason.UNKNOWN_SSCC, sscc=subject.code)
        case UnknownSubject():
            return refuse(Reason.UNKNOWN_CODE, code=subject.code)
        case DeviceSubject() | AmbiguousSubject() | ProductSubject() | OrderSubject() | TripSubject() | SealSubject():
            return refuse(Reason.NOT_EXPECTED_HERE)
        case NextSubject():
            return _next(state, subject)
        case CommandSubject(command):
            return _command(state, command, desk, answers)
        case _:
            assert_never(subject)


def _carton(state: Palletising, carton: UnitSubject, desk: Desk, answers: Answers) -> Decision:
    if carton.status == "awaiting-label":
        return accept(Reason.LABEL_VERIFIED, LabelVerified(carton.sscc, 1, 1), sscc=carton.sscc, copy=1, copies=1)
    if carton.status == "open":
        return refuse(Reason.CARTON_NOT_CLOSED, sscc=carton.sscc)
    if carton.departed:
        return refuse(Reason.PALLET_DEPARTED, sscc=carton.sscc, date=carton.departed)
    if carton.pallet is not None:
        here = carton.pallet == state.sscc
        return refuse(Reason.CARTON_ALREADY_HERE if here else Reason.CARTON_ON_OTHER_PALLET, sscc=carton.pallet)
    if not state.sscc:
        return _open(carton, desk)
    if carton.uai != state.uai:
        return refuse(Reason.CARTON_OF_OTHER_SITE, sscc=carton.sscc, site=carton.site, pallet_site=state.site)
    return _add(state, carton, desk, answers)


def _open(carton: UnitSubject, desk: Desk) -> Decision:
    lacking = label_supply(desk, PALLET_EXTENSION)
    if lacking is not None:
        return lacking
    sscc = desk.next_sscc[PALLET_EXTENSION]
    number = carton.site_facts.pallets + 1 if carton.site_facts else 1
    return accept(
        Reason.PALLET_OPENED,
        PalletOpened(sscc, carton.uai, number),
        CartonPalletised(carton.sscc, sscc, carton.weight_g, carton.devices, ""),
        sscc=carton.sscc,
        pallet=sscc,
        number=number,
        site=carton.site,
    )


def _add(state: Palletising, carton: UnitSubject, desk: Desk, answers: Answers) -> Decision:
    limits = state.limits
    gross_g = PALLET_TARE_G + state.net_g + carton.weight_g
    if limits is not None and gross_g > limits.max_weight_g:
        return refuse(Reason.PALLET_TOO_HEAVY, weight=f"{gross_g / 1000:.0f}", limit=limits.max_weight_g // 1000)
    height = _height_mm(_with_size(state.sizes, carton.size_mm))
    too_high = limits is not None and height is not None and height > limits.max_height_mm
    if too_high:
        assert limits is not None and height is not None
        question = approval(Reason.PALLET_TOO_HIGH, answers, desk, height=height, limit=limits.max_height_mm)
        if question is not None:
            return question
    reason = answers.reason.value if too_high and answers.reason else ""
    return accept(
        Reason.CARTON_PALLETISED,
        CartonPalletised(carton.sscc, state.sscc, carton.weight_g, carton.devices, reason),
        approver=approver(answers, desk) if too_high else "",
        sscc=carton.sscc,
        pallet=state.sscc,
        number=state.number,
        cartons=state.cartons + 1,
        site=state.site,
    )


def _height_mm(sizes: tuple[tuple[str | None, int], ...]) -> int | None:
    if any(size is None for size, _ in sizes):
        return None
    return loaded_height_mm({CartonSize.parse(size): count for size, count in sizes if size is not None})


def _with_size(sizes: tuple[tuple[str | None, int], ...], size: str | None) -> tuple[tuple[str | None, int], ...]:
    counts = dict(sizes)
    counts[size] = counts.get(size, 0) + 1
    return tuple(sorted(counts.items(), key=lambda pair: pair[0] or ""))


def _pallet(state: Palletising, pallet: UnitSubject) -> Decision:
    if pallet.status == "awaiting-label":
        copy = pallet.copies_verified + 1
        reason = Reason.PALLET_READY if copy == COPIES else Reason.LABEL_VERIFIED
        return accept(reason, LabelVerified(pallet.sscc, copy, COPIES), sscc=pallet.sscc, copy=copy, copies=COPIES)
    if pallet.departed:
        return refuse(Reason.PALLET_DEPARTED, sscc=pallet.sscc, date=pallet.departed)
    if pallet.sscc == state.sscc:
        return refuse(Reason.UNIT_CONFIRMED, sscc=pallet.sscc)
    if pallet.status == "open":
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
    if command is Command.CLOSE:
        return _close(state, desk, answers)
    if command is Command.REPRINT:
        return reprint(state.last_unit, "pallet-label", COPIES, state.reprints, desk, answers)
    return refuse(Reason.NOT_EXPECTED_HERE)


def _close(state: Palletising, desk: Desk, answers: Answers) -> Decision:
    if not state.sscc or not state.cartons:
        return refuse(Reason.PALLET_EMPTY)
    if state.loose and Reason.CARTONS_MISSING not in answers.confirmed:
        return ask(Reason.CARTONS_MISSING, missing=state.loose, site=state.site)
    if Reason.FILM_AND_MARKS not in answers.confirmed:
        return ask(Reason.FILM_AND_MARKS, sscc=state.sscc)
    event = PalletClosed(
        state.sscc,
        state.uai,
        state.number,
        state.orders[0] if len(state.orders) == 1 else "",
        state.cartons,
        state.devices,
        state.net_g,
        PALLET_TARE_G + state.net_g,
        awaits_label=desk.verify_label,
    )
    prints = (Print("pallet-label", state.sscc, COPIES),)
    return accept(
        Reason.PALLET_CLOSED,
        event,
        prints=prints,
        sscc=state.sscc,
        number=state.number,
        cartons=state.cartons,
        site=state.site,
    )


def evolve(state: Palletising, event: Event) -> Palletising | None:
    """The state after `event`; None where it must be read again."""
    match event:
        case LabelVerified(sscc=state.awaiting) if event.copy < event.copies:
            return replace(state, copies_verified=event.copy)
        case LabelVerified(sscc=state.awaiting) | LabelSetAside(sscc=state.awaiting):
            return Palletising(last_unit=state.last_unit, reprints=state.reprints)
        case PalletClosed():
            awaiting = event.sscc if event.awaits_label else None
            return Palletising(awaiting=awaiting, uai=state.uai, site=state.site, last_unit=event.sscc)
        case LabelReprinted():
            return replace(state, reprints=event.count)
    return None
