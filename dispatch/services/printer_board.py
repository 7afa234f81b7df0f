"""The printer board: what this process knows of its printers, as their lanes last found them; read from any thread."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from dispatch.domain.printers import PrinterCondition

PATIENCE_S = 8.0
"""How long the first measurement of every printer is waited for; one that says nothing takes some five seconds."""


class PrinterBoard:
    """Conditions by name of the printer; a printer that was never measured is not there."""

    def __init__(self, printers: Iterable[str]) -> None:
        self._wanted = frozenset(printers)
        self._known: Mapping[str, PrinterCondition] = MappingProxyType({})
        self._changed = threading.Condition()

    def learn(self, printer: str, condition: PrinterCondition) -> None:
        """A printer was measured."""
        if self._known.get(printer) is not condition:
            with self._changed:
                self._known = MappingProxyType({**self._known, printer: condition})
                self._changed.notify_all()

    def conditions(self) -> Mapping[str, PrinterCondition]:
        """What is known now; asks nobody."""
        return self._known

    def measured(self) -> Mapping[str, PrinterCondition]:
        """What is known once every printer was measured, or has kept silent for too long."""
        with self._changed:
            self._changed.wait_for(lambda: self._known.keys() >= self._wanted, PATIENCE_S)
        return self._known
