"""Loading: which pallets go into the truck, in which order, and when it is full."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dispatch.domain.events import (
    LabelReprinted,
    PalletLoaded,
    SealRecorded,
    ShipmentJoined,
    ShipmentNumbered,
    TripOpened,
)
from dispatch.domain.reasons import Need, Reason
from dispatch.domain.trips import Shipment, Stop
from dispatch.scanning.scans import ReasonCode
from dispatch.workflows.decisions import NO_ANSWERS, Answers, Args, Decision, Desk, Print, accept, ask, refuse
from dispatch.workflows.loading import Loading, LoadStop, decide
from dispatch.workflows.subjects import AmbiguousSubject, Judged, NextSubject, SealSubject
from tests.support.builders import (
    LAPTOP,
    OTHER_SITE,
    OTHER_UAI,
    SITE,
    TABLET,
    UAI,
    a_carton,
    a_command,
    a_desk,
    a_device,
    a_loading,
    a_pallet,
    a_product,
    a_trip,
    a_trip_subject,
    accepted,
    an_announced_carton,
    an_order,
    an_unknown,
    carton_sscc,
    pallet_sscc,
)

PALLET = pallet_sscc(1)
GSIN, NEXT = "95212340000000006", "95212340000000013"
TO_ONE = a_trip(stops=(Stop(1, UAI),))
STOP = LoadStop(TO_ONE.stops[0], SITE)
TO_NUMBERED = a_loading(trip=TO_ONE, stops=(replace(STOP, shipment=Shipment("T1", UAI, gsin=GSIN)),))
FAR = a_pallet(2, uai=OTHER_UAI, site=OTHER_SITE)
"""A pallet of stop 2, delivered last."""


def judged(state: Loading, subject: Judged, answers: Answers = NO_ANSWERS, desk: Desk | None = None) -> Decision:
    return decide(state, subject, desk or a_desk(), answers)


def loaded(sscc: str, stop: int, position: int, reason: str = "", approver: str = "") -> Decision:
    event = PalletLoaded(sscc, "T1", stop, position, reason)
    words: Args = {"sscc": sscc, "stop": stop, "site": f"Site {stop}", "pallets": position}
    return accepted(Reason.PALLET_LOADED, words, event, approver=approver)


# -- trips ----------------------------------------------------------------------------------------------------------

OPENED = accept(Reason.TRIP_OPENED, TripOpened("T1"), trip="T1", stops=2, plate="AA-123-BB")


def test_a_trip_is_opened_by_its_code() -> None:
    assert judged(Loading(), a_trip_subject()) == OPENED


def test_another_trip_may_be_begun_or_gone_on_with() -> None:
    other = a_loading(trip=a_trip(number="T2"), seals=("SC-1",), departed=True)
    assert judged(other, a_trip_subject(status="loading", station="POSTE-2")) == OPENED


def test_the_open_trip_again_changes_nothing() -> None:
    assert judged(a_loading(), a_trip_subject(status="loading")) == refuse(Reason.TRIP_ALREADY_OPEN, trip="T1")


def test_a_trip_that_departed_is_not_opened() -> None:
    gone = a_trip_subject(status="departed", departed="2026-11-20")
    verdict = refuse(Reason.TRIP_ALREADY_DEPARTED, trip="T1", date="2026-11-20")
    assert judged(Loading(), gone) == verdict
    assert judged(a_loading(departed=True), gone) == verdict


def test_no_trip_begins_without_a_document_printer() -> None:
    desk = a_desk(document_printer=False)
    assert judged(Loading(), a_trip_subject(), desk=desk) == refuse(Reason.NO_PRINTER, role="documents")


# -- pallets --------------------------------------------------------------------------------------------------------


def test_a_ready_pallet_of_a_stop_is_loaded() -> None:
    assert judged(a_loading(), a_pallet()) == loaded(PALLET, 1, 1)
    assert judged(a_loading({2: 3}), a_pallet()) == loaded(PALLET, 1, 4)


@pytest.mark.parametrize("state", [Loading(), a_loading({1: 1}, departed=True)])
def test_pallets_wait_for_a_trip(state: Loading) -> None:
    assert judged(state, a_pallet()) == refuse(Reason.TRIP_EXPECTED)


def test_e_chg_01_a_pallet_of_another_trip_names_it() -> None:
    verdict = refuse(Reason.PALLET_NOT_PLANNED, sscc=PALLET, site=SITE, trip="T9")
    unplanned = refuse(Reason.PALLET_NOT_PLANNED, sscc=PALLET, site=SITE, trip="—")
    assert judged(a_loading(), a_pallet(uai="0770001A", planned_trip="T9")) == verdict
    assert judged(a_loading(), a_pallet(uai="0770001A")) == unplanned


def test_a_stop_that_names_an_order_takes_no_other() -> None:
    state = a_loading(trip=a_trip(stops=(Stop(1, UAI, order_number=2),)))
    second = a_pallet(order=f"ORD-{UAI}-2")
    mixed = a_pallet(order="", planned_trip="T1")
    assert judged(state, second) == loaded(PALLET, 1, 1)
    for pallet in (a_pallet(planned_trip="T1"), mixed):
        assert judged(state, pallet) == refuse(Reason.PALLET_NOT_PLANNED, sscc=PALLET, site=SITE, trip="—")


def test_a_pallet_joins_the_shipment_of_its_stop_and_its_first_one_numbers_it() -> None:
    desk = a_desk(next_gsin=NEXT, names_shipments=True)
    unnumbered = a_loading(trip=TO_ONE, stops=(replace(STOP, shipment=Shipment("T1", UAI)),))
    numbered = ShipmentNumbered("T1", UAI, "", NEXT)
    joined = ShipmentJoined(PALLET, NEXT, labelled=False)
    assert decide(unnumbered, a_pallet(), desk, NO_ANSWERS).events[1:] == (numbered, joined)
    assert decide(TO_NUMBERED, a_pallet(), desk, NO_ANSWERS).events[1:] == (replace(joined, gsin=GSIN),)
    again = decide(TO_NUMBERED, a_pallet(shipment=GSIN, label_shipment=GSIN), desk, NO_ANSWERS)
    assert (again.reason, len(again.events), again.prints) == (Reason.PALLET_LOADED, 1, ())
    without = decide(unnumbered, a_pallet(shipment=GSIN, label_shipment=GSIN), a_desk(next_gsin=""), NO_ANSWERS)
    assert (without.reason, len(without.events)) == (Reason.PALLET_LOADED, 1)


@pytest.mark.parametrize("shipment", [NEXT, GSIN])
def test_e_cmd_03_a_pallet_whose_labels_name_another_shipment_gets_new_ones(shipment: str) -> None:
    decision = judged(TO_NUMBERED, a_pallet(shipment=shipment, label_shipment=NEXT))
    assert (decision.reason, decision.rule_id) == (Reason.PALLET_RELABELLED, "E-CMD-03")
    assert decision.events[1:] == (ShipmentJoined(PALLET, GSIN, labelled=True),)
    assert (decision.prints, decision.voids) == ((Print("pallet-label", PALLET, 2),), (PALLET,))


def test_labels_that_name_no_shipment_stay_on_a_pallet_that_changes_it() -> None:
    decision = judged(TO_NUMBERED, a_pallet(shipment=NEXT))
    assert decision.events[1:] == (ShipmentJoined(PALLET, GSIN, labelled=False),)
    assert (decision.reason, decision.prints) == (Reason.PALLET_LOADED, ())


def test_the_label_of_the_pallet_loaded_last_can_be_had_again() -> None:
    torn = Answers(reason=ReasonCode.ETIQUETTE_ABIMEE)
    state = replace(a_loading({1: 1}), last_pallet=PALLET, reprints=1)
    assert judged(state, a_command("REPRINT")).reason is Reason.REPRINT_REASON
    decision = judged(state, a_command("REPRINT"), torn)
    assert (decision.reason, decision.prints) == (Reason.REPRINTED, (Print("pallet-label", PALLET, 2),))
    assert decision.events == (LabelReprinted(PALLET, "ETIQUETTE_ABIMEE", 2),)
    assert judged(a_loading(), a_command("REPRINT")).reason is Reason.NOTHING_TO_REPRINT
    for closed in (Loading(), replace(state, departed=True)):
        assert judged(closed, a_command("REPRINT"), torn).reason is Reason.NOT_EXPECTED_HERE


def test_e_chg_06_a_pallet_is_in_one_truck_only() -> None:
    here, elsewhere = a_pallet(trip="T1"), a_pallet(trip="T9")
    assert judged(a_loading(), here) == refuse(Reason.PALLET_ALREADY_LOADED, sscc=PALLET, trip="T1")
    assert judged(a_loading(), elsewhere) == refuse(Reason.PALLET_LOADED_ELSEWHERE, sscc=PALLET, trip="T9")
    strange = replace(elsewhere, uai="0770001A")
    assert judged(a_loading(), strange) == refuse(Reason.PALLET_LOADED_ELSEWHERE, sscc=PALLET, trip="T9")


@pytest.mark.parametrize("state", [Loading(), a_loading(), a_loading({1: 1}, departed=True)])
def test_e_chg_15_a_pallet_that_departed_says_when(state: Loading) -> None:
    pallet = a_pallet(trip="T1", departed="2026-11-20")
    assert judged(state, pallet) == refuse(Reason.PALLET_DEPARTED, sscc=PALLET, date="2026-11-20")


@pytest.mark.parametrize("status", ["open", "awaiting-label"])
def test_e_pal_07_a_pallet_that_is_not_ready_is_refused(status: str) -> None:
    assert judged(a_loading(), a_pallet(status=status)) == refuse(Reason.PALLET_NOT_READY, sscc=PALLET)


def test_e_chg_17_no_battery_outside_sp_188_is_loaded() -> None:
    pallet = a_pallet(items=(TABLET, replace(LAPTOP, reference="LAP-X", batteries=1, battery_mwh=100_001)))
    assert judged(a_loading(), pallet) == refuse(Reason.BATTERY_TOO_LARGE, model="LAP-X")


@pytest.mark.parametrize("postcode", ["20000", "97400", "98800"])
def test_no_pallet_for_corsica_or_overseas_is_loaded(postcode: str) -> None:
    verdict = refuse(Reason.SITE_BEYOND_ROAD, site=SITE, postcode=postcode)
    assert judged(a_loading(), a_pallet(postcode=postcode)) == verdict
    assert judged(a_loading(), a_pallet(postcode="92000")) == loaded(PALLET, 1, 1)


def test_e_chg_14_nothing_is_loaded_behind_a_seal() -> None:
    sealed = a_loading({1: 1}, seals=("SC-1", "SC-2"))
    assert judged(sealed, a_pallet()) == refuse(Reason.LOAD_SEALED, rule="E-CHG-14", seal="SC-2")


# -- the truck ------------------------------------------------------------------------------------------------------


def truck(positions: int | None, payload_kg: int | None, pallets: int) -> Loading:
    return a_loading({1: pallets}, trip=a_trip(positions=positions, payload_kg=payload_kg))


def test_e_chg_03_the_payload_is_hard() -> None:
    assert judged(truck(None, 114, 2), a_pallet()) == loaded(PALLET, 1, 3)
    words: Args = {"used": 3, "places": "—", "weight": 114, "payload": 113}
    assert judged(truck(None, 113, 2), a_pallet()) == Decision(Reason.TRUCK_FULL, words)


def test_e_chg_03_one_place_too_many_wants_a_reason_and_a_lead_two_are_refused() -> None:
    words: Args = {"used": 3, "places": 2, "weight": 114, "payload": "—"}
    attended = a_desk(operator="P1", roles=frozenset())
    please = Answers(reason=ReasonCode.CAMION_PLEIN)
    with_lead = replace(please, approvers=("C1",), leads=True)
    assert judged(truck(2, None, 1), a_pallet()) == loaded(PALLET, 1, 2)
    assert judged(truck(2, None, 2), a_pallet()) == Decision(Reason.TRUCK_ONE_OVER, words, need=Need.REASON)
    asked = judged(truck(2, None, 2), a_pallet(), please, attended)
    assert asked == Decision(Reason.TRUCK_ONE_OVER, words, need=Need.BADGE, by_lead=True)
    assert judged(truck(2, None, 2), a_pallet(), with_lead, attended) == loaded(PALLET, 1, 3, "CAMION_PLEIN", "C1")
    assert judged(truck(2, None, 2), a_pallet(), please) == loaded(PALLET, 1, 3, "CAMION_PLEIN", "unattended")
    assert judged(truck(2, None, 3), a_pallet()).reason is Reason.TRUCK_FULL


def test_e_chg_04_the_last_stop_goes_in_first_unless_confirmed() -> None:
    waiting = a_loading(ready={2: 1})
    assert judged(waiting, a_pallet()) == ask(Reason.LOADING_ORDER, stop=1, before=2)
    assert judged(waiting, a_pallet(), Answers(frozenset({Reason.LOADING_ORDER}))) == loaded(PALLET, 1, 1)
    assert judged(waiting, FAR) == loaded(FAR.sscc, 2, 1)
    three = a_trip(stops=(Stop(1, UAI), Stop(2, OTHER_UAI), Stop(3, "0770001A")))
    before_both = ask(Reason.LOADING_ORDER, stop=1, before=3)
    assert judged(a_loading(ready={2: 1, 3: 1}, trip=three), a_pallet()) == before_both
    behind = a_loading({1: 1})
    assert judged(behind, FAR) == ask(Reason.LOADING_ORDER, stop=1, before=2), "stop 1 belongs behind stop 2"


def test_e_chg_03_and_e_chg_04_are_asked_one_after_the_other() -> None:
    full = replace(
        truck(1, None, 1), stops=(LoadStop(Stop(1, UAI), "Site 1", 1), LoadStop(Stop(2, OTHER_UAI), "", 0, 1))
    )
    please = Answers(reason=ReasonCode.CAMION_PLEIN)
    assert judged(full, a_pallet()).reason is Reason.TRUCK_ONE_OVER
    assert judged(full, a_pallet(), please).reason is Reason.LOADING_ORDER
    assert judged(full, a_pallet(), please.confirm(Reason.LOADING_ORDER)).reason is Reason.PALLET_LOADED


# -- the rest -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "verdict"),
    [
        (a_pallet(status="void"), refuse(Reason.VOID_LABEL, sscc=PALLET)),
        (a_carton(status="void"), refuse(Reason.VOID_LABEL, sscc=carton_sscc(1))),
        (a_carton(), refuse(Reason.CARTON_NOT_PALLET, sscc=carton_sscc(1))),
        (SealSubject("SC-1", "T9"), refuse(Reason.SEAL_REFUSED, seal="SC-1")),
        (an_unknown("X", kind="sscc"), refuse(Reason.UNKNOWN_SSCC, sscc="X")),
        (an_unknown("T9", kind="trip"), refuse(Reason.UNKNOWN_TRIP, trip="T9")),
        (an_unknown("D9", kind="dock"), refuse(Reason.UNKNOWN_TRIP, trip="D9")),
        (an_unknown("SC-9"), refuse(Reason.UNKNOWN_CODE, code="SC-9")),
        (a_device(), refuse(Reason.NOT_EXPECTED_HERE)),
        (an_announced_carton(), refuse(Reason.NOT_EXPECTED_HERE)),
        (AmbiguousSubject("X", (), ()), refuse(Reason.NOT_EXPECTED_HERE)),
        (a_product(), refuse(Reason.NOT_EXPECTED_HERE)),
        (an_order(), refuse(Reason.NOT_EXPECTED_HERE)),
        (NextSubject(), refuse(Reason.NOT_EXPECTED_HERE)),
        (a_command("REPRINT"), refuse(Reason.NOTHING_TO_REPRINT)),
    ],
)
def test_other_codes_say_what_they_are(subject: Judged, verdict: Decision) -> None:
    assert judged(a_loading({1: 1}), subject) == verdict


def test_a_seal_is_only_taken_for_one_where_it_is_asked_for() -> None:
    seal = accept(Reason.SEAL_RECORDED, SealRecorded("T1", "SC-9"), seal="SC-9", trip="T1", count=1)
    assert judged(a_loading({1: 1}), an_unknown("SC-9"), Answers(sealing=True)) == seal
    assert judged(Loading(), an_unknown("SC-9"), Answers(sealing=True)).reason is Reason.UNKNOWN_CODE
