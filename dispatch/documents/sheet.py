"""The page frame that all papers share, and pages that fill from top to bottom and are painted at the end.

Lengths are points, y grows upwards. A page collects its texts in reading order and its rules by weight: one text object
and one path for each weight is a fast way to write a page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import NamedTuple

from reportlab.pdfgen.canvas import Canvas

from dispatch.documents.fitting import clean, shrink, wrap
from dispatch.documents.fonts import BODY, BOLD, LABEL, NUMBER, TITLE, Style
from dispatch.documents.symbols import MM, Bars, Qr, Symbol

WIDTH, HEIGHT = 210 * MM, 297 * MM
LEFT, RIGHT = 15 * MM, WIDTH - 15 * MM
TOP, BOTTOM = HEIGHT - 13 * MM, 19 * MM
SPAN = RIGHT - LEFT
TAG = Style(BOLD, 9, NUMBER.leading)
HAIRLINE, RULE = 0.4, 1.2
HAIRLINE_GREY = 0.55
SHADE_GREY = 0.88
QR_SIDE = 15 * MM
BARS_WIDTH, BARS_HEIGHT = 60 * MM, 10 * MM


@dataclass(frozen=True, slots=True)
class Frame:
    """What is the same on every page of a paper."""

    title: str
    number: str | None
    lines: tuple[str, ...]
    """Below the title: whom or what the paper is about."""
    footer: str
    page_of: str
    """How to say "page 2 of 3", e.g. `Page {page}/{pages}`."""
    mark: str = ""
    """Watermark, or empty."""
    tag: str = ""
    """What tells this copy from the others of the same paper, or empty."""
    language: str = "fr"


class Run(NamedTuple):
    """Lines of one style, one below the other; y is the baseline of the first."""

    style: Style
    x: float
    y: float
    lines: Sequence[str]


@dataclass(slots=True)
class Page:
    """What is to be painted on one page."""

    runs: list[Run] = field(default_factory=list)
    rules: defaultdict[float, list[tuple[float, float, float, float]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    shades: list[tuple[float, float, float, float]] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    symbols: list[Symbol] = field(default_factory=list)


class Sheet:
    """The pages of one paper; `y` is where the next piece begins."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self._head_symbols = _head_symbols(frame.number)
        self._pages: list[Page] = []
        self.y = TOP
        self.turn()

    @property
    def page(self) -> Page:
        """The page being filled."""
        return self._pages[-1]

    @property
    def room(self) -> float:
        """Height left on this page."""
        return self.y - BOTTOM

    @property
    def pages(self) -> int:
        """How many pages it has so far."""
        return len(self._pages)

    def turn(self) -> None:
        """Begin a new page below its head."""
        self._pages.append(Page())
        self.y = TOP
        self._head()

    def need(self, height: float) -> bool:
        """Begin a new page where less than `height` is left; was one begun?"""
        if self.room >= height:
            return False
        self.turn()
        return True

    def write(self, x: float, y: float, style: Style, *lines: str) -> None:
        """Lines that are clean and fit, the top of the first at y."""
        self.page.runs.append(Run(style, x, y - style.drop, lines))

    def write_right(self, x: float, y: float, style: Style, text: str) -> None:
        """One line that ends at x, its top at y."""
        self.write(x - style.width(text), y, style, text)

    def rule(self, y: float, x: float = LEFT, end: float = RIGHT, weight: float = HAIRLINE) -> None:
        """A horizontal line."""
        self.page.rules[weight].append((x, y, end, y))

    def box(self, x: float, y: float, width: float, height: float) -> None:
        """A rectangle in hairlines, its top at y."""
        self.page.boxes.append((x, y - height, width, height))

    def shade(self, x: float, y: float, width: float, height: float) -> None:
        """A pale rectangle below everything else, its top at y."""
        self.page.shades.append((x, y - height, width, height))

    def symbol(self, symbol: Symbol) -> None:
        """A bar code."""
        self.page.symbols.append(symbol)

    def tag(self, x: float, y: float, style: Style, text: str) -> None:
        """A word in a frame, in the line whose top is at y."""
        self.write(x + 4, y, style, text)
        self.box(x, y - 0.5, style.width(text) + 8, style.leading - 1)

    def _head(self) -> None:
        frame, top, width = self.frame, self.y, SPAN
        if self._head_symbols:
            width = min(symbol.x for symbol in self._head_symbols) - LEFT - 6 * MM
        self.write(LEFT, self.y, shrink(frame.title, TITLE, width), frame.title)
        self.y -= TITLE.leading
        self._identity(width)
        for line in frame.lines:
            wrapped = wrap(line, BODY, width)
            self.write(LEFT, self.y, BODY, *wrapped)
            self.y -= len(wrapped) * BODY.leading
        if self._head_symbols:
            self._symbol_text(top)
            self.y = min(self.y, top - QR_SIDE - 2 * MM)
        self.y -= 2 * MM
        self.rule(self.y, weight=RULE)
        self.y -= 3 * MM

    def _identity(self, width: float) -> None:
        x, end = LEFT, LEFT + width
        if number := self.frame.number:
            style = shrink(number, NUMBER, width)
            self.write(x, self.y, style, number)
            x += style.width(number) + 10
        for tag in (clean(tag) for tag in (self.frame.tag, self.frame.mark) if tag):
            style = shrink(tag, TAG, width - 8)
            if x > LEFT and x + style.width(tag) + 8 > end:
                x, self.y = LEFT, self.y - NUMBER.leading - 3
            self.tag(x, self.y, style, tag)
            x += style.width(tag) + 16
        if x > LEFT:
            self.y -= NUMBER.leading + 3

    def _symbol_text(self, top: float) -> None:
        number = self.frame.number or ""
        style = shrink(number, Style(NUMBER.font, 8, 10), BARS_WIDTH)
        self.write_right(RIGHT - QR_SIDE - 5 * MM, top - BARS_HEIGHT - 2, style, number)

    def pdf(self) -> bytes:
        """The finished paper; the same calls give the same bytes."""
        return bind([self])

    def paint(self, canvas: Canvas) -> None:
        """Every page, counted from 1."""
        for number, page in enumerate(self._pages, 1):
            self._foot(page, self.frame.page_of.format(page=number, pages=len(self._pages)))
            _watermark(canvas, self.frame.mark)
            _paint(canvas, page)
            canvas.doForm("head")
            canvas.showPage()

    def _foot(self, page: Page, page_of: str) -> None:
        y = BOTTOM - 4 * MM
        page.rules[HAIRLINE].append((LEFT, y, RIGHT, y))
        y -= LABEL.leading + 3
        place = Style(BOLD, 9, LABEL.leading)
        end = RIGHT - place.width(page_of)
        footer = clean(self.frame.footer)
        style = shrink(footer, LABEL, end - LEFT - 12)
        page.runs += [Run(style, LEFT, y, (footer,)), Run(place, end, y, (page_of,))]


