"""Trips: which stop takes a pallet."""

from __future__ import annotations

from dispatch.domain.trips import Shipment, Stop, stop_for
from tests.support.builders import OTHER_UAI, UAI

EVERY, SECOND = Stop(1, UAI), Stop(2, UAI, order_number=2)


def test_a_stop_that_names_the_order_goes_before_one_that_takes_all() -> None:
    for stops in ((EVERY, SECOND), (SECOND, EVERY)):
        assert stop_for(stops, UAI, f"ORD-{UAI}-2") is SECOND
        assert stop_for(stops, UAI, f"ORD-{UAI}-1") is EVERY
        assert stop_for(stops, UAI, "") is EVERY
        assert stop_for(stops, OTHER_UAI, f"ORD-{OTHER_UAI}-1") is None
    assert stop_for((SECOND,), UAI, "") is None


def test_a_shipment_is_what_one_stop_takes() -> None:
    assert Shipment.to("T1", EVERY) == Shipment("T1", UAI, "", "")
    assert Shipment.to("T1", SECOND, "9") == Shipment("T1", UAI, f"ORD-{UAI}-2", "9")
