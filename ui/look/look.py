"""One look: a theme at a scale. Widgets take every colour, size, font and icon from it and hold no value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.look.fonts import CODES, WORDS
from ui.look.tokens import tokens

LIGHT, DARK = "light", "dark"
STEPS = 8
"""The scale moves by eighths, so that pixels stay sharp."""


@dataclass(frozen=True)
class Look:
    """A theme (`light`, `dark`), a scale `u` and whether the compact column of sizes holds."""

    theme: str
    u: float = 1.0
    compact: bool = False
    far: bool = False
    """Reading from afar: a larger prompt on small screens, without history."""
    _pixmaps: dict[tuple[object, ...], QPixmap] = field(default_factory=dict, repr=False, compare=False)
    _colours: dict[str, QColor] = field(default_factory=dict, repr=False, compare=False)
    _fonts: dict[tuple[object, ...], QFont] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def fitting(cls, size: QSize, theme: str, *, far: bool = False) -> Look:
        """The look of a window of this size, in device-independent pixels."""
        width, height = size.width(), size.height()
        if width < 1600 or height < 900:
            return cls(theme, 1.0, compact=True, far=far)
        u = min(width / 1920, height / 1080)
        return cls(theme, max(1, int(u * STEPS)) / STEPS, far=far)

    def colour(self, token: str) -> QColor:
        """A colour by its token, e.g. `ink`."""
        found = self._colours.get(token)
        if found is None:
            found = self._colours[token] = QColor(tokens()["colours"][self.theme][token])
        return found

    def px(self, value: float) -> int:
        """Pixels of a length given at u = 1; at least 1."""
        return max(1, round(value * self.u))

    def size(self, name: str) -> int:
        """A named size (`key`, `row`, `margin`, `side` ...) in pixels."""
        sizes: Mapping[str, float] = tokens()["size"]["compact" if self.compact else "full"]
        value = sizes[name] if name in sizes else tokens()["size"]["full"][name]
        return self.px(value)

    def radius(self, name: str) -> int:
        """A corner radius: `tag`, `control` or `card`."""
        return self.px(tokens()["radius"][name])

    def stroke(self, name: str) -> int:
        """A line width: `hair`, `control`, `chosen`, `focus`, `verdictFrame` ..."""
        return self.px(tokens()["stroke"][name])

    def text_px(self, role: str) -> int:
        """Pixel size of a text role: count, verdict, prompt, message, body ..."""
        kind: Mapping[str, Any] = tokens()["type"][role]
        return self.px(kind["compactPx"] if self.compact else kind["px"])

    def font(self, role: str, *, code: bool = False, weight: int | None = None, px: int | None = None) -> QFont:
        """The font of a text role; `code` for serials and SSCC, `px` where a text had to shrink. Yours to change."""
        key = (role, code, weight, px)
        if key not in self._fonts:
            self._fonts[key] = self._font(role, code, weight, px)
        return QFont(self._fonts[key])

    def _font(self, role: str, code: bool, weight: int | None, px: int | None) -> QFont:
        font = QFont(CODES if code else WORDS)
        font.setPixelSize(px or self.text_px(role))
        font.setWeight(QFont.Weight(weight or tokens()["type"][role]["weight"]))
        if role in {"table", "counter"} and not code:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def icon(self, name: str, size: int, colour: str, *, ratio: float = 1.0) -> QPixmap:
        """An icon as a square picture of `size` pixels in a colour token; cached."""
        key = ("icon", name, size, colour, ratio)
        if key not in self._pixmaps:
            stroke = 1.8 if size > 60 else 2
            paths = f'<path d="{tokens()["icons"][name]}"/>'
            style = (
                f'fill="none" stroke="{self.colour(colour).name()}" stroke-width="{stroke}" '
                'stroke-linecap="round" stroke-linejoin="round"'
            )
            self._pixmaps[key] = _drawn(f"<g {style}>{paths}</g>", 24, size, ratio)
        return self._pixmaps[key]

    def verdict_symbol(self, tone: str, size: int, shape: str, glyph: str, *, ratio: float = 1.0) -> QPixmap:
        """Shape and glyph of a verdict tone in two colour tokens; cached."""
        key = ("verdict", tone, size, shape, glyph, ratio)
        if key not in self._pixmaps:
            symbol = tokens()["verdicts"][tone]
            drawing = (
                f'<g fill="{self.colour(shape).name()}">{symbol["shape"]}</g>'
                f'<path d="{symbol["glyph"]}" fill="none" stroke="{self.colour(glyph).name()}" stroke-width="11" '
                'stroke-linecap="round" stroke-linejoin="round"/>'
            )
            self._pixmaps[key] = _drawn(drawing, 100, size, ratio)
        return self._pixmaps[key]


def _drawn(drawing: str, box: int, size: int, ratio: float) -> QPixmap:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {box} {box}">{drawing}</svg>'
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
