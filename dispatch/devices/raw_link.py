"""One open connection to a printer, whatever carries it, and the one error that says why it is of no use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from time import monotonic
from types import TracebackType
from typing import ClassVar, Protocol, TypeVar

from dispatch.devices.zebra_status import HostStatus, first_greeting, first_status
from dispatch.domain.printers import PrinterCondition

_LONGEST_ANSWER = 4096
_QUIET_S = 0.05
"""A line that says nothing for so long owes no answer to an earlier question."""

T = TypeVar("T")


class NotConfirmed(Exception):
    """The job cannot go on; `condition` is the reason. It never leaves the printer classes."""

    def __init__(self, condition: PrinterCondition) -> None:
        super().__init__(condition.value)
        self.condition = condition


class ByteLink(Protocol):
    """An open two-way connection; times are on the monotonic clock, in seconds.

    Where it is lost, its methods raise OSError; where nothing moved until then, TimeoutError.
    """

    fresh: ClassVar[bool]
    """Nothing that an earlier user was owed can arrive on it."""
    exact: ClassVar[bool]
    """A `send` that fails took no byte."""

    def send(self, data: memoryview, until: float) -> int:
        """Hand over as much as is taken at once, a byte at least; how many were."""

    def receive(self, until: float) -> bytes:
        """What came, a byte at least; nothing where the other end closed in peace."""

    def seconds_for(self, count: int) -> float:
        """How long so many bytes are on the way, as far as that is known."""

    def close(self) -> None:
        """End it; never raises."""


class RawLink:
    """A connection that is asked and sent to; every method raises NotConfirmed when that leads nowhere.

    SILENT: nothing moved for `silence_s`. SLOW: it still moved at the deadline. DROPPED: it was lost.
    """

    def __init__(self, link: ByteLink, silence_s: float) -> None:
        self._link = link
        self._silence_s = silence_s
        self._received = b""
        self._on_the_way_s = 0.0
        self.job_left = False
        """Whether a byte of the job may have left this machine."""

    def __enter__(self) -> RawLink:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._link.close()

    def greet(self, deadline: float) -> tuple[int | None, HostStatus]:
        """The printer's dots per millimetre (`~HI`; None: it does not say) and status, asked now.

        What it still owed to others is passed over. A printer that knows no `~HI` is met by its `~HS` alone: where
        nothing old can arrive at once, as answers come in order, elsewhere after a silence.
        """
        self._pass_over(deadline)
        greeting: tuple[int | None, HostStatus]
        try:
            greeting = self.ask(b"~HI~HS", partial(first_greeting, whole=not self._link.fresh), deadline)
        except NotConfirmed:
            if (found := first_status(self._received)) is None:
                raise
            greeting = (None, found[0])
        self._pass_over(deadline)
        return greeting

    def ask(self, question: bytes, find: Callable[[bytes], tuple[T, bytes] | None], deadline: float) -> T:
        """What `find` finds, with the bytes behind it, in what comes from now on."""
        self._received = b""
        self.command(question, deadline)
        while (found := find(self._received)) is None:
            data = self._receive()
            if not data:
                raise NotConfirmed(PrinterCondition.DROPPED)
            self._received = (self._received + data)[-_LONGEST_ANSWER:]
            _in_time(deadline)
        answer, self._received = found
        self._on_the_way_s = 0.0
        return answer

    def command(self, data: bytes, deadline: float) -> None:
        """Send what is no part of the job."""
        rest = memoryview(data)
        while rest:
            with _trouble():
                taken = self._link.send(rest, self._patience())
            rest = rest[taken:]
            if rest:
                _in_time(deadline)

    def send_job(self, data: bytes, deadline: float) -> None:
        """Hand the whole job over; `job_left` stays False only if no byte of it was taken for sure."""
        rest = memoryview(data)
        while rest:
            self.job_left = self.job_left or not self._link.exact
            with _trouble():
                taken = self._link.send(rest, self._patience())
            self.job_left = True
            rest = rest[taken:]
            if rest:
                _in_time(deadline)
        self._on_the_way_s = self._link.seconds_for(len(data))

    def wait_closed(self, deadline: float) -> None:
        """Wait until the other end closes the connection."""
        while self._receive():
            _in_time(deadline)

    def seconds_for(self, count: int) -> float:
        """How long so many bytes are on the way, as far as that is known."""
        return self._link.seconds_for(count)

    def _pass_over(self, deadline: float) -> None:
        if self._link.fresh:
            return
        with suppress(TimeoutError):
            while True:
                with _trouble(TimeoutError):
                    self._link.receive(monotonic() + _QUIET_S)
                _in_time(deadline)

    def _receive(self) -> bytes:
        with _trouble():
            return self._link.receive(self._patience())

    def _patience(self) -> float:
        return monotonic() + self._silence_s + self._on_the_way_s


@contextmanager
def _trouble(*passed: type[Exception]) -> Iterator[None]:
    try:
        yield
    except passed:
        raise
    except TimeoutError as error:
        raise NotConfirmed(PrinterCondition.SILENT) from error
    except OSError as error:
        raise NotConfirmed(PrinterCondition.DROPPED) from error


def _in_time(deadline: float) -> None:
    if monotonic() > deadline:
        raise NotConfirmed(PrinterCondition.SLOW)
