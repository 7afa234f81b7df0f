"""Trips and their papers: what leaves, what is printed, each paper as it looks, and prints nobody is sure of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dispatch.domain.errors import KnownError
from ui.actions import Act, Offer
from ui.models.table import Column, Kind, Row
from ui.screens.screen import Heading, Screen
from ui.widgets.pages import PageView, page_images
from ui.widgets.tables import Table

if TYPE_CHECKING:
    from dispatch.services.device_states import UnknownJob
    from dispatch.services.trip_summaries import PaperSummary, TripSummary
    from ui.desk import Desk
    from ui.look.look import Look

_CHOSEN = "trip"
"""Where the desk keeps the trip and the paper that were chosen last."""
_TONES = {"planned": "", "loading": "info", "departed": "accepted"}
_PRINTS = {"printed": "accepted", "unknown": "confirm", "queued": "info", "sending": "info", "cancelled": ""}


class TripsScreen(Screen):
    """Trips at the left, the papers of the chosen one in the middle, the chosen paper at the right."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(desk, look, parent)
        self._trip, self._paper = desk.known.get(_CHOSEN, ("", ("", "")))
        self.trips = Table(
            look,
            (Column(self.tr("Tournée"), share=1), Column("", Kind.TAG)),
            self.tr("Aucune tournée. Importez un fichier « tournées »."),
        )
        self.papers = Table(
            look, (Column(self.tr("Papier"), share=1), Column("", Kind.TAG)), self.tr("Choisissez une tournée.")
        )
        self.pages = PageView(look)
        self.pages.show_words(self.tr("Choisissez un papier."))
        self._doubts = QLabel(wordWrap=True)
        self._doubts.setObjectName("fault")
        self._said = QLabel(wordWrap=True)
        self._said.setObjectName("label")
        self._paper_heading = QLabel(self.tr("Papiers"))
        self._page_heading = QLabel("")
        self.trips.chosen.connect(self.choose_trip)
        self.papers.chosen.connect(self.choose_paper)
        for table in (self.trips, self.papers):
            table.verticalHeader().setDefaultSectionSize(look.px(76))
        self._lay_out()
        desk.taker = self._take

    def _lay_out(self) -> None:
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(self.look.size("gutter"))
        left = self._card(QLabel(self.tr("Tournées")), self.trips, self._doubts)
        middle = self._card(self._paper_heading, self.papers, self._said)
        right = self._card(self._page_heading, self.pages)
        for card, share in ((left, 30), (middle, 42), (right, 28)):
            box.addWidget(card, share)

    def _card(self, heading: QLabel, *widgets: QWidget) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        box = QVBoxLayout(card)
        pad = self.look.px(16)
        box.setContentsMargins(pad, pad, pad, pad)
        box.setSpacing(self.look.px(8))
        heading.setObjectName("subheading")
        heading.setWordWrap(True)
        box.addWidget(heading)
        for widget in widgets:
            box.addWidget(widget, int(not isinstance(widget, QLabel)))
        return card

    # -- the frame

    def heading(self) -> Heading:
        return Heading("document", self.tr("Tournées et papiers"))

    def offers(self) -> list[Offer]:
        offers = [Offer(Act.PAPERS, self.tr("Imprimer"), "printer")] if self._issued() else []
        if self.pages.pages > 1:
            offers.append(Offer(Act.NEXT, self.tr("Page suivante")))
        return [*offers, Offer(Act.BACK, self.tr("Retour"), quiet=True)]

    def _issued(self) -> bool:
        """Is the chosen paper one that may be printed?"""
        papers = [paper for trip in self.desk.known.get("trips", []) for paper in trip.papers]
        return any((paper.kind, paper.ref) == self._paper and paper.status != "draft" for paper in papers)

    def enter(self) -> None:
        self._show_trips(self.desk.known.get("trips", []))
        self._ask()

    def _ask(self) -> None:
        self.desk.ask("trips", lambda office: office.trips())
        self.desk.ask("unknown", lambda office: office.unknown_jobs())

    def act(self, act: Act) -> bool:
        match act:
            case Act.PAPERS:
                self._print()
            case Act.NEXT:
                self.pages.turn(1)
                self._name_page()
            case _:
                return False
        return True

    def _take(self, raw: str) -> bool:
        """A trip's or a paper's code chooses it here."""
        code = raw.strip().upper()
        known = {trip.number for trip in self.desk.known.get("trips", [])}
        number = code.removeprefix("TRP-")
        if code.startswith("TRP-") and number in known:
            self.choose_trip(number)
            return True
        return False

    # -- answers

    def learn(self, name: str, answer: object) -> None:
        if name == "trips" and not isinstance(answer, KnownError):
            self._show_trips(answer)
        elif name == "unknown" and not isinstance(answer, KnownError):
            self._show_doubts(answer)  # type: ignore[arg-type]
        elif name == "paper":
            self._show_paper(answer)
        elif name == "print":
            said = str(answer) if isinstance(answer, KnownError) else self.tr("Envoyé à l’imprimante.")
            self._said.setText(said)
            if self.desk.open is not None:
                self.desk.open.wake_printers()
            self._ask()

    def _show_trips(self, trips: Any) -> None:
        self.trips.show_rows([self._trip_row(trip) for trip in trips])
        numbers = [trip.number for trip in trips]
        if self._trip in numbers or numbers:
            self.choose_trip(self._trip if self._trip in numbers else numbers[0])

    def _trip_row(self, trip: TripSummary) -> Row:
        words = {
            "planned": self.tr("Prévue"),
            "loading": self.tr("En chargement"),
            "departed": self.tr("Partie"),
        }
        date = QDate.fromString(trip.date, Qt.DateFormat.ISODate).toString("dd/MM")
        pallets = self.tr("{0} sur {1} palettes").format(trip.loaded, trip.planned)
        return Row((f"{trip.number}\n{date}, {pallets}", words[trip.status]), trip.number, _TONES[trip.status])

    def choose_trip(self, number: str) -> None:
        """Show the papers of a trip."""
        self._trip = number
        trip: TripSummary | None = next((t for t in self.desk.known.get("trips", []) if t.number == number), None)
        if trip is None:
            return
        self.trips.selectRow([row.key for row in self.trips.rows].index(number))
        self._paper_heading.setText(self.tr("Papiers de la tournée {0}").format(number))
        self.papers.show_rows([self._paper_row(paper) for paper in trip.papers])
        keys = [(paper.kind, paper.ref) for paper in trip.papers]
        if keys:
            self.choose_paper(self._paper if self._paper in keys else keys[0])

    def _paper_row(self, paper: PaperSummary) -> Row:
        prints = {
            "printed": self.tr("Imprimé"),
            "unknown": self.tr("À vérifier"),
            "queued": self.tr("En attente"),
            "sending": self.tr("Impression"),
            "cancelled": self.tr("Annulé"),
            "": self.tr("Projet") if paper.status == "draft" else self.tr("Émis"),
        }
        kind = self.desk.messages.paper(paper.kind)
        text = "\n".join(filter(None, (f"{kind} {paper.number}".strip(), paper.site)))
        return Row((text, prints[paper.printing]), (paper.kind, paper.ref), _PRINTS.get(paper.printing, ""))

    def choose_paper(self, key: tuple[str, str]) -> None:
        """Show a paper as it looks."""
        keys = [row.key for row in self.papers.rows]
        if key not in keys:
            return
        self.papers.selectRow(keys.index(key))
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

    def _print(self) -> None:
        kind, ref = self._paper
        if self._issued():
            self.desk.ask("print", lambda office: office.print_paper(kind, ref) or True)

    def _show_doubts(self, jobs: list[UnknownJob]) -> None:
        """What may or may not have come out, and what a person does about it."""
        self._doubts.setVisible(bool(jobs))
        told = [f"{self.desk.messages.paper(job.kind)} {job.ref} ({job.printer})" for job in jobs[:3]]
        more = self.tr("et {0} autres").format(len(jobs) - 3) if len(jobs) > 3 else ""
        remedy = self.tr("Sortie : bipez l’étiquette. Pas sortie : réimprimez.")
        self._doubts.setText("\n".join(filter(None, (self.tr("Impressions à vérifier :"), *told, more, remedy))))
