"""What happens on the line: receiving, packing, palletising, loading, and what goes wrong there."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from dispatch.settings import set_value
from dispatch.storage import database
from tests.support.campaign import ALLOCATIONS, CARRIER
from tests.support.campaign import TRIPS as TRIPS_FILE
from tests.ui.gallery.house import LAPTOPS, LARGE_TABLETS, TABLETS, House, cartons, order, tablet, uai
from tests.ui.gallery.stage import Stage
from ui.actions import Act
from ui.desk import HOME, TRIPS

Scenes = Generator[tuple[str, Stage], None, None]


def receiving(house: House) -> Scenes:
    """Makers' cartons arrive."""
    with house.window(house.home("receiving")) as desk:
        desk.work("receive")
        yield "receive-idle", desk
        desk.scan(*cartons(TABLETS, 1, 6))
        yield "receive-accepted", desk
        desk.scan("FAB-T10-0002")
        yield "receive-info", desk
        desk.scan("ECH-404-4711")
        yield "receive-refused", desk


def packing(house: House) -> Scenes:
    """One order from its opening to its last label."""
    home = house.home("packing")
    house.receive(home, *cartons(TABLETS, 1, 4), *cartons(LAPTOPS, 1, 2), *cartons(LARGE_TABLETS, 1, 1))
    other = house.pack(home, 6, *cartons(LARGE_TABLETS, 1, 1))[0]
    with house.window(home) as desk:
        desk.work("pack")
        yield "pack-idle", desk
        desk.scan(order(1))
        yield "pack-order-opened", desk
        desk.scan("FAB-T10-0001")
        (sealed,) = desk.printed
        yield "pack-sealed-carton", desk
        desk.label(other)
        yield "pack-wrong-label", desk
        desk.scan(tablet(11))
        yield "pack-label-awaited", desk
        desk.press(Act.NEXT)
        yield "pack-set-aside", desk
        desk.scan("CMD-NEXT")
        yield "pack-next", desk
        desk.scan(order(1))
        desk.label(sealed)
        yield "pack-label-verified", desk
        yield from _devices(desk)
        yield from _labels(desk)
        yield from _last_cartons(desk)


def _devices(desk: Stage) -> Scenes:
    desk.scan(tablet(11))
    yield "pack-open-sealed", desk
    desk.scan("CMD-CONFIRM")
    desk.scan(*map(tablet, range(12, 18)))
    yield "pack-accepted", desk
    desk.scan(tablet(13))
    yield "pack-info", desk
    for name, code in (
        ("unknown", "ECH10999999"),
        ("not-received", tablet(400)),
        ("model", "ECH14000001"),
        ("product", "09520001000102"),
        ("elsewhere", "ECH11000001"),
        ("unreadable", "]C10012345"),
    ):
        desk.scan(code)
        yield f"pack-refused-{name}", desk
    desk.scan("CMD-CLOSE")
    yield "pack-underfilled", desk
    desk.scan("CMD-CANCEL")
    yield "pack-cancelled", desk
    desk.scan("CMD-UNDO")
    yield "pack-undone", desk


def _labels(desk: Stage) -> Scenes:
    desk.scan(*map(tablet, range(17, 21)))
    (sscc,) = desk.printed
    yield "pack-carton-full", desk
    desk.scan("CMD-UNDO")
    yield "pack-undo-asks", desk
    desk.scan("CMD-CANCEL", "CMD-REPRINT")
    yield "pack-reason", desk
    desk.scan("RSN-ETIQUETTE_ABIMEE")
    yield "pack-reprinted", desk
    desk.label(sscc)


def _last_cartons(desk: Stage) -> Scenes:
    desk.scan("FAB-P14-0001")
    desk.label(desk.printed[0])
    desk.scan("FAB-P14-0002")
    yield "pack-order-complete", desk
    desk.label(desk.printed[0])
    yield "pack-complete", desk


def packing_again(house: House) -> Scenes:
    """The desk is started again in the middle of a carton."""
    home = house.home("again")
    house.receive(home, *cartons(TABLETS, 1, 2))
    with house.window(home) as desk:
        desk.work("pack")
        desk.scan(order(2), tablet(1), "CMD-CONFIRM", tablet(2))
    with house.window(home) as desk:
        yield "pack-resumed", desk
        desk.scan(order(2))
        yield "pack-resume-question", desk


