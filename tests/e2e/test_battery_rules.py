"""Battery rules on a desk of its own: what is refused, what is asked and when, and rules that a home brings along."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dispatch.bootstrap import BATTERY_RULES, System, battery_rules
from dispatch.domain.errors import InputError
from dispatch.settings import set_value
from tests.documents import reading
from tests.services.desks import (
    ORDER_A,
    SetClock,
    announce,
    depart,
    desk,
    done,
    grant,
    pack,
    palletise,
    plan,
    receive,
    stocked_home,
)
from tests.support.campaign import A
from tests.support.console import run
from tests.support.homes import rows

ITEMS = "reference;designation;famille;par_carton;poids_g;batteries;cellules;wh_batterie"


@contextmanager
def packed(home: Path, day: str, *, trip: str) -> Iterator[tuple[System, str]]:
    """One carton of ten tablets, received and packed on a day, for a trip on another."""
    with desk(home, clock=SetClock(f"{day}T11:00:00+00:00")) as system:
        grant(system, (A, "TAB-A", 10, ""))
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10)
        receive(system, "FAB-00000")
        plan(system, "T1", trip, (A, ""))
        (carton,) = pack(system, ORDER_A, "FAB-00000")
        yield system, carton


def closing(system: System, carton: str) -> list[str]:
    """The verdicts from the carton to the question about the film."""
    station = system.station("palletise")
    return [station.handle(raw).reason.word for raw in (f"]C100{carton}", "CMD-CLOSE")]


def loading(system: System, pallet: str) -> list[str]:
    """The verdicts of a trip, of a pallet for it, and of taking back what was accepted."""
    station = system.station("load")
    return [station.handle(raw).reason.word for raw in ("TRP-T1", f"]C100{pallet}", "CMD-UNDO")]


def test_a_model_over_the_limit_is_warned_about_at_the_import_and_refused_at_packing(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    file = tmp_path / "items.csv"
    file.write_text(f"{ITEMS}\nLAP-X;Portable;ordinateur;5;1900;1;9;150\n", encoding="utf-8")
    imported = run(home, "import", "items", file, "--json")
    (warning,) = json.loads(imported.stdout)["warnings"]
    assert (imported.returncode, warning["line"], warning["column"]) == (0, 2, "wh_batterie")
    assert (warning["value"], warning["rule"]) == ("LAP-X", "E-CHG-17")
    assert warning["message"].startswith("Modèle LAP-X\u00a0: batterie hors disposition 188.")
    with desk(home) as system:
        grant(system, (A, "LAP-X", 5, ""))
        announce(system, "AV-1", "FAB-", "LAP-X", "S-", 5)
        receive(system, "FAB-00000")
        station = system.station("pack")
        done(station, ORDER_A)
        outcome = station.handle("FAB-00000")
        assert (outcome.reason.word, outcome.rule) == ("battery-too-large", "E-CHG-17")
        sentence = system.messages.verdict(outcome.reason, outcome.args)
        assert sentence == "Modèle LAP-X\u00a0: batterie hors disposition 188. Contactez le conseiller ADR."


def test_an_ordinary_pallet_is_asked_about_film_and_marks_and_the_journal_keeps_the_edition(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with packed(home, "2026-12-30", trip="2027-01-04") as (system, carton):
        palletise(system, carton)
        (payload,) = rows(home, "SELECT payload FROM journal WHERE type = 'pallet-closed'")[0]
    assert (json.loads(payload)["marked"], json.loads(payload)["rules"]) == (True, "ADR 2027")


@pytest.mark.parametrize(
    ("setting", "value", "day", "trip", "verdicts"),
    [
        ("adr.marks", "preprinted", "2026-12-30", "2027-01-04", ["pallet-opened", "film-and-marks"]),
        ("adr.marks", "by-hand", "2026-12-30", "2027-01-04", ["mark-on-carton", "pallet-empty"]),
        ("adr.phone_stock", "true", "2026-12-30", "2026-12-31", ["pallet-opened", "film-and-marks"]),
        ("adr.phone_stock", "true", "2026-12-30", "2027-01-04", ["pallet-opened", "marks-outdated"]),
        ("adr.always_mark", "false", "2026-12-30", "2026-12-31", ["pallet-opened", "film-and-marks"]),
    ],
)
def test_settings_and_the_day_of_carriage_say_what_is_asked(
    tmp_path: Path, setting: str, value: str, day: str, trip: str, verdicts: list[str]
) -> None:
    home = stocked_home(tmp_path)
    set_value(home / "settings.toml", setting, value)
    with packed(home, day, trip=trip) as (system, carton):
        assert closing(system, carton) == verdicts


def test_a_small_consignment_goes_unmarked_only_where_that_is_set(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    set_value(home / "settings.toml", "adr.always_mark", "false")
    with desk(home, clock=SetClock("2027-01-04T11:00:00+00:00")) as system:
        grant(system, (A, "TAB-A", 2, ""))
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", 2)
        receive(system, "FAB-00000")
        (carton,) = pack(system, ORDER_A, "FAB-00000")
        station = system.station("palletise")
        done(station, f"]C100{carton}")
        assert station.handle("CMD-CLOSE").reason.word == "film"
        assert station.handle("CMD-CONFIRM").reason.word == "pallet-closed"
        (payload,) = rows(home, "SELECT payload FROM journal WHERE type = 'pallet-closed'")[0]
        assert json.loads(payload)["marked"] is False
        (pallet,) = rows(home, "SELECT sscc FROM unit WHERE kind = 'pallet'")[0]
        for copy in range(2):
            assert station.handle(f"]C100{pallet}").reason.word == ("label-verified", "pallet-ready")[copy]
        plan(system, "T1", "2027-01-04", (A, ""))
        assert loading(system, pallet) == ["trip-opened", "pallet-loaded", "undone"]
        grant(system, (A, "TAB-A", 12, ""))
        assert loading(system, pallet) == ["trip-already-open", "marks-due", "nothing-to-undo"]


def test_the_waybill_keeps_the_sentence_of_its_day_whatever_the_rules_say_later(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    own = BATTERY_RULES.read_text(encoding="utf-8").replace(
        "non soumis aux autres", "non soumis, selon nous, aux autres"
    )
    (home / "adr.toml").write_text(own, encoding="utf-8")
    with packed(home, "2027-01-04", trip="2027-01-04") as (system, carton):
        depart(system, "T1", palletise(system, carton))
    (home / "adr.toml").unlink()
    with desk(home) as system:
        assert "non soumis, selon nous, aux autres prescriptions." in reading.text(
            system.papers.document("waybill", "T1")
        )


@pytest.mark.parametrize(
    ("text", "told"),
    [("[[edition]", "adr.toml"), ("edition = 3", "adr.toml\u00a0: Attendu"), ("", "adr.toml\u00a0: Attendu")],
)
def test_rules_that_cannot_be_read_stop_the_desk_with_their_place(tmp_path: Path, text: str, told: str) -> None:
    home = stocked_home(tmp_path)
    (home / "adr.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        battery_rules(home)
    assert told in str(refused.value)
    answer = run(home, "progress")
    assert answer.returncode == 3
    assert b"adr.toml" in answer.stderr
    assert b"Traceback" not in answer.stderr


def test_the_sheet_of_serial_numbers_is_a_paper_of_the_delivery(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with packed(home, "2027-01-04", trip="2027-01-04") as (system, carton):
        draft = system.papers.document("serial-codes", ORDER_A)
        assert "PROJET" in reading.text(draft)
        depart(system, "T1", palletise(system, carton))
        pdf = system.papers.document("serial-codes", "DLN-2027-000001")
        assert pdf == system.papers.document("serial-codes", ORDER_A)
        assert ("]C0", b"DLN-2027-000001") in reading.symbols(pdf)
        assert "PROJET" not in reading.text(pdf)
    drawn = run(home, "document", "serial-codes", ORDER_A, "-o", tmp_path / "codes.pdf")
    assert (drawn.returncode, (tmp_path / "codes.pdf").read_bytes()) == (0, pdf)
