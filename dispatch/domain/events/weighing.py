"""Weighing: closed units on a scale, before their label is printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dispatch.domain.events.base import UnitEvent


@dataclass(frozen=True, slots=True)
class WeighingEvent(UnitEvent):
    """Base of events about the weight of one closed unit."""

    expected_g: int
    """Theoretical gross weight."""
    tolerance_g: int
    """How far the scale may differ from it (domain rule 3.5)."""


@dataclass(frozen=True, slots=True)
class WeighingAwaited(WeighingEvent):
    """The unit that was closed in the same scan is weighed before its label is queued."""

    TYPE: ClassVar[str] = "weighing-awaited"


@dataclass(frozen=True, slots=True)
class UnitWeighed(WeighingEvent):
    """The scale said `weight_g`, from now on the unit's gross weight; its label is queued and (where verified) awaited.

    Outside the tolerance it was accepted, for `reason`, which is empty otherwise (E-COL-09).
    """

    TYPE: ClassVar[str] = "unit-weighed"
    weight_g: int
    awaits_label: bool
    reason: str


@dataclass(frozen=True, slots=True)
class WeighingSkipped(WeighingEvent):
    """Work went on without a weight: the theoretical one stays; the label as after a weighing.

    `reason` is set where the scale had said another weight before.
    """

    TYPE: ClassVar[str] = "weighing-skipped"
    awaits_label: bool
    reason: str


@dataclass(frozen=True, slots=True)
class WeighingUndone(WeighingEvent):
    """Compensates `UnitWeighed` and `WeighingSkipped`: the unit is to be weighed again."""

    TYPE: ClassVar[str] = "weighing-undone"
