"""The desk as the window knows it: the last scene, its verdict, the scans before, and which screen is shown.

It outlives the widgets, which are built anew when theme, language or scale changes. It decides nothing: it routes.
"""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDateTime, QObject, QTimer, Signal

from dispatch.domain.badges import PROBE
from dispatch.domain.errors import KnownError
from dispatch.domain.reasons import Need, Reason
from dispatch.domain.scales import CODE_PREFIX
from dispatch.domain.scanners import CUT
from dispatch.services.messages import Messages
from ui.bridge import DEVICES, Bridge
from ui.words import in_paris

if TYPE_CHECKING:
    from dispatch.services.outcome import Outcome
    from dispatch.services.scenes import Scene
    from ui.bridge import OpenDesk
    from ui.sounds import Sound, Sounds
    from ui.widgets.verdict import Tone

JOBS = ("receive", "pack", "palletise", "load")
HOME, SEARCH, IMPORTS, TRIPS, SETTINGS, DEVICE_SETUP, WELCOME, FAILURE = (
    *("home", "search", "imports", "trips", "settings", "devices", "welcome", "failure"),
)
OFFICE = (SEARCH, IMPORTS, TRIPS, SETTINGS, DEVICE_SETUP)
"""The desk screens, which show no verdicts."""
SOUND_MS = 900
"""From one sound to the next where several are played."""
KEYBOARD = "keyboard"
"""Name of whatever scanner types."""
REMEMBERED = 40
"""Scans that the history keeps."""
AIM = re.compile(r"^\][A-Za-z][0-9A-Za-z]")
"""The symbology identifier that scanners are set to send before a code."""
_SENTENCE_END = re.compile(r"(?<=[.?!]) +(?=\W?[A-ZÀ-Ü])")
DEVICES_MS = 3000
"""How often the true state of the devices is asked."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One line of the history: when, which tone, the code as scanned, and what was said."""

    time: str
    tone: str
    code: str
    words: str


def tone_of(outcome: Outcome) -> Tone:
    """The tone of the panel: that of the reason, and `lost` where nothing could be saved."""
    return "lost" if outcome.reason is Reason.NOT_RECORDED else outcome.reason.tone.value


def _shown(raw: str) -> str:
    """A code as the eye can read it: no test string of a badge, no words of a scale, dots for GS and what was lost."""
    bare = raw.partition("/")[0] if raw.startswith(CODE_PREFIX) else raw.strip().removesuffix(f"/{PROBE}")
    code = bare.replace(CUT, "…")
    return "".join(c if c.isprintable() else "·" for c in code)


def _first_sentence(text: str) -> str:
    return _SENTENCE_END.split(text, 1)[0].rstrip(".")


