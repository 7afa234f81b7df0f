"""Exports: the journal, complete and provable by anybody, and the page for lycées; written whole or not at all."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from dispatch.commands import main
from dispatch.services.export import KINDS, PAGE
from dispatch.storage.journal import GENESIS
from tests.documents import reading
from tests.services.desks import ORDER_A, announce, desk, grant, pack, plan, receive, stocked_home
from tests.support.campaign import A
from tests.support.homes import rows


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which some work was done."""
    home = stocked_home(tmp_path_factory.mktemp("export"))
    with desk(home) as system:
        grant(system, (A, "TAB-A", 10, "eleves"))
        announce(system, "AV-é", "FAB-", "TAB-A", "S-", 10)
        plan(system, "T1", "2027-03-01", (A, ""))
        receive(system, "FAB-00000")
        pack(system, ORDER_A, "FAB-00000")
    return home


def exported(home: Path, target: Path) -> list[dict[str, Any]]:
    assert main(["--home", str(home), "export", "journal", "-o", str(target)]) == 0
    return [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]


def test_every_entry_is_one_line_with_its_payload_as_an_object(home: Path, tmp_path: Path) -> None:
    entries = exported(home, tmp_path / "journal.jsonl")
    stored = rows(home, "SELECT seq, time, utc_offset, station, type, subject, hash FROM journal ORDER BY seq")
    names = ("seq", "time", "utc_offset", "station", "type", "subject", "hash")
    assert [tuple(entry[name] for name in names) for entry in entries] == stored
    (received,) = [entry["payload"] for entry in entries if entry["type"] == "carton-received"]
    assert received == {"asn": "AV-é", "carton": 1, "code": "FAB-00000", "devices": 10}


def test_the_chain_can_be_proved_from_the_file_alone(home: Path, tmp_path: Path) -> None:
    previous = GENESIS
    for entry in exported(home, tmp_path / "journal.jsonl"):
        stored_hash = entry.pop("hash")
        entry["payload"] = json.dumps(entry["payload"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        previous = sha256("\x1f".join([previous, *map(str, entry.values())]).encode()).hexdigest()
        assert previous == stored_hash


def test_the_page_for_lycees_is_the_one_that_the_sheet_of_serial_codes_names(home: Path, tmp_path: Path) -> None:
    target = tmp_path / PAGE.name
    target.write_text("an older page", encoding="utf-8")
    assert main(["--home", str(home), "export", "lycee-page", "-o", str(target)]) == 0
    assert (target.read_bytes(), [*tmp_path.iterdir()]) == (PAGE.read_bytes(), [target])
    with desk(home) as system:
        assert PAGE.name in reading.text(system.papers.document("serial-codes", ORDER_A))


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_cannot_be_written_leaves_nothing_behind(home: Path, tmp_path: Path, kind: str) -> None:
    (tmp_path / "taken").mkdir()
    assert main(["--home", str(home), "export", kind, "-o", str(tmp_path / "taken")]) == 4
    assert main(["--home", str(home), "export", kind, "-o", str(tmp_path / "no" / "file")]) == 4
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
