"""Undo: what compensates what, under which name, and what must be destroyed for it."""

from __future__ import annotations

import pytest

from dispatch.domain import events as e
from dispatch.domain.reasons import Need, Reason
from dispatch.workflows.decisions import NO_ANSWERS, Answers, Decision, accept, ask, refuse
from dispatch.workflows.undoing import UNDOABLE, decide_undo, labelled_unit
from tests.support.builders import (
    NEXT_CARTON,
    NEXT_PALLET,
    ORDER,
    PREFIX,
    UAI,
    a_desk,
    an_undo,
    carton_sscc,
    pallet_sscc,
)

C1, C2, P1, P2 = carton_sscc(1), carton_sscc(2), pallet_sscc(1), pallet_sscc(2)
TASK = "pack:POSTE-1:7"

RECEIVED = e.CartonReceived(1, "AV1", "FAB-1", 10)
OPENED = e.CartonOpened(C1, ORDER, UAI, 1)
UNSEALED = e.SealedCartonOpened(1, "FAB-1")
PACKED = e.DevicePacked(5, "S-5", "TAB-A", ORDER, C1, 600)
CLOSED = e.CartonClosed(C1, ORDER, UAI, 1, 3, 1_800, 2_300, awaits_label=True)
ASSIGNED = e.CartonAssigned(C1, ORDER, UAI, 1, 1, "FAB-1", (("TAB-A", 10),), 10, 6_500, awaits_label=True)
VERIFIED = e.LabelVerified(P1, 2, 2)
ASIDE = e.LabelSetAside(C1)
PALLET = e.PalletOpened(P1, UAI, 1)
PLACED = e.CartonPalletised(C1, P1, 6_500, 10, "")
FILMED = e.PalletClosed(P1, UAI, 1, ORDER, 2, 20, 13_000, 38_000, awaits_label=True)
LOADED = e.PalletLoaded(P1, "T1", 2, 4, "")
SEALED = e.SealRecorded("T1", "SC-1")
AWAITED = e.WeighingAwaited(C1, 2_300, 300)
WEIGHED = e.UnitWeighed(C1, 2_300, 300, 2_250, True, "")
SKIPPED = e.WeighingSkipped(P1, 38_000, 3_250, True, "")

BACK: dict[e.Event, e.Event] = {
    RECEIVED: e.CartonUnreceived(1, "AV1", "FAB-1", 10),
    OPENED: e.CartonCancelled(C1, ORDER),
    PACKED: e.DeviceUnpacked(5, "S-5", "TAB-A", ORDER, C1, 600),
    CLOSED: e.CartonReopened(C1, ORDER, UAI, 1, 3, 1_800, NEXT_CARTON),
    ASSIGNED: e.CartonUnassigned(C1, ORDER, 1, (("TAB-A", 10),)),
    VERIFIED: e.LabelUnverified(P1, 2, 2),
    ASIDE: e.LabelRecalled(C1),
    PALLET: e.PalletCancelled(P1),
    PLACED: e.CartonDepalletised(C1, P1, 6_500, 10),
    FILMED: e.PalletReopened(P1, UAI, 1, 2, 20, 13_000, NEXT_PALLET),
    LOADED: e.PalletUnloaded(P1, "T1"),
    SEALED: e.SealRemoved("T1", "SC-1"),
    WEIGHED: e.WeighingUndone(C1, 2_300, 300),
    SKIPPED: e.WeighingUndone(P1, 38_000, 3_250),
}
"""What takes each event back."""
LABELLED = {CLOSED: C1, ASSIGNED: C1, FILMED: P1, WEIGHED: C1, SKIPPED: P1}
"""Events that queued a label, and whose."""


def undone(*events: e.Event, seqs: tuple[int, ...] = (101,)) -> Decision:
    return accept(Reason.UNDONE, e.ScanUndone(TASK, seqs), *events, count=len(seqs))


def test_every_event_that_can_be_taken_back_is_tried_here() -> None:
    assert {type(event) for event in BACK} == set(UNDOABLE)


