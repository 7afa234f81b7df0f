"""GS1 element strings: what is right is given verbatim, anything wrong is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain.identifiers import gs1_check_digit
from dispatch.scanning.elements import FNC1, ElementError, digital_link, element_strings

GTIN = "03700123450016"
SSCC = "137012345000001236"
SET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
FAMILIES = ["3", "31", "390", "391", "394", "40", "41", "43", "70", "7007", "71", "72", "80", "8008", "81", "82", "9"]


def pairs(message: str) -> list[tuple[str, str]]:
    return [(element.ai, element.value) for element in element_strings(message)]


def link_pairs(uri: str) -> list[tuple[str, str]]:
    return [(element.ai, element.value) for element in digital_link(uri)]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (f"00{SSCC}", [("00", SSCC)]),
        (f"02{GTIN}3710", [("02", GTIN), ("37", "10")]),
        (f"02{GTIN}3710{FNC1}400OP-2027-000123", [("02", GTIN), ("37", "10"), ("400", "OP-2027-000123")]),
        (f"01{GTIN}21s-1/2", [("01", GTIN), ("21", "s-1/2")]),
        ("40237012345000000010", [("402", "37012345000000010")]),
        ("42077170", [("420", "77170")]),
        ("3301003525", [("3301", "003525")]),
        ("4103701234500003", [("410", "3701234500003")]),
        ("17260600", [("17", "260600")]),
        ("7007251130251205", [("7007", "251130251205")]),
        ("43249912319999", [("4324", "9912319999")]),
    ],
)
def test_element_strings_are_given_verbatim_and_in_order(message: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(message) == expected


@pytest.mark.parametrize(
    "message", [f"{FNC1}10A{FNC1}17260601", f"10A{FNC1}{FNC1}17260601{FNC1}", f"10A{FNC1}17260601"]
)
def test_redundant_separators_are_tolerated(message: str) -> None:
    assert pairs(message) == [("10", "A"), ("17", "260601")]


def test_an_element_string_repeated_is_given_once_and_contradicted_is_refused() -> None:
    assert pairs(f"400A{FNC1}99B{FNC1}400A") == [("400", "A"), ("99", "B")]
    with pytest.raises(ElementError, match="different values"):
        element_strings(f"400A{FNC1}400B")


@pytest.mark.parametrize(
    ("message", "why"),
    [
        ("", "nothing"),
        (FNC1, "only a separator"),
        ("891234", "unknown identifier"),
        ("04123", "reserved identifier"),
        ("10", "no value"),
        ("7004", "no value, which the format would allow"),
        (f"00{SSCC[:-1]}7", "check digit of an SSCC"),
        (f"00{SSCC[:-1]}", "an SSCC too short"),
        (f"00{SSCC}5", "data behind an SSCC"),
        (f"00{SSCC[:9]}{FNC1}{SSCC[9:]}", "a separator inside"),
        (f"01{GTIN[:-1]}5", "check digit of a GTIN"),
        ("4103701234500004", "check digit of a GLN"),
        ("40237012345000000011", "check digit of a GSIN"),
        ("800302112345678901ABC", "check digit of a GRAI"),
        ("2421234567", "a number longer than its field"),
        ("24212345610ABC", "a full field run into the next one"),
        (f"10{'A' * 21}", "a lot of 21 characters"),
        ("10LOT é", "characters outside set 82"),
        ("10LOT 1", "a space"),
        ("3724x", "letters in a number"),
        ("00" + "١" * 18, "digits of another script"),
        ("17261301", "month 13"),
        ("17260230", "30 February"),
    ],
)
def test_a_wrong_message_is_refused(message: str, why: str) -> None:
    with pytest.raises(ElementError):
        element_strings(message)


def test_a_field_without_predefined_length_ends_at_a_separator_only() -> None:
    assert pairs(f"800112341234512398{FNC1}01{GTIN}") == [("8001", "12341234512398"), ("01", GTIN)]
    with pytest.raises(ElementError):
        element_strings(f"80011234123451239801{GTIN}")


@given(
    st.text("0123456789", min_size=13, max_size=13),
    st.text(SET_82, min_size=1, max_size=20),
    st.text(SET_82, min_size=1, max_size=20),
)
def test_whatever_is_encoded_is_read_back(body: str, lot: str, serial: str) -> None:
    gtin = body + gs1_check_digit(body)
    assert pairs(f"01{gtin}10{lot}{FNC1}21{serial}") == [("01", gtin), ("10", lot), ("21", serial)]


@given(st.text() | st.text(f"{SET_82}{FNC1}", max_size=40) | st.text("0123456789", max_size=40))
def test_any_message_is_refused_or_given_without_loss(message: str) -> None:
    try:
        found = pairs(message)
    except ElementError:
        return
    assert found and all(ai and value for ai, value in found)
    assert set(message) - {FNC1} == set("".join(ai + value for ai, value in found))


@given(
    st.sampled_from(
        ["3", "31", "390", "391", "394", "40", "41", "43", "70", "7007", "71", "72", "80", "8008", "81", "82", "9"]
    ),
    st.text("0123456789", max_size=30),
)
def test_every_family_of_identifiers_takes_or_refuses_any_digits(family: str, digits: str) -> None:
    try:
        found = pairs(family + digits)
    except ElementError:
        return
    assert (family + digits).startswith("".join(found[0]))


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        (f"https://x.fr/00/{SSCC}", [("00", SSCC)]),
        (f"HTTPS://x.fr/p/00/{SSCC}?utm=1#top", [("00", SSCC)]),
        (
            f"http://x.fr/01/{GTIN}/10/A%2FB/21/S%2B1?17=260601",
            [("01", GTIN), ("10", "A/B"), ("21", "S+1"), ("17", "260601")],
        ),
        ("https://x.fr/01/3700123450016", [("01", GTIN)]),
        ("https://x.fr/8004/37ABC", [("8004", "37ABC")]),
    ],
)
def test_a_digital_link_holds_element_strings(uri: str, expected: list[tuple[str, str]]) -> None:
    assert link_pairs(uri) == expected


@pytest.mark.parametrize(
    "uri",
    [
        "https://x.fr/promo",
        "https://",
        "https://[",
        f"https://x.fr/00/{SSCC}/",
        f"https://x.fr/01/{GTIN}/21/A/10/B",
        f"ftp://x.fr/00/{SSCC}",
    ],
)
def test_another_link_holds_none(uri: str) -> None:
    assert link_pairs(uri) == []


@pytest.mark.parametrize(
    "uri",
    [
        f"https://x.fr/00/{SSCC[:-1]}7",
        f"https://x.fr/01/{GTIN[:-1]}5/21/A",
        "https://x.fr/01/%D9%A0%D9%A3%D9%A7%D9%A0%D9%A0%D9%A1%D9%A2%D9%A3%D9%A4%D9%A5%D9%A0%D9%A0%D9%A1%D9%A6",
        f"https://x.fr/01/{GTIN}/10/A?10=B",
    ],
)
def test_a_digital_link_with_a_wrong_value_is_refused(uri: str) -> None:
    with pytest.raises(ElementError):
        digital_link(uri)
