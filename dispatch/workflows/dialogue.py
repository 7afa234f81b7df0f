"""The dialogue of a desk: questions and their answers, R-04 after a restart, the block after a refusal, undo.

Pure, and the same for every task. A question keeps the subject it is about; each answer decides that subject again, with
all answers so far, until the task accepts or refuses it. Another code in place of an answer drops the question.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from dispatch.domain.reasons import Need, Reason, Tone
from dispatch.scanning.scans import Command
from dispatch.workflows import tasks
from dispatch.workflows.decisions import NO_ANSWERS, Answers, Decision, Desk, ask, refuse
from dispatch.workflows.subjects import (
    AmbiguousSubject,
    BadgeSubject,
    CommandSubject,
    DeviceSubject,
    Judged,
    NextSubject,
    ProductSubject,
    ReasonSubject,
    Subject,
    TaskSubject,
    UndoSubject,
    UnitSubject,
    UnreadableSubject,
)
from dispatch.workflows.undoing import decide_undo, labelled_unit

Asked = Judged | UndoSubject


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, about which subject, and what was answered before."""

    reason: Reason
    need: Need
    subject: Asked
    answers: Answers


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What stands open between the desk and its operator; lost at a restart, where R-04 takes its place."""

    question: Question | None = None
    unconfirmed: bool = False
    """R-04: the open unit was found again after a restart and nobody has shown that it is at hand."""
    sealing: bool = False
    """CMD-CLOSE was scanned in load: the next unknown code is a seal."""
    blocked: bool = False
    """A refusal waits for CMD-RESUME."""


def judge(state: tasks.State, dialogue: Dialogue, subject: Subject, desk: Desk) -> tuple[Decision, Dialogue]:
    """Judge one scan of any kind; returns the verdict and what stands open after it."""
    decision, after = _judge(state, dialogue, subject, desk)
    if desk.block_after_error and decision.reason.tone is Tone.REFUSED:
        after = replace(after, blocked=True)
    return decision, after


def _judge(state: tasks.State, dialogue: Dialogue, subject: Subject, desk: Desk) -> tuple[Decision, Dialogue]:
    if dialogue.blocked:
        return _blocked(dialogue, subject)
    match subject:
        case UnreadableSubject():
            reason = Reason.KEYBOARD_GARBLED if subject.garbled else Reason.UNREADABLE
            return refuse(reason, code=subject.code), dialogue
        case BadgeSubject():
            return _badge(state, dialogue, subject, desk)
        case TaskSubject():
            return refuse(Reason.TASK_SELECTED, task=subject.task), Dialogue()
        case CommandSubject(command=Command.CONFIRM | Command.CANCEL | Command.RESUME):
            return _reply(state, dialogue, subject.command, desk)
        case ReasonSubject():
            return _reason(state, dialogue, subject, desk)
        case _:
            return _content(state, dialogue, subject, desk)


def _blocked(dialogue: Dialogue, subject: Subject) -> tuple[Decision, Dialogue]:
    if isinstance(subject, CommandSubject) and subject.command is Command.RESUME:
        return refuse(Reason.RESUME_SCANNING), replace(dialogue, blocked=False)
    return refuse(Reason.RESUME_FIRST), dialogue


def _reply(state: tasks.State, dialogue: Dialogue, command: Command, desk: Desk) -> tuple[Decision, Dialogue]:
    question = dialogue.question
    if command is Command.RESUME:
        return refuse(Reason.NOTHING_TO_RESUME), dialogue
    if command is Command.CANCEL:
        nothing = question is None and not dialogue.sealing
        reason = Reason.NOTHING_TO_CANCEL if nothing else Reason.CANCELLED
        return refuse(reason), replace(dialogue, question=None, sealing=False)
    if question is None:
        return refuse(Reason.NOTHING_TO_CONFIRM), dialogue
    return _answered(state, dialogue, question, question.answers.confirm(question.reason), desk)


def _reason(state: tasks.State, dialogue: Dialogue, card: ReasonSubject, desk: Desk) -> tuple[Decision, Dialogue]:
    question = dialogue.question
    if question is None or question.need is not Need.REASON:
        return refuse(Reason.NOT_EXPECTED_HERE), dialogue
    return _answered(state, dialogue, question, replace(question.answers, reason=card.code), desk)


def _badge(state: tasks.State, dialogue: Dialogue, badge: BadgeSubject, desk: Desk) -> tuple[Decision, Dialogue]:
    if badge.name is None:
        return refuse(Reason.UNKNOWN_BADGE, badge=badge.badge), dialogue
    question = dialogue.question
    if question is None or question.need is not Need.BADGE:
        return refuse(Reason.SIGNED_IN, badge=badge.badge, name=badge.name), dialogue
    answers = question.answers
    own = badge.badge == desk.operator and not badge.leads
    if badge.badge in answers.approvers or own:
        return refuse(Reason.APPROVER_REFUSED, badge=badge.badge, name=badge.name), dialogue
    answers = replace(answers, approvers=(*answers.approvers, badge.badge), leads=answers.leads or badge.leads)
    return _answered(state, dialogue, question, answers, desk)


def _content(state: tasks.State, dialogue: Dialogue, subject: Asked, desk: Desk) -> tuple[Decision, Dialogue]:
    forbidden = _forbidden(state, desk)
    if forbidden is not None:
        return forbidden, dialogue
    question = dialogue.question
    if question is not None and question.need is Need.LABEL:
        answers = _label_answer(question, subject)
        if answers is not None:
            return _answered(state, dialogue, question, answers, desk)
        if isinstance(subject, UnitSubject) and isinstance(question.subject, UndoSubject):
            return refuse(Reason.WRONG_LABEL, expected=_expected(question), scanned=subject.sscc), dialogue
    command = isinstance(subject, CommandSubject | NextSubject | UndoSubject)
    if dialogue.unconfirmed and not command and not tasks.awaits_label(state):
        return _resumed(state, dialogue, subject)
    return _decided(state, replace(dialogue, question=None), subject, NO_ANSWERS, desk)


def _forbidden(state: tasks.State, desk: Desk) -> Decision | None:
    if desk.roles is None or desk.roles & tasks.ROLES[tasks.task_of(state)]:
        return None
    return refuse(Reason.ROLE_MISSING if desk.operator else Reason.BADGE_REQUIRED)


def _resumed(state: tasks.State, dialogue: Dialogue, subject: Asked) -> tuple[Decision, Dialogue]:
    """R-04: is the unit at hand the one that stands open?"""
    sscc = tasks.open_unit(state)
    if sscc is None:
        raise AssertionError("R-04 without an open unit")
    if not isinstance(subject, UndoSubject) and tasks.holds(state, subject):
        return refuse(Reason.UNIT_CONFIRMED, sscc=sscc), replace(dialogue, unconfirmed=False, question=None)
    question = Question(Reason.RESUME_UNIT, Need.CONFIRM, subject, NO_ANSWERS)
    return ask(Reason.RESUME_UNIT, sscc=sscc), replace(dialogue, question=question)


def _label_answer(question: Question, subject: Asked) -> Answers | None:
    """The answers with this label or choice, if it answers the question."""
    asked = question.subject
    match asked:
        case UndoSubject():
            if isinstance(subject, UnitSubject) and subject.sscc == _expected(question):
                return replace(question.answers, label=subject.sscc)
        case AmbiguousSubject():
            choice = _choice(asked, subject)
            if choice is not None:
                return replace(question.answers, choice=choice)
    return None


def _expected(question: Question) -> str:
    assert isinstance(question.subject, UndoSubject)
    return labelled_unit(question.subject) or ""


def _choice(asked: AmbiguousSubject, subject: Asked) -> int | None:
    match subject:
        case ProductSubject():
            gtin = str(subject.gtin)
            return next((d.id for d in asked.devices if d.item.gtin == gtin), None)
        case DeviceSubject() if not asked.devices:
            return next((c.id for c in asked.cartons if c.id == subject.carton.id), None)
    return None


def _answered(
    state: tasks.State, dialogue: Dialogue, question: Question, answers: Answers, desk: Desk
) -> tuple[Decision, Dialogue]:
    cleared = replace(dialogue, question=None)
    if question.reason is Reason.RESUME_UNIT and Reason.RESUME_UNIT in answers.confirmed:
        cleared = replace(cleared, unconfirmed=False)
    return _decided(state, cleared, question.subject, answers, desk)


def _decided(
    state: tasks.State, dialogue: Dialogue, subject: Asked, answers: Answers, desk: Desk
) -> tuple[Decision, Dialogue]:
    if isinstance(subject, UndoSubject):
        decision = decide_undo(subject, desk, answers)
    else:
        decision = tasks.decide(state, subject, desk, replace(answers, sealing=dialogue.sealing))
    if decision.need is not None:
        return decision, replace(dialogue, question=Question(decision.reason, decision.need, subject, answers))
    sealing = decision.expects_seal or (dialogue.sealing and not decision.events)
    return decision, replace(dialogue, sealing=sealing)
