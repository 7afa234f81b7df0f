"""What is plugged into this machine and named by no setting; and the language in which a scale answers.

Everything here takes seconds where a device or a print server does not answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import get_args

from serial.tools.list_ports import comports

from dispatch.devices.cups import found_printers
from dispatch.devices.serial_ports import ListPorts, found_ports, places
from dispatch.devices.serial_scale import ScaleTiming, SerialScale
from dispatch.domain.found_devices import FoundDevice
from dispatch.domain.printers import PrinterConfig, SerialAddress, UsbAddress
from dispatch.domain.scales import ScaleCondition, ScaleConfig, ScaleProtocol
from dispatch.domain.scanners import ScannerConfig
from dispatch.domain.serial_ports import SerialPort

USB_PRINTERS = Path("/dev/usb")
"""Where Linux puts the character devices of USB printers."""

_SILENCE = (ScaleCondition.SILENT, ScaleCondition.BUSY, ScaleCondition.ABSENT)


def found_devices(
    printers: Iterable[PrinterConfig],
    scanners: Iterable[ScannerConfig],
    scales: Iterable[ScaleConfig],
    *,
    list_ports: ListPorts = comports,
    usb_printers: Path = USB_PRINTERS,
) -> list[FoundDevice]:
    """Serial ports, USB printers and queues of CUPS that none of these configurations names."""
    addresses = {config.address for config in printers}
    taken = {Path(address.port).resolve() for address in addresses if isinstance(address, SerialAddress)}
    for port in (*(scanner.port for scanner in scanners), *(scale.port for scale in scales)):
        taken.update(Path(place).resolve() for place in places(port, list_ports))
    ports = [
        FoundDevice(str(found.identity), found.description, ("scanner", "scale-cartons", "scale-pallets"))
        for found in found_ports(list_ports)
        if Path(found.port).resolve() not in taken
    ]
    wired = [
        FoundDevice(str(UsbAddress(str(path))), "", ("labels",))
        for path in sorted(usb_printers.glob("lp*"))
        if UsbAddress(str(path)) not in addresses
    ]
    queues = [
        FoundDevice(str(queue.address), queue.info or queue.name, ("documents", "labels"))
        for queue in found_printers()
        if queue.address not in addresses
    ]
    return [*ports, *wired, *queues]


def scale_protocol(
    port: str, *, list_ports: ListPorts = comports, timing: ScaleTiming | None = None
) -> ScaleProtocol | None:
    """The protocol in which a scale on this port answers sensibly; None where none does. InputError for no port."""
    place = SerialPort.parse(port)
    protocols: tuple[ScaleProtocol, ...] = get_args(ScaleProtocol)
    for protocol in protocols:
        scale = SerialScale(
            ScaleConfig(port, place, protocol), lambda *_: None, list_ports=list_ports, timing=timing or ScaleTiming()
        )
        if scale.condition() not in _SILENCE:
            return protocol
    return None
