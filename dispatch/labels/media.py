"""Label media and printer resolutions, and the dots a bar may take."""

from __future__ import annotations

from typing import NamedTuple

from dispatch.domain.errors import InputError


class Head(NamedTuple):
    """A print head: what one dot is."""

    dots_per_mm: float
    module_dots: int
    """Dots of the X-dimension: the least whole number that gives 0.495 mm (domain rule 1.4)."""

    @property
    def module(self) -> float:
        """The X-dimension in millimetres."""
        return self.module_dots / self.dots_per_mm


_HEADS = {203: Head(8.0, 4), 300: Head(300 / 25.4, 6), 600: Head(600 / 25.4, 12)}
"""A "203 dpi" head has 8 dots/mm. Heads sold as 300 or 600 dpi may have 12 or 24: they print 1.6 % smaller, which
keeps X (0.500 mm) and the bar height above their minima and everything on the label."""

PAPER = _HEADS[600]
"""What PDF labels are made for: office laser printers."""

WIDEST_MODULE = max(head.module for head in _HEADS.values())
"""What fits with this X-dimension fits at every resolution, so that all printings hold the same symbols."""


class Medium(NamedTuple):
    """One size of label; lengths in millimetres."""

    name: str
    width: float
    height: float
    scale: float
    """Of the text rows; 1 on a label four inches wide."""
    data_size: float
    """Font size of the text with data titles."""
    data_rows: tuple[tuple[str, ...], ...]
    """Which data titles share a row, two at most: a third one begins another."""

    @property
    def dense(self) -> Medium:
        """The same label with its data in fewer and lower rows, where the site's name needs the height."""
        return self._replace(data_size=min(self.data_size, _DENSE), data_rows=_PAIRED)


SSCC = "SSCC"
POST = "CODE POSTAL / SHIP TO POST"
ORDER = "COMMANDE / ORDER NUMBER"
ROUTE = "TOURNÉE / ROUTE"
CONTENT = "CONTENU / CONTENT"
COUNT = "NOMBRE / COUNT"
GROSS_WEIGHT = "POIDS BRUT / GROSS WEIGHT"
GSIN = "ENVOI / GSIN"
"""Data titles of the GS1 General Specifications 3.2, the language of the country first."""

_SMALL, _DENSE = 3.8, 6.0
_PAIRED = ((SSCC, POST), (ORDER, ROUTE, GROSS_WEIGHT), (CONTENT, COUNT), (GSIN,))
_ROOMY = ((SSCC,), (ORDER,), (GSIN, POST, ROUTE, GROSS_WEIGHT), (CONTENT, COUNT))

_MEDIA = {
    medium.name: medium
    for medium in (
        Medium("102x152", 101.6, 152.4, 1.0, _SMALL, _PAIRED),
        Medium("105x148", 105.0, 148.0, 1.0, _SMALL, _PAIRED),
        Medium("148x210", 148.0, 210.0, 1.45, 10.2, _ROOMY),
    )
}


def medium_named(name: str) -> Medium:
    """The medium of that name (`width x height` in mm); raises InputError for another one."""
    medium = _MEDIA.get(name)
    if medium is None:
        raise InputError(f"Format d’étiquette inconnu\u00a0: {name}. Formats possibles\u00a0: {', '.join(_MEDIA)}.")
    return medium


def head_of(dpi: int) -> Head:
    """The print head of that resolution; raises InputError for one that no printer of ours has."""
    head = _HEADS.get(dpi)
    if head is None:
        known = ", ".join(map(str, _HEADS))
        raise InputError(f"Résolution d’imprimante inconnue\u00a0: {dpi} dpi. Résolutions possibles\u00a0: {known}.")
    return head
