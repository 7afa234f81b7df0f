"""Label printers that are only programs: on real TCP or on a pseudo terminal, with all answers and faults on demand.

Used by the demonstration, the simulation and the tests. `python -m dispatch.devices.simulated_printer --port N
--folder DIR` (or `--pty LINK`) runs one until it is interrupted.
"""

from __future__ import annotations

import argparse
import asyncio
import socket
import sys
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from dispatch.devices.simulated_lines import Cable, Line, PtyLine, TcpLine
from dispatch.devices.simulated_zebra import Fault, ZebraCore
from dispatch.devices.zpl_stream import Format
from dispatch.domain.printers import RESOLUTIONS_DPI, NetworkAddress, SerialAddress, UsbAddress

_PIECE = 65536
_CRUMB = 8
_RECEIVE_BUFFER = 8192

T = TypeVar("T")


class SimulatedZebra(ABC):
    """A printer that is there from its construction to `close()`; a context manager.

    Formats received while it cannot print are kept and printed after `recover()`. All methods may be called from any
    thread; each has taken effect on return.
    """

    def __init__(self, folder: Path | None, slow_s: float, dpi: int, counts: bool, link_rate: float) -> None:
        self._link_rate = link_rate
        self._lines: dict[Line, asyncio.Task[None]] = {}
        self._loop = asyncio.new_event_loop()
        self._core = ZebraCore(self._loop, self._strike, folder=folder, slow_s=slow_s, dpi=dpi, counts=counts)
        self._thread = threading.Thread(target=self._loop.run_forever, name="simulated-printer", daemon=True)
        self._thread.start()
        self._call(self._appear)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Cut all connections and vanish."""
        self._wait_for(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @property
    def printed(self) -> tuple[Format, ...]:
        """The formats that came out, in order."""
        return tuple(self._core.printed)

    def fail(self, fault: Fault, after_bytes: int = 0) -> None:
        """Let a fault strike now, or as soon as so many more bytes (of jobs and questions) have arrived."""
        self._call(lambda: self._core.arm(fault, after_bytes))

    def recover(self) -> None:
        """Mend all faults; what waited is printed."""
        self._call(self._recover)

    def press_cancel(self) -> None:
        """The operator's cancel key: what waits will never be printed."""
        self._call(self._core.cancel)

    # Everything below runs in the thread of the event loop.

    @abstractmethod
    def _appear(self) -> None:
        """Be found, if not found already."""

    @abstractmethod
    def _vanish(self) -> None:
        """Be found by nobody; who has a connection keeps it."""

    @abstractmethod
    def _cut(self) -> None:
        """End every connection."""

    def _begin(self, line: Line, turn: asyncio.Lock) -> None:
        """Serve a line when its turn comes."""
        self._lines[line] = self._loop.create_task(self._converse(line, turn))

    def _hang_up(self, line: Line) -> None:
        line.close()
        self._lines.pop(line).cancel()

    async def _converse(self, line: Line, turn: asyncio.Lock) -> None:
        async with turn:
            while data := await line.receive(_CRUMB if self._is_slow() else _PIECE):
                if Fault.DROP in self._core.faults:
                    self._cut()
                await self._carry(data)
                for answer in self._core.receive(data):
                    await self._answer(line, answer)
        line.close()
        self._lines.pop(line, None)

    async def _answer(self, line: Line, answer: bytes) -> None:
        while answer:
            most = _CRUMB if self._is_slow() else len(answer)
            crumb, answer = answer[:most], answer[most:]
            await self._carry(crumb)
            await line.send(crumb)

    async def _carry(self, data: bytes) -> None:
        await asyncio.sleep(len(data) / self._link_rate if self._is_slow() else 0)

    def _is_slow(self) -> bool:
        return Fault.SLOW_LINK in self._core.faults

    def _strike(self) -> None:
        if Fault.REFUSE in self._core.faults:
            self._vanish()
        if Fault.DROP in self._core.faults:
            self._cut()

    def _recover(self) -> None:
        self._core.recover()
        self._appear()

    async def _end(self) -> None:
        self._vanish()
        for line in list(self._lines):
            self._hang_up(line)
        await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()}, return_exceptions=True)

    def _call(self, action: Callable[[], T]) -> T:
        async def act() -> T:
            return action()

        return self._wait_for(act())

    def _wait_for(self, coroutine: Coroutine[object, object, T]) -> T:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result()


