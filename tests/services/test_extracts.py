"""Papers without a number of their own: drawn from the issued papers, before departure from the tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dispatch.bootstrap import System
from dispatch.domain.errors import InputError
from dispatch.domain.reasons import Tone
from dispatch.services.extracts import EXTRACT_KINDS
from tests.documents import reading
from tests.services.desks import (
    ORDER_A,
    ORDER_B,
    SetClock,
    announce,
    depart,
    desk,
    done,
    grant,
    journal_length,
    load,
    pack,
    palletise,
    plan,
    receive,
    stocked_home,
)
from tests.support.campaign import A, B
from tests.support.console import run
from tests.support.homes import rows

DAY, NOTE = "2027-03-01", "DLN-2027-000001"


@contextmanager
def packed(tmp_path: Path) -> Iterator[tuple[System, list[str]]]:
    """Twenty tablets are granted to each lycée, ten are on a pallet for each, and T1 is to take them on `DAY`."""
    with desk(stocked_home(tmp_path), clock=SetClock(f"{DAY}T11:00:00+00:00")) as system:
        grant(system, (A, "TAB-A", 20, ""), (B, "TAB-A", 10, ""))
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10, 10, 10)
        receive(system, "FAB-00000", "FAB-00001", "FAB-00002")
        plan(system, "T1", DAY, (A, ""), (B, ""))
        cartons = [*pack(system, ORDER_A, "FAB-00000"), *pack(system, ORDER_B, "FAB-00001")]
        yield system, [*cartons, *(palletise(system, carton) for carton in cartons)]


def text(system: System, kind: str, ref: str) -> str:
    """The words of a paper, blanks as single spaces."""
    return reading.text(system.papers.document(kind, ref))


def thieves_know(read: str) -> list[str]:
    """What tells a thief what is inside."""
    return [word for word in ("S-0000", "TAB-A", "Tablette", "appareils", "tablettes") if word in read]


def test_before_departure_extracts_are_drafts_and_change_nothing(tmp_path: Path) -> None:
    with packed(tmp_path) as (system, _):
        length = journal_length(system)
        for kind, ref in (("packing-list-outside", ORDER_A), ("handover", "T1"), ("manifest", DAY)):
            assert all("PROJET" in page for page in reading.pages(system.papers.document(kind, ref))), kind
        assert journal_length(system) == length


def test_after_departure_they_bear_the_number_of_the_paper_they_go_with(tmp_path: Path) -> None:
    with packed(tmp_path) as (system, (carton, _, pallet, last)):
        depart(system, "T1", last, pallet)
        length = journal_length(system)
        outside, handover, manifest = (
            system.papers.document(kind, ref)
            for kind, ref in (("packing-list-outside", NOTE), ("handover", "TRP-T1"), ("manifest", DAY))
        )
        numbers = (NOTE, "LDV-2027-000001", f"MAN-{DAY}")
        for pdf, number in zip((outside, handover, manifest), numbers, strict=True):
            assert ("]C0", number.encode()) in reading.symbols(pdf)
            assert "PROJET" not in reading.text(pdf)
        assert carton in reading.text(outside) and f"(00){pallet}" in reading.text(outside)
        assert thieves_know(reading.text(outside)) == []
        assert system.papers.document("packing-list-outside", ORDER_A) == outside
        assert system.papers.document("handover", "T1") == handover
        assert journal_length(system) == length


def test_a_pallet_sheet_names_the_lycee_stop_and_cartons_but_nothing_inside(tmp_path: Path) -> None:
    with packed(tmp_path) as (system, (_, carton, _, pallet)):
        pdf = system.papers.document("pallet-sheet", f"]C100{pallet}")
        read = reading.text(pdf)
        for word in ("Lycée d’essai B", "Arrêt 2", "Palette 1/1", "Tournée T1", carton, f"(00){pallet}"):
            assert word in read, word
        assert "PROJET" not in read
        assert read.count("SUREMBALLAGE") == 1
        assert thieves_know(read) == []
        assert reading.symbols(pdf) == [("]C1", f"00{pallet}".encode())]
        load(system, "T1", pallet)
        assert system.papers.document("pallet-sheet", pallet) == pdf


def test_the_sheet_of_an_open_pallet_is_a_draft(tmp_path: Path) -> None:
    with packed(tmp_path) as (system, _):
        (carton,) = pack(system, ORDER_A, "FAB-00002")
        done(system.station("palletise"), f"]C100{carton}")
        (pallet,) = rows(system.home.folder, "SELECT pallet FROM unit WHERE sscc = ?", carton)[0]
        assert "PROJET" in text(system, "pallet-sheet", pallet)


def test_a_manifest_tells_what_left_and_what_did_not(tmp_path: Path) -> None:
    with packed(tmp_path) as (system, (*_, pallet, last)):
        plan(system, "T2", DAY, (A, ""))
        before = text(system, "manifest", DAY)
        assert before.count("pas encore partie") == 2 and "aucun scellé" in before
        assert "1 palette à quai reliquat : 20" in before
        depart(system, "T1", last, pallet)
        read = text(system, "manifest", DAY)
        assert "LDV-2027-000001 · REC-2027-000001 · LDC-2027-000001" in read
        assert "PROJET" in read and read.count("pas encore partie") == 1
        assert "reliquat : 10" in read and "à quai" not in read
        assert "Situation au 01/03/2027 12:00" in read
        assert "aucun" in read


def test_a_manifest_says_which_version_of_a_paper_holds(tmp_path: Path) -> None:
    with packed(tmp_path) as (system, (*_, pallet, last)):
        depart(system, "T1", last, pallet)
        system.papers.reissue("waybill", "T1", "RSN-AUTRE")
        assert "LDV-2027-000001 v2 · REC-2027-000001" in text(system, "manifest", DAY)
        assert "Version 2" in text(system, "handover", "T1")


@pytest.mark.parametrize("kind", EXTRACT_KINDS)
@pytest.mark.parametrize("ref", ["T9", "100000000000000014", "2027-03-02", "", "%"])
def test_an_unknown_reference_is_refused(tmp_path: Path, kind: str, ref: str) -> None:
    with desk(stocked_home(tmp_path)) as system, pytest.raises(InputError, match="Code inconnu"):
        system.papers.document(kind, ref)


def test_a_carton_has_no_pallet_sheet_and_a_void_pallet_says_so(tmp_path: Path) -> None:
    with packed(tmp_path) as (system, (carton, *_)):
        with pytest.raises(InputError, match="Code inconnu"):
            system.papers.document("pallet-sheet", carton)
        (other,) = pack(system, ORDER_A, "FAB-00002")
        station = system.station("palletise")
        done(station, f"]C100{other}")
        closed = done(station, "CMD-CLOSE").prints[0].ref
        assert station.handle("CMD-UNDO").reason.tone is Tone.CONFIRM
        done(station, f"]C100{closed}")
        with pytest.raises(InputError, match=closed):
            system.papers.document("pallet-sheet", closed)


def test_the_command_line_draws_them(tmp_path: Path) -> None:
    with packed(tmp_path) as (system, (_, _, pallet, _)):
        home = system.home.folder
    for kind, ref in (
        ("manifest", DAY),
        ("pallet-sheet", pallet),
        ("handover", "T1"),
        ("packing-list-outside", ORDER_A),
    ):
        drawn = run(home, "document", kind, ref, "-o", tmp_path / f"{kind}.pdf")
        assert (drawn.returncode, drawn.stderr) == (0, b""), kind
        assert (tmp_path / f"{kind}.pdf").read_bytes().startswith(b"%PDF")
