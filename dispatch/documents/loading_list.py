"""The loading list: every pallet of the truck in loading order, seals, signatures, and the journal's head."""

from __future__ import annotations

from dispatch.documents.common import counted, opened, trip_facts
from dispatch.documents.fonts import BODY, CODE, LABEL, TINY
from dispatch.documents.pieces import (
    SIGNATURE_HEIGHT,
    Column,
    facts,
    heading,
    paragraph,
    signatures,
    table,
)
from dispatch.documents.sheet import Sheet
from dispatch.documents.words import Words, words_of
from dispatch.domain.papers import Delivery, LoadingList


def draw(paper: LoadingList, mark: str) -> bytes:
    """The loading list as PDF."""
    words, head = words_of(paper.head.language), paper.head
    sheet = opened(head, words.loading_list, (_total(paper, words), words.loading_order), mark, words)
    around = [(words.carrier, paper.carrier.name), (words.dock, paper.dock), (words.seals, ", ".join(paper.seals))]
    facts(sheet, [*trip_facts(head, words), *around])
    rank = 1
    for delivery in paper.in_loading_order:
        _stop(sheet, delivery, rank, words)
        rank += len(delivery.pallets)
    sheet.need(SIGNATURE_HEIGHT + 40)
    labels = (words.name, words.date_time, words.signature)
    signatures(sheet, [(who, labels) for who in (words.loader, words.shift_lead, words.driver)])
    if paper.journal_head:
        paragraph(sheet, LABEL, f"{words.journal_head}. {words.witness}")
        paragraph(sheet, TINY, paper.journal_head)
    return sheet.pdf()


def _total(paper: LoadingList, words: Words) -> str:
    deliveries = paper.deliveries
    return " · ".join(
        (
            words.count(len(deliveries), "stop"),
            words.count(sum(delivery.pallet_count for delivery in deliveries), "pallet"),
            words.count(sum(delivery.cartons for delivery in deliveries), "carton"),
            words.kg(sum(delivery.weight_g for delivery in deliveries)),
        )
    )


def _stop(sheet: Sheet, delivery: Delivery, rank: int, words: Words) -> None:
    columns = (
        Column(words.rank, 1.5),
        Column("SSCC", 5, style=CODE),
        Column(words.cartons, 2, right=True),
        Column(words.gross_weight, 3, right=True),
        Column(words.loaded, 2, right=True),
    )
    who = delivery.consignee
    stop = "" if delivery.stop is None else f"{words.stop}\u00a0{delivery.stop}. "
    heading(sheet, f"{stop}{who.name}", counted(delivery, words))
    paragraph(sheet, BODY, " · ".join(filter(None, (who.uai, f"{who.postcode} {who.city}".strip(), delivery.note))))
    sheet.y -= 3
    rows = [
        (str(place), pallet.sscc or (words.loose,), words.figure(pallet.cartons), words.kg(pallet.weight_g), None)
        for place, pallet in enumerate(delivery.pallets, rank)
    ]
    table(sheet, columns, rows)
