"""The story of a code: what it is, where it stands, and every journal entry that concerns it (`trace`, contract 6)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dispatch.domain import events as e
from dispatch.domain.calendar import paris
from dispatch.domain.errors import InputError
from dispatch.domain.identifiers import Sscc
from dispatch.domain.reasons import Reason
from dispatch.domain.retention import kept_until
from dispatch.domain.stock import DeviceStatus
from dispatch.scanning.interpret import interpret
from dispatch.scanning.scans import Scan
from dispatch.services.messages import Messages
from dispatch.services.ports import CartonRow, DeviceRow, DocumentRow, Entry, OrderRow, Reads, TripRow, UnitRow
from dispatch.services.resolver import content_of
from dispatch.workflows.subjects import (
    AmbiguousSubject,
    AnnouncedCartonSubject,
    DeviceSubject,
    OrderSubject,
    TripSubject,
    UnitSubject,
)

_OF_A_DAY = "SELECT number FROM trip WHERE COALESCE(departed, date) = ? ORDER BY number"
_AIM = re.compile(r"^\][A-Za-z][0-9A-Za-z]")
"""The symbology identifier that scanners are set to send before a code."""
_ALWAYS = range(1 << 62)
_PRINTED = re.compile(r"\(01\)\s*([0-9]{14})\s*\(21\)\s*(\S+)")
"""A device's GS1 data as they stand under its bar code."""


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
    kept_until: str | None = None
    """Of a document: ISO date of the last day on which its papers must be there."""

    def as_json(self, messages: Messages) -> dict[str, Any]:
        """The keys of contract 6; `kept_until` for documents only."""
        names = ["code", "kind", "status", "site", "order", "carton", "pallet", "trip"]
        names += ["kept_until"] if self.kept_until else []
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


def trace(code: str, reads: Reads, messages: Messages) -> Story:
    """The story of a device, carton, pallet, order, site, trip or document, by its code with or without prefix.

    Raises:
        InputError: nothing here has that code, or several things have.
    """
    teller = _Teller(code.strip(), reads, messages)
    printed = _PRINTED.fullmatch(code.strip())
    scan = interpret(f"]C101{printed[1]}21{printed[2]}" if printed else code.strip())
    story = teller.by_scan(scan) or teller.by_name()
    if story is None:
        raise InputError(messages.text("error.unknown-code", code=code))
    return story


class _Teller:
    """Finds what one code names, and gathers its entries."""

    def __init__(self, code: str, reads: Reads, messages: Messages) -> None:
        self._code = code
        self._reads = reads
        self._messages = messages
        self._about: dict[str, list[Entry]] = {}

    # -- finding

    def by_scan(self, scan: Scan) -> Story | None:
        """The thing that a scanner would find."""
        subject = content_of(scan, self._reads)
        match subject:
            case DeviceSubject():
                return self._by_device(subject.id)
            case AnnouncedCartonSubject():
                carton = self._reads.carton(subject.id)
                return self._announced(carton) if carton else None
            case AmbiguousSubject():
                return self._by_one_of(subject)
            case UnitSubject():
                return self._by_sscc(subject.sscc)
            case OrderSubject():
                return self._by_order(subject.code)
            case TripSubject():
                return self._by_trip(subject.trip.number)
        return None

    def _by_one_of(self, subject: AmbiguousSubject) -> Story | None:
        """A device whose carton has the same code is meant rather than the carton; anything else is not guessed."""
        if len(subject.devices) == 1:
            return self._by_device(subject.devices[0].id)
        reason = Reason.SERIAL_AMBIGUOUS if subject.devices else Reason.CARTON_AMBIGUOUS
        choices = [f"(01){d.item.gtin}(21){d.serial}" for d in subject.devices] or [c.asn for c in subject.cartons]
        raise InputError(f"{self._messages.verdict(reason, {'code': subject.code})} {', '.join(choices)}")

    def by_name(self) -> Story | None:
        """The thing whose code is written without its prefix, or is on no label."""
        name = _AIM.sub("", self._code).upper()
        sscc = Sscc.try_parse(name.removeprefix("]C1"))
        return (
            (self._by_sscc(str(sscc)) if sscc else None)
            or self._by_order(f"ORD-{name}")
            or self._by_trip(name.removeprefix("TRP-"))
            or self._site(name)
            or self._document(name)
            or self._manifest(name.removeprefix("MAN-"))
        )

    def _by_device(self, number: int) -> Story | None:
        device = self._reads.device(number)
        return self._device(device) if device else None

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
        status = (
            self._unit_status(unit) if unit else "opened" if row.opened else "in-stock" if row.received else "announced"
        )
        entries = self._gathered([f"asn:{row.asn}", f"carton:{row.id}", *self._assigned(row)])
        places = self._places(unit) if unit else {"carton": row.code}
        return Story(self._code, "carton", status, entries=entries, **places)

    def _assigned(self, row: CartonRow) -> list[str]:
        """Units that this sealed carton became, also those taken back since."""
        found = self._reads.query("SELECT sscc FROM unit WHERE sealed_carton = ?", row.id) if row.received else []
        return [f"unit:{sscc}" for (sscc,) in found]

    def _unit(self, unit: UnitRow) -> Story:
        entries = self._gathered([f"unit:{unit.sscc}"])
        return Story(self._code, unit.kind, self._unit_status(unit), entries=entries, **self._places(unit))

    def _unit_status(self, unit: UnitRow) -> str:
        pallet = unit if unit.kind == "pallet" else self._reads.unit(unit.pallet) if unit.pallet else None
        return _unit_status(unit, pallet)

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
        entries = self._gathered([f"order:{code}" for code in codes])
        status = _site_status(statuses)
        return Story(self._code, "site", status, site=uai, order=codes[0] if len(codes) == 1 else None, entries=entries)

    def _document(self, name: str) -> Story | None:
        found = self._reads.documents("number", name) or self._reads.documents("number", f"DLN-{name}")
        if not found:
            return None
        newest: DocumentRow = max(found, key=lambda d: d.version)
        entries = self._gathered([f"document:{newest.number}"])
        kept = max(kept_until(d.kind, paris(datetime.fromisoformat(d.issued)).date()) for d in found).isoformat()
        return Story(
            newest.number,
            "document",
            newest.status,
            site=newest.uai or None,
            trip=newest.trip,
            entries=entries,
            kept_until=kept,
        )

    def _manifest(self, day: str) -> Story | None:
        """The papers of all trips of a day, for the code on its manifest."""
        found = [self._reads.trip(number) for (number,) in self._reads.query(_OF_A_DAY, day)]
        trips = [row for row in found if row is not None]
        papers = [f"document:{d.number}" for row in trips for d in self._reads.documents("trip", row.trip.number)]
        status = "departed" if all(row.departed for row in trips) else "planned"
        entries = self._gathered(dict.fromkeys(papers))
        return Story(f"MAN-{day}", "document", status, entries=entries) if trips else None

    # -- entries

    def _gathered(self, subjects: Iterable[str]) -> tuple[Entry, ...]:
        """Entries of these subjects and of what held them, each only while it did, in journal order."""
        entries: dict[int, Entry] = {}
        waiting = [(subject, _ALWAYS) for subject in subjects]
        while waiting:
            subject, while_in = waiting.pop()
            mine = [entry for entry in self._entries(subject) if entry.seq in while_in]
            entries.update((entry.seq, entry) for entry in mine)
            waiting.extend(_holders(mine, while_in))
        return tuple(entries[seq] for seq in sorted(entries))

    def _entries(self, subject: str) -> list[Entry]:
        if subject not in self._about:
            self._about[subject] = self._reads.entries("subject", subject)
        return self._about[subject]


