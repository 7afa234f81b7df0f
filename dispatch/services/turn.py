"""One turn of a desk: one scan inside one transaction, from its reading to its outcome."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import cast

from dispatch.domain.events import (
    CartonAssigned,
    CartonOpened,
    Event,
    OrderOpened,
    PalletOpened,
    TripDeparted,
    TripOpened,
)
from dispatch.domain.reasons import Reason
from dispatch.scanning.scans import Command, PrinterScan, Scan, WeightScan
from dispatch.services import numbers
from dispatch.services.configuration import Configuration
from dispatch.services.outcome import Outcome
from dispatch.services.ports import Clock, Head, Header, NewJob, ScanRecord, Transaction
from dispatch.services.printer_choice import Conditions, printer_subject, printers_away
from dispatch.services.prompts import prompt_of
from dispatch.services.resolver import resolve
from dispatch.services.shipments import next_gsin
from dispatch.services.task_states import load_state
from dispatch.services.undo import undo_subject
from dispatch.services.weights import weight_subject
from dispatch.workflows import tasks
from dispatch.workflows.decisions import CARTON_EXTENSION, PALLET_EXTENSION, Args, Decision, Desk, Notice, Print
from dispatch.workflows.dialogue import Asked, Dialogue, judge
from dispatch.workflows.packing import Packing
from dispatch.workflows.progress import progress_of
from dispatch.workflows.receiving import Receiving
from dispatch.workflows.subjects import BadgeSubject, PrinterSubject, Subject, TaskSubject, UnitSubject

_OPENINGS = (OrderOpened, PalletOpened, TripOpened)
_DRAWING = (CartonOpened, CartonAssigned, PalletOpened)
_SHIPPING = ("palletise", "load")
"""Tasks in which a pallet may give a shipment its number."""
_encode = json.JSONEncoder(sort_keys=True).encode

Departure = Callable[[Transaction, Header, str], tuple[Print, ...]]
"""Issues the papers of a departed trip in the same transaction; returns their print jobs."""


@dataclass(frozen=True, slots=True)
class Services:
    """What a turn works with."""

    clock: Clock
    configuration: Configuration
    issue_papers: Departure
    conditions: Callable[[], Conditions]
    """What is known of the printers, at once."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One scan as it came in."""

    raw: str
    scan: Scan
    request: str
    """Id of this reading: the same one is judged once (R-02)."""
    scanner: str


@dataclass(frozen=True, slots=True)
class Memory:
    """What the desk knows as of journal number `seq`; when the journal has moved on, it is read again."""

    seq: int
    state: tasks.State
    desk: Desk
    task_id: str


@dataclass(frozen=True, slots=True)
class Session:
    """A desk between two scans; only `memory` could be rebuilt from the tables, the rest is lost at a restart."""

    task: str
    operator: str = ""
    memory: Memory | None = None
    dialogue: Dialogue = field(default_factory=Dialogue)
    asked: Scan | None = None
    asked_words: Args = field(default_factory=dict)
    """The scan that the open question is about."""
    arrived: bool = False
    """Has the open task been announced?"""


