"""Bootstrap: the only module of this package that knows everybody; builds a station from a home."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch.bugs import report_bug
from dispatch.devices.printers import open_printer
from dispatch.documents.renderer import PaperRenderer
from dispatch.domain.batteries import BatteryPolicy
from dispatch.domain.battery_rules import RuleBook
from dispatch.domain.errors import EnvironmentProblem, InputError
from dispatch.domain.found_devices import FoundDevice
from dispatch.domain.papers import Party
from dispatch.domain.printer_roster import PrinterRoster
from dispatch.domain.printers import LABEL_MEDIA, PrinterCondition, PrinterConfig, PrintResult
from dispatch.domain.scales import ScaleState
from dispatch.domain.scanners import ScannerConfig, ScannerState
from dispatch.domain.serial_ports import SerialPort
from dispatch.exchange.reader import guess_kind, read_file
from dispatch.home import Home
from dispatch.labels.writer import LabelWriter
from dispatch.services.apart import Helper
from dispatch.services.clock import SystemClock
from dispatch.services.commissioning import LISTENED, Commissioning, Hardware
from dispatch.services.configuration import Configuration
from dispatch.services.departure import issue_trip
from dispatch.services.device_states import measure
from dispatch.services.imports import Importer, Report
from dispatch.services.messages import Messages
from dispatch.services.office import Office, Outside
from dispatch.services.papers import Papers
from dispatch.services.papers_aside import PapersAside
from dispatch.services.ports import Clock, Printer
from dispatch.services.printer_board import PrinterBoard
from dispatch.services.printing import JobContents, PrinterLane, Printing
from dispatch.services.sheets import Sheets
from dispatch.services.station import Station
from dispatch.services.turn import Services
from dispatch.services.workplace import Workplace
from dispatch.settings import Settings, initial
from dispatch.settings.tree import parse_toml, read_text
from dispatch.storage import migrations
from dispatch.storage.store import DatabaseStore
from dispatch.storage.verification import Verification, verify
from dispatch.workflows.decisions import Notice
from dispatch.workflows.home import TASK as HOME

if TYPE_CHECKING:
    from dispatch.devices.serial_scale import SerialScale
    from dispatch.devices.serial_scanner import SerialScanner

Deliver = Callable[[str, str, float], None]
"""Takes what a serial scanner or scale read: raw text, the device's name, monotonic seconds."""
SAMPLE_PREFIX = "952"
"""GS1 keeps this prefix for examples: a home with it prints SPÉCIMEN on its labels."""
BATTERY_RULES = Path(__file__).resolve().parents[1] / "resources" / "rules" / "adr.toml"
"""The rules on batteries that hold where the home has no `adr.toml`."""


def init_home(home: Home, *, sample: bool, language: str = "fr") -> None:
    """Make a new home; settings that are already there are kept.

    Raises:
        InputError: there is a database already. EnvironmentProblem: the folder cannot be used.
    """
    if home.exists:
        raise InputError(Messages(language).text("error.home-exists", home=str(home.folder)))
    home.prepare()
    if not home.settings.exists():
        try:
            home.settings.write_text(initial(home.folder, sample=sample), encoding="utf-8")
        except OSError as error:
            raise EnvironmentProblem(f"{home.settings}\u00a0: {error.strerror}") from error
    Settings.load(home.settings)
    migrations.create(home.database)


def found_home(home: Home, *, sample: bool, language: str = "fr") -> None:
    """Make a new home, with the sample campaign where asked.

    Raises:
        KnownError: as `init_home`.
    """
    init_home(home, sample=sample, language=language)
    if sample:
        from dispatch.services.sample import import_sample

        with opened(home.folder, language=language) as system:
            import_sample(system.importer, system.clock.now()[2])


def battery_rules(folder: Path | None = None) -> RuleBook:
    """The dated rules on lithium batteries: `adr.toml` of the home where it has one, else those of the program.

    Raises:
        InputError: names the file and what is wrong in it. EnvironmentProblem: it cannot be read.
    """
    own = folder / BATTERY_RULES.name if folder else None
    path = own if own is not None and own.exists() else BATTERY_RULES
    document = parse_toml(read_text(path), path.name)
    try:
        return RuleBook.parse(document)
    except InputError as error:
        raise InputError(f"{path.name}\u00a0: {error}") from error


def configuration_of(settings: Settings, station: str | None = None, rules: RuleBook | None = None) -> Configuration:
    """What the services know of the settings, and of the rules on batteries: the program's where none are given."""
    roles = {printer.role for printer in settings.printers}
    shipper = settings.shipper
    return Configuration(
        station=station or settings.station.name,
        batteries=BatteryPolicy(
            rules or battery_rules(),
            always_mark=settings.adr.always_mark,
            by_hand=settings.adr.marks == "by-hand",
            phone_stock=settings.adr.phone_stock,
        ),
        language=settings.language,
        company_prefix=settings.gs1.company_prefix,
        sscc_block=settings.gs1.sscc_block,
        verify_label=settings.pack.verify_label,
        mix_models=settings.pack.mix_models,
        show_content=settings.label.show_content,
        block_after_error=settings.scan.block_after_error,
        label_printer="labels" in roles,
        document_printer="documents" in roles,
        names_shipments=any(LABEL_MEDIA[p.media] for p in settings.printers if p.role == "labels"),
        printers=PrinterRoster.of((printer.name, printer.role) for printer in settings.printers),
        scales={scale.name: scale.role for scale in settings.scales},
        shipper=Party(shipper.name, _lines(shipper.address), shipper.siren),
        loading_address=_lines(settings.loading.address),
        repeat_s={scanner.name: scanner.repeat_ms / 1000 for scanner in settings.scanners},
        sample=settings.gs1.company_prefix.startswith(SAMPLE_PREFIX),
    )


