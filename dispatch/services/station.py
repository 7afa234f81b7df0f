"""The station: one desk, one scan at a time; everything that follows from a scan is one transaction."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from secrets import token_hex

from dispatch.domain.errors import EnvironmentProblem
from dispatch.domain.reasons import Reason
from dispatch.scanning.interpret import interpret
from dispatch.services.outcome import Outcome
from dispatch.services.ports import ConflictError, Store
from dispatch.services.turn import Reading, Services, Session, Turn
from dispatch.services.weights import CONSOLE
from dispatch.workflows.decisions import Notice
from dispatch.workflows.dialogue import Dialogue
from dispatch.workflows.progress import Progress

ATTEMPTS = 3
"""How often a scan is decided anew when another desk was faster."""


class Station:
    """Judges the scans of one desk.

    Not thread-safe: one lane calls it.
    """

    def __init__(self, store: Store, services: Services, task: str, operator: str = "") -> None:
        self._store = store
        self._services = services
        self._session = Session(task, operator)
        self._notices: deque[Notice] = deque()

    @property
    def session(self) -> Session:
        """What the desk keeps between two scans."""
        return self._session

    def take_up(self, task: str) -> None:
        """Stand at a task without a card, as after a start: what was asked is dropped, a block stays."""
        session = self._session
        self._session = Session(task, session.operator, dialogue=Dialogue(blocked=session.dialogue.blocked))

    def sign_out(self) -> None:
        """Nobody is signed in any more; what was asked is dropped."""
        dialogue = replace(self._session.dialogue, question=None)
        self._session = replace(self._session, operator="", memory=None, dialogue=dialogue)

    def notify(self, notice: Notice) -> None:
        """Have something said with the next answer; from any thread."""
        self._notices.append(notice)

    def handle(self, raw: str, request: str | None = None, scanner: str = CONSOLE) -> Outcome:
        """Judge, record, answer: the outcome is durable when it is returned.

        The same `request` id is judged once (R-02): the second time gives the first verdict and changes nothing.
        """
        reading = Reading(raw, interpret(raw), request or token_hex(16), scanner)
        for _ in range(ATTEMPTS):
            try:
                with self._store.transaction() as transaction:
                    turn = Turn(self._session, transaction, self._services, reading)
                    outcome = turn.play()
            except ConflictError:
                self._session = replace(self._session, memory=None)
            except EnvironmentProblem:
                break
            else:
                self._session = turn.session
                return self._with_notices(outcome)
        return self.not_recorded(raw)

    def _with_notices(self, outcome: Outcome) -> Outcome:
        pending = []
        while self._notices:
            pending.append(self._notices.popleft())
        return replace(outcome, notices=(*outcome.notices, *pending)) if pending else outcome

    def not_recorded(self, raw: str) -> Outcome:
        """The outcome of a scan that could not be written: nothing changed, everything is read again next time."""
        self._session = replace(self._session, memory=None)
        return Outcome(
            scan=raw,
            reason=Reason.NOT_RECORDED,
            rule=None,
            args={},
            need=None,
            task=self._session.task,
            state="not-recorded",
            prompt_key="question.not-recorded",
            prompt_args={},
            progress=Progress(),
            prints=(),
            notices=(),
        )
