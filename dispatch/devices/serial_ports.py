"""Serial ports of this machine: which of them may be a device's, and what their loss looks like."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from serial import Serial

from dispatch.domain.serial_ports import PortPath, UsbIdentity

ListPorts = Callable[[], Iterable[Any]]
"""Gives pyserial's port values, as its `comports` does."""

TROUBLE: tuple[type[Exception], ...] = (OSError, TypeError)
"""What pyserial raises for a port that is gone; its SerialException is an OSError."""
if sys.platform != "win32":
    import termios

    TROUBLE += (termios.error,)


def places(wanted: PortPath | UsbIdentity, list_ports: ListPorts) -> list[str]:
    """The ports that are there now and may be the device's: several where a model has no serial numbers."""
    try:
        ports = list(list_ports())
    except TROUBLE:  # one was unplugged while it was looked at
        ports = []
    match wanted:
        case PortPath(path):
            there = Path(path).exists() or any(port.device == path for port in ports)
            return [path] if there else []
        case UsbIdentity(vendor, product, serial):
            return [
                port.device
                for port in ports
                if (port.vid, port.pid) == (vendor, product) and serial in (None, port.serial_number)
            ]


def close_port(port: Serial) -> None:
    """Close a port that may be gone already."""
    with suppress(*TROUBLE):
        port.close()
