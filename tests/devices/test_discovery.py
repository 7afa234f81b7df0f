from __future__ import annotations

from pathlib import Path

import pytest

from dispatch.devices.discovery import found_devices, scale_protocol
from dispatch.devices.serial_scale import ScaleTiming
from dispatch.devices.simulated_scale import SimulatedScale
from dispatch.devices.simulated_scanner import SimulatedScanner
from dispatch.domain.errors import InputError
from dispatch.domain.found_devices import FoundDevice
from dispatch.domain.printers import PrinterConfig
from dispatch.domain.scales import ScaleConfig, ScaleProtocol
from dispatch.domain.scanners import ScannerConfig

SCANNER, SCALE = "usb:FFFF:0001:SIM-1", "usb:FFFF:0002:SIM-1"
QUICK = ScaleTiming(ask_s=0.05, silent_s=0.4)


@pytest.fixture(autouse=True)
def no_queues(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nobody answers where CUPS would."""
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "nobody.sock"))


def test_what_is_plugged_in_is_offered_until_a_setting_names_it(tmp_path: Path) -> None:
    (tmp_path / "lp0").touch()
    printer = f"usb://{tmp_path}/lp0"
    with SimulatedScanner() as scanner, SimulatedScale("mt-sics") as scale:

        def listed() -> list[object]:
            return [*scanner.list_ports(), *scale.list_ports()]

        def addresses(*tables: dict[str, object]) -> list[str]:
            printers = [PrinterConfig.parse(table) for table in tables if "address" in table]
            scales = [ScaleConfig.parse(table) for table in tables if "protocol" in table]
            scanners = [ScannerConfig.parse(t) for t in tables if "port" in t and "protocol" not in t]
            found = found_devices(printers, scanners, scales, list_ports=listed, usb_printers=tmp_path)
            assert {device.duties for device in found} <= {("scanner", "scale-cartons", "scale-pallets"), ("labels",)}
            return sorted(device.address for device in found)

        assert addresses() == sorted([SCANNER, SCALE, printer])
        assert addresses({"name": "A", "port": SCANNER}) == sorted([SCALE, printer])
        assert scanner.port is not None
        assert addresses({"name": "A", "port": scanner.port}) == sorted([SCALE, printer])
        assert addresses({"name": "B", "port": SCALE, "protocol": "cas"}) == sorted([SCANNER, printer])
        assert addresses({"name": "C", "role": "labels", "address": printer}) == sorted([SCANNER, SCALE])
        assert addresses({"name": "D", "role": "labels", "address": f"serial://{scanner.port}"}) == sorted(
            [SCALE, printer]
        )
        scanner.unplug()
        assert addresses() == sorted([SCALE, printer])


def test_a_found_device_says_what_it_may_become(tmp_path: Path) -> None:
    with SimulatedScanner() as scanner:
        (found,) = found_devices((), (), (), list_ports=scanner.list_ports, usb_printers=tmp_path / "none")
    assert found == FoundDevice(SCANNER, "n/a", ("scanner", "scale-cartons", "scale-pallets"))


@pytest.mark.parametrize("protocol", ["mt-sics", "toledo-8217", "cas"])
def test_a_scale_is_known_by_the_language_in_which_it_answers(protocol: ScaleProtocol) -> None:
    with SimulatedScale(protocol) as scale:
        scale.put(1_200)
        assert scale_protocol(SCALE, list_ports=scale.list_ports, timing=QUICK) == protocol


def test_what_is_no_scale_is_known_too() -> None:
    with SimulatedScanner() as scanner:
        assert scale_protocol(SCANNER, list_ports=scanner.list_ports, timing=QUICK) is None
    assert scale_protocol(SCANNER, list_ports=list, timing=QUICK) is None
    with pytest.raises(InputError):
        scale_protocol("LPT1")
