"""Printers that are none of ours: answers in crumbs, noise, a peer that stops reading, a printer of documents."""

from __future__ import annotations

import dataclasses
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from dispatch.devices.printers import PrinterTiming, open_printer
from dispatch.devices.zebra_status import HostStatus
from dispatch.domain.printers import (
    NetworkAddress,
    PrinterCondition,
    PrinterConfig,
    PrinterRole,
    PrintResult,
    PrintState,
)
from tests.support.printers import PATIENT

HASTY = PrinterTiming(connect_s=1.0, status_s=0.3, poll_interval_s=0.01, confirm_limit_s=0.3)
READY = HostStatus().encode()


@contextmanager
def peer(behave: Callable[[socket.socket], None]) -> Iterator[NetworkAddress]:
    """A server that treats one connection as told."""

    def serve() -> None:
        connection, _ = listener.accept()
        with connection, suppress(ConnectionError):
            behave(connection)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        yield NetworkAddress(*listener.getsockname())
        thread.join()


def print_on(address: NetworkAddress, data: bytes, timing: PrinterTiming, role: PrinterRole = "labels") -> PrintResult:
    return open_printer(PrinterConfig("Autre", role, address), timing).print_job("job-1", data, ".zpl")


def test_an_answer_in_crumbs_of_a_printer_that_knows_nothing_but_its_status_is_an_answer() -> None:
    def behave(connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while received := connection.recv(4096):
            for crumb in READY * received.count(b"~HS"):
                connection.sendall(bytes([crumb]))

    with peer(behave) as address:
        patient = dataclasses.replace(PATIENT, status_s=0.5)
        assert print_on(address, b"^XA^XZ", patient) == PrintResult(PrintState.PRINTED, PrinterCondition.READY)


def test_noise_is_silence() -> None:
    def behave(connection: socket.socket) -> None:
        connection.recv(4096)
        connection.sendall(b"\x02HTTP/1.1 400 Bad Request\x03\r\n" * 1000)
        connection.recv(4096)

    with peer(behave) as address:
        timing = dataclasses.replace(HASTY, confirm_limit_s=10.0)
        assert print_on(address, b"^XA^XZ", timing) == PrintResult(PrintState.NOT_SENT, PrinterCondition.SILENT)


def test_noise_without_end_is_given_up() -> None:
    def behave(connection: socket.socket) -> None:
        while True:
            connection.sendall(b"\x02HTTP/1.1 400 Bad Request\x03\r\n" * 1000)

    with peer(behave) as address:
        assert print_on(address, b"^XA^XZ", HASTY) == PrintResult(PrintState.NOT_SENT, PrinterCondition.SLOW)


def test_a_reset_link_is_a_lost_link() -> None:
    def behave(connection: socket.socket) -> None:
        connection.recv(3)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    with peer(behave) as address:
        assert print_on(address, b"^XA^XZ", PATIENT) == PrintResult(PrintState.NOT_SENT, PrinterCondition.DROPPED)


@pytest.mark.parametrize("role", ["labels", "documents"])
def test_a_peer_that_stops_reading_leaves_the_job_unknown(role: PrinterRole) -> None:
    done = threading.Event()

    def behave(connection: socket.socket) -> None:
        if role == "labels":
            for _ in range(2):
                while b"~HS" not in connection.recv(4096):
                    pass
                connection.sendall(READY)
            connection.recv(4096)
            connection.sendall(b'"?"')
        done.wait()

    with peer(behave) as address:
        result = print_on(address, b"^XA" + b"x" * 30_000_000 + b"^XZ", HASTY, role)
        done.set()
    assert result == PrintResult(PrintState.UNKNOWN, PrinterCondition.SILENT)


def test_a_document_printer_gets_the_very_bytes_and_proves_nothing() -> None:
    arrived = []

    def behave(connection: socket.socket) -> None:
        with connection.makefile("rb") as stream:
            arrived.append(stream.read())

    with peer(behave) as address:
        result = print_on(address, b"%PDF-1.7\n\x00\xff" * 50_000, PATIENT, "documents")
    assert arrived == [b"%PDF-1.7\n\x00\xff" * 50_000]
    assert result == PrintResult(PrintState.UNKNOWN, PrinterCondition.SILENT)


def test_a_document_printer_is_asked_nothing() -> None:
    arrived = []

    with peer(lambda connection: arrived.append(connection.recv(4096))) as address:
        printer = open_printer(PrinterConfig("A4", "documents", address), PATIENT)
        assert printer.condition() is PrinterCondition.READY
    assert arrived == [b""]


def test_a_document_printer_switched_off_gets_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = NetworkAddress(*listener.getsockname())
    printer = open_printer(PrinterConfig("A4", "documents", address), PATIENT)
    assert printer.condition() is PrinterCondition.UNREACHABLE
    assert printer.print_job("papers", b"%PDF", ".pdf") == PrintResult(
        PrintState.NOT_SENT, PrinterCondition.UNREACHABLE
    )
