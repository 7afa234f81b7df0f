"""Every sheet and poster: each symbol on it is read back, and is what the program takes it for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from dispatch.bootstrap import System
from dispatch.domain.errors import InputError
from dispatch.scanning.interpret import interpret
from dispatch.scanning.scans import (
    BadgeScan,
    CommandScan,
    DockScan,
    LocationScan,
    OrderScan,
    PrinterScan,
    ReasonCode,
    ReasonScan,
    TaskScan,
    TripScan,
)
from dispatch.services.messages import Messages
from dispatch.services.sheets import KINDS, WITNESS, Sheets
from tests.documents.reading import text as text_of_pdf
from tests.labels.reading import picture_of_pdf, symbols
from tests.services.desks import ORDER_A, ORDER_B, announce, depart, desk, give, grant, pack, palletise, receive
from tests.services.desks import stocked_home as new_stock
from tests.support.campaign import CARRIER, TRIPS, A, B
from tests.support.console import run

BADGES = "badge;nom;roles"


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """Two orders, of which A's is packed whole; trip T1 at dock 3 has left, T2 at dock 07 has not."""
    with desk(new_stock(tmp_path_factory.mktemp("sheets"))) as opened:
        grant(opened, (A, "TAB-A", 10, ""), (B, "TAB-A", 10, ""))
        announce(opened, "AV-1", "FAB-", "TAB-A", "S-", 10, 10)
        trips = [(trip, "2027-03-01", *CARRIER, dock, "", "", 1, uai, 1) for trip, dock, uai in STOPS]
        give(opened, "trips", TRIPS, *trips)
        receive(opened, "FAB-00000")
        depart(opened, "T1", palletise(opened, *pack(opened, ORDER_A, "FAB-00000")))
        give(opened, "operators", BADGES, ("0147", "Échantillon Œuvré", "PREPARATEUR"))
        yield opened


STOPS = (("T1", "3", A), ("T2", "07", B))
EXPECTED = {
    "setup": ["PRN-DOCUMENTS", "PRN-LABELS", WITNESS],
    "reasons": [f"RSN-{code.value}" for code in ReasonCode],
    "badges": ["OPR-0147/AZM1\x1d-_"],
    "printers": ["PRN-DOCUMENTS", "PRN-LABELS"],
    "docks": ["DOCK-07", "DOCK-3"],
    "orders": [ORDER_B],
    "trips": ["TRP-T2"],
    "commands": [
        *(f"CMD-{word}" for word in ("CLOSE", "CONFIRM", "CANCEL", "UNDO", "RESUME", "REPRINT", "NEXT", "MENU")),
        *(f"CMD-TASK-{task}" for task in ("RECEIVE", "PACK", "PALLETISE", "LOAD")),
    ],
    "locations": ["LOC-A01", "LOC-B-02/3"],
}
CODES = {"locations": ["A01", "loc-b-02/3"]}
MEANING: dict[str, type | tuple[type, ...]] = {
    "setup": (BadgeScan, PrinterScan),
    "reasons": ReasonScan,
    "badges": BadgeScan,
    "printers": PrinterScan,
    "docks": DockScan,
    "orders": OrderScan,
    "trips": TripScan,
    "commands": (CommandScan, TaskScan),
    "locations": LocationScan,
}


def codes_on(data: bytes) -> list[str]:
    """What a scanner reads on all pages, in the order of codes."""
    with pypdfium2.PdfDocument(data) as document:
        pages = len(document)
    read = [symbol for page in range(pages) for symbol in symbols(picture_of_pdf(data, 300, page=page))]
    assert {identifier for identifier, _ in read} == {"]C0"}
    return sorted(code.decode() for _, code in read)


@pytest.mark.parametrize("kind", KINDS)
def test_every_card_of_every_sheet_reads_back_as_what_it_is_for(system: System, kind: str) -> None:
    read = codes_on(system.sheets.pdf(kind, CODES.get(kind, ())))
    assert read == sorted(EXPECTED[kind])
    assert all(isinstance(interpret(f"]C0{code}"), MEANING[kind]) for code in read)


@pytest.mark.parametrize("kind", ["setup", "commands", "reasons"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_hangs_at_every_desk_is_one_page(system: System, kind: str, language: str) -> None:
    sheets = Sheets(system.store, system.labels, system.configuration, Messages(language))
    with pypdfium2.PdfDocument(sheets.pdf(kind)) as document:
        assert len(document) == 1


def test_cards_say_in_words_what_they_are(system: System) -> None:
    orders, trips = (" ".join(text_of_pdf(system.sheets.pdf(kind)).split()) for kind in ("orders", "trips"))
    assert f"Lycée d’essai B (Paris) {ORDER_B}" in orders
    assert "Tournée du 01/03/2027, Transports d’essai TRP-T2" in trips


def test_beneath_the_bars_of_a_badge_the_eye_reads_its_number_alone(system: System) -> None:
    assert text_of_pdf(system.sheets.pdf("badges")).split() == ["Échantillon", "Œuvré", "OPR-0147"]


def test_a_dock_has_a_page_of_its_own_with_its_number_as_large_as_it_fits(system: System) -> None:
    data = system.sheets.pdf("docks", ["07", "DOCK-12"])
    with pypdfium2.PdfDocument(data) as document:
        pages = [page.get_textpage().get_text_range().split() for page in document]
    assert pages == [["Quai", "07", "DOCK-07"], ["Quai", "12", "DOCK-12"]]


@pytest.mark.parametrize(("kind", "code"), [("orders", ORDER_A), ("trips", "TRP-T1")])
def test_a_code_brings_back_the_card_of_what_is_done(system: System, kind: str, code: str) -> None:
    assert codes_on(system.sheets.pdf(kind, [code])) == [code]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("orders", "0750652B-9"),
        ("orders", "A01"),
        ("trips", "T9"),
        ("docks", "Quai n°1"),
        ("locations", "a*b"),
        ("locations", "DOCK-07"),
    ],
)
def test_a_code_that_nothing_could_answer_to_is_refused(system: System, kind: str, code: str) -> None:
    with pytest.raises(InputError, match=r"Code inconnu"):
        system.sheets.pdf(kind, [code])


def test_a_sheet_with_nothing_on_it_is_refused(tmp_path: Path) -> None:
    with desk(new_stock(tmp_path)) as empty:
        for kind in ("badges", "orders", "trips"):
            with pytest.raises(InputError, match="opérateurs"):
                empty.sheets.pdf(kind)
        for kind in ("docks", "locations"):
            with pytest.raises(InputError, match="--codes"):
                empty.sheets.pdf(kind)


def test_the_command_line_writes_a_sheet_of_these_codes(tmp_path: Path) -> None:
    home, out = new_stock(tmp_path), tmp_path / "places.pdf"
    done = run(home, "sheet", "locations", "--codes", "A01, A02,", "-o", out)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert codes_on(out.read_bytes()) == ["LOC-A01", "LOC-A02"]
