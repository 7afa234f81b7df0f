"""The desk behind the window: a whole day, a restart in the middle of a carton, home, repeats and trouble."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dispatch.bootstrap import System
from dispatch.domain.errors import EnvironmentProblem
from dispatch.domain.pallet_plan import layer
from dispatch.domain.reasons import Need
from dispatch.scanning.scans import Command
from dispatch.services.pictures import (
    CartonPicture,
    LinePicture,
    PackingPicture,
    PalletPicture,
    ReceivingPicture,
    StopPicture,
    TruckPicture,
)
from dispatch.services.ports import Reads, Store, Transaction
from dispatch.services.scenes import OperatorPicture, Scene, Standing
from dispatch.services.workplace import Workplace
from dispatch.storage import database
from dispatch.workflows.decisions import Notice
from dispatch.workflows.progress import Progress
from tests.services.desks import ORDER_A, ORDER_B, SetClock, announce, desk, grant, plan, receive, stocked_home
from tests.storage.stores import dump, held_by_another_process
from tests.support import campaign
from tests.support.builders import carton_sscc, pallet_sscc
from tests.support.campaign import A, B
from tests.support.homes import fill, rows

SITE = "Lycée d’essai A (Paris)"
HOME = Standing("", "ready", "home.ready", {}, Progress())
ONE, TWO = carton_sscc(0), carton_sscc(1)
PALLET = pallet_sscc(0)
SEALED = tuple(f"S-{number:06d}" for number in range(171, 181))


class Hand:
    """Scans at a workplace as the window does: slowly, and at home where the last scene was."""

    def __init__(self, workplace: Workplace) -> None:
        self.workplace = workplace
        self.scene = workplace.start()
        self._at = 0.0

    def scan(self, raw: str, after: float = 2.0, scanner: str = "left") -> Scene:
        """The scene after one scan."""
        self._at += after
        if self.scene.standing.task:
            self.scene = self.workplace.scan(raw, scanner, self._at)
        else:
            self.scene = self.workplace.scan_at_home(raw, scanner, self._at)
        return self.scene

    def reasons(self, *codes: str) -> list[str]:
        """The reason of each scan."""
        return [reason(self.scan(code)) for code in codes]


def reason(scene: Scene) -> str:
    assert scene.outcome is not None
    return scene.outcome.reason.word


def hand(system: System) -> Hand:
    """Somebody at the desk; a bug of ours fails the test."""
    return Hand(system.workplace(report=pytest.fail))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A lycée that gets twelve tablets on trip T1, another one that gets ten, and 21 announced cartons of ten."""
    home = stocked_home(tmp_path)
    with desk(home) as system:
        grant(system, (A, "TAB-A", 12, ""), (B, "TAB-A", 10, ""))
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", *[10] * 21)
        plan(system, "T1", "2027-03-01", (A, ""))
    return home


@pytest.fixture
def stock(home: Path) -> Path:
    """The same with two cartons received: S-000171 to S-000180 and S-000121 to S-000130."""
    with desk(home) as system:
        receive(system, "FAB-00017", "FAB-00012")
    return home


def an_order(packed: int, carton: CartonPicture | None) -> PackingPicture:
    """The order of the first lycée."""
    line = LinePicture("TAB-A", "Tablette d’essai", "tablette", packed, 12)
    return PackingPicture(ORDER_A, A, SITE, (line,), carton)


# -- a day


def test_a_whole_day_is_shown_scene_by_scene(home: Path) -> None:
    with desk(home) as system:
        somebody = hand(system)
        assert somebody.scene == Scene(HOME, None)
        receiving_is_shown(somebody)
        packing_is_shown(somebody)
        palletising_is_shown(somebody)
        loading_is_shown(somebody)
    with desk(home) as system:
        assert hand(system).scene == Scene(HOME, None)


