"""The journal only grows, in one chain: every alteration of an entry breaks it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from dispatch.domain import events as e
from dispatch.services.ports import Entry, Header
from dispatch.storage.journal import COLUMNS, GENESIS, walk
from tests.storage.stores import HEADER, ORDER, UAI, new_database, opened, record

OPENED = e.OrderOpened(ORDER, UAI)
ASIDE = e.ScanUndone("pack:POSTE-1:1", (1,))
ENTRIES = 5


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """A database with five entries in three batches."""
    path = new_database(tmp_path)
    with opened(path) as store:
        assert record(store, OPENED, OPENED) == 1
        assert record(store, ASIDE) == 3
        assert record(store, OPENED, OPENED, header=Header("2027-03-01T11:00:01.000Z", 60, "POSTE-2", "PREP-1")) == 4
    return path


def stored(path: Path) -> list[Sequence[Any]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"SELECT {COLUMNS} FROM journal ORDER BY seq").fetchall()


def walked(rows: Sequence[Sequence[Any]]) -> tuple[list[Entry], list[tuple[int, str]]]:
    """What can be read, and what does not hold."""
    broken: list[tuple[int, str]] = []
    entries = list(walk(iter(rows), lambda seq, what: broken.append((seq, what))))
    return entries, broken


def test_entries_bear_their_header_and_the_number_of_their_batch(journal: Path) -> None:
    entries, broken = walked(stored(journal))
    assert broken == []
    assert [(entry.seq, entry.batch, entry.event) for entry in entries] == [
        (1, 1, OPENED),
        (2, 1, OPENED),
        (3, 3, ASIDE),
        (4, 4, OPENED),
        (5, 4, OPENED),
    ]
    assert entries[0].header == HEADER
    assert entries[0][2:7] == (1, "order-opened", 1, f"order:{ORDER}", f'{{"order":"{ORDER}","uai":"{UAI}"}}')


def test_a_hash_is_over_the_hash_before_and_every_column(journal: Path) -> None:
    previous = GENESIS
    for row in stored(journal):
        text = "\x1f".join([previous, *map(str, row[:12])])
        previous = sha256(text.encode()).hexdigest()
        assert row[12] == previous


def test_the_head_is_the_last_entry(journal: Path) -> None:
    last = stored(journal)[-1]
    with opened(journal) as store, store.reading() as reads:
        assert reads.head() == (ENTRIES, last[12], last[1])


@pytest.mark.parametrize("column", range(1, 12), ids=COLUMNS.split(", ")[1:12])
def test_any_altered_column_breaks_the_chain_at_its_entry(journal: Path, column: int) -> None:
    rows = [list(row) for row in stored(journal)]
    rows[2][column] = 99 if isinstance(rows[2][column], int) else f"{rows[2][column]} "
    assert (3, "hash does not match") in walked(rows)[1]


def test_an_entry_with_a_hash_made_to_fit_breaks_the_chain_behind_it(journal: Path) -> None:
    rows = [list(row) for row in stored(journal)]
    rows[2][1] = "2020-01-01T00:00:00.000Z"
    rows[2][12] = sha256("\x1f".join([rows[1][12], *map(str, rows[2][:12])]).encode()).hexdigest()
    assert walked(rows)[1] == [(4, "hash does not match")]


def test_a_missing_entry_is_noticed(journal: Path) -> None:
    rows = stored(journal)
    del rows[1]
    assert walked(rows)[1] == [(2, "entry missing before 3"), (3, "hash does not match")]


def test_swapped_entries_are_noticed(journal: Path) -> None:
    rows = stored(journal)
    rows[1], rows[2] = rows[2], rows[1]
    assert {seq for seq, _ in walked(rows)[1]} >= {2, 3}


def test_an_entry_that_cannot_be_read_is_told_and_the_walk_goes_on(journal: Path) -> None:
    rows = [list(row) for row in stored(journal)]
    rows[2][8] = "never-heard-of"
    entries, broken = walked(rows)
    assert [entry.seq for entry in entries] == [1, 2, 4, 5]
    assert broken == [(3, "hash does not match"), (3, "payload is not readable: 'never-heard-of'")]


def test_the_story_of_a_subject_and_of_a_task_is_found_again(journal: Path) -> None:
    with opened(journal) as store, store.reading() as reads:
        assert [entry.seq for entry in reads.entries("subject", f"order:{ORDER}")] == [1, 2, 4, 5]
        assert [entry.seq for entry in reads.entries("task", "pack:POSTE-1:1")] == [1, 2, 3]
        assert [entry.seq for entry in reads.task_entries("pack:POSTE-1:1")] == [3, 2, 1]


def test_a_long_task_is_read_backwards_whole(journal: Path) -> None:
    with opened(journal) as store:
        for _ in range(4):
            record(store, *[OPENED] * 25)
        with store.reading() as reads:
            found = [entry.seq for entry in reads.task_entries("pack:POSTE-1:1")]
    assert found == [*range(105, 5, -1), 3, 2, 1]
