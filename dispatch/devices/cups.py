"""The CUPS scheduler of this machine: where it listens, which queues it has, and what stands behind a queue."""

from __future__ import annotations

import os
import re
import socket
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from dispatch.devices.ipp import IppClient, IppService, IppTrouble
from dispatch.devices.ipp_message import Attributes, texts
from dispatch.devices.ipp_states import PRINTER_ATTRIBUTES, is_idle_queue, printer_condition
from dispatch.domain.errors import InputError
from dispatch.domain.printers import CupsAddress, PrinterAddress, PrinterCondition

LOCAL_SOCKET = Path("/run/cups/cups.sock")
"""Where CUPS listens on Linux besides port 631."""
DEVICE_URI = "device-uri"
"""The attribute of a queue that names what it prints on."""

_SERVER = re.compile(r"(?P<host>\[[^]]+\]|[^:/]+)(:(?P<port>[0-9]{1,5}))?(/version=.*)?")
_PORTS = {"ipp": 631, "ipps": 631, "socket": 9100, "lpd": 515}
"""What may stand behind a queue with a TCP port of its own."""


@dataclass(frozen=True, slots=True)
class FoundPrinter:
    """A queue that CUPS has."""

    name: str
    address: CupsAddress
    info: str
    """What it is, as whoever made it described it; may be empty."""


def found_printers(limit_s: float = 3.0) -> list[FoundPrinter]:
    """The queues of this machine's CUPS by name, none where it does not answer in time.

    Not for the thread of a window: it may take all of its limit.
    """
    try:
        queues = IppClient(scheduler("/"), limit_s, limit_s).cups_printers(["printer-name", "printer-info"])
    except IppTrouble:
        return []
    found = [_found(queue) for queue in queues]
    return sorted((printer for printer in found if printer is not None), key=lambda printer: printer.name)


def queue_service(address: CupsAddress) -> IppService:
    """Where the jobs of a queue go."""
    return scheduler("/printers/" + quote(address.queue, safe=""))


def scheduler(resource: str) -> IppService:
    """A resource of the scheduler that CUPS_SERVER names, else of the one on this machine; of no other ever.

    CUPS_SERVER is `host[:port]` or the path of a local socket (cups client.conf, ServerName).
    """
    uri = f"ipp://localhost{resource}"
    server = os.environ.get("CUPS_SERVER", "")
    if server.startswith("/"):
        return IppService(uri, resource, local_socket=server)
    if named := _SERVER.fullmatch(server):
        return IppService(uri, resource, named["host"].strip("[]"), int(named["port"] or 631))
    if LOCAL_SOCKET.exists():
        return IppService(uri, resource, local_socket=str(LOCAL_SOCKET))
    return IppService(uri, resource)


def is_local(service: IppService) -> bool:
    """Does the scheduler run on this machine, so that what its queues print on is to be reached from here too?"""
    if service.local_socket or service.host == "localhost":
        return True
    try:
        return ip_address(service.host).is_loopback
    except ValueError:
        return False


def device_condition(queue: Attributes, connect_s: float, answer_s: float) -> PrinterCondition:
    """What the printer behind a queue says, or that it cannot be reached: CUPS would learn it with a job only.

    READY where it cannot be asked: it hangs on USB, answers CUPS alone, or has one raw port on which CUPS is printing.
    """
    uri = urlsplit(next(iter(texts(queue, DEVICE_URI)), ""))
    host, port = uri.hostname, uri.port or _PORTS.get(uri.scheme)
    if not host or not port or uri.scheme not in _PORTS:
        return PrinterCondition.READY
    if uri.scheme != "ipp":
        return _reached(host, port, connect_s) if is_idle_queue(queue) else PrinterCondition.READY
    path = unquote(uri.path) or "/"
    service = IppService(f"ipp://{uri.netloc}{uri.path}", quote(path), host, port)
    try:
        return printer_condition(IppClient(service, connect_s, answer_s).printer_attributes(PRINTER_ATTRIBUTES))
    except IppTrouble as trouble:
        unreachable = trouble.condition is PrinterCondition.UNREACHABLE and not trouble.refused
        return PrinterCondition.UNREACHABLE if unreachable else PrinterCondition.READY


def _reached(host: str, port: int, connect_s: float) -> PrinterCondition:
    try:
        socket.create_connection((host, port), timeout=connect_s).close()
    except OSError:
        return PrinterCondition.UNREACHABLE
    return PrinterCondition.READY


def _found(queue: Attributes) -> FoundPrinter | None:
    name = next(iter(texts(queue, "printer-name")), "")
    try:
        address = PrinterAddress.parse(f"cups://{quote(name, safe='')}")
    except InputError:
        return None
    if not isinstance(address, CupsAddress):
        return None
    return FoundPrinter(name, address, next(iter(texts(queue, "printer-info")), ""))
