"""A simulated campaign: openly marked master data, and crews that scan it from receiving to departure.

Everything goes through the doors a warehouse uses: files through the importer, scans through stations.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, cycle, pairwise
from pathlib import Path

from dispatch.domain.identifiers import UAI_KEYS
from dispatch.domain.reasons import Need, Reason, Tone
from dispatch.services.outcome import Outcome
from dispatch.services.station import Station

Rows = list[list[str | int]]
MODELS = (("SIM-TAB", "tablette", 10, 520, 600), ("SIM-PC", "ordinateur", 5, 1650, 700))
"""Reference, family, devices per carton, grams, grams of tare: sample values, openly marked."""
STOPS_PER_TRIP = 6
WHOLE_SHARE = 0.8
"""Share of tablets among all devices."""
MOST_SITES = 99_999
"""So many UAI there are in a department that does not exist."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """What a seed makes: orders, announced cartons with their serials, trips."""

    sites: tuple[str, ...]
    orders: dict[str, dict[str, int]]
    """Devices per reference, per UAI."""
    cartons: dict[str, list[tuple[str, list[str]]]]
    """Per reference: (carton code, serials)."""
    trips: dict[str, tuple[str, ...]]
    """UAIs in order of delivery, per trip."""

    @classmethod
    def of(cls, sites: int, devices: int, seed: int) -> Campaign:
        """Spread `devices` over as many `sites` at most, unevenly, and announce enough cartons for them."""
        uais = tuple(_uai(n) for n in range(1, sites + 1))
        orders = {}
        for uai, total in zip(uais, _shares(sites, devices, random.Random(seed)), strict=True):
            tablets = round(total * WHOLE_SHARE)
            orders[uai] = {ref: n for ref, n in (("SIM-TAB", tablets), ("SIM-PC", total - tablets)) if n}
        cartons = {ref: _cartons(ref, per, sum(o.get(ref, 0) for o in orders.values())) for ref, _, per, _, _ in MODELS}
        groups = [uais[i : i + STOPS_PER_TRIP] for i in range(0, len(uais), STOPS_PER_TRIP)]
        return cls(uais, orders, cartons, {f"SIM-{n}": group for n, group in enumerate(groups, 1)})

    @property
    def devices(self) -> int:
        """Devices granted in all."""
        return sum(sum(lines.values()) for lines in self.orders.values())

    def write(self, folder: Path, today: str) -> Iterator[tuple[str, Path]]:
        """Write the import files; yields (kind, path) in the order in which they are to be imported."""
        for kind, head, rows in (
            ("sites", "uai;nom;adresse;code_postal;commune", self._site_rows()),
            ("items", "reference;fabricant;designation;famille;par_carton;poids_g;tare_carton_g", _item_rows()),
            ("allocations", "uai;reference;quantite", self._allocation_rows()),
            ("asn", "avis;carton;reference;serie", self._asn_rows()),
            ("trips", _TRIP_HEAD, self._trip_rows(today)),
        ):
            path = folder / f"{kind}.csv"
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, delimiter=";")
                writer.writerow(head.split(";"))
                writer.writerows(rows)
            yield kind, path

    def _site_rows(self) -> Rows:
        return [
            [uai, f"SIMULATION – Lycée fictif {n}", f"{n} rue de l’Exemple", f"77{n % 1000:03d}", "Exempleville"]
            for n, uai in enumerate(self.sites, 1)
        ]

    def _allocation_rows(self) -> Rows:
        return [[uai, ref, count] for uai, lines in self.orders.items() for ref, count in lines.items()]

    def _asn_rows(self) -> Rows:
        cartons = [(ref, *carton) for ref, found in self.cartons.items() for carton in found]
        return [[f"AVIS-{ref}", code, ref, serial] for ref, code, serials in cartons for serial in serials]

    def _trip_rows(self, today: str) -> Rows:
        return [
            [trip, today, "SIMULATION – Transporteur", "2 rue de l’Exemple", "000000000", f"SIM-{trip}", stop, uai]
            for trip, uais in self.trips.items()
            for stop, uai in enumerate(uais, 1)
        ]


_TRIP_HEAD = "tournee;date;transporteur;adresse_transporteur;siren;immatriculation;arret;uai"


def _shares(sites: int, devices: int, chance: random.Random) -> list[int]:
    """At least one device for each site, and all of them in all; sizes are log-normal (domain rule 12)."""
    weights = [chance.lognormvariate(0, 0.6) for _ in range(sites)]
    bounds = [round(total / sum(weights) * (devices - sites)) for total in accumulate(weights, initial=0.0)]
    return [1 + high - low for low, high in pairwise(bounds)]


def _uai(number: int) -> str:
    digits = f"{9_900_000 + number:07d}"
    return digits + UAI_KEYS[int(digits) % len(UAI_KEYS)]


def _item_rows() -> Rows:
    return [[ref, "SIMULATION", f"SIMULATION {family}", family, per, g, tare] for ref, family, per, g, tare in MODELS]


def _cartons(reference: str, per_carton: int, wanted: int) -> list[tuple[str, list[str]]]:
    """Full cartons for what is wanted and a reserve, since each order opens one at most."""
    count = -(-wanted // per_carton) + 1
    return [
        (f"{reference}-C{n:06d}", [f"{reference}-{n * per_carton + i:07d}" for i in range(per_carton)])
        for n in range(count)
    ]


@dataclass(slots=True)
class Crew:
    """Plays a campaign on stations, answering what they ask like a packer who does everything right."""

    campaign: Campaign
    open_station: Callable[[str, str], Station]
    """A station by name and task."""
    names: Sequence[str]
    tick: Callable[[], None] = lambda: None
    """Called for each scan."""
    scans: int = 0
    departed: list[str] = field(default_factory=list)
    _loose: dict[str, list[str]] = field(default_factory=dict)
    _whole: dict[str, list[tuple[str, list[str]]]] = field(default_factory=dict)

    def play(self) -> None:
        """The whole campaign: receive all, then per lycée pack and palletise, then load trip by trip."""
        self._whole = {ref: list(cartons) for ref, cartons in self.campaign.cartons.items()}
        self._loose = {ref: [] for ref in self._whole}
        self._receive()
        packed = {uai: self._pack(uai, name) for uai, name in zip(self.campaign.sites, cycle(self.names), strict=False)}
        pallets = {uai: self._palletise(packed[uai]) for uai in self.campaign.sites}
        for trip, uais in self.campaign.trips.items():
            self._load(trip, [sscc for uai in reversed(uais) for sscc in pallets[uai]])

    def _receive(self) -> None:
        stations = [self.open_station(name, "receive") for name in self.names]
        codes = [code for cartons in self.campaign.cartons.values() for code, _ in cartons]
        for code, station in zip(codes, cycle(stations), strict=False):
            self._scan(station, code)

    def _pack(self, uai: str, name: str) -> list[str]:
        station = self.open_station(name, "pack")
        self._scan(station, f"ORD-{uai}-1")
        made = []
        for reference, wanted in self.campaign.orders[uai].items():
            per_carton = len(self.campaign.cartons[reference][0][1])
            codes = [self._whole[reference].pop(0)[0] for _ in range(wanted // per_carton)]
            codes += [self._one(reference) for _ in range(wanted % per_carton)]
            unfilled = False
            for code in codes:
                outcome = self._scan(station, code)
                unfilled = outcome.state == "carton-open"
                made += self._labelled(station, outcome)
            if unfilled:
                made += self._labelled(station, self._close(station))
        return made

    def _close(self, station: Station) -> Outcome:
        return self._scan(station, "CMD-CLOSE")

    def _one(self, reference: str) -> str:
        loose = self._loose[reference]
        if not loose:
            loose.extend(self._whole[reference].pop(0)[1])
        return loose.pop(0)

    def _palletise(self, cartons: list[str]) -> list[str]:
        station = self.open_station(self.names[0], "palletise")
        made = []
        for sscc in cartons:
            if self._scan(station, f"00{sscc}", Reason.PALLET_TOO_HEAVY).reason is Reason.PALLET_TOO_HEAVY:
                made += self._labelled(station, self._close(station))
                self._scan(station, f"00{sscc}")
        return [*made, *self._labelled(station, self._close(station))]

    def _load(self, trip: str, pallets: list[str]) -> None:
        station = self.open_station(self.names[0], "load")
        self._scan(station, f"TRP-{trip}")
        for sscc in pallets:
            self._scan(station, f"00{sscc}")
        self._close(station)
        self._scan(station, f"SCELLE-{trip}")
        self._close(station)
        self.departed.append(trip)

    def _labelled(self, station: Station, outcome: Outcome) -> list[str]:
        """Scan the labels that this scan printed, each as often as it was printed; returns their units."""
        made = []
        for job in outcome.prints:
            for _ in range(job.copies):
                self._scan(station, f"]C100{job.ref}")
            made.append(job.ref)
        return made

    def _scan(self, station: Station, raw: str, expected: Reason | None = None) -> Outcome:
        """One scan and the answers to its questions; any refusal but the expected one is a bug of ours."""
        outcome = self._handled(station, raw)
        while outcome.need is not None:
            outcome = self._handled(station, _ANSWERS[outcome.need])
        if outcome.reason.tone is Tone.REFUSED and outcome.reason is not expected:
            raise RuntimeError(f"simulation: {raw} is refused, {outcome.reason.word}")
        return outcome

    def _handled(self, station: Station, raw: str) -> Outcome:
        self.scans += 1
        self.tick()
        return station.handle(raw, scanner="simulated")


_ANSWERS = {Need.CONFIRM: "CMD-CONFIRM", Need.REASON: "RSN-AUTRE"}
"""What the crew answers; it is never asked for anything else, as long as nobody is registered."""