class Turn:
    """One scan inside one transaction; what it learns becomes the station's memory only after the commit."""

    def __init__(self, session: Session, transaction: Transaction, services: Services, reading: Reading) -> None:
        self.session = session
        self._transaction = transaction
        self._services = services
        self._reading = reading
        self._time, self._offset, self._today = services.clock.now()
        self._notices: list[Notice] = []

    def play(self) -> Outcome:
        """Read, decide, record; the new session is in `session`, to be kept once the transaction is committed."""
        known = self._transaction.scan_of(self._reading.request)
        head = self._transaction.reads.head()
        self._memory = self._recall(head)
        self._arrive()
        if known is not None:
            return self._outcome(_repeated(known))
        subject = self._resolve(self._reading.scan)
        desk = self._desk_now(head)
        decision, dialogue = judge(self._memory.state, self.session.dialogue, subject, desk)
        question = dialogue.question
        asked = self._reading.scan if question is not None and question.subject is subject else self.session.asked
        words = decision.args if decision.need is not None else self.session.asked_words
        first = self._record(decision, desk) if decision.events else None
        if isinstance(subject, UnitSubject):
            self._transaction.settle_jobs(subject.sscc)
        decision = self._with_papers(decision)
        self._log(decision, first)
        if decision.events:
            self._memory = self._advanced(decision.events) or self._read()
        self.session = replace(self.session, memory=self._memory, dialogue=dialogue, asked=asked, asked_words=words)
        self._follow(decision, subject)
        return self._outcome(decision)

    # -- reading

    def _recall(self, head: Head) -> Memory:
        memory = self.session.memory
        if memory is None or memory.seq != head.seq:
            memory = self._memory = self._read()
            self._reask()
        return memory

    def _read(self) -> Memory:
        """Read state and desk again; may take a number block, which is an entry of its own."""
        configuration = self._services.configuration
        reads = self._transaction.reads
        header = Header(self._time, self._offset, configuration.station, self.session.operator or configuration.station)
        supply = {}
        for extension in {"pack": (CARTON_EXTENSION,), "palletise": (PALLET_EXTENSION,)}.get(self.session.task, ()):
            sscc = numbers.next_sscc(configuration, extension, self._transaction, header)
            if sscc is not None:
                supply[extension] = sscc
        operator = reads.operator(self.session.operator) if self.session.operator else None
        roles = frozenset(operator.roles) if operator else frozenset() if reads.has_operators() else None
        desk = Desk(
            station=configuration.station,
            today=self._today,
            batteries=configuration.batteries,
            operator=operator.badge if operator else "",
            roles=roles,
            verify_label=configuration.verify_label,
            mix_models=configuration.mix_models,
            block_after_error=configuration.block_after_error,
            label_printer=configuration.label_printer,
            document_printer=configuration.document_printer,
            scales=frozenset(configuration.scales.values()),
            next_sscc=supply,
            next_gsin=next_gsin(configuration, reads) if self.session.task in _SHIPPING else "",
            names_shipments=configuration.names_shipments,
            company_prefix=configuration.company_prefix,
        )
        state = load_state(self.session.task, configuration, reads)
        row = reads.task(configuration.station, self.session.task)
        task_id = _task_id(self.session.task, configuration.station, row.opened if row else 0)
        return Memory(reads.head().seq, state, desk, task_id)

    def _desk_now(self, head: Head) -> Desk:
        """The desk as remembered, at the time of this scan."""
        desk, behind = self._memory.desk, _seconds(self._time, head.time)
        conditions = self._services.conditions()
        away = printers_away(self._services.configuration.printers, conditions, self._transaction.reads)
        if (desk.today, desk.clock_behind_s, desk.printers_away) == (self._today, behind, away):
            return desk
        return replace(desk, today=self._today, clock_behind_s=behind, printers_away=away)

    def _reask(self) -> None:
        """The world moved on: what an open question is about is looked up again."""
        dialogue = self.session.dialogue
        if dialogue.question is None or self.session.asked is None or isinstance(self.session.asked, WeightScan):
            return
        subject = cast(Asked, self._resolve(self.session.asked))
        question = replace(dialogue.question, subject=subject)
        self.session = replace(self.session, dialogue=replace(dialogue, question=question))

    def _arrive(self) -> None:
        """The first scan after a start, or after a change of job, finds the open task (contract 4, resume; R-04)."""
        if self.session.arrived:
            return
        if tasks.is_open(self._memory.state):
            self._notices.append(Notice("resumed"))
        unconfirmed = tasks.open_unit(self._memory.state) is not None
        dialogue = replace(self.session.dialogue, unconfirmed=unconfirmed)
        self.session = replace(self.session, dialogue=dialogue, arrived=True)

    def _resolve(self, scan: Scan) -> Subject:
        state, services = self._memory.state, self._services
        if isinstance(scan, PrinterScan):
            printers = services.configuration.printers
            return printer_subject(scan.code, printers, services.conditions(), self._transaction.reads)
        if isinstance(scan, WeightScan):
            return weight_subject(scan, self._reading.raw, self._reading.scanner, services.configuration)
        current = state.order if isinstance(state, Packing) else ""
        subject = resolve(scan, self._transaction.reads, self.session.task, services.configuration.station, current)
        if isinstance(subject, Command):
            open_task = isinstance(state, Receiving) or tasks.is_open(state)
            return undo_subject(self._memory.task_id if open_task else "", self._transaction)
        return subject

    # -- writing

    def _record(self, decision: Decision, desk: Desk) -> int:
        memory = self._memory
        station = self._services.configuration.station
        task_id = memory.task_id
        if isinstance(decision.events[0], _OPENINGS):
            task_id = _task_id(self.session.task, station, memory.seq + 1)
        self._header = Header(self._time, self._offset, station, desk.operator or station, decision.approver, task_id)
        first = self._transaction.record(decision.events, self._header)
        for sscc in decision.voids:
            self._transaction.cancel_jobs(sscc)
            self._transaction.settle_jobs(sscc)
        return first

    def _with_papers(self, decision: Decision) -> Decision:
        """A departure issues its papers in the same transaction; every decision queues its prints."""
        departed = next((event for event in decision.events if isinstance(event, TripDeparted)), None)
        if departed is not None:
            prints = self._services.issue_papers(self._transaction, self._header, departed.trip)
            decision = replace(decision, prints=(*decision.prints, *prints))
        for job in decision.prints:
            seq = self._memory.seq + 1
            station = self._services.configuration.station
            new = NewJob(seq, job.role, job.kind, job.ref, job.version, job.copies, station, self._time)
            self._transaction.queue(new)
        return decision

    def _log(self, decision: Decision, first: int | None) -> None:
        record = ScanRecord(
            time=self._time,
            request=self._reading.request,
            station=self._services.configuration.station,
            operator=self._memory.desk.operator,
            scanner=self._reading.scanner,
            task=self.session.task,
            raw=_storable(self._reading.raw),
            reason=decision.reason.word,
            args=_encode({**decision.args}),
            first_seq=first,
        )
        self._transaction.log_scan(record)

    # -- afterwards

    def _follow(self, decision: Decision, subject: Subject) -> None:
        """Another printer is written down; another task or another operator: what the desk knows is read again."""
        if decision.reason is Reason.TASK_SELECTED and isinstance(subject, TaskSubject):
            self.session = replace(self.session, task=subject.task, arrived=False)
        elif decision.reason is Reason.SIGNED_IN and isinstance(subject, BadgeSubject):
            self.session = replace(self.session, operator=subject.badge)
        elif decision.reason is Reason.PRINTER_CHOSEN and isinstance(subject, PrinterSubject):
            self._transaction.choose_printer(subject.role, subject.name)
            return
        else:
            return
        self._memory = self._read()
        self.session = replace(self.session, memory=self._memory)
        self._arrive()

    def _advanced(self, events: tuple[Event, ...]) -> Memory | None:
        """The memory after these events, where it follows from them alone and no number was drawn."""
        memory = self._memory
        state: tasks.State | None = memory.state
        supply = memory.desk.next_sscc.values()
        for event in events:
            if state is None or (isinstance(event, _DRAWING) and event.sscc in supply):
                return None
            state = tasks.evolve(state, event)
        return replace(memory, seq=memory.seq + len(events), state=state) if state is not None else None

    def _outcome(self, decision: Decision) -> Outcome:
        state = self._memory.state
        key, args = prompt_of(self.session.task, state, self.session.dialogue, self.session.asked_words)
        return Outcome(
            scan=self._reading.raw,
            reason=decision.reason,
            rule=decision.rule_id,
            args=decision.args,
            need=decision.need,
            task=self.session.task,
            state=tasks.step(state),
            prompt_key=key,
            prompt_args=args,
            progress=progress_of(state),
            prints=decision.prints,
            notices=(*self._notices, *decision.notices),
        )


def _task_id(task: str, station: str, opened: int) -> str:
    return f"{task}:{station}" if task == "receive" else f"{task}:{station}:{opened}"


def _seconds(now: str, last: str) -> int:
    """How many whole seconds `now` lies before `last`."""
    if not last or now >= last:
        return 0
    return int((datetime.fromisoformat(last) - datetime.fromisoformat(now)).total_seconds())


def _storable(raw: str) -> str:
    return raw.encode("utf-8", "backslashreplace").decode()


def _repeated(record: ScanRecord) -> Decision:
    reason = next(r for r in Reason if r.word == record.reason)
    return Decision(reason, json.loads(record.args))