def _lines(address: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in address.replace("\n", ",").split(",") if line.strip())


class System:
    """Everything of one open home, built when first used; `close` ends it."""

    def __init__(
        self, home: Home, *, language: str | None = None, station: str | None = None, helper: Helper | None = None
    ) -> None:
        """With a `helper` its papers are made there."""
        if not home.exists:
            raise InputError(Messages(language or "fr").text("error.no-home", home=str(home.folder)))
        home.prepare()
        self.home = home
        self.settings = Settings.load(home.settings)
        self.configuration = configuration_of(self.settings, station, battery_rules(home.folder))
        self.language = language or self.configuration.language
        self.messages = Messages(self.language)
        self.clock: Clock = SystemClock()
        self._helper = helper
        self._stack = ExitStack()

    @cached_property
    def store(self) -> DatabaseStore:
        """The database."""
        store = DatabaseStore(self.home.database)
        self._stack.callback(store.close)
        return store

    @cached_property
    def papers(self) -> Papers:
        """Papers on demand."""
        ours = self.store, PaperRenderer(), self.clock, self.configuration
        if self._helper is None:
            return Papers(*ours)
        beside = partial(papers_beside, self.home.folder, self.language, self.configuration.station)
        return PapersAside(self._helper, beside, *ours)

    @cached_property
    def labels(self) -> LabelWriter:
        """The label writer."""
        return LabelWriter()

    @cached_property
    def importer(self) -> Importer:
        """File imports."""
        return Importer(self.store, read_file, self.clock, self.configuration)

    @cached_property
    def board(self) -> PrinterBoard:
        """What the lanes of this process know of the printers."""
        return PrinterBoard(printer.name for printer in self.settings.printers)

    @property
    def printing(self) -> Printing:
        """What printer lanes work with."""
        contents = JobContents(self.store, self.labels, self.papers, self.configuration)
        return Printing(self.store, contents, self.clock, self.home.lock, self.configuration.printers, self.board)

    def station(self, task: str, operator: str = "", name: str | None = None) -> Station:
        """A desk for one task, under this system's name or another."""
        configuration = replace(self.configuration, station=name) if name else self.configuration
        issue = partial(issue_trip, configuration=configuration)
        services = Services(self.clock, configuration, issue, self.board.conditions)
        return Station(self.store, services, task, operator)

    def workplace(self, report: Callable[[], None]) -> Workplace:
        """The desk behind the window, at home; `report` logs the exception in hand."""
        return Workplace(self.station(HOME), self.store, self.configuration, report)

    def office(self, conditions: Callable[[], Mapping[str, PrinterCondition]] | None = None) -> Office:
        """Everything that the desk does besides scanning; without `conditions` the printers are asked themselves."""
        importing = partial(import_file, self.home.folder, self.language, self.configuration.station)
        measured = conditions or self.conditions
        outside = Outside(self.home.settings, self.settings, self.home.documents, measured, importing, guess_kind)
        return Office(self.store, self.papers, self.clock, self.configuration, self.messages, outside)

    @property
    def sheets(self) -> Sheets:
        """Sheets of cards."""
        return Sheets(self.store, self.labels, self.configuration, self.messages)

    def commissioning(
        self, listen: Callable[[Sequence[str]], None], print_directly: Callable[[str, str, bytes, str], PrintResult]
    ) -> Commissioning:
        """Setting up the devices of the desk."""
        hardware = Hardware(self.found_devices, scale_protocol, listen, print_directly)
        return Commissioning(self.home.settings, self.settings, hardware, self.labels, self.sheets, self.messages)

    def found_devices(self) -> list[FoundDevice]:
        """What is plugged in and in no setting."""
        from dispatch.devices.discovery import found_devices

        now = Settings.load(self.home.settings)
        return found_devices(now.printers, now.scanners, now.scales)

    def printers(self) -> list[tuple[PrinterConfig, Printer]]:
        """Every configured printer."""
        return [(config, open_printer(config)) for config in self.settings.printers]

    def conditions(self) -> Mapping[str, PrinterCondition]:
        """The conditions of the printers by name, asked now; see `measure`."""
        return measure(self.printers(), self.home.lock, self.store.outbox)

    def scanners(
        self, deliver: Deliver, notify: Callable[[str, ScannerState], None] | None = None
    ) -> list[SerialScanner]:
        """Every configured serial scanner, not started; both are called in the scanner's thread."""
        from dispatch.devices.serial_scanner import SerialScanner

        return [SerialScanner(config, deliver, notify) for config in self.settings.scanners]

    def scales(self, deliver: Deliver, notify: Callable[[str, ScaleState], None] | None = None) -> list[SerialScale]:
        """Every configured scale, not started; both are called in the scale's thread."""
        from dispatch.devices.serial_scale import SerialScale

        return [SerialScale(config, deliver, notify) for config in self.settings.scales]

    def verify(self, progress: Callable[[int], object]) -> Verification:
        """Replay the journal and compare; `progress` hears how many more entries are done."""
        return verify(self.home.database, progress)

    def lanes(self, notify: Callable[[Notice], None]) -> list[PrinterLane]:
        """One lane per configured printer, not started."""
        return [PrinterLane(config, printer, self.printing, notify) for config, printer in self.printers()]

    def close(self) -> None:
        """Close the database."""
        self._stack.close()


