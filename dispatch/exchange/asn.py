"""The asn file: a maker's despatch advice, one row per device, up to some 200,000 of them (domain rules 2.1 to 2.3)."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from dispatch.domain.catalogue import TradeItem
from dispatch.domain.import_report import Parsed, Problem
from dispatch.domain.stock import AnnouncedDevice
from dispatch.exchange import codes
from dispatch.exchange.advice_items import ItemColumns, SerialRules
from dispatch.exchange.blocks import Block, Table
from dispatch.exchange.cells import LARGEST, iso_date
from dispatch.exchange.columns import DistinctColumn, ProvedColumn, proved_imeis, proved_macs, proved_serials
from dispatch.exchange.faults import Fault
from dispatch.exchange.headings import ASN
from dispatch.exchange.reading import Reading


def parse_asn(table: Table, items: Mapping[str, TradeItem], sites: Collection[str]) -> Parsed[AnnouncedDevice]:
    """Announced devices of known, serialised items, by reference or GTIN; reserved ones for known sites."""
    reading = Reading(table, ASN)
    if table.headings and reading.places.keys().isdisjoint({"reference", "gtin"}):
        reading.errors.add(Problem(table.heading_line, "reference", "", "missing-column"))
    advice = Advice(reading, items, sites)
    with uncollected():
        for block in reading.blocks():
            advice.add(block)
        advice.tell_repeated_serials()
        advice.tell_overfull_cartons()
    return reading.parsed(advice.devices, advice.lines)


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the garbage collector, which would walk all devices again and again while they are made."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class Advice:
    """The devices of one file so far; a cell that was refused is empty in them."""

    def __init__(self, reading: Reading, items: Mapping[str, TradeItem], sites: Collection[str]) -> None:
        self.devices: list[AnnouncedDevice] = []
        self.lines: list[int] = []
        self._references: set[str] = set()
        self._in_carton: Counter[tuple[str, str]] = Counter()
        self._reading = reading
        self._items = items
        self._item_columns = ItemColumns(reading, items)
        self._serial_rules = SerialRules(reading, items)
        self._columns: dict[str, DistinctColumn | ProvedColumn] = {
            "avis": DistinctColumn(reading, "avis", str),
            "carton": DistinctColumn(reading, "carton", codes.carton),
            "serie": ProvedColumn(reading, "serie", codes.serial, proved_serials),
            "imei": ProvedColumn(reading, "imei", codes.imei, proved_imeis),
            "imei2": ProvedColumn(reading, "imei2", codes.imei, proved_imeis),
            "mac": ProvedColumn(reading, "mac", codes.mac, proved_macs),
            "palette": DistinctColumn(reading, "palette", str),
            "lot": DistinctColumn(reading, "lot", str),
            "date": DistinctColumn(reading, "date", iso_date),
            "uai": DistinctColumn(reading, "uai", codes.uai_among(sites)),
        }

    def add(self, block: Block) -> None:
        """Takes in some rows."""
        lines = block.lines
        silent = [""] * len(lines)
        cells = {name: block.columns[place] for name, place in self._reading.places.items()}
        avis, carton, serie, *others = (
            column.read(lines, cells[name]) if name in cells else silent for name, column in self._columns.items()
        )
        references = self._item_columns.read(lines, cells.get("reference", silent), cells.get("gtin", silent))
        self._serial_rules.check(lines, cells["serie"], serie, references)
        if self._reading.table.has_numbers:
            self._tell_long_numbers(lines, cells["carton"])
        self._references.update(references)
        self._in_carton.update(zip(avis, carton, strict=True))
        self.devices.extend(map(AnnouncedDevice, avis, carton, references, serie, *others))
        self.lines.extend(lines)

    def tell_repeated_serials(self) -> None:
        """A serial is unique within its maker (E-ASN-03, domain rule 2.2)."""
        maker = {reference: self._items[reference].maker if reference else "" for reference in self._references}
        if len(set(maker.values())) <= 1:
            keys: list[Hashable] = [device.serial for device in self.devices]
        else:
            keys = [(maker[device.reference], device.serial) for device in self.devices]
        for again, first in repeated(keys):
            if serial := self.devices[again].serial:
                fault = Fault("serial-twice", "E-ASN-03", first=self.lines[first])
                self._reading.tell(fault, self.lines[again], "serie", serial)

    def tell_overfull_cartons(self) -> None:
        """No carton holds more devices than the roomiest of its items allows (domain rule 2.3)."""
        room = {
            reference: self._items[reference].per_carton if reference else LARGEST for reference in self._references
        }
        if max(self._in_carton.values(), default=0) <= min(room.values(), default=0):
            return
        limits: dict[tuple[str, str], int] = {}
        for device in self.devices:
            carton = device.asn, device.carton
            limits[carton] = max(limits.get(carton, 0), room[device.reference])
        seen: Counter[tuple[str, str]] = Counter()
        for line, device in zip(self.lines, self.devices, strict=True):
            carton = device.asn, device.carton
            seen[carton] += 1
            if device.carton and seen[carton] == limits[carton] + 1:
                fault = Fault("carton-overfull", count=self._in_carton[carton], limit=limits[carton])
                self._reading.tell(fault, line, "carton", device.carton)

    def _tell_long_numbers(self, lines: Sequence[int], cartons: Sequence[str]) -> None:
        for line, carton in zip(lines, cartons, strict=True):
            if codes.is_long_number(carton):
                self._reading.tell(Fault("spreadsheet-number", codes.DAMAGE), line, "carton", carton)


def repeated(keys: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """Places of keys that were there before, and where first."""
    first: dict[Hashable, int] = {}
    if len(set(keys)) < len(keys):
        for place, key in enumerate(keys):
            if first.setdefault(key, place) != place:
                yield place, first[key]
