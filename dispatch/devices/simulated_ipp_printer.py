"""A document printer that is only simulated: real IPP over HTTP on the loopback, and faults on demand.

Used by the demonstration and the tests; CUPS takes it for a printer too.
"""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from types import TracebackType
from typing import Any

from dispatch.devices.ipp import Operation
from dispatch.devices.ipp_message import Attributes, Group, MalformedError, Message, Tag, Value, whole
from dispatch.devices.simulated_ipp_jobs import (
    GET_JOBS,
    SUPPORTED,
    VALIDATE_JOB,
    IppFault,
    JobBook,
    PrintedDocument,
    printer_attributes,
)
from dispatch.domain.printers import IppAddress

_OK = 0x0000
_BAD_REQUEST, _NOT_POSSIBLE, _NOT_FOUND = 0x0400, 0x0404, 0x0406
_NOT_SUPPORTED, _OTHER_VERSION, _NOT_ACCEPTING = 0x0501, 0x0503, 0x0506
_TAKES_JOBS = frozenset({Operation.PRINT_JOB, VALIDATE_JOB})
_CUTTING = frozenset({IppFault.DROP, IppFault.GONE})
_PIECE = 4096


class SimulatedIppPrinter:
    """A printer at `address` from its construction to `close()`; a context manager.

    What it cannot print at once it keeps and prints after `recover()`, unless that job was cancelled. All methods may
    be called from any thread; each has taken effect on return.
    """

    def __init__(
        self, port: int = 0, *, slow_s: float = 2.0, versions: tuple[tuple[int, int], ...] = ((1, 1), (2, 0))
    ) -> None:
        """Listen on a loopback port (0: any); SLOW takes slow_s per job. OSError where the port is taken."""
        self._lock = threading.RLock()
        self._book = JobBook(slow_s)
        self._armed: list[tuple[int, int, IppFault]] = []
        self._received = 0
        self._requests = self._answered = 0
        self._versions = versions
        self._mended = threading.Event()
        self._connections: set[socket.socket] = set()
        self._server = self._listen(port)
        self.address = IppAddress("127.0.0.1", self._server.server_address[1])

    def __enter__(self) -> SimulatedIppPrinter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Cut all connections and stop listening."""
        self._mended.set()
        self._server.shutdown()
        self._server.server_close()
        self._cut()

    @property
    def printed(self) -> tuple[PrintedDocument, ...]:
        """The documents that came out, in order."""
        with self._lock:
            self._book.advance()
            return tuple(self._book.printed)

    @property
    def received(self) -> int:
        """How many bytes of documents have arrived."""
        return self._received

    def fail(self, fault: IppFault, after_bytes: int = 0, after_requests: int = 0) -> None:
        """Let a fault strike now, or when so many more bytes of documents have come, or after so many requests."""
        with self._lock:
            self._answered = self._requests
            self._armed.append((self._received + after_bytes, self._requests + after_requests, fault))
        self._strike_due()

    def recover(self) -> None:
        """Mend all faults; what waited is printed."""
        with self._lock:
            gone = IppFault.GONE in self._book.faults
            self._book.faults.clear()
            self._armed.clear()
            self._book.advance()
            self._mended.set()
            self._mended = threading.Event()
        if gone:
            self._server = self._listen(self.address.port)

    def press_cancel(self) -> None:
        """The operator's cancel key: no job that waits will ever be printed."""
        with self._lock:
            for job in self._book.jobs.values():
                self._book.cancel(job)

    # Everything below may run in the thread of a connection.

    def opened(self, connection: socket.socket) -> None:
        """Somebody has connected."""
        self._connections.add(connection)

    def closed(self, connection: socket.socket) -> None:
        """A connection is over."""
        self._connections.discard(connection)

    def take(self, data: bytes) -> None:
        """Bytes of a document have arrived; ConnectionAbortedError where the connection is cut before the last one."""
        while data:
            with self._lock:
                room = min((at - self._received for at, _, _ in self._armed), default=len(data))
                count = min(max(room, 1), len(data))
                self._received += count
            data = data[count:]
            self._strike_due(cut=False)
            if data and self.cuts():
                raise ConnectionAbortedError

    def begin_request(self) -> None:
        """A further request comes; ConnectionAbortedError where its connection is cut at once."""
        with self._lock:
            self._answered = self._requests
        self._strike_due()
        with self._lock:
            self._requests += 1
        if self.cuts():
            raise ConnectionAbortedError

    def cuts(self) -> bool:
        """Does it cut its connections?"""
        return bool(self._book.faults & _CUTTING)

    def silence(self) -> threading.Event | None:
        """What to wait for instead of an answer; None where it answers."""
        with self._lock:
            return self._mended if IppFault.SILENT in self._book.faults else None

    def answer(self, request: Message, data: bytes) -> Message:
        """Carry a request out."""
        with self._lock:
            self._book.advance()
            if request.version not in self._versions:
                return self._said(request, _OTHER_VERSION)
            if request.code not in SUPPORTED:
                return self._said(request, _NOT_SUPPORTED)
            if request.code in _TAKES_JOBS:
                return self._job(request, data)
            if request.code == Operation.GET_PRINTER_ATTRIBUTES:
                uri = f"ipp://localhost:{self.address.port}{self.address.path}"
                attributes = printer_attributes(self._book, uri, self._versions)
                return self._said(request, _OK, (Group.PRINTER, attributes))
            if request.code == GET_JOBS:
                jobs = self._book.jobs.values()
                return self._said(request, _OK, *((Group.JOB, self._book.describe(job)) for job in jobs))
            return self._about_job(request)

    def _job(self, request: Message, data: bytes) -> Message:
        if self._book.faults & {IppFault.CLOSED, IppFault.REFUSES}:
            return self._said(request, _NOT_ACCEPTING)
        if request.code == VALIDATE_JOB:
            return self._said(request, _OK)
        job = self._book.take(request.first(Group.OPERATION), request.first(Group.JOB), data)
        return self._said(request, _OK, (Group.JOB, self._book.describe(job)))

    def _about_job(self, request: Message) -> Message:
        job = self._book.jobs.get(whole(request.first(Group.OPERATION), "job-id") or 0)
        if job is None or (IppFault.FORGETS in self._book.faults and job.ended is not None):
            return self._said(request, _NOT_FOUND)
        if request.code == Operation.CANCEL_JOB:
            return self._said(request, _OK if self._book.cancel(job) else _NOT_POSSIBLE)
        return self._said(request, _OK, (Group.JOB, self._book.describe(job)))

    def _said(self, request: Message, status: int, *groups: tuple[int, Attributes]) -> Message:
        about: Attributes = {
            "attributes-charset": (Value(Tag.CHARSET, "utf-8"),),
            "attributes-natural-language": (Value(Tag.LANGUAGE, "en"),),
        }
        return Message(status, request.request_id, ((Group.OPERATION, about), *groups), min(request.version, (2, 0)))

    def _strike_due(self, *, cut: bool = True) -> None:
        """Let faults strike; without `cut` the connection in hand is left to the one who serves it."""
        with self._lock:
            so_far = self._received, self._answered
            due = {fault for *at, fault in self._armed if at[0] <= so_far[0] and at[1] <= so_far[1]}
            self._armed = [armed for armed in self._armed if armed[0] > so_far[0] or armed[1] > so_far[1]]
            self._book.faults |= due
        if IppFault.GONE in due:
            self._server.shutdown()
            self._server.server_close()
        if cut and due & _CUTTING:
            self._cut()

    def _listen(self, port: int) -> ThreadingHTTPServer:
        server = _Server(port, self)
        threading.Thread(target=server.serve_forever, args=(0.01,), name="simulated-ipp-printer", daemon=True).start()
        return server

    def _cut(self) -> None:
        for connection in tuple(self._connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, port: int, printer: SimulatedIppPrinter) -> None:
        self.printer = printer
        super().__init__(("127.0.0.1", port), _Conversation)

    def server_bind(self) -> None:
        """Bind without asking the network for a name of this machine."""
        TCPServer.server_bind(self)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002
        """A connection that breaks is over; whatever else goes wrong is shown by the thread's own hook."""
        if not isinstance(sys.exc_info()[1], OSError):
            raise  # noqa: PLE0704


