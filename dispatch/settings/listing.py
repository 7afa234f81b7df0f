"""The settings as rows: what holds now, and what each key means."""

from __future__ import annotations

from typing import Any

from dispatch.domain.errors import InputError
from dispatch.settings.declaration import Language, Value, quoted
from dispatch.settings.devices import DEVICE_KINDS
from dispatch.settings.tree import SETTINGS, Settings


def list_values(settings: Settings) -> list[tuple[str, str]]:
    """Every setting with its value as a person types it, the devices last as `printers.<name>.<key>`."""
    plain = [(key, _shown(_value(settings, key))) for key in SETTINGS]
    devices = [
        (f"{kind.section}.{device.name}.{key}", _shown(getattr(device, key)))
        for kind in DEVICE_KINDS
        for device in getattr(settings, kind.section)
        for key in kind.settings
    ]
    return plain + devices


def value_of(settings: Settings, key: str) -> str:
    """One value as a person types it; InputError for an unknown key."""
    values = dict(list_values(settings))
    if key not in values:
        raise InputError(f"Réglage inconnu\u00a0: {quoted(key)}.")
    return values[key]


def describe(language: Language) -> str:
    """Every setting in a Markdown table: key, default, meaning, allowed values."""
    headings = ("Clé", "Défaut", "Sens", "Valeurs") if language == "fr" else ("Key", "Default", "Meaning", "Values")
    rows = [headings, ("---",) * len(headings)]
    of_devices = (declared for kind in DEVICE_KINDS for declared in kind.settings.values())
    for declared in (*SETTINGS.values(), *of_devices):
        meaning, allowed = getattr(declared, language), getattr(declared.limit, language)
        default = f"`{_shown(declared.default)}`" if declared.default != "" else "–"
        rows.append((f"`{declared.key}`", default, meaning, allowed))
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _value(settings: Settings, key: str) -> Value:
    value: Any = settings
    for name in key.split("."):
        value = getattr(value, name)
    assert isinstance(value, Value)
    return value


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
