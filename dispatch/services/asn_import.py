"""Despatch advices: which are new, which are known, and which contradict what is already received."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby, islice
from operator import attrgetter
from typing import NamedTuple

from dispatch.domain.catalogue import TradeItem
from dispatch.domain.events import AsnAnnounced, Event
from dispatch.domain.import_report import Parsed, Problem
from dispatch.domain.import_rows import encode_announced
from dispatch.domain.stock import AnnouncedDevice
from dispatch.services.import_plans import Plan
from dispatch.services.ports import Reads, Transaction

CHUNK = 500
"""Serials asked for in one read."""


class Advice(NamedTuple):
    """One advice to announce."""

    asn: str
    data: bytes
    sha256: str
    rows: int
    cartons: int
    replaced_first: int
    replaced_cartons: int


@dataclass(slots=True)
class AsnPlan(Plan):
    """The advices of a file that are to be announced."""

    advices: list[Advice] = field(default_factory=list)

    @property
    def changes(self) -> bool:
        """Is there anything to announce, and nothing wrong?"""
        return bool(self.advices) and not self.errors


def plan_asn(parsed: Parsed[AnnouncedDevice], reads: Reads) -> AsnPlan:
    """Identical advices are left alone (E-ASN-01); different ones are refused once anything is received (E-ASN-02)."""
    plan = AsnPlan()
    items = reads.items()
    for asn, devices in _by_advice(parsed.values).items():
        rows = _rows(devices, items)
        data = encode_announced(rows)
        name = sha256(data).hexdigest()
        known = reads.query("SELECT sha256, first_carton, cartons FROM asn WHERE asn = ?", asn)
        if known and known[0][0] == name:
            plan.unchanged += len(rows)
            plan.warnings.append(Problem(0, "avis", asn, "asn-already-imported", "E-ASN-01"))
            continue
        first, cartons = known[0][1:] if known else (0, 0)
        if known and _touched(first, cartons, reads):
            plan.errors.append(Problem(0, "avis", asn, "asn-different", "E-ASN-02"))
            continue
        plan.created += 0 if known else len(rows)
        plan.updated += len(rows) if known else 0
        plan.advices.append(Advice(asn, data, name, len(rows), len({row[0] for row in rows}), first, cartons))
    plan.errors.extend(_known_serials(parsed, plan.advices, items, reads))
    return plan


def _by_advice(devices: Sequence[AnnouncedDevice]) -> Mapping[str, list[AnnouncedDevice]]:
    advices: dict[str, list[AnnouncedDevice]] = {}
    for asn, group in groupby(devices, attrgetter("asn")):
        advices.setdefault(asn, []).extend(group)
    return advices


def _rows(devices: Sequence[AnnouncedDevice], items: Mapping[str, TradeItem]) -> list[tuple[str, ...]]:
    """Rows in the order of `ANNOUNCED`; bare tuples, for there are 200,000 of them."""
    makers = {reference: item.maker for reference, item in items.items()}
    return [
        (carton, serial, makers[reference], reference, imei, imei2, mac, lot, reserved_for, pallet, ship_date)
        for _, carton, reference, serial, imei, imei2, mac, pallet, lot, ship_date, reserved_for in devices
    ]


def _touched(first: int, cartons: int, reads: Reads) -> bool:
    sql = "SELECT 1 FROM announced_carton WHERE id BETWEEN ? AND ? AND (received = 1 OR opened = 1) LIMIT 1"
    return bool(reads.query(sql, first, first + cartons - 1))


def _known_serials(
    parsed: Parsed[AnnouncedDevice], advices: Sequence[Advice], items: Mapping[str, TradeItem], reads: Reads
) -> Iterator[Problem]:
    """E-ASN-04: serials that another advice announced before."""
    if not reads.query("SELECT 1 FROM device LIMIT 1"):
        return
    ranges = {a.asn: (a.replaced_first, a.replaced_first + a.replaced_cartons - 1) for a in advices}
    wanted = [(line, d) for line, d in zip(parsed.lines, parsed.values, strict=True) if d.asn in ranges]
    rest = iter(wanted)
    while chunk := list(islice(rest, CHUNK)):
        marks = ", ".join("?" for _ in chunk)
        sql = f"SELECT serial, maker, carton FROM device WHERE serial IN ({marks})"
        known = {(row[0], row[1]): row[2] for row in reads.query(sql, *(device.serial for _, device in chunk))}
        for line, device in chunk:
            carton = known.get((device.serial, items[device.reference].maker))
            low, high = ranges[device.asn]
            if carton is not None and not low <= carton <= high:
                yield Problem(line, "serie", device.serial, "serial-known", "E-ASN-04")


def announce(plan: AsnPlan, transaction: Transaction) -> list[Event]:
    """The events of a plan, with running numbers drawn for their devices and cartons."""
    reads = transaction.reads
    device = (reads.query("SELECT MAX(id) FROM device")[0][0] or 0) + 1
    carton = max(
        reads.query("SELECT MAX(id) FROM announced_carton")[0][0] or 0,
        reads.query("SELECT MAX(first_carton + cartons - 1) FROM asn")[0][0] or 0,
    )
    events: list[Event] = []
    for advice in plan.advices:
        transaction.put_blob(advice.data)
        events.append(
            AsnAnnounced(
                advice.asn,
                advice.sha256,
                advice.rows,
                advice.cartons,
                device,
                carton + 1,
                advice.replaced_first,
                advice.replaced_cartons,
            )
        )
        device += advice.rows
        carton += advice.cartons
    return events
