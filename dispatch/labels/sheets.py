"""Sheets of cards to be scanned: commands, reasons, badges, orders, trips; plain Code 128 with its caption, on A4.

A sheet may begin with a heading and steps in words; its cards follow beneath.
"""

from __future__ import annotations

from collections.abc import Sequence

from dispatch.domain.badges import PROBE
from dispatch.domain.errors import InputError
from dispatch.labels.bars import plain_modules
from dispatch.labels.fitting import ASCENT, PITCH, fit
from dispatch.labels.frame import Box
from dispatch.labels.media import PAPER
from dispatch.labels.paper import Paper

_WIDTH, _HEIGHT = 210.0, 297.0
_COLUMNS, _ROWS = 2, 7
_MARGIN = 12.0
_CARD_WIDTH = (_WIDTH - 2 * _MARGIN) / _COLUMNS
_CARD_HEIGHT = (_HEIGHT - 2 * _MARGIN) / _ROWS
_PAD = 4.0
_LINE = 0.2
_BAR_HEIGHT = 18.0
_CAPTION_SIZE, _CODE_SIZE = 6.0, 3.4
_QUIET_MODULES = 10
_HEADING_SIZE, _STEP_SIZE = 8.0, 4.5
_STEP_GAP = 2.0
_MOST_LINES = 12
"""Of one step."""
_MODULE_DOTS = range(12, 5, -1)
"""Dots at 600 dpi that a module may take: 0.508 mm down to 0.254 mm, the finest that every scanner reads."""


def card_sheet(cards: Sequence[tuple[str, str]], heading: str = "", steps: Sequence[str] = ()) -> bytes:
    """A PDF of A4 pages, fourteen cards each, from (code, caption); to be printed without scaling, and cut.

    Raises InputError for a code that is not ASCII or too long for a card, and for words that leave no room for a card.
    """
    paper = Paper(_WIDTH, _HEIGHT, heading or "Cartes")
    free = _HEIGHT - _MARGIN - _words(paper, heading, steps)
    place = _COLUMNS * (_ROWS - int(free / _CARD_HEIGHT))
    if place >= _COLUMNS * _ROWS:
        raise InputError(f"Trop de texte sur la planche\u00a0: {heading}.")
    for code, caption in cards:
        if place == _COLUMNS * _ROWS:
            paper.next_page()
            place = 0
        row, column = divmod(place, _COLUMNS)
        _card(paper, _MARGIN + column * _CARD_WIDTH, _MARGIN + row * _CARD_HEIGHT, code, caption)
        place += 1
    return paper.bytes()


def _words(paper: Paper, heading: str, steps: Sequence[str]) -> float:
    """Write heading and steps from the top; returns where the cards may begin."""
    y = _MARGIN
    for text, size in ((heading, _HEADING_SIZE), *((step, _STEP_SIZE) for step in steps)):
        if not text:
            continue
        fitted = fit((text,), _WIDTH - 2 * _MARGIN, _MOST_LINES * size * PITCH, size)
        for number, line in enumerate(fitted.lines):
            paper.text(_MARGIN, y + fitted.size * (ASCENT + PITCH * number), fitted.size, line)
        y += fitted.height + _STEP_GAP
    return y


def _card(paper: Paper, x: float, y: float, code: str, caption: str) -> None:
    for edge in _outline(x, y):
        paper.box(*edge)
    width = _CARD_WIDTH - 2 * _PAD
    code_top = y + _CARD_HEIGHT - _PAD / 2 - _CODE_SIZE * PITCH
    bars_top = code_top - 1 - _BAR_HEIGHT
    words = fit((caption,), width, bars_top - y - _PAD, _CAPTION_SIZE)
    for number, line in enumerate(words.lines):
        paper.text(x + _PAD, y + _PAD / 2 + words.size * (ASCENT + PITCH * number), words.size, line)
    modules = plain_modules(code)
    paper.bars(x + _PAD, bars_top, _BAR_HEIGHT, _module(modules, code), modules)
    below = fit((code.removesuffix(f"/{PROBE}"),), width, _CODE_SIZE * PITCH, _CODE_SIZE)
    paper.text(x + _PAD, code_top + ASCENT * _CODE_SIZE, below.size, below.lines[0])


def _outline(x: float, y: float) -> list[Box]:
    return [
        Box(x, y, _CARD_WIDTH, _LINE),
        Box(x, y + _CARD_HEIGHT, _CARD_WIDTH, _LINE),
        Box(x, y, _LINE, _CARD_HEIGHT),
        Box(x + _CARD_WIDTH, y, _LINE, _CARD_HEIGHT),
    ]


def _module(modules: str, code: str) -> float:
    """The widest X-dimension in mm, of whole dots, that leaves both quiet zones on the card."""
    for dots in _MODULE_DOTS:
        module = dots / PAPER.dots_per_mm
        if len(modules) * module + 2 * max(_PAD, _QUIET_MODULES * module) <= _CARD_WIDTH:
            return module
    raise InputError(f"Code trop long pour une carte\u00a0: {code}.")
