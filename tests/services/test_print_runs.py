"""Print runs: what is printed, in which order, nothing twice; paused, cancelled, cut short, accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dispatch.bootstrap import System
from dispatch.devices.printers import open_printer
from dispatch.devices.simulated_ipp_printer import SimulatedIppPrinter
from dispatch.domain.errors import InputError
from dispatch.domain.serial_codes import Listed, SerialCodes
from dispatch.services.print_plans import RunPaper, Selection, hour_of
from dispatch.services.print_runs import PrintRuns, RunReport
from dispatch.services.printing import PrinterLane
from dispatch.storage.verification import verify
from tests.documents import reading
from tests.services.desks import (
    ORDER_A,
    ORDER_B,
    SetClock,
    announce,
    depart,
    desk,
    give,
    grant,
    pack,
    palletise,
    receive,
    stocked_home,
)
from tests.services.print_desks import AT_ONCE_S, until
from tests.support.campaign import CARRIER, TRIPS, A, B
from tests.support.homes import rows

DAY, NEXT = "2027-03-01", "2027-03-02"
FILE = ["waybill LDV", "recap REC", "loading-list LDC", "handover T"]
STOP = ["delivery-note DLN", "packing-list DLN", "serial-codes DLN", "packing-list-outside DLN"]
TRIP = Selection("trip", ("T1",))


@pytest.fixture
def system(tmp_path: Path) -> Iterator[System]:
    """T2 (8h30) and then T1 (9h) have left on `DAY`, with A and B each; T3 (9:00) of that day and T4 have not.

    A pallet for A is ready, which T3 and T4 may take.
    """
    with desk(stocked_home(tmp_path), clock=SetClock(f"{DAY}T11:00:00+00:00")) as system:
        grant(system, (A, "TAB-A", 30, ""), (B, "TAB-A", 20, ""))
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", *[10] * 5)
        receive(system, *(f"FAB-0000{n}" for n in range(5)))
        stops = [("T1", DAY, "9h"), ("T2", DAY, "8h30"), ("T3", DAY, "9:00"), ("T4", NEXT, "")]
        trips = [
            (trip, day, *CARRIER, "", "", "", number, uai, "", hour if number == 1 else "14h")
            for trip, day, hour in stops
            for number, uai in ((1, A), (2, B))
        ]
        give(system, "trips", f"{TRIPS};heure", *trips)
        for trip, first, second in (("T2", 0, 1), ("T1", 2, 3)):
            pallets = [
                palletise(system, *pack(system, order, f"FAB-0000{carton}"))
                for order, carton in ((ORDER_A, first), (ORDER_B, second))
            ]
            depart(system, trip, *reversed(pallets))
        palletise(system, *pack(system, ORDER_A, "FAB-00004"))
        yield system


@pytest.fixture
def runs(system: System) -> PrintRuns:
    """Print runs where nothing waits: what was queued at departure was cancelled before it was sent."""
    with system.store.transaction() as transaction:
        for job in system.store.outbox.jobs(("queued",)):
            transaction.cancel_jobs(job.ref)
    return system.office().runs


def told(papers: tuple[RunPaper, ...] | RunReport) -> list[str]:
    """Kind and the letters of the number of each paper."""
    items = papers.items if isinstance(papers, RunReport) else papers
    return [f"{item.kind} {item.ref.partition('-')[0].rstrip('0123456789')}".strip() for item in items]


def send(system: System, number: int = 1_000, state: str = "printed") -> list[str]:
    """So many papers go out, one after the other, and end in this state; what was sent."""
    outbox, out = system.store.outbox, list[str]()
    while len(out) < number and (job := outbox.next_job("documents")):
        assert outbox.claim(job.id, "documents", job.changed)
        outbox.finish(job.id, state, "ready", job.changed)
        out.append(f"{job.kind} {job.ref}")
    return out


# -- what, and in which order ---------------------------------------------------------------------------------------


def test_the_file_of_a_trip_is_collated_for_those_who_carry_it_away(runs: PrintRuns) -> None:
    plan = runs.plan(TRIP)
    assert told(plan.papers) == [*FILE, *STOP, *STOP]
    assert [(paper.ref, paper.site) for paper in plan.papers[len(FILE) :]] == [
        *[("DLN-2027-000003", "Lycée d’essai A (Paris)")] * len(STOP),
        *[("DLN-2027-000004", "Lycée d’essai B (Paris)")] * len(STOP),
    ]
    assert (plan.not_departed, plan.needs_reason) == ((), False)


def test_the_serial_codes_that_lie_with_a_packing_list_carry_its_serials(system: System, runs: PrintRuns) -> None:
    report = runs.start(TRIP)
    at = len(FILE) + STOP.index("serial-codes DLN")
    packing, codes = report.items[at - 1 : at + 1]
    assert (codes.kind, codes.ref, codes.site) == ("serial-codes", packing.ref, packing.site)
    page = runs.page(codes)
    assert page == runs.page(runs.plan(TRIP).papers[at]) == system.papers.document("serial-codes", packing.ref)
    listed = reading.text(runs.page(packing))
    serials = [serial for (serial,) in rows(system.home.folder, "SELECT serial FROM device") if serial in listed]
    expected = SerialCodes.of(packing.ref, [Listed("TAB-A", serial) for serial in serials])
    read = [data.decode() for _, data in reading.symbols(page)]
    assert (len(serials), set(expected.texts) <= set(read)) == (10, True)


def test_on_both_sides_a_run_leaves_each_copy_of_a_waybill_its_own_sheet(system: System, runs: PrintRuns) -> None:
    report = runs.start(TRIP)
    with SimulatedIppPrinter() as office:
        (config,) = (printer for printer in system.settings.printers if printer.role == "documents")
        config = replace(config, address=office.address, duplex=True)
        lane = PrinterLane(config, open_printer(config), system.printing, lambda _: None, AT_ONCE_S)
        lane.start()
        until(lambda: len(office.printed) == len(report.items))
        lane.close()
        sides = [(item.kind, paper.sides) for item, paper in zip(report.items, office.printed, strict=True)]
    assert sides == [
        (item.kind, "one-sided" if item.kind == "waybill" else "two-sided-long-edge") for item in report.items
    ]


def test_a_day_is_its_manifest_then_its_trips_by_the_hour(runs: PrintRuns) -> None:
    plan = runs.plan(Selection("day", (DAY,)))
    assert told(plan.papers) == ["manifest", *[*FILE, *STOP, *STOP] * 2, "pallet-sheet"]
    assert [paper.ref for paper in plan.papers if paper.kind == "handover"] == ["T2", "T1"]
    assert plan.not_departed == ("T3",)


def test_a_wave_is_the_trips_of_a_day_whose_first_stops_have_the_same_hour(runs: PrintRuns) -> None:
    plan = runs.plan(Selection("wave", (DAY, "09:00")))
    assert told(plan.papers) == [*FILE, *STOP, *STOP, "pallet-sheet"]
    assert (plan.papers[3].ref, plan.not_departed) == ("T1", ("T3",))
    assert told(runs.plan(Selection("wave", (DAY, "08:30"))).papers) == [*FILE, *STOP, *STOP]


def test_a_trip_that_has_not_left_prints_the_sheets_of_its_finished_pallets(runs: PrintRuns) -> None:
    plan = runs.plan(Selection("trip", ("T4",)))
    assert ([paper.kind for paper in plan.papers], plan.not_departed) == (["pallet-sheet"], ("T4",))
    assert plan.papers[0].site == "Lycée d’essai A (Paris)"


def test_a_list_is_printed_as_it_was_scanned_and_each_paper_once(system: System, runs: PrintRuns) -> None:
    pallet = rows(system.home.folder, "SELECT sscc FROM unit WHERE kind = 'pallet' AND trip IS NULL")[0][0]
    codes = ("DLN-2027-000002", "2027-000001", "LDV-2027-000002", f"]C100{pallet}", f"MAN-{DAY}", "DLN-2027-000002")
    plan = runs.plan(Selection("list", codes))
    assert told(plan.papers) == [*STOP, *STOP, "waybill LDV", "pallet-sheet", "manifest"]
    assert [paper.ref for paper in plan.papers[:8:4]] == ["DLN-2027-000002", "DLN-2027-000001"]
    assert told(runs.plan(Selection("list", ("trp-t1", ORDER_B))).papers) == [*FILE, *STOP, *STOP, *STOP]


@pytest.mark.parametrize(
    ("selection", "sentence"),
    [
        (Selection("trip", ("T9",)), "Code inconnu\u00a0: T9."),
        (Selection("list", ("TRP-T1", "ZZZ")), "Code inconnu\u00a0: ZZZ."),
        (Selection("list", ("ORD-0750652B-9",)), "Code inconnu\u00a0: ORD-0750652B-9."),
        (Selection("day", ("2027-04-01",)), "Rien à imprimer\u00a0: les papiers d’une tournée existent"),
        (Selection("wave", (DAY, "23:00")), "Rien à imprimer"),
    ],
)
def test_what_is_not_there_is_refused_and_nothing_is_queued(
    system: System, runs: PrintRuns, selection: Selection, sentence: str
) -> None:
    before = rows(system.home.folder, "SELECT COUNT(*) FROM print_job")
    for ask in (runs.plan, runs.start):
        with pytest.raises(InputError) as refused:
            ask(selection)
        assert str(refused.value).startswith(sentence)
    assert rows(system.home.folder, "SELECT COUNT(*) FROM print_job") == before
    assert rows(system.home.folder, "SELECT COUNT(*) FROM print_run") == [(0,)]


@pytest.mark.parametrize(
    ("written", "hour"),
    [("9h", "09:00"), ("8h30", "08:30"), ("08:30", "08:30"), ("14 h 05", "14:05"), ("7", "07:00")]
    + [(none, "") for none in ("", "matin", "25h", "9h75", "9-10h")],
)
def test_hours_are_understood_as_people_write_them(written: str, hour: str) -> None:
    assert hour_of(written) == hour


# -- a run ----------------------------------------------------------------------------------------------------------


def test_a_run_comes_out_in_its_order_and_is_accounted_for(system: System, runs: PrintRuns) -> None:
    report = runs.start(TRIP, operator="C1")
    assert (told(report), report.state, report.waiting, report.operator) == ([*FILE, *STOP, *STOP], "running", 12, "C1")
    assert send(system, 4) == [f"{item.kind} {item.ref}" for item in report.items[:4]]
    send(system, 1, "unknown")
    report = runs.report(report.run)
    assert (report.state, report.waiting, report.count("printed"), report.count("unknown")) == ("running", 7, 4, 1)
    send(system)
    done = runs.latest()
    assert done is not None
    assert (done.state, done.waiting, done.count("printed"), done.count("unknown")) == ("done", 0, 11, 1)
    assert done.as_json()["counts"] == {"queued": 0, "sending": 0, "printed": 11, "unknown": 1, "cancelled": 0}
    assert verify(system.home.database).ok


def test_what_comes_out_again_is_a_duplicate_for_one_reason(system: System, runs: PrintRuns) -> None:
    runs.start(TRIP)
    send(system)
    plan = runs.plan(Selection("list", ("LDV-2027-000002", "LDV-2027-000001")))
    assert ([paper.duplicate for paper in plan.papers], plan.needs_reason) == ([1, 0], True)
    with pytest.raises(InputError, match=r"^Déjà imprimés\u00a0: 1\."):
        runs.start(plan.selection)
    report = runs.start(plan.selection, "RSN-ETIQUETTE_ABIMEE")
    assert ([item.duplicate for item in report.items], report.reason) == ([1, 0], "ETIQUETTE_ABIMEE")
    assert "DUPLICATA 1" in reading.text(runs.page(plan.papers[0]))
    assert runs.page(plan.papers[1]) == system.papers.document("waybill", "T2")
    extracts = runs.plan(Selection("list", (f"MAN-{DAY}",)))
    assert "Manifeste du jour" in reading.text(runs.page(extracts.papers[0]))
    reasons = rows(system.home.folder, "SELECT payload FROM journal WHERE type = 'document-reprinted'")
    assert [payload.count("ETIQUETTE_ABIMEE") for (payload,) in reasons] == [1]


def test_a_paused_run_lets_another_print_pass_and_goes_on(system: System, runs: PrintRuns) -> None:
    report = runs.start(TRIP)
    first = send(system, 2)
    assert runs.pause(report.run).state == "paused"
    system.office().print_paper("waybill", "T2")
    assert send(system) == ["waybill LDV-2027-000001"]
    assert runs.report(report.run).waiting == 10
    assert runs.resume(report.run).state == "running"
    assert first + send(system) == [f"{item.kind} {item.ref}" for item in report.items]


def test_cancelling_takes_back_what_is_queued_and_only_that(system: System, runs: PrintRuns) -> None:
    report, other = runs.start(TRIP), runs.start(Selection("trip", ("T2",)))
    send(system, 3)
    job = system.store.outbox.next_job("documents")
    assert job is not None and system.store.outbox.claim(job.id, "documents", job.changed)
    cancelled = runs.cancel(report.run)
    counts = [cancelled.count(state) for state in ("printed", "sending", "cancelled")]
    assert (counts, cancelled.state) == ([3, 1, 8], "cancelled")
    assert runs.resume(report.run).state == "cancelled"
    system.store.outbox.finish(job.id, "printed", "", job.changed)
    assert send(system) == [f"{item.kind} {item.ref}" for item in other.items]
    again = runs.plan(TRIP)
    assert [paper.duplicate for paper in again.papers] == [1, 1, 1, *[0] * 9]


def test_nothing_is_doubled_by_a_run_that_is_started_twice(system: System, runs: PrintRuns) -> None:
    first = runs.start(TRIP)
    with pytest.raises(InputError, match="Tout est déjà en attente"):
        runs.start(TRIP)
    day = runs.start(Selection("day", (DAY,)))
    assert told(day) == ["manifest", *FILE, *STOP, *STOP, "pallet-sheet"]
    assert all(paper.waiting for paper in runs.plan(TRIP).papers)
    assert len(send(system)) == len(first.items) + len(day.items)


def test_originals_that_wait_since_departure_come_out_once_in_the_order_of_the_run(system: System) -> None:
    """The printer was off when the trucks left."""
    runs = system.office().runs
    report = runs.start(TRIP)
    assert told(report) == [*FILE, *STOP, *STOP]
    sent = send(system)
    assert len(sent) == len(set(sent))
    assert sent[-12:] == [f"{item.kind} {item.ref}" for item in report.items]
    assert [item.duplicate for item in report.items] == [0] * 12


def test_an_unknown_run_is_refused(runs: PrintRuns) -> None:
    assert runs.latest() is None
    for ask in (runs.report, runs.pause, runs.resume, runs.cancel):
        with pytest.raises(InputError, match="Tirage 7 inconnu"):
            ask(7)
