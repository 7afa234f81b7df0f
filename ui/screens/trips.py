"""Trips and their papers: what leaves, what is printed, each paper as it looks, and prints nobody is sure of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QWidget

from dispatch.domain.errors import KnownError
from dispatch.services.print_runs import PAUSED, RUNNING
from ui.actions import Act, Offer
from ui.desk import AIM
from ui.models.table import Column, Kind
from ui.screens.print_run import RunPage
from ui.screens.run_papers import sheet
from ui.screens.screen import Heading, Screen
from ui.screens.trip_papers import TripPapers
from ui.screens.trip_words import Key, KnownTrips, doubts_words, kept_words, saved_words, trip_row
from ui.widgets.pages import PageView, page_images
from ui.widgets.tables import Table

if TYPE_CHECKING:
    from dispatch.services.device_states import UnknownJob
    from ui.desk import Desk
    from ui.look.look import Look

_CHOSEN = "trip"
"""Where the desk keeps the trip and the paper that were chosen last."""


class TripsScreen(Screen):
    """Trips at the left, the papers of the chosen one in the middle, the chosen paper at the right."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(desk, look, parent)
        self._trip, self._paper = desk.known.get(_CHOSEN, ("", ("", "", 0)))
        self._shown: tuple[Key, int] = ("", "", 0), 0
        """The paper whose pages are shown, and its version: a new one has other pages."""
        columns = Column("", share=1), Column("", Kind.TAG)
        self.trips = Table(look, columns, self.tr("Aucune tournée. Importez un fichier « tournées »."))
        self.trips.verticalHeader().setDefaultSectionSize(look.px(88))
        self.trips.horizontalHeader().hide()
        self.trips.chosen.connect(self.choose_trip)
        self.papers = TripPapers(desk, look)
        self.papers.chosen.connect(self.choose_paper)
        self.papers.changed.connect(self._asked_otherwise)
        self.papers.done.connect(self._ask)
        self.pages = PageView(look)
        self.pages.show_words(self.tr("Choisissez un papier."))
        self._doubts, self._kept = QLabel(wordWrap=True), QLabel(wordWrap=True)
        for label, name in ((self._doubts, "fault"), (self._kept, "label")):
            label.setObjectName(name)
        self._page_heading = QLabel("")
        self.run = RunPage(desk, look)
        self.run.changed.connect(self.changed)
        self.run.left.connect(self._leave_run)
        self._lay_out()
        desk.taker, desk.card_taker = self._take, self._take_card

    def _lay_out(self) -> None:
        self._pages = QStackedLayout(self)
        trips = QWidget()
        box = QHBoxLayout(trips)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(self.look.size("gutter"))
        trips_heading = QLabel(self.tr("Tournées"))
        for heading in (trips_heading, self._page_heading):
            heading.setObjectName("subheading")
            heading.setWordWrap(True)
        self._left = sheet(self.look, trips_heading, self.trips, self._doubts)
        box.addWidget(self._left, 29)
        box.addWidget(self.papers, 40)
        box.addWidget(sheet(self.look, self._page_heading, self.pages, self._kept), 31)
        self._pages.addWidget(trips)
        self._pages.addWidget(self.run)

    # -- the frame

    @property
    def running(self) -> bool:
        """Is a print run shown instead of the trips?"""
        return self._pages.currentIndex() == 1

    def heading(self) -> Heading:
        if self.running:
            return Heading("printer", self.tr("Tirage"), self.run.scope(), "document")
        return Heading("document", self.tr("Tournées et papiers"))

    def offers(self) -> list[Offer]:
        if self.running:
            return self.run.offers()
        offers = self.papers.offers()
        if self.papers.asked:
            return offers
        if self.known.trip(self._trip) is not None:
            offers.append(Offer(Act.CONFIRM, self.tr("Tout imprimer"), "printer"))
        latest = self.desk.known.get("latest-run")
        if latest is not None and latest.state in (RUNNING, PAUSED):
            offers.append(Offer(Act.RESUME, self.tr("Tirage {0}").format(latest.run), "document"))
        if self.pages.pages > 1:
            offers.append(Offer(Act.NEXT, self.tr("Page suivante")))
        page = Offer(Act.CLOSE, self.tr("Page pour le lycée"), "export")
        return [*offers, page, Offer(Act.BACK, self.tr("Retour"), quiet=True)]

    @property
    def known(self) -> KnownTrips:
        """What the office said last of trips and their papers."""
        return KnownTrips(self.desk.known.get("trips", []))

    def enter(self) -> None:
        self._pages.setCurrentIndex(int(self.run.resume_shown()))
        self._show_trips(self.desk.known.get("trips", []))
        self.papers.resume()
        self._ask()

    def _ask(self) -> None:
        self.desk.ask("trips", lambda office: office.trips())
        self.desk.ask("latest-run", lambda office: office.runs.latest())
        self.desk.ask("unknown", lambda office: office.unknown_jobs())

    def act(self, act: Act) -> bool:
        if self.running:
            return self.run.act(act)
        if self.papers.asked:
            return self.papers.act(act)
        match act:
            case Act.CONFIRM if trip := self.known.trip(self._trip):
                self.run.prepare(trip)
                self._show_run()
            case Act.RESUME if latest := self.desk.known.get("latest-run"):
                self.run.follow(latest)
                self._show_run()
            case Act.CLOSE:
                self.desk.ask("lycee-page", lambda office: office.save_lycee_page())
            case Act.NEXT:
                self.pages.turn(1)
                self._name_page()
            case _:
                return self.papers.act(act)
        return True

    def _asked_otherwise(self) -> None:
        """Reasons want the room of the trips."""
        self._left.setHidden(bool(self.papers.asked))
        self.changed.emit()

    def _show_run(self) -> None:
        self._pages.setCurrentIndex(1)
        self.changed.emit()

    def _leave_run(self) -> None:
        self._pages.setCurrentIndex(0)
        self.changed.emit()
        self._ask()

    def _take(self, raw: str) -> bool:
        """A trip's or a paper's code chooses it here; while a run is planned it joins what is printed."""
        code = AIM.sub("", raw.strip()).upper()
        if self.running:
            self.run.add(code)
            return True
        found = self.known.by_code(code)
        if found is not None:
            self.choose_trip(found[0])
            self.choose_paper(found[1] or self._paper)
        return found is not None

    def _take_card(self, code: str) -> bool:
        """A card is the key it stands for; reason cards answer here while one is asked for."""
        if code.startswith("RSN-"):
            if not self.papers.asked:
                return self.running and self.run.take_reason(code)
            self.papers.give(code)
            return True
        act = next((act for act in Act if act.card == code), None)
        return act is not None and self.act(act)

    # -- answers

    def learn(self, name: str, answer: object) -> None:
        self.run.learn(name, answer)
        self.papers.learn(name, answer)
        if name == "trips" and not isinstance(answer, KnownError):
            self._show_trips(answer)
        elif name == "latest-run":
            self.changed.emit()
        elif name == "unknown" and not isinstance(answer, KnownError):
            self._show_doubts(answer)  # type: ignore[arg-type]
        elif name == "paper":
            self._show_paper(answer)
        elif name == "lycee-page":
            self.papers.say(saved_words(answer))

    def _show_trips(self, trips: Any) -> None:
        self.trips.show_rows([trip_row(trip) for trip in trips])
        numbers = [trip.number for trip in trips]
        if self._trip in numbers or numbers:
            self.choose_trip(self._trip if self._trip in numbers else numbers[0])

    def choose_trip(self, number: str) -> None:
        """Show the papers of a trip."""
        self._trip, trip = number, self.known.trip(number)
        if trip is None:
            return
        self.trips.selectRow([row.key for row in self.trips.rows].index(number))
        self.papers.show_trip(trip)
        keys = self.papers.keys
        if keys:
            self.choose_paper(self._paper if self._paper in keys else keys[0])

    def choose_paper(self, key: Key) -> None:
        """Show a paper as it looks."""
        paper = self.known.paper(key)
        if paper is None or key not in self.papers.keys:
            return
        self._paper, self.desk.known[_CHOSEN] = key, (self._trip, key)
        self.papers.mark(paper)
        self._kept.setText(kept_words(paper))
        if self._shown != (key, paper.version) or not self.pages.pages:
            self._shown = key, paper.version
            self.pages.show_words(self.tr("Le papier se prépare…"))
            self.desk.ask("paper", lambda office: (key, page_images(office.paper(*key))))

    def _show_paper(self, answer: Any) -> None:
        if isinstance(answer, KnownError):
            self.pages.show_words(str(answer))
        elif answer is not None and answer[0] == self._paper:
            self.pages.show_pages(answer[1])
        self._name_page()
        self.changed.emit()

    def _name_page(self) -> None:
        kind = self.desk.messages.paper(self._paper[0]) if self._paper[0] else ""
        page = self.tr("page {0} sur {1}").format(self.pages.number, self.pages.pages) if self.pages.pages else ""
        self._page_heading.setText(", ".join(filter(None, (kind, page))))

    def _show_doubts(self, jobs: list[UnknownJob]) -> None:
        self._doubts.setVisible(bool(jobs))
        self._doubts.setText(doubts_words(jobs, self.desk.messages))