def receiving_is_shown(somebody: Hand) -> None:
    scene = somebody.scan("FAB-00017")
    assert scene == Scene(
        Standing("receive", "ready", "receive.ready", {}, Progress((10, 210), (1, 21))),
        ReceivingPicture("AV-1", (1, 21), (10, 210), (("FAB-00017", 10),)),
        scene.outcome,
    )
    assert somebody.reasons("FAB-00012", "FAB-00017") == ["carton-received", "carton-already-received"]
    assert somebody.scene.picture == ReceivingPicture(
        "AV-1", (2, 21), (20, 210), (("FAB-00012", 10), ("FAB-00017", 10))
    )


def packing_is_shown(somebody: Hand) -> None:
    somebody.scene = somebody.workplace.scan_at_home(ORDER_A, "left", 1e3)
    assert (reason(somebody.scene), somebody.scene.standing.task) == ("order-opened", "pack")
    assert somebody.scene.picture == an_order(0, None)
    somebody.scan("FAB-00017", after=1e4)
    assert somebody.scene.picture == an_order(10, CartonPicture(ONE, 1, 2, 10, SEALED, closed=True))
    assert somebody.scene.standing.prompt_args["sscc"] == ONE
    somebody.scan(f"]C100{ONE}")
    assert somebody.scene.picture == an_order(10, None)
    somebody.scan("S-000123")
    assert (reason(somebody.scene), somebody.scene.standing.need) == ("open-sealed-carton", Need.CONFIRM)
    assert somebody.scene.picture == an_order(10, None)
    somebody.scan("CMD-CONFIRM")
    assert somebody.scene.picture == an_order(11, CartonPicture(TWO, 2, 2, 10, ("S-000123",)))
    assert somebody.scene.standing.need is None
    somebody.scan("S-000122")
    assert reason(somebody.scene) == "order-complete"
    assert somebody.scene.picture == an_order(12, CartonPicture(TWO, 2, 2, 10, ("S-000123", "S-000122"), closed=True))
    somebody.scan(f"]C100{TWO}")
    assert somebody.scene.standing.state == "complete"
    assert somebody.scene.picture == an_order(12, None)


def palletising_is_shown(somebody: Hand) -> None:
    shown = PalletPicture(
        sscc=PALLET,
        number=1,
        uai=A,
        site=SITE,
        cartons=(TWO,),
        numbers=(2,),
        places=layer(400, 300).places,
        layers=5,
        weight_g=25_000 + 1_700,
        max_weight_g=800_000,
        height_mm=394,
        max_height_mm=1600,
        loose=1,
        dock=False,
    )
    somebody.scene = somebody.workplace.scan_at_home(f"00{TWO}", "left", 1e5)
    assert (reason(somebody.scene), somebody.scene.standing.state) == ("pallet-opened", "pallet-open")
    assert somebody.scene.picture == shown
    somebody.scan(f"00{ONE}", after=1e6)
    shown = replace(shown, cartons=(TWO, ONE), numbers=(2, 1), weight_g=25_000 + 8_200, loose=0)
    assert somebody.scene.picture == shown
    assert somebody.reasons("CMD-CLOSE", "CMD-CONFIRM") == ["film-and-marks", "pallet-closed"]
    assert somebody.scene.picture == replace(shown, closed=True)
    somebody.scan(f"00{PALLET}")
    assert somebody.scene.picture == replace(shown, closed=True, verified=1)
    somebody.scan(f"00{PALLET}", after=0.1)
    assert reason(somebody.scene) == "pallet-ready"
    assert somebody.scene.picture is None


def loading_is_shown(somebody: Hand) -> None:
    somebody.scene = somebody.workplace.scan_at_home("TRP-T1", "left", 1e7)
    stop = StopPicture(1, "Lycée d’essai A", "Paris", 0, 1, dock=False)
    shown = TruckPicture("T1", "AA-123-BB", "Transports d’essai", (stop,), (), None, 0, None, ())
    assert somebody.scene.picture == shown
    somebody.scan(f"00{PALLET}", after=1e8)
    shown = replace(shown, stops=(replace(stop, loaded=1),), loaded=(1,), weight_g=33_200)
    assert somebody.scene.picture == shown
    assert somebody.reasons("CMD-CLOSE", "SC-1", "CMD-CLOSE") == ["seal-expected", "seal-recorded", "departure-summary"]
    assert somebody.scene.picture == replace(shown, seals=("SC-1",))
    assert somebody.reasons("CMD-CONFIRM") == ["departed"]
    assert somebody.scene.picture == replace(shown, seals=("SC-1",), departed=True)