class SimulatedPrinter(SimulatedZebra):
    """A printer on the network, at `address`. One connection is served at a time, others wait, as with most."""

    def __init__(
        self,
        port: int = 0,
        *,
        folder: Path | None = None,
        slow_s: float = 2.0,
        dpi: int = 203,
        counts: bool = True,
        link_rate: float = 100.0,
    ) -> None:
        """Listen on a loopback port (0: any); write each format into the folder.

        SLOW takes slow_s a label, SLOW_LINK carries link_rate bytes a second; a printer that `counts` tells its
        odometer. OSError where the port is taken.
        """
        self._ready = _listener(port)
        self.address = NetworkAddress("127.0.0.1", self._ready.getsockname()[1])
        self._listener: socket.socket | None = None
        self._turn = asyncio.Lock()
        super().__init__(folder, slow_s, dpi, counts, link_rate)

    def _appear(self) -> None:
        if self._listener is None:
            if self._ready.fileno() < 0:
                self._ready = _listener(self.address.port)
            self._listener = self._ready
            self._loop.add_reader(self._listener, self._accept)

    def _vanish(self) -> None:
        if self._listener is not None:
            self._loop.remove_reader(self._listener)
            self._listener.close()
            self._listener = None

    def _accept(self) -> None:
        assert self._listener is not None
        with suppress(OSError):  # who called may have gone
            connection, _ = self._listener.accept()
            connection.setblocking(False)
            self._begin(TcpLine(self._loop, connection), self._turn)

    def _cut(self) -> None:
        for line in list(self._lines):
            self._hang_up(line)


class SimulatedWiredPrinter(SimulatedZebra):
    """A printer on a cable: a pseudo terminal behind the name `link`, for a serial port and for a USB device; POSIX.

    A cut cable is plugged in again at once, into another port under the same name.
    """

    def __init__(
        self,
        link: Path,
        *,
        folder: Path | None = None,
        slow_s: float = 2.0,
        dpi: int = 203,
        counts: bool = True,
        link_rate: float = 100.0,
    ) -> None:
        """Plug in; the rest as for SimulatedPrinter."""
        self.usb_address = UsbAddress(str(link))
        self.serial_address = SerialAddress(str(link))
        self._cable = Cable(link)
        self._hidden = True
        super().__init__(folder, slow_s, dpi, counts, link_rate)

    def close(self) -> None:
        super().close()
        self._cable.unplug()

    def _appear(self) -> None:
        if self._hidden:
            self._hidden = False
            self._plug_in()

    def _vanish(self) -> None:
        self._hidden = True
        self._cable.hide()

    def _cut(self) -> None:
        self._plug_in()
        if self._hidden:
            self._cable.hide()

    def _plug_in(self) -> None:
        for line in list(self._lines):
            self._hang_up(line)
        self._cable.plug_in()
        self._begin(PtyLine(self._loop, self._cable.end), asyncio.Lock())


def _listener(port: int) -> socket.socket:
    """A server on the loopback with a receive buffer as small as a printer's."""
    listener = socket.create_server(("127.0.0.1", port))
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _RECEIVE_BUFFER)
    listener.setblocking(False)
    return listener


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one printer until interrupted; its address is the first line of the output."""
    parser = argparse.ArgumentParser(prog="simulated_printer", description="A simulated ZPL label printer.")
    place = parser.add_mutually_exclusive_group()
    place.add_argument("--port", type=int, default=9100, help="TCP port on the loopback, 0 for any (default 9100)")
    place.add_argument("--pty", type=Path, help="on a pseudo terminal instead, under this name")
    parser.add_argument("--folder", type=Path, required=True, help="where the printed labels go, one .zpl file each")
    parser.add_argument("--dpi", type=int, choices=RESOLUTIONS_DPI, default=203, help="its print head (default 203)")
    options = parser.parse_args(arguments)
    printer: SimulatedPrinter | SimulatedWiredPrinter
    try:
        if options.pty is None:
            printer = SimulatedPrinter(options.port, folder=options.folder, dpi=options.dpi)
            address: object = printer.address
        else:
            printer = SimulatedWiredPrinter(options.pty.absolute(), folder=options.folder, dpi=options.dpi)
            address = printer.serial_address
    except OSError as error:
        parser.exit(4, f"{error}\n")
    with printer, suppress(KeyboardInterrupt):
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()
        threading.Event().wait()


__all__ = ["Fault", "SimulatedPrinter", "SimulatedWiredPrinter", "SimulatedZebra", "main"]

if __name__ == "__main__":
    main()
