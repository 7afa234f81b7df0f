"""Serial scanners as values: which port is theirs, how they feel, and why a code was lost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dispatch.domain.errors import InputError

BAUD_RATES = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)
"""The speeds of a serial line; a USB port (CDC) takes any of them and heeds none."""

_USB = re.compile(r"usb:([0-9a-f]{4}):([0-9a-f]{4})(?::([!-~]{1,126}))?", re.IGNORECASE)
_PATH = re.compile(r"/[^\x00-\x1f\x7f]+")
_COM = re.compile(r"COM[1-9][0-9]{0,2}", re.IGNORECASE)


class ScannerCondition(StrEnum):
    """What is known of a scanner's port."""

    READY = "ready"
    """Open, and something was heard since it was opened."""
    SILENT = "silent"
    """Open, but nothing was heard yet."""
    BUSY = "busy"
    """There, but it cannot be opened: another program has it, or this user may not."""
    ABSENT = "absent"
    """Not there: unplugged, switched off, or never seen."""


class ReadFault(StrEnum):
    """Why what a scanner sent was not delivered."""

    INCOMPLETE = "incomplete"
    """The line was lost, or opened, in the middle of a code."""
    TOO_LONG = "too-long"
    """Longer than any code."""


@dataclass(frozen=True, slots=True)
class ScannerState:
    """A scanner at one moment."""

    condition: ScannerCondition = ScannerCondition.ABSENT
    heard: float | None = None
    """When the latest code was delivered, in seconds of the monotonic clock; None before the first."""
    fault: ReadFault | None = None
    """What became of the latest code where it was lost; the next one that is delivered clears it."""


@dataclass(frozen=True, slots=True)
class ScannerPort:
    """Where a scanner is: a PortPath or a UsbIdentity; `str()` gives the text that parses to it again."""

    @staticmethod
    def parse(text: str) -> PortPath | UsbIdentity:
        """Read `/dev/ttyACM0`, `/dev/serial/by-id/…`, `COM3` or `usb:VID:PID[:SERIAL]`; InputError for others."""
        if _PATH.fullmatch(text):
            return PortPath(text)
        if _COM.fullmatch(text):
            return PortPath(text.upper())
        if found := _USB.fullmatch(text):
            vendor, product, serial = found.groups()
            return UsbIdentity(int(vendor, 16), int(product, 16), serial)
        raise InputError(
            f"Port de douchette «\u00a0{text}\u00a0» refusé\u00a0: /dev/ttyACM0, COM3 ou usb:VID:PID[:SÉRIE] attendu."
        )


@dataclass(frozen=True, slots=True)
class PortPath(ScannerPort):
    """A port by its name on this machine."""

    path: str

    def __str__(self) -> str:
        return self.path


@dataclass(frozen=True, slots=True)
class UsbIdentity(ScannerPort):
    """A scanner by what it says on the USB bus, whatever port it is given; without a serial number, any of its kind."""

    vendor: int
    product: int
    serial: str | None = None

    def __str__(self) -> str:
        kind = f"usb:{self.vendor:04X}:{self.product:04X}"
        return kind if self.serial is None else f"{kind}:{self.serial}"


@dataclass(frozen=True, slots=True)
class ScannerConfig:
    """One `[[scanners]]` table of the settings; InputError where a value is not allowed."""

    name: str
    port: PortPath | UsbIdentity
    baud: int = 9600
    """Bits per second."""

    def __post_init__(self) -> None:
        if not self.name.strip() or not self.name.isprintable():
            raise InputError("Une douchette doit avoir un nom.")
        if self.baud not in BAUD_RATES:
            raise InputError(
                f"Douchette «\u00a0{self.name}\u00a0»\u00a0: baud = {self.baud} n’est pas permis"
                f" ({', '.join(map(str, BAUD_RATES))} attendu)."
            )

    @classmethod
    def parse(cls, table: Mapping[str, object]) -> ScannerConfig:
        """Read a settings table (name, port, baud); InputError names the key that is wrong."""
        unknown = sorted(table.keys() - {"name", "port", "baud"})
        if unknown:
            raise InputError(f"Douchette\u00a0: clé inconnue «\u00a0{unknown[0]}\u00a0».")
        baud = table.get("baud", 9600)
        if type(baud) is not int:
            raise InputError("Douchette\u00a0: «\u00a0baud\u00a0» doit être un nombre entier.")
        return cls(_text(table, "name"), ScannerPort.parse(_text(table, "port")), baud)


def _text(table: Mapping[str, object], key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str):
        raise InputError(f"Douchette\u00a0: «\u00a0{key}\u00a0» manque ou n’est pas un texte.")
    return value
