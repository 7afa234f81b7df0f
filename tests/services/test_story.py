"""Stories: a code is found however it is written, and tells where its thing stands and what happened to it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dispatch.bootstrap import System
from dispatch.domain.errors import InputError
from dispatch.domain.identifiers import Sscc
from dispatch.services.messages import DASH, Messages, catalogue
from dispatch.services.story import Story, trace
from dispatch.storage.codec import TYPES, payload_of
from tests.services.desks import (
    ORDER_A,
    ORDER_B,
    announce,
    depart,
    desk,
    done,
    give,
    grant,
    load,
    pack,
    pack_devices,
    palletise,
    plan,
    receive,
    stocked_home,
)
from tests.storage.examples import EXAMPLES
from tests.support.campaign import ASN, A, B
from tests.support.homes import rows

GTIN, LAPTOP_GTIN = "09521234500018", "09521234500025"
IMEI, MAC = "490154203237518", "02AA00000001"


FRENCH = Messages("fr")


def stocked(system: System) -> None:
    """Two orders, thirty-one announced tablets and a trip to each lycée; nothing is received yet."""
    grant(system, (A, "TAB-A", 13, "eleves"), (B, "TAB-A", 4, "eleves"))
    announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10, 10, 10)
    give(system, "asn", ASN, ("AV-2", "FAB-X", "TAB-A", "S-X", IMEI, MAC))
    plan(system, "T1", "2027-03-01", (A, ""))
    plan(system, "T2", "2027-03-01", (B, ""))


@pytest.fixture
def system(tmp_path: Path) -> Iterator[System]:
    """A desk at which nothing has happened yet."""
    with desk(stocked_home(tmp_path)) as system:
        stocked(system)
        yield system


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A desk whose first truck has left; its tests only look."""
    with desk(stocked_home(tmp_path_factory.mktemp("shipped"))) as system:
        stocked(system)
        receive(system, "FAB-00000", "FAB-00001")
        loose = pack_devices(system, ORDER_A, "S-000011", "S-000012", "S-000013")
        depart(system, "T1", palletise(system, *pack(system, ORDER_A, "FAB-00000"), loose))
        yield system


def told(system: System, code: str) -> Story:
    with system.store.reading() as reads:
        return trace(code, reads, FRENCH)


def status(system: System, code: str) -> str:
    return told(system, code).status


def kinds(system: System, code: str) -> list[str]:
    """Types of the events in a story."""
    return [entry.type for entry in told(system, code).entries]


def places(story: Story) -> tuple[str | None, ...]:
    return story.site, story.order, story.carton, story.pallet, story.trip


def carton_of(system: System, serial: str) -> str:
    """SSCC of the carton that a device is in."""
    return told(system, serial).carton or ""


# -- finding --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code",
    [
        *(
            "S-X",
            " s-x ",
            "]C0S-X",
            f"(01){GTIN}(21)S-X",
            f"(01) {GTIN} (21) S-X",
            f"]C101{GTIN}21S-X",
            f"]d201{GTIN}21S-X",
        ),
        *(IMEI, MAC, "02:AA:00:00:00:01", "02-aa-00-00-00-01"),
    ],
)
def test_a_device_is_found_by_each_of_its_codes(shipped: System, code: str) -> None:
    story = told(shipped, code)
    assert (story.kind, story.status, story.carton) == ("device", "announced", "FAB-X")


@pytest.mark.parametrize("form", ["{}", "00{}", "]C100{}", "(00){}", "(00) {}", " {} "])
def test_a_unit_is_found_by_its_sscc_however_it_is_written(shipped: System, form: str) -> None:
    for kind, sscc in (("carton", carton_of(shipped, "S-000001")), ("pallet", told(shipped, "S-000001").pallet or "")):
        assert (told(shipped, form.format(sscc)).kind, places(told(shipped, form.format(sscc)))) == (
            kind,
            places(told(shipped, Sscc(sscc).grouped("9521234"))),
        )


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("carton", ["FAB-00002", "fab-00002"]),
        ("order", [ORDER_A, ORDER_A.lower(), f"{A}-1"]),
        ("site", [A, A.lower()]),
        ("trip", ["TRP-T1", "trp-t1", "T1", "t1"]),
        ("document", ["DLN-2027-000001", "2027-000001", "LDV-2027-000001", "LDC-2027-000001"]),
    ],
)
def test_everything_else_is_found_with_and_without_its_prefix(shipped: System, kind: str, codes: list[str]) -> None:
    assert {told(shipped, code).kind for code in codes} == {kind}


