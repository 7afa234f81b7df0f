from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain.badges import badge_code
from dispatch.domain.scanners import CUT
from dispatch.services.messages import Messages, catalogue
from dispatch.services.scan_trials import ScanTrial, try_scan
from dispatch.services.sheets import WITNESS


def test_a_reading_is_taken_apart_to_its_bytes() -> None:
    assert try_scan("]C1009520001234567890\x1d21A") == ScanTrial(
        shown="]C1009520001234567890<GS>21A",
        bytes_hex="5D 43 31 30 30 39 35 32 30 30 30 31 32 33 34 35 36 37 38 39 30 1D 32 31 …",
        length=25,
        symbology="GS1-128 (]C1)",
        meaning="unreadable",
        fault="unreadable",
        proves=False,
    )


@pytest.mark.parametrize(
    ("raw", "meaning", "symbology", "fault", "proves"),
    [
        (WITNESS, "badge", "", "", True),
        (f"]C0{WITNESS}", "badge", "Code 128 (]C0)", "", True),
        (badge_code("0147").replace("\x1d", ""), "badge", "", "separator", False),
        ("opr-0147/azm1\x1d-_", "badge", "", "caps-lock", False),
        ("OPR)à&'è!QWM&-_", "garbled", "", "layout", False),
        ("OPR-0147", "badge", "", "", False),
        (f"S-0001{CUT}", "incomplete", "", "cut", False),
        ("]d2010950600013435221ABC", "serial", "GS1 DataMatrix (]d2)", "", False),
        ("]E09506000134352", "trade-item", "EAN/UPC (]E0)", "", False),
        ("CMD-CLOSE", "command", "", "", False),
        ("PRN-QUAI", "printer", "", "", False),
        ("]X1ABC-1234", "plain", "", "", False),
    ],
)
def test_what_a_reading_means_and_what_it_tells_of_the_scanner(
    raw: str, meaning: str, symbology: str, fault: str, proves: bool
) -> None:
    trial = try_scan(raw)
    assert (trial.meaning, trial.symbology, trial.fault, trial.proves) == (meaning, symbology, fault, proves)


def test_of_a_long_code_the_first_bytes_are_shown() -> None:
    trial = try_scan("X" * 200)
    assert trial.bytes_hex == "58 " * 24 + "…"
    assert trial.length == 200


@given(st.text(max_size=80))
def test_every_reading_has_words_and_nothing_in_it_is_invisible(raw: str) -> None:
    trial = try_scan(raw)
    assert trial.shown.isprintable()
    for language in ("fr", "en"):
        assert Messages(language).meaning(trial.meaning)
    assert f"meaning.{trial.meaning}" in catalogue("words")
