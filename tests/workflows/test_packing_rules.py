"""What packing refuses or asks, rule by rule, and which rule speaks first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dispatch.domain.catalogue import TradeItem
from dispatch.domain.events import CartonOpened, DevicePacked, SealedCartonOpened
from dispatch.domain.reasons import Need, Reason
from dispatch.workflows.decisions import NO_ANSWERS, Answers, Args, Decision, Desk, Notice, ask, refuse
from dispatch.workflows.packing import Packing, decide
from dispatch.workflows.packing_contents import OpenCarton
from dispatch.workflows.subjects import AmbiguousSubject, DeviceSubject, Judged, NextSubject
from tests.support.builders import (
    LAPTOP,
    NEXT_CARTON,
    ORDER,
    OTHER_ORDER,
    OTHER_SITE,
    OTHER_UAI,
    SITE,
    TABLET,
    UAI,
    a_carton,
    a_command,
    a_desk,
    a_device,
    a_line,
    a_packing,
    a_product,
    accepted,
    an_announced_carton,
    an_open_carton,
    an_order,
    an_unknown,
    carton_sscc,
)

FIRST, SECOND = carton_sscc(1), carton_sscc(2)
OPEN = a_packing(carton=an_open_carton())
SEALED = a_device(carton=an_announced_carton())
OPEN_IT = ask(Reason.OPEN_SEALED_CARTON, serial="S-1", carton="FAB-1", devices=10)


def judged(state: Packing, subject: Judged, answers: Answers = NO_ANSWERS, desk: Desk | None = None) -> Decision:
    return decide(state, subject, desk or a_desk(), answers)


def yes_to(*reasons: Reason) -> Answers:
    return Answers(confirmed=frozenset(reasons))


# -- serials --------------------------------------------------------------------------------------------------------


def test_e_ser_01_an_unknown_serial_is_put_aside() -> None:
    assert judged(OPEN, an_unknown("S-404")) == refuse(Reason.UNKNOWN_SERIAL, serial="S-404")


def test_e_ser_02_a_device_in_another_carton_names_it() -> None:
    assert judged(OPEN, a_device(unit=a_carton(2))) == refuse(Reason.ALREADY_PACKED, serial="S-1", sscc=SECOND)


def test_e_ser_02b_the_same_device_twice_is_harmless() -> None:
    device = a_device(unit=a_carton(1, status="open"))
    assert judged(OPEN, device) == refuse(Reason.ALREADY_IN_CARTON, serial="S-1")


def test_e_ser_03_a_product_code_is_no_serial() -> None:
    assert judged(OPEN, a_product()) == refuse(Reason.PRODUCT_CODE, code="09521234500018")


def test_e_ser_04_a_model_the_order_does_not_have_says_what_it_expects() -> None:
    state = a_packing(a_line(), carton=an_open_carton())
    verdict = refuse(Reason.WRONG_MODEL, model="LAP-B", expected="TAB-A")
    assert judged(state, a_device(item=LAPTOP)) == verdict
    complete = a_packing(a_line(packed=13))
    assert judged(complete, a_device(item=LAPTOP)) == refuse(Reason.WRONG_MODEL, model="LAP-B", expected="—")


def test_e_ser_05_a_device_reserved_for_another_lycee_is_refused() -> None:
    verdict = refuse(Reason.RESERVED_ELSEWHERE, serial="S-1", uai=OTHER_UAI)
    assert judged(OPEN, a_device(reserved_for=OTHER_UAI)) == verdict
    assert judged(OPEN, a_device(reserved_for=UAI)).reason is Reason.DEVICE_PACKED


def test_e_ser_08_a_device_that_left_says_when_and_where_to() -> None:
    gone = a_device(unit=a_carton(2, departed="2026-11-20", pallet="P", trip="T0"))
    assert judged(OPEN, gone) == refuse(Reason.ALREADY_SHIPPED, serial="S-1", date="2026-11-20", site=SITE)


@pytest.mark.parametrize("secondary", ["imei", "mac"])
def test_e_ser_11_an_imei_or_mac_stands_for_its_serial_and_says_so(secondary: str) -> None:
    notice = Notice(f"{secondary}-resolved", {"serial": "S-1"})
    event = DevicePacked(1, "S-1", "TAB-A", ORDER, FIRST, 600)
    words: Args = {"serial": "S-1", "sscc": FIRST, "number": 1, "done": 2, "of": 10}
    device = a_device(read_as=secondary)
    assert judged(OPEN, device) == Decision(Reason.DEVICE_PACKED, words, (event,), notices=(notice,), rule="E-SER-11")
    refused = judged(OPEN, replace(device, reserved_for=OTHER_UAI))
    assert (refused.rule_id, refused.notices) == ("E-SER-05", (notice,))
    asked = judged(OPEN, replace(device, carton=an_announced_carton()))
    assert asked == replace(OPEN_IT, notices=(notice,))


def test_e_ser_13_what_stands_in_one_unit_never_enters_a_second() -> None:
    for status in ("open", "awaiting-label", "closed"):
        assert judged(OPEN, a_device(unit=a_carton(2, status=status))).events == ()


def test_e_ser_14_a_device_is_received_before_it_is_packed() -> None:
    device = a_device(carton=an_announced_carton(received=False))
    assert judged(OPEN, device) == refuse(Reason.NOT_RECEIVED, serial="S-1", carton="FAB-1")


def test_one_serial_of_two_makers_asks_for_the_product_code() -> None:
    twins = (a_device(1), a_device(2, item=LAPTOP, serial="S-1"))
    doubt = AmbiguousSubject("S-1", twins, ())
    state = a_packing()
    assert judged(state, doubt) == ask(Reason.SERIAL_AMBIGUOUS, Need.LABEL, code="S-1")
    assert judged(state, doubt, Answers(device=2)) == judged(state, twins[1])
    assert judged(Packing(), doubt) == refuse(Reason.ORDER_EXPECTED)


# -- the first device out of a sealed carton ------------------------------------------------------------------------


def test_the_first_device_out_of_a_sealed_carton_asks_and_then_opens_it_for_good() -> None:
    events = (
        CartonOpened(NEXT_CARTON, ORDER, UAI, 1),
        SealedCartonOpened(1, "FAB-1"),
        DevicePacked(1, "S-1", "TAB-A", ORDER, NEXT_CARTON, 600),
    )
    words: Args = {"serial": "S-1", "sscc": NEXT_CARTON, "number": 1, "done": 1, "of": 10}
    assert judged(a_packing(), SEALED) == OPEN_IT
    assert judged(a_packing(), SEALED, yes_to(Reason.OPEN_SEALED_CARTON)) == accepted(
        Reason.DEVICE_PACKED, words, *events
    )


# -- cartons --------------------------------------------------------------------------------------------------------


def test_e_col_01_the_label_of_another_lycee_or_order_is_refused() -> None:
    state = a_packing(carton=an_open_carton(2))
    elsewhere = a_carton(uai=OTHER_UAI, site=OTHER_SITE, order=OTHER_ORDER)
    assert judged(state, elsewhere) == refuse(Reason.OTHER_CONSIGNEE, sscc=FIRST, site=OTHER_SITE)
    assert judged(state, a_carton(order=f"ORD-{UAI}-2")) == refuse(Reason.OTHER_CONSIGNEE, sscc=FIRST, site=SITE)


def test_e_col_03_a_carton_that_has_no_room_for_the_model_is_full() -> None:
    state = a_packing(carton=an_open_carton(tablets=9))
    verdict = refuse(Reason.CARTON_FULL, sscc=FIRST, done=9)
    assert judged(state, a_device(item=LAPTOP), desk=a_desk(mix_models=True)) == verdict


def test_e_col_04_there_is_nothing_to_close_without_a_carton() -> None:
    assert judged(a_packing(), a_command("CLOSE")) == refuse(Reason.CARTON_EMPTY)


def test_e_col_05_an_under_filled_carton_asks_while_its_line_needs_more() -> None:
    asked = ask(Reason.CARTON_UNDERFILLED, sscc=FIRST, done=1, of=10)
    assert judged(OPEN, a_command("CLOSE")) == asked
    confirmed = judged(OPEN, a_command("CLOSE"), yes_to(Reason.CARTON_UNDERFILLED))
    assert confirmed.reason is Reason.CARTON_CLOSED
    satisfied = a_packing(a_line(packed=13), a_line(LAPTOP, 2), carton=an_open_carton())
    assert judged(satisfied, a_command("CLOSE")).reason is Reason.CARTON_CLOSED


def test_e_col_07_what_the_order_has_enough_of_is_refused() -> None:
    state = a_packing(a_line(packed=13), a_line(LAPTOP, 2), carton=an_open_carton(laptops=1))
    verdict = refuse(Reason.QUANTITY_REACHED, model="TAB-A", remaining=0, count=1)
    assert judged(state, a_device()) == verdict


def test_e_col_08_another_model_waits_for_cmd_close() -> None:
    assert judged(OPEN, a_device(item=LAPTOP)) == refuse(Reason.MODELS_MIXED, model="LAP-B")


def test_e_col_12_a_void_label_is_to_be_destroyed() -> None:
    assert judged(OPEN, a_carton(2, status="void")) == refuse(Reason.VOID_LABEL, sscc=SECOND)


ANVIL = TradeItem("ANVIL", "Portable lourd d’exemple", LAPTOP.family, 10, 5_000, carton_tare_g=1_000)


def holding(devices: int) -> Packing:
    carton = OpenCarton(FIRST, 1, (("ANVIL", devices),), 5_000 * devices) if devices else None
    return a_packing(a_line(ANVIL, 10, devices), carton=carton)


@pytest.mark.parametrize(("devices", "asks"), [(0, False), (1, False), (2, True), (3, False)])
def test_e_col_10_two_people_lift_a_carton_above_15_kg_and_are_asked_once(devices: int, asks: bool) -> None:
    verdict = judged(holding(devices), a_device(item=ANVIL))
    question = ask(Reason.CARTON_HEAVY, weight="16.0")
    assert verdict == question if asks else verdict.reason is Reason.DEVICE_PACKED


def test_e_col_10_no_carton_is_made_above_25_kg_and_that_is_said_before_any_question() -> None:
    anvil = a_device(item=ANVIL, carton=an_announced_carton())
    assert judged(holding(4), anvil) == refuse(Reason.CARTON_TOO_HEAVY, weight="26.0")


def test_e_col_10_comes_after_the_question_about_the_sealed_carton_and_keeps_its_answer() -> None:
    anvil = a_device(item=ANVIL, carton=an_announced_carton())
    once = yes_to(Reason.OPEN_SEALED_CARTON)
    assert judged(holding(2), anvil) == OPEN_IT
    assert judged(holding(2), anvil, once) == ask(Reason.CARTON_HEAVY, weight="16.0")
    assert judged(holding(2), anvil, once.confirm(Reason.CARTON_HEAVY)).reason is Reason.DEVICE_PACKED


def test_e_chg_17_a_battery_outside_sp_188_is_never_packed() -> None:
    power = replace(TABLET, batteries=1, battery_mwh=100_001)
    verdict = refuse(Reason.BATTERY_TOO_LARGE, model="TAB-A")
    assert judged(OPEN, a_device(item=power)) == verdict
    assert judged(OPEN, a_device(item=replace(power, battery_mwh=100_000))).reason is Reason.DEVICE_PACKED


# -- orders ---------------------------------------------------------------------------------------------------------


def test_e_cmd_01_a_line_never_takes_more_than_was_granted() -> None:
    state = a_packing(a_line(granted=1))
    first = judged(state, a_device(1))
    assert first.reason is Reason.ORDER_COMPLETE
    assert judged(a_packing(a_line(granted=1, packed=1)), a_device(2)).reason is Reason.QUANTITY_REACHED


def test_e_cmd_06_an_unknown_or_misspelt_uai_is_refused() -> None:
    misspelt = an_unknown("0750652C", kind="uai", expected="B")
    assert judged(Packing(), an_unknown("0750652B", kind="site")) == refuse(Reason.UNKNOWN_SITE, uai="0750652B")
    assert judged(Packing(), misspelt) == refuse(Reason.INVALID_UAI, uai="0750652C", expected="B")


@pytest.mark.parametrize(
    ("postcode", "reached"), [("20000", False), ("97400", False), ("98800", False), ("21000", True)]
)
def test_no_order_for_corsica_or_overseas_is_opened(postcode: str, reached: bool) -> None:
    order = an_order(postcode=postcode)
    verdict = refuse(Reason.SITE_BEYOND_ROAD, site=SITE, postcode=postcode)
    for subject in (order, NextSubject(order)):
        opened = judged(Packing(), subject)
        assert opened.reason is Reason.ORDER_OPENED if reached else opened == verdict


# -- what is wrong first is said first ------------------------------------------------------------------------------

WRONGS: tuple[tuple[Reason, dict[str, object]], ...] = (
    (Reason.NOT_RECEIVED, {"carton": an_announced_carton(received=False)}),
    (Reason.ALREADY_PACKED, {"unit": a_carton(2)}),
    (Reason.WRONG_MODEL, {"item": replace(LAPTOP, reference="X", batteries=1, battery_mwh=200_000)}),
    (Reason.RESERVED_ELSEWHERE, {"reserved_for": OTHER_UAI}),
    (Reason.BATTERY_TOO_LARGE, {"item": replace(LAPTOP, batteries=1, battery_mwh=200_000)}),
)


def test_what_is_wrong_first_with_a_device_is_said_first() -> None:
    state = a_packing(a_line(), a_line(LAPTOP, 2, 2), carton=an_open_carton())
    device: DeviceSubject = a_device(item=LAPTOP)
    said = [judged(state, device).reason]
    for _, wrong in reversed(WRONGS):
        device = replace(device, **wrong)  # type: ignore[arg-type]
        said.insert(0, judged(state, device).reason)
    assert said == [*(reason for reason, _ in WRONGS), Reason.QUANTITY_REACHED]


def test_quantity_is_said_before_mixing_and_the_thing_itself_before_the_missing_order() -> None:
    enough = a_packing(a_line(), a_line(LAPTOP, 2, 2), carton=an_open_carton())
    assert judged(enough, a_device(item=LAPTOP)).reason is Reason.QUANTITY_REACHED
    assert judged(Packing(), a_device(unit=a_carton(2))).reason is Reason.ALREADY_PACKED
