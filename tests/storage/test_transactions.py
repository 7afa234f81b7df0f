"""A transaction is on the disk whole or not at all, whatever happens; readers see one state and wait for nobody."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from dispatch.domain import events as e
from dispatch.domain.errors import EnvironmentProblem
from dispatch.services.ports import ConflictError, NewJob, ScanRecord
from dispatch.storage import database
from dispatch.storage.store import DatabaseStore
from tests.storage.stores import (
    HEADER,
    ORDER,
    UAI,
    dump,
    head,
    held_by_another_process,
    open_carton,
    opened,
    packed,
    record,
    stocked,
)


class Misfortune(Exception):
    """Something that no storage knows of."""


def interrupted(store: DatabaseStore, misfortune: type[BaseException]) -> None:
    """A transaction that writes to every kind of table and does not come to its end."""
    with store.transaction() as transaction:
        transaction.record((open_carton(), packed(1)), HEADER)
        transaction.put_blob(b"frozen")
        transaction.log_scan(ScanRecord(HEADER.time, "r", "POSTE-1", "", "", "pack", "S-0", "device-packed", "{}", 1))
        transaction.queue(NewJob(1, "labels", "carton-label", "A", 1, 1, "POSTE-1", HEADER.time))
        raise misfortune


def interrupted_reading(store: DatabaseStore) -> None:
    """A reader that does not come to its end."""
    with store.reading() as reads:
        reads.head()
        raise Misfortune


@pytest.mark.parametrize("misfortune", [Misfortune, ConflictError, KeyboardInterrupt, SystemExit])
def test_whatever_is_raised_takes_everything_back(tmp_path: Path, misfortune: type[BaseException]) -> None:
    with stocked(tmp_path) as store:
        before = dump(tmp_path / "station.db")
        with pytest.raises(misfortune):
            interrupted(store, misfortune)
        assert dump(tmp_path / "station.db") == before
        record(store, open_carton(), packed(1))


def test_events_of_one_transaction_follow_each_other(tmp_path: Path) -> None:
    with stocked(tmp_path) as store:
        last = head(store)
        with store.transaction() as transaction:
            assert transaction.record((open_carton(),), HEADER) == last + 1
            assert transaction.reads.head().seq == last + 1
            assert transaction.record((packed(1), packed(2)), HEADER) == last + 2
            assert transaction.reads.head().seq == last + 3
        assert head(store) == last + 3


def test_a_statement_that_is_wrong_is_a_bug_and_no_trouble_of_the_machine(tmp_path: Path) -> None:
    with stocked(tmp_path) as store:
        with pytest.raises(sqlite3.OperationalError, match="no such table"), store.transaction() as transaction:
            transaction.reads.query("SELECT * FROM nowhere")
        with pytest.raises(sqlite3.OperationalError, match="no such table"), store.reading() as reads:
            reads.query("SELECT * FROM nowhere")


def test_a_reader_sees_one_state_while_others_write(tmp_path: Path) -> None:
    with stocked(tmp_path) as store:
        before = head(store)
        with store.reading() as reads:
            assert reads.query("SELECT seq FROM journal_head") == [(before,)]
            record(store, open_carton())
            assert reads.query("SELECT seq FROM journal_head") == [(before,)]
            assert reads.query("SELECT * FROM unit") == []
        assert head(store) == before + 1


def test_a_reader_waits_for_no_writer(tmp_path: Path) -> None:
    with stocked(tmp_path) as store, held_by_another_process(tmp_path / "station.db"):
        assert head(store) > 0


def test_a_reader_that_failed_leaves_its_connection_fit_for_use(tmp_path: Path) -> None:
    with stocked(tmp_path) as store:
        with pytest.raises(Misfortune):
            interrupted_reading(store)
        record(store, open_carton())
        with store.reading() as reads:
            assert reads.query("SELECT COUNT(*) FROM unit") == [(1,)]


def test_what_is_read_cannot_be_written(tmp_path: Path) -> None:
    with stocked(tmp_path) as store:
        before = dump(tmp_path / "station.db")
        with store.reading() as reads:
            reads.query("DELETE FROM seal")
        assert dump(tmp_path / "station.db") == before


# -- the machine's troubles -----------------------------------------------------------------------------------------


def test_a_database_that_another_process_keeps_is_told_and_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_MS", 100)
    path = tmp_path / "station.db"
    with stocked(tmp_path) as store:
        with held_by_another_process(path):
            before = dump(path)
            with pytest.raises(EnvironmentProblem, match=r"station\.db.*occupe la base"):
                record(store, open_carton())
        assert dump(path) == before
        record(store, open_carton(), packed(1))
    with opened(path) as again, again.reading() as reads:
        assert reads.query("SELECT devices FROM unit") == [(1,)]


def test_a_full_disk_is_told_and_takes_everything_back(tmp_path: Path) -> None:
    path = tmp_path / "station.db"
    with stocked(tmp_path) as store:
        before = dump(path)
        pages = store._database.cursor.execute("PRAGMA page_count").fetchone()[0]
        store._database.cursor.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(EnvironmentProblem, match="disque est plein"):
            record(store, open_carton(), packed(1), *[e.OrderOpened(ORDER, UAI)] * 500)
        assert dump(path) == before
        store._database.cursor.execute(f"PRAGMA max_page_count = {pages + 1000}")
        record(store, open_carton(), packed(1), *[e.OrderOpened(ORDER, UAI)] * 500)


def test_a_database_that_may_only_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "station.db"
    with stocked(tmp_path) as store:
        store._database.cursor.execute("PRAGMA query_only = ON")
        with pytest.raises(EnvironmentProblem, match="protégée en écriture"):
            record(store, open_carton())
        assert dump(path)["unit"] == []


def test_a_database_that_is_gone_is_told(tmp_path: Path) -> None:
    with stocked(tmp_path) as store:
        store.close()
        (tmp_path / "station.db").unlink()
        (tmp_path / "station.db").mkdir()
        with pytest.raises(EnvironmentProblem, match="ne peut pas être ouverte"), store.reading():
            pass


# -- the write-ahead log --------------------------------------------------------------------------------------------


def test_what_is_written_is_safe_from_a_power_cut(tmp_path: Path) -> None:
    with stocked(tmp_path) as store:
        for pragma, value in (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)):
            assert store._database.cursor.execute(f"PRAGMA {pragma}").fetchone() == (value,)


def test_the_log_starts_over_between_scans_and_stays_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "CHECKPOINT_COMMITS", 10)
    with stocked(tmp_path) as store:
        for _ in range(2_000):
            record(store, e.OrderOpened(ORDER, UAI))
        written = 2_000 * 4096 * 6
        assert (tmp_path / "station.db-wal").stat().st_size < written / 2


def test_a_desk_begins_with_room_in_the_log_that_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "station.db"
    with stocked(tmp_path) as store:
        before = dump(path)
        store.make_room()
        room = (tmp_path / "station.db-wal").stat().st_size
        assert room >= database.ROOM_BYTES
        assert dump(path) == before
        for _ in range(database.CHECKPOINT_COMMITS):
            record(store, e.OrderOpened(ORDER, UAI))
        assert (tmp_path / "station.db-wal").stat().st_size == room
        after = dump(path)
        copy = tmp_path / "cut"
        copy.mkdir()
        for file in ("station.db", "station.db-wal"):
            (copy / file).write_bytes((tmp_path / file).read_bytes())
    assert dump(copy / "station.db") == after


def test_a_desk_begins_without_room_where_another_process_writes(tmp_path: Path) -> None:
    with stocked(tmp_path) as store, held_by_another_process(tmp_path / "station.db"):
        store.make_room()
        assert (tmp_path / "station.db-wal").stat().st_size < database.ROOM_BYTES


def test_after_an_import_the_log_is_in_the_database(tmp_path: Path) -> None:
    path = tmp_path / "station.db"
    with stocked(tmp_path) as store:
        record(store, *[e.OrderOpened(ORDER, UAI)] * 2_000)
        store.settle()
        (tmp_path / "alone.db").write_bytes(path.read_bytes())
        expected = head(store)
    with closing(sqlite3.connect(tmp_path / "alone.db")) as connection:
        assert connection.execute("SELECT seq FROM journal_head").fetchone() == (expected,)


def test_a_closed_store_leaves_one_whole_file(tmp_path: Path) -> None:
    with stocked(tmp_path) as store, store.reading() as reads:
        reads.head()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["station.db"]
