"""Import plans: what a file would change, and what of it would contradict what is already packed, received or loaded.

One function per kind, from values and one view of the tables to a plan; nothing is written here.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import asdict, dataclass, field, replace
from typing import Any, TypeVar

from dispatch.domain.catalogue import TradeItem
from dispatch.domain.import_report import Parsed, Problem
from dispatch.domain.operators import Operator
from dispatch.domain.orders import Allocation, OrderLine, order_number
from dispatch.domain.sites import Site
from dispatch.domain.trips import Trip
from dispatch.services.ports import Reads

V = TypeVar("V", Site, TradeItem)
Args = dict[str, str | int]
Row = dict[str, Any]
"""A row for the tables: `table` names it, `update` marks columns of a row that exists."""


@dataclass(slots=True)
class Plan:
    """What an import would do; `created`, `updated` and `unchanged` count rows of the file."""

    rows: list[Row] = field(default_factory=list)
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    @property
    def changes(self) -> bool:
        """Is there anything to write, and nothing wrong?"""
        return bool(self.rows) and not self.errors

    def note(self, old: object, new: object, rows: int = 1) -> bool:
        """Count the rows of one value; is there anything to write?"""
        self.created += rows * (old is None)
        self.updated += rows * (old is not None and old != new)
        self.unchanged += rows * (old == new)
        return old != new


_SITE_COLUMNS = {
    "address": "adresse",
    "contact": "contact",
    "phone": "telephone",
    "email": "email",
    "member": "adhesion",
    "dock": "quai",
    "max_height_mm": "hauteur_max_mm",
    "max_weight_kg": "poids_max_kg",
    "opening_hours": "horaires",
    "instructions": "consignes",
    "latitude": "latitude",
    "longitude": "longitude",
}
"""What a file may be silent about, with its column."""


def plan_sites(parsed: Parsed[Site], reads: Reads) -> Plan:
    """Present rows update, missing ones stay, and so does what the file has no column for."""
    plan = Plan()
    for given in parsed.values:
        old = reads.site(given.uai)
        site = _completed(old, given, _SITE_COLUMNS, parsed.columns)
        if plan.note(old, site):
            plan.rows.append({"table": "site", **asdict(site), "member": _bit(site.member), "dock": _bit(site.dock)})
    return plan


def _completed(old: V | None, new: V, names: Mapping[str, str], columns: Set[str]) -> V:
    """The new value with what the file has no column for taken from the old one."""
    if old is None:
        return new
    kept = {name: getattr(old, name) for name, column in names.items() if column not in columns}
    return replace(new, **kept)


def _bit(value: bool | None) -> int | None:
    return None if value is None else int(value)


def plan_operators(parsed: Parsed[Operator], reads: Reads) -> Plan:
    """Present rows update, missing ones stay."""
    plan = Plan()
    for operator in parsed.values:
        if plan.note(reads.operator(operator.badge), operator):
            roles = " ".join(role.value for role in operator.roles)
            plan.rows.append({"table": "operator", "badge": operator.badge, "name": operator.name, "roles": roles})
    return plan


# -- items ----------------------------------------------------------------------------------------------------------

_PHYSICAL = {
    "gtin": "gtin",
    "maker": "fabricant",
    "serialised": "serie",
    "per_carton": "par_carton",
    "weight_g": "poids_g",
    "carton_tare_g": "tare_carton_g",
    "batteries": "batteries",
    "cells": "cellules",
    "battery_mwh": "wh_batterie",
}
"""What units already packed rely on, with its column."""
_ANNOUNCED = ("maker", "serialised")
"""What devices rely on as soon as they are announced: serials are unique within their maker."""
_ITEM_COLUMNS = {**_PHYSICAL, "carton_mm": "carton_mm", "serial_pattern": "regex_serie"}
"""What a file may be silent about, with its column."""


def plan_items(parsed: Parsed[TradeItem], reads: Reads) -> Plan:
    """An item whose devices are packed keeps what their labels and papers say; a GTIN may move between items.

    What the file has no column for stays.
    """
    plan = Plan()
    known = reads.items()
    items = [_completed(known.get(item.reference), item, _ITEM_COLUMNS, parsed.columns) for item in parsed.values]
    for line, item in zip(parsed.lines, items, strict=True):
        old = known.get(item.reference)
        if plan.note(old, item):
            plan.errors.extend(_contradictions(line, old, item, reads) if old else ())
            row = {**asdict(item), "family": item.family.value, "serialised": int(item.serialised)}
            plan.rows.append({"table": "item", **row})
    _move_gtins(plan, parsed.lines, items, known)
    return plan


def _contradictions(line: int, old: TradeItem, new: TradeItem, reads: Reads) -> Iterator[Problem]:
    changed = [name for name in _PHYSICAL if getattr(old, name) != getattr(new, name)]
    if not changed:
        return
    counts = reads.query("SELECT COUNT(*), COUNT(unit) FROM device WHERE reference = ?", new.reference)[0]
    announced, packed = counts
    for name in changed:
        if packed or (announced and name in _ANNOUNCED):
            before, after = _cell(name, old), _cell(name, new)
            args: Args = {"before": before, "packed": packed or announced}
            yield Problem(line, _PHYSICAL[name], after, "item-contradicts-packed", None, args)


def _cell(name: str, item: TradeItem) -> str:
    """A value as the file writes it."""
    value = getattr(item, name)
    if isinstance(value, bool):
        return "oui" if value else "non"
    if name == "battery_mwh" and value is not None:
        return f"{value / 1000:g}"
    return "" if value is None else str(value)


def _move_gtins(plan: Plan, lines: Sequence[int], items: Sequence[TradeItem], known: Mapping[str, TradeItem]) -> None:
    """A GTIN belongs to one item: its owner gives it up in the same file, and first of all, or it is refused."""
    owners = {item.gtin: reference for reference, item in known.items() if item.gtin}
    given = {item.reference: item.gtin for item in items}
    for line, item in zip(lines, items, strict=True):
        gtin = item.gtin or ""
        owner = owners.get(gtin, item.reference)
        if owner == item.reference:
            continue
        if given.get(owner, gtin) != gtin:
            plan.rows.insert(0, {"table": "item", "reference": owner, "gtin": None, "update": True})
        else:
            plan.errors.append(Problem(line, "gtin", gtin, "gtin-known", None, {"reference": owner}))


# -- allocations ----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Asked:
    """What a file says of one order line."""

    allocation: Allocation
    """Its first row."""
    line: int
    detail: Counter[str] = field(default_factory=Counter)
    """Quantity per public."""

    def kept(self, before: Mapping[str, int]) -> dict[str, int]:
        """Publics that this file leaves as they were; a row without public speaks for the whole line."""
        return {} if "" in self.detail else {p: n for p, n in before.items() if p and p not in self.detail}


def plan_allocations(parsed: Parsed[Allocation], reads: Reads) -> Plan:
    """Publics of a line add up; a line never falls below what is packed (E-CMD-01); missing rows stay, warned."""
    plan = Plan()
    asked: dict[tuple[str, str], _Asked] = {}
    for line, allocation in zip(parsed.lines, parsed.values, strict=True):
        key = order_number(allocation.uai, allocation.number), allocation.reference
        asked.setdefault(key, _Asked(allocation, line)).detail[allocation.public] += allocation.quantity
    known = _known_lines(reads)
    orders = {row[0] for row in reads.query("SELECT code FROM orders")}
    for (code, reference), row in asked.items():
        if code not in orders:
            orders.add(code)
            head = {"code": code, "uai": row.allocation.uai, "number": row.allocation.number, "cartons": 0}
            plan.rows.append({"table": "orders", **head})
        _plan_line(plan, known.get((code, reference)), code, row)
    for key, old in known.items():
        if key not in asked:
            plan.warnings.extend(_missing(old, json.loads(old.detail)))
    return plan


def _known_lines(reads: Reads) -> dict[tuple[str, str], OrderLine]:
    sql = "SELECT code, reference, granted, packed, detail FROM order_line ORDER BY code, reference"
    lines = (OrderLine(*row) for row in reads.query(sql))
    return {(line.order, line.reference): line for line in lines}


def _plan_line(plan: Plan, old: OrderLine | None, code: str, row: _Asked) -> None:
    before: dict[str, int] = json.loads(old.detail) if old else {}
    kept = row.kept(before)
    for public, quantity in row.detail.items():
        plan.note(before.get(public), quantity)
    after = {**kept, **row.detail}
    if old is not None:
        plan.warnings.extend(_missing(old, kept))
        if after == before:
            return
    granted, reference = sum(after.values()), row.allocation.reference
    if old is not None and granted < old.packed:
        args: Args = {"packed": old.packed, "order": code, "reference": reference}
        plan.errors.append(Problem(row.line, "quantite", str(granted), "quantity-below-packed", "E-CMD-01", args))
    text = json.dumps(after, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    line: Row = {"table": "order_line", "code": code, "reference": reference, "granted": granted, "detail": text}
    plan.rows.append({**line, "packed": 0} if old is None else {**line, "update": True})


def _missing(line: OrderLine, publics: Mapping[str, int]) -> Iterator[Problem]:
    for public in publics:
        reference = f"{line.reference} ({public})" if public else line.reference
        args = {"order": line.order, "reference": reference}
        yield Problem(0, "reference", line.reference, "allocation-missing", None, args)


# -- trips ----------------------------------------------------------------------------------------------------------


_CARRIER = ("carrier", "carrier_address", "carrier_siren")


def plan_trips(parsed: Parsed[Trip], reads: Reads) -> Plan:
    """A trip may change until its loading starts; who its carrier is may be corrected for ever, never be lost."""
    plan = Plan()
    for line, trip in zip(parsed.lines, parsed.values, strict=True):
        plan.warnings.extend(_missing_of_carrier(line, trip))
        row = reads.trip(trip.number)
        if not plan.note(row.trip if row else None, trip, len(trip.stops)):
            continue
        if row is not None and row.status != "planned" and not _corrects_carrier(row.trip, trip):
            plan.errors.append(Problem(line, "tournee", trip.number, "trip-started", None, {"status": row.status}))
        plan.rows.extend(_trip_rows(trip, is_new=row is None))
    return plan


def _corrects_carrier(old: Trip, new: Trip) -> bool:
    """Does nothing but the carrier's particulars differ, and is none of them lost?"""
    given = {name: getattr(new, name) or getattr(old, name) for name in _CARRIER}
    return replace(old, **given) == new


def _missing_of_carrier(line: int, trip: Trip) -> Iterator[Problem]:
    for column, value in (("adresse_transporteur", trip.carrier_address), ("siren", trip.carrier_siren)):
        if not value:
            yield Problem(line, column, "", "waybill-field-missing", "E-CHG-09", {"trip": trip.number})


def _trip_rows(trip: Trip, *, is_new: bool) -> list[Row]:
    values = asdict(trip)
    stops: Sequence[Row] = values.pop("stops")
    row: Row = {"table": "trip", **values}
    row |= {"status": "planned", "station": "", "departed": None} if is_new else {"update": True}
    return [row, *({"table": "trip_stop", "trip": trip.number, **stop} for stop in stops)]
