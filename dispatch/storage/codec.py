"""Events to canonical JSON and back. The stored bytes are what is hashed; they are never serialised again."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from typing import Any

from dispatch.domain.events import Event

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode
_decode = json.JSONDecoder().raw_decode


def _concrete(base: type[Event]) -> list[type[Event]]:
    found = []
    for cls in base.__subclasses__():
        found.extend([cls] if "TYPE" in vars(cls) else _concrete(cls))
    return found


TYPES: dict[str, type[Event]] = {cls.TYPE: cls for cls in sorted(_concrete(Event), key=lambda c: c.__name__)}
"""Every event type by its stored name."""

_FIELDS: dict[type[Event], tuple[str, ...]] = {cls: tuple(f.name for f in fields(cls)) for cls in TYPES.values()}
_TUPLES: dict[str, tuple[str, ...]] = {
    cls.TYPE: tuple(f.name for f in fields(cls) if str(f.type).startswith("tuple")) for cls in TYPES.values()
}

UPCASTERS: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {
    ("pallet-closed", 1): lambda values: {**values, "marked": True, "rules": ""},
    ("trip-departed", 1): lambda values: {**values, "rules": ""},
}
"""(type, version) → payload of the next version; applied until the current version is reached."""


def payload_of(event: Event) -> str:
    """Canonical JSON: sorted keys, no spaces, UTF-8 as it is, whole numbers and texts only."""
    return _encode({name: getattr(event, name) for name in _FIELDS[type(event)]})


def event_of(type_name: str, version: int, payload: str) -> Event:
    """The event that was stored, lifted to its current version.

    Raises:
        KeyError: an unknown type. TypeError or ValueError: a payload that is not of its type.
    """
    cls = TYPES[type_name]
    values, end = _decode(payload)
    if end != len(payload):
        raise ValueError(f"text behind the payload: {payload[end:]}")
    while version < cls.VERSION:
        values = UPCASTERS[type_name, version](values)
        version += 1
    for name in _TUPLES[type_name]:
        values[name] = tuple(tuple(v) if isinstance(v, list) else v for v in values[name])
    return cls(**values)
