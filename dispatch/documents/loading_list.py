"""The loading list: every pallet of the truck in loading order, seals, signatures, and the journal's head."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dispatch.documents.common import counted, opened, totals, trip_facts
from dispatch.documents.fonts import BODY, CODE, DIGEST, LABEL
from dispatch.documents.pieces import (
    SIGNATURE_HEIGHT,
    Cell,
    Column,
    facts,
    heading,
    paragraph,
    signatures,
    table,
)
from dispatch.documents.sheet import Sheet
from dispatch.documents.truck_floor import Place, floor
from dispatch.documents.words import Words, words_of
from dispatch.domain.papers import Delivery, LoadingList, PalletLine


def draw(paper: LoadingList, mark: str) -> bytes:
    """The loading list as PDF: stop by stop, or all in one table where that saves a page."""
    apart = _composed(paper, mark, _stops)
    if apart.pages == 1 or not all(delivery.pallets for delivery in paper.deliveries):
        return apart.pdf()
    return min(apart, _composed(paper, mark, _together), key=lambda sheet: sheet.pages).pdf()


def _composed(paper: LoadingList, mark: str, contents: Callable[[Sheet, Sequence[Delivery], Words], None]) -> Sheet:
    words, head = words_of(paper.head.language), paper.head
    sheet = opened(head, words.loading_list, (totals(paper.deliveries, words), words.loading_order), mark, words)
    around = [(words.carrier, paper.carrier.name), (words.dock, paper.dock), (words.seals, ", ".join(paper.seals))]
    facts(sheet, [*trip_facts(head, words), *around])
    heading(sheet, words.floor)
    sheet.y -= 3
    floor(sheet, _places(paper), words)
    contents(sheet, paper.in_loading_order, words)
    sheet.need(SIGNATURE_HEIGHT + 40)
    labels = (words.name, words.date_time, words.signature)
    signatures(sheet, [(who, labels) for who in (words.loader, words.shift_lead, words.driver)])
    if paper.journal_head:
        paragraph(sheet, LABEL, f"{words.journal_head}. {words.witness}")
        paragraph(sheet, DIGEST, paper.journal_head)
    return sheet


def _places(paper: LoadingList) -> list[Place]:
    """The lines of the list on the floor, then what stays free."""
    loaded = [(str(d.stop or ""), (p.sscc or "")[-5:]) for d in paper.in_loading_order for p in d.pallets]
    free = [("", "")] * ((paper.positions or 0) - len(loaded))
    return [Place(rank, *place) for rank, place in enumerate([*loaded, *free], 1)]


def _stops(sheet: Sheet, order: Sequence[Delivery], words: Words) -> None:
    rank = 1
    for delivery in order:
        _stop(sheet, delivery, rank, words)
        rank += len(delivery.pallets)


def _together(sheet: Sheet, order: Sequence[Delivery], words: Words) -> None:
    """A line for each pallet; the first of a stop says whose it is."""
    columns = (
        Column(words.rank, 1.2),
        Column(words.stop, 1.3),
        Column(words.consignee, 8),
        Column("SSCC", 4.8, style=CODE),
        Column(words.cartons, 1.8, right=True),
        Column(words.gross_weight, 2.4, right=True),
        Column(words.loaded, 2, right=True),
    )
    lines = [(d, pallet) for d in order for pallet in d.pallets]
    rows = [
        (
            str(rank),
            "" if delivery.stop is None else (str(delivery.stop),),
            (delivery.consignee.name, _whereto(delivery)) if pallet is delivery.pallets[0] else "",
            *_pallet(pallet, words),
        )
        for rank, (delivery, pallet) in enumerate(lines, 1)
    ]
    heading(sheet, words.pallets)
    table(sheet, columns, rows)


def _whereto(delivery: Delivery) -> str:
    who = delivery.consignee
    return " · ".join(filter(None, (who.uai, f"{who.postcode}\u00a0{who.city}".strip(), delivery.note)))


def _pallet(pallet: PalletLine, words: Words) -> tuple[Cell, ...]:
    return pallet.sscc or (words.loose,), words.figure(pallet.cartons), words.kg(pallet.weight_g), None


def _stop(sheet: Sheet, delivery: Delivery, rank: int, words: Words) -> None:
    columns = (
        Column(words.rank, 1.5),
        Column("SSCC", 5, style=CODE),
        Column(words.cartons, 2, right=True),
        Column(words.gross_weight, 3, right=True),
        Column(words.loaded, 2, right=True),
    )
    stop = "" if delivery.stop is None else f"{words.stop}\u00a0{delivery.stop}. "
    heading(sheet, f"{stop}{delivery.consignee.name}", counted(delivery, words))
    paragraph(sheet, BODY, _whereto(delivery))
    sheet.y -= 3
    table(
        sheet, columns, [(str(place), *_pallet(pallet, words)) for place, pallet in enumerate(delivery.pallets, rank)]
    )