class Desk(QObject):
    """Routes scans and keys to the bridge, and scenes to whoever shows them."""

    spoke = Signal(object)
    """A `Scene` to show."""
    moved = Signal(str)
    """Another screen is to be shown."""
    learned = Signal(str, object)
    """An answer of the office: name of the question and the value, or a KnownError."""

    def __init__(self, bridge: Bridge, messages: Messages, sounds: Sounds, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.messages = messages
        self.screen = HOME
        self.scene: Scene | None = None
        self.open: OpenDesk | None = None
        self.failure = ""
        self.told_on = ""
        """The screen that showed the last verdict."""
        self._history: deque[Heard] = deque(maxlen=REMEMBERED)
        self._to_tell: tuple[Outcome, QDateTime] | None = None
        """The last verdict, until somebody wants it in words: the panel goes first."""
        self.known: dict[str, Any] = {}
        """The last answer to each question of the office, for screens that are built anew."""
        self.last_heard: dict[str, float] = {}
        """When each scanner was last heard, monotonic seconds."""
        self.taker: Callable[[str], bool] | None = None
        """A desk screen that takes scans itself; answers whether it did."""
        self.card_taker: Callable[[str], bool] | None = None
        """A desk screen that answers to command and reason cards itself, where it has a use for one."""
        self.trier: Callable[[str, str], None] | None = None
        """A desk screen that tries scanners: it takes every reading but `CMD-MENU`, with the scanner's name."""
        self.paces: dict[str, float] = {}
        """Milliseconds between two keys of the last code of a scanner that types."""
        self._awaited = 0
        """Scans that are not answered yet."""
        self._sounds = sounds
        self._clock = QTimer(self, interval=DEVICES_MS)
        self._clock.timeout.connect(self.ask_devices)
        self._attend(bridge)

    def _attend(self, bridge: Bridge) -> None:
        bridge.opened.connect(self._opened)
        bridge.scene.connect(self._seen)
        bridge.answered.connect(self._answered)
        bridge.heard.connect(self.hear)
        bridge.failed.connect(self._one_less)

    # -- what comes in

    def hear(self, raw: str, scanner: str, at: float) -> None:
        """A code from a scanner, or a weight from a scale."""
        code = AIM.sub("", raw.strip()).upper()
        if not code.startswith(CODE_PREFIX):
            self.last_heard[scanner] = time.monotonic()
        if code == "CMD-MENU":
            self.go(HOME)
        elif self.trier is not None:
            self.trier(raw, scanner)
        elif not self._is_taken(raw, code):
            self._scan(raw, scanner, at)

    def say(self, card: str) -> None:
        """A command or reason card by key or touch."""
        self._scan(card, "window", time.monotonic())

    def _is_taken(self, raw: str, code: str) -> bool:
        """Does the screen want this code? Never a badge, nor half a code, nor what follows a scan still in hand."""
        if self._awaited or code.startswith(("OPR-", "PRN-", CODE_PREFIX)) or code.endswith(CUT):
            return False
        if code.startswith(("CMD-", "RSN-")):
            return self.card_taker is not None and self.card_taker(code)
        return self.taker is not None and self.taker(raw)

    def _scan(self, raw: str, scanner: str, at: float) -> None:
        """Have a scan judged. What is heard while another one is in hand belongs where that one leads."""
        home = self.screen not in JOBS and not self._awaited and not raw.startswith(CODE_PREFIX)
        self.bridge.scan(raw, scanner, at, home=home)
        self._awaited += 1

    def play_sounds(self, sounds: Sequence[Sound]) -> None:
        """Let these be heard, one after the other."""
        for number, sound in enumerate(sounds):
            QTimer.singleShot(number * SOUND_MS, self, partial(self._sounds.play, sound))

    def start_job(self, task: str) -> None:
        """Begin or go on with a job, by the same door as its card."""
        self.say(f"CMD-TASK-{task.upper()}")

    def go(self, screen: str) -> None:
        """Show another screen."""
        self.screen = screen
        self.taker = self.card_taker = self.trier = None
        self.moved.emit(screen)

    # -- what comes back

    @property
    def outcome(self) -> Outcome | None:
        """The last verdict."""
        return self.scene.outcome if self.scene is not None else None

    @property
    def blocked(self) -> bool:
        """Do scans wait for `CMD-RESUME`?"""
        return self.scene is not None and self.scene.standing.prompt_key == "question.blocked"

    @property
    def asked(self) -> Need | None:
        """What an open question asks for."""
        return self.scene.standing.need if self.scene is not None else None

    def _opened(self, answer: object) -> None:
        if isinstance(answer, KnownError):
            self.open, self.failure = None, str(answer)
            self.go(FAILURE)
        elif answer is None:
            self.open = None
            self.go(WELCOME)
        else:
            self._begin(answer)

    def _begin(self, opened: Any) -> None:
        self.open = opened
        self.failure = ""
        self._clock.start()
        self.ask_devices()
        if self.screen in (WELCOME, FAILURE):
            self.go(HOME)
        elif self.screen == HOME:
            self.moved.emit(HOME)

    def _one_less(self) -> None:
        self._awaited = max(0, self._awaited - 1)

    def _seen(self, scene: Scene | KnownError | None) -> None:
        if scene is None or isinstance(scene, KnownError):
            self._one_less()
            return
        if scene.outcome is not None or scene.repeated:
            self._one_less()
        if scene.repeated:
            self._sounds.play("repeat")
            return
        self.scene = scene
        if scene.outcome is not None:
            self._remember(scene.outcome)
        self._follow(scene)
        self.told_on = self.screen
        self.spoke.emit(scene)
        if scene.outcome is not None:
            self._sounds.play_verdict(scene.outcome.reason)

    def _follow(self, scene: Scene) -> None:
        """The screen of the job that the scene is about; a refusal that belongs to none is shown at home."""
        outcome, task = scene.outcome, scene.standing.task
        chosen = scene.resumed if outcome is None else outcome.reason.tone.value != "refused"
        stays = outcome is not None and outcome.reason in (Reason.SIGNED_IN, Reason.WEIGHT_NOT_AWAITED)
        if task and task != self.screen and (self.screen in JOBS or (chosen and not stays)):
            self.go(task)
        elif outcome is not None and not chosen and self.screen in OFFICE:
            self.go(HOME)

    @property
    def history(self) -> Sequence[Heard]:
        """The scans before, newest first."""
        self._tell()
        return self._history

    def _remember(self, outcome: Outcome) -> None:
        self._tell()
        self._to_tell = outcome, QDateTime.currentDateTimeUtc()

    def _tell(self) -> None:
        if self._to_tell is None:
            return
        (outcome, at), self._to_tell = self._to_tell, None
        clock, code = in_paris(at).toString("HH:mm:ss"), _shown(outcome.scan)
        words = _first_sentence(self.messages.verdict(outcome.reason, outcome.args))
        self._history.appendleft(Heard(clock, tone_of(outcome), code, words))

    # -- the office

    def ask(self, name: str, question: Callable[[Any], Any]) -> None:
        """Ask the office; the answer comes by `learned` and stays in `known`."""
        self.bridge.ask(name, question)

    def commission(self, name: str, question: Callable[[Any], Any]) -> None:
        """Ask the commissioning of devices; the answer comes by `learned` and stays in `known`."""
        self.bridge.commission(name, question)

    def ask_devices(self) -> None:
        """Ask the printers how they are, on their own lane."""
        self.bridge.ask("devices", lambda office: office.devices(), DEVICES)

    def _answered(self, name: str, answer: object) -> None:
        if not isinstance(answer, KnownError):
            self.known[name] = answer
        self.learned.emit(name, answer)
