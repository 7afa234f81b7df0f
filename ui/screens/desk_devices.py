"""The devices of a desk as the set-up screen lists them: each with its true state, and how its trial went."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QCoreApplication

from ui.desk import KEYBOARD
from ui.words import decimal

if TYPE_CHECKING:
    from dispatch.services.commissioning import PrintTrial
    from dispatch.services.scan_trials import ScanTrial
    from ui.desk import Desk

Kind = Literal["keyboard", "scanner", "labels", "documents", "scale", "found", "sound"]
Key = tuple[str, str]
"""Kind and name, of a found device its address."""
ICONS: dict[str, str] = {
    "keyboard": "keyboard",
    "scanner": "scanner",
    "labels": "printer",
    "documents": "document",
    "scale": "scale",
    "found": "alert",
    "sound": "sound",
}
translate = QCoreApplication.translate
_SECTIONS = {"scanner": "scanners", "labels": "printers", "documents": "printers", "scale": "scales"}


@dataclass(slots=True)
class Trials:
    """What was tried since the desk was opened, by device; it lasts as long as the desk."""

    scans: dict[Key, ScanTrial]
    prints: dict[str, PrintTrial]
    read: set[str]
    """Printers whose test page was scanned."""
    heard: bool = False
    """Were the sounds played?"""

    @classmethod
    def of(cls, desk: Desk) -> Trials:
        """Those of a desk."""
        trials: Trials = desk.known.setdefault("trials", cls({}, {}, set()))
        return trials


@dataclass(frozen=True, slots=True)
class DeskDevice:
    """One device: what it is, where, and how it is now."""

    key: Key
    name: str
    place: str
    """Port or address; of a scale its own words."""
    tone: str
    """`accepted`, `refused`, `confirm`, `info` or empty."""
    state: str
    """One or two words."""
    remedy: str = ""
    """What to do about it, where something is wrong."""

    @property
    def kind(self) -> str:
        """Its kind."""
        return self.key[0]

    @property
    def sort(self) -> str:
        """What it is, in a word; of a found device its address."""
        words = {
            "keyboard": translate("DeviceSetup", "Clavier USB"),
            "scanner": translate("DeviceSetup", "Douchette"),
            "labels": translate("DeviceSetup", "Étiquettes"),
            "documents": translate("DeviceSetup", "Papiers A4"),
            "scale": translate("DeviceSetup", "Balance"),
            "sound": "",
        }
        return words.get(self.kind, self.place)

    @property
    def settings(self) -> str:
        """What the keys of its settings begin with; empty where it has none."""
        if self.kind == "keyboard":
            return "scan."
        if self.kind == "sound":
            return "window.sound"
        return f"{_SECTIONS[self.kind]}.{self.key[1]}." if self.kind in _SECTIONS else ""


def desk_devices(desk: Desk) -> list[DeskDevice]:
    """Every device, those in no setting last."""
    return [_keyboard(desk), *_scanners(desk), *_printers(desk), *_scales(desk), _sound(desk), *_found(desk)]


def _tried(trial: ScanTrial | None) -> tuple[str, str] | None:
    """Tone and words of a scanner's trial; None where it told nothing of its set-up."""
    if trial is None:
        return None
    if trial.fault:
        return "refused", translate("DeviceSetup", "Mal réglée")
    return ("accepted", translate("DeviceSetup", "Bien réglée")) if trial.proves else None


def _keyboard(desk: Desk) -> DeskDevice:
    key = ("keyboard", "")
    name = translate("DeviceSetup", "Douchette")
    heard = KEYBOARD in desk.last_heard
    plain = ("info", translate("DeviceSetup", "Entendue")) if heard else ("", translate("DeviceSetup", "À essayer"))
    tone, state = _tried(Trials.of(desk).scans.get(key)) or plain
    return DeskDevice(key, name, "", tone, state)


def _scanners(desk: Desk) -> Iterator[DeskDevice]:
    words = {
        "ready": ("info", translate("DeviceSetup", "Entendue")),
        "silent": ("", translate("DeviceSetup", "À essayer")),
        "busy": ("refused", translate("DeviceSetup", "Prise ailleurs")),
        "absent": ("refused", translate("DeviceSetup", "Débranchée")),
    }
    remedies = {
        "busy": translate("DeviceSetup", "Un autre programme tient son port. Fermez-le."),
        "absent": translate("DeviceSetup", "Rebranchez son câble. Elle est retrouvée seule."),
    }
    for name, state in desk.open.scanners if desk.open is not None else ():
        key = ("scanner", name)
        tone, said = words[state.condition]
        if tone != "refused":
            tone, said = _tried(Trials.of(desk).scans.get(key)) or (tone, said)
        yield DeskDevice(key, name, state.port or "", tone, said, remedies.get(state.condition, ""))


def _printers(desk: Desk) -> Iterator[DeskDevice]:
    trials, messages = Trials.of(desk), desk.messages
    for row in desk.known.get("devices", []):
        if row.troubled:
            tone, said, remedy = "refused", _capital(messages.condition(row.state)), messages.remedy(row.state)
        elif row.name in trials.read:
            tone, said, remedy = "accepted", translate("DeviceSetup", "Relue"), ""
        else:
            tone, said, remedy = "info", _capital(messages.condition(row.state)), ""
        yield DeskDevice((row.role, row.name), row.name, row.address, tone, said, remedy)


def _scales(desk: Desk) -> Iterator[DeskDevice]:
    messages = desk.messages
    for name, state in desk.open.scales if desk.open is not None else ():
        well = state.condition in ("ready", "moving")
        said = _capital(messages.scale(state.condition))
        if state.condition == "ready" and state.grams is not None:
            said = translate("DeviceSetup", "{0} kg").format(decimal(state.grams / 1000, messages.language))
        remedy = "" if well else messages.scale_remedy(state.condition)
        yield DeskDevice(("scale", name), name, state.frame, "accepted" if well else "refused", said, remedy)


def _sound(desk: Desk) -> DeskDevice:
    name = translate("DeviceSetup", "Sons")
    heard = Trials.of(desk).heard
    said = translate("DeviceSetup", "Joués") if heard else translate("DeviceSetup", "À essayer")
    return DeskDevice(("sound", ""), name, "", "info" if heard else "", said)


def _found(desk: Desk) -> Iterator[DeskDevice]:
    said = translate("DeviceSetup", "À déclarer")
    for device in desk.known.get("found", []):
        port, printer = translate("DeviceSetup", "Port série"), translate("DeviceSetup", "Imprimante USB")
        plain = port if "scanner" in device.duties else printer
        name = device.description if device.description not in ("", "n/a") else plain
        yield DeskDevice(("found", device.address), name, device.address, "confirm", said)


def found_at(desk: Desk, address: str) -> Any:
    """The found device at an address, None where it is gone."""
    return next((device for device in desk.known.get("found", []) if device.address == address), None)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
