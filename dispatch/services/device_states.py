"""The printers as they are now, and the prints of which nobody knows whether they came out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dispatch.domain.calendar import paris
from dispatch.domain.printers import JobState, PrinterCondition, PrinterConfig
from dispatch.services.ports import JobRow, Outbox, Printer

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
    condition: PrinterCondition | None
    """Asked now; None while a job is being sent to it, for most printers take one connection at a time."""
    queued: int
    """Jobs that wait for a printer of its role."""
    unknown: tuple[UnknownJob, ...]
    """Its prints of which nobody knows whether they came out."""


def device_states(outbox: Outbox, printers: Sequence[tuple[PrinterConfig, Printer]]) -> list[DeviceState]:
    """Every configured printer; takes seconds where one does not answer."""
    jobs = outbox.jobs(_PENDING)
    return [
        DeviceState(
            name=config.name,
            role=config.role,
            address=str(config.address),
            condition=None if _is_sending(config, jobs) else printer.condition(),
            queued=sum(job.state == JobState.QUEUED and job.role == config.role for job in jobs),
            unknown=tuple(_told(job) for job in jobs if _is_unknown(job) and job.printer == config.name),
        )
        for config, printer in printers
    ]


def unknown_jobs(outbox: Outbox) -> list[UnknownJob]:
    """Every print of which nobody knows whether it came out, oldest first."""
    return [_told(job) for job in outbox.jobs((JobState.UNKNOWN,))]


def _is_sending(config: PrinterConfig, jobs: Sequence[JobRow]) -> bool:
    return any(job.state == JobState.SENDING and job.printer == config.name for job in jobs)


def _is_unknown(job: JobRow) -> bool:
    return job.state == JobState.UNKNOWN


def _told(job: JobRow) -> UnknownJob:
    time = paris(datetime.fromisoformat(job.changed)).isoformat(timespec="seconds")
    return UnknownJob(job.kind, job.ref, job.printer, time)
