"""The job frame: board, verdict, drawing, side column and history; the four jobs differ in what they draw.

Layout A gives the verdict the room (jobs that scan devices), layout B the drawing (jobs where the place matters).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from dispatch.domain.reasons import Need, Reason
from ui.actions import Act, Offer
from ui.desk import REMEMBERED, tone_of
from ui.screens.reasons import ReasonCards
from ui.screens.screen import Heading, Screen
from ui.widgets.aim import AimDrawing, AimKind
from ui.widgets.board import Pill, Prompt
from ui.widgets.history import HistoryRow, HistoryStrip
from ui.widgets.keys import KeySpec
from ui.widgets.verdict import Verdict, VerdictPanel

if TYPE_CHECKING:
    from dispatch.services.outcome import Outcome
    from dispatch.services.pictures import Picture
    from dispatch.services.scenes import Scene
    from ui.desk import Desk
    from ui.look.look import Look

WEIGHING = "awaiting-weight"
"""The step in which a closed unit is weighed, whatever the job."""
ICONS = {"receive": "receive", "pack": "pack", "palletise": "palletise", "load": "load"}
"""Icon of each job, by its task."""
_AIMS: dict[str, AimKind] = {
    "pack.order-expected": "order",
    "pack.complete": "order",
    "pack.ready": "serial",
    "pack.carton-open": "serial",
    "load.trip-expected": "trip",
    "load.departed": "trip",
    "load.loading": "pallet",
    "load.sealing": "seal",
    "palletise.awaiting-label": "label",
    "pack.awaiting-label": "label",
    "palletise.awaiting-weight": "pallet",
    "palletise.weight-off": "pallet",
}
_NARROW_VERDICT = 600
"""Width of the panel beside the reason cards on a small screen."""
_SCANNED = {"serial": "serial", "order": "document", "trip": "load", "pallet": "pallet", "seal": "seal"}


def aim_of(prompt_key: str) -> AimKind:
    """The thing to scan in this step, as `AimDrawing` names it."""
    if prompt_key.startswith("palletise."):
        return _AIMS.get(prompt_key, "label")
    return _AIMS.get(prompt_key, "carton")


class JobScreen(Screen):
    """What the four jobs share. A subclass gives its task, its place, its drawing and its side."""

    task = ""
    drawing_first = False
    """Layout B."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(desk, look, parent)
        self.verdict = VerdictPanel(look, short=self.drawing_first)
        rows = 1 if look.compact else 4
        self.history = HistoryStrip(look, rows) if not self.drawing_first else self._side_history()
        self._reasons = ReasonCards(look, desk.messages)
        self._reasons.chosen.connect(desk.say)
        self._side = QStackedWidget()
        self._side.addWidget(self._column())
        self._side.addWidget(self._reasons)
        self._side.setFixedWidth(self._side_width())
        self.verdict.chosen.connect(self._pressed)
        self._lay_out()

    def _side_history(self) -> HistoryStrip:
        """As many scans as the side has room for."""
        return HistoryStrip(self.look, REMEMBERED // 4, heading=self.tr("Derniers bips"))

    # -- what a job gives

    def place(self, picture: Picture | None) -> tuple[str, str]:
        """Name and code of what the work is for, in the top bar."""
        raise NotImplementedError

    def side(self) -> list[QWidget]:
        """The cards of the side column, top to bottom; the last one takes the room."""
        raise NotImplementedError

    def drawing(self) -> QWidget | None:
        """The drawing of layout B."""
        return None

    def draw(self, scene: Scene) -> None:
        """Show the picture of a scene."""
        raise NotImplementedError

    def count(self, picture: Picture | None) -> tuple[str, str]:
        """The large number of an accepted scan, and what it is out of."""
        raise NotImplementedError

    # -- the frame

    def _side_width(self) -> int:
        return self.look.size("side")

    def _column(self) -> QWidget:
        column = QWidget()
        box = QVBoxLayout(column)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(self.look.size("gutter"))
        cards = self.side()
        for card in cards:
            box.addWidget(card, int(card is cards[-1]))
        return column

    def _lay_out(self) -> None:
        gutter = self.look.size("gutter")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(gutter)
        drawing = self.drawing()
        grid.addWidget(self.verdict, 0, 0)
        grid.addWidget(drawing or self.history, 1, 0)
        grid.addWidget(self._side, 0, 1, 2, 1)
        grid.setRowStretch(1 if self.drawing_first else 0, 1)
        grid.setColumnStretch(0, 1)

    def heading(self) -> Heading:
        picture = self.desk.scene.picture if self.desk.scene is not None and self._mine(self.desk.scene) else None
        place, code = self.place(picture)
        icon = "load" if self.task == "load" else "school"
        return Heading(ICONS[self.task], self._title(), place, icon, code)

    def _title(self) -> str:
        titles = {
            "receive": self.tr("Réception"),
            "pack": self.tr("Colisage"),
            "palletise": self.tr("Palettisation"),
            "load": self.tr("Chargement"),
        }
        return titles[self.task]

    def _mine(self, scene: Scene) -> bool:
        return scene.standing.task == self.task

    def enter(self) -> None:
        if self.desk.scene is not None and self._mine(self.desk.scene):
            self.show_scene(self.desk.scene)
        else:
            self._idle(f"{self.task}.ready")

    def prompt(self) -> Prompt | None:
        scene = self.desk.scene
        if scene is None or not self._mine(scene):
            return None
        standing = scene.standing
        sentence = self.desk.messages.prompt(standing.prompt_key, standing.prompt_args)
        if self.desk.blocked:
            return Prompt("pause", self.tr("Scans en pause"), sentence, (Pill("barcode", "CMD-RESUME"),))
        if standing.need is not None:
            return Prompt("question", self.tr("Question en attente"), sentence, self._answers(standing.need))
        if standing.state == WEIGHING:
            off = standing.prompt_key.endswith("weight-off")
            card = Pill("barcode", "CMD-CONFIRM") if off else Pill("next", "CMD-NEXT")
            return Prompt("scale", self.tr("À peser"), sentence, (card, Pill("undo", "CMD-UNDO")))
        aim = aim_of(standing.prompt_key)
        return Prompt(_SCANNED.get(aim, aim), self.tr("À biper"), sentence, self.pills(standing.prompt_key))

    def pills(self, prompt_key: str) -> tuple[Pill, ...]:
        """Other codes that this step takes, at most two."""
        return ()

    def _answers(self, need: Need) -> tuple[Pill, ...]:
        cancel = Pill("barcode", "CMD-CANCEL")
        match need:
            case Need.CONFIRM:
                return Pill("barcode", "CMD-CONFIRM"), cancel
            case Need.REASON:
                return Pill("barcode", "RSN-…"), cancel
            case Need.BADGE:
                return Pill("badge", "OPR-…"), cancel
        return (cancel,)

    # -- what is shown

    def show_scene(self, scene: Scene) -> None:
        if not self._mine(scene):
            return
        outcome = scene.outcome
        if outcome is None and scene.resumed:
            self.verdict.show_verdict(self._resumed())
        elif outcome is None or outcome.reason is Reason.TASK_SELECTED:
            self._idle(scene.standing.prompt_key)
        else:
            self.verdict.show_verdict(self._verdict(outcome, scene.picture))
        self.draw(scene)
        self._choose_side(reasons=scene.standing.need is Need.REASON)
        self.history.show_rows([HistoryRow(h.time, h.tone, h.code, h.words) for h in self.desk.history])

    def _choose_side(self, *, reasons: bool) -> None:
        """The column of the job, or the reason cards, which take more room where keys would become too small."""
        look = self.look
        self._side.setCurrentIndex(int(reasons))
        wide = max(look.size("side"), self.width() - look.size("gutter") - look.px(_NARROW_VERDICT))
        self._side.setFixedWidth(wide if reasons and look.compact else self._side_width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose_side(reasons=self._side.currentIndex() == 1)

    def _idle(self, prompt_key: str) -> None:
        self.verdict.set_aim(AimDrawing(self.look, aim_of(prompt_key)))
        self.verdict.show_verdict(Verdict("idle", "", ""))

    def _resumed(self) -> Verdict:
        word = self.tr("Travail repris")
        return Verdict("info", word, self.desk.messages.notice("resumed", {}))

    def _verdict(self, outcome: Outcome, picture: Picture | None) -> Verdict:
        tone = tone_of(outcome)
        count, of = self.count(picture) if tone == "accepted" else ("", "")
        messages = self.desk.messages
        word = messages.headline(outcome.reason)
        if outcome.notices:
            outcome = replace(outcome, notices=tuple(n for n in outcome.notices if n.word != "resumed"))
        sentence = outcome.sentence(messages).removeprefix(f"{word}. ")
        keys = tuple(KeySpec(key.text, key.icon or key.act.icon, key.act.cap) for key in self._answers_by_key())
        return Verdict(tone, word, sentence, count, of, keys)

    def _answers_by_key(self) -> list[Offer]:
        """The keys that answer what is asked."""
        if self.desk.blocked:
            return [Offer(Act.RESUME, self.tr("Reprendre"))]
        need, outcome = self.desk.asked, self.desk.outcome
        if need is None or outcome is None:
            return []
        cancel = Offer(Act.BACK, self.tr("Annuler"), "cross")
        if need is Need.CONFIRM:
            return [Offer(Act.CONFIRM, self.desk.messages.act(outcome.reason)), cancel]
        return [cancel]

    def _pressed(self, spec: KeySpec) -> None:
        self.act(next(act for act in (Act.RESUME, Act.CONFIRM, Act.BACK) if act.cap == spec.cap))

    # -- keys

    def act(self, act: Act) -> bool:
        """Cards by key. A focused reason card is chosen by F10; Escape asks nothing where nothing was asked."""
        if act is Act.CONFIRM and self._reasons.choose_focused():
            return True
        if act is Act.BACK and self.desk.asked is None:
            return False
        if act is Act.RESUME and not self.desk.blocked:
            return False
        if act.card:
            self.desk.say(act.card)
        return bool(act.card)

    def offers(self) -> list[Offer]:
        """The keys of the job; while a question is open its answers, where the panel has no room for them."""
        menu = Offer(Act.MENU, self.tr("Menu"), quiet=True)
        if self.desk.asked is not None or self.desk.blocked:
            return [menu] if self.verdict.holds_keys else [*self._answers_by_key(), menu]
        scene = self.desk.scene
        weighing = scene is not None and self._mine(scene) and scene.standing.state == WEIGHING
        own = self._weighing_offers() if weighing else self.own_offers()
        return [*own, Offer(Act.UNDO, self.tr("Annuler le dernier")), menu]

    def _weighing_offers(self) -> list[Offer]:
        """Going on without a scale; a weight that was refused may be accepted."""
        scene = self.desk.scene
        off = scene is not None and scene.standing.prompt_key.endswith("weight-off")
        accept = [Offer(Act.CONFIRM, self.tr("Accepter l’écart"))] if off else []
        return [*accept, Offer(Act.NEXT, self.tr("Sans peser"))]

    def own_offers(self) -> list[Offer]:
        """The keys of this job before undo and menu."""
        return []
