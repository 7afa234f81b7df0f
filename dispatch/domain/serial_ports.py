"""Serial ports as values: which one is a device's, by its name on this machine or by what the device says of itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dispatch.domain.errors import InputError

BAUD_RATES = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)
"""The speeds of a serial line; a USB port (CDC) takes any of them and heeds none."""

_USB = re.compile(r"usb:([0-9a-f]{4}):([0-9a-f]{4})(?::([!-~]{1,126})|@([0-9][0-9a-z.:-]{0,63}))?", re.IGNORECASE)
_PATH = re.compile(r"/[^\x00-\x1f\x7f]+")
_COM = re.compile(r"COM[1-9][0-9]{0,2}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SerialPort:
    """Where a device is: a PortPath or a UsbIdentity; `str()` gives the text that parses to it again."""

    @staticmethod
    def parse(text: str) -> PortPath | UsbIdentity:
        """Read `/dev/ttyACM0`, `/dev/serial/by-id/…`, `COM3`, `usb:VID:PID[:SERIAL]` or `usb:VID:PID@LOCATION`.

        InputError for others.
        """
        if _PATH.fullmatch(text):
            return PortPath(text)
        if _COM.fullmatch(text):
            return PortPath(text.upper())
        if found := _USB.fullmatch(text):
            vendor, product, serial, location = found.groups()
            return UsbIdentity(int(vendor, 16), int(product, 16), serial, location)
        raise InputError(
            f"Port série «\u00a0{text}\u00a0» refusé\u00a0: /dev/ttyACM0, COM3 ou usb:VID:PID[:SÉRIE] attendu."
        )


@dataclass(frozen=True, slots=True)
class PortPath(SerialPort):
    """A port by its name on this machine."""

    path: str

    def __str__(self) -> str:
        return self.path


@dataclass(frozen=True, slots=True)
class UsbIdentity(SerialPort):
    """A device by what it says on the USB bus, whatever port it is given; without a serial number, any of its kind.

    Where the model has no serial numbers and several are plugged in, `location` is the socket that this one stays in.
    """

    vendor: int
    product: int
    serial: str | None = None
    location: str | None = None
    """Bus and sockets from the computer to the device, as `1-1.4`."""

    def __str__(self) -> str:
        kind = f"usb:{self.vendor:04X}:{self.product:04X}"
        if self.location is not None:
            return f"{kind}@{self.location}"
        return kind if self.serial is None else f"{kind}:{self.serial}"


@dataclass(frozen=True, slots=True)
class FoundPort:
    """A serial port that is there now, as it is offered to whoever sets up a device."""

    port: str
    """Its name on this machine at the moment: `/dev/ttyACM0`, `COM3`."""
    identity: PortPath | UsbIdentity
    """How the device is best named in the settings, so that it is found again under another port."""
    description: str
    """What the device says of itself."""
