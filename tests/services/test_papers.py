"""Papers on demand: drafts before departure, stored bytes afterwards, and new versions that void the old ones."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from dispatch.bootstrap import System
from dispatch.documents.renderer import PaperRenderer
from dispatch.domain.errors import InputError
from dispatch.domain.papers import Extract, PackingList, Paper, Party, to_json
from dispatch.services.papers import KINDS, NOTE_KINDS, TRIP_KINDS, Papers
from tests.documents import reading
from tests.services.desks import (
    ORDER_A,
    ORDER_B,
    SITE_A,
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
    pack_devices,
    palletise,
    plan,
    receive,
    ship,
    stocked_home,
)
from tests.support.campaign import CARRIER, SITES, TRIPS, A, B
from tests.support.console import run
from tests.support.homes import rows

HOSTILE = 'Lycée ^XZ~JA "L\'Œuvre" & <b>Fils</b>'


def stock(system: System) -> None:
    """Both lycées are granted 60 tablets, six cartons of ten are received."""
    grant(system, (A, "TAB-A", 60, ""), (B, "TAB-A", 60, ""))
    announce(system, "AV-1", "FAB-", "TAB-A", "S-", *[10] * 6)
    receive(system, *(f"FAB-0000{n}" for n in range(6)))


def serials(pdf: bytes) -> Counter[str]:
    """Every serial printed, as often as it is printed."""
    return Counter(word for word in reading.text(pdf).split() if word.startswith("S-"))


def numbered(first: int, last: int) -> Counter[str]:
    """Serials from one number to another, once each."""
    return Counter(f"S-{n:06d}" for n in range(first, last + 1))


@contextmanager
def shipped(tmp_path: Path) -> Iterator[tuple[System, list[str]]]:
    """A home from which trip T1 has left with ten tablets for A and ten for B; SSCC of carton and pallet of each."""
    home = stocked_home(tmp_path)
    with desk(home) as system:
        stock(system)
        plan(system, "T1", "2027-03-01", (A, ""), (B, ""))
        cartons = [*pack(system, ORDER_A, "FAB-00000"), *pack(system, ORDER_B, "FAB-00001")]
        pallets = [palletise(system, carton) for carton in cartons]
        depart(system, "T1", *reversed(pallets))
        yield system, [*cartons, *pallets]


# -- drafts ---------------------------------------------------------------------------------------------------------


def test_drafts_are_marked_bear_no_number_and_change_nothing(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        stock(system)
        plan(system, "T1", "2027-03-01", (A, ""))
        load(system, "T1", palletise(system, *pack(system, ORDER_A, "FAB-00000")))
        length = journal_length(system)
        for kind in KINDS:
            pdf = system.papers.document(kind, "T1" if kind in TRIP_KINDS else ORDER_A)
            assert all("PROJET" in page and "-2027-" not in page for page in reading.pages(pdf)), kind
        assert journal_length(system) == length
    assert rows(home, "SELECT * FROM document") == []


def test_a_draft_packing_list_holds_all_packed_cartons_also_those_awaiting_a_label(tmp_path: Path) -> None:
    """On a pallet, closed on none, awaiting its label; the open one is not packed yet."""
    home = stocked_home(tmp_path)
    with desk(home) as system:
        stock(system)
        palletise(system, *pack(system, ORDER_A, "FAB-00000"))
        pack_devices(system, ORDER_A, "S-000011", "S-000012")
        station = system.station("pack")
        awaiting = done(station, "S-000021", "CMD-CLOSE").prints[0].ref
        done(station, "CMD-NEXT", ORDER_A, "S-000031")
        pdf = system.papers.document("packing-list", ORDER_A)
        assert serials(pdf) == numbered(1, 12) + numbered(21, 21)
        assert "étiquette" in reading.text(system.papers.document("packing-list", awaiting))
        assert serials(system.papers.document("packing-list", awaiting)) == numbered(21, 21)


def test_a_draft_by_carton_pallet_and_order_shows_what_each_holds(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        stock(system)
        first, second = pack(system, ORDER_A, "FAB-00000", "FAB-00001")
        pallet = palletise(system, first)
        draft = {ref: system.papers.document("packing-list", ref) for ref in (first, second, pallet, ORDER_A)}
        assert {ref: serials(pdf) for ref, pdf in draft.items()} == {
            first: numbered(1, 10),
            second: numbered(11, 20),
            pallet: numbered(1, 10),
            ORDER_A: numbered(1, 20),
        }
        assert all(ORDER_A in reading.text(pdf) for pdf in draft.values())
        assert all(pallet in reading.squeezed(reading.text(draft[ref])) for ref in (first, pallet, ORDER_A))


def test_a_planned_trip_has_drafts_with_its_stops_before_anything_is_loaded(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        plan(system, "T1", "2027-03-01", (A, ""), (B, ""))
        for kind in TRIP_KINDS:
            text = reading.text(system.papers.document(kind, "T1"))
            assert "PROJET" in text and A in text and B in text, kind


# -- references -----------------------------------------------------------------------------------------------------


def test_a_paper_is_found_by_each_of_its_references_with_and_without_prefix(tmp_path: Path) -> None:
    with shipped(tmp_path) as (system, (carton, _, pallet, _)):
        note = "DLN-2027-000001"
        for kind in NOTE_KINDS:
            refs = [note, note.removeprefix("DLN-"), ORDER_A, ORDER_A.removeprefix("ORD-")]
            for sscc in (carton, pallet):
                refs += [sscc, f"00{sscc}", f"]C100{sscc}", f"(00){sscc}", f"(00) {sscc[0]} {sscc[1:8]} {sscc[8:]}"]
            assert len({system.papers.document(kind, ref) for ref in refs}) == 1
            assert note in reading.text(system.papers.document(kind, note))
        for kind in TRIP_KINDS:
            assert system.papers.document(kind, "T1") == system.papers.document(kind, "TRP-T1")
        assert system.papers.document("packing-list", ORDER_B) != system.papers.document("packing-list", ORDER_A)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ref", ["T9", "ORD-0750652B-9", "DLN-2027-000009", "100000000000000014", "", "%", "ÉÀ"])
def test_an_unknown_reference_is_refused(tmp_path: Path, kind: str, ref: str) -> None:
    with desk(stocked_home(tmp_path)) as system:
        length = journal_length(system)
        with pytest.raises(InputError) as refused:
            system.papers.document(kind, ref)
        assert str(refused.value).startswith("Code inconnu\u00a0: ")
        assert journal_length(system) == length


def test_the_command_writes_the_paper_or_leaves_with_a_sentence(tmp_path: Path) -> None:
    with shipped(tmp_path) as (system, _):
        home, stored = system.home.folder, system.papers.document("waybill", "T1")
    done_well = run(home, "document", "waybill", "TRP-T1", "-o", tmp_path / "waybill.pdf")
    assert (done_well.returncode, done_well.stderr) == (0, b"")
    assert (tmp_path / "waybill.pdf").read_bytes() == stored
    refused = run(home, "document", "waybill", "T9", "-o", tmp_path / "none.pdf")
    assert (refused.returncode, refused.stderr.decode()) == (3, "Code inconnu\u00a0: T9.\n")
    assert not (tmp_path / "none.pdf").exists()


def test_a_voided_unit_has_no_paper(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        stock(system)
        station = system.station("pack")
        sscc = done(station, ORDER_A, "FAB-00000").prints[0].ref
        done(station, "CMD-UNDO")
        assert rows(home, "SELECT sscc, status FROM unit") == [(sscc, "void")]
        with pytest.raises(InputError, match=sscc):
            system.papers.document("packing-list", sscc)


# -- issued papers --------------------------------------------------------------------------------------------------


def test_the_bytes_of_an_issued_paper_are_rendered_once_journalled_and_kept(tmp_path: Path) -> None:
    with shipped(tmp_path) as (system, _):
        home = system.home.folder
        length = journal_length(system)
        first = {kind: system.papers.document(kind, "T1" if kind in TRIP_KINDS else ORDER_A) for kind in KINDS}
        assert journal_length(system) == length + len(KINDS)
        again = {kind: system.papers.document(kind, "T1" if kind in TRIP_KINDS else ORDER_A) for kind in KINDS}
        assert again == first
        assert journal_length(system) == length + len(KINDS)
    with desk(home, "POSTE-2") as system:
        assert system.papers.document("recap", "T1") == first["recap"]
    entries = [json.loads(row[0]) for row in rows(home, "SELECT payload FROM journal WHERE type = 'document-rendered'")]
    assert {entry["kind"]: entry["sha256"] for entry in entries} == {
        kind: sha256(data).hexdigest() for kind, data in first.items()
    }


def test_two_desks_that_render_at_once_give_and_journal_the_same_bytes(tmp_path: Path) -> None:
    with shipped(tmp_path) as (system, _):
        home = system.home.folder

        class Overtaken(PaperRenderer):
            """Renders after another desk has rendered the same paper."""

            def render(self, paper: Paper | Extract, mark: str = "") -> bytes:
                with desk(home, "POSTE-2") as other:
                    first.append(other.papers.document("waybill", "T1"))
                return super().render(paper, mark) + b"\n% of another version of the program"

        first: list[bytes] = []
        slow = Papers(system.store, Overtaken(), system.clock, system.configuration)
        assert [slow.document("waybill", "T1")] == first
    assert rows(home, "SELECT COUNT(*) FROM journal WHERE type = 'document-rendered'") == [(1,)]


def test_an_issued_paper_no_longer_follows_what_is_imported(tmp_path: Path) -> None:
    with shipped(tmp_path) as (system, _):
        give(system, "sites", SITES, (A, "Lycée rebaptisé", *SITE_A[2:]))
        text = reading.text(system.papers.document("delivery-note", ORDER_A))
        assert "Lycée d’essai A" in text and "rebaptisé" not in text


def test_the_papers_of_a_trip_list_every_serial_and_every_sscc_in_full(tmp_path: Path) -> None:
    with shipped(tmp_path) as (system, units):
        lists = [system.papers.document("packing-list", order) for order in (ORDER_A, ORDER_B)]
        assert [serials(pdf) for pdf in lists] == [numbered(1, 10), numbered(11, 20)]
        for pdf, (carton, pallet) in zip(lists, (units[::2], units[1::2]), strict=True):
            text = reading.squeezed(reading.text(pdf))
            assert carton in text and pallet in text
        loading = reading.squeezed(reading.text(system.papers.document("loading-list", "T1")))
        assert all(pallet in loading for pallet in units[2:])
        with system.store.reading() as reads:
            head = rows(system.home.folder, "SELECT hash FROM journal WHERE type = 'trip-departed'")[0][0]
            assert head in loading and reads.head().hash != head


# -- several deliveries ---------------------------------------------------------------------------------------------


def test_two_stops_of_one_lycee_are_told_apart_by_order_and_unit(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    orders = [f"ORD-{A}-{n}" for n in (1, 2)]
    with desk(home) as system:
        give(system, "allocations", "uai;reference;quantite;commande", (A, "TAB-A", 10, 1), (A, "TAB-A", 10, 2))
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10, 10)
        receive(system, "FAB-00000", "FAB-00001")
        plan(system, "T1", "2027-03-01", (A, 1), (A, 2))
        cartons = [pack(system, order, f"FAB-0000{n}")[0] for n, order in enumerate(orders)]
        pallets = [palletise(system, carton) for carton in cartons]
        depart(system, "T1", *reversed(pallets))
        for n, order in enumerate(orders):
            expected = system.papers.document("packing-list", f"DLN-2027-00000{n + 1}")
            assert serials(expected) == numbered(10 * n + 1, 10 * n + 10)
            for ref in (order, cartons[n], pallets[n]):
                assert system.papers.document("packing-list", ref) == expected
            note = system.papers.document("delivery-note", order)
            assert f"DLN-2027-00000{n + 1}" in reading.text(note)
        row = system.papers.reissue("delivery-note", orders[1], "AUTRE")
        assert (row.number, row.version) == ("DLN-2027-000002", 2)
        assert orders[1] in reading.text(system.papers.issued(row))


def test_an_order_delivered_twice_asks_for_the_number(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        stock(system)
        for n in (1, 2):
            plan(system, f"T{n}", "2027-03-01", (A, ""))
            ship_packed(system, f"T{n}", f"FAB-0000{n}")
        for kind in NOTE_KINDS:
            with pytest.raises(InputError) as refused:
                system.papers.document(kind, ORDER_A)
            which = "DLN-2027-000001, DLN-2027-000002"
            told = f"{ORDER_A}\u00a0: plusieurs papiers ({which}). Donnez le numéro de l’un d’eux."
            assert str(refused.value) == told
        assert serials(system.papers.document("packing-list", "DLN-2027-000002")) == numbered(21, 30)


def ship_packed(system: System, trip: str, carton: str) -> None:
    """A received carton of order A leaves."""
    depart(system, trip, palletise(system, *pack(system, ORDER_A, carton)))


def test_what_is_packed_after_a_partial_delivery_is_a_draft_by_its_sscc(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        stock(system)
        plan(system, "T1", "2027-03-01", (A, ""))
        ship_packed(system, "T1", "FAB-00000")
        (rest,) = pack(system, ORDER_A, "FAB-00001")
        assert serials(system.papers.document("packing-list", ORDER_A)) == numbered(1, 10)
        draft = system.papers.document("packing-list", rest)
        assert serials(draft) == numbered(11, 20)
        assert "PROJET" in reading.text(draft)


# -- new versions ---------------------------------------------------------------------------------------------------


def test_e_chg_12_a_new_version_voids_the_old_one_and_takes_no_number(tmp_path: Path) -> None:
    with shipped(tmp_path) as (system, _):
        home = system.home.folder
        old = system.papers.document("delivery-note", ORDER_A)
        give(system, "sites", SITES, (A, "Lycée rebaptisé", *SITE_A[2:]))
        series = rows(home, "SELECT * FROM document_series")
        row = system.papers.reissue("delivery-note", ORDER_A, "RSN-ERREUR_COMMANDE")
        assert (row.kind, row.number, row.version, row.status) == ("delivery-note", "DLN-2027-000001", 2, "issued")
        new = system.papers.document("delivery-note", ORDER_A)
        assert new != old
        assert all(word in reading.text(new) for word in ("DLN-2027-000001", "Version 2", "Lycée rebaptisé"))
        assert system.papers.issued(issued(system, "T1")[0]) == old
        assert rows(home, "SELECT * FROM document_series") == series
        statuses = rows(home, "SELECT version, status FROM document WHERE kind = 'delivery-note' AND uai = ?", A)
        assert statuses == [(1, "void"), (2, "issued")]
        reason = rows(home, "SELECT payload FROM journal WHERE type = 'document-issued' ORDER BY seq DESC")[0][0]
        assert json.loads(reason)["reason"] == "ERREUR_COMMANDE"


def test_a_new_version_of_each_kind_keeps_units_serials_and_references(tmp_path: Path) -> None:
    with shipped(tmp_path) as (system, _):
        give(system, "sites", SITES, (A, "Lycée rebaptisé", *SITE_A[2:]))
        for kind in KINDS:
            ref = "T1" if kind in TRIP_KINDS else ORDER_A
            old = next(row for row in issued(system, "T1") if row.kind == kind and row.uai in ("", A))
            new = system.papers.reissue(kind, ref, "AUTRE")
            assert (new.number, new.version) == (old.number, 2)
            before, after = frozen(system, old), frozen(system, new)
            assert after.head == replace(before.head, version=2)
            renamed = to_json(before).replace("Lycée d’essai A", "Lycée rebaptisé")
            assert to_json(replace(after, head=before.head)) == renamed
            assert "Lycée rebaptisé" in reading.text(system.papers.issued(new))


def test_a_wrong_carrier_is_corrected_by_new_versions(tmp_path: Path) -> None:
    """Mandatory mention b of the waybill."""
    with shipped(tmp_path) as (system, _):
        row = ("T1", "2027-03-01", "Transports justes", "9 rue Juste, 75001 Paris", "732829320", CARRIER[3])
        give(system, "trips", TRIPS, (*row, "", "", "", 1, A, ""), (*row, "", "", "", 2, B, ""))
        first = {row.kind: row for row in issued(system, "T1") if row.uai in ("", A)}
        for kind in ("waybill", "recap", "loading-list", "delivery-note"):
            old, new = first[kind], system.papers.reissue(kind, ORDER_A if kind in NOTE_KINDS else "T1", "AUTRE")
            before, after = frozen(system, old), frozen(system, new)
            assert not isinstance(after, PackingList) and not isinstance(before, PackingList)
            assert before.carrier == Party(CARRIER[0], (CARRIER[1],), CARRIER[2])
            assert after.carrier == Party("Transports justes", ("9 rue Juste, 75001 Paris",), "732829320")
            assert replace(after, carrier=before.carrier, head=before.head) == before
        for kind in ("waybill", "handover"):
            said = reading.text(system.papers.document(kind, "T1"))
            assert all(word in said for word in ("Transports justes", "9 rue Juste", "732829320")), said
        void = reading.text(system.papers.document("waybill", "T1", version=1))
        assert CARRIER[0] in void and "Transports justes" not in void


def test_only_an_issued_paper_has_a_new_version_and_only_for_a_reason_of_the_list(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        stock(system)
        plan(system, "T1", "2027-03-01", (A, ""))
        with pytest.raises(InputError, match="pas encore émis"):
            system.papers.reissue("waybill", "T1", "RSN-AUTRE")
        ship_packed(system, "T1", "FAB-00000")
        length = journal_length(system)
        with pytest.raises(InputError, match="Motif FANTAISIE inconnu"):
            system.papers.reissue("waybill", "T1", "FANTAISIE")
        assert journal_length(system) == length
    refused = run(home, "document", "waybill", "T1", "--reissue", "RSN-FANTAISIE", "-o", tmp_path / "none.pdf")
    assert refused.returncode == 3
    again = run(home, "document", "waybill", "T1", "--reissue", "RSN-AUTRE", "-o", tmp_path / "v2.pdf")
    assert (again.returncode, again.stderr) == (0, b"")
    assert "Version 2" in reading.text((tmp_path / "v2.pdf").read_bytes())


# -- names ----------------------------------------------------------------------------------------------------------


def test_a_hostile_name_stands_on_every_paper_as_it_is_written(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        give(system, "sites", SITES, (A, f'"{HOSTILE.replace(chr(34), chr(34) * 2)}"', *SITE_A[2:]))
        assert rows(home, "SELECT name FROM site WHERE uai = ?", A) == [(HOSTILE,)]
        grant(system, (A, "TAB-A", 10, ""))
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10)
        plan(system, "T1", "2027-03-01", (A, ""))
        ship(system, "T1", ORDER_A, "FAB-00000")
        for kind in KINDS:
            text = reading.text(system.papers.document(kind, "T1" if kind in TRIP_KINDS else ORDER_A))
            assert reading.squeezed(HOSTILE) in reading.squeezed(text), kind
