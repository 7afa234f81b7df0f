"""Palletising, loading, departure and its papers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dispatch.domain.events.base import Event, UnitEvent


@dataclass(frozen=True, slots=True)
class PalletOpened(UnitEvent):
    """A pallet was begun for one site; `number` is its running number within the site."""

    TYPE: ClassVar[str] = "pallet-opened"
    uai: str
    number: int


@dataclass(frozen=True, slots=True)
class CartonPalletised(UnitEvent):
    """The carton `sscc` went on the pallet."""

    TYPE: ClassVar[str] = "carton-palletised"
    pallet: str
    weight_g: int
    devices: int
    reason: str
    """Reason code where the pallet became higher than its site allows, else empty (E-PAL-04)."""


@dataclass(frozen=True, slots=True)
class CartonDepalletised(UnitEvent):
    """Compensates `CartonPalletised`."""

    TYPE: ClassVar[str] = "carton-depalletised"
    pallet: str
    weight_g: int
    devices: int


@dataclass(frozen=True, slots=True)
class PalletClosed(UnitEvent):
    """Film was confirmed, and overpack marks; the label is queued twice. `order` is set where all cartons share it."""

    TYPE: ClassVar[str] = "pallet-closed"
    VERSION: ClassVar[int] = 2
    uai: str
    number: int
    order: str
    cartons: int
    devices: int
    net_g: int
    """Weight of the cartons alone."""
    weight_g: int
    """Gross weight with the pallet itself."""
    awaits_label: bool
    marked: bool = True
    """Were battery marks confirmed on it?"""
    rules: str = ""
    """Edition of the battery rules that said so; empty before there were any."""


@dataclass(frozen=True, slots=True)
class PalletReopened(UnitEvent):
    """Compensates `PalletClosed`: this SSCC is void for ever, its cartons stand on `successor`, which is open."""

    TYPE: ClassVar[str] = "pallet-reopened"
    uai: str
    number: int
    cartons: int
    devices: int
    net_g: int
    successor: str


@dataclass(frozen=True, slots=True)
class PalletCancelled(UnitEvent):
    """An empty open pallet was given up: its SSCC is void for ever."""

    TYPE: ClassVar[str] = "pallet-cancelled"


@dataclass(frozen=True, slots=True)
class TripEvent(Event):
    """Base of events about one trip."""

    trip: str

    @property
    def subject(self) -> str:
        return f"trip:{self.trip}"


@dataclass(frozen=True, slots=True)
class TripOpened(TripEvent):
    """A station began (or went on) loading a trip."""

    TYPE: ClassVar[str] = "trip-opened"


@dataclass(frozen=True, slots=True)
class ShipmentNumbered(TripEvent):
    """What a stop of a trip receives got its GSIN; `order` is set where the stop takes one order only."""

    TYPE: ClassVar[str] = "shipment-numbered"
    uai: str
    order: str
    gsin: str


@dataclass(frozen=True, slots=True)
class ShipmentJoined(UnitEvent):
    """The pallet joined the shipment of that GSIN; `labelled` says that labels which name it are queued with this."""

    TYPE: ClassVar[str] = "shipment-joined"
    gsin: str
    labelled: bool


@dataclass(frozen=True, slots=True)
class PalletLoaded(UnitEvent):
    """A pallet went into the truck for stop `stop`, as number `position` in loading order."""

    TYPE: ClassVar[str] = "pallet-loaded"
    trip: str
    stop: int
    position: int
    reason: str


@dataclass(frozen=True, slots=True)
class PalletUnloaded(UnitEvent):
    """Compensates `PalletLoaded`."""

    TYPE: ClassVar[str] = "pallet-unloaded"
    trip: str


@dataclass(frozen=True, slots=True)
class SealRecorded(TripEvent):
    """A seal was put on the closed doors."""

    TYPE: ClassVar[str] = "seal-recorded"
    seal: str


@dataclass(frozen=True, slots=True)
class SealRemoved(TripEvent):
    """Compensates `SealRecorded`; the seal's number may be used again for this trip only."""

    TYPE: ClassVar[str] = "seal-removed"
    seal: str


@dataclass(frozen=True, slots=True)
class TripDeparted(TripEvent):
    """The truck left: `missing` planned pallets stayed behind, for `reason` where it is not empty."""

    TYPE: ClassVar[str] = "trip-departed"
    VERSION: ClassVar[int] = 2
    date: str
    missing: int
    reason: str
    rules: str = ""
    """Edition of the battery rules under which its goods travel; empty before there were any."""


@dataclass(frozen=True, slots=True)
class DocumentIssued(Event):
    """A paper was issued: number taken gap-free in this transaction, data frozen in the blob `sha256`."""

    TYPE: ClassVar[str] = "document-issued"
    kind: str
    number: str
    """With its prefix, e.g. `DLN-2027-000123`."""
    version: int
    series: str
    year: int
    sequence: int
    trip: str
    uai: str
    sha256: str
    reason: str
    """Reason code of a new version, else empty."""

    @property
    def subject(self) -> str:
        return f"document:{self.number}"


@dataclass(frozen=True, slots=True)
class DocumentReprinted(Event):
    """A further print of an issued paper was asked for: it says that it is the `count`-th duplicate."""

    TYPE: ClassVar[str] = "document-reprinted"
    kind: str
    number: str
    version: int
    count: int
    """1 for the first one, of this version."""
    reason: str
    """Reason code of the closed list."""

    @property
    def subject(self) -> str:
        return f"document:{self.number}"


@dataclass(frozen=True, slots=True)
class DocumentRendered(Event):
    """The bytes of an issued paper exist; `sha256` is theirs."""

    TYPE: ClassVar[str] = "document-rendered"
    kind: str
    number: str
    version: int
    sha256: str

    @property
    def subject(self) -> str:
        return f"document:{self.number}"
