"""Shipments: each delivery has a GSIN of its own, and what labels and delivery note say of it agrees (E-CMD-03)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dispatch.bootstrap import System
from dispatch.domain.events import ShipmentNumbered
from dispatch.domain.identifiers import Gsin
from dispatch.domain.papers import DeliveryNote
from dispatch.domain.reasons import Reason
from dispatch.services.labels import label_of
from dispatch.services.ports import Header
from dispatch.services.shipments import next_gsin
from dispatch.services.station import Station
from dispatch.services.story import trace
from dispatch.settings import set_value
from tests.documents.reading import text as text_of_pdf
from tests.labels.reading import pictures_of_zpl, symbols
from tests.services.desks import (
    ORDER_A,
    announce,
    depart,
    desk,
    done,
    frozen,
    grant,
    issued,
    load,
    pack,
    palletise,
    plan,
    receive,
    stocked_home,
)
from tests.support.campaign import A, B
from tests.support.homes import rows

PREFIX = "9521234"
FIRST, SECOND, THIRD = (str(Gsin.build(PREFIX, reference)) for reference in range(3))
DAY = "2027-03-01"


def stock(system: System, cartons: int = 3) -> list[str]:
    """Lycée A is granted cartons of ten tablets, and they are there; their codes."""
    grant(system, (A, "TAB-A", 10 * cartons, ""))
    announce(system, "AV-1", "FAB-", "TAB-A", "S-", *[10] * cartons)
    codes = [f"FAB-{n:05d}" for n in range(cartons)]
    receive(system, *codes)
    return codes


def shipment(system: System, sscc: str) -> str | None:
    """What the label of a unit says now."""
    with system.store.reading() as reads:
        return label_of(sscc, reads, system.configuration).shipment


def reasons(station: Station, *scans: str) -> list[str]:
    """What is answered to these scans."""
    return [station.handle(scan).reason.word for scan in scans]


def noted(system: System, trip: str) -> list[str]:
    """What the delivery notes of a trip say."""
    notes = (frozen(system, row) for row in issued(system, trip) if row.kind == "delivery-note")
    return [note.delivery.shipment for note in notes if isinstance(note, DeliveryNote)]


def two_pallets(system: System) -> tuple[str, str]:
    """Two pallets of A, closed while T1 alone takes them; their SSCC."""
    codes = stock(system)
    plan(system, "T1", DAY, (A, ""))
    first, second = (palletise(system, *pack(system, ORDER_A, code)) for code in codes[:2])
    return first, second


def home_of(folder: Path, media: str) -> Path:
    """A home whose labels have that size."""
    home = stocked_home(folder)
    set_value(home / "settings.toml", "printers.labels.media", media)
    return home


def test_label_and_delivery_note_name_the_same_shipment(tmp_path: Path) -> None:
    home = home_of(tmp_path, "148x210")
    with desk(home) as system:
        codes = stock(system)
        plan(system, "T1", DAY, (A, ""))
        first = palletise(system, *pack(system, ORDER_A, *codes[:2]))
        second = palletise(system, *pack(system, ORDER_A, codes[2]))
        assert [shipment(system, pallet) for pallet in (first, second)] == [FIRST, FIRST]
        with system.store.reading() as reads:
            zpl = system.labels.zpl(label_of(first, reads, system.configuration), 203, "148x210", 1)
        depart(system, "T1", first, second)
        assert noted(system, "T1") == [FIRST]
        assert FIRST in text_of_pdf(system.papers.document("delivery-note", ORDER_A))
    (picture,) = pictures_of_zpl([(zpl, 203)])
    assert ("]C1", f"402{FIRST}\x1d42075004".encode()) in symbols(picture)
    assert rows(home, "SELECT gsin, trip, uai, code FROM shipment") == [(FIRST, "T1", A, "")]


def test_e_cmd_03_what_is_left_behind_gets_the_next_gsin_and_new_labels(tmp_path: Path) -> None:
    home = home_of(tmp_path, "148x210")
    with desk(home) as system:
        gone, left = two_pallets(system)
        depart(system, "T1", gone)
        plan(system, "T2", DAY, (A, ""))
        assert shipment(system, left) is None
        outcome = done(system.station("load"), "TRP-T2", f"]C100{left}")
        assert [(job.kind, job.ref, job.copies) for job in outcome.prints] == [("pallet-label", left, 2)]
        assert outcome.reason is Reason.PALLET_RELABELLED
        assert [shipment(system, pallet) for pallet in (gone, left)] == [FIRST, SECOND]
        depart(system, "T2")
        assert (noted(system, "T1"), noted(system, "T2")) == ([FIRST], [SECOND])
    waiting = "SELECT copies FROM print_job WHERE kind = 'pallet-label' AND ref = ? ORDER BY id"
    assert rows(home, waiting, left) == [(2,), (2,)]


def test_labels_without_room_for_a_gsin_stay_when_the_shipment_changes(tmp_path: Path) -> None:
    with desk(stocked_home(tmp_path)) as system:
        gone, left = two_pallets(system)
        depart(system, "T1", gone)
        plan(system, "T2", DAY, (A, ""))
        outcome = done(system.station("load"), "TRP-T2", f"]C100{left}")
        assert (outcome.reason, outcome.prints, shipment(system, left)) == (Reason.PALLET_LOADED, (), None)
        depart(system, "T2")
        assert noted(system, "T2") == [SECOND]


def test_labels_that_named_none_stay_and_a_wrong_load_that_was_taken_back_is_put_right(tmp_path: Path) -> None:
    home = home_of(tmp_path, "148x210")
    with desk(home) as system:
        codes = stock(system)
        plan(system, "T1", DAY, (A, ""))
        told = palletise(system, *pack(system, ORDER_A, codes[0]))
        plan(system, "T2", DAY, (A, ""))
        silent = palletise(system, *pack(system, ORDER_A, codes[1]))
        station = system.station("load")
        assert reasons(station, "TRP-T2", f"]C100{told}", f"]C100{silent}") == [
            *("trip-opened", "pallet-relabelled", "pallet-loaded")
        ]
        assert reasons(station, "CMD-UNDO", "CMD-UNDO", "TRP-T1") == ["undone", "undone", "trip-opened"]
        assert reasons(station, f"]C100{told}", f"]C100{silent}") == ["pallet-relabelled", "pallet-loaded"]
        assert [shipment(system, pallet) for pallet in (told, silent)] == [FIRST, None]
        depart(system, "T1")
        assert noted(system, "T1") == [FIRST]
    jobs = "SELECT state FROM print_job WHERE kind = 'pallet-label' AND ref = ? ORDER BY id"
    assert rows(home, jobs, told)[1:] == [("cancelled",), ("queued",)]


def test_a_label_that_may_have_come_out_is_settled_by_reading_it_or_printed_again(tmp_path: Path) -> None:
    home = home_of(tmp_path, "148x210")
    with desk(home) as system:
        codes = stock(system)
        plan(system, "T1", DAY, (A, ""))
        pallet = palletise(system, *pack(system, ORDER_A, codes[0]))
        plan(system, "T1", DAY, (B, ""))
        plan(system, "T2", DAY, (A, ""))
        station = system.station("load")
        assert reasons(station, "TRP-T2", f"]C100{pallet}") == ["trip-opened", "pallet-relabelled"]
        while job := system.store.outbox.next_job("labels"):
            assert system.store.outbox.claim(job.id, "labels", job.changed)
            system.store.outbox.finish(job.id, "unknown", "unreachable", job.changed)
        assert reasons(station, "CMD-REPRINT", "RSN-ETIQUETTE_PERDUE") == ["reprint-reason", "reprinted"]
        assert reasons(station, f"]C100{pallet}") == ["pallet-already-loaded"]
    jobs = "SELECT state, copies FROM print_job WHERE kind = 'pallet-label' AND ref = ? ORDER BY id"
    assert rows(home, jobs, pallet) == [("cancelled", 2), ("printed", 2), ("queued", 2)]


def test_who_is_left_behind_is_no_longer_of_the_delivery_that_left(tmp_path: Path) -> None:
    with desk(home_of(tmp_path, "148x210")) as system:
        gone, left = two_pallets(system)
        assert {hit.code for hit in system.office().find(FIRST)} == {gone, left}
        depart(system, "T1", gone)
        assert [hit.code for hit in system.office().find(FIRST)] == [gone]
        assert [shipment(system, pallet) for pallet in (gone, left)] == [FIRST, None]


def test_a_sealed_truck_takes_no_pallet_that_is_closed_now(tmp_path: Path) -> None:
    with desk(home_of(tmp_path, "148x210")) as system:
        codes = stock(system)
        plan(system, "T1", DAY, (A, ""))
        station = load(system, "T1", palletise(system, *pack(system, ORDER_A, codes[0])))
        done(station, "CMD-CLOSE", "SC-1")
        late = palletise(system, *pack(system, ORDER_A, codes[1]))
        assert shipment(system, late) is None


def test_drafts_name_the_shipment_that_all_their_pallets_share(tmp_path: Path) -> None:
    with desk(stocked_home(tmp_path)) as system:
        codes = stock(system)
        plan(system, "T1", DAY, (A, ""))
        cartons = pack(system, ORDER_A, *codes[:2])
        palletise(system, cartons[0])
        assert FIRST not in text_of_pdf(system.papers.document("delivery-note", ORDER_A))
        palletise(system, cartons[1])
        assert FIRST in text_of_pdf(system.papers.document("delivery-note", ORDER_A))


def test_a_pallet_that_no_trip_takes_yet_or_two_could_take_joins_when_it_is_loaded(tmp_path: Path) -> None:
    home = home_of(tmp_path, "148x210")
    joined = "SELECT shipment FROM unit WHERE kind = 'pallet' ORDER BY sscc"
    with desk(home) as system:
        codes = stock(system)
        early = palletise(system, *pack(system, ORDER_A, codes[0]))
        plan(system, "T1", DAY, (A, ""))
        plan(system, "T2", DAY, (A, ""))
        unsure = palletise(system, *pack(system, ORDER_A, codes[1]))
        assert rows(home, joined) == [(None,), (None,)]
        assert done(system.station("load"), "TRP-T2", f"]C100{early}").prints == ()
        assert done(system.station("load"), "TRP-T1", f"]C100{unsure}").prints == ()
        assert [shipment(system, pallet) for pallet in (early, unsure)] == [None, None]
    assert rows(home, joined) == [(FIRST,), (SECOND,)]


def test_the_only_trip_whose_stop_takes_the_order_is_sure(tmp_path: Path) -> None:
    with desk(home_of(tmp_path, "148x210")) as system:
        codes = stock(system)
        plan(system, "T1", DAY, (A, 2))
        plan(system, "T2", DAY, (B, ""), (A, 1))
        pallet = palletise(system, *pack(system, ORDER_A, codes[0]))
        assert shipment(system, pallet) == FIRST
        depart(system, "T2", pallet)
        assert noted(system, "T2") == [FIRST]


def test_a_pallet_whose_trip_was_planned_anew_is_labelled_anew(tmp_path: Path) -> None:
    """The number of a stop says nothing: another lycée may stand there tomorrow."""
    with desk(home_of(tmp_path, "148x210")) as system:
        codes = stock(system)
        plan(system, "T1", DAY, (A, ""))
        pallet = palletise(system, *pack(system, ORDER_A, codes[0]))
        plan(system, "T1", DAY, (B, ""))
        plan(system, "T2", DAY, (A, ""))
        station = system.station("load")
        assert len(done(station, "TRP-T2", f"]C100{pallet}").prints) == 1
        assert shipment(system, pallet) == SECOND
        done(station, "CMD-UNDO")
        assert shipment(system, pallet) == SECOND
        assert done(station, f"]C100{pallet}").prints == ()


def test_a_pallet_that_is_opened_again_joins_when_it_is_closed_again(tmp_path: Path) -> None:
    home = home_of(tmp_path, "148x210")
    with desk(home) as system:
        codes = stock(system)
        plan(system, "T1", DAY, (A, ""))
        station = system.station("palletise")
        (carton,) = pack(system, ORDER_A, codes[0])
        old = done(station, f"]C100{carton}", "CMD-CLOSE").prints[0].ref
        done(station, "CMD-UNDO")
        new = done(station, "CMD-CLOSE").prints[0].ref
        assert (new != old, shipment(system, new)) == (True, FIRST)
    assert rows(home, "SELECT gsin FROM shipment") == [(FIRST,)]


def test_a_gsin_is_found_with_its_pallets_and_told_in_their_story(tmp_path: Path) -> None:
    with desk(stocked_home(tmp_path)) as system:
        codes = stock(system)
        plan(system, "T1", DAY, (A, ""))
        pallet = palletise(system, *pack(system, ORDER_A, codes[0]))
        for text in (FIRST, f"(402) {FIRST}"):
            assert [(hit.kind, hit.code) for hit in system.office().find(text)] == [("pallet", pallet)]
        with system.store.reading() as reads:
            told = [line["text"] for line in trace(pallet, reads, system.messages).as_json(system.messages)["events"]]
        assert f"Palette {pallet} jointe à l’envoi {FIRST}." in told


@pytest.mark.parametrize("prefix", ["952123", "95212340", PREFIX])
def test_a_prefix_that_begins_alike_gives_no_gsin_twice(tmp_path: Path, prefix: str) -> None:
    with desk(stocked_home(tmp_path)) as system:
        codes = stock(system)
        plan(system, "T1", DAY, (A, ""))
        palletise(system, *pack(system, ORDER_A, codes[0]))
        with system.store.reading() as reads:
            following = next_gsin(replace(system.configuration, company_prefix=prefix), reads)
        assert following == SECOND


def test_without_a_prefix_or_a_number_left_nothing_is_drawn(tmp_path: Path) -> None:
    with desk(stocked_home(tmp_path)) as system:
        used = replace(system.configuration, company_prefix=PREFIX)
        last = str(Gsin.build(PREFIX, 10**9 - 1))
        with system.store.reading() as reads:
            assert next_gsin(replace(used, company_prefix=""), reads) == ""
            assert next_gsin(used, reads) == FIRST
        header = Header("2027-03-01T11:00:00.000Z", 60, "POSTE-1", "POSTE-1")
        with system.store.transaction() as transaction:
            transaction.record((ShipmentNumbered("T1", A, "", last),), header)
            assert next_gsin(used, transaction.reads) == ""
