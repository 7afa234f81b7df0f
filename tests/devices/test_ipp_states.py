"""What printers say of themselves by IPP, and what may be asked of them."""

from __future__ import annotations

import dataclasses
from typing import TypedDict, Unpack

import pytest

from dispatch.devices.ipp_message import Attributes, Tag, Value
from dispatch.devices.ipp_states import (
    JobLook,
    JobStage,
    complaint,
    fits,
    is_idle_queue,
    printer_condition,
    raw_format,
    template,
)
from dispatch.domain.printers import IppAddress, PrinterCondition, PrinterConfig

IDLE, PROCESSING, STOPPED = 3, 4, 5
PAPERS = PrinterConfig("Office", "documents", IppAddress("192.0.2.7"))
ABLE: Attributes = {
    "document-format-supported": (Value(Tag.MIME_TYPE, "application/pdf"),),
    "copies-supported": (Value(Tag.RANGE, (1, 9)),),
    "sides-supported": (Value(Tag.KEYWORD, "one-sided"), Value(Tag.KEYWORD, "two-sided-long-edge")),
    "media-source-supported": (Value(Tag.KEYWORD, "tray-1"), Value(Tag.KEYWORD, "tray-2")),
    "media-supported": (Value(Tag.KEYWORD, "iso_a4_210x297mm"),),
}


class Asked(TypedDict, total=False):
    copies: int
    tray: str
    duplex: bool


def keywords(*words: str) -> tuple[Value, ...]:
    return tuple(Value(Tag.KEYWORD, word) for word in words)


def printer(state: int, *reasons: str, accepting: bool = True, queue: bool = False) -> Attributes:
    told: dict[str, tuple[Value, ...]] = {
        "printer-state": (Value(Tag.ENUM, state),),
        "printer-state-reasons": keywords(*reasons or ("none",)),
        "printer-is-accepting-jobs": (Value(Tag.BOOLEAN, accepting),),
    }
    return {**told, "printer-type": (Value(Tag.ENUM, 4),)} if queue else told


@pytest.mark.parametrize(
    ("told", "condition"),
    [
        (printer(IDLE), PrinterCondition.READY),
        (printer(PROCESSING), PrinterCondition.READY),
        (printer(IDLE, accepting=False), PrinterCondition.REJECTED),
        (printer(STOPPED), PrinterCondition.STOPPED),
        (printer(STOPPED, "com.example-tired"), PrinterCondition.STOPPED),
        (printer(STOPPED, "paused"), PrinterCondition.PAUSED),
        (printer(PROCESSING, "moving-to-paused"), PrinterCondition.PAUSED),
        (printer(IDLE, "media-empty"), PrinterCondition.PAPER_OUT),
        (printer(IDLE, "media-empty-error"), PrinterCondition.PAPER_OUT),
        (printer(IDLE, "media-empty-warning"), PrinterCondition.READY),
        (printer(IDLE, "media-empty-report"), PrinterCondition.READY),
        (printer(STOPPED, "media-empty-warning"), PrinterCondition.PAPER_OUT),
        (printer(STOPPED, "media-needed-error"), PrinterCondition.PAPER_OUT),
        (printer(STOPPED, "input-tray-missing"), PrinterCondition.PAPER_OUT),
        (printer(IDLE, "toner-low-warning"), PrinterCondition.READY),
        (printer(STOPPED, "toner-empty-error"), PrinterCondition.TONER_OUT),
        (printer(STOPPED, "marker-supply-empty-error"), PrinterCondition.TONER_OUT),
        (printer(STOPPED, "media-jam-error"), PrinterCondition.JAMMED),
        (printer(STOPPED, "door-open-error"), PrinterCondition.COVER_OPEN),
        (printer(STOPPED, "media-empty-error", "interlock-open-error"), PrinterCondition.COVER_OPEN),
        (printer(STOPPED, "paused", "media-jam"), PrinterCondition.JAMMED),
        (printer(STOPPED, "fuser-over-temp-error"), PrinterCondition.OVER_TEMPERATURE),
        (printer(IDLE, "shutdown"), PrinterCondition.UNREACHABLE),
        (printer(PROCESSING, "offline-report", queue=True), PrinterCondition.UNREACHABLE),
        (printer(PROCESSING, "media-empty-error", queue=True), PrinterCondition.PAPER_OUT),
        (printer(IDLE, "media-empty-error", queue=True), PrinterCondition.READY),
        (printer(STOPPED, "media-empty-error", queue=True), PrinterCondition.PAPER_OUT),
        (printer(PROCESSING, "cups-waiting-for-job-completed", queue=True), PrinterCondition.READY),
        ({}, PrinterCondition.READY),
    ],
)
def test_a_printer_is_as_it_says(told: Attributes, condition: PrinterCondition) -> None:
    assert printer_condition(told) is condition


