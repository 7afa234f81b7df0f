"""The tree of all settings, and its reading from TOML."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, ClassVar, Self, cast

from dispatch.domain.errors import EnvironmentProblem, InputError
from dispatch.domain.printers import PrinterConfig
from dispatch.domain.scales import ScaleConfig
from dispatch.domain.scanners import ScannerConfig
from dispatch.settings.declaration import (
    COMPANY_PREFIX,
    DECLARED,
    SIREN,
    STATION_NAME,
    SWITCH,
    Location,
    Meaning,
    MisplacedError,
    Setting,
    Value,
    one_of,
    quoted,
    setting,
    text_up_to,
    whole,
)
from dispatch.settings.devices import DEVICE_KINDS, PRINTERS, SCALES, SCANNERS


@dataclass(frozen=True, slots=True)
class Gs1:
    """The company's numbers."""

    TITLE: ClassVar[Meaning] = Meaning("Numéros GS1", "GS1 numbers")
    company_prefix: str = setting(
        "",
        COMPANY_PREFIX,
        "Préfixe d’entreprise GS1. Sans lui, aucune étiquette n’est imprimée.",
        "GS1 company prefix. Without it no label is printed.",
    )
    sscc_block: int = setting(
        5000,
        whole(1, 100_000),
        "Numéros SSCC que chaque poste réserve d’avance.",
        "SSCC numbers that each station reserves in advance.",
    )


@dataclass(frozen=True, slots=True)
class Shipper:
    """Who sends, as the papers say it."""

    TITLE: ClassVar[Meaning] = Meaning("Expéditeur, sur les papiers", "Shipper, on the papers")
    name: str = setting(
        "",
        text_up_to(100),
        "Nom de l’expéditeur. Sans lui, aucun camion ne part.",
        "Name of the shipper. Without it no truck departs.",
    )
    address: str = setting(
        "",
        text_up_to(250),
        "Adresse de l’expéditeur. Sans elle, aucun camion ne part.",
        "Address of the shipper. Without it no truck departs.",
    )
    siren: str = setting("", SIREN, "SIREN ou SIRET de l’expéditeur.", "SIREN or SIRET of the shipper.")


@dataclass(frozen=True, slots=True)
class Loading:
    """Where trucks are loaded."""

    TITLE: ClassVar[Meaning] = Meaning("Chargement", "Loading")
    address: str = setting(
        "",
        text_up_to(250),
        "Adresse du lieu de chargement. Sans elle, aucun camion ne part.",
        "Address of the place of loading. Without it no truck departs.",
    )


@dataclass(frozen=True, slots=True)
class Station:
    """This desk."""

    TITLE: ClassVar[Meaning] = Meaning("Ce poste", "This station")
    name: str = setting(
        "POSTE-1",
        STATION_NAME,
        "Nom du poste\u00a0; deux postes ouverts ensemble portent deux noms.",
        "Name of the station; two stations open together have two names.",
    )


@dataclass(frozen=True, slots=True)
class Pack:
    """How cartons are packed."""

    TITLE: ClassVar[Meaning] = Meaning("Colisage", "Packing")
    verify_label: bool = setting(
        True,
        SWITCH,
        "Faire biper chaque étiquette avant de continuer.",
        "Have each label scanned before going on.",
    )
    mix_models: bool = setting(
        False,
        SWITCH,
        "Permettre plusieurs modèles dans un même colis.",
        "Allow several models in one carton.",
    )


@dataclass(frozen=True, slots=True)
class Label:
    """What labels show."""

    TITLE: ClassVar[Meaning] = Meaning("Étiquettes", "Labels")
    show_content: bool = setting(
        False,
        SWITCH,
        "Montrer le contenu et le poids sur les étiquettes.",
        "Show content and weight on the labels.",
    )


