"""Rows: what services and the outside exchange through the ports; plain tuples in the columns' order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from dispatch.domain.catalogue import TradeItem
from dispatch.domain.events import Event
from dispatch.domain.orders import OrderLine
from dispatch.domain.trips import Trip


class Head(NamedTuple):
    """The end of the journal: number, hash and UTC time of its last entry."""

    seq: int
    hash: str
    time: str


class Header(NamedTuple):
    """Who did it, where and when: the same for all events of one transaction."""

    time: str
    """UTC, ISO 8601 with milliseconds and `Z`."""
    utc_offset: int
    """Offset of Europe/Paris in minutes."""
    station: str
    operator: str
    approver: str = ""
    task: str = ""


class Entry(NamedTuple):
    """One journal entry as stored."""

    seq: int
    header: Header
    batch: int
    type: str
    version: int
    subject: str
    payload: str
    hash: str
    event: Event


class CartonRow(NamedTuple):
    """An announced carton."""

    id: int
    asn: str
    code: str
    devices: int
    received: int
    opened: int
    unit: str | None


class UnitRow(NamedTuple):
    """A logistic unit with what its sentence needs: site, trip and departure (its own or its pallet's)."""

    sscc: str
    kind: str
    status: str
    uai: str
    code: str
    number: int
    station: str
    devices: int
    cartons: int
    weight_g: int
    """Gross: measured where it was measured."""
    expected_g: int | None
    """The theoretical gross weight, where it was weighed or is to be."""
    tolerance_g: int | None
    copies_verified: int
    set_aside: int
    reprints: int
    sealed_carton: int | None
    pallet: str | None
    trip: str | None
    stop: int | None
    position: int | None
    successor: str | None
    shipment: str | None
    """GSIN of the delivery that a pallet is part of."""
    label_shipment: str | None
    """GSIN that its labels name."""
    site: str
    departed: str | None


class DeviceRow(NamedTuple):
    """A device with its item, announced carton and unit."""

    id: int
    serial: str
    maker: str
    reserved_for: str | None
    item: TradeItem
    carton: CartonRow
    unit: UnitRow | None


class OrderRow(NamedTuple):
    """An order with its lines; `awaiting` counts its cartons without a verified label."""

    code: str
    uai: str
    site: str
    cartons: int
    lines: tuple[OrderLine, ...]
    awaiting: int


class TripRow(NamedTuple):
    """A trip with its state."""

    trip: Trip
    status: str
    station: str
    departed: str | None


class TaskRow(NamedTuple):
    """The last task of one kind at one station."""

    ref: str
    opened: int


class BlockRow(NamedTuple):
    """What is left of a station's SSCC block."""

    prefix: str
    next: int
    last: int


class DocumentRow(NamedTuple):
    """An issued paper."""

    kind: str
    number: str
    version: int
    status: str
    trip: str
    uai: str
    sha256: str
    rendered: str | None
    issued: str
    reprints: int
    """The last duplicate that was asked for, 0 where none was."""


class JobRow(NamedTuple):
    """A print job of the outbox."""

    id: int
    seq: int
    role: str
    kind: str
    ref: str
    version: int
    copies: int
    station: str
    state: str
    printer: str
    changed: str
    detail: str
    duplicate: int
    """0 for a label or the original of a paper."""
    run: int | None
    """The print run it belongs to."""


@dataclass(frozen=True, slots=True)
class ScanRecord:
    """One line of the scan log."""

    time: str
    request: str
    station: str
    operator: str
    scanner: str
    task: str
    raw: str
    reason: str
    args: str
    """Canonical JSON of what the sentence needs."""
    first_seq: int | None


@dataclass(frozen=True, slots=True)
class NewJob:
    """A print job to queue."""

    seq: int
    role: str
    kind: str
    ref: str
    version: int
    copies: int
    station: str
    time: str
    duplicate: int = 0
    run: int | None = None


@dataclass(frozen=True, slots=True)
class NewRun:
    """A print run to open; it begins to run at once."""

    time: str
    station: str
    operator: str
    what: str
    """`trip`, `day`, `wave` or `list`."""
    refs: str
    """What was chosen, one a line."""
    reason: str
    """Reason code where duplicates are among its papers, else empty."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a file is checked against while it is read."""

    items: Mapping[str, TradeItem]
    sites: frozenset[str]
