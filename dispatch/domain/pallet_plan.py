"""Pallets: how many equal cartons make one layer and where they stand, how high a loaded pallet is, what a site takes.

The layer is found by five-block recursion (Morabito and Morales 1998): a rectangle is cut into four blocks round a
centre, or straight in two, and each block again, at sums of carton sides only. The search goes for an upper bound
(Barnes 1979, on the sides that carton sides can fill) and stops when it is met: the bound then proves the optimum.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import product

from dispatch.domain.errors import InputError

PALLET_LENGTH_MM = 1200
PALLET_WIDTH_MM = 800
PALLET_HEIGHT_MM = 144
"""The empty EUR pallet (EPAL 1), domain rule 3.1."""
PALLET_TARE_G = 25_000
"""What an EUR pallet weighs unless it is weighed, domain rule 3.1."""

_LARGEST_SEARCH = 200
"""Cartons in a layer, by area, beyond which rows of one kind are good enough: such boxes are smaller than a label."""
_SEARCH_EFFORT = 150_000
"""Blocks looked at before the search gives up and takes the best it has: under a second, and more than any carton of
105 x 148 mm (an A6 label) or larger needs on an EUR pallet."""

_CARTON_SIZE = re.compile(r"\s*([0-9]{1,4})\s*[xX×*]\s*([0-9]{1,4})\s*[xX×*]\s*([0-9]{1,4})\s*")
_LONGEST_SIDE_MM = 3000


@dataclass(frozen=True, slots=True)
class CartonSize:
    """Outside of a full carton that stands upright, whole millimetres, each side 1 to 3000."""

    length_mm: int
    width_mm: int
    height_mm: int

    @classmethod
    def parse(cls, text: str) -> CartonSize:
        """Read `LxWxH` (also `X`, `×`, `*`, spaces); InputError for anything else."""
        match = _CARTON_SIZE.fullmatch(text)
        sides = [int(side) for side in match.groups()] if match else []
        if not sides or not all(1 <= side <= _LONGEST_SIDE_MM for side in sides):
            raise InputError(
                f"Dimensions de colis illisibles\u00a0: «\u00a0{text}\u00a0». "
                f"Indiquez LxlxH en millimètres entiers, de 1 à {_LONGEST_SIDE_MM}."
            )
        return cls(*sides)

    def __str__(self) -> str:
        """The canonical text, e.g. `430x320x250`."""
        return f"{self.length_mm}x{self.width_mm}x{self.height_mm}"


@dataclass(frozen=True, slots=True)
class PalletLimits:
    """What a loaded pallet may be at most, pallet included (E-PAL-04)."""

    max_height_mm: int
    max_weight_g: int


WITHOUT_DOCK = PalletLimits(max_height_mm=1600, max_weight_g=800_000)
"""Profile `LYCEE_SANS_QUAI` of domain rule 3.2, hard limits."""
WITH_DOCK = PalletLimits(max_height_mm=1800, max_weight_g=1_000_000)
"""Profile `LYCEE_QUAI` of domain rule 3.2."""


def limits(dock: bool | None, max_height_mm: int | None, max_weight_kg: int | None) -> PalletLimits:
    """Limits of one site: its own values win over the profile; an unknown dock counts as none."""
    profile = WITH_DOCK if dock else WITHOUT_DOCK
    return PalletLimits(
        profile.max_height_mm if max_height_mm is None else max_height_mm,
        profile.max_weight_g if max_weight_kg is None else max_weight_kg * 1000,
    )


@dataclass(frozen=True, slots=True)
class Place:
    """The floor of one carton, millimetres from a corner of the pallet; `length` runs along x, `width` along y."""

    x: int
    y: int
    length: int
    width: int


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of equal cartons; no two places overlap and none leaves the pallet (overhang 0, domain rule 3.2)."""

    places: tuple[Place, ...]


