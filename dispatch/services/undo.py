"""Finds what CMD-UNDO would take back: the last accepted scan of a task that is not taken back yet."""

from __future__ import annotations

from dispatch.domain import events as e
from dispatch.services.ports import Entry, Reads, Transaction
from dispatch.workflows.subjects import UndoSubject
from dispatch.workflows.undoing import UNDOABLE, labelled_unit


def undo_subject(task: str, transaction: Transaction) -> UndoSubject:
    """The last step of `task`, with what became of its units since."""
    reads = transaction.reads
    step = _last_step(task, reads)
    entries = tuple((entry.seq, entry.event) for entry in step)
    renamed = _renamed(step, reads)
    subject = UndoSubject(task, entries, renamed, in_use=any(_in_use(x.event, dict(renamed), reads) for x in step))
    label = labelled_unit(subject)
    unprinted = label is not None and transaction.has_queued_job(label)
    unit = reads.unit(label) if label is not None else None
    unlabelled = unit is not None and unit.status == "awaiting-weight"
    return UndoSubject(task, entries, renamed, subject.in_use, unprinted, unlabelled)


def _last_step(task: str, reads: Reads) -> list[Entry]:
    """Undoable entries of the last batch that is not undone, in journal order."""
    undone: set[int] = set()
    step: list[Entry] = []
    for entry in reads.task_entries(task):
        if step and entry.batch != step[0].batch:
            break
        if isinstance(entry.event, e.ScanUndone):
            undone.update(entry.event.undoes)
        elif entry.seq not in undone and isinstance(entry.event, UNDOABLE):
            step.append(entry)
    return step[::-1]


def _renamed(step: list[Entry], reads: Reads) -> tuple[tuple[str, str], ...]:
    """Units of a step that were re-opened, each with the SSCC that its contents have now."""
    named = {getattr(entry.event, field, "") for entry in step for field in ("sscc", "pallet")} - {"", None}
    pairs = []
    for sscc in sorted(named):
        last = sscc
        while (unit := reads.unit(last)) is not None and unit.successor is not None:
            last = unit.successor
        if last != sscc:
            pairs.append((sscc, last))
    return tuple(pairs)


def _in_use(event: e.Event, now: dict[str, str], reads: Reads) -> bool:
    """Did another task use what this event made? Then it cannot be taken back from here."""
    match event:
        case e.CartonReceived(carton):
            row = reads.carton(carton)
            return row is None or bool(row.opened) or row.unit is not None or reads.carton_contents(carton)[1] > 0
        case e.CartonPalletised(sscc, pallet):
            unit = reads.unit(sscc)
            return unit is None or unit.pallet != now.get(pallet, pallet)
        case e.PalletLoaded(sscc, trip):
            unit = reads.unit(sscc)
            return unit is None or unit.trip != trip or unit.departed is not None
        case e.LabelSetAside(sscc):
            unit = reads.unit(sscc)
            return unit is None or unit.status != "awaiting-label"
        case e.UnitEvent(sscc) | e.DevicePacked(sscc=sscc):
            unit = reads.unit(now.get(sscc, sscc))
            return unit is None or unit.pallet is not None or unit.trip is not None or unit.status == "void"
    return False
