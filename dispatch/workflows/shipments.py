"""Shipments: a pallet joins what its lycée receives on one trip as soon as that is sure (E-CMD-03).

That is when it is closed, where one stop alone can take it, and at the latest when it is loaded. The first pallet gives
the shipment its GSIN. A pallet whose labels name another shipment than the one it is loaded for gets new ones.
"""

from __future__ import annotations

from dispatch.domain.events import Event, ShipmentJoined, ShipmentNumbered
from dispatch.domain.trips import Shipment
from dispatch.workflows.decisions import Desk


def joining(pallet: str, shipment: Shipment | None, desk: Desk, joined: str = "") -> tuple[Event, ...]:
    """What a pallet that had `joined` the shipment of that GSIN, if any, brings about when it joins this one."""
    gsin = (shipment.gsin or desk.next_gsin) if shipment else ""
    if shipment is None or gsin in ("", joined):
        return ()
    numbered = () if shipment.gsin else (ShipmentNumbered(shipment.trip, shipment.uai, shipment.order, gsin),)
    return (*numbered, ShipmentJoined(pallet, gsin))
