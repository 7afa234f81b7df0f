"""Each fault of a label printer, before a job and in the middle of one: the state of the queue, and what is said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from dispatch.bootstrap import opened
from dispatch.devices.simulated_printer import Fault, SimulatedPrinter
from dispatch.domain.printers import PrinterCondition
from tests.services.print_desks import ORDER, PrintDesk, ssccs, stocked, until
from tests.support.homes import rows

IN_THE_LABEL = 400
"""Bytes after which a label is on its way: what is asked before it has fewer, and with the label it is more."""
WAITING = {
    Fault.PAPER_OUT: "plus de papier. Rechargez le papier ou le rouleau, refermez. L’impression reprend seule.",
    Fault.RIBBON_OUT: "plus de ruban. Changez le ruban et refermez la tête. L’impression reprend seule.",
    Fault.HEAD_OPEN: "tête ouverte. Refermez la tête jusqu’au déclic. L’impression reprend seule.",
    Fault.PAUSED: ("en pause. Appuyez sur la touche «\u00a0pause\u00a0» de l’imprimante. L’impression reprend seule."),
    Fault.OVER_TEMPERATURE: "trop chaude. Laissez-la refroidir quelques minutes. L’impression reprend seule.",
    Fault.SILENT: ("ne répond pas. Regardez son écran\u00a0: papier, ruban, tête. Sinon éteignez-la et rallumez-la."),
    Fault.DROP: (
        "connexion perdue. Rebranchez son câble des deux côtés. Vérifiez ce qui est sorti avant de réimprimer."
    ),
    Fault.REFUSE: ("injoignable. Vérifiez qu’elle est allumée, son câble, puis son adresse dans les réglages."),
    Fault.WRONG_HEAD: (
        "mauvaise résolution. Réglez «\u00a0dpi\u00a0» sur la résolution de sa tête\u00a0: "
        "8 points/mm = 203, 12 = 300, 24 = 600."
    ),
}
"""What is said of a printer that cannot take a job, behind its name."""
UNKNOWN = {
    Fault.PAPER_OUT: "plus de papier",
    Fault.RIBBON_OUT: "plus de ruban",
    Fault.HEAD_OPEN: "tête ouverte",
    Fault.PAUSED: "en pause",
    Fault.OVER_TEMPERATURE: "trop chaude",
    Fault.SILENT: "ne répond pas",
    Fault.DROP: "connexion perdue",
    Fault.SLOW: "trop lente",
}
"""What is said of a job that was on its way when the fault struck."""


@pytest.fixture
def zebra() -> Iterator[SimulatedPrinter]:
    with SimulatedPrinter(slow_s=60.0) as printer:
        yield printer


@pytest.fixture
def desk(tmp_path: Path, zebra: SimulatedPrinter) -> Iterator[PrintDesk]:
    with ExitStack() as stack:
        desk = PrintDesk(stack.enter_context(opened(stocked(tmp_path, zebra))))
        assert desk.scans(ORDER) == ["order-opened"]
        stack.enter_context(desk.at_work())
        yield desk


def doubtful(sscc: str, why: str) -> str:
    return (
        f"Impression incertaine sur labels\u00a0: {sscc} ({why}). "
        "Bipez l’étiquette si elle est sortie, sinon réimprimez."
    )


@pytest.mark.parametrize("fault", WAITING)
def test_what_cannot_be_sent_waits_is_told_once_and_comes_out_in_order_once_the_printer_is_mended(
    desk: PrintDesk, zebra: SimulatedPrinter, fault: Fault
) -> None:
    zebra.fail(fault)
    made = desk.set_aside(0, 1, 2)
    until(lambda: bool(desk.told))
    assert desk.scans("CMD-CANCEL", "CMD-CANCEL") == ["nothing-to-cancel"] * 2
    assert (desk.states(), ssccs(zebra)) == (["queued"] * 3, [])
    zebra.recover()
    until(lambda: desk.states() == ["printed"] * 3)
    assert ssccs(zebra) == made
    assert desk.notices() == [f"Imprimante labels\u00a0: {WAITING[fault]}"]


@pytest.mark.parametrize("fault", UNKNOWN)
def test_what_was_on_its_way_is_unknown_told_once_and_never_sent_again(
    desk: PrintDesk, zebra: SimulatedPrinter, fault: Fault
) -> None:
    zebra.fail(fault, after_bytes=IN_THE_LABEL)
    (lost,) = desk.set_aside(0)
    until(lambda: desk.states() == ["unknown"])
    zebra.recover()
    made = desk.set_aside(1, 2)
    until(lambda: desk.states() == ["unknown", "printed", "printed"])
    assert [notice for notice in desk.notices() if "incertaine" in notice] == [doubtful(lost, UNKNOWN[fault])]
    assert ssccs(zebra) in (made, [lost, *made])
    assert rows(desk.home, "SELECT COUNT(*) FROM print_attempt WHERE job = 1 AND state = 'sending'") == [(1,)]


@pytest.mark.parametrize("fault", [Fault.WRONG_HEAD, Fault.REFUSE])
def test_what_only_strikes_the_next_job_leaves_this_one_printed(
    desk: PrintDesk, zebra: SimulatedPrinter, fault: Fault
) -> None:
    zebra.fail(fault, after_bytes=IN_THE_LABEL)
    made = desk.set_aside(0, 1)
    until(lambda: desk.states() == ["printed", "queued"] and bool(desk.told))
    assert (ssccs(zebra), desk.notices()) == (made[:1], [f"Imprimante labels\u00a0: {WAITING[fault]}"])
    zebra.recover()
    until(lambda: desk.states() == ["printed"] * 2)
    assert ssccs(zebra) == made


def test_a_label_cancelled_at_the_panel_is_unknown_for_nothing_proves_that_it_came_out(
    desk: PrintDesk, zebra: SimulatedPrinter
) -> None:
    zebra.fail(Fault.SLOW)
    (lost,) = desk.set_aside(0)
    until(lambda: desk.states() == ["sending"])
    until(lambda: pressed(zebra) and desk.states() == ["unknown"])
    assert (ssccs(zebra), desk.notices()) == ([], [doubtful(lost, "rien ne le confirme")])


def pressed(printer: SimulatedPrinter) -> bool:
    """The cancel key, once more: the label may not have been there the last time."""
    printer.press_cancel()
    return True


def test_another_trouble_is_told_as_well_and_the_first_one_again_once_a_label_came_out(
    desk: PrintDesk, zebra: SimulatedPrinter
) -> None:
    waiting = {fault: f"Imprimante labels\u00a0: {WAITING[fault]}" for fault in (Fault.HEAD_OPEN, Fault.PAUSED)}
    said: list[str] = []
    zebra.fail(Fault.PAUSED)
    desk.set_aside(0)
    for fault in (Fault.PAUSED, Fault.HEAD_OPEN):
        zebra.fail(fault)
        said.append(waiting[fault])
        until(lambda: desk.notices() == said)
    zebra.recover()
    until(lambda: desk.states() == ["printed"])
    zebra.fail(Fault.HEAD_OPEN)
    desk.set_aside(1)
    until(lambda: desk.notices() == [*said, waiting[Fault.HEAD_OPEN]])


def test_a_printer_without_work_is_watched_in_silence(desk: PrintDesk, zebra: SimulatedPrinter) -> None:
    conditions = desk.system.board.conditions
    for fault, condition in ((Fault.RIBBON_OUT, "ribbon-out"), (Fault.REFUSE, "unreachable"), (None, "ready")):
        zebra.recover()
        if fault is not None:
            zebra.fail(fault)
        until(lambda condition=condition: conditions().get("labels") == condition)  # type: ignore[misc]
        until(lambda condition=condition: noted(desk) == condition)  # type: ignore[misc]
    assert (desk.told, conditions()["documents"]) == ([], PrinterCondition.READY)


def noted(desk: PrintDesk) -> str | None:
    """What other processes read of the label printer."""
    return desk.system.store.outbox.conditions().get("labels")


def test_a_label_cut_short_by_a_death_names_itself(tmp_path: Path, zebra: SimulatedPrinter) -> None:
    """The job that a dead process was sending: found by the next one that takes the printer's lock."""
    with opened(stocked(tmp_path, zebra)) as system:
        desk = PrintDesk(system)
        desk.scans(ORDER)
        lost, kept = desk.set_aside(0, 1)
        assert system.store.outbox.claim(1, "labels", system.clock.now()[0])
        with desk.at_work():
            until(lambda: desk.states() == ["unknown", "printed"])
    assert (ssccs(zebra), desk.notices()) == ([kept], [doubtful(lost, "poste interrompu")])


