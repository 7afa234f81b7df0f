"""Each verdict is heard by its own rhythm, at once, by whatever way the machine has."""

from __future__ import annotations

import math
import os
import shutil
import sys
import wave
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dispatch.domain.reasons import Reason
from tests.support.tones import RAMP, RATE, TAIL, wav
from ui.look.tokens import tokens
from ui.sounds import FOLDER, SOUNDS, Player, Sound, Sounds, sound_of

NOTES: dict[str, list[tuple[float, int]]] = tokens()["sounds"]


class Ear:
    """A voice that remembers what was played; a deaf one cannot play."""

    def __init__(self, *, deaf: bool = False) -> None:
        self.heard: list[Sound] = []
        self.deaf = deaf

    def play(self, sound: Sound) -> bool:
        self.heard.append(sound)
        return not self.deaf


# -- the files ------------------------------------------------------------------------------------------------------


def samples(sound: str) -> array[int]:
    """What a file holds, after a look at its format."""
    with wave.open(str(FOLDER / f"{sound}.wav")) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        values = array("h", file.readframes(file.getnframes()))
    if sys.byteorder == "big":
        values.byteswap()
    return values


def notes(sound: str) -> Iterator[tuple[float, array[int]]]:
    """Each note of a file: what it should be in hertz, and its samples."""
    values, start = samples(sound), 0
    for hertz, milliseconds in NOTES[sound]:
        end = start + RATE * milliseconds // 1000
        yield hertz, values[start:end]
        start = end


def strength(part: array[int], hertz: float) -> float:
    """Amplitude of one frequency."""
    turns = [2 * math.pi * hertz * at / RATE for at in range(len(part))]
    real = sum(value * math.cos(turn) for value, turn in zip(part, turns, strict=True))
    imaginary = sum(value * math.sin(turn) for value, turn in zip(part, turns, strict=True))
    return 2 * math.hypot(real, imaginary) / len(part)


def test_there_is_one_file_for_each_sound_of_the_tokens() -> None:
    assert set(SOUNDS) == set(NOTES) == {path.stem for path in FOLDER.glob("*.wav")}


