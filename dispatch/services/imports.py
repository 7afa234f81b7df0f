"""Imports: a file is read and checked outside, then written in one transaction, all or nothing (contract 3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dispatch.domain.catalogue import TradeItem
from dispatch.domain.events import Event, FileImported
from dispatch.domain.import_report import Parsed, Problem
from dispatch.domain.import_rows import encode_rows
from dispatch.services.asn_import import AsnPlan, announce, plan_asn
from dispatch.services.configuration import Configuration
from dispatch.services.import_plans import (
    Plan,
    plan_allocations,
    plan_items,
    plan_operators,
    plan_sites,
    plan_trips,
)
from dispatch.services.messages import Messages
from dispatch.services.ports import Clock, FileReader, Header, Known, Reads, Store, Transaction

PLANNERS: dict[str, Callable[[Parsed[Any], Reads], Plan]] = {
    "sites": plan_sites,
    "items": plan_items,
    "allocations": plan_allocations,
    "asn": plan_asn,
    "trips": plan_trips,
    "operators": plan_operators,
}
KINDS = tuple(PLANNERS)
KEPT = 200
"""Errors or warnings of a plan that a report tells one by one; the others are only counted."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or why it did nothing."""

    kind: str
    file: str
    rows: int
    created: int
    updated: int
    unchanged: int
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]

    def as_json(self, messages: Messages) -> dict[str, Any]:
        """The report of contract 3."""
        return {
            "kind": self.kind,
            "file": self.file,
            "rows": self.rows,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "errors": [_as_json(problem, messages) for problem in self.errors],
            "warnings": [_as_json(problem, messages) for problem in self.warnings],
        }


def _as_json(problem: Problem, messages: Messages) -> dict[str, Any]:
    return {
        "line": problem.line,
        "column": problem.column,
        "value": problem.value,
        "rule": problem.rule,
        "message": messages.problem(problem.code, problem.line, problem.column, problem.value, problem.args),
    }


class Importer:
    """Imports files into one home."""

    def __init__(self, store: Store, read: FileReader, clock: Clock, configuration: Configuration) -> None:
        self._store = store
        self._read = read
        self._clock = clock
        self._configuration = configuration

    def run(self, kind: str, path: Path, *, dry_run: bool = False) -> Report:
        """Read, check and (unless `dry_run`, or anything is wrong) write one file."""
        with self._store.reading() as reads:
            sites = frozenset(row[0] for row in reads.query("SELECT uai FROM site"))
            parsed = self._read(kind, path, Known(reads.items(), sites))
            seen = reads.head().seq
            plan = Plan(errors=parsed.errors) if parsed.errors else PLANNERS[kind](parsed, reads)
            warnings = tuple(self._dangerous(parsed)) if kind == "items" and not parsed.errors else ()
        if plan.changes and not dry_run:
            plan = self._write(kind, parsed, plan, seen)
        report = _report(kind, path, parsed, plan)
        return replace(report, warnings=(*report.warnings, *warnings))

    def _dangerous(self, parsed: Parsed[TradeItem]) -> Iterator[Problem]:
        """Models that can be imported, but by the rules of today neither packed nor loaded (E-CHG-17)."""
        policy, today = self._configuration.batteries, self._clock.now()[2]
        for line, item in zip(parsed.lines, parsed.values, strict=True):
            if policy.too_large((item,), today):
                yield Problem(line, "wh_batterie", item.reference, "battery-too-large", "E-CHG-17")

    def _write(self, kind: str, parsed: Parsed[Any], plan: Plan, seen: int) -> Plan:
        """Write a plan made when the journal was `seen` long; made again where it has grown since."""
        with self._store.transaction() as transaction:
            if transaction.reads.head().seq != seen:
                plan = PLANNERS[kind](parsed, transaction.reads)
            if plan.changes:
                self._record(kind, plan, transaction)
        self._store.settle()
        return plan

    def _record(self, kind: str, plan: Plan, transaction: Transaction) -> None:
        time, offset, _ = self._clock.now()
        header = Header(time, offset, self._configuration.station, self._configuration.station)
        events: list[Event]
        if isinstance(plan, AsnPlan):
            events = announce(plan, transaction)
        else:
            events = [FileImported(kind, transaction.put_blob(encode_rows(plan.rows)), len(plan.rows))]
        transaction.record(events, header)


def _report(kind: str, path: Path, parsed: Parsed[Any], plan: Plan) -> Report:
    failed = bool(plan.errors)
    return Report(
        kind=kind,
        file=path.name,
        rows=parsed.rows,
        created=0 if failed else plan.created,
        updated=0 if failed else plan.updated,
        unchanged=0 if failed else plan.unchanged,
        errors=tuple(parsed.errors or _told(plan.errors, "more-errors")),
        warnings=(*parsed.warnings, *_told(plan.warnings, "more-warnings")),
    )


def _told(problems: list[Problem], surplus_code: str) -> list[Problem]:
    """The first problems, and how many more there are."""
    surplus = len(problems) - KEPT
    more = [Problem(0, "", "", surplus_code, args={"count": surplus})] if surplus > 0 else []
    return problems[:KEPT] + more
