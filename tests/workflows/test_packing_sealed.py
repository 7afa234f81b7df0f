"""A maker's sealed carton that fits the order whole becomes the lycée's carton as it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dispatch.domain.events import CartonAssigned
from dispatch.domain.reasons import Need, Reason
from dispatch.workflows.decisions import NO_ANSWERS, Answers, Args, Decision, Desk, Print, ask, refuse
from dispatch.workflows.packing import Packing, decide
from dispatch.workflows.subjects import AmbiguousSubject, Judged
from tests.support.builders import (
    LAPTOP,
    NEXT_CARTON,
    ORDER,
    OTHER_UAI,
    PREFIX,
    SITE,
    TABLET,
    UAI,
    a_desk,
    a_device,
    a_line,
    a_packing,
    accepted,
    an_announced_carton,
    an_open_carton,
    carton_sscc,
)

SEALED = an_announced_carton()
TEN = (("TAB-A", 10),)


def judged(state: Packing, subject: Judged, answers: Answers = NO_ANSWERS, desk: Desk | None = None) -> Decision:
    return decide(state, subject, desk or a_desk(), answers)


def assigned(reason: Reason, awaits: bool = True) -> Decision:
    event = CartonAssigned(NEXT_CARTON, ORDER, UAI, 1, 1, "FAB-1", TEN, 10, 6_000, awaits)
    words: Args = {"sscc": NEXT_CARTON, "number": 1, "devices": 10, "carton": "FAB-1", "order": ORDER, "site": SITE}
    return accepted(reason, words, event, prints=(Print("carton-label", NEXT_CARTON),))


def test_a_sealed_carton_that_fits_whole_is_taken_and_labelled() -> None:
    assert judged(a_packing(), SEALED) == assigned(Reason.CARTON_ASSIGNED)
    assert judged(a_packing(), SEALED, desk=a_desk(verify_label=False)) == assigned(
        Reason.CARTON_ASSIGNED, awaits=False
    )


def test_it_may_complete_the_order() -> None:
    assert judged(a_packing(a_line(granted=13, packed=3)), SEALED) == assigned(Reason.ORDER_COMPLETE)


def test_one_code_in_two_advices_asks_for_a_device() -> None:
    doubt = AmbiguousSubject("FAB-1", (), (SEALED, replace(SEALED, id=2, asn="AV2")))
    assert judged(a_packing(), doubt) == ask(Reason.CARTON_AMBIGUOUS, Need.LABEL, code="FAB-1")
    assert judged(a_packing(), doubt, Answers(carton=1)) == assigned(Reason.CARTON_ASSIGNED)


def test_a_device_and_a_carton_with_one_code_ask_for_the_product_code() -> None:
    doubt = AmbiguousSubject("X-1", (a_device(5, serial="X-1"),), (replace(SEALED, code="X-1"),))
    assert judged(a_packing(), doubt) == ask(Reason.SERIAL_AMBIGUOUS, Need.LABEL, code="X-1")
    assert judged(a_packing(), doubt, Answers(device=5)).reason is Reason.DEVICE_PACKED


MIXED = (("LAP-B", 1), ("TAB-A", 2))


@pytest.mark.parametrize(
    ("carton", "verdict"),
    [
        ({"received": False}, refuse(Reason.NOT_RECEIVED, serial="FAB-1", carton="FAB-1")),
        ({"unit": carton_sscc(7)}, refuse(Reason.ALREADY_PACKED, serial="FAB-1", sscc=carton_sscc(7))),
        ({"opened": True}, refuse(Reason.CARTON_ALREADY_OPENED, carton="FAB-1")),
        ({"contents": (("X", 10),)}, refuse(Reason.WRONG_MODEL, model="X", expected="TAB-A, LAP-B")),
        ({"reserved_for": (UAI, OTHER_UAI)}, refuse(Reason.RESERVED_ELSEWHERE, serial="FAB-1", uai=OTHER_UAI)),
        ({"contents": (("TAB-A", 14),)}, refuse(Reason.QUANTITY_REACHED, model="TAB-A", remaining=13, count=14)),
        ({"contents": MIXED}, refuse(Reason.MODELS_MIXED, model="TAB-A")),
    ],
)
def test_a_carton_that_does_not_fit_whole_says_why(carton: dict[str, object], verdict: Decision) -> None:
    assert judged(a_packing(), replace(SEALED, **carton)) == verdict  # type: ignore[arg-type]


def test_e_col_02_the_open_carton_is_closed_first_but_a_wrong_carton_stays_wrong() -> None:
    state = a_packing(carton=an_open_carton())
    assert judged(state, SEALED) == refuse(Reason.CARTON_STILL_OPEN, sscc=carton_sscc(1))
    assert judged(state, replace(SEALED, contents=(("X", 10),))).reason is Reason.WRONG_MODEL
    assert judged(state, replace(SEALED, contents=(("TAB-A", 14),))).reason is Reason.QUANTITY_REACHED


def test_e_col_08_a_mixed_carton_is_taken_where_models_may_mix() -> None:
    mixed = judged(a_packing(), replace(SEALED, contents=MIXED), desk=a_desk(mix_models=True))
    assert mixed.reason is Reason.CARTON_ASSIGNED


def test_without_an_order_the_order_comes_first() -> None:
    assert judged(Packing(), SEALED) == refuse(Reason.ORDER_EXPECTED)


def test_without_any_number_left_no_carton_is_taken() -> None:
    assert judged(a_packing(), SEALED, desk=a_desk(next_sscc={})) == refuse(Reason.SSCC_EXHAUSTED, prefix=PREFIX)


def heavy(grams: int) -> Packing:
    return a_packing(a_line(replace(TABLET, weight_g=grams, carton_tare_g=500)))


def test_e_col_10_a_sealed_carton_is_weighed_too() -> None:
    question = ask(Reason.CARTON_HEAVY, weight="15.5")
    assert judged(heavy(1_450), SEALED).reason is Reason.CARTON_ASSIGNED
    assert judged(heavy(1_500), SEALED) == question
    assert judged(heavy(1_500), SEALED, Answers(frozenset({Reason.CARTON_HEAVY}))).reason is Reason.CARTON_ASSIGNED
    assert judged(heavy(2_450), SEALED) == ask(Reason.CARTON_HEAVY, weight="25.0")
    assert judged(heavy(2_451), SEALED) == refuse(Reason.CARTON_TOO_HEAVY, weight="25.0")


def test_e_chg_17_no_sealed_carton_with_a_battery_outside_sp_188() -> None:
    state = a_packing(a_line(), a_line(replace(LAPTOP, batteries=1, battery_mwh=100_001), 2))
    laptops = replace(SEALED, contents=(("LAP-B", 2),))
    assert judged(state, laptops) == refuse(Reason.BATTERY_TOO_LARGE, model="LAP-B")
