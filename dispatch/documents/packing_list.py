"""The packing list: pallet by pallet and carton by carton, every serial once and in full."""

from __future__ import annotations

from dispatch.documents.common import consignee_block, opened, trip_facts, whereabouts
from dispatch.documents.fitting import clean, shrink, wrap
from dispatch.documents.fonts import BODY, CODE, HEADING, LABEL, QUIET, SERIAL, SMALL, STRONG, Style
from dispatch.documents.pieces import Column, blocks, facts, heading, party, separator, table
from dispatch.documents.sheet import LEFT, RIGHT, RULE, SPAN, Sheet
from dispatch.documents.symbols import MM, sscc_bars
from dispatch.documents.words import Words, words_of
from dispatch.domain.papers import CartonContent, PackedCarton, PackedPallet, PackingList, model_counts

INDENT = LEFT + 17 * MM
"""Where SSCCs and serials begin; carton numbers stand to the left."""
COUNT_END = RIGHT - 22 * MM
SERIAL_SPAN = RIGHT - INDENT
LETTERS = int(SERIAL_SPAN / SERIAL.width("0"))
"""Letters of the serials' face in a row."""
SYMBOL_HEIGHT = 11 * MM
KEPT_WHOLE = 45 * MM
"""A carton up to this height is never torn apart by the end of a page."""
ASIDE = Style(QUIET.font, QUIET.size, CODE.leading, QUIET.grey)
TAG = Style(STRONG.font, 8, CODE.leading)


def draw(paper: PackingList, mark: str) -> bytes:
    """The packing list as PDF."""
    words = words_of(paper.head.language)
    sheet = opened(paper.head, words.packing_list, (whereabouts(paper.consignee),), mark, words)
    facts(sheet, [(words.order, ", ".join(paper.head.orders)), *trip_facts(paper.head, words)[:3]])
    consignee = consignee_block(words.consignee, paper.consignee, words)
    separator(sheet)
    blocks(sheet, [consignee, party(words.shipper, paper.shipper, words)])
    _summary(sheet, paper, words)
    for pallet in paper.pallets:
        _Contents(sheet, pallet, words).write()
    return sheet.pdf()


def _summary(sheet: Sheet, paper: PackingList, words: Words) -> None:
    columns = (
        Column(words.reference, 3, style=CODE),
        Column(words.designation, 6),
        Column(words.devices, 2, right=True),
    )
    lines = [pallet.line for pallet in paper.pallets]
    counts = (
        words.count(sum(line.sscc is not None for line in lines), "pallet"),
        words.count(sum(line.cartons for line in lines), "carton"),
        words.kg(sum(line.weight_g for line in lines)),
    )
    rows = [(model.reference, model.designation, words.figure(model.quantity)) for model in paper.models]
    total = words.figure(sum(line.devices for line in lines))
    heading(sheet, words.summary)
    table(sheet, columns, rows, (words.total, " · ".join(counts), total))


