"""A ZPL printer on the network: what only TCP brings about, and a link that is cut at any byte."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from dispatch.devices.simulated_printer import Fault, SimulatedPrinter
from dispatch.devices.zpl_stream import Format
from dispatch.domain.printers import NetworkAddress, PrinterCondition
from tests.support.printers import BEFORE_JOB, HASTY, JOB, PRINTED, not_sent, print_on, unknown


@pytest.fixture
def zebra() -> Iterator[SimulatedPrinter]:
    with SimulatedPrinter() as printer:
        yield printer


def test_a_host_that_does_not_answer_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        address = full.getsockname()
        waiting = [socket.socket() for _ in range(3)]
        for caller in waiting:
            caller.setblocking(False)
            caller.connect_ex(address)
        assert print_on(NetworkAddress(*address), timing=HASTY) == not_sent(PrinterCondition.UNREACHABLE)
        for caller in waiting:
            caller.close()


@pytest.mark.parametrize("arrived", range(BEFORE_JOB))
def test_a_link_cut_before_the_job_leaves_it_unsent(zebra: SimulatedPrinter, arrived: int) -> None:
    zebra.fail(Fault.DROP, after_bytes=arrived)
    assert print_on(zebra.address) == not_sent(PrinterCondition.DROPPED)
    zebra.recover()
    assert print_on(zebra.address) == PRINTED
    assert zebra.printed == (Format(JOB, 1),)


@pytest.mark.parametrize("arrived", range(1, len(JOB) + len(b"~HS")))
def test_a_link_cut_anywhere_after_it_leaves_the_job_unknown(zebra: SimulatedPrinter, arrived: int) -> None:
    zebra.fail(Fault.DROP, after_bytes=BEFORE_JOB + arrived)
    assert print_on(zebra.address) == unknown(PrinterCondition.DROPPED)
    assert zebra.printed == (Format(JOB, 1),) * (arrived >= len(JOB))


def test_the_half_of_a_lost_job_does_not_spoil_the_next_label(zebra: SimulatedPrinter) -> None:
    zebra.fail(Fault.DROP, after_bytes=BEFORE_JOB + 10)
    assert print_on(zebra.address) == unknown(PrinterCondition.DROPPED)
    zebra.recover()
    assert print_on(zebra.address, b"^XA^FDnext^FS^XZ") == PRINTED
    assert zebra.printed == (Format(b"^XA^FDnext^FS^XZ", 1),)


def test_a_printer_busy_with_another_desk_is_silent_and_gets_nothing(zebra: SimulatedPrinter) -> None:
    with socket.create_connection((zebra.address.host, zebra.address.port)) as other_desk:
        other_desk.sendall(b"~HS")
        assert other_desk.recv(1) == b"\x02"
        assert print_on(zebra.address, timing=HASTY) == not_sent(PrinterCondition.SILENT)
    assert print_on(zebra.address) == PRINTED
    assert zebra.printed == (Format(JOB, 1),)
