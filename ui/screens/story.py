"""A story on the screen: what happened as a timeline; beside it the facts, and what holds what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.models.table import Row
from ui.widgets.painting import draw_text
from ui.widgets.tables import Timeline
from ui.widgets.tiles import MIDDLE, RIGHT, Card, Words, draw_tag, tag_width

if TYPE_CHECKING:
    from dispatch.services.story_view import StoryLine, StoryView
    from ui.look.look import Look

EVENT_ICONS = {
    "carton-received": "receive",
    "carton-opened": "carton",
    "sealed-carton-opened": "carton",
    "carton-assigned": "carton",
    "device-packed": "pack",
    "carton-closed": "close",
    "pallet-closed": "close",
    "carton-cancelled": "cross",
    "pallet-cancelled": "cross",
    "unit-weighed": "weight",
    "weighing-awaited": "weight",
    "weighing-skipped": "next",
    "label-verified": "label",
    "label-set-aside": "pause",
    "label-recalled": "play",
    "label-reprinted": "printer",
    "document-reprinted": "printer",
    "order-opened": "pick",
    "pallet-opened": "pallet",
    "carton-palletised": "palletise",
    "trip-opened": "truck-door",
    "pallet-loaded": "load",
    "shipment-numbered": "label",
    "shipment-joined": "label",
    "seal-recorded": "seal",
    "trip-departed": "deliver",
    "sscc-block-taken": "barcode",
    **dict.fromkeys(
        (
            *("carton-unreceived", "device-unpacked", "carton-unassigned", "carton-reopened", "label-unverified"),
            *("carton-depalletised", "pallet-reopened", "pallet-unloaded", "seal-removed", "scan-undone"),
            "weighing-undone",
        ),
        "undo",
    ),
}
"""What happened, as an icon; files and papers are documents."""
KIND_ICONS = {
    "device": "tablet",
    "carton": "carton",
    "pallet": "pallet",
    "order": "pack",
    "site": "school",
    "trip": "load",
    "document": "document",
}
STATUS_TONES = {
    "departed": "accepted",
    "void": "refused",
    "awaiting-weight": "confirm",
    "awaiting-label": "confirm",
    "loading": "info",
    "loaded": "info",
    "part-departed": "info",
}


def kind_name(kind: str) -> str:
    """What a thing is, in a word."""
    names = {
        "device": QCoreApplication.translate("StoryPage", "Appareil"),
        "carton": QCoreApplication.translate("StoryPage", "Colis"),
        "pallet": QCoreApplication.translate("StoryPage", "Palette"),
        "order": QCoreApplication.translate("StoryPage", "Commande"),
        "site": QCoreApplication.translate("StoryPage", "Lycée"),
        "trip": QCoreApplication.translate("StoryPage", "Tournée"),
        "document": QCoreApplication.translate("StoryPage", "Document"),
    }
    return names[kind]


def status_names() -> dict[str, str]:
    """Where a thing stands, in words that fit any of them, by the status of `trace`."""
    return {
        "announced": QCoreApplication.translate("StoryPage", "Annoncé"),
        "in-stock": QCoreApplication.translate("StoryPage", "En stock"),
        "opened": QCoreApplication.translate("StoryPage", "Ouvert"),
        "packed": QCoreApplication.translate("StoryPage", "En colis"),
        "palletised": QCoreApplication.translate("StoryPage", "Sur palette"),
        "loaded": QCoreApplication.translate("StoryPage", "Dans le camion"),
        "departed": QCoreApplication.translate("StoryPage", "En route"),
        "open": QCoreApplication.translate("StoryPage", "En cours"),
        "closed": QCoreApplication.translate("StoryPage", "Clos"),
        "awaiting-weight": QCoreApplication.translate("StoryPage", "À peser"),
        "awaiting-label": QCoreApplication.translate("StoryPage", "Étiquette à biper"),
        "on-pallet": QCoreApplication.translate("StoryPage", "Sur palette"),
        "ready": QCoreApplication.translate("StoryPage", "Prête à charger"),
        "void": QCoreApplication.translate("StoryPage", "Étiquette annulée"),
        "complete": QCoreApplication.translate("StoryPage", "Au complet"),
        "part-departed": QCoreApplication.translate("StoryPage", "En partie en route"),
        "planned": QCoreApplication.translate("StoryPage", "Prévue"),
        "loading": QCoreApplication.translate("StoryPage", "En chargement"),
        "issued": QCoreApplication.translate("StoryPage", "Émis"),
    }


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a card of facts."""

    name: str
    value: str
    code: bool = False


