"""Departure: every paper of a trip is issued with its number in the transaction in which the truck leaves."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from dispatch.bootstrap import System
from dispatch.domain.papers import (
    DeliveryNote,
    LoadingList,
    PackingList,
    Recap,
    Waybill,
    missing_mentions,
)
from dispatch.services.departure import drafts, missing_fields
from tests.documents import reading
from tests.services.desks import (
    LAPTOP,
    ORDER_A,
    ORDER_B,
    SITE_A,
    SITE_B,
    TABLET,
    SetClock,
    announce,
    depart,
    desk,
    done,
    frozen,
    give,
    grant,
    issued,
    journal_length,
    load,
    pack,
    palletise,
    plan,
    receive,
    ship,
    stocked_home,
)
from tests.support import campaign
from tests.support.campaign import ITEMS, SITES, A, B
from tests.support.homes import new_home, rows

SERIES = ("DLN", "LDC", "LDV", "REC")


def full(system: System, cartons: int = 6) -> None:
    """Both lycées are granted tablets, and cartons of ten are announced."""
    grant(system, (A, "TAB-A", 10 * cartons, ""), (B, "TAB-A", 10 * cartons, ""))
    announce(system, "AV-1", "FAB-", "TAB-A", "S-", *[10] * cartons)


def numbers(home: Path) -> list[str]:
    """Numbers of all papers but packing lists, which bear their delivery note's."""
    return [row[0] for row in rows(home, "SELECT number FROM document WHERE kind <> 'packing-list' ORDER BY number")]


def two_stops(system: System) -> list[str]:
    """A trip to A, then to B; SSCC of their pallets."""
    full(system)
    plan(system, "T1", "2027-03-01", (A, ""), (B, ""))
    receive(system, *(f"FAB-0000{n}" for n in range(3)))
    cartons = [pack(system, ORDER_A, "FAB-00000", "FAB-00001"), pack(system, ORDER_B, "FAB-00002")]
    pallets = [palletise(system, *mine) for mine in cartons]
    depart(system, "T1", *reversed(pallets))
    return pallets


# -- numbers --------------------------------------------------------------------------------------------------------


def test_r_09_numbers_are_without_gaps_in_each_series_and_year(tmp_path: Path) -> None:
    """31 December 23:30 UTC is next year in Paris."""
    home, clock = stocked_home(tmp_path), SetClock()
    with desk(home, clock=clock) as system:
        full(system)
        for number, moment in enumerate(
            ("2027-03-01T11:00:00+00:00", "2027-12-31T22:59:59+00:00", "2027-12-31T23:30:00+00:00")
        ):
            clock.moment = moment
            plan(system, f"T{number}", "2027-03-01", (A, ""))
            ship(system, f"T{number}", ORDER_A, f"FAB-0000{number}")
    assert numbers(home) == [
        f"{series}-{year}-{sequence:06d}" for series in SERIES for year, sequence in ((2027, 1), (2027, 2), (2028, 1))
    ]
    assert rows(home, "SELECT number, departed FROM trip ORDER BY number") == [
        ("T0", "2027-03-01"),
        ("T1", "2027-12-31"),
        ("T2", "2028-01-01"),
    ]


