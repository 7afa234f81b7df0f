"""What may go into a carton: the order's lines, the open carton, and everything that can be wrong with a device."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import lcm

from dispatch.domain.catalogue import TradeItem
from dispatch.domain.events import Event, SealedCartonOpened, WeighingAwaited
from dispatch.domain.reasons import Reason
from dispatch.domain.scales import carton_tolerance_g
from dispatch.workflows.decisions import Answers, Decision, Desk, Notice, ask, refuse
from dispatch.workflows.subjects import AnnouncedCartonSubject, DeviceSubject

HEAVY_G = 15_000
"""From here a carton is lifted by two (NF X35-109; domain rule 3.4)."""
TOO_HEAVY_G = 25_000
"""Above this no carton may be made (domain rule 3.4)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the open order."""

    item: TradeItem
    granted: int
    packed: int

    @property
    def remaining(self) -> int:
        """Devices still to pack."""
        return self.granted - self.packed

    def with_more(self, count: int) -> Line:
        """The line with so many devices more."""
        return Line(self.item, self.granted, self.packed + count)


@dataclass(frozen=True, slots=True)
class OpenCarton:
    """The carton being filled; `counts` holds devices per reference."""

    sscc: str
    number: int
    counts: tuple[tuple[str, int], ...] = ()
    net_g: int = 0

    @property
    def devices(self) -> int:
        """Devices inside."""
        return sum(count for _, count in self.counts)

    def with_device(self, reference: str, weight_g: int) -> OpenCarton:
        """The carton with one more device."""
        counts = dict(self.counts)
        counts[reference] = counts.get(reference, 0) + 1
        return OpenCarton(self.sscc, self.number, tuple(sorted(counts.items())), self.net_g + weight_g)

    def fill(self, lines: Sequence[Line], *more: TradeItem) -> tuple[int, int]:
        """Parts taken and parts in all, so small that every model, also those of `more`, takes whole parts."""
        sizes = [line_of(lines, ref).item.per_carton for ref, _ in self.counts]
        whole = lcm(*sizes, *(item.per_carton for item in more))
        taken = sum(count * whole // size for (_, count), size in zip(self.counts, sizes, strict=True))
        return taken, whole

    def room_for(self, item: TradeItem, lines: Sequence[Line]) -> int:
        """How many devices of a model fit beside what is inside."""
        taken, whole = self.fill(lines, item)
        return (whole - taken) * item.per_carton // whole

    def full(self, lines: Sequence[Line]) -> bool:
        """Does nothing more fit?"""
        taken, whole = self.fill(lines)
        return taken >= whole

    def wants_more(self, lines: Sequence[Line]) -> bool:
        """Is there room, and does a line of a model inside still need devices (E-COL-05)?"""
        return not self.full(lines) and any(line_of(lines, ref).remaining > 0 for ref, _ in self.counts)

    def gross_weight_g(self, lines: Sequence[Line]) -> int:
        """Theoretical weight with the heaviest tare of its models."""
        return self.net_g + max((line_of(lines, ref).item.carton_tare_g for ref, _ in self.counts), default=0)


def line_of(lines: Sequence[Line], reference: str) -> Line:
    """The line of a reference that is known to be in the order."""
    return next(line for line in lines if line.item.reference == reference)


def all_packed(lines: Sequence[Line]) -> bool:
    """Is everything granted packed?"""
    return all(line.remaining == 0 for line in lines)


def capacity(carton: OpenCarton, lines: Sequence[Line]) -> int:
    """Devices in the carton when it is filled up with one of its models."""
    return carton.devices + max(carton.room_for(line_of(lines, ref).item, lines) for ref, _ in carton.counts)


def opening(device: DeviceSubject) -> Iterator[Event]:
    """The event that opens the device's sealed carton for good, where it is sealed."""
    if device.sealed:
        yield SealedCartonOpened(device.carton.id, device.carton.code)


# -- what is wrong, in the order in which it is said ----------------------------------------------------------------


def wrong_with_device(
    order: str, uai: str, lines: Sequence[Line], carton: OpenCarton | None, device: DeviceSubject, desk: Desk
) -> Decision | None:
    """The first thing that forbids this device in this carton, or None."""
    item = device.item
    return (
        _not_received(device.carton, device.serial)
        or _already_packed(device, carton)
        or _no_order(order)
        or _wrong_model(lines, item.reference)
        or _reserved(uai, (device.reserved_for,), device.serial)
        or _dangerous((item,), desk)
        or _no_more_needed(lines, item.reference, 1)
        or _no_room(lines, carton, item, desk)
        or _too_heavy(weight_with(carton, item, lines))
    )


def wrong_with_sealed(
    order: str, uai: str, lines: Sequence[Line], carton: OpenCarton | None, sealed: AnnouncedCartonSubject, desk: Desk
) -> Decision | None:
    """The first thing that forbids taking this sealed carton as it is, or None."""
    references = [reference for reference, _ in sealed.contents]
    return (
        _not_received(sealed, sealed.code)
        or _used(sealed)
        or _no_order(order)
        or _first(_wrong_model(lines, reference) for reference in references)
        or _reserved(uai, sealed.reserved_for, sealed.code)
        or _dangerous([line_of(lines, reference).item for reference in references], desk)
        or _first(_no_more_needed(lines, reference, count) for reference, count in sealed.contents)
        or _mixed(references, desk)
        or _still_open(carton)
        or _too_heavy(sealed_weight_g(sealed, lines))
    )


def _first(verdicts: Iterable[Decision | None]) -> Decision | None:
    return next((verdict for verdict in verdicts if verdict is not None), None)


