"""Weights at a desk with scales: from the platform to the label, the papers and the journal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dispatch.bootstrap import System
from dispatch.domain.errors import InputError
from dispatch.domain.papers import PackingList
from dispatch.domain.scales import ScaleRole
from dispatch.services.labels import label_of
from dispatch.services.outcome import Outcome
from dispatch.services.picture_building import picture_of
from dispatch.services.pictures import PackingPicture, PalletPicture
from dispatch.services.ports import UnitRow
from dispatch.services.station import Station
from dispatch.services.task_states import load_state
from dispatch.workflows import tasks
from tests.services.desks import (
    ORDER_A,
    announce,
    depart,
    desk,
    done,
    frozen,
    give,
    grant,
    issued,
    plan,
    receive,
    stocked_home,
)
from tests.support.campaign import A
from tests.support.homes import rows

SCALES: dict[str, ScaleRole] = {"Colis": "cartons", "Palettes": "pallets"}
FULL_G = 6_500
"""Ten tablets of 600 g and their carton."""


@contextmanager
def at_desk(home: Path, station: str = "POSTE-1", **changes: Any) -> Iterator[System]:
    """A desk with a scale for cartons and one for pallets."""
    with desk(home, station) as system:
        system.configuration = replace(system.configuration, scales=SCALES, **changes)
        yield system


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Three cartons of ten tablets in stock, thirty granted."""
    home = stocked_home(tmp_path)
    with desk(home) as system:
        grant(system, (A, "TAB-A", 30, ""))
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10, 10, 10)
        receive(system, "FAB-00000", "FAB-00001", "FAB-00002")
    return home


def on_scale(station: Station, grams: int, scale: str = "Colis") -> Outcome:
    """A load stands still on a scale of the desk."""
    return station.handle(f"WGT-{grams}/S S {grams / 1000:10.3f} kg", scanner=scale)


def to_weigh(system: System, carton: str = "FAB-00000") -> tuple[Station, str]:
    """A sealed carton of the order, closed and not weighed; its SSCC."""
    station = system.station("pack")
    done(station, ORDER_A)
    outcome = station.handle(carton)
    assert (outcome.reason.word, outcome.state, outcome.prints) == ("carton-to-weigh", "awaiting-weight", ())
    return station, str(outcome.args["sscc"])


def weighed(system: System, carton: str, grams: int) -> str:
    """A sealed carton, weighed, labelled, its label read back; its SSCC."""
    station, sscc = to_weigh(system, carton)
    assert on_scale(station, grams).reason.word == "weighed"
    done(station, f"]C100{sscc}")
    return sscc


def unit(system: System, sscc: str) -> UnitRow:
    with system.store.reading() as reads:
        found = reads.unit(sscc)
    assert found is not None
    return found


def reasons(*outcomes: Outcome) -> list[str]:
    return [outcome.reason.word for outcome in outcomes]


def jobs(home: Path) -> list[tuple[str, str]]:
    """Reference and state of each print job."""
    return [(ref, state) for ref, state in rows(home, "SELECT ref, state FROM print_job ORDER BY id")]


# -- cartons --------------------------------------------------------------------------------------------------------


def test_a_carton_is_weighed_before_its_label_which_says_what_the_scale_said(home: Path) -> None:
    with at_desk(home) as system:
        station, sscc = to_weigh(system)
        assert jobs(home) == []
        outcome = on_scale(station, 6_405)
        assert (outcome.reason.word, outcome.state, [job.ref for job in outcome.prints]) == (
            *("weighed", "awaiting-label", [sscc]),
        )
        row = unit(system, sscc)
        assert (row.status, row.weight_g, row.expected_g, row.tolerance_g) == ("awaiting-label", 6_405, FULL_G, 300)
        assert jobs(home) == [(sscc, "queued")]
        with system.store.reading() as reads:
            assert label_of(sscc, reads, system.configuration).gross_weight_g == 6_405
        (raw,) = rows(home, "SELECT raw FROM scan_log ORDER BY id DESC LIMIT 1")
        assert raw == ("WGT-6405/S S      6.405 kg",)
        assert done(station, f"]C100{sscc}").reason.word == "label-verified"
        assert unit(system, sscc).status == "closed"


def test_before_it_is_weighed_a_carton_has_no_label(home: Path) -> None:
    with at_desk(home) as system:
        _, sscc = to_weigh(system)
        with system.store.reading() as reads, pytest.raises(InputError, match="pas encore pesé"):
            label_of(sscc, reads, system.configuration)


def test_a_desk_that_died_finds_the_carton_that_is_to_be_weighed(home: Path) -> None:
    with at_desk(home) as system:
        _, sscc = to_weigh(system)
    with at_desk(home) as system:
        station = system.station("pack")
        outcome = station.handle("FAB-00001")
        assert (outcome.reason.word, outcome.state) == ("weight-expected", "awaiting-weight")
        assert [notice.word for notice in outcome.notices] == ["resumed"]
        assert outcome.answer(system.messages)["prompt"] == "Posez le colis sur la balance (6,50\u00a0kg)"
        assert on_scale(station, FULL_G).args["sscc"] == sscc