@dataclass(frozen=True, slots=True)
class Adr:
    """What is done about lithium batteries; the rules themselves stand in `adr.toml`."""

    TITLE: ClassVar[Meaning] = Meaning("Batteries (ADR)", "Batteries (ADR)")
    always_mark: bool = setting(
        True,
        SWITCH,
        "Marquer aussi les envois que la règle dispense de marque.",
        "Mark also the consignments that the rule lets go unmarked.",
    )
    marks: str = setting(
        "preprinted",
        one_of("preprinted", "by-hand"),
        "Marque imprimée sur les cartons (preprinted), ou collée ici (by-hand)\u00a0: chaque colis est alors demandé.",
        "Mark printed on the cartons (preprinted), or stuck on here (by-hand): each carton is then asked about.",
    )
    phone_stock: bool = setting(
        False,
        SWITCH,
        "Les marques en stock portent un numéro de téléphone\u00a0: refusées après leur dernier jour.",
        "The marks in stock bear a telephone number: refused after their last day.",
    )


@dataclass(frozen=True, slots=True)
class Scan:
    """How scans are taken."""

    TITLE: ClassVar[Meaning] = Meaning("Douchette", "Scanner")
    block_after_error: bool = setting(
        False,
        SWITCH,
        "Après un refus, attendre la carte «\u00a0Reprendre\u00a0».",
        "After a refusal, wait for the card “Resume”.",
    )
    keyboard: str = setting(
        "us",
        one_of("us", "system"),
        "Clavier des douchettes qui tapent\u00a0: américain (us), ou de l’ordinateur (system). Un badge le trouve.",
        "Keyboard of scanners that type: American (us), or that of the computer (system). A badge finds it.",
    )
    wedge_gap: int = setting(
        50,
        whole(20, 150),
        "Douchette qui tape\u00a0: temps entre deux touches, en ms, au plus. 100 pour une douchette sans fil.",
        "Scanner that types: time from one key to the next, in ms, at most. 100 for a wireless scanner.",
    )
    wedge_mean: int = setting(
        35,
        whole(10, 120),
        "Le même temps en moyenne sur un code, en ms. 70 pour une douchette sans fil.",
        "The same time as the mean of a code, in ms. 70 for a wireless scanner.",
    )
    wedge_shortest: int = setting(
        4,
        whole(3, 10),
        "Caractères d’un code, au moins\u00a0; moins est une personne.",
        "Characters of a code, at least; fewer are a person’s.",
    )
    wedge_silence: int = setting(
        90,
        whole(50, 500),
        "Silence qui finit un code tapé sans Entrée, en ms.",
        "Silence that ends a code typed without Enter, in ms.",
    )