def test_a_number_is_taken_only_by_a_truck_that_leaves(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        full(system)
        plan(system, "T1", "2027-03-01", (A, ""))
        receive(system, "FAB-00000")
        station = load(system, "T1", palletise(system, *pack(system, ORDER_A, "FAB-00000")))
        assert station.handle("CMD-CLOSE").reason.word == "seal-expected"
        done(station, "SC-1")
        assert station.handle("CMD-CLOSE").reason.word == "departure-summary"
        assert station.handle("CMD-CANCEL").reason.word == "cancelled"
        assert (numbers(home), rows(home, "SELECT * FROM document_series")) == ([], [])
        done(station, "CMD-CLOSE")
    assert numbers(home) == [f"{series}-2027-000001" for series in SERIES]


def test_a_trip_of_two_stops_takes_two_delivery_notes_and_one_of_everything_else(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        two_stops(system)
        assert [(row.kind, row.number, row.uai) for row in issued(system, "T1")] == [
            ("delivery-note", "DLN-2027-000001", A),
            ("delivery-note", "DLN-2027-000002", B),
            ("loading-list", "LDC-2027-000001", ""),
            ("packing-list", "DLN-2027-000001", A),
            ("packing-list", "DLN-2027-000002", B),
            ("recap", "REC-2027-000001", ""),
            ("waybill", "LDV-2027-000001", ""),
        ]


def test_departure_and_papers_are_one_transaction(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        full(system)
        plan(system, "T1", "2027-03-01", (A, ""))
        outcome = ship(system, "T1", ORDER_A, "FAB-00000")
    assert [(job.kind, job.ref, job.copies) for job in outcome.prints] == [
        ("waybill", "LDV-2027-000001", 1),
        ("recap", "REC-2027-000001", 1),
        ("delivery-note", "DLN-2027-000001", 1),
        ("packing-list", "DLN-2027-000001", 1),
        ("loading-list", "LDC-2027-000001", 1),
    ]
    entries = rows(home, "SELECT type, time, station, operator FROM journal ORDER BY seq DESC LIMIT 6")
    assert [entry[0] for entry in entries] == [*["document-issued"] * 5, "trip-departed"]
    assert len({entry[1:] for entry in entries}) == 1
    assert rows(home, "SELECT kind, ref, state FROM print_job WHERE role = 'documents' ORDER BY id") == [
        (job.kind, job.ref, "queued") for job in outcome.prints
    ]


# -- contents -------------------------------------------------------------------------------------------------------


def test_every_serial_in_the_truck_stands_once_on_the_packing_lists(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        two_stops(system)
        lists = [paper for row in issued(system, "T1") if isinstance(paper := frozen(system, row), PackingList)]
    printed = Counter(
        serial
        for paper in lists
        for pallet in paper.pallets
        for carton in pallet.cartons
        for content in carton.contents
        for serial in content.serials
    )
    assert printed == Counter(f"S-{n:06d}" for n in range(1, 31))
    assert {paper.consignee.uai: sum(m.quantity for m in paper.models) for paper in lists} == {A: 20, B: 10}


def test_the_papers_of_a_trip_say_the_same(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        pallets = two_stops(system)
        papers = {(row.kind, row.uai): frozen(system, row) for row in issued(system, "T1")}
    weights = rows(home, "SELECT weight_g FROM unit WHERE kind = 'pallet' ORDER BY uai")
    waybill, recap, loading_list = (papers[kind, ""] for kind in ("waybill", "recap", "loading-list"))
    assert isinstance(waybill, Waybill) and isinstance(recap, Recap) and isinstance(loading_list, LoadingList)
    assert waybill.deliveries == recap.deliveries == loading_list.deliveries
    assert [(d.stop, d.consignee.uai, d.note, d.orders) for d in waybill.deliveries] == [
        (1, A, "DLN-2027-000001", (ORDER_A,)),
        (2, B, "DLN-2027-000002", (ORDER_B,)),
    ]
    lines = [(p.sscc, p.cartons, p.devices, p.weight_g) for d in waybill.deliveries for p in d.pallets]
    assert lines == [(pallets[0], 2, 20, weights[0][0]), (pallets[1], 1, 10, weights[1][0])]
    for delivery in waybill.deliveries:
        note, packing = papers["delivery-note", delivery.consignee.uai], papers["packing-list", delivery.consignee.uai]
        assert isinstance(note, DeliveryNote) and isinstance(packing, PackingList)
        assert note.delivery == delivery
        assert tuple(pallet.line for pallet in packing.pallets) == delivery.pallets
        assert note.models == packing.models
        assert note.head.number == packing.head.number == delivery.note
    assert (waybill.recap, recap.waybill) == ("REC-2027-000001", "LDV-2027-000001")
    assert (loading_list.dock, loading_list.seals, waybill.seals, recap.seals) == ("", *[("SC-T1",)] * 3)
    assert waybill.batteries and waybill.taken_over_on == "2027-03-01"
    assert {paper.head.issued_at for paper in papers.values()} == {"2027-03-01T12:00:00+01:00"}
    assert {paper.head.issued_by for paper in papers.values()} == {"POSTE-1"}
    assert missing_mentions(waybill) == ()


def test_the_loading_list_bears_the_head_of_the_journal_at_departure(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        two_stops(system)
        paper = next(frozen(system, row) for row in issued(system, "T1") if row.kind == "loading-list")
    assert isinstance(paper, LoadingList)
    assert rows(home, "SELECT type FROM journal WHERE hash = ?", paper.journal_head) == [("trip-departed",)]


def test_two_stops_of_one_lycee_have_a_delivery_note_each(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        grant_two_orders(system)
        plan(system, "T1", "2027-03-01", (A, 1), (A, 2))
        receive(system, "FAB-00000", "FAB-00001")
        pallets = [palletise(system, *pack(system, f"ORD-{A}-{n}", f"FAB-0000{n - 1}")) for n in (1, 2)]
        depart(system, "T1", *reversed(pallets))
        notes = [paper for row in issued(system, "T1") if isinstance(paper := frozen(system, row), DeliveryNote)]
    assert [(note.head.number, note.delivery.stop, note.delivery.orders) for note in notes] == [
        ("DLN-2027-000001", 1, (f"ORD-{A}-1",)),
        ("DLN-2027-000002", 2, (f"ORD-{A}-2",)),
    ]
    assert [[pallet.sscc for pallet in note.delivery.pallets] for note in notes] == [[pallets[0]], [pallets[1]]]


def grant_two_orders(system: System) -> None:
    """Lycée A has two orders of ten tablets, and two cartons of ten are announced."""
    give(system, "allocations", "uai;reference;quantite;commande", (A, "TAB-A", 10, 1), (A, "TAB-A", 10, 2))
    announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10, 10)


def test_a_stop_that_receives_nothing_is_on_no_paper(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        full(system)
        plan(system, "T1", "2027-03-01", (B, ""), (A, ""))
        ship(system, "T1", ORDER_A, "FAB-00000")
        papers = {row.kind: frozen(system, row) for row in issued(system, "T1")}
    waybill = papers["waybill"]
    assert isinstance(waybill, Waybill)
    assert [(delivery.stop, delivery.consignee.uai) for delivery in waybill.deliveries] == [(2, A)]
    departed = rows(home, "SELECT payload FROM journal WHERE type = 'trip-departed'")[0][0]
    assert json.loads(departed)["missing"] == 1


def test_waybill_and_recap_name_each_other_only_where_several_stops_received_something(tmp_path: Path) -> None:
    """Of two planned stops one was loaded: its consignee stands on the waybill, nothing is attached to it."""
    home = stocked_home(tmp_path)
    with desk(home) as system:
        full(system)
        plan(system, "T1", "2027-03-01", (A, ""), (B, ""))
        ship(system, "T1", ORDER_A, "FAB-00000")
        papers = {row.kind: frozen(system, row) for row in issued(system, "T1")}
        waybill, recap = papers["waybill"], papers["recap"]
        assert isinstance(waybill, Waybill) and isinstance(recap, Recap)
        assert (len(waybill.deliveries), waybill.recap, recap.waybill) == (1, None, None)
        texts = {kind: reading.text(system.papers.document(kind, "T1")) for kind in ("waybill", "recap")}
    assert "REC-2027-000001" not in texts["waybill"]
    assert "REC-2027-000001" in texts["recap"] and "LDV-2027-000001" not in texts["recap"]


def test_a_draft_is_what_would_be_issued(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        full(system)
        plan(system, "T1", "2027-03-01", (A, ""))
        receive(system, "FAB-00000")
        station = load(system, "T1", palletise(system, *pack(system, ORDER_A, "FAB-00000")))
        done(station, "CMD-CLOSE", "SC-1")
        with system.store.reading() as reads:
            row = reads.trip("T1")
            assert row is not None
            planned = {draft.kind: draft.paper for draft in drafts(reads, system.configuration, row)}
            assert missing_fields(reads, system.configuration, row) == ()
        done(station, "CMD-CLOSE")
        for document in issued(system, "T1"):
            paper, draft = frozen(system, document), planned[document.kind]
            assert draft.head == replace(paper.head, number=None, issued_at=None, issued_by="")
            if isinstance(paper, PackingList) and isinstance(draft, PackingList):
                assert (paper.pallets, paper.consignee) == (draft.pallets, draft.consignee)


# -- E-CHG-09 -------------------------------------------------------------------------------------------------------


def refused_field(home: Path) -> tuple[str, str | None, int]:
    """Reason word, field and growth of the journal where a loaded and sealed truck may not leave."""
    with desk(home) as system:
        full(system)
        plan(system, "T1", "2027-03-01", (A, ""))
        receive(system, "FAB-00000")
        station = load(system, "T1", palletise(system, *pack(system, ORDER_A, "FAB-00000")))
        done(station, "CMD-CLOSE", "SC-1")
        length = journal_length(system)
        outcome = station.handle("CMD-CLOSE")
        assert outcome.reason.word == "waybill-incomplete"
        return str(outcome.args["field"]), outcome.rule, journal_length(system) - length


def home_with(folder: Path, site: Sequence[object] = SITE_A, without: Sequence[str] = ()) -> Path:
    """A home whose first lycée is `site`, without some settings."""
    files = {
        "sites": campaign.write(folder / "sites.csv", SITES, [site, SITE_B]),
        "items": campaign.write(folder / "items.csv", ITEMS, [TABLET, LAPTOP]),
    }
    return new_home(folder / "home", files, without=without)


@pytest.mark.parametrize("setting", ["shipper.name", "shipper.address", "loading.address"])
def test_e_chg_09_a_setting_that_the_waybill_needs_is_named(tmp_path: Path, setting: str) -> None:
    assert refused_field(home_with(tmp_path, without=[setting])) == (setting, "E-CHG-09", 0)


def test_e_chg_09_a_lycee_without_postal_code_is_named_by_its_stop(tmp_path: Path) -> None:
    nowhere = (*SITE_A[:3], "", *SITE_A[4:])
    assert refused_field(home_with(tmp_path, nowhere)) == ("unloading_address:1", "E-CHG-09", 0)


def test_e_chg_09_a_lycee_with_postal_code_and_town_needs_no_street(tmp_path: Path) -> None:
    home = home_with(tmp_path, (*SITE_A[:2], "", *SITE_A[3:]))
    with desk(home) as system:
        full(system)
        plan(system, "T1", "2027-03-01", (A, ""))
        assert ship(system, "T1", ORDER_A, "FAB-00000").reason.word == "departed"


def test_what_was_missing_may_be_completed_while_the_truck_waits(tmp_path: Path) -> None:
    home = home_with(tmp_path, (*SITE_A[:3], "", *SITE_A[4:]))
    refused_field(home)
    with desk(home) as system:
        give(system, "sites", SITES, SITE_A)
        assert done(system.station("load"), "CMD-CLOSE").reason.word == "departed"