def test_a_dead_scale_keeps_nobody(home: Path) -> None:
    with at_desk(home) as system:
        station, sscc = to_weigh(system)
        assert reasons(done(station, "CMD-NEXT")) == ["not-weighed"]
        row = unit(system, sscc)
        assert (row.status, row.weight_g, row.expected_g, row.tolerance_g) == ("awaiting-label", FULL_G, None, None)
        assert jobs(home) == [(sscc, "queued")]
    told = rows(home, "SELECT payload FROM journal WHERE type = 'weighing-skipped'")
    assert told == [(f'{{"awaits_label":true,"expected_g":6500,"reason":"","sscc":"{sscc}","tolerance_g":300}}',)]


def test_e_col_09_a_weight_outside_is_accepted_by_a_shift_lead_only(home: Path) -> None:
    with desk(home) as system:
        give(system, "operators", "badge;nom;roles", ("P1", "Paule", "PREPARATEUR"), ("C1", "Camille", "CHEF_EQUIPE"))
    with at_desk(home) as system:
        station = system.station("pack", "P1")
        done(station, ORDER_A, "FAB-00000")
        off = on_scale(station, 5_900)
        assert (off.reason.word, off.rule) == ("carton-weight-under", "E-COL-09")
        assert off.sentence(system.messages) == (
            "Trop léger\u00a0: poids 5,90\u00a0kg, attendu 6,50\u00a0kg. Recomptez le colis."
        )
        assert off.prompt_key == "pack.weight-off"
        asked = [station.handle(scan) for scan in ("CMD-CONFIRM", "RSN-ECART-POIDS", "OPR-P1", "OPR-C1")]
        assert reasons(*asked) == ["accept-weight", "accept-weight", "approver-refused", "weighed"]
        assert asked[-1].prompt_key == "pack.awaiting-label"
        assert unit(system, str(asked[-1].args["sscc"])).weight_g == 5_900
    told = rows(home, "SELECT operator, approver, payload FROM journal WHERE type = 'unit-weighed'")
    assert [(operator, approver, '"reason":"ECART_POIDS"' in payload) for operator, approver, payload in told] == [
        ("P1", "C1", True)
    ]


def test_after_a_refused_weight_the_carton_is_counted_and_weighed_again_or_opened(home: Path) -> None:
    with at_desk(home) as system:
        station, sscc = to_weigh(system)
        assert reasons(on_scale(station, 5_900), station.handle("CMD-NEXT")) == ["carton-weight-under", "skip-weighing"]
        assert reasons(station.handle("CMD-UNDO")) == ["undone"]
        assert unit(system, sscc).status == "void"
        assert station.handle("FAB-00000").reason.word == "carton-to-weigh"
        assert on_scale(station, FULL_G).reason.word == "weighed"


def test_a_weighing_is_taken_back_with_the_label_that_it_queued(home: Path) -> None:
    with at_desk(home) as system:
        station, sscc = to_weigh(system)
        on_scale(station, 6_405)
        assert reasons(station.handle("CMD-UNDO"), station.handle("CMD-CONFIRM")) == ["destroy-label", "undone"]
        row = unit(system, sscc)
        assert (row.status, row.weight_g, row.expected_g) == ("awaiting-weight", FULL_G, FULL_G)
        assert jobs(home) == [(sscc, "cancelled")]
        on_scale(station, 6_505)
        system.store.outbox.claim(2, "labels", "2027-03-01T11:00:00.000Z")
        system.store.outbox.finish(2, "printed", "", "2027-03-01T11:00:00.000Z")
        assert reasons(station.handle("CMD-UNDO"), station.handle(f"]C100{sscc}")) == ["destroy-label", "undone"]
        assert reasons(done(station, "CMD-NEXT"), done(station, f"]C100{sscc}")) == ["not-weighed", "label-verified"]
        assert unit(system, sscc).status == "closed"


def test_the_question_about_a_weight_outlives_what_other_desks_do(home: Path) -> None:
    with at_desk(home) as system:
        give(
            system,
            "items",
            "reference;fabricant;designation;famille;par_carton;poids_g",
            ("ENC", "ACME", "Enclume d’essai", "accessoire", 1, 14_900),
        )
        grant(system, (A, "ENC", 1, ""))
        announce(system, "AV-2", "ENC-", "ENC", "E-", 1)
        receive(system, "ENC-00000")
        station, _ = to_weigh(system, "ENC-00000")
        assert on_scale(station, 15_100).reason.word == "carton-heavy"
        done(system.station("pack", name="POSTE-2"), ORDER_A)
        assert reasons(station.handle("CMD-CONFIRM")) == ["weighed"]


