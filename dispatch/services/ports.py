"""Ports: what the services need from the outside, as protocols; the rows they exchange stand in `rows`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from dispatch.domain.catalogue import TradeItem
from dispatch.domain.events import Event
from dispatch.domain.import_report import Parsed
from dispatch.domain.logistic_label import LogisticLabel
from dispatch.domain.operators import Operator
from dispatch.domain.papers import Extract, Paper
from dispatch.domain.printers import PrinterCondition, PrintResult
from dispatch.domain.proofs import Proof
from dispatch.domain.sites import Site
from dispatch.services.rows import (
    BlockRow,
    CartonRow,
    DeviceRow,
    DocumentRow,
    Entry,
    Head,
    Header,
    JobRow,
    Known,
    NewJob,
    NewRun,
    OrderRow,
    ScanRecord,
    TaskRow,
    TripRow,
    UnitRow,
)


class ConflictError(Exception):
    """Another desk was faster: the tables are not as they were when the scan was decided."""


class Reads(Protocol):
    """Questions to the tables; each is one indexed read unless it says otherwise."""

    def head(self) -> Head:
        """The end of the journal."""

    def query(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Rows of a report query, `?` for parameters."""

    def devices_by_serial(self, serial: str) -> list[DeviceRow]:
        """Devices of any maker with that serial."""

    def devices_by_secondary(self, column: str, value: str) -> list[DeviceRow]:
        """Devices by `imei` (either) or `mac`."""

    def device(self, number: int) -> DeviceRow | None:
        """One device by its running number."""

    def devices_in(self, sscc: str) -> list[DeviceRow]:
        """Devices of one carton, by serial."""

    def cartons_by_code(self, code: str) -> list[CartonRow]:
        """Announced cartons with that code, of any advice."""

    def carton(self, number: int) -> CartonRow | None:
        """One announced carton."""

    def carton_contents(self, number: int) -> tuple[tuple[tuple[str, int], ...], int, tuple[str, ...]]:
        """Devices per reference, how many of them are packed, and the UAIs they are reserved for."""

    def asn_progress(self, asn: str) -> tuple[tuple[int, int], tuple[int, int]]:
        """(received, announced) cartons and devices of one advice."""

    def unit(self, sscc: str) -> UnitRow | None:
        """One logistic unit of ours."""

    def units(self, column: str, value: str, kind: str) -> list[UnitRow]:
        """Units of one kind by `code`, `uai`, `pallet`, `trip` or `station`, in order of SSCC creation."""

    def unit_contents(self, sscc: str) -> tuple[tuple[str, int], ...]:
        """Devices per reference in one carton."""

    def item(self, reference: str) -> TradeItem | None:
        """One trade item."""

    def items(self) -> Mapping[str, TradeItem]:
        """All trade items by reference."""

    def site(self, uai: str) -> Site | None:
        """One site."""

    def order(self, code: str) -> OrderRow | None:
        """One order with its lines."""

    def next_order(self, station: str, current: str) -> str | None:
        """The order to pack next: planned trips first, then by code; not one open at another station."""

    def next_site(self) -> tuple[str, str, int] | None:
        """UAI, name and number of the site with most closed cartons on no pallet."""

    def trip(self, number: str) -> TripRow | None:
        """One trip with its stops."""

    def trip_at(self, dock: str) -> str | None:
        """Number of the trip that is loaded at a dock: the first planned one that has not departed."""

    def planned_trip(self, uai: str) -> str | None:
        """Number of a trip not yet departed that stops at a site."""

    def seals(self, trip: str) -> tuple[str, ...]:
        """Seals on a truck, in the order in which they were put on."""

    def seal_trip(self, seal: str) -> str | None:
        """The trip whose truck carries a seal."""

    def operator(self, badge: str) -> Operator | None:
        """One operator."""

    def has_operators(self) -> bool:
        """Is anybody registered?"""

    def task(self, station: str, kind: str) -> TaskRow | None:
        """The last task of one kind at one station."""

    def block(self, station: str, extension: int) -> BlockRow | None:
        """The SSCC block a station draws from."""

    def series_last(self, series: str, year: int) -> int:
        """The last number of a document series, 0 at the beginning of a year."""

    def documents(self, column: str, value: str) -> list[DocumentRow]:
        """Issued papers by `trip`, `number` or `uai`."""

    def chosen_printer(self, role: str) -> str:
        """The printer that a card chose for a role; empty where none ever did."""

    def queued_jobs(self, role: str) -> int:
        """How many print jobs wait for a printer of a role."""

    def blob(self, sha256: str) -> bytes:
        """Uncompressed bytes of a blob."""

    def entries(self, column: str, value: str) -> list[Entry]:
        """Journal entries by `subject` or `task`, in order."""

    def task_entries(self, task: str) -> Iterator[Entry]:
        """Journal entries of a task, last one first."""


