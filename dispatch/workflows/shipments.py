"""Shipments: a pallet joins what its lycée receives on one trip as soon as that is sure (E-CMD-03).

That is when it is closed, where one stop alone can take it, and at the latest when it is loaded. The first pallet gives
the shipment its GSIN. A pallet that is loaded for another shipment than its labels name gets new ones.
"""

from __future__ import annotations

from dispatch.domain.events import Event, ShipmentJoined, ShipmentNumbered
from dispatch.domain.trips import Shipment
from dispatch.workflows.decisions import Desk
from dispatch.workflows.subjects import UnitSubject


def join_closed(pallet: str, shipment: Shipment | None, desk: Desk) -> tuple[Event, ...]:
    """What closing a pallet brings about, where it is sure which shipment it will be part of; its labels are queued."""
    return _join(pallet, shipment, desk, labelled=desk.names_shipments) if shipment else ()


def join_loaded(pallet: UnitSubject, shipment: Shipment | None, desk: Desk) -> tuple[tuple[Event, ...], bool]:
    """What loading a pallet brings about, and whether it needs new labels."""
    gsin = (shipment.gsin or desk.next_gsin) if shipment else ""
    outdated = bool(gsin) and pallet.label_shipment not in ("", gsin)
    if shipment is None or (pallet.shipment == gsin and not outdated):
        return (), False
    return _join(pallet.sscc, shipment, desk, labelled=outdated), outdated


def _join(pallet: str, shipment: Shipment, desk: Desk, *, labelled: bool) -> tuple[Event, ...]:
    gsin = shipment.gsin or desk.next_gsin
    if not gsin:
        return ()
    numbered = () if shipment.gsin else (ShipmentNumbered(shipment.trip, shipment.uai, shipment.order, gsin),)
    return (*numbered, ShipmentJoined(pallet, gsin, labelled))
