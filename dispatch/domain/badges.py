"""Badges: the code printed on one, and what the test string at its end tells of the scanner that read it.

The test string stands on every badge that we print. Its letters and digits change places or become signs on another
keyboard layout (A and Z on a French one, Z and `-` on a German one, M and 1 on both French ones), its letters change
case with Caps Lock, and its GS is what many scanners are set to drop.
"""

from __future__ import annotations

import re
from enum import StrEnum

_BEFORE, _SEPARATOR, _AFTER = "AZM1", "\x1d", "-_"
PROBE = _BEFORE + _SEPARATOR + _AFTER
"""The test string. It may not change: it stands on badges that are about."""

_ARRIVED = f"{_BEFORE}.{{0,4}}{_AFTER}"
"""The test string with its GS, without it, or with what a scanner was told to send in its place."""
_RIGHT = re.compile(_ARRIVED, re.DOTALL)
_BADGE = re.compile(rf"(?:\][A-Za-z][0-9])?[Oo][Pp][Rr]-[^/]{{1,40}}/{_ARRIVED}", re.DOTALL)


class ProbeFault(StrEnum):
    """What is wrong with how a scanner is set, by the test string as it arrived."""

    LAYOUT = "layout"
    """The scanner and the computer mean different keyboards."""
    CAPS_LOCK = "caps-lock"
    """Caps Lock is on, or the scanner changes the case of letters."""
    SEPARATOR = "separator"
    """GS does not arrive, so that the fields of a GS1 code run into each other."""


def badge_code(badge: str) -> str:
    """The whole code of a badge, for printing as plain Code 128; beneath it the eye reads `OPR-<badge>` alone.

    Of eleven modules per character: up to 14 characters of `badge` fit a card of 93 mm at 0.254 mm a module.
    """
    return f"OPR-{badge}/{PROBE}"


def probe_fault(probe: str) -> ProbeFault | None:
    """What the test string tells as it was read; nothing where it arrived whole, or where a badge has none."""
    if probe in ("", PROBE):
        return None
    if _RIGHT.fullmatch(probe):
        return ProbeFault.SEPARATOR
    return ProbeFault.CAPS_LOCK if _RIGHT.fullmatch(probe.swapcase()) else ProbeFault.LAYOUT


def proves_layout(code: str) -> bool:
    """Is this the code of a badge whose test string shows that it was read on the right layout?"""
    return _BADGE.fullmatch(code) is not None
