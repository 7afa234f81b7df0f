"""The released schema is the schema that the program works with, and a database of another one is told apart."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from dispatch.domain.errors import EnvironmentProblem, InputError
from dispatch.storage import migrations
from dispatch.storage.schema import metadata
from dispatch.storage.store import DatabaseStore
from tests.storage.stores import new_database, opened

Shape = dict[str, Any]


def shape(path: Path) -> Shape:
    """Tables, columns, keys, indexes and constraints, as SQLite understood them."""
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: _table(connection, name) for name in names if name != "alembic_version"}


def _table(connection: sqlite3.Connection, name: str) -> Shape:
    indexes = {}
    for _, index, unique, origin, partial in connection.execute(f"PRAGMA index_list({name})"):
        columns = [row[2] for row in connection.execute(f"PRAGMA index_info({index})")]
        indexes[index] = (columns, unique, origin, partial, _sql(connection, index))
    return {
        "columns": connection.execute(f"PRAGMA table_info({name})").fetchall(),
        "references": connection.execute(f"PRAGMA foreign_key_list({name})").fetchall(),
        "indexes": indexes,
        "sql": _sql(connection, name),
    }


def _sql(connection: sqlite3.Connection, name: str) -> str:
    """The statement, without the order in which its constraints stand."""
    found = connection.execute("SELECT sql FROM sqlite_master WHERE name = ? AND sql IS NOT NULL", (name,)).fetchall()
    lines = [line.strip().rstrip(",") for (sql,) in found for line in sql.splitlines()]
    return "\n".join(sorted(filter(None, lines)))


def tables_of(path: Path) -> Path:
    """A database made from `schema.metadata` alone."""
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    metadata.create_all(engine)
    engine.dispose()
    return path


def altered(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(sql)


def test_the_baseline_makes_the_tables_of_the_schema(tmp_path: Path) -> None:
    assert shape(new_database(tmp_path)) == shape(tables_of(tmp_path / "expected.db"))


def test_a_new_database_has_an_empty_journal(tmp_path: Path) -> None:
    path = new_database(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("SELECT * FROM journal_head").fetchall() == [(1, 0, "0" * 64, "")]
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(migrations.HEAD,)]


def test_a_making_that_was_cut_short_is_begun_again(tmp_path: Path) -> None:
    (tmp_path / "station.db.new").write_bytes(b"half a database")
    path = new_database(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["station.db"]
    migrations.ensure_current(path)


def test_any_name_of_a_folder_will_do(tmp_path: Path) -> None:
    folder = tmp_path / "100 % d’été ? #1"
    folder.mkdir()
    with opened(new_database(folder)) as store, store.reading() as reads:
        assert reads.head().seq == 0
    assert [file.name for file in tmp_path.iterdir()] == [folder.name]


def test_a_database_is_never_made_over_another(tmp_path: Path) -> None:
    path = new_database(tmp_path)
    before = path.read_bytes()
    with pytest.raises(InputError, match=r"station\.db"):
        migrations.create(path)
    assert path.read_bytes() == before


def test_a_current_database_stays_as_it_is(tmp_path: Path) -> None:
    path = new_database(tmp_path)
    before = path.read_bytes()
    migrations.ensure_current(path)
    assert path.read_bytes() == before
    with opened(path) as store, store.reading() as reads:
        assert reads.head().seq == 0


def test_where_there_is_no_database_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"station\.db"):
        DatabaseStore(tmp_path / "station.db")
    assert list(tmp_path.iterdir()) == []


def test_a_database_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    path = new_database(tmp_path)
    altered(path, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(EnvironmentProblem, match="9999"):
        DatabaseStore(path)


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00" + bytes(4080), b"<html>not a database</html>" * 99])
def test_what_is_no_database_of_ours_is_refused_and_kept(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "station.db"
    path.write_bytes(content)
    with pytest.raises(EnvironmentProblem, match=r"station\.db"):
        DatabaseStore(path)
    assert path.read_bytes() == content


def test_a_database_without_a_version_is_refused(tmp_path: Path) -> None:
    path = new_database(tmp_path)
    altered(path, "DELETE FROM alembic_version")
    with pytest.raises(EnvironmentProblem, match=r"station\.db"):
        DatabaseStore(path)
