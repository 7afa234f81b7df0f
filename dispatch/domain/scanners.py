"""Serial scanners as values: how one is set, how it feels, and why a code was lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dispatch.domain.errors import InputError
from dispatch.domain.serial_ports import BAUD_RATES, PortPath, SerialPort, UsbIdentity

CUT = "\x18"
"""Ends what is delivered of a code that was lost on its way; ASCII's “cancel”, with which no code of ours ends."""
SHORTEST_IDLE_MS, LONGEST_IDLE_MS = 10, 1_000
LONGEST_REPEAT_MS = 10_000


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
    """Why what a scanner sent is no code."""

    INCOMPLETE = "incomplete"
    """The line was lost, opened, or fell silent in the middle of a code."""
    TOO_LONG = "too-long"
    """Longer than any code."""


@dataclass(frozen=True, slots=True)
class ScannerState:
    """A scanner at one moment."""

    condition: ScannerCondition = ScannerCondition.ABSENT
    heard: float | None = None
    """When the latest code was delivered, in seconds of the monotonic clock; None before the first."""
    fault: ReadFault | None = None
    """What became of the latest code where it was lost; the next one that is delivered whole clears it."""
    port: str | None = None
    """The port it was found at, by its name on this machine; None where it is not open."""


@dataclass(frozen=True, slots=True)
class ScannerConfig:
    """One `[[scanners]]` table of the settings: a scanner's name, where it is, and its profile.

    InputError where a value is not allowed.
    """

    name: str
    port: PortPath | UsbIdentity
    baud: int = 9600
    """Bits per second."""
    idle_ms: int = 50
    """A silence that ends a code without CR or LF; wireless scanners pause for longer within a code."""
    repeat_ms: int = 1_500
    """A second read of the same code counts only so long after the first (contract 4)."""

    def __post_init__(self) -> None:
        if not self.name.strip() or not self.name.isprintable():
            raise InputError("Une douchette doit avoir un nom.")
        if self.baud not in BAUD_RATES:
            raise self._refused("baud", self.baud, ", ".join(map(str, BAUD_RATES)))
        if not SHORTEST_IDLE_MS <= self.idle_ms <= LONGEST_IDLE_MS:
            raise self._refused("idle_ms", self.idle_ms, f"{SHORTEST_IDLE_MS} à {LONGEST_IDLE_MS}")
        if not 0 <= self.repeat_ms <= LONGEST_REPEAT_MS:
            raise self._refused("repeat_ms", self.repeat_ms, f"0 à {LONGEST_REPEAT_MS}")

    def _refused(self, key: str, given: int, allowed: str) -> InputError:
        return InputError(
            f"Douchette «\u00a0{self.name}\u00a0»\u00a0: {key} = {given} n’est pas permis ({allowed} attendu)."
        )

    @classmethod
    def parse(cls, table: Mapping[str, object]) -> ScannerConfig:
        """Read a settings table: name, port and the fields of the profile; InputError names the key that is wrong."""
        unknown = sorted(table.keys() - {"name", "port", *_PROFILE})
        if unknown:
            raise InputError(f"Douchette\u00a0: clé inconnue «\u00a0{unknown[0]}\u00a0».")
        profile = {key: _whole(table[key], key) for key in _PROFILE if key in table}
        return cls(_text(table, "name"), SerialPort.parse(_text(table, "port")), **profile)


_PROFILE = ("baud", "idle_ms", "repeat_ms")


def _whole(value: object, key: str) -> int:
    if type(value) is not int:
        raise InputError(f"Douchette\u00a0: «\u00a0{key}\u00a0» doit être un nombre entier.")
    return value


def _text(table: Mapping[str, object], key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str):
        raise InputError(f"Douchette\u00a0: «\u00a0{key}\u00a0» manque ou n’est pas un texte.")
    return value