def _not_received(carton: AnnouncedCartonSubject, code: str) -> Decision | None:
    return None if carton.received else refuse(Reason.NOT_RECEIVED, serial=code, carton=carton.code)


def _already_packed(device: DeviceSubject, carton: OpenCarton | None) -> Decision | None:
    unit = device.unit
    if unit is None:
        return None
    if carton is not None and unit.sscc == carton.sscc:
        return refuse(Reason.ALREADY_IN_CARTON, serial=device.serial)
    if unit.departed:
        return refuse(Reason.ALREADY_SHIPPED, serial=device.serial, date=unit.departed, site=unit.site)
    return refuse(Reason.ALREADY_PACKED, serial=device.serial, sscc=unit.sscc)


def _used(sealed: AnnouncedCartonSubject) -> Decision | None:
    if sealed.unit is not None:
        return refuse(Reason.ALREADY_PACKED, serial=sealed.code, sscc=sealed.unit)
    return refuse(Reason.CARTON_ALREADY_OPENED, carton=sealed.code) if sealed.opened else None


def _no_order(order: str) -> Decision | None:
    return None if order else refuse(Reason.ORDER_EXPECTED)


def _wrong_model(lines: Sequence[Line], reference: str) -> Decision | None:
    """E-SER-04: the order has no line of this model."""
    if any(line.item.reference == reference for line in lines):
        return None
    expected = ", ".join(line.item.reference for line in lines if line.remaining) or "—"
    return refuse(Reason.WRONG_MODEL, model=reference, expected=expected)


def _reserved(uai: str, reserved_for: Sequence[str | None], code: str) -> Decision | None:
    other = next((r for r in reserved_for if r and r != uai), None)
    return None if other is None else refuse(Reason.RESERVED_ELSEWHERE, serial=code, uai=other)


def _dangerous(items: Sequence[TradeItem], desk: Desk) -> Decision | None:
    """E-CHG-17: a battery that SP 188 does not cover is never packed."""
    too_large = desk.batteries.too_large(items, desk.today)
    return None if too_large is None else refuse(Reason.BATTERY_TOO_LARGE, model=too_large.reference)


def _no_more_needed(lines: Sequence[Line], reference: str, count: int) -> Decision | None:
    line = line_of(lines, reference)
    if line.remaining >= count:
        return None
    return refuse(Reason.QUANTITY_REACHED, model=reference, remaining=line.remaining, count=count)


def _no_room(lines: Sequence[Line], carton: OpenCarton | None, item: TradeItem, desk: Desk) -> Decision | None:
    if carton is None:
        return None
    if not desk.mix_models and any(reference != item.reference for reference, _ in carton.counts):
        return refuse(Reason.MODELS_MIXED, model=item.reference)
    if carton.room_for(item, lines) < 1:
        return refuse(Reason.CARTON_FULL, sscc=carton.sscc, done=carton.devices)
    return None


def _mixed(references: Sequence[str], desk: Desk) -> Decision | None:
    return None if len(references) < 2 or desk.mix_models else refuse(Reason.MODELS_MIXED, model=references[1])


def _still_open(carton: OpenCarton | None) -> Decision | None:
    return None if carton is None else refuse(Reason.CARTON_STILL_OPEN, sscc=carton.sscc)


def _too_heavy(weight_g: int) -> Decision | None:
    return refuse(Reason.CARTON_TOO_HEAVY, weight=_kilograms(weight_g)) if weight_g > TOO_HEAVY_G else None


# -- weight ---------------------------------------------------------------------------------------------------------


def weight_with(carton: OpenCarton | None, item: TradeItem, lines: Sequence[Line]) -> int:
    """Theoretical gross weight, in grams, of the carton with one more device."""
    return (carton or OpenCarton("", 0)).with_device(item.reference, item.weight_g).gross_weight_g(lines)


def sealed_weight_g(carton: AnnouncedCartonSubject, lines: Sequence[Line]) -> int:
    """Theoretical gross weight of a sealed carton."""
    items = [(line_of(lines, reference).item, count) for reference, count in carton.contents]
    tare_g = max((item.carton_tare_g for item, _ in items), default=0)
    return sum(item.weight_g * count for item, count in items) + tare_g


def weighed_first(
    sscc: str, weight_g: int, contents: Iterable[tuple[str, int]], lines: Sequence[Line], desk: Desk
) -> tuple[WeighingAwaited, ...]:
    """At a desk that weighs cartons, the event behind the closing of one; nothing elsewhere."""
    if "cartons" not in desk.scales:
        return ()
    lightest_g = min(line_of(lines, reference).item.weight_g for reference, _ in contents)
    return (WeighingAwaited(sscc, weight_g, carton_tolerance_g(weight_g, lightest_g)),)


def heavy(before_g: int, weight_g: int, answers: Answers) -> Decision | None:
    """E-COL-10: asks once, when a carton passes 15 kg."""
    if before_g > HEAVY_G or weight_g <= HEAVY_G or Reason.CARTON_HEAVY in answers.confirmed:
        return None
    return ask(Reason.CARTON_HEAVY, weight=_kilograms(weight_g))


def _kilograms(weight_g: int) -> str:
    return f"{weight_g / 1000:.1f}"


# -- what was really read -------------------------------------------------------------------------------------------


def resolved(decision: Decision, device: DeviceSubject) -> Decision:
    """The decision, saying which serial an IMEI or MAC stood for (E-SER-11)."""
    if device.read_as == "serial":
        return decision
    notice = Notice(f"{device.read_as}-resolved", {"serial": device.serial})
    rule = decision.rule_id or ("E-SER-11" if decision.events else None)
    return replace(decision, notices=(*decision.notices, notice), rule=rule)
