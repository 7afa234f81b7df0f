"""Identifiers: vectors of the standards, and the law that an invalid one cannot exist."""

from __future__ import annotations

import pickle
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain.errors import InputError
from dispatch.domain.identifiers import (
    UAI_KEYS,
    CompanyPrefix,
    Gsin,
    Gtin,
    Identifier,
    Imei,
    InvalidIdentifier,
    Mac,
    Serial,
    Siren,
    Siret,
    Sscc,
    Uai,
    WrongCheck,
    canonical_serial,
    gs1_check_digit,
    is_digits,
    is_postal_code,
    luhn_ok,
)

KINDS: tuple[type[Identifier], ...] = (CompanyPrefix, Gtin, Imei, Mac, Serial, Siren, Siret, Sscc, Uai)
VALID: dict[type[Identifier], str] = {
    CompanyPrefix: "370123450",
    Gtin: "03700123450016",
    Imei: "490154203237518",
    Mac: "AABBCCDDEE0F",
    Serial: "R52N-10/AB.C",
    Siren: "732829320",
    Siret: "73282932000074",
    Sscc: "137012345000001236",
    Uai: "0750652B",
}


def digits(length: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=length, max_size=length)


def refusal(kind: type[Identifier], text: str) -> InvalidIdentifier:
    with pytest.raises(InvalidIdentifier) as caught:
        kind.parse(text)
    return caught.value


# -- check digits -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "check"),
    [
        ("10614141123456789", "7"),
        ("13701234500000123", "6"),
        ("33701234500000001", "1"),
        ("3701234500000001", "0"),
        ("370012345001", "6"),
        ("0", "0"),
    ],
)
def test_the_gs1_check_digit_weighs_three_and_one_from_the_right(body: str, check: str) -> None:
    assert gs1_check_digit(body) == check


@pytest.mark.parametrize("body", ["", "12a", "12 3", "٣", "12⁰"])
def test_the_gs1_check_digit_of_anything_but_digits_is_refused(body: str) -> None:
    with pytest.raises(InvalidIdentifier):
        gs1_check_digit(body)


@given(digits(17), st.integers(0, 17), st.integers(1, 9))
def test_the_gs1_check_digit_finds_every_single_wrong_digit(body: str, place: int, error: int) -> None:
    value = body + gs1_check_digit(body)
    wrong = str((int(value[place]) + error) % 10)
    assert Sscc.parse(value).value == value
    assert isinstance(refusal(Sscc, value[:place] + wrong + value[place + 1 :]), WrongCheck)


@pytest.mark.parametrize("text", ["490154203237518", "73282932000074", "35600000000048", "356000000", "0"])
def test_luhn_accepts_what_checks(text: str) -> None:
    assert luhn_ok(text)


@pytest.mark.parametrize("text", ["490154203237519", "35600000049837", "", "abc", "79927398٧13", "4901-54203237518"])
def test_luhn_refuses_what_does_not_check_or_is_no_number(text: str) -> None:
    assert not luhn_ok(text)


@given(digits(14))
def test_exactly_one_last_digit_satisfies_luhn(body: str) -> None:
    assert sum(luhn_ok(body + last) for last in string.digits) == 1


@pytest.mark.parametrize(
    ("text", "verdict"), [("0129", True), ("", False), ("1⁰", False), ("٣", False), ("1 2", False)]
)
def test_digits_are_those_of_ascii(text: str, *, verdict: bool) -> None:
    assert is_digits(text) is verdict


# -- all kinds --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_valid_text_is_its_own_value(kind: type[Identifier]) -> None:
    identifier = kind.parse(f" {VALID[kind]}\r\n")
    assert identifier == kind(VALID[kind])
    assert str(identifier) == identifier.value == VALID[kind]
    assert pickle.loads(pickle.dumps(identifier)) == identifier
    assert {identifier: 1}[kind(VALID[kind])] == 1
    assert kind.try_parse(VALID[kind]) == identifier


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", ["", " ", "⁰⁰⁰⁰⁰⁰⁰⁰⁰", "٣٧٠١٢٣٤٥٠", "é", "\ud800", "12\x0034", "x" * 10_000])
def test_what_is_no_identifier_is_refused_with_what_was_given(kind: type[Identifier], text: str) -> None:
    error = refusal(kind, text)
    assert isinstance(error, InputError)
    assert (error.kind, error.given) == (kind.KIND, text)
    assert error.expected and error.found and len(str(error)) < 200
    assert kind.try_parse(text) is None


