"""Verification: a home as it was left is proved, and whatever is changed in its file afterwards is found."""

from __future__ import annotations

import shutil
import sqlite3
import threading
import zlib
from contextlib import closing
from hashlib import sha256
from itertools import chain, cycle
from pathlib import Path
from typing import Any

import pytest

from dispatch.bootstrap import System
from dispatch.storage.invariants import INVARIANTS, Invariant
from dispatch.storage.journal import COLUMNS, GENESIS, entry_hash
from dispatch.storage.schema import PROJECTIONS
from dispatch.storage.verification import LISTED, Difference, Verification, verify
from tests.services.desks import (
    ORDER_A,
    ORDER_B,
    announce,
    depart,
    desk,
    done,
    give,
    grant,
    issued,
    pack,
    pack_devices,
    palletise,
    plan,
    receive,
    stocked_home,
)
from tests.storage.stores import new_database
from tests.support.campaign import A, B

TABLES = {table.name: table for table in PROJECTIONS}


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a home in which a truck has left and work goes on: no projection table is empty."""
    home = stocked_home(tmp_path_factory.mktemp("day"))
    with desk(home) as system:
        grant(system, (A, "TAB-A", 13, "eleves"), (B, "LAP-B", 6, "enseignants"))
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10, 10)
        announce(system, "AV-2", "LAP-", "LAP-B", "L-", 5, 5)
        plan(system, "T1", "2027-03-01", (A, ""))
        plan(system, "T2", "2027-03-02", (B, ""))
        receive(system, "FAB-00000", "FAB-00001", "LAP-00000")
        whole = pack(system, ORDER_A, "FAB-00000")
        loose = pack_devices(system, ORDER_A, "S-000011", "S-000012", "S-000013")
        depart(system, "T1", palletise(system, *whole, loose))
        system.papers.issued(issued(system, "T1")[0])
        done(system.station("pack"), ORDER_B, "L-000001", "CMD-UNDO", "L-000002", "L-000003")
        give(system, "operators", "badge;nom;roles", ("CHEF-1", "Cheffe d’essai", "CHEF_EQUIPE"))
    return home / "station.db"


@pytest.fixture
def copy(day: Path, tmp_path: Path) -> Path:
    """A copy to tamper with."""
    return Path(shutil.copy(day, tmp_path / "station.db"))


def tamper(path: Path, *statements: str | tuple[str, Any]) -> None:
    """What somebody with the file can do: guards dropped, checks ignored."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(*((statement,) if isinstance(statement, str) else statement))


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def found(path: Path) -> set[tuple[int | str | None, str | None]]:
    """Entry number or table, and key, of each difference; there must be one."""
    result = verify(path)
    assert not result.ok
    return {(d.seq or d.table, d.key) for d in result.differences}


# -- as it was left -------------------------------------------------------------------------------------------------


def test_a_home_as_it_was_left_is_proved(day: Path) -> None:
    result = verify(day)
    ((entries, head),) = rows(day, "SELECT seq, hash FROM journal_head")
    assert result == Verification(entries, head, (), 0, tuple(Invariant(name, ok=True) for name in INVARIANTS))
    assert result.as_json() == {
        "ok": True,
        "entries": entries,
        "head": head,
        "differences": [],
        "invariants": [{"name": name, "ok": True} for name in INVARIANTS],
    }


def test_a_new_home_is_proved(tmp_path: Path) -> None:
    result = verify(new_database(tmp_path))
    assert (result.ok, result.entries, result.head) == (True, 0, GENESIS)


def test_the_day_leaves_no_table_unproved(day: Path) -> None:
    assert [name for name in TABLES if rows(day, f"SELECT COUNT(*) FROM {name}") == [(0,)]] == []


def test_progress_comes_to_the_number_of_entries(day: Path) -> None:
    heard: list[int] = []
    entries = verify(day, heard.append).entries
    assert sum(heard) == entries


