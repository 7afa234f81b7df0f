"""The frame: top bar, board, screen, bottom bar. One look; thrown away with it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.actions import Act
from ui.desk import DEVICE_SETUP, FAILURE, HOME, IMPORTS, SEARCH, SETTINGS, TRIPS, WELCOME
from ui.widgets.bars import BottomBar, TopBar
from ui.widgets.board import PromptBoard
from ui.widgets.chips import Device, State
from ui.widgets.keys import KeySpec
from ui.words import decimal, paris_now

if TYPE_CHECKING:
    from dispatch.domain.scanners import ScannerState
    from dispatch.services.scenes import Scene
    from ui.actions import Offer
    from ui.desk import Desk
    from ui.look.look import Look
    from ui.screens.screen import Screen

CLOCK_MS = 5000


def screen_of(name: str, desk: Desk, look: Look) -> Screen:
    """A new screen by its name; each module is imported when its screen is first shown."""
    match name:
        case str() if name == HOME:
            from ui.screens.home import HomeScreen

            return HomeScreen(desk, look)
        case str() if name in (WELCOME, FAILURE):
            from ui.screens.welcome import FailureScreen, WelcomeScreen

            return WelcomeScreen(desk, look) if name == WELCOME else FailureScreen(desk, look)
        case str() if name == SEARCH:
            from ui.screens.search import SearchScreen

            return SearchScreen(desk, look)
        case str() if name == TRIPS:
            from ui.screens.trips import TripsScreen

            return TripsScreen(desk, look)
        case str() if name == IMPORTS:
            from ui.screens.imports import ImportsScreen

            return ImportsScreen(desk, look)
        case str() if name == DEVICE_SETUP:
            from ui.screens.device_setup import DeviceSetupScreen

            return DeviceSetupScreen(desk, look)
        case str() if name == SETTINGS:
            from ui.screens.settings import SettingsScreen

            return SettingsScreen(desk, look)
    from ui.screens.jobs import SCREENS

    return SCREENS[name](desk, look)


def _spec(offer: Offer) -> KeySpec:
    return KeySpec(offer.text, offer.icon or offer.act.icon, offer.act.cap, "quiet" if offer.quiet else "normal")


class Frame(QWidget):
    """Shows one screen at a time; keeps its zones whatever the text."""

    pressed = Signal(object)
    """A key of the bottom bar: its `Act`."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("frame")
        self.desk = desk
        self.look = look
        self.top = TopBar(look)
        self.board = PromptBoard(look)
        self.bottom = BottomBar(look)
        self.bottom.chosen.connect(self._pressed)
        self._offers: dict[KeySpec, Act] = {}
        self._place = QVBoxLayout()
        margin = look.size("margin")
        self._place.setContentsMargins(margin, look.size("gutter"), margin, look.size("gutter"))
        self._place.setSpacing(look.size("gutter"))
        self._place.addWidget(self.board)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.top)
        box.addLayout(self._place, 1)
        box.addWidget(self.bottom)
        self._clock = QTimer(self, interval=CLOCK_MS)
        self._clock.timeout.connect(self._tick)
        self._clock.start()
        self.screen_widget: Screen = None  # type: ignore[assignment]
        desk.spoke.connect(self._spoke)
        desk.learned.connect(self._learned)

    def show_screen(self, name: str) -> None:
        """Show a screen in place of the one before."""
        if self.screen_widget is not None:
            self._place.removeWidget(self.screen_widget)
            self.screen_widget.hide()
            self.screen_widget.deleteLater()
        self.screen_widget = screen_of(name, self.desk, self.look)
        self._place.addWidget(self.screen_widget, 1)
        self.screen_widget.changed.connect(self.refresh)
        self.screen_widget.show()
        self.screen_widget.enter()
        self.refresh()
        self.setFocus()

    def refresh(self) -> None:
        """Bars and board as screen and desk have them now."""
        screen, desk = self.screen_widget, self.desk
        heading = screen.heading()
        self.top.show_job(heading.icon, heading.title, heading.place, heading.place_icon, heading.code)
        self.top.show_station(desk.open.station if desk.open is not None else "")
        operator = desk.scene.operator if desk.scene is not None else None
        self.top.show_operator(
            (operator.name or operator.badge) if operator is not None else "",
            self.tr("Chef d’équipe") if operator is not None and operator.lead else "",
            lead=operator is not None and operator.lead,
        )
        prompt = screen.prompt()
        self.board.setVisible(prompt is not None)
        if prompt is not None:
            self.board.set_mode("sample" if desk.open is not None and desk.open.sample else "")
            self.board.show_prompt(prompt)
        self._offers = {_spec(offer): offer.act for offer in screen.offers()}
        self.bottom.show_keys(list(self._offers))
        self._tick()

    def _spoke(self, scene: Scene) -> None:
        """The verdict first; bars and board follow in the same pass."""
        self.screen_widget.show_scene(scene)
        self.refresh()

    def _learned(self, name: str, answer: object) -> None:
        self.screen_widget.learn(name, answer)
        if name == "devices":
            self.bottom.show_devices(self._devices())

    def _pressed(self, spec: KeySpec) -> None:
        self.pressed.emit(self._offers[spec])

    def _tick(self) -> None:
        self.top.show_clock(paris_now().toString("HH:mm"))
        self.bottom.show_devices(self._devices())

    # -- devices

    def _devices(self) -> list[Device]:
        return [self.scanner_chip(), *self.scale_chips(), *self._printer_chips(), self._database_chip()]

    def scanner_chip(self) -> Device:
        """The scanners as one device: the first with a trouble, else when one was heard last."""
        name = self.tr("Douchette")
        wired = self.desk.open.scanners if self.desk.open is not None else []
        for scanner, state in wired:
            if trouble := self._scanner_trouble(state):
                shape: State = "fault" if state.condition in ("absent", "busy") else "attention"
                return Device(name, trouble.format(scanner), shape, "scanner")
        heard = max(self.desk.last_heard.values(), default=None)
        if heard is None:
            said = self.tr("Branchée") if wired else self.tr("Pas encore bipé")
            return Device(name, said, "ready" if wired else "absent", "scanner")
        minutes = int((time.monotonic() - heard) // 60)
        said = self.tr("Entendue") if minutes < 1 else self.tr("Il y a {0} min").format(minutes)
        return Device(name, said, "ready", "scanner")

    def _scanner_trouble(self, state: ScannerState) -> str:
        """What is wrong with a wired scanner, empty where nothing is."""
        words = {
            "absent": self.tr("Débranchée : {0}"),
            "busy": self.tr("Prise ailleurs : {0}"),
            "incomplete": self.tr("Code coupé, rebipez : {0}"),
            "too-long": self.tr("Code trop long : {0}"),
        }
        return words.get(state.condition) or words.get(state.fault or "", "")

    def scale_chips(self) -> list[Device]:
        """The scales; one that stands still says what stands on it."""
        scales = self.desk.open.scales if self.desk.open is not None else ()
        chips = []
        for scale, state in scales:
            name = self.tr("Balance") if len(scales) == 1 else scale
            word = self.desk.messages.scale(state.condition)
            if state.condition == "ready" and state.grams is not None:
                word = self.tr("{0} kg").format(decimal(state.grams / 1000, self.desk.messages.language))
            shape: State = "ready" if state.condition in ("ready", "moving") else "fault"
            chips.append(Device(name, f"{word[:1].upper()}{word[1:]}", shape, "scale"))
        return chips

    def _printer_chips(self) -> list[Device]:
        words = {"labels": self.tr("Étiquettes"), "documents": self.tr("Papier A4")}
        chips = []
        for row in self.desk.known.get("devices", []):
            if not row.active and not row.unknown:
                continue
            detail = self.desk.messages.condition(row.state)
            state: State = "fault" if row.troubled else "absent" if row.state == "unmeasured" else "ready"
            if row.unknown and state == "ready":
                state, detail = "attention", self.tr("À vérifier : {0}").format(len(row.unknown))
            elif row.queued:
                detail = self.tr("{0}, en attente : {1}").format(detail, row.queued)
            chips.append(Device(words.get(row.role, row.name), f"{detail[:1].upper()}{detail[1:]}", state, "printer"))
        return chips

    def _database_chip(self) -> Device:
        name = self.tr("Base")
        if self.desk.screen == WELCOME:
            return Device(name, self.tr("Aucune"), "absent", "database")
        if self.desk.open is None:
            detail = self.tr("Ouverture…") if not self.desk.failure else self.tr("Fermée")
            return Device(name, detail, "absent", "database")
        outcome = self.desk.outcome
        if outcome is not None and outcome.reason.word == "not-recorded":
            return Device(name, self.tr("Non enregistré"), "fault", "database")
        return Device(name, self.tr("Enregistré"), "ready", "database")
