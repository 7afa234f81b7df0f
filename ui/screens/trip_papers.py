"""The papers of a trip, and what is done with the chosen one: printed, or issued anew, each for a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from dispatch.domain.errors import InputError
from ui.actions import Act, Offer
from ui.models.table import Column, Kind
from ui.screens.print_run import operator_of
from ui.screens.reasons import ReasonCards
from ui.screens.run_papers import sheet
from ui.screens.trip_words import Key, key_of, paper_row, printed_words, reissued_words
from ui.widgets.tables import Table

if TYPE_CHECKING:
    from dispatch.services.trip_summaries import PaperSummary, TripSummary
    from ui.desk import Desk
    from ui.look.look import Look

PRINT, REISSUE = "print", "reissue"
"""What is done with a paper; each is the name of the question that does it, too."""
_ASKED = "trip-reason"
"""Where the desk keeps what a reason is asked for; empty where none is."""
_SAID = "trip-said"
"""Where it keeps what became of the last thing done with the chosen paper."""


class TripPapers(QWidget):
    """The papers of one trip; in their place, while it is asked for, the reason; below them what became of it."""

    chosen = Signal(object)
    """The `Key` of a paper that was touched."""
    changed = Signal()
    """Other keys, or the reason is asked for, or no longer."""
    done = Signal()
    """Something became of a paper: trips are to be read again."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._reason = ""
        self.paper: PaperSummary | None = None
        """The chosen one."""
        self.table = Table(look, (Column("", share=1), Column("", Kind.TAG)), self.tr("Choisissez une tournée."))
        self.table.verticalHeader().setDefaultSectionSize(look.px(88))
        self.table.horizontalHeader().hide()
        self.table.chosen.connect(self.chosen)
        self.reasons = ReasonCards(look, desk.messages)
        self.reasons.chosen.connect(self.give)
        self._heading, self.said = QLabel(self.tr("Papiers"), wordWrap=True), QLabel(wordWrap=True)
        self._heading.setObjectName("subheading")
        self.said.setObjectName("label")
        self._stack = QStackedWidget()
        for page in (self.table, self.reasons):
            self._stack.addWidget(page)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(sheet(look, self._heading, self._stack, self.said))

    # -- what is shown

    def show_trip(self, trip: TripSummary) -> None:
        """The papers of another trip, or the same ones as they are now."""
        self._heading.setText(self.tr("Papiers de la tournée {0}").format(trip.number))
        self.table.show_rows([paper_row(paper, self._desk.messages) for paper in trip.papers])

    def mark(self, paper: PaperSummary) -> None:
        """This paper is the chosen one; what was asked about another one is taken back."""
        if self.paper is not None and key_of(self.paper) != key_of(paper):
            self.ask("")
        self.paper = paper
        self.table.selectRow(self.keys.index(key_of(paper)))

    @property
    def keys(self) -> list[Key]:
        """Those of the papers that are shown."""
        return [row.key for row in self.table.rows]

    @property
    def asked(self) -> str:
        """What a reason is awaited for: `PRINT`, `REISSUE` or nothing."""
        asked: str = self._desk.known.get(_ASKED, "")
        return asked

    def ask(self, what: str) -> None:
        """Ask for the reason of this, or take the question back."""
        words = {
            PRINT: self.tr("Réimpression\u00a0: bipez le motif, ou choisissez-le."),
            REISSUE: self.tr("Nouvelle version, l’ancienne sera annulée\u00a0: bipez le motif, ou choisissez-le."),
        }
        self._desk.known[_ASKED] = what
        self._stack.setCurrentIndex(int(bool(what)))
        self.say(words.get(what, ""))
        self.changed.emit()

    def resume(self) -> None:
        """Show again what was asked or said before the look changed."""
        said = self._desk.known.get(_SAID, "")
        self.ask(self.asked)
        if not self.asked:
            self.say(said)

    def say(self, words: str) -> None:
        """Tell what became of something."""
        self._desk.known[_SAID] = words
        self.said.setText(words)

    # -- keys and cards

    def offers(self) -> list[Offer]:
        """The keys of the chosen paper, or of the question about it; no card of a job ever replaces a paper."""
        if self.asked:
            return [Offer(Act.CONFIRM, self.tr("Choisir")), Offer(Act.BACK, self.tr("Retour"), quiet=True)]
        paper = self._valid()
        if paper is None:
            return []
        word = self.tr("Réimprimer") if paper.came_out else self.tr("Imprimer")
        return [Offer(Act.PAPERS, word, "printer"), Offer(Act.SETUP, self.tr("Nouvelle version"), "document")]

    def act(self, act: Act) -> bool:
        """A key, or the card that stands for it."""
        if self.asked:
            return self._answer(act)
        match act:
            case Act.PAPERS | Act.REPRINT:
                self._want_print()
            case Act.SETUP if self._valid() is not None:
                self.ask(REISSUE)
            case _:
                return False
        return True

    def _answer(self, act: Act) -> bool:
        """A reason is asked for: Escape takes the question back, F10 takes the marked one."""
        if act is Act.BACK:
            self.ask("")
        return act is Act.BACK or (act is Act.CONFIRM and self.reasons.choose_focused())

    def _valid(self) -> PaperSummary | None:
        """The chosen paper, where it is issued and not replaced."""
        return self.paper if self.paper is not None and self.paper.status == "issued" else None

    def _want_print(self) -> None:
        """Print the chosen paper; a reason first where it came out before."""
        paper = self._valid()
        if paper is not None and paper.came_out and paper.printing != "queued":
            self.ask(PRINT)
        elif paper is not None:
            self._print(paper, "")

    # -- asking the office

    def give(self, reason: str) -> None:
        """Do what the reason was asked for."""
        what, paper = self.asked, self._valid()
        self.ask("")
        if paper is None:
            return
        if what == REISSUE:
            operator = operator_of(self._desk)
            self._desk.ask(REISSUE, lambda office: office.reissue_paper(paper.kind, paper.ref, reason, operator))
        else:
            self._print(paper, reason)

    def _print(self, paper: PaperSummary, reason: str) -> None:
        self._reason, operator = reason, operator_of(self._desk)
        self._desk.ask(PRINT, lambda office: office.print_paper(paper.kind, paper.ref, reason, operator))

    def learn(self, name: str, answer: Any) -> None:
        """What became of a print or of a new version."""
        if name == PRINT:
            self.say(printed_words(answer))
            if isinstance(answer, InputError) and not self._reason:  # it came out meanwhile
                self.ask(PRINT)
            if self._desk.open is not None:
                self._desk.open.wake_printers()
        elif name == REISSUE:
            self.say(reissued_words(answer, self._desk.messages))
        if name in (PRINT, REISSUE):
            self.done.emit()
