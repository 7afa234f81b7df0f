"""Label values: what stands on the logistic label of one unit, from the tables as they are now."""

from __future__ import annotations

from dispatch.domain.errors import InputError
from dispatch.domain.identifiers import Sscc
from dispatch.domain.logistic_label import LogisticLabel
from dispatch.services.configuration import Configuration
from dispatch.services.messages import Messages
from dispatch.services.ports import Reads, UnitRow


def label_of(sscc: str, reads: Reads, configuration: Configuration) -> LogisticLabel:
    """The label of a carton or pallet.

    Raises:
        InputError: no such unit, or it is void, or still open or to be weighed and so without a label.
    """
    say = Messages(configuration.language).text
    unit = reads.unit(sscc)
    if unit is None:
        raise InputError(say("error.unknown-code", code=sscc))
    if unit.status in ("void", "open", "awaiting-weight"):
        raise InputError(say(f"error.{unit.status}-unit", sscc=sscc))
    site = reads.site(unit.uai)
    assert site is not None
    return LogisticLabel(
        sscc=Sscc(unit.sscc),
        kind="pallet" if unit.kind == "pallet" else "carton",
        ship_from=tuple(line for line in (configuration.shipper.name, *configuration.shipper.lines) if line),
        ship_to_name=site.name,
        uai=site.uai,
        address=(site.address,) if site.address else (),
        postcode=site.postcode,
        city=site.city,
        order_no=unit.code,
        sequence=unit.number,
        sequence_of=_cartons_planned(unit, reads) if unit.kind == "carton" else None,
        gross_weight_g=unit.weight_g or None,
        content=_content(unit, reads) if configuration.show_content else None,
        sample=configuration.sample,
    )


def _cartons_planned(unit: UnitRow, reads: Reads) -> int | None:
    """How many cartons the order has, once everything granted is packed and closed; unknown before."""
    order = reads.order(unit.code)
    if order is None or any(line.packed < line.granted for line in order.lines):
        return None
    cartons = [u for u in reads.units("code", unit.code, "carton") if u.status != "void"]
    if any(u.status == "open" for u in cartons) or unit.number > len(cartons):
        return None
    return len(cartons)


def _content(unit: UnitRow, reads: Reads) -> tuple[str, int] | None:
    """(02) and (37) of a homogeneous carton whose item has a GTIN."""
    contents = reads.unit_contents(unit.sscc)
    if len(contents) != 1:
        return None
    item = reads.item(contents[0][0])
    return (item.gtin, contents[0][1]) if item and item.gtin else None
