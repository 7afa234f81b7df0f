"""A device on a serial port: one thread opens the port by the device's identity, and finds it again when it is back."""

from __future__ import annotations

import threading
from typing import Literal

from serial import Serial

from dispatch.devices.serial_ports import TROUBLE, ListPorts, places
from dispatch.domain.serial_ports import PortPath, UsbIdentity

Missing = Literal["absent", "busy"]
"""Why there is no port: it is not there, or it cannot be opened."""


class SerialDevice:
    """What all such devices share; its thread runs from `start()` to `close()`.

    A subclass says how its line is opened (`_line`), listens to it until it is lost or `_closing` is set (`_listen`),
    and hears why there is none (`_miss`).
    """

    def __init__(
        self, thread: str, wanted: PortPath | UsbIdentity, list_ports: ListPorts, retry_s: float, retry_limit_s: float
    ) -> None:
        """`list_ports` gives pyserial's port values; the port is looked for again after `retry_s` seconds, which are
        doubled each time up to the limit.
        """
        self._wanted_port = wanted
        self._list_ports = list_ports
        self._retry_s, self._retry_limit_s = retry_s, retry_limit_s
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._work, name=thread, daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def close(self) -> None:
        """Stop listening and free the port; nothing is delivered after the return."""
        self._closing.set()
        if self._thread.is_alive():
            self._thread.join()

    def _work(self) -> None:
        delay = self._retry_s
        while not self._closing.is_set():
            found = self._open()
            if isinstance(found, Serial):
                self._listen(found)
                delay = self._retry_s
            else:
                self._miss(found)
            self._closing.wait(delay)
            delay = min(2 * delay, self._retry_limit_s)

    def _open(self) -> Serial | Missing:
        """The device's port, or why there is none; from any thread."""
        missing: Missing = "absent"
        for place in places(self._wanted_port, self._list_ports):
            try:
                return self._line(place)
            except TROUBLE:
                missing = "busy"
        return missing

    def _line(self, place: str) -> Serial:
        raise NotImplementedError

    def _listen(self, port: Serial) -> None:
        raise NotImplementedError

    def _miss(self, why: Missing) -> None:
        raise NotImplementedError
