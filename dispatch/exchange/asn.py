"""The asn file: a maker's despatch advice, one row per device, up to some 200,000 of them (domain rules 2.1 to 2.3)."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
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
    devices: list[AnnouncedDevice] = []
    lines: list[int] = []
    with uncollected():
        for block in reading.blocks():
            devices.extend(advice.devices(block))
            lines += block.lines
        tell_repeated_serials(reading, devices, lines, items)
        tell_overfull_cartons(reading, devices, lines, items, advice.cartons)
    return reading.parsed(devices, lines)


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
    """How the columns of one file become devices."""

    def __init__(self, reading: Reading, items: Mapping[str, TradeItem], sites: Collection[str]) -> None:
        self.cartons: Counter[tuple[str, str]] = Counter()
        """Devices of each advice and carton so far."""
        self._reading = reading
        self._items = ItemColumns(reading, items)
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

    def devices(self, block: Block) -> Iterable[AnnouncedDevice]:
        """The devices of these rows; a cell that was refused is empty."""
        lines = block.lines
        silent = [""] * len(lines)
        cells = {name: block.columns[place] for name, place in self._reading.places.items()}
        read = {name: column.read(lines, cells.get(name, silent)) for name, column in self._columns.items()}
        references = self._items.read(lines, cells.get("reference", silent), cells.get("gtin", silent))
        self._serial_rules.check(lines, cells["serie"], read["serie"], references)
        if self._reading.table.has_numbers:
            self._tell_long_numbers(lines, cells["carton"])
        self.cartons.update(zip(read["avis"], read["carton"], strict=True))
        rest = (read[name] for name in ("serie", "imei", "imei2", "mac", "palette", "lot", "date", "uai"))
        return map(AnnouncedDevice, read["avis"], read["carton"], references, *rest)

    def _tell_long_numbers(self, lines: Sequence[int], cartons: Sequence[str]) -> None:
        for line, carton in zip(lines, cartons, strict=True):
            if codes.is_long_number(carton):
                self._reading.tell(Fault("spreadsheet-number", codes.DAMAGE), line, "carton", carton)


def tell_repeated_serials(
    reading: Reading, devices: Sequence[AnnouncedDevice], lines: Sequence[int], items: Mapping[str, TradeItem]
) -> None:
    """A serial is unique within its maker (E-ASN-03, domain rule 2.2)."""
    makers = {device.reference: "" for device in devices}
    makers.update((reference, items[reference].maker) for reference in makers if reference)
    one_maker = len(set(makers.values())) <= 1
    keys = [device.serial if one_maker else (makers[device.reference], device.serial) for device in devices]
    for again, first in repeated(keys):
        if serial := devices[again].serial:
            reading.tell(Fault("serial-twice", "E-ASN-03", first=lines[first]), lines[again], "serie", serial)


def repeated(keys: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """Places of keys that were there before, and where first; empty keys do not count."""
    first: dict[Hashable, int] = {}
    if len(set(keys)) < len(keys):
        for place, key in enumerate(keys):
            if key != "" and first.setdefault(key, place) != place:
                yield place, first[key]


def tell_overfull_cartons(
    reading: Reading,
    devices: Sequence[AnnouncedDevice],
    lines: Sequence[int],
    items: Mapping[str, TradeItem],
    counts: Counter[tuple[str, str]],
) -> None:
    """No carton holds more devices than the roomiest of its items allows (domain rule 2.3)."""
    room = {device.reference: LARGEST for device in devices}
    room.update((reference, items[reference].per_carton) for reference in room if reference)
    if max(counts.values(), default=0) <= min(room.values(), default=0):
        return
    limits: dict[tuple[str, str], int] = {}
    for device in devices:
        carton = device.asn, device.carton
        limits[carton] = max(limits.get(carton, 0), room[device.reference])
    seen: Counter[tuple[str, str]] = Counter()
    for line, device in zip(lines, devices, strict=True):
        carton = device.asn, device.carton
        seen[carton] += 1
        if device.carton and seen[carton] == limits[carton] + 1:
            fault = Fault("carton-overfull", count=counts[carton], limit=limits[carton])
            reading.tell(fault, line, "carton", device.carton)
