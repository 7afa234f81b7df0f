"""Trials of devices in words: what to do with the chosen one, how its trial went, and what a scanner sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.desk import KEYBOARD
from ui.screens.desk_devices import DeskDevice, Trials
from ui.screens.story import Fact
from ui.widgets.board import Pill, Prompt
from ui.widgets.verdict import Verdict
from ui.words import decimal

if TYPE_CHECKING:
    from dispatch.services.scan_trials import ScanTrial
    from ui.desk import Desk

_PROOF = "(91) …"
_LONGEST = 44
"""Characters that are shown of what a scanner sent."""
translate = QCoreApplication.translate


def prompt_of(device: DeskDevice, icon: str) -> Prompt:
    """What to do with a device."""
    eyebrow = translate("DeviceSetup", "Essai de l’appareil")
    match device.kind:
        case "keyboard" | "scanner":
            sentence = translate("DeviceSetup", "Bipez le code témoin de la feuille")
            return Prompt(icon, eyebrow, sentence, (Pill("badge", "OPR-TEMOIN"),))
        case "labels" | "documents":
            sentence = translate("DeviceSetup", "Imprimez la page d’essai, bipez son code")
            return Prompt(icon, eyebrow, sentence, (Pill("barcode", _PROOF),))
        case "scale":
            return Prompt(icon, eyebrow, translate("DeviceSetup", "Posez un poids connu sur la balance"))
        case "found":
            sentence = translate("DeviceSetup", "Dites à quoi sert cet appareil")
            return Prompt(icon, translate("DeviceSetup", "Appareil branché, dans aucun réglage"), sentence)
    return Prompt(icon, eyebrow, translate("DeviceSetup", "Écoutez les cinq signaux"))


def verdict_of(desk: Desk, device: DeskDevice) -> Verdict:
    """How the device is, and how its trial went."""
    if device.tone == "refused" and device.remedy:
        return Verdict("refused", device.state, device.remedy)
    match device.kind:
        case "keyboard" | "scanner" | "found":
            trial = Trials.of(desk).scans.get(device.key)
            if trial is not None:
                return _scan_verdict(desk, trial)
            if device.kind == "found":
                return Verdict(
                    "confirm", device.state, translate("DeviceSetup", "Branché\u00a0: {0}.").format(device.place)
                )
        case "labels" | "documents":
            return _print_verdict(desk, device)
        case "scale":
            return _scale_verdict(desk, device)
    return Verdict("info", device.state, translate("DeviceSetup", "Pas encore essayé."))


def _scan_verdict(desk: Desk, trial: ScanTrial) -> Verdict:
    remedies = {
        "layout": translate("DeviceSetup", "Réglez la douchette en clavier américain (US), puis rebipez."),
        "caps-lock": translate(
            "DeviceSetup", "Verr. Maj est actif, ou la douchette change les lettres. Réglez, rebipez."
        ),
        "separator": translate("DeviceSetup", "Le caractère GS n’arrive pas. Réglez la douchette pour l’envoyer."),
        "cut": translate("DeviceSetup", "Le code est arrivé coupé. Rebipez\u00a0; vérifiez le câble."),
        "unreadable": translate("DeviceSetup", "Le code est erroné. Rebipez, ou prenez un autre code."),
    }
    if trial.fault:
        return Verdict("refused", translate("DeviceSetup", "Mal réglée"), remedies[trial.fault])
    if trial.proves:
        return Verdict(
            "accepted",
            translate("DeviceSetup", "Bien réglée"),
            translate("DeviceSetup", "Tout le code est arrivé juste."),
        )
    return Verdict("info", translate("DeviceSetup", "Lu"), f"{desk.messages.meaning(trial.meaning)}.")


def _print_verdict(desk: Desk, device: DeskDevice) -> Verdict:
    name = device.key[1]
    trials = Trials.of(desk)
    trial = trials.prints.get(name)
    if name in trials.read:
        sentence = translate(
            "DeviceSetup", "Son code se relit. Mesurez la règle\u00a0: 80\u00a0mm\u00a0; le cadre est entier."
        )
        return Verdict("accepted", translate("DeviceSetup", "Relue"), sentence)
    if trial is None:
        return Verdict("info", device.state, translate("DeviceSetup", "Imprimez la page d’essai\u00a0: F7."))
    condition = trial.result.detail
    match trial.result.state:
        case "printed":
            sentence = translate("DeviceSetup", "Page d’essai sortie\u00a0: bipez son code, mesurez sa règle.")
            return Verdict("confirm", translate("DeviceSetup", "Imprimée"), sentence)
        case "unknown":
            sentence = translate("DeviceSetup", "Rien ne prouve qu’elle est sortie\u00a0: regardez, bipez son code.")
            return Verdict("confirm", translate("DeviceSetup", "À vérifier"), sentence)
    word = desk.messages.condition(condition)
    return Verdict("refused", word[:1].upper() + word[1:], desk.messages.remedy(condition))


def _short(text: str, longest: int = _LONGEST) -> str:
    return text if len(text) <= longest else f"{text[:longest]}…"


def _scale_verdict(desk: Desk, device: DeskDevice) -> Verdict:
    states = dict(desk.open.scales) if desk.open is not None else {}
    state = states.get(device.key[1])
    if state is None or state.condition != "ready" or state.grams is None:
        return Verdict("info", device.state, translate("DeviceSetup", "Attendez qu’elle se stabilise."))
    weight = decimal(state.grams / 1000, desk.messages.language)
    sentence = translate("DeviceSetup", "Comparez avec votre poids connu.")
    return Verdict("accepted", translate("DeviceSetup", "Stable"), sentence, weight, translate("DeviceSetup", "kg"))


def scan_facts(desk: Desk, device: DeskDevice) -> tuple[str, tuple[Fact, ...]]:
    """A heading and what the scanner sent, or where the device is."""
    trial = Trials.of(desk).scans.get(device.key)
    if trial is None:
        name = translate("DeviceSetup", "Trame") if device.kind == "scale" else translate("DeviceSetup", "Adresse")
        sent, where = translate("DeviceSetup", "Ce que la balance a envoyé"), translate("DeviceSetup", "Où il est")
        heading = sent if device.kind == "scale" else where
        return (heading, (Fact(name, _short(device.place, 30), code=True),)) if device.place else ("", ())
    rhythm = desk.paces.get(KEYBOARD) if device.kind == "keyboard" else None
    pace = decimal(rhythm, desk.messages.language) if rhythm is not None else ""
    facts = [
        Fact(translate("DeviceSetup", "Reçu"), _short(trial.shown), code=True),
        Fact(translate("DeviceSetup", "Octets"), trial.bytes_hex, code=True),
        Fact(
            translate("DeviceSetup", "Symbologie"),
            trial.symbology or translate("DeviceSetup", "Identifiant AIM non envoyé"),
        ),
        Fact(translate("DeviceSetup", "Sens"), desk.messages.meaning(trial.meaning)),
    ]
    if pace:
        facts.append(
            Fact(translate("DeviceSetup", "Rythme"), translate("DeviceSetup", "{0} ms par touche").format(pace))
        )
    elif device.place:
        facts.append(Fact(translate("DeviceSetup", "Port"), device.place, code=True))
    return translate("DeviceSetup", "Ce que la douchette a envoyé"), tuple(facts)
