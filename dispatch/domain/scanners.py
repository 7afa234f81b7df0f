"""Serial scanners as values: how one is set, how it feels, and why a code was lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dispatch.domain.errors import InputError
from dispatch.domain.serial_ports import BAUD_RATES, PortPath, SerialPort, UsbIdentity


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
        return cls(_text(table, "name"), SerialPort.parse(_text(table, "port")), baud)


def _text(table: Mapping[str, object], key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str):
        raise InputError(f"Douchette\u00a0: «\u00a0{key}\u00a0» manque ou n’est pas un texte.")
    return value
