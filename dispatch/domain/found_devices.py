"""Devices that are plugged in and that no setting names yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Duty = Literal["scanner", "scale-cartons", "scale-pallets", "labels", "documents"]
"""What a device can be for."""


@dataclass(frozen=True, slots=True)
class FoundDevice:
    """A device that is plugged in and that no setting names."""

    address: str
    """As the settings write it: a serial port, or the address of a printer."""
    description: str
    """What it says of itself; may be empty."""
    duties: tuple[Duty, ...]
    """What it may become."""
