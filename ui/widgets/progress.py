"""Progress and facts of the side column: bars with their value in words, and rows of measured values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets.painting import draw_text
from ui.widgets.shapes import draw_rounded, draw_stripes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.look.look import Look

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """One bar: `27` `sur 120` are its value and detail; done, of and missing give its length and state.

    `of` 0 is a length not known. A part that is missing for good is striped.
    """

    icon: str
    label: str
    value: str
    detail: str
    done: int
    of: int
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """One measured value: `196 kg`, `max 400`; `over` where it is beyond its limit."""

    icon: str
    label: str
    value: str
    detail: str = ""
    over: bool = False


def draw_bar(painter: QPainter, rect: QRectF, look: Look, row: ProgressRow) -> None:
    """The bar alone: running, complete, short of something, or of a length not known."""
    radius = rect.height() / 2
    draw_rounded(painter, rect, radius, look.colour("surface2"), look.colour("line"), look.stroke("control"))
    shape = QPainterPath()
    shape.addRoundedRect(rect, radius, radius)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(shape)
    if not row.of:
        block = QRectF(rect.left() + rect.width() * 0.35, rect.top(), rect.width() * 0.3, rect.height())
        painter.fillRect(block, look.colour("accent"))
    else:
        done = rect.width() * min(row.done / row.of, 1)
        complete = row.done >= row.of
        filled = QRectF(rect.left(), rect.top(), done, rect.height())
        painter.fillRect(filled, look.colour("accepted" if complete else "accent"))
        if row.missing:
            width = rect.width() * min(row.missing / row.of, 1)
            striped = QRectF(rect.right() - width, rect.top(), width, rect.height())
            draw_stripes(painter, striped, look.colour("confirm"), look.colour("onConfirm"), look.px(16))
    painter.restore()


def draw_value(painter: QPainter, place: QRectF, look: Look, value: str, detail: str, *, over: bool = False) -> float:
    """Value in bold and its detail at the right edge; returns the left edge of what was drawn."""
    strong, plain = look.font("body", weight=700), look.font("body")
    gap = look.px(8) if detail else 0
    value_width = min(QFontMetricsF(strong).horizontalAdvance(value) + 1, place.width() - gap)
    detail_width = min(QFontMetricsF(plain).horizontalAdvance(detail) + 1, place.width() - gap - value_width)
    if detail:
        painter.setPen(look.colour("refusedInk" if over else "ink2"))
        words = QRectF(place.right() - detail_width, place.top(), detail_width, place.height())
        draw_text(painter, words, detail, font=plain, align=RIGHT, lines=2, smallest=look.px(11))
    left = place.right() - detail_width - gap - value_width
    painter.setPen(look.colour("refusedInk" if over else "ink"))
    figures = QRectF(left, place.top(), value_width, place.height())
    draw_text(painter, figures, value, font=strong, align=RIGHT, smallest=look.px(11))
    return left


class ProgressLine(QWidget):
    """One bar with icon, label and value above it; where it is low, all on one line."""

    def __init__(self, look: Look, row: ProgressRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.show_row(row)

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(240), self._look.px(58))

    def show_row(self, row: ProgressRow) -> None:
        """Show another value."""
        self._row = row
        self.setAccessibleName(f"{row.label} {row.value} {row.detail}".strip())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            draw_progress(painter, QRectF(self.rect()), self._look, self._row, self.devicePixelRatioF())


def draw_progress(painter: QPainter, rect: QRectF, look: Look, row: ProgressRow, ratio: float) -> None:
    """A progress row in a rectangle of any height."""
    thick = look.px(12 if look.compact else 16)
    low = rect.height() < look.px(48)
    words = QRectF(rect)
    if not low:
        words.setHeight(rect.height() - thick - look.px(6))
        words.setTop(max(words.top(), words.bottom() - look.px(32)))
    left = _draw_icon(painter, words, look, row.icon, ratio)
    value = QRectF(words)
    value.setLeft(words.left() + words.width() * 0.5)
    ends = draw_value(painter, value, look, row.value, row.detail) - look.px(12)
    bar = QRectF(rect.left(), rect.bottom() - thick, rect.width(), thick)
    if low:
        wanted = left + QFontMetricsF(look.font("body", weight=600)).horizontalAdvance(row.label) + look.px(12)
        begins = max(rect.left() + rect.width() * 0.4, min(wanted, ends - look.px(60)))
        roomy = (wanted - left) * 0.4 < begins - left
        bar = QRectF(begins, rect.center().y() - thick / 4, ends - begins if roomy else 0, thick / 2)
        ends = begins - look.px(12) if bar.width() >= look.px(40) else ends
    label = QRectF(left, words.top(), ends - left, words.height())
    painter.setPen(look.colour("ink"))
    draw_text(painter, label, row.label, font=look.font("body", weight=600), lines=2, smallest=look.px(10))
    if bar.width() >= look.px(40):
        draw_bar(painter, bar, look, row)


def _draw_icon(painter: QPainter, place: QRectF, look: Look, name: str, ratio: float) -> float:
    """The icon at the left of a row, if it has one; returns where the label begins."""
    if not name:
        return place.left()
    side = look.px(26)
    icon = look.icon(name, side, "ink", ratio=ratio)
    painter.drawPixmap(round(place.left()), round(place.center().y() - side / 2), icon)
    return place.left() + side + look.px(10)


class Card(QWidget):
    """A white card: heading, a code at its right, content, and a warning strip where there is something to warn of."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._heading = self._code = self._warning = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _show(self, heading: str, code: str, warning: str, spoken: Sequence[str]) -> None:
        self._heading, self._code, self._warning = heading, code, warning
        self.setAccessibleName("\n".join(filter(None, (f"{heading} {code}".strip(), *spoken, warning))))
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(240), self._look.px(100))

    def _draw_frame(self, painter: QPainter) -> QRectF:
        """Card, heading and warning; returns the room of the content."""
        look = self._look
        draw_rounded(painter, QRectF(self.rect()), look.radius("card"), look.colour("surface"))
        pad, top = look.px(16 if look.compact else 24), look.px(10 if look.compact else 16)
        room = QRectF(self.rect()).adjusted(pad, top, -pad, -look.px(14 if look.compact else 20))
        head = QRectF(room.left(), room.top(), room.width(), look.px(28 if look.compact else 36))
        left = head.right()
        painter.setPen(look.colour("ink2"))
        if self._code:
            codes = look.font("body", code=True)
            width = min(QFontMetricsF(codes).horizontalAdvance(self._code) + 2, head.width() * 0.6)
            left = head.right() - width
            draw_text(
                painter, QRectF(left, head.top(), width, head.height()), self._code, font=codes, smallest=look.px(11)
            )
            left -= look.px(12)
        painter.setPen(look.colour("ink"))
        place = QRectF(head.left(), head.top(), left - head.left(), head.height())
        draw_text(painter, place, self._heading, font=look.font("subheading"), smallest=look.px(14))
        room.setTop(head.bottom() + look.px(4))
        if self._warning:
            self._draw_warning(painter, room)
        return room

    def _draw_warning(self, painter: QPainter, room: QRectF) -> None:
        look, height = self._look, self._look.px(32 if self._look.compact else 44)
        strip = QRectF(room.left(), room.bottom() - height, room.width(), height)
        draw_rounded(painter, strip, look.radius("tag"), look.colour("confirmSoft"))
        painter.setPen(look.colour("confirmInk"))
        inner = strip.adjusted(look.px(12), 0, -look.px(12), 0)
        draw_text(painter, inner, self._warning, font=look.font("label"), lines=2, smallest=look.px(12))
        room.setBottom(strip.top() - look.px(8))

    def _draw_more(self, painter: QPainter, place: QRectF, count: int) -> None:
        painter.setPen(self._look.colour("ink2"))
        words = self.tr("et {count} de plus").format(count=count)
        draw_text(painter, place, words, font=self._look.font("small"), smallest=self._look.px(12))


