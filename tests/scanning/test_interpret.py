"""What one reading means, for every kind of code, and that no text at all can upset it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain.badges import PROBE, badge_code
from dispatch.domain.identifiers import UAI_KEYS, Gtin, Imei, Mac, Serial, Sscc, Uai, gs1_check_digit
from dispatch.domain.scales import weight_code
from dispatch.scanning.interpret import LONGEST, interpret
from dispatch.scanning.scans import (
    BadgeScan,
    Command,
    CommandScan,
    DockScan,
    DocumentScan,
    Garbled,
    Incomplete,
    InvalidOrder,
    LabelDataScan,
    LocationScan,
    OrderScan,
    PlainScan,
    PrinterScan,
    ReasonCode,
    ReasonScan,
    ReturnScan,
    Scan,
    SerialScan,
    SsccScan,
    TaskScan,
    TradeItemScan,
    TripScan,
    UnknownCode,
    Unreadable,
    WeightScan,
)

SSCC = "137012345000001236"
BAD_SSCC = "137012345000001237"
GTIN = "03700123450016"
UNIT = SsccScan(Sscc(SSCC))
PRODUCT = TradeItemScan(Gtin(GTIN))
DEVICE = SerialScan(Gtin(GTIN), Serial("S-1"))
GS = "\x1d"


@pytest.mark.parametrize(
    "raw",
    [
        f"]C100{SSCC}",
        f"]d200{SSCC}",
        f"]Q300{SSCC}",
        f"]e000{SSCC}",
        f"00{SSCC}",
        f"]C000{SSCC}",
        f"{GS}00{SSCC}",
        f"]C1{GS}00{SSCC}{GS}",
        f" 00{SSCC}\r\n",
        "00 1 370123450 0000123 6",
        f"]C100{SSCC}02{GTIN}3710",
        f"https://example.com/00/{SSCC}",
        f"]Q1HTTPS://example.com/p/00/{SSCC}?x=1",
        f"]Q3https://example.com/00/{SSCC}",
    ],
)
def test_a_logistic_unit_is_known_by_its_sscc(raw: str) -> None:
    assert interpret(raw) == UNIT


@pytest.mark.parametrize(
    "raw",
    [
        f"]C101{GTIN}21S-1",
        f"]d201{GTIN}10LOT{GS}21s-1",
        f"]Q301{GTIN}21S-1{GS}10LOT",
        f"https://example.com/01/{GTIN}/21/S-1",
        f"]d1https://example.com/01/{GTIN}/10/LOT/21/S-1",
    ],
)
def test_a_device_is_known_by_product_and_serial(raw: str) -> None:
    assert interpret(raw) == DEVICE


@pytest.mark.parametrize(
    ("raw", "scan"),
    [
        (f"]C101{GTIN}", PRODUCT),
        (f"]d201{GTIN}10LOT", PRODUCT),
        (f"https://example.com/01/{GTIN}", PRODUCT),
        ("]E03700123450016", PRODUCT),
        (f"]I1{GTIN}", PRODUCT),
        ("]E0036000291452", TradeItemScan(Gtin("00036000291452"))),
        ("]E00036000291452", TradeItemScan(Gtin("00036000291452"))),
        ("]E496385074", TradeItemScan(Gtin("00000096385074"))),
        (f"]E03700123450016|]e010LOT{GS}98X", PRODUCT),
    ],
)
def test_a_product_code_says_the_model_only(raw: str, scan: Scan) -> None:
    assert interpret(raw) == scan


@pytest.mark.parametrize(
    "raw",
    [
        "",
        " \t\r\n",
        GS,
        "]",
        "]C1",
        "]C1\x1d",
        "]Q1",
        "]é0ABC",
        f"00{BAD_SSCC}",
        f"]C000{BAD_SSCC}",
        f"]C100{BAD_SSCC}",
        f"]C100{BAD_SSCC}02{GTIN}3710",
        f"https://example.com/00/{BAD_SSCC}",
        f"]C100{SSCC}9",
        f"]C101{GTIN[:-1]}521S-1",
        "]C1FAB-00017",
        "]E03700123450015",
        "]E0370012345002",
        "]E03-70012345002",
        f"]I1{GTIN[:-1]}5",
        "]E4123456789",
        "]E03700123450016|]e0",
        "]E03700123450016|]e010LOT\x1d~",
        "S-000\t123",
        "S-000\x00123",
        "[)>\x1e06\x1dSABC\x1e\x04",
        "S-\u200b1",
        "\ud800",
        "A" * (LONGEST + 1),
        " " * LONGEST + f"00{SSCC}",
    ],
)
def test_what_is_empty_broken_or_fails_its_check_digit_is_unreadable(raw: str) -> None:
    assert interpret(raw) == Unreadable(raw)


@pytest.mark.parametrize(
    "raw",
    [
        "CMD-",
        "CMD-DANCE",
        "CMD-TASK-",
        "CMD-TASK-4",
        "RSN-FATIGUE",
        "PRN-",
        "PRN-&",
        "OPR-",
        "OPR-/AZ",
        "OPR-a b&c",
        "ORD-",
        "ORD-0750652B",
        "ORD-0750652B-0",
        "ORD-0750652B-01",
        "ORD-750652B-1",
        "TRP-",
        "TRP-É",
        "DOCK--1",
        "LOC-A:B",
        f"DLN-{'1' * 41}",
        "RMA-#1",
        "WGT-",
        "WGT-0",
        "WGT-09",
        "WGT-9.3",
        "WGT--5",
        "WGT-12345678",
        "WGT-/S S 9.300 kg",
        "]C121S-1",
        "]C142075004\x1d21S-1",
        "]E33700123450016",
        "https://example.com/promo",
        "https://[",
        "日本",
        "CMDßCLOSE",
        "A" * 65,
    ],
)
def test_what_reads_well_and_is_no_code_of_ours_is_unknown(raw: str) -> None:
    assert interpret(raw) == UnknownCode(raw)


@pytest.mark.parametrize(
    "raw",
    [
        "]C142075004",
        f"]C102{GTIN}3710",
        f"]C102{GTIN}330301252537480",
        "]C140237012345000000010\x1d42075004\x1d400ORD-0750652B-1",
    ],
)
def test_the_symbol_above_the_sscc_is_known_for_what_it_is(raw: str) -> None:
    assert interpret(raw) == LabelDataScan(raw)


@pytest.mark.parametrize("command", Command)
def test_every_command_card_is_read_in_either_case(command: Command) -> None:
    card = f"CMD-{command}"
    assert interpret(card) == interpret(card.lower()) == interpret(f"]C0{card}\r") == CommandScan(command)


@pytest.mark.parametrize("reason", ReasonCode)
def test_every_reason_card_is_read_with_hyphens_or_underscores(reason: ReasonCode) -> None:
    card = f"RSN-{reason}"
    assert interpret(card) == interpret(card.replace("_", "-").lower()) == ReasonScan(reason)


@pytest.mark.parametrize(
    ("raw", "scan"),
    [
        ("CMD-TASK-PACK", TaskScan("pack")),
        ("cmd-task-Palletise", TaskScan("palletise")),
        ("OPR-0042", BadgeScan("0042", "")),
        ("opr-jd.7-b", BadgeScan("JD.7-B", "")),
        (f"]C0{badge_code('0042')}\r", BadgeScan("0042", PROBE)),
        ("OPR-0042/qwM à)°\r", BadgeScan("0042", "qwM à)°")),
        ("PRN-QUAI-2", PrinterScan("QUAI-2")),
        ("prn-labels\r", PrinterScan("LABELS")),
        ("ORD-0750652B-1", OrderScan(Uai("0750652B"), 1)),
        ("ord-0750652b-12", OrderScan(Uai("0750652B"), 12)),
        ("TRP-T1", TripScan("T1")),
        ("TRP-2027/04-A", TripScan("2027/04-A")),
        ("DOCK-03", DockScan("03")),
        ("LOC-A.12-3", LocationScan("A.12-3")),
        ("DLN-2027-000123", DocumentScan("DLN-2027-000123")),
        ("RMA-2027-7", ReturnScan("RMA-2027-7")),
        ("WGT-9300", WeightScan(9_300)),
        ("wgt-412500/ST,GS,0<80>, 412.500 kg\r", WeightScan(412_500)),
        (weight_code(9_300, "S S      9.300 kg"), WeightScan(9_300)),
        (weight_code(9_300, "<02>09.300"), WeightScan(9_300)),
    ],
)
def test_our_own_codes_are_told_apart_by_their_prefix(raw: str, scan: Scan) -> None:
    assert interpret(raw) == scan


@given(st.integers(0, 9_999_999), st.integers(1, 999_999), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
def test_an_order_is_read_or_says_which_key_letter_its_uai_would_need(school: int, number: int, letter: str) -> None:
    key = UAI_KEYS[school % 23]
    raw = f"ORD-{school:07d}{letter}-{number}"
    good = OrderScan(Uai(f"{school:07d}{key}"), number)
    assert interpret(raw) == (good if letter == key else InvalidOrder(raw, f"{school:07d}{letter}", key))


@pytest.mark.parametrize(
    ("raw", "scan"),
    [
        ("FAB-00017", PlainScan("FAB-00017", "FAB-00017")),
        (" s-000 123\r", PlainScan("S-000123", " s-000 123\r")),
        (f"]C0ab{GS}c", PlainScan("ABC", f"]C0ab{GS}c")),
        ("]I112345678901", PlainScan("12345678901", "]I112345678901")),
        ("(01)05901234123457", PlainScan("(01)05901234123457", "(01)05901234123457")),
        ("SN:42", PlainScan("SN:42", "SN:42")),
        (SSCC, PlainScan(SSCC, SSCC)),
        (f"01{GTIN}", PlainScan(f"01{GTIN}", f"01{GTIN}")),
        ("CLOSE", PlainScan("CLOSE", "CLOSE")),
        ("3700123450016", PlainScan("3700123450016", "3700123450016", gtin=Gtin(GTIN))),
        (GTIN, PlainScan(GTIN, GTIN, gtin=Gtin(GTIN))),
        ("96385074", PlainScan("96385074", "96385074", gtin=Gtin("00000096385074"))),
        ("3700123450015", PlainScan("3700123450015", "3700123450015")),
        ("490154203237518", PlainScan("490154203237518", "490154203237518", imei=Imei("490154203237518"))),
        ("490154203237519", PlainScan("490154203237519", "490154203237519")),
        ("aabbccddee0f", PlainScan("AABBCCDDEE0F", "aabbccddee0f", mac=Mac("AABBCCDDEE0F"))),
        ("AA:BB:CC:DD:EE:0F", PlainScan("AA:BB:CC:DD:EE:0F", "AA:BB:CC:DD:EE:0F", mac=Mac("AABBCCDDEE0F"))),
        ("AABB.CCDD.EE0F", PlainScan("AABB.CCDD.EE0F", "AABB.CCDD.EE0F", mac=Mac("AABBCCDDEE0F"))),
        (
            "036000291452",
            PlainScan("036000291452", "036000291452", gtin=Gtin("00036000291452"), mac=Mac("036000291452")),
        ),
    ],
)
def test_any_other_text_is_plain_with_its_second_readings(raw: str, scan: PlainScan) -> None:
    assert interpret(raw) == scan


@pytest.mark.parametrize("raw", ["C?D)CLOSE", "c,d°close", '$C&àà&"èà&é"\'(ààààà&é"-', 'S)ààà&é"', "]C0C?D)CLOSE"])
def test_a_code_spoilt_by_the_keyboard_is_named_and_never_mended(raw: str) -> None:
    assert interpret(raw) == Garbled(raw)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("OPR)à&'è", id="US keys on a French computer, no test string"),
        pytest.param("$C0OPR)à&'è!QW?&$)°\r", id="US keys on a French computer"),
        pytest.param("opr)À&'È!qw,&$)°", id="the same with Caps Lock"),
        pytest.param("OPRß0147-AYM1\x1dß?", id="US keys on a German computer"),
        pytest.param("\ufffdC)OPR6)!$&>QZ:!6*", id="French keys on a US computer"),
        pytest.param("OPR/0147&AYM1\x1d/?", id="German keys on a US computer"),
        pytest.param("]C0OPR)à&'è", id="behind a symbology identifier"),
    ],
)
def test_a_badge_spoilt_by_any_keyboard_is_known_as_a_badge(raw: str) -> None:
    assert interpret(raw) == Garbled(raw, badge=True)


@pytest.mark.parametrize("raw", ["S-0001\x18", "\x18", "]C10095212\x18\r", "OPR-1\x18"])
def test_a_code_that_was_cut_is_incomplete_whatever_it_began_like(raw: str) -> None:
    assert interpret(raw) == Incomplete(raw)


@given(st.text("0123456789", min_size=17, max_size=17), st.text("0123456789", min_size=1, max_size=1))
def test_twenty_digits_from_two_zeros_on_are_an_sscc_or_unreadable(body: str, last: str) -> None:
    raw = f"00{body}{last}"
    expected = SsccScan(Sscc(body + last)) if last == gs1_check_digit(body) else Unreadable(raw)
    assert interpret(raw) == expected
    assert interpret(f"]C1{raw}") in (expected, Unreadable(f"]C1{raw}"))


@given(st.from_regex(r"[A-Z0-9][A-Z0-9._+]{0,63}", fullmatch=True))
def test_a_serial_of_legal_characters_is_read_as_it_stands(serial: str) -> None:
    scan = interpret(serial)
    match scan:
        case PlainScan(text, raw):
            assert text == raw == serial
        case _:
            assert len(serial) == 20 and serial.startswith("00") and serial.isdigit()


@given(
    st.text()
    | st.text(st.characters(categories=["Cs", "Cc", "Cf", "Nd", "No"]), max_size=30)
    | st.text("]CdQe0123|-_/:.\x1dCMDORAZhtps", max_size=40)
    | st.builds(
        "{}{}".format, st.sampled_from(["]C1", "]E0", "]I1", "https://x/01/", "ORD-", "OPR-", "CMD-"]), st.text()
    )
)
def test_any_text_whatsoever_means_something_and_always_the_same(raw: str) -> None:
    scan = interpret(raw)
    assert scan == interpret(raw)
    if isinstance(scan, Unreadable | Garbled | Incomplete | UnknownCode | LabelDataScan | PlainScan | InvalidOrder):
        assert scan.raw == raw


@pytest.mark.parametrize("character", ["\x00", "\ud800", "]", "-", "0", "é", "&", "\x1d", " ", "\u0660", "/"])
@pytest.mark.parametrize("length", [1, 64, 65, LONGEST, 10_000])
def test_long_and_monotonous_texts_are_judged_too(character: str, length: int) -> None:
    kinds = Unreadable | Garbled | UnknownCode | PlainScan
    assert isinstance(interpret(character * length), kinds)
    assert length <= LONGEST or interpret(character * length) == Unreadable(character * length)


def test_ordinary_scans_do_not_wait_for_the_gs1_library() -> None:
    program = f"""
import sys
from dispatch.scanning.interpret import interpret
for raw in ("]C100{SSCC}", "00{SSCC}", "S-000123", "CMD-CLOSE", "ORD-0750652B-1", "]C101{GTIN}21S-1", "3700123450016"):
    interpret(raw)
assert "biip" not in sys.modules
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
