"""One example of every event type, with the values that a real day would give it; all are samples."""

from __future__ import annotations

from dispatch.domain import events as e

CARTON, OTHER_CARTON, PALLET, OTHER_PALLET = (
    "195212340000000010",
    "195212340000000027",
    "395212340000000004",
    "395212340000000011",
)
UAI, ORDER = "0750652B", "ORD-0750652B-1"
DEVICE = (17, "S-000017", "TAB-A", ORDER, CARTON, 600)
CONTENTS = (("LAP-B", 2), ("TAB-A", 8))
BLOB = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

EXAMPLES: tuple[e.Event, ...] = (
    e.ScanUndone("pack:POSTE-1:12", (14, 15)),
    e.FileImported("sites", BLOB, 670),
    e.AsnAnnounced("AV-2027-é", BLOB, 120, 12, 1, 1, 0, 0),
    e.SsccBlockTaken("POSTE-1", 1, "9521234", 0, 4_999),
    e.CartonReceived(3, "AV-1", "FAB-00003", 10),
    e.CartonUnreceived(3, "AV-1", "FAB-00003", 10),
    e.OrderOpened(ORDER, UAI),
    e.CartonOpened(CARTON, ORDER, UAI, 2),
    e.SealedCartonOpened(3, "FAB-00003"),
    e.DevicePacked(*DEVICE),
    e.DeviceUnpacked(*DEVICE),
    e.CartonAssigned(CARTON, ORDER, UAI, 1, 3, "FAB-00003", CONTENTS, 10, 9_300, awaits_label=True),
    e.CartonUnassigned(CARTON, ORDER, 3, CONTENTS),
    e.CartonClosed(CARTON, ORDER, UAI, 2, 10, 6_000, 6_500, awaits_label=False),
    e.CartonReopened(CARTON, ORDER, UAI, 2, 10, 6_000, OTHER_CARTON),
    e.CartonCancelled(CARTON, ORDER),
    e.WeighingAwaited(CARTON, 6_500, 300),
    e.UnitWeighed(CARTON, 6_500, 300, 6_105, True, "ECART_POIDS"),
    e.WeighingSkipped(PALLET, 51_000, 3_250, True, ""),
    e.WeighingUndone(CARTON, 6_500, 300),
    e.LabelVerified(PALLET, 1, 2),
    e.LabelUnverified(PALLET, 1, 2),
    e.LabelSetAside(CARTON),
    e.LabelRecalled(CARTON),
    e.LabelReprinted(CARTON, "ETIQUETTE_ABIMEE", 1),
    e.PalletOpened(PALLET, UAI, 1),
    e.CartonPalletised(CARTON, PALLET, 6_500, 10, "AUTRE"),
    e.CartonDepalletised(CARTON, PALLET, 6_500, 10),
    e.PalletClosed(PALLET, UAI, 1, ORDER, 4, 40, 26_000, 51_000, awaits_label=True),
    e.PalletReopened(PALLET, UAI, 1, 4, 40, 26_000, OTHER_PALLET),
    e.PalletCancelled(PALLET),
    e.TripOpened("T1"),
    e.ShipmentNumbered("T1", UAI, ORDER, "95212340000000006"),
    e.ShipmentJoined(PALLET, "95212340000000006", labelled=True),
    e.PalletLoaded(PALLET, "T1", 1, 1, ""),
    e.PalletUnloaded(PALLET, "T1"),
    e.SealRecorded("T1", "SC-0001"),
    e.SealRemoved("T1", "SC-0001"),
    e.TripDeparted("T1", "2027-03-01", 1, "CAMION_PLEIN"),
    e.DocumentIssued("delivery-note", "DLN-2027-000123", 1, "DLN", 2027, 123, "T1", UAI, BLOB, ""),
    e.DocumentReprinted("delivery-note", "DLN-2027-000123", 1, 2, "ETIQUETTE_ABIMEE"),
    e.DocumentRendered("delivery-note", "DLN-2027-000123", 1, BLOB),
)
