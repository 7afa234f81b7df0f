"""The people at the desks: they scan what they have in hand, and answer what they are asked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from dispatch.devices.simulated_printer import SimulatedPrinter
from tests.labels.reading import symbols_in
from tests.support import campaign
from tests.support.console import Desk, answer
from tests.support.homes import rows

Answer = dict[str, Any]


class Scanner(Protocol):
    """Whatever scans are given to: a console or a desk in this process."""

    def scan(self, line: str, /) -> Answer:
        """The answer to one scan."""


REPLIES = {"confirm": "CMD-CONFIRM", "reason": "RSN-AUTRE"}


def settled(desk: Scanner, scan: str) -> Answer:
    """The answer to a scan once every question about it is answered with yes; nothing may be refused."""
    given = desk.scan(scan)
    while given["needs"]:
        given = desk.scan(REPLIES[given["needs"]])
    assert given["tone"] in ("accepted", "info"), given
    return given


def label_of(given: Answer) -> str:
    """The SSCC whose label was just queued."""
    (job,) = given["printed"]
    return str(job["sscc"])


@dataclass
class Stock:
    """What lies in the warehouse per model: makers' cartons as they came, and devices out of opened ones."""

    sealed: dict[str, list[tuple[str, Sequence[str]]]]
    loose: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def take(self, reference: str, quantity: int) -> tuple[list[tuple[str, Sequence[str]]], list[str]]:
        """Whole cartons as far as they fit, and single devices, the opened cartons' first."""
        whole = []
        while (cartons := self.sealed[reference]) and len(cartons[0][1]) <= quantity:
            whole.append(cartons.pop(0))
            quantity -= len(whole[-1][1])
        while len(self.loose[reference]) < quantity:
            self.loose[reference].extend(self.sealed[reference].pop(0)[1])
        devices, self.loose[reference] = self.loose[reference][:quantity], self.loose[reference][quantity:]
        return whole, devices


def receive(desk: Scanner, codes: Iterable[str]) -> None:
    """Every carton is put in stock."""
    for code in codes:
        assert settled(desk, code)["reason"] == "carton-received"


def pack(desk: Scanner, order: str, lines: Iterable[tuple[str, int]], stock: Stock) -> dict[str, list[str]]:
    """Packs a whole order; the serials in each carton by its SSCC."""
    assert settled(desk, order)["reason"] == "order-opened"
    made: dict[str, list[str]] = {}
    for reference, quantity in lines:
        whole, devices = stock.take(reference, quantity)
        for code, serials in whole:
            made[labelled(desk, settled(desk, code))] = [*serials]
        made |= pack_devices(desk, devices)
    return made


def pack_devices(desk: Scanner, serials: Sequence[str]) -> dict[str, list[str]]:
    """Device after device, each carton labelled when it is full, the last one closed by hand if need be."""
    made: dict[str, list[str]] = {}
    inside: list[str] = []
    given: Answer = {"state": ""}
    for serial in serials:
        given = settled(desk, serial)
        inside.append(serial)
        if given["state"] == "awaiting-label":
            made[labelled(desk, given)] = inside
            inside = []
    if inside:
        made[labelled(desk, settled(desk, "CMD-CLOSE"))] = inside
    return made


def labelled(desk: Scanner, given: Answer) -> str:
    """The SSCC of the unit just closed, once its label is on it and scanned."""
    sscc = label_of(given)
    while given["state"] == "awaiting-label":
        given = settled(desk, f"]C100{sscc}")
    return sscc


def palletise(desk: Scanner, cartons: Sequence[str], most: int = 20) -> dict[str, list[str]]:
    """Puts the cartons of one lycée on pallets; the cartons on each by its SSCC."""
    made: dict[str, list[str]] = {}
    for first in range(0, len(cartons), most):
        load = [*cartons[first : first + most]]
        for carton in load:
            assert settled(desk, f"]C100{carton}")["reason"] in ("pallet-opened", "carton-palletised")
        made[labelled(desk, settled(desk, "CMD-CLOSE"))] = load
    return made


def depart(desk: Scanner, trip: str, pallets: Iterable[str], seals: Sequence[str]) -> Answer:
    """Loads the pallets in this order, seals the truck and lets it go."""
    assert settled(desk, f"TRP-{trip}")["reason"] == "trip-opened"
    for pallet in pallets:
        assert settled(desk, f"]C100{pallet}")["reason"] == "pallet-loaded"
    assert settled(desk, "CMD-CLOSE")["reason"] == "seal-expected"
    for seal in seals:
        assert settled(desk, seal)["reason"] == "seal-recorded"
    given = settled(desk, "CMD-CLOSE")
    assert given["reason"] == "departed"
    return given


def furnished(home: Path, sets: int) -> None:
    """Stock in place, some cartons packed for each lycée and some of them on pallets, so that each task has work."""
    stock = "SELECT code FROM announced_carton WHERE id % 5 <> 0 AND code <> 'FAB-TWIN' ORDER BY id"
    codes = [code for (code,) in rows(home, stock)]
    tablets = [code for code in codes if code.startswith("FAB-0")]
    cartons: dict[str, list[str]] = {}
    with Desk(home, "receive", "AVANT") as desk:
        for code in codes:
            assert settled(desk, code)["tone"] in ("accepted", "info")
    with Desk(home, "pack", "AVANT") as desk:
        for uai in (campaign.A, campaign.B, campaign.C, campaign.D):
            settled(desk, f"ORD-{uai}-1")
            taken = [tablets.pop() for _ in range(sets)]
            cartons[uai] = [labelled(desk, settled(desk, code)) for code in taken]
    with Desk(home, "palletise", "AVANT") as desk:
        for made in cartons.values():
            palletise(desk, made[: sets // 4], most=1)


def balanced(home: Path) -> None:
    """The journal verifies, and nothing differs from it."""
    found = answer(home, "verify")
    assert found["ok"], found["differences"][:5]


def printed_too_often(home: Path, printer: SimulatedPrinter) -> dict[str, int]:
    """Labels that came out more often than they were asked for: once, and once for each CMD-REPRINT."""
    reprints = Counter(unit for (unit,) in rows(home, "SELECT subject FROM journal WHERE type = 'label-reprinted'"))
    printed = Counter(f"unit:{sscc_of(label.zpl)}" for label in printer.printed)
    return {unit: times for unit, times in printed.items() if times > 1 + reprints[unit]}


def sscc_of(zpl: bytes) -> str:
    """The SSCC in the symbol of a label."""
    (symbol,) = {data[2:20] for _, data in symbols_in(zpl) if data.startswith(b"00")}
    return symbol.decode()
