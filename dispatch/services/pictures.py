"""Pictures: what a desk's drawings show of the work at hand, as plain values; the window asks nothing more."""

from __future__ import annotations

from dataclasses import dataclass

from dispatch.domain.pallet_plan import Place


@dataclass(frozen=True, slots=True)
class LinePicture:
    """One line of the order at hand."""

    reference: str
    designation: str
    family: str
    """Word of `Family`: tablette, ordinateur, accessoire."""
    packed: int
    granted: int


@dataclass(frozen=True, slots=True)
class CartonPicture:
    """The carton in front of the packer: open, or closed and waiting for its label."""

    sscc: str
    number: int
    of: int
    """Cartons that the order will have."""
    capacity: int
    serials: tuple[str, ...]
    """In packing order."""
    closed: bool = False
    labelled: bool = True
    """Is the label of a closed one queued? Not before it was weighed."""


@dataclass(frozen=True, slots=True)
class PackingPicture:
    """The order at hand."""

    order: str
    uai: str
    site: str
    lines: tuple[LinePicture, ...]
    carton: CartonPicture | None
    aside: int = 0
    """Cartons of the order that wait aside for their label."""


@dataclass(frozen=True, slots=True)
class ReceivingPicture:
    """The advice at hand."""

    asn: str
    cartons: tuple[int, int]
    devices: tuple[int, int]
    received: tuple[tuple[str, int], ...] = ()
    """The cartons received last, newest first: code and devices."""


@dataclass(frozen=True, slots=True)
class PalletPicture:
    """The pallet in front of the operator."""

    sscc: str
    number: int
    uai: str
    site: str
    cartons: tuple[str, ...]
    """SSCC in the order they were put on."""
    numbers: tuple[int, ...]
    """Running numbers of the same cartons in their orders."""
    places: tuple[Place, ...]
    """Floor places of one layer of the size most frequent on it; empty where no size is known."""
    layers: int
    """Layers that the height limit allows; 0 where no size is known."""
    weight_g: int
    max_weight_g: int
    height_mm: int | None
    max_height_mm: int
    loose: int
    """Cartons of the site that stand on no pallet yet."""
    dock: bool
    verified: int = 0
    """Labels scanned so far of the two."""
    closed: bool = False
    labelled: bool = True
    """Are the labels of a closed one queued? Not before it was weighed."""


@dataclass(frozen=True, slots=True)
class StopPicture:
    """One stop of the trip."""

    number: int
    site: str
    city: str
    loaded: int
    planned: int
    dock: bool


@dataclass(frozen=True, slots=True)
class TruckPicture:
    """The truck at the dock."""

    trip: str
    plate: str
    carrier: str
    stops: tuple[StopPicture, ...]
    """In loading order: the last delivered first."""
    loaded: tuple[int, ...]
    """Stop numbers of the pallets in the truck, in loading order."""
    places: int | None
    """Pallet places of the truck, where known."""
    weight_g: int
    payload_g: int | None
    seals: tuple[str, ...]
    departed: bool = False


Picture = ReceivingPicture | PackingPicture | PalletPicture | TruckPicture
"""What one task shows; None stands for a task where nothing is open."""
