"""A client of the Internet Printing Protocol over HTTP (RFC 8010, RFC 8011): what printing a job needs, and no more.

Each request has a connection of its own and one deadline over all of it, so that a printer that drips or hangs costs
no more than that. What goes wrong is one exception, which says what is known about the document.
"""

from __future__ import annotations

import io
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from getpass import getuser
from http.client import HTTPConnection, HTTPException, HTTPResponse
from itertools import count
from select import select
from time import monotonic
from urllib.parse import quote

from dispatch.devices.ipp_message import Attributes, Group, MalformedError, Message, Tag, Value
from dispatch.domain.printers import IppAddress, PrinterCondition

_PIECE = 65536
_LONGEST_ANSWER = 4 * 1024 * 1024
_FIRST_ERROR = 0x0100
_VERSION_NOT_SUPPORTED = 0x0503


class Operation(IntEnum):
    """What is asked of a printer (RFC 8011 §5.4.15), and of CUPS."""

    PRINT_JOB = 0x0002
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_PRINTER_ATTRIBUTES = 0x000B
    CUPS_GET_PRINTERS = 0x4002


class IppTrouble(Exception):
    """The request cannot be carried out; it never leaves the printer classes."""

    def __init__(self, condition: PrinterCondition, *, refused: bool = False, document_left: bool = False) -> None:
        super().__init__(condition.value)
        self.condition = condition
        """What is wrong."""
        self.refused = refused
        """The printer answered that it does not do it: a job was not made."""
        self.document_left = document_left
        """A byte of the document may have left this machine."""


@dataclass(frozen=True, slots=True)
class IppService:
    """Where a printer or scheduler listens, and what it calls itself."""

    uri: str
    """The `printer-uri` of its requests."""
    resource: str
    """The path of its HTTP requests."""
    host: str = "localhost"
    port: int = 631
    local_socket: str = ""
    """The file of the local socket that is used instead of host and port."""

    @classmethod
    def of(cls, address: IppAddress) -> IppService:
        """The printer at an address."""
        return cls(str(address), quote(address.path), address.host, address.port)


@dataclass(frozen=True, slots=True)
class Document:
    """What is to be printed, and how."""

    data: bytes
    name: str
    format: str
    """Its MIME type."""
    template: Attributes
    """Job template attributes: copies, media, sides (RFC 8011 §5.2)."""


