"""Label values: what stands on the label of a unit, and that no name breaks it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dispatch.bootstrap import System
from dispatch.domain.errors import InputError
from dispatch.domain.identifiers import Sscc
from dispatch.domain.logistic_label import LogisticLabel
from dispatch.services.labels import label_of
from tests.documents.reading import squeezed
from tests.documents.reading import text as text_of_pdf
from tests.labels.reading import pictures_of_zpl, symbols, symbols_in, texts
from tests.services.desks import (
    ORDER_A,
    SITE_A,
    TABLET,
    announce,
    depart,
    desk,
    done,
    give,
    grant,
    pack,
    pack_devices,
    palletise,
    plan,
    receive,
    stocked_home,
)
from tests.support.campaign import ITEMS, SITES, A
from tests.support.console import run
from tests.support.homes import rows

HOSTILE = 'Lycée ^XZ~JA "L\'Œuvre" & <b>Fils</b>'


def stock(system: System, granted: int = 12) -> None:
    """A is granted tablets and three laptops; two cartons of tablets and one of laptops are received."""
    grant(system, (A, "TAB-A", granted, ""), (A, "LAP-B", 3, ""))
    announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10, 10)
    announce(system, "AV-2", "LAP-", "LAP-B", "L-", 5)
    receive(system, "FAB-00000", "FAB-00001", "LAP-00000")


def label(system: System, sscc: str) -> LogisticLabel:
    with system.store.reading() as reads:
        return label_of(sscc, reads, system.configuration)


def test_the_label_of_a_carton_says_from_where_to_where_and_which(tmp_path: Path) -> None:
    with desk(stocked_home(tmp_path)) as system:
        stock(system)
        (sscc,) = pack(system, ORDER_A, "FAB-00000")
        assert label(system, sscc) == LogisticLabel(
            sscc=Sscc(sscc),
            kind="carton",
            ship_from=("Expéditeur d’essai", "1 rue des Essais", "77170 Brie-Comte-Robert"),
            ship_to_name="Lycée d’essai A",
            uai=A,
            address=("1 rue A",),
            postcode="75004",
            city="Paris",
            order_no=ORDER_A,
            sequence=1,
            sequence_of=None,
            gross_weight_g=6_500,
            content=None,
            sample=True,
        )


def test_the_label_of_a_pallet_shows_its_number_and_its_weight_with_the_pallet(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        stock(system)
        pallet = palletise(system, *pack(system, ORDER_A, "FAB-00000"))
        value = label(system, pallet)
    assert (value.kind, value.sequence, value.sequence_of, value.order_no) == ("pallet", 1, None, ORDER_A)
    assert value.gross_weight_g == rows(home, "SELECT weight_g FROM unit WHERE sscc = ?", pallet)[0][0]
    assert value.gross_weight_g is not None and value.gross_weight_g > 6_500


def test_a_carton_is_one_of_so_many_once_all_that_was_granted_is_packed(tmp_path: Path) -> None:
    with desk(stocked_home(tmp_path)) as system:
        stock(system)
        made = [*pack(system, ORDER_A, "FAB-00000"), pack_devices(system, ORDER_A, "S-000011", "S-000012")]
        assert [label(system, sscc).rank for sscc in made] == ["Colis 1", "Colis 2"]
        made.append(pack_devices(system, ORDER_A, "L-000001", "L-000002", "L-000003"))
        assert [label(system, sscc).rank for sscc in made] == ["Colis 1/3", "Colis 2/3", "Colis 3/3"]


def test_a_pallet_is_one_of_so_many_once_all_of_its_lycee_stands_on_closed_pallets(tmp_path: Path) -> None:
    with desk(stocked_home(tmp_path)) as system:
        stock(system)
        first = palletise(system, *pack(system, ORDER_A, "FAB-00000"))
        left = [pack_devices(system, ORDER_A, "S-000011", "S-000012")]
        assert label(system, first).rank == "Palette 1"
        left.append(pack_devices(system, ORDER_A, "L-000001", "L-000002", "L-000003"))
        assert label(system, first).rank == "Palette 1"
        station = system.station("palletise")
        done(station, *(f"]C100{carton}" for carton in left))
        assert label(system, first).rank == "Palette 1"
        second = done(station, "CMD-CLOSE").prints[0].ref
        assert [label(system, pallet).rank for pallet in (first, second)] == ["Palette 1/2", "Palette 2/2"]


def test_where_a_number_was_voided_nobody_is_sent_to_look_for_it(tmp_path: Path) -> None:
    with desk(stocked_home(tmp_path)) as system:
        stock(system)
        cartons = pack(system, ORDER_A, "FAB-00000")
        done(system.station("pack"), ORDER_A, "S-000011", "CMD-CLOSE", "CMD-UNDO", "CMD-UNDO")
        cartons.append(pack_devices(system, ORDER_A, "S-000011", "S-000012"))
        cartons.append(pack_devices(system, ORDER_A, "L-000001", "L-000002", "L-000003"))
        assert [label(system, sscc).rank for sscc in cartons] == ["Colis 1", "Colis 3", "Colis 4"]
        done(system.station("palletise"), f"]C100{cartons[0]}", "CMD-CLOSE", "CMD-UNDO", "CMD-UNDO")
        pallets = [palletise(system, *cartons[:2]), palletise(system, cartons[2])]
        assert [label(system, sscc).rank for sscc in pallets] == ["Palette 2", "Palette 3"]


def test_label_pallet_sheet_and_packing_list_say_the_same_rank(tmp_path: Path) -> None:
    with desk(stocked_home(tmp_path)) as system:
        stock(system)
        plan(system, "T1", "2027-03-01", (A, ""))
        cartons = [*pack(system, ORDER_A, "FAB-00000"), pack_devices(system, ORDER_A, "S-000011", "S-000012")]
        cartons.append(pack_devices(system, ORDER_A, "L-000001", "L-000002", "L-000003"))
        pallet = palletise(system, *cartons)
        assert [label(system, sscc).rank for sscc in (pallet, *cartons)] == [
            *("Palette 1/1", "Colis 1/3", "Colis 2/3", "Colis 3/3")
        ]
        depart(system, "T1", pallet)
        for kind, ref in (
            ("packing-list", ORDER_A),
            ("packing-list-outside", ORDER_A),
            ("pallet-sheet", pallet),
        ):
            text = squeezed(text_of_pdf(system.papers.document(kind, ref)))
            assert "Palette1/1" in text
            assert [rank in text for rank in ("1/3", "2/3", "3/3", "1/4")] == [True, True, True, False]


def test_pallets_that_leave_apart_are_not_counted_together(tmp_path: Path) -> None:
    with desk(stocked_home(tmp_path)) as system:
        stock(system)
        plan(system, "T1", "2027-03-01", (A, 1))
        first = palletise(system, *pack(system, ORDER_A, "FAB-00000"))
        depart(system, "T1", first)
        left = pack_devices(system, ORDER_A, "S-000011", "S-000012")
        second = palletise(system, left, pack_devices(system, ORDER_A, "L-000001", "L-000002", "L-000003"))
        assert [label(system, pallet).rank for pallet in (first, second)] == ["Palette 1", "Palette 2"]


def test_pallets_of_two_trucks_of_one_day_are_not_counted_together_either(tmp_path: Path) -> None:
    with desk(stocked_home(tmp_path)) as system:
        stock(system, granted=10)
        plan(system, "T1", "2027-03-01", (A, ""))
        plan(system, "T2", "2027-03-01", (A, ""))
        first = palletise(system, *pack(system, ORDER_A, "FAB-00000"))
        second = palletise(system, pack_devices(system, ORDER_A, "L-000001", "L-000002", "L-000003"))
        assert [label(system, pallet).rank for pallet in (first, second)] == ["Palette 1/2", "Palette 2/2"]
        depart(system, "T1", first)
        depart(system, "T2", second)
        assert [label(system, pallet).rank for pallet in (first, second)] == ["Palette 1", "Palette 2"]
        listed = text_of_pdf(system.papers.document("packing-list", second))
        assert "Palette 2" in listed and "Palette 2/2" not in listed


def test_a_pallet_shows_its_content_where_every_carton_is_full_and_of_one_model(tmp_path: Path) -> None:
    with desk(stocked_home(tmp_path)) as system:
        system.configuration = replace(system.configuration, show_content=True)
        stock(system, granted=20)
        tablets = pack(system, ORDER_A, "FAB-00000", "FAB-00001")
        assert label(system, palletise(system, *tablets)).content == ("09521234500018", 20)


def test_a_part_used_carton_shows_no_content_nor_does_its_pallet(tmp_path: Path) -> None:
    """GS1 pairs (02) with whole trade items: domain rule 1.2."""
    with desk(stocked_home(tmp_path)) as system:
        system.configuration = replace(system.configuration, show_content=True)
        stock(system)
        cartons = [*pack(system, ORDER_A, "FAB-00000"), pack_devices(system, ORDER_A, "S-000011", "S-000012")]
        pallet = palletise(system, *cartons)
        assert [label(system, sscc).content for sscc in (*cartons, pallet)] == [("09521234500018", 10), None, None]


@pytest.mark.parametrize("gtin", ["", "19521234500015"])
def test_a_model_without_a_gtin_of_one_device_shows_no_content(tmp_path: Path, gtin: str) -> None:
    with desk(stocked_home(tmp_path)) as system:
        system.configuration = replace(system.configuration, show_content=True)
        give(system, "items", ITEMS, (TABLET[0], gtin, *TABLET[2:]))
        stock(system)
        (sscc,) = pack(system, ORDER_A, "FAB-00000")
        assert label(system, sscc).content is None


def test_content_is_shown_only_where_it_is_wanted_and_only_of_one_model_with_a_gtin(tmp_path: Path) -> None:
    with desk(stocked_home(tmp_path)) as system:
        stock(system)
        (sscc,) = pack(system, ORDER_A, "FAB-00000")
        assert label(system, sscc).content is None
        system.configuration = replace(system.configuration, show_content=True, mix_models=True)
        assert label(system, sscc).content == ("09521234500018", 10)
        mixed = pack_devices(system, ORDER_A, "S-000011", "L-000001")
        assert label(system, mixed).content is None


def test_a_unit_that_is_unknown_open_or_void_has_no_label(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    unknown = str(Sscc.build(1, "9521234", 77))
    with desk(home) as system:
        stock(system)
        station = system.station("pack")
        done(station, ORDER_A, "S-000001")
        sscc = rows(home, "SELECT sscc FROM unit")[0][0]
        with pytest.raises(InputError, match=f"{sscc} encore ouvert"):
            label(system, sscc)
        done(station, "CMD-UNDO")
        assert rows(home, "SELECT status FROM unit") == [("void",)]
        with pytest.raises(InputError, match=f"{sscc} annulé"):
            label(system, sscc)
        with pytest.raises(InputError, match=unknown):
            label(system, unknown)
    refused = run(home, "--lang", "fr", "label", unknown)
    assert (refused.returncode, refused.stdout) == (3, b"")
    assert refused.stderr.decode() == f"Code inconnu\u00a0: {unknown}.\n"


def test_a_hostile_name_stands_on_the_label_as_it_is_written(tmp_path: Path) -> None:
    """`^` and `~` begin printer commands: none of the name's is one, in what a printer draws every symbol is read."""
    home = stocked_home(tmp_path)
    with desk(home) as system:
        give(system, "sites", SITES, (A, f'"{HOSTILE.replace(chr(34), chr(34) * 2)}"', *SITE_A[2:]))
        stock(system)
        (sscc,) = pack(system, ORDER_A, "FAB-00000")
        assert label(system, sscc).ship_to_name == HOSTILE
    zpl = run(home, "label", f"(00){sscc}").stdout
    assert squeezed(HOSTILE) in squeezed("".join(texts(zpl)))
    assert zpl.count(b"^XA") == zpl.count(b"^XZ") == 1
    assert b"~" not in zpl
    assert symbols_in(zpl)[-1] == ("]C1", f"00{sscc}".encode())
    (picture,) = pictures_of_zpl([(zpl, 203)])
    assert symbols(picture)[-1] == ("]C1", f"00{sscc}".encode())
    pdf = run(home, "label", f"]C100{sscc}", "--format", "pdf").stdout
    assert squeezed(HOSTILE) in squeezed(text_of_pdf(pdf))
