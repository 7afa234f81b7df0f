"""Document printers over IPP, and any printer behind a queue of CUPS: asked before a job, and about it to its end.

A job is sent at most once per call, and never left where it may come out later: what cannot be printed now is cancelled
at the printer. Only a job that was cancelled before anybody began to process it is known not to be printed. CUPS says
nothing that would prove it later: it counts the pages it has prepared, and a warning that the printer is not there
stays with a job that has been sent since.
"""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic

from dispatch.devices.cups import DEVICE_URI, device_condition, is_local, queue_service
from dispatch.devices.ipp import Document, IppClient, IppService, IppTrouble
from dispatch.devices.ipp_message import Attributes, whole
from dispatch.devices.ipp_states import (
    JOB_ATTRIBUTES,
    PDF,
    PRINTER_ATTRIBUTES,
    JobLook,
    JobStage,
    complaint,
    fits,
    printer_condition,
    raw_format,
    template,
)
from dispatch.domain.printers import CupsAddress, IppAddress, PrinterCondition, PrinterConfig, PrintResult, PrintState


@dataclass(frozen=True, slots=True)
class IppTiming:
    """How long a printer that speaks IPP is waited for, in seconds."""

    connect_s: float = 3.0
    answer_s: float = 5.0
    """For one answer, its connection included."""
    poll_interval_s: float = 0.5
    trouble_limit_s: float = 30.0
    """For a job that trouble holds up, before it is cancelled."""
    busy_limit_s: float = 120.0
    """For taking a document, and for a job that shows no progress, before it is cancelled."""
    cancel_limit_s: float = 5.0
    """For a job to end that was cancelled."""


class IppPrinter:
    """A printer at `ipp://…` or a queue at `cups://…` behind the `Printer` port."""

    def __init__(self, config: PrinterConfig, timing: IppTiming | None = None) -> None:
        """Nothing is connected before it is used; TypeError for an address of another kind."""
        self.name = config.name
        self.role: str = config.role
        self._config = config
        self._timing = timing or IppTiming()
        service = _service(config)
        self._client = IppClient(service, self._timing.connect_s, self._timing.answer_s)
        self._sees_devices = isinstance(config.address, CupsAddress) and is_local(service)

    def print_job(self, name: str, data: bytes, suffix: str) -> PrintResult:  # noqa: ARG002
        """Send one job once, under its name, and wait until the printer says what became of it.

        Papers must be PDF. PRINTED is the word of the printer or, for a queue, of CUPS. Nobody vouches for a label
        that goes through a queue as it is: a label printer takes it in without paper too, and CUPS asks it nothing.
        """
        try:
            printer = self._attributes()
            condition = self._condition_of(printer)
            if condition is not PrinterCondition.READY:
                return PrintResult(PrintState.NOT_SENT, condition)
            job = self._client.print_job(self._document(name, data, printer), self._timing.busy_limit_s)
        except IppTrouble as trouble:
            unsent = trouble.refused or not trouble.document_left
            return PrintResult(PrintState.NOT_SENT if unsent else PrintState.UNKNOWN, trouble.condition)
        number = whole(job, "job-id")
        if number is None:
            return PrintResult(PrintState.UNKNOWN, PrinterCondition.SILENT)
        result = JobWatch(self._client, number, self._timing, self).result()
        if result.state is PrintState.PRINTED and self.role == "labels":
            return PrintResult(PrintState.UNKNOWN, PrinterCondition.READY)
        return result

    def condition(self) -> PrinterCondition:
        """What the printer says now, or the queue and what can be known of the printer behind it.

        REJECTED also for a printer that cannot print papers as the settings ask.
        """
        try:
            return self._condition_of(self._attributes())
        except IppTrouble as trouble:
            return trouble.condition

    def complaint(self) -> PrinterCondition:
        """Why it does not get on with a job, although it has no error."""
        try:
            return complaint(self._attributes())
        except IppTrouble as trouble:
            return trouble.condition

    def _attributes(self) -> Attributes:
        return self._client.printer_attributes((*PRINTER_ATTRIBUTES, DEVICE_URI))

    def _condition_of(self, printer: Attributes) -> PrinterCondition:
        condition = printer_condition(printer)
        if condition is PrinterCondition.READY and self.role == "documents" and not fits(self._config, printer):
            return PrinterCondition.REJECTED
        if condition is PrinterCondition.READY and self._sees_devices:
            return device_condition(printer, self._timing.connect_s, self._timing.answer_s)
        return condition

    def _document(self, name: str, data: bytes, printer: Attributes) -> Document:
        """The job as the printer is to get it."""
        if self.role == "labels":
            return Document(data, name, raw_format(printer), {})
        return Document(data, name, PDF, template(self._config, printer, data))


