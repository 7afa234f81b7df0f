"""The logistic label as PDF: vector bars of exact width, the face embedded, equal input gives equal bytes."""

from __future__ import annotations

from dispatch.domain.logistic_label import LogisticLabel
from dispatch.labels.bars import gs1_modules
from dispatch.labels.layout import compose
from dispatch.labels.media import PAPER, medium_named
from dispatch.labels.paper import Paper


def pdf(label: LogisticLabel, media: str = "102x152") -> bytes:
    """One page of the size of the medium, to be printed without scaling; raises InputError for unknown media."""
    page = compose(label, medium_named(media), PAPER.module)
    paper = Paper(page.medium.width, page.medium.height, f"SSCC {label.sscc.value}")
    for box in page.boxes():
        paper.box(*box)
    for text in page.all_texts():
        paper.text(text.x, text.y, text.size, text.text, white=text.white)
    for symbol in page.symbols:
        paper.bars(symbol.x, symbol.y, symbol.height, PAPER.module, gs1_modules(symbol.elements))
    return paper.bytes()
