"""What papers are made of: who, where, which units, what is in them.

Weights are whole grams, gross; 0 prints as unknown. Texts are as imported; an empty text is missing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Language = Literal["fr", "en"]


def _checked_sscc(sscc: str) -> None:
    if not (len(sscc) == 18 and sscc.isascii() and sscc.isdigit()):
        raise ValueError(f"an SSCC has 18 digits: {sscc!r}")


@dataclass(frozen=True, slots=True)
class PaperHead:
    """What stands at the top of every paper."""

    number: str | None = None
    """As printed and scanned, e.g. `DLN-2027-000123`, printable ASCII; None makes the paper a draft."""
    version: int = 1
    """Counts up when a paper replaces one of the same number (E-CHG-12)."""
    language: Language = "fr"
    issued_at: str | None = None
    """ISO date and time with offset; None for a draft."""
    issued_by: str = ""
    trip: str = ""
    """Trip number without prefix."""
    date: str = ""
    """ISO date of departure, Europe/Paris."""
    orders: tuple[str, ...] = ()
    plate: str = ""
    driver: str = ""

    def __post_init__(self) -> None:
        number = self.number
        if number is not None and not (number and number.isascii() and number.isprintable()):
            raise ValueError(f"a paper's number is printable ASCII: {number!r}")


@dataclass(frozen=True, slots=True)
class Party:
    """A company on a paper: the shipper or the carrier."""

    name: str = ""
    lines: tuple[str, ...] = ()
    """Postal address, line by line."""
    siren: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Consignee:
    """The lycée that receives, and what a driver needs to find and enter it."""

    uai: str
    name: str
    lines: tuple[str, ...] = ()
    """Street lines, without postcode and town."""
    postcode: str = ""
    city: str = ""
    contact: str = ""
    phone: str = ""
    opening_hours: str = ""
    instructions: str = ""


@dataclass(frozen=True, slots=True)
class CartonContent:
    """Items of one model in one carton: serial by serial, and a count of those that have no serial."""

    reference: str
    designation: str
    serials: tuple[str, ...] = ()
    """In packing order."""
    unserialised: int = 0

    @property
    def quantity(self) -> int:
        """Items of this model in this carton."""
        return len(self.serials) + self.unserialised


@dataclass(frozen=True, slots=True)
class PackedCarton:
    """One carton with what is in it; `sequence_of` is None while the number of cartons is not known."""

    sscc: str
    sequence: int
    sequence_of: int | None
    weight_g: int
    contents: tuple[CartonContent, ...]
    awaiting_label: bool = False
    """Closed, but its label is not verified yet: shown on drafts."""

    def __post_init__(self) -> None:
        _checked_sscc(self.sscc)

    @property
    def devices(self) -> int:
        """Items in the carton."""
        return sum(content.quantity for content in self.contents)


@dataclass(frozen=True, slots=True)
class PalletLine:
    """One pallet as transport sees it: counts and weight, not what is inside.

    Without an SSCC the line stands for cartons that lie on no pallet (yet).
    """

    sscc: str | None
    cartons: int
    devices: int
    weight_g: int

    def __post_init__(self) -> None:
        if self.sscc is not None:
            _checked_sscc(self.sscc)


@dataclass(frozen=True, slots=True)
class PackedPallet:
    """One pallet with its cartons; without an SSCC, the cartons that lie on no pallet (yet)."""

    sscc: str | None
    weight_g: int
    """With the pallet itself."""
    cartons: tuple[PackedCarton, ...]
    sequence: int | None = None
    sequence_of: int | None = None

    def __post_init__(self) -> None:
        if self.sscc is not None:
            _checked_sscc(self.sscc)

    @property
    def line(self) -> PalletLine:
        """The same pallet without its contents."""
        devices = sum(carton.devices for carton in self.cartons)
        return PalletLine(self.sscc, len(self.cartons), devices, self.weight_g)


@dataclass(frozen=True, slots=True)
class ModelCount:
    """How many items of one model."""

    reference: str
    designation: str
    quantity: int


def model_counts(pallets: Iterable[PackedPallet]) -> tuple[ModelCount, ...]:
    """Items per model, in order of first appearance."""
    counts: dict[tuple[str, str], int] = {}
    for pallet in pallets:
        for carton in pallet.cartons:
            for content in carton.contents:
                model = (content.reference, content.designation)
                counts[model] = counts.get(model, 0) + content.quantity
    return tuple(ModelCount(reference, designation, n) for (reference, designation), n in counts.items())


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one consignee receives on one trip."""

    consignee: Consignee
    pallets: tuple[PalletLine, ...] = ()
    """In loading order."""
    stop: int | None = None
    """1 is delivered first and so loaded last; None before the order is on a trip."""
    note: str | None = None
    """Number of its delivery note."""
    orders: tuple[str, ...] = ()
    hour: str = ""
    shipment: str = ""
    """GSIN of what is delivered; empty where it has none."""

    @property
    def pallet_count(self) -> int:
        """Pallets, without the line of loose cartons."""
        return sum(pallet.sscc is not None for pallet in self.pallets)

    @property
    def cartons(self) -> int:
        """Cartons on all pallets."""
        return sum(pallet.cartons for pallet in self.pallets)

    @property
    def devices(self) -> int:
        """Items in all cartons."""
        return sum(pallet.devices for pallet in self.pallets)

    @property
    def weight_g(self) -> int:
        """Gross weight of all pallets."""
        return sum(pallet.weight_g for pallet in self.pallets)
