"""Posters of docks and storage places: one code on one A4 page, to be read and scanned from a forklift."""

from __future__ import annotations

from collections.abc import Sequence

from dispatch.domain.errors import InputError
from dispatch.labels.bars import plain_modules
from dispatch.labels.fitting import ASCENT, CAPITAL, PITCH, fit
from dispatch.labels.media import PAPER
from dispatch.labels.paper import Paper

_WIDTH, _HEIGHT = 297.0, 210.0
_MARGIN = 12.0
"""What no office printer leaves blank."""
_TITLE_SIZE = 14.0
_NAME_ROOM, _NAME_SIZE = 84.0, 110.0
_BAR_HEIGHT = 62.0
_CODE_SIZE = 13.0
_GAP = 3.0
_QUIET_MODULES = 10
_MODULE_DOTS = range(48, 11, -1)
"""Dots at 600 dpi that a module may take: 2.03 mm, for scanners that read ten metres away, down to 0.51 mm."""


def posters(codes: Sequence[tuple[str, str, str]]) -> bytes:
    """A PDF of A4 pages, upright bars across each, from (code, title, name); to be printed without scaling.

    The name is as large as it fits. Raises InputError for a code that is not ASCII or too long for a page.
    """
    paper = Paper(_WIDTH, _HEIGHT, ", ".join(code for code, _, _ in codes)[:80])
    for number, poster in enumerate(codes):
        if number:
            paper.next_page()
        _poster(paper, *poster)
    return paper.bytes()


def _poster(paper: Paper, code: str, title: str, name: str) -> None:
    width = _WIDTH - 2 * _MARGIN
    heading = fit((title,), width, _TITLE_SIZE * PITCH, _TITLE_SIZE)
    paper.text(_MARGIN, _MARGIN + ASCENT * heading.size, heading.size, heading.lines[0])
    top = _MARGIN + _TITLE_SIZE * PITCH
    large = fit((name,), width, _NAME_ROOM, _NAME_SIZE)
    free = (_NAME_ROOM - large.height) / 2
    for number, line in enumerate(large.lines):
        paper.text(_MARGIN, top + free + large.size * (ASCENT + PITCH * number), large.size, line)
    modules = plain_modules(code)
    module = _module(modules, code)
    below = fit((code,), width, _CODE_SIZE * PITCH, _CODE_SIZE)
    baseline = _HEIGHT - _MARGIN - 0.2 * _CODE_SIZE
    bars_top = baseline - CAPITAL * _CODE_SIZE - _GAP - _BAR_HEIGHT
    left = (_WIDTH - len(modules) * module) / 2
    paper.bars(left, bars_top, _BAR_HEIGHT, module, modules)
    paper.text(left, baseline, below.size, below.lines[0])


def _module(modules: str, code: str) -> float:
    """The widest X-dimension in mm, of whole dots, that leaves both quiet zones on the page."""
    for dots in _MODULE_DOTS:
        module = dots / PAPER.dots_per_mm
        if (len(modules) + 2 * _QUIET_MODULES) * module <= _WIDTH - _MARGIN:
            return module
    raise InputError(f"Code trop long pour une affiche\u00a0: {code}.")
