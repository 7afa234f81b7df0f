"""Two desks on one home: each has a store of its own, as two processes have, and neither knows the other's memory."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from dispatch.bootstrap import System
from dispatch.services.outcome import Outcome
from dispatch.services.ports import ConflictError, Reads, Store, Transaction
from dispatch.services.station import ATTEMPTS, Station
from dispatch.storage import database
from dispatch.storage.verification import verify
from tests.services.desks import ORDER_A, announce, desk, done, grant, receive, stocked_home
from tests.storage.stores import dump, held_by_another_process
from tests.support.campaign import A
from tests.support.homes import rows

GRANTED = 12


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """One lycée that gets twelve tablets, of forty in four received cartons: S-000001 to S-000040."""
    home = stocked_home(tmp_path)
    with desk(home) as system:
        grant(system, (A, "TAB-A", GRANTED, ""))
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10, 10, 10, 10)
        receive(system, *(f"FAB-0000{number}" for number in range(4)))
    return home


@contextmanager
def two_packers(home: Path) -> Iterator[tuple[Station, Station]]:
    """Two desks that have opened the same order."""
    with desk(home, "POSTE-1") as one, desk(home, "POSTE-2") as two:
        stations = one.station("pack"), two.station("pack")
        for station in stations:
            done(station, ORDER_A)
        yield stations


def serial(number: int) -> str:
    return f"S-{number:06d}"


def scanned(station: Station, code: str) -> str:
    """The reason of a scan, its question answered with yes."""
    outcome = station.handle(code)
    if outcome.need is not None:
        outcome = station.handle("CMD-CONFIRM")
    return outcome.reason.word


def packed(home: Path) -> list[tuple[str, str]]:
    """Serial and station of each packed device."""
    return rows(home, "SELECT d.serial, u.station FROM device d JOIN unit u ON u.sscc = d.unit ORDER BY d.serial")


def test_desks_in_turn_pack_one_order_exactly(home: Path) -> None:
    with two_packers(home) as (one, two):
        for number in range(1, GRANTED - 1, 2):
            assert [scanned(one, serial(number)), scanned(two, serial(number + 1))] == ["device-packed"] * 2
        assert scanned(one, serial(GRANTED - 1)) == "device-packed"
        last = two.handle(serial(GRANTED))
        assert last.reason.word == "order-complete"
        assert one.handle(serial(GRANTED + 1)).reason.word == "quantity-reached"
        assert two.handle(serial(GRANTED + 1)).reason.word == "label-not-verified"
        closed = one.handle("CMD-CLOSE")
        assert closed.reason.word == "order-complete"
        for station, outcome in ((one, closed), (two, last)):
            assert station.handle(f"]C100{outcome.prints[0].ref}").reason.word == "label-verified"
    assert packed(home) == [(serial(number), f"POSTE-{2 - number % 2}") for number in range(1, GRANTED + 1)]
    assert rows(home, "SELECT station, devices, status FROM unit ORDER BY station") == [
        ("POSTE-1", 6, "closed"),
        ("POSTE-2", 6, "closed"),
    ]


def test_the_second_desk_learns_that_a_device_is_packed(home: Path) -> None:
    with two_packers(home) as (one, two):
        assert scanned(one, serial(1)) == "device-packed"
        outcome = two.handle(serial(1))
        assert (outcome.reason.word, outcome.rule) == ("already-packed", "E-SER-02")
        assert scanned(two, serial(2)) == "device-packed"
    assert packed(home) == [(serial(1), "POSTE-1"), (serial(2), "POSTE-2")]


def test_a_question_is_decided_by_what_is_true_when_it_is_answered(home: Path) -> None:
    with two_packers(home) as (one, two):
        assert one.handle(serial(1)).reason.word == "open-sealed-carton"
        assert scanned(two, serial(1)) == "device-packed"
        assert one.handle("CMD-CONFIRM").reason.word == "already-packed"
    assert packed(home) == [(serial(1), "POSTE-2")]


def test_a_carton_taken_whole_at_one_desk_is_gone_for_the_other(home: Path) -> None:
    with two_packers(home) as (one, two):
        assert one.handle("FAB-00000").reason.word == "carton-assigned"
        assert two.handle("FAB-00000").reason.word == "already-packed"
        assert two.handle(serial(1)).reason.word == "already-packed"
        assert two.handle("FAB-00001").reason.word == "quantity-reached"
    assert {station for _, station in packed(home)} == {"POSTE-1"}


def test_progress_shows_the_work_of_both(home: Path) -> None:
    with two_packers(home) as (one, two):
        for number in range(1, 5):
            scanned((one, two)[number % 2], serial(number))
        assert one.handle("CMD-RESUME").progress.devices == (4, GRANTED)


@pytest.mark.parametrize("seed", range(12))
def test_however_they_meet_no_device_is_packed_twice_and_no_more_than_granted(home: Path, seed: int) -> None:
    chance = random.Random(seed)
    done_by: list[str] = []
    with two_packers(home) as stations:
        for _ in range(60):
            station = chance.choice(stations)
            outcome = _anything(station, chance)
            if any(word == outcome.reason.word for word in ("device-packed", "carton-closed", "order-complete")):
                done_by.append(outcome.reason.word)
    devices = packed(home)
    assert len(devices) <= GRANTED
    assert rows(home, "SELECT packed FROM order_line") == [(len(devices),)]
    found = verify(home / "station.db")
    assert found.ok, (found.differences, found.invariants)


def _anything(station: Station, chance: random.Random) -> Outcome:
    code = chance.choice([serial(chance.randrange(1, 21))] * 12 + ["FAB-00002", "CMD-CLOSE", "CMD-UNDO", "CMD-NEXT"])
    outcome = station.handle(code)
    if outcome.need is not None:
        outcome = station.handle("CMD-CONFIRM")
    for job in outcome.prints:
        if chance.random() < 0.8:
            station.handle(f"]C100{job.ref}")
    return outcome


# -- what a desk says when the tables are not as it thought ---------------------------------------------------------


class Contested:
    """A store whose next transactions are lost to another desk at the last moment."""

    def __init__(self, store: Store, lost: int) -> None:
        self._store = store
        self.lost = lost
        self.outbox = store.outbox

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """See `ports.Store`."""
        with self._store.transaction() as transaction:
            yield transaction
            self.lost -= 1
            if self.lost >= 0:
                raise ConflictError("device")

    def reading(self) -> AbstractContextManager[Reads]:
        """See `ports.Store`."""
        return self._store.reading()

    def make_room(self) -> None:
        """See `ports.Store`."""

    def settle(self) -> None:
        """See `ports.Store`."""

    def close(self) -> None:
        """See `ports.Store`."""


def contested(system: System, lost: int) -> Station:
    """A desk at the order whose next scans meet so many conflicts."""
    station = system.station("pack")
    done(station, ORDER_A, serial(1))
    station._store = Contested(system.store, lost)
    return station


def test_a_scan_that_lost_is_decided_again(home: Path) -> None:
    with desk(home) as system:
        station = contested(system, ATTEMPTS - 1)
        outcome = station.handle(serial(2))
        assert (outcome.reason.word, outcome.progress.devices) == ("device-packed", (2, GRANTED))
    assert [found for found, _ in packed(home)] == [serial(1), serial(2)]
    assert verify(home / "station.db").ok


def test_a_scan_that_always_lost_says_so_and_changes_nothing(home: Path) -> None:
    with desk(home) as system:
        station = contested(system, ATTEMPTS)
        before = dump(home / "station.db")
        assert station.handle(serial(2)).reason.word == "not-recorded"
        assert dump(home / "station.db") == before
        assert station.handle(serial(2)).reason.word == "device-packed"


def test_a_database_that_is_kept_says_not_recorded_and_the_same_scan_counts_later(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_MS", 100)
    with desk(home) as system:
        station = system.station("pack")
        done(station, ORDER_A, serial(1))
        with held_by_another_process(home / "station.db"):
            before = dump(home / "station.db")
            outcome = station.handle(serial(2), request="scan-2")
            assert (outcome.reason.word, outcome.reason.tone.value) == ("not-recorded", "refused")
        assert dump(home / "station.db") == before
        for _ in range(2):
            assert station.handle(serial(2), request="scan-2").reason.word == "device-packed"
    assert len(packed(home)) == 2


def test_a_full_disk_says_not_recorded_and_changes_nothing(home: Path) -> None:
    with desk(home) as system:
        station = system.station("pack")
        done(station, ORDER_A, serial(1))
        cursor = system.store._database.cursor
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        before = dump(home / "station.db")
        while station.handle("NOBODY-KNOWS-ME").reason.word == "unknown-serial":
            before = dump(home / "station.db")
        assert station.handle("NOBODY-KNOWS-ME").reason.word == "not-recorded"
        assert dump(home / "station.db") == before
        cursor.execute(f"PRAGMA max_page_count = {pages + 100}")
        assert station.handle(serial(2)).reason.word == "device-packed"