class Transaction(Protocol):
    """One writing transaction; nothing of it exists before it is committed."""

    @property
    def reads(self) -> Reads:
        """Questions inside this transaction; they see what it has written."""

    def record(self, events: Sequence[Event], header: Header) -> int:
        """Append events to the journal and carry out their projections; returns the first number."""

    def put_blob(self, data: bytes) -> str:
        """Store bytes once; returns their SHA-256."""

    def log_scan(self, scan: ScanRecord) -> None:
        """Write the scan log."""

    def queue(self, job: NewJob) -> None:
        """Queue a print job."""

    def cancel_jobs(self, sscc: str) -> None:
        """Cancel queued jobs of a unit."""

    def cancel_paper(self, kind: str, number: str, version: int) -> None:
        """Cancel queued jobs of one version of a paper."""

    def open_run(self, run: NewRun) -> int:
        """Open a print run; returns its number."""

    def change_run(self, run: int, state: str) -> None:
        """`running`, `paused` or `cancelled`; with the last one its queued jobs are cancelled too."""

    def settle_jobs(self, ref: str) -> None:
        """A person has seen the print: unknown jobs of this reference are printed."""

    def choose_printer(self, role: str, printer: str) -> None:
        """From now on this printer takes the jobs of a role."""

    def has_queued_job(self, ref: str) -> bool:
        """Is every job of this reference still waiting, so that no paper exists?"""

    def scan_of(self, request: str) -> ScanRecord | None:
        """The scan already judged under this request id (R-02)."""


class Outbox(Protocol):
    """The print queue, for the printer lanes; each change is a transaction of its own."""

    def chosen_printer(self, role: str) -> str:
        """The printer that a card chose for a role; empty where none ever did."""

    def next_job(self, role: str) -> JobRow | None:
        """The oldest queued job of a role whose print run, where it belongs to one, is not paused."""

    def claim(self, job: int, printer: str, time: str, chosen: str | None = None) -> bool:
        """queued → sending; False where another process was faster.

        With `chosen` also where another printer was chosen for the job's role since that one was read.
        """

    def finish(self, job: int, state: str, detail: str, time: str) -> None:
        """sending → printed, unknown or queued."""

    def abandon(self, printer: str, time: str) -> list[JobRow]:
        """sending → unknown for jobs of a printer whose sender died: the jobs."""

    def jobs(self, states: Sequence[str]) -> list[JobRow]:
        """Jobs in any of these states, oldest first."""

    def note_condition(self, printer: str, condition: str, time: str) -> None:
        """What a printer was found to be, for the processes that do not speak with it."""

    def conditions(self) -> Mapping[str, str]:
        """The condition of each printer that was noted last."""


class Store(Protocol):
    """The database of one home."""

    @property
    def outbox(self) -> Outbox:
        """The print queue."""

    def transaction(self) -> AbstractContextManager[Transaction]:
        """A writing transaction: committed at the end, rolled back on any exception."""

    def reading(self) -> AbstractContextManager[Reads]:
        """A consistent snapshot."""

    def make_room(self) -> None:
        """Prepare for many scans, as when a desk opens."""

    def settle(self) -> None:
        """Fold what an import wrote into the database file."""

    def close(self) -> None:
        """Close all connections."""


class Printer(Protocol):
    """A printer of any kind; it never raises for printer trouble."""

    @property
    def name(self) -> str:
        """Its name in the settings."""

    @property
    def role(self) -> str:
        """`labels` or `documents`."""

    def print_job(self, name: str, data: bytes, suffix: str) -> PrintResult:
        """Send one job, once."""

    def condition(self) -> PrinterCondition:
        """Its true state, asked now."""


class LabelWriter(Protocol):
    """Turns label values into what a printer or a screen takes."""

    def zpl(self, label: LogisticLabel, dpi: int, media: str, copies: int) -> bytes:
        """ZPL, UTF-8."""

    def pdf(self, label: LogisticLabel, media: str) -> bytes:
        """A PDF page."""

    def png(self, label: LogisticLabel, dpi: int, media: str) -> bytes:
        """A picture with whole-dot modules."""

    def proof(self, proof: Proof) -> bytes:
        """The test print of a label printer: ZPL, UTF-8."""

    def paper_proof(self, proof: Proof) -> bytes:
        """The test print of a document printer: a PDF page."""

    def cards(self, cards: Sequence[tuple[str, str]], heading: str = "", steps: Sequence[str] = ()) -> bytes:
        """Cards to be scanned, (code, caption), beneath heading and steps: PDF pages of A4."""

    def posters(self, codes: Sequence[tuple[str, str, str]]) -> bytes:
        """Codes to be scanned from afar, (code, title, name): one PDF page of A4 each."""


class PaperRenderer(Protocol):
    """Turns the frozen data of a paper into a PDF; the same data gives the same bytes."""

    def render(self, paper: Paper | Extract, mark: str = "") -> bytes:
        """A PDF; `mark` is printed across each page (PROJET, DUPLICATA 2, ANNULÉ)."""


class Clock(Protocol):
    """The desk's clock."""

    def now(self) -> tuple[str, int, str]:
        """UTC time as text, offset of Europe/Paris in minutes, date in Europe/Paris as ISO text."""


class FileReader(Protocol):
    """Reads an import file of one kind."""

    def __call__(self, kind: str, path: Path, known: Known) -> Parsed[Any]:
        """Values of the kind, with every error and warning of the file.

        Raises:
            InputError: the file cannot be read at all.
        """


__all__ = [
    "BlockRow",
    "CartonRow",
    "Clock",
    "ConflictError",
    "DeviceRow",
    "DocumentRow",
    "Entry",
    "FileReader",
    "Head",
    "Header",
    "JobRow",
    "Known",
    "LabelWriter",
    "NewJob",
    "NewRun",
    "OrderRow",
    "Outbox",
    "PaperRenderer",
    "Printer",
    "Reads",
    "ScanRecord",
    "Store",
    "TaskRow",
    "Transaction",
    "TripRow",
    "UnitRow",
]
