"""Random walks: scans in any order through every state that they can reach, from a seed. All values are samples.

A walker knows its desk, so that it goes deep: two scans of three are of use where it stands, the third is anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import Any, TypeVar, cast, get_args

from hypothesis import strategies as st

from dispatch.domain.badges import ProbeFault
from dispatch.domain.batteries import BatteryPolicy, Consignment
from dispatch.domain.events import CartonAssigned, CartonOpened, PalletOpened
from dispatch.domain.operators import Role
from dispatch.domain.orders import OrderLine
from dispatch.domain.pallet_plan import PalletLimits
from dispatch.domain.printer_roster import PrinterAway
from dispatch.domain.reasons import Need, Reason
from dispatch.domain.scales import ScaleRole
from dispatch.domain.trips import Stop
from dispatch.scanning.scans import Command, ReasonCode
from dispatch.workflows import tasks
from dispatch.workflows.decisions import Decision, Desk
from dispatch.workflows.dialogue import Asked, Dialogue, Question, judge
from dispatch.workflows.home import Home
from dispatch.workflows.loading import Loading
from dispatch.workflows.packing import Packing
from dispatch.workflows.palletising import Palletising
from dispatch.workflows.receiving import Receiving
from dispatch.workflows.subjects import (
    AmbiguousSubject,
    AnnouncedCartonSubject,
    BadgeSubject,
    CommandSubject,
    DeviceSubject,
    Judged,
    NextSubject,
    PrinterSubject,
    ReasonSubject,
    SealSubject,
    SiteFacts,
    Subject,
    TaskSubject,
    TripSubject,
    UndoSubject,
    UnitSubject,
    UnreadableSubject,
    WeightSubject,
)
from dispatch.workflows.undoing import labelled_unit
from tests.support.builders import (
    ADR,
    ORDER,
    OTHER_ORDER,
    OTHER_UAI,
    TABLET,
    UAI,
    a_badge,
    a_carton,
    a_command,
    a_desk,
    a_device,
    a_gsin,
    a_pallet,
    a_product,
    a_trip,
    a_trip_subject,
    an_announced_carton,
    an_order,
    an_undo,
    an_unknown,
    carton_sscc,
    pallet_sscc,
)
from tests.workflows.tables import ITEMS, follow

T = TypeVar("T")

SCANS = 40
"""Scans of one walk."""
LEAD, PACKER = a_badge("C1", leads=True), a_badge("P2")
STARTS: tuple[tasks.State, ...] = (Receiving(), Packing(), Palletising(), Loading())
ORDERS = (
    an_order(OrderLine(ORDER, "LIGHT", 5), OrderLine(ORDER, "HEAVY", 6), OrderLine(ORDER, "ANVIL", 2)),
    an_order(OrderLine(ORDER, "LIGHT", 4, 1), OrderLine(ORDER, "SINGLE", 3), OrderLine(ORDER, "POWER", 1), awaiting=1),
    an_order(OrderLine(OTHER_ORDER, "SINGLE", 1), code=OTHER_ORDER, uai=OTHER_UAI),
    an_order(OrderLine(ORDER, "LIGHT", 5, 5)),
    an_order(OrderLine(ORDER, "LIGHT", 5), postcode="97400"),
)
STOPS = (
    (Stop(1, UAI), Stop(2, OTHER_UAI)),
    (Stop(1, UAI, 1), Stop(2, UAI, 2), Stop(3, OTHER_UAI)),
    (Stop(1, OTHER_UAI),),
)


NOT_ON_A_WALK = {
    Reason.NOT_RECORDED,  # said by the station when a commit fails
    Reason.DESTROY_LABEL,  # undo takes nothing back on a walk
    Reason.UNDONE,
}


@dataclass(frozen=True)
class Moment:
    """One scan of a walk: what stood before, what was said, what stands after."""

    state: tasks.State
    dialogue: Dialogue
    subject: Subject
    desk: Desk
    decision: Decision
    after: tasks.State
    open: Dialogue


class Walk(list[Moment]):
    """The moments of a walk; told by its scans alone, for it is long."""

    def __repr__(self) -> str:
        return " → ".join(moment.decision.reason.word for moment in self)


def scan(state: tasks.State, dialogue: Dialogue, subject: Subject, desk: Desk) -> Moment:
    """One scan and what follows from it."""
    decision, open_after = judge(state, dialogue, subject, desk)
    question, after = dialogue.question, state
    about = question.subject if question and is_card(subject) else subject
    for event in decision.events:
        after = follow(after, cast(Judged, about), event)
    return Moment(state, dialogue, subject, desk, decision, after, open_after)


def is_card(subject: Subject) -> bool:
    """Is it a card or badge that answers a question?"""
    return subject == CommandSubject(Command.CONFIRM) or isinstance(subject, ReasonSubject | BadgeSubject)


def answers_to(question: Question) -> Iterator[Subject]:
    """Codes that answer a question."""
    match question.need:
        case Need.CONFIRM:
            yield a_command("CONFIRM")
        case Need.REASON:
            yield ReasonSubject(ReasonCode.AUTRE)
        case Need.BADGE:
            yield from (
                b for b in (PACKER, LEAD) if b.badge not in question.answers.approvers and b.leads >= question.by_lead
            )
        case Need.LABEL:
            yield from _labels(question.subject)


def _labels(asked: Asked) -> Iterator[Subject]:
    match asked:
        case UndoSubject():
            yield a_carton(sscc=labelled_unit(asked) or "")
        case AmbiguousSubject(devices=among, cartons=cartons):
            yield from (a_product(device.item) for device in among)
            yield from (a_device(9, carton=carton) for carton in cartons)


class Walker:
    """Chooses scans by chance."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def walk(self, start: tasks.State, scans: int = SCANS) -> Walk:
        """The moments of one desk, from a state on."""
        dialogue = Dialogue(unconfirmed=self.chance(0.2))
        state, desk, moments = start, self.desk(), Walk()
        for _ in range(scans):
            moment = scan(state, dialogue, self.subject(state, dialogue), desk)
            moments.append(moment)
            state, dialogue, desk = moment.after, moment.open, supplied(desk, moment.decision)
        return moments

    def subject(self, state: tasks.State, dialogue: Dialogue) -> Subject:
        """The next scan."""
        if dialogue.blocked and self.chance(0.7):
            return a_command("RESUME")
        if dialogue.question is not None and self.chance(0.03):
            return a_command("CANCEL")
        if dialogue.question is not None and self.chance(0.7):
            return self.one(*answers_to(dialogue.question), a_command("CONFIRM"), a_badge("P1"))
        return self.useful(state) if self.chance(0.65) else self.anything()

    def desk(self) -> Desk:
        """Mostly a desk at which everything goes."""
        numbers = {1: carton_sscc(100), 3: pallet_sscc(100)}
        roles = self.of([None, None, None, frozenset(Role), frozenset(Role), frozenset({Role.AUDITOR}), frozenset()])
        return a_desk(
            operator="P1" if roles is None or roles else "",
            roles=roles,
            today=self.of(["2026-11-23", "2026-11-29"]),
            batteries=BatteryPolicy(ADR, self.chance(0.8), by_hand=self.chance(0.1), phone_stock=self.chance(0.1)),
            verify_label=self.chance(0.8),
            mix_models=self.chance(0.3),
            block_after_error=self.chance(0.1),
            label_printer=self.chance(0.95),
            document_printer=self.chance(0.95),
            printers_away={role: PrinterAway("paper-out") for role in ("labels", "documents") if self.chance(0.1)},
            company_prefix="9521234" if self.chance(0.95) else "",
            next_sscc=numbers if self.chance(0.95) else {},
            clock_behind_s=0 if self.chance(0.9) else 61,
            scales=frozenset(role for role in get_args(ScaleRole) if self.chance(0.4)),
        )

    # -- what is of use

    def useful(self, state: tasks.State) -> Subject:
        """A scan that gets a task on, most times."""
        weighing = tasks.weighing(state)
        if weighing is not None:
            weight = WeightSubject(weighing.expected_g + self.of([0, 0, -500, 500, 30_000]), weighing.role)
            return self.one(weight, weight, weight, NextSubject(), a_command("CONFIRM"), a_command("REPRINT"))
        label = tasks.awaited(state)
        if label is not None:
            own = a_carton(sscc=label.sscc, status="awaiting-label")
            return self.one(own, own, own, NextSubject(), a_command("REPRINT"), self.undo())
        match state:
            case Receiving():
                return replace(self.announced(), received=False)
            case Packing():
                return self.for_packing(state)
            case Palletising():
                carton = self.carton(state)
                return self.one(carton, carton, carton, a_command("CLOSE"), NextSubject())
            case Loading():
                return self.for_loading(state)
            case Home():
                return self.announced()

    def for_packing(self, state: Packing) -> Subject:
        """An order, a device that is wanted, a sealed carton, CMD-CLOSE."""
        if not state.is_open:
            return self.one(self.of(ORDERS), NextSubject(self.of([None, *ORDERS])))
        item = self.of(state.lines).item
        opened = an_announced_carton(self.number(), opened=self.chance(0.8))
        device = a_device(self.number(), item, carton=opened, read_as=self.of(["serial", "serial", "imei"]))
        contents = ((item.reference, self.of([1, 2, 3])),)
        sealed = an_announced_carton(self.number(), contents=contents)
        return self.one(device, device, device, sealed, a_command("CLOSE"))

    def carton(self, state: Palletising) -> UnitSubject:
        """A closed carton of the lycée at hand, small enough most times."""
        limits = PalletLimits(self.of([400, 1_600, 1_600]), self.of([45_000, 800_000]))
        consignment = Consignment(self.of([(1,), (10, 10)]), complete=self.chance(0.5))
        carried_on = self.of(["", "2026-11-24", "2027-01-04"])
        facts = SiteFacts(limits, self.number(), consignment=consignment, carried_on=carried_on)
        size = self.of(["400x300x250", "600x400x300", None])
        uai = OTHER_UAI if self.chance(0.1) else state.uai or UAI
        return a_carton(self.number(), uai=uai, size_mm=size, site_facts=facts, batteries=self.of([0, 1, 10]))

    def for_loading(self, state: Loading) -> Subject:
        """A trip, a pallet of one of its stops, CMD-CLOSE, a seal."""
        if state.trip is None or state.departed:
            return self.trip()
        stop = self.of(state.stops).stop
        order = f"ORD-{stop.uai}-{stop.order_number or 1}"
        joined, labelled = self.of(["", "", a_gsin(1), a_gsin(2)]), self.chance(0.5)
        told = {"shipment": joined, "label_shipment": joined if labelled else ""}
        pallet = a_pallet(self.number(), uai=stop.uai, order=order, batteries=1, marked=self.chance(0.9), **told)
        return self.one(pallet, pallet, a_command("CLOSE"), a_command("CLOSE"), an_unknown("SC-1"))

    # -- anything

    def anything(self) -> Subject:
        """Any scan at all."""
        makers: list[Callable[[], Subject]] = [
            self.unit,
            self.device,
            self.announced,
            self.ambiguous,
            self.trip,
            self.code,
            self.card,
            self.undo,
            self.weight,
        ]
        return self.of(makers)()

    def unit(self) -> UnitSubject:
        """A carton or pallet in any condition."""
        uai, order = self.of([(UAI, ORDER), (UAI, f"ORD-{UAI}-2"), (OTHER_UAI, OTHER_ORDER)])
        changes: dict[str, Any] = {
            "uai": uai,
            "order": order,
            "status": self.of(["closed", "closed", "open", "awaiting-weight", "awaiting-label", "void"]),
            "set_aside": self.chance(0.5),
            "trip": self.of([None, None, "T1", "T2"]),
            "departed": self.of([None, None, None, "2026-11-20"]),
        }
        if self.chance(0.5):
            return a_carton(self.number(), pallet=self.of([None, None, pallet_sscc(100), pallet_sscc(1)]), **changes)
        items = self.of([(), (), (ITEMS["LIGHT"],), (ITEMS["LIGHT"], ITEMS["POWER"])])
        changes["postcode"] = self.of(["", "75004", "75004", "20000"])
        return a_pallet(self.of([1, 2, 100]), copies_verified=self.of([0, 1]), items=items, **changes)

    def device(self) -> DeviceSubject:
        """A device anywhere."""
        unit = self.of([None, None, self.unit(), a_carton(100, status="open")])
        reserved = self.of([None, None, UAI, OTHER_UAI])
        item = self.of([*ITEMS.values(), replace(TABLET, reference="OTHER")])
        return a_device(self.number(), item, carton=self.announced(), unit=unit, reserved_for=reserved)

    def announced(self) -> AnnouncedCartonSubject:
        """A maker's carton in any condition."""
        models = self._random.sample([*ITEMS, "OTHER"], self.of([1, 1, 1, 2]))
        contents = tuple(sorted((model, self.number()) for model in models))
        unit, reserved = self.of([None, None, carton_sscc(1)]), self.of([(), (), (UAI,), (OTHER_UAI,)])
        flags = {"received": self.chance(0.8), "opened": self.chance(0.3)}
        return an_announced_carton(self.number(), unit=unit, reserved_for=reserved, contents=contents, **flags)

    def ambiguous(self) -> AmbiguousSubject:
        """A code of several things."""
        devices, cartons = self.of([(2, 0), (0, 2), (1, 1), (0, 1)])
        among = tuple(replace(self.device(), id=n) for n in range(devices))
        return AmbiguousSubject("X", among, tuple(replace(self.announced(), id=n) for n in range(cartons)))

    def trip(self) -> TripSubject:
        """A trip, mostly one that has not departed."""
        limits = {"positions": self.of([None, 1, 2]), "payload_kg": self.of([None, None, 100])}
        siren = self.of(["", "356000000", "356000000"])
        trip = a_trip(number=self.of(["T1", "T2"]), stops=self.of(STOPS), carrier_siren=siren, **limits)
        departed = self.of([None, None, None, "2026-11-20"])
        return a_trip_subject(trip, status="departed" if departed else "planned", departed=departed)

    def code(self) -> Subject:
        """A code that is no thing of ours."""
        text = self.of(["S-404", "SC-7", "12345670"])
        kinds = ["plain", "serial", "sscc", "order", "site", "uai", "trip", "dock", "place", "label-data", "other"]
        unknown = an_unknown(text, kind=self.of(kinds))
        unreadable = UnreadableSubject(text, self.chance(0.5), self.chance(0.2))
        product = replace(a_product(), code=self.of(["", "12345670"]))
        return self.one(unknown, unknown, unreadable, product, SealSubject(text, "T1"))

    def card(self) -> Subject:
        """A command, a reason, a badge, another task."""
        following = NextSubject(self.of([None, *ORDERS]), self.of([None, (UAI, "", 3)]))
        spoilt = replace(LEAD, fault=self.of(list(ProbeFault)))
        badges = [a_badge("P1"), PACKER, LEAD, BadgeSubject("X", None), spoilt]
        command = CommandSubject(self.of(list(Command)))
        reason = ReasonSubject(self.of(list(ReasonCode)))
        printers = [PrinterSubject("X"), PrinterSubject("A", "a"), PrinterSubject("A", "a", active=True)]
        others = self.of(badges), self.of(printers), TaskSubject("load"), *ORDERS
        return self.one(command, command, command, following, reason, *others)

    def weight(self) -> WeightSubject:
        """Something stands on a scale, or somebody says so."""
        return WeightSubject(self.of([9_300, 16_000, 26_000]), self.of([None, *get_args(ScaleRole)]))

    def undo(self) -> UndoSubject:
        """`CMD-UNDO` where nothing, or what another task has used, would be taken back."""
        return self.of([an_undo(), an_undo(CartonOpened("", "", "", 1), in_use=True)])

    # -- chance

    def one(self, *subjects: Subject) -> Subject:
        """One of these scans."""
        return self._random.choice(subjects)

    def chance(self, share: float) -> bool:
        """True with this probability."""
        return self._random.random() < share

    def of(self, choices: Sequence[T]) -> T:
        """One of these."""
        return self._random.choice(choices)

    def number(self) -> int:
        """A small number."""
        return self._random.randint(1, 4)


def supplied(desk: Desk, decision: Decision) -> Desk:
    """The desk after the numbers that a decision drew; it has a few of each kind."""
    supply = dict(desk.next_sscc)
    for event in decision.events:
        if isinstance(event, CartonOpened | CartonAssigned | PalletOpened):
            number = int(event.sscc[8:17]) + 1
            supply[int(event.sscc[0])] = carton_sscc(number) if event.sscc[0] == "1" else pallet_sscc(number)
            if number > 107:
                del supply[int(event.sscc[0])]
    return replace(desk, next_sscc=supply)


@cache
def walked(seed: int, start: tasks.State) -> Walk:
    """The walk of a seed from a state, walked once for all laws."""
    return Walker(seed).walk(start)


def walks(*starts: tasks.State) -> st.SearchStrategy[Walk]:
    """Walks from one of these states, or from the beginning of any task."""
    return st.builds(walked, st.integers(0, 999), st.sampled_from(starts or STARTS))
