"""Printers at the desk: a card chooses the one that prints, and a job whose printer is away says so before it begins.

Pure. A choice is no event and nothing that undo takes back; the desk writes it down as configuration.
"""

from __future__ import annotations

from dataclasses import replace

from dispatch.domain.printers import PrinterCondition
from dispatch.domain.reasons import Reason
from dispatch.workflows.decisions import Answers, Decision, Desk, Notice, ask, refuse
from dispatch.workflows.subjects import PrinterSubject


def judge_card(printer: PrinterSubject) -> Decision:
    """A card scanned at any time: that printer takes the queue of its role, or says how it is where it has it."""
    if not printer.name:
        return refuse(Reason.UNKNOWN_PRINTER, code=printer.code, printers=printer.configured)
    if not printer.active:
        decision = refuse(Reason.PRINTER_CHOSEN, printer=printer.name, waiting=printer.waiting)
        trouble: tuple[Notice, ...] = (trouble_of(printer.name, printer.condition),)
    else:
        decision = refuse(
            Reason.PRINTER_IN_USE, printer=printer.name, condition=printer.condition, waiting=printer.waiting
        )
        trouble = (remedy(printer.condition),)
    return decision if printer.condition in ("", PrinterCondition.READY) else replace(decision, notices=trouble)


def away(role: str, desk: Desk, answers: Answers) -> Decision | None:
    """The question before a job whose printer is known not to be ready; None where it is, or once it is answered."""
    printer = desk.printers_away.get(role)
    if printer is None or Reason.PRINTER_AWAY in answers.confirmed:
        return None
    question = ask(Reason.PRINTER_AWAY, role=role, condition=printer.condition)
    return replace(question, notices=(remedy(printer.condition), *spare(printer.spare)))


def trouble_of(printer: str, condition: str) -> Notice:
    """Jobs wait for a printer in this condition."""
    return Notice("printer-waiting", {"printer": printer, "condition": condition, "remedy": condition})


def remedy(condition: str) -> Notice:
    """What to do about a printer in this condition."""
    return Notice("printer-remedy", {"remedy": condition})


def spare(printer: str) -> tuple[Notice, ...]:
    """Which other printer is ready; nothing where none is."""
    return (Notice("printer-spare", {"printer": printer}),) if printer else ()
