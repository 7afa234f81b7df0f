"""Printers as values: where one is, what it is for, how it feels, and what became of a job (contract 5)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, cast, get_args

from dispatch.domain.errors import InputError
from dispatch.domain.printer_addresses import (
    AnyPrinterAddress,
    CupsAddress,
    FolderAddress,
    IppAddress,
    NetworkAddress,
    PrinterAddress,
    SerialAddress,
    UsbAddress,
    WindowsAddress,
)

PrinterRole = Literal["labels", "documents"]
"""What a printer is for: ZPL labels, or papers as PDF."""

RESOLUTIONS_DPI = (203, 300, 600)
"""The print head resolutions that labels are laid out for, in dots per inch."""
DOTS_PER_MM: Mapping[int, int] = {203: 8, 300: 12, 600: 24}
"""What a printer calls each of them (Zebra, `~HI`)."""

MOST_COPIES = 9
"""Of one paper, by the setting `copies`."""

LABEL_MEDIA: Mapping[str, bool] = {"102x152": False, "105x148": False, "148x210": True}
"""Labels that there is a layout for, width x height in mm: has the GSIN of a shipment room beside the postcode?"""

_MEDIA = re.compile(r"([1-9][0-9]{1,2})x([1-9][0-9]{1,2})")
_LONGEST_TRAY = 64
_KEYS = frozenset({"name", "role", "address", "dpi", "media", "copies", "tray", "duplex"})
_MISFITS: Mapping[tuple[str, type[PrinterAddress]], str] = {
    ("labels", IppAddress): "ipp:// imprime des papiers\u00a0; pour des étiquettes\u00a0: tcp://, usb:// ou cups://",
    ("documents", UsbAddress): "usb:// imprime des étiquettes\u00a0; pour des papiers\u00a0: cups:// ou windows://",
    ("documents", SerialAddress): "serial:// imprime des étiquettes\u00a0; pour des papiers\u00a0: cups:// ou ipp://",
}
"""The roles that an address cannot have, and what to do instead."""


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
    FORBIDDEN = "forbidden"
    """This user may not open its port or device."""
    BUSY = "busy"
    """Another program holds its port or device."""
    SLOW = "slow"
    """Still taking or printing, without complaint, when the wait ended."""
    WRONG_RESOLUTION = "wrong-resolution"
    """Its dots per millimetre (~HI) are not those that labels are drawn for."""
    JAMMED = "jammed"
    COVER_OPEN = "cover-open"
    TONER_OUT = "toner-out"
    STOPPED = "stopped"
    """The printer or its queue was stopped by somebody, or by its own trouble."""
    REJECTED = "rejected"
    """It refused the job."""


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

    UNKNOWN with READY is a printer that has nothing left to do and yet does not prove that it printed all.
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
class PrinterConfig:
    """One `[[printers]]` table of the settings; InputError where a value is not allowed."""

    name: str
    role: PrinterRole
    address: AnyPrinterAddress
    dpi: int = 203
    media: str = "102x152"
    """Width x height of the medium in whole millimetres."""
    copies: int = 1
    """Of each paper; 1 on a label printer, whose jobs say how many labels they are."""
    tray: str = ""
    """The tray that papers are taken from, as the printer names it; empty: it chooses itself. Papers only."""
    duplex: bool = False
    """Papers are printed on both sides, along the long edge, except a waybill: its copies go to different keepers.

    Papers only.
    """

    def __post_init__(self) -> None:
        if not self.name.strip() or not self.name.isprintable():
            raise InputError("Une imprimante doit avoir un nom.")
        if self.role not in get_args(PrinterRole):
            raise self._invalid("role", self.role, "labels, documents")
        if misfit := _MISFITS.get((self.role, type(self.address))):
            raise InputError(f"Imprimante «\u00a0{self.name}\u00a0»\u00a0: {misfit}.")
        if self.dpi not in RESOLUTIONS_DPI:
            raise self._invalid("dpi", self.dpi, "203, 300, 600")
        if not _MEDIA.fullmatch(self.media):
            raise self._invalid("media", self.media, "102x152")
        if self.role == "labels" and self.media not in LABEL_MEDIA:
            raise self._invalid("media", self.media, ", ".join(LABEL_MEDIA))
        if not 1 <= self.copies <= MOST_COPIES:
            raise self._invalid("copies", self.copies, f"1 à {MOST_COPIES}")
        if not self.tray.isprintable() or self.tray != self.tray.strip() or len(self.tray) > _LONGEST_TRAY:
            raise self._invalid("tray", self.tray, "le nom d’un bac")
        if (self.copies, self.tray, self.duplex) != (1, "", False) and (why := self._why_plain()):
            raise InputError(f"Imprimante «\u00a0{self.name}\u00a0»\u00a0: copies, tray et duplex {why}.")

    @classmethod
    def parse(cls, table: Mapping[str, object]) -> PrinterConfig:
        """Read a settings table; InputError names the key that is wrong."""
        unknown = sorted(table.keys() - _KEYS)
        if unknown:
            raise InputError(f"Imprimante\u00a0: clé inconnue «\u00a0{unknown[0]}\u00a0».")
        duplex = table.get("duplex", False)
        if type(duplex) is not bool:
            raise InputError("Imprimante\u00a0: «\u00a0duplex\u00a0» doit être vrai ou faux (true, false).")
        return cls(
            name=_text(table, "name"),
            role=cast(PrinterRole, _text(table, "role")),
            address=PrinterAddress.parse(_text(table, "address")),
            dpi=_whole(table, "dpi", 203),
            media=_text({"media": "102x152", **table}, "media"),
            copies=_whole(table, "copies", 1),
            tray=_text({"tray": "", **table}, "tray"),
            duplex=duplex,
        )

    @property
    def media_mm(self) -> tuple[int, int]:
        """Width and height of the medium in millimetres."""
        width, height = self.media.split("x")
        return int(width), int(height)

    def _why_plain(self) -> str:
        """Why it cannot be told copies, tray and duplex; empty where it can, or keeps files for who prints them."""
        if self.role == "labels":
            return "ne valent que pour des papiers"
        return "demandent cups:// ou ipp://" if isinstance(self.address, NetworkAddress | WindowsAddress) else ""

    def _invalid(self, key: str, value: object, allowed: str) -> InputError:
        return InputError(
            f"Imprimante «\u00a0{self.name}\u00a0»\u00a0: {key} = {value} n’est pas permis ({allowed} attendu)."
        )


def _text(table: Mapping[str, object], key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str):
        raise InputError(f"Imprimante\u00a0: «\u00a0{key}\u00a0» manque ou n’est pas un texte.")
    return value


def _whole(table: Mapping[str, object], key: str, usual: int) -> int:
    value = table.get(key, usual)
    if type(value) is not int:
        raise InputError(f"Imprimante\u00a0: «\u00a0{key}\u00a0» doit être un nombre entier.")
    return value


__all__ = [
    "AnyPrinterAddress",
    "CupsAddress",
    "FolderAddress",
    "IppAddress",
    "JobState",
    "NetworkAddress",
    "PrintResult",
    "PrintState",
    "PrinterAddress",
    "PrinterCondition",
    "PrinterConfig",
    "PrinterRole",
    "SerialAddress",
    "UsbAddress",
    "WindowsAddress",
]
