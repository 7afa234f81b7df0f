"""Laws that every decider keeps, whatever is scanned in whatever state."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain import events as e
from dispatch.domain.reasons import Need, Reason, Tone
from dispatch.scanning.scans import Command, ReasonCode
from dispatch.workflows import tasks
from dispatch.workflows.decisions import NO_ANSWERS, Answers, Decision
from dispatch.workflows.dialogue import judge
from dispatch.workflows.loading import Loading
from dispatch.workflows.packing import Packing
from dispatch.workflows.packing_contents import HEAVY_G, TOO_HEAVY_G
from dispatch.workflows.palletising import Palletising
from dispatch.workflows.progress import progress_of
from dispatch.workflows.subjects import (
    AnnouncedCartonSubject,
    BadgeSubject,
    CommandSubject,
    DeviceSubject,
    PrinterSubject,
    ReasonSubject,
    SealSubject,
    Subject,
    TaskSubject,
    UndoSubject,
    UnitSubject,
    UnknownSubject,
    UnreadableSubject,
    WeightSubject,
)
from dispatch.workflows.undoing import UNDOABLE, decide_undo
from tests.support.builders import a_carton, a_desk, an_undo
from tests.workflows.tables import TAKEN_BACK
from tests.workflows.walks import NOT_ON_A_WALK, STARTS, Walk, answers_to, is_card, scan, walked, walks


def keeps_its_tone(decision: Decision) -> bool:
    """Only an accepted verdict changes, prints or cancels anything, and only a question needs something."""
    changes, asks = bool(decision.events), decision.need is not None
    consequences = bool(decision.prints or decision.voids or decision.approver)
    tone_fits = (changes, asks) == (decision.reason.tone is Tone.ACCEPTED, decision.reason.tone is Tone.CONFIRM)
    return tone_fits and consequences <= changes and decision.by_lead <= asks


@given(walks())
def test_every_scan_in_every_state_gets_a_verdict_that_keeps_its_tone(walk: Walk) -> None:
    for moment in walk:
        assert keeps_its_tone(moment.decision), moment


def test_the_walks_go_everywhere() -> None:
    said = {moment.decision.reason for seed in range(300) for start in STARTS for moment in walked(seed, start)}
    assert set(Reason) - said - NOT_ON_A_WALK == set()


@given(walks(), walks(), st.frozensets(st.sampled_from(Reason)), st.booleans())
def test_a_task_decides_every_subject_whatever_was_answered_before(
    walk: Walk, other_walk: Walk, confirmed: frozenset[Reason], sealing: bool
) -> None:
    answers = Answers(confirmed, ReasonCode.AUTRE, ("C1", "P2"), leads=True, sealing=sealing, device=0, carton=1)
    for moment, other in zip(walk, other_walk, strict=True):
        match other.subject:
            case UnreadableSubject() | ReasonSubject() | BadgeSubject() | TaskSubject() | UndoSubject():
                pass
            case PrinterSubject():
                pass
            case judged:
                assert keeps_its_tone(tasks.decide(moment.state, judged, moment.desk, answers))


@given(walks())
def test_without_an_accepted_verdict_the_state_stays(walk: Walk) -> None:
    for moment in walk:
        assert moment.after == moment.state or moment.decision.reason.tone is Tone.ACCEPTED


@given(walks())
def test_a_state_always_has_a_step_and_progress_within_its_plan(walk: Walk) -> None:
    for moment in walk:
        assert tasks.step(moment.after)
        if isinstance(moment.after, Packing | Palletising):
            progress = progress_of(moment.after)
            assert all(0 <= done <= of for done, of in (progress.devices, progress.cartons, progress.pallets))


# -- packing --------------------------------------------------------------------------------------------------------


@given(walks(Packing()))
def test_packing_never_gives_more_than_was_granted_nor_overfills_or_overloads_a_carton(walk: Walk) -> None:
    for moment in walk:
        state = moment.after
        assert isinstance(state, Packing)
        assert all(0 <= line.packed <= line.granted for line in state.lines)
        if state.carton is not None:
            taken, whole = state.carton.fill(state.lines)
            assert 0 < taken < whole
            assert 0 < state.carton.gross_weight_g(state.lines) <= TOO_HEAVY_G
            assert moment.desk.mix_models or len(state.carton.counts) == 1
            assert state.awaiting is None


@given(walks(Packing()))
def test_a_closed_carton_holds_what_was_put_in_and_is_labelled_once(walk: Walk) -> None:
    events = [event for moment in walk for event in moment.decision.events]
    for closed in (event for event in events if isinstance(event, e.CartonClosed)):
        inside = [x for x in events if isinstance(x, e.DevicePacked) and x.sscc == closed.sscc]
        assert (closed.devices, closed.net_g) == (len(inside), sum(x.weight_g for x in inside))
        assert {x.order for x in inside} == {closed.order}
    drawn = [x.sscc for x in events if isinstance(x, e.CartonOpened | e.CartonAssigned)]
    printed = [
        job.ref for moment in walk for job in moment.decision.prints if moment.decision.reason is not Reason.REPRINTED
    ]
    assert len(set(drawn)) == len(drawn)
    assert len(set(printed)) == len(printed)
    assert set(printed) <= set(drawn)


@given(walks(Packing()))
def test_two_people_are_asked_about_a_carton_once(walk: Walk) -> None:
    for moment in walk:
        carton = moment.state.carton if isinstance(moment.state, Packing) else None
        if carton is not None and moment.decision.reason is Reason.CARTON_HEAVY:
            assert isinstance(moment.state, Packing)
            assert carton.gross_weight_g(moment.state.lines) <= HEAVY_G


# -- palletising and loading ----------------------------------------------------------------------------------------


@given(walks(Palletising()))
def test_a_pallet_is_of_one_lycee_and_within_its_weight(walk: Walk) -> None:
    for moment in walk:
        state = moment.after
        assert isinstance(state, Palletising)
        assert not (state.sscc and state.awaiting)
        if state.limits is not None:
            assert 25_000 + state.net_g <= state.limits.max_weight_g
        for event in moment.decision.events:
            if isinstance(event, e.PalletClosed):
                assert isinstance(moment.state, Palletising)
                assert (event.uai, event.cartons) == (moment.state.uai, moment.state.cartons)


@given(walks(Loading()))
def test_stops_descend_unless_it_was_confirmed_and_nothing_goes_in_behind_a_seal(walk: Walk) -> None:
    for moment in walk:
        assert isinstance(moment.state, Loading)
        for event in moment.decision.events:
            if isinstance(event, e.PalletLoaded):
                question = moment.dialogue.question
                answers = question.answers.confirm(question.reason) if question is not None else NO_ANSWERS
                in_front = [s.stop.number for s in moment.state.stops if s.loaded and s.stop.number < event.stop]
                assert not in_front or (Reason.LOADING_ORDER in answers.confirmed and is_card(moment.subject))
                assert not moment.state.seals


@given(walks(Loading()))
def test_a_truck_never_takes_two_pallets_too_many_nor_more_than_its_payload(walk: Walk) -> None:
    for moment in walk:
        state = moment.after
        assert isinstance(state, Loading)
        if state.trip is not None and state.trip.positions is not None:
            assert state.pallets <= state.trip.positions + 1
        if state.trip is not None and state.trip.payload_kg is not None:
            assert state.weight_g <= state.trip.payload_kg * 1_000


@given(walks(Loading()))
def test_no_truck_departs_without_a_seal_a_pallet_and_a_whole_waybill(walk: Walk) -> None:
    for moment in walk:
        if any(isinstance(event, e.TripDeparted) for event in moment.decision.events):
            assert isinstance(moment.state, Loading)
            assert moment.state.seals and moment.state.pallets and not moment.state.missing_mentions
            assert bool(moment.state.missing) == bool(moment.decision.approver)


# -- weighing -------------------------------------------------------------------------------------------------------


@given(walks(Packing(), Palletising()))
def test_where_units_are_weighed_no_label_is_printed_before_the_weight(walk: Walk) -> None:
    for moment in walk:
        weighing = tasks.weighing(moment.after)
        if weighing is not None:
            assert weighing.role in moment.desk.scales
            assert tasks.awaited(moment.after) is None
        for event in moment.decision.events:
            if isinstance(event, e.CartonClosed | e.CartonAssigned | e.PalletClosed):
                role = "pallets" if isinstance(event, e.PalletClosed) else "cartons"
                assert (weighing is not None) == (role in moment.desk.scales) != bool(moment.decision.prints)


@given(walks(Packing(), Palletising()))
def test_e_col_09_what_was_weighed_is_within_its_tolerance_or_was_approved(walk: Walk) -> None:
    for moment in walk:
        for event in moment.decision.events:
            if isinstance(event, e.UnitWeighed):
                before = tasks.weighing(moment.state)
                assert before is not None
                assert (event.sscc, event.expected_g, event.tolerance_g) == (
                    *(before.sscc, before.expected_g, before.tolerance_g),
                )
                assert event.weight_g <= before.most_g
                assert before.is_within(event.weight_g) or (moment.decision.approver and event.reason)
                assert [job.ref for job in moment.decision.prints] == [event.sscc]


@given(walks())
def test_a_weight_that_nobody_waits_for_changes_nothing_at_all(walk: Walk) -> None:
    for moment in walk:
        if tasks.weighing(moment.state) is None and not moment.dialogue.blocked:
            desk = replace(moment.desk, scales=frozenset({"cartons"}), block_after_error=False)
            decision, dialogue = judge(moment.state, moment.dialogue, WeightSubject(9_300, "cartons"), desk)
            assert (decision.reason, dialogue) == (Reason.WEIGHT_NOT_AWAITED, moment.dialogue)


# -- the dialogue ---------------------------------------------------------------------------------------------------


@given(walks())
def test_a_question_that_is_answered_leads_on_and_comes_to_an_end(walk: Walk) -> None:
    for moment in walk:
        asked: list[tuple[Reason, Need, Answers]] = []
        now = moment
        while (question := now.open.question) is not None and not now.open.blocked:
            asked.append((question.reason, question.need, question.answers))
            answer = next(answers_to(question), None)
            assert answer is not None
            now = scan(now.after, now.open, answer, now.desk)
            assert now.decision.reason is not Reason.APPROVER_REFUSED
        assert len(set(asked)) == len(asked) <= 6


@given(walks())
def test_what_is_refused_leaves_no_new_question_and_cancel_always_goes_back(walk: Walk) -> None:
    for moment in walk:
        if moment.decision.need is None:
            assert moment.open.question in (None, moment.dialogue.question)
        free = judge(moment.after, moment.open, CommandSubject(Command.CANCEL), a_desk())[1]
        assert free.question is None or moment.open.blocked


def once_done(subject: Subject, event: e.Event) -> Subject:
    """What the resolver makes of the same code after an event about it."""
    match subject, event:
        case DeviceSubject(), e.DevicePacked(sscc=sscc):
            return replace(subject, unit=a_carton(sscc=sscc, status="open"))
        case AnnouncedCartonSubject(), e.CartonAssigned(sscc=sscc):
            return replace(subject, unit=sscc)
        case AnnouncedCartonSubject(), e.CartonReceived():
            return replace(subject, received=True)
        case UnitSubject(), e.CartonPalletised(pallet=pallet):
            return replace(subject, pallet=pallet)
        case UnitSubject(), e.PalletLoaded(trip=trip):
            return replace(subject, trip=trip)
        case UnknownSubject(code=code), e.SealRecorded(trip=trip):
            return SealSubject(code, trip)
    return subject


@given(walks())
def test_r_02_the_same_thing_twice_is_harmless(walk: Walk) -> None:
    for moment in walk:
        for event in moment.decision.events:
            again = once_done(moment.subject, event)
            if again != moment.subject:
                assert judge(moment.after, moment.open, again, moment.desk)[0].events == ()


# -- undo -----------------------------------------------------------------------------------------------------------


@given(walks())
def test_whatever_was_accepted_is_taken_back_in_reverse_order_and_under_one_name(walk: Walk) -> None:
    for moment in walk:
        done = [event for event in moment.decision.events if isinstance(event, UNDOABLE)]
        if not done:
            continue
        subject = an_undo(*done)
        first = decide_undo(subject, a_desk(), NO_ANSWERS)
        label = str(first.args.get("sscc", "")) if first.reason is Reason.DESTROY_LABEL else None
        undone = decide_undo(subject, a_desk(), Answers(label=label))
        assert undone.voids == ((label,) if label else ())
        named, *back = undone.events
        assert named == e.ScanUndone(subject.task, tuple(seq for seq, _ in subject.entries))
        assert [type(event) for event in back] == [TAKEN_BACK[type(event)] for event in reversed(done)]
        successors = {x.sscc: x.successor for x in back if isinstance(x, e.CartonReopened | e.PalletReopened)}
        assert set(successors) <= set(undone.voids)
        names = [x.sscc for x in back if isinstance(x, e.DeviceUnpacked | e.CartonCancelled | e.PalletCancelled)]
        assert not set(names) & set(successors), "what was in a re-opened unit is in its successor"