@contextmanager
def opened(folder: Path | None, *, language: str | None = None, station: str | None = None) -> Iterator[System]:
    """The system of a home, closed at the end."""
    system = System(Home.at(folder, language), language=language, station=station)
    try:
        yield system
    finally:
        system.close()


def import_file(folder: Path, language: str, station: str, kind: str, path: Path, dry_run: bool) -> Report:
    """Import one file into the home in a folder: what a process of its own does for a desk."""
    with opened(folder, language=language, station=station) as system:
        return system.importer.run(kind, path, dry_run=dry_run)


@cache
def papers_beside(folder: Path, language: str, station: str) -> Papers:
    """The papers of the home in a folder, opened once: what a process beside a desk works with until it ends."""
    return System(Home(folder), language=language, station=station).papers


def scale_protocol(port: str) -> str:
    """The protocol in which a scale on a serial port answers; empty where none does."""
    from dispatch.devices.discovery import scale_protocol as find

    return find(port) or ""


class OpenDesk:
    """An open home with one desk at work: scans, office, printers, scanners, scales; what the window is given."""

    def __init__(self, system: System, deliver: Deliver) -> None:
        self._system = system
        self.settings = system.settings
        self.language = system.language
        self.station = system.configuration.station
        self.sample = system.configuration.sample
        self.workplace = system.workplace(report=partial(report_bug, system.home, system.language))
        self.office = system.office(self._conditions)
        self._stack = ExitStack()
        self._lanes = system.lanes(self.workplace.notify)
        self.commissioning = system.commissioning(self._listen, self._print_directly)
        self._deliver = deliver
        self._listened: list[SerialScanner] = []
        self._scanners = system.scanners(deliver)
        self._scales = system.scales(deliver)
        self._serial: list[SerialScanner | SerialScale] = [*self._scanners, *self._scales]
        for lane in self._lanes:
            lane.start()
        for device in self._serial:
            device.start()

    @classmethod
    def of(cls, home: Home, language: str | None, deliver: Deliver) -> OpenDesk | None:
        """Open a home under its station's name, held until `close`; None where nothing was ever made there.

        Raises:
            KnownError: the name is taken, a file cannot be read, the database is newer, ...
        """
        if not home.exists:
            return None
        with ExitStack() as stack:
            helper = Helper()
            system = System(home, language=language, helper=helper)
            stack.callback(system.close)
            stack.callback(helper.close)
            stack.enter_context(home.station(system.configuration.station))
            desk = cls(system, deliver)
            desk._stack = stack.pop_all()
        return desk

    @property
    def scanners(self) -> list[tuple[str, ScannerState]]:
        """The serial scanners by name, as they are now."""
        return [(scanner.config.name, scanner.state) for scanner in self._scanners]

    @property
    def scales(self) -> list[tuple[str, ScaleState]]:
        """The scales by name, as they are now."""
        return [(scale.config.name, scale.state) for scale in self._scales]

    def want_weight(self, wanted: bool) -> None:
        """Is a weight awaited? Else the scales only show what stands on them."""
        for scale in self._scales:
            scale.want(wanted)

    def wake_printers(self) -> None:
        """There may be print jobs."""
        for lane in self._lanes:
            lane.wake()

    def close(self) -> None:
        """Finish the jobs in hand, close everything, free the station's name."""
        self._listen(())
        for device in self._serial:
            device.close()
        for lane in self._lanes:
            lane.close()
        self._stack.close()

    def _listen(self, ports: Sequence[str]) -> None:
        from dispatch.devices.serial_scanner import SerialScanner

        for scanner in self._listened:
            scanner.close()
        configs = [ScannerConfig(f"{LISTENED}{port}", SerialPort.parse(port)) for port in ports]
        self._listened = [SerialScanner(config, self._deliver) for config in configs]
        for scanner in self._listened:
            scanner.start()

    def _print_directly(self, printer: str, name: str, data: bytes, suffix: str) -> PrintResult:
        lane = next(lane for lane in self._lanes if lane.name == printer)
        return lane.try_print(name, data, suffix)

    def _conditions(self) -> Mapping[str, PrinterCondition]:
        """How the printers were found; they are looked at again."""
        for lane in self._lanes:
            lane.look()
        return self._system.board.measured()
