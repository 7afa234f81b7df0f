"""Scales as values: how one is set and how it feels, what a reading says, and how far a weight may be off."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from typing import Literal, cast, get_args

from dispatch.domain.errors import InputError
from dispatch.domain.serial_ports import BAUD_RATES, PortPath, SerialPort, UsbIdentity

ScaleRole = Literal["cartons", "pallets"]
"""What a scale is for: closed cartons, or closed pallets."""
ScaleProtocol = Literal["mt-sics", "toledo-8217", "cas"]
"""The language a scale speaks."""

CODE_PREFIX = "WGT-"
"""A weight comes to a desk as a code: `WGT-<grams>`, behind a `/` what the scale sent."""

NOISE_G: Mapping[ScaleRole, int] = {"cartons": 100, "pallets": 2_000}
"""Less than this is nothing: neither a load nor the change of one. Above a scale's flicker, below any device."""
NOISE_SHARE = 200
"""The same as a part of the load that stands there already, one in so many: heavy loads swing more."""

TOLERANCE_PERCENT = 3
"""How far a carton may be off, of what it should weigh (domain rule 3.5)."""
PALLET_SPREAD_G = 3_000
"""How far a pallet may be off whatever stands on it: wood and film of one kind differ by as much (20 to 28 kg)."""

_NUMBER = re.compile(r"([+-]?) *([0-9]{1,9}(?:\.[0-9]{0,6})?)")
_FACTOR = {"kg": 1000, "g": 1}


class ScaleCondition(StrEnum):
    """What is known of a scale."""

    READY = "ready"
    """It gives stable weights."""
    MOVING = "moving"
    """It answers, but what stands on it moves."""
    OVERLOAD = "overload"
    """More stands on it than it can weigh."""
    UNDERLOAD = "underload"
    """Below zero: its platform was lifted, or it was zeroed with something on it."""
    WRONG_UNIT = "wrong-unit"
    """It weighs in another unit than kilograms or grams."""
    SILENT = "silent"
    """Its port is open, but no sensible answer comes: switched off, other speed, other protocol."""
    BUSY = "busy"
    """Its port is there, but cannot be opened: another program has it, or this user may not."""
    ABSENT = "absent"
    """Its port is not there: unplugged or never seen."""


@dataclass(frozen=True, slots=True)
class ScaleState:
    """A scale at one moment."""

    condition: ScaleCondition = ScaleCondition.ABSENT
    grams: int | None = None
    """The latest stable weight; None before the first."""
    heard: float | None = None
    """When it last gave a sensible answer, in seconds of the monotonic clock; None before the first."""
    frame: str = ""
    """That answer as it came, what cannot be printed as `<hex>`."""


@dataclass(frozen=True, slots=True)
class ScaleConfig:
    """One `[[scales]]` table of the settings; InputError where a value is not allowed."""

    name: str
    port: PortPath | UsbIdentity
    protocol: ScaleProtocol
    role: ScaleRole = "cartons"
    baud: int = 9600
    """Bits per second; bits and parity are those of the protocol."""

    def __post_init__(self) -> None:
        if not self.name.strip() or not self.name.isprintable():
            raise InputError("Une balance doit avoir un nom.")
        if self.protocol not in get_args(ScaleProtocol):
            raise self._invalid("protocol", self.protocol, get_args(ScaleProtocol))
        if self.role not in get_args(ScaleRole):
            raise self._invalid("role", self.role, get_args(ScaleRole))
        if self.baud not in BAUD_RATES:
            raise self._invalid("baud", self.baud, BAUD_RATES)

    @classmethod
    def parse(cls, table: Mapping[str, object]) -> ScaleConfig:
        """Read a settings table (name, port, protocol, role, baud); InputError names the key that is wrong."""
        unknown = sorted(table.keys() - {"name", "port", "protocol", "role", "baud"})
        if unknown:
            raise InputError(f"Balance\u00a0: clé inconnue «\u00a0{unknown[0]}\u00a0».")
        baud = table.get("baud", 9600)
        if type(baud) is not int:
            raise InputError("Balance\u00a0: «\u00a0baud\u00a0» doit être un nombre entier.")
        return cls(
            _text(table, "name"),
            SerialPort.parse(_text(table, "port")),
            cast(ScaleProtocol, _text(table, "protocol")),
            cast(ScaleRole, _text({"role": "cartons", **table}, "role")),
            baud,
        )

    def _invalid(self, key: str, value: object, allowed: tuple[object, ...]) -> InputError:
        return InputError(
            f"Balance «\u00a0{self.name}\u00a0»\u00a0: {key} = {value} n’est pas permis"
            f" ({', '.join(map(str, allowed))} attendu)."
        )


