"""Which printer prints, and which is away: what the tables and the printer board tell the desk about its printers."""

from __future__ import annotations

from collections.abc import Mapping

from dispatch.domain.printer_roster import PrinterAway, PrinterRoster
from dispatch.domain.printers import PrinterCondition
from dispatch.services.ports import Reads
from dispatch.workflows.subjects import PrinterSubject

Conditions = Mapping[str, PrinterCondition]
"""By name of the printer, those that were measured."""


def printer_subject(code: str, roster: PrinterRoster, conditions: Conditions, reads: Reads) -> PrinterSubject:
    """The printer whose card has this code."""
    printer = roster.by_code(code)
    if printer is None:
        return PrinterSubject(code, configured=", ".join(known.name for known in roster.printers))
    return PrinterSubject(
        code,
        printer.name,
        printer.role,
        active=roster.active(printer.role, reads.chosen_printer(printer.role)) == printer,
        waiting=reads.queued_jobs(printer.role),
        condition=conditions.get(printer.name, ""),
    )


def printers_away(roster: PrinterRoster, conditions: Conditions, reads: Reads) -> Mapping[str, PrinterAway]:
    """By role: the active printer that is known not to be ready, with a spare that is; reads nothing where all are."""
    troubled = {name for name, condition in conditions.items() if condition is not PrinterCondition.READY}
    found = {}
    for role in sorted({printer.role for printer in roster.printers if printer.name in troubled}):
        active = roster.active(role, reads.chosen_printer(role))
        if active is not None and active.name in troubled:
            found[role] = PrinterAway(conditions[active.name].value, ready_spare(roster, conditions, role))
    return found


def ready_spare(roster: PrinterRoster, conditions: Conditions, role: str) -> str:
    """The first printer of a role that is known to be ready; empty where none is."""
    return next((p.name for p in roster.of_role(role) if conditions.get(p.name) is PrinterCondition.READY), "")
