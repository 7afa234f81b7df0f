"""The tables themselves refuse what no decider may let through: the second line of defence (domain rule 11)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from dispatch.domain import events as e
from dispatch.services.ports import ConflictError, NewJob, NewRun, ScanRecord
from tests.storage.stores import (
    HEADER,
    ORDER,
    UAI,
    carton,
    closed,
    dump,
    head,
    open_carton,
    packed,
    pallet,
    record,
    stocked,
)

Events = Sequence[e.Event]
A_PALLET = e.PalletOpened(pallet(1), UAI, 1)
ON_PALLET = e.CartonPalletised(carton(1), pallet(1), 1_100, 1, "")
CLOSED_PALLET = e.PalletClosed(pallet(1), UAI, 1, ORDER, 1, 1, 1_100, 26_100, awaits_label=False)
DEPARTED = e.TripDeparted("T1", "2027-03-01", 0, "")
UNPACKED = e.DeviceUnpacked(1, "S-0", "TAB-A", ORDER, carton(1), 600)
SCAN = ScanRecord(HEADER.time, "request-1", "POSTE-1", "", "console", "pack", "S-0", "unknown-serial", "{}", None)
ISSUED = e.DocumentIssued("waybill", "LDV-2027-000001", 1, "LDV", 2027, 1, "T1", UAI, "0" * 64, "")

FORBIDDEN: dict[str, tuple[Events, Events]] = {
    "E-CMD-01 more packed than granted": ([open_carton(), packed(1), packed(2)], [packed(3)]),
    "E-SER-13 a device in two cartons": (
        [open_carton(1), packed(1), closed(1), open_carton(2)],
        [packed(1, number=2)],
    ),
    "E-SER-13 a device twice in its carton": ([open_carton(), packed(1)], [packed(1)]),
    "E-COL-02 two open cartons at a station": ([open_carton(1)], [open_carton(2)]),
    "two open pallets at a station": ([A_PALLET], [e.PalletOpened(pallet(2), UAI, 2)]),
    "an SSCC for two cartons": ([open_carton(1), e.CartonCancelled(carton(1), ORDER)], [open_carton(1)]),
    "an SSCC for a carton and a pallet": ([open_carton(1)], [e.PalletOpened(carton(1), UAI, 1)]),
    "E-PAL-03 a carton on two pallets": (
        [open_carton(), packed(1), closed(), A_PALLET, ON_PALLET, CLOSED_PALLET, e.PalletOpened(pallet(2), UAI, 2)],
        [e.CartonPalletised(carton(1), pallet(2), 1_100, 1, "")],
    ),
    "E-PAL-02 an open carton on a pallet": ([open_carton(), packed(1), A_PALLET], [ON_PALLET]),
    "a carton on a closed pallet": (
        [open_carton(), packed(1), closed(), A_PALLET, CLOSED_PALLET],
        [ON_PALLET],
    ),
    "an open pallet on a truck": ([A_PALLET], [e.PalletLoaded(pallet(1), "T1", 1, 1, "")]),
    "a pallet on two trucks": (
        [A_PALLET, CLOSED_PALLET, e.PalletLoaded(pallet(1), "T1", 1, 1, "")],
        [e.PalletLoaded(pallet(1), "T2", 1, 1, "")],
    ),
    "E-CMD-03 two numbers for one shipment": (
        [e.ShipmentNumbered("T1", UAI, "", "95212340000000006")],
        [e.ShipmentNumbered("T1", UAI, "", "95212340000000013")],
    ),
    "a GSIN for two shipments": (
        [e.ShipmentNumbered("T1", UAI, "", "95212340000000006")],
        [e.ShipmentNumbered("T2", UAI, "", "95212340000000006")],
    ),
    "E-CHG-08 a seal used twice": ([e.SealRecorded("T1", "SC-1")], [e.SealRecorded("T2", "SC-1")]),
    "a carton received twice": ([], [e.CartonReceived(1, "AV-1", "FAB-0", 3)]),
    "a carton closed twice": ([open_carton(), packed(1), closed()], [closed()]),
    "a carton assigned after it was": (
        [e.CartonAssigned(carton(1), ORDER, UAI, 1, 2, "FAB-1", (("TAB-A", 2),), 2, 1_700, awaits_label=False)],
        [e.CartonAssigned(carton(2), ORDER, UAI, 2, 2, "FAB-1", (("TAB-A", 0),), 2, 1_700, awaits_label=False)],
    ),
    "a departure twice": ([e.TripOpened("T1"), DEPARTED], [DEPARTED]),
    "E-CHG-12 a document number twice": ([ISSUED], [ISSUED]),
    "a device unpacked from where it is not": ([open_carton()], [UNPACKED]),
    "an unknown carton": ([], [e.SealedCartonOpened(99, "FAB-99")]),
}


@pytest.mark.parametrize(("before", "forbidden"), FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_what_no_decider_may_let_through_is_a_conflict_and_leaves_nothing(
    tmp_path: Path, before: Events, forbidden: Events
) -> None:
    with stocked(tmp_path) as store:
        if before:
            record(store, *before)
        last = head(store)
        with pytest.raises(ConflictError):
            record(store, e.OrderOpened(ORDER, UAI), *forbidden)
        assert head(store) == last


def test_the_same_request_is_logged_once(tmp_path: Path) -> None:
    with stocked(tmp_path) as store:
        with store.transaction() as transaction:
            transaction.log_scan(SCAN)
            assert transaction.scan_of("request-1") == SCAN
            assert transaction.scan_of("request-2") is None
        with pytest.raises(ConflictError), store.transaction() as transaction:
            transaction.log_scan(SCAN)


PAST_THE_PROGRAM = {
    "E-CMD-01": "UPDATE order_line SET packed = granted + 1",
    "less than nothing packed": "UPDATE order_line SET packed = -1",
    "a line of no order": "INSERT INTO order_line VALUES ('ORD-NONE', 'TAB-A', 1, 0, '{}')",
    "a line of no item": f"INSERT INTO order_line VALUES ('{ORDER}', 'NONE', 1, 0, '{{}}')",
    "E-COL-02": "UPDATE unit SET status = 'open'",
    "E-PAL-02": "UPDATE unit SET pallet = '395212340000000004' WHERE status = 'open'",
    "a pallet on a pallet": "UPDATE unit SET pallet = '395212340000000004' WHERE kind = 'pallet'",
    "a carton on a truck": "UPDATE unit SET trip = 'T1' WHERE kind = 'carton'",
    "a status that is none": "UPDATE unit SET status = 'lost'",
    "a kind that is none": "UPDATE unit SET kind = 'box'",
    "an SSCC twice": "INSERT INTO unit SELECT * FROM unit WHERE status = 'open'",
    "E-CHG-08": "INSERT INTO seal SELECT seal, 'T2' FROM seal",
    "a serial twice of one maker": "UPDATE device SET serial = 'S-0'",
    "a carton twice in an advice": "UPDATE announced_carton SET code = 'FAB-0'",
    "a trip in no known state": "UPDATE trip SET status = 'lost'",
    "an original twice": "UPDATE print_job SET ref = 'LDV-1', kind = 'waybill', role = 'documents'",
    "a run in no known state": "UPDATE print_run SET state = 'lost'",
    "a journal number twice": "INSERT INTO journal SELECT * FROM journal WHERE seq = 1",
}
DELETED = ("journal", "scan_log", "blob", "unit", "document", "print_job", "print_run", "print_attempt")


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """A database with a row in every table that the tests below alter."""
    with stocked(tmp_path) as store:
        record(store, open_carton(1), packed(1), closed(1), open_carton(2), A_PALLET)
        record(store, e.SealRecorded("T1", "SC-1"), ISSUED)
        with store.transaction() as transaction:
            transaction.queue(NewJob(1, "labels", "carton-label", carton(1), 1, 1, "POSTE-1", HEADER.time))
            transaction.queue(NewJob(1, "documents", "waybill", "LDV-2027-000001", 1, 1, "POSTE-1", HEADER.time))
            transaction.open_run(NewRun(HEADER.time, "POSTE-1", "C1", "trip", "T1", ""))
            transaction.log_scan(SCAN)
        assert store.outbox.claim(1, "labels", HEADER.time)
    return tmp_path / "station.db"


@pytest.mark.parametrize("sql", PAST_THE_PROGRAM.values(), ids=PAST_THE_PROGRAM.keys())
def test_a_row_that_cannot_be_is_refused_by_the_database(full: Path, sql: str) -> None:
    with closing(sqlite3.connect(full)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(sql)


@pytest.mark.parametrize("table", DELETED)
def test_a_row_that_is_evidence_is_never_deleted(full: Path, table: str) -> None:
    """R-10."""
    before = dump(full)
    assert before[table]
    with closing(sqlite3.connect(full)) as connection, pytest.raises(sqlite3.IntegrityError, match=f"R-10.*{table}"):
        connection.execute(f"DELETE FROM {table}")
    assert dump(full) == before
