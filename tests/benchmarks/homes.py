"""Homes to measure on: sample campaigns of any size, made through the real imports; every value is a sample."""

from __future__ import annotations

import os
from pathlib import Path

from dispatch.bootstrap import System, init_home
from dispatch.domain.identifiers import UAI_KEYS, luhn_ok
from dispatch.home import Home

PER_CARTON = 10
"""Devices in a maker's carton."""
PER_ORDER = 300
"""Devices granted to a lycée."""
MODELS = ("SAMPLE-TAB", "SAMPLE-LAP")


def uai(number: int) -> str:
    """A valid UAI; `number` from 0."""
    digits = f"075{number:04d}"
    return digits + UAI_KEYS[int(digits) % len(UAI_KEYS)]


def serial(advice: int, number: int) -> str:
    """Serial of a device of an advice: makers count up, not by one."""
    return f"R{advice:02d}{number * 37:08d}"


def carton(advice: int, number: int) -> str:
    """Code of a maker's carton."""
    return f"SAMPLE-{advice}-{number:06d}"


def _imei(number: int) -> str:
    body = f"35{number:012d}"
    return next(body + digit for digit in "0123456789" if luhn_ok(body + digit))


def advice_file(folder: Path, advice: int, devices: int) -> Path:
    """A despatch advice of one maker: every column filled; it lies on the disk."""
    path = folder / f"asn-{advice}-{devices}.csv"
    with path.open("w", encoding="utf-8") as sink:
        sink.write("avis;carton;reference;serie;imei;imei2;mac;palette;lot;date\n")
        for number in range(devices):
            code, row = carton(advice, number // PER_CARTON), advice * 1_000_000 + number
            sink.write(
                f"SAMPLE-{advice};{code};{MODELS[0]};{serial(advice, number)};{_imei(row)};{_imei(row + 500_000_000)};"
                f"02{row:010X};P{number // 400:04d};L1;2027-03-01\n"
            )
        sink.flush()
        os.fsync(sink.fileno())
    return path


def new_home(folder: Path, sites: int) -> System:
    """A new sample home with sites, items and one order per site."""
    init_home(Home(folder), sample=True)
    system = System(Home(folder))
    files = {"sites": _sites(sites), "items": _items(), "allocations": _allocations(sites)}
    for kind, text in files.items():
        path = folder / f"{kind}.csv"
        path.write_text(text, encoding="utf-8")
        load(system, kind, path)
    return system


def load(system: System, kind: str, path: Path) -> None:
    """Import a file that has nothing wrong."""
    report = system.importer.run(kind, path)
    assert report.errors == () and report.created == report.rows, report


def receive(system: System, advice: int, cartons: int) -> None:
    """Receive the first cartons of an advice."""
    desk = system.station("receive")
    for number in range(cartons):
        assert desk.handle(carton(advice, number)).reason.word == "carton-received"


def _sites(count: int) -> str:
    rows = (f"{uai(n)};Lycée Échantillon {n};1 rue de l’Exemple;75001;Paris;oui" for n in range(count))
    return "\n".join(("uai;nom;adresse;code_postal;commune;quai", *rows))


def _items() -> str:
    rows = (f"{model};MAKER-{n};Échantillon {model};tablette;20;500;300;400x300x250" for n, model in enumerate(MODELS))
    return "\n".join(("reference;fabricant;designation;famille;par_carton;poids_g;tare_carton_g;carton_mm", *rows))


def _allocations(sites: int) -> str:
    rows = (f"{uai(n)};{MODELS[0]};{PER_ORDER}" for n in range(sites))
    return "\n".join(("uai;reference;quantite", *rows))
