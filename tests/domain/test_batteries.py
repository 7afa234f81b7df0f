"""Batteries under special provision 188: what passes, what is marked, from which day (domain rules 4.1 and 4.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain.batteries import (
    Battery,
    BatteryPolicy,
    Consignment,
    mark_required,
    parse_milliwatt_hours,
    ships_under_sp188,
)
from dispatch.domain.battery_rules import RuleBook
from dispatch.domain.catalogue import Family, TradeItem
from dispatch.domain.errors import InputError
from tests.support.builders import ADR, LAPTOP, TABLET

NOW = ADR.on("2026-11-23")
ALWAYS, WHERE_DUE = BatteryPolicy(ADR), BatteryPolicy(ADR, always_mark=False)
STRICTER = RuleBook((NOW, replace(ADR.on("2027-01-01"), battery_wh=80)))
"""A book whose second edition lets less pass, from 1 January 2027."""
PACKAGES = st.lists(st.integers(min_value=0, max_value=10))
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31)).map(date.isoformat)


# -- classification -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "battery"),
    [
        (replace(TABLET, batteries=1, cells=2, battery_mwh=28_500), Battery(1, 2, 28_500)),
        (TABLET, Battery(1, 0, 0)),
        (LAPTOP, Battery(1, 0, 0)),
        (replace(LAPTOP, cells=3, battery_mwh=51_000), Battery(1, 3, 51_000)),
        (replace(TABLET, family=Family.ACCESSORY), Battery(0, 0, 0)),
        (replace(TABLET, family=Family.ACCESSORY, batteries=2, battery_mwh=5_000), Battery(2, 0, 5_000)),
    ],
)
def test_a_tablet_or_laptop_holds_a_battery_also_where_its_file_is_silent(item: TradeItem, battery: Battery) -> None:
    assert Battery.of(item) == battery


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
        pytest.param(Battery(1, 0, 0), True, id="energy unknown"),
        pytest.param(Battery(0, 0, 0), True, id="no battery"),
        pytest.param(Battery(0, 0, 150_000), True, id="energy of no battery"),
    ],
)
def test_special_provision_188_ends_at_100_wh_per_battery_and_20_wh_per_cell(battery: Battery, passes: bool) -> None:
    assert ships_under_sp188(battery, NOW) is passes


def test_e_chg_17_the_first_model_outside_the_provision_is_named() -> None:
    small, large = replace(LAPTOP, battery_mwh=100_000), replace(LAPTOP, reference="LAP-X", battery_mwh=100_001)
    assert ALWAYS.too_large([TABLET, small], "2026-11-23") is None
    assert ALWAYS.too_large([TABLET, large, replace(large, reference="LAP-Y")], "2026-11-23") == large


@pytest.mark.parametrize(("day", "passes"), [("2026-12-31", True), ("2027-01-01", False)])
def test_the_limit_is_that_of_the_day_of_carriage(day: str, passes: bool) -> None:
    laptop = replace(LAPTOP, battery_mwh=90_000)
    assert (BatteryPolicy(STRICTER).too_large([laptop], day) is None) is passes


# -- marks ----------------------------------------------------------------------------------------------------------


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
    assert mark_required(packages, NOW) is required


@given(PACKAGES, st.integers(min_value=0, max_value=10))
def test_a_further_package_never_lifts_the_need_of_marks(packages: list[int], further: int) -> None:
    assert mark_required([*packages, further], NOW) or not mark_required(packages, NOW)


@given(PACKAGES, st.booleans(), DAYS)
def test_every_package_with_batteries_is_marked_where_the_desk_always_marks(
    packages: list[int], complete: bool, day: str
) -> None:
    consignment = Consignment(tuple(packages), complete)
    assert all(ALWAYS.marks(batteries, consignment, day) is bool(batteries) for batteries in packages)


@given(PACKAGES, DAYS)
def test_elsewhere_packages_go_unmarked_only_once_nothing_can_be_added(packages: list[int], day: str) -> None:
    required = mark_required(packages, ADR.on(day))
    for batteries in packages:
        assert WHERE_DUE.marks(batteries, Consignment(tuple(packages), complete=False), day) is bool(batteries)
        expected = bool(batteries) and required
        assert WHERE_DUE.marks(batteries, Consignment(tuple(packages), complete=True), day) is expected


@pytest.mark.parametrize(
    ("phone_stock", "day", "outdated"),
    [
        (True, "2026-12-31", False),
        (True, "2027-01-01", True),
        (True, "2027-01-04T06:30:00+01:00", True),
        (False, "2027-01-01", False),
    ],
)
def test_marks_with_a_telephone_number_end_with_2026(phone_stock: bool, day: str, outdated: bool) -> None:
    assert BatteryPolicy(ADR, phone_stock=phone_stock).stock_is_outdated(day) is outdated


# -- energy ---------------------------------------------------------------------------------------------------------


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