@pytest.mark.parametrize("sound", SOUNDS)
def test_a_file_is_what_the_tokens_say(sound: str) -> None:
    assert (FOLDER / f"{sound}.wav").read_bytes() == wav(sound)
    assert len(samples(sound)) == sum(RATE * length // 1000 for _, length in [*NOTES[sound], (0, TAIL)])


@pytest.mark.parametrize("sound", SOUNDS)
def test_each_note_has_its_pitch_and_one_overtone(sound: str) -> None:
    for hertz, part in notes(sound):
        if not hertz:
            assert max(part) == min(part) == 0
            continue
        others = [strength(part, hertz * factor) for factor in (0.5, 1.5, 3, 4)]
        assert strength(part, hertz) > strength(part, 2 * hertz) > 3 * max(others)


@pytest.mark.parametrize("sound", SOUNDS)
def test_no_note_begins_or_ends_with_a_click(sound: str) -> None:
    for _, part in notes(sound):
        assert part[0] == part[-1] == 0
        assert max(map(abs, part[: RAMP // 10])) <= max(map(abs, part)) / 5


def test_low_notes_are_as_loud_to_the_ear_as_high_ones_and_the_tick_half_as_loud() -> None:
    loudest = {sound: max(map(abs, samples(sound))) for sound in SOUNDS}
    a_weights: dict[Sound, float] = {"lost": 0.284, "refused": 0.436, "accepted": 1.21}
    felt = [loudest[sound] * weight for sound, weight in a_weights.items()]
    assert max(felt) / min(felt) < 1.05
    assert loudest["repeat"] == pytest.approx(loudest["accepted"] / 2, rel=0.01)
    assert max(loudest.values()) < 32767


# -- which one ------------------------------------------------------------------------------------------------------


def test_a_verdict_sounds_like_its_tone_unless_something_was_completed_or_lost() -> None:
    own = {reason.word: sound_of(reason) for reason in Reason if sound_of(reason) != reason.tone.value}
    assert own == {
        "not-recorded": "lost",
        "carton-assigned": "acceptedUnit",
        "carton-closed": "acceptedUnit",
        "pallet-closed": "acceptedUnit",
        "pallet-ready": "acceptedUnit",
        "order-complete": "acceptedOrder",
        "departed": "acceptedOrder",
    }


def test_a_muted_station_still_says_refused_and_lost(qapp: object) -> None:
    ear = Ear()
    sounds = Sounds(voices=[ear])
    sounds.muted = True
    for reason in Reason:
        sounds.play_verdict(reason)
    sounds.play("repeat")
    assert set(ear.heard) == {"refused", "lost"}


def test_where_one_way_is_closed_the_next_is_taken(qapp: object) -> None:
    deaf, first, second = Ear(deaf=True), Ear(), Ear()
    Sounds(voices=[deaf, first, second]).play_verdict(Reason.UNREADABLE)
    assert (deaf.heard, first.heard, second.heard) == (["refused"], ["refused"], [])


# -- the ways of this machine ---------------------------------------------------------------------------------------


@pytest.fixture
def programme(tmp_path: Path) -> Callable[[str], Path]:
    """Makes a player that notes its process and its file in `log`, then runs the rest of the script."""

    def make(rest: str) -> Path:
        path = tmp_path / "paplay"
        path.write_text(f'#!/bin/sh\necho "$$ $1" >> "{tmp_path}/log"\n{rest}\n')
        path.chmod(0o755)
        return path

    return make


def played(folder: Path) -> list[tuple[int, str]]:
    """Process and sound of each start of the player."""
    log = folder / "log"
    lines = log.read_text().splitlines() if log.exists() else []
    return [(int(line.split()[0]), Path(line.split(maxsplit=1)[1]).stem) for line in lines]


def test_sounds_are_silent_about_what_a_machine_lacks(qtbot: QtBot) -> None:
    sounds = Sounds()
    sounds.play("accepted")
    sounds.prepare()
    for sound in SOUNDS:
        sounds.play(sound)


def test_without_qt_multimedia_a_player_of_the_desktop_is_given_the_file(
    qtbot: QtBot, tmp_path: Path, programme: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    programme("exit 0")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    sounds = Sounds()
    sounds.prepare()
    sounds.play_verdict(Reason.DEPARTED)
    qtbot.waitUntil(lambda: [sound for _, sound in played(tmp_path)] == ["acceptedOrder"])


def test_with_neither_there_is_still_the_beep(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    sounds = Sounds()
    sounds.prepare()
    sounds.play("refused")


def test_a_new_sound_cuts_the_one_that_plays(qtbot: QtBot, tmp_path: Path, programme: Callable[[str], Path]) -> None:
    player = Player(str(programme(f"exec {shutil.which('sleep')} 60")))
    player.play("lost")
    qtbot.waitUntil(lambda: len(played(tmp_path)) == 1)
    player.play("accepted")
    qtbot.waitUntil(lambda: len(played(tmp_path)) == 2)
    (cut, first), (_, second) = played(tmp_path)
    player.stop()
    assert (first, second) == ("lost", "accepted")
    with pytest.raises(ProcessLookupError):
        os.kill(cut, 0)


def test_a_sound_ends_with_the_window(qtbot: QtBot, tmp_path: Path, programme: Callable[[str], Path]) -> None:
    player = Player(str(programme(f"exec {shutil.which('sleep')} 60")))
    player.play("lost")
    qtbot.waitUntil(lambda: len(played(tmp_path)) == 1)
    del player
    with pytest.raises(ProcessLookupError):
        os.kill(played(tmp_path)[0][0], 0)


def test_a_player_that_fails_or_is_gone_leaves_the_beep(
    qtbot: QtBot, tmp_path: Path, programme: Callable[[str], Path]
) -> None:
    for path in (programme("exit 1"), tmp_path / "gone"):
        player = Player(str(path))
        with qtbot.waitSignal(player.failed):
            assert player.play("refused")
