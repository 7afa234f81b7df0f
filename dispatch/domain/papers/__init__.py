"""The transport papers as frozen data: everything a paper shows, and nothing about how it looks.

A paper is built once, in the transaction that issues it, stored as canonical JSON and rendered later
(domain rules 5.1 to 5.5).
"""

from dispatch.domain.papers.codec import from_json, to_json
from dispatch.domain.papers.extracts import (
    Extract,
    Handover,
    Manifest,
    ManifestStop,
    ManifestTrip,
    OuterCarton,
    OuterPallet,
    OutsideList,
    PalletSheet,
)
from dispatch.domain.papers.kinds import (
    DeliveryNote,
    LoadingList,
    PackingList,
    Paper,
    Recap,
    Waybill,
    missing_mentions,
)
from dispatch.domain.papers.parts import (
    CartonContent,
    Consignee,
    Delivery,
    Language,
    ModelCount,
    PackedCarton,
    PackedPallet,
    PalletLine,
    PaperHead,
    Party,
    model_counts,
)
from dispatch.domain.papers.serials import SerialSheet

__all__ = [
    "CartonContent",
    "Consignee",
    "Delivery",
    "DeliveryNote",
    "Extract",
    "Handover",
    "Language",
    "LoadingList",
    "Manifest",
    "ManifestStop",
    "ManifestTrip",
    "ModelCount",
    "OuterCarton",
    "OuterPallet",
    "OutsideList",
    "PackedCarton",
    "PackedPallet",
    "PackingList",
    "PalletLine",
    "PalletSheet",
    "Paper",
    "PaperHead",
    "Party",
    "Recap",
    "SerialSheet",
    "Waybill",
    "from_json",
    "missing_mentions",
    "model_counts",
    "to_json",
]
