"""What papers are composed of: facts, address blocks, tables, blanks to fill in by hand, signatures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dispatch.documents.fitting import clean, shrink, wrap
from dispatch.documents.fonts import BODY, HEADING, LABEL, QUIET, SMALL, STRONG, Style
from dispatch.documents.sheet import LEFT, RIGHT, RULE, SPAN, Sheet
from dispatch.documents.symbols import MM
from dispatch.documents.words import Words
from dispatch.domain.papers import Consignee, Party

GUTTER = 7 * MM
PAD = 3.5
TICK = 8.0
"""Side of a box to tick, in points."""

Paragraph = tuple[Style, str]


class Block(NamedTuple):
    """A label with paragraphs below it; empty paragraphs are left out."""

    label: str
    paragraphs: Sequence[Paragraph]


def facts(sheet: Sheet, pairs: Iterable[tuple[str, str]], per_row: int = 4) -> None:
    """Small labels with strong values, in columns; pairs without a value are left out."""
    given = [Block(label, [(STRONG, value)]) for label, value in pairs if value]
    for start in range(0, len(given), per_row):
        blocks(sheet, given[start : start + per_row], per_row)


def blocks(sheet: Sheet, row: Sequence[Block], per_row: int = 2) -> None:
    """Blocks side by side, in columns of equal width."""
    width = (SPAN - (per_row - 1) * GUTTER) / per_row
    texts = [[(style, wrap(text, style, width)) for style, text in block.paragraphs if text] for block in row]
    height = max(map(_height, texts)) + LABEL.leading
    sheet.need(height)
    for column, (block, text) in enumerate(zip(row, texts, strict=True)):
        x, y = LEFT + column * (width + GUTTER), sheet.y
        sheet.write(x, y, LABEL, block.label)
        y -= LABEL.leading
        for style, lines in text:
            sheet.write(x, y, style, *lines)
            y -= len(lines) * style.leading
    sheet.y -= height + 5


def separator(sheet: Sheet) -> None:
    """A hairline between two parts of a paper."""
    sheet.y -= 3
    sheet.rule(sheet.y)
    sheet.y -= 7


def party(label: str, who: Party, words: Words) -> Block:
    """A company's name, address, SIREN and telephone."""
    lines = (*who.lines, labelled(words.siren, who.siren), labelled(words.phone, who.phone))
    return Block(label, [(STRONG, who.name), *((BODY, line) for line in lines)])


def labelled(word: str, value: str) -> str:
    """`Tél. 01 23 45 67 89`, never torn apart by a line's end; empty without a value."""
    return f"{word} {value}".replace(" ", "\u00a0") if value else ""


def address(who: Consignee) -> list[str]:
    """Street lines, then postcode and town."""
    return list(filter(None, (*who.lines, f"{who.postcode}\u00a0{who.city}".strip())))


def paragraph(sheet: Sheet, style: Style, text: str) -> None:
    """Text across the page, wrapped, going on over the page where it must."""
    for line in wrap(text, style, SPAN):
        sheet.need(style.leading)
        sheet.write(LEFT, sheet.y, style, line)
        sheet.y -= style.leading


def heading(sheet: Sheet, text: str, aside: str = "", keep: float = 60) -> None:
    """The title of a section, kept together with the first `keep` points of what follows."""
    right = QUIET.width(aside) + 10 if aside else 0
    lines = wrap(text, HEADING, SPAN - right)
    sheet.need(len(lines) * HEADING.leading + keep)
    sheet.y -= 5
    sheet.write(LEFT, sheet.y, HEADING, *lines)
    if aside:
        sheet.write_right(RIGHT, sheet.y + (QUIET.leading - HEADING.leading) / 2 - 1, QUIET, aside)
    sheet.y -= len(lines) * HEADING.leading + 1


class Column(NamedTuple):
    """A column of a table; widths are shares of the page's width."""

    title: str
    share: float
    right: bool = False
    style: Style = BODY