@pytest.mark.parametrize(
    "code",
    ["", "S-999", "9" * 18, "CMD-CLOSE", "ORD-0750652B-9", "TRP-T9", "DOCK-9", "0750656F", "\x00", "é", "(01)(21)"],
)
def test_a_code_that_names_nothing_is_unknown(shipped: System, code: str) -> None:
    with pytest.raises(InputError, match=re.escape(f"Code inconnu\u00a0: {code or DASH}".replace("\x00", "·"))):
        told(shipped, code)


def test_digits_of_an_sscc_inside_another_code_do_not_find_it(shipped: System) -> None:
    with pytest.raises(InputError, match="Code inconnu"):
        told(shipped, f"X-{carton_of(shipped, 'S-000001')}")


def test_a_serial_of_two_makers_asks_for_the_product_code(system: System) -> None:
    give(system, "asn", ASN, ("AV-3", "LAP-X", "LAP-B", "S-X", "", ""))
    both = rf"\(01\){GTIN}\(21\)S-X, \(01\){LAPTOP_GTIN}\(21\)S-X"
    with pytest.raises(InputError, match=both):
        told(system, "S-X")
    assert told(system, f"(01){GTIN}(21)S-X").carton == "FAB-X"
    assert told(system, f"(01){LAPTOP_GTIN}(21)S-X").carton == "LAP-X"


def test_a_carton_of_two_advices_names_them(system: System) -> None:
    announce(system, "AV-4", "FAB-", "TAB-A", "Z-", 1)
    with pytest.raises(InputError, match="AV-1, AV-4"):
        told(system, "FAB-00000")


def test_a_device_whose_carton_has_its_own_number_is_meant_rather_than_the_carton(system: System) -> None:
    give(system, "asn", ASN, ("AV-5", "S-ONE", "TAB-A", "S-ONE", "", ""))
    assert told(system, "S-ONE").kind == "device"


# -- where things stand ---------------------------------------------------------------------------------------------


def test_a_device_goes_from_announced_to_departed(system: System) -> None:
    serial = "S-000001"
    seen = [status(system, serial)]
    receive(system, "FAB-00000", "FAB-00001")
    seen.append(status(system, serial))
    (whole,) = pack(system, ORDER_A, "FAB-00000")
    seen.append(status(system, serial))
    pallet = palletise(system, whole)
    seen.append(status(system, serial))
    station = load(system, "T1", pallet)
    seen.append(status(system, serial))
    done(station, "CMD-CLOSE", "SC-1", "CMD-CLOSE")
    seen.append(status(system, serial))
    assert seen == ["announced", "in-stock", "packed", "palletised", "loaded", "departed"]
    assert places(told(system, serial)) == (A, ORDER_A, whole, pallet, "T1")


def test_a_carton_and_its_pallet_go_from_open_to_departed(system: System) -> None:
    receive(system, "FAB-00000")
    station = system.station("pack")
    done(station, ORDER_A, "S-000001")
    carton = told(system, "S-000001").carton or ""
    seen = [status(system, carton)]
    done(station, "CMD-CLOSE")
    seen.append(status(system, carton))
    done(station, f"00{carton}")
    seen.append(status(system, carton))
    palletising = system.station("palletise")
    done(palletising, f"00{carton}")
    pallet = told(system, carton).pallet or ""
    seen += [status(system, carton), status(system, pallet)]
    done(palletising, "CMD-CLOSE")
    seen.append(status(system, pallet))
    done(palletising, f"00{pallet}", f"00{pallet}")
    seen.append(status(system, pallet))
    loading = load(system, "T1", pallet)
    seen += [status(system, carton), status(system, pallet), status(system, "T1")]
    done(loading, "CMD-CLOSE", "SC-1", "CMD-CLOSE")
    seen += [status(system, carton), status(system, pallet), status(system, "T1")]
    assert seen == [
        *("open", "awaiting-label", "closed"),
        *("on-pallet", "open", "awaiting-label", "ready"),
        *("loaded", "loaded", "loading"),
        *("departed", "departed", "departed"),
    ]


