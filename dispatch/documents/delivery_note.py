"""The delivery note: what one lycée receives, with places for its count, its reservations and its signature."""

from __future__ import annotations

from typing import NamedTuple

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
    BLANK_HEIGHT,
    PAD,
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
from dispatch.domain.papers import DeliveryNote, Party


class Density(NamedTuple):
    """Heights that give way, in points."""

    pad: float
    """Above and below the text of a row."""
    blank: float
    remarks: float
    signature: float


DENSITIES = (
    Density(PAD, BLANK_HEIGHT, 20 * MM, SIGNATURE_HEIGHT),
    Density(2, 29, 16 * MM, 32 * MM),
    Density(1, 26, 12 * MM, 31 * MM),
)
"""From roomy to close: still places to write in and a stamp's width to sign in."""
RECEIPT_REST = 74
"""Heading, kinds and hint of reservations, and the space between them."""


def draw(paper: DeliveryNote, mark: str) -> bytes:
    """The delivery note as PDF, closer where that saves a page."""
    sheets = []
    for density in DENSITIES:
        sheets.append(_composed(paper, mark, density))
        if sheets[-1].pages == 1:
            break
    return min(sheets, key=lambda sheet: sheet.pages).pdf()


def _composed(paper: DeliveryNote, mark: str, density: Density) -> Sheet:
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
    parties = [party(words.shipper, paper.shipper, words)]
    if paper.carrier != Party():
        parties.append(party(words.carrier, paper.carrier, words))
    blocks(sheet, [consignee_block(words.consignee, consignee, words), *parties], 3)
    instructions(sheet, consignee, words)
    _models(sheet, paper, words, density)
    _units(sheet, paper, words, density)
    battery_line(sheet, paper.batteries, words, paper.battery_line)
    _receipt(sheet, words, density)
    return sheet


def _models(sheet: Sheet, paper: DeliveryNote, words: Words, density: Density) -> None:
    columns = (
        Column(words.reference, 3, style=CODE),
        Column(words.designation, 6),
        Column(words.quantity, 2, right=True),
    )
    rows = [(model.reference, model.designation, words.figure(model.quantity)) for model in paper.models]
    total = words.figure(sum(model.quantity for model in paper.models))
    table(sheet, columns, rows, (words.total, "", total), density.pad)


def _units(sheet: Sheet, paper: DeliveryNote, words: Words, density: Density) -> None:
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
    shipment = f"{words.shipment} {delivery.shipment}" if delivery.shipment else ""
    heading(sheet, words.delivered_units, " · ".join(filter(None, (counted(delivery, words), shipment))))
    table(sheet, columns, rows, pad=density.pad)


def _receipt(sheet: Sheet, words: Words, density: Density) -> None:
    """What is filled in at the lycée; one piece, never torn apart by the end of a page."""
    sheet.need(density.remarks + density.signature + 2 * density.blank + RECEIPT_REST)
    heading(sheet, words.on_receipt)
    counts = words.pallets_received, words.cartons_received, words.arrival, words.leaving
    more = words.pallets_returned, words.pallet_voucher, words.new_seal
    seals = words.seals_intact, (words.yes, words.no)
    blanks(sheet, (*counts, *more), height=density.blank, question=seals)
    choice(sheet, words.reservation, words.reservation_kinds)
    remarks(sheet, words.reservations, words.reservations_hint, density.remarks)
    full = (words.name_capitals, words.quality, words.date_time, words.signature_stamp)
    brief = (words.name_capitals, words.date_time, words.signature)
    signatures(sheet, [(words.consignee, full), (words.driver, brief)], density.signature)
