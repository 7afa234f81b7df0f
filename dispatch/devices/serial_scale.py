"""A scale on a serial or USB-CDC port: one thread asks it, and finds it again after it was unplugged.

What is delivered is a load that stood still, once: two equal stable readings in a row.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, replace
from math import inf
from time import monotonic
from typing import Any

from serial import Serial
from serial.tools.list_ports import comports

from dispatch.devices.scale_protocols import LANGUAGES, Answers
from dispatch.devices.serial_ports import TROUBLE, ListPorts, close_port, places
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


class SerialScale:
    """One configured scale; its thread runs from `start()` to `close()`."""

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
        self.config = config
        self._language = LANGUAGES[config.protocol]
        self._deliver = deliver
        self._notify = notify
        self._list_ports = list_ports
        self._timing = timing or ScaleTiming()
        self._settling = Settling(config.role)
        self._wanted = False
        self._state = ScaleState()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._work, name=f"scale-{config.name}", daemon=True)

    @property
    def state(self) -> ScaleState:
        """The scale as its thread last saw it; may be asked from any thread."""
        return self._state

    def condition(self) -> ScaleCondition:
        """What a scale that was not started says now; SILENT where it says nothing sensible in time."""
        found = self._open()
        if isinstance(found, ScaleCondition):
            return found
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

    def start(self) -> None:
        """Begin to ask."""
        self._thread.start()

    def close(self) -> None:
        """Stop asking and free the port; nothing is delivered after the return."""
        self._closing.set()
        if self._thread.is_alive():
            self._thread.join()

    # Everything below runs in the scale's thread, `_open` and `_heard` also in that of `condition`.

    def _work(self) -> None:
        delay = self._timing.retry_s
        while not self._closing.is_set():
            found = self._open()
            if isinstance(found, ScaleCondition):
                self._become(condition=found)
            else:
                self._listen(found)
                delay = self._timing.retry_s
            self._closing.wait(delay)
            delay = min(2 * delay, self._timing.retry_limit_s)

    def _open(self) -> Serial | ScaleCondition:
        """The scale's port, or why there is none."""
        condition = ScaleCondition.ABSENT
        language = self._language
        for place in places(self.config.port, self._list_ports):
            try:
                return Serial(
                    place,
                    self.config.baud,
                    language.bits,
                    language.parity,
                    timeout=self._timing.ask_s,
                    write_timeout=self._timing.silent_s,
                    exclusive=True,
                )
            except TROUBLE:
                condition = ScaleCondition.BUSY
        return condition

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
