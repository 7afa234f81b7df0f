"""Labels and a printer that fails: the packer goes on, the program sends nothing twice, a person resolves the rest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from dispatch.bootstrap import opened
from dispatch.devices.simulated_printer import Fault, SimulatedPrinter
from tests.services.print_desks import ORDER, PrintDesk, ssccs, stocked, until
from tests.support.console import Console
from tests.support.homes import rows


@pytest.fixture
def zebra() -> Iterator[SimulatedPrinter]:
    with SimulatedPrinter(slow_s=0.5) as printer:
        yield printer


@pytest.fixture
def home(tmp_path: Path, zebra: SimulatedPrinter) -> Path:
    """A town with six cartons of ten tablets in stock, and a label printer on the network."""
    return stocked(tmp_path, zebra)


@pytest.fixture
def desk(home: Path) -> Iterator[PrintDesk]:
    with ExitStack() as stack:
        desk = PrintDesk(stack.enter_context(opened(home)))
        stack.enter_context(desk.at_work())
        assert desk.scans(ORDER) == ["order-opened"]
        yield desk


def test_a_label_comes_out_once(desk: PrintDesk, zebra: SimulatedPrinter) -> None:
    sscc = desk.labelled("FAB-00000")
    until(lambda: desk.states() == ["printed"])
    assert ssccs(zebra) == [sscc]
    assert desk.scans(f"]C100{sscc}") == ["label-verified"]


@pytest.mark.parametrize("fault", [Fault.PAPER_OUT, Fault.HEAD_OPEN, Fault.PAUSED, Fault.REFUSE])
def test_a_printer_that_cannot_print_never_locks_the_packer(
    desk: PrintDesk, zebra: SimulatedPrinter, fault: Fault
) -> None:
    zebra.fail(fault)
    first = desk.labelled("FAB-00000")
    assert desk.scans("S-000011", "CMD-NEXT") == ["label-not-verified", "set-aside"]
    second = desk.labelled("FAB-00001")
    assert desk.scans("CMD-NEXT", "S-000021", "CMD-CONFIRM") == ["set-aside", "open-sealed-carton", "device-packed"]
    assert (desk.states(), ssccs(zebra)) == (["queued", "queued"], [])
    zebra.recover()
    until(lambda: desk.states() == ["printed", "printed"])
    assert ssccs(zebra) == [first, second]
    assert desk.scans(f"00{second}", f"00{first}", "S-000022") == ["label-verified", "label-verified", "device-packed"]


def test_a_carton_that_waits_for_its_label_goes_on_no_pallet_until_it_is_scanned(
    desk: PrintDesk, home: Path, zebra: SimulatedPrinter
) -> None:
    zebra.fail(Fault.PAPER_OUT)
    sscc = desk.labelled("FAB-00000")
    assert desk.scans("CMD-NEXT") == ["set-aside"]
    with opened(home, station="POSTE-2") as other:
        pallets = PrintDesk(other, "palletise")
        assert pallets.scans("CMD-NEXT") == ["nothing-to-palletise"]
        assert pallets.scans(f"00{sscc}", f"00{sscc}") == ["label-verified", "pallet-opened"]


def test_the_desk_is_told_once_that_the_printer_waits(desk: PrintDesk, zebra: SimulatedPrinter) -> None:
    zebra.fail(Fault.PAPER_OUT)
    desk.labelled("FAB-00000")
    told: list[str] = []

    def listen() -> list[str]:
        told.extend(desk.scan("CMD-CANCEL")["notices"])
        return told

    until(lambda: listen() != [])
    for _ in range(30):
        listen()
    zebra.recover()
    until(lambda: bool(listen()) and desk.states() == ["printed"])
    assert told == ["printer-waiting"]


def test_a_job_that_was_cut_off_is_unknown_and_is_not_sent_again(desk: PrintDesk, zebra: SimulatedPrinter) -> None:
    zebra.fail(Fault.DROP, after_bytes=200)
    first = desk.labelled("FAB-00000")
    until(lambda: desk.states() == ["unknown"])
    assert "printer-unknown" in desk.scan("CMD-CANCEL")["notices"]
    zebra.recover()
    desk.scans("CMD-NEXT")
    second = desk.labelled("FAB-00001")
    until(lambda: desk.states() == ["unknown", "printed"])
    assert ssccs(zebra) == [second]
    assert desk.scans(f"00{second}") == ["label-verified"]
    assert first != second


def test_scanning_the_label_of_an_unknown_job_says_that_it_was_printed(
    desk: PrintDesk, zebra: SimulatedPrinter
) -> None:
    zebra.fail(Fault.SILENT, after_bytes=100)
    sscc = desk.labelled("FAB-00000")
    until(lambda: desk.states() == ["unknown"])
    assert desk.scans(f"00{sscc}") == ["label-verified"]
    assert desk.states() == ["printed"]


def test_a_reprint_wants_a_reason_and_is_a_job_of_its_own(desk: PrintDesk, zebra: SimulatedPrinter) -> None:
    zebra.fail(Fault.DROP, after_bytes=200)
    sscc = desk.labelled("FAB-00000")
    until(lambda: desk.states() == ["unknown"])
    zebra.recover()
    asked = desk.scan("CMD-REPRINT")
    assert (asked["reason"], asked["needs"], asked["rule"]) == ("reprint-reason", "reason", "E-COL-14")
    again = desk.scan("RSN-ETIQUETTE-PERDUE")
    assert (again["reason"], again["printed"]) == ("reprinted", [{"kind": "carton-label", "sscc": sscc, "copies": 1}])
    until(lambda: desk.states()[-1] == "printed")
    assert ssccs(zebra) == [sscc]
    (event,) = rows(desk.home, "SELECT payload FROM journal WHERE type = 'label-reprinted'")
    assert json.loads(event[0]) == {"sscc": sscc, "reason": "ETIQUETTE_PERDUE", "count": 1}
    assert desk.scans(f"00{sscc}") == ["label-verified"]
    assert desk.states() == ["printed", "printed"]


def test_undo_cancels_a_job_that_still_waits_or_is_about_to_be_sent(desk: PrintDesk, zebra: SimulatedPrinter) -> None:
    zebra.fail(Fault.PAPER_OUT)
    sscc = desk.labelled("FAB-00000")
    until(lambda: desk.states() == ["queued"])
    until(lambda: desk.scans("CMD-UNDO", "CMD-CONFIRM") == ["destroy-label", "undone"])
    zebra.recover()
    second = desk.labelled("FAB-00000")
    until(lambda: desk.states() == ["cancelled", "printed"])
    assert ssccs(zebra) == [second]
    assert desk.scans(f"00{sscc}") == ["void-label"]


def test_a_label_on_paper_must_be_shown_before_it_is_destroyed(desk: PrintDesk, zebra: SimulatedPrinter) -> None:
    sscc = desk.labelled("FAB-00000")
    until(lambda: desk.states() == ["printed"])
    assert desk.scan("CMD-UNDO")["needs"] == "label"
    assert desk.scans("CMD-CONFIRM")[0] != "undone"
    assert desk.scans("CMD-UNDO", f"]C100{sscc}") == ["destroy-label", "undone"]


def test_a_desk_that_dies_while_it_sends_leaves_an_unknown_job(home: Path, zebra: SimulatedPrinter) -> None:
    zebra.fail(Fault.SLOW)
    console = Console(home, "pack")
    console.scan(ORDER)
    (job,) = console.scan("FAB-00000")["printed"]
    until(lambda: bool(zebra.printed) or rows(home, "SELECT state FROM print_job") == [("sending",)])
    console.kill()
    zebra.recover()
    with Console(home, "pack") as after:
        notices: list[str] = []

        def listen() -> list[str]:
            notices.extend(after.scan("CMD-CANCEL")["notices"])
            return notices

        until(lambda: "printer-unknown" in listen())
        assert notices == ["resumed", "printer-unknown"]
        assert rows(home, "SELECT state FROM print_job") == [("unknown",)]
        assert after.scan(f"00{job['sscc']}")["reason"] == "label-verified"
    assert rows(home, "SELECT COUNT(*) FROM print_attempt WHERE state = 'sending'") == [(1,)]
    assert len(ssccs(zebra)) <= 1


def test_a_dead_document_printer_does_not_hold_up_the_truck(home: Path) -> None:
    """The papers wait in the queue; they can be had as files meanwhile."""
    folder = home / "documents" / "print"
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("no folder")
    with opened(home) as system:
        pack, load = PrintDesk(system), PrintDesk(system, "load")
        carton = labelled_carton(pack)
        pallet = ready_pallet(PrintDesk(system, "palletise"), carton)
        assert load.scans("TRP-T1", f"00{pallet}", "CMD-CLOSE", "SC-1", "CMD-CLOSE") == [
            *("trip-opened", "pallet-loaded", "seal-expected", "seal-recorded", "departure-summary")
        ]
        with load.at_work():
            assert load.scans("CMD-CONFIRM", "RSN-AUTRE") == ["pallets-missing", "departed"]
            until(lambda: "printer-waiting" in load.scan("CMD-CANCEL")["notices"])
        assert set(load.states()[2:]) == {"queued"}


def labelled_carton(desk: PrintDesk) -> str:
    desk.scans(ORDER)
    sscc = desk.labelled("FAB-00000")
    assert desk.scans(f"00{sscc}") == ["label-verified"]
    return sscc


def ready_pallet(desk: PrintDesk, carton: str) -> str:
    assert desk.scans(f"00{carton}", "CMD-CLOSE") == ["pallet-opened", "film-and-marks"]
    sscc = desk.labelled("CMD-CONFIRM")
    assert desk.scans(f"00{sscc}", f"00{sscc}") == ["label-verified", "pallet-ready"]
    return sscc
