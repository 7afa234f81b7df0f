"""Labels to be drawn: ordinary ones, full ones, and hostile ones. All values are samples."""

from __future__ import annotations

from dataclasses import replace

from dispatch.domain.identifiers import Sscc
from dispatch.domain.logistic_label import LogisticLabel

MEDIA = ("102x152", "105x148", "148x210")
RESOLUTIONS = (203, 300, 600)

PLAIN = LogisticLabel(
    sscc=Sscc("137012345000001236"),
    kind="carton",
    ship_from=("Entrepôt d’exemple", "1 rue de l’Exemple", "77170 BRIE-COMTE-ROBERT"),
    ship_to_name="Lycée d’exemple Blaise Pascal",
    uai="0750652B",
    address=("3 avenue du Général d’Exemple",),
    postcode="75005",
    city="PARIS",
    order_no="ORD-0750652B-1",
    sequence=3,
    sequence_of=12,
    gross_weight_g=12_345,
)
HOSTILE = 'Lycée ^XZ~JA "L\'Œuvre" & <b>Fils</b>'
LONG = (
    "Lycée polyvalent général, technologique et professionnel des métiers d’exemple de l’hôtellerie et du tourisme "
    "Sainte-Exemple – Section d’adaptation"
)
NAMES = {
    "hostile": HOSTILE,
    "long": LONG,
    "wide": "W" * 147,
    "words": " ".join(["Établissement"] * 10) + " Œuvre",
    "controls": "Lycée\x00\x02 d’\x1bexemple\r\n\t\x7f\x85 Pascal",
    "field_blocks": r"\& \\ \5E _5E ^FS^FD >;>8>5 (00) `´",
    "cyrillic": "Лицей имени Примера, Ελληνικά",
    "emoji": "Lycée 😀 d’exemple 🎒",
    "spaces": "  Lycée   d’exemple  ",
    "comma": "Lycée, ^PQ9999 ~DGR:X.GRF,1,1,00 ^CC# #XZ",
}
assert len(LONG) == 147

LABELS = {
    "plain": PLAIN,
    "bare": replace(PLAIN, gross_weight_g=None, sequence_of=None, ship_from=("Entrepôt",), address=()),
    "content": replace(PLAIN, content=("03700123450016", 10), route="TRP-2041"),
    "pallet": replace(
        PLAIN,
        sscc=Sscc("337012345000000011"),
        kind="pallet",
        sequence=1,
        sequence_of=None,
        gross_weight_g=1_352_500,
        content=("03700123450016", 480),
        sample=True,
    ),
    "full": replace(
        PLAIN,
        ship_to_name=LONG,
        address=("Bâtiment d’exemple – Porte 3 – 2e étage", "123 boulevard du Maréchal d’Exemple", "BP 12345"),
        city="SAINT-EXEMPLE-LÈS-ARPAJON-SUR-SEINE CEDEX 07",
        sequence=123,
        sequence_of=456,
        content=("03700123450016", 99_999_999),
        route="TRP-2041-EXEMPLE",
        sample=True,
    ),
    **{name: replace(PLAIN, ship_to_name=text) for name, text in NAMES.items()},
}
SHAPES = ("plain", "bare", "content", "pallet", "full", "long")
"""Names of the labels whose blocks and symbols differ; the other names differ in one text only."""
