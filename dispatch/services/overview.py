"""The overview of the home screen: what waits for each job, what lies open at this desk, what leaves today."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from dispatch.domain.events import CartonAssigned, CartonUnassigned, DevicePacked, DeviceUnpacked
from dispatch.services.configuration import Configuration
from dispatch.services.messages import Messages
from dispatch.services.ports import Reads
from dispatch.services.task_states import load_state
from dispatch.services.trip_summaries import TripSummary, trips_of
from dispatch.workflows import tasks
from dispatch.workflows.home import Home
from dispatch.workflows.loading import Loading
from dispatch.workflows.packing import Packing
from dispatch.workflows.palletising import Palletising
from dispatch.workflows.progress import progress_of
from dispatch.workflows.receiving import Receiving

_COUNTS = """
SELECT (SELECT COUNT(*) FROM announced_carton WHERE received = 0),
       (SELECT COUNT(*) FROM asn a WHERE EXISTS (
            SELECT 1 FROM announced_carton c
            WHERE c.id BETWEEN a.first_carton AND a.first_carton + a.cartons - 1 AND c.received = 0)),
       (SELECT COUNT(DISTINCT l.code) FROM order_line l WHERE l.packed < l.granted AND l.reference IN (
            SELECT i.reference FROM item i WHERE EXISTS (
                SELECT 1 FROM announced_carton c JOIN device d ON d.carton = c.id
                WHERE c.received = 1 AND c.unit IS NULL AND d.reference = i.reference AND d.unit IS NULL))),
       (SELECT COUNT(*) FROM unit WHERE kind = 'carton' AND status = 'closed' AND pallet IS NULL),
       (SELECT COUNT(*) FROM trip WHERE status <> 'departed'),
       (SELECT COUNT(*) FROM print_job WHERE state = 'unknown')
"""
_ADDED = (DevicePacked.TYPE, CartonAssigned.TYPE)
_PACKING = (*_ADDED, DeviceUnpacked.TYPE, CartonUnassigned.TYPE)


@dataclass(frozen=True, slots=True)
class OpenWork:
    """Work that lies open at this desk."""

    task: str
    ref: str
    """Order, SSCC of the pallet, or trip."""
    title: str
    """Whom it is for: the lycée, or the trip's carrier."""
    words: str
    """How far it is, in one sentence."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The numbers of the home screen."""

    cartons_to_receive: int
    advices_to_receive: int
    """Advices of which a carton is still expected."""
    orders_to_pack: int
    """Orders that lack something of which there is loose or sealed stock."""
    cartons_to_palletise: int
    trips_to_load: int
    unknown_prints: int
    devices_packed: int
    """Today, less those taken out again."""
    work: tuple[OpenWork, ...]
    """Opened last comes first."""
    trips: tuple[TripSummary, ...]
    """Those of today, and late ones; without their papers."""


def overview(reads: Reads, configuration: Configuration, messages: Messages, today: str) -> Overview:
    """The state of the house, seen from one desk; `today` is the date in Europe/Paris."""
    ((receive, advices, pack, palletise, load, unknown),) = reads.query(_COUNTS)
    return Overview(
        cartons_to_receive=receive,
        advices_to_receive=advices,
        orders_to_pack=pack,
        cartons_to_palletise=palletise,
        trips_to_load=load,
        unknown_prints=unknown,
        devices_packed=devices_packed(reads, today),
        work=tuple(_open_work(reads, configuration, messages)),
        trips=trips_of(today, reads),
    )


def devices_packed(reads: Reads, today: str) -> int:
    """Devices packed since the day began in Paris, less those taken out again."""
    first = 1 + bisect_left(range(1, reads.head().seq + 1), today, key=lambda seq: _day(seq, reads))
    marks = ", ".join("?" for _ in _PACKING)
    sql = f"SELECT type, payload FROM journal WHERE seq >= ? AND type IN ({marks})"
    return sum(
        _devices(payload) * (1 if kind in _ADDED else -1) for kind, payload in reads.query(sql, first, *_PACKING)
    )


def _day(seq: int, reads: Reads) -> str:
    """The date in Paris of one journal entry."""
    ((time, offset),) = reads.query("SELECT time, utc_offset FROM journal WHERE seq = ?", seq)
    return (datetime.fromisoformat(time) + timedelta(minutes=offset)).date().isoformat()


def _devices(payload: str) -> int:
    """How many devices an entry of packing is about: those of a whole carton, or one."""
    contents: list[tuple[str, int]] = json.loads(payload).get("contents", [("", 1)])
    return sum(count for _, count in contents)


# -- open work ------------------------------------------------------------------------------------------------------


def _open_work(reads: Reads, configuration: Configuration, messages: Messages) -> Iterator[OpenWork]:
    rows = {task: reads.task(configuration.station, task) for task in tasks.TASKS}
    opened = {task: row.opened for task, row in rows.items() if row is not None}
    for task in sorted(opened, key=opened.__getitem__, reverse=True):
        state = load_state(task, configuration, reads)
        if tasks.is_open(state):
            ref, title = _about(state)
            yield OpenWork(task, ref, title, _words(state, messages))


def _about(state: tasks.State) -> tuple[str, str]:
    match state:
        case Packing():
            return state.order, state.site
        case Palletising():
            return state.sscc or state.awaiting or "", state.site
        case Loading(trip=trip) if trip is not None:
            return trip.number, trip.carrier
        case Loading() | Receiving() | Home():
            return "", ""


def _words(state: tasks.State, messages: Messages) -> str:
    label, (devices, granted) = tasks.awaited(state), progress_of(state).devices
    if label is not None:
        return messages.text("office.work-label", sscc=label.sscc)
    match state:
        case Packing(carton=carton) if carton is not None:
            return messages.text("office.work-carton", number=carton.number, devices=carton.devices)
        case Palletising():
            return messages.text("office.work-pallet", number=state.number, cartons=state.cartons)
        case Loading():
            return messages.text("office.work-trip", pallets=state.pallets, planned=state.planned[0])
        case Packing() | Receiving() | Home():
            return messages.text("office.work-order", devices=devices, granted=granted)
