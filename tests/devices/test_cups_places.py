"""Where the CUPS of this machine listens, and whether what stands behind its queues can be reached."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from dispatch.devices import cups
from dispatch.devices.cups import device_condition, is_local, queue_service, scheduler
from dispatch.devices.ipp import IppService
from dispatch.devices.ipp_message import Attributes, Tag, Value
from dispatch.devices.simulated_ipp_jobs import IppFault
from dispatch.devices.simulated_ipp_printer import SimulatedIppPrinter
from dispatch.domain.printers import CupsAddress, PrinterCondition


@pytest.mark.parametrize(
    ("server", "place", "local"),
    [
        ("print.example", IppService("ipp://localhost/", "/", "print.example"), False),
        ("print.example:6631", IppService("ipp://localhost/", "/", "print.example", 6631), False),
        ("192.0.2.7:631/version=1.1", IppService("ipp://localhost/", "/", "192.0.2.7"), False),
        ("127.0.0.1:6631", IppService("ipp://localhost/", "/", "127.0.0.1", 6631), True),
        ("[::1]:6631", IppService("ipp://localhost/", "/", "::1", 6631), True),
        ("localhost", IppService("ipp://localhost/", "/"), True),
        ("/run/other.sock", IppService("ipp://localhost/", "/", local_socket="/run/other.sock"), True),
    ],
)
def test_the_scheduler_is_the_one_that_the_environment_names(
    monkeypatch: pytest.MonkeyPatch, server: str, place: IppService, local: bool
) -> None:
    monkeypatch.setenv("CUPS_SERVER", server)
    assert scheduler("/") == place
    assert is_local(place) == local


def test_without_a_name_it_is_the_one_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("CUPS_SERVER", raising=False)
    monkeypatch.setattr(cups, "LOCAL_SOCKET", tmp_path / "cups.sock")
    assert scheduler("/") == IppService("ipp://localhost/", "/", "localhost", 631)
    (tmp_path / "cups.sock").touch()
    assert scheduler("/") == IppService("ipp://localhost/", "/", local_socket=str(tmp_path / "cups.sock"))


def test_a_queue_has_a_place_there_whatever_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUPS_SERVER", "localhost")
    assert queue_service(CupsAddress("Étage-2")) == IppService(
        "ipp://localhost/printers/%C3%89tage-2", "/printers/%C3%89tage-2"
    )


def queue_on(uri: str, state: int = 3) -> Attributes:
    return {
        "printer-type": (Value(Tag.ENUM, 4),),
        "printer-state": (Value(Tag.ENUM, state),),
        "device-uri": (Value(Tag.URI, uri),),
    }


def condition_of(uri: str, state: int = 3) -> PrinterCondition:
    return device_condition(queue_on(uri, state), 5.0, 5.0)


def test_a_printer_behind_a_queue_is_asked_itself() -> None:
    with SimulatedIppPrinter() as office:
        assert condition_of(str(office.address)) is PrinterCondition.READY
        office.fail(IppFault.JAMMED)
        assert condition_of(str(office.address)) is PrinterCondition.JAMMED
        office.fail(IppFault.DROP)
        assert condition_of(str(office.address)) is PrinterCondition.READY
        office.fail(IppFault.GONE)
        assert condition_of(str(office.address)) is PrinterCondition.UNREACHABLE


def test_a_raw_port_is_tried_only_while_the_queue_is_idle() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        uri = f"socket://127.0.0.1:{listener.getsockname()[1]}"
        assert condition_of(uri) is PrinterCondition.READY
    assert condition_of(uri) is PrinterCondition.UNREACHABLE
    assert condition_of(uri, state=4) is PrinterCondition.READY


@pytest.mark.parametrize(
    "uri", ["", "usb://Maker/Model?serial=1", "dnssd://Office._ipp._tcp.local/", "file:///dev/null"]
)
def test_what_cannot_be_asked_is_left_to_cups(uri: str) -> None:
    assert condition_of(uri) is PrinterCondition.READY
