"""The sites file: lycées whole, and each mistake with its line, column and value."""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatch.domain.identifiers import Uai
from dispatch.domain.sites import Site
from dispatch.exchange.sites import parse_sites
from dispatch.exchange.tables import read_table
from tests.exchange.files import Told, csv_table, told, xlsx_table

HEADINGS = "uai;nom;code_postal;commune"
LYCEE = "0750652B;Lycée d’exemple;75013;Paris"


def test_a_full_row_becomes_a_site(tmp_path: Path) -> None:
    parsed = parse_sites(
        csv_table(
            tmp_path,
            f"{HEADINGS};adresse;contact;telephone;email;adhesion;quai;hauteur_max_mm;poids_max_kg;horaires;consignes;"
            "latitude;longitude",
            ' 0750652b ;Lycée d’exemple;75 013;Paris;"1, rue\nHaute";C. Exemple;01 23 45 67 89;c@exemple.fr;oui;NON;'
            "1 800;800;8h-16h;Sonner;48,85;2.35",
            "0750001U;B;77000;Melun;;;;;;;;;;;;",
        )
    )
    assert (parsed.rows, parsed.lines, parsed.errors, parsed.warnings) == (2, [2, 4], [], [])
    assert parsed.values == [
        Site(
            uai="0750652B",
            name="Lycée d’exemple",
            postcode="75013",
            city="Paris",
            address="1, rue Haute",
            contact="C. Exemple",
            phone="01 23 45 67 89",
            email="c@exemple.fr",
            member=True,
            dock=False,
            max_height_mm=1800,
            max_weight_kg=800,
            opening_hours="8h-16h",
            instructions="Sonner",
            latitude="48.85",
            longitude="2.35",
        ),
        Site(uai="0750001U", name="B", postcode="77000", city="Melun"),
    ]


@pytest.mark.parametrize(
    ("row", "column", "value", "code", "rule"),
    [
        ("0750652A;a;75013;Paris", "uai", "0750652A", "uai-check", "E-CMD-06"),
        ("750652A;a;75013;Paris", "uai", "750652A", "uai-form", "E-CMD-06"),
        ("075065B;a;75013;Paris", "uai", "075065B", "uai-form", "E-CMD-06"),
        (";a;75013;Paris", "uai", "", "empty-cell", None),
        ("0750652B; ;75013;Paris", "nom", "", "empty-cell", None),
        ("0750652B;a;99000;Paris", "code_postal", "99000", "postcode", None),
        ("0750652B;a;7501;Paris", "code_postal", "7501", "lost-zero", "E-ASN-05"),
        ("0750652B;a;75013A;Paris", "code_postal", "75013A", "postcode", None),
        ("0750652B;a;75013;", "commune", "", "empty-cell", None),
        ("0750652B;a\x1bb;75013;Paris", "nom", "a\x1bb", "control-character", None),
        ("0750652B;a;75013;Paris;peut-être", "quai", "peut-être", "not-yes-no", None),
        ("0750652B;a;75013;Paris;;1,8", "hauteur_max_mm", "1,8", "not-whole", None),
        ("0750652B;a;75013;Paris;;0", "hauteur_max_mm", "0", "not-positive", None),
        ("0750652B;a;75013;Paris;;-5", "hauteur_max_mm", "-5", "not-positive", None),
        ("0750652B;a;75013;Paris;;1000000000", "hauteur_max_mm", "1000000000", "too-large", None),
        ("0750652B;a;75013;Paris;;;91", "latitude", "91", "not-degrees", None),
        ("0750652B;a;75013;Paris;;;4,88E+01", "latitude", "4,88E+01", "not-degrees", None),
        ("0750652B;a;75013;Paris;;;;-180,5", "longitude", "-180,5", "not-degrees", None),
    ],
)
def test_a_mistake_is_told_with_line_column_and_value(
    tmp_path: Path, row: str, column: str, value: str, code: str, rule: str | None
) -> None:
    headings = f"{HEADINGS};quai;hauteur_max_mm;latitude;longitude"
    parsed = parse_sites(csv_table(tmp_path, headings, "0750001U;fine;75001;Paris", row))
    assert (parsed.rows, parsed.values, parsed.lines, parsed.warnings) == (2, [], [], [])
    assert told(parsed.errors) == [Told(3, column, value, code, rule)]


