"""The sounds of the station: told apart by rhythm, never waited for, and never a reason to stop.

Played by Qt from memory; where Qt Multimedia is missing or has no output, by a player of the desktop; else a beep.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Collection, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, get_args

from PySide6.QtCore import QObject, QProcess, QUrl, Signal, Slot
from PySide6.QtWidgets import QApplication

from dispatch.domain.reasons import Reason, Tone
from ui.look.tokens import RESOURCES

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect

Sound = Literal["accepted", "acceptedUnit", "acceptedOrder", "refused", "confirm", "info", "lost", "repeat"]
SOUNDS: tuple[Sound, ...] = get_args(Sound)
ALWAYS_HEARD: frozenset[Sound] = frozenset({"refused", "lost"})
PLAYERS = ("paplay", "pw-play", "aplay")
FOLDER = RESOURCES / "sounds"

_OF_TONE: dict[Tone, Sound] = {
    Tone.ACCEPTED: "accepted",
    Tone.REFUSED: "refused",
    Tone.CONFIRM: "confirm",
    Tone.INFO: "info",
}
_OF_ITS_OWN: dict[Reason, Sound] = {
    Reason.NOT_RECORDED: "lost",
    Reason.CARTON_ASSIGNED: "acceptedUnit",
    Reason.CARTON_CLOSED: "acceptedUnit",
    Reason.PALLET_CLOSED: "acceptedUnit",
    Reason.PALLET_READY: "acceptedUnit",
    Reason.ORDER_COMPLETE: "acceptedOrder",
    Reason.DEPARTED: "acceptedOrder",
}


def sound_of(reason: Reason) -> Sound:
    """The sound of a verdict."""
    return _OF_ITS_OWN.get(reason) or _OF_TONE[reason.tone]


class Voice(Protocol):
    """A way to be heard; a new sound cuts the one that plays."""

    def play(self, sound: Sound) -> bool:
        """Begin to play, and return at once; False where this way is closed."""


class Sounds(QObject):
    """Plays each verdict's sound; `muted` silences all but `refused` and `lost`."""

    def __init__(self, parent: QObject | None = None, *, voices: Collection[Voice] = ()) -> None:
        super().__init__(parent)
        self.muted = False
        self._voices = tuple(voices)

    def prepare(self) -> None:
        """Find out how to be heard, and load the sounds; takes a moment, so after the first paint.

        Until then, there is only the beep.
        """
        if not self._voices:
            self._voices = tuple(_voices(self))

    def play_verdict(self, reason: Reason) -> None:
        """Play what a verdict sounds like."""
        self.play(sound_of(reason))

    def play(self, sound: Sound) -> None:
        """Play one sound, unless it is muted; never waits, never raises."""
        if self.muted and sound not in ALWAYS_HEARD:
            return
        if not any(voice.play(sound) for voice in self._voices):
            QApplication.beep()


def _voices(parent: QObject) -> Iterator[Voice]:
    if _sound_server():
        with suppress(ImportError):
            from PySide6.QtMultimedia import QMediaDevices

            if QMediaDevices.audioOutputs():
                yield Effects(parent)
    if found := next(filter(None, map(shutil.which, PLAYERS)), None):
        yield Player(found, parent)


def _sound_server() -> bool:
    """Is there somebody to play for Qt? Without a server under Linux it only complains, and the players do better.

    No message handler of ours hides that: a library that warns while it is loaded would wait for Python, and Python for
    the loader, whenever another thread imports at that moment.
    """
    folder = Path(os.environ.get("XDG_RUNTIME_DIR", "/nowhere"))
    return (
        not sys.platform.startswith("linux")
        or "PULSE_SERVER" in os.environ
        or any((folder / socket).exists() for socket in ("pulse/native", "pipewire-0"))
    )


class Effects:
    """Qt's own sound effects, held in memory."""

    def __init__(self, parent: QObject) -> None:
        self._effects = {sound: _effect(sound, parent) for sound in SOUNDS}

    def play(self, sound: Sound) -> bool:
        for effect in self._effects.values():
            effect.stop()
        chosen = self._effects[sound]
        if chosen.status() == chosen.Status.Error:
            return False
        chosen.play()
        return True


def _effect(sound: Sound, parent: QObject) -> QSoundEffect:
    from PySide6.QtMultimedia import QSoundEffect

    effect = QSoundEffect(parent)
    effect.setSource(QUrl.fromLocalFile(_file(sound)))
    return effect


class Player(QObject):
    """A programme of the desktop that is given one file to play; where it cannot, the beep."""

    failed = Signal()

    def __init__(self, programme: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._programme = programme
        self._process = QProcess(self)
        self.failed.connect(QApplication.beep)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._erred)
        self.destroyed.connect(partial(_end, self._process))

    def play(self, sound: Sound) -> bool:
        self.stop()
        self._process.start(self._programme, [_file(sound)])
        return True

    def stop(self) -> None:
        """Cut what plays."""
        _end(self._process)

    @Slot(int, QProcess.ExitStatus)
    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        if code and status == QProcess.ExitStatus.NormalExit:
            self.failed.emit()

    @Slot(QProcess.ProcessError)
    def _erred(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self.failed.emit()


def _end(process: QProcess, *_: object) -> None:
    """A killed process is gone within a millisecond or two."""
    if process.state() != QProcess.ProcessState.NotRunning:
        process.kill()
        process.waitForFinished(100)


def _file(sound: Sound) -> str:
    return str(FOLDER / f"{sound}.wav")
