"""Before there is a home to work with: an empty one offers two ways to begin, a closed one says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.actions import Act
from ui.screens.screen import Heading, Screen
from ui.widgets.keys import KeySpec
from ui.widgets.progress import ProgressLine, ProgressRow
from ui.widgets.tiles import Tile, Words
from ui.widgets.verdict import Verdict, VerdictPanel
from ui.words import paris_now

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.look.look import Look

_FOUNDING = "founding"
"""What the desk remembers while a home is being made: the words for it."""


def _unknown(words: str) -> ProgressRow:
    """Work whose length nobody knows."""
    return ProgressRow("", words, "", "", 0, 0)


class WelcomeScreen(Screen):
    """An empty home: what this is, and the sample campaign or one's own data."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(desk, look, parent)
        self.sample = Tile(
            look,
            "play",
            self.tr("Essayer avec la campagne d’exemple"),
            "1",
            self.tr("Lycées, colis et tournées fictifs, marqués comme échantillon partout où ils s’impriment."),
            enter=True,
        )
        self.own = Tile(
            look,
            "database",
            self.tr("Commencer avec mes données"),
            "2",
            self.tr("Un poste vide. Vous importez vos lycées, articles, dotations, avis et tournées."),
            enter=True,
        )
        self.progress = ProgressLine(look, _unknown(""))
        self._said = Words(look, "heading").say(self.tr("Choisissez\u00a0: 1 ou 2."))
        self._foot = QStackedWidget()
        self._foot.setFixedHeight(look.size("row"))
        self.sample.clicked.connect(self._begin_sample)
        self.own.clicked.connect(self._begin_own)
        self._lay_out()

    def _lay_out(self) -> None:
        what = self.tr(
            "Ce poste reçoit les appareils, les met en colis et sur palettes, les charge dans le camion, "
            "et imprime étiquettes et papiers."
        )
        gutter = self.look.size("gutter")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, gutter, 0, gutter)
        grid.setSpacing(gutter)
        grid.addWidget(Words(self.look, "title").say(self.tr("Bienvenue")), 1, 0, 1, 2)
        grid.addWidget(Words(self.look, "heading", "ink2", lines=2).say(what), 2, 0, 1, 2)
        for column, tile in enumerate((self.sample, self.own)):
            tile.setFixedHeight(self.look.px(240 if self.look.compact else 360))
            grid.addWidget(tile, 3, column)
        for widget in (self._said, self.progress):
            self._foot.addWidget(widget)
        grid.addWidget(self._foot, 4, 0, 1, 2)
        grid.setRowStretch(0, 1)
        grid.setRowStretch(5, 2)

    def heading(self) -> Heading:
        return Heading("home", self.tr("Nouveau poste"))

    def enter(self) -> None:
        words: str | None = self.desk.known.get(_FOUNDING)
        for tile in (self.sample, self.own):
            tile.setEnabled(words is None)
        self._foot.setCurrentIndex(int(words is not None))
        self.progress.show_row(_unknown(words or ""))

    def typed(self, key: str) -> None:
        """Digits choose."""
        if key in {"1", "2"}:
            self._begin(sample=key == "1")

    def _begin_sample(self) -> None:
        self._begin(sample=True)

    def _begin_own(self) -> None:
        self._begin(sample=False)

    def _begin(self, *, sample: bool) -> None:
        if _FOUNDING in self.desk.known:
            return
        said = self.tr("La campagne d’exemple se prépare…") if sample else self.tr("Le poste se prépare…")
        self.desk.known[_FOUNDING] = said
        self.desk.bridge.found(sample=sample)
        self.enter()


class FailureScreen(Screen):
    """The home cannot be opened: why, and trying again."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(desk, look, parent)
        self.verdict = VerdictPanel(look)
        self.verdict.chosen.connect(self._chosen)
        self._tried = Words(look, "body", "ink2")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.size("gutter"))
        box.addWidget(self.verdict, 1)
        box.addWidget(self._tried)

    def heading(self) -> Heading:
        return Heading("alert", self.tr("Poste fermé"))

    def enter(self) -> None:
        self.desk.known.pop(_FOUNDING, None)
        keys = (
            KeySpec(self.tr("Réessayer"), "reload", Act.NEXT.cap),
            KeySpec(self.tr("Quitter"), "cross", Act.LEAVE.cap),
        )
        self.verdict.show_verdict(Verdict("lost", self.tr("Poste fermé"), self.desk.failure, keys=keys))
        self._tried.say(self.tr("Essayé à {0}.").format(paris_now().toString("HH:mm:ss")))

    def act(self, act: Act) -> bool:
        """F5 tries again, F12 closes the window."""
        if act is Act.NEXT:
            self._tried.say(self.tr("Ouverture du poste…"))
            self.desk.bridge.restart()
        elif act is Act.LEAVE:
            self.window().close()
        return act in {Act.NEXT, Act.LEAVE}

    def _chosen(self, key: KeySpec) -> None:
        self.act(Act.NEXT if key.cap == Act.NEXT.cap else Act.LEAVE)
