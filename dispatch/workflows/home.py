"""Home: no task is chosen at the desk, so a code can be named but nothing done with it."""

from __future__ import annotations

from dataclasses import dataclass

from dispatch.domain.reasons import Reason
from dispatch.workflows.decisions import Decision, refuse
from dispatch.workflows.refusals import unknown
from dispatch.workflows.subjects import Judged, ProductSubject, UnitSubject, UnknownSubject

TASK = "home"
"""Stands for the task of a desk that has none: nothing is ever open in it, and no code changes anything."""


@dataclass(frozen=True, slots=True)
class Home:
    """Nothing at hand."""


def decide(subject: Judged) -> Decision:
    """Say what a code is that belongs to no job, or that a job must be chosen first."""
    match subject:
        case UnknownSubject():
            return unknown(subject)
        case UnitSubject(sscc=sscc, status="void"):
            return refuse(Reason.VOID_LABEL, sscc=sscc)
        case ProductSubject(gtin=gtin):
            return refuse(Reason.PRODUCT_CODE, code=str(gtin))
        case _:
            return refuse(Reason.NOT_EXPECTED_HERE)
