"""Layers are packed as full as proven possible, heights add up, and each site's limits win."""

from __future__ import annotations

import csv
from functools import cache
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dispatch.domain.errors import InputError
from dispatch.domain.pallet_plan import (
    CartonSize,
    Layer,
    PalletLimits,
    Place,
    cartons_per_layer,
    layer,
    limits,
    loaded_height_mm,
)

sides = st.integers(min_value=150, max_value=900)
small = st.integers(min_value=1, max_value=7)

OPTIMA = {
    (430, 320): 6,
    (295, 215): 13,
    (400, 300): 8,
    (600, 400): 4,
    (1200, 800): 1,
    (800, 600): 2,
    (350, 260): 9,
    (460, 330): 5,
    (200, 150): 32,
}
"""Cartons on 1200 x 800; each is proven by the area that sums of carton sides can fill."""


def area_bound(length: int, width: int, pallet_length: int = 1200, pallet_width: int = 800) -> int:
    """No layout holds more: cartons pushed to one corner stand within the longest sums of their sides."""

    def filled(side: int) -> int:
        return max(a + b for a in range(0, side + 1, length) for b in range(0, side - a + 1, width))

    return filled(pallet_length) * filled(pallet_width) // (length * width)


def overlap(one: Place, other: Place) -> bool:
    return (
        one.x < other.x + other.length
        and other.x < one.x + one.length
        and one.y < other.y + other.width
        and other.y < one.y + one.width
    )


def is_sound(plan: Layer, carton: tuple[int, int], pallet: tuple[int, int] = (1200, 800)) -> bool:
    """All places are the carton's floor, stand on the pallet, and no two overlap."""
    length, width = pallet
    return (
        all((place.length, place.width) in {carton, carton[::-1]} for place in plan.places)
        and all(0 <= place.x <= length - place.length and 0 <= place.y <= width - place.width for place in plan.places)
        and not any(overlap(one, other) for one, other in combinations(plan.places, 2))
    )


def most_by_trying_everything(carton: tuple[int, int], pallet: tuple[int, int]) -> int:
    """The true optimum of a tiny pallet: every cell in turn is left bare or becomes the corner of a carton."""
    length, width = pallet
    cells = list(product(range(length), range(width)))

    @cache
    def most(cell: int, taken: frozenset[tuple[int, int]]) -> int:
        if cell == len(cells):
            return 0
        best = most(cell + 1, taken - {cells[cell]})
        x, y = cells[cell]
        for across, along in {carton, carton[::-1]}:
            floor = frozenset(product(range(x, x + across), range(y, y + along)))
            if x + across <= length and y + along <= width and not floor & taken:
                best = max(best, 1 + most(cell + 1, (taken | floor) - {cells[cell]}))
        return best

    return most(0, frozenset())


@pytest.mark.parametrize(("carton", "most"), OPTIMA.items())
def test_a_layer_holds_the_proven_optimum(carton: tuple[int, int], most: int) -> None:
    plan = layer(*carton)
    assert (len(plan.places), area_bound(*carton)) == (most, most)
    assert is_sound(plan, carton)