class _Conversation(BaseHTTPRequestHandler):
    """One connection: requests, each with its answer."""

    protocol_version = "HTTP/1.1"
    server: _Server

    def setup(self) -> None:
        super().setup()
        self.server.printer.opened(self.connection)

    def finish(self) -> None:
        self.server.printer.closed(self.connection)
        super().finish()

    def do_POST(self) -> None:
        """Take one request and answer it."""
        printer = self.server.printer
        printer.begin_request()
        request, document = self._request(printer)
        answer = printer.answer(request, document).encode()
        silence = printer.silence()
        if silence is not None:
            silence.wait()
        if silence is not None or printer.cuts():
            raise ConnectionAbortedError
        self.send_response(200)
        self.send_header("Content-Type", "application/ipp")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """A printer keeps no log."""

    def _request(self, printer: SimulatedIppPrinter) -> tuple[Message, bytes]:
        """The request, read up to its attributes, and its document, of which the printer counts each byte."""
        pieces = self._pieces()
        data = b""
        for piece in pieces:
            data += piece
            with suppress(MalformedError):
                request, document = Message.decode(data)
                break
        else:
            raise ConnectionAbortedError
        printer.take(document)
        for piece in pieces:
            document += piece
            printer.take(piece)
        return request, document

    def _pieces(self) -> Iterator[bytes]:
        """The body of the request as it arrives; ConnectionAbortedError where it is cut short."""
        if "chunked" in self.headers.get("Transfer-Encoding", ""):
            while size := int(self.rfile.readline(), 16):
                yield from self._sized(size)
                self.rfile.readline()
            self.rfile.readline()
        else:
            yield from self._sized(int(self.headers["Content-Length"]))

    def _sized(self, count: int) -> Iterator[bytes]:
        while count:
            piece = self.rfile.read1(min(count, _PIECE))
            if not piece:
                raise ConnectionAbortedError
            count -= len(piece)
            yield piece
