"""The domestic waybill with its eight mandatory mentions (arrêté of 9 November 1999, domain rule 5.1)."""

from __future__ import annotations

from dataclasses import replace

from dispatch.documents.common import battery_line, consignee_block, opened
from dispatch.documents.fonts import BODY, SMALL, STRONG
from dispatch.documents.pieces import (
    SIGNATURE_HEIGHT,
    Block,
    Column,
    address,
    blocks,
    facts,
    heading,
    labelled,
    paragraph,
    party,
    remarks,
    separator,
    signatures,
    table,
)
from dispatch.documents.sheet import Sheet, bind
from dispatch.documents.symbols import MM
from dispatch.documents.words import UNKNOWN, Words, words_of
from dispatch.domain.papers import Consignee, Party, Waybill

REMARKS_HEIGHT = 18 * MM


def draw(paper: Waybill, mark: str) -> bytes:
    """The waybill as PDF, a copy for each party; a mandatory mention that is missing is said to be so."""
    words = words_of(paper.head.language)
    holders = (words.shipper, words.carrier, words.consignee)[: paper.copies]
    tags = [words.copy.format(copy=n, copies=len(holders), holder=holder) for n, holder in enumerate(holders, 1)]
    return bind([_copy(paper, mark, words, tag) for tag in tags])


def _copy(paper: Waybill, mark: str, words: Words, tag: str) -> Sheet:
    head = paper.head
    sheet = opened(head, words.waybill, (), mark, words, tag=tag)
    facts(
        sheet,
        [
            (words.established_on, words.moment(head.issued_at or "") or words.to_complete),
            (words.taken_over_on, words.moment(paper.taken_over_on) or words.to_complete),
            (words.trip, head.trip),
            (words.plate, head.plate),
            (words.driver, head.driver),
            (words.seals, ", ".join(paper.seals)),
        ],
    )
    separator(sheet)
    missing, carrier = words.to_complete, paper.carrier
    shipper = replace(paper.shipper, name=paper.shipper.name or missing)
    carrier = Party(carrier.name or missing, carrier.lines or (missing,), carrier.siren or missing, carrier.phone)
    blocks(sheet, [party(words.shipper, shipper, words), party(words.carrier, carrier, words)])
    loading = [(BODY, line) for line in paper.loading_place or (missing,)]
    blocks(sheet, [Block(words.loading_place, loading), _consignee(paper, words)])
    _goods(sheet, paper, words)
    battery_line(sheet, paper.batteries, words, paper.battery_line)
    if len(paper.deliveries) > 1:
        _stops(sheet, paper, words)
    sheet.need(REMARKS_HEIGHT + SIGNATURE_HEIGHT + 30)
    remarks(sheet, words.loading_reservations, "", REMARKS_HEIGHT)
    labels = (words.name, words.date_time, words.signature_stamp)
    signatures(sheet, [(who, labels) for who in (words.shipper, words.carrier, words.consignee)])
    paragraph(sheet, SMALL, words.copies)
    return sheet


def _consignee(paper: Waybill, words: Words) -> Block:
    """The only consignee, or where to find the several."""
    if len(paper.deliveries) > 1:
        below = words.see_recap.format(recap=paper.recap) if paper.recap else words.see_below
        count = words.count(len(paper.deliveries), "stop")
        return Block(words.consignees, [(STRONG, count), (BODY, below)])
    who = paper.deliveries[0].consignee if paper.deliveries else Consignee("", "")
    return consignee_block(words.consignee, who, words, words.unloading_place)


def _goods(sheet: Sheet, paper: Waybill, words: Words) -> None:
    columns = (
        Column(words.goods, 8),
        Column(words.pallets, 2, right=True),
        Column(words.cartons, 2, right=True),
        Column(words.gross_weight, 3, right=True),
        Column(words.declared_value, 4, right=True),
    )
    value = paper.declared_value_cents
    row = (
        (paper.goods or words.to_complete,),
        words.figure(sum(delivery.pallet_count for delivery in paper.deliveries)),
        words.figure(sum(delivery.cartons for delivery in paper.deliveries)),
        words.kg(sum(delivery.weight_g for delivery in paper.deliveries)),
        UNKNOWN if value is None else words.euros(value),
    )
    table(sheet, columns, [row])


def _stops(sheet: Sheet, paper: Waybill, words: Words) -> None:
    columns = (
        Column(words.stop, 1.5),
        Column(words.consignee, 6.5),
        Column(words.unloading_place, 8),
        Column(words.pallets, 2, right=True),
        Column(words.cartons, 2, right=True),
        Column(words.gross_weight, 3, right=True),
    )
    rows = [
        (
            "" if delivery.stop is None else str(delivery.stop),
            _named(delivery.consignee, words),
            ", ".join(address(delivery.consignee)),
            words.figure(delivery.pallet_count),
            words.figure(delivery.cartons),
            words.kg(delivery.weight_g),
        )
        for delivery in paper.deliveries
    ]
    heading(sheet, words.consignees)
    table(sheet, columns, rows)


def _named(who: Consignee, words: Words) -> tuple[str, ...]:
    return who.name or words.to_complete, " · ".join(filter(None, (who.uai, labelled(words.phone, who.phone))))
