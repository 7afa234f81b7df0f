"""Palletising: one lycée per pallet, its limits, film and marks, two labels."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dispatch.domain.events import (
    CartonPalletised,
    LabelReprinted,
    LabelSetAside,
    LabelVerified,
    PalletClosed,
    PalletOpened,
    ShipmentJoined,
    ShipmentNumbered,
)
from dispatch.domain.pallet_plan import WITHOUT_DOCK, PalletLimits
from dispatch.domain.reasons import Need, Reason
from dispatch.domain.trips import Shipment
from dispatch.scanning.scans import ReasonCode
from dispatch.workflows.decisions import NO_ANSWERS, Answers, Args, Decision, Desk, Print, accept, ask, refuse
from dispatch.workflows.labelling import Label
from dispatch.workflows.palletising import Palletising, decide, evolve
from dispatch.workflows.subjects import (
    AmbiguousSubject,
    Judged,
    NextSubject,
    SealSubject,
    SiteFacts,
    UnitSubject,
)
from tests.support.builders import (
    NEXT_PALLET,
    ORDER,
    OTHER_ORDER,
    OTHER_SITE,
    OTHER_UAI,
    SITE,
    UAI,
    a_carton,
    a_command,
    a_desk,
    a_device,
    a_pallet,
    a_palletising,
    a_product,
    a_trip_subject,
    accepted,
    an_announced_carton,
    an_order,
    an_unknown,
    carton_sscc,
    pallet_sscc,
)

READY = Palletising()
FIRST, SECOND = carton_sscc(1), carton_sscc(2)
PALLET, OTHER_PALLET = pallet_sscc(1), pallet_sscc(2)
AWAITED = Palletising(awaiting=PALLET, uai=UAI, site=SITE, last_unit=PALLET)


def judged(state: Palletising, subject: Judged, answers: Answers = NO_ANSWERS, desk: Desk | None = None) -> Decision:
    return decide(state, subject, desk or a_desk(), answers)


# -- cartons --------------------------------------------------------------------------------------------------------


def test_a_closed_carton_opens_a_pallet_for_its_site() -> None:
    carton = a_carton(site_facts=SiteFacts(WITHOUT_DOCK, pallets=2))
    events = (PalletOpened(NEXT_PALLET, UAI, 3), CartonPalletised(FIRST, NEXT_PALLET, 6_500, 10, ""))
    words: Args = {"sscc": FIRST, "pallet": NEXT_PALLET, "number": 3, "site": SITE}
    assert judged(READY, carton) == accepted(Reason.PALLET_OPENED, words, *events)


def test_a_carton_of_a_site_no_longer_known_opens_pallet_one() -> None:
    assert judged(READY, a_carton(site_facts=None)).events[0] == PalletOpened(NEXT_PALLET, UAI, 1)


def test_the_next_carton_of_the_site_joins_it() -> None:
    event = CartonPalletised(SECOND, PALLET, 6_500, 10, "")
    words: Args = {"sscc": SECOND, "pallet": PALLET, "number": 1, "cartons": 2, "site": SITE}
    another_order = a_carton(2, order=f"ORD-{UAI}-2")
    assert judged(a_palletising(), a_carton(2)) == accepted(Reason.CARTON_PALLETISED, words, event)
    assert judged(a_palletising(), another_order) == accepted(Reason.CARTON_PALLETISED, words, event)


def test_e_col_13_no_pallet_begins_without_a_label_printer() -> None:
    desk = a_desk(label_printer=False)
    assert judged(READY, a_carton(), desk=desk) == refuse(Reason.NO_PRINTER, role="labels")
    assert judged(a_palletising(), a_carton(2), desk=desk).reason is Reason.CARTON_PALLETISED


def test_e_pal_01_a_carton_of_another_lycee_is_refused() -> None:
    carton = a_carton(2, uai=OTHER_UAI, site=OTHER_SITE, order=OTHER_ORDER)
    verdict = refuse(Reason.CARTON_OF_OTHER_SITE, sscc=SECOND, site=OTHER_SITE, pallet_site=SITE)
    assert judged(a_palletising(), carton) == verdict


@pytest.mark.parametrize("status", ["open", "awaiting-label"])
def test_e_pal_02_a_carton_that_is_not_closed_and_labelled_is_refused(status: str) -> None:
    assert judged(READY, a_carton(status=status)) == refuse(Reason.CARTON_NOT_CLOSED, sscc=FIRST)


def test_e_pal_02_a_maker_s_carton_is_no_carton_of_ours() -> None:
    assert judged(READY, an_announced_carton()) == refuse(Reason.CARTON_NOT_CLOSED, sscc="FAB-1")


@pytest.mark.parametrize("state", [READY, a_palletising()])
def test_a_carton_set_aside_is_completed_by_its_label_and_only_then_palletised(state: Palletising) -> None:
    aside = a_carton(2, status="awaiting-label", set_aside=True)
    verified = accept(Reason.LABEL_VERIFIED, LabelVerified(SECOND, 1, 1), sscc=SECOND, copy=1, copies=1)
    assert judged(state, aside) == verified


def test_e_pal_03_a_carton_stands_on_one_pallet_only() -> None:
    elsewhere, here = a_carton(2, pallet=OTHER_PALLET), a_carton(2, pallet=PALLET)
    assert judged(a_palletising(), elsewhere) == refuse(Reason.CARTON_ON_OTHER_PALLET, sscc=OTHER_PALLET)
    assert judged(READY, elsewhere) == refuse(Reason.CARTON_ON_OTHER_PALLET, sscc=OTHER_PALLET)
    assert judged(a_palletising(), here) == refuse(Reason.CARTON_ALREADY_HERE, sscc=PALLET)


def test_e_chg_15_what_departed_says_when() -> None:
    carton = a_carton(pallet=OTHER_PALLET, departed="2026-11-20")
    pallet = a_pallet(2, departed="2026-11-20")
    assert judged(READY, carton) == refuse(Reason.PALLET_DEPARTED, sscc=FIRST, date="2026-11-20")
    assert judged(READY, pallet) == refuse(Reason.PALLET_DEPARTED, sscc=OTHER_PALLET, date="2026-11-20")


# -- limits of the site ---------------------------------------------------------------------------------------------


def limited(height_mm: int, weight_g: int) -> SiteFacts:
    return SiteFacts(PalletLimits(height_mm, weight_g))


def test_e_pal_04_a_pallet_too_heavy_is_refused() -> None:
    full = a_palletising(net_g=768_500)
    too_heavy = refuse(Reason.PALLET_TOO_HEAVY, weight="800", limit=800)
    assert judged(full, a_carton(2)).reason is Reason.CARTON_PALLETISED
    assert judged(replace(full, net_g=768_501), a_carton(2)) == too_heavy
    alone = a_carton(site_facts=limited(1_600, 30_000))
    assert judged(READY, alone) == refuse(Reason.PALLET_TOO_HEAVY, weight="32", limit=30)


HIGHER: Args = {"height": 1_644, "limit": 1_600}
FULL = a_palletising(cartons=40, net_g=260_000, sizes=(("400x300x250", 40),))
"""Five layers of eight cartons: 1,394 mm; one more layer makes 1,644 mm."""
OVER = replace(FULL, cartons=41, sizes=(("400x300x250", 41),))
PLEASE = Answers(reason=ReasonCode.CAMION_PLEIN)


def test_e_pal_04_a_pallet_too_high_wants_a_reason_and_a_lead() -> None:
    attended = a_desk(operator="P1", roles=frozenset())
    with_lead = replace(PLEASE, approvers=("C1",), leads=True)
    event = CartonPalletised(SECOND, PALLET, 6_500, 10, "CAMION_PLEIN")
    words: Args = {"sscc": SECOND, "pallet": PALLET, "number": 1, "cartons": 41, "site": SITE}
    asked = Decision(Reason.PALLET_TOO_HIGH, HIGHER, need=Need.REASON)
    assert judged(FULL, a_carton(2)) == asked
    assert judged(FULL, a_carton(2), PLEASE, attended) == replace(asked, need=Need.BADGE, by_lead=True)
    done = accepted(Reason.CARTON_PALLETISED, words, event, approver="C1")
    assert judged(FULL, a_carton(2), with_lead, attended) == done
    assert judged(FULL, a_carton(2), PLEASE) == replace(done, approver="unattended")


def test_e_pal_04_a_height_that_was_approved_is_not_asked_again_until_it_grows() -> None:
    beside, above = a_carton(2), a_carton(2, size_mm="400x300x300")
    assert judged(OVER, beside).reason is Reason.CARTON_PALLETISED
    assert judged(OVER, above).reason is Reason.PALLET_TOO_HIGH


def test_e_pal_04_the_first_carton_may_be_too_high_already() -> None:
    tall = a_carton(site_facts=limited(390, 800_000))
    words: Args = {"height": 394, "limit": 390}
    assert judged(READY, tall) == Decision(Reason.PALLET_TOO_HIGH, words, need=Need.REASON)
    opened = judged(READY, tall, PLEASE)
    assert opened.events[1] == CartonPalletised(FIRST, NEXT_PALLET, 6_500, 10, "CAMION_PLEIN")
    assert opened.approver == "unattended"


def test_e_pal_04_a_height_that_nobody_knows_is_not_judged() -> None:
    assert judged(FULL, a_carton(2, size_mm=None)).reason is Reason.CARTON_PALLETISED
    assert judged(replace(FULL, limits=None), a_carton(2, site_facts=None)).reason is Reason.CARTON_PALLETISED


# -- closing --------------------------------------------------------------------------------------------------------

FILM = ask(Reason.FILM_AND_MARKS, sscc=PALLET, mark="UN 3481", overpack="SUREMBALLAGE")


def closed(order: str) -> Decision:
    event = PalletClosed(PALLET, UAI, 1, order, 1, 10, 6_500, 31_500, awaits_label=True, rules="ADR 2025")
    words: Args = {"sscc": PALLET, "number": 1, "cartons": 1, "site": SITE}
    return accepted(Reason.PALLET_CLOSED, words, event, prints=(Print("pallet-label", PALLET, 2),))


@pytest.mark.parametrize("desk", [a_desk(), a_desk(verify_label=False)])
def test_film_and_marks_are_confirmed_before_the_labels_print(desk: Desk) -> None:
    filmed = Answers(frozenset({Reason.FILM_AND_MARKS}))
    assert judged(a_palletising(), a_command("CLOSE"), desk=desk) == FILM
    assert judged(a_palletising(), a_command("CLOSE"), filmed, desk) == closed(ORDER)


def test_a_pallet_of_two_orders_is_of_none() -> None:
    state = a_palletising(orders=(ORDER, f"ORD-{UAI}-2"))
    assert judged(state, a_command("CLOSE"), Answers(frozenset({Reason.FILM_AND_MARKS}))) == closed("")


def test_e_pal_10_cartons_left_on_the_floor_are_asked_about_first() -> None:
    state = a_palletising(loose=3)
    missing = frozenset({Reason.CARTONS_MISSING})
    assert judged(state, a_command("CLOSE")) == ask(Reason.CARTONS_MISSING, missing=3, site=SITE)
    assert judged(state, a_command("CLOSE"), Answers(missing)) == FILM
    both = Answers(missing | {Reason.FILM_AND_MARKS})
    assert judged(state, a_command("CLOSE"), both) == closed(ORDER)


def test_there_is_nothing_to_close_without_a_pallet() -> None:
    assert judged(READY, a_command("CLOSE")) == refuse(Reason.PALLET_EMPTY)


# -- labels, commands and the rest ----------------------------------------------------------------------------------


def test_e_pal_07_both_labels_are_read_back_before_anything_else() -> None:
    assert AWAITED.awaited == Label(PALLET, "pallet-label", 1, 2)
    assert judged(AWAITED, a_carton(2)) == refuse(Reason.WRONG_LABEL, expected=PALLET, scanned=SECOND)
    assert judged(AWAITED, a_command("CLOSE")) == refuse(Reason.LABEL_NOT_VERIFIED, rule="E-PAL-07", sscc=PALLET)
    second = replace(AWAITED, copies_verified=1)
    assert judged(second, a_pallet(status="awaiting-label")).reason is Reason.PALLET_READY


def test_e_pal_07_a_pallet_set_aside_still_wants_both_its_labels() -> None:
    aside = a_pallet(2, status="awaiting-label", set_aside=True)
    first = accept(Reason.LABEL_VERIFIED, LabelVerified(OTHER_PALLET, 1, 2), sscc=OTHER_PALLET, copy=1, copies=2)
    second = accept(Reason.PALLET_READY, LabelVerified(OTHER_PALLET, 2, 2), sscc=OTHER_PALLET, copy=2, copies=2)
    assert judged(READY, aside) == first
    assert judged(a_palletising(), replace(aside, copies_verified=1)) == second


def test_cmd_next_proposes_the_site_with_most_cartons() -> None:
    proposed = NextSubject(site=(UAI, SITE, 7))
    assert judged(READY, proposed) == refuse(Reason.NEXT_SITE, uai=UAI, site=SITE, cartons=7)
    assert judged(READY, NextSubject()) == refuse(Reason.NOTHING_TO_PALLETISE)
    assert judged(a_palletising(), proposed) == refuse(Reason.PALLET_STILL_OPEN, sscc=PALLET)


def test_the_labels_of_the_last_pallet_may_be_printed_again() -> None:
    event = LabelReprinted(PALLET, "CAMION_PLEIN", 1)
    reprinted = accept(Reason.REPRINTED, event, prints=(Print("pallet-label", PALLET, 2),), sscc=PALLET, count=1)
    assert judged(Palletising(last_unit=PALLET), a_command("REPRINT"), PLEASE) == reprinted
    assert judged(READY, a_command("REPRINT")) == refuse(Reason.NOTHING_TO_REPRINT)


@pytest.mark.parametrize(
    ("subject", "verdict"),
    [
        (a_carton(status="void"), refuse(Reason.VOID_LABEL, sscc=FIRST)),
        (a_pallet(2, status="void"), refuse(Reason.VOID_LABEL, sscc=OTHER_PALLET)),
        (a_pallet(1, status="open"), refuse(Reason.UNIT_CONFIRMED, sscc=PALLET)),
        (a_pallet(2, status="open"), refuse(Reason.NOT_EXPECTED_HERE)),
        (a_pallet(2), refuse(Reason.PALLET_ALREADY_READY, sscc=OTHER_PALLET, site=SITE)),
        (an_unknown("X", kind="sscc"), refuse(Reason.UNKNOWN_SSCC, sscc="X")),
        (an_unknown("X"), refuse(Reason.UNKNOWN_CODE, code="X")),
        (a_device(), refuse(Reason.NOT_EXPECTED_HERE)),
        (AmbiguousSubject("X", (), ()), refuse(Reason.NOT_EXPECTED_HERE)),
        (a_product(), refuse(Reason.NOT_EXPECTED_HERE)),
        (an_order(), refuse(Reason.NOT_EXPECTED_HERE)),
        (a_trip_subject(), refuse(Reason.NOT_EXPECTED_HERE)),
        (SealSubject("SC-1", "T1"), refuse(Reason.NOT_EXPECTED_HERE)),
        (a_command("SHORT"), refuse(Reason.NOT_EXPECTED_HERE)),
    ],
)
def test_other_codes_say_what_they_are(subject: Judged, verdict: Decision) -> None:
    assert judged(a_palletising(), subject) == verdict


# -- the state afterwards -------------------------------------------------------------------------------------------


def test_the_state_follows_the_labels_of_a_pallet() -> None:
    event = PalletClosed(PALLET, UAI, 1, ORDER, 1, 10, 6_500, 31_500, awaits_label=True)
    once = replace(AWAITED, copies_verified=1)
    assert evolve(a_palletising(), event) == AWAITED
    assert evolve(AWAITED, LabelVerified(PALLET, 1, 2)) == once
    assert evolve(once, LabelVerified(PALLET, 2, 2)) == Palletising(last_unit=PALLET)
    assert evolve(once, LabelSetAside(PALLET)) == Palletising(last_unit=PALLET)
    assert evolve(once, LabelReprinted(PALLET, "AUTRE", 1)) == replace(once, reprints=1)


def test_what_concerns_other_units_is_read_again() -> None:
    assert evolve(READY, PalletOpened(PALLET, UAI, 1)) is None
    assert evolve(READY, LabelVerified(FIRST, 1, 1)) is None
    assert evolve(a_palletising(), CartonPalletised(SECOND, PALLET, 6_500, 10, "")) is None


@pytest.mark.parametrize(("state", "is_open"), [(READY, False), (a_palletising(), True), (AWAITED, True)])
def test_a_task_is_open_until_its_pallet_is_ready(state: Palletising, is_open: bool) -> None:
    assert state.is_open is is_open


def test_one_carton_may_be_of_unknown_size_among_known_ones() -> None:
    state = a_palletising(sizes=((None, 2), ("400x300x250", 1)))
    carton: UnitSubject = a_carton(2)
    assert judged(state, carton).reason is Reason.CARTON_PALLETISED


# -- shipments ------------------------------------------------------------------------------------------------------


def test_a_pallet_that_is_closed_joins_the_shipment_that_will_take_it() -> None:
    film = NO_ANSWERS.confirm(Reason.FILM_AND_MARKS)
    numbered, new = Shipment("T1", UAI, gsin="95212340000000006"), Shipment("T1", UAI, ORDER)
    desk = a_desk(next_gsin="95212340000000013", names_shipments=True)
    known = decide(replace(a_palletising(), shipment=numbered), a_command("CLOSE"), desk, film)
    assert known.events[1:] == (ShipmentJoined(PALLET, numbered.gsin, labelled=True),)
    first = decide(replace(a_palletising(), shipment=new), a_command("CLOSE"), desk, film)
    assert first.events[1:] == (
        ShipmentNumbered("T1", UAI, ORDER, desk.next_gsin),
        ShipmentJoined(PALLET, desk.next_gsin, labelled=True),
    )
    for state, at in ((a_palletising(), desk), (replace(a_palletising(), shipment=new), a_desk(next_gsin=""))):
        (closed,) = decide(state, a_command("CLOSE"), at, film).events
        assert isinstance(closed, PalletClosed)


def test_what_follows_a_new_shipment_is_read_again_and_after_a_known_one_is_not() -> None:
    assert evolve(AWAITED, ShipmentJoined(PALLET, "95212340000000006", labelled=False)) == AWAITED
    assert evolve(AWAITED, ShipmentNumbered("T1", UAI, "", "95212340000000006")) is None
