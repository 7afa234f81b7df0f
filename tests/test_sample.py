"""The sample campaign of `init --sample`: complete, openly marked, and good for a whole day."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dispatch.bootstrap import opened
from dispatch.commands import main
from dispatch.domain.identifiers import Uai
from dispatch.services.sample import FOLDER, KINDS, import_sample
from dispatch.storage.verification import verify
from tests.support.homes import rows


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home as `init --sample` makes it."""
    home = tmp_path_factory.mktemp("sample") / "home"
    assert main(["--home", str(home), "init", "--sample"]) == 0
    return home


def count(home: Path, table: str) -> int:
    return int(rows(home, f"SELECT COUNT(*) FROM {table}")[0][0])


def test_the_sample_is_imported_whole_and_verifies(home: Path) -> None:
    counted = {table: count(home, table) for table in ("site", "item", "orders", "asn", "trip", "operator")}
    assert counted == {"site": 24, "item": 3, "orders": 24, "asn": 4, "trip": 2, "operator": 0}
    assert 600 <= count(home, "device") <= 1_000
    assert verify(home / "station.db").ok


def test_no_file_of_it_has_an_error_or_a_warning(home: Path, tmp_path: Path) -> None:
    assert main(["--home", str(tmp_path / "home"), "init"]) == 0
    with opened(tmp_path / "home") as system:
        reports = import_sample(system.importer, system.clock.now()[2])
    assert [(report.kind, report.errors, report.warnings) for report in reports] == [(kind, (), ()) for kind in KINDS]


def test_the_same_sample_again_changes_nothing(home: Path) -> None:
    head = rows(home, "SELECT * FROM journal_head")
    with opened(home) as system:
        again = import_sample(system.importer, system.clock.now()[2])
    assert {(report.created, report.updated) for report in again} == {(0, 0)}
    assert rows(home, "SELECT * FROM journal_head") == head


def test_everything_in_it_is_openly_marked(home: Path) -> None:
    for table, columns in {"site": "name", "item": "designation, maker", "trip": "carrier"}.items():
        assert all("ÉCHANTILLON" in text for row in rows(home, f"SELECT {columns} FROM {table}") for text in row)
    for table, column in (("item", "reference"), ("device", "serial"), ("asn", "asn"), ("trip", "number")):
        assert all("ECH" in code for (code,) in rows(home, f"SELECT {column} FROM {table}"))


def test_its_lycees_are_in_a_department_that_does_not_exist(home: Path) -> None:
    codes = [uai for (uai,) in rows(home, "SELECT uai FROM site")]
    assert [Uai.parse(uai).value for uai in codes] == codes
    assert {uai[:3] for uai in codes} == {"099"}


def test_its_product_codes_bear_the_prefix_that_gs1_keeps_for_examples(home: Path) -> None:
    codes = [gtin for (gtin,) in rows(home, "SELECT gtin FROM item")]
    assert all(re.fullmatch("0952[0-9]{10}", gtin) for gtin in codes)


def test_its_trucks_leave_on_the_day_it_is_made(home: Path) -> None:
    with opened(home) as system:
        today = system.clock.now()[2]
    assert {date for (date,) in rows(home, "SELECT date FROM trip")} == {today}
    assert "{today}" in (FOLDER / "trips.csv").read_text(encoding="utf-8")


def test_enough_is_announced_for_every_order(home: Path) -> None:
    granted = dict(rows(home, "SELECT reference, SUM(granted) FROM order_line GROUP BY reference"))
    announced = dict(rows(home, "SELECT reference, COUNT(*) FROM device GROUP BY reference"))
    assert all(announced[reference] >= count for reference, count in granted.items())
    stops = {uai for (uai,) in rows(home, "SELECT uai FROM trip_stop")}
    assert stops <= {uai for (uai,) in rows(home, "SELECT uai FROM orders")}