def test_an_order_and_its_lycee_are_complete_when_all_is_packed_and_depart_in_parts(system: System) -> None:
    seen = [(status(system, ORDER_A), status(system, A), status(system, "T1"))]
    receive(system, "FAB-00000", "FAB-00001")
    whole = pack(system, ORDER_A, "FAB-00000")
    seen.append((status(system, ORDER_A), status(system, A), status(system, "T1")))
    depart(system, "T1", palletise(system, *whole))
    seen.append((status(system, ORDER_A), status(system, A), status(system, "T1")))
    rest = pack_devices(system, ORDER_A, "S-000011", "S-000012", "S-000013")
    plan(system, "T3", "2027-03-01", (A, ""))
    depart(system, "T3", palletise(system, rest))
    seen.append((status(system, ORDER_A), status(system, A), status(system, "T3")))
    pack_devices(system, ORDER_B, "S-000014", "S-000015", "S-000016", "S-000017")
    seen.append((status(system, ORDER_B), status(system, B), status(system, "T2")))
    assert seen == [
        ("open", "open", "planned"),
        ("open", "open", "planned"),
        ("part-departed", "part-departed", "departed"),
        ("departed", "departed", "departed"),
        ("complete", "complete", "planned"),
    ]


def test_a_lycee_of_which_one_order_has_left_has_left_in_part(system: System) -> None:
    grant(system, (A, "TAB-A", 13, "eleves"))
    give(system, "allocations", "uai;reference;quantite;commande", (A, "LAP-B", 5, 2))
    receive(system, "FAB-00000", "FAB-00001")
    loose = pack_devices(system, ORDER_A, "S-000011", "S-000012", "S-000013")
    depart(system, "T1", palletise(system, *pack(system, ORDER_A, "FAB-00000"), loose))
    assert (status(system, ORDER_A), status(system, f"ORD-{A}-2"), status(system, A)) == (
        "departed",
        "open",
        "part-departed",
    )


def test_a_makers_carton_stands_where_its_devices_stand(system: System) -> None:
    seen = [(status(system, "FAB-00000"), status(system, "FAB-00001"))]
    receive(system, "FAB-00000", "FAB-00001")
    seen.append((status(system, "FAB-00000"), status(system, "FAB-00001")))
    (sscc,) = pack(system, ORDER_A, "FAB-00000")
    done(system.station("pack"), ORDER_B, "S-000011")
    seen.append((status(system, "FAB-00000"), status(system, "FAB-00001")))
    assert seen == [("announced", "announced"), ("in-stock", "in-stock"), ("closed", "opened")]
    assert places(told(system, "FAB-00000")) == (A, ORDER_A, sscc, None, None)


# -- what happened --------------------------------------------------------------------------------------------------


def test_the_story_of_a_device_taken_whole_holds_all_that_held_it(system: System) -> None:
    receive(system, "FAB-00000")
    depart(system, "T1", palletise(system, *pack(system, ORDER_A, "FAB-00000")))
    assert kinds(system, "S-000001") == [
        *("carton-received", "carton-assigned", "label-verified"),
        *("carton-palletised", "pallet-closed", "shipment-joined", "label-verified", "label-verified"),
        *("pallet-loaded", "seal-recorded", "trip-departed"),
    ]


def test_a_device_taken_out_leaves_the_story_of_its_carton(system: System) -> None:
    receive(system, "FAB-00000")
    station = system.station("pack")
    done(station, ORDER_A, "S-000001", "S-000002", "CMD-UNDO", "S-000003", "CMD-CLOSE")
    assert kinds(system, "S-000001")[-2:] == ["device-packed", "carton-closed"]
    assert kinds(system, "S-000002")[-2:] == ["device-packed", "device-unpacked"]


def test_a_device_taken_out_of_a_carton_that_was_opened_again_leaves_its_story(system: System) -> None:
    receive(system, "FAB-00000")
    station = system.station("pack")
    done(station, ORDER_A, "S-000001", "S-000002")
    (job,) = done(station, "CMD-CLOSE").prints
    station.handle("CMD-UNDO")
    station.handle(f"00{job.ref}")
    done(station, "CMD-UNDO", "S-000003", "CMD-CLOSE")
    assert kinds(system, "S-000002")[-4:] == ["device-packed", "carton-closed", "carton-reopened", "device-unpacked"]
    assert kinds(system, "S-000001")[-4:] == ["device-packed", "carton-closed", "carton-reopened", "carton-closed"]
    assert status(system, job.ref) == "void"