# -- the next morning


def test_a_desk_comes_back_to_its_open_carton(stock: Path) -> None:
    with desk(stock) as system:
        somebody = hand(system)
        somebody.reasons(ORDER_A, "S-000125", "CMD-CONFIRM", "S-000121")
        before = somebody.scene
    with desk(stock) as system:
        somebody = hand(system)
        assert somebody.scene == replace(before, outcome=None, resumed=True)
        assert somebody.scene.picture == an_order(2, CartonPicture(ONE, 1, 2, 10, ("S-000125", "S-000121")))
        asked = somebody.scan("S-000122")
        assert (reason(asked), asked.standing.need, asked.resumed) == ("resume-unit", Need.CONFIRM, True)
        assert asked.picture == before.picture
        somebody.scan("S-000125")
        assert (reason(somebody.scene), somebody.scene.resumed) == ("unit-confirmed", False)
        somebody.scan("S-000122")
        assert somebody.scene.picture == an_order(3, CartonPicture(ONE, 1, 2, 10, ("S-000125", "S-000121", "S-000122")))


@pytest.mark.parametrize(
    ("work", "task", "state"),
    [
        pytest.param([ORDER_A], "pack", "ready", id="an order"),
        pytest.param([ORDER_A, "FAB-00017"], "pack", "awaiting-label", id="a label"),
        pytest.param([ORDER_B, "FAB-00017", f"00{ONE}"], "", "ready", id="nothing once it is complete"),
        pytest.param([ORDER_B, "FAB-00017", "CMD-NEXT"], "pack", "complete", id="a label set aside"),
        pytest.param([ORDER_A, "FAB-00017", f"00{ONE}", "CMD-TASK-PALLETISE", f"00{ONE}"], "palletise", "pallet-open"),
        pytest.param([ORDER_A, "CMD-TASK-LOAD", "TRP-T1"], "load", "loading", id="a trip after an order"),
        pytest.param(
            ["CMD-TASK-LOAD", "TRP-T1", "CMD-TASK-PACK", ORDER_A], "pack", "ready", id="an order after a trip"
        ),
        pytest.param(["FAB-00001"], "", "ready", id="receiving is never open"),
        pytest.param(["CMD-TASK-PACK"], "", "ready", id="a job without work"),
    ],
)
def test_of_what_was_left_open_the_last_is_found_again(stock: Path, work: list[str], task: str, state: str) -> None:
    with desk(stock) as system:
        hand(system).reasons(*work)
    with desk(stock) as system:
        scene = hand(system).scene
    assert (scene.standing.task, scene.standing.state, scene.resumed) == (task, state, bool(task))
    with desk(stock, "POSTE-2") as system:
        assert hand(system).scene == Scene(HOME, None)


# -- home


