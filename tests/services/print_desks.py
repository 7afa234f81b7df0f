"""Desks with printers at work in this process: real lanes, and simulated printers on real sockets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

from dispatch.bootstrap import System, opened
from dispatch.devices.printer_timing import PrinterTiming
from dispatch.devices.printers import open_printer
from dispatch.devices.simulated_printer import SimulatedPrinter
from dispatch.services.printing import PrinterLane
from dispatch.workflows.decisions import Notice
from tests.labels.reading import symbols_in
from tests.support import campaign
from tests.support.homes import rows, town_home

PATIENCE_S = 20.0
ORDER = f"ORD-{campaign.A}-1"
JOBS = "SELECT kind, ref, state FROM print_job ORDER BY id"
QUICK = PrinterTiming(connect_s=1.0, status_s=0.4, poll_interval_s=0.01, confirm_limit_s=1.5)
"""Waits that are long on a loopback and short for a test."""
AT_ONCE_S = 0.05


class PrintDesk:
    """A packing desk in this process, with its printers at work."""

    def __init__(self, system: System, task: str = "pack") -> None:
        self.home = system.home.folder
        self.station = system.station(task)
        self.told: list[Notice] = []
        """Everything that the lanes said."""
        self.system = system
        self._lanes = quick_lanes(system, self._hear)

    def _hear(self, notice: Notice) -> None:
        self.told.append(notice)
        self.station.notify(notice)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """The printer lanes run."""
        for lane in self._lanes:
            lane.start()
        try:
            yield
        finally:
            for lane in self._lanes:
                lane.close()

    def scan(self, line: str) -> dict[str, Any]:
        """The answer to one scan."""
        outcome = self.station.handle(line)
        self.wake()
        return outcome.answer(self.system.messages)

    def scans(self, *lines: str) -> list[str]:
        """The reason of each scan."""
        return [self.scan(line)["reason"] for line in lines]

    def labelled(self, line: str) -> str:
        """The SSCC of the carton that this scan closes."""
        (job,) = self.scan(line)["printed"]
        return str(job["sscc"])

    def set_aside(self, *cartons: int) -> list[str]:
        """Sealed cartons by number become the order's, their labels set aside; their SSCC."""
        made = []
        for number in cartons:
            made.append(self.labelled(f"FAB-{number:05d}"))
            assert self.scans("CMD-NEXT") == ["set-aside"]
        return made

    def states(self) -> list[str]:
        """The state of each job, oldest first."""
        return [state for _, _, state in rows(self.home, JOBS)]

    def wake(self) -> None:
        """The lanes look for jobs now."""
        for lane in self._lanes:
            lane.wake()

    def notices(self) -> list[str]:
        """What the lanes said, as people read it."""
        return [self.system.messages.notice(notice.word, notice.args) for notice in self.told]


def quick_lanes(system: System, notify: Callable[[Notice], None]) -> list[PrinterLane]:
    """The lanes of a system, waiting no longer than a test does."""
    return [
        PrinterLane(config, open_printer(config, QUICK), system.printing, notify, AT_ONCE_S)
        for config in system.settings.printers
    ]


def until(holds: Callable[[], bool]) -> None:
    """Wait for what another thread or process is about to do."""
    deadline = monotonic() + PATIENCE_S
    pause = Event()
    while not holds():
        assert monotonic() < deadline, "it did not happen"
        pause.wait(0.01)


def ssccs(printer: SimulatedPrinter) -> list[str]:
    """What came out, label by label."""
    return [data[2:].decode() for label in printer.printed for _, data in symbols_in(label.zpl) if data[:2] == b"00"]


def stocked(folder: Path, *printers: SimulatedPrinter) -> Path:
    """A town with six cartons of ten tablets in stock; the first printer prints `labels`, the others are its spares."""
    home = town_home(folder, labels=str(printers[0].address))
    with (home / "settings.toml").open("a", encoding="utf-8") as settings:
        settings.writelines(_spare(number, printer) for number, printer in enumerate(printers[1:], 1))
    with opened(home) as system:
        receive = system.station("receive")
        for number in range(6):
            assert receive.handle(f"FAB-{number:05d}").reason.word == "carton-received"
    return home


def _spare(number: int, printer: SimulatedPrinter) -> str:
    return f'[[printers]]\nname = "Secours n°{number}"\nrole = "labels"\naddress = "{printer.address}"\n'


def names(home: Path, kept: Sequence[str]) -> None:
    """Only these printers stay in the settings."""
    path = home / "settings.toml"
    first, *tables = path.read_text(encoding="utf-8").split("[[printers]]\n")
    stay = [table for table in tables if any(f'name = "{name}"' in table for name in kept)]
    path.write_text("[[printers]]\n".join([first, *stay]), encoding="utf-8")
