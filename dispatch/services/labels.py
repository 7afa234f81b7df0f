"""Label values: what stands on the logistic label of one unit, from the tables as they are now."""

from __future__ import annotations

from dispatch.domain.errors import InputError
from dispatch.domain.identifiers import Sscc
from dispatch.domain.logistic_label import LogisticLabel
from dispatch.services.configuration import Configuration
from dispatch.services.messages import Messages
from dispatch.services.ports import Reads, UnitRow
from dispatch.services.shipments import pallets_of
from dispatch.services.unit_totals import UnitTotals


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
        sequence_of=UnitTotals(reads).of(unit),
        gross_weight_g=unit.weight_g or None,
        content=_content(unit, reads) if configuration.show_content else None,
        shipment=_shipment(unit, reads),
        sample=configuration.sample,
    )


def _shipment(unit: UnitRow, reads: Reads) -> str | None:
    """The GSIN that the labels of a pallet name, as long as it is part of that shipment."""
    gsin = unit.label_shipment
    return gsin if gsin and unit.sscc in pallets_of(gsin, reads) else None


def _content(unit: UnitRow, reads: Reads) -> tuple[str, int] | None:
    """(02) and (37) of a homogeneous unit: the GTIN of its one model, and how many devices it holds in all.

    Cartons have no GTIN, so a pallet too counts devices. Nothing where a carton is not full (domain rule 1.2), or where
    the GTIN is not that of one device: its indicator digit names a case.
    """
    cartons = [unit.sscc] if unit.kind == "carton" else [c.sscc for c in reads.units("pallet", unit.sscc, "carton")]
    contents = {reads.unit_contents(carton) for carton in cartons}
    if len(contents) != 1 or len(content := contents.pop()) != 1:
        return None
    reference, devices = content[0]
    item = reads.item(reference)
    if item is None or item.gtin is None or item.gtin[0] != "0" or devices != item.per_carton:
        return None
    return item.gtin, devices * len(cartons)
