"""Badges: the test string tells how the scanner that read it is set."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain.badges import PROBE, ProbeFault, badge_code, probe_fault, proves_layout

GS = "\x1d"
READ_ON = {
    "US keys on a French computer": "QW?&$)°",
    "the same with Caps Lock": "qw,&)°",
    "US keys on a German computer": f"AYM1{GS}ß?",
    "French keys on a US computer": "QZ:!6*",
    "German keys on a US computer": f"AYM1{GS}/?",
    "French keys on a German computer": "QY:!6(",
}


@pytest.mark.parametrize("read", READ_ON.values(), ids=READ_ON)
def test_another_keyboard_shows(read: str) -> None:
    assert probe_fault(read) is ProbeFault.LAYOUT
    assert not proves_layout(f"OPR-7/{read}")


@pytest.mark.parametrize(
    ("read", "fault"),
    [
        ("", None),
        (PROBE, None),
        (PROBE.lower(), ProbeFault.CAPS_LOCK),
        (PROBE.lower().replace(GS, ""), ProbeFault.CAPS_LOCK),
        (PROBE.replace(GS, ""), ProbeFault.SEPARATOR),
        (PROBE.replace(GS, "|"), ProbeFault.SEPARATOR),
        (PROBE.replace(GS, "{GS}"), ProbeFault.SEPARATOR),
        (PROBE.replace(GS, "\n"), ProbeFault.SEPARATOR),
        (PROBE + "X", ProbeFault.LAYOUT),
        ("AZM1", ProbeFault.LAYOUT),
    ],
)
def test_caps_lock_and_a_lost_separator_show(read: str, fault: ProbeFault | None) -> None:
    assert probe_fault(read) is fault


@pytest.mark.parametrize("badge", ["0147", "ECH-PREP", "A" * 14])
@pytest.mark.parametrize("aim", ["", "]C0"])
def test_a_printed_badge_proves_the_layout_also_where_gs_is_lost(badge: str, aim: str) -> None:
    code = badge_code(badge)
    assert code == f"OPR-{badge}/{PROBE}"
    assert proves_layout(aim + code)
    assert proves_layout(aim + code.replace(GS, ""))


@pytest.mark.parametrize(
    "code", ["OPR-0147", f"0147/{PROBE}", f"OPR-/{PROBE}", f"OPR-1/2/{PROBE}", badge_code("1") + "2"]
)
def test_nothing_else_proves_it(code: str) -> None:
    assert not proves_layout(code)


@given(st.text())
def test_any_test_string_can_be_asked_about(read: str) -> None:
    assert (probe_fault(read) in (None, ProbeFault.SEPARATOR)) is (read == "" or proves_layout(f"OPR-1/{read}"))