def _text(table: Mapping[str, object], key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str):
        raise InputError(f"Balance\u00a0: «\u00a0{key}\u00a0» manque ou n’est pas un texte.")
    return value


# -- readings -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer of a scale; `grams` only where it is READY, and never below zero."""

    condition: ScaleCondition
    grams: int | None = None
    frame: str = ""

    @classmethod
    def stable(cls, value: str, unit: str, frame: str) -> Reading | None:
        """The reading of a weight that a scale calls stable; None where `value` is no number."""
        number = _NUMBER.fullmatch(value.strip())
        if number is None:
            return None
        factor = _FACTOR.get(unit.strip().lower())
        if factor is None:
            return cls(ScaleCondition.WRONG_UNIT, frame=frame)
        grams = int((Decimal("".join(number.groups())) * factor).quantize(Decimal(1), ROUND_HALF_EVEN))
        return cls(ScaleCondition.UNDERLOAD, frame=frame) if grams < 0 else cls(ScaleCondition.READY, grams, frame)


@dataclass(frozen=True, slots=True)
class Settling:
    """Which readings are a weighing: two equal ones in a row, of a load that was not weighed yet."""

    role: ScaleRole
    last_g: int | None = None
    """The reading before, where it was stable."""
    load_g: int = 0
    """The load weighed last that still stands there; 0 for an empty platform."""

    def after(self, reading: Reading, *, wanted: bool = True) -> tuple[Settling, int | None]:
        """What is known after a reading, and the weight of a load that was put on or changed, in grams.

        While no weight is wanted nothing counts as weighed: what stands there by the time one is wanted is a weighing
        then, unless it stands there since the one before.
        """
        if reading.grams is None:
            load_g = 0 if reading.condition is ScaleCondition.UNDERLOAD else self.load_g
            return replace(self, last_g=None, load_g=load_g), None
        settling = replace(self, last_g=reading.grams)
        if reading.grams != self.last_g:
            return settling, None
        if reading.grams < NOISE_G[self.role]:
            return replace(settling, load_g=0), None
        if not wanted or abs(reading.grams - self.load_g) < max(NOISE_G[self.role], self.load_g // NOISE_SHARE):
            return settling, None
        return replace(settling, load_g=reading.grams), reading.grams

    def interrupted(self) -> Settling:
        """The same after a time without readings: the next one has no neighbour."""
        return replace(self, last_g=None)


def weight_code(grams: int, frame: str) -> str:
    """The code by which a weighing comes to a desk, with the scale's own words for the scan log."""
    return f"{CODE_PREFIX}{grams}/{frame}" if frame else f"{CODE_PREFIX}{grams}"


# -- the tolerance --------------------------------------------------------------------------------------------------


def carton_tolerance_g(expected_g: int, lightest_device_g: int) -> int:
    """How many grams a carton may be off: 3 %, or half its lightest device where that is more (domain rule 3.5)."""
    return max(expected_g * TOLERANCE_PERCENT // 100, lightest_device_g // 2)


def pallet_tolerance_g(lightest_carton_g: int) -> int:
    """How many grams a pallet may be off: half its lightest carton, and never less than pallets differ.

    A share of the whole would hide a missing carton: 3 % of 400 kg is more than one.
    """
    return max(lightest_carton_g // 2, PALLET_SPREAD_G)
