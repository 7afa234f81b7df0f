"""Trips: one run of one vehicle with its stops, and who carries it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stop:
    """One delivery place on a trip; number 1 is delivered first and therefore loaded last."""

    number: int
    uai: str
    order_number: int | None = None
    """`commande`: only this order of the lycée, or every order where None."""
    hour: str = ""
    declared_value_cents: int | None = None
    """`valeur_declaree`: what the shipper declares its goods to be worth, in euro cents (domain rule 5.2)."""


@dataclass(frozen=True, slots=True)
class Trip:
    """One trip as imported; `carrier_address` and `carrier_siren` may be missing until departure (E-CHG-09)."""

    number: str
    date: str
    """ISO date of the planned departure, Europe/Paris."""
    carrier: str
    plate: str
    """`immatriculation` of the vehicle."""
    stops: tuple[Stop, ...]
    """In order of delivery."""
    carrier_address: str = ""
    carrier_siren: str = ""
    driver: str = ""
    dock: str = ""
    """`quai`: code of the dock where the trip is loaded, as on its `DOCK-` card."""
    positions: int | None = None
    """`emplacements`: pallet places on the floor."""
    payload_kg: int | None = None
