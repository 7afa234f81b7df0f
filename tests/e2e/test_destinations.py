"""Where trucks go: Corsica and overseas are told at the import and refused at the desk; several stops take seals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dispatch.bootstrap import opened
from tests.services.desks import (
    ORDER_A,
    ORDER_B,
    SITE_A,
    SITE_B,
    announce,
    grant,
    load,
    pack,
    palletise,
    plan,
    receive,
    stocked_home,
)
from tests.support import campaign
from tests.support.campaign import SITES, A, B
from tests.support.console import Console, run

AJACCIO = (*SITE_A[:3], "20000", "Ajaccio", *SITE_A[5:])


def moved(home: Path) -> Any:
    """The report of an import in which the first lycée is in Corsica."""
    file = campaign.write(home.parent / "moved.csv", SITES, [AJACCIO, SITE_B])
    imported = run(home, "import", "sites", file, "--json")
    assert imported.returncode == 0, imported.stderr.decode()
    return json.loads(imported.stdout)


def loaded(home: Path, stops: int) -> list[str]:
    """A trip to both lycées, a pallet packed for each, those of the first stops in the truck; SSCC of all."""
    with opened(home) as system:
        grant(system, (A, "TAB-A", 10, ""), (B, "TAB-A", 10, ""))
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10, 10)
        receive(system, "FAB-00000", "FAB-00001")
        plan(system, "T1", campaign.today(), (A, ""), (B, ""))
        cartons = [pack(system, order, f"FAB-0000{n}") for n, order in enumerate((ORDER_A, ORDER_B))]
        pallets = [palletise(system, *mine) for mine in cartons]
        load(system, "T1", *reversed(pallets[:stops]))
        return pallets


def test_a_lycee_in_corsica_is_told_at_the_import_and_its_order_is_never_packed(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with opened(home) as system:
        grant(system, (A, "TAB-A", 10, ""), (B, "TAB-A", 10, ""))
    (warning,) = moved(home)["warnings"]
    assert (warning["line"], warning["column"], warning["value"], warning["rule"]) == (2, "code_postal", "20000", None)
    assert warning["message"].startswith("Code postal «\u00a020000\u00a0»\u00a0: Corse ou outre-mer")
    with Console(home, "pack") as console:
        answer = console.scan(ORDER_A)
        assert (answer["tone"], answer["reason"]) == ("refused", "site-beyond-road")
        assert answer["message"].startswith("Lycée d’essai A (Ajaccio)\u00a0: 20000, Corse ou outre-mer")
        assert ORDER_B in console.scan("CMD-NEXT")["message"]
        assert console.scans("CMD-NEXT") == [("info", "no-order-left")]


def test_a_pallet_for_a_lycee_in_corsica_is_never_loaded(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    pallets = loaded(home, 0)
    moved(home)
    with Console(home, "load") as console:
        refused, taken = (console.scan(f"]C100{pallet}") for pallet in pallets)
    assert (refused["tone"], refused["reason"]) == ("refused", "site-beyond-road")
    assert "20000" in refused["message"]
    assert (taken["tone"], taken["reason"]) == ("accepted", "pallet-loaded")


@pytest.mark.parametrize("stops", [1, 2])
def test_before_a_departure_of_several_stops_the_seals_to_hand_over_are_counted(tmp_path: Path, stops: int) -> None:
    home = stocked_home(tmp_path)
    loaded(home, stops)
    with Console(home, "load") as console:
        assert console.scans("CMD-CLOSE", "SC-1") == [("info", "seal-expected"), ("accepted", "seal-recorded")]
        answer = console.scan("CMD-CLOSE")
    assert answer["reason"] == "departure-summary"
    assert answer["notices"].count("seals-to-hand") == (stops > 1)
    assert ("Scellés à remettre au chauffeur\u00a0: 2, " in answer["message"]) == (stops > 1)
