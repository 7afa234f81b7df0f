"""Ports and settings of scanners: what is understood, what is refused and why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain.errors import InputError
from dispatch.domain.scanners import ScannerConfig
from dispatch.domain.serial_ports import PortPath, SerialPort, UsbIdentity


@pytest.mark.parametrize(
    ("text", "port"),
    [
        ("/dev/ttyACM0", PortPath("/dev/ttyACM0")),
        ("/dev/serial/by-id/usb-Maker_Scanner_S1-if00", PortPath("/dev/serial/by-id/usb-Maker_Scanner_S1-if00")),
        ("com3", PortPath("COM3")),
        ("usb:05f9:2206", UsbIdentity(0x05F9, 0x2206)),
        ("USB:0C2E:0B6A:21:A/7", UsbIdentity(0x0C2E, 0x0B6A, "21:A/7")),
        ("usb:0c2e:0b6a@1-1.4:1.0", UsbIdentity(0x0C2E, 0x0B6A, location="1-1.4:1.0")),
    ],
)
def test_a_port_says_where_the_scanner_is(text: str, port: PortPath | UsbIdentity) -> None:
    assert SerialPort.parse(text) == port
    assert SerialPort.parse(str(port)) == port


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/",
        "ttyACM0",
        "COM",
        "COM0",
        "COM1000",
        "usb:",
        "usb:5f9:2206",
        "usb:05f9:2206:",
        "usb:05f9:2206@",
        "usb:05f9:2206@hub",
        "usb:05f9:220g",
        "/dev/a\n",
    ],
)
def test_anything_else_is_no_port(text: str) -> None:
    with pytest.raises(InputError) as refused:
        SerialPort.parse(text)
    assert str(refused.value).startswith(f"Port série «\u00a0{text}\u00a0» refusé\u00a0: ")


@given(st.text())
def test_any_text_is_a_port_or_a_known_error(text: str) -> None:
    for beginning in ("", "/", "COM", "usb:05F9:2206:", "usb:05F9:2206@1"):
        try:
            port = SerialPort.parse(beginning + text)
        except InputError:
            continue
        assert SerialPort.parse(str(port)) == port


def test_a_settings_table_becomes_a_scanner() -> None:
    table = {"name": "Quai", "port": "/dev/ttyUSB0", "baud": 115200, "idle_ms": 200, "repeat_ms": 800}
    assert ScannerConfig.parse(table) == ScannerConfig("Quai", PortPath("/dev/ttyUSB0"), 115200, 200, 800)
    usual = ScannerConfig.parse({"name": "Quai", "port": "COM3"})
    assert usual == ScannerConfig("Quai", PortPath("COM3"), 9600, 50, 1500)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"name": "a\nb"},
        {"name": 7},
        {"port": "lpt1"},
        {"port": None},
        {"baud": 9601},
        {"baud": "9600"},
        {"baud": True},
        {"idle_ms": 9},
        {"idle_ms": 1001},
        {"idle_ms": 50.0},
        {"repeat_ms": -1},
        {"repeat_ms": 10_001},
        {"parity": "even"},
    ],
)
def test_a_wrong_value_in_the_settings_is_refused(wrong: dict[str, object]) -> None:
    table: dict[str, object] = {"name": "Quai", "port": "COM3"}
    ScannerConfig.parse(table)
    with pytest.raises(InputError):
        ScannerConfig.parse(table | wrong)
