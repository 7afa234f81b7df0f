"""Builders: ordinary subjects, states and desks for tests, each field open to change. All values are samples."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from dispatch.domain.batteries import BatteryPolicy, Consignment
from dispatch.domain.battery_rules import RuleBook
from dispatch.domain.catalogue import Family, TradeItem
from dispatch.domain.events import Event
from dispatch.domain.identifiers import Gsin, Gtin, Sscc
from dispatch.domain.orders import OrderLine
from dispatch.domain.pallet_plan import WITHOUT_DOCK
from dispatch.domain.reasons import Reason
from dispatch.domain.trips import Stop, Trip
from dispatch.scanning.scans import Command
from dispatch.workflows.decisions import Args, Decision, Desk, Print
from dispatch.workflows.loading import Loading, LoadStop
from dispatch.workflows.packing import Packing
from dispatch.workflows.packing_contents import Line, OpenCarton
from dispatch.workflows.palletising import Palletising
from dispatch.workflows.subjects import (
    AnnouncedCartonSubject,
    BadgeSubject,
    CommandSubject,
    DeviceSubject,
    OrderSubject,
    ProductSubject,
    SiteFacts,
    TripSubject,
    UndoSubject,
    UnitSubject,
    UnknownSubject,
)

PREFIX = "9521234"
UAI, OTHER_UAI = "0750652B", "0750654D"
SITE, OTHER_SITE = "Lycée d’exemple A (Paris)", "Lycée d’exemple B (Paris)"
ORDER, OTHER_ORDER = f"ORD-{UAI}-1", f"ORD-{OTHER_UAI}-1"
TODAY = "2026-11-23"
"""A Monday, no public holiday."""

_RULES = Path(__file__).parents[2] / "resources" / "rules" / "adr.toml"
ADR = RuleBook.parse(tomllib.loads(_RULES.read_text(encoding="utf-8")))
"""The rules on batteries as the program has them."""

TABLET = TradeItem(
    "TAB-A", "Tablette d’exemple", Family.TABLET, 10, 600, "09521234500018", "EXEMPLE", carton_mm="400x300x250"
)
LAPTOP = TradeItem(
    "LAP-B", "Portable d’exemple", Family.LAPTOP, 5, 1_900, "09521234500025", "EXEMPLE", carton_mm="500x400x300"
)


@cache
def carton_sscc(number: int) -> str:
    """SSCC of our carton number `number`."""
    return str(Sscc.build(1, PREFIX, number))


@cache
def pallet_sscc(number: int) -> str:
    """SSCC of our pallet number `number`."""
    return str(Sscc.build(3, PREFIX, number))


def a_gsin(number: int) -> str:
    """GSIN of our shipment number `number`."""
    return str(Gsin.build(PREFIX, number))


NEXT_CARTON, NEXT_PALLET, NEXT_GSIN = carton_sscc(900), pallet_sscc(900), a_gsin(900)
"""What the desk draws next."""


def a_desk(**changes: Any) -> Desk:
    """A desk without registered operators that can label everything."""
    supply = {1: NEXT_CARTON, 3: NEXT_PALLET}
    desk = Desk("POSTE-1", TODAY, BatteryPolicy(ADR), next_sscc=supply, next_gsin=NEXT_GSIN, company_prefix=PREFIX)
    return replace(desk, **changes)


def accepted(
    reason: Reason, words: Args, *events: Event, prints: tuple[Print, ...] = (), approver: str = ""
) -> Decision:
    """The verdict of a change, with the words of its sentence."""
    return Decision(reason, words, events=events, prints=prints, approver=approver)


def a_badge(badge: str = "P1", leads: bool = False) -> BadgeSubject:
    """The badge of a registered operator."""
    return BadgeSubject(badge, f"Nom de {badge}", leads)


def an_announced_carton(number: int = 1, **changes: Any) -> AnnouncedCartonSubject:
    """A maker's carton, received and sealed, full of tablets."""
    contents = ((TABLET.reference, TABLET.per_carton),)
    carton = AnnouncedCartonSubject(
        number, "AV1", f"FAB-{number}", TABLET.per_carton, received=True, opened=False, unit=None, contents=contents
    )
    return replace(carton, **changes)


def a_device(number: int = 1, item: TradeItem = TABLET, **changes: Any) -> DeviceSubject:
    """A loose device in stock: its maker's carton is open."""
    device = DeviceSubject(number, f"S-{number}", item, an_announced_carton(opened=True, contents=()), unit=None)
    return replace(device, **changes)


