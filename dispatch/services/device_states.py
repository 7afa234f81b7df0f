"""The printers as they are now, and the prints of which nobody knows whether they came out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dispatch.domain.calendar import paris
from dispatch.domain.printer_roster import PrinterRoster, RosterPrinter
from dispatch.domain.printers import JobState, PrinterCondition, PrinterConfig
from dispatch.services.ports import JobRow, Outbox, Printer
from dispatch.services.printing import Lock

_PENDING = (JobState.QUEUED, JobState.SENDING, JobState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class UnknownJob:
    """A print job that may or may not have come out; only a person can tell."""

    kind: str
    ref: str
    printer: str
    time: str
    """When it became unknown: ISO 8601 in Europe/Paris."""


@dataclass(frozen=True, slots=True)
class DeviceState:
    """One printer."""

    name: str
    role: str
    """`labels` or `documents`."""
    address: str
    card: str
    """The code that makes it the active one of its role."""
    condition: PrinterCondition | None
    """As it was found; None while a job is being sent to it, and where nobody has found out yet."""
    active: bool
    """Does it take the jobs of its role? The others are spares."""
    sending: bool
    """Is a job being sent to it, so that it is not asked?"""
    queued: int
    """Jobs that wait for it: all of its role where it is the active one, else none."""
    unknown: tuple[UnknownJob, ...]
    """Its prints of which nobody knows whether they came out."""

    @property
    def state(self) -> str:
        """A condition, `printing`, or `unmeasured`."""
        return "printing" if self.sending else self.condition or "unmeasured"

    @property
    def troubled(self) -> bool:
        """Is it known not to be ready?"""
        return self.condition not in (None, PrinterCondition.READY)


def device_states(
    outbox: Outbox,
    printers: Sequence[PrinterConfig],
    roster: PrinterRoster,
    conditions: Mapping[str, PrinterCondition],
) -> list[DeviceState]:
    """Every configured printer; `conditions` by name, those that were measured."""
    jobs = outbox.jobs(_PENDING)
    active = {roster.active(role, outbox.chosen_printer(role)) for role in {config.role for config in printers}}
    return [
        _state(config, known, jobs, known in active, conditions.get(config.name))
        for config, known in zip(printers, roster.printers, strict=True)
    ]


def measure(
    printers: Sequence[tuple[PrinterConfig, Printer]], lock: Lock, outbox: Outbox
) -> Mapping[str, PrinterCondition]:
    """The conditions of the printers, asked now: seconds for each that does not answer.

    A printer that another process speaks with is not asked, for most take one connection at a time: that process notes
    how it is.
    """
    found = {}
    for config, printer in printers:
        with lock(f"printer-{config.name}") as mine:
            noted = None if mine else outbox.conditions().get(config.name)
            if mine or noted is not None:
                found[config.name] = printer.condition() if noted is None else PrinterCondition(noted)
    return found


def unknown_jobs(outbox: Outbox) -> list[UnknownJob]:
    """Every print of which nobody knows whether it came out, oldest first."""
    return [_told(job) for job in outbox.jobs((JobState.UNKNOWN,))]


def _state(
    config: PrinterConfig,
    known: RosterPrinter,
    jobs: Sequence[JobRow],
    active: bool,
    condition: PrinterCondition | None,
) -> DeviceState:
    own = [job for job in jobs if job.printer == config.name]
    sending = any(job.state == JobState.SENDING for job in own)
    return DeviceState(
        name=config.name,
        role=config.role,
        address=str(config.address),
        card=known.card,
        condition=None if sending else condition,
        active=active,
        sending=sending,
        queued=sum(job.state == JobState.QUEUED and job.role == config.role for job in jobs) if active else 0,
        unknown=tuple(_told(job) for job in own if job.state == JobState.UNKNOWN),
    )


def _told(job: JobRow) -> UnknownJob:
    time = paris(datetime.fromisoformat(job.changed)).isoformat(timespec="seconds")
    return UnknownJob(job.kind, job.ref, job.printer, time)
