"""The frame of a label: lines, titles and the rooms that its texts may take, in millimetres from the top left corner.

From top to bottom: free format (who, where, which of how many), text with data titles, bar codes with the SSCC lowest
(GS1 General Specifications 6.6). All texts are left-aligned, so that no drawing depends on measured widths.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from dispatch.labels.fitting import ASCENT, CAPITAL, PITCH, fit
from dispatch.labels.media import Medium

BAR_HEIGHT = 32.4
"""At least 31.75 mm (domain rule 1.4), also on a head that prints 1.6 % smaller."""
HRI_SIZE = 4.5
"""Font size whose digits are at least 3 mm high."""
MARGIN = 3.5

SENDER = "EXPÉDITEUR / FROM"
SHIP_TO = "DESTINATAIRE / SHIP TO"
RANK, SITE, WEIGHT = "rank", "site", "weight"
"""Rooms without a title."""

_PAD = 1.2
_GUTTER = 2.0
_LINE = 0.35
_HRI_GAP = 0.9
_HRI_DEPTH = 0.2 * HRI_SIZE
"""Of brackets below the baseline."""
_TITLE_SIZE = 2.1
_LEFT_SHARE = 0.62
"""Of the left column where a row has two."""


class Text(NamedTuple):
    """One line of text; `y` is its baseline."""

    x: float
    y: float
    size: float
    text: str
    white: bool = False


class Box(NamedTuple):
    """A black rectangle; `y` is its top."""

    x: float
    y: float
    width: float
    height: float


class Room(NamedTuple):
    """What a text may take, and how large its font may be."""

    x: float
    y: float
    width: float
    height: float
    size: float


class SymbolPlace(NamedTuple):
    """Where a symbol's bars begin from above, and the baseline of its human readable interpretation."""

    top: float
    baseline: float


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Drawing that labels share; known by identity, so that a writer can keep what it made of it."""

    boxes: tuple[Box, ...]
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What labels of one shape share."""

    block: Block
    rooms: dict[str, Room]
    places: tuple[SymbolPlace, ...]
    """From the lowest symbol up."""


class _Plan:
    """A frame in the making, from the symbols up and from the sender down."""

    def __init__(self, medium: Medium) -> None:
        self.medium = medium
        self.boxes: list[Box] = []
        self.titles: list[Text] = []
        self.rooms: dict[str, Room] = {}
        self.title_height = _TITLE_SIZE * PITCH * medium.scale

    def row(self) -> tuple[float, float]:
        """Left edge and width of the whole row."""
        return MARGIN, self.medium.width - 2 * MARGIN

    def columns(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Left edges and widths of both columns."""
        x, width = self.row()
        left = width * _LEFT_SHARE
        return (x, left - 2 * _GUTTER), (x + left, width - left)

    def title(self, x: float, y: float, title: str) -> float:
        """A small title; returns where its data begins."""
        size = _TITLE_SIZE * self.medium.scale
        self.titles.append(Text(x, y + ASCENT * size, size, title))
        return y + self.title_height

    def rule(self, y: float) -> float:
        """A line across the label whose bottom is at `y`; returns its top."""
        x, width = self.row()
        self.boxes.append(Box(x, y - _LINE, width, _LINE))
        return y - _LINE


@lru_cache(maxsize=128)
def frame(medium: Medium, symbols: int, titles: tuple[str, ...], *, sample: bool) -> Frame:
    """The frame of a label with that many symbols and these data titles."""
    plan = _Plan(medium)
    places, bottom = _places(plan, symbols)
    bottom = _data_with_titles(plan, titles, bottom)
    bottom = _rank_and_weight(plan, bottom)
    top = _sender(plan, sample=sample)
    x, width = plan.row()
    top = plan.title(x, top + _PAD / 2, SHIP_TO)
    plan.rooms[SHIP_TO] = Room(x, top, width, bottom - _PAD / 2 - top, 13 * medium.scale)
    return Frame(Block(tuple(plan.boxes), tuple(plan.titles)), plan.rooms, places)


def _places(plan: _Plan, symbols: int) -> tuple[tuple[SymbolPlace, ...], float]:
    """Places of the symbols and the top of their block."""
    places = []
    bottom = plan.medium.height - MARGIN
    for _ in range(symbols):
        baseline = bottom - _HRI_DEPTH
        top = baseline - CAPITAL * HRI_SIZE - _HRI_GAP - BAR_HEIGHT
        places.append(SymbolPlace(top, baseline))
        bottom = top - _PAD
    return tuple(places), plan.rule(bottom)


def _data_with_titles(plan: _Plan, wanted: tuple[str, ...], bottom: float) -> float:
    size = plan.medium.data_size
    rows = [pair for row in plan.medium.data_rows for pair in _pairs([title for title in row if title in wanted])]
    top = bottom - len(rows) * (plan.title_height + size * PITCH) - _PAD
    y = top + _PAD / 2
    for titles in rows:
        columns = plan.columns() if len(titles) > 1 else [plan.row()]
        for title, (x, width) in zip(titles, columns, strict=True):
            plan.rooms[title] = Room(x, plan.title(x, y, title), width, size * PITCH, size)
        y += plan.title_height + size * PITCH
    return plan.rule(top)


def _pairs(titles: list[str]) -> list[list[str]]:
    return [titles[at : at + 2] for at in range(0, len(titles), 2)]


def _rank_and_weight(plan: _Plan, bottom: float) -> float:
    height = 10 * plan.medium.scale
    top = bottom - height - _PAD
    y = top + _PAD / 2
    (left, left_width), (right, right_width) = plan.columns()
    plan.rooms[RANK] = Room(left, y, left_width, height, height)
    plan.rooms[SITE] = Room(right, y, right_width, height / 2, height)
    plan.rooms[WEIGHT] = Room(right, y + height / 2, right_width, height / 2, height)
    plan.boxes.append(Box(right - _GUTTER, top, _LINE, bottom - top))
    return plan.rule(top)


def _sender(plan: _Plan, *, sample: bool) -> float:
    """Returns where the next block begins."""
    scale = plan.medium.scale
    bottom = MARGIN + plan.title_height + 6.2 * scale
    (left, left_width), (right, right_width) = plan.columns()
    if sample:
        _specimen(plan, Box(right - _GUTTER, MARGIN, right_width + _GUTTER, bottom - MARGIN))
    else:
        left, left_width = plan.row()
    y = plan.title(left, MARGIN, SENDER)
    plan.rooms[SENDER] = Room(left, y, left_width, bottom - y, 3 * scale)
    return plan.rule(bottom + _PAD) + _LINE


def _specimen(plan: _Plan, box: Box) -> None:
    plan.boxes.append(box)
    word = fit(("SPÉCIMEN",), box.width - 2 * _GUTTER, box.height, 0.7 * box.height)
    baseline = box.y + (box.height + CAPITAL * word.size) / 2
    plan.titles.append(Text(box.x + _GUTTER, baseline, word.size, word.lines[0], white=True))
