"""The station's sounds, made from the design tokens; `python -m tests.support.tones` writes them to the resources."""

from __future__ import annotations

import io
import math
import sys
import wave
from array import array
from collections.abc import Iterator

from ui.look.tokens import RESOURCES, tokens

FOLDER = RESOURCES / "sounds"
RATE = 44_100
RAMP = RATE * 5 // 1000
OVERTONE = 0.5
"""Amplitude of the octave beside the fundamental."""
PEAK = 0.9
"""Part of the full scale that the deepest note, which needs the most, may take."""
SOFT = {"repeat": 0.5}
TAIL = 50
"""Milliseconds of silence at the end: a sound server may hold the last of a stream back until the next one."""


def wav(name: str) -> bytes:
    """The file of one sound: 16 bits, 44.1 kHz, mono."""
    samples = array("h", (round(32767 * value * SOFT.get(name, 1)) for value in _samples(name)))
    if sys.byteorder == "big":
        samples.byteswap()
    file = io.BytesIO()
    with wave.open(file, "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(2)
        target.setframerate(RATE)
        target.writeframes(samples.tobytes())
    return file.getvalue()


def _samples(name: str) -> Iterator[float]:
    for hertz, milliseconds in [*tokens()["sounds"][name], (0, TAIL)]:
        count = RATE * milliseconds // 1000
        if not hertz:
            yield from [0.0] * count
            continue
        level = PEAK * _heard(_deepest()) / _heard(hertz) / _crest()
        for at in range(count):
            ramp = min(1.0, at / RAMP, (count - 1 - at) / RAMP)
            yield level * ramp * _tone(2 * math.pi * hertz * at / RATE)


def _tone(phase: float) -> float:
    return math.sin(phase) + OVERTONE * math.sin(2 * phase)


def _crest() -> float:
    return max(_tone(2 * math.pi * step / 1000) for step in range(1000))


def _deepest() -> float:
    return float(min(hertz for notes in tokens()["sounds"].values() for hertz, _ in notes if hertz))


def _heard(hertz: float) -> float:
    """How loud an ear finds a note of amplitude 1: the A-weighting of IEC 61672-1, of both partials."""
    return math.hypot(_weight(hertz), OVERTONE * _weight(2 * hertz))


def _weight(hertz: float) -> float:
    square = hertz * hertz
    low, high = 20.6**2, 12194.0**2
    slope = math.sqrt((square + 107.7**2) * (square + 737.9**2))
    return 1.2589 * high * square * square / ((square + low) * slope * (square + high))


if __name__ == "__main__":
    for sound in tokens()["sounds"]:
        (FOLDER / f"{sound}.wav").write_bytes(wav(sound))
