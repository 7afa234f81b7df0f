"""What every task says of a code that names nothing we know, or of a place no truck of ours goes to."""

from __future__ import annotations

from typing import assert_never

from dispatch.domain.reasons import Reason
from dispatch.domain.sites import reached_by_road
from dispatch.workflows.decisions import Decision, refuse
from dispatch.workflows.subjects import OrderSubject, UnitSubject, UnknownSubject


def unknown(subject: UnknownSubject) -> Decision:
    """The refusal of an unknown code; a plain text is a serial in packing only."""
    match subject.kind:
        case "serial":
            return refuse(Reason.UNKNOWN_SERIAL, serial=subject.code)
        case "sscc":
            return refuse(Reason.UNKNOWN_SSCC, sscc=subject.code)
        case "order":
            return refuse(Reason.UNKNOWN_ORDER, order=subject.code)
        case "site":
            return refuse(Reason.UNKNOWN_SITE, uai=subject.code)
        case "uai":
            return refuse(Reason.INVALID_UAI, uai=subject.code, expected=subject.expected)
        case "trip" | "dock":
            return refuse(Reason.UNKNOWN_TRIP, trip=subject.code)
        case "label-data":
            return refuse(Reason.UPPER_SYMBOL)
        case "plain" | "place" | "other":
            return refuse(Reason.UNKNOWN_CODE, code=subject.code)
        case _:
            assert_never(subject.kind)


def beyond_road(subject: OrderSubject | UnitSubject) -> Decision | None:
    """The refusal of what would go to Corsica or overseas: batteries by air are out of scope (domain rule 4.2)."""
    if reached_by_road(subject.postcode):
        return None
    return refuse(Reason.SITE_BEYOND_ROAD, site=subject.site, postcode=subject.postcode)
