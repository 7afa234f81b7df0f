"""The inside of a simulated label printer: what it makes of the bytes it receives, and what can go wrong with it."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path

from dispatch.devices.zebra_status import ODOMETER, HostStatus
from dispatch.devices.zpl_stream import Format, ZplStream
from dispatch.domain.printers import DOTS_PER_MM


class Fault(Enum):
    """What can go wrong with a printer; several at once is possible."""

    PAPER_OUT = auto()
    RIBBON_OUT = auto()
    HEAD_OPEN = auto()
    PAUSED = auto()
    OVER_TEMPERATURE = auto()
    SILENT = auto()
    """Takes and prints data, and answers nothing."""
    SLOW = auto()
    """Takes its time for each label."""
    SLOW_LINK = auto()
    """Bytes come and go at a snail's pace."""
    DROP = auto()
    """Cuts each connection."""
    REFUSE = auto()
    """Takes no new connection: switched off, its host gone."""
    WRONG_HEAD = auto()
    """Answers as one with another print head."""
    CANCEL = auto()
    """Somebody presses its cancel key, once."""


STOPPING = frozenset({Fault.PAPER_OUT, Fault.RIBBON_OUT, Fault.HEAD_OPEN, Fault.PAUSED, Fault.OVER_TEMPERATURE})
"""What keeps a printer from printing."""


class ZebraCore:
    """A ZPL printer without anything that carries bytes to it; all of it belongs to the thread of its event loop.

    `faults` may be read; formats received while it cannot print are kept and printed after `recover()`.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        struck: Callable[[], None],
        *,
        folder: Path | None,
        slow_s: float,
        dpi: int,
        counts: bool,
    ) -> None:
        """`struck` is called when a fault struck; each format is written into the folder; SLOW takes slow_s a label.

        A printer that `counts` tells its odometer, another one is silent when it is asked.
        """
        self.faults: set[Fault] = set()
        self.printed: list[Format] = []
        self._loop = loop
        self._struck = struck
        self._folder = folder
        self._slow_s = slow_s
        self._dpi = dpi
        self._counts = counts
        self._stream = ZplStream()
        self._waiting: deque[Format] = deque()
        self._armed: list[tuple[int, Fault]] = []
        self._received = 0
        self._timer: asyncio.TimerHandle | None = None

    def receive(self, data: bytes) -> list[bytes]:
        """Take bytes in and return the answers to what they ask; a cut link carries none."""
        answers: list[bytes] = []
        while data and Fault.DROP not in self.faults:
            room = min((at - self._received for at, _ in self._armed), default=len(data))
            piece, data = data[:room], data[room:]
            self._received += len(piece)
            answers.extend(self._obey(command) for command in self._stream.feed(piece))
            self._strike_due()
        return [answer for answer in answers if answer and Fault.DROP not in self.faults]

    def arm(self, fault: Fault, after_bytes: int) -> None:
        """Let a fault strike when so many more bytes have arrived."""
        self._armed.append((self._received + after_bytes, fault))
        self._strike_due()

    def recover(self) -> None:
        """Mend all faults; what waited is printed."""
        self.faults.clear()
        self._armed.clear()
        self._stop_timer()
        self._print_on()

    def cancel(self) -> None:
        """The operator's cancel key: what waits will never be printed."""
        self._stop_timer()
        self._waiting.clear()

    def _obey(self, command: bytes | Format) -> bytes:
        """Carry a command out and return the answer, where it has one."""
        if isinstance(command, Format):
            self._waiting.append(command)
            self._print_on()
            return b""
        if Fault.SILENT in self.faults:
            return b""
        match command:
            case b"~HS":
                return self._status().encode()
            case b"~HI":
                return self._identity()
        if not self._counts:
            return b""
        return b'"%d"' % sum(label.copies for label in self.printed) if command == ODOMETER.strip().lower() else b'"?"'

    def _identity(self) -> bytes:
        """The answer to `~HI`: model, version, dots per millimetre, memory."""
        dpi = (300 if self._dpi == 203 else 203) if Fault.WRONG_HEAD in self.faults else self._dpi
        return b"\x02SIMULATED-%ddpi,V1.0,%d,8176KB\x03\r\n" % (dpi, DOTS_PER_MM[dpi])

    def _status(self) -> HostStatus:
        return HostStatus(
            paper_out=Fault.PAPER_OUT in self.faults,
            paused=Fault.PAUSED in self.faults,
            head_open=Fault.HEAD_OPEN in self.faults,
            ribbon_out=Fault.RIBBON_OUT in self.faults,
            over_temperature=Fault.OVER_TEMPERATURE in self.faults,
            partial_format=self._stream.partial,
            formats_in_buffer=max(0, len(self._waiting) - 1),
            labels_remaining=self._waiting[0].copies if self._waiting else 0,
        )

    def _print_on(self) -> None:
        """Print what waits as far as the faults allow; a slow label comes out by a timer."""
        while self._waiting and self._timer is None and not self.faults & STOPPING:
            if Fault.SLOW in self.faults:
                self._timer = self._loop.call_later(self._slow_s * self._waiting[0].copies, self._end_slow_label)
            else:
                self._print_one()

    def _end_slow_label(self) -> None:
        self._timer = None
        if not self.faults & STOPPING:
            self._print_one()
            self._print_on()

    def _print_one(self) -> None:
        done = self._waiting.popleft()
        self.printed.append(done)
        if self._folder is not None:
            self._folder.mkdir(parents=True, exist_ok=True)
            number = 1 + sum(1 for _ in self._folder.glob("label-*.zpl"))
            (self._folder / f"label-{number:05}.zpl").write_bytes(done.zpl)

    def _strike_due(self) -> None:
        due = {fault for at, fault in self._armed if at <= self._received}
        self._armed = [(at, fault) for at, fault in self._armed if at > self._received]
        if Fault.CANCEL in due:
            self.cancel()
        self.faults |= due - {Fault.CANCEL}
        if due:
            self._struck()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
