"""The story of a code: what it is, where it stands, and every journal entry that concerns it (`trace`, contract 6)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dispatch.domain import events as e
from dispatch.domain.errors import InputError
from dispatch.domain.stock import DeviceStatus
from dispatch.scanning.interpret import interpret
from dispatch.scanning.scans import PlainScan, Scan
from dispatch.services.messages import Messages
from dispatch.services.papers import sscc_of
from dispatch.services.ports import CartonRow, DeviceRow, DocumentRow, Entry, OrderRow, Reads, TripRow, UnitRow
from dispatch.services.resolver import content_of
from dispatch.workflows.subjects import AnnouncedCartonSubject, DeviceSubject, OrderSubject, TripSubject, UnitSubject

_ALWAYS = range(1 << 62)


@dataclass(frozen=True, slots=True)
class Story:
    """What `trace` answers; places are None where the thing is in none."""

    code: str
    kind: str
    status: str
    site: str | None = None
    order: str | None = None
    carton: str | None = None
    pallet: str | None = None
    trip: str | None = None
    entries: tuple[Entry, ...] = ()

    def as_json(self, messages: Messages) -> dict[str, Any]:
        """The keys of contract 6."""
        names = ("code", "kind", "status", "site", "order", "carton", "pallet", "trip")
        return {**{name: getattr(self, name) for name in names}, "events": [_told(x, messages) for x in self.entries]}


def _told(entry: Entry, messages: Messages) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "time": entry.header.time,
        "type": entry.type,
        "station": entry.header.station,
        "operator": entry.header.operator,
        "text": messages.event(entry.type, json.loads(entry.payload)),
    }


def trace(code: str, reads: Reads) -> Story:
    """The story of a device, carton, pallet, order, site, trip or document, by its code with or without prefix.

    Raises:
        InputError: nothing here has that code, or several things have.
    """
    teller = _Teller(code.strip(), reads)
    story = teller.by_scan(interpret(code.strip())) or teller.by_name()
    if story is None:
        raise InputError(f"Code inconnu\u00a0: {code}")
    return story


class _Teller:
    """Finds what one code names, and gathers its entries."""

    def __init__(self, code: str, reads: Reads) -> None:
        self._code = code
        self._reads = reads

    # -- finding

    def by_scan(self, scan: Scan) -> Story | None:
        """The thing that a scanner would find."""
        subject = content_of(scan, self._reads)
        match subject:
            case DeviceSubject():
                row = self._reads.device(subject.id)
                return self._device(row) if row else None
            case AnnouncedCartonSubject():
                carton = self._reads.carton(subject.id)
                return self._announced(carton) if carton else None
            case UnitSubject():
                return self._by_sscc(subject.sscc)
            case OrderSubject():
                return self._by_order(subject.code)
            case TripSubject():
                return self._by_trip(subject.trip.number)
        return self._by_sscc(sscc_of(scan.text)) if isinstance(scan, PlainScan) else None

    def by_name(self) -> Story | None:
        """The thing whose code is written without its prefix, or is on no label."""
        name = self._code.upper()
        order, site = self._by_order(f"ORD-{name}"), self._site(name)
        return order or self._by_trip(name.removeprefix("TRP-")) or site or self._document(name)

    def _by_sscc(self, sscc: str) -> Story | None:
        unit = self._reads.unit(sscc)
        return self._unit(unit) if unit else None

    def _by_order(self, code: str) -> Story | None:
        order = self._reads.order(code)
        return self._order(order) if order else None

    def _by_trip(self, number: str) -> Story | None:
        trip = self._reads.trip(number)
        return self._trip(trip) if trip else None

    # -- telling

    def _device(self, row: DeviceRow) -> Story:
        unit = row.unit
        pallet = self._reads.unit(unit.pallet) if unit and unit.pallet else None
        return Story(
            self._code,
            "device",
            _device_status(row, pallet).value,
            site=unit.uai if unit else None,
            order=unit.code if unit else None,
            carton=unit.sscc if unit else row.carton.code,
            pallet=pallet.sscc if pallet else None,
            trip=pallet.trip if pallet else None,
            entries=self._gathered([f"device:{row.id}", f"carton:{row.carton.id}", *self._assigned(row.carton)]),
        )

    def _announced(self, row: CartonRow) -> Story:
        unit = self._reads.unit(row.unit) if row.unit else None
        status = unit_status(unit) if unit else "opened" if row.opened else "in-stock" if row.received else "announced"
        entries = self._gathered([f"asn:{row.asn}", f"carton:{row.id}", *self._assigned(row)])
        places = self._places(unit) if unit else {"carton": row.code}
        return Story(self._code, "carton", status, entries=entries, **places)

    def _assigned(self, row: CartonRow) -> list[str]:
        """Units that this sealed carton became, also those taken back since."""
        found = self._reads.query("SELECT sscc FROM unit WHERE sealed_carton = ?", row.id) if row.received else []
        return [f"unit:{sscc}" for (sscc,) in found]

    def _unit(self, unit: UnitRow) -> Story:
        entries = self._gathered([f"unit:{unit.sscc}"])
        return Story(self._code, unit.kind, unit_status(unit), entries=entries, **self._places(unit))

    def _places(self, unit: UnitRow) -> dict[str, str | None]:
        pallet = self._reads.unit(unit.pallet) if unit.pallet else None
        on_pallet = unit if unit.kind == "pallet" else pallet
        return {
            "site": unit.uai,
            "order": unit.code or None,
            "carton": unit.sscc if unit.kind == "carton" else None,
            "pallet": on_pallet.sscc if on_pallet else None,
            "trip": on_pallet.trip if on_pallet else None,
        }

    def _order(self, order: OrderRow) -> Story:
        cartons = [u for u in self._reads.units("code", order.code, "carton") if u.status != "void"]
        entries = self._gathered([f"order:{order.code}", *(f"unit:{u.sscc}" for u in cartons)])
        status = _order_status(order, cartons)
        return Story(self._code, "order", status, site=order.uai, order=order.code, entries=entries)

    def _trip(self, row: TripRow) -> Story:
        number = row.trip.number
        loaded = [f"unit:{u.sscc}" for u in self._reads.units("trip", number, "pallet")]
        papers = [f"document:{d.number}" for d in self._reads.documents("trip", number)]
        entries = self._gathered([f"trip:{number}", *loaded, *dict.fromkeys(papers)])
        return Story(self._code, "trip", row.status, trip=number, entries=entries)

    def _site(self, uai: str) -> Story | None:
        site = self._reads.site(uai)
        if site is None:
            return None
        codes = [code for (code,) in self._reads.query("SELECT code FROM orders WHERE uai = ? ORDER BY number", uai)]
        orders = [order for order in map(self._reads.order, codes) if order is not None]
        statuses = [_order_status(o, self._reads.units("code", o.code, "carton")) for o in orders]
        status = statuses[0] if len(set(statuses)) == 1 else "open"
        entries = self._gathered([f"order:{code}" for code in codes])
        return Story(self._code, "site", status, site=uai, order=codes[0] if len(codes) == 1 else None, entries=entries)

    def _document(self, name: str) -> Story | None:
        found = self._reads.documents("number", name) or self._reads.documents("number", f"DLN-{name}")
        if not found:
            return None
        newest: DocumentRow = max(found, key=lambda d: d.version)
        entries = self._gathered([f"document:{newest.number}"])
        site = newest.uai or None
        return Story(self._code, "document", newest.status, site=site, trip=newest.trip, entries=entries)

    # -- entries

    def _gathered(self, subjects: Iterable[str]) -> tuple[Entry, ...]:
        """Entries of these subjects and of what held them, each only while it did, in journal order."""
        entries: dict[int, Entry] = {}
        waiting = [(subject, _ALWAYS) for subject in subjects]
        told: set[tuple[str, range]] = set()
        while waiting:
            subject, while_in = waiting.pop()
            if (subject, while_in) in told:
                continue
            told.add((subject, while_in))
            mine = [x for x in self._reads.entries("subject", subject) if x.seq in while_in]
            entries.update((x.seq, x) for x in mine)
            waiting.extend(_holders(mine, while_in))
        return tuple(entries[seq] for seq in sorted(entries))


def _holders(entries: list[Entry], while_in: range) -> Iterator[tuple[str, range]]:
    """What held the subject of these entries, and in which part of the journal."""
    ends: dict[str, list[int]] = {}
    for entry in entries:
        match entry.event:
            case e.DeviceUnpacked(sscc=holder) | e.CartonDepalletised(pallet=holder) | e.PalletUnloaded(trip=holder):
                ends.setdefault(holder, []).append(entry.seq)
    for entry in entries:
        match entry.event:
            case e.DevicePacked(sscc=holder) | e.CartonPalletised(pallet=holder):
                subject = f"unit:{holder}"
            case e.CartonReopened(successor=holder) | e.PalletReopened(successor=holder):
                subject = f"unit:{holder}"
            case e.PalletLoaded(trip=holder):
                subject = f"trip:{holder}"
            case _:
                continue
        last = min((seq for seq in ends.get(holder, ()) if seq > entry.seq), default=while_in.stop - 1)
        yield subject, range(entry.seq, last + 1)


# -- statuses (contract 6) ------------------------------------------------------------------------------------------


def _device_status(row: DeviceRow, pallet: UnitRow | None) -> DeviceStatus:
    if row.unit is None:
        return DeviceStatus.IN_STOCK if row.carton.received else DeviceStatus.ANNOUNCED
    if row.unit.departed:
        return DeviceStatus.DEPARTED
    if pallet is None:
        return DeviceStatus.PACKED
    return DeviceStatus.LOADED if pallet.trip else DeviceStatus.PALLETISED


def unit_status(unit: UnitRow) -> str:
    """Where a carton or pallet stands."""
    if unit.status != "closed":
        return unit.status
    if unit.departed:
        return "departed"
    if unit.kind == "pallet":
        return "loaded" if unit.trip else "ready"
    return "on-pallet" if unit.pallet else "closed"


def _order_status(order: OrderRow, cartons: list[UnitRow]) -> str:
    departed = sum(unit.devices for unit in cartons if unit.departed and unit.status != "void")
    if departed and departed == sum(line.granted for line in order.lines):
        return "departed"
    if departed:
        return "part-departed"
    return "complete" if all(line.packed == line.granted for line in order.lines) else "open"
