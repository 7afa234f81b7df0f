"""Where a printer is, as values: one kind of address for each way that bytes may go (contract 5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import IPv6Address
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

from dispatch.domain.errors import InputError
from dispatch.domain.serial_ports import BAUD_RATES

RAW_PORT = 9100
"""The TCP port on which printers take raw data."""
IPP_PORT = 631
"""The TCP port of the Internet Printing Protocol (RFC 8010)."""
IPP_PATH = "/ipp/print"
"""The path of the one queue of most printers that speak IPP (PWG 5100.12)."""

_HOST_NAME = re.compile(r"(?=.{1,253}$)[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*\.?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_QUEUE = re.compile(r"[^\s/#?\\'\"%]{1,127}")
"""What CUPS takes as the name of a queue."""
_DRIVE = re.compile(r"[A-Za-z]:/")
_PATH = re.compile(r"/[^\x00-\x1f\x7f]+")
_COM = re.compile(r"COM[1-9][0-9]{0,2}")
_LONGEST_WINDOWS_NAME = 220


@dataclass(frozen=True, slots=True)
class PrinterAddress:
    """Where a printer is; `str()` gives the text that parses to it again."""

    @staticmethod
    def parse(text: str) -> AnyPrinterAddress:
        """Read one of the forms of `FORMS`; InputError for anything else."""
        scheme = text.partition("://")[0].lower()
        if scheme not in _READERS or "://" not in text:
            raise _refused(text, f"{', '.join(FORMS[:-1])} ou {FORMS[-1]} attendu")
        if _CONTROL.search(text):
            raise _refused(text, "caractère de contrôle")
        if "#" in text or ("?" in text and scheme != "serial"):
            raise _refused(text, "«\u00a0?\u00a0» s’écrit %3F et «\u00a0#\u00a0» s’écrit %23")
        try:
            return _READERS[scheme](text)
        except ValueError as error:
            raise _refused(text, "adresse mal formée") from error


@dataclass(frozen=True, slots=True)
class FolderAddress(PrinterAddress):
    """A folder that takes one file per job: an absolute path with forward slashes (`/labels`, `C:/labels`)."""

    folder: str

    @classmethod
    def from_text(cls, text: str) -> FolderAddress:
        """The folder of a `file:///folder` or `file:///C:/folder`; InputError where it names a host."""
        bare = _local_path(urlsplit(text), "un dossier absolu est attendu, avec trois barres").lstrip("/")
        return cls(bare if _DRIVE.match(bare) else f"/{bare}")

    def __str__(self) -> str:
        return "file:///" + quote(self.folder.lstrip("/"), safe="/:")


@dataclass(frozen=True, slots=True)
class NetworkAddress(PrinterAddress):
    """A host name or IP address, and the TCP port that takes raw print data."""

    host: str
    port: int = RAW_PORT

    @classmethod
    def from_text(cls, text: str) -> NetworkAddress:
        """The host and port of a `tcp://host[:port]`; InputError or ValueError where it is none."""
        parts = urlsplit(text)
        if parts.path not in ("", "/"):
            raise _refused(text, "tcp://hôte:9100 attendu")
        return cls(*_host_and_port(parts, RAW_PORT, "tcp://hôte:9100 attendu"))

    def __str__(self) -> str:
        return f"tcp://{_bracketed(self.host)}:{self.port}"


@dataclass(frozen=True, slots=True)
class UsbAddress(PrinterAddress):
    """A printer on USB by its character device, or by a link to it that keeps its name (`/dev/usb/lp0`)."""

    path: str

    @classmethod
    def from_text(cls, text: str) -> UsbAddress:
        """The device of a `usb:///dev/usb/lp0`; InputError where it is no absolute path."""
        path = _local_path(urlsplit(text), "usb:///dev/usb/lp0 attendu")
        if not _PATH.fullmatch(path):
            raise _refused(text, "usb:///dev/usb/lp0 attendu")
        return cls(path)

    def __str__(self) -> str:
        return "usb://" + quote(self.path, safe="/:")


@dataclass(frozen=True, slots=True)
class SerialAddress(PrinterAddress):
    """A printer on a serial port (`/dev/ttyUSB0`, `COM3`), and its speed in bits per second; 8N1."""

    port: str
    baud: int = 9600

    @classmethod
    def from_text(cls, text: str) -> SerialAddress:
        """The port of a `serial:///dev/ttyUSB0[?baud=9600]` or `serial://COM3`; InputError where it is none."""
        parts = urlsplit(text)
        port = parts.netloc.upper() + unquote(parts.path, errors="strict")
        if not (_COM if parts.netloc else _PATH).fullmatch(port):
            raise _refused(text, "serial:///dev/ttyUSB0?baud=9600 ou serial://COM3?baud=9600 attendu")
        options = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
        bauds = {str(baud): baud for baud in BAUD_RATES}
        if options and (len(options) > 1 or options[0][0] != "baud" or options[0][1] not in bauds):
            raise _refused(text, f"?baud= suivi de {', '.join(bauds)} attendu")
        return cls(port, bauds[options[0][1]] if options else 9600)

    def __str__(self) -> str:
        return f"serial://{quote(self.port, safe='/:')}?baud={self.baud}"


@dataclass(frozen=True, slots=True)
class CupsAddress(PrinterAddress):
    """A queue of the CUPS server of this machine."""

    queue: str

    @classmethod
    def from_text(cls, text: str) -> CupsAddress:
        """The queue of a `cups://queue`; InputError for a name that CUPS would not take."""
        queue = unquote(text.partition("://")[2], errors="strict")
        if not _QUEUE.fullmatch(queue) or not queue.isprintable():
            raise _refused(text, "cups://file attendu, le nom de la file sans espace")
        return cls(queue)

    def __str__(self) -> str:
        return "cups://" + quote(self.queue, safe="")


@dataclass(frozen=True, slots=True)
class IppAddress(PrinterAddress):
    """A printer that speaks IPP itself: its host, TCP port and path."""

    host: str
    port: int = IPP_PORT
    path: str = IPP_PATH

    @classmethod
    def from_text(cls, text: str) -> IppAddress:
        """The parts of an `ipp://host[:port][/ipp/print]`; InputError or ValueError where it is none."""
        parts = urlsplit(text)
        host, port = _host_and_port(parts, IPP_PORT, "ipp://hôte:631/ipp/print attendu")
        path = unquote(parts.path, errors="strict")
        if _CONTROL.search(path):
            raise _refused(text, "caractère de contrôle")
        return cls(host, port, IPP_PATH if path in ("", "/") else path)

    def __str__(self) -> str:
        return f"ipp://{_bracketed(self.host)}:{self.port}{quote(self.path)}"


@dataclass(frozen=True, slots=True)
class WindowsAddress(PrinterAddress):
    """A printer of the Windows spooler by its name there, also that of a share (`\\\\server\\printer`)."""

    printer: str

    @classmethod
    def from_text(cls, text: str) -> WindowsAddress:
        """The printer of a `windows://Printer name`; a space is written as such or as %20."""
        printer = unquote(text.partition("://")[2], errors="strict").strip()
        if not printer or len(printer) > _LONGEST_WINDOWS_NAME or not printer.isprintable():
            raise _refused(text, "windows://Nom de l’imprimante attendu")
        return cls(printer)

    def __str__(self) -> str:
        return "windows://" + quote(self.printer, safe="")


AnyPrinterAddress = (
    FolderAddress | NetworkAddress | UsbAddress | SerialAddress | CupsAddress | IppAddress | WindowsAddress
)
FORMS = (
    "file:///dossier",
    "tcp://hôte:9100",
    "usb:///dev/usb/lp0",
    "serial:///dev/ttyUSB0?baud=9600",
    "cups://file",
    "ipp://hôte:631/ipp/print",
    "windows://Nom de l’imprimante",
)
"""How each kind is written."""
_READERS: Mapping[str, Callable[[str], AnyPrinterAddress]] = {
    "file": FolderAddress.from_text,
    "tcp": NetworkAddress.from_text,
    "usb": UsbAddress.from_text,
    "serial": SerialAddress.from_text,
    "cups": CupsAddress.from_text,
    "ipp": IppAddress.from_text,
    "windows": WindowsAddress.from_text,
}


def _local_path(parts: SplitResult, expected: str) -> str:
    path = unquote(parts.path, errors="strict")
    if parts.netloc or not path.startswith("/") or _CONTROL.search(path):
        raise _refused(parts.geturl(), expected)
    return path


def _host_and_port(parts: SplitResult, usual: int, expected: str) -> tuple[str, int]:
    host = parts.hostname or ""
    port = usual if parts.port is None else parts.port
    if "@" in parts.netloc or port == 0:
        raise _refused(parts.geturl(), expected)
    if "[" in parts.netloc:
        IPv6Address(host)
    elif not _HOST_NAME.fullmatch(host):
        raise _refused(parts.geturl(), "nom d’hôte impossible")
    return host, port


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _refused(text: str, why: str) -> InputError:
    return InputError(f"Adresse d’imprimante «\u00a0{text}\u00a0» refusée\u00a0: {why}.")