Cell = str | tuple[str, ...] | None
"""Text, or paragraphs of which the first is strong, or None: a box to tick."""


def table(
    sheet: Sheet,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    total: Sequence[Cell] = (),
    pad: float = PAD,
) -> None:
    """Rows with hairlines between them; the titles are repeated on each page, the last row may be a strong total."""
    grid = _Grid(sheet, columns, pad)
    grid.titles()
    for row in rows:
        grid.row(row)
    if total:
        grid.row([(cell,) if isinstance(cell, str) else cell for cell in total])
    sheet.rule(sheet.y)
    sheet.y -= 6


_Text = list[tuple[Style, list[str]]]
"""Wrapped paragraphs."""


class _Grid:
    """Columns at their places, and the rows in them."""

    def __init__(self, sheet: Sheet, columns: Sequence[Column], pad: float) -> None:
        self._sheet, self._pad = sheet, pad
        self._places: list[tuple[Column, float, float]] = []
        unit, start = SPAN / sum(column.share for column in columns), LEFT
        for column in columns:
            self._places.append((column, start, start + column.share * unit))
            start += column.share * unit

    def titles(self) -> None:
        """The row of column titles above a heavier line."""
        sheet = self._sheet
        texts = [_whole_words(column.title, LABEL, end - start - 8) for column, start, end in self._places]
        rows = max(len(lines) for _, lines in texts)
        sheet.need(rows * LABEL.leading + 40)
        for place, text in zip(self._places, texts, strict=True):
            self._put(place, sheet.y - (rows - len(text[1])) * LABEL.leading, [text])
        sheet.y -= rows * LABEL.leading + 1
        sheet.rule(sheet.y, weight=RULE / 2)

    def row(self, cells: Sequence[Cell]) -> None:
        """One row, as high as its highest cell."""
        sheet = self._sheet
        texts = [
            _wrapped(cell, column, end - start - 8)
            for cell, (column, start, end) in zip(cells, self._places, strict=True)
        ]
        height = max(map(_height, texts)) + 2 * self._pad
        if sheet.need(height):
            self.titles()
        else:
            sheet.rule(sheet.y)
        for cell, place, text in zip(cells, self._places, texts, strict=True):
            self._put(place, sheet.y - self._pad, text)
            if cell is None:
                sheet.box(place[2] - TICK - 2, sheet.y - (height - TICK) / 2, TICK, TICK)
        sheet.y -= height

    def _put(self, place: tuple[Column, float, float], y: float, text: _Text) -> None:
        column, start, end = place
        for style, lines in text:
            if column.right:
                for i, line in enumerate(lines):
                    self._sheet.write_right(end - 2, y - i * style.leading, style, line)
            else:
                self._sheet.write(start, y, style, *lines)
            y -= len(lines) * style.leading


def _wrapped(cell: Cell, column: Column, width: float) -> _Text:
    if cell is None:
        return []
    first, *rest = (cell,) if isinstance(cell, str) else cell
    texts = [(column.style if isinstance(cell, str) else STRONG, first), *((SMALL, text) for text in rest if text)]
    if column.right:
        return [_whole_words(text, style, width) for style, text in texts]
    return [(style, wrap(text, style, width)) for style, text in texts]


def _whole_words(text: str, style: Style, width: float) -> tuple[Style, list[str]]:
    """Figures and titles are rather made smaller than torn apart."""
    style = shrink(max(text.split(" "), key=style.width), style, width)
    return style, wrap(text, style, width)


def _height(text: _Text) -> float:
    return sum(len(lines) * style.leading for style, lines in text)


BLANK_HEIGHT = 33.0