@dataclass(frozen=True, slots=True)
class Window:
    """What people see and hear."""

    TITLE: ClassVar[Meaning] = Meaning("Fenêtre", "Window")
    theme: str = setting(
        "light",
        one_of("light", "dark"),
        "Couleurs claires (light) ou sombres (dark).",
        "Light or dark colours.",
    )
    far: bool = setting(
        False,
        SWITCH,
        "Consigne plus grande, pour lire de loin.",
        "A larger prompt, to read from afar.",
    )
    sound: bool = setting(
        True,
        SWITCH,
        "Un son pour chaque lecture.",
        "A sound for each scan.",
    )
    full_screen: bool = setting(
        False,
        SWITCH,
        "Ouvrir la fenêtre en plein écran.",
        "Open the window in full screen.",
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a station; `load` and `parse` are the doors."""

    language: str = setting(
        "fr",
        one_of("fr", "en"),
        "Langue de l’écran et des messages.",
        "Language of the screen and of messages.",
    )
    gs1: Gs1 = Gs1()
    shipper: Shipper = Shipper()
    loading: Loading = Loading()
    station: Station = Station()
    pack: Pack = Pack()
    label: Label = Label()
    adr: Adr = Adr()
    scan: Scan = Scan()
    window: Window = Window()
    printers: tuple[PrinterConfig, ...] = ()
    scanners: tuple[ScannerConfig, ...] = ()
    scales: tuple[ScaleConfig, ...] = ()

    @classmethod
    def load(cls, path: Path) -> Self:
        """The settings of a file, the defaults where there is none.

        InputError names the file, line and key that is wrong, EnvironmentProblem a file that cannot be read.
        """
        return cls.parse(read_text(path), path.name)

    @classmethod
    def parse(cls, text: str, name: str = "settings.toml") -> Self:
        """The settings of a TOML text; `name` is the file's, for errors."""
        document = parse_toml(text, name)
        try:
            scanners, scales = SCANNERS.read(document), SCALES.read(document)
            _told_apart(scanners, scales)
            return cls(**_sections(document), printers=PRINTERS.read(document), scanners=scanners, scales=scales)
        except MisplacedError as error:
            line = _line_of(text, error.location)
            raise InputError(f"{name}, ligne {line}\u00a0: {error}") from error


def _told_apart(scanners: tuple[ScannerConfig, ...], scales: tuple[ScaleConfig, ...]) -> None:
    """What a scanner and a scale deliver is told apart by their names."""
    taken = {scanner.name for scanner in scanners}
    for position, scale in enumerate(scales):
        if scale.name in taken:
            name = quoted(scale.name)
            raise MisplacedError(("scales", position), f"une douchette et une balance se nomment {name}.")


def _declared() -> Iterator[Setting]:
    for branch in fields(Settings):
        if is_dataclass(branch.default):
            yield from (_setting(f"{branch.name}.{leaf.name}", leaf) for leaf in fields(branch.default))
        elif DECLARED in branch.metadata:
            yield _setting(branch.name, branch)


def _setting(key: str, leaf: Field[Any]) -> Setting:
    limit, meaning = leaf.metadata[DECLARED]
    return Setting(key, cast(Value, leaf.default), limit, meaning.fr, meaning.en)


SETTINGS: Mapping[str, Setting] = {declared.key: declared for declared in _declared()}
"""Every setting but those of the devices, by key, in the order of the file."""
SECTIONS: Mapping[str, Meaning] = {
    branch.name: cast(Any, branch.default).TITLE for branch in fields(Settings) if is_dataclass(branch.default)
}
"""Every TOML table of settings."""
_DEVICE_SECTIONS = frozenset(kind.section for kind in DEVICE_KINDS)


# -- reading --------------------------------------------------------------------------------------------------------


def read_text(path: Path) -> str:
    """The text of a settings file, empty where there is none; InputError or EnvironmentProblem."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name}\u00a0: le fichier n’est pas en UTF-8 (octet {error.start + 1}).") from error
    except OSError as error:
        raise EnvironmentProblem(f"{path}\u00a0: lecture impossible ({error.strerror}).") from error


def parse_toml(text: str, name: str) -> dict[str, Any]:
    """The document of a TOML text; InputError names file, line and column where it is none."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{name}\u00a0: ce n’est pas du TOML ({_place(error)}).") from error


def _sections(document: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, dict[str, Value]] = {name: {} for name in SECTIONS}
    top: dict[str, Value] = {}
    for location, value in _leaves(document):
        *branch, name = location
        (values[branch[0]] if branch else top)[name] = _accepted(location, value)
    built = {name: type(getattr(Settings(), name))(**values[name]) for name in SECTIONS}
    return {**built, **top}


def _leaves(document: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, value in document.items():
        if name in _DEVICE_SECTIONS:
            continue
        if name not in SECTIONS:
            yield (name,), value
        elif isinstance(value, dict):
            yield from (((name, key), inner) for key, inner in value.items())
        else:
            raise MisplacedError((name,), f"{quoted(name)} est une section\u00a0; attendu\u00a0: [{name}].")


def _accepted(location: tuple[str, ...], value: object) -> Value:
    declared = SETTINGS.get(".".join(location))
    if declared is None:
        raise MisplacedError(location, f"clé inconnue {quoted('.'.join(location))}.")
    try:
        return declared.accept(value)
    except InputError as error:
        raise MisplacedError(location, str(error)) from error


def _place(error: tomllib.TOMLDecodeError) -> str:
    found = re.search(r"line (\d+), column (\d+)", str(error))
    return f"ligne {found[1]}, colonne {found[2]}" if found else "fin du fichier"


def _line_of(text: str, location: Location) -> int:
    """The first line after which the value stands in the document."""
    lines = text.splitlines(keepends=True)
    for count in range(1, len(lines)):
        try:
            document = tomllib.loads("".join(lines[:count]))
        except tomllib.TOMLDecodeError:
            continue
        if _stands_in(document, location):
            return count
    return len(lines)


def _stands_in(document: Any, location: Location) -> bool:
    for step in location:
        try:
            document = document[step]
        except (KeyError, IndexError, TypeError):
            return False
    return True
