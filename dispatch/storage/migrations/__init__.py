"""The schema's versions. Alembic is imported only when a database is made or is behind."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from dispatch.domain.errors import EnvironmentProblem, InputError

HEAD = "0001"
"""Revision of the newest schema."""


def create(path: Path) -> None:
    """Make a new database with the newest schema and an empty journal; it is there whole or not at all.

    Raises:
        InputError: there is one already.
    """
    if path.exists():
        raise InputError(f"{path}\u00a0: la base existe déjà.")
    unfinished = path.with_name(f"{path.name}.new")
    unfinished.unlink(missing_ok=True)
    _upgrade(unfinished)
    unfinished.rename(path)


def ensure_current(path: Path) -> None:
    """Bring an existing database to the newest schema.

    Raises:
        InputError: no database there. EnvironmentProblem: it is of a newer program, or not ours.
    """
    if not path.exists():
        raise InputError(f"{path}\u00a0: il n’y a pas de base ici.")
    found = _revision(path)
    if found == HEAD:
        return
    if found is None or found > HEAD:
        message = f"{path}\u00a0: la base est de la version {found or 'inconnue'}, ce programme connaît la {HEAD}."
        raise EnvironmentProblem(message)
    _upgrade(path)


def _revision(path: Path) -> str | None:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise EnvironmentProblem(f"{path}\u00a0: ce n’est pas une base de ce programme ({error}).") from error
    return str(row[0]) if row else None


def _upgrade(path: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["path"] = path
    command.upgrade(config, "head")
