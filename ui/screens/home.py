"""Home: the jobs with what waits for each, the work left open at this desk, and today's trips."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dispatch.services.messages import DASH
from ui.actions import Act, Offer
from ui.desk import HOME, IMPORTS, JOBS, SEARCH, SETTINGS, TRIPS, tone_of
from ui.screens.screen import Heading, Screen
from ui.widgets.board import Pill, Prompt
from ui.widgets.keys import Key, KeySpec
from ui.widgets.painting import draw_text
from ui.widgets.shapes import draw_rounded
from ui.widgets.tiles import LEFT, MIDDLE, RIGHT, Card, Tile, Words, draw_tag, tag_width
from ui.widgets.verdict import Verdict, VerdictPanel
from ui.words import figure

if TYPE_CHECKING:
    from dispatch.services.overview import OpenWork, Overview
    from dispatch.services.scenes import Scene
    from dispatch.services.trip_summaries import TripSummary
    from ui.desk import Desk
    from ui.look.look import Look

CHOICES = (*JOBS, SEARCH, IMPORTS, TRIPS, SETTINGS)
"""The tiles, left to right and top to bottom; digits 1 to 8."""
_ICONS = (*JOBS, "search", "database", "document", "settings")
_COLUMNS = 4
_TONES = {"loading": "info", "departed": "accepted"}


class HomeScreen(Screen):
    """Where a shift starts: by a scan, a tile or its digit."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(desk, look, parent)
        self.tiles = [
            Tile(look, icon, title, str(number), note)
            for number, (icon, title, note) in enumerate(zip(_ICONS, self._titles(), self._notes(), strict=True), 1)
        ]
        for name, tile in zip(CHOICES, self.tiles, strict=True):
            tile.clicked.connect(lambda _checked=False, name=name: self._choose(name))
        self.work = WorkCard(look)
        self.work.resume.clicked.connect(self._resume)
        self.trips = TripsCard(look, desk.messages.language)
        self.verdict = VerdictPanel(replace(look, u=0.625, compact=False) if look.compact else look, short=True)
        self._lay_out()

    def _titles(self) -> tuple[str, ...]:
        return (
            self.tr("Réception"),
            self.tr("Colisage"),
            self.tr("Palettisation"),
            self.tr("Chargement"),
            self.tr("Chercher"),
            self.tr("Importer"),
            self.tr("Tournées et papiers"),
            self.tr("Réglages"),
        )

    def _notes(self) -> tuple[str, ...]:
        return (
            *("" for _ in JOBS),
            self.tr("Un appareil, un colis, un lycée"),
            self.tr("Lycées, dotations, avis, tournées"),
            self.tr("Bons, lettres de voiture, listes"),
            self.tr("Poste et imprimantes"),
        )

    def _lay_out(self) -> None:
        gutter = self.look.size("gutter")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(gutter)
        for number, tile in enumerate(self.tiles):
            grid.addWidget(tile, number // _COLUMNS, number % _COLUMNS)
            grid.setColumnStretch(number % _COLUMNS, 1)
        side = QWidget()
        side.setFixedWidth(self.look.px(400 if self.look.compact else 584))
        box = QVBoxLayout(side)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(gutter)
        box.addWidget(self.work)
        box.addWidget(self.trips, 1)
        box.addWidget(self.verdict, 1)
        grid.addWidget(side, 0, _COLUMNS, 2, 1)
        for row in range(2):
            grid.setRowStretch(row, 1)

    # -- the frame

    def heading(self) -> Heading:
        return Heading("home", self.tr("Accueil"))

    def prompt(self) -> Prompt:
        if self.desk.blocked:
            sentence = self.desk.messages.prompt("question.blocked", {})
            return Prompt("pause", self.tr("Scans en pause"), sentence, (Pill("barcode", "CMD-RESUME"),))
        sentence = self.desk.messages.prompt("home.ready", {})
        pills = Pill("barcode", "ORD-… TRP-…"), Pill("barcode", "CMD-TASK-…")
        return Prompt("barcode", self.tr("À biper"), sentence, pills)

    def offers(self) -> list[Offer]:
        offers = [Offer(Act.SEARCH, self.tr("Chercher")), Offer(Act.DISPLAY, self.tr("Affichage"), quiet=True)]
        if self.desk.blocked or (self.look.compact and self._open_work() is not None):
            offers.insert(0, Offer(Act.RESUME, self.tr("Reprendre")))
        if self.desk.scene is not None and self.desk.scene.operator is not None:
            offers.append(Offer(Act.LEAVE, self.tr("Sortir"), quiet=True))
        return offers

    def enter(self) -> None:
        self._paint_overview()
        self._paint_verdict()
        self._ask()

    def _ask(self) -> None:
        self.desk.ask("overview", lambda office: office.overview())

    def show_scene(self, scene: Scene) -> None:
        self._paint_verdict()
        self._ask()

    def learn(self, name: str, answer: object) -> None:
        if name == "overview":
            self._paint_overview()
            self.changed.emit()

    # -- choosing

    def typed(self, key: str) -> None:
        """A digit chooses its tile."""
        number = int(key) if key.isdecimal() else 0
        if 1 <= number <= len(CHOICES):
            self._choose(CHOICES[number - 1])

    def act(self, act: Act) -> bool:
        """F2 lets blocked scans go on, else takes up the open work."""
        if act is not Act.RESUME:
            return False
        if self.desk.blocked:
            self.desk.say(act.card)
        else:
            self._resume()
        return True

    def _choose(self, name: str) -> None:
        if name in JOBS:
            self.desk.start_job(name)
        else:
            self.desk.go(name)

    def _resume(self) -> None:
        work = self._open_work()
        if work is not None:
            self.desk.start_job(work.task)

    # -- what is shown

    def _overview(self) -> Overview | None:
        overview: Overview | None = self.desk.known.get("overview")
        return overview

    def _open_work(self) -> OpenWork | None:
        """The work last stood at, else the first that lies open."""
        overview, scene = self._overview(), self.desk.scene
        works = {work.task: work for work in overview.work} if overview is not None else {}
        here = works.get(scene.standing.task) if scene is not None else None
        return here or next(iter(works.values()), None)

    def _paint_overview(self) -> None:
        overview, work = self._overview(), self._open_work()
        for task, tile, (count, note) in zip(JOBS, self.tiles, self._waiting(overview), strict=False):
            shown = DASH if count is None else figure(count, self.desk.messages.language)
            tile.tell(shown, note, current=work is not None and work.task == task)
        self.work.setVisible(work is not None)
        self.work.resume.setHidden(self.look.compact or self.desk.blocked)
        if work is not None:
            self.work.show_work(work)
        if overview is not None:
            self.trips.show_trips(overview)

    def _waiting(self, overview: Overview | None) -> tuple[tuple[int | None, str], ...]:
        """How much waits for each job, and what it is."""
        if overview is None:
            counts: tuple[int | None, ...] = (None,) * len(JOBS)
        else:
            counts = (
                overview.advices_to_receive,
                overview.orders_to_pack,
                overview.cartons_to_palletise,
                overview.trips_to_load,
            )
        receive, pack, palletise, load = counts
        return (
            (receive, self.tr("avis à recevoir")),
            (pack, self.tr("commande prête") if pack == 1 else self.tr("commandes prêtes")),
            (palletise, self.tr("colis en attente")),
            (load, self.tr("tournée à charger") if load == 1 else self.tr("tournées à charger")),
        )

    def _paint_verdict(self) -> None:
        """What was said of a scan at home stands until the next one."""
        scene = self.desk.scene
        outcome = scene.outcome if scene is not None and self.desk.told_on == HOME else None
        self.verdict.setVisible(outcome is not None)
        self.trips.setVisible(outcome is None)
        if outcome is not None:
            messages = self.desk.messages
            word = messages.headline(outcome.reason)
            self.verdict.show_verdict(Verdict(tone_of(outcome), word, outcome.sentence(messages)))


class WorkCard(Card):
    """The work left open at this desk; the key that takes it up again is in the bottom bar where it is narrow."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._title = Words(look, "subheading", lines=2)
        self._words = Words(look, "body", "ink2", lines=2)
        self.resume = Key(look, KeySpec(self.tr("Reprendre"), "play", Act.RESUME.cap, "primary"))
        self.resume.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.resume.setHidden(look.compact)
        self.resume.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        heading = Words(look, "heading").say(self.tr("Travail en cours"))
        for widget in (heading, self._title, self._words, self.resume):
            self.box.addWidget(widget)

    def show_work(self, work: OpenWork) -> None:
        """Show whom it is for and how far it is."""
        self._title.say(work.title)
        self._words.say(work.words)


class TripsCard(Card):
    """The trips of today, and late ones, with how far they are loaded."""

    def __init__(self, look: Look, language: str) -> None:
        super().__init__(look)
        self._language = language
        today = QLocale(language).toString(QDate.currentDate(), "dddd d MMMM")
        self._list = _TripList(look)
        self._foot = Words(look, "body", "ink2")
        self._foot.setHidden(look.compact)
        head = QHBoxLayout()
        head.addWidget(Words(look, "heading").say(self.tr("Tournées")), 1)
        head.addWidget(Words(look, "body", "ink2", align=RIGHT | MIDDLE).say(today), 1)
        self.box.addLayout(head)
        self.box.addWidget(self._list, 1)
        self.box.addWidget(self._foot)

    def show_trips(self, overview: Overview) -> None:
        """Show as many trips as there is room for, and what was packed today."""
        self._list.show_trips(overview.trips)
        count = figure(overview.devices_packed, self._language)
        said = (
            self.tr("{0} appareil emballé aujourd’hui")
            if overview.devices_packed == 1
            else self.tr("{0} appareils emballés aujourd’hui")
        )
        self._foot.say(said.format(count))


class _TripList(QWidget):
    """One line each: number and carrier, pallets loaded of those ready, and the state as a tag."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._trips: tuple[TripSummary, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_trips(self, trips: tuple[TripSummary, ...]) -> None:
        """Those to be loaded first, the departed last."""
        self._trips = tuple(sorted(trips, key=lambda trip: trip.status == "departed"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, self._row_height())

    def _row_height(self) -> int:
        look = self._look
        return QFontMetrics(look.font("subheading")).height() + look.text_px("label") + look.px(34)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, row = self._look, self._row_height()
        with QPainter(self) as painter:
            if not self._trips:
                painter.setPen(look.colour("ink2"))
                place = self.rect().adjusted(0, look.px(8), 0, 0)
                words = self.tr("Aucune tournée aujourd’hui.")
                draw_text(
                    painter, place, words, font=look.font("body"), align=LEFT | Qt.AlignmentFlag.AlignTop, lines=2
                )
            room = self.height() // row
            shown = len(self._trips) if len(self._trips) <= room else max(0, (self.height() - look.px(32)) // row)
            for number, trip in enumerate(self._trips[:shown]):
                self._paint_trip(painter, QRect(0, number * row, self.width(), row), trip)
            if shown < len(self._trips):
                self._paint_more(painter, QRect(0, shown * row, self.width(), look.px(32)), len(self._trips) - shown)

    def _paint_more(self, painter: QPainter, place: QRect, more: int) -> None:
        painter.setPen(self._look.colour("ink2"))
        words = self.tr("et {0} autre") if more == 1 else self.tr("et {0} autres")
        draw_text(painter, place, words.format(more), font=self._look.font("body"))

    def _paint_trip(self, painter: QPainter, place: QRect, trip: TripSummary) -> None:
        look = self._look
        painter.fillRect(QRect(place.x(), place.y(), place.width(), look.px(1)), look.colour("line"))
        inner = place.adjusted(0, look.px(8), 0, -look.px(8))
        head = QRect(inner.x(), inner.y(), inner.width(), QFontMetrics(look.font("subheading")).height())
        foot = QRect(inner.x(), head.bottom() + 1, inner.width(), inner.bottom() - head.bottom())
        bold, smallest = look.font("subheading"), look.text_px("deviceDetail")
        painter.setPen(look.colour("ink"))
        number = draw_text(painter, head, trip.number, font=bold, smallest=smallest)
        taken = QFontMetrics(number.font).horizontalAdvance(trip.number) + look.px(12)
        painter.setPen(look.colour("ink2"))
        draw_text(painter, head.adjusted(taken, 0, 0, 0), trip.carrier, font=look.font("body"), smallest=smallest)
        status = self._status(trip)
        draw_tag(painter, look, foot, status, _TONES.get(trip.status, ""))
        self._paint_loaded(painter, foot.adjusted(0, 0, -tag_width(look, status) - look.px(12), 0), trip)

    def _paint_loaded(self, painter: QPainter, place: QRect, trip: TripSummary) -> None:
        """Pallets in the truck of those ready for it, as a bar and in figures."""
        look = self._look
        figures = self.tr("{0} sur {1}").format(trip.loaded, trip.planned)
        font, icon = look.font("label"), look.text_px("heading")
        taken = QFontMetrics(font).horizontalAdvance(figures)
        painter.setPen(look.colour("ink"))
        draw_text(painter, place, figures, font=font, align=RIGHT | MIDDLE)
        left = place.right() + 1 - taken - icon - look.px(8)
        pallet = look.icon("pallet", icon, "ink2", ratio=self.devicePixelRatioF())
        painter.drawPixmap(left, place.center().y() - icon // 2, pallet)
        thick = look.px(12 if look.compact else 16)
        bar = QRectF(place.x(), place.center().y() - thick / 2, left - look.px(12) - place.x(), thick)
        draw_rounded(painter, bar, thick / 2, look.colour("surface2"), look.colour("line"), look.stroke("control"))
        if trip.loaded:
            bar.setWidth(max(thick, bar.width() * trip.loaded / trip.planned))
            draw_rounded(painter, bar, thick / 2, look.colour("accepted" if trip.status == "departed" else "accent"))

    def _status(self, trip: TripSummary) -> str:
        if trip.status == "departed":
            return self.tr("Partie")
        if trip.status == "loading":
            return self.tr("En chargement")
        return self.tr("Prévue")