@lru_cache(maxsize=128)
def layer(
    carton_length_mm: int,
    carton_width_mm: int,
    pallet_length_mm: int = PALLET_LENGTH_MM,
    pallet_width_mm: int = PALLET_WIDTH_MM,
) -> Layer:
    """The fullest layer of cartons that may be turned but not tipped; empty where none fits. Sides are at least 1."""
    search = _LayerSearch(carton_length_mm, carton_width_mm, pallet_length_mm, pallet_width_mm)
    return Layer(tuple(search.places(pallet_length_mm, pallet_width_mm)))


@lru_cache(maxsize=128)
def cartons_per_layer(carton_length_mm: int, carton_width_mm: int) -> int:
    """How many cartons one layer of an EUR pallet takes: the places of `layer`, counted only."""
    search = _LayerSearch(carton_length_mm, carton_width_mm, PALLET_LENGTH_MM, PALLET_WIDTH_MM)
    return search.most(PALLET_LENGTH_MM, PALLET_WIDTH_MM)


def loaded_height_mm(counts: Mapping[CartonSize | None, int]) -> int | None:
    """Estimated height of a pallet with so many cartons of each size, pallet included.

    Full layers of each size first; what is left shares layers by area, the tallest lowest. None where a size is
    unknown (key None) or does not fit on the pallet.
    """
    height = PALLET_HEIGHT_MM
    rests: list[tuple[int, Fraction]] = []
    for size, count in counts.items():
        if size is None:
            return None
        per_layer = cartons_per_layer(size.length_mm, size.width_mm)
        if not per_layer:
            return None
        full_layers, rest = divmod(count, per_layer)
        height += full_layers * size.height_mm
        rests.append((size.height_mm, Fraction(rest, per_layer)))
    return height + _mixed_layers_mm(rests)


def _mixed_layers_mm(rests: Iterable[tuple[int, Fraction]]) -> int:
    height = 0
    room = Fraction(0)
    for carton_height, share in sorted(rests, reverse=True):
        if share > room:
            height += carton_height
            room += 1
        room -= share
    return height


_Block = tuple[int, int, int, int]
"""A rectangle in a rectangle: x, y, length, width."""