def test_verification_changes_nothing(copy: Path) -> None:
    before = copy.read_bytes()
    verify(copy)
    assert copy.read_bytes() == before


# -- tables ---------------------------------------------------------------------------------------------------------


def key_of(path: Path, name: str) -> tuple[str, str]:
    """A condition that names the first row of a table, and its key as `verify` shows it."""
    columns = [column.name for column in TABLES[name].primary_key]
    (values,) = rows(path, f"SELECT {', '.join(columns)} FROM {name} ORDER BY {', '.join(columns)} LIMIT 1")
    conditions = [f"{column} = {value!r}" for column, value in zip(columns, values, strict=True)]
    return " AND ".join(conditions), ", ".join(map(str, values))


@pytest.mark.parametrize("name", TABLES)
def test_any_altered_column_of_any_table_is_found(copy: Path, name: str) -> None:
    condition, key = key_of(copy, name)
    for column in [column.name for column in TABLES[name].columns if not column.primary_key]:
        ((value,),) = rows(copy, f"SELECT {column} FROM {name} WHERE {condition}")
        changed = (f"UPDATE {name} SET {column} = ? WHERE {condition}", ("" if value is None else f"{value}1",))
        tamper(copy, changed)
        assert (name, key) in found(copy), column
        tamper(copy, (f"UPDATE {name} SET {column} = ? WHERE {condition}", (value,)))
    assert verify(copy).ok


@pytest.mark.parametrize("name", TABLES)
def test_a_deleted_row_of_any_table_is_found(copy: Path, name: str) -> None:
    condition, key = key_of(copy, name)
    tamper(copy, f"DELETE FROM {name} WHERE {condition}")
    assert Difference("missing", table=name, key=key) in verify(copy).differences


@pytest.mark.parametrize("name", TABLES)
def test_an_added_row_of_any_table_is_found(copy: Path, name: str) -> None:
    condition, _ = key_of(copy, name)
    first, *others = [column.name for column in TABLES[name].primary_key]
    text = isinstance(rows(copy, f"SELECT {first} FROM {name} LIMIT 1")[0][0], str)
    columns = [column.name for column in TABLES[name].columns if column.name != first]
    unique = {"gtin": "NULL", "serial": "'added'", "code": "'added'"} if name != "order_line" else {}
    values = ", ".join(unique.get(column, column) for column in columns)
    added = f"{first} || 'Z'" if text else f"{first} + 1000"
    tamper(
        copy,
        f"INSERT INTO {name} ({first}, {', '.join(columns)}) SELECT {added}, {values} FROM {name} WHERE {condition}",
    )
    ((key, *rest),) = rows(copy, f"SELECT {', '.join([added, *others])} FROM {name} WHERE {condition}")
    assert verify(copy).differences == (
        Difference("not in the journal", table=name, key=", ".join(map(str, [key, *rest]))),
    )


def test_an_altered_row_is_told_with_what_the_journal_says(copy: Path) -> None:
    tamper(copy, f"UPDATE order_line SET packed = 12, granted = 14 WHERE code = '{ORDER_A}'")
    (difference,) = verify(copy).differences
    assert difference.as_json() == {
        "table": "order_line",
        "key": f"{ORDER_A}, TAB-A",
        "what": "granted is 14, journal says 13; packed is 12, journal says 13",
    }


def test_a_key_of_the_wrong_kind_is_a_row_like_any_other(copy: Path) -> None:
    tamper(copy, "UPDATE seal SET seal = x'00'")
    assert found(copy) == {("seal", "SC-T1"), ("seal", "b'\\x00'")}


def test_the_first_hundred_differences_are_named_and_all_are_counted(copy: Path) -> None:
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 150)"
    tamper(copy, f"{numbers} INSERT INTO seal SELECT 'X-' || i, 'T1' FROM n", "UPDATE device SET lot = 'x'")
    result = verify(copy)
    assert len(result.differences) == len(result.as_json()["differences"]) == LISTED
    assert result.count == 150 + 30


# -- the journal ----------------------------------------------------------------------------------------------------


