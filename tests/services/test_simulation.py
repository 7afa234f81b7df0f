"""The simulated campaign: made by its seed, played to the last departure, and nothing left over."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.commands import main
from dispatch.domain.identifiers import Uai
from dispatch.services.simulation import MODELS, Campaign
from dispatch.storage.verification import verify
from tests.support.homes import SETTINGS, new_home, rows

SITES, DEVICES = 8, 400
PER_CARTON = {reference: per_carton for reference, _, per_carton, _, _ in MODELS}


def simulate(home: Path, **options: int) -> int:
    """Exit code of the command."""
    given = [part for name, value in options.items() for part in (f"--{name}", str(value))]
    return main(["--home", str(home), "simulate", *given])


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a scale, which no simulated desk waits for, in which a campaign was played by three stations."""
    home = tmp_path_factory.mktemp("played") / "home"
    assert main(["--home", str(home), "init"]) == 0
    assert main(["--home", str(home), "settings", "scales.colis.port", "/dev/ttyUSB9"]) == 0
    assert simulate(home, sites=SITES, devices=DEVICES, stations=3, seed=7) == 0
    return home


# -- what a seed makes ----------------------------------------------------------------------------------------------


@given(st.integers(1, 200), st.integers(0, 3_000), st.integers())
def test_a_campaign_spreads_just_the_devices_over_all_its_lycees(sites: int, more: int, seed: int) -> None:
    campaign = Campaign.of(sites, sites + more, seed)
    assert campaign.devices == sites + more
    assert list(campaign.orders) == list(campaign.sites) == [Uai.parse(uai).value for uai in campaign.sites]
    assert len(set(campaign.sites)) == sites
    assert all(count > 0 for lines in campaign.orders.values() for count in lines.values())
    assert [uai for stops in campaign.trips.values() for uai in stops] == list(campaign.sites)


@given(st.integers(1, 50), st.integers(0, 500), st.integers())
def test_a_campaign_announces_enough_full_cartons_and_no_serial_twice(sites: int, more: int, seed: int) -> None:
    campaign = Campaign.of(sites, sites + more, seed)
    granted: Counter[str] = Counter()
    for lines in campaign.orders.values():
        granted.update(lines)
    serials = [serial for cartons in campaign.cartons.values() for _, found in cartons for serial in found]
    assert len(set(serials)) == len(serials)
    for reference, cartons in campaign.cartons.items():
        assert {len(found) for _, found in cartons} == {PER_CARTON[reference]}
        assert len(cartons) * PER_CARTON[reference] >= granted[reference]


def test_the_same_seed_makes_the_same_campaign_and_another_seed_another_one() -> None:
    assert Campaign.of(24, 2_000, 1) == Campaign.of(24, 2_000, 1) != Campaign.of(24, 2_000, 2)


def test_everything_in_it_is_openly_marked(played: Path) -> None:
    for table, column in (("site", "name"), ("item", "designation"), ("trip", "carrier")):
        assert all("SIMULATION" in text for (text,) in rows(played, f"SELECT {column} FROM {table}"))
    assert all(serial.startswith("SIM-") for (serial,) in rows(played, "SELECT serial FROM device"))


# -- how it is played -----------------------------------------------------------------------------------------------


def test_a_played_campaign_verifies(played: Path) -> None:
    result = verify(played / "station.db")
    assert result.ok, (result.differences, result.invariants)


def test_every_granted_device_has_departed_in_one_carton_of_its_lycee(played: Path) -> None:
    sql = """SELECT COUNT(*), COUNT(DISTINCT d.id) FROM device d JOIN unit c ON c.sscc = d.unit
             JOIN unit p ON p.sscc = c.pallet JOIN trip t ON t.number = p.trip WHERE t.status = 'departed'"""
    assert rows(played, sql) == [(DEVICES, DEVICES)]
    assert rows(played, "SELECT COUNT(*) FROM order_line WHERE packed <> granted") == [(0,)]


def test_every_station_has_worked_and_no_scan_was_refused(played: Path) -> None:
    assert rows(played, "SELECT DISTINCT station FROM scan_log ORDER BY 1") == [("SIM-1",), ("SIM-2",), ("SIM-3",)]
    reasons = {reason for (reason,) in rows(played, "SELECT DISTINCT reason FROM scan_log")}
    assert {"carton-received", "carton-assigned", "device-packed", "label-verified", "departed"} <= reasons
    refused = "SELECT reason FROM scan_log WHERE first_seq IS NULL AND reason NOT IN (?, ?, ?, ?, ?)"
    questions = ("open-sealed-carton", "film-and-marks", "departure-summary", "seal-expected", "cartons-missing")
    assert rows(played, refused, *questions) == []


def test_no_label_is_left_for_a_real_printer(played: Path) -> None:
    assert rows(played, "SELECT DISTINCT state, printer FROM print_job") == [("printed", "SIMULATION")]


def test_a_lycee_too_heavy_for_one_pallet_gets_more(tmp_path: Path) -> None:
    home = new_home(tmp_path / "home", {})
    assert simulate(home, sites=1, devices=1_100, stations=1) == 0
    assert verify(home / "station.db").ok
    ((pallets, heaviest),) = rows(home, "SELECT COUNT(*), MAX(weight_g) FROM unit WHERE kind = 'pallet'")
    assert (pallets, heaviest <= 800_000) == (2, True)


# -- which homes it takes -------------------------------------------------------------------------------------------


def test_settings_that_are_there_are_kept_and_missing_ones_take_the_sample_values(tmp_path: Path) -> None:
    home = new_home(tmp_path / "home", {}, without=["shipper.name"])
    assert simulate(home, sites=1, devices=1) == 0
    text = (home / "settings.toml").read_text(encoding="utf-8")
    assert f'company_prefix = "{SETTINGS["gs1.company_prefix"]}"' in text
    assert "ÉCHANTILLON – Expéditeur fictif" in text


def test_a_home_that_holds_orders_is_refused_and_left_alone(played: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = rows(played, "SELECT * FROM journal_head")
    assert simulate(played) == 3
    assert str(played) in capsys.readouterr().err
    assert rows(played, "SELECT * FROM journal_head") == before


@pytest.mark.parametrize(
    "options",
    [{"sites": 0}, {"sites": -1}, {"devices": 0}, {"sites": 10, "devices": 9}, {"stations": 0}, {"sites": 100_000}],
)
def test_numbers_that_make_no_campaign_are_refused(tmp_path: Path, options: dict[str, int]) -> None:
    home = new_home(tmp_path / "home", {})
    assert simulate(home, **{"devices": 200_000, **options}) == 3
    assert rows(home, "SELECT seq FROM journal_head") == [(0,)]


@pytest.mark.parametrize("role", ["labels", "documents"])
def test_a_home_without_a_printer_is_refused(tmp_path: Path, role: str) -> None:
    home = new_home(tmp_path / "home", {}, without=(), **{role: None})
    assert simulate(home) == 3
    assert rows(home, "SELECT seq FROM journal_head") == [(0,)]


def test_there_must_be_a_home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert simulate(tmp_path / "nowhere") == 3
    assert "init" in capsys.readouterr().err
