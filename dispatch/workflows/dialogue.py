"""The dialogue of a desk: questions and their answers, R-04 after a restart, the block after a refusal, undo.

    [*] --> free
    [*] --> unconfirmed : a unit is found open after a restart
    unconfirmed --> asked : a code of anything else / resume-unit (R-04)
    unconfirmed --> free : a serial or label of the unit / unit-confirmed
    unconfirmed --> free : the unit is closed or given up
    free --> asked : a scan that needs an answer / its question
    free --> asked : CMD-CONFIRM after a weight out of tolerance / accept-weight (E-COL-09)
    asked --> asked : an answer / the next question
    asked --> free : the last answer / the verdict on the scan that was asked about
    asked --> free : CMD-CANCEL / cancelled, or another code / its own verdict
    free --> blocked : any refusal, where scan.block_after_error is on
    blocked --> free : CMD-RESUME / resume-scanning

Pure, and the same for every task. A question keeps the subject it is about; each answer decides that subject again,
with all answers so far, until the task accepts or refuses it. A card or badge that is not what was asked for, and an
unreadable code, leave the question open.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dispatch.domain.badges import ProbeFault
from dispatch.domain.events import CartonCancelled, CartonClosed, PalletCancelled, PalletClosed
from dispatch.domain.reasons import Need, Reason, Tone
from dispatch.scanning.scans import Command
from dispatch.workflows import tasks
from dispatch.workflows.decisions import NO_ANSWERS, Answers, Decision, Desk, Notice, ask, refuse
from dispatch.workflows.labelling import not_verified
from dispatch.workflows.printers import judge_card
from dispatch.workflows.subjects import (
    AmbiguousSubject,
    BadgeSubject,
    CommandSubject,
    DeviceSubject,
    Judged,
    NextSubject,
    PrinterSubject,
    ProductSubject,
    ReasonSubject,
    Subject,
    TaskSubject,
    UndoSubject,
    UnitSubject,
    UnknownSubject,
    UnreadableSubject,
    WeightSubject,
)
from dispatch.workflows.undoing import decide_undo, labelled_unit
from dispatch.workflows.weighing import expected, stray

Asked = Judged | UndoSubject | WeightSubject


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, about which subject, and what was answered before."""

    reason: Reason
    need: Need
    subject: Asked
    answers: Answers
    by_lead: bool = False
    """Must the badge that is asked for be a shift lead's?"""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What stands open between the desk and its operator; lost at a restart, where R-04 takes its place."""

    question: Question | None = None
    unconfirmed: bool = False
    """R-04: the open unit was found again after a restart and nobody has shown that it is at hand."""
    sealing: bool = False
    """CMD-CLOSE was scanned in load: the next unknown code is a seal."""
    off_g: int | None = None
    """The weight that was out of tolerance last, in grams: CMD-CONFIRM has it accepted."""
    blocked: bool = False
    """A refusal waits for CMD-RESUME."""


_WRONG_KEYS = (ProbeFault.LAYOUT, ProbeFault.CAPS_LOCK)
_UNIT_GONE = (CartonClosed, CartonCancelled, PalletClosed, PalletCancelled)
_Judgement = tuple[Decision, Dialogue]


def judge(state: tasks.State, dialogue: Dialogue, subject: Subject, desk: Desk) -> tuple[Decision, Dialogue]:
    """Judge one scan of any kind; returns the verdict and what stands open after it."""
    decision, after = _blocked(dialogue, subject) if dialogue.blocked else _judge(state, dialogue, subject, desk)
    if desk.block_after_error and decision.reason.tone is Tone.REFUSED:
        after = replace(after, blocked=True)
    return decision, after


def _blocked(dialogue: Dialogue, subject: Subject) -> _Judgement:
    """E-SCAN-06: only CMD-RESUME goes on; a badge still signs in, a printer's card still chooses."""
    match subject:
        case CommandSubject(command=Command.RESUME):
            return refuse(Reason.RESUME_SCANNING), replace(dialogue, blocked=False)
        case BadgeSubject():
            return _sign_in(subject), dialogue
        case PrinterSubject():
            return judge_card(subject), dialogue
        case _:
            return refuse(Reason.RESUME_FIRST), dialogue


def _judge(state: tasks.State, dialogue: Dialogue, subject: Subject, desk: Desk) -> _Judgement:
    match subject:
        case UnreadableSubject():
            return _unreadable(subject), dialogue
        case BadgeSubject():
            return _badge(state, dialogue, subject, desk)
        case PrinterSubject():
            return judge_card(subject), dialogue
        case TaskSubject():
            return refuse(Reason.TASK_SELECTED, task=subject.task), Dialogue()
        case CommandSubject(command=Command.CANCEL):
            return _cancel(dialogue)
        case CommandSubject(command=Command.RESUME):
            return refuse(Reason.NOTHING_TO_RESUME), dialogue
        case WeightSubject() if unwanted := stray(tasks.weighing(state), subject, desk):
            return unwanted, dialogue
        case _:
            forbidden = _forbidden(state, desk)
            return (forbidden, dialogue) if forbidden else _work(state, dialogue, subject, desk)


