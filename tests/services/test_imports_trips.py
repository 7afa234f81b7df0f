"""Trips: they may change until their loading starts; what the waybill lacks is told at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dispatch.domain.trips import Stop, Trip
from dispatch.services.messages import Messages
from dispatch.storage.verification import verify
from tests.documents import reading
from tests.services.desks import (
    ORDER_A,
    announce,
    codes,
    counts,
    desk,
    done,
    give,
    grant,
    load,
    pack,
    palletise,
    plan,
    receive,
    ship,
    stocked_home,
)
from tests.support.campaign import CARRIER, TRIPS, A, B
from tests.support.homes import rows


def stop(trip: str, number: int, uai: str, *carrier: object, dock: str = "7", **more: Any) -> tuple[object, ...]:
    """A row of a trips file."""
    order = more.get("order", "")
    return (trip, "2027-03-01", *(carrier or CARRIER), dock, 12, 9000, number, uai, order)


def test_a_trip_holds_everything_that_the_file_says(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    heading = f"{TRIPS};chauffeur;heure"
    with desk(home) as system:
        report = give(
            system,
            "trips",
            heading,
            (*stop("T1", 2, B, order=1), "C. Exemple", "11 h"),
            (*stop("T1", 1, A), "", "9 h 30"),
        )
        assert (report.errors, report.warnings, counts(report)) == ((), (), (2, 2, 0, 0))
        with system.store.reading() as reads:
            row = reads.trip("T1")
    assert row is not None
    assert (row.status, row.departed) == ("planned", None)
    assert row.trip == Trip(
        number="T1",
        date="2027-03-01",
        carrier="Transports d’essai",
        plate="AA-123-BB",
        stops=(Stop(1, A, None, "9 h 30"), Stop(2, B, 1, "11 h")),
        carrier_address="2 rue des Essais, 75001 Paris",
        carrier_siren="356000000",
        driver="C. Exemple",
        dock="7",
        positions=12,
        payload_kg=9000,
    )


def test_a_planned_trip_is_replaced_with_its_stops_and_another_one_stays(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        give(system, "trips", TRIPS, stop("T1", 1, A), stop("T1", 2, B), stop("T2", 1, B))
        assert counts(give(system, "trips", TRIPS, stop("T1", 3, B, dock="8"))) == (1, 0, 1, 0)
        assert counts(give(system, "trips", TRIPS, stop("T1", 3, B, dock="8"), stop("T2", 1, B))) == (2, 0, 0, 2)
    assert rows(home, "SELECT trip, number, uai FROM trip_stop ORDER BY trip, number") == [("T1", 3, B), ("T2", 1, B)]
    assert rows(home, "SELECT number, dock FROM trip ORDER BY number") == [("T1", "8"), ("T2", "7")]


def test_the_declared_value_of_the_stops_that_received_something_is_on_the_waybill(tmp_path: Path) -> None:
    """Domain rule 5.2: below three tonnes a filmed pallet without a declaration is worth 1,000 euros."""
    home = stocked_home(tmp_path)
    heading = f"{TRIPS};valeur_declaree"
    with desk(home) as system:
        grant(system, (A, "TAB-A", 10, ""), (B, "TAB-A", 10, ""))
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10)
        values = [(*stop("T1", 1, A), "12 500,50"), (*stop("T1", 2, B), "70000")]
        assert counts(give(system, "trips", heading, *values)) == (2, 2, 0, 0)
        assert counts(give(system, "trips", heading, *values)) == (2, 0, 0, 2)
        draft = reading.text(system.papers.document("waybill", "T1"))
        assert "82 500,50 €" in draft and "PROJET" in draft
        ship(system, "T1", ORDER_A, "FAB-00000")
        issued = reading.text(system.papers.document("waybill", "T1"))
        assert "12 500,50 €" in issued and "82 500,50" not in issued
        reissued = system.papers.reissue("waybill", "T1", "AUTRE")
        assert "12 500,50 €" in reading.text(system.papers.issued(reissued))
    assert verify(home / "station.db").ok


def test_the_dock_of_a_trip_is_where_its_card_opens_it(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        give(system, "trips", TRIPS, stop("T1", 1, A, dock="12"))
        outcome = done(system.station("load"), "DOCK-12")
        assert (outcome.reason.word, outcome.args["trip"]) == ("trip-opened", "T1")


def test_a_trip_whose_loading_has_started_changes_no_more(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        plan(system, "T1", "2027-03-01", (A, ""))
        load(system, "T1")
        report = plan(system, "T1", "2027-03-02", (A, ""))
        assert codes(report) == [(2, "tournee", "T1", "trip-started", None)]
        said = report.as_json(Messages("en"))["errors"][0]["message"]
        assert (
            said
            == "Trip T1 is being loaded or has departed: only its carrier can be corrected. Take it out of the file."
        )
        assert counts(plan(system, "T1", "2027-03-01", (A, ""))) == (1, 0, 0, 1)
    assert rows(home, "SELECT date, status FROM trip") == [("2027-03-01", "loading")]


def test_who_carries_a_trip_may_be_corrected_after_its_loading_started_but_not_lost(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    corrected = ("Transports d’essai", "9 rue Juste, 75001 Paris", "732829320", CARRIER[3])
    with desk(home) as system:
        give(system, "trips", TRIPS, stop("T1", 1, A))
        load(system, "T1")
        assert counts(give(system, "trips", TRIPS, stop("T1", 1, A, *corrected))) == (1, 0, 1, 0)
        for refused in ((*corrected[:3], "ZZ-999-ZZ"), (corrected[0], corrected[1], "", corrected[3])):
            report = give(system, "trips", TRIPS, stop("T1", 1, A, *refused))
            assert codes(report) == [(2, "tournee", "T1", "trip-started", None)]
    sql = "SELECT carrier, carrier_address, carrier_siren, plate, status FROM trip"
    assert rows(home, sql) == [(*corrected, "loading")]


def test_a_departed_trip_stays_as_it_left_and_the_same_file_may_come_again(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        grant(system, (A, "TAB-A", 10, ""))
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10)
        plan(system, "T1", "2027-03-01", (A, ""))
        ship(system, "T1", ORDER_A, "FAB-00000")
        assert counts(plan(system, "T1", "2027-03-01", (A, ""))) == (1, 0, 0, 1)
        assert [code[3] for code in codes(plan(system, "T1", "2027-03-01", (A, ""), (B, "")))] == ["trip-started"]
    assert rows(home, "SELECT status, departed FROM trip") == [("departed", "2027-03-01")]


def test_a_trip_of_another_day_and_its_stops_are_told_from_one_another(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        same = give(system, "trips", TRIPS, stop("T1", 1, A, order=1), stop("T1", 2, A, order=2))
        assert (same.errors, counts(same)) == ((), (2, 2, 0, 0))
    assert rows(home, "SELECT number, uai, order_number FROM trip_stop") == [(1, A, 1), (2, A, 2)]


def test_what_the_waybill_lacks_of_the_carrier_is_told_each_time_and_departure_is_refused(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    unknown = (CARRIER[0], "", "", CARRIER[3])
    with desk(home) as system:
        grant(system, (A, "TAB-A", 10, ""))
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10)
        for new in (1, 0):
            report = give(system, "trips", TRIPS, stop("T1", 1, A, *unknown))
            assert (report.errors, counts(report)) == ((), (1, new, 0, 1 - new))
            told = [(w.line, w.column, w.code, w.rule) for w in report.warnings]
            assert told == [
                (2, "adresse_transporteur", "waybill-field-missing", "E-CHG-09"),
                (2, "siren", "waybill-field-missing", "E-CHG-09"),
            ]
        receive(system, "FAB-00000")
        station = load(system, "T1", palletise(system, *pack(system, ORDER_A, "FAB-00000")))
        done(station, "CMD-CLOSE", "SC-1")
        outcome = station.handle("CMD-CLOSE")
        assert (outcome.reason.word, outcome.rule, outcome.args["field"]) == (
            "waybill-incomplete",
            "E-CHG-09",
            "carrier_address",
        )
        assert rows(home, "SELECT status FROM trip") == [("loading",)]
        give(system, "trips", TRIPS, stop("T1", 1, A))
        done(station, "CMD-CLOSE")
    assert rows(home, "SELECT status FROM trip") == [("departed",)]
