"""Trips and their papers in words: what the rows of the trips screen say, and what is told of the chosen paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QDate, Qt

from dispatch.domain.errors import KnownError
from ui.models.table import Row
from ui.screens.run_papers import TONES, print_word

if TYPE_CHECKING:
    from dispatch.services.device_states import UnknownJob
    from dispatch.services.messages import Messages
    from dispatch.services.trip_summaries import PaperSummary, TripSummary

Key = tuple[str, str, int]
"""Kind, reference and version of a paper."""
_TRIP_TONES = {"planned": "", "loading": "info", "departed": "accepted"}
_DOUBTS = 3
"""Prints of which nobody is sure that are told one by one."""


def key_of(paper: PaperSummary) -> Key:
    """What tells a paper from the others; the version counts where it was replaced."""
    return paper.kind, paper.ref, paper.version if paper.status == "void" else 0


@dataclass(frozen=True, slots=True)
class KnownTrips:
    """What the desk knows of trips and their papers."""

    trips: Sequence[TripSummary]

    def trip(self, number: str) -> TripSummary | None:
        """One trip."""
        return next((trip for trip in self.trips if trip.number == number), None)

    def paper(self, key: Key) -> PaperSummary | None:
        """One paper."""
        return next((paper for _, paper in self._papers() if key_of(paper) == key), None)

    def by_code(self, code: str) -> tuple[str, Key | None] | None:
        """The trip that a code names, by its own code or that of a paper, and that paper's key."""
        if code.startswith("TRP-") and self.trip(code.removeprefix("TRP-")):
            return code.removeprefix("TRP-"), None
        return next(((trip.number, key_of(paper)) for trip, paper in self._papers() if paper.number == code), None)

    def _papers(self) -> Iterator[tuple[TripSummary, PaperSummary]]:
        return ((trip, paper) for trip in self.trips for paper in trip.papers)


def day_word(iso: str, form: str = "dd/MM") -> str:
    """A day of the year."""
    return QDate.fromString(iso, Qt.DateFormat.ISODate).toString(form)


def trip_row(trip: TripSummary) -> Row:
    """One trip of the list."""
    words = {
        "planned": QCoreApplication.translate("TripsScreen", "Prévue"),
        "loading": QCoreApplication.translate("TripsScreen", "En chargement"),
        "departed": QCoreApplication.translate("TripsScreen", "Partie"),
    }
    pallets = QCoreApplication.translate("TripsScreen", "{0} sur {1} palettes").format(trip.loaded, trip.planned)
    text = f"{trip.number}, {day_word(trip.date)}\n{pallets}"
    return Row((text, words[trip.status]), trip.number, _TRIP_TONES[trip.status])


def paper_row(paper: PaperSummary, messages: Messages) -> Row:
    """One paper of a trip."""
    states = {
        "draft": QCoreApplication.translate("TripsScreen", "Projet"),
        "issued": QCoreApplication.translate("TripsScreen", "Émis"),
        "void": QCoreApplication.translate("TripsScreen", "Remplacé"),
    }
    printing = paper.printing if paper.status == "issued" else ""
    version = f"v{paper.version}" if paper.version > 1 or paper.status == "void" else ""
    name = " ".join(filter(None, (messages.paper(paper.kind), paper.number, version)))
    text = "\n".join(filter(None, (name, paper.site)))
    return Row(
        (text, print_word(printing) if printing else states[paper.status]), key_of(paper), TONES.get(printing, "")
    )


def kept_words(paper: PaperSummary | None) -> str:
    """When a paper was issued, until when it is kept, how often it came out again; empty for a draft."""
    if paper is None or not paper.issued:
        return ""
    issued, kept = (day_word(day, "dd/MM/yyyy") for day in (paper.issued, paper.kept_until))
    told = [
        QCoreApplication.translate("TripsScreen", "Émis le {0}.").format(issued),
        QCoreApplication.translate("TripsScreen", "À conserver jusqu’au {0}.").format(kept),
    ]
    if paper.duplicates:
        told.append(QCoreApplication.translate("TripsScreen", "Duplicatas\u00a0: {0}.").format(paper.duplicates))
    return " ".join(told)


def printed_words(answer: Any) -> str:
    """What became of one print that was asked for: a `RunPaper` or a KnownError."""
    if isinstance(answer, KnownError):
        return str(answer)
    if answer.waiting:
        return QCoreApplication.translate("TripsScreen", "Déjà en attente d’impression.")
    if answer.duplicate:
        words = QCoreApplication.translate("TripsScreen", "Duplicata {0} envoyé à l’imprimante.")
        return words.format(answer.duplicate)
    return QCoreApplication.translate("TripsScreen", "Envoyé à l’imprimante.")


def reissued_words(answer: Any, messages: Messages) -> str:
    """What became of a new version that was asked for: its `DocumentRow` or a KnownError."""
    if isinstance(answer, KnownError):
        return str(answer)
    words = QCoreApplication.translate(
        "TripsScreen", "{0} {1}, version {2}, émise. La version {3} est annulée. F9 l’imprime."
    )
    return words.format(messages.paper(answer.kind), answer.number, answer.version, answer.version - 1)


def saved_words(answer: Any) -> str:
    """Where the page for lycées was saved: a path or a KnownError."""
    if isinstance(answer, KnownError):
        return str(answer)
    words = QCoreApplication.translate(
        "TripsScreen", "Page enregistrée\u00a0: {0}. Remettez-la au lycée, sur une clé ou par courriel."
    )
    return words.format(answer)


def doubts_words(jobs: Sequence[UnknownJob], messages: Messages) -> str:
    """What may or may not have come out, and what a person does about it."""
    told = [f"{messages.paper(job.kind)} {job.ref} ({job.printer})" for job in jobs[:_DOUBTS]]
    if len(jobs) > _DOUBTS:
        told.append(QCoreApplication.translate("TripsScreen", "et {0} autres").format(len(jobs) - _DOUBTS))
    heading = QCoreApplication.translate("TripsScreen", "Impressions à vérifier\u00a0:")
    remedy = QCoreApplication.translate("TripsScreen", "Sortie\u00a0: bipez l’étiquette. Pas sortie\u00a0: réimprimez.")
    return "\n".join((heading, *told, remedy))
