"""The IPP client and peers that are odd: whatever they answer is one trouble that says what is proved, in time."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic

import pytest

from dispatch.devices.ipp import Document, IppClient, IppService, IppTrouble
from dispatch.devices.ipp_message import Group, Message, Tag, Value
from dispatch.domain.printers import IppAddress, PrinterCondition

LONG = bytes(8_000_000)
"""More than the buffers of a loopback connection hold."""
MADE = Message(0, 1, ((Group.JOB, {"job-id": (Value(Tag.INTEGER, 7),)}),)).encode()

Peer = Callable[[socket.socket], object]


@contextmanager
def peer(behave: Peer) -> Iterator[IppAddress]:
    """Somebody who takes one connection."""

    def serve() -> None:
        connection, _ = listener.accept()
        with connection, suppress(OSError):
            behave(connection)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        yield IppAddress("127.0.0.1", listener.getsockname()[1])
        thread.join()


def whole_request(connection: socket.socket) -> None:
    """Read a request to its end."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
    rest = length - len(body)
    while rest and (more := connection.recv(min(rest, 65536))):
        rest -= len(more)


def some_of_the_document(connection: socket.socket) -> None:
    """Read more than what comes before a document."""
    connection.recv(10_000, socket.MSG_WAITALL)


def says(answer: bytes) -> Peer:
    """Reads a request, answers so, and hangs up."""

    def behave(connection: socket.socket) -> None:
        whole_request(connection)
        connection.sendall(answer)

    return behave


def http(status: int, body: bytes = b"") -> bytes:
    return b"HTTP/1.1 %d Said\r\nContent-Type: application/ipp\r\nContent-Length: %d\r\n\r\n%b" % (
        status,
        len(body),
        body,
    )


def ipp(status: int) -> bytes:
    return http(200, Message(status, 1).encode())


def sent_to(address: IppAddress, data: bytes = b"%PDF", limit_s: float = 10.0) -> tuple[PrinterCondition, bool, bool]:
    """What trouble there is: its condition, whether it was refused, and whether some of the document left."""
    client = IppClient(IppService.of(address), 10.0, 10.0)
    with pytest.raises(IppTrouble) as caught:
        client.print_job(Document(data, "000001-waybill-T1", "application/pdf", {}), limit_s)
    return caught.value.condition, caught.value.refused, caught.value.document_left


