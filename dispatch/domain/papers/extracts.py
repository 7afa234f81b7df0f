"""Papers without a number of their own: what other papers or the tables hold, told for one purpose (domain rule 5.1).

They are never issued and never stored: drawn from the same frozen papers, they are the same again. One that goes with
an issued paper bears its number, so that scanning it finds that paper.
"""

from __future__ import annotations

from dataclasses import dataclass

from dispatch.domain.papers.kinds import PackingList
from dispatch.domain.papers.parts import Consignee, Delivery, PackedPallet, PaperHead, Party
from dispatch.domain.papers.serials import SerialSheet


@dataclass(frozen=True, slots=True)
class OuterCarton:
    """A carton as anybody may see it: no model, no count, no serial (domain rule 1.5)."""

    sscc: str
    sequence: int
    sequence_of: int | None
    weight_g: int


@dataclass(frozen=True, slots=True)
class OuterPallet:
    """A pallet as anybody may see it; without an SSCC, the cartons that lie on no pallet (yet)."""

    sscc: str | None
    weight_g: int
    cartons: tuple[OuterCarton, ...]
    sequence: int | None = None
    sequence_of: int | None = None

    @classmethod
    def of(cls, pallet: PackedPallet) -> OuterPallet:
        """What may be seen of a packed pallet."""
        cartons = tuple(
            OuterCarton(carton.sscc, carton.sequence, carton.sequence_of, carton.weight_g) for carton in pallet.cartons
        )
        return cls(pallet.sscc, pallet.weight_g, cartons, pallet.sequence, pallet.sequence_of)


@dataclass(frozen=True, slots=True)
class OutsideList:
    """The packing list for the outside of a sealed delivery: every unit, nothing of what is in them."""

    head: PaperHead
    shipper: Party
    consignee: Consignee
    pallets: tuple[OuterPallet, ...]

    @classmethod
    def of(cls, paper: PackingList) -> OutsideList:
        """What may be seen of a packing list; same number, same version."""
        return cls(paper.head, paper.shipper, paper.consignee, tuple(map(OuterPallet.of, paper.pallets)))


@dataclass(frozen=True, slots=True)
class PalletSheet:
    """A page to stick on the film: for whom the pallet is, which cartons it holds, nothing of what is in them."""

    head: PaperHead
    shipper: Party
    consignee: Consignee
    pallet: OuterPallet
    closed: bool
    """The pallet will not change; the sheet of an open one is a draft."""
    stop: int | None = None
    overpack: str = ""
    """The word for packages with battery marks below the film, SUREMBALLAGE; empty where there are none (rule 4.2)."""
    overpack_letters_mm: int = 12
    """How high its letters are at least."""


@dataclass(frozen=True, slots=True)
class Handover:
    """What dock agent and driver sign for: seals, pallets, reservations, times (domain rules 5.1 and 5.5)."""

    head: PaperHead
    shipper: Party
    carrier: Party
    loading_place: tuple[str, ...]
    deliveries: tuple[Delivery, ...]
    """In order of stops."""
    dock: str = ""
    seals: tuple[str, ...] = ()
    batteries: bool = False
    battery_line: str = ""
    """As on the waybill."""


@dataclass(frozen=True, slots=True)
class ManifestStop:
    """What one lycée receives on one trip, and what it does not."""

    delivery: Delivery
    left: int = 0
    """Finished pallets of the lycée that are on no truck."""
    remaining: int = 0
    """Devices granted by the orders of this stop that are on no truck."""


@dataclass(frozen=True, slots=True)
class ManifestTrip:
    """One trip of the day."""

    head: PaperHead
    carrier: Party
    stops: tuple[ManifestStop, ...]
    """In order of stops."""
    departed: bool
    papers: tuple[str, ...] = ()
    """Numbers of its issued papers: waybill, list of consignees, loading list."""
    dock: str = ""
    seals: tuple[str, ...] = ()

    @property
    def deliveries(self) -> tuple[Delivery, ...]:
        """What is loaded, in order of stops."""
        return tuple(stop.delivery for stop in self.stops)


@dataclass(frozen=True, slots=True)
class Manifest:
    """All trips of one day for the shift lead."""

    head: PaperHead
    shipper: Party
    trips: tuple[ManifestTrip, ...]


Extract = OutsideList | PalletSheet | Handover | Manifest | SerialSheet
