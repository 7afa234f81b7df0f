"""Progress: how far the work at hand is, as (done, of) of devices, cartons and pallets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from dispatch.workflows.home import Home
from dispatch.workflows.loading import Loading
from dispatch.workflows.packing import Packing
from dispatch.workflows.palletising import Palletising
from dispatch.workflows.receiving import Receiving

Share = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Progress:
    """Done and planned of each kind."""

    devices: Share = (0, 0)
    cartons: Share = (0, 0)
    pallets: Share = (0, 0)


def progress_of(state: Receiving | Packing | Palletising | Loading | Home) -> Progress:
    """Receive counts the advice at hand, pack the order, palletise the site, load the trip."""
    match state:
        case Receiving():
            return Progress(state.devices, state.cartons)
        case Packing():
            return _packing(state)
        case Palletising():
            return Progress(
                devices=(state.devices, state.devices),
                cartons=(state.cartons, state.cartons + state.loose),
                pallets=(0, int(state.is_open)),
            )
        case Loading():
            done = (state.pallets, state.cartons, state.devices)
            pallets, cartons, devices = ((done[i], state.planned[i]) for i in range(3))
            return Progress(devices, cartons, pallets)
        case Home():
            return Progress()
        case _:
            assert_never(state)


def _packing(state: Packing) -> Progress:
    packed = sum(line.packed for line in state.lines)
    granted = sum(line.granted for line in state.lines)
    return Progress((packed, granted), (state.closed, planned_cartons(state)))


def planned_cartons(state: Packing) -> int:
    """Cartons the order will have: those there are, and full ones for what remains."""
    at_hand = (state.carton, state.weighing, state.awaiting)
    existing = state.closed + len(state.aside) + sum(carton is not None for carton in at_hand)
    inside = dict(state.carton.counts) if state.carton else {}
    more = 0
    for line in state.lines:
        room = line.item.per_carton - inside[line.item.reference] if line.item.reference in inside else 0
        more += -(-max(0, line.remaining - room) // line.item.per_carton)
    return existing + more
