"""A label printer that is only a program: real TCP on the loopback, `~HS` and `~HI`, and faults on demand.

Used by the demonstration, the simulation and the tests. `python -m dispatch.devices.simulated_printer --port N
--folder DIR` runs one until it is interrupted.
"""

from __future__ import annotations

import argparse
import asyncio
import socket
import sys
import threading
from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from enum import Enum, auto
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from dispatch.devices.zebra_status import HostStatus
from dispatch.devices.zpl_stream import Format, ZplStream
from dispatch.domain.printers import NetworkAddress

_IDENTITY = b"\x02SIMULATED-203dpi,V1.0,8,8176KB\x03\r\n"
"""The answer to `~HI`: model, version, dots per millimetre, memory."""

T = TypeVar("T")


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
    DROP = auto()
    """Cuts each connection."""
    REFUSE = auto()
    """Takes no new connection: switched off."""


_STOPPING = frozenset({Fault.PAPER_OUT, Fault.RIBBON_OUT, Fault.HEAD_OPEN, Fault.PAUSED, Fault.OVER_TEMPERATURE})


class SimulatedPrinter:
    """A printer at `address` from its construction to `close()`; a context manager.

    One connection is served at a time, others wait, as with most printers. Formats received while it cannot print are
    kept and printed after `recover()`. All methods may be called from any thread; each has taken effect on return.
    """

    def __init__(self, port: int = 0, *, folder: Path | None = None, slow_s: float = 2.0) -> None:
        """Listen on a loopback port (0: any); write each format into the folder; SLOW takes slow_s per label.

        OSError where the port is taken.
        """
        listener = socket.create_server(("127.0.0.1", port))
        self.address = NetworkAddress("127.0.0.1", listener.getsockname()[1])
        self._folder = folder
        self._slow_s = slow_s
        self._stream = ZplStream()
        self._waiting: deque[Format] = deque()
        self._printed: list[Format] = []
        self._faults: set[Fault] = set()
        self._armed: list[tuple[int, Fault]] = []
        self._received = 0
        self._timer: asyncio.TimerHandle | None = None
        self._connections: set[asyncio.StreamWriter] = set()
        self._session = asyncio.Lock()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="simulated-printer", daemon=True)
        self._thread.start()
        self._server = self._wait_for(self._serve(listener))

    def __enter__(self) -> SimulatedPrinter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Cut all connections and stop listening."""
        self._wait_for(self._shut_down())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @property
    def printed(self) -> tuple[Format, ...]:
        """The formats that came out, in order."""
        return tuple(self._printed)

    def fail(self, fault: Fault, after_bytes: int = 0) -> None:
        """Let a fault strike now, or as soon as so many more bytes (of jobs and questions) have arrived."""
        self._call(lambda: self._arm(fault, after_bytes))

    def recover(self) -> None:
        """Mend all faults; what waited is printed."""
        self._wait_for(self._recover())

    def press_cancel(self) -> None:
        """The operator's cancel key: what waits will never be printed."""
        self._call(self._cancel)

    # Everything below runs in the thread of the event loop.

    async def _serve(self, listener: socket.socket) -> asyncio.Server:
        return await asyncio.start_server(self._converse, sock=listener)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._connections.add(writer)
        try:
            with suppress(ConnectionError):
                async with self._session:
                    while Fault.DROP not in self._faults and (data := await reader.read(65536)):
                        self._receive(data, writer)
        finally:
            self._connections.discard(writer)
            writer.close()

    def _receive(self, data: bytes, writer: asyncio.StreamWriter) -> None:
        while data and Fault.DROP not in self._faults:
            room = min((at - self._received for at, _ in self._armed), default=len(data))
            piece, data = data[:room], data[room:]
            self._received += len(piece)
            for command in self._stream.feed(piece):
                self._obey(command, writer)
            self._strike_due()

    def _obey(self, command: bytes | Format, writer: asyncio.StreamWriter) -> None:
        if isinstance(command, Format):
            self._waiting.append(command)
            self._print_on()
        elif Fault.SILENT not in self._faults:
            writer.write(self._status().encode() if command == b"~HS" else _IDENTITY)

    def _status(self) -> HostStatus:
        return HostStatus(
            paper_out=Fault.PAPER_OUT in self._faults,
            paused=Fault.PAUSED in self._faults,
            head_open=Fault.HEAD_OPEN in self._faults,
            ribbon_out=Fault.RIBBON_OUT in self._faults,
            over_temperature=Fault.OVER_TEMPERATURE in self._faults,
            partial_format=self._stream.partial,
            formats_in_buffer=max(0, len(self._waiting) - 1),
            labels_remaining=self._waiting[0].copies if self._waiting else 0,
        )

    def _print_on(self) -> None:
        """Print what waits as far as the faults allow; a slow label comes out by a timer."""
        while self._waiting and self._timer is None and not self._faults & _STOPPING:
            if Fault.SLOW in self._faults:
                self._timer = self._loop.call_later(self._slow_s * self._waiting[0].copies, self._end_slow_label)
            else:
                self._print_one()

    def _end_slow_label(self) -> None:
        self._timer = None
        if not self._faults & _STOPPING:
            self._print_one()
            self._print_on()

    def _print_one(self) -> None:
        done = self._waiting.popleft()
        self._printed.append(done)
        if self._folder is not None:
            self._folder.mkdir(parents=True, exist_ok=True)
            number = 1 + sum(1 for _ in self._folder.glob("label-*.zpl"))
            (self._folder / f"label-{number:05}.zpl").write_bytes(done.zpl)

    def _arm(self, fault: Fault, after_bytes: int) -> None:
        self._armed.append((self._received + after_bytes, fault))
        self._strike_due()

    def _strike_due(self) -> None:
        self._faults |= {fault for at, fault in self._armed if at <= self._received}
        self._armed = [(at, fault) for at, fault in self._armed if at > self._received]
        if Fault.REFUSE in self._faults:
            self._server.close()
        if Fault.DROP in self._faults:
            for writer in self._connections:
                writer.transport.abort()

    async def _recover(self) -> None:
        self._faults.clear()
        self._armed.clear()
        self._stop_timer()
        if not self._server.is_serving():
            self._server = await self._serve(socket.create_server((self.address.host, self.address.port)))
        self._print_on()

    def _cancel(self) -> None:
        self._stop_timer()
        self._waiting.clear()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    async def _shut_down(self) -> None:
        self._server.close()
        self._arm(Fault.DROP, after_bytes=0)
        await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()})

    def _call(self, action: Callable[[], T]) -> T:
        async def act() -> T:
            return action()

        return self._wait_for(act())

    def _wait_for(self, coroutine: Coroutine[object, object, T]) -> T:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one printer until interrupted; its address is the first line of the output."""
    parser = argparse.ArgumentParser(prog="simulated_printer", description="A simulated ZPL label printer.")
    parser.add_argument("--port", type=int, default=9100, help="TCP port on the loopback, 0 for any (default 9100)")
    parser.add_argument("--folder", type=Path, required=True, help="where the printed labels go, one .zpl file each")
    options = parser.parse_args(arguments)
    try:
        printer = SimulatedPrinter(options.port, folder=options.folder)
    except OSError as error:
        parser.exit(4, f"{error}\n")
    with printer, suppress(KeyboardInterrupt):
        sys.stdout.write(f"{printer.address}\n")
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    main()
