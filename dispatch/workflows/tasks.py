"""The tasks by name: which state machine judges, what its state looks like from outside, and who may do it."""

from __future__ import annotations

from typing import assert_never

from dispatch.domain.events import Event
from dispatch.domain.operators import Role
from dispatch.workflows import home, loading, packing, palletising, receiving
from dispatch.workflows.decisions import Answers, Decision, Desk
from dispatch.workflows.home import Home
from dispatch.workflows.labelling import Label
from dispatch.workflows.loading import Loading
from dispatch.workflows.packing import Packing
from dispatch.workflows.palletising import Palletising
from dispatch.workflows.receiving import Receiving
from dispatch.workflows.subjects import AmbiguousSubject, DeviceSubject, Judged, UnitSubject, WeightSubject
from dispatch.workflows.weighing import Weighing, judge_weighing, unasked

State = Receiving | Packing | Palletising | Loading | Home

TASKS = ("receive", "pack", "palletise", "load")
ROLES: dict[str, frozenset[Role]] = {
    "receive": frozenset({Role.RECEIVER, Role.SHIFT_LEAD}),
    "pack": frozenset({Role.PACKER, Role.SHIFT_LEAD}),
    "palletise": frozenset({Role.PACKER, Role.FORKLIFT_DRIVER, Role.SHIFT_LEAD}),
    "load": frozenset({Role.DOCK_AGENT, Role.FORKLIFT_DRIVER, Role.SHIFT_LEAD}),
}
"""Who may work in which task once operators are registered; at home anybody may ask."""


def task_of(state: State) -> str:
    """The task's name in the contract."""
    match state:
        case Receiving():
            return "receive"
        case Packing():
            return "pack"
        case Palletising():
            return "palletise"
        case Loading():
            return "load"
        case Home():
            return home.TASK
        case _:
            assert_never(state)


def decide(state: State, subject: Judged | WeightSubject, desk: Desk, answers: Answers) -> Decision:
    """Judge one subject in its task; an awaited weight goes before everything else."""
    awaited_weight = weighing(state)
    if awaited_weight is not None:
        return judge_weighing(awaited_weight, subject, desk, answers)
    if isinstance(subject, WeightSubject):
        return unasked(subject, desk)
    match state:
        case Receiving():
            return receiving.decide(state, subject, desk, answers)
        case Packing():
            return packing.decide(state, subject, desk, answers)
        case Palletising():
            return palletising.decide(state, subject, desk, answers)
        case Loading():
            return loading.decide(state, subject, desk, answers)
        case Home():
            return home.decide(subject)
        case _:
            assert_never(state)


def evolve(state: State, event: Event) -> State | None:
    """The state after `event`; None where it must be read again."""
    match state:
        case Receiving():
            return receiving.evolve(state, event)
        case Packing():
            return packing.evolve(state, event)
        case Palletising():
            return palletising.evolve(state, event)
        case Loading() | Home():
            return None
        case _:
            assert_never(state)


def open_unit(state: State) -> str | None:
    """SSCC of the carton or pallet that stands open at the desk."""
    match state:
        case Packing(carton=carton):
            return carton.sscc if carton is not None else None
        case Palletising(sscc=sscc):
            return sscc or None
        case Receiving() | Loading() | Home():
            return None
        case _:
            assert_never(state)


def is_open(state: State) -> bool:
    """Is a task open, so that a restart says `resumed`?"""
    return not isinstance(state, Receiving | Home) and state.is_open


def awaited(state: State) -> Label | None:
    """The label that must be scanned before anything else."""
    return state.awaited if isinstance(state, Packing | Palletising) else None


def weighing(state: State) -> Weighing | None:
    """The weight that must be known before anything else."""
    return state.weighing if isinstance(state, Packing | Palletising) else None


def holds(state: State, subject: Judged) -> bool:
    """Is this a label or serial of the unit that stands open (R-04)?"""
    sscc = open_unit(state)
    match subject:
        case UnitSubject():
            return sscc in (subject.sscc, subject.pallet)
        case DeviceSubject(unit=unit):
            return unit is not None and sscc in (unit.sscc, unit.pallet)
        case AmbiguousSubject(devices=devices):
            return any(holds(state, device) for device in devices)
        case _:
            return False


def step(state: State) -> str:
    """The one word that names the step: key of the prompt and `state` of the contract."""
    match state:
        case Receiving() | Home():
            return "ready"
        case Packing() | Palletising() if state.weighing is not None:
            return "awaiting-weight"
        case Packing() | Palletising() if state.awaited is not None:
            return "awaiting-label"
        case Packing():
            return _packing_step(state)
        case Palletising():
            return "pallet-open" if state.sscc else "ready"
        case Loading():
            return _loading_step(state)
        case _:
            assert_never(state)


def _packing_step(state: Packing) -> str:
    if not state.order:
        return "order-expected"
    if state.carton is not None:
        return "carton-open"
    return "complete" if state.packed_whole else "ready"


def _loading_step(state: Loading) -> str:
    if state.trip is None:
        return "trip-expected"
    if state.departed:
        return "departed"
    return "sealing" if state.seals else "loading"