# -- whose weight it is ---------------------------------------------------------------------------------------------


def test_only_the_scale_for_cartons_and_the_console_say_what_a_carton_weighs(home: Path) -> None:
    with at_desk(home) as system:
        station, _ = to_weigh(system)
        said = [on_scale(station, FULL_G, scanner) for scanner in ("Palettes", "Douchette", "window", "console")]
        assert reasons(*said) == ["weight-not-awaited", "weight-expected", "weight-expected", "weighed"]
        assert reasons(on_scale(station, FULL_G), on_scale(station, FULL_G, "Douchette")) == [
            *("weight-not-awaited", "label-not-verified"),
        ]


def test_a_desk_without_a_scale_takes_no_weight_and_asks_for_none(home: Path) -> None:
    with desk(home) as system:
        station = system.station("pack")
        done(station, ORDER_A)
        assert reasons(station.handle("WGT-6500"), station.handle("WGT-6500", scanner="Colis")) == [
            *("no-scale", "unknown-code"),
        ]
        assert reasons(station.handle("FAB-00000")) == ["carton-assigned"]


def test_a_scale_that_is_taken_away_leaves_its_cartons_to_be_passed_over(home: Path) -> None:
    with at_desk(home) as system:
        to_weigh(system)
    with desk(home) as system:
        station = system.station("pack")
        assert reasons(station.handle("WGT-6500"), done(station, "CMD-NEXT")) == ["no-scale", "not-weighed"]


# -- pallets and papers ---------------------------------------------------------------------------------------------


def test_a_pallet_weighs_what_its_cartons_weighed_and_the_papers_say_so(home: Path) -> None:
    with at_desk(home) as system:
        plan(system, "T1", "2027-03-01", (A, ""))
        cartons = [weighed(system, "FAB-00000", 6_405), weighed(system, "FAB-00001", 6_605)]
        station = system.station("palletise")
        closed = done(station, *(f"]C100{sscc}" for sscc in cartons), "CMD-CLOSE")
        pallet = str(closed.args["sscc"])
        assert (closed.reason.word, closed.state, closed.prints) == ("pallet-to-weigh", "awaiting-weight", ())
        row = unit(system, pallet)
        assert (row.status, row.expected_g, row.tolerance_g) == ("awaiting-weight", 25_000 + 13_010, 3_202)
        assert reasons(
            on_scale(station, 38_000), on_scale(station, 31_500, "Palettes"), on_scale(station, 44_500, "Palettes")
        ) == ["weight-not-awaited", "pallet-weight-under", "pallet-weight-over"]
        assert on_scale(station, 37_500, "Palettes").reason.word == "weighed"
        assert reasons(done(station, f"]C100{pallet}", f"]C100{pallet}")) == ["pallet-ready"]
        assert unit(system, pallet).weight_g == 37_500
        depart(system, "T1", pallet)
        paper = frozen(system, next(row for row in issued(system, "T1") if row.kind == "packing-list"))
        assert isinstance(paper, PackingList)
        (packed,) = paper.pallets
        assert (packed.weight_g, [carton.weight_g for carton in packed.cartons]) == (37_500, [6_405, 6_605])


def test_a_pallet_that_waits_for_its_scale_is_found_again_and_never_above_what_its_site_takes(home: Path) -> None:
    with at_desk(home) as system:
        sites = "uai;nom;adresse;code_postal;commune;quai;poids_max_kg"
        give(system, "sites", sites, (A, "Lycée d’essai A", "1 rue A", "75004", "Paris", "non", 32))
        station = system.station("palletise")
        done(station, f"]C100{weighed(system, 'FAB-00000', FULL_G)}", "CMD-CLOSE")
    with at_desk(home) as system:
        station = system.station("palletise")
        assert reasons(on_scale(station, 32_500, "Palettes"), on_scale(station, 31_000, "Palettes")) == [
            *("pallet-too-heavy", "weighed"),
        ]


def test_what_is_drawn_is_the_closed_carton_and_pallet(home: Path) -> None:
    with at_desk(home) as system:
        to_weigh(system)
        with system.store.reading() as reads:
            drawn = picture_of(load_state("pack", system.configuration, reads), "POSTE-1", reads)
        assert isinstance(drawn, PackingPicture)
        assert drawn.carton is not None
        assert (drawn.carton.closed, drawn.carton.labelled, len(drawn.carton.serials)) == (True, False, 10)
        station = system.station("pack")
        sscc = on_scale(station, FULL_G).args["sscc"]
        done(station, f"]C100{sscc}")
        done(system.station("palletise"), f"]C100{sscc}", "CMD-CLOSE")
        with system.store.reading() as reads:
            state: tasks.State = load_state("palletise", system.configuration, reads)
            pallet = picture_of(state, "POSTE-1", reads)
        assert isinstance(pallet, PalletPicture)
        assert (pallet.closed, pallet.labelled, pallet.weight_g) == (True, False, 31_500)
