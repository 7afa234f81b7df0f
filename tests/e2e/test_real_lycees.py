"""Real lycées and a stock of 200,000 devices: six of them get what they are granted, device by device, to departure."""

from __future__ import annotations

import csv
import os
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest

from tests.e2e import crew
from tests.support import campaign
from tests.support.console import Console, answer, run
from tests.support.homes import new_home, rows

pytestmark = [pytest.mark.outside_data, pytest.mark.slow]

LYCEES = ("0750330B", "0750558Z", "0750784V", "0750502N", "0755352K", "0754239A")
"""Small orders of either kind and two of both, in the order of delivery: 290 devices."""
MODELS = {"ordinateurs": ("ORD-ESSAI", 5, "LP"), "tablettes": ("TAB-ESSAI", 10, "TB")}
"""Per head-count: reference, devices per carton, beginning of the serials."""
DEVICES = 200_000
SERIAL = re.compile(r"\b(?:LP|TB)[0-9]{8}\b")
Grants = Mapping[str, list[tuple[str, int]]]
"""Lines (reference, quantity) per UAI."""


@dataclass(frozen=True)
class Trip:
    """What was packed for each lycée, and what each pallet holds."""

    home: Path
    packed: Mapping[str, Mapping[str, list[str]]]
    """Serials per carton, per UAI."""
    pallets: Mapping[str, Mapping[str, list[str]]]
    """Cartons per pallet, per UAI."""
    departed: crew.Answer


def grants_of(counts: Path) -> dict[str, list[tuple[str, int]]]:
    with counts.open(encoding="utf-8-sig", newline="") as file:
        return {
            row["uai"]: [(MODELS[kind][0], int(row[kind])) for kind in MODELS if int(row[kind])]
            for row in csv.DictReader(file, delimiter=";")
        }


def items(path: Path) -> Path:
    heading = campaign.ITEMS.replace("gtin;", "")
    rest = (1500, 600, "500x350x250", 1, 2, "30")
    return campaign.write(
        path,
        heading,
        [
            ("ORD-ESSAI", "ESSAI", "Ordinateur d’essai", "ordinateur", 5, *rest),
            ("TAB-ESSAI", "ESSAI", "Tablette d’essai", "tablette", 10, *rest),
        ],
    )


