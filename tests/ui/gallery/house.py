"""Homes for the gallery: the sample campaign, set and filled through the program itself; a second desk does what a
story begins after."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dispatch.bootstrap import found_home, init_home, opened
from dispatch.home import Home
from dispatch.settings import set_value
from tests.services import desks
from tests.support import campaign
from tests.support.homes import fill
from tests.ui.gallery.stage import Stage, stage

TABLETS, LARGE_TABLETS, LAPTOPS = "FAB-T10-", "FAB-T11-", "FAB-P14-"
"""Makers' cartons of the sample, followed by four digits: ten, ten and five devices each."""
STAFF = [
    ("ECH-CHEF", "ÉCHANTILLON Cheffe d’équipe", "CHEF_EQUIPE"),
    ("ECH-PREP", "ÉCHANTILLON Préparateur", "PREPARATEUR RECEPTION"),
    ("ECH-QUAI", "ÉCHANTILLON Agent de quai", "AGENT_QUAI"),
]


def cartons(kind: str, first: int, last: int) -> list[str]:
    """The numbers of makers' cartons, from one to another."""
    return [f"{kind}{number:04d}" for number in range(first, last + 1)]


def tablet(number: int) -> str:
    """The serial of a tablet of ten inches, counted from 1: carton 1 holds 1 to 10."""
    return f"ECH10{number:06d}"


def order(number: int) -> str:
    """The order of a lycée of the sample."""
    return f"ORD-{uai(number)}-1"


def uai(number: int) -> str:
    """A lycée of the sample, by its number."""
    return f"09900{number:02d}{'NPRSTUVWXYZABCDEFGHJKLMN'[number - 1]}"


class House:
    """A folder of homes, and the language in which they are shown."""

    def __init__(self, folder: Path, language: str) -> None:
        self.folder = folder
        self.language = language

    def home(self, name: str, *, sample: bool = True, **settings: str) -> Path:
        """A new home with the sample campaign; `settings` as in `pack__mix_models="true"`."""
        home = Home.at(self.folder / name, self.language)
        if sample:
            found_home(home, sample=True, language=self.language)
        else:
            init_home(home, sample=False)
        for key, value in settings.items():
            set_value(home.settings, key.replace("__", "."), value)
        return home.folder

    @contextmanager
    def window(self, home: Path) -> Iterator[Stage]:
        """The window over a home."""
        with stage(home, self.language) as here:
            yield here

    def receive(self, home: Path, *numbers: str) -> None:
        """Cartons arrive at another desk."""
        with opened(home, station="POSTE-2") as system:
            desks.receive(system, *numbers)

    def pack(self, home: Path, lycee: int, *numbers: str) -> list[str]:
        """Received cartons become a lycée's, whole; their SSCC."""
        with opened(home, station="POSTE-2") as system:
            return desks.pack(system, order(lycee), *numbers)

    def palletise(self, home: Path, *ssccs: str) -> str:
        """Cartons go on a pallet; its SSCC."""
        with opened(home, station="POSTE-2") as system:
            return desks.palletise(system, *ssccs)

    def give(self, home: Path, kind: str, heading: str, *rows: tuple[object, ...]) -> None:
        """Import a file with these rows."""
        fill(home, {kind: self.file(f"{kind}.csv", heading, *rows)})

    def file(self, name: str, heading: str, *rows: tuple[object, ...]) -> Path:
        """A file to import."""
        return campaign.write(self.folder / name, heading, rows)

    def register_staff(self, home: Path) -> None:
        """A shift lead and a packer get their badges."""
        self.give(home, "operators", "badge;nom;roles", *STAFF)

    def depart(self, home: Path, trip: str, *pallets: str) -> None:
        """A truck is loaded and leaves, and its papers come out."""
        with opened(home, station="POSTE-2") as system:
            desks.depart(system, trip, *pallets)
            outbox = system.store.outbox
            while job := outbox.next_job("documents"):
                assert outbox.claim(job.id, "documents", job.changed)
                outbox.finish(job.id, "printed", "ready", job.changed)
