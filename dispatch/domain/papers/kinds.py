"""The five papers of a departure (domain rule 5.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dispatch.domain.papers.parts import (
    Consignee,
    Delivery,
    ModelCount,
    PackedPallet,
    PaperHead,
    Party,
    model_counts,
)


@dataclass(frozen=True, slots=True)
class PackingList:
    """Which serial is in which carton on which pallet; travels sealed, one per delivery note, and bears its number."""

    head: PaperHead
    shipper: Party
    consignee: Consignee
    pallets: tuple[PackedPallet, ...]

    @property
    def models(self) -> tuple[ModelCount, ...]:
        """Items per model over all pallets."""
        return model_counts(self.pallets)


@dataclass(frozen=True, slots=True)
class DeliveryNote:
    """What one lycée receives and signs for."""

    head: PaperHead
    shipper: Party
    carrier: Party
    delivery: Delivery
    models: tuple[ModelCount, ...]
    seals: tuple[str, ...] = ()
    batteries: bool = False
    """Some item holds lithium batteries: the line on special provision 188 is printed (domain rule 4.2)."""
    battery_line: str = ""
    """That line, by the edition of the rules on the date of carriage; empty on papers from before there were any."""


@dataclass(frozen=True, slots=True)
class Waybill:
    """The domestic waybill (lettre de voiture): mandatory on board, blocked while a mention is missing (E-CHG-09)."""

    head: PaperHead
    shipper: Party
    loading_place: tuple[str, ...]
    """Complete address, line by line."""
    taken_over_on: str
    """ISO date, or date and time with offset, at which the carrier takes the goods over."""
    carrier: Party
    goods: str
    """Nature of the goods."""
    deliveries: tuple[Delivery, ...]
    """In order of stops; with several, a `Recap` goes with the waybill."""
    recap: str | None = None
    """Number of that recap."""
    seals: tuple[str, ...] = ()
    batteries: bool = False
    battery_line: str = field(default="", kw_only=True)
    declared_value_cents: int | None = None
    """Declaration of value in euro cents (E-CHG-11)."""
    copies: int = 3
    """The first of shipper, carrier and consignee, each with a copy of its own (domain rule 5.1)."""


@dataclass(frozen=True, slots=True)
class Recap:
    """The list of consignees that a waybill with several stops needs."""

    head: PaperHead
    carrier: Party
    deliveries: tuple[Delivery, ...]
    """In order of stops."""
    waybill: str | None = None
    seals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadingList:
    """Every pallet on the truck; bears the journal's head hash, a witness outside the database."""

    head: PaperHead
    carrier: Party
    deliveries: tuple[Delivery, ...]
    journal_head: str = ""
    dock: str = ""
    seals: tuple[str, ...] = ()
    positions: int | None = None
    """Pallet places on the floor of the truck; None while they are not known."""

    @property
    def in_loading_order(self) -> tuple[Delivery, ...]:
        """The last stop is loaded first."""
        return tuple(sorted(self.deliveries, key=lambda delivery: delivery.stop or 0, reverse=True))


Paper = PackingList | DeliveryNote | Waybill | Recap | LoadingList


def missing_mentions(waybill: Waybill) -> tuple[str, ...]:
    """Keys of the mandatory mentions (arrêté of 9 November 1999, domain rule 5.1 a to h) that are empty (E-CHG-09).

    `issued_at carrier_name carrier_address carrier_siren taken_over_on goods quantity shipper_name shipper_address
    loading_address`, then `consignee_name` and `unloading_address`, followed by `:` and the stop's number where it is
    known. A lycée's address counts as given with postcode and town: some have no street. The shipper's address is no
    mention of the arrêté; who gives the order has to give it in writing all the same (contrat type, domain rule 5.2).
    """
    return tuple(key for key, given in _mentions(waybill) if not given)


def _mentions(waybill: Waybill) -> Iterator[tuple[str, object]]:
    carrier = waybill.carrier
    yield "issued_at", waybill.head.issued_at
    yield "carrier_name", carrier.name.strip()
    yield "carrier_address", "".join(carrier.lines).strip()
    yield "carrier_siren", carrier.siren.strip()
    yield "taken_over_on", waybill.taken_over_on
    yield "goods", waybill.goods.strip()
    yield "quantity", any(delivery.cartons or delivery.weight_g for delivery in waybill.deliveries)
    yield "shipper_name", waybill.shipper.name.strip()
    yield "shipper_address", "".join(waybill.shipper.lines).strip()
    yield "loading_address", "".join(waybill.loading_place).strip()
    for delivery in waybill.deliveries or (Delivery(Consignee("", "")),):
        consignee, stop = delivery.consignee, "" if delivery.stop is None else f":{delivery.stop}"
        yield f"consignee_name{stop}", consignee.name.strip()
        yield f"unloading_address{stop}", consignee.postcode.strip() and consignee.city.strip()
