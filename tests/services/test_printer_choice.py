"""Two label printers: one prints, the other one is the spare until its card is scanned; a job whose printer is away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from dispatch.bootstrap import OpenDesk, opened
from dispatch.devices.simulated_printer import Fault, SimulatedPrinter
from dispatch.domain.printers import PrinterCondition
from dispatch.home import Home
from tests.services.print_desks import ORDER, PrintDesk, names, ssccs, stocked, until
from tests.support.console import Console, answer
from tests.support.homes import rows

SPARE = "Secours n°1"
CARDS = {"labels": "PRN-LABELS", SPARE: "PRN-SECOURS-N-1", "documents": "PRN-DOCUMENTS"}
OUT = "Rechargez le papier ou le rouleau, refermez. L’impression reprend seule."


@pytest.fixture
def first() -> Iterator[SimulatedPrinter]:
    with SimulatedPrinter(slow_s=0.3) as printer:
        yield printer


@pytest.fixture
def spare() -> Iterator[SimulatedPrinter]:
    with SimulatedPrinter() as printer:
        yield printer


@pytest.fixture
def home(tmp_path: Path, first: SimulatedPrinter, spare: SimulatedPrinter) -> Path:
    return stocked(tmp_path, first, spare)


@pytest.fixture
def desk(home: Path) -> Iterator[PrintDesk]:
    with ExitStack() as stack:
        desk = PrintDesk(stack.enter_context(opened(home)))
        stack.enter_context(desk.at_work())
        known(desk, "ready")
        yield desk


def known(desk: PrintDesk, condition: str, printer: str = "labels") -> None:
    """Until the lanes have found all printers, and this one in this condition."""
    board = desk.system.board

    def found() -> bool:
        desk.wake()
        return len(board.conditions()) == len(CARDS) and board.conditions()[printer] == condition

    until(found)


def told(given: dict[str, Any]) -> tuple[str, str, str | None]:
    return given["tone"], given["reason"], given["needs"]


# -- the spare takes over


def test_one_printer_takes_the_jobs_and_the_other_waits_for_its_card(
    desk: PrintDesk, first: SimulatedPrinter, spare: SimulatedPrinter
) -> None:
    desk.scans(ORDER)
    made = desk.set_aside(0, 1, 2)
    until(lambda: desk.states() == ["printed"] * 3)
    assert (ssccs(first), ssccs(spare)) == (made, [])


def test_the_spare_takes_the_whole_queue_over_in_order_and_gives_it_back(
    desk: PrintDesk, first: SimulatedPrinter, spare: SimulatedPrinter
) -> None:
    desk.scans(ORDER)
    first.fail(Fault.PAPER_OUT)
    made = desk.set_aside(0, 1)
    chosen = desk.scan(CARDS[SPARE])
    assert told(chosen) == ("info", "printer-chosen", None)
    assert chosen["message"].startswith(f"Imprimante {SPARE}\u00a0: elle prend la file (2 en attente).")
    until(lambda: desk.states() == ["printed"] * 2)
    first.recover()
    known(desk, "ready")
    made += desk.set_aside(2)
    until(lambda: desk.states() == ["printed"] * 3)
    assert (ssccs(first), ssccs(spare)) == ([], made)
    assert desk.scans(CARDS["labels"]) == ["printer-chosen"]
    back = desk.set_aside(3)
    until(lambda: desk.states() == ["printed"] * 4)
    assert (ssccs(first), ssccs(spare)) == (back, made)
    assert rows(desk.home, "SELECT DISTINCT printer FROM print_job ORDER BY 1") == [(SPARE,), ("labels",)]


def test_what_is_being_sent_or_is_unknown_stays_with_the_printer_that_has_it(
    desk: PrintDesk, first: SimulatedPrinter, spare: SimulatedPrinter
) -> None:
    desk.scans(ORDER)
    first.fail(Fault.DROP, after_bytes=400)
    lost = desk.set_aside(0)
    until(lambda: desk.states() == ["unknown"])
    first.recover()
    first.fail(Fault.SLOW)
    known(desk, "ready")
    slow = desk.set_aside(1)
    until(lambda: desk.states() == ["unknown", "sending"])
    assert desk.scans(CARDS[SPARE]) == ["printer-chosen"]
    quick = desk.set_aside(2)
    until(lambda: desk.states()[2] == "printed")
    until(lambda: desk.states() == ["unknown", "printed", "printed"])
    assert (ssccs(first)[-1:], ssccs(spare)) == (slow, quick)
    told_of = rows(desk.home, "SELECT ref, printer FROM print_job ORDER BY id")
    assert told_of == [(lost[0], "labels"), (slow[0], "labels"), (quick[0], SPARE)]


def test_a_card_is_scanned_at_any_time_and_the_question_stays_open(desk: PrintDesk) -> None:
    assert desk.scans(ORDER, "S-000001") == ["order-opened", "open-sealed-carton"]
    chosen = desk.scan(CARDS[SPARE])
    assert (chosen["prompt"], chosen["state"]) == ("Bipez «\u00a0Confirmer\u00a0» ou «\u00a0Annuler\u00a0»", "ready")
    assert desk.scans("CMD-CONFIRM", CARDS["labels"], "CMD-UNDO") == ["device-packed", "printer-chosen", "undone"]
    assert rows(desk.home, "SELECT role, printer FROM printer_choice") == [("labels", "labels")]
    assert rows(desk.home, "SELECT COUNT(*) FROM journal WHERE type LIKE 'printer%'") == [(0,)]


def test_the_active_printer_tells_its_state_and_an_unknown_one_is_refused(
    desk: PrintDesk, first: SimulatedPrinter
) -> None:
    ready = desk.scan(CARDS["labels"])
    assert told(ready) == ("info", "printer-in-use", None)
    assert ready["message"] == "Imprimante labels déjà en service\u00a0: prête. En attente\u00a0: 0."
    first.fail(Fault.PAPER_OUT)
    known(desk, "paper-out")
    out = desk.scan(CARDS["labels"])
    assert out["message"] == f"Imprimante labels déjà en service\u00a0: plus de papier. En attente\u00a0: 0. {OUT}"
    unknown = desk.scan("PRN-ZEBRA")
    assert told(unknown) == ("refused", "unknown-printer", None)
    assert unknown["message"] == (
        f"Imprimante ZEBRA inconnue. Bipez la carte d’une imprimante du poste\u00a0: labels, documents, {SPARE}."
    )
    assert rows(desk.home, "SELECT * FROM printer_choice") == []


def test_a_choice_survives_a_restart_until_its_printer_is_taken_out_of_the_settings(
    home: Path, first: SimulatedPrinter, spare: SimulatedPrinter
) -> None:
    with opened(home) as system:
        assert PrintDesk(system).scans(CARDS[SPARE], ORDER) == ["printer-chosen", "order-opened"]
    with opened(home) as system:
        desk = PrintDesk(system)
        with desk.at_work():
            made = desk.set_aside(0)
            until(lambda: desk.states() == ["printed"])
    assert (ssccs(first), ssccs(spare)) == ([], made)
    names(home, ["labels", "documents"])
    with opened(home) as system:
        desk = PrintDesk(system)
        with desk.at_work():
            assert desk.scans(CARDS["labels"]) == ["printer-in-use"]
            made = desk.set_aside(1)
            until(lambda: desk.states() == ["printed"] * 2)
    assert ssccs(first) == made


def test_a_choice_holds_for_every_process_on_the_home(
    desk: PrintDesk, first: SimulatedPrinter, spare: SimulatedPrinter
) -> None:
    """The lanes of this process hold the printers; the desk of another one chooses, and its label goes there too."""
    with Console(desk.home, "pack", "POSTE-2") as other:
        assert other.scan(CARDS[SPARE])["reason"] == "printer-chosen"
        assert other.scan(ORDER)["reason"] == "order-opened"
        (job,) = other.scan("FAB-00000")["printed"]
        until(lambda: desk.states() == ["printed"])
    assert (ssccs(first), ssccs(spare)) == ([], [job["sscc"]])


# -- away before the first scan


@pytest.mark.parametrize("opening", [ORDER, "CMD-NEXT"])
def test_an_order_whose_printer_is_away_says_so_and_offers_to_go_on(
    desk: PrintDesk, first: SimulatedPrinter, spare: SimulatedPrinter, opening: str
) -> None:
    spare.fail(Fault.HEAD_OPEN)
    first.fail(Fault.PAPER_OUT)
    known(desk, "head-open", SPARE)
    known(desk, "paper-out")
    asked = desk.scan(opening)
    assert (*told(asked), asked["rule"], asked["notices"]) == (
        *("confirm", "printer-away", "confirm", None, ["printer-remedy"]),
    )
    assert asked["message"] == (
        f"Imprimante des étiquettes\u00a0: plus de papier. Continuer en mettant les étiquettes de côté\u00a0? {OUT}"
    )
    assert desk.scans("CMD-CANCEL", opening, "CMD-CONFIRM") == ["cancelled", "printer-away", "order-opened"]
    made = desk.set_aside(0, 1)
    assert (desk.states(), ssccs(first)) == (["queued"] * 2, [])
    first.recover()
    until(lambda: desk.states() == ["printed"] * 2)
    assert ssccs(first) == made


def test_a_spare_that_is_ready_is_named_and_its_card_ends_the_trouble(
    desk: PrintDesk, first: SimulatedPrinter, spare: SimulatedPrinter
) -> None:
    first.fail(Fault.REFUSE)
    known(desk, "unreachable")
    asked = desk.scan(ORDER)
    assert (asked["reason"], asked["notices"]) == ("printer-away", ["printer-remedy", "printer-spare"])
    assert asked["message"].endswith(f"Imprimante {SPARE} prête\u00a0: bipez sa carte, elle prend la file.")
    assert desk.scans(CARDS[SPARE], ORDER) == ["printer-chosen", "order-opened"]
    made = desk.set_aside(0)
    until(lambda: desk.states() == ["printed"])
    assert ssccs(spare) == made


def test_a_printer_that_was_mended_is_no_matter_any_more(desk: PrintDesk, first: SimulatedPrinter) -> None:
    first.fail(Fault.PAPER_OUT)
    known(desk, "paper-out")
    assert desk.scans(ORDER, "CMD-CANCEL") == ["printer-away", "cancelled"]
    first.recover()
    known(desk, "ready")
    assert desk.scans(ORDER) == ["order-opened"]


def test_no_scan_waits_for_a_printer_and_what_nobody_measured_is_not_asked_about(home: Path) -> None:
    """There is no lane in this process: nothing is known of the printers, and nothing said."""
    with opened(home) as system:
        assert PrintDesk(system).scans(ORDER) == ["order-opened"]


def test_at_home_a_card_chooses_and_an_order_asks(home: Path, first: SimulatedPrinter) -> None:
    first.fail(Fault.PAPER_OUT)
    found = OpenDesk.of(Home(home), "fr", lambda *_: None)
    assert found is not None
    try:
        workplace = found.workplace
        workplace.start()
        until(lambda: [state.state for state in found.office.devices()] == ["paper-out", "ready", "ready"])
        scenes = [workplace.scan_at_home(code, "left", at) for at, code in enumerate((ORDER, CARDS[SPARE]), 10)]
        said = [(scene.outcome and scene.outcome.reason.word, scene.standing.task) for scene in scenes]
        assert said == [("printer-away", "pack"), ("printer-chosen", "")]
        states = found.office.devices()
        assert [(state.name, state.active, state.card) for state in states] == [
            ("labels", False, CARDS["labels"]),
            ("documents", True, CARDS["documents"]),
            (SPARE, True, CARDS[SPARE]),
        ]
    finally:
        found.close()


# -- who speaks with a printer


def test_a_printer_that_another_process_speaks_with_is_not_asked_but_taken_as_noted(
    desk: PrintDesk, first: SimulatedPrinter
) -> None:
    desk.scans(ORDER)
    first.fail(Fault.DROP, after_bytes=400)
    desk.set_aside(0)
    until(lambda: desk.states() == ["unknown"])
    desk.system.store.outbox.note_condition("documents", "jammed", "2027-03-01T11:00:00.000Z")
    labels, documents, spare = answer(desk.home, "devices")["printers"]
    assert (documents["state"], documents["remedy"]) == (
        "jammed",
        "Retirez la feuille coincée et refermez. L’impression reprend seule.",
    )
    assert (labels["state"], labels["queue"], labels["unknown"], labels["active"]) == ("dropped", 1, 1, True)
    assert spare == {
        "name": SPARE,
        "role": "labels",
        "address": spare["address"],
        "card": CARDS[SPARE],
        "state": "ready",
        "queue": 0,
        "unknown": 0,
        "active": False,
        "remedy": "",
    }


def test_a_desk_whose_printer_another_process_holds_knows_how_it_is(home: Path, first: SimulatedPrinter) -> None:
    first.fail(Fault.PAPER_OUT)
    with Console(home, "pack", "POSTE-2"), opened(home) as system:
        until(lambda: system.store.outbox.conditions().get("labels") == "paper-out")
        desk = PrintDesk(system)
        with desk.at_work():
            known(desk, "paper-out")
            assert desk.scans(ORDER, "CMD-CONFIRM") == ["printer-away", "order-opened"]
            desk.set_aside(0)
            until(lambda: [notice.word for notice in desk.told] == ["printer-waiting", "printer-spare"])
        assert system.board.measured()["labels"] is PrinterCondition.PAPER_OUT
