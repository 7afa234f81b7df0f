"""The logistic label: the values of one label of a carton or pallet, exactly as they are to be printed.

Nothing here tells what is inside a unit unless `content` is given: labels are seen by everybody (domain rule 1.5).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dispatch.domain.errors import InputError
from dispatch.domain.identifiers import Gsin, Gtin, Sscc

UnitKind = Literal["carton", "pallet"]

_MOST_GRAMS = 9_999_990
"""Six digits of ten grams: what AI (3302) can say."""


@dataclass(frozen=True, slots=True)
class LogisticLabel:
    """The values of one logistic label (GS1 General Specifications 6.6).

    Texts print as written, less control characters. Impossible numbers raise InputError.
    """

    sscc: Sscc
    kind: UnitKind
    ship_from: tuple[str, ...]
    """The shipper, one entry per line."""
    ship_to_name: str
    uai: str
    address: tuple[str, ...]
    """Street lines of the site, without postcode and city."""
    postcode: str
    city: str
    order_no: str
    """E.g. `ORD-0750652B-1`."""
    sequence: int
    """Running number of this unit within its order and kind, from 1."""
    sequence_of: int | None = None
    """How many such units there will be, where that is known already."""
    gross_weight_g: int | None = None
    content: tuple[str, int] | None = None
    """GTIN-14 and count, printed as (02)(37): only for a homogeneous unit where `label.show_content` is on."""
    shipment: str | None = None
    """GSIN of the delivery that the unit is part of, printed as (402), where that is known already."""
    route: str | None = None
    """The trip, where it may be shown."""
    sample: bool = False
    """Made from sample data: the label says so openly."""

    def __post_init__(self) -> None:
        if self.sequence < 1 or (self.sequence_of is not None and self.sequence_of < self.sequence):
            raise InputError(f"Numéro impossible sur une étiquette\u00a0: {self.rank}.")
        if self.gross_weight_g is not None and not 0 < self.gross_weight_g <= _MOST_GRAMS:
            raise InputError(f"Poids impossible sur une étiquette\u00a0: {self.gross_weight_g} g.")
        if self.content is not None:
            _check_content(*self.content)
        if self.shipment is not None:
            Gsin(self.shipment)

    @property
    def rank(self) -> str:
        """`Colis 3/12`, or `Palette 1` while the number of units is open."""
        name = "Colis" if self.kind == "carton" else "Palette"
        return f"{name} {self.sequence}" if self.sequence_of is None else f"{name} {self.sequence}/{self.sequence_of}"


def _check_content(gtin: str, count: int) -> None:
    """AI (02) is a whole GTIN-14, AI (37) has up to eight digits (GS1 General Specifications 3.2)."""
    Gtin(gtin)
    if not 1 <= count <= 99_999_999:
        raise InputError(f"Quantité impossible sur une étiquette\u00a0: {count}.")
