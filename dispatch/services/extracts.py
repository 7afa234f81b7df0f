"""Extracts: papers without a number of their own, drawn from the issued papers, before departure from the tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from dispatch.domain.errors import InputError
from dispatch.domain.identifiers import Sscc
from dispatch.domain.papers import (
    Delivery,
    Extract,
    Handover,
    LoadingList,
    Manifest,
    ManifestStop,
    ManifestTrip,
    OuterPallet,
    OutsideList,
    PackingList,
    PalletSheet,
    Paper,
    SerialSheet,
    Waybill,
)
from dispatch.domain.trips import Stop
from dispatch.services.messages import Messages
from dispatch.services.paper_assembly import PaperAssembler
from dispatch.services.ports import TripRow

OUTSIDE_LIST, PALLET_SHEET, HANDOVER, MANIFEST = "packing-list-outside", "pallet-sheet", "handover", "manifest"
SERIAL_CODES = "serial-codes"
EXTRACT_KINDS = (OUTSIDE_LIST, PALLET_SHEET, HANDOVER, MANIFEST, SERIAL_CODES)
"""What `document` draws beside the issued kinds; the REF of a pallet sheet is an SSCC, of a manifest an ISO date."""

_TRIPS = "SELECT number FROM trip WHERE COALESCE(departed, date) = ? ORDER BY number"
_GRANTED = """
SELECT COALESCE(SUM(l.granted), 0) FROM orders o JOIN order_line l ON l.code = o.code
WHERE o.uai = ? AND (? = '' OR o.code = ?)
"""
_LOADED = """
SELECT COALESCE(SUM(c.devices), 0) FROM unit c JOIN unit p ON p.sscc = c.pallet
WHERE c.uai = ? AND (? = '' OR c.code = ?) AND p.trip IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Extracts:
    """Draws extracts from one view of the tables."""

    assembler: PaperAssembler
    known: Callable[[str, str], Paper]
    """The newest issued paper of a kind and reference, or the draft it would be now; InputError where there is none."""
    now: str
    """ISO date and time with offset."""

    def of(self, kind: str, ref: str) -> Extract:
        """The extract of one of `EXTRACT_KINDS`.

        Raises:
            InputError: unknown reference, a void pallet, or a day without trips.
        """
        if kind in (OUTSIDE_LIST, SERIAL_CODES):
            packing = self.known("packing-list", ref)
            assert isinstance(packing, PackingList)
            return OutsideList.of(packing) if kind == OUTSIDE_LIST else SerialSheet.of(packing)
        if kind == PALLET_SHEET:
            return self._pallet_sheet(ref)
        return self._handover(ref) if kind == HANDOVER else self._manifest(ref.removeprefix("MAN-"))

    def _refused(self, key: str, **values: str) -> InputError:
        return InputError(Messages(self.assembler.configuration.language).text(key, **values))

    def _pallet_sheet(self, ref: str) -> PalletSheet:
        reads, sscc = self.assembler.reads, Sscc.try_parse(ref.removeprefix("]C1"))
        unit = reads.unit(str(sscc)) if sscc else None
        if unit is None or unit.kind != "pallet":
            raise self._refused("error.unknown-code", code=ref)
        if unit.status == "void":
            raise self._refused("error.void-unit", sscc=unit.sscc)
        trip = unit.trip or reads.planned_trip(unit.uai)
        row = reads.trip(trip) if trip else None
        stops = [stop.number for stop in row.trip.stops if stop.uai == unit.uai] if row else []
        edition = self.assembler.configuration.batteries.book.on(row.trip.date if row else self.now[:10])
        packed, closed = self.assembler.pallet(unit), unit.status in ("awaiting-label", "closed")
        return PalletSheet(
            head=self.assembler.head(row, self.assembler.orders([unit])),
            shipper=self.assembler.configuration.shipper,
            consignee=self.assembler.consignee(unit.uai),
            pallet=OuterPallet.of(packed),
            closed=closed,
            stop=unit.stop or next(iter(stops), None),
            overpack=edition.overpack_text if self.assembler.has_batteries([packed]) else "",
            overpack_letters_mm=edition.overpack_letters_mm,
        )

    def _handover(self, ref: str) -> Handover:
        waybill, loading = self.known("waybill", ref), self.known("loading-list", ref)
        assert isinstance(waybill, Waybill) and isinstance(loading, LoadingList)
        return Handover(
            head=waybill.head,
            shipper=waybill.shipper,
            carrier=waybill.carrier,
            loading_place=waybill.loading_place,
            deliveries=waybill.deliveries,
            dock=loading.dock,
            seals=waybill.seals,
            batteries=waybill.batteries,
            battery_line=waybill.battery_line,
        )

    def _manifest(self, day: str) -> Manifest:
        """Trips belong to the day of their departure, before it to their planned day."""
        reads = self.assembler.reads
        trips = tuple(self._trip(row) for (number,) in reads.query(_TRIPS, day) if (row := reads.trip(number)))
        if not trips:
            raise self._refused("error.unknown-code", code=day)
        number = f"MAN-{day}" if all(trip.departed for trip in trips) else None
        head = replace(self.assembler.head(), number=number, date=day, issued_at=self.now)
        return Manifest(head, self.assembler.configuration.shipper, trips)

    def _trip(self, row: TripRow) -> ManifestTrip:
        loading = self.known("loading-list", row.trip.number)
        assert isinstance(loading, LoadingList)
        loaded = {delivery.stop: delivery for delivery in loading.deliveries}
        issued = [d for d in self.assembler.reads.documents("trip", row.trip.number) if d.status == "issued"]
        numbers = {d.kind: d.number if d.version == 1 else f"{d.number} v{d.version}" for d in issued if not d.uai}
        return ManifestTrip(
            head=loading.head,
            carrier=loading.carrier,
            stops=tuple(self._stop(stop, loaded.get(stop.number)) for stop in row.trip.stops),
            departed=row.departed is not None,
            papers=tuple(numbers[kind] for kind in ("waybill", "recap", "loading-list") if kind in numbers),
            dock=loading.dock,
            seals=loading.seals,
        )

    def _stop(self, stop: Stop, delivery: Delivery | None) -> ManifestStop:
        reads, uai = self.assembler.reads, stop.uai
        left = [
            unit
            for unit in reads.units("uai", uai, "pallet")
            if unit.status == "closed" and unit.trip is None and stop.takes(uai, unit.code)
        ]
        (granted,), (loaded,) = (reads.query(sql, uai, stop.order, stop.order)[0] for sql in (_GRANTED, _LOADED))
        return ManifestStop(delivery or self.assembler.delivery(stop, ()), len(left), granted - loaded)
