"""The verdict panel: shape, edge, word, sentence and count of the last scan, read at two metres."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.keys import Key, KeySpec
from ui.widgets.painting import block
from ui.widgets.shapes import draw_rounded
from ui.widgets.verdict_ground import edge_width, verdict_ground
from ui.widgets.verdict_words import Placed, VerdictWords, draw, reach

if TYPE_CHECKING:
    from ui.look.look import Look

Tone = Literal["accepted", "refused", "confirm", "info", "lost", "idle"]

_LONG_WORD = 10
"""Letters from which a verdict word is set smaller."""
_LONG_SENTENCE = 120
"""Letters from which a sentence takes room from its word in a short panel; the catalogue's stay below."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the panel shows: a tone, one word, one sentence, on acceptance a count (`7`, `sur 10`), two keys at most.

    `idle` shows none of it, but the aim.
    """

    tone: Tone
    word: str = ""
    sentence: str = ""
    count: str = ""
    of: str = ""
    keys: tuple[KeySpec, ...] = ()


def _ink(tone: Tone) -> str:
    return f"on{tone.capitalize()}"


class VerdictPanel(QWidget):
    """The panel, in full or `short`. What it is told to show is on the screen when `show_verdict` returns."""

    chosen = Signal(object)
    """The `KeySpec` of a key that was pressed."""

    def __init__(self, look: Look, parent: QWidget | None = None, *, short: bool = False) -> None:
        super().__init__(parent)
        self.verdict = Verdict("idle")
        self._look = look
        self._short = short
        self._aim: QWidget | None = None
        self._words = VerdictWords()
        self._still: QPixmap | None = None
        self._figures = QRect()
        """The panel without its count and sentence, once the same verdict came again, and where those stand."""
        self._symbol = QRect()
        self._grounds: dict[Tone, QPixmap] = {}
        self._keys = [Key(look, KeySpec("", "check"), self, tone="confirm") for _ in range(2)]
        for key in self._keys:
            key.hide()
            key.clicked.connect(self._pressed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def holds_keys(self) -> bool:
        """Is there room for keys? The short compact panel has none: its keys belong to the bottom bar."""
        return not (self._short and self._look.compact)

    def sizeHint(self) -> QSize:
        look = self._look
        return QSize(look.px(836 if look.compact else 1216), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(480), round(self._height() * 0.6))

    def _height(self) -> int:
        full, short = (438, 150) if self._look.compact else (472, 216)
        return self._look.px(short if self._short else full)

    def show_verdict(self, verdict: Verdict) -> None:
        """Show a verdict at once, before anything else happens."""
        before, self.verdict = self.verdict, verdict
        self.setAccessibleName(". ".join(filter(None, (verdict.word, verdict.sentence))))
        if self._words.say_again(before, verdict):
            if self._still is None:
                self._keep_still()
            self.repaint(self._figures)
            return
        self._show_keys(verdict.keys[:2] if self.holds_keys else ())
        if self._aim is not None:
            self._aim.setVisible(verdict.tone == "idle")
        written = reach(self._words.blocks)
        self._arrange()
        if verdict.tone == before.tone != "idle":
            self.repaint(written.united(reach(self._words.blocks)))
        else:
            self.repaint()

    def _keep_still(self) -> None:
        """Paint what stays when only figures change, once for all of them."""
        self._figures = reach(self._words.figures)
        ratio = self.devicePixelRatioF()
        still = QPixmap(self.size() * ratio)
        still.setDevicePixelRatio(ratio)
        with QPainter(still) as painter:
            self._paint_verdict(painter, self._words.rest)
        self._still = still

    def set_aim(self, aim: QWidget | None) -> None:
        """The drawing that an idle panel holds; the panel owns it."""
        if self._aim is not None:
            self._aim.setParent(None)
            self._aim.deleteLater()
        self._aim = aim
        if aim is not None:
            aim.setParent(self)
            aim.setVisible(self.verdict.tone == "idle")
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grounds.clear()
        self._arrange()

    def _pressed(self) -> None:
        key = self.sender()
        if isinstance(key, Key):
            self.chosen.emit(key.spec)

    def _show_keys(self, specs: tuple[KeySpec, ...]) -> None:
        for number, key in enumerate(self._keys):
            shown = number < len(specs)
            if shown:
                key.show_spec(replace(specs[number], kind="normal" if number else "verdict"), self.verdict.tone)
            key.setVisible(shown)

    # -- where things stand

    def _arrange(self) -> None:
        """Fit words, count and keys into the panel as it is now."""
        self._words, self._still = VerdictWords(), None
        if self._aim is not None:
            margin = self._look.px(24)
            self._aim.setGeometry(self.rect().adjusted(margin, margin, -margin, -margin))
        if self.verdict.tone == "idle" or self.width() < self._look.px(200):
            return
        look, tone = self._look, self.verdict.tone
        edge = edge_width(look, tone)
        inset = edge if tone == "confirm" else 0
        inner = QRect(edge, inset, self.width() - 2 * edge, self.height() - 2 * inset)
        pad = look.px(22 if look.compact else 40 if self._short else 44)
        side = min(look.size("verdictSymbolShort" if self._short else "verdictSymbol"), inner.height() - look.px(24))
        if inner.height() > inner.width():
            self._arrange_high(inner, pad, side)
            return
        self._symbol = QRect(inner.left() + pad, inner.center().y() - side // 2, side, side)
        left = self._symbol.right() + 1 + look.px(24 if look.compact else 36 if self._short else 48)
        right = inner.right() - pad
        if self.verdict.count:
            right = self._place_count(right, inner)
        elif self._short:
            right = self._stack_keys(right, inner)
        self._place_words(QRect(left, inner.top(), right - left, inner.height()))

    def _arrange_high(self, inner: QRect, pad: int, side: int) -> None:
        """In a panel higher than wide the symbol stands above the words, without count and keys."""
        top = inner.top() + inner.height() // 6
        self._symbol = QRect(inner.left() + pad, top, side, side)
        words = inner.adjusted(pad, 0, -pad, -pad)
        words.setTop(top + side + pad // 2)
        words.setHeight(min(words.height(), inner.height() // 2))
        self._place_words(words, lines=6)

    def _place_count(self, right: int, inner: QRect) -> int:
        """The count at the right edge; returns where the words must end."""
        look, verdict = self._look, self.verdict
        px = min(look.px(128) if self._short else look.text_px("count"), look.text_px("count"))
        room = QSizeF(inner.width() * 0.3, inner.height() * 0.66)
        count = block(verdict.count, look.font("count", px=px), room, lines=1, readable=px // 3, smallest=look.px(16))
        small = look.font("heading", weight=600)
        box = QSizeF(room.width(), inner.height() - count.px)
        of = block(verdict.of, small, box, lines=1, readable=look.px(20), smallest=look.px(14))
        figures = count.px
        top = inner.top() + (inner.height() - figures - of.height) / 2 - (count.height - figures) / 2
        self._words.counted = True
        self._words.blocks += [
            (count, QPointF(right - count.width, top)),
            (of, QPointF(right - of.width, top + (count.height + figures) / 2)),
        ]
        return round(right - max(count.width, of.width)) - look.px(32)

    def _stack_keys(self, right: int, inner: QRect) -> int:
        """The keys of a short panel, one under the other at the right edge; returns where the words must end."""
        keys = self._shown_keys()
        if not keys:
            return right
        width = min(max(key.sizeHint().width() for key in keys), inner.width() * 2 // 5)
        height = min(keys[0].sizeHint().height(), inner.height() // 2)
        top = inner.center().y() - len(keys) * height // 2
        for number, key in enumerate(keys):
            key.setGeometry(right - width, top + number * height, width, height)
        return right - width - self._look.px(24)

    def _place_words(self, room: QRect, lines: int = 0) -> None:
        look, verdict = self._look, self.verdict
        keys = [] if self._short else self._shown_keys()
        gap, before_keys = look.px(8), look.px(16)
        key_height = keys[0].sizeHint().height() + before_keys if keys else 0
        height = room.height() - look.px(16 if self._short else 40) - key_height
        message = look.font("message", px=round(look.text_px("message") * (0.85 if self._short else 1)))
        share = 0.56 if self._short and len(verdict.sentence) < _LONG_SENTENCE else 0.68
        sentence = block(
            verdict.sentence,
            message,
            QSizeF(room.width(), height * share),
            lines=lines or (2 if self._short else 3),
            readable=round(message.pixelSize() * 0.75),
            smallest=look.px(11),
            codes=look.font("message", code=True, weight=700),
        )
        role = "verdictLong" if self._short or len(verdict.word) >= _LONG_WORD else "verdict"
        box = QSizeF(room.width(), height - gap - sentence.height)
        word = block(
            verdict.word,
            look.font(role),
            box,
            lines=1 if self._short else 2,
            readable=look.px(32),
            smallest=look.px(20),
        )
        top = room.top() + (room.height() - word.height - gap - sentence.height - key_height) / 2
        self._words.blocks.append((word, QPointF(room.left(), top)))
        self._words.blocks.append((sentence, QPointF(room.left(), top + word.height + gap)))
        self._row_keys(keys, room, round(top) + word.height + gap + sentence.height + before_keys)

    def _row_keys(self, keys: list[Key], room: QRect, top: int) -> None:
        x, room_width = room.left() - (keys[0].reserve if keys else 0), room.width()
        wanted = sum(key.sizeHint().width() for key in keys)
        for key in keys:
            hint = key.sizeHint()
            width = hint.width() if wanted <= room_width else hint.width() * room_width // wanted
            key.setGeometry(x, top, width, hint.height())
            x += width

    def _shown_keys(self) -> list[Key]:
        return [key for key in self._keys if not key.isHidden()]

    # -- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if self.verdict.tone == "idle":
                self._paint_idle(painter)
                return
            if self._still is None:
                self._paint_verdict(painter, self._words.blocks)
                return
            painter.drawPixmap(0, 0, self._still)
            painter.setPen(self._look.colour(_ink(self.verdict.tone)))
            draw(painter, self._words.figures)

    def _paint_verdict(self, painter: QPainter, words: Iterable[Placed]) -> None:
        look, tone = self._look, self.verdict.tone
        ink = _ink(tone)
        painter.drawPixmap(0, 0, self._ground(tone))
        symbol = look.verdict_symbol(tone, self._symbol.width(), ink, tone, ratio=self.devicePixelRatioF())
        painter.drawPixmap(self._symbol.topLeft(), symbol)
        painter.setPen(look.colour(ink))
        draw(painter, words)

    def _ground(self, tone: Tone) -> QPixmap:
        """The colour and edges of a tone: painted once for each size of the panel."""
        if tone not in self._grounds:
            self._grounds[tone] = verdict_ground(self._look, tone, self.size(), self.devicePixelRatioF())
        return self._grounds[tone]

    def _paint_idle(self, painter: QPainter) -> None:
        look, width = self._look, self._look.px(3)
        painter.fillRect(self.rect(), look.colour("bg"))
        draw_rounded(painter, QRectF(self.rect()), look.radius("card"), look.colour("surface"))
        pen = QPen(look.colour("lineStrong"), width)
        pen.setDashPattern([2.5, 2])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        inner = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(inner, look.radius("card"), look.radius("card"))
