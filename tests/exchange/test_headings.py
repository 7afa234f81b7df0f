"""Headings in any order, language and spelling; what is missing, given twice or unknown is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatch.exchange.headings import ALLOCATIONS, ASN, ITEMS, OPERATORS, SITES, TRIPS, Column, is_known, recognise
from dispatch.exchange.sites import parse_sites
from tests.exchange.files import Told, csv_table, told

KINDS = [SITES, ITEMS, ALLOCATIONS, ASN, TRIPS, OPERATORS]


@pytest.mark.parametrize(
    ("columns", "headings"),
    [
        (SITES, "UAI;Nom;Code postal;COMMUNE"),
        (SITES, " city ; Postal_Code;name;uai "),
        (SITES, "Identifiant_de_l_etablissement;Nom_etablissement;Adresse_1;Code_postal;Nom_commune"),
        (SITES, "numero_uai;appellation_officielle;adresse_uai;code_postal_uai;libelle_commune"),
        (ITEMS, "Référence;Désignation;Famille;par carton;Poids (g)"),
        (ITEMS, "reference;description;family;per_carton;weight_g"),
        (ALLOCATIONS, "uai;reference;Quantité"),
        (ALLOCATIONS, "UAI code;Item;Quantity"),
        (ASN, "avis;carton;référence;N° de série"),
        (ASN, "asn_no;carton_id;gtin;Serial"),
        (TRIPS, "Tournée;Date;Transporteur;Immatriculation;Arrêt;UAI"),
        (TRIPS, "trip;departure date;carrier;licence plate;stop;uai"),
        (OPERATORS, "Badge;Nom;Rôles"),
        (OPERATORS, "badge;name;roles"),
    ],
)
def test_headings_are_understood(tmp_path: Path, columns: tuple[Column, ...], headings: str) -> None:
    table = csv_table(tmp_path, headings)
    places, errors, warnings = recognise(table, columns)
    assert (sorted(places.values()), errors, warnings) == (list(range(len(table.headings))), [], [])
    assert {column.name for column in columns if column.required} <= places.keys()


@pytest.mark.parametrize("columns", KINDS)
def test_no_two_columns_of_a_kind_go_by_the_same_name(columns: tuple[Column, ...]) -> None:
    names = [name for column in columns for name in (column.name, *column.aliases)]
    assert len(names) == len(set(names))
    assert all(map(is_known, names))


def test_a_missing_column_is_an_error_and_rows_are_not_looked_at(tmp_path: Path) -> None:
    parsed = parse_sites(csv_table(tmp_path, "", "uai;nom;commune", "wrong;a;b"))
    assert (parsed.rows, parsed.values, told(parsed.warnings)) == (1, [], [])
    assert told(parsed.errors) == [Told(2, "code_postal", "", "missing-column")]


def test_a_column_given_twice_is_an_error(tmp_path: Path) -> None:
    parsed = parse_sites(
        csv_table(tmp_path, "uai;nom;code_postal;commune;Numero UAI", "0750652B;a;75013;Paris;0750001U")
    )
    assert told(parsed.errors) == [Told(1, "uai", "Numero UAI", "column-twice")]


def test_unknown_columns_are_kept_out_and_named(tmp_path: Path) -> None:
    parsed = parse_sites(
        csv_table(tmp_path, "Secteur;uai;;nom;code_postal;commune;Fax", "public;0750652B;?;a;75013;Paris;0")
    )
    assert (len(parsed.values), parsed.errors) == (1, [])
    assert told(parsed.warnings) == [
        Told(1, "Secteur", "", "unknown-column"),
        Told(1, "", "", "unknown-column"),
        Told(1, "Fax", "", "unknown-column"),
    ]
    assert [problem.args for problem in parsed.warnings] == [{"place": 1}, {"place": 3}, {"place": 7}]
