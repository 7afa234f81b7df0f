"""Subjects: what a scan turned out to be, once looked up. The same code means the same thing in every task.

The resolver makes them from one read each; a workflow decides on a subject and its own state, and reads nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dispatch.domain.badges import ProbeFault
from dispatch.domain.batteries import NO_PACKAGES, Consignment
from dispatch.domain.catalogue import TradeItem
from dispatch.domain.events import Event
from dispatch.domain.identifiers import Gtin
from dispatch.domain.orders import OrderLine
from dispatch.domain.pallet_plan import PalletLimits
from dispatch.domain.scales import ScaleRole
from dispatch.domain.trips import Trip
from dispatch.scanning.scans import Command, ReasonCode


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What palletising needs to know of the lycée a carton goes to."""

    limits: PalletLimits
    pallets: int = 0
    """Pallets made for it so far: the running number of the last one."""
    loose: int = 0
    """Its cartons, closed or awaiting a label, that stand on no pallet."""
    consignment: Consignment = NO_PACKAGES
    """Everything for it that no truck has taken away."""
    carried_on: str = ""
    """ISO date of the trip on which it stands, or empty."""


@dataclass(frozen=True, slots=True)
class UnitSubject:
    """A logistic unit of ours, by its SSCC."""

    sscc: str
    kind: str
    """`carton` or `pallet`."""
    status: str
    """`open`, `awaiting-weight`, `awaiting-label`, `closed` or `void`."""
    uai: str
    site: str
    """Name of the lycée and its commune, for sentences."""
    order: str
    """Order code; empty on a pallet whose cartons are of several orders."""
    number: int
    devices: int
    cartons: int
    weight_g: int
    copies_verified: int = 0
    set_aside: bool = False
    reprints: int = 0
    sealed_carton: int | None = None
    size_mm: str | None = None
    """`LxWxH` of the carton where all its items name one size."""
    pallet: str | None = None
    trip: str | None = None
    departed: str | None = None
    """Date of departure, ISO, once it left."""
    shipment: str = ""
    """GSIN of the delivery that a pallet has joined, or empty."""
    label_shipment: str = ""
    """GSIN that its labels name, or empty."""
    planned_trip: str | None = None
    """A trip not yet departed that stops at its site."""
    postcode: str = ""
    """Of its site; given for pallets."""
    items: tuple[TradeItem, ...] = ()
    """The models on a pallet, carton by carton."""
    batteries: int = 0
    """How many a unit holds."""
    marked: bool = True
    """Were battery marks confirmed on a closed pallet?"""
    consignment: Consignment = NO_PACKAGES
    """Of a pallet: everything for its site that no truck has taken away."""
    site_facts: SiteFacts | None = None
    """Given for cartons."""


@dataclass(frozen=True, slots=True)
class AnnouncedCartonSubject:
    """A maker's carton, announced by a despatch advice; `contents` counts the devices per reference."""

    id: int
    asn: str
    code: str
    devices: int
    received: bool
    opened: bool
    unit: str | None
    """SSCC it became, if it was assigned whole."""
    contents: tuple[tuple[str, int], ...]
    packed: int = 0
    """How many of its devices are in a unit."""
    reserved_for: tuple[str, ...] = ()
    """UAIs its devices are reserved for."""


@dataclass(frozen=True, slots=True)
class DeviceSubject:
    """One serial-numbered device with the carton it came in and the unit it is in."""

    id: int
    serial: str
    item: TradeItem
    carton: AnnouncedCartonSubject
    unit: UnitSubject | None
    reserved_for: str | None = None
    read_as: str = "serial"
    """`serial`, `imei` or `mac`: what was on the label that was scanned (E-SER-11)."""

    @property
    def sealed(self) -> bool:
        """Is it still inside a maker's carton that nobody opened?"""
        return not self.carton.opened and self.unit is None


@dataclass(frozen=True, slots=True)
class OrderSubject:
    """An order of a lycée with its lines."""

    code: str
    uai: str
    site: str
    lines: tuple[OrderLine, ...]
    awaiting: int = 0
    """Cartons closed and still without a verified label."""
    postcode: str = ""
    """Of the lycée; empty where it is not known."""

    @property
    def complete(self) -> bool:
        """Is everything granted packed?"""
        return all(line.packed == line.granted for line in self.lines)