def a_carton(number: int = 1, **changes: Any) -> UnitSubject:
    """A closed, labelled carton of ten tablets for the lycée."""
    facts = SiteFacts(WITHOUT_DOCK)
    carton = UnitSubject(
        carton_sscc(number), "carton", "closed", UAI, SITE, ORDER, number, 10, 0, 6_500, size_mm="400x300x250"
    )
    return replace(replace(carton, site_facts=facts, batteries=10), **changes)


def a_pallet(number: int = 1, **changes: Any) -> UnitSubject:
    """A pallet for the lycée, closed and with both labels read back: ready to load."""
    pallet = UnitSubject(pallet_sscc(number), "pallet", "closed", UAI, SITE, ORDER, number, 20, 2, 38_000)
    return replace(pallet, **changes)


def an_order(*lines: OrderLine, **changes: Any) -> OrderSubject:
    """An order of the lycée: 13 tablets and 2 laptops, nothing packed."""
    granted = lines or (OrderLine(ORDER, TABLET.reference, 13), OrderLine(ORDER, LAPTOP.reference, 2))
    return replace(OrderSubject(ORDER, UAI, SITE, granted), **changes)


def a_line(item: TradeItem = TABLET, granted: int = 13, packed: int = 0) -> Line:
    """A line of the open order."""
    return Line(item, granted, packed)


def an_open_carton(number: int = 1, **counts: int) -> OpenCarton:
    """An open carton; `counts` are tablets and laptops, at least one device."""
    counts = counts or {"tablets": 1}
    items = {"tablets": TABLET, "laptops": LAPTOP}
    held = sorted((items[name].reference, count) for name, count in counts.items())
    net_g = sum(items[name].weight_g * count for name, count in counts.items())
    return OpenCarton(carton_sscc(number), number, tuple(held), net_g)


def a_packing(*lines: Line, **changes: Any) -> Packing:
    """The order opened, nothing packed yet."""
    return replace(Packing(ORDER, UAI, SITE, lines or (a_line(), a_line(LAPTOP, 2))), **changes)


def a_palletising(number: int = 1, **changes: Any) -> Palletising:
    """An open pallet of the lycée with one carton, and no other carton of it on the floor."""
    state = Palletising(
        sscc=pallet_sscc(number),
        uai=UAI,
        site=SITE,
        number=number,
        cartons=1,
        devices=10,
        net_g=6_500,
        orders=(ORDER,),
        sizes=(("400x300x250", 1),),
        limits=WITHOUT_DOCK,
        batteries=10,
        consignment=Consignment((10,)),
    )
    return replace(state, **changes)


def a_trip(**changes: Any) -> Trip:
    """A trip of today with two stops: the lycée first, the other one second."""
    stops = (Stop(1, UAI), Stop(2, OTHER_UAI))
    trip = Trip("T1", TODAY, "Transport d’exemple", "AA-123-BB", stops, "1 rue de l’Exemple, Paris", "356000000")
    return replace(trip, **changes)


def a_trip_subject(trip: Trip | None = None, **changes: Any) -> TripSubject:
    """A trip scanned at the dock, not begun."""
    return replace(TripSubject(trip or a_trip(), "planned", ""), **changes)


def a_loading(
    loaded: Mapping[int, int] | None = None, ready: Mapping[int, int] | None = None, **changes: Any
) -> Loading:
    """The trip opened; pallets per stop number in the truck and ready on the dock."""
    loaded, ready = loaded or {}, ready or {}
    trip: Trip = changes.pop("trip", a_trip())
    stops = tuple(
        LoadStop(stop, f"Site {stop.number}", loaded.get(stop.number, 0), ready.get(stop.number, 0))
        for stop in trip.stops
    )
    count = sum(loaded.values())
    state = Loading(trip, stops=stops, pallets=count, cartons=2 * count, devices=20 * count, weight_g=38_000 * count)
    planned = count + sum(ready.values())
    return replace(state, last_position=count, planned=(planned, 2 * planned, 20 * planned), **changes)


def an_undo(*events: Event, **changes: Any) -> UndoSubject:
    """`CMD-UNDO` of a scan that gave these events, numbered from 101."""
    return replace(UndoSubject("pack:POSTE-1:7", tuple(enumerate(events, 101))), **changes)


def a_command(name: str) -> CommandSubject:
    """A command card by its word, as `CLOSE`."""
    return CommandSubject(Command(name))


def an_unknown(code: str = "ABC-9", **changes: Any) -> UnknownSubject:
    """A text that names nothing we know."""
    return replace(UnknownSubject(code, "plain"), **changes)


def a_product(item: TradeItem = TABLET) -> ProductSubject:
    """The product symbol of an item."""
    assert item.gtin is not None
    return ProductSubject(Gtin(item.gtin))
