"""Papers as canonical JSON and back: sorted keys, UTF-8, no floats; the text is what the journal's blob holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from dispatch.domain.papers.kinds import DeliveryNote, LoadingList, PackingList, Paper, Recap, Waybill

FORMAT = 1
"""Written into every text; a change that older readers would misread counts it up."""

_KINDS: dict[str, type[Paper]] = {
    "packing-list": PackingList,
    "delivery-note": DeliveryNote,
    "waybill": Waybill,
    "recap": Recap,
    "loading-list": LoadingList,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def to_json(paper: Paper) -> str:
    """The paper as canonical JSON; the same paper always gives the same text."""
    envelope = {"format": FORMAT, "kind": _NAMES[type(paper)], "paper": _plain(paper)}
    return json.dumps(envelope, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> Paper:
    """The paper that `to_json` wrote; a field that the text lacks takes its default. ValueError for anything else."""
    envelope = json.loads(text)
    if not isinstance(envelope, dict) or envelope.get("format") != FORMAT or envelope.get("kind") not in _KINDS:
        raise ValueError("not a paper of this format")
    paper: Paper = _built(_KINDS[envelope["kind"]], envelope.get("paper"))
    return paper


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _built(hint: Any, value: Any) -> Any:
    if is_dataclass(hint):
        return _record(hint, value)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is tuple and isinstance(value, list):
        return tuple([_built(arguments[0], item) for item in value])
    if origin is UnionType:
        wanted = next(argument for argument in arguments if argument is not NoneType)
        return None if value is None else _built(wanted, value)
    if (origin is Literal and value in arguments) or type(value) is hint:
        return value
    raise ValueError(f"not a {hint}: {value!r}")


def _record(kind: Any, value: Any) -> Any:
    known = _fields(kind)
    if not isinstance(value, Mapping) or not value.keys() <= known.keys():
        raise ValueError(f"not a {kind.__name__}: {value!r}")
    missing = [name for name, (field, _) in known.items() if name not in value and field.default is MISSING]
    if missing:
        raise ValueError(f"{kind.__name__} without {', '.join(missing)}")
    return kind(**{name: _built(known[name][1], item) for name, item in value.items()})


@cache
def _fields(kind: Any) -> dict[str, tuple[Field[Any], Any]]:
    hints = get_type_hints(kind)
    return {field.name: (field, hints[field.name]) for field in fields(kind)}
