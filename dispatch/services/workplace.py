"""The workplace: the desk behind the window; every scan is answered with a whole scene."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from dispatch.domain.errors import EnvironmentProblem
from dispatch.domain.reasons import Reason
from dispatch.scanning.interpret import interpret
from dispatch.services.configuration import Configuration
from dispatch.services.job_choice import job_for
from dispatch.services.outcome import Outcome
from dispatch.services.picture_building import grown, picture_of
from dispatch.services.pictures import Picture
from dispatch.services.ports import Reads, Store
from dispatch.services.prompts import prompt_of
from dispatch.services.repeats import WINDOW, Repeats, expects
from dispatch.services.scenes import OperatorPicture, Scene, Standing
from dispatch.services.station import Station
from dispatch.services.task_states import load_state
from dispatch.workflows import tasks
from dispatch.workflows.decisions import Notice
from dispatch.workflows.home import TASK as HOME
from dispatch.workflows.progress import Progress, progress_of

T = TypeVar("T")
_Sight = tuple[Picture | None, OperatorPicture | None]

_UNREAD: str | None = "unread"
"""Instead of a job: the tables could not be asked."""
_READY_AT_HOME = Standing("", "ready", "home.ready", {}, Progress())


class Workplace:
    """The desk behind the window: finds its open work, filters repeated reads, shows what stands after each scan.

    Not thread-safe: one lane calls it. Home is left by a job card or a code that belongs to a job.
    """

    def __init__(
        self, station: Station, store: Store, configuration: Configuration, report: Callable[[], None]
    ) -> None:
        """A desk at home; `report` is called while an exception of ours is handled."""
        self._station = station
        self._store = store
        self._configuration = configuration
        self._report = report
        self._repeats = Repeats(configuration.repeat_s)
        self._scene = Scene(_READY_AT_HOME, None)

    def notify(self, notice: Notice) -> None:
        """Have something said with the next answer; from any thread."""
        self._station.notify(notice)

    def start(self) -> Scene:
        """Before the first scan: the task that this station left open, of several the one opened last; else home.

        Raises:
            EnvironmentProblem: the database cannot be read.
        """
        self._store.make_room()
        with self._store.reading() as reads:
            task = self._open_task(reads)
            self._station.take_up(task)
            self._scene = self._stood(reads)
        return replace(self._scene, resumed=task != HOME)

    def scan(self, raw: str, scanner: str, at: float) -> Scene:
        """Judge one scan in the task at hand; `at` is in seconds, monotonic per scanner."""
        session = self._station.session
        if session.task == HOME:
            return self.scan_at_home(raw, scanner, at)
        memory = session.memory
        awaits = memory is not None and tasks.awaited(memory.state) is not None
        expected = memory is not None and awaits and expects(memory.state, interpret(raw))
        if self._repeats.counts(raw, scanner, at, expected=expected):
            return self._shown(self._answer(raw, scanner))
        return self._repeated()

    def scan_at_home(self, raw: str, scanner: str, at: float) -> Scene:
        """Judge one scan on the home screen: the job that the code belongs to is selected first, as by its card.

        A code that belongs to none is refused and changes nothing; badges sign in, job cards select their job. What
        was asked before is dropped.
        """
        if not self._repeats.counts(raw, scanner, at):
            return self._repeated()
        self._go_home()
        job = self._read(partial(job_for, interpret(raw)), _UNREAD)
        if job is None:
            return self._shown(self._answer(raw, scanner))
        if job == _UNREAD:
            return self._shown(self._lost(raw, scanner))
        selected = self._answer(_card(job), scanner)
        scene = self._shown(replace(selected, scan=raw))
        if scene.standing.task != job:
            return scene
        outcome = self._answer(raw, scanner)
        return self._shown(replace(outcome, notices=(*selected.notices, *outcome.notices)))

    def select(self, task: str) -> Scene:
        """The card `CMD-TASK-…` by key."""
        return self._shown(self._answer(_card(task), WINDOW))

    def sign_out(self) -> Scene:
        """Nobody is signed in any more; what was asked is dropped, the work stays open.

        Raises:
            EnvironmentProblem: the database cannot be read.
        """
        self._station.sign_out()
        with self._store.reading() as reads:
            self._scene = self._stood(reads)
        return self._scene

    # -- judging

    def _answer(self, raw: str, scanner: str) -> Outcome:
        """The outcome of one scan; a bug of ours costs that scan its record, never the desk its work."""
        try:
            outcome = self._station.handle(raw, scanner=scanner)
        except Exception:  # noqa: BLE001 - logged, told, survived
            self._report()
            return self._lost(raw, scanner)
        if outcome.reason is Reason.NOT_RECORDED:
            self._repeats.forget(scanner)
        return outcome

    def _lost(self, raw: str, scanner: str) -> Outcome:
        """Nothing was recorded: the same code is asked for again, and counts."""
        self._repeats.forget(scanner)
        return self._station.not_recorded(raw)

    def _go_home(self) -> None:
        self._station.take_up(HOME)
        self._scene = Scene(self._at_home(), None, operator=self._scene.operator)

    def _read(self, question: Callable[[Reads], T], otherwise: T) -> T:
        """What one snapshot answers; trouble with it costs the answer alone, and a bug of ours is reported."""
        try:
            with self._store.reading() as reads:
                return question(reads)
        except EnvironmentProblem:
            return otherwise
        except Exception:  # noqa: BLE001 - logged, survived
            self._report()
            return otherwise

    # -- showing

    def _repeated(self) -> Scene:
        return replace(self._scene, outcome=None, repeated=True, resumed=False)

    def _shown(self, outcome: Outcome) -> Scene:
        """The scene after this outcome; where nothing was recorded it stands as before and asks for the same code."""
        before, memory = self._scene, self._station.session.memory
        if memory is None:
            standing = replace(before.standing, prompt_key=outcome.prompt_key, prompt_args=outcome.prompt_args)
            picture, operator = before.picture, before.operator
        else:
            standing = self._standing_after(outcome)
            picture, operator = self._sight(before, outcome, memory.state)
        if not standing.task:
            outcome = replace(outcome, task="", state=standing.state, prompt_key=standing.prompt_key)
        resumed = any(notice.word == "resumed" for notice in outcome.notices)
        self._scene = Scene(standing, picture, outcome, resumed=resumed, operator=operator)
        return self._scene

    def _sight(self, before: Scene, outcome: Outcome, state: tasks.State) -> _Sight:
        """What is to be drawn, and who works here; not read again where the scan itself says what is new."""
        badge = before.operator.badge if before.operator is not None else ""
        if outcome.reason is Reason.DEVICE_PACKED and badge == self._station.session.operator:
            picture = grown(before.picture, state, str(outcome.args["serial"]))
            if picture is not None:
                return picture, before.operator
        kept = before.picture if self._station.session.task == before.standing.task else None
        return self._read(partial(self._seen, state), (kept, before.operator))

    def _stood(self, reads: Reads) -> Scene:
        """The scene without a scan, from the tables."""
        state = load_state(self._station.session.task, self._configuration, reads)
        picture, operator = self._seen(state, reads)
        return Scene(self._standing(state), picture, operator=operator)

    def _seen(self, state: tasks.State, reads: Reads) -> _Sight:
        badge = self._station.session.operator
        operator = reads.operator(badge) if badge else None
        shown = OperatorPicture(operator.badge, operator.name, operator.leads) if operator is not None else None
        return picture_of(state, self._configuration.station, reads), shown

    def _standing(self, state: tasks.State) -> Standing:
        session = self._station.session
        if session.task == HOME:
            return self._at_home()
        key, args = prompt_of(session.task, state, session.dialogue, session.asked_words)
        question = None if session.dialogue.blocked else session.dialogue.question
        need = question.need if question is not None else None
        return Standing(session.task, tasks.step(state), key, args, progress_of(state), need)

    def _standing_after(self, outcome: Outcome) -> Standing:
        """The same after a scan, which says it all."""
        session = self._station.session
        if session.task == HOME:
            return self._at_home()
        question = None if session.dialogue.blocked else session.dialogue.question
        need = question.need if question is not None else None
        state, key, args = outcome.state, outcome.prompt_key, outcome.prompt_args
        return Standing(outcome.task, state, key, args, outcome.progress, need)

    def _at_home(self) -> Standing:
        blocked = self._station.session.dialogue.blocked
        return replace(_READY_AT_HOME, prompt_key="question.blocked") if blocked else _READY_AT_HOME

    def _open_task(self, reads: Reads) -> str:
        """The open task of this station that was opened last."""
        opened = {}
        for task in tasks.TASKS:
            row = reads.task(self._configuration.station, task)
            if row is not None and tasks.is_open(load_state(task, self._configuration, reads)):
                opened[task] = row.opened
        return max(opened, key=lambda task: opened[task], default=HOME)


def _card(task: str) -> str:
    return f"CMD-TASK-{task.upper()}"