@pytest.mark.parametrize("event", [event for event in BACK if event not in LABELLED])
def test_inside_an_open_unit_a_scan_is_taken_back_at_once(event: e.Event) -> None:
    subject = an_undo(event)
    assert labelled_unit(subject) is None
    assert decide_undo(subject, a_desk(next_sscc={}), NO_ANSWERS) == undone(BACK[event])


@pytest.mark.parametrize(("event", "label"), LABELLED.items())
def test_a_closed_unit_is_taken_back_by_scanning_the_label_to_be_destroyed(event: e.Event, label: str) -> None:
    subject = an_undo(event)
    wrong = Answers(label=C2)
    asked = ask(Reason.DESTROY_LABEL, Need.LABEL, sscc=label)
    plain = undone(BACK[event])
    assert decide_undo(subject, a_desk(), NO_ANSWERS) == asked
    assert decide_undo(subject, a_desk(), wrong) == asked
    assert decide_undo(subject, a_desk(), Answers(label=label)) == Decision(
        plain.reason, plain.args, plain.events, voids=(label,)
    )


@pytest.mark.parametrize("event", [CLOSED, ASSIGNED, FILMED])
def test_a_unit_that_is_still_to_be_weighed_has_no_label_and_is_re_opened_at_once(event: e.Event) -> None:
    subject = an_undo(event, AWAITED, unlabelled=True)
    assert labelled_unit(subject) is None
    assert decide_undo(subject, a_desk(), NO_ANSWERS) == undone(BACK[event], seqs=(101, 102))


def test_a_label_that_never_left_the_queue_is_given_up_by_a_word() -> None:
    confirmed = Answers(frozenset({Reason.DESTROY_LABEL}))
    assert decide_undo(an_undo(CLOSED, unprinted=True), a_desk(), confirmed).reason is Reason.UNDONE
    assert decide_undo(an_undo(CLOSED), a_desk(), confirmed).reason is Reason.DESTROY_LABEL


def test_a_scan_is_taken_back_last_event_first_and_what_was_opened_for_good_stays_open() -> None:
    subject = an_undo(OPENED, UNSEALED, PACKED, CLOSED)
    events = (
        e.CartonReopened(C1, ORDER, UAI, 1, 3, 1_800, NEXT_CARTON),
        e.DeviceUnpacked(5, "S-5", "TAB-A", ORDER, NEXT_CARTON, 600),
        e.CartonCancelled(NEXT_CARTON, ORDER),
    )
    done = decide_undo(subject, a_desk(), Answers(label=C1))
    assert done.events == (e.ScanUndone(TASK, (101, 102, 103, 104)), *events)


def test_a_unit_that_was_re_opened_since_is_meant_by_its_new_name() -> None:
    carton = an_undo(OPENED, PACKED, renamed=((C1, C2),))
    pallet = an_undo(PALLET, PLACED, renamed=((P1, P2),))
    assert decide_undo(carton, a_desk(), NO_ANSWERS).events[1:] == (
        e.DeviceUnpacked(5, "S-5", "TAB-A", ORDER, C2, 600),
        e.CartonCancelled(C2, ORDER),
    )
    assert decide_undo(pallet, a_desk(), NO_ANSWERS).events[1:] == (
        e.CartonDepalletised(C1, P2, 6_500, 10),
        e.PalletCancelled(P2),
    )


def test_there_is_nothing_to_take_back_at_the_beginning_of_a_task() -> None:
    assert decide_undo(an_undo(), a_desk(), NO_ANSWERS) == refuse(Reason.NOTHING_TO_UNDO)


def test_what_another_task_has_used_stays() -> None:
    subject = an_undo(CLOSED, in_use=True)
    assert decide_undo(subject, a_desk(), Answers(label=C1)) == refuse(Reason.UNDO_UNIT_IN_USE)


@pytest.mark.parametrize("event", [CLOSED, FILMED])
def test_without_a_number_for_it_no_unit_is_re_opened_and_no_label_asked_for(event: e.Event) -> None:
    desk = a_desk(next_sscc={})
    assert decide_undo(an_undo(event), desk, NO_ANSWERS) == refuse(Reason.SSCC_EXHAUSTED, prefix=PREFIX)