def stock_file(path: Path, granted: Mapping[str, int]) -> tuple[Path, crew.Stock]:
    """An advice of 200,000 devices, in proportion to what is granted, and the cartons it announces."""
    stock = crew.Stock({reference: [] for reference, _, _ in MODELS.values()})
    total = sum(granted.values())
    with path.open("w", encoding="utf-8") as file:
        file.write("avis;carton;reference;serie\n")
        for reference, per_carton, prefix in MODELS.values():
            for carton in range(granted[reference] * DEVICES // total // per_carton):
                code = f"C-{prefix}-{carton:06d}"
                serials = [f"{prefix}{carton * per_carton + place:08d}" for place in range(per_carton)]
                stock.sealed[reference].append((code, serials))
                file.writelines(f"AVIS-{prefix}-{carton // 500};{code};{reference};{serial}\n" for serial in serials)
    return path, stock


def imported(home: Path, kind: str, file: Path) -> dict[str, int]:
    """Imports through the command line; the counts of its report."""
    report = answer(home, "import", kind, file)
    assert report["errors"] == []
    return {key: report[key] for key in ("rows", "created", "updated", "unchanged")}


def trip_file(path: Path) -> Path:
    stops = [("T9", campaign.today(), *campaign.CARRIER, stop, uai) for stop, uai in enumerate(LYCEES, 1)]
    return campaign.write(path, "tournee;date;transporteur;adresse_transporteur;siren;immatriculation;arret;uai", stops)


def play(home: Path, grants: Grants, stock: crew.Stock) -> Trip:
    """Receives what six lycées need, packs, palletises and loads it, last stop first."""
    wanted = Counter({reference: 20 for reference, _, _ in MODELS.values()})
    for uai in LYCEES:
        wanted.update(dict(grants[uai]))
    with Console(home, "receive") as desk:
        for reference, per_carton, _ in MODELS.values():
            crew.receive(desk, [code for code, _ in stock.sealed[reference][: wanted[reference] // per_carton]])
    with Console(home, "pack") as desk:
        packed = {uai: crew.pack(desk, f"ORD-{uai}-1", grants[uai], stock) for uai in LYCEES}
    with Console(home, "palletise") as desk:
        pallets = {uai: crew.palletise(desk, [*packed[uai]]) for uai in LYCEES}
    with Console(home, "load") as desk:
        order = [pallet for uai in reversed(LYCEES) for pallet in pallets[uai]]
        return Trip(home, packed, pallets, crew.depart(desk, "T9", order, ["SC-1", "SC-2"]))


@pytest.fixture(scope="module")
def grants(request: pytest.FixtureRequest) -> Grants:
    return grants_of(request.getfixturevalue("data") / "effectifs_extrait.csv")


@pytest.fixture(scope="module")
def data() -> Path:
    return Path(os.environ["DISPATCH_TEST_DATA"])


@pytest.fixture(scope="module")
def trip(data: Path, grants: Grants, tmp_path_factory: pytest.TempPathFactory) -> Trip:
    folder = tmp_path_factory.mktemp("lycees")
    home = new_home(folder / "home", {})
    granted: Counter[str] = Counter()
    for lines in grants.values():
        granted.update(dict(lines))
    lycees = imported(home, "sites", data / "lycees_extrait.csv")
    assert lycees == {"rows": 317, "created": 317, "updated": 0, "unchanged": 0}
    assert imported(home, "items", items(folder / "items.csv"))["created"] == 2
    every = [(uai, *line) for uai, wanted in grants.items() for line in wanted]
    allocations = campaign.write(folder / "allocations.csv", "uai;reference;quantite", every)
    assert imported(home, "allocations", allocations)["created"] == len(every)
    advice, stock = stock_file(folder / "asn.csv", granted)
    announced = sum(len(serials) for cartons in stock.sealed.values() for _, serials in cartons)
    assert imported(home, "asn", advice)["created"] == announced > DEVICES - 10
    assert imported(home, "trips", trip_file(folder / "trips.csv"))["created"] == len(LYCEES)
    return play(home, grants, stock)


def test_each_lycee_has_what_it_was_granted_and_no_more(trip: Trip, grants: Grants) -> None:
    for uai in LYCEES:
        serials = [serial for inside in trip.packed[uai].values() for serial in inside]
        prefixes = Counter(serial[:2] for serial in serials)
        assert len(set(serials)) == len(serials)
        granted = dict(grants[uai])
        assert prefixes == {prefix: granted[ref] for ref, _, prefix in MODELS.values() if ref in granted}


def test_every_device_is_in_one_carton_on_one_pallet_on_the_trip(trip: Trip) -> None:
    sql = (
        "SELECT d.serial, c.sscc, c.uai, p.sscc, p.uai, p.trip, p.stop FROM device d "
        "JOIN unit c ON c.sscc = d.unit JOIN unit p ON p.sscc = c.pallet"
    )
    expected = {
        (serial, carton, uai, pallet, uai, "T9", stop)
        for stop, uai in enumerate(LYCEES, 1)
        for pallet, cartons in trip.pallets[uai].items()
        for carton in cartons
        for serial in trip.packed[uai][carton]
    }
    found = rows(trip.home, sql)
    assert len(found) == len(expected)
    assert set(found) == expected


def test_nothing_else_left_the_stock(trip: Trip) -> None:
    packed = sum(len(inside) for cartons in trip.packed.values() for inside in cartons.values())
    assert rows(trip.home, "SELECT COUNT(*) FROM device WHERE unit IS NOT NULL") == [(packed,)]
    assert rows(trip.home, "SELECT COUNT(*) FROM unit WHERE kind = 'carton' AND pallet IS NULL") == [(0,)]
    assert rows(trip.home, "SELECT SUM(packed) FROM order_line") == [(packed,)]


@pytest.mark.parametrize("place", range(len(LYCEES)), ids=LYCEES)
def test_a_packing_list_holds_exactly_the_serials_scanned(trip: Trip, place: int, tmp_path: Path) -> None:
    uai, output = LYCEES[place], tmp_path / "list.pdf"
    done = run(trip.home, "document", "packing-list", f"ORD-{uai}-1", "-o", output)
    assert (done.returncode, done.stderr) == (0, b"")
    with pypdfium2.PdfDocument(output) as document:
        text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    scanned = [serial for inside in trip.packed[uai].values() for serial in inside]
    assert sorted(SERIAL.findall(text)) == sorted(scanned)
    assert all(sscc in text.replace(" ", "") for sscc in (*trip.packed[uai], *trip.pallets[uai]))


def test_each_stop_gets_one_delivery_note_and_one_packing_list(trip: Trip) -> None:
    kinds = Counter(job["kind"] for job in trip.departed["printed"])
    assert kinds == {"waybill": 1, "recap": 1, "loading-list": 1, "delivery-note": 6, "packing-list": 6}
    numbers = [job["number"] for job in trip.departed["printed"] if job["kind"] == "delivery-note"]
    assert [number[-6:] for number in numbers] == [f"{n:06d}" for n in range(1, 7)]


def test_the_journal_of_the_campaign_verifies(trip: Trip) -> None:
    assert answer(trip.home, "verify")["ok"] is True


def test_progress_tells_the_same(trip: Trip, grants: Grants) -> None:
    departed = {site["uai"]: (site["granted"], site["departed"]) for site in answer(trip.home, "progress")["sites"]}
    for uai in LYCEES:
        granted = sum(dict(grants[uai]).values())
        assert departed[uai] == (granted, granted)
    assert sum(done for _, done in departed.values()) == sum(sum(dict(grants[uai]).values()) for uai in LYCEES)
