"""What a desk keeps in mind, what it finds again, and what it says when the world has moved on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from dispatch.bootstrap import System, opened
from dispatch.services.station import Station
from dispatch.services.task_states import load_state
from dispatch.workflows.packing import Packing
from dispatch.workflows.tasks import State
from tests.e2e.crew import furnished
from tests.e2e.walker import TASKS, Walker, text_of
from tests.support import campaign
from tests.support.console import Desk
from tests.support.homes import fill, rows, town_home

LIVES, LIFE = 4, 250
ORDER, OTHER = f"ORD-{campaign.A}-1", f"ORD-{campaign.B}-1"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A town with twenty cartons of ten tablets in stock."""
    home = town_home(tmp_path)
    with Desk(home, "receive") as desk:
        assert {reason for _, reason in desk.scans(*(f"FAB-{n:05d}" for n in range(20)))} == {"carton-received"}
    return home


@pytest.fixture
def pack(home: Path) -> Iterator[Desk]:
    with Desk(home, "pack") as desk:
        assert desk.scans(ORDER) == [("accepted", "order-opened")]
        yield desk


def closed(desk: Desk, code: str) -> str:
    """The SSCC of the carton that this scan closes."""
    (job,) = desk.scan(code)["printed"]
    return str(job["sscc"])


def reasons(desk: Desk, *lines: str) -> list[str]:
    return [reason for _, reason in desk.scans(*lines)]


# -- memory


@pytest.mark.parametrize(
    ("settings", "task"), [*product(["as they are", "turned"], TASKS), ("weighing", "pack"), ("weighing", "palletise")]
)
def test_what_a_desk_remembers_is_what_it_would_read(task: str, settings: str, tmp_path: Path) -> None:
    """After every scan of a random walk: the state it evolved is the one that the tables give."""
    turned = {"pack__mix_models": "true", "pack__verify_label": "false", "gs1__sscc_block": "3"}
    home = town_home(tmp_path, 4, **(turned if settings == "turned" else {}))
    furnished(home, 8)
    if settings == "turned":
        fill(home, {"operators": campaign.operators(tmp_path / "operators.csv")})
    walker, last = Walker(home, task, f"memory-{task}-{settings}"), None
    with opened(home) as system:
        if settings == "weighing":
            system.configuration = replace(system.configuration, scales={"Colis": "cartons", "Palettes": "pallets"})
        for _ in range(LIVES):
            station = system.station(task, "CHEF-1" if settings == "turned" else "")
            for _ in range(LIFE):
                last = station.handle(text_of(walker.next(last))).answer(system.messages)
                walker.learn(last)
                remembered, read = states(station, system)
                assert comparable(remembered) == comparable(read), last


def states(station: Station, system: System) -> tuple[State, State]:
    """What the desk has in mind, and what the tables say."""
    memory = station._session.memory
    assert memory is not None
    with system.store.reading() as reads:
        assert memory.seq == reads.head().seq
        return memory.state, load_state(station._session.task, system.configuration, reads)


def comparable(state: State) -> State:
    """The state without the order of the cartons set aside."""
    return replace(state, aside=tuple(sorted(state.aside))) if isinstance(state, Packing) else state


# -- one request, one verdict


def test_the_same_request_is_judged_once(home: Path) -> None:
    with opened(home) as system:
        station = system.station("pack")
        station.handle(ORDER)
        first = station.handle("FAB-00000", request="r-1")
        again = station.handle("FAB-00000", request="r-1")
        assert (first.reason, again.reason) == (first.reason, first.reason)
        assert (first.state, again.state) == ("awaiting-label", "awaiting-label")
        assert again.prints == ()
    assert rows(home, "SELECT COUNT(*) FROM unit") == [(1,)]
    assert rows(home, "SELECT COUNT(*) FROM print_job") == [(1,)]


# -- resume


def test_an_open_carton_is_found_again_and_must_be_shown(home: Path, pack: Desk) -> None:
    reasons(pack, "S-000001", "CMD-CONFIRM")
    with Desk(home, "pack") as after:
        first = after.scan("S-000011")
        assert (first["tone"], first["reason"], first["rule"]) == ("confirm", "resume-unit", "R-04")
        assert first["notices"] == ["resumed"]
        shown = after.scan("S-000001")
        assert (shown["tone"], shown["reason"], shown["notices"]) == ("info", "unit-confirmed", [])
        assert reasons(after, "S-000002") == ["device-packed"]


