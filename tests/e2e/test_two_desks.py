"""Two programs on one home: two desks under two names, an import meanwhile, and a name that is taken."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from dispatch.devices.simulated_printer import SimulatedPrinter
from tests.e2e import crew
from tests.labels.reading import symbols_in
from tests.support import campaign
from tests.support.console import Console, Desk, answer, run
from tests.support.homes import rows, town_home

ORDER = f"ORD-{campaign.A}-1"
CARTONS = [f"FAB-{number:05d}" for number in range(8)]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return stocked(tmp_path)


def stocked(folder: Path, **changes: Any) -> Path:
    """A town with eight cartons of ten tablets in stock: S-000001 to S-000080."""
    home = town_home(folder, **changes)
    with Desk(home, "receive") as desk:
        crew.receive(desk, CARTONS)
    return home


def test_a_name_is_held_by_one_program_and_the_second_is_told_by_which(home: Path) -> None:
    with Console(home, "pack") as first:
        assert first.scans(ORDER) == [("accepted", "order-opened")]
        second = run(home, "console", "--task", "load", "--station", "POSTE-1")
        assert (second.returncode, second.stdout) == (4, b"")
        assert "POSTE-1" in second.stderr.decode() and str(first.process.pid) in second.stderr.decode()
        assert first.scans(CARTONS[0]) == [("accepted", "carton-assigned")]


def test_a_name_is_free_again_after_any_kind_of_death(home: Path) -> None:
    first = Console(home, "pack")
    first.scan(ORDER)
    first.kill()
    with Console(home, "pack") as second:
        assert second.scan(ORDER)["notices"] == ["resumed"]


def test_two_desks_pack_one_order_scan_by_scan_and_nothing_is_counted_twice(home: Path) -> None:
    """43 tablets are granted: each desk packs out of its own makers' cartons until no more are needed."""
    with Console(home, "pack", "POSTE-1") as one, Console(home, "pack", "POSTE-2") as two:
        desks = (one, two)
        for desk in desks:
            assert crew.settled(desk, ORDER)["reason"] == "order-opened"
        serials = chain.from_iterable(zip(range(1, 31), range(41, 71), strict=True))
        reasons = Counter(pack_one(desks[place % 2], f"S-{number:06d}") for place, number in enumerate(serials))
        assert reasons["quantity-reached"] == 60 - 43
        for desk in desks:
            state = desk.scan("CMD-CANCEL")
            assert state["progress"]["devices"] == [43, 71]
    packed = (
        "SELECT COUNT(*), COUNT(DISTINCT d.unit) FROM device d JOIN unit u ON u.sscc = d.unit WHERE u.status <> 'void'"
    )
    (devices, cartons) = rows(home, packed)[0]
    assert (devices, rows(home, "SELECT packed FROM order_line WHERE code = ? AND reference = 'TAB-A'", ORDER)) == (
        43,
        [(43,)],
    )
    numbers = [number for (number,) in rows(home, "SELECT number FROM unit WHERE kind = 'carton' ORDER BY number")]
    assert numbers == [*range(1, cartons + 1)]
    stations = rows(
        home, "SELECT station, COUNT(DISTINCT sscc) FROM unit WHERE kind = 'carton' GROUP BY station ORDER BY 1"
    )
    assert [station for station, _ in stations] == ["POSTE-1", "POSTE-2"]
    crew.balanced(home)


def pack_one(desk: Console, serial: str) -> str:
    """The verdict on one device; whatever is asked gets a yes, a label that is due is scanned."""
    given = desk.scan(serial)
    while given["needs"]:
        given = desk.scan(crew.REPLIES[given["needs"]])
    if given["state"] == "awaiting-label":
        crew.labelled(desk, given)
    return str(given["reason"])


def test_a_carton_taken_by_the_other_desk_meanwhile_is_not_taken_twice(home: Path) -> None:
    """Both ask about the same sealed carton's device; the one that answers second learns what happened."""
    with Console(home, "pack", "POSTE-1") as one, Console(home, "pack", "POSTE-2") as two:
        crew.settled(one, ORDER)
        crew.settled(two, f"ORD-{campaign.B}-1")
        assert one.scan("S-000001")["reason"] == "open-sealed-carton"
        assert two.scan("FAB-00000")["reason"] == "carton-assigned"
        late = one.scan("CMD-CONFIRM")
        assert (late["tone"], late["reason"], late["rule"]) == ("refused", "already-packed", "E-SER-02")
        assert one.scans("S-000001", "FAB-00000") == [("refused", "already-packed"), ("refused", "already-packed")]


def test_files_are_imported_while_a_desk_works_and_it_sees_them_at_once(home: Path, tmp_path: Path) -> None:
    with Console(home, "pack") as desk:
        assert desk.scan(ORDER)["progress"]["devices"] == [0, 71]
        more = campaign.write(tmp_path / "more.csv", campaign.ALLOCATIONS, [(campaign.A, "TAB-A", 50, "eleves")])
        assert answer(home, "import", "allocations", more)["updated"] == 1
        assert crew.settled(desk, "FAB-00000")["progress"]["devices"] == [10, 78]
        less = campaign.write(tmp_path / "less.csv", campaign.ALLOCATIONS, [(campaign.A, "TAB-A", 9, "eleves")])
        refused = run(home, "import", "allocations", less)
        assert refused.returncode == 3
        assert "E-CMD-01" in run(home, "import", "allocations", less, "--json").stdout.decode()


def test_one_desk_verifies_the_label_that_the_other_set_aside(home: Path) -> None:
    with Console(home, "pack", "POSTE-1") as pack, Console(home, "palletise", "POSTE-2") as pallets:
        crew.settled(pack, ORDER)
        sscc = crew.label_of(crew.settled(pack, "FAB-00000"))
        assert pack.scans("CMD-NEXT") == [("accepted", "set-aside")]
        assert pallets.scans(f"00{sscc}", f"00{sscc}") == [
            ("accepted", "label-verified"),
            ("accepted", "pallet-opened"),
        ]
        assert pack.scans("CMD-UNDO") == [("refused", "undo-unit-in-use")]
    crew.balanced(home)


def test_two_desks_never_draw_the_same_number_nor_print_a_label_twice(tmp_path: Path) -> None:
    with SimulatedPrinter() as printer:
        home = stocked(tmp_path, labels=f"tcp://{printer.address.host}:{printer.address.port}")
        labels = pack_in_turns(home)
        assert len(set(labels)) == 8
        printed = [
            data[2:].decode() for label in printer.printed for _, data in symbols_in(label.zpl) if data[:2] == b"00"
        ]
    assert sorted(printed) == sorted(labels)


def pack_in_turns(home: Path) -> list[str]:
    """Two desks take makers' cartons in turns; their labels."""
    with Console(home, "pack", "POSTE-1") as one, Console(home, "pack", "POSTE-2") as two:
        crew.settled(one, ORDER)
        crew.settled(two, f"ORD-{campaign.B}-1")
        return [
            crew.labelled(desk, crew.settled(desk, code)) for desk, code in zip((one, two) * 4, CARTONS, strict=True)
        ]