@dataclass(frozen=True, slots=True)
class TripSubject:
    """A trip with its stops, its status and the station that loads it."""

    trip: Trip
    status: str
    station: str
    departed: str | None = None


@dataclass(frozen=True, slots=True)
class AmbiguousSubject:
    """A code that fits several things: a more precise code says which."""

    code: str
    devices: tuple[DeviceSubject, ...]
    cartons: tuple[AnnouncedCartonSubject, ...]


@dataclass(frozen=True, slots=True)
class ProductSubject:
    """A product code (EAN, GTIN): says the model, never which device."""

    gtin: Gtin
    code: str = ""
    """The text as read, which may be a seal's; empty where it cannot be one."""


@dataclass(frozen=True, slots=True)
class SealSubject:
    """A seal that was already put on a truck."""

    seal: str
    trip: str


UnknownKind = Literal["plain", "serial", "sscc", "order", "site", "uai", "trip", "dock", "place", "label-data", "other"]


@dataclass(frozen=True, slots=True)
class UnknownSubject:
    """A well-formed code that names nothing we know; `kind` says what it looks like."""

    code: str
    kind: UnknownKind
    expected: str = ""
    """The key letter expected, for `uai`."""


@dataclass(frozen=True, slots=True)
class UnreadableSubject:
    """A reading that means nothing: `garbled` where a keyboard layout spoilt it, `cut` where a part of it was lost."""

    code: str
    garbled: bool
    cut: bool = False


@dataclass(frozen=True, slots=True)
class CommandSubject:
    """A command card that needs nothing looked up."""

    command: Command


@dataclass(frozen=True, slots=True)
class NextSubject:
    """`CMD-NEXT` with what would come next: an order, a site with closed cartons, or nothing."""

    order: OrderSubject | None = None
    site: tuple[str, str, int] | None = None
    """UAI, name, closed cartons on no pallet."""


@dataclass(frozen=True, slots=True)
class UndoSubject:
    """`CMD-UNDO` with the entries of the scan it would take back; empty where there is none."""

    task: str
    entries: tuple[tuple[int, Event], ...]
    renamed: tuple[tuple[str, str], ...] = ()
    """Units of these entries that were re-opened since, with the SSCC their contents have now."""
    in_use: bool = False
    """Has another task used a unit of these entries since?"""
    unprinted: bool = False
    """Is the label that would be destroyed still waiting in the queue, so that no paper exists?"""
    unlabelled: bool = False
    """Is the unit still to be weighed, so that it has no label yet?"""


@dataclass(frozen=True, slots=True)
class ReasonSubject:
    """A reason card."""

    code: ReasonCode


@dataclass(frozen=True, slots=True)
class BadgeSubject:
    """A badge: `name` is None where no such operator is registered, or where the badge itself was spoilt."""

    badge: str
    name: str | None
    leads: bool = False
    fault: ProbeFault | None = None
    """What its test string tells of the scanner."""


@dataclass(frozen=True, slots=True)
class PrinterSubject:
    """A printer's card, with what is known of that printer; `name` is empty where no card has that code."""

    code: str
    name: str = ""
    role: str = ""
    active: bool = False
    """Does it take the jobs of its role already?"""
    waiting: int = 0
    """Jobs that wait for a printer of its role."""
    condition: str = ""
    """As last measured; empty where it was not."""
    configured: str = ""
    """Names of all printers, for a code that is none of theirs."""


@dataclass(frozen=True, slots=True)
class WeightSubject:
    """A load that stood still on a scale; `role` is None where it was typed instead."""

    grams: int
    role: ScaleRole | None = None


@dataclass(frozen=True, slots=True)
class TaskSubject:
    """A card that changes the job."""

    task: str


Content = (
    UnitSubject
    | AnnouncedCartonSubject
    | DeviceSubject
    | OrderSubject
    | TripSubject
    | AmbiguousSubject
    | ProductSubject
    | SealSubject
    | UnknownSubject
)
"""Subjects that a task judges; a resumed task asks R-04 at the first of them."""

Judged = Content | CommandSubject | NextSubject
"""Everything that a task's `decide` may be given."""

Subject = (
    Judged
    | UndoSubject
    | UnreadableSubject
    | ReasonSubject
    | BadgeSubject
    | TaskSubject
    | PrinterSubject
    | WeightSubject
)
