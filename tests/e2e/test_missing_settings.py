"""What a home lacks is said at the first scan that needs it, and names the setting."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e import crew
from tests.support import campaign
from tests.support.console import Desk, run
from tests.support.homes import rows, town_home

ORDER = f"ORD-{campaign.A}-1"


def packed(home: Path) -> str:
    """A labelled carton."""
    with Desk(home, "receive") as desk:
        crew.receive(desk, ["FAB-00000"])
    with Desk(home, "pack") as desk:
        crew.settled(desk, ORDER)
        return crew.labelled(desk, crew.settled(desk, "FAB-00000"))


def test_without_a_company_prefix_no_order_is_opened(tmp_path: Path) -> None:
    home = town_home(tmp_path, gs1__company_prefix="")
    with Desk(home, "pack") as desk:
        for scan in (ORDER, "CMD-NEXT"):
            given = desk.scan(scan)
            assert (given["tone"], given["reason"]) == ("refused", "no-company-prefix")
            assert "gs1.company_prefix" in given["message"]
    assert run(home, "settings", "gs1.company_prefix", "9521234").returncode == 0
    assert packed(home)


def test_without_a_label_printer_nothing_is_begun_that_needs_a_label(tmp_path: Path) -> None:
    home = town_home(tmp_path)
    carton = packed(home)
    settings = home / "settings.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('role = "labels"', 'role = "documents"'), encoding="utf-8")
    with Desk(home, "pack") as desk:
        assert desk.scans(f"ORD-{campaign.B}-1") == [("refused", "no-printer")]
    with Desk(home, "palletise") as desk:
        assert desk.scans(f"00{carton}") == [("refused", "no-printer")]
    assert rows(home, "SELECT COUNT(*) FROM unit") == [(1,)]


def test_without_a_document_printer_no_truck_is_loaded(tmp_path: Path) -> None:
    home = town_home(tmp_path, documents=None)
    with Desk(home, "load") as desk:
        assert desk.scans("TRP-T1", "DOCK-1", "TRP-T1") == [("refused", "no-printer")] * 3


@pytest.mark.parametrize("setting", ["shipper.name", "shipper.address", "loading.address"])
def test_without_a_mention_of_the_waybill_no_truck_departs(tmp_path: Path, setting: str) -> None:
    home = town_home(tmp_path, without=[setting])
    carton = packed(home)
    with Desk(home, "palletise") as desk:
        (pallet,) = crew.palletise(desk, [carton])
    with Desk(home, "load") as desk:
        desk.scans("TRP-T1", f"00{pallet}", "CMD-CLOSE", "SC-1")
        given = desk.scan("CMD-CLOSE")
        assert (given["tone"], given["reason"], given["rule"]) == ("refused", "waybill-incomplete", "E-CHG-09")
        assert setting in given["message"]
    assert rows(home, "SELECT status FROM trip WHERE number = 'T1'") == [("loading",)]


def test_a_carrier_without_address_does_not_depart(tmp_path: Path) -> None:
    """T3 goes to D; its carrier has neither address nor SIREN."""
    home = town_home(tmp_path)
    with Desk(home, "receive") as desk:
        crew.receive(desk, ["FAB-00000"])
    with Desk(home, "pack") as desk:
        crew.settled(desk, f"ORD-{campaign.D}-1")
        carton = crew.labelled(desk, crew.settled(desk, "FAB-00000"))
    with Desk(home, "palletise") as desk:
        (pallet,) = crew.palletise(desk, [carton])
    with Desk(home, "load") as desk:
        desk.scans("TRP-T3", f"00{pallet}", "CMD-CLOSE", "SC-1")
        assert desk.scans("CMD-CLOSE") == [("refused", "waybill-incomplete")]
