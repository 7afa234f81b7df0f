"""Wrong keyboard layouts are seen, and what is merely unusual is not taken for one."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.scanning.keyboard import looks_garbled, repaired

LEGAL = string.ascii_letters + string.digits + "-_./+ "
KEYS = dict(
    zip(
        "1234567890-=qwertyuiopasdfghjkl;zxcvbnm,./]",
        zip("&é\"'(-è_çà)=azertyuiopqsdfghjklmwxcvbn,;:!$", "1234567890°+AZERTYUIOPQSDFGHJKLMWXCVBN?./§£", strict=True),
        strict=True,
    )
)
SHIFTED = {"_": "-", "+": "=", ":": ";", "?": "/"}


def typed(code: str, caps_lock: str = "") -> str:
    """What a French keyboard makes of the keys that a US scanner presses; Caps Lock off, on `x11` or on `windows`."""
    return "".join(_typed(character, caps_lock) for character in code)


def _typed(character: str, caps_lock: str) -> str:
    if character == " ":
        return " "
    shift = character.isupper() or character in SHIFTED
    key = SHIFTED.get(character, character.lower())
    plain, shifted = KEYS[key]
    if caps_lock == "windows":
        shift = not shift
    text = shifted if shift else plain
    if caps_lock == "x11" and text.isalpha():
        return text.swapcase()
    return text


@pytest.mark.parametrize("caps_lock", ["", "x11", "windows"])
@pytest.mark.parametrize(
    "code",
    [
        "CMD-CLOSE",
        "CMD-TASK-PACK",
        "RSN-CASSE",
        "OPR-0042",
        "ORD-0750652B-1",
        "TRP-T1",
        "DOCK-03",
        "LOC-A.12/3",
        "DLN-2027-000123",
        "RMA-7",
        "]C100137012345000001236",
        "S-000123",
    ],
)
def test_each_code_of_ours_is_recognised_behind_a_french_keyboard(code: str, caps_lock: str) -> None:
    garbled = typed(code, caps_lock)
    meant = repaired(garbled)
    assert looks_garbled(garbled)
    assert meant is not None and meant.upper() == code.upper()


@pytest.mark.parametrize(
    ("garbled", "meant"),
    [
        ("C?D)CLOSE", "CMD-CLOSE"),
        ("c?d)close", "cMd-close"),
        ("c,d°close", "CMD-CLOSE"),
        ('$C&àà&"èà&é"\'(ààààà&é"-', "]C100137012345000001236"),
        ('$c&ÀÀ&"ÈÀ&É"\'(ÀÀÀÀÀ&É"-', "]c100137012345000001236"),
        ("£c100137012345000001236", "]C100137012345000001236"),
        ('àà&"èà&é"\'(ààààà&é"-', "00137012345000001236"),
        ("HQ&&é", "HA112"),
        ('httpsM!!x:fr!àà!&"èà&é"\'(ààààà&é"-', "https://x.fr/00/137012345000001236"),
    ],
)
def test_garbled_codes_as_seen_in_the_field_are_repaired_for_showing(garbled: str, meant: str) -> None:
    assert repaired(garbled) == meant


@given(st.from_regex(r"[A-Z0-9]{0,10}-?[A-Z0-9]{0,10}[0-57-9][A-Z0-9]{0,10}", fullmatch=True))
def test_a_garbled_serial_is_repaired_wherever_the_layout_shows(serial: str) -> None:
    garbled = typed(serial)
    assert repaired(garbled) == (None if set(garbled) <= set(LEGAL) else serial)


@given(st.text(LEGAL))
def test_a_text_of_legal_characters_is_never_garbled(text: str) -> None:
    assert not looks_garbled(text)


@given(st.text("0123456789ABCDEF", min_size=12, max_size=12), st.sampled_from(":-."))
def test_a_mac_is_never_garbled(mac: str, separator: str) -> None:
    assert not looks_garbled(separator.join(mac[place : place + 2] for place in range(0, 12, 2)))


@given(
    st.from_regex(r"(\([0-9]{2,4}\)[A-Z0-9]{2,20}){1,4}", fullmatch=True).filter(
        lambda text: any(map(str.isdigit, text))
    )
)
def test_brackets_around_digits_are_never_garbled(text: str) -> None:
    assert not looks_garbled(text)


@pytest.mark.parametrize(
    "text", ["HELLO!", "SAMSUNG & CO", "12,5", "a:b", "https://x.fr/a?b=1&c=2", "日本", "CMDßCLOSE"]
)
def test_other_punctuation_and_scripts_are_not_taken_for_a_layout(text: str) -> None:
    assert repaired(text) is None


@given(st.text())
def test_any_text_can_be_asked_about(text: str) -> None:
    assert looks_garbled(text) is (repaired(text) is not None)
