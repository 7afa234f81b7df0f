"""The sheets of cards: each as it looks, to be printed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from dispatch.domain.errors import KnownError
from dispatch.services.sheets import KINDS, LOCATIONS
from ui.widgets.keys import Key, KeySpec
from ui.widgets.pages import PageView, page_images

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.look.look import Look

OFFERED = tuple(kind for kind in KINDS if kind != LOCATIONS)
"""Those that are drawn from what the station knows; storage places are named on the command line."""
_CHOSEN = "sheet-kind"
"""Where the desk keeps the sheet that was chosen last."""
_ICONS = {
    "setup": "scanner",
    "badges": "badge",
    "printers": "printer",
    "docks": "load",
    "orders": "document",
    "trips": "load",
}


def sheet_word(kind: str) -> str:
    """What a sheet holds."""
    return {
        "setup": QCoreApplication.translate("SheetsPage", "Mise en service"),
        "commands": QCoreApplication.translate("SheetsPage", "Cartes de commande"),
        "reasons": QCoreApplication.translate("SheetsPage", "Cartes de motif"),
        "badges": QCoreApplication.translate("SheetsPage", "Badges"),
        "printers": QCoreApplication.translate("SheetsPage", "Imprimantes"),
        "docks": QCoreApplication.translate("SheetsPage", "Quais"),
        "orders": QCoreApplication.translate("SheetsPage", "Commandes"),
        "trips": QCoreApplication.translate("SheetsPage", "Tournées"),
    }[kind]


class SheetsPage(QWidget):
    """Kinds at the left, the chosen sheet at the right."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.kind: str = desk.known.get(_CHOSEN, OFFERED[0])
        self._keys = {kind: Key(look, KeySpec(sheet_word(kind), _ICONS.get(kind, "barcode"))) for kind in OFFERED}
        self.pages = PageView(look)
        self.note = QLabel(wordWrap=True)
        self.note.setObjectName("label")
        kinds = QWidget()
        column = QVBoxLayout(kinds)
        column.setContentsMargins(0, 0, look.px(12), 0)
        column.setSpacing(0)
        for kind, key in self._keys.items():
            key.clicked.connect(partial(self.choose, kind))
            column.addWidget(key)
        column.addStretch(1)
        shelf = QScrollArea(widgetResizable=True)
        shelf.setFrameShape(QFrame.Shape.NoFrame)
        shelf.setWidget(kinds)
        left = QVBoxLayout()
        left.addWidget(shelf, 1)
        left.addWidget(self.note)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.size("gutter"))
        box.addLayout(left, 2)
        box.addWidget(self.pages, 3)
        self.choose(self.kind)

    def choose(self, kind: str, _checked: bool = False) -> None:
        """Show a sheet as it looks; chosen again, its next page."""
        if kind == self.kind and self.pages.pages > 1:
            self.pages.turn(1)
            return
        self.kind = self._desk.known[_CHOSEN] = kind
        for name, key in self._keys.items():
            spec = KeySpec(sheet_word(name), _ICONS.get(name, "barcode"), "", "primary" if name == kind else "normal")
            key.show_spec(spec)
        self.note.setText("")
        self.pages.show_words(self.tr("La planche se prépare…"))
        self._desk.commission("sheet-pages", lambda commissioning: (kind, page_images(commissioning.sheet(kind))))

    def print_it(self) -> None:
        """Have the chosen sheet printed."""
        self.note.setText(self.tr("La planche s’imprime…"))
        self._desk.commission("sheet", partial(_printed, self.kind))

    def learn(self, name: str, answer: Any) -> None:
        """What became of what was asked."""
        if name == "sheet-pages":
            if isinstance(answer, KnownError):
                self.pages.show_words(str(answer))
            elif answer[0] == self.kind:
                self.pages.show_pages(answer[1])
        elif isinstance(answer, KnownError):
            self.note.setText(str(answer))
        else:
            out = self.tr("La planche est sortie.")
            self.note.setText(out if answer.state == "printed" else self._desk.messages.remedy(answer.detail))


def _printed(kind: str, commissioning: Any) -> Any:
    return commissioning.print_sheet(kind)
