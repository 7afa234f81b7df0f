"""Home: a code is named, nothing is done with it, and anybody may ask."""

from __future__ import annotations

import pytest

from dispatch.domain.identifiers import Gtin
from dispatch.domain.reasons import Reason
from dispatch.scanning.scans import Command
from dispatch.workflows import tasks
from dispatch.workflows.decisions import Answers
from dispatch.workflows.dialogue import Dialogue, judge
from dispatch.workflows.home import Home
from dispatch.workflows.subjects import CommandSubject, Judged, ProductSubject, UnknownSubject
from tests.support.builders import a_carton, a_desk, a_device

GTIN = Gtin.parse("09521234500018")


@pytest.mark.parametrize(
    ("subject", "reason"),
    [
        (UnknownSubject("NOBODY", "plain"), Reason.UNKNOWN_CODE),
        (UnknownSubject("ORD-0750652B-9", "order"), Reason.UNKNOWN_ORDER),
        (a_carton(status="void"), Reason.VOID_LABEL),
        (a_carton(status="closed"), Reason.NOT_EXPECTED_HERE),
        (a_device(), Reason.NOT_EXPECTED_HERE),
        (ProductSubject(GTIN, str(GTIN)), Reason.PRODUCT_CODE),
        (CommandSubject(Command.CLOSE), Reason.NOT_EXPECTED_HERE),
    ],
)
def test_a_code_is_named_and_nothing_is_done(subject: Judged, reason: Reason) -> None:
    decision = tasks.decide(Home(), subject, a_desk(), Answers())
    assert (decision.reason, decision.events, decision.prints) == (reason, (), ())


def test_anybody_may_ask_at_home_where_roles_hold() -> None:
    decision, _ = judge(Home(), Dialogue(), UnknownSubject("NOBODY", "plain"), a_desk(roles=frozenset()))
    assert decision.reason is Reason.UNKNOWN_CODE
