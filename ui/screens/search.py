"""Search: what a code names, where it stands and its story; or what people may mean by a few words."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QMetaObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from dispatch.domain.errors import InputError, KnownError
from ui.actions import Act, Offer
from ui.desk import HOME, JOBS
from ui.models.table import Column, Kind, Row
from ui.screens.screen import Heading, Screen
from ui.screens.story import StoryPage, kind_name
from ui.widgets.fields import SearchField
from ui.widgets.tables import Table
from ui.widgets.tiles import Card, Words
from ui.widgets.verdict import Verdict, VerdictPanel

if TYPE_CHECKING:
    from dispatch.services.find import Hit
    from dispatch.services.office import Office
    from dispatch.services.story_view import StoryView
    from ui.desk import Desk
    from ui.look.look import Look

_QUESTION = "search"


@dataclass(frozen=True, slots=True)
class Found:
    """What the office answered: a story, several hits, or why there is nothing."""

    text: str
    story: StoryView | None = None
    hits: tuple[Hit, ...] = ()
    sentence: str = ""


def look_up(text: str, office: Office) -> Found:
    """The story of what bears this code, else what people may mean by it; the story too where that is one thing."""
    try:
        return Found(text, office.search(text))
    except InputError as error:
        hits = tuple(office.find(text))
        if len(hits) == 1:
            return Found(text, office.search(hits[0].code))
        return Found(text, hits=hits, sentence=str(error))


class SearchScreen(Screen):
    """One field, filled by hand or by a scan; below it the story, the hits or a sentence."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(desk, look, parent)
        hint = self.tr("N° de série, colis, palette, commande, tournée, lycée\u00a0: bipez ou tapez")
        self.field = SearchField(look, hint)
        self.field.asked.connect(self._ask)
        self.field.stepped.connect(self._step)
        self.hits = Table(look, self._columns())
        self.hits.chosen.connect(self._choose)
        self.story = StoryPage(look)
        self.story.nesting.chosen.connect(self._choose)
        self.panel = VerdictPanel(look)
        self._pages = QStackedWidget()
        for page in (self._blank(), self._hits_card(), self.story, self.panel):
            self._pages.addWidget(page)
        self._asked = ""
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.size("gutter"))
        box.addWidget(self.field)
        box.addWidget(self._pages, 1)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("Quoi")),
            Column(self.tr("Nom"), share=3),
            Column(self.tr("Détail"), share=2),
            Column(self.tr("Code"), Kind.CODE),
        )

    def _blank(self) -> QWidget:
        card = Card(self.look)
        card.box.setSpacing(self.look.px(32))
        card.box.addStretch(1)
        for icon, line in (
            ("scan", self.tr("Bipez ou tapez un code\u00a0: toute son histoire s’affiche ici.")),
            (
                "school",
                self.tr("Ou un nom de lycée, une ville, le début d’un n°\u00a0de série, la fin d’une étiquette."),
            ),
            ("keyboard", self.tr("Code abîmé\u00a0? Tapez-le, puis F10\u00a0: il compte comme un bip.")),
        ):
            card.box.addLayout(self._hint(icon, line))
        card.box.addStretch(2)
        return card

    def _hint(self, icon: str, line: str) -> QHBoxLayout:
        picture = QLabel()
        size = self.look.px(56)
        picture.setPixmap(self.look.icon(icon, size, "accent", ratio=self.devicePixelRatioF()))
        row = QHBoxLayout()
        row.setContentsMargins(self.look.px(24), 0, 0, 0)
        row.setSpacing(self.look.px(28))
        row.addWidget(picture)
        row.addWidget(Words(self.look, "heading", lines=2).say(line), 1)
        return row

    def _hits_card(self) -> QWidget:
        card = Card(self.look)
        self._count = Words(self.look, "heading")
        card.box.addWidget(self._count)
        card.box.addWidget(self.hits, 1)
        return card

    # -- the frame

    def heading(self) -> Heading:
        return Heading("search", self.tr("Chercher"))

    def offers(self) -> list[Offer]:
        return [
            Offer(Act.SEARCH, self.tr("Nouvelle recherche")),
            Offer(Act.CONFIRM, self.tr("Utiliser comme un bip"), "scan"),
            Offer(Act.BACK, self.tr("Retour"), quiet=True),
        ]

    def enter(self) -> None:
        """The field takes keys and scans; what was looked for last is shown, and asked again."""
        self.desk.taker = self._take
        QMetaObject.invokeMethod(self.field.edit, "setFocus", Qt.ConnectionType.QueuedConnection)
        found: Found | None = self.desk.known.get(_QUESTION)
        if found is not None:
            self._asked = found.text
            self.field.put(shown(found.text))
            self._show(found)
            self._ask(found.text)

    def act(self, act: Act) -> bool:
        """F3 begins anew, F10 sends what stands in the field as a scan."""
        if act is Act.SEARCH:
            self._clear()
        elif act is Act.CONFIRM:
            self._use_as_scan()
        return act in {Act.SEARCH, Act.CONFIRM}

    def _clear(self) -> None:
        self.desk.known.pop(_QUESTION, None)
        self._asked = ""
        self.field.put("")
        self.field.edit.setFocus()
        self._pages.setCurrentIndex(0)

    def _use_as_scan(self) -> None:
        """In the job at hand, else at home, where the code chooses its job."""
        text = self.field.text
        if not text:
            return
        scene = self.desk.scene
        task = scene.standing.task if scene is not None else ""
        self.desk.known.pop(_QUESTION, None)
        self.desk.go(task if task in JOBS else HOME)
        self.desk.hear(text, "typed", time.monotonic())

    def _take(self, raw: str) -> bool:
        """A scan is looked for."""
        self.field.put(shown(raw))
        self._ask(raw.strip())
        return True

    # -- asking

    def _ask(self, text: str) -> None:
        """Look for a text; Enter on a marked hit opens that one."""
        if self._pages.currentIndex() == 1 and text == self._asked and self.hits.choose():
            return
        self._asked = text
        if text:
            self.desk.ask(_QUESTION, lambda office: look_up(text, office))
        else:
            self._clear()

    def _choose(self, code: str) -> None:
        self.field.put(code)
        self._ask(code)
        self.field.edit.setFocus()

    def _step(self, by: int) -> None:
        (self.hits if self._pages.currentIndex() == 1 else self.story.timeline).step(by)

    # -- what is shown

    def learn(self, name: str, answer: object) -> None:
        if name != _QUESTION:
            return
        if isinstance(answer, KnownError):
            self._say(self.tr("Pas de réponse"), str(answer))
        elif isinstance(answer, Found) and answer.text == self._asked:
            self._show(answer)

    def _show(self, found: Found) -> None:
        if found.story is not None:
            self.story.show_story(found.story)
            self._pages.setCurrentIndex(2)
        elif found.hits:
            self._show_hits(found.hits)
        else:
            advice = self.tr("Vérifiez le code, ou utilisez-le comme un bip\u00a0: F10.")
            self._say(self.tr("Introuvable"), f"{found.sentence} {advice}")

    def _show_hits(self, hits: tuple[Hit, ...]) -> None:
        self._count.say(self.tr("Trouvés\u00a0: {0}").format(len(hits)))
        self.hits.show_rows([Row((kind_name(hit.kind), hit.title, hit.detail, hit.code), key=hit.code) for hit in hits])
        self._pages.setCurrentIndex(1)

    def _say(self, word: str, sentence: str) -> None:
        self._pages.setCurrentIndex(3)
        self.panel.show_verdict(Verdict("info", word, sentence))


def shown(raw: str) -> str:
    """A scan as the field shows it: without what no eye can read."""
    return "".join(c for c in raw.strip() if c.isprintable())
