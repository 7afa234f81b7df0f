"""The ADR's rules on lithium batteries as dated editions: thresholds, marks and sentences are data, never constants.

`resources/rules/adr.toml` holds them, or `adr.toml` of the home; `RuleBook.parse` is the only door. A decision takes
the edition of the day of carriage (domain rules 4.1 and 4.2).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Self

from dispatch.domain.errors import InputError

_LONGEST_TEXT = 300
_KEYS = {"since": "from"}
"""Names in the file that are no names in Python."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The rules from one day to another, both included."""

    name: str
    """What the journal keeps, e.g. `ADR 2025`."""
    since: date
    battery_wh: int
    """Watt-hours of one battery that special provision 188 covers, at most."""
    cell_wh: int
    unmarked_packages: int
    """A consignment of at most so many packages, each of at most `unmarked_batteries`, needs no mark."""
    unmarked_batteries: int
    mark_text: str
    """What stands in the battery mark: the UN number."""
    mark_mm: tuple[int, int]
    mark_reduced_mm: tuple[int, int]
    """Where the package is too small for the mark."""
    mark_letters_mm: int
    phone_until: date
    """Last day on which marks with a telephone number may be used."""
    overpack_text: str
    """What stands beside the mark on the film of a pallet."""
    overpack_letters_mm: int
    line_fr: str
    """What waybill and delivery note say of such goods; never with a class or a tunnel code."""
    line_en: str
    until: date | None = None

    def line(self, language: str) -> str:
        """The sentence of the papers, without its full stop."""
        return self.line_en if language == "en" else self.line_fr


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Editions one after the other, without gap or overlap."""

    editions: tuple[Edition, ...]

    @classmethod
    def parse(cls, document: Mapping[str, Any]) -> Self:
        """The editions of a TOML document.

        Raises:
            InputError: a key too many, missing or of another type; days that leave a gap, overlap or end.
        """
        tables = document.get("edition")
        if set(document) != {"edition"} or not isinstance(tables, list) or not tables:
            raise InputError("Attendu\u00a0: une ou plusieurs tables [[edition]], et rien d’autre.")
        editions = tuple(_edition(number, table) for number, table in enumerate(tables, 1))
        _check_sequence(editions)
        return cls(editions)

    def on(self, day: str) -> Edition:
        """The edition in force on an ISO date; the first one also before its first day."""
        carried = date.fromisoformat(day[:10])
        return next((e for e in reversed(self.editions) if e.since <= carried), self.editions[0])


def _check_sequence(editions: Sequence[Edition]) -> None:
    for edition, following in pairwise(editions):
        eve = following.since - timedelta(days=1)
        if edition.until != eve or eve < edition.since:
            raise InputError(
                f"{edition.name}\u00a0: «\u00a0until\u00a0» doit être la veille de l’édition suivante ({eve})."
            )
    if editions[-1].until is not None:
        raise InputError(f"{editions[-1].name}\u00a0: la dernière édition n’a pas de fin («\u00a0until\u00a0»).")
    if len({edition.name for edition in editions}) < len(editions):
        raise InputError("Deux éditions portent le même nom.")


def _edition(number: int, table: object) -> Edition:
    where = f"Édition n°\u00a0{number}"
    if not isinstance(table, dict):
        raise InputError(f"{where}\u00a0: une table est attendue.")
    keys = {_KEYS.get(field.name, field.name): field.name for field in fields(Edition)}
    unknown = sorted(set(table) - set(keys))
    if unknown:
        raise InputError(f"{where}\u00a0: clé inconnue «\u00a0{unknown[0]}\u00a0».")
    missing = [key for key in keys if key not in table and key != "until"]
    if missing:
        raise InputError(f"{where}\u00a0: «\u00a0{missing[0]}\u00a0» manque.")
    values = {keys[key]: _value(where, key, value) for key, value in table.items()}
    return Edition(**values)


def _value(where: str, key: str, value: object) -> Any:
    words, accepts = _KINDS[_kind(key)]
    if not accepts(value):
        raise InputError(f"{where}\u00a0: «\u00a0{key}\u00a0» doit être {words}.")
    return tuple(value) if isinstance(value, list) else value


def _kind(key: str) -> str:
    if key in ("from", "until", "phone_until"):
        return "date"
    if key in ("mark_mm", "mark_reduced_mm"):
        return "size"
    return "text" if key in ("name", "mark_text", "overpack_text", "line_fr", "line_en") else "number"


def _is_number(value: object) -> bool:
    return type(value) is int and 1 <= value <= 1_000


_KINDS: Mapping[str, tuple[str, Callable[[object], bool]]] = {
    "date": ("une date, ex. 2027-01-01", lambda value: type(value) is date),
    "size": (
        "deux nombres de millimètres, ex. [100, 70]",
        lambda value: isinstance(value, list) and len(value) == 2 and all(map(_is_number, value)),
    ),
    "text": (
        "un texte d’une ligne",
        lambda value: isinstance(value, str) and 1 <= len(value) <= _LONGEST_TEXT and value.isprintable(),
    ),
    "number": ("un nombre entier de 1 à 1000", _is_number),
}