@pytest.mark.parametrize("kind", KINDS)
@given(text=st.text() | st.text("0123456789 -:.ABCDEFabcdef\x1d", max_size=24))
def test_any_text_is_refused_or_becomes_a_canonical_value(kind: type[Identifier], text: str) -> None:
    identifier = kind.try_parse(text)
    if identifier is None:
        assert refusal(kind, text).given == text
    else:
        assert identifier.value.isascii() and identifier.value == identifier.value.upper()
        assert kind(identifier.value) == kind.parse(identifier.value) == identifier


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", ["(00) 137012345000001236", "0750652b", "aa:bb:cc:dd:ee:0f", "ab c", ""])
def test_the_constructor_takes_no_text_that_still_needs_parsing(kind: type[Identifier], text: str) -> None:
    with pytest.raises(InvalidIdentifier):
        kind(text)


def test_identifiers_are_ordered_by_value_and_differ_by_kind() -> None:
    assert sorted([Serial("B"), Serial("A2"), Serial("A10")]) == [Serial("A10"), Serial("A2"), Serial("B")]
    assert len({Serial("732829320"), Siren("732829320")}) == 2


def test_a_refusal_is_a_sentence() -> None:
    assert str(refusal(Siren, "12")) == "SIREN «\u00a012\u00a0»\u00a0: attendu 9 chiffres, trouvé 2 chiffres."
    assert str(refusal(Siren, "")) == "SIREN «\u00a0\u00a0»\u00a0: attendu 9 chiffres, trouvé rien."
    assert str(refusal(Siren, "7A")) == "SIREN «\u00a07A\u00a0»\u00a0: attendu 9 chiffres, trouvé 2 caractères."
    assert str(refusal(Uai, "0750652c")) == "UAI «\u00a00750652c\u00a0»\u00a0: clé de contrôle C, attendue B."


# -- logistic units ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "137012345000001236",
        "00137012345000001236",
        "(00)137012345000001236",
        "(00) 137012345000001236",
        "1 370123450 0000123 6",
        "(00) 1 370123450 0000123 6",
        "\u00a0137012345\u202f000001236\x1d",
    ],
)
def test_an_sscc_is_understood_with_its_application_identifier_and_in_groups(text: str) -> None:
    assert Sscc.parse(text) == Sscc("137012345000001236")


def test_an_sscc_may_itself_begin_with_two_zeros() -> None:
    assert Sscc.parse("000000000000000017").value == "000000000000000017"
    assert Sscc.parse("00000000000000000017").value == "000000000000000017"


def test_a_wrong_sscc_says_which_digit_would_check() -> None:
    error = refusal(Sscc, "(00) 137012345000001237")
    assert isinstance(error, WrongCheck)
    assert (error.given, error.expected, error.found) == ("(00) 137012345000001237", "6", "7")


def test_an_sscc_is_shown_as_printed_and_in_groups() -> None:
    sscc = Sscc("137012345000001236")
    assert sscc.extension_digit == 1
    assert sscc.hri() == "(00) 137012345000001236"
    assert sscc.grouped("370123450") == "1 370123450 0000123 6"
    assert sscc.grouped("3712345") == "1 3701234500000123 6"


@pytest.mark.parametrize(
    ("extension", "serial", "value"), [(1, 123, "137012345000001236"), (3, 1, "337012345000000011")]
)
def test_an_sscc_is_built_from_its_parts(extension: int, serial: int, value: str) -> None:
    assert Sscc.build(extension, "370123450", serial) == Sscc(value)


@given(st.integers(0, 9), st.integers(4, 10).flatmap(digits), st.integers(0, 10**12 - 1))
def test_a_built_sscc_holds_its_parts_and_reads_back_in_every_form(extension: int, prefix: str, number: int) -> None:
    serial = number % CompanyPrefix(prefix).capacity
    sscc = Sscc.build(extension, prefix, serial)
    assert sscc.extension_digit == extension
    assert sscc.value[1:-1] == f"{prefix}{serial:0{16 - len(prefix)}d}"
    assert sscc == Sscc.parse(sscc.hri()) == Sscc.parse(sscc.grouped(prefix)) == Sscc.parse(sscc.grouped("x"))