def test_the_expected_key_of_a_uai_is_told(tmp_path: Path) -> None:
    parsed = parse_sites(csv_table(tmp_path, HEADINGS, "0750652A;a;75013;Paris"))
    assert [error.args for error in parsed.errors] == [{"expected": "B", "found": "A"}]


def test_a_uai_without_its_leading_zero_is_mended_and_told(tmp_path: Path) -> None:
    parsed = parse_sites(csv_table(tmp_path, HEADINGS, "750652b;a;75013;Paris"))
    assert ([site.uai for site in parsed.values], parsed.errors) == (["0750652B"], [])
    assert told(parsed.warnings) == [Told(2, "uai", "750652b", "uai-restored", "E-CMD-06")]
    assert parsed.warnings[0].args == {"restored": "0750652B"}


def test_a_site_without_postal_code_is_kept_and_told(tmp_path: Path) -> None:
    parsed = parse_sites(csv_table(tmp_path, HEADINGS, "0750652B;a;;Paris"))
    assert (parsed.values, parsed.errors) == ([Site("0750652B", "a", "", "Paris")], [])
    assert told(parsed.warnings) == [Told(2, "code_postal", "", "no-postcode")]


@pytest.mark.parametrize("postcode", ["20000", "97400", "98 800"])
def test_corsica_and_overseas_are_kept_and_told(tmp_path: Path, postcode: str) -> None:
    parsed = parse_sites(
        csv_table(tmp_path, HEADINGS, f"0750652B;a;{postcode};b", LYCEE.replace("0750652B", "0750001U"))
    )
    assert ([site.postcode for site in parsed.values], parsed.errors) == ([postcode.replace(" ", ""), "75013"], [])
    assert told(parsed.warnings) == [Told(2, "code_postal", postcode, "beyond-road")]


def test_a_uai_given_twice_is_told_however_it_is_written(tmp_path: Path) -> None:
    parsed = parse_sites(csv_table(tmp_path, HEADINGS, LYCEE, "750652B;b;75013;Paris", "0750652b;c;75013;Paris"))
    assert told(parsed.errors) == [
        Told(3, "uai", "750652B", "given-twice"),
        Told(4, "uai", "0750652b", "given-twice"),
    ]
    assert [error.args for error in parsed.errors] == [{"first": 2}, {"first": 2}]


@pytest.mark.parametrize(
    ("headings", "cell", "code"),
    [
        ("adresse", "BP 12 Cedex 05", "cedex"),
        ("telephone", "0 800 12 34 56", "phone-special"),
        ("telephone", "+33 8 10 12 34 56", "phone-special"),
        ("telephone", "123456789", "phone"),
        ("telephone", "voir l’accueil", "phone"),
    ],
)
def test_what_is_odd_is_kept_and_told(tmp_path: Path, headings: str, cell: str, code: str) -> None:
    parsed = parse_sites(csv_table(tmp_path, f"{HEADINGS};{headings}", f"{LYCEE};{cell}"))
    assert (parsed.errors, told(parsed.warnings)) == ([], [Told(2, headings, cell, code)])
    assert cell in (parsed.values[0].address, parsed.values[0].phone)


@pytest.mark.parametrize("column", ["nom", "adresse", "commune"])
def test_what_labels_would_print_as_an_empty_box_is_kept_and_told(tmp_path: Path, column: str) -> None:
    given = {"uai": "0750652B", "nom": "a", "code_postal": "75013", "commune": "b", "adresse": "c"}
    given[column] = "Lycée \U0001f392 Œuvre"
    parsed = parse_sites(csv_table(tmp_path, ";".join(given), ";".join(given.values())))
    assert (len(parsed.values), parsed.errors) == (1, [])
    assert told(parsed.warnings) == [Told(2, column, given[column], "no-glyph")]
    assert parsed.warnings[0].args == {"character": "\U0001f392", "point": "U+1F392"}


