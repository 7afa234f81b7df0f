"""The matrix of labels: unit kind × medium × resolution × content × name; and what each has to say. All are samples."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import NamedTuple

from dispatch.domain.identifiers import Sscc
from dispatch.domain.logistic_label import LogisticLabel, UnitKind
from tests.labels.samples import HOSTILE, LONG, MEDIA, PLAIN, RESOLUTIONS

CONTENTS = ("homogeneous", "mixed")
"""A homogeneous unit shows its content, as `label.show_content` wants; a mixed one never does."""
NAMES = {
    "short": "Lycée d’exemple Blaise Pascal",
    "long": LONG,
    "accents": "Lycée « Œuvre Élan » à Noël, où l’été naît : 5 €",
    "quotes": """Lycée "L'Exemple" ‘un’ “deux” `trois´""",
    "controls": "Lycée\x00\x02 d’\x1bexemple\r\n\t\x7f\x85 Pascal",
    "commands": HOSTILE,
}
GTIN = "03700123450016"
GSIN = "37012345000000010"
UNITS: dict[UnitKind, LogisticLabel] = {
    "carton": replace(PLAIN, shipment=GSIN, content=(GTIN, 10)),
    "pallet": replace(
        PLAIN,
        sscc=Sscc("337012345000000011"),
        kind="pallet",
        sequence=1,
        sequence_of=2,
        gross_weight_g=352_500,
        content=(GTIN, 480),
        shipment=GSIN,
    ),
}
NARROW = ("102x152", "105x148")


class Case(NamedTuple):
    """One cell of the matrix."""

    kind: UnitKind
    media: str
    dpi: int
    content: str
    name: str

    @property
    def label(self) -> LogisticLabel:
        unit = replace(UNITS[self.kind], ship_to_name=NAMES[self.name])
        return unit if self.content == "homogeneous" else replace(unit, content=None)

    @property
    def elements(self) -> list[tuple[tuple[str, str], ...]]:
        """What the symbols hold, from the top down."""
        sscc = (("00", self.label.sscc.value),)
        second = self._content() if self.content == "homogeneous" else self._shipment()
        return [second, sscc] if second else [sscc]

    def _shipment(self) -> tuple[tuple[str, str], ...]:
        """Gives way to names that are to be read from afar, and to long ones: on A6 to some forty letters."""
        small, pallet = self.media in NARROW, self.kind == "pallet"
        crowded = self.media == "105x148" and self.name in ("accents", "quotes")
        if crowded or (pallet and small) or (self.name == "long" and (pallet or small)):
            return ()
        post = ("420", "75005")
        return (post,) if self.media in NARROW else (("402", GSIN), post)

    def _content(self) -> tuple[tuple[str, str], ...]:
        gtin, count = ("02", GTIN), ("37", "10" if self.kind == "carton" else "480")
        if self.media in NARROW:
            return gtin, count
        weight = ("3303", "012345" if self.kind == "carton" else "352500")
        return (gtin, weight, count, ("420", "75005")) if self.kind == "carton" else (gtin, weight, count)


def read_as(elements: tuple[tuple[str, str], ...]) -> tuple[str, bytes]:
    """What a scanner sends of a symbol: identifier and data, with FNC1 after each variable length but the last."""
    variable = ("37", "400", "402", "420")
    parts = [ai + value + ("\x1d" if ai in variable else "") for ai, value in elements]
    return "]C1", "".join(parts).removesuffix("\x1d").encode()


ALL = [
    Case(kind, media, dpi, content, name)
    for kind in UNITS
    for media, dpi, content, name in product(MEDIA, RESOLUTIONS, CONTENTS, NAMES)
]
PRINTED = [case for case in ALL if case.dpi < 600 or case.name in ("short", "long", "accents")]
"""What another program draws from its ZPL, to be read back: every cell at 203 and 300 dpi; at 600 dpi, where a label
takes it a second or two, three names of each unit, medium and content. The other names give the very symbols of these,
to the dot, and their labels are drawn as PNG from the same layout and read back."""
