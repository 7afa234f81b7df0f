"""A print run: what it will print page by page, the reason where duplicates are among it, and what has come out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from dispatch.domain.errors import KnownError
from dispatch.services.print_plans import DAY, LIST, TRIP, WAVE, Selection
from dispatch.services.print_runs import CANCELLED, DONE, PAUSED, RUNNING
from ui.actions import Act, Offer
from ui.screens.reasons import ReasonCards
from ui.screens.run_papers import PAGE, RunPapers
from ui.screens.trip_words import day_word
from ui.widgets.progress import ProgressLine, ProgressRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from dispatch.services.print_plans import RunPlan
    from dispatch.services.print_runs import RunReport
    from dispatch.services.trip_summaries import TripSummary
    from ui.desk import Desk
    from ui.look.look import Look

SHOWN = "print-run-shown"
"""Where the desk keeps what this page shows: a selection and its trip's others, or the number of a run."""
_ASKED = "print-run-reason"
"""Where it keeps whether the reason of duplicates is asked for."""
LOOK_MS = 1000
"""How often a run that is not over is asked how far it is."""


class RunPage(QWidget):
    """One print run, from its plan to its report."""

    changed = Signal()
    """Heading or keys are others now."""
    left = Signal()
    """Back to the trips."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._scopes: tuple[Selection, ...] = ()
        """What is planned, then what it may be widened to."""
        self._wanted: tuple[Selection, ...] = ()
        self._complaint = ""
        self.plan: RunPlan | None = None
        self.report: RunReport | None = None
        self.reasons = ReasonCards(look, desk.messages)
        self.reasons.chosen.connect(self.start)
        self.note = QLabel(wordWrap=True)
        self.note.setObjectName("label")
        self._heading = QLabel(wordWrap=True)
        self._heading.setObjectName("subheading")
        self._bar = ProgressLine(look, ProgressRow("printer", "", "", "", 0, 1))
        self.papers = RunPapers(desk, look, (self._heading, self.note, self._bar), self.reasons)
        self.papers.changed.connect(self.changed)
        self._clock = QTimer(self, interval=LOOK_MS)
        self._clock.timeout.connect(self._look_again)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.papers)

    # -- what is shown

    def prepare(self, trip: TripSummary) -> None:
        """Plan the papers of a trip; its wave and its day are the next choices."""
        day, hour = trip.wave
        self._plan(Selection(TRIP, (trip.number,)), Selection(WAVE, (day, hour)), Selection(DAY, (day,)))

    def add(self, code: str) -> None:
        """A scanned code joins the trip or list that is planned; one that names nothing is told."""
        before: tuple[str, ...] = ()
        if self.plan is not None:
            chosen = self.plan.selection
            before = {TRIP: tuple(f"TRP-{ref}" for ref in chosen.refs), LIST: chosen.refs}.get(chosen.what, ())
        self._ask_plan(Selection(LIST, (*before, code)))

    def follow(self, report: RunReport) -> None:
        """Show a run that was started, by whichever desk."""
        self._show_report(report)

    def resume_shown(self) -> bool:
        """Show again what was shown before the look changed; False where nothing was."""
        shown = self._desk.known.get(SHOWN)
        if isinstance(shown, int):
            self._desk.ask("print-run", lambda office: office.runs.report(shown))
        elif shown:
            self._plan(*shown)
        return bool(shown)

    def _plan(self, *scopes: Selection) -> None:
        self._scopes, self.plan, self.report = scopes, None, None
        self._clock.stop()
        self.papers.ask(False)
        self._show_papers()
        self.note.setText("")
        self._ask_plan(*scopes)

    def _ask_plan(self, *scopes: Selection) -> None:
        self._wanted = scopes
        self._desk.ask("print-plan", lambda office: (scopes, _planned(office, scopes[0])))

    def scope(self) -> str:
        """What is printed, in words; empty while that is not known."""
        if self.report is not None:
            return self._scope_word(self.report.selection)
        return self._scope_word(self._scopes[0]) if self._scopes else ""

    def _scope_word(self, chosen: Selection) -> str:
        match chosen.what, chosen.refs:
            case "trip", (trip,):
                return self.tr("Tournée {0}").format(trip)
            case "wave", (day, hour):
                return self.tr("Vague du {0}, {1}").format(day_word(day), hour or self.tr("sans heure"))
            case "day", (day,):
                return self.tr("Journée du {0}").format(day_word(day))
        return self.tr("Liste\u00a0: {0}").format(", ".join(chosen.refs))

    # -- keys and cards

    def offers(self) -> list[Offer]:
        """The keys of this step."""
        back = Offer(Act.BACK, self.tr("Retour"), quiet=True)
        if self.papers.asking:
            return [Offer(Act.CONFIRM, self.tr("Choisir")), back]
        turn = [Offer(Act.NEXT, self.tr("Page suivante"))] if self.papers.pages.pages else []
        if self.report is not None:
            return [*self._run_offers(self.report), *turn, back]
        due = len(self.plan.due) if self.plan is not None else 0
        begin = [Offer(Act.CONFIRM, self.tr("Imprimer\u00a0: {0}").format(due), "printer")] if due else []
        widen = [Offer(Act.CLOSE, self._scope_word(self._scopes[1]), "document")] if self._scopes[1:] else []
        return [*begin, *widen, *turn, back]

    def _run_offers(self, report: RunReport) -> list[Offer]:
        if report.state in (DONE, CANCELLED):
            return []
        paused = report.state == PAUSED
        hold = Offer(Act.RESUME, self.tr("Reprendre") if paused else self.tr("Pause"), "play" if paused else "pause")
        return [hold, Offer(Act.UNDO, self.tr("Annuler le reste"), "cross")]

    def act(self, act: Act) -> bool:
        """A key, or the card that stands for it."""
        if self.papers.asking:
            return self._act_on_reason(act)
        offered = {offer.act for offer in self.offers()}
        if act not in offered:
            return False
        match act:
            case Act.CONFIRM if self.plan is not None and self.plan.needs_reason:
                self._ask_reason(self.plan)
            case Act.CONFIRM:
                self.start("")
            case Act.CLOSE:
                self._plan(*self._scopes[1:], self._scopes[0])
            case Act.RESUME:
                self._change("pause" if self.report and self.report.state == RUNNING else "resume")
            case Act.UNDO:
                self._change("cancel")
            case Act.NEXT:
                self.papers.turn()
            case _:
                self._leave()
        return True

    def _act_on_reason(self, act: Act) -> bool:
        if act is Act.BACK:
            self._desk.known[_ASKED] = False
            self.papers.ask(False)
            self.note.setText("")
            self.changed.emit()
        return act is Act.BACK or (act is Act.CONFIRM and self.reasons.choose_focused())

    def take_reason(self, card: str) -> bool:
        """A reason card, where one is asked for."""
        asked = self.papers.asking
        if asked:
            self.start(card)
        return asked

    def _ask_reason(self, plan: RunPlan) -> None:
        asked = self.tr("Déjà imprimés\u00a0: {0}. Bipez le motif des duplicatas.")
        self.note.setText(asked.format(sum(bool(paper.duplicate) for paper in plan.due)))
        self._desk.known[_ASKED] = True
        self.papers.ask(True)
        self.changed.emit()

    def start(self, reason: str) -> None:
        """Queue everything, for this reason where duplicates are among it."""
        selection, operator = self._scopes[0], operator_of(self._desk)
        self._desk.known[_ASKED] = False
        self.papers.ask(False)
        self._desk.ask("print-run", lambda office: office.runs.start(selection, reason, operator))

    def _change(self, how: str) -> None:
        assert self.report is not None
        run = self.report.run
        self._desk.ask("print-run", lambda office: getattr(office.runs, how)(run))

    def _leave(self) -> None:
        self._clock.stop()
        self._desk.known.pop(SHOWN, None)
        self.left.emit()

    def _look_again(self) -> None:
        if self.report is not None and self.isVisible():
            run = self.report.run
            self._desk.ask("print-run", lambda office: office.runs.report(run))

    # -- answers

    def learn(self, name: str, answer: Any) -> None:
        """What the office says of the plan, the run or the page."""
        if name == PAGE:
            self.papers.learn_page(answer)
        elif isinstance(answer, KnownError):
            if name == "print-run" and self.plan is not None:  # it is no longer what was planned
                self._complaint = str(answer)
                self._ask_plan(*self._scopes)
        elif name == "print-plan" and answer[0] == self._wanted:
            self._show_plan(*answer)
        elif name == "print-run":
            self._show_report(answer)

    def _show_plan(self, scopes: tuple[Selection, ...], plan: RunPlan | KnownError) -> None:
        if isinstance(plan, KnownError):
            self.note.setText(str(plan))
        else:
            self._scopes, self.plan, self.report = scopes, plan, None
            self._desk.known[SHOWN] = scopes
            left = self.tr("Pas encore parties, papiers non émis\u00a0: {0}.").format(", ".join(plan.not_departed))
            self.note.setText(self._complaint or (left if plan.not_departed else ""))
            self._complaint = ""
            self._show_papers()
            if self._desk.known.get(_ASKED) and plan.needs_reason:
                self._ask_reason(plan)
        self.changed.emit()

    def _show_report(self, report: RunReport) -> None:
        fresh = self.report is None or self.report.run != report.run
        self.report, self.plan = report, None
        self._desk.known[SHOWN] = report.run
        if fresh and self._desk.open is not None:
            self._desk.open.wake_printers()
        done, of = report.count("printed", "unknown"), len(report.items)
        missing = report.count("cancelled")
        self._bar.show_row(ProgressRow("printer", self._state(report), str(done), f"/ {of}", done, of, missing))
        self.note.setText(self._told(report))
        self._show_papers()
        if report.state in (RUNNING, PAUSED) or report.waiting:
            self._clock.start()
        else:
            self._clock.stop()
        self.changed.emit()

    def _state(self, report: RunReport) -> str:
        words = {
            RUNNING: self.tr("Tirage {0} en cours"),
            PAUSED: self.tr("Tirage {0} en pause"),
            CANCELLED: self.tr("Tirage {0} annulé"),
            DONE: self.tr("Tirage {0} terminé"),
        }
        return words[report.state].format(report.run)

    def _told(self, report: RunReport) -> str:
        parts = [
            (self.tr("Sortis\u00a0: {0}"), report.count("printed")),
            (self.tr("À vérifier dans le bac\u00a0: {0}"), report.count("unknown")),
            (self.tr("En attente\u00a0: {0}"), report.waiting),
            (self.tr("Non envoyés\u00a0: {0}"), report.count("cancelled")),
        ]
        return ". ".join(word.format(count) for word, count in parts if count) + "."

    def _show_papers(self) -> None:
        self._bar.setVisible(self.report is not None)
        self._heading.setText(self.scope())
        plan, report = self.plan, self.report
        self.papers.show_items(report.items if report is not None else plan.papers if plan is not None else ())


def operator_of(desk: Desk) -> str:
    """The badge of whoever is signed in, empty where nobody is."""
    operator = desk.scene.operator if desk.scene is not None else None
    return operator.badge if operator is not None else ""


def _planned(office: Any, selection: Selection) -> RunPlan | KnownError:
    plan: Callable[[Selection], RunPlan] = office.runs.plan
    try:
        return plan(selection)
    except KnownError as error:
        return error
