"""A suite in which silence is kept: records of WARNING and above are failures until a test takes them."""

from __future__ import annotations

import logging
from typing import NamedTuple


class Logged(NamedTuple):
    """One record, as a test states it."""

    level: str
    logger: str
    message: str


class LogWatch(logging.Handler):
    """Remembers every record of WARNING and above, from any thread, until it is taken."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._records: list[Logged] = []

    def emit(self, record: logging.LogRecord) -> None:
        self._records.append(Logged(record.levelname, record.name, record.getMessage()))

    def take(self) -> list[Logged]:
        """All records since the last call, oldest first; they count as expected from now on."""
        taken, self._records = self._records, []
        return taken
