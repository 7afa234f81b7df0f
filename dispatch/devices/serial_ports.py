"""Serial ports of this machine: which of them may be a device's, and what their loss looks like."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

from serial import Serial
from serial.tools.list_ports import comports

from dispatch.domain.errors import InputError
from dispatch.domain.serial_ports import FoundPort, PortPath, SerialPort, UsbIdentity

ListPorts = Callable[[], Iterable[Any]]
"""Gives pyserial's port values, as its `comports` does."""

TROUBLE: tuple[type[Exception], ...] = (OSError, TypeError)
"""What pyserial raises for a port that is gone; its SerialException is an OSError."""
if sys.platform != "win32":
    import termios

    TROUBLE += (termios.error,)


def places(wanted: PortPath | UsbIdentity, list_ports: ListPorts) -> list[str]:
    """The ports that are there now and may be the device's: several where a model has no serial numbers."""
    ports = _listed(list_ports)
    match wanted:
        case PortPath(path):
            there = Path(path).exists() or any(port.device == path for port in ports)
            return [path] if there else []
        case UsbIdentity(vendor, product, serial, location):
            return [
                port.device
                for port in ports
                if (port.vid, port.pid) == (vendor, product)
                and serial in (None, port.serial_number)
                and location in (None, port.location)
            ]


BY_ID = Path("/dev/serial/by-id")
"""Where Linux names serial devices by what they say of themselves."""


def found_ports(list_ports: ListPorts = comports, by_id: Path = BY_ID) -> list[FoundPort]:
    """Every serial port that is there now, with the name under which its device is found again whatever happens.

    That is its link in `by_id` where the device has a serial number of its own, else its USB identity, with the socket
    where another one says the same; a port that is no USB device goes by its path.
    """
    ports = _listed(list_ports)
    alike = Counter(_usb(port) for port in ports)
    links = {link.resolve(): link for link in sorted(by_id.glob("*"))}
    found = []
    for port in sorted(ports, key=lambda port: str(port.device)):
        usb, link = _usb(port), links.get(Path(port.device).resolve())
        identity: PortPath | UsbIdentity
        if usb is None:
            identity = PortPath(port.device)
        elif alike[usb] > 1:
            identity = UsbIdentity(usb.vendor, usb.product, location=port.location)
        else:
            identity = PortPath(str(link)) if link is not None and usb.serial else usb
        found.append(FoundPort(port.device, identity, port.description))
    return found


def _usb(port: Any) -> UsbIdentity | None:
    """What a port's device says of itself; a serial number that cannot be written in the settings is none."""
    if port.vid is None:
        return None
    try:
        return cast(UsbIdentity, SerialPort.parse(str(UsbIdentity(port.vid, port.pid, port.serial_number or None))))
    except InputError:
        return UsbIdentity(port.vid, port.pid)


def _listed(list_ports: ListPorts) -> list[Any]:
    try:
        return list(list_ports())
    except TROUBLE:  # one was unplugged while it was looked at
        return []


def close_port(port: Serial) -> None:
    """Close a port that may be gone already."""
    with suppress(*TROUBLE):
        port.close()
