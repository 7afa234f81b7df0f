"""The papers of a print run in order, and the one that is chosen as it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from dispatch.domain.errors import KnownError
from dispatch.services.extracts import EXTRACT_KINDS
from ui.models.table import Column, Kind, Row
from ui.widgets.pages import PageView, page_images
from ui.widgets.tables import Table

if TYPE_CHECKING:
    from dispatch.services.print_plans import RunPaper
    from dispatch.services.print_runs import RunItem
    from ui.desk import Desk
    from ui.look.look import Look

TONES = {"printed": "accepted", "unknown": "confirm", "queued": "info", "sending": "info", "cancelled": ""}
PAGE = "print-page"
"""The question that brings the pages of the chosen paper."""


def print_word(state: str) -> str:
    """What became of a print."""
    return {
        "printed": QCoreApplication.translate("PrintRun", "Imprimé"),
        "unknown": QCoreApplication.translate("PrintRun", "À vérifier"),
        "queued": QCoreApplication.translate("PrintRun", "En attente"),
        "sending": QCoreApplication.translate("PrintRun", "Impression"),
        "cancelled": QCoreApplication.translate("PrintRun", "Non envoyé"),
    }[state]


def sheet(look: Look, *widgets: QWidget) -> QFrame:
    """A card with these, top to bottom; what is no text takes the room."""
    card = QFrame()
    card.setObjectName("card")
    box = QVBoxLayout(card)
    pad = look.px(16)
    box.setContentsMargins(pad, pad, pad, pad)
    box.setSpacing(look.px(8))
    for widget in widgets:
        box.addWidget(widget, int(isinstance(widget, QStackedWidget | PageView | Table)))
    return card


class RunPapers(QWidget):
    """Papers at the left, below what is said of them; the chosen one at the right, page by page."""

    changed = Signal()
    """Another page is shown."""

    def __init__(self, desk: Desk, look: Look, above: Sequence[QWidget], instead: QWidget) -> None:
        """`instead` takes the place of the papers while something is asked."""
        super().__init__()
        self._desk = desk
        self._items: Sequence[RunPaper | RunItem] = ()
        self._at, self._shown = -1, ("", "")
        self.table = Table(look, (Column("", share=1), Column("", Kind.TAG)), self.tr("La liste se prépare…"))
        self.table.verticalHeader().setDefaultSectionSize(look.px(88))
        self.table.horizontalHeader().hide()
        self.table.chosen.connect(self.choose)
        self.pages = PageView(look)
        self._heading = QLabel("")
        self._heading.setObjectName("subheading")
        self._stack = QStackedWidget()
        for page in (self.table, instead):
            self._stack.addWidget(page)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.size("gutter"))
        box.addWidget(sheet(look, *above, self._stack), 58)
        box.addWidget(sheet(look, self._heading, self.pages), 42)

    @property
    def asking(self) -> bool:
        """Is something shown instead of the papers?"""
        return self._stack.currentIndex() == 1

    def ask(self, asking: bool) -> None:
        """Show what is asked, or the papers."""
        self._stack.setCurrentIndex(int(asking))

    def show_items(self, items: Sequence[RunPaper | RunItem]) -> None:
        """Show these papers; the chosen place stays chosen."""
        self._items = items
        self.table.show_rows([self._row(number, item) for number, item in enumerate(items)])
        if items:
            self.choose(min(max(self._at, 0), len(items) - 1))
        else:
            self._at = -1
            self.pages.show_words("")
            self._heading.setText("")

    def _row(self, number: int, item: Any) -> Row:
        kind = self._desk.messages.paper(item.kind)
        again = self.tr("Duplicata {0}").format(item.duplicate) if item.duplicate else ""
        state = getattr(item, "state", "queued" if getattr(item, "waiting", False) else "")
        of = ", ".join(filter(None, (again if state else "", item.site)))
        text = "\n".join(filter(None, (f"{number + 1}. {kind} {item.ref}", of)))
        if state:
            return Row((text, print_word(state)), number, TONES[state])
        if again:
            return Row((text, again), number, "confirm")
        return Row((text, "" if item.kind in EXTRACT_KINDS else self.tr("Original")), number, "")

    def choose(self, number: int) -> None:
        """Show one paper as it is printed."""
        item = self._items[number]
        self.table.selectRow(number)
        what = item.kind, f"{item.ref} {item.duplicate}"
        if (number, what) == (self._at, self._shown):
            return
        self._at, self._shown = number, what
        self.pages.show_words(self.tr("Le papier se prépare…"))
        self._desk.ask(PAGE, lambda office: (what, page_images(office.runs.page(item))))

    def turn(self) -> None:
        """The next page; after the last one of a paper the first one of the next paper."""
        if self.pages.number < self.pages.pages:
            self.pages.turn(1)
            self._name_page()
        elif self._items:
            self.choose((self._at + 1) % len(self._items))

    def learn_page(self, answer: Any) -> None:
        """The pages of a paper, or why there are none."""
        if isinstance(answer, KnownError):
            self.pages.show_words(str(answer))
        elif answer[0] == self._shown:
            self.pages.show_pages(answer[1])
        self._name_page()
        self.changed.emit()

    def _name_page(self) -> None:
        page = self.tr("page {0} sur {1}").format(self.pages.number, self.pages.pages) if self.pages.pages else ""
        paper = self.tr("Papier {0} sur {1}").format(self._at + 1, len(self._items))
        self._heading.setText(", ".join(filter(None, (paper, page))))
