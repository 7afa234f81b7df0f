"""Paper assembly: from one view of the tables to the values that a paper shows; numbers and dates come later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dispatch.domain.errors import InputError
from dispatch.domain.papers import (
    CartonContent,
    Consignee,
    Delivery,
    DeliveryNote,
    PackedCarton,
    PackedPallet,
    PackingList,
    PaperHead,
    Party,
)
from dispatch.services.configuration import Configuration
from dispatch.services.ports import Reads, TripRow, UnitRow


class PaperAssembler:
    """Builds papers from one view of the tables."""

    def __init__(self, reads: Reads, configuration: Configuration) -> None:
        self.reads = reads
        self._configuration = configuration
        self._items = reads.items()

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
        awaiting = unit.status == "awaiting-label"
        return PackedCarton(unit.sscc, unit.number, None, unit.weight_g, contents, awaiting_label=awaiting)

    def pallet(self, unit: UnitRow) -> PackedPallet:
        """One pallet with its cartons."""
        cartons = tuple(self.carton(c) for c in self.reads.units("pallet", unit.sscc, "carton"))
        return PackedPallet(unit.sscc, unit.weight_g, cartons, unit.number)

    def loose(self, cartons: Sequence[UnitRow]) -> tuple[PackedPallet, ...]:
        """Cartons on no pallet, as the papers group them."""
        if not cartons:
            return ()
        return (PackedPallet(None, sum(c.weight_g for c in cartons), tuple(self.carton(c) for c in cartons)),)

    def has_batteries(self, pallets: Sequence[PackedPallet]) -> bool:
        """Does anything inside hold a battery?"""
        contents = (content for pallet in pallets for carton in pallet.cartons for content in carton.contents)
        return any(self._items[content.reference].batteries for content in contents)

    # -- one order, before departure

    def order_pallets(self, code: str) -> tuple[str, tuple[PackedPallet, ...]]:
        """UAI of an order and its cartons as they stand: on their pallets, or on none."""
        order = self.reads.order(code)
        if order is None:
            raise InputError(f"Commande inconnue\u00a0: {code}")
        cartons = [c for c in self.reads.units("code", code, "carton") if c.status in ("closed", "awaiting-label")]
        on_pallet: dict[str, list[UnitRow]] = {}
        for carton in cartons:
            if carton.pallet is not None:
                on_pallet.setdefault(carton.pallet, []).append(carton)
        pallets = []
        for sscc, mine in on_pallet.items():
            unit = self.reads.unit(sscc)
            assert unit is not None
            pallets.append(PackedPallet(sscc, unit.weight_g, tuple(self.carton(c) for c in mine), unit.number))
        return order.uai, (*pallets, *self.loose([c for c in cartons if c.pallet is None]))

    def head(self, row: TripRow | None = None, orders: tuple[str, ...] = ()) -> PaperHead:
        """A head without a number: a draft."""
        head = PaperHead(language="en" if self._configuration.language == "en" else "fr", orders=orders)
        if row is None:
            return head
        trip = row.trip
        return replace(head, trip=trip.number, date=row.departed or trip.date, plate=trip.plate, driver=trip.driver)

    def packing_list(self, head: PaperHead, uai: str, pallets: tuple[PackedPallet, ...]) -> PackingList:
        """The packing list of these pallets."""
        return PackingList(head, self._configuration.shipper, self.consignee(uai), pallets)

    def delivery_note(
        self, head: PaperHead, delivery: Delivery, packing: PackingList, row: TripRow | None
    ) -> DeliveryNote:
        """The delivery note of one delivery."""
        return DeliveryNote(
            head,
            self._configuration.shipper,
            self.carrier(row) if row else Party(),
            delivery,
            packing.models,
            self.reads.seals(row.trip.number) if row else (),
            self.has_batteries(packing.pallets),
        )