class OrderCard(Card):
    """How far an order is: one bar a line."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._rows: tuple[ProgressRow, ...] = ()

    def sizeHint(self) -> QSize:
        return QSize(self._look.size("side"), self._look.px(155 if self._look.compact else 196))

    def show_order(self, heading: str, code: str, rows: Sequence[ProgressRow], warning: str = "") -> None:
        """Show the order as it stands; lines that find no room are counted."""
        self._rows = tuple(rows)
        self._show(heading, code, warning, [f"{row.label} {row.value} {row.detail}" for row in rows])

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            room = self._draw_frame(painter)
            height, shown = rows_in(room.height(), len(self._rows), self._look.px(28), self._look.px(66))
            for number, row in enumerate(self._rows[:shown]):
                place = QRectF(room.left(), room.top() + number * height, room.width(), height)
                draw_progress(painter, place, self._look, row, self.devicePixelRatioF())
            if shown < len(self._rows):
                place = QRectF(room.left(), room.top() + shown * height, room.width(), height)
                self._draw_more(painter, place, len(self._rows) - shown)


class FactsCard(Card):
    """What is measured of a unit or a truck: one value a row."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._facts: tuple[Fact, ...] = ()

    def sizeHint(self) -> QSize:
        look = self._look
        rows = len(self._facts) * look.size("row") + (look.px(52) if self._warning else 0)
        return QSize(look.size("side"), rows + look.px(56 if look.compact else 76))

    def show_facts(self, heading: str, code: str, facts: Sequence[Fact], warning: str = "") -> None:
        """Show the values; those that find no room are counted."""
        self._facts = tuple(facts)
        self._show(heading, code, warning, [f"{fact.label} {fact.value} {fact.detail}" for fact in facts])
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        with QPainter(self) as painter:
            room = self._draw_frame(painter)
            height, shown = rows_in(room.height(), len(self._facts), look.px(30), look.size("row"))
            for number, fact in enumerate(self._facts[:shown]):
                place = QRectF(room.left(), room.top() + number * height, room.width(), height)
                if fact.over:
                    tinted = place.adjusted(-look.px(8), look.px(2), look.px(8), -look.px(2))
                    draw_rounded(painter, tinted, look.radius("tag"), look.colour("refusedSoft"))
                elif number:
                    line = QRectF(place.left(), place.top(), place.width(), look.stroke("hair"))
                    painter.fillRect(line, look.colour("line"))
                self._draw_fact(painter, place, fact)
            if shown < len(self._facts):
                place = QRectF(room.left(), room.top() + shown * height, room.width(), height)
                self._draw_more(painter, place, len(self._facts) - shown)

    def _draw_fact(self, painter: QPainter, place: QRectF, fact: Fact) -> None:
        look = self._look
        left = _draw_icon(painter, place, look, fact.icon, self.devicePixelRatioF())
        value = QRectF(place)
        value.setLeft(place.left() + place.width() * 0.35)
        ends = draw_value(painter, value, look, fact.value, fact.detail, over=fact.over)
        painter.setPen(look.colour("refusedInk" if fact.over else "ink"))
        label = QRectF(left, place.top(), ends - look.px(12) - left, place.height())
        draw_text(painter, label, fact.label, font=look.font("body"), lines=2, smallest=look.px(13))


def rows_in(room: float, wanted: int, least: int, most: int) -> tuple[float, int]:
    """Height of a row and how many are shown, where a last row counts those that are not."""
    if not wanted:
        return most, 0
    height = min(room / wanted, most)
    if height >= least:
        return height, wanted
    places = max(int(room // least), 1)
    return room / places, places - 1
