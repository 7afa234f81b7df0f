"""Decisions: the answer of a workflow to one subject, and what it knew about the desk when it answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dispatch.domain.batteries import BatteryPolicy
from dispatch.domain.events import Event
from dispatch.domain.operators import Role
from dispatch.domain.printer_roster import PrinterAway
from dispatch.domain.reasons import Need, Reason, Tone
from dispatch.domain.scales import ScaleRole
from dispatch.scanning.scans import ReasonCode

Args = Mapping[str, str | int]
UNATTENDED = "unattended"
"""Approver written into the journal where no operator is registered."""


@dataclass(frozen=True, slots=True)
class Print:
    """A print job to queue in the same transaction: a label by SSCC or a paper by number."""

    kind: str
    """carton-label, pallet-label, packing-list, delivery-note, waybill, recap or loading-list."""
    ref: str
    copies: int = 1
    version: int = 1

    @property
    def role(self) -> str:
        """The role of the printer that takes it: `labels` or `documents`."""
        return "labels" if self.kind.endswith("-label") else "documents"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something worth knowing that rides in the answer: a word and what its sentence needs."""

    word: str
    args: Args = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decision:
    """One verdict with everything that follows from it; without events nothing changes."""

    reason: Reason
    args: Args = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    prints: tuple[Print, ...] = ()
    voids: tuple[str, ...] = ()
    """SSCC whose queued print jobs are cancelled."""
    need: Need | None = None
    rule: str | None = None
    """Overrides the reason's own rule."""
    notices: tuple[Notice, ...] = ()
    approver: str = ""
    by_lead: bool = False
    """Must the badge that is asked for be a shift lead's?"""
    expects_seal: bool = False
    """Is the next unknown code a seal?"""
    off_g: int | None = None
    """A weight out of tolerance, in grams, that a shift lead may accept."""

    @property
    def rule_id(self) -> str | None:
        """Rule id of the domain behind this verdict."""
        return self.rule or self.reason.rule


def refuse(reason: Reason, rule: str | None = None, **args: str | int) -> Decision:
    """A verdict that changes nothing."""
    assert reason.tone in (Tone.REFUSED, Tone.INFO)
    return Decision(reason, args, rule=rule)


def ask(reason: Reason, need: Need = Need.CONFIRM, **args: str | int) -> Decision:
    """A question; the same subject is decided again when it is answered."""
    assert reason.tone is Tone.CONFIRM
    return Decision(reason, args, need=need)


def accept(
    reason: Reason, *events: Event, prints: tuple[Print, ...] = (), approver: str = "", **args: str | int
) -> Decision:
    """A change."""
    assert reason.tone is Tone.ACCEPTED and events
    return Decision(reason, args, events=events, prints=prints, approver=approver)


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered so far to the questions about one subject."""

    confirmed: frozenset[Reason] = frozenset()
    reason: ReasonCode | None = None
    approvers: tuple[str, ...] = ()
    leads: bool = False
    """Is one of the approvers a shift lead?"""
    label: str | None = None
    sealing: bool = False
    """Was CMD-CLOSE scanned, so that the next unknown code is a seal?"""
    device: int | None = None
    """Number of the device chosen among several."""
    carton: int | None = None
    """Number of the announced carton chosen among several."""
    off_g: int | None = None
    """The weight that was out of tolerance last."""

    def confirm(self, reason: Reason) -> Answers:
        """These answers and a yes to `reason`."""
        return replace(self, confirmed=self.confirmed | {reason})


NO_ANSWERS = Answers()


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk at the moment of a scan: who stands there, what is set, which numbers come next."""

    station: str
    today: str
    """ISO date in Europe/Paris."""
    batteries: BatteryPolicy
    """The rules on lithium batteries, by the date of carriage."""
    operator: str = ""
    roles: frozenset[Role] | None = None
    """Roles of the operator; None while no operator is registered at all: everything is allowed."""
    verify_label: bool = True
    mix_models: bool = False
    block_after_error: bool = False
    label_printer: bool = True
    document_printer: bool = True
    printers_away: Mapping[str, PrinterAway] = field(default_factory=dict)
    """By role: the printer that takes its jobs, where it is known not to be ready."""
    scales: frozenset[ScaleRole] = frozenset()
    """What is weighed at this desk when it is closed."""
    next_sscc: Mapping[int, str] = field(default_factory=dict)
    """Next SSCC per extension digit; none without a company prefix or when a block is exhausted."""
    next_gsin: str = ""
    """The GSIN of the next shipment; empty without a company prefix or when none is left."""
    names_shipments: bool = False
    """Do labels have room for a GSIN?"""
    company_prefix: str = ""
    clock_behind_s: int = 0
    """How far the desk's clock is behind the last journal entry, in seconds."""

    @property
    def unattended(self) -> bool:
        """Is no operator registered at all?"""
        return self.roles is None


CARTON_EXTENSION = 1
PALLET_EXTENSION = 3


def approval(reason: Reason, answers: Answers, desk: Desk, args: Args, badges: int = 1) -> Decision | None:
    """The next question of an approval, or None when it is complete.

    Severity L is a reason card and one lead's badge, severity D a reason card and two different badges, one of them a
    lead's, never the operator's own (domain rule 8, R-07, R-08); without operators a reason card is enough and the
    approver is `unattended`.
    """
    if answers.reason is None:
        return Decision(reason, args, need=Need.REASON)
    missing = max(badges - len(answers.approvers), int(not answers.leads))
    if desk.unattended or not missing:
        return None
    return Decision(reason, args, need=Need.BADGE, by_lead=missing == 1 and not answers.leads)


def approver(answers: Answers, desk: Desk) -> str:
    """Who approved, for the journal; empty where nothing had to be."""
    if answers.reason is None:
        return ""
    return UNATTENDED if desk.unattended else "+".join(answers.approvers)


def draw(desk: Desk, extension: int) -> str | Decision:
    """The next SSCC of one kind, or the refusal where there is none: no prefix, no number left."""
    if not desk.company_prefix:
        return refuse(Reason.NO_COMPANY_PREFIX, setting="gs1.company_prefix")
    return desk.next_sscc.get(extension) or refuse(Reason.SSCC_EXHAUSTED, prefix=desk.company_prefix)


def label_supply(desk: Desk, extension: int) -> Decision | None:
    """The refusal of a job that could not label its units, or None: no printer for labels (E-COL-13), no SSCC."""
    if not desk.label_printer:
        return refuse(Reason.NO_PRINTER, role="labels")
    sscc = draw(desk, extension)
    return sscc if isinstance(sscc, Decision) else None
