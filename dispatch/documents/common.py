"""What several papers say in the same way: their head, the trip, counts, the consignee, the battery line."""

from __future__ import annotations

from collections.abc import Sequence

from dispatch.documents.fonts import BODY, LABEL, SMALL, STRONG
from dispatch.documents.pieces import Block, address, labelled, paragraph
from dispatch.documents.sheet import Frame, Sheet
from dispatch.documents.words import Words
from dispatch.domain.papers import Consignee, Delivery, PaperHead

DRAFT_MARK = "PROJET"


def opened(head: PaperHead, title: str, lines: tuple[str, ...], mark: str, words: Words, *, tag: str = "") -> Sheet:
    """A sheet with the paper's head on it; a paper without a number is always marked as a draft."""
    if head.version > 1:
        lines = (f"{words.version}\u00a0{head.version}", *lines)
    issued = words.draft
    if head.number:
        parts = [head.number, f"{words.version}\u00a0{head.version}"]
        if head.issued_at:
            by = f" {words.by} {head.issued_by}" if head.issued_by else ""
            parts.append(f"{words.issued} {words.moment(head.issued_at)}{by}")
        issued = " · ".join(parts)
    mark = mark if head.number else DRAFT_MARK
    footer = f"{title} · {issued}"
    return Sheet(Frame(title, head.number, lines, footer, words.page, mark, tag, head.language))


def trip_facts(head: PaperHead, words: Words) -> list[tuple[str, str]]:
    """The trip, its day, its vehicle."""
    return [
        (words.trip, head.trip),
        (words.departure, words.moment(head.date)),
        (words.plate, head.plate),
        (words.driver, head.driver),
    ]


def whereabouts(who: Consignee) -> str:
    """UAI, name and town of a lycée in one line."""
    return " · ".join(filter(None, (who.uai, f"{who.name}, {who.city}" if who.city else who.name)))


def consignee_block(label: str, who: Consignee, words: Words, place: str = "") -> Block:
    """A lycée: name, address (below the label `place` where one is given), whom to ask for, opening hours."""
    where = [(BODY, line) for line in address(who) or [words.to_complete]]
    hours = f"{words.opening_hours}{words.colon} {who.opening_hours}" if who.opening_hours else ""
    reach = [(BODY, who.contact), (BODY, labelled(words.phone, who.phone)), (BODY, hours)]
    label = " · ".join(filter(None, (label, labelled("UAI", who.uai))))
    first = [(LABEL, place)] if place else []
    return Block(label, [(STRONG, who.name or words.to_complete), *first, *where, *reach])


def instructions(sheet: Sheet, who: Consignee, words: Words) -> None:
    """What the driver must know, where anything is said."""
    if who.instructions:
        paragraph(sheet, BODY, f"{words.instructions}{words.colon} {who.instructions}")
        sheet.y -= 5


def counted(delivery: Delivery, words: Words) -> str:
    """`2 palettes · 14 colis · 345,6 kg`."""
    return " · ".join(
        (
            words.count(delivery.pallet_count, "pallet"),
            words.count(delivery.cartons, "carton"),
            words.kg(delivery.weight_g),
        )
    )


def totals(deliveries: Sequence[Delivery], words: Words) -> str:
    """`6 arrêts · 12 palettes · 144 colis · 1 018,8 kg`."""
    return " · ".join(
        (
            words.count(len(deliveries), "stop"),
            words.count(sum(delivery.pallet_count for delivery in deliveries), "pallet"),
            words.count(sum(delivery.cartons for delivery in deliveries), "carton"),
            words.kg(sum(delivery.weight_g for delivery in deliveries)),
        )
    )


def battery_line(sheet: Sheet, batteries: bool, words: Words, line: str = "") -> None:
    """Special provision 188 (domain rule 4.2, E-CHG-16): the paper's own `line`, on older papers that of the words."""
    if batteries:
        sheet.need(2 * SMALL.leading)
        paragraph(sheet, SMALL, f"{line}." if line else words.sp188)
        sheet.y -= 5
