"""While a label is awaited nothing goes before it; reprints are free twice."""

from __future__ import annotations

import pytest

from dispatch.domain.events import LabelReprinted, LabelSetAside, LabelVerified
from dispatch.domain.reasons import Need, Reason
from dispatch.scanning.scans import ReasonCode
from dispatch.workflows.decisions import NO_ANSWERS, Answers, Args, Decision, Notice, Print, accept, ask, refuse
from dispatch.workflows.labelling import Label, judge_label, reprint
from dispatch.workflows.subjects import Judged, NextSubject
from tests.support.builders import (
    a_carton,
    a_command,
    a_desk,
    a_device,
    a_pallet,
    a_product,
    an_announced_carton,
    an_order,
    an_unknown,
    carton_sscc,
    pallet_sscc,
)

CARTON, PALLET = carton_sscc(1), pallet_sscc(1)
TORN = Answers(reason=ReasonCode.ETIQUETTE_ABIMEE)
ATTENDED = a_desk(operator="P1", roles=frozenset())


def judged(subject: Judged, copy: int = 0) -> Decision:
    """Of a carton's only label, or of copy 1 or 2 of a pallet's."""
    label = Label(PALLET, "pallet-label", copy, 2) if copy else Label(CARTON, "carton-label")
    return judge_label(label, subject, a_desk(), NO_ANSWERS)


def verified(reason: Reason, sscc: str, copy: int, copies: int) -> Decision:
    return accept(reason, LabelVerified(sscc, copy, copies), sscc=sscc, copy=copy, copies=copies)


def test_r_03_the_label_of_a_carton_is_read_back() -> None:
    assert judged(a_carton(status="awaiting-label")) == verified(Reason.LABEL_VERIFIED, CARTON, 1, 1)


def test_e_pal_07_a_pallet_is_ready_when_both_its_labels_are_read_back() -> None:
    pallet = a_pallet(status="awaiting-label")
    assert judged(pallet, copy=1) == verified(Reason.LABEL_VERIFIED, PALLET, 1, 2)
    assert judged(pallet, copy=2) == verified(Reason.PALLET_READY, PALLET, 2, 2)


@pytest.mark.parametrize(("subject", "scanned"), [(a_carton(2), carton_sscc(2)), (an_unknown("X", kind="sscc"), "X")])
def test_e_col_15_another_label_is_refused(subject: Judged, scanned: str) -> None:
    assert judged(subject) == refuse(Reason.WRONG_LABEL, expected=CARTON, scanned=scanned)


def test_e_col_12_a_void_label_says_so_before_it_is_the_wrong_one() -> None:
    assert judged(a_carton(2, status="void")) == refuse(Reason.VOID_LABEL, sscc=carton_sscc(2))


@pytest.mark.parametrize(
    "subject",
    [a_device(), an_announced_carton(), an_order(), a_product(), an_unknown(), a_command("CLOSE"), a_command("SHORT")],
)
def test_anything_else_waits_for_the_label(subject: Judged) -> None:
    assert judged(subject) == refuse(Reason.LABEL_NOT_VERIFIED, sscc=CARTON)
    assert judged(subject, copy=1) == refuse(Reason.LABEL_NOT_VERIFIED, rule="E-PAL-07", sscc=PALLET)


def test_the_unit_may_be_set_aside() -> None:
    assert judged(NextSubject()) == accept(Reason.SET_ASIDE, LabelSetAside(CARTON), sscc=CARTON)


@pytest.mark.parametrize("count", [1, 2])
def test_e_col_14_two_reprints_want_a_reason_card_only(count: int) -> None:
    label = Label(CARTON, "carton-label", reprints=count - 1)
    asked = ask(Reason.REPRINT_REASON, Need.REASON, sscc=CARTON, count=count)
    event = LabelReprinted(CARTON, "ETIQUETTE_ABIMEE", count)
    prints = (Print("carton-label", CARTON),)
    done = accept(Reason.REPRINTED, event, prints=prints, sscc=CARTON, count=count)
    assert reprint(label, ATTENDED, NO_ANSWERS) == asked
    assert reprint(label, ATTENDED, TORN) == done


def test_e_col_14_the_third_reprint_wants_a_shift_lead_too() -> None:
    label = Label(PALLET, "pallet-label", 1, 2, reprints=2)
    words: Args = {"sscc": PALLET, "count": 3}
    with_lead = Answers(reason=ReasonCode.ETIQUETTE_ABIMEE, approvers=("C1",), leads=True)
    event = LabelReprinted(PALLET, "ETIQUETTE_ABIMEE", 3)
    prints = (Print("pallet-label", PALLET, 2),)
    assert reprint(label, ATTENDED, NO_ANSWERS) == Decision(Reason.REPRINT_REASON, words, need=Need.REASON)
    assert reprint(label, ATTENDED, TORN) == Decision(Reason.REPRINT_REASON, words, need=Need.BADGE, by_lead=True)
    assert reprint(label, ATTENDED, with_lead) == Decision(
        Reason.REPRINTED, words, (event,), prints=prints, approver="C1"
    )
    assert reprint(label, a_desk(), TORN) == Decision(
        Reason.REPRINTED, words, (event,), prints=prints, approver="unattended"
    )


def test_the_awaited_label_is_reprinted_by_its_card() -> None:
    assert judged(a_command("REPRINT")) == ask(Reason.REPRINT_REASON, Need.REASON, sscc=CARTON, count=1)


def test_without_a_label_nothing_is_reprinted() -> None:
    assert reprint(None, a_desk(), TORN) == refuse(Reason.NOTHING_TO_REPRINT)


def test_the_upper_code_of_the_awaited_label_says_to_scan_the_lower_one() -> None:
    decision = judged(an_unknown("]C142075004", kind="label-data"))
    assert (decision.reason, decision.notices) == (Reason.LABEL_NOT_VERIFIED, (Notice("upper-symbol"),))
