"""The summary of the demonstration: what was done, what was proved, and by what; as text, as JSON, as numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from dispatch.bootstrap import opened
from dispatch.domain.reasons import Tone
from dispatch.services.progress_report import Counts, progress, total
from dispatch.storage.verification import Verification
from tests.demo.day import ARRIVED, Day
from tests.demo.harvest import Label, Paper

READERS = {"png": "zxing-cpp", "pdf": "pypdfium2 + zxing-cpp", "zpl": "zpl-renderer-js (Node) + zxing-cpp"}
"""By form: what read the symbols back."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything that is said of the day."""

    platform: str
    """Qt's name for where the window was shown: `xcb`, `offscreen` ..."""
    seconds: float
    scans: int
    tones: Mapping[str, int]
    cartons_received: int
    counts: Counts
    verification: Verification
    labels: Sequence[Label]
    papers: Sequence[Paper]
    pictures: int
    gallery: int | None
    """Pictures in the gallery; None where none was asked for."""
    bugs: str
    """What the station's log says of bugs of ours; empty where all went well."""

    @classmethod
    def of(
        cls, day: Day, home: Path, seconds: float, labels: Sequence[Label], papers: Sequence[Paper], gallery: int | None
    ) -> Summary:
        """The summary of a day on this home, which is verified here."""
        with opened(home) as system:
            verification = system.verify(int)
            with system.store.reading() as reads:
                counts = total(progress(reads))
        log = home / "logs" / "station.log"
        return cls(
            platform=day.stage.platform,
            seconds=seconds,
            scans=day.stage.scans,
            tones={tone.value: day.tones[tone.value] for tone in Tone},
            cartons_received=sum(count for _, count in ARRIVED),
            counts=counts,
            verification=verification,
            labels=labels,
            papers=papers,
            pictures=len(day.steps),
            gallery=gallery,
            bugs=log.read_text(encoding="utf-8") if log.exists() else "",
        )

    @property
    def ok(self) -> bool:
        """Does the journal verify, does every printed symbol read back, and was there no bug?"""
        return (
            self.verification.ok
            and bool(self.labels and self.papers)
            and all(label.ok for label in self.labels)
            and all(paper.ok for paper in self.papers)
            and self.gallery != 0
            and not self.bugs
        )

    @property
    def entries(self) -> int:
        """Entries of the journal."""
        return self.verification.entries

    @property
    def head(self) -> str:
        """The journal's head hash."""
        return self.verification.head

    def read_back(self) -> dict[str, tuple[int, int]]:
        """By form: symbols of labels that read back, and all; only forms that somebody could read."""
        forms = [form for form in READERS if any(form in label.read for label in self.labels)]
        return {
            form: (
                sum(label.symbols for label in self.labels if label.read[form]),
                sum(label.symbols for label in self.labels),
            )
            for form in forms
        }

    def papers_read(self) -> tuple[int, int]:
        """Symbols on papers that read back, and all."""
        return sum(p.symbols for p in self.papers if p.ok), sum(p.symbols for p in self.papers)

    # -- for the page

    def numbers(self) -> Iterator[tuple[str, str, str]]:
        """Value, French and English."""
        yield str(self.scans), "codes bipés", "codes scanned"
        yield str(self.tones["refused"]), "refusés à temps", "refused in time"
        yield str(self.cartons_received), "cartons reçus", "cartons received"
        yield str(self.counts.packed), "appareils emballés", "devices packed"
        yield str(len(self.ssccs("carton"))), "colis étiquetés", "cartons labelled"
        yield str(len(self.ssccs("pallet"))), "palettes parties", "pallets departed"
        yield str(len(self.papers)), "papiers numérotés", "numbered papers"

    def proofs(self) -> Iterator[tuple[str, str, str]]:
        """Tone, French and English of each thing that was proved."""
        good = self.verification.ok
        yield (
            "accepted" if good else "refused",
            "Journal vérifié" if good else "Le journal ne se vérifie pas",
            f"Journal replayed: {self.entries} entries, {len(self.verification.differences)} differences",
        )
        back = self.read_back()
        good = all(read == of for read, of in back.values()) and all(label.ok for label in self.labels)
        told = " · ".join(f"{form.upper()} {read}/{of}" for form, (read, of) in back.items())
        yield (
            "accepted" if good else "refused",
            "Étiquettes relues" if good else "Étiquettes non relues",
            f"Label symbols read back: {told}",
        )
        read, of = self.papers_read()
        good = read == of
        yield (
            "accepted" if good else "refused",
            "Papiers relus" if good else "Papiers non relus",
            f"Paper symbols read back: {read}/{of}",
        )
        if "zpl" not in back:
            yield "info", "ZPL non redessiné\u00a0: Node absent", "ZPL not drawn: there is no Node here"

    def ssccs(self, kind: str) -> set[str]:
        """The units that got a label."""
        return {label.sscc for label in self.labels if label.kind == kind}

    # -- for people and programs

    def text(self) -> str:
        """French, for the terminal and summary.txt."""
        read, of = self.papers_read()
        lines = [
            f"{self.scans} codes bipés ({self._tones()}) en {self.seconds:.0f} s ({self._place()})",
            self._done(),
            f"Journal\u00a0: {self.entries} écritures, {'vérifié' if self.verification.ok else 'NON VÉRIFIÉ'}",
            *(
                f"Étiquettes {form.upper()}\u00a0: {read} symboles relus sur {of} ({READERS[form]})"
                for form, (read, of) in self.read_back().items()
            ),
            *([] if "zpl" in self.read_back() else ["Étiquettes ZPL\u00a0: non redessinées, Node est absent"]),
            f"Papiers PDF\u00a0: {read} symboles relus sur {of} ({READERS['pdf']})",
            f"{len(self.labels)} étiquettes, {len(self.papers)} papiers, {self.pictures} vues du jour{self._gallery()}",
        ]
        lines += ["Défaut du programme\u00a0:", self.bugs] if self.bugs else []
        return "\n".join(lines) + "\n"

    def _done(self) -> str:
        cartons, pallets = len(self.ssccs("carton")), len(self.ssccs("pallet"))
        return (
            f"{self.cartons_received} cartons reçus, {self.counts.packed} appareils emballés dans {cartons} colis, "
            f"{pallets} palettes, {self.counts.departed} appareils partis"
        )

    def _tones(self) -> str:
        words = (("accepted", "acceptés"), ("info", "à savoir"), ("confirm", "questions"), ("refused", "refusés"))
        return ", ".join(f"{self.tones[tone]} {word}" for tone, word in words)

    def _place(self) -> str:
        return "sans écran" if self.platform == "offscreen" else "à l’écran"

    def _gallery(self) -> str:
        if self.gallery is None:
            return ""
        return f", galerie de {self.gallery} vues" if self.gallery else ", galerie EN ÉCHEC (gallery.txt)"

    def as_json(self) -> dict[str, Any]:
        """The same for a program."""
        return {
            "ok": self.ok,
            "platform": self.platform,
            "seconds": round(self.seconds, 1),
            "scans": {"total": self.scans, **self.tones},
            "done": {"cartons_received": self.cartons_received, **self.counts.as_json()},
            "verify": self.verification.as_json(),
            "read_back": {
                **{
                    f"labels_{form}": {"read": read, "of": of, "by": READERS[form]}
                    for form, (read, of) in self.read_back().items()
                },
                "papers_pdf": dict(zip(("read", "of"), self.papers_read(), strict=True)) | {"by": READERS["pdf"]},
                "zxing-cpp": version("zxing-cpp"),
            },
            "labels": [
                {
                    "file": label.stem,
                    "kind": label.kind,
                    "sscc": label.sscc,
                    "copies": label.copies,
                    "symbols": label.symbols,
                    "read": label.read,
                    "same": label.same,
                }
                for label in self.labels
            ],
            "papers": [
                {
                    "file": paper.stem,
                    "kind": paper.kind,
                    "number": paper.number,
                    "pages": len(paper.pages),
                    "symbols": paper.symbols,
                    "ok": paper.ok,
                }
                for paper in self.papers
            ],
            "pictures": self.pictures,
            "gallery": self.gallery,
            "bugs": self.bugs,
        }
