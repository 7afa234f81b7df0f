"""Sites, items and operators a second time: what is present is updated, and nothing that is packed is contradicted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dispatch.bootstrap import System
from dispatch.domain.catalogue import TradeItem
from dispatch.services.messages import Messages
from tests.services.desks import (
    LAPTOP,
    ORDER_A,
    SITE_A,
    SITE_B,
    TABLET,
    announce,
    codes,
    counts,
    desk,
    give,
    grant,
    pack,
    receive,
    stocked_home,
)
from tests.support.campaign import ITEMS, SITES, A, B, C
from tests.support.homes import rows

COLUMNS = ITEMS.split(";")


def tablet(**changes: object) -> list[object]:
    """The row of the tablet with other cells."""
    values: dict[str, Any] = dict(zip(COLUMNS, TABLET, strict=True))
    return [*(values | changes).values()]


def items(system: System) -> dict[str, TradeItem]:
    with system.store.reading() as reads:
        return {**reads.items()}


def packed(system: System, *, received: bool = True) -> None:
    """A carton of ten tablets is announced, and packed where it is received."""
    grant(system, (A, "TAB-A", 10, "eleves"))
    announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10)
    if received:
        receive(system, "FAB-00000")
        pack(system, ORDER_A, "FAB-00000")


# -- sites ----------------------------------------------------------------------------------------------------------


def test_a_site_in_the_file_is_updated_one_that_is_missing_stays(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        renamed = (A, "Lycée d’essai rebaptisé", *SITE_A[2:])
        assert counts(give(system, "sites", SITES, renamed, (C, *SITE_A[1:]))) == (2, 1, 1, 0)
        with system.store.reading() as reads:
            known = {uai: reads.site(uai) for uai in (A, B, C)}
        assert {uai: site.name for uai, site in known.items() if site} == {
            A: "Lycée d’essai rebaptisé",
            B: "Lycée d’essai B",
            C: "Lycée d’essai A",
        }


def test_yes_no_and_silence_about_a_dock_are_three_things(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        silent = (*SITE_B[:5], "", "", "")
        assert counts(give(system, "sites", SITES, silent)) == (1, 0, 1, 0)
        assert counts(give(system, "sites", SITES, silent)) == (1, 0, 0, 1)
    assert rows(home, "SELECT uai, dock FROM site ORDER BY uai") == [(A, 0), (B, None)]


def test_what_a_file_has_no_column_for_stays_as_it_was(tmp_path: Path) -> None:
    """The Ministry's list comes again and knows nothing of docks; an empty cell on the other hand empties."""
    home = stocked_home(tmp_path)
    with desk(home) as system:
        told = f"{SITES};consignes;contact"
        assert counts(give(system, "sites", told, (*SITE_A, "Sonner", "Mme Essai"))) == (1, 0, 1, 0)
        ministry = "numero_uai;appellation_officielle;code_postal_uai;libelle_commune"
        assert counts(give(system, "sites", ministry, (A, "Lycée rebaptisé", "75012", "Paris"))) == (1, 0, 1, 0)
        with system.store.reading() as reads:
            site = reads.site(A)
        assert site is not None
        assert (site.name, site.postcode, site.address, site.dock) == ("Lycée rebaptisé", "75012", "1 rue A", False)
        assert (site.instructions, site.contact) == ("Sonner", "Mme Essai")
        give(system, "sites", "uai;nom;code_postal;commune;contact", (A, "Lycée rebaptisé", "75012", "Paris", ""))
    assert rows(home, "SELECT contact, instructions FROM site WHERE uai = ?", A) == [("", "Sonner")]


# -- operators ------------------------------------------------------------------------------------------------------


