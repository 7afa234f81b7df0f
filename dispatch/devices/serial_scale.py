"""A scale on a serial or USB-CDC port: one thread asks it, and finds it again after it was unplugged.

What is delivered is a load that stood still, once: two equal stable readings in a row.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, replace
from math import inf
from time import monotonic
from typing import Any

from serial import Serial
from serial.tools.list_ports import comports

from dispatch.devices.scale_protocols import LANGUAGES, Answers
from dispatch.devices.serial_device import Missing, SerialDevice
from dispatch.devices.serial_ports import TROUBLE, ListPorts, close_port
from dispatch.domain.scales import Reading, ScaleCondition, ScaleConfig, ScaleState, Settling, weight_code


@dataclass(frozen=True, slots=True)
class ScaleTiming:
    """How often a scale is asked and how long it is waited for, in seconds."""

    ask_s: float = 0.2
    silent_s: float = 2.0
    """Without a sensible answer for so long it is silent."""
    retry_s: float = 0.5
    """Before the port is looked for again; doubled each time, up to the limit."""
    retry_limit_s: float = 5.0


class SerialScale(SerialDevice):
    """One configured scale."""

    def __init__(
        self,
        config: ScaleConfig,
        deliver: Callable[[str, str, float], None],
        notify: Callable[[str, ScaleState], None] | None = None,
        *,
        list_ports: ListPorts = comports,
        timing: ScaleTiming | None = None,
    ) -> None:
        """Call `deliver(weight code, name, seconds of the monotonic clock)` for each load while one is wanted, and
        `notify(name, state)` for each change of the condition, both in the scale's thread; `list_ports` gives the port
        values of pyserial.
        """
        self._timing = timing or ScaleTiming()
        retry = self._timing.retry_s, self._timing.retry_limit_s
        super().__init__(f"scale-{config.name}", config.port, list_ports, *retry)
        self.config = config
        self._language = LANGUAGES[config.protocol]
        self._deliver = deliver
        self._notify = notify
        self._settling = Settling(config.role)
        self._wanted = False
        self._state = ScaleState()

    @property
    def state(self) -> ScaleState:
        """The scale as its thread last saw it; may be asked from any thread."""
        return self._state

    def condition(self) -> ScaleCondition:
        """What a scale that was not started says now; SILENT where it says nothing sensible in time."""
        found = self._open()
        if not isinstance(found, Serial):
            return ScaleCondition(found)
        until = monotonic() + self._timing.silent_s
        with closing(self._heard(found)) as heard:
            for readings in heard:
                if readings:
                    return readings[-1].condition
                if monotonic() > until:
                    break
        return ScaleCondition.SILENT

    def want(self, wanted: bool) -> None:
        """Is a weight awaited? What was packed on the scale is then delivered as it stands; from any thread."""
        self._wanted = wanted

    # Everything below runs in the scale's thread, `_heard` also in that of `condition`.

    def _line(self, place: str) -> Serial:
        language = self._language
        return Serial(
            place,
            self.config.baud,
            language.bits,
            language.parity,
            timeout=self._timing.ask_s,
            write_timeout=self._timing.silent_s,
            exclusive=True,
        )

    def _miss(self, why: Missing) -> None:
        self._become(condition=ScaleCondition(why))

    def _listen(self, port: Serial) -> None:
        """Ask until the port is lost or the scale closed."""
        self._become(condition=ScaleCondition.SILENT)
        sensible = monotonic()
        for readings in self._heard(port):
            now = monotonic()
            for reading in readings:
                sensible = now
                self._take(reading, now)
            if now > sensible + self._timing.silent_s:
                self._interrupted(ScaleCondition.SILENT)
        if not self._closing.is_set():
            self._interrupted(ScaleCondition.ABSENT)

    def _heard(self, port: Serial) -> Generator[list[Reading], None, None]:
        """The readings that came since, again and again; none for a pause. Ends with the port."""
        answers, asked = Answers(self._language), -inf
        try:
            port.reset_input_buffer()
            while not self._closing.is_set():
                if self._language.ask and monotonic() >= asked + self._timing.ask_s:
                    port.write(self._language.ask)
                    asked = monotonic()
                yield list(answers.feed(port.read(port.in_waiting or 1)))
        except TROUBLE:
            return
        finally:
            close_port(port)

    def _take(self, reading: Reading, now: float) -> None:
        grams = self._state.grams if reading.grams is None else reading.grams
        self._become(condition=reading.condition, grams=grams, heard=now, frame=reading.frame)
        self._settling, load_g = self._settling.after(reading, wanted=self._wanted)
        if load_g is not None:
            self._deliver(weight_code(load_g, reading.frame), self.config.name, now)

    def _interrupted(self, condition: ScaleCondition) -> None:
        self._settling = self._settling.interrupted()
        self._become(condition=condition)

    def _become(self, **changes: Any) -> None:
        before, self._state = self._state, replace(self._state, **changes)
        if self._notify and self._state.condition is not before.condition:
            self._notify(self.config.name, self._state)
