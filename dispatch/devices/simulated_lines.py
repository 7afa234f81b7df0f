"""What carries bytes to and from a simulated printer: one TCP connection, or one plugging in of a pseudo terminal."""

from __future__ import annotations

import asyncio
import os
import socket
import tty
from abc import ABC, abstractmethod
from contextlib import suppress
from pathlib import Path

from dispatch.devices.simulated_port import SimulatedPort


class Line(ABC):
    """An open line; it belongs to the thread of its event loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop

    @abstractmethod
    async def receive(self, most: int) -> bytes:
        """What came; nothing when the other end is gone."""

    @abstractmethod
    async def send(self, data: bytes) -> None:
        """Send, or lose what nobody takes."""

    @abstractmethod
    def close(self) -> None:
        """Cut the line, whatever is under way on it."""


class TcpLine(Line):
    """One accepted connection."""

    def __init__(self, loop: asyncio.AbstractEventLoop, connection: socket.socket) -> None:
        super().__init__(loop)
        self._connection = connection

    async def receive(self, most: int) -> bytes:
        try:
            return await self._loop.sock_recv(self._connection, most)
        except OSError:
            return b""

    async def send(self, data: bytes) -> None:
        with suppress(OSError):
            await self._loop.sock_sendall(self._connection, data)

    def close(self) -> None:
        if self._connection.fileno() >= 0:
            self._loop.remove_reader(self._connection)
            self._loop.remove_writer(self._connection)
            self._connection.close()


class Cable(SimulatedPort):
    """The printer's port. Whoever loses it finds the next one under its name at once; hidden, it has no name."""

    PRODUCT = 0x0003

    def __init__(self, link: Path) -> None:
        self._name = link
        super().__init__(link=link)

    def plug_in(self) -> None:
        before, self._ends = self._ends, os.openpty()
        tty.setraw(self._ends[1])
        self.port = os.ttyname(self._ends[1])
        spare = self._name.with_name(f".{self._name.name}")
        spare.unlink(missing_ok=True)
        spare.symlink_to(self.port)
        spare.replace(self._name)
        for end in before or ():
            os.close(end)

    def hide(self) -> None:
        """Nobody finds the port any more; who has it open keeps it."""
        self._name.unlink(missing_ok=True)

    @property
    def end(self) -> int:
        """The printer's end of the cable."""
        assert self._ends is not None
        return self._ends[0]


class PtyLine(Line):
    """The printer's end of a pseudo terminal, until it is unplugged."""

    def __init__(self, loop: asyncio.AbstractEventLoop, end: int) -> None:
        super().__init__(loop)
        self._end = end
        self._open = True
        os.set_blocking(end, False)

    async def receive(self, most: int) -> bytes:
        if not self._open:
            return b""
        readable = asyncio.Event()
        self._loop.add_reader(self._end, readable.set)
        try:
            await readable.wait()
        finally:
            self._stop_reading()
        return os.read(self._end, most)

    async def send(self, data: bytes) -> None:
        with suppress(BlockingIOError):
            if self._open:
                os.write(self._end, data)

    def close(self) -> None:
        self._stop_reading()
        self._open = False

    def _stop_reading(self) -> None:
        if self._open:  # later, the number may be another port's
            self._loop.remove_reader(self._end)