@pytest.mark.parametrize(
    ("extension", "prefix", "serial"),
    [(10, "370123450", 1), (-1, "370123450", 1), (1, "370123450", 10**7), (1, "370123450", -1), (1, "370", 1)],
)
def test_an_sscc_is_not_built_from_impossible_parts(extension: int, prefix: str, serial: int) -> None:
    with pytest.raises(InvalidIdentifier):
        Sscc.build(extension, prefix, serial)


@pytest.mark.parametrize(("prefix", "capacity"), [("3701", 10**12), ("370123450", 10**7), ("3701234501", 10**6)])
def test_a_company_prefix_leaves_a_number_of_sscc(prefix: str, capacity: int) -> None:
    assert CompanyPrefix.parse(prefix).capacity == capacity


def test_a_company_prefix_that_leaves_fewer_than_a_million_sscc_is_refused() -> None:
    error = refusal(CompanyPrefix, "37012345012")
    assert (error.expected, error.found) == ("un million de SSCC au moins", "100000")


@pytest.mark.parametrize("text", ["370", "3701234501234", "37O1"])
def test_a_company_prefix_has_four_to_twelve_digits(text: str) -> None:
    assert refusal(CompanyPrefix, text).expected == "4 à 12 chiffres"


# -- products and devices ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3700123450016", "03700123450016"),
        ("3 700123 450016", "03700123450016"),
        ("3-700123-450016", "03700123450016"),
        ("03700123450016", "03700123450016"),
        ("036000291452", "00036000291452"),
        ("96385074", "00000096385074"),
    ],
)
def test_every_length_of_gtin_becomes_fourteen_digits(text: str, value: str) -> None:
    assert Gtin.parse(text).value == value


@pytest.mark.parametrize("text", ["370012345002", "37001234500", "370012345001600", "370012345001A", "3700123450015"])
def test_a_gtin_of_another_length_or_check_digit_is_refused(text: str) -> None:
    assert Gtin.try_parse(text) is None


@pytest.mark.parametrize("text", ["490154203237518", "49-015420-323751-8", "49 015420 323751 8"])
def test_an_imei_is_understood_as_printed(text: str) -> None:
    assert Imei.parse(text).value == "490154203237518"


def test_a_wrong_imei_says_which_digit_would_check() -> None:
    error = refusal(Imei, "490154203237519")
    assert isinstance(error, WrongCheck)
    assert (error.expected, error.found) == ("8", "9")


@pytest.mark.parametrize("text", ["aabbccddee0f", "AA:BB:CC:DD:EE:0F", "aa-bb-cc-dd-ee-0f", "AABB.CCDD.EE0F"])
def test_a_mac_is_understood_in_each_usual_form(text: str) -> None:
    assert Mac.parse(text).value == "AABBCCDDEE0F"


@pytest.mark.parametrize(
    "text",
    [
        "000000000000",
        "FF:FF:FF:FF:FF:FF",
        "AA:BB-CC:DD:EE:0F",
        "AA:BB:CC:DD:EE",
        "AABBCCDDEE0G",
        "AABBCCDDEE0F0",
        "ﬀﬀ00112233",
    ],
)
def test_no_mac_is_made_of_placeholders_or_mixed_forms(text: str) -> None:
    assert Mac.try_parse(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [(" s-000123 ", "S-000123"), ("ab 12\x1d34", "AB1234"), ("O0I1B8", "O0I1B8"), ("sn\u00a042", "SN42"), ("é", "é")],
)
def test_a_canonical_serial_is_trimmed_joined_and_upper_case_and_never_corrected(text: str, value: str) -> None:
    assert canonical_serial(text) == value


@pytest.mark.parametrize("text", ["A" * 65, "SN1\nSN2", "SN1\tSN2", "ſ123", "ß", "naïf"])
def test_a_serial_is_one_short_printable_ascii_text(text: str) -> None:
    assert refusal(Serial, text).expected == "1 à 64 caractères imprimables sans accent"


