"""Announced devices: what a maker's despatch advice (ASN) says is coming, carton by carton."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class AnnouncedDevice(NamedTuple):
    """One row of an asn file, identifiers already canonical; `reference` resolved from the GTIN where needed.

    A named tuple and not a dataclass: files hold 200,000 of them. Missing values are empty strings.
    """

    asn: str
    """`avis`: number of the despatch advice."""
    carton: str
    """The maker's carton number or SSCC, unique within the advice."""
    reference: str
    serial: str
    imei: str = ""
    imei2: str = ""
    mac: str = ""
    pallet: str = ""
    lot: str = ""
    ship_date: str = ""
    """ISO date or empty."""
    reserved_for: str = ""
    """`uai`: the lycée this device is reserved for (nominative allocation, E-SER-05), if any."""


class DeviceStatus(StrEnum):
    """Where a device is in its life, as `trace` reports it (contract 6)."""

    ANNOUNCED = "announced"
    IN_STOCK = "in-stock"
    PACKED = "packed"
    PALLETISED = "palletised"
    LOADED = "loaded"
    DEPARTED = "departed"
    DELIVERED = "delivered"
    RETURNED = "returned"
    BLOCKED = "blocked"
