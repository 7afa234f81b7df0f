"""Commissioning: what is plugged in and not yet the desk's, its entry in the settings, and a test of each device.

Nothing here is journalled: what is tried is no work, and the settings file has its own history.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from secrets import randbelow

from dispatch.domain.errors import InputError
from dispatch.domain.found_devices import Duty, FoundDevice
from dispatch.domain.printers import PrinterConfig, PrintResult
from dispatch.domain.proofs import Proof
from dispatch.services.messages import Messages
from dispatch.services.ports import LabelWriter
from dispatch.services.sheets import Sheets
from dispatch.settings import Settings
from dispatch.settings.editing import add_device

PAPER_DPI = 600
"""Resolution that test pages of document printers are drawn for."""


@dataclass(frozen=True, slots=True)
class PrintTrial:
    """A test print and what became of it."""

    proof: Proof
    result: PrintResult


LISTENED = "?"
"""Begins the name of a scanner that is in no setting: what follows is its port."""


@dataclass(frozen=True, slots=True)
class Hardware:
    """What commissioning asks of the devices; everything may take seconds."""

    found: Callable[[], Sequence[FoundDevice]]
    """What is plugged in and in no setting."""
    scale_protocol: Callable[[str], str]
    """The protocol in which the scale on a serial port answers; empty where none does."""
    listen: Callable[[Sequence[str]], None]
    """Read these serial ports too, as scanners named `LISTENED` and the port, and those of before no longer."""
    print_directly: Callable[[str, str, bytes, str], PrintResult]
    """Print data on a printer by its name, past the queue, between two of its jobs: name of the printer and of the
    print, bytes, suffix."""


class Commissioning:
    """Sets up the devices of one desk; one lane calls it, and `found` and the prints take seconds."""

    def __init__(
        self,
        settings_file: Path,
        settings: Settings,
        hardware: Hardware,
        writer: LabelWriter,
        sheets: Sheets,
        messages: Messages,
    ) -> None:
        """`settings` are those that the desk was opened with: a device that was added since is not at work yet."""
        self._file = settings_file
        self._settings = settings
        self._hardware = hardware
        self._writer = writer
        self._sheets = sheets
        self._messages = messages

    def found(self) -> list[FoundDevice]:
        """What is plugged in and in no setting."""
        return list(self._hardware.found())

    def listen(self, found: Sequence[FoundDevice]) -> None:
        """Hear the scanners among these devices, until told to hear others or none."""
        self._hardware.listen([device.address for device in found if "scanner" in device.duties])

    def declare(self, address: str, duty: Duty) -> str:
        """Give a device its duty: it gets a free name and its table in the settings file; returns the name.

        It works from the desk's next opening on.

        Raises:
            InputError: an address that fits no such device; or no scale answers there.
        """
        now = Settings.load(self._file)
        section = {"scanner": "scanners", "labels": "printers", "documents": "printers"}.get(duty, "scales")
        name = self._free_name(duty, (device.name for device in getattr(now, section)))
        add_device(self._file, section, {"name": name, **self._table(address, duty)})
        return name

    def _table(self, address: str, duty: Duty) -> dict[str, str]:
        match duty:
            case "scanner":
                return {"port": address}
            case "labels" | "documents":
                return {"role": duty, "address": address}
            case "scale-cartons" | "scale-pallets":
                self._hardware.listen(())
                protocol = self._hardware.scale_protocol(address)
                if not protocol:
                    raise InputError(self._messages.setup("no-scale", port=address))
                return {"port": address, "protocol": protocol, "role": duty.removeprefix("scale-")}

    def _free_name(self, duty: Duty, taken: Iterable[str]) -> str:
        names = set(taken)
        word = self._messages.setup(f"name.{duty}")
        candidates = (word, *(f"{word} {number}" for number in range(2, len(names) + 3)))
        return next(name for name in candidates if name not in names)

    def try_print(self, printer: str) -> PrintTrial:
        """Print the test page on a printer that is at work; its code tells it from all test pages before.

        Raises:
            InputError: no printer of that name is at work, or its media or resolution are impossible.
        """
        config = self._printer(printer)
        if config.role == "labels":
            proof = Proof(printer, config.dpi, config.media, randbelow(100_000))
            data, suffix = self._writer.proof(proof), ".zpl"
        else:
            proof = Proof(printer, PAPER_DPI, "A4", randbelow(100_000))
            data, suffix = self._writer.paper_proof(proof), ".pdf"
        return PrintTrial(proof, self._hardware.print_directly(printer, f"proof-{proof.code}", data, suffix))

    def print_sheet(self, kind: str, codes: Sequence[str] = ()) -> PrintResult:
        """Print a sheet on the first document printer that is at work; see `Sheets.pdf`.

        Raises:
            InputError: there is nothing to put on it, or no document printer.
        """
        data = self._sheets.pdf(kind, codes)
        printers = [printer for printer in self._settings.printers if printer.role == "documents"]
        if not printers:
            raise InputError(self._messages.setup("no-document-printer"))
        return self._hardware.print_directly(printers[0].name, f"sheet-{kind}", data, ".pdf")

    def sheet(self, kind: str, codes: Sequence[str] = ()) -> bytes:
        """A sheet as PDF; see `Sheets.pdf`.

        Raises:
            InputError: there is nothing to put on it.
        """
        return self._sheets.pdf(kind, codes)

    def _printer(self, name: str) -> PrinterConfig:
        for config in self._settings.printers:
            if config.name == name:
                return config
        raise InputError(self._messages.setup("unknown-printer", printer=name))