@pytest.mark.parametrize(
    ("answer", "condition", "refused"),
    [
        pytest.param(b"", PrinterCondition.DROPPED, False, id="hangs up"),
        pytest.param(b"220 ready\r\n", PrinterCondition.SILENT, False, id="another protocol"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf", PrinterCondition.SILENT, False, id="half"),
        pytest.param(http(200, b"<html>"), PrinterCondition.SILENT, False, id="a web page"),
        pytest.param(http(200, bytes(5_000_000)), PrinterCondition.SILENT, False, id="endless"),
        pytest.param(http(400), PrinterCondition.REJECTED, True, id="HTTP 400"),
        pytest.param(http(401), PrinterCondition.FORBIDDEN, True, id="HTTP 401"),
        pytest.param(http(403), PrinterCondition.FORBIDDEN, True, id="HTTP 403"),
        pytest.param(http(404), PrinterCondition.UNREACHABLE, True, id="HTTP 404"),
        pytest.param(http(426), PrinterCondition.REJECTED, True, id="HTTP 426"),
        pytest.param(http(500), PrinterCondition.REJECTED, False, id="HTTP 500"),
        pytest.param(http(503), PrinterCondition.BUSY, False, id="HTTP 503"),
        pytest.param(ipp(0x0400), PrinterCondition.REJECTED, True, id="bad request"),
        pytest.param(ipp(0x0403), PrinterCondition.FORBIDDEN, True, id="not authorised"),
        pytest.param(ipp(0x0406), PrinterCondition.UNREACHABLE, True, id="no such queue"),
        pytest.param(ipp(0x040A), PrinterCondition.REJECTED, True, id="no such format"),
        pytest.param(ipp(0x0411), PrinterCondition.REJECTED, False, id="stumbled in the document"),
        pytest.param(ipp(0x0500), PrinterCondition.STOPPED, False, id="broken inside"),
        pytest.param(ipp(0x0504), PrinterCondition.STOPPED, False, id="broken device"),
        pytest.param(ipp(0x0506), PrinterCondition.REJECTED, True, id="takes no jobs"),
        pytest.param(ipp(0x0507), PrinterCondition.BUSY, True, id="busy"),
        pytest.param(ipp(0x0508), PrinterCondition.REJECTED, False, id="cancelled while it came"),
    ],
)
def test_an_answer_that_is_no_job_says_what_is_proved(
    answer: bytes, condition: PrinterCondition, refused: bool
) -> None:
    with peer(says(answer)) as address:
        assert sent_to(address) == (condition, refused, True)


def test_a_job_with_an_answer_in_pieces_is_made() -> None:
    def in_pieces(connection: socket.socket) -> None:
        whole_request(connection)
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for place in range(len(MADE)):
            connection.sendall(b"1\r\n" + MADE[place : place + 1] + b"\r\n")
        connection.sendall(b"0\r\n\r\n")

    with peer(in_pieces) as address:
        client = IppClient(IppService.of(address), 10.0, 10.0)
        job = client.print_job(Document(b"%PDF", "paper", "application/pdf", {}), 10.0)
    assert job == {"job-id": (Value(Tag.INTEGER, 7),)}


def test_a_printer_that_drips_is_given_up_in_time() -> None:
    def drip(connection: socket.socket) -> None:
        whole_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        connection.settimeout(0.02)
        while True:
            with suppress(TimeoutError):
                if not connection.recv(1):
                    return
            connection.sendall(b"X-Header: 1\r\n")

    with peer(drip) as address:
        began = monotonic()
        assert sent_to(address, limit_s=0.3) == (PrinterCondition.SILENT, False, True)
        assert monotonic() - began < 2.0


def test_a_printer_that_does_not_take_a_document_is_given_up_in_time() -> None:
    given_up = threading.Event()
    with peer(lambda connection: given_up.wait()) as address:
        assert sent_to(address, LONG, limit_s=0.3) == (PrinterCondition.SILENT, False, True)
        given_up.set()


def test_a_printer_may_refuse_before_it_has_read_the_document() -> None:
    def refuse(connection: socket.socket) -> None:
        some_of_the_document(connection)
        connection.sendall(ipp(0x0506))
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(1_000_000):
            pass

    with peer(refuse) as address:
        assert sent_to(address, LONG) == (PrinterCondition.REJECTED, True, True)


def test_a_printer_may_accept_before_it_has_read_the_document() -> None:
    received = []

    def accept(connection: socket.socket) -> None:
        some_of_the_document(connection)
        connection.sendall(http(200, MADE))
        received.append(sum(iter(lambda: len(connection.recv(1_000_000)), 0)))

    with peer(accept) as address:
        client = IppClient(IppService.of(address), 10.0, 10.0)
        job = client.print_job(Document(LONG, "paper", "application/pdf", {}), 10.0)
    assert job == {"job-id": (Value(Tag.INTEGER, 7),)}
    assert received[0] > len(LONG) - 10_000


def test_a_connection_reset_in_the_document_is_a_dropped_one() -> None:
    def reset(connection: socket.socket) -> None:
        some_of_the_document(connection)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    with peer(reset) as address:
        assert sent_to(address, LONG) == (PrinterCondition.DROPPED, False, True)


def test_nobody_there_is_unreachable_and_nothing_left() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        address = IppAddress("127.0.0.1", closed.getsockname()[1])
    assert sent_to(address) == (PrinterCondition.UNREACHABLE, False, False)


def test_a_local_socket_that_is_not_there_is_unreachable(tmp_path: Path) -> None:
    service = IppService("ipp://localhost/", "/", local_socket=str(tmp_path / "cups.sock"))
    with pytest.raises(IppTrouble) as caught:
        IppClient(service, 1.0, 1.0).cups_printers(["printer-name"])
    assert caught.value.condition is PrinterCondition.UNREACHABLE
