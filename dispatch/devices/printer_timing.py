"""How long printers are waited for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PrinterTiming:
    """How long a printer is waited for, in seconds."""

    connect_s: float = 3.0
    """For a connection, or for a port that another program holds."""
    status_s: float = 2.0
    """Without a sign of life; a longer silence means that the printer is not ready (Zebra, ~HS)."""
    poll_interval_s: float = 0.25
    confirm_limit_s: float = 30.0
    """For a job, from its first byte to its confirmation; as long before it for a printer that is still busy."""
