"""The words that only the papers without a number use, in French and English."""

from __future__ import annotations

from dataclasses import dataclass

from dispatch.domain.papers import Language


@dataclass(frozen=True, slots=True)
class ExtractWords:
    """Captions of outside list, pallet sheet, handover sheet and manifest."""

    outside_list: str
    outside_hint: str
    pallet_sheet: str
    cartons_on_pallet: str
    handover: str
    handed_over: str
    handed_over_to: str
    seals_fixed: str
    seal_fixed: str
    at_dock: str
    loading_began: str
    loading_ended: str
    checks: str
    identity_checked: str
    plate_checked: str
    protocol_checked: str
    load_secured: str
    reservations: str
    manifest: str
    day: str
    as_of: str
    papers: str
    departed: str
    not_departed: str
    differences: str
    left: str
    remaining: str
    none: str
    observations: str
    no_seal: str
    total_of_day: str
    trips: tuple[str, str]


FRENCH = ExtractWords(
    outside_list="Liste de colisage extérieure",
    outside_hint="Sans contenu ni numéro de série\u00a0: la liste complète voyage sous pli scellé.",
    pallet_sheet="Feuille de palette",
    cartons_on_pallet="Colis de cette palette",
    handover="Fiche de remise au transporteur",
    handed_over="Unités remises",
    handed_over_to=(
        "Le chauffeur reconnaît avoir reçu les palettes et les scellés ci-dessus, en bon état apparent, sauf réserves "
        "écrites sur cette fiche."
    ),
    seals_fixed="Scellés posés et relus",
    seal_fixed="Scellé posé n°",
    at_dock="Arrivée à quai",
    loading_began="Début du chargement",
    loading_ended="Fin du chargement",
    checks="Contrôles avant le départ",
    identity_checked="Identité du chauffeur vérifiée",
    plate_checked="Immatriculation vérifiée",
    protocol_checked="Protocole de sécurité signé",
    load_secured="Chargement calé et arrimé",
    reservations="Réserves du chauffeur",
    manifest="Manifeste du jour",
    day="Jour",
    as_of="Situation au",
    papers="Papiers",
    departed="partie",
    not_departed="pas encore partie",
    differences="Écarts",
    left="{pallets} à quai",
    remaining="reliquat\u00a0: {devices}",
    none="aucun",
    observations="Observations",
    no_seal="aucun scellé",
    total_of_day="Total du jour",
    trips=("tournée", "tournées"),
)

ENGLISH = ExtractWords(
    outside_list="Outside packing list",
    outside_hint="No contents and no serial numbers: the full list travels in a sealed envelope.",
    pallet_sheet="Pallet sheet",
    cartons_on_pallet="Cartons on this pallet",
    handover="Handover to the carrier",
    handed_over="Units handed over",
    handed_over_to=(
        "The driver acknowledges receipt of the pallets and seals above, in apparent good order, except for the "
        "reservations written on this sheet."
    ),
    seals_fixed="Seals fixed and read again",
    seal_fixed="Seal fixed, no.",
    at_dock="Arrival at the dock",
    loading_began="Loading began",
    loading_ended="Loading ended",
    checks="Checks before departure",
    identity_checked="Driver’s identity checked",
    plate_checked="Registration plate checked",
    protocol_checked="Safety protocol signed",
    load_secured="Load wedged and lashed",
    reservations="Reservations of the driver",
    manifest="Manifest of the day",
    day="Day",
    as_of="As of",
    papers="Papers",
    departed="departed",
    not_departed="not departed yet",
    differences="Differences",
    left="{pallets} at the dock",
    remaining="remaining: {devices}",
    none="none",
    observations="Observations",
    no_seal="no seal",
    total_of_day="Total of the day",
    trips=("trip", "trips"),
)


def extract_words_of(language: Language) -> ExtractWords:
    """The words of a language."""
    return ENGLISH if language == "en" else FRENCH
