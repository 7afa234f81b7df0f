"""The delivery note: what one lycée receives, with places for its count, its reservations and its signature."""

from __future__ import annotations

from dispatch.documents.common import (
    battery_line,
    consignee_block,
    counted,
    instructions,
    opened,
    trip_facts,
    whereabouts,
)
from dispatch.documents.fonts import CODE
from dispatch.documents.pieces import (
    SIGNATURE_HEIGHT,
    Column,
    blanks,
    blocks,
    choice,
    facts,
    heading,
    party,
    remarks,
    separator,
    signatures,
    table,
)
from dispatch.documents.sheet import Sheet
from dispatch.documents.symbols import MM
from dispatch.documents.words import Words, words_of
from dispatch.domain.papers import DeliveryNote

REMARKS_HEIGHT = 20 * MM


def draw(paper: DeliveryNote, mark: str) -> bytes:
    """The delivery note as PDF."""
    words, delivery = words_of(paper.head.language), paper.delivery
    consignee = delivery.consignee
    sheet = opened(paper.head, words.delivery_note, (whereabouts(consignee),), mark, words)
    stop = "" if delivery.stop is None else str(delivery.stop)
    more = [
        (words.stop, stop),
        (words.hour, delivery.hour),
        (words.order, ", ".join(paper.head.orders or delivery.orders)),
        (words.seals, ", ".join(paper.seals)),
    ]
    facts(sheet, [*trip_facts(paper.head, words), *more])
    separator(sheet)
    parties = [party(words.shipper, paper.shipper, words), party(words.carrier, paper.carrier, words)]
    blocks(sheet, [consignee_block(words.consignee, consignee, words), *parties], 3)
    instructions(sheet, consignee, words)
    _models(sheet, paper, words)
    _units(sheet, paper, words)
    battery_line(sheet, paper.batteries, words, paper.battery_line)
    _receipt(sheet, words)
    return sheet.pdf()


def _models(sheet: Sheet, paper: DeliveryNote, words: Words) -> None:
    columns = (
        Column(words.reference, 3, style=CODE),
        Column(words.designation, 6),
        Column(words.quantity, 2, right=True),
    )
    rows = [(model.reference, model.designation, words.figure(model.quantity)) for model in paper.models]
    total = words.figure(sum(model.quantity for model in paper.models))
    table(sheet, columns, rows, (words.total, "", total))


def _units(sheet: Sheet, paper: DeliveryNote, words: Words) -> None:
    columns = (
        Column("SSCC", 5, style=CODE),
        Column(words.cartons, 2, right=True),
        Column(words.devices, 2, right=True),
        Column(words.gross_weight, 3, right=True),
        Column(words.received, 2, right=True),
    )
    delivery = paper.delivery
    rows = [
        (
            pallet.sscc or (words.loose,),
            words.figure(pallet.cartons),
            words.figure(pallet.devices),
            words.kg(pallet.weight_g),
            None,
        )
        for pallet in delivery.pallets
    ]
    heading(sheet, words.delivered_units, counted(delivery, words))
    table(sheet, columns, rows)


def _receipt(sheet: Sheet, words: Words) -> None:
    """What is filled in at the lycée; one piece, never torn apart by the end of a page."""
    sheet.need(REMARKS_HEIGHT + SIGNATURE_HEIGHT + 148)
    heading(sheet, words.on_receipt)
    blanks(sheet, (words.pallets_received, words.cartons_received, words.arrival, words.leaving))
    blanks(sheet, (words.pallets_returned, words.pallet_voucher, words.new_seal))
    choice(sheet, words.seals_intact, (words.yes, words.no))
    choice(sheet, words.reservation, words.reservation_kinds)
    remarks(sheet, words.reservations, words.reservations_hint, REMARKS_HEIGHT)
    full = (words.name_capitals, words.quality, words.date_time, words.signature_stamp)
    brief = (words.name_capitals, words.date_time, words.signature)
    signatures(sheet, [(words.consignee, full), (words.driver, brief)])
