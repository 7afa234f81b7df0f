"""Trips and their papers: what leaves, what is printed, each paper as it looks, and prints nobody is sure of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QStackedWidget, QWidget

from dispatch.domain.errors import InputError, KnownError
from dispatch.services.print_runs import PAUSED, RUNNING
from ui.actions import Act, Offer
from ui.desk import AIM
from ui.models.table import Column, Kind
from ui.screens.print_run import RunPage, operator_of
from ui.screens.reasons import ReasonCards
from ui.screens.run_papers import sheet
from ui.screens.screen import Heading, Screen
from ui.screens.trip_words import (
    Key,
    KnownTrips,
    doubts_words,
    kept_words,
    key_of,
    paper_row,
    printed_words,
    saved_words,
    trip_row,
)
from ui.widgets.pages import PageView, page_images
from ui.widgets.tables import Table

if TYPE_CHECKING:
    from dispatch.services.device_states import UnknownJob
    from ui.desk import Desk
    from ui.look.look import Look

_CHOSEN = "trip"
"""Where the desk keeps the trip and the paper that were chosen last."""

_ASKED = "trip-reason"
"""Where the desk keeps whether the reason of a duplicate is asked for."""


class TripsScreen(Screen):
    """Trips at the left, the papers of the chosen one in the middle, the chosen paper at the right."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(desk, look, parent)
        self._trip, self._paper = desk.known.get(_CHOSEN, ("", ("", "", 0)))
        columns = Column("", share=1), Column("", Kind.TAG)
        self.trips = Table(look, columns, self.tr("Aucune tournée. Importez un fichier « tournées »."))
        self.papers = Table(look, columns, self.tr("Choisissez une tournée."))
        self.pages = PageView(look)
        self.pages.show_words(self.tr("Choisissez un papier."))
        self._doubts, self._said, self._kept = (QLabel(wordWrap=True) for _ in range(3))
        for label, name in ((self._doubts, "fault"), (self._said, "label"), (self._kept, "label")):
            label.setObjectName(name)
        self._paper_heading, self._page_heading = QLabel(self.tr("Papiers")), QLabel("")
        self.reasons = ReasonCards(look, desk.messages)
        self.reasons.chosen.connect(self._print)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.papers)
        self._middle.addWidget(self.reasons)
        self.run = RunPage(desk, look)
        self.run.changed.connect(self.changed)
        self.run.left.connect(self._leave_run)
        for table, choose in ((self.trips, self.choose_trip), (self.papers, self.choose_paper)):
            table.chosen.connect(choose)
            table.verticalHeader().setDefaultSectionSize(look.px(88))
            table.horizontalHeader().hide()
        self._lay_out()
        desk.taker, desk.card_taker = self._take, self._take_card

    def _lay_out(self) -> None:
        self._pages, self._reason = QStackedLayout(self), ""
        trips = QWidget()
        box = QHBoxLayout(trips)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(self.look.size("gutter"))
        trips_heading = QLabel(self.tr("Tournées"))
        for heading in (trips_heading, self._paper_heading, self._page_heading):
            heading.setObjectName("subheading")
            heading.setWordWrap(True)
        self._left = sheet(self.look, trips_heading, self.trips, self._doubts)
        box.addWidget(self._left, 29)
        box.addWidget(sheet(self.look, self._paper_heading, self._middle, self._said), 40)
        box.addWidget(sheet(self.look, self._page_heading, self.pages, self._kept), 31)
        self._pages.addWidget(trips)
        self._pages.addWidget(self.run)

    # -- the frame

    @property
    def running(self) -> bool:
        """Is a print run shown instead of the trips?"""
        return self._pages.currentIndex() == 1

    @property
    def asking(self) -> bool:
        """Is the reason of a duplicate awaited?"""
        return self._middle.currentIndex() == 1

    def heading(self) -> Heading:
        if self.running:
            return Heading("printer", self.tr("Tirage"), self.run.scope(), "document")
        return Heading("document", self.tr("Tournées et papiers"))

    def offers(self) -> list[Offer]:
        if self.running:
            return self.run.offers()
        back = Offer(Act.BACK, self.tr("Retour"), quiet=True)
        if self.asking:
            return [Offer(Act.CONFIRM, self.tr("Choisir")), back]
        offers = []
        if paper := self.known.printable(self._paper):
            word = self.tr("Réimprimer") if paper.came_out else self.tr("Imprimer")
            offers.append(Offer(Act.PAPERS, word, "printer"))
        if self.known.trip(self._trip) is not None:
            offers.append(Offer(Act.CONFIRM, self.tr("Tout imprimer"), "printer"))
        latest = self.desk.known.get("latest-run")
        if latest is not None and latest.state in (RUNNING, PAUSED):
            offers.append(Offer(Act.RESUME, self.tr("Tirage {0}").format(latest.run), "document"))
        if self.pages.pages > 1:
            offers.append(Offer(Act.NEXT, self.tr("Page suivante")))
        return [*offers, Offer(Act.CLOSE, self.tr("Page pour le lycée"), "export"), back]

    @property
    def known(self) -> KnownTrips:
        """What the office said last of trips and their papers."""
        return KnownTrips(self.desk.known.get("trips", []))

    def enter(self) -> None:
        self._pages.setCurrentIndex(int(self.run.resume_shown()))
        self._show_trips(self.desk.known.get("trips", []))
        self._ask_reason(self.desk.known.get(_ASKED, False))
        self._ask()

    def _ask(self) -> None:
        self.desk.ask("trips", lambda office: office.trips())
        self.desk.ask("latest-run", lambda office: office.runs.latest())
        self.desk.ask("unknown", lambda office: office.unknown_jobs())

    def act(self, act: Act) -> bool:
        if self.running:
            return self.run.act(act)
        if self.asking:
            return self._answer(act)
        match act:
            case Act.PAPERS | Act.REPRINT:
                self._want_print()
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
                return False
        return True

    def _answer(self, act: Act) -> bool:
        """A reason is asked for: Escape takes the question back, F10 takes the marked one."""
        if act is Act.BACK:
            self._ask_reason(False)
        return act is Act.BACK or (act is Act.CONFIRM and self.reasons.choose_focused())

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
            if not self.asking:
                return self.running and self.run.take_reason(code)
            self._print(code)
            return True
        act = next((act for act in Act if act.card == code), None)
        return act is not None and self.act(act)

    # -- answers

    def learn(self, name: str, answer: object) -> None:
        self.run.learn(name, answer)
        if name == "trips" and not isinstance(answer, KnownError):
            self._show_trips(answer)
        elif name == "latest-run":
            self.changed.emit()
        elif name == "unknown" and not isinstance(answer, KnownError):
            self._show_doubts(answer)  # type: ignore[arg-type]
        elif name == "paper":
            self._show_paper(answer)
        elif name == "lycee-page":
            self._said.setText(saved_words(answer))
        elif name == "print":
            self._said.setText(printed_words(answer))
            if isinstance(answer, InputError) and not self._reason:  # it came out meanwhile
                self._ask_reason(True)
            if self.desk.open is not None:
                self.desk.open.wake_printers()
            self._ask()

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
        self._paper_heading.setText(self.tr("Papiers de la tournée {0}").format(number))
        self.papers.show_rows([paper_row(paper, self.desk.messages) for paper in trip.papers])
        keys = [key_of(paper) for paper in trip.papers]
        if keys:
            self.choose_paper(self._paper if self._paper in keys else keys[0])

    def choose_paper(self, key: Key) -> None:
        """Show a paper as it looks."""
        keys = [row.key for row in self.papers.rows]
        if key not in keys:
            return
        self.papers.selectRow(keys.index(key))
        self._kept.setText(kept_words(self.known.paper(key)))
        if key != self._paper or not self.pages.pages:
            self._paper = key
            self.desk.known[_CHOSEN] = self._trip, key
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

    def _want_print(self) -> None:
        """Print the chosen paper; a reason first where it came out before."""
        paper = self.known.printable(self._paper)
        if paper is not None and paper.came_out and paper.printing != "queued":
            self._ask_reason(True)
        elif paper is not None:
            self._print("")

    def _ask_reason(self, asking: bool) -> None:
        self.desk.known[_ASKED] = asking
        self._middle.setCurrentIndex(int(asking))
        self._left.setHidden(asking)
        self._said.setText(self.tr("Réimpression\u00a0: bipez le motif, ou choisissez-le.") if asking else "")
        self.changed.emit()

    def _print(self, reason: str) -> None:
        (kind, ref, _), operator = self._paper, operator_of(self.desk)
        self._reason = reason
        self._ask_reason(False)
        self.desk.ask("print", lambda office: office.print_paper(kind, ref, reason, operator))

    def _show_doubts(self, jobs: list[UnknownJob]) -> None:
        self._doubts.setVisible(bool(jobs))
        self._doubts.setText(doubts_words(jobs, self.desk.messages))
