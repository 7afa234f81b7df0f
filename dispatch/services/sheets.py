"""Sheets for the wall, the dock and the badge holder: set-up steps, cards, posters of docks and storage places."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dispatch.domain.badges import badge_code
from dispatch.domain.errors import InputError
from dispatch.scanning.interpret import interpret
from dispatch.scanning.scans import Command, DockScan, LocationScan, OrderScan, ReasonCode, Scan, TripScan
from dispatch.services.configuration import Configuration
from dispatch.services.messages import Messages
from dispatch.services.ports import LabelWriter, Store
from dispatch.workflows.tasks import TASKS

SETUP, COMMANDS, REASONS, BADGES, PRINTERS = "setup", "commands", "reasons", "badges", "printers"
DOCKS, LOCATIONS, ORDERS, TRIPS = "docks", "locations", "orders", "trips"
KINDS = (SETUP, COMMANDS, REASONS, BADGES, PRINTERS, DOCKS, LOCATIONS, ORDERS, TRIPS)
CODED = (DOCKS, LOCATIONS, ORDERS, TRIPS)
"""Those of `KINDS` that codes may choose from."""
WITNESS = badge_code("TEMOIN")
"""What tells whether a scanner is set right: the code of a badge that is nobody's."""
_STEPS = 7
_UNBUILT = (Command.SHORT,)
"""Cards whose job is not there yet."""

Cards = list[tuple[str, str]]

_SCANS: Mapping[str, tuple[str, type[Scan]]] = {
    DOCKS: ("DOCK-", DockScan),
    LOCATIONS: ("LOC-", LocationScan),
    ORDERS: ("ORD-", OrderScan),
    TRIPS: ("TRP-", TripScan),
}
PREFIXES: Mapping[str, str] = {kind: prefix for kind, (prefix, _) in _SCANS.items()}
"""How the codes of each of `CODED` begin."""
_EXAMPLES = {DOCKS: "DOCK-07", LOCATIONS: "LOC-A-01"}
_OPEN_ORDERS = (
    "SELECT o.code, s.name || ' (' || s.city || ')' FROM orders o JOIN site s ON s.uai = o.uai WHERE EXISTS "
    "(SELECT 1 FROM order_line l WHERE l.code = o.code AND l.packed < l.granted) ORDER BY o.code"
)
_ORDERS = (
    "SELECT o.code, s.name || ' (' || s.city || ')' FROM orders o JOIN site s ON s.uai = o.uai "
    "WHERE o.code = ?"
)  # fmt: skip
_OPEN_TRIPS = "SELECT number, date, carrier FROM trip WHERE departed IS NULL ORDER BY date, number"
_TRIPS = "SELECT number, date, carrier FROM trip WHERE number = ?"
_DOCKS = "SELECT DISTINCT dock FROM trip WHERE dock <> '' ORDER BY dock"


class Sheets:
    """Draws the sheets of one home, in its language."""

    def __init__(self, store: Store, writer: LabelWriter, configuration: Configuration, messages: Messages) -> None:
        self._store = store
        self._writer = writer
        self._configuration = configuration
        self._say = messages.setup
        self._messages = messages

    def pdf(self, kind: str, codes: Sequence[str] = ()) -> bytes:
        """One of `KINDS` as PDF, A4, to be printed without scaling.

        Docks, orders and trips are those of the imports, orders and trips as long as there is work on them; `codes`,
        with or without prefix, name others, and the storage places, which nothing else does.

        Raises:
            InputError: there is nothing to put on it; or a code that no scan could be understood by, an unknown order
                or trip.
        """
        if kind == SETUP:
            heading = self._say("title", station=self._configuration.station)
            steps = [self._say(f"step-{number}") for number in range(1, _STEPS + 1)]
            return self._writer.cards([(WITNESS, self._say("witness")), *self._printers()], heading, steps)
        chosen = tuple(self._code(kind, code) for code in codes) if kind in CODED else ()
        if kind in (DOCKS, LOCATIONS):
            return self._posters(kind, chosen)
        made: Mapping[str, Callable[[], Cards]] = {
            COMMANDS: self._commands,
            REASONS: self._reasons,
            BADGES: self._badges,
            PRINTERS: self._printers,
            ORDERS: lambda: self._orders(chosen),
            TRIPS: lambda: self._trips(chosen),
        }
        cards = made[kind]()
        if not cards:
            raise InputError(self._messages.text("error.empty-sheet"))
        return self._writer.cards(cards)

    def _code(self, kind: str, text: str) -> str:
        """The whole code as it is printed: one that this program reads back as what it is."""
        prefix, scan = _SCANS[kind]
        name = text.strip().upper().removeprefix(prefix)
        foreign = kind in _EXAMPLES and name.startswith(tuple(PREFIXES.values()))
        if isinstance(interpret(prefix + name), scan) and not foreign:
            return prefix + name
        if kind in _EXAMPLES:
            raise InputError(self._messages.text("error.place-code", code=text, example=_EXAMPLES[kind]))
        raise InputError(self._messages.text("error.unknown-code", code=text))

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

    def _orders(self, codes: Sequence[str]) -> Cards:
        return [(code, site) for code, site in self._rows(_OPEN_ORDERS, _ORDERS, codes)]

    def _trips(self, codes: Sequence[str]) -> Cards:
        numbers = [code.removeprefix("TRP-") for code in codes]
        rows = self._rows(_OPEN_TRIPS, _TRIPS, numbers)
        return [
            (f"TRP-{number}", self._say("trip", date=_day(date), carrier=carrier)) for number, date, carrier in rows
        ]

    def _rows(self, those_open: str, one: str, keys: Sequence[str]) -> list[tuple[str, ...]]:
        with self._store.reading() as reads:
            if not keys:
                return reads.query(those_open)
            found = {key: reads.query(one, key) for key in keys}
        for key, rows in found.items():
            if not rows:
                raise InputError(self._messages.text("error.unknown-code", code=key))
        return [rows[0] for rows in found.values()]

    def _posters(self, kind: str, codes: Sequence[str]) -> bytes:
        if kind == DOCKS and not codes:
            with self._store.reading() as reads:
                codes = [self._code(kind, dock) for (dock,) in reads.query(_DOCKS)]
        if not codes:
            raise InputError(self._messages.text("error.no-codes"))
        prefix, _ = _SCANS[kind]
        return self._writer.posters([(code, self._say(f"poster.{kind}"), code.removeprefix(prefix)) for code in codes])


def _day(date: str) -> str:
    """An ISO date as it is written in France."""
    return "/".join(reversed(date.split("-")))
