"""Printers as values: where one is, what it is for, how it feels, and what became of a job (contract 5)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv6Address
from typing import Literal, cast, get_args
from urllib.parse import SplitResult, quote, unquote, urlsplit

from dispatch.domain.errors import InputError

PrinterRole = Literal["labels", "documents"]
"""What a printer is for: ZPL labels, or papers as PDF."""

RAW_PORT = 9100
"""The TCP port on which printers take raw data."""

RESOLUTIONS_DPI = (203, 300, 600)
"""The print head resolutions that labels are laid out for, in dots per inch."""

_LATER_SCHEMES = frozenset({"usb", "serial", "cups", "ipp", "windows"})
_HOST_NAME = re.compile(r"(?=.{1,253}$)[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*\.?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_MEDIA = re.compile(r"([1-9][0-9]{1,2})x([1-9][0-9]{1,2})")


class JobState(StrEnum):
    """The life of a print job: queued, sending, then printed, unknown or (nothing was sent) queued again.

    UNKNOWN is left only by a person; CANCELLED is a queued job whose unit was voided.
    """

    QUEUED = "queued"
    SENDING = "sending"
    PRINTED = "printed"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"


class PrinterCondition(StrEnum):
    """What a printer says of itself, or how it fails to say anything."""

    READY = "ready"
    PAPER_OUT = "paper-out"
    RIBBON_OUT = "ribbon-out"
    HEAD_OPEN = "head-open"
    PAUSED = "paused"
    OVER_TEMPERATURE = "over-temperature"
    SILENT = "silent"
    """Connected, but no answer that makes sense in time; a printer out of paper may do just that (Zebra, ~HS)."""
    UNREACHABLE = "unreachable"
    """No connection, or a folder that cannot be written."""
    DROPPED = "dropped"
    """The connection was lost."""


class PrintState(StrEnum):
    """What one attempt to print proves."""

    PRINTED = "printed"
    """The printer confirmed that nothing is left to print."""
    NOT_SENT = "not-sent"
    """Provably no byte of the job left: it may be tried again."""
    UNKNOWN = "unknown"
    """Some of the job may have left and nothing confirms it: never try again unasked."""


@dataclass(frozen=True, slots=True)
class PrintResult:
    """The outcome of one attempt: what is proved, and the printer's condition that explains it.

    UNKNOWN with READY is a printer that was still busy, without complaint, when the wait ended.
    """

    state: PrintState
    detail: PrinterCondition

    @property
    def job_state(self) -> JobState:
        """The state of the job after this attempt."""
        return {
            PrintState.PRINTED: JobState.PRINTED,
            PrintState.NOT_SENT: JobState.QUEUED,
            PrintState.UNKNOWN: JobState.UNKNOWN,
        }[self.state]


@dataclass(frozen=True, slots=True)
class PrinterAddress:
    """Where a printer is: a FolderAddress or a NetworkAddress; `str()` gives the text that parses to it again."""

    @staticmethod
    def parse(text: str) -> FolderAddress | NetworkAddress:
        """Read `file:///folder` or `tcp://host[:9100]`; InputError for anything else, also for what comes later."""
        scheme = text.partition("://")[0].lower()
        if scheme in _LATER_SCHEMES:
            raise _refused(text, f"{scheme}:// n’est pas encore pris en charge")
        if scheme not in ("file", "tcp") or "://" not in text:
            raise _refused(text, "file:///dossier ou tcp://hôte:9100 attendu")
        if _CONTROL.search(text):
            raise _refused(text, "caractère de contrôle")
        if "?" in text or "#" in text:
            raise _refused(text, "«\u00a0?\u00a0» s’écrit %3F et «\u00a0#\u00a0» s’écrit %23")
        try:
            parts = urlsplit(text)
            return FolderAddress.from_url(parts) if scheme == "file" else NetworkAddress.from_url(parts)
        except ValueError as error:
            raise _refused(text, "adresse mal formée") from error


@dataclass(frozen=True, slots=True)
class FolderAddress(PrinterAddress):
    """A folder that takes one file per job: an absolute path with forward slashes (`/labels`, `C:/labels`)."""

    folder: str

    @classmethod
    def from_url(cls, parts: SplitResult) -> FolderAddress:
        """The folder of a `file:///folder` or `file:///C:/folder`; InputError where it names a host."""
        path = unquote(parts.path, errors="strict")
        if parts.netloc or not path.startswith("/") or _CONTROL.search(path):
            raise _refused(parts.geturl(), "un dossier absolu est attendu, avec trois barres")
        bare = path.lstrip("/")
        return cls(bare if re.match(r"[A-Za-z]:/", bare) else f"/{bare}")

    def __str__(self) -> str:
        return "file:///" + quote(self.folder.lstrip("/"), safe="/:")


@dataclass(frozen=True, slots=True)
class NetworkAddress(PrinterAddress):
    """A host name or IP address, and the TCP port that takes raw print data."""

    host: str
    port: int = RAW_PORT

    @classmethod
    def from_url(cls, parts: SplitResult) -> NetworkAddress:
        """The host and port of a `tcp://host[:port]`; InputError or ValueError where it is none."""
        host = parts.hostname or ""
        port = RAW_PORT if parts.port is None else parts.port
        if parts.path not in ("", "/") or "@" in parts.netloc or port == 0:
            raise _refused(parts.geturl(), "tcp://hôte:9100 attendu")
        if "[" in parts.netloc:
            IPv6Address(host)
        elif not _HOST_NAME.fullmatch(host):
            raise _refused(parts.geturl(), "nom d’hôte impossible")
        return cls(host, port)

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"tcp://{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class PrinterConfig:
    """One `[[printers]]` table of the settings; InputError where a value is not allowed."""

    name: str
    role: PrinterRole
    address: FolderAddress | NetworkAddress
    dpi: int = 203
    media: str = "102x152"
    """Width x height of the medium in whole millimetres."""

    def __post_init__(self) -> None:
        if not self.name.strip() or not self.name.isprintable():
            raise InputError("Une imprimante doit avoir un nom.")
        if self.role not in get_args(PrinterRole):
            raise self._invalid("role", self.role, "labels, documents")
        if self.dpi not in RESOLUTIONS_DPI:
            raise self._invalid("dpi", self.dpi, "203, 300, 600")
        if not _MEDIA.fullmatch(self.media):
            raise self._invalid("media", self.media, "102x152")

    @classmethod
    def parse(cls, table: Mapping[str, object]) -> PrinterConfig:
        """Read a settings table (name, role, address, dpi, media); InputError names the key that is wrong."""
        unknown = sorted(table.keys() - {"name", "role", "address", "dpi", "media"})
        if unknown:
            raise InputError(f"Imprimante\u00a0: clé inconnue «\u00a0{unknown[0]}\u00a0».")
        dpi = table.get("dpi", 203)
        if type(dpi) is not int:
            raise InputError("Imprimante\u00a0: «\u00a0dpi\u00a0» doit être un nombre entier.")
        return cls(
            name=_text(table, "name"),
            role=cast(PrinterRole, _text(table, "role")),
            address=PrinterAddress.parse(_text(table, "address")),
            dpi=dpi,
            media=_text({"media": "102x152", **table}, "media"),
        )

    @property
    def media_mm(self) -> tuple[int, int]:
        """Width and height of the medium in millimetres."""
        width, height = self.media.split("x")
        return int(width), int(height)

    def _invalid(self, key: str, value: object, allowed: str) -> InputError:
        return InputError(
            f"Imprimante «\u00a0{self.name}\u00a0»\u00a0: {key} = {value} n’est pas permis ({allowed} attendu)."
        )


def _text(table: Mapping[str, object], key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str):
        raise InputError(f"Imprimante\u00a0: «\u00a0{key}\u00a0» manque ou n’est pas un texte.")
    return value


def _refused(text: str, why: str) -> InputError:
    return InputError(f"Adresse d’imprimante «\u00a0{text}\u00a0» refusée\u00a0: {why}.")