class IppClient:
    """One printer, or the CUPS scheduler; every method raises IppTrouble."""

    def __init__(self, service: IppService, connect_s: float, answer_s: float) -> None:
        """Wait so many seconds at most for a connection, and for all of an answer."""
        self._service = service
        self._connect_s = connect_s
        self._answer_s = answer_s
        self._version = (2, 0)
        self._numbers = count(1)

    def printer_attributes(self, names: Sequence[str]) -> Attributes:
        """Attributes of the printer, as they are now."""
        return self._ask(Operation.GET_PRINTER_ATTRIBUTES, _wanted(names)).first(Group.PRINTER)

    def print_job(self, document: Document, limit_s: float) -> Attributes:
        """Send a document once, all within `limit_s`; the attributes of the job that the printer made of it."""
        described = {
            "job-name": (Value(Tag.NAME, document.name),),
            "document-name": (Value(Tag.NAME, document.name),),
            "document-format": (Value(Tag.MIME_TYPE, document.format),),
        }
        request = self._request(Operation.PRINT_JOB, described, document.template)
        return self._exchange(request, document.data, limit_s).first(Group.JOB)

    def job_attributes(self, job: int, names: Sequence[str]) -> Attributes:
        """Attributes of a job, as they are now."""
        return self._ask(Operation.GET_JOB_ATTRIBUTES, {**_job(job), **_wanted(names)}).first(Group.JOB)

    def cancel_job(self, job: int) -> None:
        """Ask that a job be cancelled: whether it still was in time, its attributes tell."""
        self._ask(Operation.CANCEL_JOB, _job(job))

    def cups_printers(self, names: Sequence[str]) -> list[Attributes]:
        """Attributes of each queue of a CUPS scheduler."""
        return self._ask(Operation.CUPS_GET_PRINTERS, _wanted(names)).all(Group.PRINTER)

    def _ask(self, operation: Operation, attributes: Attributes) -> Message:
        """A request without a document; one of IPP/1.1 where the printer does not know 2.0."""
        try:
            return self._exchange(self._request(operation, attributes), b"", self._answer_s)
        except _OldPrinter:
            self._version = (1, 1)
            return self._exchange(self._request(operation, attributes), b"", self._answer_s)

    def _request(self, operation: Operation, attributes: Attributes, template: Attributes | None = None) -> Message:
        about = {
            "attributes-charset": (Value(Tag.CHARSET, "utf-8"),),
            "attributes-natural-language": (Value(Tag.LANGUAGE, "en"),),
            "printer-uri": (Value(Tag.URI, self._service.uri),),
            "requesting-user-name": (Value(Tag.NAME, _user_name()),),
        }
        groups: list[tuple[int, Attributes]] = [(Group.OPERATION, {**about, **attributes})]
        if template:
            groups.append((Group.JOB, template))
        return Message(operation, next(self._numbers), groups, self._version)

    def _exchange(self, request: Message, document: bytes, limit_s: float) -> Message:
        posting = _Posting(self._service, self._connect_s, monotonic() + limit_s)
        with posting:
            try:
                answer = posting.post(request.encode(), document)
            except TimeoutError as error:
                raise IppTrouble(PrinterCondition.SILENT, document_left=posting.document_left) from error
            except OSError as error:
                raise IppTrouble(PrinterCondition.DROPPED, document_left=posting.document_left) from error
            except (HTTPException, MalformedError) as error:
                raise IppTrouble(PrinterCondition.SILENT, document_left=posting.document_left) from error
        if answer.code == _VERSION_NOT_SUPPORTED and self._version != (1, 1):
            raise _OldPrinter
        if answer.code >= _FIRST_ERROR:
            condition, refused = _meaning(answer.code)
            raise IppTrouble(condition, refused=refused, document_left=posting.document_left)
        return answer


class _OldPrinter(Exception):
    """The printer does not know this version of the protocol."""


class _Posting:
    """One HTTP request with its connection."""

    def __init__(self, service: IppService, connect_s: float, deadline: float) -> None:
        """Connect, or raise IppTrouble(UNREACHABLE)."""
        self._service = service
        self.document_left = False
        try:
            self._socket = _connected(service, min(connect_s, deadline - monotonic()))
        except OSError as error:
            raise IppTrouble(PrinterCondition.UNREACHABLE) from error
        self._http = HTTPConnection(service.host, service.port)
        self._timed = self._http.sock = _TimedSocket(self._socket, deadline)

    def __enter__(self) -> _Posting:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()
        self._socket.close()

    def post(self, request: bytes, document: bytes) -> Message:
        """Send the request and, piece by piece, the document; return the answer.

        Raises:
            OSError: the connection is lost; TimeoutError: the deadline is past.
            HTTPException, MalformedError: the answer makes no sense.
            IppTrouble: the answer is none of the protocol but an error of HTTP.
        """
        self._http.putrequest("POST", self._service.resource, skip_accept_encoding=True)
        self._http.putheader("Content-Type", "application/ipp")
        self._http.putheader("Content-Length", str(len(request) + len(document)))
        self._http.putheader("Connection", "close")
        self._http.endheaders(request)
        early = self._send(document)
        return self._answer() if early is None else early

    def _send(self, document: bytes) -> Message | None:
        """Send the document, unless the printer refuses it meanwhile; its answer if that came early."""
        early: Message | None = None
        rest = memoryview(document)
        while rest:
            if early is None and self._timed.has_answer():
                early = self._answer()
                if early.code >= _FIRST_ERROR:
                    return early
            self.document_left = True
            rest = rest[self._timed.send(rest[:_PIECE]) :]
        return early

    def _answer(self) -> Message:
        response = self._http.getresponse()
        if response.status != 200:
            raise self._refusal(response)
        body = response.read(_LONGEST_ANSWER + 1)
        if len(body) > _LONGEST_ANSWER:
            raise MalformedError("the answer is too long")
        return Message.decode(body)[0]

    def _refusal(self, response: HTTPResponse) -> IppTrouble:
        condition = {
            401: PrinterCondition.FORBIDDEN,
            403: PrinterCondition.FORBIDDEN,
            404: PrinterCondition.UNREACHABLE,
            503: PrinterCondition.BUSY,
        }.get(response.status, PrinterCondition.REJECTED)
        return IppTrouble(condition, refused=response.status in range(400, 500), document_left=self.document_left)