def test_an_operator_gets_other_roles_and_no_other_operator_changes(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    heading, lead = "badge;nom;roles", ("CHEF-1", "Cheffe d’essai", "CHEF_EQUIPE")
    with desk(home) as system:
        packer = ("PREP-1", "Préparateur d’essai", "PREPARATEUR RECEPTION")
        assert counts(give(system, "operators", heading, lead, packer)) == (2, 2, 0, 0)
        assert counts(give(system, "operators", heading, (*packer[:2], "PREPARATEUR"), lead)) == (2, 0, 1, 1)
        assert counts(give(system, "operators", heading, lead)) == (1, 0, 0, 1)
    assert rows(home, "SELECT badge, roles FROM operator ORDER BY badge") == [
        ("CHEF-1", "CHEF_EQUIPE"),
        ("PREP-1", "PREPARATEUR"),
    ]


# -- items ----------------------------------------------------------------------------------------------------------

CONTRADICTIONS = [
    ("gtin", "09521234500049", "09521234500018"),
    ("fabricant", "BOLT", "ACME"),
    ("par_carton", "5", "10"),
    ("poids_g", "601", "600"),
    ("tare_carton_g", "0", "500"),
    ("batteries", "2", "1"),
    ("cellules", "3", "2"),
    ("wh_batterie", "30.5", "28.5"),
]


@pytest.mark.parametrize(("column", "value", "before"), CONTRADICTIONS)
def test_an_item_keeps_what_its_packed_units_rely_on(tmp_path: Path, column: str, value: str, before: str) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        packed(system)
        known = items(system)
        report = give(system, "items", ITEMS, LAPTOP, tablet(**{column: value}))
        assert codes(report) == [(3, column, value, "item-contradicts-packed", None)]
        assert report.errors[0].args == {"before": before, "packed": 10}
        assert counts(report) == (2, 0, 0, 0)
        assert items(system) == known


def test_an_item_that_had_serials_cannot_lose_them_once_devices_are_announced(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        packed(system, received=False)
        report = give(system, "items", f"{ITEMS};serie", [*TABLET, "non"])
        assert codes(report) == [(2, "serie", "non", "item-contradicts-packed", None)]
        said = report.as_json(Messages("en"))["errors"][0]["message"]
        assert said == "“non” instead of “oui”: 10 devices are already announced or packed. Put it back."


def test_words_and_sizes_may_change_at_any_time(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        packed(system)
        changed = tablet(designation="Tablette rebaptisée", famille="accessoire", carton_mm="410x300x250")
        assert counts(give(system, "items", ITEMS, changed)) == (1, 0, 1, 0)
        assert items(system)["TAB-A"].designation == "Tablette rebaptisée"


def test_before_anything_is_packed_an_item_may_change_but_for_the_maker_of_announced_devices(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        packed(system, received=False)
        before = items(system)["TAB-A"]
        assert counts(give(system, "items", ITEMS, tablet(poids_g=601, par_carton=5))) == (1, 0, 1, 0)
        assert items(system)["TAB-A"] == replace(before, weight_g=601, per_carton=5)
        report = give(system, "items", ITEMS, tablet(fabricant="BOLT"))
        assert codes(report) == [(2, "fabricant", "BOLT", "item-contradicts-packed", None)]


def test_a_column_that_the_items_file_lacks_contradicts_nothing(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        packed(system)
        short = "reference;designation;famille;par_carton;poids_g"
        before = items(system)["TAB-A"]
        report = give(system, "items", short, ("TAB-A", "Tablette rebaptisée", "tablette", 10, 600))
        assert (report.errors, counts(report)) == ((), (1, 0, 1, 0))
        assert items(system)["TAB-A"] == replace(before, designation="Tablette rebaptisée")


def test_gtins_are_exchanged_between_two_items(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        swapped = (tablet(gtin=LAPTOP[1]), [LAPTOP[0], TABLET[1], *LAPTOP[2:]])
        assert counts(give(system, "items", ITEMS, *swapped)) == (2, 0, 2, 0)
        assert {i.reference: i.gtin for i in items(system).values()} == {"TAB-A": LAPTOP[1], "LAP-B": TABLET[1]}
        assert counts(give(system, "items", ITEMS, *swapped)) == (2, 0, 0, 2)


def test_a_gtin_moves_to_a_new_item_when_its_owner_gives_it_up(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        successor = ["TAB-C", *TABLET[1:]]
        assert counts(give(system, "items", ITEMS, successor, tablet(gtin=""))) == (2, 1, 1, 0)
        assert {i.reference: i.gtin for i in items(system).values()} == {
            "TAB-A": None,
            "TAB-C": TABLET[1],
            "LAP-B": LAPTOP[1],
        }


def test_a_gtin_that_its_owner_keeps_is_refused_to_another_item(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        report = give(system, "items", ITEMS, ["TAB-C", *TABLET[1:]])
        assert codes(report) == [(2, "gtin", TABLET[1], "gtin-known", None)]
        said = report.as_json(Messages("en"))["errors"][0]["message"]
        assert said == "GTIN 09521234500018 is already that of item TAB-A. Correct one of them."
        assert set(items(system)) == {"TAB-A", "LAP-B"}
