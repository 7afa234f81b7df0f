"""The packing list for the outside of a sealed delivery: every unit by SSCC and weight, nothing of what is in them."""

from __future__ import annotations

from dispatch.documents.common import consignee_block, opened, trip_facts, whereabouts
from dispatch.documents.extract_words import extract_words_of
from dispatch.documents.fonts import BODY, CODE
from dispatch.documents.pieces import Column, blocks, facts, heading, paragraph, party, separator, table
from dispatch.documents.sheet import Sheet
from dispatch.documents.words import Words, words_of
from dispatch.domain.papers import OuterPallet, OutsideList


def draw(paper: OutsideList, mark: str) -> bytes:
    """The outside list as PDF."""
    words, own = words_of(paper.head.language), extract_words_of(paper.head.language)
    sheet = opened(paper.head, own.outside_list, (whereabouts(paper.consignee),), mark, words)
    facts(sheet, [(words.order, ", ".join(paper.head.orders)), *trip_facts(paper.head, words)[:3]])
    separator(sheet)
    consignee = consignee_block(words.consignee, paper.consignee, words)
    blocks(sheet, [consignee, party(words.shipper, paper.shipper, words)])
    paragraph(sheet, BODY, own.outside_hint)
    sheet.y -= 4
    for pallet in paper.pallets:
        _pallet(sheet, pallet, words)
    return sheet.pdf()


def _pallet(sheet: Sheet, pallet: OuterPallet, words: Words) -> None:
    columns = (
        Column(words.carton, 2),
        Column("SSCC", 6, style=CODE),
        Column(words.gross_weight, 3, right=True),
        Column(words.carton_received, 2, right=True),
    )
    rows = [(of(c.sequence, c.sequence_of), c.sscc, words.kg(c.weight_g), None) for c in pallet.cartons]
    counts = f"{words.count(len(pallet.cartons), 'carton')} · {words.kg(pallet.weight_g)}"
    heading(sheet, pallet_title(pallet, words), counts)
    if pallet.sscc:
        paragraph(sheet, CODE, f"(00){pallet.sscc}")
        sheet.y -= 3
    table(sheet, columns, rows)


def of(sequence: int, total: int | None) -> str:
    """`3/12`, or `3` while nobody knows of how many."""
    return f"{sequence}/{total}" if total else str(sequence)


def pallet_title(pallet: OuterPallet, words: Words) -> str:
    """`Palette 1/2`, or what the cartons on no pallet are called."""
    if not pallet.sscc:
        return words.loose
    return f"{words.pallet}\u00a0{of(pallet.sequence, pallet.sequence_of)}" if pallet.sequence else words.pallet
