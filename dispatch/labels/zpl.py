"""The logistic label as ZPL II: our own small writer, text only.

Only commands that a renderer can check are used. Every text goes through `^FH\\` with `\\`, `^` and `~` in hexadecimal:
no name can become a command. Texts are wrapped by the layout, never by `^FB`, where `\\&` breaks lines. Symbols use
`^BC` mode D, which takes the brackets out and places FNC1 first; a separator (`>8`) is ours to place.
"""

from __future__ import annotations

from functools import lru_cache

from dispatch.domain.errors import InputError
from dispatch.domain.logistic_label import LogisticLabel
from dispatch.labels.elements import Element, needed_separators
from dispatch.labels.frame import Block, Box, Text
from dispatch.labels.layout import Page, Symbol, compose
from dispatch.labels.media import Head, head_of, medium_named

_WIDER = 1.1
"""Font 0 is condensed: so much wider it reads better from afar, and a digit still takes but 0.54 of the height, where
the layout left it 0.63 (see `fitting`)."""

_BLANKS = dict.fromkeys(map(ord, "\u00a0\u2009\u202f"), " ")
"""Font 0 is not sure to have them, and what it lacks it leaves out: words would run into each other."""


def zpl(label: LogisticLabel, dpi: int = 203, media: str = "102x152", copies: int = 1) -> bytes:
    """One label as UTF-8; `copies` are printed of it. Raises InputError for unknown media, resolution or no copies."""
    if copies < 1:
        raise InputError(f"Nombre d’exemplaires impossible\u00a0: {copies}.")
    medium, head = medium_named(media), head_of(dpi)
    return page_zpl(compose(label, medium, head.module), head, copies)


def page_zpl(page: Page, head: Head, copies: int = 1) -> bytes:
    """A page that was laid out for this head, as UTF-8."""
    scale = head.dots_per_mm
    width, height = int(page.medium.width * scale), int(page.medium.height * scale)
    parts = [f"^XA^CI28^PW{width}^LL{height}^LH0,0^PON^LRN^FWN^BY{head.module_dots}"]
    parts += [_block(block, scale) for block in page.shared]
    parts += [_text(text, scale) for text in page.texts]
    parts += [_symbol(symbol, scale) for symbol in page.symbols]
    parts.append(f"^PQ{copies}^XZ\n")
    return "\n".join(parts).encode("utf-8", "replace")


@lru_cache(maxsize=1024)
def _block(block: Block, scale: float) -> str:
    boxes = [_box(box, scale) for box in block.boxes]
    return "\n".join(boxes + [_text(text, scale) for text in block.texts])


def escaped(text: str) -> str:
    """A text as field data after `^FH\\`; every blank is a space."""
    return text.translate(_BLANKS).replace("\\", "\\5C").replace("^", "\\5E").replace("~", "\\7E")


def _box(box: Box, scale: float) -> str:
    x, y, width, height = (round(length * scale) for length in box)
    return f"^FO{x},{y}^GB{width},{height},{min(width, height)}^FS"


def _text(text: Text, scale: float) -> str:
    x, y, size, written, white = text
    dots = size * scale
    font = f"{int(dots)},{int(dots * _WIDER)}{'^FR' if white else ''}"
    return f"^FT{round(x * scale)},{round(y * scale)}^A0N,{font}^FH\\^FD{escaped(written)}^FS"


def _symbol(symbol: Symbol, scale: float) -> str:
    x, y, height, elements = symbol
    position = f"^FO{round(x * scale)},{round(y * scale)}"
    return f"{position}^BCN,{round(height * scale)},N,N,N,D^FH\\^FD{_mode_d(elements)}^FS"


def _mode_d(elements: tuple[Element, ...]) -> str:
    return "".join(
        f"({element.ai}){element.value}{'>8' if separator else ''}"
        for element, separator in zip(elements, needed_separators(elements), strict=True)
    )
