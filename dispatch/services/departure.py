"""Departure: the papers of a trip are issued in the transaction in which it departs.

A number is drawn there too, gap-free per series and year in Europe/Paris (R-09); the data is frozen as a blob and
rendered later, as often as one likes, to the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import NamedTuple

from dispatch.domain.events import DocumentIssued
from dispatch.domain.papers import Delivery, DeliveryNote, LoadingList, PackingList, Paper, Recap, Waybill, to_json
from dispatch.services.configuration import Configuration
from dispatch.services.paper_assembly import PaperAssembler
from dispatch.services.ports import Header, Reads, Transaction, TripRow
from dispatch.workflows.decisions import Print

SERIES = {"delivery-note": "DLN", "waybill": "LDV", "recap": "REC", "loading-list": "LDC"}
"""Prefix of the numbers of each kind; a packing list bears its delivery note's number."""
GOODS = {
    "fr": "Matériel informatique (tablettes, ordinateurs portables)",
    "en": "Computer equipment (tablets, laptops)",
}
"""Nature of the goods on the waybill (mandatory mention d)."""


class Draft(NamedTuple):
    """A paper of a trip that has no number yet; `uai` is empty where it is about the whole trip."""

    kind: str
    uai: str
    paper: Paper


def drafts(reads: Reads, configuration: Configuration, row: TripRow) -> list[Draft]:
    """Every paper of a trip as it is loaded now, in the order in which numbers are drawn."""
    assembler = PaperAssembler(reads, configuration)
    notes = list(_notes(assembler, row))
    deliveries = tuple(delivery for delivery, _ in notes)
    head, carrier, seals = assembler.head(row), assembler.carrier(row), reads.seals(row.trip.number)
    waybill = Waybill(
        head,
        configuration.shipper,
        configuration.loading_address,
        row.departed or row.trip.date,
        carrier,
        GOODS[head.language],
        deliveries,
        seals=seals,
        batteries=any(assembler.has_batteries(packing.pallets) for _, packing in notes),
    )
    papers = [
        draft
        for delivery, packing in notes
        for draft in (
            Draft(
                "delivery-note", delivery.consignee.uai, assembler.delivery_note(packing.head, delivery, packing, row)
            ),
            Draft("packing-list", delivery.consignee.uai, packing),
        )
    ]
    loading_list = LoadingList(head, carrier, deliveries, reads.head().hash, row.trip.dock, seals)
    recap = Recap(head, carrier, deliveries, seals=seals)
    return [Draft("waybill", "", waybill), Draft("recap", "", recap), *papers, Draft("loading-list", "", loading_list)]


def _notes(assembler: PaperAssembler, row: TripRow) -> Iterator[tuple[Delivery, PackingList]]:
    """What each stop receives."""
    loaded = sorted(assembler.reads.units("trip", row.trip.number, "pallet"), key=lambda unit: unit.position or 0)
    for stop in row.trip.stops:
        units = [unit for unit in loaded if unit.stop == stop.number]
        if not units:
            continue
        cartons = [carton for unit in units for carton in assembler.reads.units("pallet", unit.sscc, "carton")]
        orders = tuple(sorted({carton.code for carton in cartons}))
        pallets = tuple(assembler.pallet(unit) for unit in units)
        packing = assembler.packing_list(assembler.head(row, orders), stop.uai, pallets)
        lines = tuple(pallet.line for pallet in pallets)
        yield Delivery(packing.consignee, lines, stop.number, None, orders, stop.hour), packing


class Issue(NamedTuple):
    """A paper with the number drawn for it."""

    kind: str
    uai: str
    number: str
    paper: Paper


def issue_trip(transaction: Transaction, header: Header, trip: str, configuration: Configuration) -> tuple[Print, ...]:
    """Issue every paper of a departed trip: numbers drawn, data frozen, print jobs returned."""
    row = transaction.reads.trip(trip)
    assert row is not None, trip
    year = int(local_time(header)[:4])
    issues = _numbered(drafts(transaction.reads, configuration, row), transaction.reads, year)
    transaction.record([_issued(transaction, issue, year, trip) for issue in _complete(issues, header)], header)
    return tuple(Print(issue.kind, issue.number) for issue in issues)


def _numbered(papers: list[Draft], reads: Reads, year: int) -> list[Issue]:
    last: dict[str, int] = {}
    issues: list[Issue] = []
    for kind, uai, paper in papers:
        if kind == "packing-list":
            number = issues[-1].number
        else:
            series = SERIES[kind]
            last[series] = last.get(series, reads.series_last(series, year)) + 1
            number = f"{series}-{year}-{last[series]:06d}"
        issues.append(Issue(kind, uai, number, paper))
    return issues


def _complete(issues: list[Issue], header: Header) -> Iterator[Issue]:
    """The papers with their numbers, their date of issue and the numbers of the papers they refer to."""
    numbers = {issue.kind: issue.number for issue in issues}
    notes = {i.paper.delivery.stop: i.number for i in issues if isinstance(i.paper, DeliveryNote)}
    for kind, uai, number, paper in issues:
        head = replace(paper.head, number=number, issued_at=local_time(header), issued_by=header.operator)
        done: Paper = replace(paper, head=head)
        match done:
            case DeliveryNote():
                done = replace(done, delivery=replace(done.delivery, note=number))
            case Waybill() | Recap() | LoadingList():
                done = replace(done, deliveries=tuple(replace(d, note=notes[d.stop]) for d in done.deliveries))
        if isinstance(done, Waybill):
            done = replace(done, recap=numbers["recap"])
        elif isinstance(done, Recap):
            done = replace(done, waybill=numbers["waybill"])
        yield Issue(kind, uai, number, done)


def _issued(transaction: Transaction, issue: Issue, year: int, trip: str) -> DocumentIssued:
    sha256 = transaction.put_blob(to_json(issue.paper).encode())
    series, _, sequence = issue.number.rsplit("-", 2)
    return DocumentIssued(
        kind=issue.kind,
        number=issue.number,
        version=1,
        series=series,
        year=year,
        sequence=int(sequence),
        trip=trip,
        uai=issue.uai,
        sha256=sha256,
        reason="",
    )


def local_time(header: Header) -> str:
    """The header's time in Europe/Paris, ISO 8601 with offset."""
    zone = timezone(timedelta(minutes=header.utc_offset))
    return datetime.fromisoformat(header.time).astimezone(zone).isoformat(timespec="seconds")
