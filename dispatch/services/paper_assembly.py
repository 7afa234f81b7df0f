"""Paper assembly: from one view of the tables to the values that a paper shows; numbers and dates come later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from dispatch.domain.batteries import Battery
from dispatch.domain.papers import (
    CartonContent,
    Consignee,
    Delivery,
    DeliveryNote,
    LoadingList,
    PackedCarton,
    PackedPallet,
    PackingList,
    PalletLine,
    Paper,
    PaperHead,
    Party,
    Recap,
    Waybill,
)
from dispatch.domain.trips import Stop
from dispatch.services.configuration import Configuration
from dispatch.services.ports import Reads, TripRow, UnitRow
from dispatch.services.shipments import shared_gsin
from dispatch.services.unit_totals import UnitTotals


class PaperAssembler:
    """Builds papers from one view of the tables."""

    def __init__(self, reads: Reads, configuration: Configuration) -> None:
        self.reads = reads
        self.configuration = configuration
        self._items = reads.items()
        self._totals = UnitTotals(reads)

    # -- parts

    def consignee(self, uai: str) -> Consignee:
        """The lycée as a paper names it."""
        site = self.reads.site(uai)
        assert site is not None
        return Consignee(
            uai=site.uai,
            name=site.name,
            lines=(site.address,) if site.address else (),
            postcode=site.postcode,
            city=site.city,
            contact=site.contact,
            phone=site.phone,
            opening_hours=site.opening_hours,
            instructions=site.instructions,
        )

    def carrier(self, row: TripRow) -> Party:
        """The carrier of a trip."""
        trip = row.trip
        return Party(trip.carrier, (trip.carrier_address,) if trip.carrier_address else (), trip.carrier_siren)

    def carton(self, unit: UnitRow) -> PackedCarton:
        """One carton with its serials."""
        serials: dict[str, list[str]] = {}
        for device in self.reads.devices_in(unit.sscc):
            serials.setdefault(device.item.reference, []).append(device.serial)
        contents = tuple(
            CartonContent(ref, self._items[ref].designation, tuple(found)) for ref, found in sorted(serials.items())
        )
        awaiting = unit.status in ("awaiting-weight", "awaiting-label")
        total = self._totals.of(unit)
        return PackedCarton(unit.sscc, unit.number, total, unit.weight_g, contents, awaiting_label=awaiting)

    def pallet(self, unit: UnitRow) -> PackedPallet:
        """One pallet with its cartons."""
        cartons = tuple(self.carton(c) for c in self.reads.units("pallet", unit.sscc, "carton"))
        return PackedPallet(unit.sscc, unit.weight_g, cartons, unit.number, self._totals.of(unit))

    def orders(self, pallets: Sequence[UnitRow]) -> tuple[str, ...]:
        """The orders of everything on these pallets."""
        cartons = (carton for pallet in pallets for carton in self.reads.units("pallet", pallet.sscc, "carton"))
        return tuple(sorted({carton.code for carton in cartons}))

    def grouped(self, cartons: Sequence[UnitRow]) -> tuple[PackedPallet, ...]:
        """Cartons as they stand: these on their pallets, each with its whole weight, then those on none."""
        by_pallet: dict[str | None, list[UnitRow]] = {}
        for carton in sorted(cartons, key=lambda c: c.pallet is None):
            by_pallet.setdefault(carton.pallet, []).append(carton)
        return tuple(self._partial(sscc, mine) for sscc, mine in by_pallet.items())

    def _partial(self, sscc: str | None, cartons: Sequence[UnitRow]) -> PackedPallet:
        unit = self.reads.unit(sscc) if sscc else None
        packed = tuple(map(self.carton, cartons))
        if unit is None:
            return PackedPallet(None, sum(c.weight_g for c in cartons), packed)
        return PackedPallet(unit.sscc, unit.weight_g, packed, unit.number, self._totals.of(unit))

    def delivery(self, stop: Stop, pallets: Sequence[UnitRow]) -> Delivery:
        """What a stop receives, without orders and number."""
        lines = tuple(PalletLine(p.sscc, p.cartons, p.devices, p.weight_g) for p in pallets)
        return Delivery(self.consignee(stop.uai), lines, stop.number, hour=stop.hour, shipment=shared_gsin(pallets))

    def has_batteries(self, pallets: Sequence[PackedPallet]) -> bool:
        """Does anything inside hold a battery?"""
        contents = (content for pallet in pallets for carton in pallet.cartons for content in carton.contents)
        return any(Battery.of(self._items[content.reference]).batteries for content in contents)

    def sp188_line(self, head: PaperHead, batteries: bool) -> str:
        """What a paper says of lithium batteries, by the rules on its date of carriage; empty where there are none."""
        return self.configuration.batteries.book.on(head.date).line(head.language) if batteries and head.date else ""

    # -- papers

    def head(self, row: TripRow | None = None, orders: tuple[str, ...] = ()) -> PaperHead:
        """A head without a number: a draft."""
        head = PaperHead(language="en" if self.configuration.language == "en" else "fr", orders=orders)
        if row is None:
            return head
        trip = row.trip
        return replace(head, trip=trip.number, date=row.departed or trip.date, plate=trip.plate, driver=trip.driver)

    def packing_list(self, head: PaperHead, uai: str, pallets: tuple[PackedPallet, ...]) -> PackingList:
        """The packing list of these pallets."""
        return PackingList(head, self.configuration.shipper, self.consignee(uai), pallets)

    def delivery_note(
        self, head: PaperHead, delivery: Delivery, packing: PackingList, row: TripRow | None
    ) -> DeliveryNote:
        """The delivery note of one delivery."""
        batteries = self.has_batteries(packing.pallets)
        return DeliveryNote(
            head,
            self.configuration.shipper,
            self.carrier(row) if row else Party(),
            delivery,
            packing.models,
            self.reads.seals(row.trip.number) if row else (),
            batteries,
            self.sp188_line(head, batteries),
        )

    def renewed(self, paper: Paper) -> Paper:
        """A frozen paper with shipper, carrier, place of loading and lycées as they are known today; all else stays."""
        shipper, place = self.configuration.shipper, self.configuration.loading_address
        if isinstance(paper, PackingList):
            return replace(paper, shipper=shipper, consignee=self.consignee(paper.consignee.uai))
        row = self.reads.trip(paper.head.trip)
        carrier = self.carrier(row) if row else paper.carrier
        if isinstance(paper, DeliveryNote):
            return replace(paper, shipper=shipper, carrier=carrier, delivery=self._readdressed(paper.delivery))
        deliveries = tuple(map(self._readdressed, paper.deliveries))
        match paper:
            case Waybill():
                return replace(paper, shipper=shipper, carrier=carrier, loading_place=place, deliveries=deliveries)
            case Recap() | LoadingList():
                return replace(paper, carrier=carrier, deliveries=deliveries)
            case _:
                assert_never(paper)

    def _readdressed(self, delivery: Delivery) -> Delivery:
        return replace(delivery, consignee=self.consignee(delivery.consignee.uai))
