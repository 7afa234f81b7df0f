"""Approvals, SSCC supply, and what a verdict may carry."""

from __future__ import annotations

import pytest

from dispatch.domain.reasons import Need, Reason
from dispatch.scanning.scans import ReasonCode
from dispatch.workflows.decisions import (
    CARTON_EXTENSION,
    Answers,
    Args,
    Decision,
    Desk,
    Print,
    accept,
    approval,
    approver,
    ask,
    draw,
    label_supply,
    refuse,
)
from tests.support.builders import NEXT_CARTON, PREFIX, a_desk

HIGH = Reason.PALLET_TOO_HIGH
ROOM: Args = {"height": 1700, "limit": 1600}
ATTENDED = a_desk(operator="P1", roles=frozenset())


def answers(*badges: str, leads: bool = False) -> Answers:
    return Answers(reason=ReasonCode.CAMION_PLEIN, approvers=badges, leads=leads)


@pytest.mark.parametrize("badges", [1, 2])
@pytest.mark.parametrize("desk", [a_desk(), ATTENDED])
def test_an_approval_begins_with_a_reason_card(desk: Desk, badges: int) -> None:
    assert approval(HIGH, Answers(), desk, ROOM, badges) == Decision(HIGH, ROOM, need=Need.REASON)


def test_without_operators_a_reason_card_is_enough_and_the_journal_says_unattended() -> None:
    assert approval(HIGH, answers(), a_desk(), ROOM, badges=2) is None
    assert approver(answers(), a_desk()) == "unattended"


def test_severity_l_asks_for_one_lead() -> None:
    assert approval(HIGH, answers(), ATTENDED, ROOM) == Decision(HIGH, ROOM, need=Need.BADGE, by_lead=True)
    assert approval(HIGH, answers("C1", leads=True), ATTENDED, ROOM) is None
    assert approver(answers("C1", leads=True), ATTENDED) == "C1"


def test_severity_d_asks_for_two_badges_one_of_them_a_lead_s() -> None:
    anybody, a_lead = Decision(HIGH, ROOM, need=Need.BADGE), Decision(HIGH, ROOM, need=Need.BADGE, by_lead=True)
    assert approval(HIGH, answers(), ATTENDED, ROOM, badges=2) == anybody
    assert approval(HIGH, answers("P2"), ATTENDED, ROOM, badges=2) == a_lead
    assert approval(HIGH, answers("P2", "P3"), ATTENDED, ROOM, badges=2) == a_lead
    assert approval(HIGH, answers("C1", leads=True), ATTENDED, ROOM, badges=2) == anybody
    assert approval(HIGH, answers("C1", "P2", leads=True), ATTENDED, ROOM, badges=2) is None
    assert approver(answers("C1", "P2", leads=True), ATTENDED) == "C1+P2"


@pytest.mark.parametrize("desk", [a_desk(), ATTENDED])
def test_where_nothing_had_to_be_approved_there_is_no_approver(desk: Desk) -> None:
    assert approver(Answers(), desk) == ""


def test_the_desk_draws_the_next_number_of_each_kind() -> None:
    assert draw(a_desk(), CARTON_EXTENSION) == NEXT_CARTON
    assert label_supply(a_desk(), CARTON_EXTENSION) is None


@pytest.mark.parametrize(
    ("desk", "lacking"),
    [
        (a_desk(company_prefix="", next_sscc={}), refuse(Reason.NO_COMPANY_PREFIX, setting="gs1.company_prefix")),
        (a_desk(next_sscc={}), refuse(Reason.SSCC_EXHAUSTED, prefix=PREFIX)),
    ],
)
def test_without_prefix_or_number_no_unit_begins(desk: Desk, lacking: Decision) -> None:
    assert draw(desk, CARTON_EXTENSION) == lacking
    assert label_supply(desk, CARTON_EXTENSION) == lacking


def test_e_col_13_a_job_without_any_label_printer_does_not_begin() -> None:
    desk = a_desk(label_printer=False)
    assert label_supply(desk, CARTON_EXTENSION) == refuse(Reason.NO_PRINTER, role="labels")
    assert draw(desk, CARTON_EXTENSION) == NEXT_CARTON, "a carton that was begun goes on"


def test_a_verdict_bears_the_rule_of_its_reason_unless_it_names_another() -> None:
    assert refuse(Reason.LABEL_NOT_VERIFIED).rule_id is None
    assert refuse(Reason.LABEL_NOT_VERIFIED, rule="E-PAL-07").rule_id == "E-PAL-07"
    assert refuse(Reason.CARTON_EMPTY).rule_id == "E-COL-04"


def test_a_verdict_is_made_in_the_tone_of_its_reason() -> None:
    with pytest.raises(AssertionError):
        refuse(Reason.DEVICE_PACKED)
    with pytest.raises(AssertionError):
        ask(Reason.CARTON_EMPTY)
    with pytest.raises(AssertionError):
        accept(Reason.CARTON_EMPTY)


@pytest.mark.parametrize(
    ("kind", "role"), [("carton-label", "labels"), ("pallet-label", "labels"), ("waybill", "documents")]
)
def test_a_print_job_names_the_printer_s_role(kind: str, role: str) -> None:
    assert Print(kind, "1").role == role
