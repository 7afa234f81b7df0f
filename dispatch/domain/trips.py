"""Trips: one run of one vehicle with its stops, and who carries it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dispatch.domain.orders import order_number


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

    @property
    def order(self) -> str:
        """Code of the only order it takes; empty where it takes every order of the lycée."""
        return "" if self.order_number is None else order_number(self.uai, self.order_number)

    def takes(self, uai: str, order: str) -> bool:
        """Is a pallet of this lycée and order for this stop? The order counts where the stop names one."""
        return uai == self.uai and self.order in ("", order)


def stop_for(stops: Iterable[Stop], uai: str, order: str) -> Stop | None:
    """The stop that takes a pallet of this lycée and order: rather one that names the order."""
    taking = [stop for stop in stops if stop.takes(uai, order)]
    return min(taking, key=lambda stop: not stop.order, default=None)


@dataclass(frozen=True, slots=True)
class Shipment:
    """What one stop of a trip receives: one delivery note, one GSIN (E-CMD-03)."""

    trip: str
    uai: str
    order: str = ""
    """Code of the only order the stop takes, or empty."""
    gsin: str = ""
    """Empty before the first pallet joined it."""

    @classmethod
    def to(cls, trip: str, stop: Stop, gsin: str = "") -> Shipment:
        """The shipment of one stop."""
        return cls(trip, stop.uai, stop.order, gsin)


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
