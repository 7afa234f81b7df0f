"""Writing of `settings.toml`: the first file of a home, and one value at a time with the comments kept.

tomlkit is imported when first used: a station that starts only reads.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dispatch.domain.errors import EnvironmentProblem, InputError
from dispatch.domain.printers import FolderAddress
from dispatch.settings.declaration import Value, quoted
from dispatch.settings.devices import DEVICE_KINDS, PRINTERS, DeviceKind
from dispatch.settings.tree import SECTIONS, SETTINGS, Settings, parse_toml, read_text

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

SAMPLE_VALUES: dict[str, Value] = {
    "gs1.company_prefix": "9520001",
    "shipper.name": "ÉCHANTILLON – Expéditeur fictif",
    "shipper.address": "ÉCHANTILLON – 1 rue de l’Exemple, 00000 EXEMPLE",
    "shipper.siren": "000000000",
    "loading.address": "ÉCHANTILLON – Quai 1, 1 rue de l’Exemple, 00000 EXEMPLE",
}
"""Openly marked; GS1 keeps the prefix 952 for demonstrations and examples."""


def initial(home: Path, *, sample: bool) -> str:
    """The first settings file of a home: defaults with French comments, two printers into folders of the home.

    Without `sample` there is no company prefix and no shipper; with it, openly marked sample values.
    """
    import tomlkit

    document = tomlkit.document()
    document.add(tomlkit.comment("Réglages du poste d’expédition."))
    if sample:
        prefix, siren = SAMPLE_VALUES["gs1.company_prefix"], SAMPLE_VALUES["shipper.siren"]
        document.add(tomlkit.comment("ÉCHANTILLON\u00a0: valeurs fictives, à remplacer avant tout envoi réel."))
        document.add(tomlkit.comment(f"Le préfixe {prefix} et le SIREN {siren} sont fictifs eux aussi."))
    for key, declared in SETTINGS.items():
        table, name = _table_of(document, key)
        table.add(tomlkit.comment(f"{declared.fr} Valeurs\u00a0: {declared.limit.fr}."))
        table.add(name, SAMPLE_VALUES.get(key, declared.default) if sample else declared.default)
    folder = home.absolute().as_posix()
    for role, place in (("labels", "labels"), ("documents", "documents/print")):
        address = str(FolderAddress(f"{folder}/{place}"))
        _add_device(document, PRINTERS, {"name": role, "role": role, "address": address})
    return tomlkit.dumps(document)


def add_device(path: Path, section: str, device: dict[str, Value]) -> Settings:
    """Add a device to a settings file, in `section` of it, and return the settings it then holds; comments stay.

    InputError for a value not allowed or a name that is taken, EnvironmentProblem where writing fails.
    """
    document = _parsed(read_text(path), path.name)
    kind = next(kind for kind in DEVICE_KINDS if kind.section == section)
    kind.parse(device)
    _space_devices(document, kind)
    _add_device(document, kind, device)
    return _kept(document, path)


def set_value(path: Path, key: str, text: str) -> Settings:
    """Write one value into a settings file and return the settings it then holds.

    Comments stay, and the file is replaced whole or not at all. `printers.<name>.address` of an unknown name adds a
    label printer, `scanners.<name>.port` a scanner, `scales.<name>.port` a scale. InputError for an unknown key or a
    value not allowed, EnvironmentProblem where writing fails.
    """
    document = _parsed(read_text(path), path.name)
    kind = next((kind for kind in DEVICE_KINDS if key.startswith(f"{kind.section}.")), None)
    if kind is not None:
        _set_device(document, kind, key, text)
    elif key in SETTINGS:
        value = SETTINGS[key].from_text(text)
        table, name = _table_of(document, key)
        table[name] = value
    else:
        raise InputError(f"Réglage inconnu\u00a0: {quoted(key)}.")
    return _kept(document, path)


def _parsed(text: str, name: str) -> TOMLDocument:
    import tomlkit

    parse_toml(text, name)
    return tomlkit.parse(text)


def _table_of(document: TOMLDocument, key: str) -> tuple[Any, str]:
    """The table that holds a key, made where it is missing, and the key's name within it."""
    import tomlkit

    branch, _, name = key.rpartition(".")
    if branch and branch not in document:
        document.add(tomlkit.nl())
        document.add(branch, tomlkit.table().comment(SECTIONS[branch].fr))
    return (document[branch] if branch else document), name


# -- devices --------------------------------------------------------------------------------------------------------


def _set_device(document: TOMLDocument, kind: DeviceKind[Any], key: str, text: str) -> None:
    name, _, attribute = key.removeprefix(f"{kind.section}.").rpartition(".")
    if not name or attribute not in kind.settings:
        expected = f"{kind.section}.<nom>.{', '.join(kind.settings)}"
        raise InputError(f"Réglage inconnu\u00a0: {quoted(key)}. Attendu\u00a0: {expected}.")
    value = kind.settings[attribute].from_text(text)
    table = next((table for table in document.get(kind.section, ()) if table.get("name") == name), None)
    if table is not None:
        kind.parse({**table.unwrap(), attribute: value})
        table[attribute] = value
    elif attribute == kind.place:
        added = {"name": name, **kind.fresh(value), attribute: value}
        kind.parse(added)
        _space_devices(document, kind)
        _add_device(document, kind, added)
    else:
        raise InputError(
            f"{kind.fr.capitalize()} {quoted(name)} inconnue\u00a0: donnez d’abord {kind.section}.{name}.{kind.place}."
        )


def _space_devices(document: TOMLDocument, kind: DeviceKind[Any]) -> None:
    """An empty line after the last table of the kind, which tomlkit leaves out between one it read and one it adds."""
    import tomlkit

    tables = document.get(kind.section)
    if isinstance(tables, tomlkit.items.AoT):
        tables[-1].add(tomlkit.nl())


def _add_device(document: TOMLDocument, kind: DeviceKind[Any], device: dict[str, Value]) -> None:
    import tomlkit

    if kind.section not in document:
        document.add(tomlkit.nl())
        document.add(kind.section, tomlkit.aot())
    tables: Any = document[kind.section]
    tables.append(device)


# -- the file -------------------------------------------------------------------------------------------------------


def _kept(document: TOMLDocument, path: Path) -> Settings:
    """What a document says, once it is in the file; it must make sense first."""
    after = document.as_string()
    settings = Settings.parse(after, path.name)
    _replace(path, after)
    return settings


def _replace(path: Path, text: str) -> None:
    """Write the whole file beside the old one, flush it to the disk, put it in its place."""
    fresh = path.with_name(path.name + ".new")
    try:
        with fresh.open("wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink()
        raise EnvironmentProblem(f"{path}\u00a0: écriture impossible ({error.strerror}).") from error
