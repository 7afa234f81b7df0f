"""The sheet of QR symbols that tells a lycée the serial numbers of its delivery; lies sealed with the packing list."""

from __future__ import annotations

from dataclasses import dataclass

from dispatch.domain.papers.kinds import PackingList
from dispatch.domain.papers.parts import Consignee, PaperHead, Party
from dispatch.domain.serial_codes import Listed, SerialCodes


@dataclass(frozen=True, slots=True)
class SerialSheet:
    """The devices with a serial on one packing list, as texts for symbols; same number, same version."""

    head: PaperHead
    shipper: Party
    consignee: Consignee
    codes: SerialCodes

    @classmethod
    def of(cls, paper: PackingList) -> SerialSheet:
        """What a packing list says of serials."""
        contents = (content for pallet in paper.pallets for carton in pallet.cartons for content in carton.contents)
        devices = [Listed(content.reference, serial) for content in contents for serial in content.serials]
        codes = SerialCodes.of(paper.head.number or "", devices)
        return cls(paper.head, paper.shipper, paper.consignee, codes)
