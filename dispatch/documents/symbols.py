"""Bar codes as vector drawings: Code 128, GS1-128 with an SSCC, and QR. Quiet zones are painted white."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from reportlab.graphics.barcode.code128 import Code128
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.pdfgen.canvas import Canvas

MM = 72 / 25.4
FNC1 = "\xf1"
"""How reportlab spells the character that makes a Code 128 a GS1-128."""


class Symbol(Protocol):
    """A symbol at its place; x and y are its lower left corner in points, quiet zones outside."""

    @property
    def x(self) -> float: ...

    @property
    def width(self) -> float: ...

    def draw(self, canvas: Canvas) -> None:
        """Paint quiet zones and bars."""


class Bars(NamedTuple):
    """A Code 128 symbol; data leading with FNC1 is GS1-128."""

    data: str
    x: float
    y: float
    height: float
    module: float

    @property
    def width(self) -> float:
        return float(self._code.width)

    @property
    def _code(self) -> Code128:
        return Code128(self.data, barWidth=self.module, barHeight=self.height, quiet=False)

    def draw(self, canvas: Canvas) -> None:
        code, quiet = self._code, 10 * self.module
        blank(canvas, self.x - quiet, self.y, code.width + 2 * quiet, self.height)
        code.drawOn(canvas, self.x, self.y)


def sscc_bars(sscc: str, x: float, y: float, height: float, module: float = 0.33 * MM) -> Bars:
    """`(00)` and the 18 digits as GS1-128, 156 modules: 51.5 mm wide where each is 0.33 mm."""
    return Bars(f"{FNC1}00{sscc}", x, y, height, module)


class Qr(NamedTuple):
    """A QR code, error correction M."""

    data: str
    x: float
    y: float
    width: float

    def draw(self, canvas: Canvas) -> None:
        code = QRCode(None, QRErrorCorrectLevel.M)
        code.addData(self.data)
        code.make()
        count = code.getModuleCount()
        module = self.width / count
        blank(canvas, self.x - 4 * module, self.y - 4 * module, self.width + 8 * module, self.width + 8 * module)
        path = canvas.beginPath()
        for row in range(count):
            bottom = self.y + (count - 1 - row) * module
            for start, end in _dark_runs([code.isDark(row, column) for column in range(count)]):
                path.rect(self.x + start * module, bottom, (end - start) * module, module)
        canvas.drawPath(path, stroke=0, fill=1)


def _dark_runs(row: list[bool]) -> list[tuple[int, int]]:
    edges = [i for i, (before, here) in enumerate(zip([False, *row], [*row, False], strict=True)) if before != here]
    return list(zip(edges[::2], edges[1::2], strict=True))


def blank(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    """Paint a rectangle white and go on in black."""
    canvas.setFillGray(1)
    canvas.rect(x, y, width, height, stroke=0, fill=1)
    canvas.setFillGray(0)