def _unreadable(subject: UnreadableSubject) -> Decision:
    if subject.cut:
        return refuse(Reason.READ_INCOMPLETE, code=subject.code)
    return refuse(Reason.KEYBOARD_GARBLED if subject.garbled else Reason.UNREADABLE, code=subject.code)


def _forbidden(state: tasks.State, desk: Desk) -> Decision | None:
    task = tasks.task_of(state)
    if desk.roles is None or task not in tasks.ROLES or desk.roles & tasks.ROLES[task]:
        return None
    return refuse(Reason.ROLE_MISSING if desk.operator else Reason.BADGE_REQUIRED)


def _work(state: tasks.State, dialogue: Dialogue, subject: Asked | ReasonSubject, desk: Desk) -> _Judgement:
    match subject:
        case CommandSubject(command=Command.CONFIRM):
            return _confirm(state, dialogue, subject, desk)
        case ReasonSubject():
            return _reason(state, dialogue, subject, desk)
        case _:
            return _content(state, dialogue, subject, desk)


# -- answers --------------------------------------------------------------------------------------------------------


def _cancel(dialogue: Dialogue) -> _Judgement:
    nothing = dialogue.question is None and not dialogue.sealing
    reason = Reason.NOTHING_TO_CANCEL if nothing else Reason.CANCELLED
    return refuse(reason), replace(dialogue, question=None, sealing=False)


def _confirm(state: tasks.State, dialogue: Dialogue, card: CommandSubject, desk: Desk) -> _Judgement:
    """CMD-CONFIRM; it is no answer where a reason, a badge or a label is asked for, and the question stays."""
    question = dialogue.question
    if question is None and dialogue.off_g is not None:
        return _decided(state, dialogue, card, NO_ANSWERS, desk)
    if question is None:
        return _unasked(state, Reason.NOTHING_TO_CONFIRM), dialogue
    decision, after = _answered(state, dialogue, question, question.answers.confirm(question.reason), desk)
    if (decision.reason, decision.need) == (question.reason, question.need):
        reason = Reason.REASON_EXPECTED if question.need is Need.REASON else Reason.NOT_EXPECTED_HERE
        return refuse(reason), dialogue
    return decision, after


def _reason(state: tasks.State, dialogue: Dialogue, card: ReasonSubject, desk: Desk) -> _Judgement:
    question = dialogue.question
    if question is None:
        return _unasked(state, Reason.NOT_EXPECTED_HERE), dialogue
    if question.need is not Need.REASON:
        return refuse(Reason.NOT_EXPECTED_HERE), dialogue
    return _answered(state, dialogue, question, replace(question.answers, reason=card.code), desk)


def _unasked(state: tasks.State, reason: Reason) -> Decision:
    """The verdict on an answer without a question; an awaited label or weight goes first."""
    label, weighing = tasks.awaited(state), tasks.weighing(state)
    if weighing is not None:
        return expected(weighing)
    return refuse(reason) if label is None else not_verified(label)


def _badge(state: tasks.State, dialogue: Dialogue, badge: BadgeSubject, desk: Desk) -> _Judgement:
    """An approval where one is asked for, by somebody other than the operator (R-07); else a sign-in.

    A scanner that is set wrong gives neither: what it reads next could be a wrong serial.
    """
    question = dialogue.question
    if badge.name is None or badge.fault in _WRONG_KEYS or question is None or question.need is not Need.BADGE:
        return _sign_in(badge), dialogue
    answers = question.answers
    if badge.badge in (desk.operator, *answers.approvers) or (question.by_lead and not badge.leads):
        return refuse(Reason.APPROVER_REFUSED, badge=badge.badge, name=badge.name), dialogue
    answers = replace(answers, approvers=(*answers.approvers, badge.badge), leads=answers.leads or badge.leads)
    return _answered(state, dialogue, question, answers, desk)


def _sign_in(badge: BadgeSubject) -> Decision:
    if badge.fault in _WRONG_KEYS:
        return refuse(Reason.CAPS_LOCK_ON if badge.fault is ProbeFault.CAPS_LOCK else Reason.SCANNER_LAYOUT)
    if badge.name is None:
        return refuse(Reason.UNKNOWN_BADGE, badge=badge.badge)
    signed_in = refuse(Reason.SIGNED_IN, badge=badge.badge, name=badge.name)
    lost = (Notice("separator-lost"),) if badge.fault is ProbeFault.SEPARATOR else ()
    return replace(signed_in, notices=lost)