@pytest.mark.parametrize(
    ("code", "task", "word"),
    [
        (ORDER_A, "pack", "order-opened"),
        ("FAB-00001", "receive", "carton-received"),
        ("FAB-00017", "pack", "order-expected"),
        ("S-000121", "pack", "order-expected"),
        ("S-000001", "receive", "carton-code-expected"),
        ("TRP-T1", "load", "trip-opened"),
        ("CMD-TASK-PALLETISE", "palletise", "task-selected"),
        ("ORD-0750654D-7", "", "unknown-order"),
        ("TRP-T9", "", "unknown-trip"),
        (f"00{PALLET}", "", "unknown-sscc"),
        ("S-999999", "", "unknown-code"),
        ("09521234500018", "", "product-code"),
        ("", "", "unreadable"),
        ("OPR-NOBODY", "", "unknown-badge"),
    ],
)
def test_at_home_a_code_chooses_its_job(stock: Path, code: str, task: str, word: str) -> None:
    with desk(stock) as system:
        scene = hand(system).scan(code)
    assert scene.outcome is not None
    assert (scene.standing.task, scene.outcome.task, reason(scene), scene.outcome.scan) == (task, task, word, code)
    if not task:
        assert (scene.standing, scene.picture) == (HOME, None)
        assert scene.outcome.prompt_key == "home.ready"
    assert rows(stock, "SELECT raw FROM scan_log ORDER BY id DESC LIMIT 1") == [(code,)]


@pytest.mark.parametrize("command", Command)
def test_at_home_no_command_touches_the_work_that_was_left(stock: Path, command: Command) -> None:
    with desk(stock) as system:
        somebody = hand(system)
        somebody.reasons(ORDER_A, "S-000121", "CMD-CONFIRM", "CMD-CLOSE")
        journal = rows(stock, "SELECT seq FROM journal")
        scene = somebody.workplace.scan_at_home(f"CMD-{command}", "left", 100.0)
        assert reason(scene) not in ("undone", "carton-closed")
        assert (scene.standing, scene.picture) == (HOME, None)
        assert rows(stock, "SELECT seq FROM journal") == journal


def test_a_code_scanned_at_home_resumes_its_job_as_the_card_does(stock: Path) -> None:
    with desk(stock) as system:
        somebody = hand(system)
        somebody.reasons(ORDER_A, "S-000121", "CMD-CONFIRM")
        somebody.workplace.notify(Notice("printer-ready", {"printer": "labels"}))
        scene = somebody.workplace.scan_at_home("S-000122", "left", 100.0)
        assert (reason(scene), scene.standing.need, scene.resumed) == ("resume-unit", Need.CONFIRM, True)
        assert scene.outcome is not None
        assert sorted(notice.word for notice in scene.outcome.notices) == ["printer-ready", "resumed"]
        by_card = somebody.workplace.select("pack")
        assert (reason(by_card), by_card.standing.need, by_card.resumed) == ("task-selected", None, True)
        assert by_card.picture == an_order(1, CartonPicture(ONE, 1, 2, 10, ("S-000121",)))


def test_a_block_is_kept_at_home_and_lifted_there(stock: Path) -> None:
    with desk(stock) as system:
        system.configuration = replace(system.configuration, block_after_error=True)
        somebody = hand(system)
        somebody.scan("S-999999")
        blocked = replace(HOME, prompt_key="question.blocked")
        assert (reason(somebody.scene), somebody.scene.standing) == ("unknown-code", blocked)
        somebody.scan(ORDER_A)
        assert somebody.scene.outcome is not None
        assert (reason(somebody.scene), somebody.scene.outcome.scan) == ("resume-first", ORDER_A)
        assert (somebody.scene.standing, somebody.scene.outcome.prompt_key) == (blocked, "question.blocked")
        assert somebody.reasons("CMD-RESUME", ORDER_A) == ["resume-scanning", "order-opened"]
        assert somebody.reasons("S-000001") == ["not-received"]
        assert somebody.workplace.select("receive").standing.task == "pack"


# -- repeats


def test_a_repeated_read_is_neither_judged_nor_logged(stock: Path) -> None:
    with desk(stock) as system:
        somebody = hand(system)
        first = somebody.scan(ORDER_A)
        logged = rows(stock, "SELECT COUNT(*) FROM scan_log")
        again = somebody.scan(ORDER_A, after=0.5)
        assert again == replace(first, outcome=None, repeated=True)
        assert rows(stock, "SELECT COUNT(*) FROM scan_log") == logged
        assert reason(somebody.scan(ORDER_A, after=0.1, scanner="right")) == "order-already-open"
        assert reason(somebody.scan(ORDER_A, after=1.0)) == "order-already-open"


