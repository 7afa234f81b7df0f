"""How a setting is declared: its key, default, meaning in two languages, and the values it takes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar, cast

from dispatch.domain.errors import InputError
from dispatch.domain.identifiers import CompanyPrefix, Siren, Siret, is_digits

Value = str | bool | int
"""What a setting holds; the default of a setting gives its type."""
Language = Literal["fr", "en"]
Location = tuple[str | int, ...]
"""Where a value stands in a TOML document: keys, and positions within arrays."""
V = TypeVar("V", str, bool, int)

DECLARED = "declared"
"""Key of a field's metadata under which its limit and meaning stand."""

_SIREN_LENGTH = 9
_SWITCH = {"true": True, "on": True, "oui": True, "1": True, "false": False, "off": False, "non": False, "0": False}


class MisplacedError(InputError):
    """A value that is refused, with its place in the document."""

    def __init__(self, location: Location, sentence: str) -> None:
        super().__init__(sentence)
        self.location = location


@dataclass(frozen=True, slots=True)
class Limit:
    """The values allowed, in words, and `accept`: it returns a value as it is kept or raises InputError."""

    fr: str
    en: str
    accept: Callable[[Any], Value]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a setting or a section of settings is for."""

    fr: str
    en: str


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting by its dotted key."""

    key: str
    default: Value
    limit: Limit
    fr: str
    en: str

    def accept(self, value: object) -> Value:
        """The value of a TOML file as it is kept; InputError names the key, what was given and what is allowed."""
        if type(value) is not type(self.default):
            raise self._refused(f"{value}")
        try:
            return self.limit.accept(value)
        except InputError as error:
            raise InputError(f"{self.key}\u00a0: {error}") from error

    def from_text(self, text: str) -> Value:
        """The value that a person typed; InputError as `accept`."""
        if isinstance(self.default, bool):
            return self.accept(_SWITCH.get(text.strip().lower(), text))
        if isinstance(self.default, int):
            return self.accept(int(text) if is_digits(text) and len(text) < 19 else text)
        return self.accept(text)

    def _refused(self, given: str) -> InputError:
        return InputError(f"{self.key}\u00a0: {quoted(given)} n’est pas permis\u00a0; attendu\u00a0: {self.limit.fr}.")


def setting(default: V, limit: Limit, fr: str, en: str) -> V:
    """A dataclass field that declares a setting."""
    return field(default=default, metadata={DECLARED: (limit, Meaning(fr, en))})


def quoted(text: str) -> str:
    """The text in French quotation marks, on one line and cut to a sane length."""
    line = " ".join(text.splitlines())
    return f"«\u00a0{line if len(line) <= 64 else line[:63] + '…'}\u00a0»"


# -- limits ---------------------------------------------------------------------------------------------------------


def _rule(fr: str, en: str, allows: Callable[[Any], bool]) -> Limit:
    def accept(value: Any) -> Value:
        if not allows(value):
            raise InputError(f"{quoted(str(value))} n’est pas permis\u00a0; attendu\u00a0: {fr}.")
        return cast(Value, value)

    return Limit(fr, en, accept)


def text_up_to(length: int) -> Limit:
    """One line of text, also empty."""
    return _rule(
        f"un texte d’une ligne, {length} caractères au plus",
        f"one line of text, at most {length} characters",
        lambda text: len(text) <= length and all(c.isprintable() or c in "\u00a0\u202f" for c in text),
    )


def whole(lowest: int, highest: int) -> Limit:
    """A whole number between two others, both allowed."""
    return _rule(
        f"un nombre entier de {lowest} à {highest:,}".replace(",", "\u00a0"),
        f"a whole number from {lowest} to {highest:,}",
        lambda number: lowest <= number <= highest,
    )


def one_of(*words: str) -> Limit:
    """One word of a closed list."""
    return _rule(" ou ".join(words), " or ".join(words), lambda text: text in words)


SWITCH = _rule("true (oui) ou false (non)", "true or false", lambda value: isinstance(value, bool))

STATION_NAME = _rule(
    "1 à 32 lettres sans accent, chiffres, espaces, - . ou _",
    "1 to 32 unaccented letters, digits, spaces, - . or _",
    lambda text: re.fullmatch(r"[A-Za-z0-9_.-]([A-Za-z0-9_. -]{0,30}[A-Za-z0-9_.-])?", text) is not None,
)

COMPANY_PREFIX = Limit(
    "vide, ou 4 à 12 chiffres qui laissent un million de SSCC au moins",
    "empty, or 4 to 12 digits that leave at least a million SSCC",
    lambda text: text and str(CompanyPrefix.parse(text)),
)

SIREN = Limit(
    "vide, un SIREN (9 chiffres) ou un SIRET (14 chiffres)",
    "empty, a SIREN (9 digits) or a SIRET (14 digits)",
    lambda text: text and _siren_or_siret(text),
)


def _siren_or_siret(text: str) -> str:
    digits = "".join(text.split())
    return str(Siren.parse(text) if len(digits) <= _SIREN_LENGTH else Siret.parse(text))
