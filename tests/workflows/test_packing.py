"""Packing as it goes: orders, devices, full cartons, CMD-CLOSE, CMD-NEXT, labels set aside."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dispatch.domain.events import (
    CartonAssigned,
    CartonClosed,
    CartonOpened,
    CartonReopened,
    DevicePacked,
    Event,
    LabelReprinted,
    LabelSetAside,
    LabelVerified,
    OrderOpened,
    SealedCartonOpened,
)
from dispatch.domain.orders import OrderLine
from dispatch.domain.reasons import Need, Reason
from dispatch.scanning.scans import ReasonCode
from dispatch.workflows.decisions import NO_ANSWERS, Answers, Args, Decision, Desk, Print, accept, ask, refuse
from dispatch.workflows.labelling import Label
from dispatch.workflows.packing import Packing, decide, evolve
from dispatch.workflows.packing_contents import OpenCarton
from dispatch.workflows.subjects import Judged, NextSubject, SealSubject
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
    a_pallet,
    a_product,
    a_trip_subject,
    accepted,
    an_open_carton,
    an_order,
    an_unknown,
    carton_sscc,
)

OTHER = an_order(code=OTHER_ORDER, uai=OTHER_UAI, site=OTHER_SITE)
COMPLETE = an_order(OrderLine(ORDER, TABLET.reference, 13, 13))
FIRST, SECOND = carton_sscc(1), carton_sscc(2)


def judged(state: Packing, subject: Judged, answers: Answers = NO_ANSWERS, desk: Desk | None = None) -> Decision:
    return decide(state, subject, desk or a_desk(), answers)


def after(state: Packing, *events: Event) -> Packing:
    for event in events:
        following = evolve(state, event)
        assert following is not None
        state = following
    return state


def packed(number: int, sscc: str, item: str = "TAB-A", weight_g: int = 600) -> DevicePacked:
    return DevicePacked(number, f"S-{number}", item, ORDER, sscc, weight_g)


# -- orders ---------------------------------------------------------------------------------------------------------

OPENED = accept(Reason.ORDER_OPENED, OrderOpened(ORDER, UAI), order=ORDER, site=SITE, uai=UAI)
OTHER_OPENED = accept(
    Reason.ORDER_OPENED, OrderOpened(OTHER_ORDER, OTHER_UAI), order=OTHER_ORDER, site=OTHER_SITE, uai=OTHER_UAI
)


def test_an_order_is_opened_by_its_code_or_by_cmd_next() -> None:
    assert judged(Packing(), an_order()) == OPENED
    assert judged(Packing(), NextSubject(order=an_order())) == OPENED


def test_the_open_order_again_changes_nothing() -> None:
    assert judged(a_packing(), an_order()) == refuse(Reason.ORDER_ALREADY_OPEN, order=ORDER, site=SITE)


def test_another_order_may_take_its_turn_between_two_cartons() -> None:
    assert judged(a_packing(), OTHER) == OTHER_OPENED
    assert judged(a_packing(), NextSubject(order=OTHER)) == OTHER_OPENED


@pytest.mark.parametrize("subject", [OTHER, NextSubject(order=OTHER), NextSubject()])
def test_e_col_02_an_open_carton_keeps_its_order_open(subject: Judged) -> None:
    assert judged(a_packing(carton=an_open_carton()), subject) == refuse(Reason.CARTON_STILL_OPEN, sscc=FIRST)


def test_a_complete_order_is_not_opened_again() -> None:
    verdict = refuse(Reason.ORDER_ALREADY_COMPLETE, order=ORDER, site=SITE)
    assert judged(Packing(), COMPLETE) == verdict
    assert judged(a_packing(a_line(packed=13)), COMPLETE) == verdict


def test_an_order_whose_labels_are_not_all_read_back_is_not_complete() -> None:
    waiting = replace(COMPLETE, awaiting=1)
    aside = a_packing(a_line(packed=13), aside=(FIRST,))
    assert judged(Packing(), waiting) == OPENED
    assert judged(aside, waiting) == refuse(Reason.ORDER_ALREADY_OPEN, order=ORDER, site=SITE)


def test_cmd_next_says_when_no_order_is_left() -> None:
    assert judged(Packing(), NextSubject()) == refuse(Reason.NO_ORDER_LEFT)


def test_e_col_13_no_order_begins_without_a_label_printer() -> None:
    verdict = refuse(Reason.NO_PRINTER, role="labels")
    assert judged(Packing(), an_order(), desk=a_desk(label_printer=False)) == verdict


# -- devices --------------------------------------------------------------------------------------------------------


def test_the_first_device_opens_a_carton() -> None:
    events = (CartonOpened(NEXT_CARTON, ORDER, UAI, 4), packed(1, NEXT_CARTON))
    words: Args = {"serial": "S-1", "sscc": NEXT_CARTON, "number": 4, "done": 1, "of": 10}
    assert judged(a_packing(last_number=3), a_device()) == accepted(Reason.DEVICE_PACKED, words, *events)


def test_the_next_device_goes_into_the_open_carton() -> None:
    words: Args = {"serial": "S-1", "sscc": FIRST, "number": 1, "done": 2, "of": 10}
    assert judged(a_packing(carton=an_open_carton()), a_device()) == accepted(
        Reason.DEVICE_PACKED, words, packed(1, FIRST)
    )


def closing(
    reason: Reason, devices: int, net_g: int, *before: Event, serial: str = "", awaits: bool = True
) -> Decision:
    event = CartonClosed(FIRST, ORDER, UAI, 1, devices, net_g, net_g, awaits)
    words: Args = {"sscc": FIRST, "number": 1, "devices": devices, "serial": serial, "order": ORDER, "site": SITE}
    return accepted(reason, words, *before, event, prints=(Print("carton-label", FIRST),))


def test_a_full_carton_closes_by_itself_and_prints_its_label() -> None:
    state = a_packing(carton=an_open_carton(tablets=9))
    closed = closing(Reason.CARTON_CLOSED, 10, 6_000, packed(1, FIRST), serial="S-1")
    assert judged(state, a_device()) == closed


def test_the_order_s_last_device_closes_its_carton() -> None:
    state = a_packing(a_line(packed=12), a_line(LAPTOP, 2, 2), carton=an_open_carton(tablets=2))
    complete = closing(Reason.ORDER_COMPLETE, 3, 1_800, packed(1, FIRST), serial="S-1")
    assert judged(state, a_device()) == complete


def test_cmd_close_closes_what_needs_no_more() -> None:
    state = a_packing(a_line(packed=13), carton=an_open_carton(tablets=3))
    assert judged(state, a_command("CLOSE")) == closing(Reason.ORDER_COMPLETE, 3, 1_800)


def test_labels_are_not_awaited_where_they_are_not_verified() -> None:
    state = a_packing(a_line(packed=13), carton=an_open_carton(tablets=3))
    closed = closing(Reason.ORDER_COMPLETE, 3, 1_800, awaits=False)
    assert judged(state, a_command("CLOSE"), desk=a_desk(verify_label=False)) == closed


def test_e_col_08_mixed_models_share_a_carton_where_allowed() -> None:
    state = a_packing(carton=an_open_carton(tablets=7))
    words: Args = {"serial": "S-1", "sscc": FIRST, "number": 1, "done": 8, "of": 9}
    laptop = accepted(Reason.DEVICE_PACKED, words, packed(1, FIRST, "LAP-B", 1_900))
    assert judged(state, a_device(item=LAPTOP), desk=a_desk(mix_models=True)) == laptop


def test_without_any_number_left_no_carton_opens() -> None:
    verdict = refuse(Reason.NO_COMPANY_PREFIX, setting="gs1.company_prefix")
    assert judged(a_packing(), a_device(), desk=a_desk(company_prefix="", next_sscc={})) == verdict


# -- labels, commands and the rest ----------------------------------------------------------------------------------


def test_an_awaited_label_goes_first() -> None:
    state = a_packing(awaiting=FIRST, last_unit=FIRST)
    assert state.awaited == Label(FIRST, "carton-label")
    assert judged(state, a_device()) == refuse(Reason.LABEL_NOT_VERIFIED, sscc=FIRST)
    assert judged(state, NextSubject(order=OTHER)) == accept(Reason.SET_ASIDE, LabelSetAside(FIRST), sscc=FIRST)


@pytest.mark.parametrize("state", [Packing(), a_packing(), a_packing(carton=an_open_carton(2))])
def test_the_label_of_a_carton_set_aside_completes_it_at_any_time(state: Packing) -> None:
    aside = a_carton(status="awaiting-label", set_aside=True)
    verified = accept(Reason.LABEL_VERIFIED, LabelVerified(FIRST, 1, 1), sscc=FIRST, copy=1, copies=1)
    assert judged(state, aside) == verified


def test_the_last_label_may_be_printed_again() -> None:
    state = a_packing(last_unit=FIRST, reprints=1)
    torn = Answers(reason=ReasonCode.ETIQUETTE_ABIMEE)
    event = LabelReprinted(FIRST, "ETIQUETTE_ABIMEE", 2)
    asked = ask(Reason.REPRINT_REASON, Need.REASON, sscc=FIRST, count=2)
    assert judged(state, a_command("REPRINT")) == asked
    assert judged(state, a_command("REPRINT"), torn) == accept(
        Reason.REPRINTED, event, prints=(Print("carton-label", FIRST),), sscc=FIRST, count=2
    )
    assert judged(a_packing(), a_command("REPRINT")) == refuse(Reason.NOTHING_TO_REPRINT)


@pytest.mark.parametrize(
    ("subject", "verdict"),
    [
        (a_carton(status="void"), refuse(Reason.VOID_LABEL, sscc=FIRST)),
        (a_pallet(), refuse(Reason.NOT_EXPECTED_HERE)),
        (a_carton(2, status="open"), refuse(Reason.UNIT_CONFIRMED, sscc=SECOND)),
        (a_carton(3, status="open"), refuse(Reason.NOT_EXPECTED_HERE)),
        (a_carton(), refuse(Reason.CARTON_ALREADY_CLOSED, sscc=FIRST, site=SITE)),
        (a_trip_subject(), refuse(Reason.NOT_EXPECTED_HERE)),
        (SealSubject("SC-1", "T1"), refuse(Reason.NOT_EXPECTED_HERE)),
        (a_product(), refuse(Reason.PRODUCT_CODE, code="09521234500018")),
        (a_command("MENU"), refuse(Reason.NOT_EXPECTED_HERE)),
        (an_unknown("X1", kind="sscc"), refuse(Reason.UNKNOWN_SSCC, sscc="X1")),
        (an_unknown("X1", kind="order"), refuse(Reason.UNKNOWN_ORDER, order="X1")),
        (an_unknown("X1", kind="serial"), refuse(Reason.UNKNOWN_SERIAL, serial="X1")),
        (an_unknown("X1", kind="trip"), refuse(Reason.UNKNOWN_TRIP, trip="X1")),
        (an_unknown("X1", kind="dock"), refuse(Reason.UNKNOWN_TRIP, trip="X1")),
        (an_unknown("X1", kind="place"), refuse(Reason.UNKNOWN_CODE, code="X1")),
    ],
)
def test_other_codes_say_what_they_are(subject: Judged, verdict: Decision) -> None:
    assert judged(a_packing(carton=an_open_carton(2)), subject) == verdict


@pytest.mark.parametrize("subject", [a_device(), a_command("CLOSE")])
def test_packing_begins_with_an_order(subject: Judged) -> None:
    assert judged(Packing(), subject) == refuse(Reason.ORDER_EXPECTED)


# -- the state afterwards -------------------------------------------------------------------------------------------


def test_the_state_follows_a_carton_from_its_first_device_to_its_label() -> None:
    state = a_packing()
    opened = after(state, CartonOpened(FIRST, ORDER, UAI, 1), SealedCartonOpened(1, "FAB-1"), packed(1, FIRST))
    lines = (a_line(packed=1), a_line(LAPTOP, 2))
    assert opened == replace(state, lines=lines, carton=OpenCarton(FIRST, 1, (("TAB-A", 1),), 600), last_number=1)
    closed = after(opened, CartonClosed(FIRST, ORDER, UAI, 1, 1, 600, 600, awaits_label=True))
    assert closed == replace(state, lines=lines, last_number=1, awaiting=FIRST, last_unit=FIRST)
    assert after(closed, LabelReprinted(FIRST, "AUTRE", 1)) == replace(closed, reprints=1)
    assert after(closed, LabelVerified(FIRST, 1, 1)) == replace(closed, awaiting=None, closed=1)


def test_the_state_follows_a_label_set_aside() -> None:
    state = a_packing(awaiting=SECOND, last_unit=SECOND, aside=(FIRST,), closed=3)
    aside = after(state, LabelSetAside(SECOND))
    assert aside == replace(state, awaiting=None, aside=(FIRST, SECOND))
    assert after(aside, LabelVerified(FIRST, 1, 1)) == replace(aside, aside=(SECOND,), closed=4)
    assert after(aside, LabelVerified(carton_sscc(9), 1, 1)) == aside, "a carton of another order"


def test_the_state_follows_a_carton_taken_whole() -> None:
    state = a_packing(reprints=2)
    contents = (("TAB-A", 10),)
    event = CartonAssigned(FIRST, ORDER, UAI, 1, 1, "FAB-1", contents, 10, 6_000, awaits_label=False)
    lines = (a_line(packed=10), a_line(LAPTOP, 2))
    assert after(state, event) == replace(state, lines=lines, last_number=1, last_unit=FIRST, closed=1, reprints=0)


def test_another_order_and_an_undo_are_read_again() -> None:
    assert evolve(a_packing(), OrderOpened(OTHER_ORDER, OTHER_UAI)) is None
    assert evolve(a_packing(), CartonReopened(FIRST, ORDER, UAI, 1, 1, 600, SECOND)) is None


@pytest.mark.parametrize(
    ("state", "is_open"),
    [
        (Packing(), False),
        (a_packing(), True),
        (a_packing(a_line(packed=13)), False),
        (a_packing(a_line(packed=13), carton=an_open_carton()), True),
        (a_packing(a_line(packed=13), awaiting=FIRST, last_unit=FIRST), True),
        (a_packing(a_line(packed=13), aside=(FIRST,)), True),
    ],
)
def test_a_task_is_open_until_its_order_is_complete_and_labelled(state: Packing, is_open: bool) -> None:
    assert state.is_open is is_open