def test_a_carton_that_is_closed_before_it_was_shown_leaves_nothing_to_show(home: Path, pack: Desk) -> None:
    reasons(pack, "S-000001", "CMD-CONFIRM")
    with Desk(home, "pack") as after:
        assert reasons(after, "CMD-CLOSE") == ["carton-underfilled"]
        sscc = closed(after, "CMD-CONFIRM")
        assert reasons(after, f"00{sscc}", "S-000002", "S-000003") == [
            "label-verified",
            "device-packed",
            "device-packed",
        ]


def test_a_carton_that_is_undone_before_it_was_shown_leaves_nothing_to_show(home: Path, pack: Desk) -> None:
    reasons(pack, "S-000001", "CMD-CONFIRM")
    with Desk(home, "pack") as after:
        assert reasons(after, "CMD-UNDO", "S-000002", "S-000003") == ["undone", "device-packed", "device-packed"]


def test_an_awaited_label_is_scanned_without_being_shown_before(home: Path, pack: Desk) -> None:
    sscc = closed(pack, "FAB-00000")
    with Desk(home, "pack") as after:
        first = after.scan(f"]C100{sscc}")
        assert (first["reason"], first["notices"]) == ("label-verified", ["resumed"])


def test_a_finished_task_is_not_resumed(home: Path) -> None:
    with Desk(home, "pack") as desk:
        assert desk.scan("CMD-CANCEL")["notices"] == []
    with Desk(home, "receive") as desk:
        assert desk.scan("FAB-00000")["notices"] == []


def test_changing_the_job_and_coming_back_resumes(pack: Desk) -> None:
    reasons(pack, "S-000001", "CMD-CONFIRM")
    away = pack.scan("CMD-TASK-RECEIVE")
    assert (away["reason"], away["task"], away["notices"]) == ("task-selected", "receive", [])
    back = pack.scan("CMD-TASK-PACK")
    assert (back["task"], back["state"], back["notices"]) == ("pack", "carton-open", ["resumed"])
    assert reasons(pack, "S-000002", "CMD-CONFIRM") == ["resume-unit", "device-packed"]


# -- undo


def test_undo_goes_back_to_the_opening_of_the_task_and_no_further(home: Path, pack: Desk) -> None:
    reasons(pack, "S-000001", "CMD-CONFIRM", "S-000002")
    sscc = closed(pack, "CMD-CLOSE") if pack.scan("CMD-CLOSE")["needs"] is None else closed(pack, "CMD-CONFIRM")
    reasons(pack, f"00{sscc}")
    assert reasons(pack, "CMD-UNDO", "CMD-UNDO") == ["undone", "destroy-label"]
    assert reasons(pack, f"00{sscc}") == ["undone"]
    with Desk(home, "pack") as after:
        assert reasons(after, "CMD-UNDO", "CMD-UNDO", "CMD-UNDO") == ["undone", "undone", "nothing-to-undo"]
        assert reasons(after, f"00{sscc}") == ["void-label"]
    assert rows(home, "SELECT COUNT(*) FROM device WHERE unit IS NOT NULL") == [(0,)]
    assert rows(home, "SELECT SUM(packed) FROM order_line") == [(0,)]
    assert rows(home, "SELECT DISTINCT status FROM unit") == [("void",)]


def test_a_set_aside_label_that_was_verified_elsewhere_cannot_be_taken_back(home: Path, pack: Desk) -> None:
    sscc = closed(pack, "FAB-00000")
    assert reasons(pack, "CMD-NEXT") == ["set-aside"]
    with Desk(home, "palletise", "POSTE-2") as pallets:
        assert reasons(pallets, f"00{sscc}") == ["label-verified"]
    assert reasons(pack, "CMD-UNDO") == ["undo-unit-in-use"]


