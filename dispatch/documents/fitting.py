"""Text that always fits: wrapped between words, inside a word where it must be, or made smaller; never cut."""

from __future__ import annotations

import re

from dispatch.documents.fonts import Style

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def clean(text: str) -> str:
    """The text with control characters and line breaks as spaces; everything else as written."""
    return _UNPRINTABLE.sub(" ", text)


def wrap(text: str, style: Style, width: float) -> list[str]:
    """The cleaned text as lines no wider than `width` points (a single letter may be)."""
    text = clean(text)
    if style.width(text) <= width:
        return [text]
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if style.width(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, style, width)
        lines += full
    return [*lines, line]


def _pieces(word: str, style: Style, width: float) -> list[str]:
    pieces, piece, length = [], "", 0.0
    for letter in word:
        advance = style.width(letter)
        if piece and length + advance > width:
            pieces.append(piece)
            piece, length = "", 0.0
        piece += letter
        length += advance
    return [*pieces, piece]


def shrink(text: str, style: Style, width: float) -> Style:
    """The style, made smaller until the cleaned text fits one line of `width` points."""
    wide = style.width(clean(text))
    return style if wide <= width else style._replace(size=style.size * width / wide)