def test_a_carton_taken_off_its_pallet_leaves_the_story_of_the_pallet(system: System) -> None:
    receive(system, "FAB-00000", "FAB-00001")
    (first,) = pack(system, ORDER_A, "FAB-00000")
    second = pack_devices(system, ORDER_A, "S-000011", "S-000012", "S-000013")
    station = system.station("palletise")
    done(station, f"00{first}", f"00{second}", "CMD-UNDO", "CMD-CLOSE")
    assert kinds(system, first)[-3:] == ["carton-palletised", "pallet-closed", "shipment-joined"]
    assert kinds(system, second)[-2:] == ["carton-palletised", "carton-depalletised"]


def test_a_pallet_taken_off_its_truck_leaves_the_story_of_the_trip(system: System) -> None:
    receive(system, "FAB-00000")
    pallet = palletise(system, *pack(system, ORDER_A, "FAB-00000"))
    done(load(system, "T1", pallet), "CMD-UNDO", f"00{pallet}", "CMD-CLOSE", "SC-1")
    assert kinds(system, pallet)[-4:] == ["pallet-loaded", "pallet-unloaded", "pallet-loaded", "seal-recorded"]


def test_a_carton_taken_back_tells_both_its_lives(system: System) -> None:
    receive(system, "FAB-00000")
    station = system.station("pack")
    done(station, ORDER_A)
    (first,) = done(station, "FAB-00000").prints
    station.handle("CMD-UNDO")
    station.handle(f"00{first.ref}")
    (second,) = done(station, ORDER_A, "FAB-00000").prints if status(system, first.ref) == "void" else ()
    assert kinds(system, "S-000001") == ["carton-received", "carton-assigned", "carton-unassigned", "carton-assigned"]
    assert places(told(system, "S-000001"))[:3] == (A, ORDER_A, second.ref)


def test_the_story_of_a_trip_holds_its_pallets_and_papers(system: System) -> None:
    receive(system, "FAB-00000")
    depart(system, "T1", palletise(system, *pack(system, ORDER_A, "FAB-00000")))
    found = kinds(system, "T1")
    assert {"trip-opened", "pallet-loaded", "seal-recorded", "trip-departed"} <= set(found)
    assert found.count("document-issued") == 5
    assert kinds(system, "DLN-2027-000001") == ["document-issued", "document-issued"]


@pytest.mark.parametrize("code", ["S-000001", "S-000011", "FAB-00000", ORDER_A, A, "T1", "DLN-2027-000001"])
def test_the_entries_of_a_story_stand_once_each_in_the_order_of_the_journal(shipped: System, code: str) -> None:
    numbers = [entry.seq for entry in told(shipped, code).entries]
    assert numbers == sorted(set(numbers))
    assert numbers


# -- how it is told -------------------------------------------------------------------------------------------------


def test_every_event_has_its_sentence_and_no_sentence_lacks_its_event() -> None:
    assert set(catalogue("events")) == set(TYPES)


@pytest.mark.parametrize("event", EXAMPLES, ids=lambda event: event.TYPE)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_sentence_finds_every_fact_in_its_event(event: object, language: str) -> None:
    said = Messages(language).event(event.TYPE, json.loads(payload_of(event)))  # type: ignore[attr-defined, arg-type]
    assert said.endswith(".") and DASH not in said


def test_a_story_is_told_with_the_keys_of_the_contract(system: System) -> None:
    receive(system, "FAB-00000")
    shown = told(system, "S-000001").as_json(Messages("en"))
    (event,) = shown.pop("events")
    assert shown == {
        "code": "S-000001",
        "kind": "device",
        "status": "in-stock",
        "site": None,
        "order": None,
        "carton": "FAB-00000",
        "pallet": None,
        "trip": None,
    }
    ((seq, moment),) = rows(system.home.folder, "SELECT seq, time FROM journal WHERE type = 'carton-received'")
    assert event == {
        "seq": seq,
        "time": moment,
        "type": "carton-received",
        "station": "POSTE-1",
        "operator": "POSTE-1",
        "text": "Carton FAB-00000 received (advice AV-1).",
    }
