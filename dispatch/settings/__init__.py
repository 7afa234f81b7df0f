"""The settings of a station: one frozen, typed, described tree, kept in `settings.toml` of the home."""

from dispatch.settings.declaration import Setting, Value
from dispatch.settings.editing import initial, set_value
from dispatch.settings.listing import describe, list_values, value_of
from dispatch.settings.tree import SETTINGS, Settings

__all__ = [
    "SETTINGS",
    "Setting",
    "Settings",
    "Value",
    "describe",
    "initial",
    "list_values",
    "set_value",
    "value_of",
]
