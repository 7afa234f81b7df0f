"""The trips file: one row per stop, with the vehicle and its carrier on each of them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from operator import attrgetter

from dispatch.domain.import_report import Parsed
from dispatch.domain.trips import Stop, Trip
from dispatch.exchange import cells
from dispatch.exchange.blocks import Table
from dispatch.exchange.codes import siren, uai_among
from dispatch.exchange.faults import Fault
from dispatch.exchange.headings import TRIPS
from dispatch.exchange.reading import Reading, Row

HEAD = {
    "date": "date",
    "transporteur": "carrier",
    "adresse_transporteur": "carrier_address",
    "siren": "carrier_siren",
    "immatriculation": "plate",
    "chauffeur": "driver",
    "quai": "dock",
    "emplacements": "positions",
    "charge_kg": "payload_kg",
}
"""Columns on which the rows of one trip must agree where they are not silent, and their fields."""


def parse_trips(table: Table, sites: Collection[str]) -> Parsed[Trip]:
    """Trips in the order of the file, stops in the order of delivery; the line of a trip is that of its first row."""
    reading = Reading(table, TRIPS)
    known_uai = uai_among(sites)
    drafts: dict[str, Draft] = {}
    for row in reading.each_row():
        head, stop = head_of(row), stop_of(row, known_uai)
        if not row.refused:
            drafts.setdefault(head.number, Draft(row, head)).add(row, head, stop)
    return reading.parsed([draft.trip() for draft in drafts.values()], [draft.line for draft in drafts.values()])


def head_of(row: Row) -> Trip:
    """The trip as this row tells it, without its stop."""
    return Trip(
        number=row.text("tournee", cells.printable_code),
        date=row.text("date", cells.iso_date),
        carrier=row.text("transporteur"),
        plate=row.text("immatriculation"),
        stops=(),
        carrier_address=row.text("adresse_transporteur"),
        carrier_siren=row.text("siren", siren),
        driver=row.text("chauffeur"),
        dock=row.text("quai", cells.printable_code),
        positions=row.get("emplacements", cells.positive, None),
        payload_kg=row.get("charge_kg", cells.positive, None),
    )


def stop_of(row: Row, known_uai: Callable[[str], str]) -> Stop:
    """The stop of this row; stop 1 is the first delivered."""
    return Stop(
        number=row.get("arret", cells.positive, 1),
        uai=row.text("uai", known_uai),
        order_number=row.get("commande", cells.positive, None),
        hour=row.text("heure"),
        declared_value_cents=row.get("valeur_declaree", cells.euro_cents, None),
    )


class Draft:
    """A trip as far as its rows have been read."""

    def __init__(self, row: Row, head: Trip) -> None:
        self.line = row.line
        self._head = head
        self._stops: dict[int, Stop] = {}
        self._declares: bool | None = None
        self._said: dict[object, int] = {}

    def add(self, row: Row, head: Trip, stop: Stop) -> None:
        """Takes in one row; tells where it contradicts an earlier one."""
        for column, name in HEAD.items():
            if value := getattr(head, name):
                first = self._first(row, column)
                if first == row.line:
                    self._head = replace(self._head, **{name: value})
                elif value != getattr(self._head, name):
                    row.tell(column, Fault("contradicts", first=first))
        self._declared(row, stop.declared_value_cents is not None)
        earlier = self._stops.setdefault(stop.number, stop)
        if earlier.uai != stop.uai:
            row.tell("arret", Fault("stop-of-other-site", uai=earlier.uai))
        elif (first := self._first(row, stop.number)) != row.line:
            row.tell("arret", Fault("stop-twice", first=first))
        elif (first := self._first(row, (stop.uai, stop.order_number))) != row.line:
            row.tell("uai", Fault("given-twice", first=first))

    def trip(self) -> Trip:
        """The trip that the rows tell."""
        return replace(self._head, stops=tuple(sorted(self._stops.values(), key=attrgetter("number"))))

    def _declared(self, row: Row, declares: bool) -> None:
        """One waybill states one value for its whole load: a part of it would be read as the whole."""
        if self._declares is None:
            self._declares = declares
        elif declares != self._declares:
            row.tell("valeur_declaree", Fault("value-undeclared", first=self.line))

    def _first(self, row: Row, said: object) -> int:
        return self._said.setdefault(said, row.line)
