"""The floor of the truck as a drawing: a cell for each pallet in loading order, from the cab to the doors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dispatch.documents.fitting import shrink
from dispatch.documents.fonts import BOLD, LABEL, REGULAR, Style
from dispatch.documents.sheet import LEFT, SPAN, Sheet
from dispatch.documents.words import Words

ABREAST = 2
"""Pallets side by side across the truck."""
CAB, CELL_HEIGHT, WIDEST = 34.0, 40.0, 52.0
PLACES_IN_A_ROW = 17
"""Beyond these the floor goes on below: the end of an SSCC stays as large as any other text."""
STOP = Style(BOLD, 14, 17)
RANK = Style(REGULAR, 8, 9)
ENDING = Style(REGULAR, 8, 9)


class Place(NamedTuple):
    """A pallet on the floor; stop and ending are empty for a place that stays free."""

    rank: int
    stop: str
    ending: str
    """The last digits of its SSCC."""


def floor(sheet: Sheet, places: Sequence[Place], words: Words) -> None:
    """Places two abreast; the first are at the cab, the last at the doors, neighbouring stops in turn grey."""
    columns = [places[i : i + ABREAST] for i in range(0, len(places), ABREAST)]
    shaded = _shaded([place.stop for place in places])
    width = min(WIDEST, (SPAN - 2 * CAB) / max(1, min(len(columns), PLACES_IN_A_ROW)))
    for start in range(0, len(columns), PLACES_IN_A_ROW):
        here = columns[start : start + PLACES_IN_A_ROW]
        ends = words.cab if start == 0 else "", words.doors if start + len(here) == len(columns) else ""
        _row(sheet, here, width, ends, shaded)


def _shaded(stops: Sequence[str]) -> set[str]:
    """Every other stop, in the order in which they are loaded."""
    return set([*dict.fromkeys(stop for stop in stops if stop)][1::2])


def _row(
    sheet: Sheet, columns: Sequence[Sequence[Place]], width: float, ends: tuple[str, str], shaded: set[str]
) -> None:
    height = ABREAST * CELL_HEIGHT
    sheet.need(height + 10)
    left, top = LEFT + CAB, sheet.y
    if ends[0]:
        sheet.box(LEFT, top - 8, CAB - 4, height - 16)
    right = left + len(columns) * width + 4
    for x, end in ((LEFT, ends[0]), (right, ends[1])):
        style = shrink(end, LABEL, CAB - 8)
        sheet.write(x + (CAB - 4 - style.width(end)) / 2, top - height / 2 + style.leading / 2, style, end)
    for number, column in enumerate(columns):
        for row, place in enumerate(column):
            _cell(sheet, left + number * width, top - row * CELL_HEIGHT, width, place, place.stop in shaded)
    sheet.y -= height + 10


def _cell(sheet: Sheet, x: float, y: float, width: float, place: Place, shaded: bool) -> None:
    if shaded:
        sheet.shade(x, y, width, CELL_HEIGHT)
    sheet.box(x, y, width, CELL_HEIGHT)
    sheet.write(x + 3, y - 2, RANK, str(place.rank))
    for text, full, drop in ((place.stop, STOP, 11), (place.ending, ENDING, 29)):
        style = shrink(text, full, width - 2)
        sheet.write(x + (width - style.width(text)) / 2, y - drop, style, text)