def test_a_device_is_packed_once_and_a_key_works_each_time(stock: Path) -> None:
    with desk(stock) as system:
        somebody = hand(system)
        somebody.reasons(ORDER_A, "S-000121", "CMD-CONFIRM", "S-000122", "S-000123")
        assert somebody.scan("S-000123", after=0.2).repeated
        keys = [somebody.scan("CMD-UNDO", after=0.1, scanner="window") for _ in range(2)]
        assert [reason(scene) for scene in keys] == ["undone", "undone"]
        assert keys[-1].picture == an_order(1, CartonPicture(ONE, 1, 2, 10, ("S-000121",)))


def test_no_question_is_answered_by_the_pull_that_answered_the_one_before(stock: Path) -> None:
    with desk(stock) as system:
        somebody = hand(system)
        somebody.reasons(ORDER_A, "FAB-00017", f"00{ONE}", "S-000121", "CMD-CONFIRM", "CMD-CLOSE", "CMD-CONFIRM")
        somebody.reasons(f"00{TWO}", "CMD-TASK-PALLETISE", f"00{ONE}", "CMD-CLOSE")
        assert reason(somebody.scene) == "cartons-missing"
        assert reason(somebody.scan("CMD-CONFIRM")) == "film-and-marks"
        repeated = somebody.scan("CMD-CONFIRM", after=0.3)
        assert (repeated.repeated, repeated.standing.need) == (True, Need.CONFIRM)
        assert reason(somebody.scan("CMD-CONFIRM")) == "pallet-closed"


# -- people


def test_who_is_signed_in_is_shown_everywhere(stock: Path, tmp_path: Path) -> None:
    fill(stock, {"operators": campaign.operators(tmp_path / "operators.csv")})
    with desk(stock) as system:
        somebody = hand(system)
        assert somebody.scene.operator is None
        packer = OperatorPicture("PREP-1", "Préparateur d’essai", lead=False)
        assert (somebody.scan("OPR-PREP-1").operator, somebody.scene.standing) == (packer, HOME)
        assert (somebody.scan(ORDER_A).operator, somebody.scene.standing.task) == (packer, "pack")
        lead = OperatorPicture("CHEF-1", "Cheffe d’essai", lead=True)
        assert (somebody.scan("OPR-CHEF-1").operator, somebody.scene.picture) == (lead, an_order(0, None))
        assert somebody.scan("OPR-CHEF-1", after=0.1).operator == lead


def test_signing_out_leaves_the_work_open_and_nothing_asked(stock: Path, tmp_path: Path) -> None:
    fill(stock, {"operators": campaign.operators(tmp_path / "operators.csv")})
    with desk(stock) as system:
        somebody = hand(system)
        assert somebody.workplace.sign_out() == Scene(HOME, None)
        somebody.reasons("OPR-PREP-1", ORDER_A)
        opened = somebody.scene
        asked = somebody.scan("S-000121")
        assert asked.standing.need is Need.CONFIRM
        assert somebody.workplace.sign_out() == replace(opened, outcome=None, operator=None)
        assert somebody.reasons("CMD-CONFIRM", "OPR-PREP-1", "S-000121") == [
            *("badge-required", "signed-in", "open-sealed-carton")
        ]


# -- trouble