def test_closing_finishes_the_job_in_hand_and_leaves_the_others_queued(tmp_path: Path) -> None:
    with SimulatedPrinter(slow_s=0.3) as slow, opened(stocked(tmp_path, slow)) as system:
        slow.fail(Fault.SLOW)
        desk = PrintDesk(system)
        desk.scans(ORDER)
        made = desk.set_aside(0, 1)
        with desk.at_work():
            until(lambda: desk.states() == ["sending", "queued"])
        assert (desk.states(), ssccs(slow)) == (["printed", "queued"], made[:1])


def test_a_paper_of_which_nobody_knows_is_looked_for_in_the_tray(desk: PrintDesk) -> None:
    words = {"printer": "laser", "ref": "DLN-2027-000001", "condition": "unproven", "kind": "delivery-note"}
    assert desk.system.messages.notice("paper-unknown", words) == (
        "Papier incertain sur laser\u00a0: DLN-2027-000001 (rien ne le confirme). "
        "Regardez dans le bac\u00a0; s’il manque, réimprimez-le."
    )


def test_a_label_that_is_shown_to_be_destroyed_was_printed(desk: PrintDesk, zebra: SimulatedPrinter) -> None:
    zebra.fail(Fault.DROP, after_bytes=IN_THE_LABEL)
    sscc = desk.labelled("FAB-00000")
    until(lambda: desk.states() == ["unknown"])
    assert desk.scans("CMD-UNDO", f"00{sscc}") == ["destroy-label", "undone"]
    assert desk.states() == ["printed"]


def test_no_label_of_a_void_unit_comes_out(desk: PrintDesk, zebra: SimulatedPrinter) -> None:
    """The reprint waits while the first label is destroyed."""
    sscc = desk.labelled("FAB-00000")
    until(lambda: desk.states() == ["printed"])
    zebra.fail(Fault.PAPER_OUT)
    assert desk.scans("CMD-REPRINT", "RSN-AUTRE", "CMD-UNDO") == ["reprint-reason", "reprinted", "destroy-label"]
    assert desk.scans(f"00{sscc}") == ["undone"]
    zebra.recover()
    again = desk.labelled("FAB-00000")
    until(lambda: desk.states() == ["printed", "cancelled", "printed"])
    assert ssccs(zebra) == [sscc, again]
