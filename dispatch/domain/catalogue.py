"""Trade items: what can be ordered, packed and shipped (an import, never a constant)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """What a trade item is: decides words on the screen, and that a tablet or laptop holds a battery, nothing else."""

    TABLET = "tablette"
    LAPTOP = "ordinateur"
    ACCESSORY = "accessoire"


@dataclass(frozen=True, slots=True)
class TradeItem:
    """A model of device or an accessory, as imported.

    Weights are whole grams, energy is whole milliwatt-hours per battery; None where the file was silent.
    """

    reference: str
    """Key of the item in every file."""
    designation: str
    family: Family
    per_carton: int
    """Devices in a full carton; a carton with that many closes by itself."""
    weight_g: int
    gtin: str | None = None
    """GTIN-14, check digit verified."""
    maker: str = ""
    """Manufacturer (`fabricant`); serials are unique within it."""
    serialised: bool = True
    carton_tare_g: int = 0
    carton_mm: str | None = None
    """`LxWxH` of a full carton in whole millimetres."""
    batteries: int = 0
    cells: int = 0
    battery_mwh: int | None = None
    serial_pattern: str | None = None
    """Regular expression that a whole serial matches."""
