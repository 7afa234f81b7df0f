"""Import plans: what a file would change, and what of it would contradict what is already packed, received or loaded.

One function per kind, from values and one view of the tables to a plan; nothing is written here.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from dispatch.domain.catalogue import TradeItem
from dispatch.domain.import_report import Parsed, Problem
from dispatch.domain.operators import Operator
from dispatch.domain.orders import Allocation, OrderLine, order_number
from dispatch.domain.sites import Site
from dispatch.domain.trips import Trip
from dispatch.services.ports import Reads

Args = dict[str, str | int]
Row = dict[str, Any]
"""A row for the tables: `table` names it, `update` marks columns of a row that exists."""


@dataclass(slots=True)
class Plan:
    """What an import would do."""

    rows: list[Row] = field(default_factory=list)
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def note(self, old: object, new: object) -> bool:
        """Count one value; is there anything to write?"""
        self.created += old is None
        self.updated += old is not None and old != new
        self.unchanged += old == new
        return old != new


def plan_sites(parsed: Parsed[Site], reads: Reads) -> Plan:
    """Present rows update, missing ones stay."""
    plan = Plan()
    for site in parsed.values:
        if plan.note(reads.site(site.uai), site):
            plan.rows.append({"table": "site", **asdict(site), "member": _bit(site.member), "dock": _bit(site.dock)})
    return plan


def _bit(value: bool | None) -> int | None:
    return None if value is None else int(value)


_PHYSICAL = (
    "gtin",
    "maker",
    "serialised",
    "per_carton",
    "weight_g",
    "carton_tare_g",
    "batteries",
    "cells",
    "battery_mwh",
)
"""Columns of an item that units already packed rely on."""


def plan_items(parsed: Parsed[TradeItem], reads: Reads) -> Plan:
    """An item whose devices are packed keeps what their labels and papers say; the maker stays once announced."""
    plan = Plan()
    known = reads.items()
    for line, item in zip(parsed.lines, parsed.values, strict=True):
        old = known.get(item.reference)
        if plan.note(old, item):
            plan.errors.extend(_contradictions(line, old, item, reads) if old else ())
            row = {**asdict(item), "family": item.family.value, "serialised": int(item.serialised)}
            plan.rows.append({"table": "item", **row})
    return plan


def _contradictions(line: int, old: TradeItem, new: TradeItem, reads: Reads) -> Iterator[Problem]:
    counts = reads.query("SELECT COUNT(*), COUNT(unit) FROM device WHERE reference = ?", new.reference)[0]
    announced, packed = counts
    for name in _PHYSICAL:
        before, after = getattr(old, name), getattr(new, name)
        if before != after and (packed or (announced and name == "maker")):
            args: Args = {"before": str(before), "packed": packed or announced}
            yield Problem(line, name, str(after), "item-contradicts-packed", None, args)


def plan_allocations(parsed: Parsed[Allocation], reads: Reads) -> Plan:
    """Publics of a line add up; a line never falls below what is packed (E-CMD-01); missing lines stay, warned."""
    plan = Plan()
    details: dict[tuple[str, str], Counter[str]] = {}
    lines: dict[tuple[str, str], int] = {}
    uais: dict[str, tuple[str, int]] = {}
    for line, allocation in zip(parsed.lines, parsed.values, strict=True):
        code = order_number(allocation.uai, allocation.number)
        uais[code] = (allocation.uai, allocation.number)
        details.setdefault((code, allocation.reference), Counter())[allocation.public] += allocation.quantity
        lines.setdefault((code, allocation.reference), line)
    existing = {code: _lines(code, reads) for code in uais}
    for code, (uai, number) in uais.items():
        if existing[code] is None:
            plan.rows.append({"table": "orders", "code": code, "uai": uai, "number": number, "cartons": 0})
    for (code, reference), detail in details.items():
        _plan_line(plan, (existing[code] or {}).get(reference), code, reference, detail, lines[code, reference])
    plan.warnings.extend(_missing_lines(existing, details))
    return plan


def _lines(code: str, reads: Reads) -> Mapping[str, OrderLine] | None:
    order = reads.order(code)
    return None if order is None else {line.reference: line for line in order.lines}


def _plan_line(plan: Plan, old: OrderLine | None, code: str, reference: str, detail: Counter[str], line: int) -> None:
    granted = sum(detail.values())
    text = json.dumps(dict(sorted(detail.items())), ensure_ascii=False, separators=(",", ":"))
    before = None if old is None else (old.granted, old.detail)
    if not plan.note(before, (granted, text)):
        return
    if old is not None and granted < old.packed:
        args = {"packed": old.packed, "order": code, "reference": reference}
        plan.errors.append(Problem(line, "quantite", str(granted), "quantity-below-packed", "E-CMD-01", args))
    row: Row = {"table": "order_line", "code": code, "reference": reference, "granted": granted, "detail": text}
    plan.rows.append({**row, "packed": 0} if old is None else {**row, "update": True})


def _missing_lines(
    existing: Mapping[str, Mapping[str, OrderLine] | None], given: Mapping[tuple[str, str], Counter[str]]
) -> Iterator[Problem]:
    for code, lines in existing.items():
        for reference in lines or ():
            if (code, reference) not in given:
                args = {"order": code, "reference": reference}
                yield Problem(0, "reference", reference, "allocation-missing", None, args)


def plan_operators(parsed: Parsed[Operator], reads: Reads) -> Plan:
    """Present rows update, missing ones stay."""
    plan = Plan()
    for operator in parsed.values:
        if plan.note(reads.operator(operator.badge), operator):
            roles = " ".join(role.value for role in operator.roles)
            plan.rows.append({"table": "operator", "badge": operator.badge, "name": operator.name, "roles": roles})
    return plan


def plan_trips(parsed: Parsed[Trip], reads: Reads) -> Plan:
    """A trip may change until its loading starts."""
    plan = Plan()
    for line, trip in zip(parsed.lines, parsed.values, strict=True):
        row = reads.trip(trip.number)
        if not plan.note(row.trip if row else None, trip):
            continue
        if row is not None and row.status != "planned":
            plan.errors.append(Problem(line, "tournee", trip.number, "trip-started", None, {"status": row.status}))
        plan.rows.extend(_trip_rows(trip, is_new=row is None))
        if not (trip.carrier_address and trip.carrier_siren):
            column = "siren" if trip.carrier_address else "adresse_transporteur"
            plan.warnings.append(Problem(line, column, "", "waybill-field-missing", "E-CHG-09", {"trip": trip.number}))
    return plan


def _trip_rows(trip: Trip, *, is_new: bool) -> list[Row]:
    values = asdict(trip)
    stops: Sequence[Row] = values.pop("stops")
    row: Row = {"table": "trip", **values}
    row |= {"status": "planned", "station": "", "departed": None} if is_new else {"update": True}
    return [row, *({"table": "trip_stop", "trip": trip.number, **stop} for stop in stops)]
