"""Issued papers printed again, replaced, kept and found: DUPLICATA n, ANNULÉ, retention; what a re-opening voids."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dispatch.bootstrap import System
from dispatch.domain.errors import InputError
from dispatch.domain.printers import JobState
from dispatch.services.labels import label_of
from dispatch.services.print_plans import Selection
from dispatch.services.printing import JobContents
from dispatch.services.story import trace
from dispatch.storage.verification import verify
from tests.documents import reading
from tests.services.desks import (
    ORDER_A,
    ORDER_B,
    announce,
    depart,
    desk,
    done,
    grant,
    issued,
    pack,
    palletise,
    plan,
    receive,
    stocked_home,
)
from tests.support.campaign import A, B
from tests.support.console import run
from tests.support.homes import rows

NOTE, WAYBILL = "DLN-2027-000001", "LDV-2027-000001"
REPRINTED = "SELECT payload, operator FROM journal WHERE type = 'document-reprinted' ORDER BY seq"


def stock(system: System) -> None:
    """Both lycées are granted ten tablets, two cartons of ten are received, T1 is to stop at both."""
    grant(system, (A, "TAB-A", 10, ""), (B, "TAB-A", 10, ""))
    announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10, 10)
    receive(system, "FAB-00000", "FAB-00001")
    plan(system, "T1", "2027-03-01", (A, ""), (B, ""))


@pytest.fixture
def system(tmp_path: Path) -> Iterator[System]:
    """A desk from which T1 has left; its papers wait for their printer."""
    with desk(stocked_home(tmp_path)) as system:
        stock(system)
        cartons = [*pack(system, ORDER_A, "FAB-00000"), *pack(system, ORDER_B, "FAB-00001")]
        depart(system, "T1", *reversed([palletise(system, carton) for carton in cartons]))
        yield system


def sent(system: System, state: JobState = JobState.PRINTED) -> list[bytes]:
    """Everything that waits goes out and ends like this; the bytes, in order."""
    outbox, printer, now = system.store.outbox, system.settings.printers[1], system.clock.now()[0]
    contents, out = JobContents(system.store, system.labels, system.papers, system.configuration), []
    while job := outbox.next_job("documents"):
        out.append(contents.of(job, printer)[0])
        assert outbox.claim(job.id, printer.name, now)
        outbox.finish(job.id, state, "ready", now)
    return out


def marks(pdf: bytes) -> set[str]:
    """The marks across its pages."""
    text = reading.text(pdf)
    return {word for word in ("PROJET", "ANNULÉ", "DUPLICATA 1", "DUPLICATA 2") if word in text}


# -- duplicates -----------------------------------------------------------------------------------------------------


def test_the_first_print_is_the_original_and_each_further_one_a_duplicate_with_its_reason(system: System) -> None:
    originals = sent(system)
    stored = {system.papers.issued(row) for row in issued(system, "T1")}
    assert (set(originals), {mark for pdf in originals for mark in marks(pdf)}) == (stored, set())
    office = system.office()
    for count, (reason, operator) in enumerate([("RSN-AUTRE", "C1"), ("ETIQUETTE_ABIMEE", "")], 1):
        paper = office.print_paper("delivery-note", NOTE, reason, operator)
        assert (paper.duplicate, paper.waiting) == (count, False)
        (duplicate,) = sent(system)
        assert all(f"DUPLICATA {count}" in page for page in reading.pages(duplicate))
        assert ("]C0", NOTE.encode()) in reading.symbols(duplicate)
    assert {system.papers.issued(row) for row in issued(system, "T1")} == stored
    told = [(json.loads(payload), operator) for payload, operator in rows(system.home.folder, REPRINTED)]
    same = {"kind": "delivery-note", "number": NOTE, "version": 1}
    assert told == [
        ({**same, "count": 1, "reason": "AUTRE"}, "C1"),
        ({**same, "count": 2, "reason": "ETIQUETTE_ABIMEE"}, "POSTE-1"),
    ]
    assert verify(system.home.database).ok


def test_the_bytes_of_a_duplicate_are_always_the_same(system: System) -> None:
    sent(system)
    row = issued(system, "T1")[0]
    assert system.papers.printed(row, 3) == system.papers.printed(row, 3) != system.papers.issued(row)


@pytest.mark.parametrize("state", [JobState.PRINTED, JobState.UNKNOWN])
def test_a_print_that_may_exist_is_not_the_original_again_without_a_reason(system: System, state: JobState) -> None:
    sent(system, state)
    length = rows(system.home.folder, "SELECT COUNT(*) FROM print_job")
    with pytest.raises(InputError, match=r"^Déjà imprimés\u00a0: 1\. Un duplicata demande un motif"):
        system.office().print_paper("waybill", "T1")
    with pytest.raises(InputError, match="Motif FANTAISIE inconnu"):
        system.office().print_paper("waybill", "T1", "FANTAISIE")
    assert rows(system.home.folder, "SELECT COUNT(*) FROM print_job") == length
    assert rows(system.home.folder, REPRINTED) == []


def test_an_original_that_never_went_out_is_printed_without_a_reason(system: System) -> None:
    with system.store.transaction() as transaction:
        transaction.cancel_jobs(WAYBILL)
    paper = system.office().print_paper("waybill", "T1")
    assert (paper.duplicate, paper.waiting) == (0, False)
    assert system.office().print_paper("waybill", "T1").waiting
    assert rows(system.home.folder, "SELECT state, duplicate FROM print_job WHERE ref = ? ORDER BY id", WAYBILL) == [
        ("cancelled", 0),
        ("queued", 0),
    ]


def test_the_list_of_papers_knows_how_often_each_was_printed_and_until_when_it_is_kept(system: System) -> None:
    def known(kind: str) -> tuple[str, bool, int, str, str]:
        (trip,) = system.office().trips()
        paper = next(p for p in trip.papers if p.kind == kind)
        return paper.printing, paper.came_out, paper.duplicates, paper.issued, paper.kept_until

    assert known("waybill") == ("queued", False, 0, "2027-03-01", "2029-03-01")
    sent(system)
    assert known("delivery-note") == ("printed", True, 0, "2027-03-01", "2037-12-31")
    system.office().print_paper("waybill", "T1", "AUTRE")
    assert known("waybill") == ("queued", True, 1, "2027-03-01", "2029-03-01")


STEPS = st.lists(st.sampled_from(["print", "send", "lose", "cancel", "reissue"]), max_size=12)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_of_each_version_one_original_goes_out_and_duplicates_are_numbered_without_a_gap(
    system: System, steps: list[str]
) -> None:
    """Whatever people do; the journal counts what the queue holds."""
    office, outbox = system.office(), system.store.outbox
    for step in steps:
        match step:
            case "print":
                office.print_paper("recap", "T1", "AUTRE")
            case "send" | "lose":
                if job := outbox.next_job("documents"):
                    assert outbox.claim(job.id, "documents", job.changed)
                    outbox.finish(job.id, "printed" if step == "send" else "unknown", "", job.changed)
            case "cancel":
                with system.store.transaction() as transaction:
                    transaction.cancel_jobs("REC-2027-000001")
            case "reissue":
                system.papers.reissue("recap", "T1", "AUTRE")
    jobs = rows(
        system.home.folder, "SELECT version, duplicate, state FROM print_job WHERE kind = 'recap' ORDER BY version, id"
    )
    alive = [(version, duplicate) for version, duplicate, state in jobs if state != "cancelled"]
    assert len(alive) == len(set(alive))
    for version, reprints in rows(system.home.folder, "SELECT version, reprints FROM document WHERE kind = 'recap'"):
        numbers = [duplicate for of, duplicate, _ in jobs if of == version and duplicate]
        assert numbers == list(range(1, reprints + 1))


# -- versions -------------------------------------------------------------------------------------------------------


def test_e_chg_12_the_replaced_version_says_so_wherever_it_is_seen_or_printed(system: System) -> None:
    sent(system)
    office = system.office()
    office.print_paper("delivery-note", NOTE, "AUTRE")
    old = next(row for row in issued(system, "T1") if row.kind == "delivery-note" and row.number == NOTE)
    stored = system.papers.issued(old)
    system.papers.reissue("delivery-note", NOTE, "ERREUR_COMMANDE", "C1")
    assert sent(system) == []
    void = office.paper("delivery-note", NOTE, 1)
    assert all("ANNULÉ" in page and "Version" not in page.partition("1")[0] for page in reading.pages(void))
    assert marks(office.paper("delivery-note", NOTE)) == marks(office.paper("delivery-note", NOTE, 2)) == set()
    replaced = next(row for row in issued(system, "T1") if row.kind == "delivery-note" and row.number == NOTE)
    assert (replaced.status, system.papers.printed(replaced, 1)) == ("void", void)
    assert system.papers.issued(replaced) == stored
    assert sha256(stored).hexdigest() == replaced.rendered
    (trip,) = office.trips()
    assert [(p.version, p.status) for p in trip.papers if (p.kind, p.number) == ("delivery-note", NOTE)] == [
        (2, "issued"),
        (1, "void"),
    ]
    assert rows(system.home.folder, "SELECT operator FROM journal WHERE type = 'document-issued'")[-1] == ("C1",)
    with pytest.raises(InputError, match=f"Code inconnu\u00a0: {NOTE} v3"):
        office.paper("delivery-note", NOTE, 3)


def test_the_first_print_of_a_new_version_is_an_original(system: System) -> None:
    sent(system)
    system.papers.reissue("recap", "T1", "AUTRE")
    assert system.office().print_paper("recap", "T1").duplicate == 0
    (original,) = sent(system)
    assert (original, marks(original)) == (system.papers.document("recap", "T1"), set())


def test_an_old_version_on_the_command_line(system: System, tmp_path: Path) -> None:
    system.papers.reissue("waybill", "T1", "AUTRE")
    file = tmp_path / "old.pdf"
    given = run(system.home.folder, "document", "waybill", WAYBILL, "--version", "1", "-o", file)
    assert (given.returncode, given.stderr, marks(file.read_bytes())) == (0, b"", {"ANNULÉ"})


# -- found again ----------------------------------------------------------------------------------------------------


def test_the_code_on_each_paper_leads_back_to_it(system: System) -> None:
    """Read from the printed symbol, as a scanner sends it."""
    day = "MAN-2027-03-01"
    papers = {
        WAYBILL: system.papers.document("waybill", "T1"),
        "LDC-2027-000001": system.papers.document("loading-list", "T1"),
        "REC-2027-000001": system.papers.document("recap", "T1"),
        NOTE: system.papers.document("packing-list", NOTE),
        day: system.papers.document("manifest", "2027-03-01"),
    }
    for code, pdf in papers.items():
        assert ("]C0", code.encode()) in reading.symbols(pdf)
        for scan in (code, f"]C0{code}", f"]Q1{code}", code.lower()):
            found = system.office().search(scan)
            assert (found.kind, found.code) == ("document", code)
    for kind, code in (("waybill", WAYBILL), ("recap", "REC-2027-000001"), ("loading-list", "LDC-2027-000001")):
        assert system.papers.document(kind, code) == papers[code]
    assert system.papers.document("handover", WAYBILL) == system.papers.document("handover", "T1")
    assert reading.text(system.papers.document("manifest", day)) == reading.text(papers[day])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dln-2027", [NOTE, "DLN-2027-000002"]),
        ("LDV-", [WAYBILL]),
        ("2", ["DLN-2027-000002"]),
        ("01/03/2027", ["TRP-T1", NOTE, "DLN-2027-000002", "LDC-2027-000001", WAYBILL, "REC-2027-000001"]),
        ("2027-03-01", ["TRP-T1", NOTE, "DLN-2027-000002", "LDC-2027-000001", WAYBILL, "REC-2027-000001"]),
        ("02/03/2027", []),
        ("31/02/2027", []),
    ],
)
def test_papers_are_found_by_number_and_by_day(system: System, text: str, expected: list[str]) -> None:
    hits = system.office().find(f"0000{text}" if text == "2" else text)
    assert [hit.code for hit in hits] == expected
    assert all(system.office().search(hit.code).kind == hit.kind for hit in hits)


def test_a_document_says_until_when_it_is_kept(system: System) -> None:
    with system.store.reading() as reads:
        found = {code: trace(code, reads, system.messages).as_json(system.messages) for code in (NOTE, WAYBILL, "T1")}
    assert (found[NOTE]["kept_until"], found[WAYBILL]["kept_until"]) == ("2037-12-31", "2029-03-01")
    assert "kept_until" not in found["T1"]


# -- re-opening -----------------------------------------------------------------------------------------------------


def test_a_reopened_unit_voids_its_label_its_papers_and_its_line_on_those_that_follow(tmp_path: Path) -> None:
    with desk(stocked_home(tmp_path)) as system:
        stock(system)
        station = system.station("pack")
        done(station, ORDER_A, "S-000001")
        sscc = done(station, "CMD-CLOSE").prints[0].ref
        assert [station.handle(scan).reason.word for scan in ("CMD-UNDO", f"]C100{sscc}")] == [
            "destroy-label",
            "undone",
        ]
        successor = rows(system.home.folder, "SELECT successor FROM unit WHERE sscc = ?", sscc)[0][0]
        assert station.handle(f"]C100{sscc}").reason.word == "void-label"
        assert rows(system.home.folder, "SELECT state FROM print_job WHERE ref = ?", sscc) == [("cancelled",)]
        for kind in ("packing-list", "packing-list-outside", "delivery-note"):
            with pytest.raises(InputError, match=f"SSCC {sscc} annulé"):
                system.papers.document(kind, sscc)
        with system.store.reading() as reads, pytest.raises(InputError, match=f"SSCC {sscc} annulé"):
            label_of(sscc, reads, system.configuration)
        assert sscc not in reading.squeezed(reading.text(system.papers.document("packing-list", ORDER_A)))
        assert system.office().search(sscc).status == "void"
        done(station, "S-000002", "CMD-CLOSE", f"]C100{successor}")
        text = reading.squeezed(reading.text(system.papers.document("packing-list", ORDER_A)))
        assert successor in text and sscc not in text


def test_a_reopened_pallet_takes_back_the_sheet_that_waits_for_its_printer(tmp_path: Path) -> None:
    with desk(stocked_home(tmp_path)) as system:
        stock(system)
        (carton,) = pack(system, ORDER_A, "FAB-00000")
        station = system.station("palletise")
        pallet = done(station, f"]C100{carton}", "CMD-CLOSE").prints[0].ref
        run_id = system.office().runs.start(Selection("list", (pallet,))).run
        destroyed = [station.handle(scan).reason.word for scan in ("CMD-UNDO", f"]C100{pallet}")]
        assert destroyed == ["destroy-label", "undone"]
        assert rows(system.home.folder, "SELECT status FROM unit WHERE sscc = ?", pallet) == [("void",)]
        assert [item.state for item in system.office().runs.report(run_id).items] == ["cancelled"]
        with pytest.raises(InputError, match=f"SSCC {pallet} annulé"):
            system.office().runs.plan(Selection("list", (pallet,)))