def test_what_a_printer_warns_of_explains_why_it_does_not_get_on() -> None:
    assert complaint(printer(PROCESSING, "media-empty-warning")) is PrinterCondition.PAPER_OUT
    assert complaint(printer(PROCESSING)) is PrinterCondition.SLOW


def test_a_queue_of_cups_is_told_from_a_printer() -> None:
    idle = [is_idle_queue(printer(state, queue=queue)) for state in (IDLE, PROCESSING) for queue in (True, False)]
    assert idle == [True, False, False, False]


@pytest.mark.parametrize(
    ("asked", "told", "possible"),
    [
        (Asked(), ABLE, True),
        (Asked(), {}, True),
        (Asked(), {"document-format-supported": (Value(Tag.MIME_TYPE, "image/urf"),)}, False),
        (Asked(copies=9, tray="tray-2", duplex=True), ABLE, True),
        (Asked(copies=2), {}, False),
        (Asked(copies=2), {"copies-supported": (Value(Tag.RANGE, (1, 1)),)}, False),
        (Asked(duplex=True), {"sides-supported": keywords("one-sided")}, False),
        (Asked(tray="tray-9"), ABLE, False),
        (Asked(tray="tray-1"), {}, False),
    ],
)
def test_only_what_a_printer_says_it_can_is_asked_of_it(asked: Asked, told: Attributes, possible: bool) -> None:
    assert fits(dataclasses.replace(PAPERS, **asked), told) == possible


def template_of(told: Attributes, **asked: Unpack[Asked]) -> Attributes:
    return template(dataclasses.replace(PAPERS, **asked), told, b"%PDF-1.4")


def test_a_paper_is_asked_for_as_the_settings_say() -> None:
    assert template_of({}) == {}
    assert template_of(ABLE) == {"sides": keywords("one-sided"), "media": keywords("iso_a4_210x297mm")}
    a4 = {"x-dimension": (Value(Tag.INTEGER, 21000),), "y-dimension": (Value(Tag.INTEGER, 29700),)}
    column = {"media-size": (Value(Tag.COLLECTION, a4),), "media-source": keywords("tray-2")}
    assert template_of(ABLE, copies=3, tray="tray-2", duplex=True) == {
        "copies": (Value(Tag.INTEGER, 3),),
        "sides": keywords("two-sided-long-edge"),
        "media-col": (Value(Tag.COLLECTION, column),),
    }


def test_labels_are_handed_on_as_they_are() -> None:
    raw = "application/vnd.cups-raw"
    assert raw_format({"document-format-supported": (Value(Tag.MIME_TYPE, raw),)}) == raw
    assert raw_format({}) == "application/octet-stream"


def test_a_job_is_untouched_only_where_it_says_so() -> None:
    def look(**told: Value) -> JobLook:
        return JobLook.at({name.replace("_", "-"): (value,) for name, value in told.items()})

    pending = Value(Tag.ENUM, JobStage.PENDING)
    assert look(job_state=pending, time_at_processing=Value(Tag.NO_VALUE, None)).untouched
    assert not look(job_state=pending, time_at_processing=Value(Tag.INTEGER, 7)).untouched
    assert not look(job_state=pending).untouched
    assert [look(job_state=Value(Tag.ENUM, stage)).over for stage in JobStage] == [False] * 4 + [True] * 3
    with pytest.raises(ValueError, match="0"):
        look()
