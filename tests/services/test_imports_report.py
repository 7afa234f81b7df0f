"""What an import says, to people and to programs, and what it leaves untouched."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import openpyxl
import pytest

from dispatch.services.imports import KEPT, KINDS
from dispatch.services.messages import Messages, catalogue
from dispatch.storage.verification import verify
from tests.services.desks import (
    LAPTOP,
    SITE_A,
    TABLET,
    announce,
    codes,
    counts,
    desk,
    give,
    grant,
    journal_length,
    stocked_home,
)
from tests.support import campaign
from tests.support.campaign import ASN, ITEMS, SITES, A, C
from tests.support.console import run
from tests.support.homes import rows

SERVICES = Path(__file__).parents[2] / "dispatch" / "services"
FILES: dict[str, tuple[str, list[tuple[object, ...]]]] = {
    "sites": (SITES, [SITE_A]),
    "items": (ITEMS, [TABLET]),
    "allocations": (campaign.ALLOCATIONS, [(A, "TAB-A", 12, "eleves")]),
    "asn": (ASN, [("AV-1", "FAB-1", "TAB-A", "S-1", "", "")]),
    "trips": (campaign.TRIPS, [("T1", "2027-03-01", *campaign.CARRIER, "7", 2, "", 1, A, "")]),
    "operators": ("badge;nom;roles", [("CHEF-1", "Cheffe d’essai", "CHEF_EQUIPE RECEPTION")]),
}
"""A file of each kind, in an order in which they can be imported."""


def test_the_report_has_the_keys_of_the_contract_and_errors_say_where_what_and_why(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    path = campaign.write(tmp_path / "wrong.csv", SITES, [("0750652A", "Lycée", "", "75004", "Paris", "", "", "")])
    done = run(home, "import", "sites", path, "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (3, b"")
    assert [*report] == ["kind", "file", "rows", "created", "updated", "unchanged", "errors", "warnings"]
    message = "Code UAI «\u00a00750652A\u00a0» incorrect (clé attendue B). Vérifiez-le."
    assert report == {
        "kind": "sites",
        "file": "wrong.csv",
        "rows": 1,
        "created": 0,
        "updated": 0,
        "unchanged": 0,
        "errors": [{"line": 2, "column": "uai", "value": "0750652A", "rule": "E-CMD-06", "message": message}],
        "warnings": [],
    }


def test_people_are_told_in_their_language_and_the_exit_code_is_that_of_a_refusal(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    path = campaign.write(tmp_path / "wrong.csv", SITES, [("0750652A", "Lycée", "", "75004", "Paris", "", "", "")])
    done = run(home, "--lang", "en", "import", "sites", path)
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.decode() == (
        "Line 2, uai: UAI “0750652A” is wrong (its key should be B). Check it.\n"
        "wrong.csv: errors: 1. Nothing was imported.\n"
    )
    right = campaign.write(tmp_path / "right.csv", SITES, [SITE_A])
    done = run(home, "import", "sites", right)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == "right.csv\u00a0: 1 lignes lues, 0 ajoutées, 0 changées, 1 identiques.\n"


def test_a_file_that_is_not_there_is_refused_with_the_same_report(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    done = run(home, "import", "items", tmp_path / "absent.csv", "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 3
    assert (report["file"], report["rows"], [e["line"] for e in report["errors"]]) == ("absent.csv", 0, [0])


def test_every_kind_tells_first_what_it_would_do_then_does_it_once_and_never_again(tmp_path: Path) -> None:
    """`--dry-run` changes nothing; the same content again changes nothing, not even the journal."""
    home = stocked_home(tmp_path)
    assert set(FILES) == set(KINDS)
    with desk(home) as system:
        for kind, (heading, given) in FILES.items():
            known = kind in ("sites", "items")
            length = journal_length(system)
            new, again = (0, len(given)) if known else (len(given), 0)
            assert counts(give(system, kind, heading, *given, dry_run=True)) == (len(given), new, 0, again)
            assert journal_length(system) == length
            assert counts(give(system, kind, heading, *given)) == (len(given), new, 0, again)
            assert journal_length(system) == length + (not known)
            assert counts(give(system, kind, heading, *given)) == (len(given), 0, 0, len(given))
            assert journal_length(system) == length + (not known)


NEW = {"sites": (C, *SITE_A[1:]), "items": ("NEW-C", "", *TABLET[2:])}
"""Rows of the kinds of which the home holds some already."""


@pytest.mark.parametrize("kind", KINDS)
def test_one_wrong_row_keeps_the_whole_file_out(tmp_path: Path, kind: str) -> None:
    home = stocked_home(tmp_path)
    heading, given = FILES[kind]
    right = NEW.get(kind, given[0])
    with desk(home) as system:
        before = everything(home)
        report = give(system, kind, heading, right, ["?", *("" for _ in right[1:])])
        assert {error.line for error in report.errors} == {3}
        assert counts(report) == (2, 0, 0, 0)
        assert everything(home) == before
        assert counts(give(system, kind, heading, right)) == (1, 1, 0, 0)


def everything(home: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    names = [row[0] for row in rows(home, "SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {name: rows(home, f"SELECT * FROM {name}") for name in names}


def test_a_workbook_is_read_like_a_text_file(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (ASN.split(";"), ["AV-1", "FAB-1", "TAB-A", "S-1", "490154203237518", None]):
        sheet.append(row)
    book.save(tmp_path / "asn.xlsx")
    with desk(home) as system:
        report = system.importer.run("asn", tmp_path / "asn.xlsx")
        assert (report.errors, report.file, counts(report)) == ((), "asn.xlsx", (1, 1, 0, 0))
        text = campaign.write(tmp_path / "same.csv", ASN, [["AV-1", "FAB-1", "TAB-A", "S-1", "490154203237518", ""]])
        assert counts(system.importer.run("asn", text)) == (1, 0, 0, 1)
    assert rows(home, "SELECT serial, imei FROM device") == [("S-1", "490154203237518")]


def test_unknown_columns_are_kept_out_and_named(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        report = give(system, "operators", "badge;nom;roles;humeur", ("B-1", "Essai", "RECEPTION", "bonne"))
        assert [(w.line, w.column) for w in report.warnings] == [(1, "humeur")]
        assert counts(report) == (1, 1, 0, 0)


def test_a_long_list_of_contradictions_is_cut_and_its_rest_counted(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        assert not announce(system, "AV-1", "FAB-", "TAB-A", "S-", *[10] * 25).errors
        report = announce(system, "AV-2", "BIS-", "TAB-A", "S-", *[10] * 25)
        assert len(report.errors) == KEPT + 1
        assert codes(report)[0] == (2, "serie", "S-000001", "serial-known", "E-ASN-04")
        assert codes(report)[-1] == (0, "", "", "more-errors", None)
        said = report.as_json(Messages("en"))["errors"][-1]["message"]
        assert said == "And 50 more errors. Correct these, then import again."


def test_an_import_is_in_the_journal_under_the_station_s_name(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home, "BUREAU") as system:
        grant(system, (A, "TAB-A", 12, "eleves"))
    entry = rows(home, "SELECT time, utc_offset, station, operator, type, subject FROM journal ORDER BY seq DESC")[0]
    expected = ("2027-03-01T11:00:00.000Z", 60, "BUREAU", "BUREAU", "file-imported", "import:allocations")
    assert entry == expected


def test_whatever_was_imported_and_replaced_is_replayed_to_the_same_tables(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        for kind, (heading, given) in FILES.items():
            give(system, kind, heading, *given)
        give(system, "items", ITEMS, (TABLET[0], LAPTOP[1], *TABLET[2:]), (LAPTOP[0], TABLET[1], *LAPTOP[2:]))
        give(system, "asn", ASN, ("AV-1", "FAB-1", "TAB-A", "S-2", "", ""), ("AV-2", "FAB-1", "TAB-A", "S-1", "", ""))
        grant(system, (A, "TAB-A", 10, "enseignants"), (A, "LAP-B", 3, ""))
        give(system, "trips", campaign.TRIPS, ("T1", "2027-03-02", *campaign.CARRIER, "", "", "", 3, A, 1))
    found = verify(home / "station.db")
    assert (found.ok, found.differences) == (True, ())


def test_each_problem_that_the_services_find_has_its_sentence() -> None:
    named = {
        str(ast.literal_eval(node.args[3]))
        for path in SERVICES.glob("*.py")
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Problem" and isinstance(node.args[3], ast.Constant)
    }
    assert {"asn-different", "gtin-known", "quantity-below-packed", "trip-started"} <= named
    assert named - set(catalogue("imports")) == set()


def test_the_sample_rows_of_these_tests_are_right(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        assert counts(give(system, "items", ITEMS, TABLET, LAPTOP)) == (2, 0, 0, 2)
