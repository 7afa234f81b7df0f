"""The items file: models of device and accessories, with what their cartons and batteries are."""

from __future__ import annotations

import re
import warnings

from dispatch.domain.catalogue import Family, TradeItem
from dispatch.domain.import_report import Parsed
from dispatch.exchange import cells
from dispatch.exchange.blocks import Table
from dispatch.exchange.codes import gtin
from dispatch.exchange.faults import Fault
from dispatch.exchange.headings import ITEMS
from dispatch.exchange.reading import Row, Uniques, parse_rows

LONGEST_PATTERN = 200
"""Characters of a serial's regular expression."""
FAMILIES = {
    "tablette": Family.TABLET,
    "tablet": Family.TABLET,
    "ordinateur": Family.LAPTOP,
    "laptop": Family.LAPTOP,
    "accessoire": Family.ACCESSORY,
    "accessory": Family.ACCESSORY,
}


def parse_items(table: Table) -> Parsed[TradeItem]:
    """Trade items by their reference, each once; no two have the same GTIN."""
    given = Uniques()

    def item_of(row: Row) -> TradeItem:
        item = TradeItem(
            reference=row.text("reference"),
            designation=row.text("designation"),
            family=row.get("famille", family, Family.TABLET),
            per_carton=row.get("par_carton", cells.positive, 1),
            weight_g=row.get("poids_g", cells.positive, 1),
            gtin=row.text("gtin", gtin) or None,
            maker=row.text("fabricant"),
            serialised=row.get("serie", cells.yes_no, True),
            carton_tare_g=row.get("tare_carton_g", cells.natural, 0),
            carton_mm=row.text("carton_mm", cells.carton_size) or None,
            batteries=row.get("batteries", cells.natural, 0),
            cells=row.get("cellules", cells.natural, 0),
            battery_mwh=row.get("wh_batterie", cells.milliwatt_hours, None),
            serial_pattern=row.text("regex_serie", pattern) or None,
        )
        row.text("onu", un_number)
        given.claim(row, "reference", item.reference)
        given.claim(row, "gtin", item.gtin)
        return item

    return parse_rows(table, ITEMS, item_of)


def family(text: str) -> Family:
    """tablette, ordinateur or accessoire, in French or English."""
    if text.casefold() not in FAMILIES:
        raise Fault("family")
    return FAMILIES[text.casefold()]


def un_number(text: str) -> str:
    """UN 3481, in equipment; batteries alone (UN 3480), packed beside their device or of metal are not carried here."""
    number = "".join(text.upper().split()).removeprefix("UN")
    if number != "3481":
        raise Fault("battery-out-of-scope", "E-CHG-17")
    return f"UN {number}"


def pattern(text: str) -> str:
    """A regular expression that compiles without complaint."""
    if len(text) > LONGEST_PATTERN:
        raise Fault("pattern-too-long", limit=LONGEST_PATTERN)
    try:
        with warnings.catch_warnings(action="error"):
            re.compile(text)
    except (re.error, OverflowError, RecursionError, Warning):
        raise Fault("pattern") from None
    return text
