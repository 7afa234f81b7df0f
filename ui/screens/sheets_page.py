"""The sheets of cards: each as it looks, to be printed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from dispatch.domain.errors import KnownError
from dispatch.services.sheets import DOCKS, KINDS, LOCATIONS, PREFIXES
from ui.desk import AIM
from ui.screens.place_codes import PlaceCodes
from ui.widgets.keys import Key, KeySpec
from ui.widgets.pages import PageView, page_images

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.look.look import Look

PLACES = (DOCKS, LOCATIONS)
"""The sheets whose codes are named here: no import knows storage places, nor the docks of no trip."""
_CHOSEN = "sheet-kind"
"""Where the desk keeps the sheet that was chosen last."""
_CODES = "sheet-codes"
"""Where it keeps the codes of places, by sheet."""
_ICONS = {
    "setup": "scanner",
    "badges": "badge",
    "printers": "printer",
    "docks": "load",
    "locations": "pallet",
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
        "locations": QCoreApplication.translate("SheetsPage", "Emplacements"),
        "orders": QCoreApplication.translate("SheetsPage", "Commandes"),
        "trips": QCoreApplication.translate("SheetsPage", "Tournées"),
    }[kind]


class SheetsPage(QWidget):
    """Kinds at the left, the chosen sheet at the right, above it the codes of its places."""

    changed = Signal()
    """Another sheet, or other codes on it."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.kind: str = desk.known.get(_CHOSEN, KINDS[0])
        self._keys = {kind: Key(look, KeySpec(sheet_word(kind), _ICONS.get(kind, "barcode"))) for kind in KINDS}
        self._known_codes: dict[str, tuple[str, ...]] = desk.known.setdefault(_CODES, {})
        self.places = PlaceCodes(look)
        self.places.changed.connect(self._codes_changed)
        self.pages = PageView(look)
        self.pages.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.note = QLabel(wordWrap=True)
        self.note.setObjectName("label")
        left = QVBoxLayout()
        self._kinds = self._shelf(look)
        left.addWidget(self._kinds, 1)
        left.addWidget(self.note)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.size("gutter"))
        box.addLayout(left, 2)
        right = QVBoxLayout()
        right.addWidget(self.places)
        right.addWidget(self.pages, 1)
        box.addLayout(right, 3)
        self.choose(self.kind)

    def _shelf(self, look: Look) -> QScrollArea:
        """The keys of all kinds."""
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
        shelf.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        shelf.setWidget(kinds)
        return shelf

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, lambda: self._kinds.ensureWidgetVisible(self._keys[self.kind]))

    def choose(self, kind: str, _checked: bool = False) -> None:
        """Show a sheet as it looks; chosen again, its next page."""
        if kind == self.kind and self.pages.pages > 1:
            self.pages.turn(1)
            return
        self.kind = self._desk.known[_CHOSEN] = kind
        for name, key in self._keys.items():
            spec = KeySpec(sheet_word(name), _ICONS.get(name, "barcode"), "", "primary" if name == kind else "normal")
            key.show_spec(spec)
        self.places.setVisible(kind in PLACES)
        if kind in PLACES:
            self.places.show_codes(_codes_label(kind), PREFIXES[kind], self.codes)
        self._show_sheet()

    @property
    def codes(self) -> tuple[str, ...]:
        """Those of the places on the chosen sheet."""
        return self._known_codes.get(self.kind, ()) if self.kind in PLACES else ()

    def take(self, raw: str) -> bool:
        """While places are shown a scan is the code of one; any other is told."""
        if self.kind not in PLACES:
            return False
        code = AIM.sub("", raw.strip()).upper()
        if not self.places.take(code):
            words = self.tr("{0} n’est pas un code {1} Bipez celui d’un lieu de cette planche.")
            self.places.say(words.format(code, f"{PREFIXES[self.kind]}…"))
        return True

    def _codes_changed(self) -> None:
        self._known_codes[self.kind] = self.places.codes
        self._show_sheet()

    def _show_sheet(self) -> None:
        kind, codes = self.kind, self.codes
        self.note.setText("")
        self.places.say("")
        self.changed.emit()
        if kind == LOCATIONS and not codes:
            self.pages.show_words(self.tr("Bipez ou tapez les codes des emplacements."))
            return
        self.pages.show_words(self.tr("La planche se prépare…"))
        self._desk.commission("sheet-pages", partial(_shown, kind, codes))

    def print_it(self) -> None:
        """Have the chosen sheet printed."""
        self.note.setText(self.tr("La planche s’imprime…"))
        self._desk.commission("sheet", partial(_printed, self.kind, self.codes))

    def learn(self, name: str, answer: Any) -> None:
        """What became of what was asked."""
        if name == "sheet-pages":
            if isinstance(answer, KnownError):
                self._show_fault(str(answer))
            elif answer[:2] == (self.kind, self.codes):
                self.pages.show_pages(answer[2])
        elif isinstance(answer, KnownError):
            self.note.setText(str(answer))
        else:
            out = self.tr("La planche est sortie.")
            self.note.setText(out if answer.state == "printed" else self._desk.messages.remedy(answer.detail))

    def _show_fault(self, sentence: str) -> None:
        """What is wrong with the codes stands below them, all else in place of the sheet."""
        self.pages.show_words("" if self.codes else sentence)
        self.places.say(sentence if self.codes else "")


def _codes_label(kind: str) -> str:
    return {
        DOCKS: QCoreApplication.translate(
            "SheetsPage", "Quais\u00a0: bipez ou tapez leurs codes, sinon ceux des tournées"
        ),
        LOCATIONS: QCoreApplication.translate("SheetsPage", "Emplacements\u00a0: bipez ou tapez leurs codes"),
    }[kind]


def _shown(kind: str, codes: tuple[str, ...], commissioning: Any) -> Any:
    return kind, codes, page_images(commissioning.sheet(kind, codes))


def _printed(kind: str, codes: tuple[str, ...], commissioning: Any) -> Any:
    return commissioning.print_sheet(kind, codes)
