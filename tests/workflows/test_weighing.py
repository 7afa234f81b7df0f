"""Weight first: what a scale may say of a closed carton or pallet, and what is done about the rest (E-COL-09)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dispatch.domain.events import (
    CartonAssigned,
    CartonClosed,
    CartonOpened,
    DevicePacked,
    PalletClosed,
    UnitWeighed,
    WeighingAwaited,
    WeighingSkipped,
)
from dispatch.domain.reasons import Need, Reason
from dispatch.scanning.scans import ReasonCode
from dispatch.workflows import packing, palletising, tasks
from dispatch.workflows.decisions import NO_ANSWERS, Answers, Decision, Desk, Print, accept, ask, refuse
from dispatch.workflows.dialogue import Dialogue, judge
from dispatch.workflows.packing import Packing
from dispatch.workflows.palletising import Palletising
from dispatch.workflows.subjects import Judged, NextSubject, ReasonSubject, Subject, WeightSubject
from dispatch.workflows.weighing import Weighing, judge_weighing
from tests.support.builders import (
    LAPTOP,
    NEXT_CARTON,
    ORDER,
    SITE,
    UAI,
    a_badge,
    a_carton,
    a_command,
    a_desk,
    a_device,
    a_line,
    a_packing,
    a_pallet,
    a_palletising,
    accepted,
    an_announced_carton,
    an_open_carton,
    an_order,
    an_unknown,
    carton_sscc,
    pallet_sscc,
)

CARTON, PALLET = carton_sscc(1), pallet_sscc(1)
LABEL, LABELS = Print("carton-label", CARTON), Print("pallet-label", PALLET, 2)
OF_CARTON = Weighing.of_carton(WeighingAwaited(CARTON, 9_300, 300))
OF_PALLET = Weighing.of_pallet(WeighingAwaited(PALLET, 63_000, 4_650), 80_000)
DESK = a_desk(scales=frozenset({"cartons", "pallets"}))
ATTENDED = a_desk(scales=frozenset({"cartons"}), operator="P1", roles=tasks.ROLES["pack"])
WITH_LEAD = Answers(reason=ReasonCode.ECART_POIDS, approvers=("C1",), leads=True)


def judged(subject: Judged | WeightSubject, of: Weighing = OF_CARTON, **answers: Any) -> Decision:
    return judge_weighing(of, subject, DESK, replace(NO_ANSWERS, **answers))


def weighed(grams: int, of: Weighing = OF_CARTON, reason: str = "", awaits_label: bool = True, **more: Any) -> Decision:
    """The verdict on a weight that is taken."""
    event = UnitWeighed(of.sscc, of.expected_g, of.tolerance_g, grams, awaits_label, reason)
    words = {"weight": f"{grams / 1000:.2f}", "theoretical": f"{of.expected_g / 1000:.2f}"}
    return accept(Reason.WEIGHED, event, prints=(of.label,), sscc=of.sscc, **words, **more)


# -- what the scale says --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("grams", [9_000, 9_300, 9_600])
def test_a_weight_within_the_tolerance_is_taken_and_the_label_is_queued(grams: int) -> None:
    for role in ("cartons", None):
        assert judged(WeightSubject(grams, role)) == weighed(grams)


@pytest.mark.parametrize(
    ("of", "grams", "reason", "weight", "theoretical"),
    [
        (OF_CARTON, 9_605, Reason.CARTON_WEIGHT_OVER, "9.61", "9.30"),
        (OF_CARTON, 8_700, Reason.CARTON_WEIGHT_UNDER, "8.70", "9.30"),
        (OF_PALLET, 67_700, Reason.PALLET_WEIGHT_OVER, "67.70", "63.00"),
        (OF_PALLET, 53_700, Reason.PALLET_WEIGHT_UNDER, "53.70", "63.00"),
    ],
)
def test_e_col_09_a_weight_outside_is_refused_and_remembered(
    of: Weighing, grams: int, reason: Reason, weight: str, theoretical: str
) -> None:
    refused = refuse(reason, weight=weight, theoretical=theoretical)
    assert judged(WeightSubject(grams, of.role), of) == replace(refused, off_g=grams)


def test_e_col_10_more_than_25_kg_is_refused_whatever_was_expected() -> None:
    heavy = replace(OF_CARTON, expected_g=25_000)
    assert judged(WeightSubject(25_000, "cartons"), heavy) == weighed(25_000, heavy)
    assert judged(WeightSubject(25_005, "cartons"), heavy) == refuse(Reason.CARTON_TOO_HEAVY, weight="25.0")


def test_e_pal_04_more_than_the_site_takes_is_refused_whatever_was_expected() -> None:
    full = replace(OF_PALLET, expected_g=79_000)
    assert judged(WeightSubject(80_000, "pallets"), full) == weighed(80_000, full)
    assert judged(WeightSubject(80_500, "pallets"), full) == refuse(Reason.PALLET_TOO_HEAVY, weight="80", limit=80)


def test_e_col_10_two_people_are_asked_for_once_where_packing_did_not_foresee_it() -> None:
    light, foreseen = replace(OF_CARTON, expected_g=14_900), replace(OF_CARTON, expected_g=15_100)
    weight = WeightSubject(15_050, "cartons")
    assert judged(weight, light) == ask(Reason.CARTON_HEAVY, weight="15.1")
    assert judged(weight, light, confirmed=frozenset({Reason.CARTON_HEAVY})) == weighed(15_050, light)
    assert judged(weight, foreseen) == weighed(15_050, foreseen)


def test_nobody_lifts_a_pallet() -> None:
    assert judged(WeightSubject(63_000, "pallets"), OF_PALLET) == weighed(63_000, OF_PALLET)


def test_where_labels_are_not_read_back_the_carton_is_closed_and_the_pallet_waits_for_its_own() -> None:
    desk = replace(DESK, verify_label=False)
    carton = judge_weighing(OF_CARTON, WeightSubject(9_300), desk, NO_ANSWERS)
    pallet = judge_weighing(OF_PALLET, WeightSubject(63_000), desk, NO_ANSWERS)
    assert (carton, pallet) == (weighed(9_300, awaits_label=False), weighed(63_000, OF_PALLET))


# -- going on all the same ------------------------------------------------------------------------------------------


def test_without_a_scale_work_goes_on_and_the_theoretical_weight_stays() -> None:
    event = WeighingSkipped(CARTON, 9_300, 300, True, "")
    gone_on = accept(Reason.NOT_WEIGHED, event, prints=(LABEL,), sscc=CARTON, theoretical="9.30")
    assert judged(NextSubject()) == gone_on


def test_after_a_refused_weight_going_on_wants_a_shift_lead() -> None:
    words: dict[str, str | int] = {"weight": "8.70", "theoretical": "9.30"}
    event = WeighingSkipped(CARTON, 9_300, 300, True, "ECART_POIDS")
    gone_on = accept(Reason.NOT_WEIGHED, event, prints=(LABEL,), approver="C1", sscc=CARTON, theoretical="9.30")
    asked = judge_weighing(OF_CARTON, NextSubject(), ATTENDED, Answers(off_g=8_700))
    assert asked == Decision(Reason.SKIP_WEIGHING, words, need=Need.REASON)
    assert judge_weighing(OF_CARTON, NextSubject(), ATTENDED, replace(WITH_LEAD, off_g=8_700)) == gone_on


def test_e_col_09_a_shift_lead_accepts_the_weight_with_a_reason() -> None:
    words: dict[str, str | int] = {"weight": "8.70", "theoretical": "9.30"}
    card = a_command("CONFIRM")
    with_reason = Answers(reason=ReasonCode.ECART_POIDS, off_g=8_700)
    asked = [judge_weighing(OF_CARTON, card, ATTENDED, answers) for answers in (Answers(off_g=8_700), with_reason)]
    assert asked == [
        Decision(Reason.ACCEPT_WEIGHT, words, need=Need.REASON),
        Decision(Reason.ACCEPT_WEIGHT, words, need=Need.BADGE, by_lead=True),
    ]
    taken = judge_weighing(OF_CARTON, card, ATTENDED, replace(WITH_LEAD, off_g=8_700))
    assert taken == weighed(8_700, reason="ECART_POIDS", approver="C1")


def test_an_accepted_weight_may_still_want_two_people() -> None:
    light = replace(OF_CARTON, expected_g=14_000)
    answers = replace(WITH_LEAD, off_g=15_200)
    assert judge_weighing(light, a_command("CONFIRM"), DESK, answers) == ask(Reason.CARTON_HEAVY, weight="15.2")
    answers = answers.confirm(Reason.CARTON_HEAVY)
    taken = judge_weighing(light, a_command("CONFIRM"), DESK, answers)
    assert taken == weighed(15_200, light, reason="ECART_POIDS", approver="unattended")


@pytest.mark.parametrize(
    "subject",
    [
        a_device(),
        an_announced_carton(),
        an_order(),
        an_unknown(),
        a_carton(1),
        a_carton(2),
        a_command("CLOSE"),
        a_command("CONFIRM"),
        a_command("REPRINT"),
    ],
)
def test_nothing_else_goes_before_the_weight(subject: Judged) -> None:
    assert judged(subject) == refuse(Reason.WEIGHT_EXPECTED, sscc=CARTON)


def test_e_col_12_a_void_label_says_so_first() -> None:
    assert judged(a_carton(2, status="void")) == refuse(Reason.VOID_LABEL, sscc=carton_sscc(2))


# -- weights of another moment --------------------------------------------------------------------------------------

NOT_AWAITED = refuse(Reason.WEIGHT_NOT_AWAITED, weight="9.30")
WEIGHING = a_packing(weighing=OF_CARTON, last_unit=CARTON)


@pytest.mark.parametrize(
    ("state", "weight", "desk", "verdict"),
    [
        (a_packing(), WeightSubject(9_300, "cartons"), DESK, NOT_AWAITED),
        (a_packing(), WeightSubject(9_300), DESK, NOT_AWAITED),
        (WEIGHING, WeightSubject(9_300, "pallets"), DESK, NOT_AWAITED),
        (a_packing(), WeightSubject(9_300), a_desk(), refuse(Reason.NO_SCALE)),
        (WEIGHING, WeightSubject(9_300), a_desk(), refuse(Reason.NO_SCALE)),
        (WEIGHING, WeightSubject(9_300), a_desk(scales=frozenset({"pallets"})), refuse(Reason.NO_SCALE)),
    ],
)
def test_a_weight_that_nobody_waits_for_changes_nothing_and_drops_no_question(
    state: Packing, weight: WeightSubject, desk: Desk, verdict: Decision
) -> None:
    asked = judge(a_packing(), Dialogue(), a_device(carton=an_announced_carton()), a_desk())[1]
    assert asked.question is not None
    assert judge(state, asked, weight, desk) == (verdict, asked)
    assert tasks.decide(state, weight, desk, NO_ANSWERS) == verdict


# -- at the desk ----------------------------------------------------------------------------------------------------


def said(state: tasks.State, desk: Desk, *subjects: Subject) -> list[Decision]:
    """The verdicts on these scans, one after the other, in a state that none of them changes."""
    dialogue, verdicts = Dialogue(), []
    for subject in subjects:
        decision, dialogue = judge(state, dialogue, subject, desk)
        verdicts.append(decision)
    return verdicts


def test_the_refused_weight_is_what_a_shift_lead_accepts() -> None:
    off, confirm, reason = WeightSubject(8_700, "cartons"), a_command("CONFIRM"), ReasonSubject(ReasonCode.ECART_POIDS)
    verdicts = said(WEIGHING, DESK, confirm, off, a_device(), confirm, reason)
    assert [verdict.reason for verdict in verdicts] == [
        Reason.WEIGHT_EXPECTED,
        Reason.CARTON_WEIGHT_UNDER,
        Reason.WEIGHT_EXPECTED,
        Reason.ACCEPT_WEIGHT,
        Reason.WEIGHED,
    ]
    assert verdicts[-1] == weighed(8_700, reason="ECART_POIDS", approver="unattended")


def test_with_operators_the_badge_of_a_shift_lead_is_asked_for() -> None:
    lead, reason = a_badge("C1", leads=True), ReasonSubject(ReasonCode.ECART_POIDS)
    verdicts = said(
        WEIGHING, ATTENDED, WeightSubject(8_700, "cartons"), a_command("CONFIRM"), reason, a_badge("P2"), lead
    )
    assert [verdict.need for verdict in verdicts] == [None, Need.REASON, Need.BADGE, None, None]
    assert verdicts[3].reason is Reason.APPROVER_REFUSED
    assert verdicts[4] == weighed(8_700, reason="ECART_POIDS", approver="C1")


def test_a_weight_that_comes_right_is_taken_and_the_refused_one_forgotten() -> None:
    off, right = WeightSubject(8_700, "cartons"), WeightSubject(9_300, "cartons")
    verdicts = said(WEIGHING, DESK, off, right, NextSubject())
    assert verdicts[1] == weighed(9_300)
    assert verdicts[2].reason is Reason.NOT_WEIGHED
    heavy = replace(WEIGHING, weighing=replace(OF_CARTON, expected_g=14_900))
    verdicts = said(heavy, DESK, WeightSubject(9_300, "cartons"), WeightSubject(15_050, "cartons"), a_command("CANCEL"))
    assert [verdict.reason for verdict in verdicts[:2]] == [Reason.CARTON_WEIGHT_UNDER, Reason.CARTON_HEAVY]
    assert said(heavy, DESK, off, WeightSubject(15_050, "cartons"), a_command("CANCEL"), a_command("CONFIRM"))[-1] == (
        refuse(Reason.WEIGHT_EXPECTED, sscc=CARTON)
    )


def test_a_reason_card_before_a_weight_waits_for_the_weight() -> None:
    assert said(WEIGHING, DESK, ReasonSubject(ReasonCode.AUTRE)) == [refuse(Reason.WEIGHT_EXPECTED, sscc=CARTON)]


# -- packing --------------------------------------------------------------------------------------------------------


def test_a_carton_that_closes_at_a_desk_with_a_scale_is_weighed_before_its_label() -> None:
    state = a_packing(a_line(packed=1), carton=an_open_carton())
    closed = CartonClosed(CARTON, ORDER, UAI, 1, 1, 600, 600, awaits_label=True)
    awaited = WeighingAwaited(CARTON, 600, 300)
    confirmed = Answers(frozenset({Reason.CARTON_UNDERFILLED}))
    words: dict[str, str | int] = {
        "sscc": CARTON,
        "number": 1,
        "devices": 1,
        "serial": "",
        "order": ORDER,
        "site": SITE,
    }
    desk = replace(DESK, verify_label=False)
    decision = packing.decide(state, a_command("CLOSE"), desk, confirmed)
    assert decision == accepted(Reason.CARTON_TO_WEIGH, words, closed, awaited)
    after = follow(state, decision)
    assert (after.carton, after.awaiting, after.closed, after.is_open) == (None, None, 0, True)
    assert after.weighing == Weighing.of_carton(awaited)
    assert (tasks.step(after), tasks.awaited(after)) == ("awaiting-weight", None)


def test_the_lightest_device_inside_makes_the_tolerance() -> None:
    state = a_packing(a_line(granted=2, packed=1), a_line(LAPTOP, 1, 1), carton=an_open_carton(tablets=1, laptops=1))
    decision = packing.decide(state, a_device(2), replace(DESK, mix_models=True), NO_ANSWERS)
    assert decision.events[-1] == WeighingAwaited(CARTON, 3_100, 300)
    assert isinstance(decision.events[0], DevicePacked)
    assert decision.reason is Reason.CARTON_TO_WEIGH


def test_a_sealed_carton_is_weighed_as_well() -> None:
    decision = packing.decide(a_packing(), an_announced_carton(), DESK, NO_ANSWERS)
    assigned, awaited = decision.events
    assert isinstance(assigned, CartonAssigned)
    assert awaited == WeighingAwaited(NEXT_CARTON, 6_000, 300)
    assert (decision.reason, decision.prints) == (Reason.CARTON_TO_WEIGH, ())


def test_a_desk_that_weighs_pallets_only_closes_cartons_as_ever() -> None:
    desk = a_desk(scales=frozenset({"pallets"}))
    assert packing.decide(a_packing(), an_announced_carton(), desk, NO_ANSWERS) == packing.decide(
        a_packing(), an_announced_carton(), a_desk(), NO_ANSWERS
    )


@pytest.mark.parametrize(("awaits_label", "awaiting", "closed"), [(True, CARTON, 0), (False, None, 1)])
def test_once_weighed_or_passed_over_the_label_is_next(awaits_label: bool, awaiting: str | None, closed: int) -> None:
    for event in (
        UnitWeighed(CARTON, 9_300, 300, 9_250, awaits_label, ""),
        WeighingSkipped(CARTON, 9_300, 300, awaits_label, ""),
    ):
        after = packing.evolve(WEIGHING, event)
        assert after == a_packing(awaiting=awaiting, closed=closed, last_unit=CARTON)


def follow(state: Packing, decision: Decision) -> Packing:
    for event in decision.events:
        after = packing.evolve(state, event)
        assert after is not None
        state = after
    return state


def test_the_first_device_may_fill_its_carton() -> None:
    single = replace(a_line().item, per_carton=1)
    state = a_packing(a_line(single, 2))
    decision = packing.decide(state, a_device(item=single), DESK, NO_ANSWERS)
    opened, _, closed, awaited = decision.events
    assert isinstance(opened, CartonOpened)
    assert isinstance(closed, CartonClosed)
    assert awaited == WeighingAwaited(NEXT_CARTON, 600, 300)


# -- palletising ----------------------------------------------------------------------------------------------------


def test_a_pallet_is_weighed_against_its_cartons_and_half_the_lightest_of_them() -> None:
    state = a_palletising(lightest_g=9_300, net_g=38_000, cartons=4)
    confirmed = Answers(frozenset({Reason.FILM_AND_MARKS}))
    decision = palletising.decide(state, a_command("CLOSE"), DESK, confirmed)
    closed, awaited = decision.events
    assert isinstance(closed, PalletClosed)
    assert awaited == WeighingAwaited(PALLET, 63_000, 4_650)
    assert (decision.reason, decision.prints) == (Reason.PALLET_TO_WEIGH, ())
    assert palletising.evolve(state, awaited) is None
    assert palletising.decide(state, a_command("CLOSE"), a_desk(), confirmed).reason is Reason.PALLET_CLOSED


def test_a_weighed_pallet_waits_for_its_two_labels() -> None:
    state = Palletising(uai=UAI, site=SITE, weighing=OF_PALLET, last_unit=PALLET)
    assert (tasks.step(state), state.is_open, tasks.awaited(state)) == ("awaiting-weight", True, None)
    decision = tasks.decide(state, WeightSubject(62_000, "pallets"), DESK, NO_ANSWERS)
    assert decision == weighed(62_000, OF_PALLET)
    after = palletising.evolve(state, decision.events[0])
    assert after == Palletising(awaiting=PALLET, uai=UAI, site=SITE, last_unit=PALLET)


def test_a_unit_that_is_to_be_weighed_goes_nowhere_else() -> None:
    carton = a_carton(2, status="awaiting-weight")
    assert palletising.decide(a_palletising(), carton, DESK, NO_ANSWERS).reason is Reason.CARTON_NOT_CLOSED
    pallet = a_pallet(status="awaiting-weight")
    assert palletising.decide(Palletising(), pallet, DESK, NO_ANSWERS).reason is Reason.NOT_EXPECTED_HERE
