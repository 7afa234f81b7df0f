"""Papers made in a process beside the desk: the same bytes, journal and refusals, whatever becomes of it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from dispatch.bootstrap import System, papers_beside
from dispatch.documents.renderer import PaperRenderer
from dispatch.domain.errors import InputError
from dispatch.home import Home
from dispatch.services.apart import Helper
from dispatch.services.papers import KINDS, TRIP_KINDS, Papers
from dispatch.services.papers_aside import PapersAside
from tests.services.test_papers import shipped
from tests.support.homes import rows


@pytest.fixture
def helper() -> Iterator[Helper]:
    helper = Helper()
    yield helper
    helper.close()


def killing(ours: int, folder: Path, language: str, station: str) -> Papers:
    """The papers of a home, in this process; any other is killed as by a system short of memory."""
    if os.getpid() != ours:
        os.kill(os.getpid(), signal.SIGKILL)
    return papers_beside(folder, language, station)


def references(system: System) -> dict[str, str]:
    """Number or trip of an issued paper of each kind."""
    found = rows(system.home.folder, "SELECT kind, number FROM document")
    return {kind: "T1" if kind in TRIP_KINDS else number for kind, number in found}


def test_a_paper_made_beside_is_the_paper_of_the_desk_and_is_journalled_once(tmp_path: Path, helper: Helper) -> None:
    with shipped(tmp_path) as (system, _):
        beside = System(Home(system.home.folder), helper=helper).papers
        named = references(system)
        assert set(named) == set(KINDS)
        for kind, ref in named.items():
            before = rows(system.home.folder, "SELECT COUNT(*) FROM journal")[0][0]
            made = beside.document(kind, ref)
            assert made == system.papers.document(kind, ref)
            assert rows(system.home.folder, "SELECT COUNT(*) FROM journal")[0][0] == before + 1
            with system.store.reading() as reads:
                row = next(row for row in reads.documents("trip", "T1") if row.kind == kind)
            assert beside.printed(row, 2) == system.papers.printed(row, 2)


def test_a_refusal_comes_back_as_it_is(tmp_path: Path, helper: Helper) -> None:
    with shipped(tmp_path) as (system, _):
        beside = System(Home(system.home.folder), helper=helper).papers
        with pytest.raises(InputError) as here:
            system.papers.document("packing-list", "ORD-0000000X-1")
        with pytest.raises(InputError) as there:
            beside.document("packing-list", "ORD-0000000X-1")
        assert str(there.value) == str(here.value)


def test_a_paper_whose_process_is_killed_is_made_by_the_desk(tmp_path: Path, helper: Helper) -> None:
    with shipped(tmp_path) as (system, _):
        deadly = partial(killing, os.getpid(), system.home.folder, "fr", "POSTE-1")
        aside = PapersAside(helper, deadly, system.store, PaperRenderer(), system.clock, system.configuration)
        for kind, ref in references(system).items():
            assert aside.document(kind, ref) == system.papers.document(kind, ref)


def test_the_database_of_a_closed_desk_is_one_whole_file_though_papers_were_made_beside(tmp_path: Path) -> None:
    with shipped(tmp_path) as (system, _):
        folder, (kind, ref) = system.home.folder, next(iter(references(system).items()))
    helper = Helper()
    desk = System(Home(folder), helper=helper)
    desk.papers.document(kind, ref)
    helper.close()
    desk.close()
    assert [path.name for path in folder.glob("station.db*")] == ["station.db"]
