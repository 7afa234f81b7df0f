"""Cases of the GS1 syntax engine and of biip, which nobody here wrote, judged by our interpreter.

How a case of each kind is put to a scanning station:

- `process_scan_data`: the text of a scanner, given to `interpret` as it stands. `expect` is what the symbol holds:
  after `^` a GS1 message with `^` for each separator, before `|` the linear part of a composite symbol, all digits a
  product code, else plain data in which a leading `^` or `\\^` is escaped by one backslash.
- `raw_fnc1_element_string`: a leading `^` is the FNC1 of a GS1 symbol, so the message goes to `interpret` behind `]C1`
  and to `element_strings`, its other `^` as separators. Without a leading `^` it is no GS1 symbol: read as plain text.
- `linter_csum`, `gtin_parity`: a key with its check digit; a GTIN, or an SSCC where there are 18 digits.
- `gtin_test_parse`, `test_sscc`: the key. `test_gln`: a GLN, as the value of (410).
- `test_gs1_messages`: a message with its edges trimmed, for `element_strings`; the separators named by the case stand
  for GS. One in brackets is fed as the message it stands for when it is valid; no scanner sends brackets, so one that
  is not valid is fed as it stands and must not be taken for GS1 data.
- `test_parse`: a scanner's text. With a symbology identifier, the product that biip finds; without one, a station
  guesses nothing but 20 digits from `00` on (domain rule 1.3), and keeps a GTIN of 8, 12, 13 or 14 digits as a second
  reading.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dispatch.domain.identifiers import Gtin, InvalidIdentifier, Sscc, gs1_check_digit
from dispatch.scanning.elements import FNC1, ElementError, element_strings
from dispatch.scanning.interpret import interpret
from dispatch.scanning.scans import PlainScan, SerialScan, SsccScan, TradeItemScan, UnknownCode, Unreadable

pytestmark = pytest.mark.outside_data

Case = dict[str, Any]
Judge = Callable[[Case], bool]
GS1_SCANS = SsccScan | SerialScan | TradeItemScan
BROKEN = Unreadable | UnknownCode

NOT_OURS = {
    "gs1/gs1-syntax-engine/process_scan_data/0006": "an empty QR symbol is well formed; to a station nothing was read",
    "gs1/gs1-syntax-engine/process_scan_data/0022": "an empty DotCode symbol, likewise",
    "jodal/biip/test_gs1_messages.test_parse_with_too_long_separator_char_fails/0000": "an option of biip's own parser",
    "jodal/biip/test_gs1_messages.test_parse_strips_surrounding_whitespace/0000": (
        "biip passes a GRAI without looking at its check digit, which is wrong and which GS1's own engine demands"
    ),
}


def pairs(message: str) -> list[tuple[str, str]]:
    return [(element.ai, element.value) for element in element_strings(message)]


def hri(message: str) -> str:
    return "".join(f"({ai}){value}" for ai, value in pairs(message))


def accepts(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except (InvalidIdentifier, ElementError):
        return False
    return True


def judge_scan_data(case: Case) -> bool:
    """Right when the scan tells exactly what the symbol holds, or that the text is broken."""
    scan, expected = interpret(case["input"]), case["expect"]
    if not case["valid"]:
        return isinstance(scan, BROKEN)
    linear = expected.partition("|")[0]
    if linear.startswith("^"):
        message = linear[1:].replace("^", FNC1)
        return case["input"][3:] == message and scan == TradeItemScan(Gtin(dict(pairs(message))["01"]))
    if linear.isdigit():
        return scan == TradeItemScan(Gtin.parse(linear))
    if link := re.fullmatch(r"(?i)https?://example\.com/01/(\d{14})\?.*", linear):
        return scan == TradeItemScan(Gtin(link[1]))
    unescaped = re.sub(r"^\\(?=\\*\^)", "", linear)
    return isinstance(scan, PlainScan) and scan.text == unescaped


def judge_raw_elements(case: Case) -> bool:
    """Right when both the interpreter and the element strings agree with the verdict."""
    if not case["input"].startswith("^"):
        return not case["valid"] and isinstance(interpret(case["input"]), PlainScan)
    message = case["input"][1:].replace("^", FNC1)
    readable = not isinstance(interpret(f"]C1{message}"), Unreadable)
    return readable == accepts(element_strings, message) == case["valid"]


def judge_key(case: Case) -> bool:
    """Right when the key and its check digit alone agree with the verdict."""
    text = case["input"]
    checks = accepts(_require_check_digit, text)
    return checks == accepts(Sscc.parse if len(text) >= 18 else Gtin.parse, text) == case["valid"]


def _require_check_digit(key: str) -> None:
    if gs1_check_digit(key[:-1]) != key[-1]:
        raise ElementError(key)


def judge_gtin(case: Case) -> bool:
    return accepts(Gtin.parse, case["input"]) is case["valid"]


def judge_sscc(case: Case) -> bool:
    return accepts(Sscc.parse, case["input"]) is case["valid"]


def judge_gln(case: Case) -> bool:
    return accepts(element_strings, f"410{case['input']}") is case["valid"]


def judge_message(case: Case) -> bool:
    """Right when the element strings are those expected, where the case names them."""
    message = case["input"].strip()
    expected = case["expect"] or {}
    for separator in expected.get("separator_chars", []):
        message = message.replace(separator, FNC1)
    if not case["valid"]:
        return not accepts(element_strings, message) and isinstance(interpret(f"]C1{message}"), Unreadable)
    if "expected_hri" in expected:
        return hri(message) == str(expected["expected_hri"])
    if "expected" in expected:
        elements = expected["expected"]["element_strings"]
        return pairs(message) == [(element["ai"], element["value"]) for element in elements]
    return accepts(element_strings, message)


def judge_bracketed(case: Case) -> bool:
    if not case["valid"]:
        return not isinstance(interpret(case["input"]), GS1_SCANS)
    elements = re.findall(r"\(([0-9]+)\)([^(]+)", case["input"])
    return pairs(FNC1.join(ai + value for ai, value in elements)) == elements


def judge_station(case: Case) -> bool:
    """Right when the station reads what biip reads, as far as it may guess at all."""
    text, scan = case["input"], interpret(case["input"])
    expected = (case["expect"] or {}).get("expected", {})
    gtin = expected.get("gtin", {}).get("value")
    if text.startswith("]"):
        return scan == TradeItemScan(Gtin.parse(gtin or text[3:]))
    if len(text) == 20:
        return scan == (Unreadable(text) if "sscc_error" in expected else SsccScan(Sscc.parse(text)))
    second = Gtin.parse(gtin) if gtin and len(text) in (8, 12, 13, 14) else None
    return scan == PlainScan(text.upper(), text, gtin=second)


JUDGES: dict[str, Judge] = {
    "process_scan_data": judge_scan_data,
    "raw_fnc1_element_string": judge_raw_elements,
    "linter_csum": judge_key,
    "gtin_parity": judge_key,
    "gtin_test_parse.test_parse": judge_gtin,
    "test_sscc.test_parse": judge_sscc,
    "test_gln.test_parse": judge_gln,
    "test_gs1_messages.test_parse_hri": judge_bracketed,
    "test_gs1_messages.test_parse": judge_message,
    "test_parse.test_parse": judge_station,
}
"""By the beginning of the kind; the first that fits."""


def judge_of(kind: str) -> str | None:
    return next((beginning for beginning in JUDGES if kind.startswith(beginning)), None)


@pytest.fixture
def cases(outside_data: Path) -> list[Case]:
    loaded: list[Case] = json.loads((outside_data / "gs1_vectors_extrait.json").read_text(encoding="utf-8"))
    return loaded


@pytest.mark.parametrize("beginning", JUDGES)
def test_every_case_of_a_kind_is_judged_right(beginning: str, cases: list[Case]) -> None:
    chosen = [case for case in cases if judge_of(case["kind"]) == beginning and case["id"] not in NOT_OURS]
    assert chosen
    assert [case["id"] for case in chosen if not JUDGES[beginning](case)] == []


def test_the_kinds_that_matter_to_a_station_are_all_judged(cases: list[Case]) -> None:
    named = re.compile(r"process_scan_data|raw_fnc1_element_string|.*test_parse.*|linter_csum|gtin_parity")
    kinds = {case["kind"] for case in cases}
    assert {kind for kind in kinds if judge_of(kind)} == {kind for kind in kinds if named.fullmatch(kind)}
    assert set(NOT_OURS) <= {case["id"] for case in cases}


def test_what_is_left_out_is_judged_as_its_reason_says() -> None:
    assert interpret("]Q1") == Unreadable("]Q1")
    assert interpret("]J0") == Unreadable("]J0")
    assert pairs("10222--15210526") == [("10", "222--15210526")]
    assert not accepts(element_strings, "800307071324001022085952")
    assert pairs("800307071324001021085952") == [("8003", "07071324001021085952")]
