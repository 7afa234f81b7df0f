"""The words of a verdict where they stand; the same verdict with other figures leaves all but those in place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF

from ui.widgets.painting import Block, likeness

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from ui.widgets.verdict import Verdict

Placed = tuple[Block, QPointF]
"""Words, and their top left corner."""


class VerdictWords:
    """Count and what it is out of, where there is one, then word and sentence."""

    def __init__(self) -> None:
        self.blocks: list[Placed] = []
        self.counted = False
        """Is the first block a count?"""

    @property
    def figures(self) -> list[Placed]:
        """What differs from scan to scan: the count, where there is one, and the sentence."""
        return [self.blocks[0], self.blocks[-1]] if self.counted else self.blocks[-1:]

    @property
    def rest(self) -> list[Placed]:
        """All but the figures."""
        return self.blocks[int(self.counted) : -1]

    def say_again(self, before: Verdict, now: Verdict) -> bool:
        """Put in other figures where nothing else differs and the new ones fit; returns whether that was so."""
        if (now.tone, now.word, now.of, now.keys) != (before.tone, before.word, before.of, ()) or not self.blocks:
            return False
        if likeness(now.sentence) != likeness(before.sentence) or len(now.count) != len(before.count):
            return False
        (count, left), (sentence, place) = self.blocks[0], self.blocks[-1]
        counted = count.again(now.count) if self.counted else count
        told = sentence.again(now.sentence)
        if counted is None or told is None:
            return False
        self.blocks[0] = counted, left + QPointF(count.width - counted.width, 0)
        self.blocks[-1] = told, place
        return True


def reach(words: Iterable[Placed]) -> QRect:
    """Where these words stand, with any figures in them."""
    area = QRectF()
    for block, place in words:
        area = area.united(block.reach(place))
    return area.toAlignedRect()


def draw(painter: QPainter, words: Iterable[Placed]) -> None:
    """Paint these words with the painter's pen."""
    for block, place in words:
        block.draw(painter, place.x(), place.y())
