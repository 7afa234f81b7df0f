"""Badges: once one operator is registered, each task wants its role, and what is grave wants a lead."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e import crew
from tests.support import campaign
from tests.support.console import Console, Desk, answer
from tests.support.homes import rows, town_home

ORDER = f"ORD-{campaign.A}-1"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A town with two cartons in stock, received before anybody had a badge."""
    home = town_home(tmp_path)
    with Desk(home, "receive") as desk:
        crew.receive(desk, ["FAB-00000", "FAB-00001"])
    assert answer(home, "import", "operators", campaign.operators(tmp_path / "operators.csv"))["created"] == 6
    return home


def operators(home: Path, kind: str) -> list[tuple[str, str]]:
    """Operator and approver of each entry of a kind."""
    sql = "SELECT operator, approver FROM journal WHERE type = ? ORDER BY seq"
    return [(who, by) for who, by in rows(home, sql, kind)]


def reprinted(desk: Desk) -> tuple[str, str]:
    return desk.scans("CMD-REPRINT", "RSN-ETIQUETTE-ABIMEE")[-1]


def test_without_a_badge_nothing_is_done(home: Path) -> None:
    with Desk(home, "pack") as desk:
        for scan in (ORDER, "FAB-00000", "S-000001", "CMD-NEXT", "CMD-CLOSE", "CMD-UNDO"):
            assert desk.scans(scan) == [("refused", "badge-required")]
    assert operators(home, "order-opened") == []


def test_a_badge_opens_the_tasks_of_its_roles_and_no_other(home: Path) -> None:
    with Desk(home, "receive") as desk:
        assert desk.scans("OPR-NOBODY", "FAB-00002") == [("refused", "unknown-badge"), ("refused", "badge-required")]
        assert desk.scans("OPR-PREP-1", "FAB-00002") == [("info", "signed-in"), ("refused", "role-missing")]
        assert desk.scans("OPR-AUD-1", "FAB-00002") == [("info", "signed-in"), ("refused", "role-missing")]
        assert desk.scans("OPR-REC-1", "FAB-00002") == [("info", "signed-in"), ("accepted", "carton-received")]
    assert operators(home, "carton-received") == [("POSTE-1", ""), ("POSTE-1", ""), ("REC-1", "")]


@pytest.mark.parametrize("badge", ["PREP-1", "OPR-PREP-1"])
def test_a_badge_may_be_given_at_the_start(home: Path, badge: str) -> None:
    with Console(home, "pack", "POSTE-1", "--operator", badge) as desk:
        assert desk.scans(ORDER) == [("accepted", "order-opened")]
    assert operators(home, "order-opened") == [("PREP-1", "")]


def test_a_badge_nobody_knows_opens_nothing(home: Path) -> None:
    with Desk(home, "pack", operator="NOBODY") as desk:
        assert desk.scans(ORDER) == [("refused", "badge-required")]


def test_another_operator_signs_in_without_losing_the_carton(home: Path) -> None:
    with Desk(home, "pack", operator="PREP-1") as desk:
        assert desk.scans(ORDER, "S-000001", "CMD-CONFIRM")[-1] == ("accepted", "device-packed")
        signed = desk.scan("OPR-CHEF-1")
        assert (signed["reason"], signed["state"], signed["notices"]) == ("signed-in", "carton-open", [])
        assert desk.scans("S-000002") == [("accepted", "device-packed")]
    assert operators(home, "device-packed") == [("PREP-1", ""), ("CHEF-1", "")]


def test_the_third_reprint_wants_a_reason_and_a_lead_who_is_not_the_packer(home: Path) -> None:
    with Desk(home, "pack", operator="PREP-1") as desk:
        sscc = crew.label_of([desk.scan(ORDER), desk.scan("FAB-00000")][-1])
        assert [reprinted(desk), reprinted(desk)] == [("accepted", "reprinted")] * 2
        assert desk.scan("CMD-REPRINT")["needs"] == "reason"
        asked = desk.scan("RSN-ETIQUETTE-ABIMEE")
        assert (asked["tone"], asked["reason"], asked["needs"]) == ("confirm", "reprint-reason", "badge")
        assert desk.scans("OPR-PREP-1", "OPR-NOBODY") == [("refused", "approver-refused"), ("refused", "unknown-badge")]
        assert desk.scans("OPR-REC-1") == [("refused", "approver-refused")]
        assert desk.scans("OPR-CHEF-1") == [("accepted", "reprinted")]
        assert desk.scans(f"00{sscc}") == [("accepted", "label-verified")]
    assert operators(home, "label-reprinted")[:2] == [("PREP-1", "")] * 2
    operator, approver = operators(home, "label-reprinted")[2]
    assert operator == "PREP-1"
    assert "CHEF-1" in approver.split("+")


def test_a_departure_with_pallets_missing_wants_two_badges(home: Path) -> None:
    """T1 goes to A and B; only A's pallet is made."""
    with Desk(home, "pack", operator="PREP-1") as desk:
        crew.settled(desk, ORDER)
        carton = crew.labelled(desk, crew.settled(desk, "FAB-00000"))
    with Desk(home, "palletise", operator="PREP-1") as desk:
        (pallet,) = crew.palletise(desk, [carton])
    with Desk(home, "load", operator="QUAI-1") as desk:
        desk.scans("TRP-T1", f"00{pallet}", "CMD-CLOSE", "SC-1")
        assert desk.scans("CMD-CLOSE") == [("confirm", "departure-summary")]
        asked = desk.scan("CMD-CONFIRM")
        assert (asked["reason"], asked["needs"], asked["rule"]) == ("pallets-missing", "reason", "E-CHG-07")
        assert desk.scan("RSN-MANQUANT-STOCK")["needs"] == "badge"
        assert desk.scan("OPR-CHEF-1")["needs"] == "badge"
        assert desk.scans("OPR-CHEF-1") == [("refused", "approver-refused")]
        assert desk.scans("OPR-SUR-1") == [("accepted", "departed")]
    assert operators(home, "trip-departed") == [("QUAI-1", "CHEF-1+SUR-1")]
    crew.balanced(home)


def test_without_operators_a_reason_card_is_enough_and_is_journalled_unattended(tmp_path: Path) -> None:
    home = town_home(tmp_path)
    with Desk(home, "receive") as desk:
        crew.receive(desk, ["FAB-00000"])
    with Desk(home, "pack") as desk:
        desk.scans(ORDER, "FAB-00000")
        assert [reprinted(desk) for _ in range(3)] == [("accepted", "reprinted")] * 3
    assert operators(home, "label-reprinted") == [("POSTE-1", ""), ("POSTE-1", ""), ("POSTE-1", "unattended")]