class _Contents:
    """One pallet, its symbol, and its cartons."""

    def __init__(self, sheet: Sheet, pallet: PackedPallet, words: Words) -> None:
        self._sheet, self._pallet, self._words = sheet, pallet, words
        self._title = words.pallet if pallet.sscc else words.loose
        if pallet.sscc and pallet.sequence:
            self._title += f"\u00a0{_of(pallet.sequence, pallet.sequence_of)}"

    def write(self) -> None:
        """All of it, over as many pages as it takes."""
        sheet = self._sheet
        sheet.need(SYMBOL_HEIGHT + 90)
        sheet.y -= 4
        sheet.rule(sheet.y, weight=RULE)
        sheet.y -= 7
        self._head()
        self._titles()
        for carton in self._pallet.cartons:
            self._carton(carton)
        sheet.rule(sheet.y)
        sheet.y -= 6

    def _head(self) -> None:
        sheet, sscc, top, width = self._sheet, self._pallet.sscc, self._sheet.y, SPAN
        if sscc:
            bars = sscc_bars(sscc, RIGHT - 52 * MM, top - SYMBOL_HEIGHT, SYMBOL_HEIGHT)
            sheet.symbol(bars)
            text = f"(00){sscc}"
            sheet.write(bars.x + (bars.width - CODE.width(text)) / 2, top - SYMBOL_HEIGHT - 1, CODE, text)
            width = bars.x - LEFT - 8 * MM
        for style, text in self._texts():
            lines = wrap(text, style, width)
            sheet.write(LEFT, sheet.y, style, *lines)
            sheet.y -= len(lines) * style.leading
        if sscc:
            sheet.y = min(sheet.y, top - SYMBOL_HEIGHT - CODE.leading - 2)
        sheet.y -= 4

    def _texts(self) -> list[tuple[Style, str]]:
        words, line = self._words, self._pallet.line
        counts = (words.count(line.cartons, "carton"), words.count(line.devices, "device"), words.kg(line.weight_g))
        models = (f"{model.reference} × {words.figure(model.quantity)}" for model in model_counts([self._pallet]))
        return [(HEADING, self._title), (BODY, " · ".join(counts)), (SMALL, " · ".join(models))]

    def _titles(self, aside: str = "") -> None:
        sheet, words = self._sheet, self._words
        sheet.write(LEFT, sheet.y, LABEL, words.carton)
        sheet.write(INDENT, sheet.y, LABEL, words.contents + aside)
        sheet.write_right(COUNT_END, sheet.y, LABEL, words.devices)
        sheet.write_right(RIGHT, sheet.y, LABEL, words.weight)
        sheet.y -= LABEL.leading + 1
        sheet.rule(sheet.y, weight=RULE / 2)

    def _room(self, height: float) -> bool:
        """Make room; on a new page the titles say which pallet goes on. Was a page begun?"""
        if turned := self._sheet.need(height):
            self._titles(f" ({self._title}, {self._words.continued})")
        return turned

    def _carton(self, carton: PackedCarton) -> None:
        sheet, words = self._sheet, self._words
        grids = [_Grid(content, words, len(carton.contents) > 1) for content in carton.contents]
        if not self._room(min(CODE.leading + 8 + sum(grid.height for grid in grids), KEPT_WHOLE)):
            sheet.rule(sheet.y)
        self._carton_line(carton)
        sheet.write_right(COUNT_END, sheet.y + CODE.leading, BODY, words.figure(carton.devices))
        sheet.write_right(RIGHT, sheet.y + CODE.leading, BODY, words.kg(carton.weight_g))
        for grid in grids:
            if self._room(grid.head_height + SERIAL.leading):
                self._carton_line(carton, words.continued)
            grid.head(sheet)
            while grid.left:
                if self._room(SERIAL.leading):
                    self._carton_line(carton, words.continued)
                grid.rows(sheet)
        sheet.y -= 5

    def _carton_line(self, carton: PackedCarton, aside: str = "") -> None:
        sheet = self._sheet
        sheet.y -= 3
        number = _of(carton.sequence, carton.sequence_of)
        sheet.write(LEFT, sheet.y, shrink(number, STRONG, INDENT - LEFT - 4), number)
        sheet.write(INDENT, sheet.y, CODE, carton.sscc)
        x = INDENT + CODE.width(carton.sscc) + 10
        if aside:
            sheet.write(x, sheet.y, ASIDE, aside)
        elif carton.awaiting_label:
            sheet.tag(x, sheet.y, TAG, self._words.awaiting_label)
        sheet.y -= CODE.leading


def _of(sequence: int, total: int | None) -> str:
    return f"{sequence}/{total}" if total else str(sequence)


class _Grid:
    """The model and the serials of one content; `left` are the rows not written yet."""

    def __init__(self, content: CartonContent, words: Words, counted: bool) -> None:
        title = f"{content.reference} · {content.designation}"
        if counted:
            title += f" × {words.figure(content.quantity)}"
        if content.unserialised:
            title += f" ({words.figure(content.unserialised)} {words.without_serial})"
        self._title = wrap(title, SMALL, COUNT_END - INDENT)
        self.left = _rows([clean(serial) for serial in content.serials])
        self._style = shrink(max(self.left, key=len, default=""), SERIAL, SERIAL_SPAN)

    @property
    def head_height(self) -> float:
        """Height of the model's name."""
        return len(self._title) * SMALL.leading + 2

    @property
    def height(self) -> float:
        """Height of name and serials."""
        return self.head_height + len(self.left) * SERIAL.leading

    def head(self, sheet: Sheet) -> None:
        """The model."""
        sheet.write(INDENT, sheet.y, SMALL, *self._title)
        sheet.y -= self.head_height

    def rows(self, sheet: Sheet) -> None:
        """As many rows of serials as the page takes."""
        taken = max(1, int(sheet.room / SERIAL.leading))
        here, self.left = self.left[:taken], self.left[taken:]
        sheet.write(INDENT, sheet.y, self._style, *here)
        sheet.y -= len(here) * SERIAL.leading


def _rows(serials: list[str]) -> list[str]:
    """Serials in columns of a monospaced face: ten, five or fewer in a row, so that they are easily counted."""
    wide = max(map(len, serials), default=1) + 2
    columns = next((n for n in (10, 5, 4, 3, 2) if n * wide <= LETTERS), 1)
    pitch = LETTERS // columns
    return [
        "".join(serial.ljust(pitch) for serial in serials[i : i + columns]).rstrip()
        for i in range(0, len(serials), columns)
    ]
