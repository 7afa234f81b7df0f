"""A barcode scanner on a serial or USB-CDC port: one thread reads it, and finds it again after it was unplugged.

A code is delivered whole, or as what is known of it and `CUT`: where the line is lost, opened or falls silent in the
middle of one, the piece is delivered as cut, and never as a code nor glued to the next.

CR, LF or both end a code. A scanner that sends neither ends its codes by a silence; one that was heard to send them
and then falls silent within a code has lost the rest of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import Any

from serial import Serial
from serial.tools.list_ports import comports

from dispatch.devices.serial_device import Missing, SerialDevice
from dispatch.devices.serial_ports import TROUBLE, ListPorts, close_port
from dispatch.domain.scanners import CUT, ReadFault, ScannerCondition, ScannerConfig, ScannerState

LONGEST_CODE = 4096
"""Bytes of a code; no symbology holds more."""
LONGEST_PIECE = 64
"""Bytes that are delivered of a code that was lost: enough to tell which it was."""
STALLED, FORGOTTEN = 5, 20
"""Silences in a row after which the rest of a code is lost, and after which it does not come any more."""

_TERMINATOR = re.compile(rb"[\r\n]")
_STX_ETX = b"\x02\x03"


@dataclass(frozen=True, slots=True)
class ScannerTiming:
    """How long a scanner's port is waited for, in seconds."""

    settle_s: float = 0.05
    """What comes so soon after the port was opened is the rest of a code."""
    retry_s: float = 0.5
    """Before the port is looked for again; doubled each time, up to the limit."""
    retry_limit_s: float = 5.0


@dataclass(frozen=True, slots=True)
class Lost:
    """A code of which only this piece is known, and why."""

    fault: ReadFault
    piece: bytes


class Framer:
    """Cuts what a scanner sends into codes, without terminators, STX and ETX. Empty codes are nothing."""

    def __init__(self, *, under_way: bool = False) -> None:
        """`under_way`: the line was opened in the middle of a code, which will be incomplete."""
        self._code = b""
        self._whole = not under_way
        self._ends_codes = False
        """Was the scanner heard to send CR or LF?"""

    def feed(self, data: bytes) -> list[bytes | Lost]:
        """The codes that these bytes end."""
        *ended, rest = _TERMINATOR.split(data)
        codes: list[bytes | Lost] = []
        for piece in ended:
            self._ends_codes = True
            self._add(piece)
            codes += self._end()
        self._add(rest)
        return codes

    def silence(self, count: int) -> list[bytes | Lost]:
        """What the `count`-th silence since the last byte makes of the code that is under way."""
        if count == 1 and not self._ends_codes:
            return self._end()
        if count == STALLED and self._code:
            self._ends_codes = self._whole = False
            return self.cut()
        if count == FORGOTTEN:
            self._whole = True
        return []

    def cut(self) -> list[bytes | Lost]:
        """What the loss of the line makes of the code that is under way."""
        piece, self._code = self._code, b""
        return [Lost(ReadFault.INCOMPLETE, piece)] if piece else []

    def _end(self) -> list[bytes | Lost]:
        whole, self._whole = self._whole, True
        if not whole:
            return self.cut()
        code, self._code = self._code, b""
        if len(code) > LONGEST_CODE:
            return [Lost(ReadFault.TOO_LONG, code)]
        bare = code.strip(_STX_ETX)
        return [bare] if bare else []

    def _add(self, data: bytes) -> None:
        self._code = (self._code + data)[: LONGEST_CODE + 1]


class SerialScanner(SerialDevice):
    """One configured scanner."""

    def __init__(
        self,
        config: ScannerConfig,
        deliver: Callable[[str, str, float], None],
        notify: Callable[[str, ScannerState], None] | None = None,
        *,
        list_ports: ListPorts = comports,
        timing: ScannerTiming | None = None,
    ) -> None:
        """Call `deliver(raw, name, seconds of the monotonic clock)` for each code, lost ones too, which end in `CUT`.

        `notify(name, state)` is called for each change of the condition and each fault, both in the scanner's thread;
        `list_ports` gives pyserial's port values.
        """
        self._timing = timing or ScannerTiming()
        retry = self._timing.retry_s, self._timing.retry_limit_s
        super().__init__(f"scanner-{config.name}", config.port, list_ports, *retry)
        self.config = config
        self._deliver = deliver
        self._notify = notify
        self._state = ScannerState()

    @property
    def state(self) -> ScannerState:
        """The scanner as its thread last saw it; may be asked from any thread."""
        return self._state

    def condition(self) -> ScannerCondition:
        """What a scanner that was not started would find now: SILENT if its port can be opened."""
        found = self._open()
        if not isinstance(found, Serial):
            return ScannerCondition(found)
        close_port(found)
        return ScannerCondition.SILENT

    # Everything below runs in the scanner's thread.

    def _line(self, place: str) -> Serial:
        return Serial(place, self.config.baud, timeout=self.config.idle_ms / 1000, exclusive=True)

    def _miss(self, why: Missing) -> None:
        self._become(condition=ScannerCondition(why))

    def _listen(self, port: Serial) -> None:
        """Read until the port is lost or the scanner closed."""
        chunks = self._chunks(port)
        data = next(chunks, b"")
        framer, heard, silences = Framer(under_way=bool(data)), monotonic(), 0
        self._become(condition=ScannerCondition.SILENT, port=str(Path(port.name).resolve()))
        self._hand_over(framer.feed(data), heard)
        for data in chunks:
            if data:
                heard, silences = monotonic(), 0
                self._hand_over(framer.feed(data), heard)
            else:
                silences += 1
                self._hand_over(framer.silence(silences), heard)
        if not self._closing.is_set():
            self._hand_over(framer.cut(), heard)
            self._become(condition=ScannerCondition.ABSENT, port=None)

    def _chunks(self, port: Serial) -> Iterator[bytes]:
        """What comes: first, perhaps nothing, what came too soon; then all else, and nothing for an idle line."""
        try:
            self._closing.wait(self._timing.settle_s)
            yield port.read(port.in_waiting)
            while not self._closing.is_set():
                yield port.read(port.in_waiting or 1)
        except TROUBLE:
            return
        finally:
            close_port(port)

    def _hand_over(self, codes: Iterable[bytes | Lost], heard: float) -> None:
        for code in codes:
            if isinstance(code, Lost):
                self._become(fault=code.fault)
                self._deliver(_text(code.piece[:LONGEST_PIECE]) + CUT, self.config.name, heard)
            else:
                self._become(condition=ScannerCondition.READY, heard=heard, fault=None)
                self._deliver(_text(code), self.config.name, heard)

    def _become(self, **changes: Any) -> None:
        before, self._state = self._state, replace(self._state, **changes)
        now = self._state
        differs = (before.condition, before.fault) != (now.condition, now.fault)
        if self._notify and (differs or changes.get("fault")):
            self._notify(self.config.name, now)


def _text(code: bytes) -> str:
    try:
        return code.decode()
    except UnicodeDecodeError:
        return code.decode("latin-1")