def bind(copies: Sequence[Sheet]) -> bytes:
    """Copies of one paper, one after the other, each with page numbers of its own; the same calls, the same bytes.

    Several are for several keepers, so none may have another's on its back: the PDF asks to be printed on one side
    (ISO 32000-1, table 150), whatever printer or program prints it.
    """
    first, output = copies[0], BytesIO()
    canvas = Canvas(output, pagesize=(WIDTH, HEIGHT), invariant=1, lang=first.frame.language, initialFontName=BODY.font)
    canvas.setTitle(" ".join(filter(None, (first.frame.title, first.frame.number))))
    if len(copies) > 1:
        canvas.setViewerPreference("Duplex", "Simplex")
    canvas.beginForm("head")
    for symbol in _head_symbols(first.frame.number):
        symbol.draw(canvas)
    canvas.endForm()
    for copy in copies:
        copy.paint(canvas)
    canvas.save()
    return output.getvalue()


def _head_symbols(number: str | None) -> list[Symbol]:
    if not number:
        return []
    modules = Bars(number, 0, 0, 1, 1).width
    module = min(0.33 * MM, BARS_WIDTH / modules)
    x = RIGHT - QR_SIDE - 5 * MM - modules * module
    return [
        Bars(number, x, TOP - BARS_HEIGHT, BARS_HEIGHT, module),
        Qr(number, RIGHT - QR_SIDE, TOP - QR_SIDE, QR_SIDE),
    ]


def _watermark(canvas: Canvas, mark: str) -> None:
    if not mark:
        return
    text = clean(mark)
    style = shrink(text, Style(BOLD, 120, 0), 0.85 * HEIGHT)
    canvas.saveState()
    canvas.setFillGray(0.91)
    canvas.setFont(style.font, style.size)
    canvas.translate(WIDTH / 2, HEIGHT / 2)
    canvas.rotate(52)
    canvas.drawCentredString(0, -0.365 * style.size, text)
    canvas.restoreState()


def _paint(canvas: Canvas, page: Page) -> None:
    if page.shades:
        canvas.setFillGray(SHADE_GREY)
        for shade in page.shades:
            canvas.rect(*shade, stroke=0, fill=1)
    for weight, rules in page.rules.items():
        canvas.setLineWidth(weight)
        canvas.setStrokeGray(HAIRLINE_GREY if weight == HAIRLINE else 0)
        canvas.lines(rules)
    if page.boxes:
        canvas.setLineWidth(HAIRLINE)
        canvas.setStrokeGray(0)
        path = canvas.beginPath()
        for box in page.boxes:
            path.rect(*box)
        canvas.drawPath(path)
    text, last = canvas.beginText(), None
    for style, x, y, lines in page.runs:
        if style != last:
            text.setFont(style.font, style.size, style.leading)
            text.setFillGray(style.grey)
            last = style
        text.setTextOrigin(x, y)
        text.textLines(lines)
    canvas.drawText(text)
    for symbol in page.symbols:
        symbol.draw(canvas)
