"""Seals, the summary, approvals of what is missing, departure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dispatch.domain.events import SealRecorded, TripDeparted
from dispatch.domain.identifiers import Gtin
from dispatch.domain.reasons import Need, Reason
from dispatch.domain.trips import Stop
from dispatch.scanning.scans import ReasonCode
from dispatch.workflows.decisions import NO_ANSWERS, Answers, Args, Decision, Desk, Notice, accept, refuse
from dispatch.workflows.loading import Loading, LoadStop, decide
from dispatch.workflows.subjects import Judged, ProductSubject, SealSubject
from tests.support.builders import TODAY, UAI, a_command, a_desk, a_loading, a_product, a_trip, accepted, an_unknown

FULL = a_loading({1: 1, 2: 2})
"""Every stop has its pallets in the truck."""
SEALED = replace(FULL, seals=("SC-1",))
CLOSE = a_command("CLOSE")
SEALING = Answers(sealing=True)
LEAVE = Answers(frozenset({Reason.DEPARTURE_SUMMARY}))


def judged(state: Loading, subject: Judged, answers: Answers = NO_ANSWERS, desk: Desk | None = None) -> Decision:
    return decide(state, subject, desk or a_desk(), answers)


def recorded(seal: str, count: int) -> Decision:
    return accept(Reason.SEAL_RECORDED, SealRecorded("T1", seal), seal=seal, trip="T1", count=count)


def summary(state: Loading, **changes: str | int) -> Decision:
    words: dict[str, str | int] = {
        "trip": "T1",
        "pallets": state.pallets,
        "cartons": state.cartons,
        "devices": state.devices,
        "seals": len(state.seals),
        "missing": state.missing,
        "planned": TODAY,
        "today": TODAY,
    }
    return Decision(Reason.DEPARTURE_SUMMARY, words | changes, need=Need.CONFIRM, notices=to_hand(2))


def to_hand(left: int) -> tuple[Notice, ...]:
    return (Notice("seals-to-hand", {"left": left}),)


def departed(state: Loading, reason: str = "", approver: str = "") -> Decision:
    event = TripDeparted("T1", TODAY, state.missing, reason, "ADR 2025")
    words: Args = {"trip": "T1", "pallets": 3, "cartons": 6, "devices": 60, "plate": "AA-123-BB"}
    return accepted(Reason.DEPARTED, words, event, approver=approver)


# -- seals ----------------------------------------------------------------------------------------------------------


def test_e_chg_08_without_a_seal_cmd_close_asks_for_one_and_never_departs() -> None:
    asked = Decision(Reason.SEAL_EXPECTED, {"trip": "T1"}, rule="E-CHG-08", expects_seal=True)
    for answers in (NO_ANSWERS, SEALING, LEAVE):
        assert judged(FULL, CLOSE, answers) == asked


def test_each_seal_adds_one() -> None:
    assert judged(FULL, an_unknown("SC-1"), SEALING) == recorded("SC-1", 1)
    assert judged(SEALED, an_unknown("SC-2")) == recorded("SC-2", 2)


@pytest.mark.parametrize("code", ["12345670", "9521234500018", "09521234500018"])
def test_a_numeric_seal_that_looks_like_a_product_code_is_taken_as_it_was_read(code: str) -> None:
    assert judged(FULL, ProductSubject(Gtin.parse(code), code), SEALING) == recorded(code, 1)


def test_e_chg_08_a_seal_that_was_used_is_refused() -> None:
    for trip in ("T1", "T9"):
        assert judged(SEALED, SealSubject("SC-1", trip)) == refuse(Reason.SEAL_REFUSED, seal="SC-1")


def test_e_chg_08_no_other_code_is_a_seal() -> None:
    for subject in (an_unknown("X", kind="place"), an_unknown("X", kind="other")):
        assert judged(FULL, subject, SEALING) == refuse(Reason.UNKNOWN_CODE, code="X")
    assert judged(FULL, a_product(), SEALING) == refuse(Reason.NOT_EXPECTED_HERE)


def test_r_01_a_desk_whose_clock_is_wrong_neither_seals_nor_departs() -> None:
    late = a_desk(clock_behind_s=61)
    wrong = refuse(Reason.CLOCK_WRONG, seconds=61)
    assert judged(FULL, an_unknown("SC-1"), SEALING, late) == wrong
    assert judged(SEALED, CLOSE, desk=late) == wrong
    assert judged(SEALED, CLOSE, desk=a_desk(clock_behind_s=60)) == summary(SEALED)


# -- departure ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [Loading(), replace(SEALED, departed=True)])
def test_departure_needs_a_trip(state: Loading) -> None:
    assert judged(state, CLOSE) == refuse(Reason.TRIP_EXPECTED)


def test_an_empty_truck_does_not_depart() -> None:
    assert judged(a_loading(), CLOSE) == refuse(Reason.NOTHING_LOADED, trip="T1")


def test_e_chg_09_a_waybill_without_a_mandatory_mention_forbids_departure() -> None:
    state = replace(SEALED, missing_mentions=("shipper.name", "carrier_siren"))
    assert judged(state, CLOSE, LEAVE) == refuse(Reason.WAYBILL_INCOMPLETE, field="shipper.name")


def test_the_summary_is_confirmed_and_the_trip_departs() -> None:
    assert judged(SEALED, CLOSE) == summary(SEALED)
    assert judged(SEALED, CLOSE, LEAVE) == departed(SEALED)


def test_departure_on_another_day_is_part_of_the_summary() -> None:
    tomorrow = "2026-11-24"
    state = replace(SEALED, trip=a_trip(date=tomorrow))
    assert judged(state, CLOSE) == summary(state, planned=tomorrow)
    assert judged(state, CLOSE, LEAVE) == departed(state)


@pytest.mark.parametrize(
    ("day", "rule"), [("2026-11-28", None), ("2026-11-29", "E-CHG-18"), ("2026-11-11", "E-CHG-18")]
)
def test_e_chg_18_a_day_on_which_lycees_are_closed_is_part_of_the_summary(day: str, rule: str | None) -> None:
    notices = (Notice("sites-closed", {"date": day}),) if rule else ()
    asked = replace(summary(SEALED, today=day), rule=rule, notices=(*notices, *to_hand(2)))
    assert judged(SEALED, CLOSE, desk=a_desk(today=day)) == asked


@pytest.mark.parametrize(
    ("loaded", "seals", "notices"),
    [
        ({1: 1, 2: 2}, 1, to_hand(2)),
        ({1: 1, 2: 2}, 2, to_hand(1)),
        ({1: 1, 2: 2}, 3, ()),
        ({1: 1, 2: 2}, 4, ()),
        ({2: 2}, 1, ()),
    ],
)
def test_several_deliveries_take_a_seal_more_than_stops(
    loaded: dict[int, int], seals: int, notices: tuple[Notice, ...]
) -> None:
    """The driver is handed what is not on the doors yet; stops that received nothing are not opened."""
    asked = judged(a_loading(loaded, seals=tuple(f"SC-{n}" for n in range(seals))), CLOSE)
    assert (asked.reason, asked.notices) == (Reason.DEPARTURE_SUMMARY, notices)


# -- pallets that stay behind ---------------------------------------------------------------------------------------

BEHIND = replace(SEALED, stops=(*SEALED.stops, LoadStop(Stop(3, UAI), "Site 3", 0, ready=1, unfinished=2)))
ABSENT = replace(SEALED, stops=(*SEALED.stops, LoadStop(Stop(3, UAI), "Site 3")))
GO = replace(LEAVE, reason=ReasonCode.CAMION_PLEIN)
MISSING = Decision(Reason.PALLETS_MISSING, {"missing": 3}, need=Need.REASON)


def test_what_is_missing_counts_pallets_and_stops_without_any() -> None:
    assert (SEALED.missing, BEHIND.missing, ABSENT.missing) == (0, 3, 1)


def test_e_chg_07_missing_pallets_want_a_reason_and_two_badges() -> None:
    attended = a_desk(operator="P1", roles=frozenset())
    once = replace(GO, approvers=("P2",))
    twice = replace(GO, approvers=("P2", "C1"), leads=True)
    assert judged(BEHIND, CLOSE) == summary(BEHIND)
    assert judged(BEHIND, CLOSE, LEAVE) == MISSING
    assert judged(BEHIND, CLOSE, GO, attended) == replace(MISSING, need=Need.BADGE)
    assert judged(BEHIND, CLOSE, once, attended) == replace(MISSING, need=Need.BADGE, by_lead=True)
    assert judged(BEHIND, CLOSE, twice, attended) == departed(BEHIND, "CAMION_PLEIN", "P2+C1")


def test_e_chg_07_without_operators_a_reason_card_is_enough() -> None:
    assert judged(BEHIND, CLOSE, GO) == departed(BEHIND, "CAMION_PLEIN", "unattended")