@given(st.text(string.printable, max_size=70))
def test_a_serial_says_the_same_twice(text: str) -> None:
    assert canonical_serial(canonical_serial(text)) == canonical_serial(text)


# -- schools and companies --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["0951099D", "0750652B", "0770920G", "0750001U", "0772230F", "9740001H", " 0750652b "])
def test_a_uai_whose_key_is_right_is_accepted(text: str) -> None:
    assert Uai.parse(text).value == text.strip().upper()


@given(digits(7), st.sampled_from(string.ascii_uppercase))
def test_one_letter_is_the_key_of_a_uai_and_a_refusal_names_it(number: str, letter: str) -> None:
    key = UAI_KEYS[int(number) % 23]
    if letter == key:
        assert Uai.parse(number + letter).value == number + key
    else:
        error = refusal(Uai, number + letter)
        assert isinstance(error, WrongCheck)
        assert (error.expected, error.found) == (key, letter)


@pytest.mark.parametrize("text", ["750652B", "0750652", "07506522B", "O750652B", "07506520", "٠750652B"])
def test_a_uai_has_seven_digits_and_a_letter(text: str) -> None:
    assert not isinstance(refusal(Uai, text), WrongCheck)


def test_the_zero_a_spreadsheet_dropped_is_restored_on_request_only() -> None:
    assert Uai.restored(" 750652b") == Uai("0750652B")
    assert Uai.try_parse("750652B") is None


@pytest.mark.parametrize("text", ["750652C", "0750652B", "75065B", ""])
def test_nothing_is_restored_where_the_key_or_the_length_says_no(text: str) -> None:
    assert Uai.restored(text) is None


@pytest.mark.parametrize("text", ["732 829 320 00074", "35600000000048", "356 000 000 49837"])
def test_a_siret_checks_by_luhn_or_as_one_of_la_poste(text: str) -> None:
    assert Siret.parse(text).value == text.replace(" ", "")


@pytest.mark.parametrize("text", ["73282932000075", "35600000049838", "73282932000079", "7328293200007"])
def test_a_siret_that_checks_in_no_way_is_refused(text: str) -> None:
    assert Siret.try_parse(text) is None


def test_a_siren_checks_by_luhn() -> None:
    assert Siren.parse("356 000 000").value == "356000000"
    error = refusal(Siren, "732829321")
    assert isinstance(error, WrongCheck)
    assert (error.expected, error.found) == ("0", "1")


@pytest.mark.parametrize("text", ["01000", "75012", "97400", "98800", "20000"])
def test_french_postal_codes_are_recognised(text: str) -> None:
    assert is_postal_code(text)


@pytest.mark.parametrize("text", ["00100", "99000", "7501", "750120", "7501A", "75 012", "٧5012", ""])
def test_other_texts_are_no_postal_code(text: str) -> None:
    assert not is_postal_code(text)


# -- GSIN -----------------------------------------------------------------------------------------------------------


def test_a_gsin_is_prefix_reference_and_check_digit() -> None:
    assert Gsin.build("3701234", 500_000_001) == Gsin("37012345000000010")
    assert Gsin.parse("(402) 3701234 500000001 0") == Gsin("37012345000000010")


@given(prefix=st.from_regex(r"[0-9]{4,10}", fullmatch=True), share=st.floats(0, 1, exclude_max=True))
def test_every_reference_of_a_prefix_has_a_gsin_that_begins_with_it(prefix: str, share: float) -> None:
    reference = int(CompanyPrefix.parse(prefix).capacity * share)
    gsin = Gsin.build(prefix, reference).value
    assert (gsin[: len(prefix)], int(gsin[len(prefix) : -1])) == (prefix, reference)


@pytest.mark.parametrize("wrong", ["37012345000000011", "3701234500000001", "3701234500000001A"])
def test_what_is_no_gsin_is_refused(wrong: str) -> None:
    with pytest.raises(InvalidIdentifier):
        Gsin.parse(wrong)


@pytest.mark.parametrize("reference", [-1, 10**9])
def test_a_prefix_has_so_many_gsin_and_no_more(reference: int) -> None:
    with pytest.raises(InvalidIdentifier, match="un numéro de 0 à 999999999"):
        Gsin.build("3701234", reference)
