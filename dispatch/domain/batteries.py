"""Lithium-ion batteries in equipment (UN 3481): do they travel under special provision 188 of the ADR, marked how.

Rules: domain rules 4.1 and 4.2, E-CHG-17; their numbers come from the edition in force. Energy is milliwatt-hours.
Batteries by themselves (UN 3480), or packed with their device instead of in it, never get into the catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from dispatch.domain.battery_rules import Edition, RuleBook
from dispatch.domain.catalogue import Family, TradeItem
from dispatch.domain.errors import InputError

_WATT_HOURS = re.compile(r"\s*([0-9]{1,6})(?:[.,]([0-9]{1,3}))?\s*")


@dataclass(frozen=True, slots=True)
class Battery:
    """What one device carries: how many batteries, how many cells in all of them (0 = unknown), energy of each."""

    batteries: int
    cells: int
    milliwatt_hours: int
    """Of one battery (0 = unknown)."""

    @classmethod
    def of(cls, item: TradeItem) -> Self:
        """What a model carries. A tablet or laptop whose file names no battery has one all the same.

        The mark and the line on the papers are then there: they are always allowed, their lack is not.
        """
        silent = not item.batteries and item.family is not Family.ACCESSORY
        return cls(1 if silent else item.batteries, item.cells, item.battery_mwh or 0)


def parse_milliwatt_hours(text: str) -> int:
    """Read watt-hours as people write them (`38.2`, `38,2`, `40`), to three decimals; InputError for anything else."""
    match = _WATT_HOURS.fullmatch(text)
    if not match:
        raise InputError(f"Énergie de batterie illisible\u00a0: «\u00a0{text}\u00a0». Indiquez des Wh, ex. 38,2.")
    whole, decimals = match.groups(default="")
    return int(whole) * 1000 + int(decimals.ljust(3, "0"))


def ships_under_sp188(battery: Battery, edition: Edition) -> bool:
    """At most 100 Wh per battery and, where the cells are known, 20 Wh per cell; beyond that the ADR applies in full.

    A device without any battery passes. The numbers are those of the edition.
    """
    energy = battery.batteries * battery.milliwatt_hours
    cells_pass = not battery.cells or energy <= battery.cells * edition.cell_wh * 1000
    return not battery.batteries or (battery.milliwatt_hours <= edition.battery_wh * 1000 and cells_pass)


def mark_required(packages: Sequence[int], edition: Edition) -> bool:
    """Must the packages of one consignment to one consignee that hold batteries carry the battery mark?

    `packages` gives the batteries in each package, 0 included; all are installed in equipment. Exempt are at most two
    packages with at most two batteries each; that four cells would do as well is not made use of (domain rule 4.2).
    """
    most = edition.unmarked_batteries
    exempt = len(packages) <= edition.unmarked_packages and max(packages, default=0) <= most
    return any(packages) and not exempt


@dataclass(frozen=True, slots=True)
class Consignment:
    """What goes to one consignee: batteries per package, and is that all of it?"""

    packages: tuple[int, ...] = ()
    complete: bool = False
    """Without anything left to pack; else a further package might come (domain rule 4.2)."""


NO_PACKAGES = Consignment()
"""Nothing yet."""


@dataclass(frozen=True, slots=True)
class BatteryPolicy:
    """The rules with what this desk does about them."""

    book: RuleBook
    always_mark: bool = True
    """Also what needs no mark is marked: one rule for everyone."""
    by_hand: bool = False
    """Marks are stuck on by hand, not printed on the makers' cartons: each carton is asked about (E-COL-16)."""
    phone_stock: bool = False
    """The marks in stock bear a telephone number."""

    def marks(self, batteries: int, consignment: Consignment, day: str) -> bool:
        """Is a unit that holds so many batteries marked? `day` is the ISO date of carriage.

        A consignment that is not complete may yet need marks, so it has them.
        """
        if not batteries:
            return False
        required = mark_required(consignment.packages, self.book.on(day))
        return self.always_mark or required or not consignment.complete

    def stock_is_outdated(self, day: str) -> bool:
        """May the marks in stock no longer be used on that day?"""
        return self.phone_stock and day[:10] > self.book.on(day).phone_until.isoformat()

    def too_large(self, items: Iterable[TradeItem], day: str) -> TradeItem | None:
        """The first of these models that special provision 188 does not cover on that day (E-CHG-17)."""
        edition = self.book.on(day)
        return next((item for item in items if not ships_under_sp188(Battery.of(item), edition)), None)
