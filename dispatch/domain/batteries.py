"""Lithium-ion batteries in equipment (UN 3481): may they travel under special provision 188 of the ADR, and marked how.

Rules: domain rules 4.1 and 4.2, E-CHG-17. Energy is whole milliwatt-hours throughout.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dispatch.domain.errors import InputError

SP188_LINE = (
    "Équipements informatiques contenant des batteries lithium-ion (UN 3481), transportés selon la disposition "
    "spéciale 188 de l’ADR, non soumis aux autres prescriptions de l’ADR."
)
"""What waybill and delivery note say of such goods; never with a class or a tunnel code."""
SP188_LINE_EN = (
    "IT equipment containing lithium-ion batteries (UN 3481), carried under special provision 188 of the ADR, "
    "not subject to its other provisions."
)

_MOST_PER_BATTERY_MWH = 100_000
_MOST_PER_CELL_MWH = 20_000
_MOST_UNMARKED_BATTERIES = 2
_MOST_UNMARKED_PACKAGES = 2

_WATT_HOURS = re.compile(r"\s*([0-9]{1,6})(?:[.,]([0-9]{1,3}))?\s*")


@dataclass(frozen=True, slots=True)
class Battery:
    """What one device carries: how many batteries, how many cells in all of them (0 = unknown), energy of each."""

    batteries: int
    cells: int
    milliwatt_hours: int
    """Of one battery."""


def parse_milliwatt_hours(text: str) -> int:
    """Read watt-hours as people write them (`38.2`, `38,2`, `40`), to three decimals; InputError for anything else."""
    match = _WATT_HOURS.fullmatch(text)
    if not match:
        raise InputError(f"Énergie de batterie illisible\u00a0: «\u00a0{text}\u00a0». Indiquez des Wh, ex. 38,2.")
    whole, decimals = match.groups(default="")
    return int(whole) * 1000 + int(decimals.ljust(3, "0"))


def ships_under_sp188(battery: Battery) -> bool:
    """At most 100 Wh per battery and, where the cells are known, 20 Wh per cell; beyond that the ADR applies in full.

    A device without any battery passes.
    """
    energy = battery.batteries * battery.milliwatt_hours
    cells_pass = not battery.cells or energy <= battery.cells * _MOST_PER_CELL_MWH
    return battery.milliwatt_hours <= _MOST_PER_BATTERY_MWH and cells_pass


def mark_required(packages: Sequence[int]) -> bool:
    """Must the packages of one consignment to one consignee that hold batteries carry the battery mark?

    `packages` gives the batteries in each package, 0 included; all are installed in equipment. Exempt are at most two
    packages with at most two batteries each.
    """
    exempt = len(packages) <= _MOST_UNMARKED_PACKAGES and max(packages, default=0) <= _MOST_UNMARKED_BATTERIES
    return any(packages) and not exempt
