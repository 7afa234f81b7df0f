"""What happens at the desk: first start, home, printers, searching, importing, settings."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from dispatch.devices.simulated_printer import Fault, SimulatedPrinter
from dispatch.home import Home
from dispatch.services.device_states import DeviceState
from tests.support.campaign import ALLOCATIONS
from tests.ui.gallery.house import LAPTOPS, TABLETS, House, cartons, order, tablet, uai
from tests.ui.gallery.stage import Stage
from ui.actions import Act
from ui.desk import HOME, IMPORTS, SEARCH, SETTINGS, TRIPS
from ui.screens.imports import ImportsScreen
from ui.screens.search import SearchScreen
from ui.screens.settings import SettingsScreen
from ui.screens.sheets_page import SheetsPage
from ui.screens.trips import TripsScreen

Scenes = Generator[tuple[str, Stage], None, None]


def first_start(house: House) -> Scenes:
    """No home yet; a name that another desk holds; a home with nothing in it."""
    with house.window(house.folder / "nothing") as desk:
        yield "welcome", desk
    home = house.home("own", sample=False)
    with Home.at(home, house.language).station("POSTE-1"), house.window(home) as desk:
        yield "failure", desk
    with house.window(home) as desk:
        yield "home-empty", desk
        desk.show(TRIPS)
        yield "trips-empty", desk
        desk.work("pack")
        desk.scan("CMD-NEXT")
        yield "pack-nothing", desk


def home(house: House) -> Scenes:
    """Where a shift starts."""
    place = house.home("home")
    house.receive(place, *cartons(TABLETS, 1, 3))
    house.pack(place, 1, *cartons(TABLETS, 1, 1))
    with house.window(place) as desk:
        yield "home", desk
        desk.scan("ECH-404-4711")
        yield "home-refused", desk
        desk.scan(order(2), tablet(11), "CMD-CONFIRM", tablet(12))
        desk.show(HOME)
        yield "home-open-work", desk


def printers(house: House) -> Scenes:
    """A label printer that runs out of paper, is cut off in the middle of a label, is switched off; and a spare."""
    with SimulatedPrinter() as printer, SimulatedPrinter() as spare:
        labels, second = str(printer.address), str(spare.address)
        place = house.home("printers", printers__labels__address=labels, printers__z2__address=second)
        house.receive(place, *cartons(TABLETS, 1, 4))
        with house.window(place) as desk:
            printer.fail(Fault.PAPER_OUT)
            desk.until(lambda: _labels(desk).condition == "paper-out")
            desk.work("pack")
            desk.scan(order(1))
            yield "pack-printer-away", desk
            desk.scan("PRN-Z2")
            yield "pack-printer-chosen", desk
            desk.scan("PRN-LABELS", "CMD-CONFIRM", "FAB-T10-0001")
            desk.until(lambda: bool(_labels(desk).queued))
            yield "pack-paper-out", desk
            printer.recover()
            desk.until(lambda: _labels(desk).condition == "ready" and not _labels(desk).queued)
            desk.label(desk.printed[0])
            printer.fail(Fault.DROP, after_bytes=200)
            desk.scan("FAB-T10-0002")
            desk.until(lambda: bool(_labels(desk).unknown))
            yield "pack-print-unknown", desk
            desk.show(TRIPS)
            yield "trips-doubtful", desk
            printer.fail(Fault.REFUSE)
            desk.until(lambda: _labels(desk).condition not in (None, "ready"))
            desk.show(HOME)
            yield "home-printer-off", desk
            yield from _cards(desk, in_use="PRN-LABELS", unknown="PRN-ZEBRA")


def _cards(desk: Stage, **cards: str) -> Scenes:
    for what, card in cards.items():
        desk.scan(card)
        yield f"home-printer-{what.replace('_', '-')}", desk


def _labels(desk: Stage) -> DeviceState:
    found: DeviceState = next(row for row in desk.desk.known["devices"] if row.role == "labels")
    return found


def print_runs(house: House) -> Scenes:
    """The papers of a truck that has left: one again, all of them again, one that was replaced; the printer is away."""
    home = house.home("print-runs", printers__documents__address="tcp://127.0.0.1:9")
    house.receive(home, "FAB-T10-0001", "FAB-P14-0001")
    first = house.palletise(home, *house.pack(home, 1, "FAB-T10-0001"))
    second = house.palletise(home, *house.pack(home, 6, "FAB-P14-0001"))
    house.depart(home, "ECH-1", second, first)
    with house.window(home) as desk:
        desk.show(TRIPS)
        desk.press(Act.REPRINT)
        yield "trips-reason", desk
        desk.press(Act.BACK)
        desk.press(Act.CONFIRM)
        yield "run-plan", desk
        desk.press(Act.CLOSE)
        desk.press(Act.CLOSE)
        yield "run-day", desk
        desk.press(Act.CLOSE)
        desk.press(Act.CONFIRM)
        yield "run-reason", desk
        desk.card("RSN-ETIQUETTE_ABIMEE")
        yield "run-started", desk
        desk.press(Act.RESUME)
        yield "run-paused", desk
        desk.press(Act.UNDO)
        yield "run-cancelled", desk
        desk.press(Act.BACK)
        yield from _new_version(desk)


def _new_version(desk: Stage) -> Scenes:
    _trips(desk).choose_paper(("waybill", "ECH-1", 0))
    desk.press(Act.SETUP)
    yield "trips-new-version-reason", desk
    desk.card("RSN-ERREUR_COMMANDE")
    yield "trips-new-version", desk
    _trips(desk).choose_paper(("waybill", "ECH-1", 1))
    desk.settle()
    yield "trips-replaced", desk


def _trips(desk: Stage) -> TripsScreen:
    screen = desk.screen
    assert isinstance(screen, TripsScreen)
    return screen


def searching(house: House) -> Scenes:
    """A code, a name, nothing."""
    place = house.home("search")
    house.receive(place, *cartons(TABLETS, 1, 3), *cartons(LAPTOPS, 1, 1))
    ssccs = house.pack(place, 1, "FAB-T10-0001", "FAB-T10-0002", "FAB-P14-0001")
    pallet = house.palletise(place, *ssccs)
    with house.window(place) as desk:
        desk.show(SEARCH)
        yield "search-empty", desk
        for name, text in (
            ("device", tablet(3)),
            ("carton", ssccs[0]),
            ("pallet", pallet),
            ("order", order(1)),
            ("site", uai(1)),
            ("trip", "TRP-ECH-1"),
            ("hits", "lycée général"),
            ("unknown", "ZZZ-404"),
        ):
            _search(desk, text)
            yield f"search-{name}", desk


def _search(desk: Stage, text: str) -> None:
    screen = desk.screen
    assert isinstance(screen, SearchScreen)
    screen.field.put(text)
    screen.field.edit.returnPressed.emit()
    desk.settle()


def importing(house: House) -> Scenes:
    """A file with an error, one without, a file that is none."""
    with house.window(house.home("import")) as desk:
        desk.show(IMPORTS)
        yield "imports-empty", desk
        wrong = [(uai(1), "ECH-TAB-10", 20, ""), ("0990001A", "ECH-TAB-10", 5, ""), (uai(2), "ECH-TAB-99", "2,5", "")]
        _try(desk, "allocations", house.file("ECH-dot-1.csv", ALLOCATIONS, *wrong))
        yield "imports-errors", desk
        good = [(uai(number), "ECH-TAB-10", 60, "eleves") for number in range(1, 9)]
        _try(desk, "allocations", house.file("ECH-dot-2.csv", ALLOCATIONS, *good))
        yield "imports-tried", desk
        desk.press(Act.CONFIRM)
        yield "imports-done", desk
        _try(desk, "sites", _spoilt(house.folder / "ECH-dot-3.xlsx"))
        yield "imports-refused", desk


def _try(desk: Stage, kind: str, path: Path) -> None:
    screen = desk.screen
    assert isinstance(screen, ImportsScreen)
    screen.try_file(kind, str(path))
    desk.settle()


def _spoilt(path: Path) -> Path:
    path.write_bytes(b"PK\x03\x04 no workbook")
    return path


def settings(house: House) -> Scenes:
    """Every section, a value that is not allowed, one that is."""
    with house.window(house.home("settings")) as desk:
        desk.show(SETTINGS)
        sections = list(dict.fromkeys(row.section for row in desk.desk.known["settings"]))
        for number, section in enumerate(sections, 1):
            _settings(desk).choose_section(section)
            yield f"settings-{number}", desk
        _settings(desk).choose_section(_settings(desk).sheets_section)
        yield "settings-sheets", desk
        yield from _places(desk)
        _settings(desk).choose_section(sections[1])
        _set(desk, "gs1.company_prefix", "12")
        yield "settings-refused", desk
        _set(desk, "gs1.company_prefix", "9520002")
        yield "settings-saved", desk


def _places(desk: Stage) -> Scenes:
    """Storage places: none yet, two, one that no scanner could read back."""
    for name, codes in (("empty", ()), ("two", ("LOC-A-01", "LOC-A-02"))):
        if not codes:
            _sheets(desk).choose("locations")
        for code in codes:
            desk.card(code)
        desk.settle()
        yield f"settings-places-{name}", desk
    line = _sheets(desk).places.line
    line.setText(f"{line.text()}, B*3")
    line.editingFinished.emit()
    desk.settle()
    yield "settings-places-refused", desk


def _sheets(desk: Stage) -> SheetsPage:
    sheets = _settings(desk).sheets
    assert sheets is not None
    return sheets


def _settings(desk: Stage) -> SettingsScreen:
    screen = desk.screen
    assert isinstance(screen, SettingsScreen)
    return screen


def _set(desk: Stage, key: str, value: str) -> None:
    line = _settings(desk).fields[key].editor
    assert isinstance(line, QLineEdit)
    line.setText(value)
    line.editingFinished.emit()
    desk.settle()
