"""The office: everything a desk does that is no scan. Plain values out; what a person did wrong is a KnownError."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from dispatch.domain.errors import EnvironmentProblem, InputError
from dispatch.domain.printers import PrinterCondition
from dispatch.services.apart import Interrupted, apart
from dispatch.services.configuration import Configuration
from dispatch.services.device_states import DeviceState, UnknownJob, device_states, unknown_jobs
from dispatch.services.export import PAGE, write_whole
from dispatch.services.find import Hit, find
from dispatch.services.imports import Report
from dispatch.services.messages import Messages
from dispatch.services.overview import Overview, overview
from dispatch.services.papers import Papers
from dispatch.services.ports import Clock, DocumentRow, Reads, Store
from dispatch.services.print_plans import RunPaper
from dispatch.services.print_runs import PrintRuns
from dispatch.services.setting_rows import SettingRow, setting_rows
from dispatch.services.story_view import StoryView, story_view
from dispatch.services.trip_summaries import TripSummary, trip_summaries
from dispatch.settings import Settings, list_values, set_value

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outside:
    """What the office reaches beside the database."""

    settings_file: Path
    settings: Settings
    """As the station read them when it started."""
    documents: Path
    """The folder of the home for papers."""
    conditions: Callable[[], Mapping[str, PrinterCondition]]
    """How the printers are, by name, those of which it is known."""
    import_file: Callable[[str, Path, bool], Report]
    """Runs in another process, as does `guess_kind`: a function that pickles."""
    guess_kind: Callable[[Path], str | None]


class Office:
    """Answers the desk screens of one window.

    One lane calls it; `devices` may be called on another one at the same time, for it waits for printers.
    """

    def __init__(
        self,
        store: Store,
        papers: Papers,
        clock: Clock,
        configuration: Configuration,
        messages: Messages,
        outside: Outside,
    ) -> None:
        self._store = store
        self._papers = papers
        self._clock = clock
        self._configuration = configuration
        self._messages = messages
        self._outside = outside
        self.runs = PrintRuns(store, papers, clock, configuration, messages)
        """Prints of whole selections, in order."""

    # -- looking

    def overview(self) -> Overview:
        """The numbers of the home screen."""
        with self._store.reading() as reads:
            return overview(reads, self._configuration, self._messages, self._clock.now()[2])

    def search(self, code: str) -> StoryView:
        """What a code names, where it stands and its story.

        Raises:
            InputError: nothing here has that code, or several things have.
        """
        with self._store.reading() as reads:
            return story_view(code, reads, self._messages)

    def find(self, text: str) -> list[Hit]:
        """What people may mean by a text, at most `find.LIMIT`."""
        with self._store.reading() as reads:
            return find(text, reads, self._messages)

    def trips(self) -> list[TripSummary]:
        """Every trip with its papers, by date."""
        with self._store.reading() as reads:
            return trip_summaries(reads)

    # -- papers

    def paper(self, kind: str, ref: str, version: int = 0) -> bytes:
        """The PDF of a paper: a draft marked PROJET before departure, the stored bytes afterwards.

        Without a `version` the valid one; an earlier one is marked ANNULÉ.

        Raises:
            InputError: unknown reference or version, or an order with several delivery notes.
        """
        return self._papers.document(kind, ref, version)

    def print_paper(self, kind: str, ref: str, reason: str = "", operator: str = "") -> RunPaper:
        """Queue one more print of an issued paper, unless one is waiting already; `ref` is its number, or its trip's.

        Once it came out each further print is a duplicate, which needs a `reason` of the closed list. Who asked for it
        is journalled: the `operator`, else the station.

        Raises:
            InputError: nothing is issued under that reference, several papers are, or a duplicate without a reason.
        """
        with self._store.transaction() as transaction:
            row = self._issued(kind, ref, transaction.reads)
            return self.runs.print_one(row, transaction, reason, operator)

    def reissue_paper(self, kind: str, ref: str, reason: str, operator: str = "") -> DocumentRow:
        """Issue a new version of an issued paper, with its number; the one before is void (E-CHG-12).

        It wants a `reason` of the closed list, as a duplicate does, and is journalled as asked for by the `operator`,
        else by the station.

        Raises:
            InputError: nothing is issued under that reference, several papers are, or the reason is none of the list.
        """
        return self._papers.reissue(kind, ref, reason, operator)

    def _issued(self, kind: str, ref: str, reads: Reads) -> DocumentRow:
        trip = ref.removeprefix("TRP-")
        found = reads.documents("number", ref) or reads.documents("trip", trip)
        rows = [row for row in found if row.kind == kind and row.status == "issued"]
        if not rows:
            key = "error.not-issued" if found or reads.trip(trip) else "error.unknown-code"
            raise InputError(self._messages.text(key, code=ref))
        if len(rows) > 1:
            numbers = ", ".join(row.number for row in rows)
            raise InputError(self._messages.text("error.several-papers", code=ref, numbers=numbers))
        return rows[0]

    def save_lycee_page(self) -> Path:
        """Write the page that reads serial codes at a lycée among the papers, to be handed out; returns its file.

        Raises:
            EnvironmentProblem: it cannot be written.
        """
        target = self._outside.documents.absolute() / PAGE.name
        write_whole(target, (PAGE.read_bytes(),), self._messages)
        return target

    # -- files in

    def import_file(self, kind: str, path: Path, dry_run: bool = False) -> Report:
        """Import one file, in a process of its own: the scans of this one keep their pace."""
        return self._apart(self._outside.import_file, kind, path, dry_run)

    def guess_kind(self, path: Path) -> str | None:
        """The kind of import file that its headings make it, None where they fit none."""
        return self._apart(self._outside.guess_kind, path)

    def _apart(self, work: Callable[..., T], *arguments: object) -> T:
        try:
            return apart(work, *arguments)
        except Interrupted as error:
            raise EnvironmentProblem(self._messages.text("office.import-interrupted")) from error

    # -- settings

    def settings(self) -> list[SettingRow]:
        """Every setting as the file has it now."""
        return setting_rows(Settings.load(self._outside.settings_file), self._messages)

    def set_setting(self, key: str, value: str) -> bool:
        """Write one setting, comments kept; True where it holds only from the station's next start.

        Every setting is read at the start, so that is wherever it differs from what was read then.

        Raises:
            InputError: an unknown key, or a value that is not allowed; nothing was written.
        """
        after = dict(list_values(set_value(self._outside.settings_file, key, value)))
        return dict(list_values(self._outside.settings)).get(key) != after[key]

    # -- devices

    def devices(self) -> list[DeviceState]:
        """The printers as they were last found; the first time this takes seconds where one does not answer."""
        printers, roster = self._outside.settings.printers, self._configuration.printers
        return device_states(self._store.outbox, printers, roster, self._outside.conditions())

    def unknown_jobs(self) -> list[UnknownJob]:
        """The prints of which nobody knows whether they came out, oldest first."""
        return unknown_jobs(self._store.outbox)
