"""What all events have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Event:
    """Base of all events; `TYPE` and `VERSION` are what the journal stores."""

    TYPE: ClassVar[str]
    VERSION: ClassVar[int] = 1

    @property
    def subject(self) -> str:
        """Key of the thing this event is mainly about."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class UnitEvent(Event):
    """Base of events about one logistic unit."""

    sscc: str

    @property
    def subject(self) -> str:
        return f"unit:{self.sscc}"


@dataclass(frozen=True, slots=True)
class ScanUndone(Event):
    """A scan of `task` was taken back: `undoes` names its entries; compensating events follow in the transaction."""

    TYPE: ClassVar[str] = "scan-undone"
    task: str
    undoes: tuple[int, ...]

    @property
    def subject(self) -> str:
        return f"task:{self.task}"