def seq_of(path: Path, kind: str) -> int:
    """Number of the first entry of a type."""
    return int(rows(path, f"SELECT MIN(seq) FROM journal WHERE type = '{kind}'")[0][0])


def length(path: Path) -> int:
    return int(rows(path, "SELECT seq FROM journal_head")[0][0])


def chained_anew(path: Path, first: int) -> None:
    """Hashes and head made to fit from `first` on, as a clever hand would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        previous = connection.execute("SELECT hash FROM journal WHERE seq = ?", (first - 1,)).fetchone()[0]
        for row in connection.execute(f"SELECT {COLUMNS} FROM journal WHERE seq >= ?", (first,)).fetchall():
            previous = entry_hash(previous, row[:12])
            connection.execute("UPDATE journal SET hash = ? WHERE seq = ?", (previous, row[0]))
        connection.execute("UPDATE journal_head SET hash = ?, seq = ?", (previous, row[0]))


@pytest.mark.parametrize("column", COLUMNS.split(", ")[1:])
def test_any_altered_column_of_an_entry_is_found(copy: Path, column: str) -> None:
    seq = seq_of(copy, "order-opened")
    tamper(copy, f"UPDATE journal SET {column} = {column} || '1' WHERE seq = {seq}")
    assert seq in {number for number, _ in found(copy)}


def test_an_altered_payload_is_found_at_its_entry_and_in_the_tables_it_would_have_made(copy: Path) -> None:
    seq = seq_of(copy, "seal-recorded")
    tamper(copy, f"UPDATE journal SET payload = replace(payload, 'SC-T1', 'SC-T9') WHERE seq = {seq}")
    assert found(copy) == {(seq, None), ("seal", "SC-T1"), ("seal", "SC-T9")}


def test_a_payload_altered_with_all_hashes_made_to_fit_is_found_in_the_tables(copy: Path) -> None:
    seq = seq_of(copy, "seal-recorded")
    tamper(copy, f"UPDATE journal SET payload = replace(payload, 'SC-T1', 'SC-T9') WHERE seq = {seq}")
    chained_anew(copy, seq)
    assert found(copy) == {("seal", "SC-T1"), ("seal", "SC-T9")}


def test_a_deleted_entry_is_found(copy: Path) -> None:
    seq = seq_of(copy, "seal-recorded")
    tamper(copy, f"DELETE FROM journal WHERE seq = {seq}")
    result = verify(copy)
    assert result.differences[:2] == (
        Difference(f"entry missing before {seq + 1}", seq=seq),
        Difference("hash does not match", seq=seq + 1),
    )
    assert result.entries == length(copy) - 1


def test_deleted_last_entries_are_found_by_the_head(copy: Path) -> None:
    seq = length(copy)
    tamper(copy, f"DELETE FROM journal WHERE seq = {seq}")
    assert ("journal_head", "1") in found(copy)


def test_deleted_last_entries_with_a_head_made_to_fit_are_found_in_the_tables(copy: Path) -> None:
    seq = seq_of(copy, "trip-departed")
    tamper(copy, f"DELETE FROM journal WHERE seq >= {seq}")
    tamper(
        copy, f"UPDATE journal_head SET (seq, hash, time) = (SELECT seq, hash, time FROM journal WHERE seq = {seq} - 1)"
    )
    assert ("trip", "T1") in found(copy)


def test_an_entry_added_with_all_hashes_made_to_fit_is_found_in_the_tables(copy: Path) -> None:
    last = length(copy)
    rest = COLUMNS.removeprefix("seq, ")
    tamper(copy, f"INSERT INTO journal SELECT {last} + 1, {rest} FROM journal WHERE type = 'trip-departed'")
    tamper(copy, f"""UPDATE journal SET payload = replace(payload, '"T1"', '"T2"') WHERE seq = {last} + 1""")
    chained_anew(copy, last)
    assert found(copy) >= {(last + 1, None)}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal_head SET seq = seq + 1",
        "UPDATE journal_head SET hash = replace(hash, substr(hash, 1, 4), 'ffff')",
        "UPDATE journal_head SET time = '2020-01-01T00:00:00.000Z'",
        "DELETE FROM journal_head",
        "INSERT INTO journal_head SELECT 2, seq, hash, time FROM journal_head",
    ],
)
def test_an_altered_head_is_found(copy: Path, change: str) -> None:
    tamper(copy, change)
    assert found(copy) == {("journal_head", "1")}


@pytest.mark.parametrize(
    "payload",
    ["", "[]", "{}", "null", '{"trip": 7, "seal": 9}', '{"trip":"T1","seal":12345678901234567890}', '{"trip":"T1"'],
)
def test_a_payload_that_means_nothing_stops_nothing(copy: Path, payload: str) -> None:
    seq = seq_of(copy, "seal-recorded")
    tamper(copy, ("UPDATE journal SET payload = ? WHERE seq = ?", (payload, seq)))
    assert found(copy) >= {(seq, None), ("seal", "SC-T1")}
    assert verify(copy).head == rows(copy, "SELECT hash FROM journal_head")[0][0]


def test_an_event_out_of_order_is_told_where_it_is(copy: Path) -> None:
    first, last = seq_of(copy, "carton-received"), length(copy)
    rest = COLUMNS.removeprefix("seq, ")
    tamper(copy, f"INSERT INTO journal SELECT {last} + 1, {rest} FROM journal WHERE seq = {first}")
    chained_anew(copy, last)
    assert [d.seq for d in verify(copy).differences if "changes no row" in d.what] == [last + 1]


# -- blobs ----------------------------------------------------------------------------------------------------------


def blob_of(path: Path, kind: str) -> str:
    """Name of the blob of the first entry of a type."""
    sql = f"SELECT json_extract(payload, '$.sha256') FROM journal WHERE type = '{kind}' ORDER BY seq"
    return str(rows(path, sql)[0][0])


BLOBS = ("file-imported", "asn-announced", "document-issued", "document-rendered")


@pytest.mark.parametrize("kind", BLOBS)
@pytest.mark.parametrize("data", [zlib.compress(b"something else"), b"no zlib at all", b"", "text", 7])
def test_an_altered_blob_is_found(copy: Path, kind: str, data: object) -> None:
    name = blob_of(copy, kind)
    tamper(copy, ("UPDATE blob SET data = ? WHERE sha256 = ?", (data, name)))
    assert ("blob", name) in found(copy)


@pytest.mark.parametrize("kind", BLOBS)
def test_a_missing_blob_is_found(copy: Path, kind: str) -> None:
    name = blob_of(copy, kind)
    tamper(copy, f"DELETE FROM blob WHERE sha256 = '{name}'")
    assert Difference("missing", table="blob", key=name) in verify(copy).differences


def test_an_added_blob_is_found(copy: Path) -> None:
    name = sha256(b"nobody's").hexdigest()
    tamper(copy, ("INSERT INTO blob VALUES (?, ?)", (name, zlib.compress(b"nobody's"))))
    assert verify(copy).differences == (Difference("not in the journal", table="blob", key=name),)


# -- what cannot be read --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["journal", "blob", "unit", "print_job"])
def test_a_table_that_is_gone_is_told(copy: Path, table: str) -> None:
    tamper(copy, f"DROP TABLE {table}")
    result = verify(copy)
    assert not result.ok
    assert table == "print_job" or any(d.table == table and "cannot be read" in d.what for d in result.differences)


def test_text_that_is_no_utf_8_is_told(copy: Path) -> None:
    tamper(copy, "UPDATE journal SET payload = CAST(x'ff' AS TEXT) WHERE seq = 9")
    assert ("journal", None) in found(copy)


def test_a_damaged_file_is_told_and_never_a_bug(day: Path, tmp_path: Path) -> None:
    whole = day.read_bytes()
    damaged = tmp_path / "station.db"
    told = []
    for page in range(4096, len(whole), 4096 * 5):
        damaged.write_bytes(whole[:page] + bytes(range(256)) * 16 + whole[page + 4096 :])
        told.append(not verify(damaged).ok)
    assert sum(told) > len(told) / 2


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "station.db"
    path.write_bytes(b"no database at all" * 1_000)
    result = verify(path)
    assert {difference.table for difference in result.differences} == {"journal", "blob", *TABLES}
    assert not any(invariant.ok for invariant in result.invariants)


# -- invariants -----------------------------------------------------------------------------------------------------

_UNIT = "UPDATE unit SET {} WHERE sscc = (SELECT sscc FROM unit WHERE kind = '{}' AND status = 'closed' LIMIT 1)"
BROKEN = {
    "device-in-one-unit": "UPDATE device SET unit = 'nowhere' WHERE id = 1",
    "packed-devices-received": "UPDATE announced_carton SET received = 0",
    "assigned-cartons-whole": "UPDATE device SET unit = NULL WHERE id = 1",
    "packed-within-granted": "UPDATE order_line SET granted = packed - 1",
    "packed-equals-devices": "UPDATE order_line SET packed = packed - 1",
    "packed-in-an-order-line": "DELETE FROM order_line",
    "carton-on-one-pallet": _UNIT.format("pallet = 'nowhere'", "carton"),
    "pallet-on-its-stop": _UNIT.format("stop = 2", "pallet"),
    "loaded-in-one-shipment": "UPDATE shipment SET trip = 'T9'",
    "departed-trips-sealed": "DELETE FROM seal",
    "sscc-check-digits": _UNIT.format("sscc = substr(sscc, 1, 17) || (9 - substr(sscc, 18))", "pallet"),
    "sscc-once": "INSERT INTO unit SELECT * FROM unit LIMIT 1",
    "sscc-below-counter": "UPDATE sscc_counter SET next = 1",
    "document-numbers-gap-free": "DELETE FROM document WHERE number LIKE 'LDV-%'",
    "unit-counts": _UNIT.format("devices = devices + 1", "pallet"),
    "open-unit-at-one-station": "UPDATE unit SET station = '' WHERE status = 'open'",
    "no-label-queued-for-void-units": (
        "UPDATE print_job SET ref = (SELECT sscc FROM unit WHERE status = 'void'), state = 'queued' WHERE id = 1"
    ),
}


@pytest.mark.parametrize("name", INVARIANTS)
def test_a_broken_invariant_is_named(copy: Path, name: str) -> None:
    if name == "sscc-once":  # nothing less than a table without its key takes an SSCC twice
        tamper(copy, "CREATE TABLE bare AS SELECT * FROM unit", "DROP TABLE unit", "ALTER TABLE bare RENAME TO unit")
    tamper(copy, BROKEN[name])
    result = verify(copy)
    assert not result.ok
    assert name in {invariant.name for invariant in result.invariants if not invariant.ok}


# -- while others write ---------------------------------------------------------------------------------------------


def test_a_home_is_proved_as_it_was_at_one_moment_while_desks_write(day: Path, tmp_path: Path) -> None:
    home = Path(shutil.copytree(day.parent, tmp_path / "home"))
    lengths = []
    with desk(home, "POSTE-2") as system:
        stop = threading.Event()
        writer = threading.Thread(target=_busy, args=(system, stop))
        writer.start()
        try:
            for _ in range(8):
                result = verify(home / "station.db")
                assert result.ok, result.differences
                lengths.append(result.entries)
        finally:
            stop.set()
            writer.join()
    assert lengths == sorted(lengths)
    assert lengths[0] < lengths[-1] < verify(home / "station.db").entries


def _busy(system: System, stop: threading.Event) -> None:
    """A device packed and taken back, over and over."""
    station = system.station("pack", "CHEF-1")
    for scan in chain((ORDER_B,), cycle(("L-000004", "CMD-UNDO"))):
        done(station, scan)
        if stop.is_set():
            return