def blanks(
    sheet: Sheet,
    labels: Sequence[str],
    per_row: int = 4,
    height: float = BLANK_HEIGHT,
    question: tuple[str, Sequence[str]] | None = None,
) -> None:
    """Lines to write on by hand, each below its label; at the end a question with boxes to tick below it."""
    width = (SPAN - (per_row - 1) * GUTTER) / per_row
    cells = [*labels, *([question[0]] if question else [])]
    for start in range(0, len(cells), per_row):
        sheet.need(height - 3)
        for column, label in enumerate(cells[start : start + per_row]):
            x = LEFT + column * (width + GUTTER)
            sheet.write(x, sheet.y, shrink(label, LABEL, width), label)
            if question and start + column == len(labels):
                _answers(sheet, x, sheet.y - (height - 5 - LABEL.leading), question[1])
            else:
                sheet.rule(sheet.y - height + 7, x, x + width)
        sheet.y -= height


def _answers(sheet: Sheet, x: float, y: float, answers: Sequence[str]) -> None:
    for answer in answers:
        _tick(sheet, x, y, BODY, answer)
        x += TICK + 4 + BODY.width(answer) + 16


def choice(sheet: Sheet, label: str, answers: Sequence[str]) -> None:
    """A question with boxes to tick, going on in the next line where they do not fit in one."""
    sheet.need(16)
    sheet.write(LEFT, sheet.y, BODY, label)
    x = start = LEFT + BODY.width(label) + 14
    for answer in answers:
        style = shrink(answer, BODY, RIGHT - start - TICK - 4)
        width = TICK + 4 + style.width(answer)
        if x > start and x + width > RIGHT:
            sheet.y -= 15
            sheet.need(16)
            x = start
        _tick(sheet, x, sheet.y, style, answer)
        x += width + 16
    sheet.y -= 18


def checks(sheet: Sheet, questions: Sequence[str], answers: Sequence[str]) -> None:
    """Questions with the same short answers to tick, two to a line."""
    half = (SPAN - GUTTER) / 2
    across = [BODY.width(answer) + TICK + 16 for answer in answers]
    for start in range(0, len(questions), 2):
        sheet.need(16)
        for column, question in enumerate(questions[start : start + 2]):
            left = LEFT + column * (half + GUTTER)
            x = left + half - sum(across)
            sheet.write(left, sheet.y, shrink(question, BODY, x - left - 6), question)
            for answer, width in zip(answers, across, strict=True):
                _tick(sheet, x, sheet.y, BODY, answer)
                x += width
        sheet.y -= 17


def _tick(sheet: Sheet, x: float, y: float, style: Style, answer: str) -> None:
    sheet.box(x, y - (BODY.leading - TICK) / 2, TICK, TICK)
    sheet.write(x + TICK + 4, y, style, clean(answer))


def remarks(sheet: Sheet, title: str, hint: str, height: float) -> None:
    """A framed space for handwriting."""
    hints = wrap(hint, LABEL, SPAN - 16) if hint else []
    height += len(hints) * LABEL.leading
    sheet.need(height + 6)
    sheet.box(LEFT, sheet.y, SPAN, height)
    sheet.write(LEFT + 8, sheet.y - 5, STRONG, title)
    sheet.write(LEFT + 8, sheet.y - 5 - STRONG.leading, LABEL, *hints)
    sheet.y -= height + 8


SIGNATURE_HEIGHT = 34 * MM


def signatures(sheet: Sheet, boxes: Sequence[tuple[str, Sequence[str]]], height: float = SIGNATURE_HEIGHT) -> None:
    """Framed places to sign, side by side: who, what to fill in, and room below for hand and stamp."""
    width = (SPAN - (len(boxes) - 1) * 8) / len(boxes)
    sheet.need(height + 4)
    sheet.y -= 4
    for column, (who, labels) in enumerate(boxes):
        x, y = LEFT + column * (width + 8), sheet.y
        sheet.box(x, y, width, height)
        y -= 5
        sheet.write(x + 7, y, STRONG, *wrap(who, STRONG, width - 14))
        y -= STRONG.leading + 4
        for label in labels[:-1]:
            sheet.write(x + 7, y, LABEL, label)
            sheet.rule(y - LABEL.leading, x + 7 + LABEL.width(label) + 4, x + width - 7)
            y -= 16
        sheet.write(x + 7, y, LABEL, labels[-1])
    sheet.y -= height + 6