def test_a_carton_on_a_pallet_cannot_be_taken_back(home: Path, pack: Desk) -> None:
    sscc = closed(pack, "FAB-00000")
    assert reasons(pack, f"00{sscc}") == ["label-verified"]
    with Desk(home, "palletise") as pallets:
        assert reasons(pallets, f"00{sscc}") == ["pallet-opened"]
        assert reasons(pack, "CMD-UNDO") == ["undo-unit-in-use"]
        assert reasons(pallets, "CMD-UNDO") == ["undone"]
    assert reasons(pack, "CMD-UNDO") == ["undone"]


def test_a_received_carton_is_taken_back_only_while_nothing_of_it_is_used(home: Path, pack: Desk) -> None:
    with Desk(home, "receive") as receive:
        assert reasons(receive, "FAB-00030", "CMD-UNDO", "FAB-00030") == [
            "carton-received",
            "undone",
            "carton-received",
        ]
        assert reasons(pack, "S-000301", "CMD-CONFIRM") == ["open-sealed-carton", "device-packed"]
        assert reasons(receive, "CMD-UNDO") == ["undo-unit-in-use"]


def test_a_label_taken_back_leaves_its_carton_aside_where_it_was(home: Path, pack: Desk) -> None:
    """Its verification is undone, not its being set aside: packing goes on, also after a restart."""
    sscc = closed(pack, "FAB-00000")
    assert reasons(pack, "CMD-NEXT", "S-000011", "CMD-CONFIRM", f"00{sscc}") == [
        *("set-aside", "open-sealed-carton", "device-packed", "label-verified")
    ]
    undone = pack.scan("CMD-UNDO")
    assert (undone["reason"], undone["state"]) == ("undone", "carton-open")
    with Desk(home, "pack") as after:
        assert reasons(after, "S-000011", "S-000012") == ["unit-confirmed", "device-packed"]


# -- codes of several meanings


def test_a_serial_of_two_makers_asks_for_the_product_code(home: Path, pack: Desk) -> None:
    with Desk(home, "receive") as receive:
        assert reasons(receive, "TW-1", "TW-2") == ["carton-received", "carton-received"]
    asked = pack.scan("S-TWIN")
    assert (asked["reason"], asked["needs"]) == ("serial-ambiguous", "label")
    assert reasons(pack, "09521234500018", "CMD-CONFIRM") == ["open-sealed-carton", "device-packed"]
    (packed,) = rows(home, "SELECT reference FROM device WHERE unit IS NOT NULL")
    assert packed == ("TAB-A",)


def test_a_carton_code_of_two_advices_is_settled_by_a_device(home: Path) -> None:
    with Desk(home, "receive") as receive:
        assert receive.scan("FAB-TWIN")["needs"] == "label"
        assert reasons(receive, "S-T00002", "S-T00001", "FAB-TWIN") == [
            *("carton-received", "carton-code-expected", "carton-ambiguous")
        ]
    assert rows(home, "SELECT asn FROM announced_carton WHERE code = 'FAB-TWIN' AND received = 1") == [("AV-4",)]


@pytest.mark.parametrize("seal", ["SC-0001", "4006381333931"])
def test_a_seal_goes_on_one_truck_once(home: Path, pack: Desk, seal: str) -> None:
    sscc = closed(pack, "FAB-00000")
    assert reasons(pack, f"00{sscc}") == ["label-verified"]
    with Desk(home, "palletise") as pallets:
        reasons(pallets, f"00{sscc}", "CMD-CLOSE")
        pallet = closed(pallets, "CMD-CONFIRM")
        assert reasons(pallets, f"00{pallet}", f"00{pallet}") == ["label-verified", "pallet-ready"]
    with Desk(home, "load") as load:
        assert reasons(load, "TRP-T1", f"00{pallet}", "CMD-CLOSE", seal) == [
            *("trip-opened", "pallet-loaded", "seal-expected", "seal-recorded")
        ]
        assert load.scans(seal) == [("refused", "seal-refused")]
        assert reasons(load, "CMD-UNDO", "CMD-CLOSE", seal) == ["undone", "seal-expected", "seal-recorded"]


def test_an_order_in_hand_is_not_left_with_a_carton_open(pack: Desk) -> None:
    reasons(pack, "S-000001", "CMD-CONFIRM")
    assert reasons(pack, OTHER, "CMD-NEXT", ORDER) == ["carton-still-open", "carton-still-open", "order-already-open"]
