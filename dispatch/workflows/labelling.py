"""Label first: a unit whose label is awaited takes that label, CMD-REPRINT or CMD-NEXT, and nothing else.

    LABEL --> LABEL : another label / wrong-label (E-COL-15)
    LABEL --> LABEL : anything else / label-not-verified
    LABEL --> LABEL : CMD-REPRINT with a reason card / reprinted (E-COL-14)
    LABEL --> LABEL : its own label, copies left / label-verified
    LABEL --> [*]   : its own label, last copy / label-verified
    LABEL --> [*]   : CMD-NEXT / set-aside
"""

from __future__ import annotations

from dispatch.domain.events import LabelReprinted, LabelSetAside, LabelVerified
from dispatch.domain.reasons import Need, Reason
from dispatch.scanning.scans import Command
from dispatch.workflows.decisions import Answers, Decision, Desk, Print, accept, approval, approver, ask, refuse
from dispatch.workflows.subjects import CommandSubject, Content, NextSubject, UnitSubject, UnknownSubject

FREE_REPRINTS = 2
"""Reprints of one label that need no shift lead (E-COL-14)."""


def judge_label(
    sscc: str,
    copy: int,
    copies: int,
    kind: str,
    reprints: int,
    subject: Judged,
    desk: Desk,
    answers: Answers,
) -> Decision:
    """Judge one subject while label `copy` of `copies` of `sscc` is awaited."""
    match subject:
        case UnitSubject(sscc=scanned) if scanned == sscc:
            last = copy == copies
            reason = Reason.PALLET_READY if last and copies > 1 else Reason.LABEL_VERIFIED
            return accept(reason, LabelVerified(sscc, copy, copies), sscc=sscc, copy=copy, copies=copies)
        case UnitSubject(status="void"):
            return refuse(Reason.VOID_LABEL, sscc=subject.sscc)
        case UnitSubject() | UnknownSubject(kind="sscc"):
            scanned = subject.sscc if isinstance(subject, UnitSubject) else subject.code
            return refuse(Reason.WRONG_LABEL, expected=sscc, scanned=scanned)
        case NextSubject():
            return accept(Reason.SET_ASIDE, LabelSetAside(sscc), sscc=sscc)
        case CommandSubject(command=Command.REPRINT):
            return reprint(sscc, kind, copies, reprints, desk, answers)
    return refuse(Reason.LABEL_NOT_VERIFIED, rule="E-PAL-07" if copies > 1 else None, sscc=sscc)


def reprint(sscc: str | None, kind: str, copies: int, reprints: int, desk: Desk, answers: Answers) -> Decision:
    """E-COL-14: the same label again, for a reason; after the second time with a shift lead."""
    if sscc is None:
        return refuse(Reason.NOTHING_TO_REPRINT)
    if reprints < FREE_REPRINTS:
        question = None if answers.reason else ask(Reason.REPRINT_REASON, Need.REASON, sscc=sscc, count=reprints + 1)
    else:
        question = approval(Reason.REPRINT_REASON, answers, desk, sscc=sscc, count=reprints + 1)
    if question is not None:
        return question
    assert answers.reason is not None
    return accept(
        Reason.REPRINTED,
        LabelReprinted(sscc, answers.reason.value, reprints + 1),
        prints=(Print(kind, sscc, copies),),
        approver=approver(answers, desk) if reprints >= FREE_REPRINTS else "",
        sscc=sscc,
        count=reprints + 1,
    )