class _TimedSocket:
    """What http.client needs of a socket, with one deadline over all that it does."""

    def __init__(self, plain: socket.socket, deadline: float) -> None:
        self._plain = plain
        self._deadline = deadline

    def sendall(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[self.send(rest) :]

    def send(self, data: memoryview) -> int:
        return self._in_time().send(data)

    def has_answer(self) -> bool:
        """Wait until more can be sent, or the printer says something or hangs up."""
        plain = self._in_time()
        return bool(select([plain], [plain], [], plain.gettimeout())[0])

    def receive_into(self, buffer: memoryview) -> int:
        return self._in_time().recv_into(buffer)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Received(self))

    def close(self) -> None:
        """Leave the socket to its owner: the answer is still to be read when http.client closes it."""

    def _in_time(self) -> socket.socket:
        remaining = self._deadline - monotonic()
        if remaining <= 0:
            raise TimeoutError
        self._plain.settimeout(remaining)
        return self._plain


class _Received(io.RawIOBase):
    """What arrives at a timed socket."""

    def __init__(self, timed: _TimedSocket) -> None:
        self._timed = timed

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        return self._timed.receive_into(buffer)


def _connected(service: IppService, connect_s: float) -> socket.socket:
    if not service.local_socket:
        return socket.create_connection((service.host, service.port), timeout=connect_s)
    local = socket.socket(socket.AF_UNIX)
    try:
        local.settimeout(connect_s)
        local.connect(service.local_socket)
    except OSError:
        local.close()
        raise
    return local


def _meaning(status: int) -> tuple[PrinterCondition, bool]:
    """What an error status (RFC 8011 appendix B) says of the printer, and whether it proves that no job was made."""
    condition = {
        0x0401: PrinterCondition.FORBIDDEN,
        0x0402: PrinterCondition.FORBIDDEN,
        0x0403: PrinterCondition.FORBIDDEN,
        0x0406: PrinterCondition.UNREACHABLE,
        0x0407: PrinterCondition.UNREACHABLE,
        0x0500: PrinterCondition.STOPPED,
        0x0502: PrinterCondition.STOPPED,
        0x0504: PrinterCondition.STOPPED,
        0x0505: PrinterCondition.STOPPED,
        0x0507: PrinterCondition.BUSY,
    }.get(status, PrinterCondition.REJECTED)
    found_in_the_document = 0x0411
    before_any_job = {0x0501, 0x0502, 0x0503, 0x0506, 0x0507}
    refused = (status in range(0x0400, 0x0500) and status != found_in_the_document) or status in before_any_job
    return condition, refused


def _wanted(names: Sequence[str]) -> Attributes:
    return {"requested-attributes": tuple(Value(Tag.KEYWORD, name) for name in names)}


def _job(number: int) -> Attributes:
    return {"job-id": (Value(Tag.INTEGER, number),)}


def _user_name() -> str:
    """Who prints: with CUPS, that user may cancel the job too."""
    try:
        return getuser()
    except (KeyError, OSError, ImportError):  # a user without a name
        return "dispatch"
