"""Departure: the papers of a trip are issued in the transaction in which it departs.

A number is drawn there too, gap-free per series and year in Europe/Paris (R-09); the data is frozen as a blob and
rendered later, as often as one likes, to the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import NamedTuple

from dispatch.domain.events import DocumentIssued
from dispatch.domain.papers import (
    Delivery,
    DeliveryNote,
    LoadingList,
    PackingList,
    Paper,
    Recap,
    Waybill,
    missing_mentions,
    to_json,
)
from dispatch.domain.trips import Stop
from dispatch.services.configuration import Configuration
from dispatch.services.paper_assembly import PaperAssembler
from dispatch.services.ports import Header, Reads, Transaction, TripRow, UnitRow
from dispatch.workflows.decisions import Print

SERIES = {"delivery-note": "DLN", "waybill": "LDV", "recap": "REC", "loading-list": "LDC"}
"""Prefix of the numbers of each kind; a packing list bears its delivery note's number."""
GOODS = {
    "fr": "Matériel informatique (tablettes, ordinateurs portables)",
    "en": "Computer equipment (tablets, laptops)",
}
"""Nature of the goods on the waybill (mandatory mention d)."""
SETTINGS = {
    "shipper_name": "shipper.name",
    "shipper_address": "shipper.address",
    "loading_address": "loading.address",
}
"""Mentions of the waybill that a setting gives."""


class Draft(NamedTuple):
    """A paper of a trip that has no number yet; `uai` is empty where it is about the whole trip."""

    kind: str
    uai: str
    paper: Paper


def drafts(reads: Reads, configuration: Configuration, row: TripRow) -> list[Draft]:
    """Every paper of a trip as it is loaded now, in the order in which numbers are drawn.

    Before departure a stop that has received nothing yet is on them too.
    """
    assembler = PaperAssembler(reads, configuration)
    notes = list(_notes(assembler, row))
    deliveries = tuple(delivery for delivery, _ in notes)
    head, carrier, seals = assembler.head(row), assembler.carrier(row), reads.seals(row.trip.number)
    batteries = any(assembler.has_batteries(packing.pallets) for _, packing in notes)
    line = assembler.sp188_line(head, batteries)
    waybill = replace(_waybill(assembler, row, deliveries), seals=seals, batteries=batteries, battery_line=line)
    papers = [Draft("waybill", "", waybill), Draft("recap", "", Recap(head, carrier, deliveries, seals=seals))]
    for delivery, packing in notes:
        uai, note = packing.consignee.uai, assembler.delivery_note(packing.head, delivery, packing, row)
        papers += Draft("delivery-note", uai, note), Draft("packing-list", uai, packing)
    loading_list = LoadingList(head, carrier, deliveries, reads.head().hash, row.trip.dock, seals, row.trip.positions)
    return [*papers, Draft("loading-list", "", loading_list)]


def missing_fields(reads: Reads, configuration: Configuration, row: TripRow) -> tuple[str, ...]:
    """The mandatory mentions that a trip's waybill would lack if it departed now (E-CHG-09).

    One that a setting gives goes by the name of its setting. The date of issue is the departure itself.
    """
    assembler = PaperAssembler(reads, configuration)
    deliveries = tuple(assembler.delivery(stop, units) for stop, units in _loads(reads, row) if units)
    missing = missing_mentions(_waybill(assembler, row, deliveries))
    return tuple(SETTINGS.get(key, key) for key in missing if key != "issued_at")


def _loads(reads: Reads, row: TripRow) -> list[tuple[Stop, list[UnitRow]]]:
    """The stops, each with its pallets in loading order; those of a departed trip that received any."""
    loaded = sorted(reads.units("trip", row.trip.number, "pallet"), key=lambda unit: unit.position or 0)
    loads = [(stop, [unit for unit in loaded if unit.stop == stop.number]) for stop in row.trip.stops]
    return [(stop, units) for stop, units in loads if units or not row.departed]


def _notes(assembler: PaperAssembler, row: TripRow) -> Iterator[tuple[Delivery, PackingList]]:
    """What each stop receives, as transport sees it and serial by serial."""
    for stop, units in _loads(assembler.reads, row):
        head = assembler.head(row, assembler.orders(units))
        packing = assembler.packing_list(head, stop.uai, tuple(map(assembler.pallet, units)))
        yield replace(assembler.delivery(stop, units), orders=head.orders), packing


def _waybill(assembler: PaperAssembler, row: TripRow, deliveries: tuple[Delivery, ...]) -> Waybill:
    """The waybill as far as its mandatory mentions go."""
    head, configuration = assembler.head(row), assembler.configuration
    return Waybill(
        head=head,
        shipper=configuration.shipper,
        loading_place=configuration.loading_address,
        taken_over_on=row.departed or row.trip.date,
        carrier=assembler.carrier(row),
        goods=GOODS[head.language],
        deliveries=deliveries,
        declared_value_cents=_declared(row, deliveries),
    )


def _declared(row: TripRow, deliveries: tuple[Delivery, ...]) -> int | None:
    """What the shipper declares these deliveries to be worth in all (rule 5.2); a trip says it of all stops or none."""
    served = {delivery.stop for delivery in deliveries}
    values = [stop.declared_value_cents for stop in row.trip.stops if stop.number in served]
    known = [value for value in values if value is not None]
    return sum(known) if known else None


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
    for issue in issues:
        head = replace(issue.paper.head, number=issue.number, issued_at=local_time(header), issued_by=header.operator)
        yield issue._replace(paper=_referring(replace(issue.paper, head=head), numbers, notes))


def _referring(paper: Paper, numbers: Mapping[str, str], notes: Mapping[int | None, str]) -> Paper:
    """A paper with the numbers of its delivery notes (by stop), and of the waybill or recap that goes with it.

    A recap goes with the waybill where several stops received something (domain rule 5.1). Where one did, the waybill
    names that consignee itself; the recap, which every departure has, is then the driver's list of one stop.
    """
    if isinstance(paper, PackingList):
        return paper
    if isinstance(paper, DeliveryNote):
        return replace(paper, delivery=replace(paper.delivery, note=paper.head.number))
    paper = replace(paper, deliveries=tuple(replace(d, note=notes[d.stop]) for d in paper.deliveries))
    if len(paper.deliveries) < 2:
        return paper
    if isinstance(paper, Waybill):
        return replace(paper, recap=numbers["recap"])
    return replace(paper, waybill=numbers["waybill"]) if isinstance(paper, Recap) else paper


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
