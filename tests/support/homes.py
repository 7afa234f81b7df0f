"""Homes of stations under test: made, set and filled through the program itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from dispatch.bootstrap import init_home, opened
from dispatch.home import Home
from tests.support import campaign

SETTINGS: Mapping[str, str] = {
    "gs1.company_prefix": "9521234",
    "shipper.name": "Expéditeur d’essai",
    "shipper.address": "1 rue des Essais, 77170 Brie-Comte-Robert",
    "shipper.siren": "356000000",
    "loading.address": "Quai 1, 77170 Brie-Comte-Robert",
}
"""Everything that a home needs before it may label and depart; 952 is GS1's prefix for examples."""
_FOLDERS = {"labels": "labels", "documents": "documents/print"}


def settings_text(home: Path, values: Mapping[str, str], printers: Mapping[str, str | None]) -> str:
    """A settings file; `printers` gives an address per role in place of a folder of the home, None for no printer."""
    sections: dict[str, list[str]] = {}
    for key, value in values.items():
        section, name = key.split(".")
        bare = value in ("true", "false") or name == "sscc_block"
        shown = value if bare else f'"{value}"'
        sections.setdefault(section, []).append(f"{name} = {shown}")
    text = "".join(f"[{section}]\n" + "\n".join(lines) + "\n" for section, lines in sections.items())
    for role, folder in _FOLDERS.items():
        address = printers.get(role, f"file://{home / folder}")
        if address is not None:
            text += f'[[printers]]\nname = "{role}"\nrole = "{role}"\naddress = "{address}"\n'
    return text


def new_home(folder: Path, files: Mapping[str, Path], *, without: Iterable[str] = (), **changes: str | None) -> Path:
    """A home with these import files, and without some of the settings.

    `changes` are settings (`pack__mix_models="true"`) or printers (`labels=None` for none, or an address).
    """
    folder.mkdir(parents=True)
    printers = {role: changes.pop(role) for role in _FOLDERS if role in changes}
    values = {key: value for key, value in SETTINGS.items() if key not in without}
    values |= {key.replace("__", "."): str(value) for key, value in changes.items()}
    (folder / "settings.toml").write_text(settings_text(folder, values, printers), encoding="utf-8")
    init_home(Home(folder), sample=False)
    fill(folder, files)
    return folder


def fill(home: Path, files: Mapping[str, Path]) -> None:
    """Import files into a home; each must go in without an error."""
    with opened(home) as system:
        for kind, file in files.items():
            report = system.importer.run(kind, file)
            assert not report.errors, report.as_json(system.messages)


def town_home(folder: Path, scale: int = 1, **changes: Any) -> Path:
    """A home with the campaign `town`."""
    files = folder / "files"
    files.mkdir(parents=True)
    return new_home(folder / "home", campaign.town(files, scale), **changes)


def rows(home: Path, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """Rows of the home's database, read by nothing of ours."""
    with closing(sqlite3.connect(f"file:{home / 'station.db'}?mode=ro", uri=True)) as connection:
        return connection.execute(sql, parameters).fetchall()
