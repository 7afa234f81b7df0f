"""The sites file: the lycées that receive, our own columns or the Ministry's open data."""

from __future__ import annotations

from dispatch.domain.import_report import Parsed
from dispatch.domain.sites import Site
from dispatch.exchange import cells
from dispatch.exchange.blocks import Table
from dispatch.exchange.codes import uai
from dispatch.exchange.faults import Oddity
from dispatch.exchange.glyphs import undrawn
from dispatch.exchange.headings import SITES
from dispatch.exchange.reading import Row, Uniques, parse_rows


def parse_sites(table: Table) -> Parsed[Site]:
    """Sites by their UAI, each once (E-CMD-06); the Ministry's data lacks some postal codes, which is told.

    So is what would stand on labels as an empty box.
    """
    given = Uniques()

    def site_of(row: Row) -> Site:
        code = row.text("uai", uai)
        given.claim(row, "uai", code)
        postcode = row.text("code_postal", cells.postcode)
        if not (postcode or row.refused):
            row.tell("code_postal", Oddity("", "no-postcode"))
        site = Site(
            uai=code,
            name=row.text("nom"),
            postcode=postcode,
            city=row.text("commune", cells.place),
            address=row.text("adresse", cells.place),
            contact=row.text("contact"),
            phone=row.text("telephone", cells.phone),
            email=row.text("email"),
            member=row.get("adhesion", cells.yes_no, None),
            dock=row.get("quai", cells.yes_no, None),
            max_height_mm=row.get("hauteur_max_mm", cells.positive, None),
            max_weight_kg=row.get("poids_max_kg", cells.positive, None),
            opening_hours=row.text("horaires"),
            instructions=row.text("consignes"),
            latitude=row.text("latitude", cells.latitude) or None,
            longitude=row.text("longitude", cells.longitude) or None,
        )
        for column, text in (("nom", site.name), ("adresse", site.address), ("commune", site.city)):
            if character := undrawn(text):
                row.tell(column, Oddity(text, "no-glyph", character=character, point=f"U+{ord(character):04X}"))
        return site

    return parse_rows(table, SITES, site_of)
