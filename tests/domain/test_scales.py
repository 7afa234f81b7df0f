"""Scales as values: their settings, the weights they say, which of them are weighings, and how far one may be off."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain.errors import InputError
from dispatch.domain.scales import (
    NOISE_G,
    Reading,
    ScaleCondition,
    ScaleConfig,
    ScaleRole,
    Settling,
    carton_tolerance_g,
    pallet_tolerance_g,
    weight_code,
)
from dispatch.domain.serial_ports import PortPath

READY, MOVING, OVERLOAD, UNDERLOAD, WRONG_UNIT, SILENT, BUSY, ABSENT = ScaleCondition
TABLE = {"name": "Colis", "port": "/dev/ttyUSB0", "protocol": "toledo-8217"}
NB = "\u00a0"


# -- settings -------------------------------------------------------------------------------------------------------


def test_a_scale_is_told_its_port_and_its_language() -> None:
    assert ScaleConfig.parse(TABLE) == ScaleConfig("Colis", PortPath("/dev/ttyUSB0"), "toledo-8217", "cartons", 9600)
    table = {**TABLE, "role": "pallets", "baud": 19200, "protocol": "cas"}
    assert ScaleConfig.parse(table) == ScaleConfig("Colis", PortPath("/dev/ttyUSB0"), "cas", "pallets", 19200)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": " "}, "Une balance doit avoir un nom."),
        ({"name": "a\tb"}, "Une balance doit avoir un nom."),
        ({"name": 3}, f"Balance{NB}: «{NB}name{NB}» manque ou n’est pas un texte."),
        ({"port": "lpt1"}, f"Port série «{NB}lpt1{NB}» refusé{NB}: /dev/ttyACM0, COM3 ou usb:VID:PID"),
        ({"protocol": "sma"}, f"Balance «{NB}Colis{NB}»{NB}: protocol = sma n’est pas permis (mt-sics, toledo-8217, "),
        (
            {"role": "trucks"},
            f"Balance «{NB}Colis{NB}»{NB}: role = trucks n’est pas permis (cartons, pallets attendu).",
        ),
        ({"baud": 9601}, f"Balance «{NB}Colis{NB}»{NB}: baud = 9601 n’est pas permis (1200, 2400, "),
        ({"baud": True}, f"Balance{NB}: «{NB}baud{NB}» doit être un nombre entier."),
        ({"parity": "N"}, f"Balance{NB}: clé inconnue «{NB}parity{NB}»."),
    ],
)
def test_what_is_wrong_with_a_scale_is_named(change: dict[str, object], sentence: str) -> None:
    with pytest.raises(InputError) as refused:
        ScaleConfig.parse({**TABLE, **change})
    assert str(refused.value).startswith(sentence)


# -- weights --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "unit", "reading"),
    [
        ("9.300", "kg", Reading(READY, 9_300, "F")),
        ("   9300", " g", Reading(READY, 9_300, "F")),
        ("+ 0.0005", "KG", Reading(READY, 0, "F")),
        ("0.0015", "kg", Reading(READY, 2, "F")),
        ("-0.000", "kg", Reading(READY, 0, "F")),
        ("-  0.005", "kg", Reading(UNDERLOAD, None, "F")),
        ("20.503", "lb", Reading(WRONG_UNIT, None, "F")),
        ("9.3.1", "kg", None),
        ("", "kg", None),
        ("1e3", "kg", None),
        ("NaN", "kg", None),
    ],
)
def test_a_weight_is_whole_grams_and_never_guessed(value: str, unit: str, reading: Reading | None) -> None:
    assert Reading.stable(value, unit, "F") == reading


@given(st.integers(0, 999_999_999))
def test_a_weight_is_the_same_in_kilograms_and_grams(grams: int) -> None:
    assert Reading.stable(f"{Decimal(grams) / 1000:.3f}", "kg", "F") == Reading.stable(str(grams), "g", "F")
    assert Reading.stable(str(grams), "g", "F") == Reading(READY, grams, "F")


def test_a_weighing_comes_as_a_code_with_the_words_of_the_scale() -> None:
    assert weight_code(9_300, "S S      9.300 kg") == "WGT-9300/S S      9.300 kg"
    assert weight_code(9_300, "") == "WGT-9300"


# -- weighings ------------------------------------------------------------------------------------------------------


def weighings(role: ScaleRole, *said: int | ScaleCondition) -> list[int]:
    """The loads that are weighed while a scale says these stable grams or conditions."""
    settling, loads = Settling(role), []
    for word in said:
        reading = Reading(READY, word) if isinstance(word, int) else Reading(word)
        settling, load_g = settling.after(reading)
        loads += [load_g] if load_g is not None else []
    return loads


@pytest.mark.parametrize(
    ("said", "loads"),
    [
        ((0, 0, 9_300), []),
        ((0, 9_300, 9_300), [9_300]),
        ((9_300, 9_300, 9_300, 9_300), [9_300]),
        ((9_300, MOVING, 9_300, MOVING), []),
        ((4_000, 9_295, 9_300, 9_300), [9_300]),
        ((9_300, 9_300, 9_305, 9_305, 9_300, 9_300), [9_300]),
        ((9_300, 9_300, MOVING, 8_700, 8_700), [9_300, 8_700]),
        ((9_300, 9_300, 0, 0, 9_300, 9_300), [9_300, 9_300]),
        ((9_300, 9_300, 0, 9_300, 9_300), [9_300]),
        ((9_300, 9_300, UNDERLOAD, 9_300, 9_300), [9_300, 9_300]),
        ((9_300, 9_300, OVERLOAD, 9_300, 9_300), [9_300]),
        ((9_300, SILENT, 9_300, 9_300), [9_300]),
        ((95, 95, 99, 99), []),
    ],
)
def test_a_load_that_stands_still_is_weighed_once(said: tuple[int | ScaleCondition, ...], loads: list[int]) -> None:
    assert weighings("cartons", *said) == loads


def test_what_stands_there_unweighed_is_weighed_once_it_is_wanted_and_what_was_weighed_is_not() -> None:
    settling = Settling("cartons")
    for grams in (5_000, 5_000, 5_000):
        settling, load_g = settling.after(Reading(READY, grams), wanted=False)
        assert load_g is None
    settling, load_g = settling.after(Reading(READY, 5_000))
    assert load_g == 5_000
    settling, _ = settling.after(Reading(READY, 5_000), wanted=False)
    assert settling.after(Reading(READY, 5_000))[1] is None
    for _ in range(2):
        settling, _ = settling.after(Reading(READY, 0), wanted=False)
    settling, _ = settling.after(Reading(READY, 5_000), wanted=False)
    assert settling.after(Reading(READY, 5_000))[1] == 5_000


def test_a_heavy_load_swings_more() -> None:
    assert weighings("pallets", 1_900, 1_900, 400_000, 400_000, 401_999, 401_999, 398_001, 398_001) == [400_000]
    assert weighings("pallets", 800_000, 800_000, 803_500, 803_500, 796_000, 796_000) == [800_000, 796_000]


def test_two_equal_readings_with_a_pause_between_them_are_none() -> None:
    settling, _ = Settling("cartons").after(Reading(READY, 9_300))
    settling, load_g = settling.interrupted().after(Reading(READY, 9_300))
    assert load_g is None
    assert settling.after(Reading(READY, 9_300))[1] == 9_300


@given(st.sampled_from(get_args(ScaleRole)), st.lists(st.integers(0, 9).map(lambda n: n * 1_000) | st.just(MOVING)))
def test_every_weighing_was_read_twice_in_a_row_and_is_no_noise(
    role: ScaleRole, said: list[int | ScaleCondition]
) -> None:
    loads = weighings(role, *said)
    twice = {one for one, two in pairwise(said) if one == two and isinstance(one, int)}
    assert set(loads) <= {load for load in twice if load >= NOISE_G[role]}
    assert (loads == []) == all(load < NOISE_G[role] for load in twice)


# -- the tolerance --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expected_g", "lightest_g", "tolerance_g"), [(9_300, 600, 300), (9_999, 600, 300), (11_000, 600, 330), (0, 0, 0)]
)
def test_a_carton_may_be_off_by_three_percent_or_half_a_device(
    expected_g: int, lightest_g: int, tolerance_g: int
) -> None:
    assert carton_tolerance_g(expected_g, lightest_g) == tolerance_g


@given(st.integers(500, 5_000), st.integers(1, 12))
def test_a_missing_device_is_noticed_in_cartons_of_twelve(device_g: int, devices: int) -> None:
    expected_g = device_g * devices + 500
    tolerance_g = carton_tolerance_g(expected_g, device_g)
    assert tolerance_g < device_g
    assert abs((expected_g - device_g) - expected_g) > tolerance_g


@given(st.integers(6_002, 25_000))
def test_a_missing_carton_is_noticed_on_a_pallet_however_heavy_it_is(carton_g: int) -> None:
    assert pallet_tolerance_g(carton_g) < carton_g
    assert pallet_tolerance_g(carton_g) >= 3_000
