"""Desks of one home in this process: a clock that is set by hand, and the steps of a day that a test needs done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from dispatch.bootstrap import System, opened
from dispatch.domain.papers import Paper, from_json
from dispatch.domain.reasons import Need, Tone
from dispatch.services.clock import told
from dispatch.services.imports import Report
from dispatch.services.outcome import Outcome
from dispatch.services.ports import DocumentRow
from dispatch.services.station import Station
from tests.support import campaign
from tests.support.campaign import ALLOCATIONS, ASN, CARRIER, ITEMS, SITES, TRIPS, A, B
from tests.support.homes import new_home

TABLET = ("TAB-A", "09521234500018", "ACME", "Tablette d’essai", "tablette", 10, 600, 500, "400x300x250", 1, 2, "28,5")
LAPTOP = ("LAP-B", "09521234500025", "BOLT", "Portable d’essai", "ordinateur", 5, 1900, 700, "500x400x300", 1, 3, "45")
SITE_A = (A, "Lycée d’essai A", "1 rue A", "75004", "Paris", "non", "", "")
SITE_B = (B, "Lycée d’essai B", "2 rue B", "75005", "Paris", "oui", "", "")
ORDER_A, ORDER_B = f"ORD-{A}-1", f"ORD-{B}-1"
NOON = "2027-03-01T11:00:00+00:00"


class SetClock:
    """A clock that shows what it was set to."""

    def __init__(self, moment: str = NOON) -> None:
        self.moment = moment

    def now(self) -> tuple[str, int, str]:
        """See `ports.Clock`."""
        return told(datetime.fromisoformat(self.moment))


def stocked_home(folder: Path) -> Path:
    """A home with two lycées, two models, and nothing granted or announced."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        "sites": campaign.write(folder / "sites.csv", SITES, [SITE_A, SITE_B]),
        "items": campaign.write(folder / "items.csv", ITEMS, [TABLET, LAPTOP]),
    }
    return new_home(folder / "home", files)


@contextmanager
def desk(home: Path, station: str = "POSTE-1", clock: SetClock | None = None) -> Iterator[System]:
    """The open system of a home; its clock stands still."""
    with opened(home, station=station) as system:
        system.clock = clock or SetClock()
        yield system


def give(system: System, kind: str, heading: str, *rows: Any, dry_run: bool = False) -> Report:
    """Import a file with these rows."""
    path = campaign.write(system.home.folder.parent / f"{kind}.csv", heading, rows)
    return system.importer.run(kind, path, dry_run=dry_run)


def grant(system: System, *rows: Any) -> Report:
    """Import allocations."""
    return give(system, "allocations", ALLOCATIONS, *rows)


def announce(system: System, advice: str, code: str, reference: str, serial: str, *sizes: int) -> Report:
    """Import an advice with cartons of these sizes, see `campaign.cartons`."""
    return give(system, "asn", ASN, *campaign.cartons(advice, code, reference, serial, sizes))


def plan(system: System, trip: str, date: str, *stops: tuple[str, int | str]) -> Report:
    """Import a trip that stops at these lycées, for these orders."""
    rows = [(trip, date, *CARRIER, "", "", "", number, *stop) for number, stop in enumerate(stops, 1)]
    return give(system, "trips", TRIPS, *rows)


def codes(report: Report) -> list[tuple[int, str, str, str, str | None]]:
    """Line, column, value, code and rule of each error."""
    return [(p.line, p.column, p.value, p.code, p.rule) for p in report.errors]


def counts(report: Report) -> tuple[int, int, int, int]:
    """Rows, created, updated, unchanged."""
    return report.rows, report.created, report.updated, report.unchanged


# -- a day's work ---------------------------------------------------------------------------------------------------


def done(station: Station, *scans: str) -> Outcome:
    """Scans that must be accepted, questions answered on the way; the last outcome."""
    return [_answered(station, scan) for scan in scans][-1]


def _answered(station: Station, scan: str) -> Outcome:
    outcome = station.handle(scan)
    while outcome.reason.tone is Tone.CONFIRM:
        outcome = station.handle("RSN-AUTRE" if outcome.need is Need.REASON else "CMD-CONFIRM")
    assert outcome.reason.tone in (Tone.ACCEPTED, Tone.INFO), outcome
    return outcome


def receive(system: System, *cartons: str) -> None:
    """Announced cartons arrive."""
    done(system.station("receive"), *cartons)


def pack(system: System, order: str, *cartons: str) -> list[str]:
    """Received cartons become an order's whole; their SSCC."""
    station = system.station("pack")
    done(station, order)
    made = []
    for carton in cartons:
        made += [job.ref for job in done(station, carton).prints]
        done(station, f"]C100{made[-1]}")
    return made


def pack_devices(system: System, order: str, *serials: str) -> str:
    """Devices go into one carton, which is closed; its SSCC."""
    station = system.station("pack")
    done(station, order)
    outcome = done(station, *serials)
    outcome = outcome if outcome.prints else done(station, "CMD-CLOSE")
    done(station, f"]C100{outcome.prints[0].ref}")
    return outcome.prints[0].ref


def palletise(system: System, *cartons: str) -> str:
    """Closed cartons of one lycée on one pallet, ready to be loaded; its SSCC."""
    station = system.station("palletise")
    sscc = done(station, *(f"]C100{carton}" for carton in cartons), "CMD-CLOSE").prints[0].ref
    done(station, f"]C100{sscc}", f"]C100{sscc}")
    return sscc


def load(system: System, trip: str, *pallets: str) -> Station:
    """Pallets go into a truck."""
    station = system.station("load")
    done(station, f"TRP-{trip}", *(f"]C100{pallet}" for pallet in pallets))
    return station


def depart(system: System, trip: str, *pallets: str) -> Outcome:
    """A truck is loaded, sealed and leaves."""
    station = load(system, trip, *pallets)
    done(station, "CMD-CLOSE", f"SC-{trip}")
    return done(station, "CMD-CLOSE")


def ship(system: System, trip: str, order: str, *cartons: str) -> Outcome:
    """Announced cartons of one order from receiving to departure, on one pallet."""
    receive(system, *cartons)
    return depart(system, trip, palletise(system, *pack(system, order, *cartons)))


# -- what was issued ------------------------------------------------------------------------------------------------


def issued(system: System, trip: str) -> list[DocumentRow]:
    """The papers of a trip, all versions."""
    with system.store.reading() as reads:
        return reads.documents("trip", trip)


def frozen(system: System, row: DocumentRow) -> Paper:
    """The frozen data of an issued paper."""
    with system.store.reading() as reads:
        return from_json(reads.blob(row.sha256).decode())


def journal_length(system: System) -> int:
    """Entries in the journal."""
    with system.store.reading() as reads:
        return reads.head().seq
