"""The manifest of the day: every trip with its units, seals, papers and differences, for the shift lead."""

from __future__ import annotations

from dispatch.documents.common import opened, totals
from dispatch.documents.extract_words import ExtractWords, extract_words_of
from dispatch.documents.fonts import BODY
from dispatch.documents.pieces import (
    SIGNATURE_HEIGHT,
    Cell,
    Column,
    facts,
    heading,
    paragraph,
    remarks,
    signatures,
    table,
)
from dispatch.documents.sheet import Sheet
from dispatch.documents.symbols import MM
from dispatch.documents.words import UNKNOWN, Words, words_of
from dispatch.domain.papers import Delivery, Manifest, ManifestStop, ManifestTrip

REMARKS_HEIGHT = 18 * MM


def draw(paper: Manifest, mark: str) -> bytes:
    """The manifest as PDF."""
    words, own = words_of(paper.head.language), extract_words_of(paper.head.language)
    head, deliveries = paper.head, [d for trip in paper.trips for d in trip.deliveries]
    one, more = own.trips
    count = len(paper.trips)
    trips = f"{words.figure(count)}\u00a0{one if count in words.singular else more}"
    about = f"{trips} · {totals(deliveries, words)}"
    as_of = f"{own.as_of} {words.moment(head.issued_at)}" if head.issued_at else ""
    sheet = opened(head, own.manifest, tuple(filter(None, (about, as_of))), mark, words)
    facts(sheet, [(own.day, words.moment(head.date)), (words.shipper, paper.shipper.name)], 2)
    for trip in paper.trips:
        _trip(sheet, trip, words, own)
    heading(sheet, own.total_of_day)
    table(sheet, _columns(words, own), [], _total(deliveries, words))
    sheet.need(REMARKS_HEIGHT + SIGNATURE_HEIGHT + 20)
    remarks(sheet, own.observations, "", REMARKS_HEIGHT)
    labels = (words.name, words.date_time, words.signature)
    signatures(sheet, [(words.shift_lead, labels)])
    return sheet.pdf()


def _trip(sheet: Sheet, trip: ManifestTrip, words: Words, own: ExtractWords) -> None:
    title = " · ".join(filter(None, (f"{words.trip}\u00a0{trip.head.trip}", trip.carrier.name)))
    heading(sheet, title, own.departed if trip.departed else own.not_departed, keep=100)
    facts(
        sheet,
        [
            (words.plate, trip.head.plate),
            (words.driver, trip.head.driver),
            (words.dock, trip.dock),
            (words.seals, ", ".join(trip.seals) or own.no_seal),
        ],
    )
    if trip.papers:
        paragraph(sheet, BODY, f"{own.papers}{words.colon} {' · '.join(trip.papers)}")
        sheet.y -= 3
    rows = [_row(stop, words, own) for stop in trip.stops]
    table(sheet, _columns(words, own), rows, _total(trip.deliveries, words))


def _columns(words: Words, own: ExtractWords) -> tuple[Column, ...]:
    return (
        Column(words.stop, 1.4),
        Column(words.consignee, 6),
        Column(words.delivery_note, 4.6),
        Column(words.pallets, 1.9, right=True),
        Column(words.cartons, 2, right=True),
        Column(words.devices, 2.3, right=True),
        Column(words.gross_weight, 3.3, right=True),
        Column(own.differences, 4.6, right=True),
    )


def _row(stop: ManifestStop, words: Words, own: ExtractWords) -> tuple[Cell, ...]:
    delivery, who = stop.delivery, stop.delivery.consignee
    left = own.left.format(pallets=words.count(stop.left, "pallet")) if stop.left else ""
    remaining = own.remaining.format(devices=words.figure(stop.remaining)) if stop.remaining else ""
    return (
        "" if delivery.stop is None else str(delivery.stop),
        (who.name, " · ".join(filter(None, (who.uai, who.city)))),
        delivery.note or UNKNOWN,
        *_figures([delivery], words),
        tuple(filter(None, (left, remaining))) or own.none,
    )


def _total(deliveries: list[Delivery] | tuple[Delivery, ...], words: Words) -> tuple[str, ...]:
    return "", words.total, "", *_figures(deliveries, words), ""


def _figures(deliveries: list[Delivery] | tuple[Delivery, ...], words: Words) -> tuple[str, str, str, str]:
    return (
        words.figure(sum(delivery.pallet_count for delivery in deliveries)),
        words.figure(sum(delivery.cartons for delivery in deliveries)),
        words.figure(sum(delivery.devices for delivery in deliveries)),
        words.kg(sum(delivery.weight_g for delivery in deliveries)),
    )
