"""The proof of a printer: a frame, a ruler, patches of thin lines and a symbol, for a ruler, an eye and a scanner.

A frame that is cut off shows a wrong width; a ruler that is not 80 mm long a wrong resolution; patches that run into
one another too much heat, patches with holes too little; the symbol is to be scanned.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dispatch.domain.proofs import INTERNAL_AI, Proof
from dispatch.labels.bars import gs1_modules
from dispatch.labels.elements import Element, human_readable
from dispatch.labels.fitting import ASCENT, CAPITAL, PITCH, fit
from dispatch.labels.frame import BAR_HEIGHT, HRI_SIZE, Block, Box, Text
from dispatch.labels.layout import QUIET_MODULES, Page, Symbol
from dispatch.labels.media import PAPER, Head, Medium, head_of, medium_named
from dispatch.labels.paper import Paper
from dispatch.labels.zpl import page_zpl

RULER_MM = 80
"""Length of the ruler, in millimetres."""

_LINE = 0.375
_MARGIN = 6.0
"""From the frame to what stands in it."""
_TICK_MM = 10
_PATCH_HEIGHT = 9.0
_PATCH_GAP = 3.0
_PATCHES_WIDTH = 84.0
_CAPTION = 3.0
_A4 = (210.0, 297.0)


class _Style(NamedTuple):
    """How a kind of printer is proved."""

    edge: float
    """From the edge of the medium to the frame, in mm: what the printer must reach."""
    thin: tuple[int, ...]
    """Thickness of the lines of each patch, in dots."""


_LABEL = _Style(1.0, (1, 2, 3))
_OFFICE = _Style(6.0, (4, 8, 12))


def proof_zpl(proof: Proof) -> bytes:
    """The proof of a label printer; raises InputError for unknown media or resolution."""
    return page_zpl(*proof_page(proof))


def proof_pdf(proof: Proof) -> bytes:
    """The proof of a document printer: one A4 page, to be printed without scaling."""
    width, height = _A4
    page = _page(proof, Medium("A4", width, height, 1.6, 6.0, ()), PAPER, _OFFICE)
    paper = Paper(width, height, f"{proof.printer} {proof.code}")
    for box in page.boxes():
        paper.box(*box)
    for text in page.all_texts():
        paper.text(text.x, text.y, text.size, text.text)
    for symbol in page.symbols:
        paper.bars(symbol.x, symbol.y, symbol.height, PAPER.module, gs1_modules(symbol.elements))
    return paper.bytes()


def proof_page(proof: Proof) -> tuple[Page, Head]:
    """The proof of a label printer as a page for its head; raises InputError for unknown media or resolution."""
    head = head_of(proof.dpi)
    return _page(proof, medium_named(proof.media), head, _LABEL), head


def _page(proof: Proof, medium: Medium, head: Head, style: _Style) -> Page:
    left = style.edge + _MARGIN
    boxes = [*_frame(medium, style.edge)]
    texts: list[Text] = []
    y = _words(texts, medium, proof, left)
    y = _ruler(texts, boxes, left, y + 3)
    y = _patches(texts, boxes, left, y + 3, tuple(dots / head.dots_per_mm for dots in style.thin))
    elements = (Element(INTERNAL_AI, proof.code),)
    texts.append(Text(left, y + 5 + _CAPTION, _CAPTION, "Bipez / scan:"))
    symbol = Symbol(left + QUIET_MODULES * head.module, y + 5 + 2 * _CAPTION, BAR_HEIGHT, elements)
    baseline = symbol.y + BAR_HEIGHT + 1 + CAPITAL * HRI_SIZE
    texts.append(Text(symbol.x, baseline, HRI_SIZE, human_readable(elements)))
    return Page(medium, (Block(tuple(boxes), ()),), texts, [symbol])


def _frame(medium: Medium, edge: float) -> Iterator[Box]:
    width, height = medium.width - 2 * edge, medium.height - 2 * edge
    yield Box(edge, edge, width, _LINE)
    yield Box(edge, medium.height - edge - _LINE, width, _LINE)
    yield Box(edge, edge, _LINE, height)
    yield Box(medium.width - edge - _LINE, edge, _LINE, height)


def _words(texts: list[Text], medium: Medium, proof: Proof, left: float) -> float:
    width, top = medium.width - 2 * left, left - _MARGIN / 2
    for words, size in (
        ("Page d’essai / Test print", 6.0 * medium.scale),
        (proof.printer, 8.0 * medium.scale),
        (f"{proof.dpi} dpi · {proof.media} · é è ç œ É €", 4.0 * medium.scale),
    ):
        fitted = fit((words,), width, 2.5 * size, size)
        for number, line in enumerate(fitted.lines):
            texts.append(Text(left, top + fitted.size * (ASCENT + PITCH * number), fitted.size, line))
        top += fitted.height
    return top


def _ruler(texts: list[Text], boxes: list[Box], left: float, top: float) -> float:
    texts.append(Text(left, top + _CAPTION, _CAPTION, f"Mesurez / measure: {RULER_MM} mm"))
    line = top + 2 * _CAPTION + 3
    boxes.append(Box(left, line, RULER_MM + _LINE, _LINE))
    for at in range(0, RULER_MM + 1, _TICK_MM):
        height = 4.0 if at in (0, RULER_MM) else 2.5
        boxes.append(Box(left + at, line - height, _LINE, height))
        texts.append(Text(left + at - (0 if at == 0 else 1.2), line + 1 + _CAPTION, _CAPTION, str(at)))
    return line + 1 + _CAPTION


def _patches(texts: list[Text], boxes: list[Box], left: float, top: float, thicknesses: tuple[float, ...]) -> float:
    texts.append(Text(left, top + _CAPTION, _CAPTION, "Traits séparés et entiers / lines apart and whole:"))
    top += _CAPTION + 2
    count = 2 * len(thicknesses)
    width = (_PATCHES_WIDTH - (count - 1) * _PATCH_GAP) / count
    x = left
    for thick in thicknesses:
        for upright in (True, False):
            boxes += _lines(x, top, width, thick, upright=upright)
            x += width + _PATCH_GAP
    return top + _PATCH_HEIGHT


def _lines(x: float, y: float, width: float, thick: float, *, upright: bool) -> Iterator[Box]:
    """Lines as thick as the spaces between them."""
    length = width if upright else _PATCH_HEIGHT
    for number in range(int(length / (2 * thick))):
        at = number * 2 * thick
        yield Box(x + at, y, thick, _PATCH_HEIGHT) if upright else Box(x, y + at, width, thick)
