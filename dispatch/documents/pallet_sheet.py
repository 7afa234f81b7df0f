"""The page to stick on the film: where the pallet goes, to be read from afar; its cartons, but not what is in them."""

from __future__ import annotations

from dispatch.documents.common import DRAFT_MARK
from dispatch.documents.extract_words import extract_words_of
from dispatch.documents.fitting import shrink, wrap
from dispatch.documents.fonts import BOLD, MONO, REGULAR, Style
from dispatch.documents.outside_list import of, pallet_title
from dispatch.documents.pieces import GUTTER, facts, heading, separator
from dispatch.documents.sheet import LEFT, SPAN, Frame, Sheet
from dispatch.documents.symbols import MM, sscc_bars
from dispatch.documents.words import Words, words_of
from dispatch.domain.papers import OuterCarton, PalletSheet

SITES = tuple(Style(BOLD, size, 1.12 * size) for size in (60, 52, 46, 40, 34, 28, 24))
"""The name takes the first of these at which it fits `SITE_LINES`; 60 points are capitals of 15 mm."""
SITE_LINES = 3
MODULE, BARS_HEIGHT = 0.5 * MM, 32 * MM
"""As on a logistic label (domain rule 1.4)."""
HRI = Style(MONO, 13, 18)
PLACE = Style(BOLD, 22, 27)
STREET = Style(REGULAR, 12, 15)
CAPITALS = 0.72
"""How high the capitals of the bold face are, as a share of its size."""
ACROSS = 3
CARTON = Style(MONO, 8, 11)
WEIGHT = Style(REGULAR, 8, 11)


def draw(paper: PalletSheet, mark: str) -> bytes:
    """The pallet sheet as PDF."""
    words, own = words_of(paper.head.language), extract_words_of(paper.head.language)
    title = own.pallet_sheet
    footer = " · ".join(
        filter(
            None,
            (
                title,
                pallet_title(paper.pallet, words),
                paper.pallet.sscc,
                paper.shipper.name,
                "" if paper.closed else words.draft,
            ),
        )
    )
    mark = mark if paper.closed else DRAFT_MARK
    sheet = Sheet(Frame(title, None, (paper.shipper.name,), footer, words.page, mark, language=paper.head.language))
    _destination(sheet, paper, words)
    head, pallet = paper.head, paper.pallet
    separator(sheet)
    facts(
        sheet,
        [
            (words.trip, head.trip),
            (words.departure, words.moment(head.date)),
            (words.order, ", ".join(head.orders)),
            (words.cartons, words.figure(len(pallet.cartons))),
            (words.gross_weight, words.kg(pallet.weight_g)),
        ],
        5,
    )
    if pallet.sscc:
        _symbol(sheet, pallet.sscc)
    if paper.overpack:
        _overpack(sheet, paper.overpack, paper.overpack_letters_mm)
    heading(sheet, own.cartons_on_pallet)
    _cartons(sheet, pallet.cartons, words)
    return sheet.pdf()


def _destination(sheet: Sheet, paper: PalletSheet, words: Words) -> None:
    who = paper.consignee
    fitting = (style for style in SITES if len(wrap(who.name, style, SPAN)) <= SITE_LINES)
    style = next(fitting, SITES[-1])
    texts = [(style, wrap(who.name, style, SPAN)), (PLACE, wrap(f"{who.postcode} {who.city}".strip(), PLACE, SPAN))]
    rank = [pallet_title(paper.pallet, words), *([f"{words.stop}\u00a0{paper.stop}"] if paper.stop else [])]
    texts.append((PLACE, wrap(" · ".join(rank), PLACE, SPAN)))
    texts += [(STREET, wrap(line, STREET, SPAN)) for line in (*who.lines, f"UAI\u00a0{who.uai}")]
    for face, lines in texts:
        sheet.need(len(lines) * face.leading)
        sheet.write(LEFT, sheet.y, face, *lines)
        sheet.y -= len(lines) * face.leading


def _symbol(sheet: Sheet, sscc: str) -> None:
    sheet.y -= 5
    sheet.need(BARS_HEIGHT + HRI.leading + 8)
    bars = sscc_bars(sscc, 0, sheet.y - BARS_HEIGHT, BARS_HEIGHT, MODULE)
    sheet.symbol(bars._replace(x=LEFT + (SPAN - bars.width) / 2))
    text = f"(00){sscc}"
    sheet.write(LEFT + (SPAN - HRI.width(text)) / 2, sheet.y - BARS_HEIGHT - 2, HRI, text)
    sheet.y -= BARS_HEIGHT + HRI.leading + 8


def _overpack(sheet: Sheet, word: str, letters_mm: int) -> None:
    """The word in a frame, never smaller than asked for."""
    size = letters_mm * MM / CAPITALS
    style = Style(BOLD, size, 1.17 * size)
    lines = wrap(word, style, SPAN - 12)
    height = len(lines) * style.leading
    sheet.need(height + 8)
    sheet.box(LEFT, sheet.y, SPAN, height)
    for number, line in enumerate(lines):
        sheet.write(LEFT + (SPAN - style.width(line)) / 2, sheet.y - number * style.leading, style, line)
    sheet.y -= height + 8


def _cartons(sheet: Sheet, cartons: tuple[OuterCarton, ...], words: Words) -> None:
    """Number, SSCC and weight, three cartons to a line, read line by line."""
    width = (SPAN - (ACROSS - 1) * GUTTER) / ACROSS
    for start in range(0, len(cartons), ACROSS):
        sheet.need(CARTON.leading)
        for column, carton in enumerate(cartons[start : start + ACROSS]):
            x = LEFT + column * (width + GUTTER)
            number, weight = of(carton.sequence, carton.sequence_of), words.kg(carton.weight_g)
            sheet.write(x, sheet.y, shrink(number, CARTON, 28), number)
            sheet.write(x + 32, sheet.y, CARTON, carton.sscc)
            style = shrink(weight, WEIGHT, width - 36 - CARTON.width(carton.sscc))
            sheet.write_right(x + width, sheet.y, style, weight)
        sheet.y -= CARTON.leading
