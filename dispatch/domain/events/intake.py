"""Imports, number blocks and receiving."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dispatch.domain.events.base import Event


@dataclass(frozen=True, slots=True)
class FileImported(Event):
    """Rows of a sites, items, allocations, trips or operators file; they lie in the blob `sha256`."""

    TYPE: ClassVar[str] = "file-imported"
    kind: str
    sha256: str
    rows: int

    @property
    def subject(self) -> str:
        return f"import:{self.kind}"


@dataclass(frozen=True, slots=True)
class AsnAnnounced(Event):
    """One despatch advice; its canonical rows lie in the blob `sha256`, devices and cartons count from `first_*`."""

    TYPE: ClassVar[str] = "asn-announced"
    asn: str
    sha256: str
    rows: int
    cartons: int
    first_device: int
    first_carton: int
    replaced_first: int
    """First carton of the earlier content of the same advice that this one replaces; 0 where there is none."""
    replaced_cartons: int

    @property
    def subject(self) -> str:
        return f"asn:{self.asn}"


@dataclass(frozen=True, slots=True)
class SsccBlockTaken(Event):
    """A station reserved serial references `first`..`last` of one extension digit; unused ones are burnt."""

    TYPE: ClassVar[str] = "sscc-block-taken"
    station: str
    extension: int
    prefix: str
    first: int
    last: int

    @property
    def subject(self) -> str:
        return f"station:{self.station}"


@dataclass(frozen=True, slots=True)
class AnnouncedCartonEvent(Event):
    """Base of events about one announced carton, by its running number in the database."""

    carton: int

    @property
    def subject(self) -> str:
        return f"carton:{self.carton}"


@dataclass(frozen=True, slots=True)
class CartonReceived(AnnouncedCartonEvent):
    """An announced carton arrived: its devices are in stock."""

    TYPE: ClassVar[str] = "carton-received"
    asn: str
    code: str
    devices: int


@dataclass(frozen=True, slots=True)
class CartonUnreceived(AnnouncedCartonEvent):
    """Compensates `CartonReceived`."""

    TYPE: ClassVar[str] = "carton-unreceived"
    asn: str
    code: str
    devices: int