def test_a_scan_that_could_not_be_written_leaves_the_scene_and_the_same_code_counts_at_once(
    stock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_MS", 100)
    with desk(stock) as system:
        somebody = hand(system)
        somebody.reasons(ORDER_A, "S-000121", "CMD-CONFIRM")
        before = somebody.scene
        with held_by_another_process(stock / "station.db"):
            lost = somebody.scan("S-000122")
        assert reason(lost) == "not-recorded"
        standing = replace(before.standing, prompt_key="question.not-recorded", prompt_args={})
        assert replace(lost, outcome=None) == Scene(standing, before.picture)
        found = somebody.scan("S-000122", after=0.1)
        assert (reason(found), found.picture) == (
            "device-packed",
            an_order(2, CartonPicture(ONE, 1, 2, 10, ("S-000121", "S-000122"))),
        )


def test_a_bug_is_reported_and_costs_only_its_scan(stock: Path) -> None:
    clock, reports = SetClock(), []
    with desk(stock, clock=clock) as system:
        workplace = system.workplace(report=lambda: reports.append("bug"))
        workplace.start()
        before = dump(stock / "station.db")
        clock.moment = "no time at all"
        for scene in (workplace.scan_at_home(ORDER_A, "left", 0.0), workplace.scan_at_home("S-999999", "left", 2.0)):
            assert scene.outcome is not None
            assert (reason(scene), scene.outcome.prompt_key) == ("not-recorded", "question.not-recorded")
            assert (scene.standing, scene.picture) == (replace(HOME, prompt_key="question.not-recorded"), None)
        assert reports == ["bug", "bug"]
        assert dump(stock / "station.db") == before
        clock.moment = SetClock().moment
        assert reason(workplace.scan_at_home(ORDER_A, "left", 2.1)) == "order-opened"
        assert reports == ["bug", "bug"]


class Unreadable:
    """A store that cannot be read beside the scans, while `trouble` is set."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.trouble: Exception | None = None
        self.outbox = store.outbox

    def transaction(self) -> AbstractContextManager[Transaction]:
        """See `ports.Store`."""
        return self._store.transaction()

    @contextmanager
    def reading(self) -> Iterator[Reads]:
        """See `ports.Store`."""
        if self.trouble is not None:
            raise self.trouble
        with self._store.reading() as reads:
            yield reads

    def make_room(self) -> None:
        """See `ports.Store`."""

    def settle(self) -> None:
        """See `ports.Store`."""

    def close(self) -> None:
        """See `ports.Store`."""


@pytest.mark.parametrize(("trouble", "reported"), [(EnvironmentProblem("disk"), 0), (ValueError("ours"), 1)])
def test_what_was_recorded_stays_accepted_though_no_picture_can_be_had(
    stock: Path, trouble: Exception, reported: int
) -> None:
    reports: list[Any] = []
    with desk(stock) as system:
        store = Unreadable(system.store)
        workplace = Workplace(system.station("home"), store, system.configuration, lambda: reports.append("bug"))
        somebody = Hand(workplace)
        somebody.reasons(ORDER_A, "S-000121", "CMD-CONFIRM")
        before = somebody.scene
        store.trouble = trouble
        undone = somebody.scan("CMD-UNDO")
        assert (reason(undone), undone.picture) == ("undone", before.picture)
        assert undone.standing.progress == Progress((0, 12), (0, 2))
        assert len(reports) == reported
        away = somebody.scan("CMD-TASK-RECEIVE")
        assert (reason(away), away.standing.task, away.picture) == ("task-selected", "receive", None)
        lost = workplace.scan_at_home("TRP-T1", "left", 100.0)
        assert (reason(lost), lost.standing.task) == ("not-recorded", "")
        store.trouble = None
        assert reason(workplace.scan_at_home("TRP-T1", "left", 100.1)) == "trip-opened"


def test_a_picture_grown_by_the_scan_is_the_one_that_the_tables_would_give(stock: Path) -> None:
    with desk(stock) as system:
        somebody = hand(system)
        somebody.reasons(ORDER_A, "S-000121", "CMD-CONFIRM", "S-000122", "S-000123")
        grown = somebody.scene.picture
        anew = system.workplace(report=pytest.fail)
        assert anew.start().picture == grown
        assert isinstance(grown, PackingPicture) and grown.carton is not None
        assert grown.carton.serials == ("S-000121", "S-000122", "S-000123")


def test_before_the_start_a_workplace_stands_at_home(stock: Path) -> None:
    with desk(stock) as system:
        assert reason(system.workplace(report=pytest.fail).scan(ORDER_A, "left", 0.0)) == "order-opened"
