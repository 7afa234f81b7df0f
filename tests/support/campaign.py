"""Sample campaigns: import files small enough to be read here. Nothing in them is about a real programme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

KINDS = ("sites", "items", "allocations", "asn", "trips")
"""In the order in which a campaign is imported."""
Rows = Iterable[Sequence[object]]

A, B, C, D = "0750652B", "0750654D", "0750656F", "0750660K"
"""UAI whose letters check."""


def write(path: Path, heading: str, rows: Rows) -> Path:
    """An import file as a spreadsheet of this country writes it."""
    lines = [heading, *(";".join(map(str, row)) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def today() -> str:
    """The date in Paris, as trips bear it."""
    return datetime.now(ZoneInfo("Europe/Paris")).date().isoformat()


SITES = "uai;nom;adresse;code_postal;commune;quai;hauteur_max_mm;poids_max_kg"
ITEMS = (
    "reference;gtin;fabricant;designation;famille;par_carton;poids_g;tare_carton_g;carton_mm;"
    "batteries;cellules;wh_batterie"
)
ALLOCATIONS = "uai;reference;quantite;public"
ASN = "avis;carton;reference;serie;imei;mac"
TRIPS = (
    "tournee;date;transporteur;adresse_transporteur;siren;immatriculation;"
    "quai;emplacements;charge_kg;arret;uai;commande"
)
CARRIER = ("Transports d’essai", "2 rue des Essais, 75001 Paris", "356000000", "AA-123-BB")

_TABLET = ("TAB-A", "09521234500018", "ACME", "Tablette d’essai", "tablette", 10, 600, 500, "400x300x250", 1, 2, "28,5")
_LAPTOP = ("LAP-B", "09521234500025", "BOLT", "Portable d’essai", "ordinateur", 5, 1900, 700, "500x400x300", 1, 3, "45")


def cartons(advice: str, code: str, reference: str, serial: str, sizes: Sequence[int]) -> list[list[str]]:
    """Rows of announced cartons `<code>00000`, `<code>00001`, ... with serials `<serial>000001`, ... counted on."""
    rows: list[list[str]] = []
    for carton, size in enumerate(sizes):
        numbers = range(1 + len(rows), 1 + len(rows) + size)
        rows += [[advice, f"{code}{carton:05d}", reference, f"{serial}{number:06d}", "", ""] for number in numbers]
    return rows


def day(folder: Path) -> Mapping[str, Path]:
    """The campaign of the contract's abridged day: one lycée that gets a sealed carton of ten and two tablets more.

    FAB-00017 holds S-000171 to S-000180, FAB-00012 S-000121 to S-000130.
    """
    lycee = (A, "Lycée d’essai A", "1 rue A", "75004", "Paris", "non", "", "")
    return {
        "sites": write(folder / "sites.csv", SITES, [lycee]),
        "items": write(folder / "items.csv", ITEMS, [_TABLET]),
        "allocations": write(folder / "allocations.csv", ALLOCATIONS, [(A, "TAB-A", 12, "eleves")]),
        "asn": write(folder / "asn.csv", ASN, cartons("AV-1", "FAB-", "TAB-A", "S-", [10] * 21)),
        "trips": write(folder / "trips.csv", TRIPS, [("T1", today(), *CARRIER, "", "", "", 1, A, "")]),
    }


def town(folder: Path, scale: int = 1) -> Mapping[str, Path]:
    """Four lycées with plenty of stock and one of everything that can be wrong; `scale` multiplies all but the lycées.

    A takes tablets and laptops without a dock, B takes pallets no higher than 350 mm, C none over 45 kg, D has a dock
    and is on no trip but one without carrier address. HEAVY-C weighs 18 kg a carton, HUGE-D 30 kg; BIG-E has a battery
    of 150 Wh; S-TWIN is a serial of two makers and FAB-TWIN a carton of two advices.
    """
    return {
        "sites": write(folder / "sites.csv", SITES, _town_sites()),
        "items": write(folder / "items.csv", ITEMS, _town_items()),
        "allocations": write(folder / "allocations.csv", ALLOCATIONS, _town_allocations(scale)),
        "asn": write(folder / "asn.csv", ASN, _town_asn(scale)),
        "trips": write(folder / "trips.csv", TRIPS, _town_trips(scale)),
    }


def _town_sites() -> Rows:
    return [
        (A, "Lycée d’essai A", "1 rue A", "75004", "Paris", "non", "", ""),
        (B, "Lycée d’essai B", "2 rue B", "75005", "Paris", "oui", 350, ""),
        (C, "Lycée d’essai C", "3 rue C", "75005", "Paris", "non", "", 45),
        (D, "Lycée d’essai D", "4 rue D", "75006", "Paris", "oui", "", ""),
    ]


def _town_items() -> Rows:
    return [
        _TABLET,
        _LAPTOP,
        ("HEAVY-C", "", "ACME", "Serveur d’essai", "ordinateur", 3, 5900, 700, "", 0, 0, ""),
        ("HUGE-D", "", "ACME", "Armoire d’essai", "accessoire", 2, 15000, 700, "", 0, 0, ""),
        ("BIG-E", "", "ACME", "Batterie d’essai", "accessoire", 2, 900, 100, "", 1, 9, "150"),
        ("TWIN-F", "09521234500032", "BOLT", "Jumelle d’essai", "tablette", 10, 600, 500, "400x300x250", 1, 2, "28,5"),
        ("NONE-G", "", "ACME", "Modèle non attribué", "tablette", 10, 600, 500, "400x300x250", 1, 2, "28,5"),
    ]


def _town_allocations(scale: int) -> Rows:
    return [
        *((uai, "TAB-A", scale * quantity, "eleves") for uai, quantity in ((A, 43), (B, 52), (C, 23), (D, 31))),
        *((uai, "LAP-B", scale * quantity, "enseignants") for uai, quantity in ((A, 12), (B, 7), (C, 5))),
        *((A, reference, scale * 4, "enseignants") for reference in ("HEAVY-C", "HUGE-D", "BIG-E", "TWIN-F")),
    ]


def _town_asn(scale: int) -> Rows:
    return [
        *cartons("AV-1", "FAB-", "TAB-A", "S-", [10] * 40 * scale),
        *cartons("AV-2", "LAP-", "LAP-B", "L-", [5] * 20 * scale),
        *cartons("AV-3", "HVY-", "HEAVY-C", "H-", [3] * 2 * scale),
        *cartons("AV-3", "HUG-", "HUGE-D", "U-", [2, 2]),
        *cartons("AV-3", "BIG-", "BIG-E", "E-", [2]),
        *cartons("AV-3", "NON-", "NONE-G", "N-", [3]),
        ["AV-3", "TW-1", "TAB-A", "S-TWIN", "490154203237518", ""],
        ["AV-3", "TW-2", "TWIN-F", "S-TWIN", "", "02AA00000001"],
        ["AV-3", "FAB-TWIN", "TAB-A", "S-T00001", "", ""],
        ["AV-4", "FAB-TWIN", "TAB-A", "S-T00002", "", ""],
    ]


def _town_trips(scale: int) -> Rows:
    """T1 with two places for A and B, T2 with 60 kg for C, T3 for D whose carrier has no address; T4 is like T1, ..."""
    date = today()
    for first in range(1, 3 * scale, 3):
        one, two, three = f"T{first}", f"T{first + 1}", f"T{first + 2}"
        yield one, date, *CARRIER, first, 2, "", 1, A, ""
        yield one, date, *CARRIER, first, 2, "", 2, B, 1
        yield two, date, *CARRIER, first + 1, "", 60, 1, C, ""
        yield three, date, CARRIER[0], "", "", CARRIER[3], first + 2, "", "", 1, D, ""


def operators(path: Path) -> Path:
    """A shift lead, a security officer, a packer, a receiver, a dock agent and an auditor."""
    staff = [
        ("CHEF-1", "Cheffe d’essai", "CHEF_EQUIPE"),
        ("SUR-1", "Sûreté d’essai", "RESP_SURETE"),
        ("PREP-1", "Préparateur d’essai", "PREPARATEUR"),
        ("REC-1", "Réceptionnaire d’essai", "RECEPTION"),
        ("QUAI-1", "Agent d’essai", "AGENT_QUAI"),
        ("AUD-1", "Auditrice d’essai", "AUDITEUR"),
    ]
    return write(path, "badge;nom;roles", staff)
