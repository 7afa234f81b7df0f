"""Serial ports as whoever sets up a device is offered them: by the name under which the device is found again."""

from __future__ import annotations

from pathlib import Path

import pytest
from serial.tools.list_ports_common import ListPortInfo

from dispatch.devices.serial_ports import found_ports, places
from dispatch.domain.serial_ports import FoundPort, PortPath, SerialPort, UsbIdentity


def a_port(device: str, serial: str | None = None, location: str | None = None, product: int = 0x2206) -> ListPortInfo:
    """A USB port as pyserial lists it."""
    port = ListPortInfo(device)
    port.vid, port.pid, port.serial_number, port.location = 0x05F9, product, serial, location
    port.description = f"Lecteur {product:04X}"
    return port


def test_a_device_is_offered_by_its_link_then_by_its_serial_number_then_by_its_socket(tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"tty{number}").touch()
    links = tmp_path / "by-id"
    links.mkdir()
    for name, number in (("usb-Lecteur_S0", 0), ("usb-Lecteur_2206", 3), ("usb-Lecteur_2207", 5)):
        (links / name).symlink_to(tmp_path / f"tty{number}")
    plain = ListPortInfo(str(tmp_path / "tty2"))
    ports = [
        plain,
        a_port(str(tmp_path / "tty1"), "S1"),
        a_port(str(tmp_path / "tty0"), "S0"),
        a_port(str(tmp_path / "tty3"), None, "1-1"),
        a_port(str(tmp_path / "tty4"), "", "1-2:1.0"),
        a_port(str(tmp_path / "tty5"), "n° 7", product=0x2207),
    ]
    found = found_ports(lambda: ports, links)
    assert found == [
        FoundPort(str(tmp_path / "tty0"), PortPath(str(links / "usb-Lecteur_S0")), "Lecteur 2206"),
        FoundPort(str(tmp_path / "tty1"), UsbIdentity(0x05F9, 0x2206, "S1"), "Lecteur 2206"),
        FoundPort(str(tmp_path / "tty2"), PortPath(str(tmp_path / "tty2")), "n/a"),
        FoundPort(str(tmp_path / "tty3"), UsbIdentity(0x05F9, 0x2206, location="1-1"), "Lecteur 2206"),
        FoundPort(str(tmp_path / "tty4"), UsbIdentity(0x05F9, 0x2206, location="1-2:1.0"), "Lecteur 2206"),
        FoundPort(str(tmp_path / "tty5"), UsbIdentity(0x05F9, 0x2207), "Lecteur 2207"),
    ]
    for each in found:
        assert SerialPort.parse(str(each.identity)) == each.identity
        (only,) = places(each.identity, lambda: ports)
        assert Path(only).resolve() == Path(each.port)


@pytest.mark.parametrize("error", [OSError("gone"), TypeError("gone")])
def test_a_device_that_goes_while_it_is_looked_at_costs_the_list_and_no_more(error: Exception, tmp_path: Path) -> None:
    def trouble() -> list[ListPortInfo]:
        raise error

    assert found_ports(trouble, tmp_path) == []


def test_the_ports_of_this_machine_can_be_listed() -> None:
    for found in found_ports():
        assert SerialPort.parse(str(found.identity)) == found.identity