class Facts(QWidget):
    """Names at the left, values at the right, a line between; they share the height there is."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.facts: tuple[Fact, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_facts(self, facts: tuple[Fact, ...]) -> None:
        """Show these."""
        self.facts = facts
        self.setAccessibleName(", ".join(f"{fact.name} {fact.value}" for fact in facts))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        lines = sum(self._lines(fact) for fact in self.facts)
        return QSize(0, lines * self._look.px(28 if self._look.compact else 48))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def _value_font(self, fact: Fact) -> QFont:
        return self._look.font("body", code=fact.code, weight=400 if fact.code else 600)

    def _name_width(self, fact: Fact) -> int:
        return QFontMetrics(self._look.font("body")).horizontalAdvance(fact.name) + self._look.px(16)

    def _lines(self, fact: Fact) -> int:
        """Two where name and value find no room side by side."""
        wanted = QFontMetrics(self._value_font(fact)).horizontalAdvance(fact.value)
        return 1 if wanted <= self.width() - self._name_width(fact) else 2

    def paintEvent(self, event: QPaintEvent) -> None:
        look, smallest = self._look, self._look.text_px("deviceDetail")
        with QPainter(self) as painter:
            lines = [self._lines(fact) for fact in self.facts]
            line = min(self.height() / max(1, sum(lines)), look.px(52))
            for number, fact in enumerate(self.facts):
                top = round(line * sum(lines[:number]))
                place = QRect(0, top, self.width(), round(line * lines[number]))
                painter.fillRect(QRect(0, top, self.width(), look.px(1)), look.colour("line"))
                painter.setPen(look.colour("ink2"))
                draw_text(painter, place, fact.name, font=look.font("body"))
                painter.setPen(look.colour("ink"))
                value, font = place.adjusted(self._name_width(fact), 0, 0, 0), self._value_font(fact)
                draw_text(painter, value, fact.value, font=font, align=RIGHT | MIDDLE, lines=2, smallest=smallest)


@dataclass(frozen=True, slots=True)
class Level:
    """One thing that holds the next."""

    icon: str
    name: str
    code: str


class Nesting(QWidget):
    """What holds what, outermost first, each set in a step; a touch chooses one."""

    chosen = Signal(str)
    """Its code."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.levels: tuple[Level, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_levels(self, levels: tuple[Level, ...]) -> None:
        """Show these, outermost first."""
        self.levels = levels
        self.setAccessibleName(", ".join(f"{level.name} {level.code}" for level in levels))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, len(self.levels) * self._look.px(34 if self._look.compact else 68))

    def _row(self) -> int:
        return min(self.height() // max(1, len(self.levels)), self._look.px(72))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = round(event.position().y()) // max(1, self._row())
        if self.rect().contains(event.position().toPoint()) and number < len(self.levels):
            self.chosen.emit(self.levels[number].code)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, row = self._look, self._row()
        with QPainter(self) as painter:
            step, size = look.px(20 if look.compact else 32), look.px(26 if look.compact else 30)
            for number, level in enumerate(self.levels):
                left, place = number * step, QRect(0, number * row, self.width(), row)
                ink = "accent" if number == len(self.levels) - 1 else "ink"
                icon = look.icon(level.icon, size, ink, ratio=self.devicePixelRatioF())
                painter.drawPixmap(left, place.center().y() - size // 2, icon)
                self._paint_words(painter, place.adjusted(left + size + look.px(14), 0, 0, 0), level)

    def _paint_words(self, painter: QPainter, place: QRect, level: Level) -> None:
        """The code under the name; beside it where there is no room below."""
        look, smallest = self._look, self._look.text_px("deviceDetail")
        bold, codes = look.font("body", weight=600), look.font("small", code=True, weight=400)
        name_height, code_height = QFontMetrics(bold).height(), QFontMetrics(codes).height()
        if name_height + code_height <= place.height():
            top = place.center().y() - (name_height + code_height) // 2
            name = QRect(place.x(), top, place.width(), name_height)
            code = QRect(place.x(), name.bottom() + 1, place.width(), code_height)
        else:
            name = place
            code = place.adjusted(QFontMetrics(bold).horizontalAdvance(level.name) + look.px(12), 0, 0, 0)
        painter.setPen(look.colour("ink"))
        draw_text(painter, name, level.name, font=bold, smallest=smallest)
        painter.setPen(look.colour("ink2"))
        draw_text(painter, code, level.code, font=codes, smallest=smallest)


class _Head(QWidget):
    """What it is: icon, name, kind, and where it stands as a tag."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._story: StoryView | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_story(self, story: StoryView) -> None:
        """Show another one."""
        self._story = story
        self.setAccessibleName(f"{story.title}, {status_names()[story.status]}")
        self.update()

    def sizeHint(self) -> QSize:
        look = self._look
        return QSize(0, 2 * QFontMetrics(look.font("subheading")).height() + look.text_px("label") + look.px(14))

    def paintEvent(self, event: QPaintEvent) -> None:
        story, look = self._story, self._look
        if story is None:
            return
        with QPainter(self) as painter:
            size = look.px(36 if look.compact else 48)
            icon = look.icon(KIND_ICONS[story.kind], size, "ink", ratio=self.devicePixelRatioF())
            painter.drawPixmap(0, look.px(4), icon)
            foot = look.text_px("label") + look.px(14)
            words = self.rect().adjusted(size + look.px(16), 0, 0, -foot)
            painter.setPen(look.colour("ink"))
            smallest = look.text_px("deviceDetail")
            draw_text(
                painter, words, story.title or story.code, font=look.font("subheading"), lines=2, smallest=smallest
            )
            below = QRect(words.x(), words.bottom() + 1, words.width(), foot)
            status = status_names()[story.status]
            draw_tag(painter, look, below, status, STATUS_TONES.get(story.status, ""))
            painter.setPen(look.colour("ink2"))
            kind = below.adjusted(0, 0, -tag_width(look, status) - look.px(12), 0)
            draw_text(painter, kind, kind_name(story.kind), font=look.font("body"))


class StoryPage(QWidget):
    """The whole story of one code."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.timeline = Timeline(look)
        self.nesting = Nesting(look)
        self._head = _Head(look)
        self.facts = Facts(look)
        self._count = Words(look, "body", "ink2", align=RIGHT | MIDDLE)
        self._within = Card(look)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.size("gutter"))
        box.addWidget(self._story_card(look), 1)
        box.addWidget(self._side(look))

    def _story_card(self, look: Look) -> QWidget:
        card = Card(look)
        top = QHBoxLayout()
        top.addWidget(Words(look, "heading").say(self.tr("Histoire")), 1)
        top.addWidget(self._count, 1)
        card.box.addLayout(top)
        card.box.addWidget(self.timeline, 1)
        return card

    def _side(self, look: Look) -> QWidget:
        side = QWidget()
        side.setFixedWidth(look.size("side"))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size("gutter"))
        facts = Card(look)
        facts.box.addWidget(self._head)
        facts.box.addWidget(self.facts, 1)
        self._within.box.addWidget(Words(look, "heading").say(self.tr("Contenu dans")))
        self._within.box.addWidget(self.nesting, 1)
        column.addWidget(facts)
        column.addWidget(self._within)
        return side

    def show_story(self, story: StoryView) -> None:
        """Tell another story."""
        self._head.show_story(story)
        self.facts.show_facts(self._facts_of(story))
        levels = self._levels(story)
        self.nesting.show_levels(levels)
        self._within.setVisible(bool(levels))
        self._count.say(self.tr("Écritures au journal\u00a0: {0}").format(len(story.lines)))
        self.timeline.show_rows([_moment(line) for line in story.lines])

    def _facts_of(self, story: StoryView) -> tuple[Fact, ...]:
        notes = [paper.number for paper in story.papers if paper.kind == "delivery-note"]
        kept = max((paper.kept_until for paper in story.papers if paper.number == story.code.upper()), default="")
        facts = (
            Fact(self.tr("Document"), story.code if story.kind == "document" else "", code=True),
            Fact(self.tr("Lycée"), story.site if story.site != story.title else ""),
            Fact(self.tr("Code UAI"), story.uai, code=True),
            Fact(self.tr("Commande"), story.order, code=True),
            Fact(self.tr("Bon de livraison"), notes[0] if len(notes) == 1 else "", code=True),
            Fact(self.tr("À conserver jusqu’au"), QDate.fromString(kept, Qt.DateFormat.ISODate).toString("dd/MM/yyyy")),
            Fact(self.tr("Papiers émis"), str(len(story.papers) or "")),
        )
        return tuple(fact for fact in facts if fact.value)

    def _levels(self, story: StoryView) -> tuple[Level, ...]:
        """From the trip down to the thing itself."""
        codes = {"trip": story.trip, "pallet": story.pallet, "carton": story.carton, "device": ""}
        if story.kind in codes:
            codes[story.kind] = codes[story.kind] or story.code
        return tuple(Level(KIND_ICONS[kind], kind_name(kind), code) for kind, code in codes.items() if code)


def _moment(line: StoryLine) -> Row:
    when = datetime.fromisoformat(line.time).strftime("%d/%m %H:%M")
    who = ", ".join(dict.fromkeys(filter(None, (line.station, line.operator))))
    tone = "accepted" if line.type == "trip-departed" else ""
    return Row((when, line.text, who), key=EVENT_ICONS.get(line.type, "document"), tone=tone)
