"""The list of consignees that goes with a waybill of several stops, with the times of each stop (domain rule 5.1)."""

from __future__ import annotations

from dispatch.documents.common import opened, trip_facts
from dispatch.documents.pieces import Column, address, facts, labelled, signatures, table
from dispatch.documents.words import UNKNOWN, Words, words_of
from dispatch.domain.papers import Delivery, Recap


def draw(paper: Recap, mark: str) -> bytes:
    """The list of consignees as PDF."""
    words, head = words_of(paper.head.language), paper.head
    about = (f"{words.recap_of} {paper.waybill}",) if paper.waybill else ()
    sheet = opened(head, words.recap, about, mark, words)
    facts(sheet, [(words.carrier, paper.carrier.name), *trip_facts(head, words), (words.seals, ", ".join(paper.seals))])
    sheet.y -= 5
    columns = (
        Column(words.stop, 1.5),
        Column(words.consignee, 8),
        Column(words.delivery_note_short, 5),
        Column(words.pallets, 2, right=True),
        Column(words.cartons, 2, right=True),
        Column(words.gross_weight, 3, right=True),
        Column(words.arrival, 2.4, right=True),
        Column(words.leaving, 2.4, right=True),
    )
    total = (
        "",
        words.total,
        "",
        words.figure(sum(delivery.pallet_count for delivery in paper.deliveries)),
        words.figure(sum(delivery.cartons for delivery in paper.deliveries)),
        words.kg(sum(delivery.weight_g for delivery in paper.deliveries)),
        "",
        "",
    )
    table(sheet, columns, [_row(delivery, words) for delivery in paper.deliveries], total)
    labels = (words.name, words.date_time, words.signature_stamp)
    signatures(sheet, [(words.shipper, labels), (words.carrier, labels)])
    return sheet.pdf()


def _row(delivery: Delivery, words: Words) -> tuple[str | tuple[str, ...], ...]:
    who = delivery.consignee
    reach = " · ".join(filter(None, (labelled("UAI", who.uai), who.contact, labelled(words.phone, who.phone))))
    return (
        "" if delivery.stop is None else str(delivery.stop),
        (who.name, ", ".join(address(who)), reach),
        (delivery.note or UNKNOWN, *delivery.orders, labelled(words.hour, delivery.hour)),
        words.figure(delivery.pallet_count),
        words.figure(delivery.cartons),
        words.kg(delivery.weight_g),
        "",
        "",
    )
