"""Setting up the devices of a desk: what is plugged in, how it is, a trial of each, and its settings beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dispatch.domain.errors import KnownError
from dispatch.services.commissioning import LISTENED
from dispatch.services.scan_trials import try_scan
from dispatch.services.sheets import SETUP
from ui.actions import Act, Offer
from ui.desk import KEYBOARD, SETTINGS
from ui.models.table import Column, Kind, Row
from ui.screens.desk_devices import ICONS, DeskDevice, Trials, desk_devices, found_at
from ui.screens.device_form import DUTY_ACTS, DeviceForm
from ui.screens.device_trials import prompt_of, scan_facts, verdict_of
from ui.screens.screen import Heading, Screen
from ui.screens.story import Facts
from ui.sounds import Sound
from ui.widgets.tables import Table
from ui.widgets.verdict import VerdictPanel

if TYPE_CHECKING:
    from dispatch.domain.found_devices import Duty, FoundDevice
    from ui.desk import Desk
    from ui.look.look import Look
    from ui.widgets.board import Prompt

LIVE_MS = 300
"""How often what changes by itself is looked at."""
_CHOSEN = "device"
"""Where the desk keeps the device that was chosen last."""
_SOUNDS: tuple[Sound, ...] = ("accepted", "confirm", "refused", "lost", "repeat")


class DeviceSetupScreen(Screen):
    """Devices at the left, the verdict of a trial in the middle, the settings of the chosen device at the right."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(desk, look, parent)
        self._chosen: tuple[str, str] = desk.known.get(_CHOSEN, ("keyboard", ""))
        self._said = desk.known.setdefault("device-said", "")
        self.table = Table(look, (Column(self.tr("Appareil"), share=1), Column("", Kind.TAG)))
        self.table.verticalHeader().setDefaultSectionSize(look.px(76))
        self.table.chosen.connect(self.choose)
        self.verdict = VerdictPanel(look, short=True)
        self.facts = Facts(look)
        self._fact_heading = QLabel()
        self.form = DeviceForm(look)
        self.form.changed.connect(self._save)
        self.form.given.connect(self._declare)
        self._listed: list[DeskDevice] = []
        self._live = QTimer(self, interval=LIVE_MS)
        self._live.timeout.connect(self._refresh)
        self._live.start()
        self._lay_out()
        desk.trier = self._try_scan
        desk.bridge.opened.connect(self._reopened)

    def _lay_out(self) -> None:
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(self.look.size("gutter"))
        middle = QVBoxLayout()
        middle.setSpacing(self.look.size("gutter"))
        middle.addWidget(self.verdict)
        self._fact_heading.setObjectName("subheading")
        middle.addWidget(self._card(self._fact_heading, self.facts), 1)
        box.addWidget(self._card(self.table), 30)
        box.addLayout(middle, 42)
        box.addWidget(self.form, 28)

    def _card(self, *widgets: QWidget) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        box = QVBoxLayout(card)
        pad = self.look.px(16)
        box.setContentsMargins(pad, pad, pad, pad)
        box.setSpacing(self.look.px(8))
        for widget in widgets:
            box.addWidget(widget, int(not isinstance(widget, QLabel)))
        return card

    # -- the frame

    def heading(self) -> Heading:
        return Heading("scanner", self.tr("Mise en service"))

    def prompt(self) -> Prompt | None:
        return prompt_of(self.device, ICONS[self.device.kind])

    def offers(self) -> list[Offer]:
        return [
            *self._own_offers(),
            Offer(Act.NEXT, self.tr("Suivant")),
            Offer(Act.PAPERS, self.tr("Imprimer la feuille"), "printer", quiet=True),
            Offer(Act.BACK, self.tr("Réglages"), quiet=True),
        ]

    def _own_offers(self) -> list[Offer]:
        match self.device.kind:
            case "labels" | "documents":
                return [Offer(Act.REPRINT, self.tr("Page d’essai"))]
            case "sound":
                return [Offer(Act.REPRINT, self.tr("Écouter"), "sound")]
        return []

    @property
    def duties(self) -> tuple[Duty, ...]:
        """What the chosen device may become; none where it is in the settings."""
        found: FoundDevice | None = found_at(self.desk, self._chosen[1]) if self.device.kind == "found" else None
        return found.duties if found is not None else ()

    def enter(self) -> None:
        self.desk.ask("settings", lambda office: office.settings())
        self.desk.ask_devices()
        self._look_around()
        self._show()

    def _look_around(self) -> None:
        self.desk.commission("found", lambda commissioning: commissioning.found())

    def _reopened(self, answer: object) -> None:
        if answer is not None and not isinstance(answer, KnownError):
            self.desk.ask("settings", lambda office: office.settings())
            self._look_around()

    def act(self, act: Act) -> bool:
        match act:
            case Act.NEXT:
                self._step()
            case Act.REPRINT:
                self._try()
            case Act.PAPERS:
                self._say(self.tr("La feuille s’imprime…"))
                self.desk.commission("sheet", lambda commissioning: commissioning.print_sheet(SETUP))
            case Act.BACK:
                self.desk.commission("listen", lambda commissioning: commissioning.listen([]))
                self.desk.go(SETTINGS)
            case _ if act in DUTY_ACTS[: len(self.duties)]:
                self._declare(self.duties[DUTY_ACTS.index(act)])
            case _:
                return False
        return True

    def typed(self, key: str) -> None:
        devices = self._devices()
        if key.isdigit() and 0 < int(key) <= len(devices):
            self.choose(devices[int(key) - 1].key)

    # -- the devices

    def _devices(self) -> list[DeskDevice]:
        return desk_devices(self.desk)

    @property
    def device(self) -> DeskDevice:
        """The one that is chosen; the first where it is gone."""
        devices = self._devices()
        return next((device for device in devices if device.key == self._chosen), devices[0])

    def choose(self, key: tuple[str, str]) -> None:
        """Show another device."""
        if key != self._chosen:
            self._chosen = self.desk.known[_CHOSEN] = key
            self._say("")
            self._show()

    def _step(self) -> None:
        keys = [device.key for device in self._devices()]
        self.choose(keys[(keys.index(self.device.key) + 1) % len(keys)])

    # -- trials

    def _try_scan(self, raw: str, scanner: str) -> None:
        """A reading: a test page's code belongs to its printer, any other tells of the scanner."""
        trials = Trials.of(self.desk)
        for printer, trial in trials.prints.items():
            if trial.proof.is_read_by(raw):
                trials.read.add(printer)
                role = next((row.role for row in self.desk.known.get("devices", []) if row.name == printer), "labels")
                self.choose((role, printer))
                self._show()
                return
        key = self._scanner_key(scanner)
        trials.scans[key] = try_scan(raw)
        self.choose(key)
        self._show()

    def _scanner_key(self, scanner: str) -> tuple[str, str]:
        if scanner == KEYBOARD:
            return "keyboard", ""
        if scanner.startswith(LISTENED):
            return "found", scanner.removeprefix(LISTENED)
        scales = [name for name, _ in self.desk.open.scales] if self.desk.open is not None else []
        return ("scale" if scanner in scales else "scanner"), scanner

    def _try(self) -> None:
        device = self.device
        if device.kind in ("labels", "documents"):
            name = device.key[1]
            self._say(self.tr("La page d’essai s’imprime…"))
            self.desk.commission("trial", lambda commissioning: commissioning.try_print(name))
        elif device.kind == "sound":
            self.desk.play_sounds(_SOUNDS)
            Trials.of(self.desk).heard = True
            self._show()

    def _declare(self, duty: Duty) -> None:
        self._say(self.tr("Un instant…"))
        self.desk.commission("declared", partial(_declared, self._chosen[1], duty))

    # -- answers

    def learn(self, name: str, answer: object) -> None:
        match name:
            case "devices" | "settings":
                self._show()
            case "found" if not isinstance(answer, KnownError):
                found: Any = answer
                self.desk.commission("listen", lambda commissioning: commissioning.listen(found))
                self._show()
            case "trial" | "sheet" | "declared":
                self._answered(name, answer)
            case _ if name.startswith("set:"):
                self._saved(name.removeprefix("set:"), answer)

    def _answered(self, name: str, answer: Any) -> None:
        if isinstance(answer, KnownError):
            self._say(str(answer))
        elif name == "trial":
            Trials.of(self.desk).prints[answer.proof.printer] = answer
            Trials.of(self.desk).read.discard(answer.proof.printer)
            self._say("")
        elif name == "sheet":
            printed = answer.state == "printed"
            self._say(self.tr("La feuille est sortie.") if printed else self.desk.messages.remedy(answer.detail))
        else:
            device, duty = answer
            kind = "scale" if duty.startswith("scale-") else duty
            self.choose((kind, device))
            self._say(self.tr("Déclaré\u00a0: {0}.").format(device))
            self.desk.bridge.restart()
        self._show()

    def _saved(self, key: str, answer: Any) -> None:
        field = self.form.fields.get(key)
        if isinstance(answer, KnownError):
            if field is not None:
                field.show_fault(str(answer))
            return
        if field is not None:
            field.show_fault("")
        self._say(self.tr("Enregistré."))
        self.desk.bridge.restart()

    def _say(self, words: str) -> None:
        self._said = self.desk.known["device-said"] = words
        self.form.say(words)

    # -- showing

    def _refresh(self) -> None:
        """Show what changed by itself: a weight, a cable, paper."""
        if self._devices() != self._listed:
            self._show()

    def _show(self) -> None:
        devices, chosen = self._devices(), self.device
        self._listed = devices
        self.table.show_rows([Row((f"{d.name}\n{d.sort}".strip(), d.state), d.key, d.tone) for d in devices])
        self.table.selectRow([device.key for device in devices].index(chosen.key))
        self.verdict.show_verdict(verdict_of(self.desk, chosen))
        heading, facts = scan_facts(self.desk, chosen)
        self._fact_heading.setText(heading)
        self.facts.show_facts(facts)
        self.form.show_device(chosen, self.desk.known.get("settings", []), self.duties)
        self._say(self._said)
        self.changed.emit()

    def _save(self, key: str, value: str) -> None:
        self.desk.ask(f"set:{key}", partial(_set, key, value))


def _set(key: str, value: str, office: Any) -> tuple[str, bool]:
    return value, office.set_setting(key, value)


def _declared(address: str, duty: Duty, commissioning: Any) -> tuple[str, Duty]:
    return commissioning.declare(address, duty), duty
