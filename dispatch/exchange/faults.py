"""What is wrong or odd with a cell, and the lists of problems that a report is made of."""

from __future__ import annotations

from operator import attrgetter

from dispatch.domain.import_report import Problem
from dispatch.exchange.blocks import shown

KEPT = 200
"""Problems that a report tells one by one; the others are only counted."""


class Fault(Exception):
    """A cell is wrong: key of the sentence, rule id of the domain where there is one, and what the sentence needs."""

    def __init__(self, code: str, rule: str | None = None, **args: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.rule = rule
        self.needs = args

    def at(self, line: int, column: str, cell: str) -> Problem:
        """The problem that a report shows."""
        return Problem(line, column, shown(cell), self.code, self.rule, self.needs)


class Oddity(Fault):
    """A cell is understood as `value`, and something about it must be told."""

    def __init__(self, value: str, code: str, rule: str | None = None, **args: str | int) -> None:
        super().__init__(code, rule, **args)
        self.value = value


class Problems:
    """Errors or warnings: the first 200 that were found, and how many more there are."""

    def __init__(self, surplus_code: str) -> None:
        self._surplus_code = surplus_code
        self._kept: list[Problem] = []
        self._surplus = 0

    def __len__(self) -> int:
        return len(self._kept) + self._surplus

    def add(self, *problems: Problem) -> None:
        """Remembers problems, or counts them."""
        room = max(0, KEPT - len(self._kept))
        self._kept += problems[:room]
        self._surplus += len(problems[room:])

    def report(self) -> list[Problem]:
        """All that was kept in the order of their lines, and the count of the rest last."""
        surplus = [Problem(0, "", "", self._surplus_code, args={"count": self._surplus})] if self._surplus else []
        return sorted(self._kept, key=attrgetter("line")) + surplus
