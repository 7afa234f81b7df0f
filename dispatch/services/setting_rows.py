"""The settings as a form shows them: one row each, with what it means, what it takes and how it is best entered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from dispatch.domain.printers import RESOLUTIONS_DPI, PrinterRole
from dispatch.domain.scales import ScaleProtocol, ScaleRole
from dispatch.domain.serial_ports import BAUD_RATES
from dispatch.services.messages import Messages
from dispatch.settings import SETTINGS, Setting, Settings, list_values
from dispatch.settings.declaration import Language
from dispatch.settings.devices import DEVICE_KINDS
from dispatch.settings.tree import SECTIONS

Entry = Literal["switch", "choice", "number", "text"]
"""How a value is best entered."""
CHOICES: Mapping[str, tuple[str, ...]] = {
    "language": get_args(Language),
    "window.theme": ("light", "dark"),
    "adr.marks": ("preprinted", "by-hand"),
    "scan.keyboard": ("us", "system"),
    "printers.*.role": get_args(PrinterRole),
    "printers.*.dpi": tuple(map(str, RESOLUTIONS_DPI)),
    "scanners.*.baud": tuple(map(str, BAUD_RATES)),
    "scales.*.protocol": get_args(ScaleProtocol),
    "scales.*.role": get_args(ScaleRole),
    "scales.*.baud": tuple(map(str, BAUD_RATES)),
}
"""The values of each setting that has a closed list of them."""
_OF_DEVICES = {kind.section: kind.settings for kind in DEVICE_KINDS}


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting as it stands in the file."""

    key: str
    section: str
    """Title of its section."""
    meaning: str
    allowed: str
    """The values it takes, in words."""
    value: str
    """As a person types it; a switch is `true` or `false`."""
    kind: Entry
    choices: tuple[str, ...] = ()


def setting_rows(settings: Settings, messages: Messages) -> list[SettingRow]:
    """Every setting in the order of the file, the devices last."""
    return list(_rows(settings, messages))


def _rows(settings: Settings, messages: Messages) -> Iterator[SettingRow]:
    language: Language = "en" if messages.language == "en" else "fr"
    for key, value in list_values(settings):
        declared, section = _declared(key, language, messages)
        meaning, allowed = getattr(declared, language), getattr(declared.limit, language)
        yield SettingRow(key, section, meaning, allowed, value, _kind(declared), CHOICES.get(declared.key, ()))


def _declared(key: str, language: Language, messages: Messages) -> tuple[Setting, str]:
    """What a key is declared as, and the title of its section."""
    branch, _, name = key.rpartition(".")
    if key not in SETTINGS:
        section, _, device = branch.partition(".")
        return _OF_DEVICES[section][name], messages.text(f"office.settings-{section}", device=device)
    return SETTINGS[key], getattr(SECTIONS[branch], language) if branch else messages.text("office.settings-general")


def _kind(declared: Setting) -> Entry:
    if declared.key in CHOICES:
        return "choice"
    if isinstance(declared.default, bool):
        return "switch"
    return "number" if isinstance(declared.default, int) else "text"
