"""Special provision 188: what passes, what must be marked, what the papers say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain.batteries import (
    SP188_LINE,
    SP188_LINE_EN,
    Battery,
    mark_required,
    parse_milliwatt_hours,
    ships_under_sp188,
)
from dispatch.domain.errors import InputError


@pytest.mark.parametrize(
    ("battery", "passes"),
    [
        pytest.param(Battery(1, 3, 38_200), True, id="laptop"),
        pytest.param(Battery(1, 0, 100_000), True, id="100 Wh, cells unknown"),
        pytest.param(Battery(1, 0, 100_001), False, id="more than 100 Wh"),
        pytest.param(Battery(1, 6, 100_001), False, id="more than 100 Wh in small cells"),
        pytest.param(Battery(1, 2, 40_000), True, id="20 Wh per cell"),
        pytest.param(Battery(1, 2, 40_001), False, id="more than 20 Wh per cell"),
        pytest.param(Battery(2, 4, 40_000), True, id="two batteries of two cells"),
        pytest.param(Battery(2, 3, 40_000), False, id="two batteries on three cells"),
        pytest.param(Battery(0, 0, 0), True, id="no battery"),
    ],
)
def test_special_provision_188_ends_at_100_wh_per_battery_and_20_wh_per_cell(battery: Battery, passes: bool) -> None:
    assert ships_under_sp188(battery) is passes


@pytest.mark.parametrize(
    ("packages", "required"),
    [
        ([], False),
        ([0, 0, 0], False),
        ([1], False),
        ([2, 2], False),
        ([3], True),
        ([2, 3], True),
        ([1, 1, 1], True),
        ([1, 1, 0], True),
        ([10], True),
    ],
)
def test_only_two_packages_of_two_batteries_go_unmarked(packages: list[int], required: bool) -> None:
    assert mark_required(packages) is required


@given(st.lists(st.integers(min_value=0, max_value=10)), st.integers(min_value=0, max_value=10))
def test_a_further_package_never_lifts_the_need_of_marks(packages: list[int], further: int) -> None:
    assert mark_required([*packages, further]) or not mark_required(packages)


@pytest.mark.parametrize(
    ("text", "energy"),
    [("38.2", 38_200), ("38,2", 38_200), (" 40 ", 40_000), ("0,005", 5), ("100,01", 100_010), ("0", 0)],
)
def test_watt_hours_are_read_without_a_float(text: str, energy: int) -> None:
    assert parse_milliwatt_hours(text) == energy


@pytest.mark.parametrize("text", ["", "38.", ",5", "38,2 Wh", "-3", "1e3", "38,2001", "1 000", "1.000,5", "٣"])
def test_what_is_no_energy_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_milliwatt_hours(text)


@given(st.integers(min_value=0, max_value=999_999_999), st.sampled_from(".,"))
def test_any_whole_number_of_milliwatt_hours_can_be_written(energy: int, mark: str) -> None:
    assert parse_milliwatt_hours(f"{energy // 1000}{mark}{energy % 1000:03}") == energy


@pytest.mark.parametrize("line", [SP188_LINE, SP188_LINE_EN])
def test_the_papers_name_the_goods_and_the_provision(line: str) -> None:
    assert all(word in line for word in ("UN 3481", "lithium", "188", "ADR"))
