"""The columns of every file that we read, and the many names they go by (contract 3)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dispatch.domain.import_report import Problem
from dispatch.exchange.blocks import Table, shown


@dataclass(frozen=True, slots=True)
class Column:
    """One column: our name for it, and what others call it."""

    name: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    """The heading must be there."""
    filled: bool = False
    """No cell may be empty."""


def _required(name: str, *aliases: str) -> Column:
    return Column(name, aliases, required=True, filled=True)


def _optional(name: str, *aliases: str) -> Column:
    return Column(name, aliases)


_UAI = ("code_uai", "uai_code", "numero_uai", "identifiant_de_l_etablissement", "rne", "code_rne")
_REFERENCE = ("ref", "item", "item_reference", "sku")
_GTIN = ("ean", "ean13", "code_ean", "gtin13", "gtin14")

SITES = (
    _required("uai", *_UAI),
    _required("nom", "name", "site_name", "nom_etablissement", "appellation_officielle"),
    _optional("adresse", "address", "street", "adresse_1", "adresse_uai"),
    Column("code_postal", ("cp", "postcode", "postal_code", "zip", "zip_code", "code_postal_uai"), required=True),
    _required("commune", "ville", "city", "town", "nom_commune", "libelle_commune"),
    _optional("contact", "nom_contact", "contact_name"),
    _optional("telephone", "tel", "phone", "phone_number", "numero_telephone"),
    _optional("email", "mail", "courriel", "e_mail"),
    _optional("adhesion", "adherent", "member", "joined"),
    _optional("quai", "dock", "quai_de_dechargement"),
    _optional("hauteur_max_mm", "max_height_mm"),
    _optional("poids_max_kg", "max_weight_kg"),
    _optional("horaires", "hours", "opening_hours"),
    _optional("consignes", "instructions", "delivery_instructions"),
    _optional("latitude", "lat"),
    _optional("longitude", "lon", "lng", "long"),
)
ITEMS = (
    _required("reference", *_REFERENCE),
    _optional("gtin", *_GTIN),
    _optional("fabricant", "marque", "constructeur", "maker", "manufacturer", "brand"),
    _required("designation", "libelle", "description"),
    _required("famille", "family", "category"),
    _optional("serie", "serialise", "serialised", "serialized"),
    _required("par_carton", "quantite_par_carton", "pcb", "per_carton", "carton_quantity"),
    _required("poids_g", "weight_g"),
    _optional("tare_carton_g", "carton_tare_g"),
    _optional("carton_mm", "dimensions_carton_mm", "carton_size_mm"),
    _optional("batteries", "nombre_batteries", "battery_count"),
    _optional("cellules", "nombre_cellules", "cells", "cell_count"),
    _optional("wh_batterie", "battery_wh", "wh_per_battery"),
    _optional("onu", "numero_onu", "un", "un_number"),
    _optional("regex_serie", "serial_regex", "serial_pattern"),
)
ALLOCATIONS = (
    _required("uai", *_UAI),
    _required("reference", *_REFERENCE),
    _required("quantite", "qte", "quantity", "qty"),
    _optional("public", "beneficiaires", "audience"),
    _optional("commande", "numero_commande", "order", "order_number"),
)
ASN = (
    _required("avis", "numero_avis", "avis_expedition", "asn", "asn_no", "asn_number", "despatch_advice"),
    _required("carton", "colis", "numero_carton", "carton_id", "carton_number", "sscc"),
    _optional("reference", *_REFERENCE),
    _optional("gtin", *_GTIN),
    _required("serie", "numero_serie", "numero_de_serie", "n_serie", "n_de_serie", "sn", "serial", "serial_number"),
    _optional("imei", "imei1"),
    _optional("imei2"),
    _optional("mac", "adresse_mac", "mac_address", "mac_wifi"),
    _optional("palette", "numero_palette", "pallet", "pallet_id", "pallet_number"),
    _optional("lot", "numero_lot", "batch", "batch_number", "lot_number"),
    _optional("date", "date_expedition", "ship_date", "despatch_date"),
    _optional("uai", "reserve_uai", "uai_reserve", "reserved_for"),
)
TRIPS = (
    _required("tournee", "numero_tournee", "trip", "trip_number"),
    _required("date", "date_depart", "departure_date", "trip_date"),
    _required("transporteur", "carrier", "carrier_name"),
    _optional("adresse_transporteur", "carrier_address"),
    _optional("siren", "siren_transporteur", "carrier_siren"),
    _required("immatriculation", "plate", "licence_plate", "license_plate", "registration"),
    _optional("chauffeur", "conducteur", "driver"),
    _optional("quai", "dock"),
    _optional("emplacements", "positions", "pallet_places"),
    _optional("charge_kg", "charge_utile_kg", "payload_kg"),
    _required("arret", "stop", "stop_number"),
    _required("uai", *_UAI),
    _optional("commande", "numero_commande", "order", "order_number"),
    _optional("heure", "hour", "time"),
    _optional("valeur_declaree", "declaration_de_valeur", "declared_value"),
)
OPERATORS = (
    _required("badge", "numero_badge", "badge_id", "badge_number"),
    _required("nom", "name"),
    _required("roles", "role"),
)


def recognise(table: Table, columns: Sequence[Column]) -> tuple[dict[str, int], list[Problem], list[Problem]]:
    """Where each column stands in the table, with errors (missing, twice) and warnings (unknown, kept out)."""
    names = {_key(alias): column.name for column in columns for alias in (column.name, *column.aliases)}
    line = table.heading_line
    places: dict[str, int] = {}
    errors: list[Problem] = []
    warnings: list[Problem] = []
    for place, heading in enumerate(table.headings):
        name = names.get(_key(heading))
        if name is None:
            warnings.append(Problem(line, shown(heading), "", "unknown-column", args={"place": place + 1}))
        elif name in places:
            errors.append(Problem(line, name, shown(heading), "column-twice"))
        else:
            places[name] = place
    missing = [column.name for column in columns if column.required and column.name not in places]
    errors += [Problem(line, name, "", "missing-column") for name in missing]
    return places, errors, warnings


def is_known(heading: str) -> bool:
    """Is this a column of any file that we read?"""
    return _key(heading) in _all_keys()


def _key(heading: str) -> str:
    """Letters and digits only, without case and accents."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", heading).casefold()))


@cache
def _all_keys() -> frozenset[str]:
    kinds = (SITES, ITEMS, ALLOCATIONS, ASN, TRIPS, OPERATORS)
    return frozenset(_key(name) for kind in kinds for column in kind for name in (column.name, *column.aliases))