class _LayerSearch:
    """Most cartons of one format in a rectangle and in the blocks it is cut into, each settled once."""

    def __init__(self, carton_length: int, carton_width: int, pallet_length: int, pallet_width: int) -> None:
        self._long, self._short = max(carton_length, carton_width), min(carton_length, carton_width)
        self._area = self._long * self._short
        self._effort = _SEARCH_EFFORT if pallet_length * pallet_width <= _LARGEST_SEARCH * self._area else 0
        end = max(pallet_length, pallet_width) + 1
        self._sums = sorted({x + y for x in range(0, end, self._long) for y in range(0, end - x, self._short)})
        self._bound: dict[tuple[int, int], int] = {}
        """No more than this can be hoped for: first Barnes' bound, then lowered by each search in vain."""
        self._found: dict[tuple[int, int], int] = {}
        self._cut: dict[tuple[int, int], list[_Block]] = {}
        """How the rectangle is cut to hold what was found; rectangles in plain rows are not in it."""

    def most(self, length: int, width: int, enough: int = 0) -> int:
        """The most cartons in this rectangle; where that is less than `enough`, some number less than `enough`."""
        key = length, width
        hoped = self._hope(length, width)
        while hoped >= enough and hoped > self._found[key]:
            if cut := self._cut_for(length, width, hoped):
                self._cut[key], self._found[key] = cut, hoped
            else:
                hoped -= 1
                self._bound[key] = hoped
        return hoped

    def places(self, length: int, width: int, x: int = 0, y: int = 0) -> Iterator[Place]:
        """The cartons of the best layout of this rectangle, whose corner is at (x, y)."""
        self.most(length, width)
        for across, along, block_length, block_width in self._cut.get((length, width), ()):
            yield from self.places(block_length, block_width, x + across, y + along)
        if (length, width) not in self._cut:
            yield from self._rows(length, width, x, y)

    def _rows(self, length: int, width: int, x: int, y: int) -> Iterator[Place]:
        across, along = self._better_way(length, width)
        for column in range(length // across):
            for row in range(width // along):
                yield Place(x + column * across, y + row * along, across, along)

    def _better_way(self, length: int, width: int) -> tuple[int, int]:
        """How cartons lie when all lie the same way."""
        ways = (self._long, self._short), (self._short, self._long)
        return max(ways, key=lambda way: (length // way[0]) * (width // way[1]))

    def _cut_for(self, length: int, width: int, target: int) -> list[_Block] | None:
        """A cut whose blocks together take `target` cartons, or None."""
        for blocks in self._cuts(length, width, length * width - target * self._area):
            if self._effort <= 0:
                return None
            self._effort -= 1
            if self._take(blocks, target):
                return blocks
        return None

    def _take(self, blocks: list[_Block], target: int) -> bool:
        spare = sum(self._hope(length, width) for _, _, length, width in blocks) - target
        for _, _, length, width in blocks:
            if spare < 0:
                return False
            hoped = self._hope(length, width)
            spare -= hoped - self.most(length, width, enough=hoped - spare)
        return spare >= 0

    def _cuts(self, length: int, width: int, spare_area: int) -> Iterator[list[_Block]]:
        """Straight cuts in two, then rings of four blocks round a fifth that may leave no more than this area bare."""
        columns, rows = self._raster(length), self._raster(width)
        for x in columns:
            if 2 * x <= length:
                yield [(0, 0, x, width), (x, 0, length - x, width)]
        for y in rows:
            if 2 * y <= width:
                yield [(0, 0, length, y), (0, y, length, width - y)]
        for x1, y1 in product(columns, rows):
            spare = spare_area - self._bare_area(x1, width - y1)
            for x2 in columns if spare >= 0 else ():
                if x1 < x2 <= length - x1 and self._bare_area(x2, y1) <= spare:
                    yield from (_ring(length, width, x1, x2, y1, y2) for y2 in rows if y1 < y2)

    def _raster(self, side: int) -> list[int]:
        """Where cutting this side is worth a try: sums of carton sides, as seen from its far end."""
        return sorted({self._filled(side - total) for total in self._sums if total <= side} - {0, side})

    def _filled(self, side: int) -> int:
        """The longest sum of carton sides within this side."""
        return self._sums[bisect_right(self._sums, side) - 1]

    def _bare_area(self, length: int, width: int) -> int:
        """Floor that stays bare in this block even where all hopes come true."""
        self._effort -= 1
        return length * width - self._hope(length, width) * self._area

    def _hope(self, length: int, width: int) -> int:
        """The upper bound as known so far."""
        key = length, width
        if key not in self._bound:
            across, along = self._better_way(length, width)
            self._found[key] = (length // across) * (width // along)
            self._bound[key] = self._barnes_bound(length, width) if self._found[key] else 0
        return self._bound[key]

    def _barnes_bound(self, length: int, width: int) -> int:
        """Rods as long as a carton side and 1 mm thin leave a corner bare; cartons, made of such rods, no less."""
        length, width = self._filled(length), self._filled(width)
        bare = 0
        for rod in self._long, self._short:
            x, y = length % rod, width % rod
            bare = max(bare, min(x * y, (rod - x) * (rod - y)))
        return (length * width - bare) // self._area


def _ring(length: int, width: int, x1: int, x2: int, y1: int, y2: int) -> list[_Block]:
    """Four blocks round the one between the corners (x1, y1) and (x2, y2)."""
    return [
        (0, y1, x1, width - y1),
        (0, 0, x2, y1),
        (x1, y2, length - x1, width - y2),
        (x2, 0, length - x2, y2),
        (x1, y1, x2 - x1, y2 - y1),
    ]
