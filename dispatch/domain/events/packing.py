"""Packing: cartons, their devices and their labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dispatch.domain.events.base import Event, UnitEvent
from dispatch.domain.events.intake import AnnouncedCartonEvent


@dataclass(frozen=True, slots=True)
class OrderOpened(Event):
    """A station began (or went on) packing an order."""

    TYPE: ClassVar[str] = "order-opened"
    order: str
    uai: str

    @property
    def subject(self) -> str:
        return f"order:{self.order}"


@dataclass(frozen=True, slots=True)
class CartonOpened(UnitEvent):
    """A carton of the lycée was begun; `number` is its running number within the order."""

    TYPE: ClassVar[str] = "carton-opened"
    order: str
    uai: str
    number: int


@dataclass(frozen=True, slots=True)
class SealedCartonOpened(AnnouncedCartonEvent):
    """A maker's sealed carton was opened for good: its other devices are loose stock."""

    TYPE: ClassVar[str] = "sealed-carton-opened"
    code: str


@dataclass(frozen=True, slots=True)
class DeviceEvent(Event):
    """Base of events that put one device into a carton or take it out."""

    device: int
    serial: str
    reference: str
    order: str
    sscc: str
    weight_g: int

    @property
    def subject(self) -> str:
        return f"device:{self.device}"


@dataclass(frozen=True, slots=True)
class DevicePacked(DeviceEvent):
    """A device went into the open carton; `weight_g` is the device's own weight."""

    TYPE: ClassVar[str] = "device-packed"


@dataclass(frozen=True, slots=True)
class DeviceUnpacked(DeviceEvent):
    """Compensates `DevicePacked`."""

    TYPE: ClassVar[str] = "device-unpacked"


@dataclass(frozen=True, slots=True)
class CartonAssigned(UnitEvent):
    """A sealed, received carton became a carton of the lycée as it is; `contents` counts its devices per reference."""

    TYPE: ClassVar[str] = "carton-assigned"
    order: str
    uai: str
    number: int
    carton: int
    code: str
    contents: tuple[tuple[str, int], ...]
    devices: int
    weight_g: int
    awaits_label: bool


@dataclass(frozen=True, slots=True)
class CartonUnassigned(UnitEvent):
    """Compensates `CartonAssigned`: the SSCC is void for ever, the sealed carton is stock again."""

    TYPE: ClassVar[str] = "carton-unassigned"
    order: str
    carton: int
    contents: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class CartonClosed(UnitEvent):
    """The carton is complete; its label is queued and (where verified) awaited."""

    TYPE: ClassVar[str] = "carton-closed"
    order: str
    uai: str
    number: int
    devices: int
    net_g: int
    """Weight of the devices alone."""
    weight_g: int
    """Theoretical gross weight: devices and tare."""
    awaits_label: bool
    """Also where it is weighed first."""


@dataclass(frozen=True, slots=True)
class CartonReopened(UnitEvent):
    """Compensates `CartonClosed`: this SSCC is void for ever, its contents are in `successor`, which is open."""

    TYPE: ClassVar[str] = "carton-reopened"
    order: str
    uai: str
    number: int
    devices: int
    net_g: int
    successor: str


@dataclass(frozen=True, slots=True)
class CartonCancelled(UnitEvent):
    """An empty open carton was given up: its SSCC is void for ever."""

    TYPE: ClassVar[str] = "carton-cancelled"
    order: str


@dataclass(frozen=True, slots=True)
class LabelVerified(UnitEvent):
    """A label of the unit was scanned on it: copy `copy` of `copies`; with the last one the unit may go on."""

    TYPE: ClassVar[str] = "label-verified"
    copy: int
    copies: int


@dataclass(frozen=True, slots=True)
class LabelUnverified(UnitEvent):
    """Compensates `LabelVerified`."""

    TYPE: ClassVar[str] = "label-unverified"
    copy: int
    copies: int


@dataclass(frozen=True, slots=True)
class LabelSetAside(UnitEvent):
    """The unit waits aside for its label; packing goes on without it."""

    TYPE: ClassVar[str] = "label-set-aside"


@dataclass(frozen=True, slots=True)
class LabelRecalled(UnitEvent):
    """Compensates `LabelSetAside`."""

    TYPE: ClassVar[str] = "label-recalled"


@dataclass(frozen=True, slots=True)
class LabelReprinted(UnitEvent):
    """The same label again: same SSCC, same content, `count` reprints so far (E-COL-14)."""

    TYPE: ClassVar[str] = "label-reprinted"
    reason: str
    count: int