@pytest.mark.parametrize(
    "phone", ["01 23 45 67 89", "01.23.45.67.89", "0123456789", "+33 1 23 45 67 89", "+33 (0)1-23-45-67-89"]
)
def test_an_ordinary_phone_number_is_not_odd(tmp_path: Path, phone: str) -> None:
    parsed = parse_sites(csv_table(tmp_path, f"{HEADINGS};telephone", f"{LYCEE};{phone}"))
    assert ([site.phone for site in parsed.values], parsed.warnings) == ([phone], [])


def test_a_workbook_gives_the_same_sites_as_text(tmp_path: Path) -> None:
    headings = ["uai", "nom", "code_postal", "commune", "quai", "hauteur_max_mm", "latitude"]
    from_workbook = parse_sites(xlsx_table(tmp_path, headings, ["0750652B", "a", 75013, "Paris", True, 1800, 48.85]))
    from_text = parse_sites(csv_table(tmp_path, ";".join(headings), "0750652B;a;75013;Paris;oui;1800;48,85"))
    assert from_workbook == from_text
    assert from_text.errors == []


def test_a_postal_code_that_lost_its_zero_in_a_workbook_is_told(tmp_path: Path) -> None:
    parsed = parse_sites(xlsx_table(tmp_path, HEADINGS.split(";"), ["0010001A", "a", 1000, "Bourg"]))
    assert Told(2, "code_postal", "1000", "lost-zero", "E-ASN-05") in told(parsed.errors)


def test_headings_alone_are_told(tmp_path: Path) -> None:
    parsed = parse_sites(csv_table(tmp_path, HEADINGS))
    assert (parsed.rows, parsed.values, told(parsed.errors)) == (0, [], [Told(1, "", "", "no-rows")])


def test_an_unreadable_file_is_told_in_the_same_report(tmp_path: Path) -> None:
    parsed = parse_sites(read_table(tmp_path / "nowhere.csv"))
    assert (parsed.rows, parsed.values, told(parsed.errors)) == (0, [], [Told(0, "", "", "file-missing")])


def test_rows_that_cannot_be_used_count_and_all_errors_come_in_the_order_of_lines(tmp_path: Path) -> None:
    parsed = parse_sites(csv_table(tmp_path, HEADINGS, "x;a;75013;Paris", f"{LYCEE};surplus", "y;;75013;Paris"))
    assert parsed.rows == 3
    assert told(parsed.errors) == [
        Told(2, "uai", "x", "uai-form", "E-CMD-06"),
        Told(3, "", "surplus", "too-many-cells"),
        Told(4, "uai", "y", "uai-form", "E-CMD-06"),
        Told(4, "nom", "", "empty-cell"),
    ]


def test_two_hundred_errors_are_told_and_the_rest_counted(tmp_path: Path) -> None:
    parsed = parse_sites(csv_table(tmp_path, HEADINGS, *(f"{n};a;75013;Paris" for n in range(203))))
    assert [error.line for error in parsed.errors] == [*range(2, 202), 0]
    assert told(parsed.errors)[-1] == Told(0, "", "", "more-errors")
    assert parsed.errors[-1].args == {"count": 3}


@pytest.mark.outside_data
def test_the_ministry_s_open_data_imports_as_it_is(outside_data: Path) -> None:
    parsed = parse_sites(read_table(outside_data / "lycees_extrait.csv"))
    assert (parsed.rows, parsed.lines, parsed.errors) == (317, [*range(2, 319)], [])
    assert told(parsed.warnings) == [
        Told(1, "Statut_public_prive", "", "unknown-column"),
        Told(1, "Code_departement", "", "unknown-column"),
        Told(40, "code_postal", "", "no-postcode"),
    ]
    assert all(Uai.parse(site.uai).value == site.uai and site.name and site.city for site in parsed.values)
    assert parsed.values[0] == Site(
        uai="0750330B",
        name="LYCEE TECHNOLOGIQUE PRIVE ECOLE TECHNIQUE SUPERIEURE DU LABORATOIRE",
        postcode="75013",
        city="Paris 13",
        address="95 rue du Dessous des Berges",
        latitude="48.828158886485866",
        longitude="2.37311257740829",
    )
    assert sum(site.latitude is None for site in parsed.values) == 1