def _answered(state: tasks.State, dialogue: Dialogue, question: Question, answers: Answers, desk: Desk) -> _Judgement:
    resumed = question.reason is Reason.RESUME_UNIT
    dialogue = replace(dialogue, question=None, unconfirmed=dialogue.unconfirmed and not resumed)
    return _decided(state, dialogue, question.subject, answers, desk)


# -- content and commands -------------------------------------------------------------------------------------------


def _content(state: tasks.State, dialogue: Dialogue, subject: Asked, desk: Desk) -> _Judgement:
    question = dialogue.question
    if question is not None and question.need is Need.LABEL:
        answers = _label_answer(question, subject)
        if answers is not None:
            return _answered(state, dialogue, question, answers, desk)
        wrong = _wrong_label(question, subject)
        if wrong is not None:
            return wrong, dialogue
    if dialogue.unconfirmed and not isinstance(subject, CommandSubject | NextSubject | UndoSubject | WeightSubject):
        sscc = tasks.open_unit(state)
        if sscc is not None:
            return _resumed(state, dialogue, subject, sscc)
    cleared = dialogue if question is None else replace(dialogue, question=None)
    return _decided(state, cleared, subject, NO_ANSWERS, desk)


def _resumed(state: tasks.State, dialogue: Dialogue, subject: Judged, sscc: str) -> _Judgement:
    """R-04: is the unit at hand the one that stands open?"""
    if tasks.holds(state, subject):
        return refuse(Reason.UNIT_CONFIRMED, sscc=sscc), replace(dialogue, unconfirmed=False, question=None)
    question = Question(Reason.RESUME_UNIT, Need.CONFIRM, subject, NO_ANSWERS)
    return ask(Reason.RESUME_UNIT, sscc=sscc), replace(dialogue, question=question)


def _label_answer(question: Question, subject: Asked) -> Answers | None:
    """The answers with this label, or with what it chooses, if it answers the question."""
    asked, answers = question.subject, question.answers
    match subject:
        case UnitSubject(sscc=sscc) if isinstance(asked, UndoSubject) and sscc == labelled_unit(asked):
            return replace(answers, label=sscc)
        case ProductSubject(gtin=gtin) if isinstance(asked, AmbiguousSubject):
            device = next((d.id for d in asked.devices if d.item.gtin == str(gtin)), None)
            return replace(answers, device=device) if device is not None else None
        case DeviceSubject(carton=carton) if isinstance(asked, AmbiguousSubject):
            chosen = carton.id in {c.id for c in asked.cartons}
            return replace(answers, carton=carton.id) if chosen else None
        case _:
            return None


def _wrong_label(question: Question, subject: Asked) -> Decision | None:
    """Another label than the one to be destroyed."""
    if not isinstance(question.subject, UndoSubject):
        return None
    match subject:
        case UnitSubject(sscc=scanned) | UnknownSubject(kind="sscc", code=scanned):
            return refuse(Reason.WRONG_LABEL, expected=labelled_unit(question.subject) or "", scanned=scanned)
        case _:
            return None


def _decided(state: tasks.State, dialogue: Dialogue, subject: Asked, answers: Answers, desk: Desk) -> _Judgement:
    if isinstance(subject, UndoSubject):
        decision = decide_undo(subject, desk, answers)
    else:
        if (answers.sealing, answers.off_g) != (dialogue.sealing, dialogue.off_g):
            answers = replace(answers, sealing=dialogue.sealing, off_g=dialogue.off_g)
        decision = tasks.decide(state, subject, desk, answers)
    off_g = decision.off_g if isinstance(subject, WeightSubject) else dialogue.off_g
    if decision.need is not None:
        question = Question(decision.reason, decision.need, subject, answers, decision.by_lead)
        return decision, replace(dialogue, question=question, off_g=off_g)
    if not decision.events:
        return decision, _now(dialogue, dialogue.sealing or decision.expects_seal, dialogue.unconfirmed, off_g)
    gone = any(isinstance(event, _UNIT_GONE) for event in decision.events)
    return decision, _now(dialogue, False, dialogue.unconfirmed and not gone, None)


def _now(dialogue: Dialogue, sealing: bool, unconfirmed: bool, off_g: int | None) -> Dialogue:
    if (dialogue.sealing, dialogue.unconfirmed, dialogue.off_g) == (sealing, unconfirmed, off_g):
        return dialogue
    return replace(dialogue, sealing=sealing, unconfirmed=unconfirmed, off_g=off_g)
