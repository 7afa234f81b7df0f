"""The trips file: stops grouped into trips, and each mistake or contradiction with its line, column and value."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dispatch.domain.trips import Stop, Trip
from dispatch.exchange.trips import parse_trips
from tests.exchange.files import Told, csv_table, told, xlsx_table

HEADINGS = "tournee;date;transporteur;immatriculation;arret;uai"
SITES = {"0750652B", "0750001U", "0770920G"}
FIRST = "T1;2027-03-01;Exemple SA;AA-123-AA;1;0750652B"


def test_rows_become_trips_with_their_stops_in_the_order_of_delivery(tmp_path: Path) -> None:
    parsed = parse_trips(
        csv_table(
            tmp_path,
            f"{HEADINGS};commande;heure;adresse_transporteur;siren;chauffeur;quai;emplacements;charge_kg",
            "T1;01/03/2027;Exemple SA;AA-123-AA;3;0770920G;;;;;;;;",
            "T2;2027-03-02;Autre;BB-456-BB;1;0750652B;;;;;;;;",
            "T1;2027-03-01;Exemple SA;AA-123-AA;1;0750652B;2;9h;1 rue Haute;732 829 320;C. Exemple;03;33;24 000",
            "T1;2027-03-01;Exemple SA;AA-123-AA;2;0750652B;1;10h;;;;;;",
        ),
        SITES,
    )
    assert (parsed.rows, parsed.lines, parsed.errors, parsed.warnings) == (4, [2, 3], [], [])
    assert parsed.values == [
        Trip(
            number="T1",
            date="2027-03-01",
            carrier="Exemple SA",
            plate="AA-123-AA",
            stops=(Stop(1, "0750652B", 2, "9h"), Stop(2, "0750652B", 1, "10h"), Stop(3, "0770920G")),
            carrier_address="1 rue Haute",
            carrier_siren="732829320",
            driver="C. Exemple",
            dock="03",
            positions=33,
            payload_kg=24_000,
        ),
        Trip("T2", "2027-03-02", "Autre", "BB-456-BB", (Stop(1, "0750652B"),)),
    ]


def test_dates_of_a_workbook_are_dates(tmp_path: Path) -> None:
    row = ["T1", date(2027, 3, 1), "Exemple SA", "AA-123-AA", 1, "0750652B"]
    [trip] = parse_trips(xlsx_table(tmp_path, HEADINGS.split(";"), row), SITES).values
    assert trip.date == "2027-03-01"


@pytest.mark.parametrize(
    ("row", "column", "value", "code", "rule"),
    [
        (";2027-03-01;E;P;2;0750001U", "tournee", "", "empty-cell", None),
        ("é;2027-03-01;E;P;2;0750001U", "tournee", "é", "not-a-code", None),
        ("T2;;E;P;2;0750001U", "date", "", "empty-cell", None),
        ("T2;2027-02-29;E;P;2;0750001U", "date", "2027-02-29", "not-a-date", None),
        ("T2;01/03/27;E;P;2;0750001U", "date", "01/03/27", "not-a-date", None),
        ("T2;46447;E;P;2;0750001U", "date", "46447", "not-a-date", None),
        ("T2;2027-03-01;;P;2;0750001U", "transporteur", "", "empty-cell", None),
        ("T2;2027-03-01;E;;2;0750001U", "immatriculation", "", "empty-cell", None),
        ("T2;2027-03-01;E;P;0;0750001U", "arret", "0", "not-positive", None),
        ("T2;2027-03-01;E;P;premier;0750001U", "arret", "premier", "not-whole", None),
        ("T2;2027-03-01;E;P;2;0750001A", "uai", "0750001A", "uai-check", "E-CMD-06"),
        ("T2;2027-03-01;E;P;2;9740001H", "uai", "9740001H", "unknown-site", "E-CMD-06"),
        ("T2;2027-03-01;E;P;2;0750001U;0", "commande", "0", "not-positive", None),
        ("T2;2027-03-01;E;P;2;0750001U;;732829321", "siren", "732829321", "siren-check", None),
        ("T2;2027-03-01;E;P;2;0750001U;;73282932000074", "siren", "73282932000074", "siren-form", None),
        *(
            (f"T2;2027-03-01;E;P;2;0750001U;;;{value}", "valeur_declaree", value, "euros", None)
            for value in (
                "0",
                "0,00",
                "-5",
                "12.500",
                "1,234.50",
                "12500,505",
                "12 50",
                "beaucoup",
                "100 $",
                "1e5",
                "٣",
            )
        ),
        ("T2;2027-03-01;E;P;2;0750001U;;;1000000000000", "valeur_declaree", "1000000000000", "too-large", None),
        ("T1;2027-03-01;Exemple SA;AA-123-AA;2;0750001U;;;5", "valeur_declaree", "5", "value-undeclared", None),
        ("T1;2027-03-02;Exemple SA;AA-123-AA;2;0750001U", "date", "2027-03-02", "contradicts", None),
        ("T1;2027-03-01;Autre;AA-123-AA;2;0750001U", "transporteur", "Autre", "contradicts", None),
        ("T1;2027-03-01;Exemple SA;BB;2;0750001U", "immatriculation", "BB", "contradicts", None),
        ("T1;2027-03-01;Exemple SA;AA-123-AA;1;0750001U", "arret", "1", "stop-of-other-site", None),
        ("T1;2027-03-01;Exemple SA;AA-123-AA;1;0750652B;2", "arret", "1", "stop-twice", None),
        ("T1;2027-03-01;Exemple SA;AA-123-AA;2;0750652B", "uai", "0750652B", "given-twice", None),
    ],
)
def test_a_mistake_is_told_with_line_column_and_value(
    tmp_path: Path, row: str, column: str, value: str, code: str, rule: str | None
) -> None:
    parsed = parse_trips(csv_table(tmp_path, f"{HEADINGS};commande;siren;valeur_declaree", FIRST, row), SITES)
    assert (parsed.rows, parsed.values, parsed.warnings) == (2, [], [])
    assert told(parsed.errors) == [Told(3, column, value, code, rule)]


@pytest.mark.parametrize(
    ("written", "cents"),
    [
        ("12500", 1_250_000),
        ("12500,5", 1_250_050),
        ("12500.50", 1_250_050),
        ("12 500,50 €", 1_250_050),
        ("12\u202f500\u00a0€", 1_250_000),
        ("0,01", 1),
        ("99 EUR", 9_900),
        ("", None),
    ],
)
def test_a_declared_value_is_euros_with_comma_or_point(tmp_path: Path, written: str, cents: int | None) -> None:
    [trip] = parse_trips(csv_table(tmp_path, f"{HEADINGS};valeur_declaree", f"{FIRST};{written}"), SITES).values
    assert trip.stops == (Stop(1, "0750652B", declared_value_cents=cents),)


@pytest.mark.parametrize(("written", "cents"), [(12500, 1_250_000), (12500.5, 1_250_050), (8.1, 810)])
def test_a_declared_value_of_a_workbook_is_the_number_in_its_cell(tmp_path: Path, written: float, cents: int) -> None:
    row = ["T1", date(2027, 3, 1), "Exemple SA", "AA-123-AA", 1, "0750652B", written]
    [trip] = parse_trips(xlsx_table(tmp_path, [*HEADINGS.split(";"), "declared_value"], row), SITES).values
    assert trip.stops[0].declared_value_cents == cents


def test_a_contradiction_names_the_line_that_said_otherwise_first(tmp_path: Path) -> None:
    rows = [
        f"{FIRST};",
        "T1;2027-03-01;Exemple SA;AA-123-AA;2;0750001U;A",
        "T1;2027-03-01;Exemple SA;AA-123-AA;3;0770920G;B",
    ]
    parsed = parse_trips(csv_table(tmp_path, f"{HEADINGS};chauffeur", *rows), SITES)
    assert told(parsed.errors) == [Told(4, "chauffeur", "B", "contradicts")]
    assert parsed.errors[0].args == {"first": 3}
