"""Sheets for the wall and the badge holder: set-up steps, command cards, reason cards, badges, cards of printers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dispatch.domain.badges import badge_code
from dispatch.domain.errors import InputError
from dispatch.scanning.scans import Command, ReasonCode
from dispatch.services.configuration import Configuration
from dispatch.services.messages import Messages
from dispatch.services.ports import LabelWriter, Store
from dispatch.workflows.tasks import TASKS

SETUP, COMMANDS, REASONS, BADGES, PRINTERS = "setup", "commands", "reasons", "badges", "printers"
KINDS = (SETUP, COMMANDS, REASONS, BADGES, PRINTERS)
WITNESS = badge_code("TEMOIN")
"""What tells whether a scanner is set right: the code of a badge that is nobody's."""
_STEPS = 7
_UNBUILT = (Command.SHORT,)
"""Cards whose job is not there yet."""

Cards = list[tuple[str, str]]


class Sheets:
    """Draws the sheets of one home, in its language."""

    def __init__(self, store: Store, writer: LabelWriter, configuration: Configuration, messages: Messages) -> None:
        self._store = store
        self._writer = writer
        self._configuration = configuration
        self._say = messages.setup
        self._messages = messages

    def pdf(self, kind: str) -> bytes:
        """One of `KINDS` as PDF, A4, to be printed without scaling.

        Raises:
            InputError: there is nothing to put on it: no operator, no printer.
        """
        if kind == SETUP:
            heading = self._say("title", station=self._configuration.station)
            steps = [self._say(f"step-{number}") for number in range(1, _STEPS + 1)]
            return self._writer.cards([(WITNESS, self._say("witness")), *self._printers()], heading, steps)
        made: Mapping[str, Callable[[], Cards]] = {
            COMMANDS: self._commands,
            REASONS: self._reasons,
            BADGES: self._badges,
            PRINTERS: self._printers,
        }
        cards = made[kind]()
        if not cards:
            raise InputError(self._messages.text("error.empty-sheet"))
        return self._writer.cards(cards)

    def _commands(self) -> Cards:
        commands = [(f"CMD-{c.value}", self._say(f"command.{c.value}")) for c in Command if c not in _UNBUILT]
        return commands + [(f"CMD-TASK-{task.upper()}", self._messages.task(task)) for task in TASKS]

    def _reasons(self) -> Cards:
        return [(f"RSN-{code.value}", self._messages.card(code.value)) for code in ReasonCode]

    def _badges(self) -> Cards:
        with self._store.reading() as reads:
            rows = reads.query("SELECT badge, name FROM operator ORDER BY name, badge")
        return [(badge_code(badge), name or badge) for badge, name in rows]

    def _printers(self) -> Cards:
        printers = self._configuration.printers.printers
        return [(printer.card, self._say("printer", printer=printer.name)) for printer in printers]
