"""Receiving: what the id of an announced carton does, and what everything else does not."""

from __future__ import annotations

import pytest

from dispatch.domain.events import CartonReceived, CartonUnreceived
from dispatch.domain.reasons import Need, Reason
from dispatch.workflows.decisions import NO_ANSWERS, Answers, Decision, accept, ask, refuse
from dispatch.workflows.receiving import Receiving, decide, evolve
from dispatch.workflows.subjects import AmbiguousSubject, Judged, NextSubject, SealSubject
from tests.support.builders import (
    a_carton,
    a_command,
    a_desk,
    a_device,
    a_product,
    a_trip_subject,
    an_announced_carton,
    an_order,
    an_unknown,
    carton_sscc,
)

HERE = an_announced_carton(received=False)
ELSEWHERE = an_announced_carton(2, code=HERE.code, asn="AV2", received=False)
ARRIVED = CartonReceived(1, "AV1", "FAB-1", 10)
RECEIVED = accept(Reason.CARTON_RECEIVED, ARRIVED, carton="FAB-1", asn="AV1", devices=10)


def judged(subject: Judged, answers: Answers = NO_ANSWERS) -> Decision:
    return decide(Receiving(), subject, a_desk(), answers)


def test_the_id_of_an_announced_carton_puts_its_devices_in_stock() -> None:
    assert judged(HERE) == RECEIVED


def test_the_same_carton_again_is_harmless() -> None:
    again = an_announced_carton(received=True)
    assert judged(again) == refuse(Reason.CARTON_ALREADY_RECEIVED, carton="FAB-1", asn="AV1")


def test_one_code_in_two_advices_asks_for_a_device_and_takes_its_carton() -> None:
    doubt = AmbiguousSubject("FAB-1", (), (HERE, ELSEWHERE))
    assert judged(doubt) == ask(Reason.CARTON_AMBIGUOUS, Need.LABEL, code="FAB-1")
    assert judged(doubt, Answers(carton=1)) == RECEIVED


def test_a_device_with_the_code_of_a_carton_makes_no_doubt() -> None:
    assert judged(AmbiguousSubject("FAB-1", (a_device(serial="FAB-1"),), (HERE,))) == RECEIVED


def test_a_serial_is_answered_with_its_carton() -> None:
    several = AmbiguousSubject("S-1", (a_device(1), a_device(2)), ())
    assert judged(a_device()) == refuse(Reason.CARTON_CODE_EXPECTED, serial="S-1", carton="FAB-1")
    assert judged(several) == refuse(Reason.CARTON_CODE_EXPECTED, serial="S-1")


@pytest.mark.parametrize(
    ("subject", "verdict"),
    [
        (a_carton(status="void"), refuse(Reason.VOID_LABEL, sscc=carton_sscc(1))),
        (a_product(), refuse(Reason.PRODUCT_CODE, code="09521234500018")),
        (an_unknown("FAB-9"), refuse(Reason.UNKNOWN_CODE, code="FAB-9")),
        (SealSubject("SC-1", "T1"), refuse(Reason.NOT_EXPECTED_HERE)),
        (a_carton(), refuse(Reason.NOT_EXPECTED_HERE)),
        (an_order(), refuse(Reason.NOT_EXPECTED_HERE)),
        (a_trip_subject(), refuse(Reason.NOT_EXPECTED_HERE)),
        (NextSubject(), refuse(Reason.NOT_EXPECTED_HERE)),
        (a_command("CLOSE"), refuse(Reason.NOT_EXPECTED_HERE)),
    ],
)
def test_nothing_else_is_received(subject: Judged, verdict: Decision) -> None:
    assert judged(subject) == verdict


def test_the_advice_at_hand_is_counted() -> None:
    state = Receiving("AV1", (3, 8), (30, 80))
    assert evolve(state, ARRIVED) == Receiving("AV1", (4, 8), (40, 80))


def test_another_advice_and_an_undo_are_read_again() -> None:
    state = Receiving("AV2", (3, 8), (30, 80))
    assert evolve(state, ARRIVED) is None
    assert evolve(state, CartonUnreceived(1, "AV2", "FAB-1", 10)) is None
