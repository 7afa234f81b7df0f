"""Label first: a unit whose label is awaited takes that label, CMD-REPRINT or CMD-NEXT, and nothing else.

    [*] --> awaiting-label : the unit is closed, its label queued
    awaiting-label --> awaiting-label : its label, more copies left / label-verified
    awaiting-label --> awaiting-label : CMD-REPRINT, reason card / reprinted
    awaiting-label --> [*] : its label, last copy / label-verified, pallet-ready
    awaiting-label --> [*] : CMD-NEXT / set-aside

Another label is refused (E-COL-15), a void one too (E-COL-12); anything else is `label-not-verified`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dispatch.domain.events import LabelReprinted, LabelSetAside, LabelVerified
from dispatch.domain.reasons import Need, Reason
from dispatch.scanning.scans import Command
from dispatch.workflows.decisions import Answers, Decision, Desk, Notice, Print, accept, approval, approver, ask, refuse
from dispatch.workflows.subjects import CommandSubject, Judged, NextSubject, UnitSubject, UnknownSubject

FREE_REPRINTS = 2
"""Reprints of one label that need no shift lead (E-COL-14)."""


@dataclass(frozen=True, slots=True)
class Label:
    """The label of one unit: the copy that is looked for, and how often it was printed again."""

    sscc: str
    kind: str
    """`carton-label` or `pallet-label`."""
    copy: int = 1
    copies: int = 1
    reprints: int = 0


def judge_label(label: Label, subject: Judged, desk: Desk, answers: Answers) -> Decision:
    """Judge one subject while `label` is awaited."""
    match subject:
        case UnitSubject(sscc=label.sscc):
            return verify(label)
        case UnitSubject(status="void"):
            return refuse(Reason.VOID_LABEL, sscc=subject.sscc)
        case UnitSubject(sscc=scanned) | UnknownSubject(kind="sscc", code=scanned):
            return refuse(Reason.WRONG_LABEL, expected=label.sscc, scanned=scanned)
        case NextSubject():
            return accept(Reason.SET_ASIDE, LabelSetAside(label.sscc), sscc=label.sscc)
        case CommandSubject(command=Command.REPRINT):
            return reprint(label, desk, answers)
        case UnknownSubject(kind="label-data"):
            return replace(not_verified(label), notices=(Notice("upper-symbol"),))
        case _:
            return not_verified(label)


def verify(label: Label) -> Decision:
    """The label was read back; with its last copy the unit may go on (R-03, E-PAL-07)."""
    last = label.copy == label.copies
    reason = Reason.PALLET_READY if last and label.copies > 1 else Reason.LABEL_VERIFIED
    event = LabelVerified(label.sscc, label.copy, label.copies)
    return accept(reason, event, sscc=label.sscc, copy=label.copy, copies=label.copies)


def not_verified(label: Label) -> Decision:
    """Nothing else goes before the awaited label."""
    return refuse(Reason.LABEL_NOT_VERIFIED, rule="E-PAL-07" if label.copies > 1 else None, sscc=label.sscc)


def reprint(label: Label | None, desk: Desk, answers: Answers) -> Decision:
    """E-COL-14: the same label again, for a reason; after the second time with a shift lead."""
    if label is None:
        return refuse(Reason.NOTHING_TO_REPRINT)
    count = label.reprints + 1
    question = _reprint_question(label.sscc, count, desk, answers)
    if question is not None:
        return question
    assert answers.reason is not None
    return accept(
        Reason.REPRINTED,
        LabelReprinted(label.sscc, answers.reason.value, count),
        prints=(Print(label.kind, label.sscc, label.copies),),
        approver=approver(answers, desk) if count > FREE_REPRINTS else "",
        sscc=label.sscc,
        count=count,
    )


def _reprint_question(sscc: str, count: int, desk: Desk, answers: Answers) -> Decision | None:
    if count > FREE_REPRINTS:
        return approval(Reason.REPRINT_REASON, answers, desk, {"sscc": sscc, "count": count})
    return None if answers.reason else ask(Reason.REPRINT_REASON, Need.REASON, sscc=sscc, count=count)