class JobWatch:
    """Follows one job to its end, which it hastens where the job does not get on."""

    def __init__(self, client: IppClient, job: int, timing: IppTiming, printer: IppPrinter) -> None:
        self._client = client
        self._job = job
        self._timing = timing
        self._printer = printer

    def result(self) -> PrintResult:
        """What became of the job."""
        seen: set[JobLook] = set()
        moved = calm = monotonic()
        while True:
            try:
                look, trouble = self._look()
            except _Forgotten:
                return PrintResult(PrintState.UNKNOWN, PrinterCondition.READY)
            if look is not None and look.over:
                return self._ended(look, trouble)
            now = monotonic()
            if look is not None and look not in seen:
                seen.add(look)
                moved = now
            if trouble is PrinterCondition.READY:
                calm = now
            if now - calm > self._timing.trouble_limit_s:
                return self._given_up(trouble)
            if now - moved > self._timing.busy_limit_s:
                return self._given_up(self._printer.complaint() if trouble is PrinterCondition.READY else trouble)
            time.sleep(self._timing.poll_interval_s)

    def _look(self) -> tuple[JobLook | None, PrinterCondition]:
        """The job as far as the printer tells, and what keeps it from getting on."""
        try:
            look = JobLook.at(self._client.job_attributes(self._job, JOB_ATTRIBUTES))
        except IppTrouble as trouble:
            if trouble.refused and trouble.condition is PrinterCondition.UNREACHABLE:
                raise _Forgotten from trouble
            return None, trouble.condition
        except ValueError:
            return None, PrinterCondition.SILENT
        trouble_now = self._printer.condition()
        if trouble_now is PrinterCondition.REJECTED:  # it takes no further jobs
            trouble_now = PrinterCondition.READY
        if trouble_now is PrinterCondition.READY and look.stage in (JobStage.HELD, JobStage.STOPPED):
            trouble_now = PrinterCondition.STOPPED
        return look, trouble_now

    def _ended(self, look: JobLook, trouble: PrinterCondition) -> PrintResult:
        """What a job that ended by itself, or by somebody's hand, proves."""
        match look.stage:
            case JobStage.COMPLETED if not look.with_errors:
                return PrintResult(PrintState.PRINTED, PrinterCondition.READY)
            case JobStage.COMPLETED:
                return PrintResult(PrintState.UNKNOWN, trouble)
            case JobStage.CANCELLED:  # a person does not want it: that is not to be undone by printing it again
                return PrintResult(PrintState.UNKNOWN, PrinterCondition.STOPPED)
            case _:
                state = PrintState.NOT_SENT if look.untouched else PrintState.UNKNOWN
                return PrintResult(state, PrinterCondition.REJECTED if trouble is PrinterCondition.READY else trouble)

    def _given_up(self, trouble: PrinterCondition) -> PrintResult:
        """Cancel the job; a printer that does not confirm it may still print."""
        with suppress(IppTrouble):  # it ended meanwhile, or the printer is gone: its next look tells
            self._client.cancel_job(self._job)
        deadline = monotonic() + self._timing.cancel_limit_s
        while True:
            with suppress(IppTrouble, ValueError):
                look = JobLook.at(self._client.job_attributes(self._job, JOB_ATTRIBUTES))
                if look.stage is JobStage.COMPLETED:
                    return self._ended(look, trouble)
                if look.over:
                    return PrintResult(PrintState.NOT_SENT if look.untouched else PrintState.UNKNOWN, trouble)
            if monotonic() > deadline:
                return PrintResult(PrintState.UNKNOWN, trouble)
            time.sleep(self._timing.poll_interval_s)


class _Forgotten(Exception):
    """The printer no longer knows the job."""


def _service(config: PrinterConfig) -> IppService:
    match config.address:
        case IppAddress() as address:
            return IppService.of(address)
        case CupsAddress() as address:
            return queue_service(address)
        case _:
            raise TypeError(f"no printer that speaks IPP: {config.address}")
