"""Recognising a wrong keyboard layout: a scanner set to US keys on a computer set to French ones (AZERTY).

`A` becomes `Q`, `1` becomes `&`, `-` becomes `)`, so `CMD-CLOSE` arrives as `C?D)CLOSE`. Two tables cover Caps Lock:
under X11 it changes letters only (accented ones too), under Windows it works as a shift lock on every key.

Judgement: a text is garbled when some character of it stands on no legal code (a code is letters, digits and
`- _ . / +`), every character can come from a French key, and the keys that were meant spell a code: one of ours, a
symbology identifier, a link, or something with a digit. So a text of legal characters only is never garbled (`AZ12`
read as `QW&é` is found, `AZ` read as `QW` cannot be); parentheses around digits, a MAC with colons and plain words
with punctuation are not garbled either. A shift lock leaves digits alone, so there one of `° £ §` must be seen.

A badge is known behind any layout: O, P and R stay where they are on every Latin keyboard that we know of, its hyphen
and its slash do not.
"""

from __future__ import annotations

import re

_US_KEYS = "`1234567890-=qwertyuiop]\\asdfghjkl;'zxcvbnm,./"
_US_SHIFT = '~!@#$%^&*()_+QWERTYUIOP}|ASDFGHJKL:"ZXCVBNM<>?'
_FR_KEYS = "²&é\"'(-è_çà)=azertyuiop$*qsdfghjklmùwxcvbn,;:!"
_FR_SHIFT = "~1234567890°+AZERTYUIOP£µQSDFGHJKLM%WXCVBN?./§"
"""The same 46 keys in the same order; the dead circumflex types nothing and is left out."""

_FRENCH = str.maketrans(_FR_KEYS + _FR_SHIFT + "ÉÈÇÀÙ", _US_KEYS + _US_SHIFT + "2790'")
_FRENCH_SHIFT_LOCK = str.maketrans(_FR_SHIFT + _FR_KEYS, _US_KEYS + _US_SHIFT)
_LEGAL = re.compile(r"[A-Za-z0-9\-_./+ ]*")
_SHIFT_LOCKED = re.compile(r"[°£§]")
_BADGE = re.compile(r".{0,3}OPR[^A-Z-].*", re.IGNORECASE | re.ASCII | re.DOTALL)
_CODE = re.compile(
    r"(?:\][A-Za-z][0-9A-Za-z])?(?:(?:CMD|RSN|OPR|PRN|ORD|TRP|DOCK|LOC|DLN|RMA)-|(?=.*[0-9]))[A-Z0-9\-_./+ ]*"
    r"|(?:\][A-Za-z][0-9A-Za-z])?https?://[!-~]*",
    re.IGNORECASE | re.ASCII,
)


def looks_garbled(text: str) -> bool:
    """Did a wrong keyboard layout spoil this code? Judged as the module says."""
    return repaired(text) is not None


def garbled_badge(text: str) -> bool:
    """Is this a badge that a wrong keyboard layout spoilt, whichever it is?"""
    return _BADGE.fullmatch(text) is not None and not _LEGAL.fullmatch(text)


def repaired(text: str) -> str | None:
    """What the scanner meant to type, or None where the text does not look garbled; for showing, never for use."""
    if _LEGAL.fullmatch(text):
        return None
    meant = _meant(text, _FRENCH)
    if meant is None and _SHIFT_LOCKED.search(text):
        meant = _meant(text, _FRENCH_SHIFT_LOCK)
    return meant


def _meant(text: str, layout: dict[int, int]) -> str | None:
    if not all(character == " " or ord(character) in layout for character in text):
        return None
    meant = text.translate(layout)
    return meant if _CODE.fullmatch(meant) else None
