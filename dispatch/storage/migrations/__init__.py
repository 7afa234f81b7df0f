"""The schema's versions. Alembic is imported only when a database is made or is behind."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from dispatch.domain.errors import EnvironmentProblem, InputError

HEAD = "0001"
"""Revision of the newest schema."""


def create(path: Path) -> None:
    """Make a new database with the newest schema and an empty journal.

    Raises:
        InputError: there is one already.
    """
    if path.exists():
        raise InputError(f"{path}: already exists")
    _upgrade(path)


def ensure_current(path: Path) -> None:
    """Bring an existing database to the newest schema.

    Raises:
        InputError: no database there. EnvironmentProblem: it is of a newer program, or not ours.
    """
    if not path.exists():
        raise InputError(f"{path}: no such database")
    found = _revision(path)
    if found == HEAD:
        return
    if found is None or found > HEAD:
        raise EnvironmentProblem(f"{path}: schema {found or 'unknown'}, this program knows {HEAD}")
    _upgrade(path)


def _revision(path: Path) -> str | None:
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise EnvironmentProblem(f"{path}: {error}") from error
    return str(row[0]) if row else None


def _upgrade(path: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["path"] = path
    command.upgrade(config, "head")
