"""A PDF page measured in millimetres from its top left corner, with text, boxes and bars."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from dispatch.labels.bars import runs
from dispatch.labels.fitting import FACE


@lru_cache(maxsize=1)
def _face() -> str:
    """Registers the face and returns its name; it is embedded, so that œ, € and É print everywhere."""
    pdfmetrics.registerFont(TTFont(FACE.stem, str(FACE)))
    return FACE.stem


class Paper:
    """A PDF in the making; equal drawing gives equal bytes."""

    def __init__(self, width: float, height: float, title: str) -> None:
        self._out = BytesIO()
        self._height = height
        self._canvas = Canvas(self._out, pagesize=(width * mm, height * mm), invariant=1, initialFontName=_face())
        self._canvas.setTitle(title)
        self._canvas.setViewerPreference("PrintScaling", "None")

    def box(self, x: float, y: float, width: float, height: float) -> None:
        """A black rectangle; `y` is its top."""
        self._canvas.rect(x * mm, (self._height - y - height) * mm, width * mm, height * mm, stroke=0, fill=1)

    def text(self, x: float, y: float, size: float, text: str, *, white: bool = False) -> None:
        """A line of text; `y` is its baseline."""
        self._canvas.setFillGray(1 if white else 0)
        self._canvas.setFont(_face(), size * mm)
        self._canvas.drawString(x * mm, (self._height - y) * mm, text)
        self._canvas.setFillGray(0)

    def bars(self, x: float, y: float, height: float, module: float, modules: str) -> None:
        """A linear symbol from its modules, each `module` mm wide; quiet zones are the caller's."""
        for start, length in runs(modules):
            self.box(x + start * module, y, length * module, height)

    def next_page(self) -> None:
        """Ends this page and begins another of the same size."""
        self._canvas.showPage()

    def bytes(self) -> bytes:
        """Ends the document and returns it."""
        self._canvas.save()
        return self._out.getvalue()
