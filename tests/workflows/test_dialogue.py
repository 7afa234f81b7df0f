"""The dialogue: questions and answers, sign-in and approval, seals, roles, the block after a refusal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dispatch.domain.badges import ProbeFault
from dispatch.domain.events import CartonClosed, LabelReprinted, TripDeparted
from dispatch.domain.operators import Role
from dispatch.domain.reasons import Need, Reason
from dispatch.scanning.scans import ReasonCode
from dispatch.workflows.decisions import NO_ANSWERS, Answers, Decision, Desk, Notice, ask, refuse
from dispatch.workflows.dialogue import Dialogue, Question, judge
from dispatch.workflows.packing import Packing
from dispatch.workflows.palletising import Palletising
from dispatch.workflows.receiving import Receiving
from dispatch.workflows.subjects import (
    AmbiguousSubject,
    BadgeSubject,
    NextSubject,
    ReasonSubject,
    Subject,
    TaskSubject,
    UnreadableSubject,
)
from dispatch.workflows.tasks import State
from tests.support.builders import (
    LAPTOP,
    ORDER,
    UAI,
    a_badge,
    a_carton,
    a_command,
    a_desk,
    a_device,
    a_loading,
    a_packing,
    a_pallet,
    a_palletising,
    a_product,
    an_announced_carton,
    an_open_carton,
    an_order,
    an_undo,
    an_unknown,
    carton_sscc,
    pallet_sscc,
)

FREE = Dialogue()
FIRST = carton_sscc(1)
CONFIRM, CANCEL, RESUME, CLOSE = (a_command(name) for name in ("CONFIRM", "CANCEL", "RESUME", "CLOSE"))
REASON = ReasonSubject(ReasonCode.CAMION_PLEIN)
ATTENDED = a_desk(operator="P1", roles=frozenset({Role.PACKER, Role.DOCK_AGENT}))
P1, P2, LEAD = a_badge("P1"), a_badge("P2"), a_badge("C1", leads=True)

UNDERFILLED = a_packing(carton=an_open_carton())
ASKED = Question(Reason.CARTON_UNDERFILLED, Need.CONFIRM, CLOSE, NO_ANSWERS)
SEALED = a_device(carton=an_announced_carton())


def played(
    state: State, *subjects: Subject, desk: Desk | None = None, dialogue: Dialogue = FREE
) -> tuple[Decision, Dialogue]:
    """The last verdict and what stands open after it; the state stays as it is."""
    decision = refuse(Reason.NOT_RECORDED)
    for subject in subjects:
        decision, dialogue = judge(state, dialogue, subject, desk or a_desk())
    return decision, dialogue


def reasons(state: State, *subjects: Subject, desk: Desk | None = None) -> list[Reason]:
    """The verdict of each scan."""
    return [played(state, *subjects[: n + 1], desk=desk)[0].reason for n in range(len(subjects))]


# -- questions ------------------------------------------------------------------------------------------------------


def test_a_question_keeps_its_subject_until_it_is_answered() -> None:
    assert played(UNDERFILLED, CLOSE) == (
        ask(Reason.CARTON_UNDERFILLED, sscc=FIRST, done=1, of=10),
        Dialogue(question=ASKED),
    )
    decision, after = played(UNDERFILLED, CLOSE, CONFIRM)
    assert decision.events == (CartonClosed(FIRST, ORDER, UAI, 1, 1, 600, 600, awaits_label=True),)
    assert after == FREE


def test_answers_add_up_over_two_questions_in_a_row() -> None:
    anvil = replace(LAPTOP, weight_g=16_000)
    state = a_packing(replace(a_packing().lines[0], item=anvil))
    subject = replace(SEALED, item=anvil)
    said = reasons(state, subject, CONFIRM, CONFIRM)
    assert said == [Reason.OPEN_SEALED_CARTON, Reason.CARTON_HEAVY, Reason.DEVICE_PACKED]


def test_another_code_drops_the_question() -> None:
    decision, after = played(UNDERFILLED, CLOSE, an_unknown("S-404"))
    assert (decision.reason, after) == (Reason.UNKNOWN_SERIAL, FREE)
    assert played(UNDERFILLED, CLOSE, an_unknown("S-404"), CONFIRM)[0] == refuse(Reason.NOTHING_TO_CONFIRM)


@pytest.mark.parametrize(
    ("subject", "verdict"),
    [
        (UnreadableSubject("?", garbled=False), refuse(Reason.UNREADABLE, code="?")),
        (UnreadableSubject("&é", garbled=True), refuse(Reason.KEYBOARD_GARBLED, code="&é")),
        (UnreadableSubject("S-0\x18", garbled=False, cut=True), refuse(Reason.READ_INCOMPLETE, code="S-0\x18")),
        (replace(P2, fault=ProbeFault.LAYOUT), refuse(Reason.SCANNER_LAYOUT)),
        (replace(P2, fault=ProbeFault.CAPS_LOCK), refuse(Reason.CAPS_LOCK_ON)),
        (BadgeSubject("", None, fault=ProbeFault.LAYOUT), refuse(Reason.SCANNER_LAYOUT)),
        (REASON, refuse(Reason.NOT_EXPECTED_HERE)),
        (RESUME, refuse(Reason.NOTHING_TO_RESUME)),
        (P2, refuse(Reason.SIGNED_IN, badge="P2", name="Nom de P2")),
        (a_badge("X", leads=False), refuse(Reason.SIGNED_IN, badge="X", name="Nom de X")),
        (replace(P2, name=None), refuse(Reason.UNKNOWN_BADGE, badge="P2")),
    ],
)
def test_what_is_no_answer_and_no_other_work_leaves_the_question_open(subject: Subject, verdict: Decision) -> None:
    assert played(UNDERFILLED, CLOSE, subject) == (verdict, Dialogue(question=ASKED))


def test_cancel_goes_back() -> None:
    assert played(UNDERFILLED, CLOSE, CANCEL) == (refuse(Reason.CANCELLED), FREE)
    assert played(UNDERFILLED, CANCEL) == (refuse(Reason.NOTHING_TO_CANCEL), FREE)


def test_without_a_question_there_is_nothing_to_confirm_or_to_give_a_reason_for() -> None:
    assert played(UNDERFILLED, CONFIRM)[0] == refuse(Reason.NOTHING_TO_CONFIRM)
    assert played(UNDERFILLED, REASON)[0] == refuse(Reason.NOT_EXPECTED_HERE)


@pytest.mark.parametrize("subject", [CONFIRM, REASON, CLOSE, SEALED])
def test_while_a_label_is_awaited_it_goes_before_every_answer_and_code(subject: Subject) -> None:
    carton = a_packing(awaiting=FIRST, last_unit=FIRST)
    pallet = Palletising(awaiting=pallet_sscc(1), last_unit=pallet_sscc(1))
    assert played(carton, subject)[0] == refuse(Reason.LABEL_NOT_VERIFIED, sscc=FIRST)
    assert played(pallet, subject)[0] == refuse(Reason.LABEL_NOT_VERIFIED, rule="E-PAL-07", sscc=pallet_sscc(1))


def test_e_scan_01_an_unreadable_code_is_said_before_the_awaited_label() -> None:
    state = a_packing(awaiting=FIRST, last_unit=FIRST)
    verdict = played(state, UnreadableSubject("", garbled=False))[0]
    assert (verdict, verdict.rule_id) == (refuse(Reason.UNREADABLE, code=""), "E-SCAN-01")


def test_e_scan_02_a_garbled_code_says_that_the_scanner_is_set_wrong() -> None:
    verdict = played(Receiving(), UnreadableSubject('&é"', garbled=True))[0]
    assert (verdict, verdict.rule_id) == (refuse(Reason.KEYBOARD_GARBLED, code='&é"'), "E-SCAN-02")


@pytest.mark.parametrize("state", [Receiving(), Packing(), Palletising(), a_loading()])
def test_e_scan_03_an_unknown_kind_of_code_is_shown(state: State) -> None:
    verdict = played(state, an_unknown("@@", kind="other"))[0]
    assert (verdict, verdict.rule_id) == (refuse(Reason.UNKNOWN_CODE, code="@@"), "E-SCAN-03")


# -- reasons and badges ---------------------------------------------------------------------------------------------

LEFT_BEHIND = a_loading({1: 1}, {2: 1}, seals=("SC-1",))
TO_BADGES = (CLOSE, CONFIRM, REASON)


def test_a_departure_with_pallets_missing_takes_a_reason_and_two_badges_one_after_the_other() -> None:
    decisions = [played(LEFT_BEHIND, *(*TO_BADGES, P2, LEAD)[: n + 1], desk=ATTENDED)[0] for n in range(5)]
    assert [(d.reason, d.need) for d in decisions] == [
        (Reason.DEPARTURE_SUMMARY, Need.CONFIRM),
        (Reason.PALLETS_MISSING, Need.REASON),
        (Reason.PALLETS_MISSING, Need.BADGE),
        (Reason.PALLETS_MISSING, Need.BADGE),
        (Reason.DEPARTED, None),
    ]
    last = decisions[-1]
    assert (last.events, last.approver) == ((TripDeparted("T1", "2026-11-23", 1, "CAMION_PLEIN", "ADR 2025"),), "P2+C1")


@pytest.mark.parametrize(
    "badges",
    [
        (P1,),
        (replace(P1, leads=True),),
        (P2, P2),
        (LEAD, LEAD),
        (P2, a_badge("P3")),
    ],
    ids=["his own", "his own though he leads", "one twice", "a lead twice", "two and no lead"],
)
def test_r_07_nobody_approves_himself_or_twice_and_a_lead_is_among_them(badges: tuple[Subject, ...]) -> None:
    decision, after = played(LEFT_BEHIND, *TO_BADGES, *badges, desk=ATTENDED)
    assert decision.reason is Reason.APPROVER_REFUSED
    assert after == played(LEFT_BEHIND, *TO_BADGES, *badges[:-1], desk=ATTENDED)[1], "the question stays"


def test_severity_l_takes_a_lead_s_badge_only() -> None:
    state = a_packing(last_unit=FIRST, reprints=2)
    scans = (a_command("REPRINT"), REASON, P2, LEAD)
    said = reasons(state, *scans, desk=ATTENDED)
    asked = Reason.REPRINT_REASON
    assert said == [asked, asked, Reason.APPROVER_REFUSED, Reason.REPRINTED]
    decision = played(state, *scans, desk=ATTENDED)[0]
    assert (decision.events, decision.approver) == ((LabelReprinted(FIRST, "CAMION_PLEIN", 3),), "C1")


@pytest.mark.parametrize(
    ("fault", "reason"), [(ProbeFault.LAYOUT, Reason.SCANNER_LAYOUT), (ProbeFault.CAPS_LOCK, Reason.CAPS_LOCK_ON)]
)
def test_a_scanner_that_is_set_wrong_approves_nothing(fault: ProbeFault, reason: Reason) -> None:
    before = played(LEFT_BEHIND, *TO_BADGES, P2, desk=ATTENDED)[1]
    spoilt = replace(LEAD, fault=fault)
    assert played(LEFT_BEHIND, *TO_BADGES, P2, spoilt, desk=ATTENDED) == (refuse(reason), before)
    assert played(UNDERFILLED, spoilt, dialogue=Dialogue(blocked=True))[0] == refuse(reason)


def test_a_scanner_that_drops_gs_signs_in_with_a_word_of_warning_and_approves() -> None:
    losing = replace(LEAD, fault=ProbeFault.SEPARATOR)
    signed_in = refuse(Reason.SIGNED_IN, badge="C1", name="Nom de C1")
    assert played(UNDERFILLED, losing)[0] == replace(signed_in, notices=(Notice("separator-lost"),))
    assert played(LEFT_BEHIND, *TO_BADGES, P2, losing, desk=ATTENDED)[0].reason is Reason.DEPARTED


def test_an_unknown_badge_approves_nothing() -> None:
    stranger = replace(LEAD, name=None)
    assert played(LEFT_BEHIND, *TO_BADGES, stranger, desk=ATTENDED)[0] == refuse(Reason.UNKNOWN_BADGE, badge="C1")


@pytest.mark.parametrize(
    ("scans", "reason"),
    [((CLOSE, CONFIRM), Reason.REASON_EXPECTED), (TO_BADGES, Reason.NOT_EXPECTED_HERE)],
)
def test_cmd_confirm_is_no_answer_where_a_reason_or_a_badge_is_asked_for(
    scans: tuple[Subject, ...], reason: Reason
) -> None:
    before = played(LEFT_BEHIND, *scans, desk=ATTENDED)[1]
    assert played(LEFT_BEHIND, *scans, CONFIRM, desk=ATTENDED) == (refuse(reason), before)


def test_a_badge_signs_in_at_any_time_without_losing_the_question() -> None:
    decision, after = played(UNDERFILLED, CLOSE, P2, desk=ATTENDED)
    assert decision == refuse(Reason.SIGNED_IN, badge="P2", name="Nom de P2")
    assert after == Dialogue(question=ASKED)


# -- roles ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("subject", [CLOSE, CONFIRM, REASON, SEALED, NextSubject(), an_undo(), an_order()])
def test_once_operators_are_registered_work_needs_a_badge_with_the_right_role(subject: Subject) -> None:
    dialogue = Dialogue(question=ASKED)
    nobody = a_desk(roles=frozenset())
    auditor = a_desk(operator="A1", roles=frozenset({Role.AUDITOR}))
    assert judge(UNDERFILLED, dialogue, subject, nobody) == (refuse(Reason.BADGE_REQUIRED), dialogue)
    assert judge(UNDERFILLED, dialogue, subject, auditor) == (refuse(Reason.ROLE_MISSING), dialogue)


@pytest.mark.parametrize(
    ("subject", "reason"),
    [
        (P1, Reason.SIGNED_IN),
        (TaskSubject("load"), Reason.TASK_SELECTED),
        (CANCEL, Reason.NOTHING_TO_CANCEL),
        (RESUME, Reason.NOTHING_TO_RESUME),
        (UnreadableSubject("", garbled=False), Reason.UNREADABLE),
    ],
)
def test_what_is_no_work_needs_no_role(subject: Subject, reason: Reason) -> None:
    assert played(UNDERFILLED, subject, desk=a_desk(roles=frozenset()))[0].reason is reason


def test_another_task_begins_with_nothing_open() -> None:
    before = Dialogue(question=ASKED, unconfirmed=True, sealing=True)
    assert played(UNDERFILLED, TaskSubject("load"), dialogue=before) == (
        refuse(Reason.TASK_SELECTED, task="load"),
        FREE,
    )


# -- labels and choices ---------------------------------------------------------------------------------------------

CLOSED = CartonClosed(FIRST, ORDER, UAI, 1, 3, 1_800, 1_800, awaits_label=True)
UNDO = an_undo(CLOSED)
AWAITING = a_packing(awaiting=FIRST, last_unit=FIRST)


def test_undo_while_a_label_is_awaited_is_answered_by_that_label() -> None:
    said = reasons(AWAITING, UNDO, a_carton(status="awaiting-label"))
    assert said == [Reason.DESTROY_LABEL, Reason.UNDONE]


@pytest.mark.parametrize(("subject", "scanned"), [(a_carton(2), carton_sscc(2)), (an_unknown("X", kind="sscc"), "X")])
def test_another_label_than_the_one_to_be_destroyed_leaves_the_question_open(subject: Subject, scanned: str) -> None:
    decision, after = played(AWAITING, UNDO, subject)
    assert decision == refuse(Reason.WRONG_LABEL, expected=FIRST, scanned=scanned)
    assert after == Dialogue(question=Question(Reason.DESTROY_LABEL, Need.LABEL, UNDO, NO_ANSWERS))


def test_cmd_confirm_destroys_only_a_label_that_never_left_the_queue() -> None:
    assert played(AWAITING, UNDO, CONFIRM)[0] == refuse(Reason.NOT_EXPECTED_HERE)
    assert played(AWAITING, replace(UNDO, unprinted=True), CONFIRM)[0].reason is Reason.UNDONE


def test_other_work_drops_the_undo() -> None:
    assert played(a_packing(), UNDO, an_unknown())[1] == FREE


def test_one_serial_of_two_makers_is_told_apart_by_the_product_code() -> None:
    twins = (a_device(1), a_device(2, item=LAPTOP, serial="S-1"))
    doubt = AmbiguousSubject("S-1", twins, ())
    decision, after = played(a_packing(), doubt, a_product(LAPTOP))
    assert (decision.reason, decision.events[-1].subject, after) == (Reason.DEVICE_PACKED, "device:2", FREE)
    other = replace(LAPTOP, gtin="09521234500032")
    assert played(a_packing(), doubt, a_product(other))[0].reason is Reason.PRODUCT_CODE


def test_one_code_of_two_advices_is_told_apart_by_a_device() -> None:
    here, elsewhere = an_announced_carton(1, received=False), an_announced_carton(2, received=False)
    doubt = AmbiguousSubject("FAB-1", (), (here, elsewhere))
    decision, after = played(Receiving(), doubt, a_device(carton=elsewhere))
    assert (decision.events[0].subject, after) == ("carton:2", FREE)
    assert played(Receiving(), doubt, a_device(carton=an_announced_carton(3)))[0].reason is Reason.CARTON_CODE_EXPECTED


# -- seals ----------------------------------------------------------------------------------------------------------

LOADED = a_loading({1: 1, 2: 1})


def test_after_cmd_close_the_next_unknown_code_is_a_seal() -> None:
    assert reasons(LOADED, an_unknown("SC-1"), CLOSE, an_unknown("SC-1")) == [
        Reason.UNKNOWN_CODE,
        Reason.SEAL_EXPECTED,
        Reason.SEAL_RECORDED,
    ]


def test_it_stays_one_after_a_refusal_and_is_given_up_by_cancel_or_by_a_pallet() -> None:
    sealing = Dialogue(sealing=True)
    assert played(LOADED, CLOSE, an_unknown("X", kind="place"))[1] == sealing
    assert played(LOADED, CLOSE, CANCEL) == (refuse(Reason.CANCELLED), FREE)
    assert played(LOADED, CLOSE, a_pallet(3, uai=UAI), CONFIRM)[1] == FREE
    assert played(LOADED, CLOSE, an_unknown("SC-1"))[1] == FREE


# -- R-04 -----------------------------------------------------------------------------------------------------------

FOUND = Dialogue(unconfirmed=True)
AT_HAND = ask(Reason.RESUME_UNIT, sscc=FIRST)


def test_r_04_the_first_content_after_a_restart_asks_for_the_unit_at_hand() -> None:
    for subject in (a_device(2), an_unknown("S-404"), an_order(), a_pallet()):
        question = Question(Reason.RESUME_UNIT, Need.CONFIRM, subject, NO_ANSWERS)
        assert played(UNDERFILLED, subject, dialogue=FOUND) == (AT_HAND, replace(FOUND, question=question))


def test_r_04_cmd_confirm_carries_out_the_scan_that_was_asked_about() -> None:
    assert played(UNDERFILLED, a_device(2), CONFIRM, dialogue=FOUND) == played(UNDERFILLED, a_device(2))
    assert played(UNDERFILLED, SEALED, CONFIRM, dialogue=FOUND)[0].reason is Reason.OPEN_SEALED_CARTON
    assert played(UNDERFILLED, an_unknown("S-404"), CONFIRM, dialogue=FOUND)[0].reason is Reason.UNKNOWN_SERIAL


OWN = a_carton(1, status="open")
TWIN = AmbiguousSubject("S-1", (a_device(2, item=LAPTOP), a_device(unit=OWN)), ())


@pytest.mark.parametrize("subject", [a_device(unit=OWN), OWN, TWIN])
@pytest.mark.parametrize("before", [(), (a_device(2),)])
def test_r_04_a_serial_or_label_of_the_unit_confirms_at_once(before: tuple[Subject, ...], subject: Subject) -> None:
    assert played(UNDERFILLED, *before, subject, dialogue=FOUND) == (refuse(Reason.UNIT_CONFIRMED, sscc=FIRST), FREE)


def test_r_04_a_carton_or_serial_on_the_open_pallet_confirms_it() -> None:
    on_it = a_carton(5, pallet=pallet_sscc(1))
    for subject in (on_it, a_device(unit=on_it)):
        verdict = refuse(Reason.UNIT_CONFIRMED, sscc=pallet_sscc(1))
        assert played(a_palletising(), subject, dialogue=FOUND) == (verdict, FREE)


@pytest.mark.parametrize(
    "subject", [CLOSE, NextSubject(), a_command("REPRINT"), an_undo(), UnreadableSubject("", False)]
)
def test_r_04_is_not_asked_at_a_command_or_an_unreadable_code(subject: Subject) -> None:
    decision, after = played(UNDERFILLED, subject, dialogue=FOUND)
    assert (decision.reason is Reason.RESUME_UNIT, after.unconfirmed) == (False, True)


def test_r_04_stays_open_until_it_is_answered() -> None:
    again = played(UNDERFILLED, a_device(2), CANCEL, a_device(3), dialogue=FOUND)
    assert again == (
        AT_HAND,
        replace(FOUND, question=Question(Reason.RESUME_UNIT, Need.CONFIRM, a_device(3), NO_ANSWERS)),
    )


def test_r_04_ends_with_the_unit_it_is_about() -> None:
    closed = played(UNDERFILLED, CLOSE, CONFIRM, dialogue=FOUND)[1]
    assert closed == FREE
    assert played(a_packing(), a_device(2), dialogue=closed)[0].reason is Reason.DEVICE_PACKED


def test_r_04_is_not_asked_while_a_label_is_awaited_or_nothing_is_open() -> None:
    assert played(AWAITING, a_carton(status="awaiting-label"), dialogue=FOUND)[0].reason is Reason.LABEL_VERIFIED
    assert played(a_packing(), a_device(), dialogue=FOUND)[0].reason is Reason.DEVICE_PACKED


# -- the block after a refusal --------------------------------------------------------------------------------------

STRICT = a_desk(block_after_error=True)
WRONG = an_unknown("S-404")


def test_e_scan_06_a_refusal_blocks_until_cmd_resume() -> None:
    assert reasons(UNDERFILLED, WRONG, a_device(2), CONFIRM, RESUME, a_device(2), desk=STRICT) == [
        Reason.UNKNOWN_SERIAL,
        Reason.RESUME_FIRST,
        Reason.RESUME_FIRST,
        Reason.RESUME_SCANNING,
        Reason.DEVICE_PACKED,
    ]


def test_a_block_keeps_what_stood_open_and_lets_a_badge_sign_in() -> None:
    dialogue = Dialogue(question=ASKED, blocked=True)
    signed_in = refuse(Reason.SIGNED_IN, badge="P2", name="Nom de P2")
    assert judge(UNDERFILLED, dialogue, P2, STRICT) == (signed_in, dialogue)
    assert judge(UNDERFILLED, dialogue, RESUME, STRICT)[1] == Dialogue(question=ASKED)


def test_a_badge_never_approves_behind_a_block() -> None:
    question = Question(Reason.PALLETS_MISSING, Need.BADGE, CLOSE, Answers(reason=ReasonCode.AUTRE))
    dialogue = Dialogue(question=question, blocked=True)
    assert judge(LEFT_BEHIND, dialogue, LEAD, STRICT)[0].reason is Reason.SIGNED_IN


def test_questions_and_information_do_not_block() -> None:
    for subject in (CLOSE, CANCEL, SEALED, OWN):
        assert not played(UNDERFILLED, subject, desk=STRICT)[1].blocked
