"""Battery marks at the pallet: asked for where they must be and nowhere else, by the rules of the day of carriage."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dispatch.domain.batteries import BatteryPolicy, Consignment
from dispatch.domain.events import CartonPalletised, PalletClosed, TripDeparted
from dispatch.domain.reasons import Reason
from dispatch.workflows.decisions import NO_ANSWERS, Answers, Decision, Desk, ask, refuse
from dispatch.workflows.loading import decide as load
from dispatch.workflows.palletising import Palletising, decide
from dispatch.workflows.subjects import Judged
from tests.support.builders import (
    ADR,
    LAPTOP,
    a_carton,
    a_command,
    a_desk,
    a_loading,
    a_pallet,
    a_palletising,
    a_trip,
    carton_sscc,
    pallet_sscc,
)

PALLET = pallet_sscc(1)
MARKS = ask(Reason.FILM_AND_MARKS, sscc=PALLET, mark="UN 3481", overpack="SUREMBALLAGE")
FILM = ask(Reason.FILM, sscc=PALLET)
OUTDATED = refuse(Reason.MARKS_OUTDATED, date="2026-12-31", carried="2027-01-04")
ALWAYS = a_desk()
WHERE_DUE = a_desk(batteries=BatteryPolicy(ADR, always_mark=False))
BY_HAND = a_desk(batteries=BatteryPolicy(ADR, by_hand=True))
WITH_PHONE = a_desk(batteries=BatteryPolicy(ADR, by_hand=True, phone_stock=True))
SMALL = Consignment((2, 2), complete=True)
NEXT_YEAR = "2027-01-04"


def closing(state: Palletising, desk: Desk, answers: Answers = NO_ANSWERS) -> Decision:
    return decide(state, a_command("CLOSE"), desk, answers)


@pytest.mark.parametrize(
    ("desk", "batteries", "consignment", "question"),
    [
        pytest.param(ALWAYS, 10, Consignment((10,)), MARKS, id="an ordinary pallet"),
        pytest.param(ALWAYS, 2, SMALL, MARKS, id="exempt, marked all the same"),
        pytest.param(ALWAYS, 0, SMALL, FILM, id="no battery on it"),
        pytest.param(WHERE_DUE, 10, Consignment((10,), complete=True), MARKS, id="more than two batteries"),
        pytest.param(WHERE_DUE, 4, SMALL, FILM, id="exempt"),
        pytest.param(WHERE_DUE, 4, Consignment((2, 2, 1), complete=True), MARKS, id="a third package"),
        pytest.param(WHERE_DUE, 4, replace(SMALL, complete=False), MARKS, id="a third package may come"),
        pytest.param(WHERE_DUE, 0, Consignment((10,), complete=True), FILM, id="batteries on the other pallet only"),
    ],
)
def test_e_pal_11_a_film_repeats_the_marks_that_are_due(
    desk: Desk, batteries: int, consignment: Consignment, question: Decision
) -> None:
    state = a_palletising(batteries=batteries, consignment=consignment)
    assert closing(state, desk) == question
    (event,) = closing(state, desk, NO_ANSWERS.confirm(question.reason)).events
    assert isinstance(event, PalletClosed)
    assert (event.marked, event.rules) == (question == MARKS, "ADR 2025")


def test_the_confirmation_of_a_film_is_none_of_marks() -> None:
    state = a_palletising()
    assert closing(state, ALWAYS, NO_ANSWERS.confirm(Reason.FILM)) == MARKS
    bare = replace(state, batteries=0)
    assert closing(bare, ALWAYS, NO_ANSWERS.confirm(Reason.FILM_AND_MARKS)) == FILM


def test_marks_with_a_telephone_number_are_refused_by_the_day_of_carriage() -> None:
    state = a_palletising()
    assert closing(state, WITH_PHONE) == MARKS
    assert closing(replace(state, carried_on=NEXT_YEAR), WITH_PHONE) == OUTDATED
    confirmed = NO_ANSWERS.confirm(Reason.FILM_AND_MARKS)
    assert closing(replace(state, carried_on=NEXT_YEAR), WITH_PHONE, confirmed) == OUTDATED
    assert closing(state, replace(WITH_PHONE, today=NEXT_YEAR)) == OUTDATED
    assert closing(replace(state, batteries=0, carried_on=NEXT_YEAR), WITH_PHONE) == FILM


def test_the_journal_keeps_the_edition_of_the_day_of_carriage() -> None:
    decision = closing(a_palletising(carried_on=NEXT_YEAR), ALWAYS, NO_ANSWERS.confirm(Reason.FILM_AND_MARKS))
    (event,) = decision.events
    assert isinstance(event, PalletClosed)
    assert event.rules == "ADR 2027"


# -- carton by carton -----------------------------------------------------------------------------------------------


def on_pallet(subject: Judged, desk: Desk, answers: Answers = NO_ANSWERS) -> Decision:
    return decide(a_palletising(), subject, desk, answers)


def test_e_col_16_where_marks_are_stuck_on_by_hand_each_carton_is_asked_about() -> None:
    carton = a_carton(2)
    question = ask(Reason.MARK_ON_CARTON, sscc=carton_sscc(2), mark="UN 3481")
    for state in (a_palletising(), Palletising()):
        assert decide(state, carton, BY_HAND, NO_ANSWERS) == question
        events = decide(state, carton, BY_HAND, NO_ANSWERS.confirm(Reason.MARK_ON_CARTON)).events
        assert isinstance(events[-1], CartonPalletised)


@pytest.mark.parametrize(
    ("desk", "batteries", "facts"),
    [
        pytest.param(ALWAYS, 10, True, id="printed by the maker"),
        pytest.param(BY_HAND, 0, True, id="no battery"),
        pytest.param(BY_HAND, 10, False, id="lycée unknown"),
    ],
)
def test_no_other_carton_is_asked_about(desk: Desk, batteries: int, facts: bool) -> None:
    carton = a_carton(2, batteries=batteries)
    carton = carton if facts else replace(carton, site_facts=None)
    assert on_pallet(carton, desk).reason is Reason.CARTON_PALLETISED


def test_a_carton_of_next_year_is_no_place_for_a_mark_with_a_telephone_number() -> None:
    carton = a_carton(2)
    assert carton.site_facts is not None
    late = replace(carton, site_facts=replace(carton.site_facts, carried_on=NEXT_YEAR))
    assert on_pallet(late, WITH_PHONE) == OUTDATED
    assert on_pallet(carton, WITH_PHONE).reason is Reason.MARK_ON_CARTON


# -- on the truck ---------------------------------------------------------------------------------------------------

LATER = replace(ADR.on("2027-01-01"), battery_wh=80)
STRICTER = BatteryPolicy(type(ADR)((ADR.on("2026-01-01"), LATER)))


@pytest.mark.parametrize(
    ("trip_day", "today", "reason"),
    [
        ("2026-12-31", "2026-12-30", Reason.PALLET_LOADED),
        ("2027-01-01", "2026-12-31", Reason.BATTERY_TOO_LARGE),
        ("2026-12-31", "2027-01-01", Reason.BATTERY_TOO_LARGE),
    ],
)
def test_e_chg_17_a_pallet_is_judged_by_the_rules_of_its_departure(trip_day: str, today: str, reason: Reason) -> None:
    state = a_loading(trip=a_trip(date=trip_day))
    pallet = a_pallet(1, uai=state.stops[-1].stop.uai, items=(replace(LAPTOP, batteries=1, battery_mwh=90_000),))
    desk = a_desk(today=today, batteries=STRICTER)
    assert load(state, pallet, desk, NO_ANSWERS.confirm(Reason.LOADING_ORDER)).reason is reason


DUE = ask(Reason.MARKS_DUE, sscc=pallet_sscc(1), mark="UN 3481", overpack="SUREMBALLAGE")


@pytest.mark.parametrize(
    ("desk", "changes", "asked"),
    [
        pytest.param(WHERE_DUE, {"consignment": Consignment((2, 2, 2), complete=True)}, True, id="a third package"),
        pytest.param(WHERE_DUE, {"consignment": replace(SMALL, complete=False)}, True, id="more is to come"),
        pytest.param(WHERE_DUE, {"consignment": SMALL}, False, id="still exempt"),
        pytest.param(ALWAYS, {"consignment": SMALL}, True, id="the desk marks everything"),
        pytest.param(ALWAYS, {"consignment": SMALL, "batteries": 0}, False, id="no battery"),
        pytest.param(ALWAYS, {"consignment": SMALL, "marked": True}, False, id="marked"),
    ],
)
def test_a_further_package_puts_marks_on_a_pallet_that_went_without(
    desk: Desk, changes: dict[str, Any], asked: bool
) -> None:
    state = a_loading()
    pallet = replace(a_pallet(1, uai=state.stops[-1].stop.uai, batteries=4, marked=False), **changes)
    ordered = NO_ANSWERS.confirm(Reason.LOADING_ORDER)
    if asked:
        assert load(state, pallet, desk, ordered) == DUE
    assert load(state, pallet, desk, ordered.confirm(Reason.MARKS_DUE)).reason is Reason.PALLET_LOADED
    assert (load(state, pallet, desk, ordered).reason is Reason.MARKS_DUE) is asked


def test_the_departure_keeps_the_edition_of_its_day() -> None:
    state = a_loading({1: 1, 2: 1}, seals=("SC-1",))
    left = load(state, a_command("CLOSE"), a_desk(today="2027-01-04"), NO_ANSWERS.confirm(Reason.DEPARTURE_SUMMARY))
    assert [event.rules for event in left.events if isinstance(event, TripDeparted)] == ["ADR 2027"]