def palletising(house: House) -> Scenes:
    """A lycée with a dock gets enough for several layers, a second one some."""
    home = house.home("palletising")
    house.give(home, "allocations", ALLOCATIONS, (uai(5), "ECH-TAB-10", 180, "eleves"))
    house.receive(home, *cartons(TABLETS, 1, 19))
    (other,) = house.pack(home, 1, *cartons(TABLETS, 19, 19))
    own = house.pack(home, 5, *cartons(TABLETS, 1, 18))
    with house.window(home) as desk:
        yield from _pallet(desk, own, other)


def _pallet(desk: Stage, own: list[str], other: str) -> Scenes:
    desk.work("palletise")
    yield "palletise-idle", desk
    desk.scan("CMD-NEXT")
    yield "palletise-next", desk
    desk.label(own[0])
    yield "palletise-opened", desk
    for sscc in own[1:16]:
        desk.label(sscc)
    yield "palletise-layers", desk
    desk.label(other)
    yield "palletise-refused", desk
    desk.label(own[2])
    yield "palletise-info", desk
    desk.scan("CMD-CLOSE")
    yield "palletise-missing", desk
    for sscc in own[16:]:
        desk.label(sscc)
    desk.scan("CMD-CLOSE")
    yield "palletise-film", desk
    desk.scan("CMD-CONFIRM")
    (pallet,) = desk.printed
    yield "palletise-labels", desk
    desk.label(pallet)
    yield "palletise-first-label", desk
    desk.label(pallet)
    yield "palletise-ready", desk


def weighing(house: House) -> Scenes:
    """Desks with a scale, which has the name of the stage’s scanner: for cartons, then for pallets."""
    home = house.home("weighing", scales__scanner__port="/dev/balance")
    house.receive(home, *cartons(TABLETS, 1, 1))
    with house.window(home) as desk:
        desk.work("pack")
        desk.scan(order(1), "FAB-T10-0001")
        yield "pack-to-weigh", desk
        expected_g = round(float(str(desk.desk.outcome.prompt_args["weight"])) * 1000) if desk.desk.outcome else 0
        desk.scan(f"WGT-{expected_g - 700}/S S {(expected_g - 700) / 1000:10.3f} kg")
        yield "pack-weight-off", desk
        desk.scan("CMD-CONFIRM", "CMD-CANCEL", f"WGT-{expected_g}")
        yield "pack-weighed", desk
        (sscc,) = desk.printed
        desk.label(sscc)
    set_value(home / "settings.toml", "scales.scanner.role", "pallets")
    with house.window(home) as desk:
        desk.work("palletise")
        desk.label(sscc)
        desk.scan("CMD-CLOSE", "CMD-CONFIRM")
        yield "palletise-to-weigh", desk


def loading(house: House) -> Scenes:
    """A trip of four lycées is loaded and leaves, first looked at on paper."""
    home = house.home("loading")
    house.receive(home, *cartons(TABLETS, 1, 5), *cartons(LARGE_TABLETS, 1, 1), *cartons(LAPTOPS, 1, 2))
    first = house.palletise(home, *house.pack(home, 1, *cartons(TABLETS, 1, 2)))
    second = house.palletise(home, *house.pack(home, 6, "FAB-T11-0001", "FAB-P14-0001"))
    third = house.palletise(home, *house.pack(home, 11, *cartons(TABLETS, 3, 4)))
    carton, *rest = house.pack(home, 16, "FAB-T10-0005", "FAB-P14-0002")
    last = house.palletise(home, carton, *rest)
    with house.window(home) as desk:
        desk.show(TRIPS)
        yield "trips-drafts", desk
        yield from _truck(desk, carton, [last, third, second, first])
        yield from _departure(desk)


