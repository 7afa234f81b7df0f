"""Sites: the lycées that receive, known by their UAI (GLNs of lycées do not exist, domain rule 6.5)."""

from __future__ import annotations

from dataclasses import dataclass

BEYOND_ROAD = ("20", "97", "98")
"""How postal codes of Corsica and overseas begin: they take an air leg, which is out of scope (domain rule 4.2)."""


def reached_by_road(postcode: str) -> bool:
    """Does a truck alone reach this postal code? One that is not known is no reason to doubt it."""
    return not postcode.startswith(BEYOND_ROAD)


@dataclass(frozen=True, slots=True)
class Site:
    """One lycée as imported; texts as written in the file, None or empty where it was silent."""

    uai: str
    name: str
    postcode: str
    city: str
    address: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    member: bool | None = None
    """`adhesion`: has the lycée joined the programme."""
    dock: bool | None = None
    """`quai`: has it a dock; decides the pallet limits (domain rule 3.2)."""
    max_height_mm: int | None = None
    max_weight_kg: int | None = None
    opening_hours: str = ""
    instructions: str = ""
    latitude: str | None = None
    """Decimal degrees as text: no floats in the journal."""
    longitude: str | None = None
