"""The logistic label as PNG at a printer's resolution: bars of whole dots with sharp edges."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from dispatch.domain.logistic_label import LogisticLabel
from dispatch.labels.bars import gs1_modules, runs
from dispatch.labels.fitting import FACE
from dispatch.labels.frame import Box, Text
from dispatch.labels.layout import Page, Symbol, compose
from dispatch.labels.media import Head, head_of, medium_named


def png(label: LogisticLabel, dpi: int = 203, media: str = "102x152") -> bytes:
    """One label in shades of grey, one pixel per dot; raises InputError for unknown media or resolution."""
    head = head_of(dpi)
    return page_png(compose(label, medium_named(media), head.module), head)


def page_png(page: Page, head: Head) -> bytes:
    """A page that was laid out for this head, one pixel per dot."""
    scale = head.dots_per_mm
    image = Image.new("L", (int(page.medium.width * scale), int(page.medium.height * scale)), 255)
    draw = ImageDraw.Draw(image)
    for box in page.boxes():
        _draw_box(draw, box, scale)
    for text in page.all_texts():
        _draw_text(draw, text, scale)
    for symbol in page.symbols:
        _draw_symbol(draw, symbol, scale, head.module_dots)
    out = BytesIO()
    image.save(out, "PNG", dpi=(scale * 25.4, scale * 25.4))
    return out.getvalue()


def _draw_box(draw: ImageDraw.ImageDraw, box: Box, scale: float) -> None:
    left, top = round(box.x * scale), round(box.y * scale)
    width, height = round(box.width * scale), round(box.height * scale)
    draw.rectangle((left, top, left + width - 1, top + height - 1), fill=0)


def _draw_text(draw: ImageDraw.ImageDraw, text: Text, scale: float) -> None:
    position = round(text.x * scale), round(text.y * scale)
    draw.text(position, text.text, fill=255 if text.white else 0, font=_face(int(text.size * scale)), anchor="ls")


def _draw_symbol(draw: ImageDraw.ImageDraw, symbol: Symbol, scale: float, dots: int) -> None:
    left, top = round(symbol.x * scale), round(symbol.y * scale)
    bottom = top + round(symbol.height * scale) - 1
    for start, length in runs(gs1_modules(symbol.elements)):
        draw.rectangle((left + start * dots, top, left + (start + length) * dots - 1, bottom), fill=0)


@lru_cache(maxsize=64)
def _face(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FACE, size, layout_engine=ImageFont.Layout.BASIC)