def _truck(desk: Stage, carton: str, pallets: list[str]) -> Scenes:
    last, third, second, first = pallets
    desk.work("load")
    yield "load-idle", desk
    desk.scan("TRP-ECH-1")
    yield "load-opened", desk
    desk.label(second)
    yield "load-order", desk
    desk.scan("CMD-CANCEL")
    desk.label(last)
    yield "load-accepted", desk
    desk.label(carton)
    yield "load-refused", desk
    desk.label(third)
    desk.label(second)
    yield "load-several", desk
    desk.label(first)
    desk.scan("CMD-CLOSE")
    yield "load-seal-expected", desk
    desk.scan("SC-ECH-0001", "SC-ECH-0002")
    yield "load-sealed", desk
    desk.scan("CMD-CLOSE")
    yield "load-summary", desk


def _departure(desk: Stage) -> Scenes:
    desk.scan("CMD-CONFIRM")
    yield "load-departed", desk
    desk.until(lambda: all(row.condition and not row.queued for row in desk.desk.known["devices"]))
    desk.show(TRIPS)
    yield "trips-issued", desk
    desk.show(HOME)
    yield "home-departed", desk


def left_behind(house: House) -> Scenes:
    """A pallet stayed behind when its truck left; the next one takes it, and it is another delivery."""
    home = house.home("left-behind", printers__labels__media="148x210")
    house.receive(home, *cartons(TABLETS, 1, 3))
    pallets = [house.palletise(home, carton) for carton in house.pack(home, 16, *cartons(TABLETS, 1, 2))]
    house.depart(home, "ECH-1", pallets[0])
    house.give(home, "trips", TRIPS_FILE, ("ECH-9", "2027-03-02", *CARRIER, "QUAI-1", 16, 7000, 1, uai(16), ""))
    with house.window(home) as desk:
        desk.work("load")
        desk.scan("TRP-ECH-9")
        desk.label(pallets[1])
        yield "load-relabelled", desk


def trouble(house: House) -> Scenes:
    """Scans wait after a refusal; the database is held by somebody else."""
    home = house.home("trouble", scan__block_after_error="true")
    house.receive(home, *cartons(TABLETS, 1, 2))
    with impatient(), house.window(home) as desk:
        desk.work("pack")
        desk.scan(order(2), tablet(1), "CMD-CONFIRM", tablet(2), "ECH10999999")
        yield "pack-blocked", desk
        desk.scan(tablet(3))
        yield "pack-resume-first", desk
        desk.press(Act.RESUME)
        with held(home):
            desk.scan(tablet(3))
            yield "pack-not-recorded", desk
        desk.show(HOME)
        desk.scan("ECH-404-4711")
        yield "home-blocked", desk


def people(house: House) -> Scenes:
    """Badges: nobody, a packer, a shift lead, and what a lead must approve."""
    home = house.home("people")
    house.receive(home, *cartons(TABLETS, 1, 4))
    pallet = house.palletise(home, *house.pack(home, 16, "FAB-T10-0003"))
    house.pack(home, 1, "FAB-T10-0004")
    house.register_staff(home)
    with house.window(home) as desk:
        desk.scan(order(2))
        yield "home-badge-required", desk
        desk.scan("OPR-ECH-PREP")
        yield "home-signed-in", desk
        desk.scan(order(2), "FAB-T10-0001")
        yield "pack-packer", desk
        desk.scan("CMD-TASK-LOAD", "TRP-ECH-1")
        yield "load-role-missing", desk
        desk.scan("OPR-ECH-QUAI", "TRP-ECH-1", f"]C100{pallet}", "CMD-CLOSE", "SC-ECH-0001", "CMD-CLOSE", "CMD-CONFIRM")
        yield "load-missing-reason", desk
        desk.scan("RSN-MANQUANT_STOCK")
        yield "load-badge", desk
        desk.scan("OPR-ECH-CHEF")
        yield "load-second-badge", desk
        desk.show(HOME)
        desk.scan("OPR-ECH-CHEF")
        yield "home-lead", desk


@contextmanager
def impatient() -> Iterator[None]:
    """Writers give up soon."""
    usual, database.BUSY_MS = database.BUSY_MS, 100
    try:
        yield
    finally:
        database.BUSY_MS = usual


@contextmanager
def held(home: Path) -> Iterator[None]:
    """Another program writes into the database for as long as it likes."""
    with closing(sqlite3.connect(home / "station.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
