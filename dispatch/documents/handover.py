"""The handover sheet: what dock agent and driver count, check and sign before the truck leaves (domain rule 5.1)."""

from __future__ import annotations

from dispatch.documents.common import battery_line, opened, totals, trip_facts
from dispatch.documents.extract_words import ExtractWords, extract_words_of
from dispatch.documents.fonts import BODY, SMALL
from dispatch.documents.pieces import (
    SIGNATURE_HEIGHT,
    Block,
    Column,
    blanks,
    blocks,
    checks,
    choice,
    facts,
    heading,
    paragraph,
    party,
    remarks,
    separator,
    signatures,
    table,
)
from dispatch.documents.sheet import Sheet
from dispatch.documents.symbols import MM
from dispatch.documents.words import UNKNOWN, Words, words_of
from dispatch.domain.papers import Delivery, Handover

REMARKS_HEIGHT = 15 * MM
SEAL_BLANKS = 2
"""Places to write a seal's number on, where none is known yet."""


def draw(paper: Handover, mark: str) -> bytes:
    """The handover sheet as PDF."""
    words, own = words_of(paper.head.language), extract_words_of(paper.head.language)
    sheet = opened(paper.head, own.handover, (totals(paper.deliveries, words),), mark, words)
    facts(sheet, [*trip_facts(paper.head, words), (words.dock, paper.dock)], 5)
    separator(sheet)
    parties = [party(words.shipper, paper.shipper, words), party(words.carrier, paper.carrier, words)]
    loading = Block(words.loading_place, [(BODY, line) for line in paper.loading_place or (words.to_complete,)])
    blocks(sheet, [*parties, loading], 3)
    _units(sheet, paper, words, own)
    battery_line(sheet, paper.batteries, words, paper.battery_line)
    if paper.seals:
        choice(sheet, own.seals_fixed, paper.seals)
    heading(sheet, own.checks)
    blanks(sheet, (own.at_dock, own.loading_began, own.loading_ended, words.leaving))
    by_hand = () if paper.seals else (own.seal_fixed,) * SEAL_BLANKS
    blanks(sheet, (words.pallets_returned, words.pallet_voucher, *by_hand))
    questions = own.identity_checked, own.plate_checked, own.protocol_checked, own.load_secured
    checks(sheet, questions, (words.yes, words.no))
    sheet.need(REMARKS_HEIGHT + SIGNATURE_HEIGHT + 32)
    remarks(sheet, own.reservations, "", REMARKS_HEIGHT)
    paragraph(sheet, SMALL, own.handed_over_to)
    labels = (words.name_capitals, words.date_time, words.signature)
    signatures(sheet, [(who, labels) for who in (words.loader, words.driver)])
    return sheet.pdf()


def _units(sheet: Sheet, paper: Handover, words: Words, own: ExtractWords) -> None:
    columns = (
        Column(words.stop, 1.5),
        Column(words.consignee, 8),
        Column(words.delivery_note, 5),
        Column(words.pallets, 2, right=True),
        Column(words.cartons, 2, right=True),
        Column(words.gross_weight, 3, right=True),
        Column(words.loaded, 2, right=True),
    )
    heading(sheet, own.handed_over)
    table(sheet, columns, [_row(delivery, words) for delivery in paper.deliveries])


def _row(delivery: Delivery, words: Words) -> tuple[str | tuple[str, ...] | None, ...]:
    who = delivery.consignee
    return (
        "" if delivery.stop is None else str(delivery.stop),
        (who.name, " · ".join(filter(None, (who.uai, f"{who.postcode}\u00a0{who.city}".strip())))),
        delivery.note or UNKNOWN,
        words.figure(delivery.pallet_count),
        words.figure(delivery.cartons),
        words.kg(delivery.weight_g),
        None,
    )