def _holders(entries: Sequence[Entry], while_in: range) -> Iterator[tuple[str, range]]:
    """What held the subject of these entries, and in which part of the journal.

    Whatever its holder was re-opened to meanwhile, a thing is held until it is taken out.
    """
    holder, since = "", 0
    for entry in entries:
        match entry.event:
            case (
                e.DevicePacked(sscc=unit)
                | e.CartonPalletised(pallet=unit)
                | e.CartonReopened(successor=unit)
                | e.PalletReopened(successor=unit)
            ):
                holder, since = f"unit:{unit}", entry.seq
            case e.PalletLoaded(trip=trip):
                holder, since = f"trip:{trip}", entry.seq
            case e.DeviceUnpacked() | e.CartonDepalletised() | e.PalletUnloaded():
                yield holder, range(since, entry.seq)
                holder = ""
    if holder:
        yield holder, range(since, while_in.stop)


# -- statuses (contract 6) ------------------------------------------------------------------------------------------


def _device_status(row: DeviceRow, pallet: UnitRow | None) -> DeviceStatus:
    if row.unit is None:
        return DeviceStatus.IN_STOCK if row.carton.received else DeviceStatus.ANNOUNCED
    if row.unit.departed:
        return DeviceStatus.DEPARTED
    if pallet is None:
        return DeviceStatus.PACKED
    return DeviceStatus.LOADED if pallet.trip else DeviceStatus.PALLETISED


def _unit_status(unit: UnitRow, pallet: UnitRow | None) -> str:
    """Where a carton or pallet stands; `pallet` is the unit itself or what it stands on."""
    if unit.status != "closed":
        return unit.status
    if unit.departed:
        return "departed"
    if pallet is None:
        return "closed"
    if pallet.trip:
        return "loaded"
    return "ready" if unit is pallet else "on-pallet"


def _order_status(order: OrderRow, cartons: list[UnitRow]) -> str:
    departed = sum(unit.devices for unit in cartons if unit.departed and unit.status != "void")
    if departed and departed == sum(line.granted for line in order.lines):
        return "departed"
    if departed:
        return "part-departed"
    return "complete" if all(line.packed == line.granted for line in order.lines) else "open"


def _site_status(orders: Sequence[str]) -> str:
    """That of its orders where they agree, else how far the whole is."""
    if len(set(orders)) == 1:
        return orders[0]
    return "part-departed" if {"departed", "part-departed"} & set(orders) else "open"
