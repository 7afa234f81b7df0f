"""Cards of printers, and jobs whose printer is away."""

from __future__ import annotations

from typing import Any

import pytest

from dispatch.domain.events import OrderOpened, PalletOpened, TripOpened
from dispatch.domain.printer_roster import PrinterAway
from dispatch.domain.reasons import Need, Reason
from dispatch.workflows import tasks
from dispatch.workflows.decisions import NO_ANSWERS, Answers, Args, Decision, Desk, Notice
from dispatch.workflows.dialogue import Dialogue, Question, judge
from dispatch.workflows.home import Home
from dispatch.workflows.loading import Loading
from dispatch.workflows.packing import Packing
from dispatch.workflows.palletising import Palletising
from dispatch.workflows.receiving import Receiving
from dispatch.workflows.subjects import Judged, NextSubject, PrinterSubject
from tests.support.builders import a_carton, a_command, a_desk, a_trip_subject, an_order, an_unknown

SPARE = PrinterSubject("ZEBRA", "zebra", "labels", waiting=3, condition="ready")
AWAY = {"labels": PrinterAway("paper-out"), "documents": PrinterAway("jammed", spare="laser")}
OUT = Notice("printer-remedy", {"remedy": "paper-out"})
JAM = (Notice("printer-remedy", {"remedy": "jammed"}), Notice("printer-spare", {"printer": "laser"}))
STATES = (Home(), Receiving(), Packing(), Palletising(), Loading())


def said(subject: Any, state: tasks.State | None = None, dialogue: Dialogue | None = None, **desk: Any) -> Decision:
    return judge(state or Home(), dialogue or Dialogue(), subject, a_desk(**desk))[0]


# -- cards


def test_a_card_gives_its_printer_the_queue() -> None:
    assert said(SPARE) == Decision(Reason.PRINTER_CHOSEN, {"printer": "zebra", "waiting": 3})
    unmeasured = PrinterSubject("ZEBRA", "zebra", "labels", waiting=3)
    assert said(unmeasured) == said(SPARE)


def test_a_printer_that_takes_the_queue_and_is_away_says_so() -> None:
    trouble = {"printer": "zebra", "condition": "paper-out", "remedy": "paper-out"}
    away = PrinterSubject("ZEBRA", "zebra", "labels", waiting=3, condition="paper-out")
    assert said(away) == Decision(
        Reason.PRINTER_CHOSEN, {"printer": "zebra", "waiting": 3}, notices=(Notice("printer-waiting", trouble),)
    )


@pytest.mark.parametrize(("condition", "notices"), [("ready", ()), ("", ()), ("paper-out", (OUT,))])
def test_the_card_of_the_active_printer_tells_its_state(condition: str, notices: tuple[Notice, ...]) -> None:
    active = PrinterSubject("ZEBRA", "zebra", "labels", active=True, waiting=2, condition=condition)
    words: Args = {"printer": "zebra", "condition": condition, "waiting": 2}
    assert said(active) == Decision(Reason.PRINTER_IN_USE, words, notices=notices)


def test_a_card_of_no_printer_is_refused_and_the_printers_are_named() -> None:
    unknown = PrinterSubject("OLD", configured="zebra, laser")
    assert said(unknown) == Decision(Reason.UNKNOWN_PRINTER, {"code": "OLD", "printers": "zebra, laser"})


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("unconfirmed", [False, True])
@pytest.mark.parametrize("blocked", [False, True])
@pytest.mark.parametrize("desk", [a_desk(), a_desk(roles=frozenset())])
def test_a_card_is_taken_at_any_time_and_leaves_everything_as_it_stood(
    state: tasks.State, unconfirmed: bool, blocked: bool, desk: Desk
) -> None:
    question = Question(Reason.CARTON_UNDERFILLED, Need.CONFIRM, a_command("CLOSE"), NO_ANSWERS)
    stands = Dialogue(question, unconfirmed, blocked=blocked)
    assert judge(state, stands, SPARE, desk) == (said(SPARE), stands)


# -- away

OPENINGS = [
    pytest.param(Packing(), an_order(), "labels", OrderOpened, id="order"),
    pytest.param(Packing(), NextSubject(an_order()), "labels", OrderOpened, id="next order"),
    pytest.param(Palletising(), a_carton(), "labels", PalletOpened, id="pallet"),
    pytest.param(Loading(), a_trip_subject(), "documents", TripOpened, id="trip"),
]


@pytest.mark.parametrize(("state", "subject", "role", "opened"), OPENINGS)
def test_a_job_whose_printer_is_away_asks_before_it_begins(
    state: tasks.State, subject: Judged, role: str, opened: type
) -> None:
    notices = {"labels": (OUT,), "documents": JAM}[role]
    question = Decision(
        Reason.PRINTER_AWAY,
        {"role": role, "condition": AWAY[role].condition},
        need=Need.CONFIRM,
        notices=notices,
    )
    desk = a_desk(printers_away=AWAY)
    decision, asked = judge(state, Dialogue(), subject, desk)
    assert decision == question
    assert asked.question == Question(Reason.PRINTER_AWAY, Need.CONFIRM, subject, NO_ANSWERS)
    going_on, free = judge(state, asked, a_command("CONFIRM"), desk)
    assert (type(going_on.events[0]), free.question) == (opened, None)
    assert judge(state, asked, a_command("CANCEL"), desk) == (Decision(Reason.CANCELLED), Dialogue())
    chosen, still = judge(state, asked, SPARE, desk)
    assert (chosen.reason, still) == (Reason.PRINTER_CHOSEN, asked)
    mended, free = judge(state, still, subject, a_desk())
    assert (type(mended.events[0]), free) == (opened, Dialogue())


@pytest.mark.parametrize(("state", "subject", "role", "opened"), OPENINGS)
def test_the_printer_of_the_other_role_is_no_matter(
    state: tasks.State, subject: Judged, role: str, opened: type
) -> None:
    desk = a_desk(printers_away={name: away for name, away in AWAY.items() if name != role})
    assert isinstance(judge(state, Dialogue(), subject, desk)[0].events[0], opened)


def test_what_is_wrong_with_the_job_is_said_before_what_is_wrong_with_the_printer() -> None:
    for desk, reason in (
        (a_desk(printers_away=AWAY, label_printer=False), Reason.NO_PRINTER),
        (a_desk(printers_away=AWAY, company_prefix=""), Reason.NO_COMPANY_PREFIX),
    ):
        assert judge(Packing(), Dialogue(), an_order(), desk)[0].reason is reason
    assert said(a_trip_subject(status="departed"), Loading(), printers_away=AWAY).reason is Reason.TRIP_ALREADY_DEPARTED
    assert said(an_unknown("S-1"), Packing(), printers_away=AWAY).reason is Reason.UNKNOWN_SERIAL


def test_a_pallet_that_stands_open_goes_on_whatever_the_printer_does() -> None:
    state = Palletising("3", a_carton().uai, "", 1)
    decision = tasks.decide(state, a_carton(), a_desk(printers_away=AWAY), Answers())
    assert decision.reason is Reason.CARTON_PALLETISED