@pytest.mark.outside_data
def test_a_layer_holds_the_best_that_the_literature_knows(outside_data: Path) -> None:
    with (outside_data / "pallet_layer_optima_extrait.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 15
    for row in rows:
        length, width, carton_length, carton_width, known = (
            int(row[name]) for name in ("L", "W", "l", "w", "optimal_literature")
        )
        plan = layer(carton_length, carton_width, length, width)
        assert (row["instance"], len(plan.places)) == (row["instance"], known)
        assert is_sound(plan, (carton_length, carton_width), (length, width))


@given(small, small, small, small)
def test_no_layout_of_a_tiny_pallet_beats_the_layer(length: int, width: int, long: int, short: int) -> None:
    assume(long * short > 1)
    plan = layer(long, short, length, width)
    assert len(plan.places) == most_by_trying_everything((long, short), (length, width))
    assert is_sound(plan, (long, short), (length, width))


@given(sides, sides)
def test_a_layer_is_sound_and_within_the_area_bound(length: int, width: int) -> None:
    plan = layer(length, width)
    assert is_sound(plan, (length, width))
    assert len(plan.places) <= area_bound(length, width)


@given(sides, sides)
def test_it_does_not_matter_which_side_of_a_carton_is_called_its_length(length: int, width: int) -> None:
    assert layer(length, width) == layer(width, length)


@given(sides, sides)
def test_counting_a_layer_agrees_with_laying_it(length: int, width: int) -> None:
    assert cartons_per_layer(length, width) == len(layer(length, width).places)


@pytest.mark.parametrize("carton", [(1201, 100), (801, 801), (3000, 3000)])
def test_a_carton_larger_than_the_pallet_has_no_place(carton: tuple[int, int]) -> None:
    assert layer(*carton) == Layer(())


@pytest.mark.parametrize(("carton", "in_rows"), [((43, 32), 675), ((105, 80), 110), ((1, 1), 960_000)])
def test_boxes_smaller_than_a_label_are_not_searched_for_long(carton: tuple[int, int], in_rows: int) -> None:
    assert cartons_per_layer(*carton) >= in_rows


@pytest.mark.parametrize(
    "text", ["430x320x250", "430X320X250", " 430 × 320 × 250 ", "430*320 * 250", "0430x320x250", "430\u00a0x 320x250"]
)
def test_a_carton_size_is_read_in_all_its_spellings(text: str) -> None:
    assert CartonSize.parse(text) == CartonSize(430, 320, 250)


@pytest.mark.parametrize(
    "text",
    ["", "430x320", "430x320x250x1", "430,5x320x250", "-430x320x250", "0x320x250", "430x320x3001", "٤x320x250", "a"],
)
def test_what_is_no_carton_size_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        CartonSize.parse(text)


@given(st.builds(CartonSize, *[st.integers(min_value=1, max_value=3000)] * 3))
def test_a_carton_size_reads_back_what_it_writes(size: CartonSize) -> None:
    assert CartonSize.parse(str(size)) == size


TABLETS = CartonSize(400, 300, 250)
LAPTOPS = CartonSize(600, 400, 100)


@pytest.mark.parametrize(
    ("counts", "height"),
    [
        pytest.param({}, 144, id="bare pallet"),
        pytest.param({TABLETS: 0}, 144, id="none of a size"),
        pytest.param({TABLETS: 8}, 394, id="one full layer"),
        pytest.param({TABLETS: 9}, 644, id="one carton begins a layer"),
        pytest.param({TABLETS: 16, LAPTOPS: 8}, 844, id="full layers of two sizes"),
        pytest.param({LAPTOPS: 2, TABLETS: 4}, 394, id="two halves share a layer, the taller decides"),
        pytest.param({LAPTOPS: 3, TABLETS: 4}, 494, id="what no longer fits begins a layer of its own height"),
        pytest.param({CartonSize(1300, 400, 100): 1}, None, id="larger than the pallet"),
        pytest.param({TABLETS: 8, None: 1}, None, id="unknown size"),
    ],
)
def test_the_loaded_height_is_full_layers_then_shared_ones(
    counts: dict[CartonSize | None, int], height: int | None
) -> None:
    assert loaded_height_mm(counts) == height


@given(st.integers(min_value=0, max_value=80), st.integers(min_value=0, max_value=80))
def test_a_carton_more_never_lowers_the_pallet(tablets: int, laptops: int) -> None:
    height = loaded_height_mm({TABLETS: tablets, LAPTOPS: laptops})
    higher = loaded_height_mm({TABLETS: tablets + 1, LAPTOPS: laptops})
    assert height is not None
    assert higher is not None
    assert height <= higher


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        ((False, None, None), PalletLimits(1600, 800_000)),
        ((None, None, None), PalletLimits(1600, 800_000)),
        ((True, None, None), PalletLimits(1800, 1_000_000)),
        ((True, 1500, None), PalletLimits(1500, 1_000_000)),
        ((False, None, 450), PalletLimits(1600, 450_000)),
        ((False, 2000, 0), PalletLimits(2000, 0)),
    ],
)
def test_a_site_s_own_limits_win_over_its_profile(
    site: tuple[bool | None, int | None, int | None], expected: PalletLimits
) -> None:
    assert limits(*site) == expected
