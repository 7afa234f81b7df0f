"""Job choice: on the home screen the first code says which job it belongs to."""

from __future__ import annotations

from typing import assert_never

from dispatch.scanning.scans import Scan
from dispatch.services.ports import Reads
from dispatch.services.resolver import content_of
from dispatch.workflows.subjects import (
    AmbiguousSubject,
    AnnouncedCartonSubject,
    Content,
    DeviceSubject,
    OrderSubject,
    ProductSubject,
    SealSubject,
    TripSubject,
    UnitSubject,
    UnknownSubject,
)


def job_for(scan: Scan, reads: Reads) -> str | None:
    """The task that a scanned code belongs to; None for cards, badges and codes that belong to none or to several."""
    return job_of(content_of(scan, reads))


def job_of(content: Content) -> str | None:
    """The task in which something can be done with this, or which says best why nothing can."""
    match content:
        case OrderSubject():
            return "pack"
        case TripSubject():
            return "load"
        case AnnouncedCartonSubject():
            return _of_announced(content)
        case DeviceSubject(carton=carton):
            return _of_announced(carton)
        case UnitSubject():
            return _of_unit(content)
        case AmbiguousSubject(_, devices, cartons):
            jobs = {*map(job_of, devices), *map(job_of, cartons)}
            return jobs.pop() if len(jobs) == 1 else None
        case ProductSubject() | SealSubject() | UnknownSubject():
            return None
        case _:
            assert_never(content)


def _of_announced(carton: AnnouncedCartonSubject) -> str:
    return "pack" if carton.received else "receive"


def _of_unit(unit: UnitSubject) -> str | None:
    if unit.status == "void":
        return None
    if unit.kind == "carton":
        return "palletise" if unit.status == "closed" else "pack"
    return "load" if unit.status == "closed" else "palletise"
