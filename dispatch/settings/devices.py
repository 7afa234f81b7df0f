"""The devices of a station: each kind has its `[[…]]` tables, one per device."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, get_args

from dispatch.domain.errors import InputError
from dispatch.domain.printer_addresses import FORMS
from dispatch.domain.printers import MOST_COPIES, PrinterConfig
from dispatch.domain.scales import ScaleConfig, ScaleProtocol, ScaleRole
from dispatch.domain.scanners import LONGEST_IDLE_MS, LONGEST_REPEAT_MS, SHORTEST_IDLE_MS, ScannerConfig
from dispatch.domain.serial_ports import BAUD_RATES
from dispatch.settings.declaration import SWITCH, Limit, MisplacedError, Setting, Value, quoted

D = TypeVar("D", PrinterConfig, ScannerConfig, ScaleConfig)


@dataclass(frozen=True, slots=True)
class DeviceKind(Generic[D]):
    """One kind of device; the device's own value judges what is set."""

    section: str
    fr: str
    """What one is called."""
    parse: Callable[[Mapping[str, object]], D]
    settings: Mapping[str, Setting]
    """By their key within a table, without the name."""
    place: str
    """The setting that adds a device."""
    fresh: Callable[[Value], Mapping[str, Value]]
    """What an added device is told besides its name and place, by its place."""

    def read(self, document: Mapping[str, Any]) -> tuple[D, ...]:
        """The devices of a settings file; MisplacedError for the first table that is wrong."""
        tables = document.get(self.section, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise MisplacedError((self.section,), f"les {self.fr}s s’écrivent en sections [[{self.section}]].")
        devices: dict[str, D] = {}
        for position, table in enumerate(tables):
            device = self._one(position, table)
            if device.name in devices:
                raise MisplacedError((self.section, position), f"deux {self.fr}s se nomment {quoted(device.name)}.")
            devices[device.name] = device
        return tuple(devices.values())

    def _one(self, position: int, table: Mapping[str, object]) -> D:
        unknown = next((key for key in table if key != "name" and key not in self.settings), None)
        if unknown is not None:
            place = (self.section, position, unknown)
            raise MisplacedError(place, f"clé inconnue {quoted(f'{self.section}.{unknown}')}.")
        try:
            return self.parse(table)
        except InputError as error:
            raise MisplacedError((self.section, position), str(error)) from error


def _settings(section: str, *rows: tuple[str, Value, Limit, str, str]) -> Mapping[str, Setting]:
    return {name: Setting(f"{section}.*.{name}", default, limit, fr, en) for name, default, limit, fr, en in rows}


def _judged_later(fr: str, en: str) -> Limit:
    return Limit(fr, en, lambda value: value)


PRINTERS = DeviceKind(
    "printers",
    "imprimante",
    PrinterConfig.parse,
    _settings(
        "printers",
        (
            "role",
            "labels",
            _judged_later("labels (étiquettes) ou documents", "labels or documents"),
            "Ce que l’imprimante imprime.",
            "What the printer prints.",
        ),
        (
            "address",
            "",
            _judged_later(
                f"{', '.join(FORMS[:-1])} ou {FORMS[-1]}",
                "file:///folder, tcp://host:9100, usb:///dev/usb/lp0, serial:///dev/ttyUSB0?baud=9600, cups://queue,"
                " ipp://host:631/ipp/print or windows://Printer name",
            ),
            "Où elle se trouve.",
            "Where it is.",
        ),
        (
            "dpi",
            203,
            _judged_later("203, 300 ou 600", "203, 300 or 600"),
            "Résolution en points par pouce.",
            "Resolution in dots per inch.",
        ),
        (
            "media",
            "102x152",
            _judged_later("largeur x hauteur, comme 102x152", "width x height, such as 102x152"),
            "Taille du support en mm.",
            "Size of the medium in mm.",
        ),
        (
            "copies",
            1,
            _judged_later(f"1 à {MOST_COPIES}", f"1 to {MOST_COPIES}"),
            "Exemplaires de chaque papier.",
            "Copies of each paper.",
        ),
        (
            "tray",
            "",
            _judged_later("le nom d’un bac, ou rien", "the name of a tray, or nothing"),
            "Bac où les papiers sont pris.",
            "Tray that papers are taken from.",
        ),
        (
            "duplex",
            False,
            SWITCH,
            "Papiers imprimés recto verso, sauf la lettre de voiture, dont chaque exemplaire a sa feuille.",
            "Papers are printed on both sides, except the waybill, of which each copy has sheets of its own.",
        ),
    ),
    place="address",
    fresh=lambda address: {"role": "documents" if str(address).lower().startswith("ipp:") else "labels"},
)
SCANNERS = DeviceKind(
    "scanners",
    "douchette",
    ScannerConfig.parse,
    _settings(
        "scanners",
        (
            "port",
            "",
            _judged_later(
                "/dev/ttyACM0, /dev/serial/by-id/…, COM3, usb:VID:PID[:SÉRIE] ou usb:VID:PID@PRISE",
                "/dev/ttyACM0, /dev/serial/by-id/…, COM3, usb:VID:PID[:SERIAL] or usb:VID:PID@SOCKET",
            ),
            "Port série de la douchette\u00a0; une douchette clavier n’a rien à régler.",
            "Serial port of the scanner; a keyboard scanner needs no setting.",
        ),
        (
            "baud",
            9600,
            _judged_later(", ".join(map(str, BAUD_RATES)), ", ".join(map(str, BAUD_RATES))),
            "Vitesse en bits par seconde.",
            "Speed in bits per second.",
        ),
        (
            "idle_ms",
            50,
            _judged_later(
                f"{SHORTEST_IDLE_MS} à {LONGEST_IDLE_MS} ms\u00a0; 200 pour une douchette sans fil",
                f"{SHORTEST_IDLE_MS} to {LONGEST_IDLE_MS} ms; 200 for a wireless scanner",
            ),
            "Silence qui finit un code envoyé sans CR ni LF.",
            "Silence that ends a code sent without CR or LF.",
        ),
        (
            "repeat_ms",
            1_500,
            _judged_later(f"0 à {LONGEST_REPEAT_MS} ms", f"0 to {LONGEST_REPEAT_MS} ms"),
            "Délai avant que le même code, relu, compte une seconde fois.",
            "Time before the same code, read again, counts a second time.",
        ),
    ),
    place="port",
    fresh=lambda port: {},  # noqa: ARG005
)
SCALES = DeviceKind(
    "scales",
    "balance",
    ScaleConfig.parse,
    _settings(
        "scales",
        (
            "port",
            "",
            _judged_later(
                "/dev/ttyUSB0, /dev/serial/by-id/…, COM3, usb:VID:PID[:SÉRIE] ou usb:VID:PID@PRISE",
                "/dev/ttyUSB0, /dev/serial/by-id/…, COM3, usb:VID:PID[:SERIAL] or usb:VID:PID@SOCKET",
            ),
            "Port série de la balance.",
            "Serial port of the scale.",
        ),
        (
            "protocol",
            "mt-sics",
            _judged_later(", ".join(get_args(ScaleProtocol)), ", ".join(get_args(ScaleProtocol))),
            "Langage de la balance, réglé sur elle\u00a0; elle pèse en kg ou en g.",
            "Language of the scale, as it is set there; it weighs in kg or g.",
        ),
        (
            "role",
            "cartons",
            _judged_later(" ou ".join(get_args(ScaleRole)), " or ".join(get_args(ScaleRole))),
            "Ce qui est pesé sur elle, à la clôture.",
            "What is weighed on it when it is closed.",
        ),
        (
            "baud",
            9600,
            _judged_later(", ".join(map(str, BAUD_RATES)), ", ".join(map(str, BAUD_RATES))),
            "Vitesse en bits par seconde.",
            "Speed in bits per second.",
        ),
    ),
    place="port",
    fresh=lambda port: {"protocol": "mt-sics", "role": "cartons"},  # noqa: ARG005
)
DEVICE_KINDS: tuple[DeviceKind[Any], ...] = (PRINTERS, SCANNERS, SCALES)
"""Every kind, in the order of the file."""
