"""Work in a process of its own: what keeps a processor busy for seconds does not slow the scans of this one.

multiprocessing is imported when a desk opens, and not by commands, which need no second process.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

T = TypeVar("T")
PATIENCE = 10
"""How far these processes step back on the scale of `nice`: a scan comes first where processors are few."""


class Interrupted(Exception):
    """The process ended without an answer: it was killed, or the memory did not suffice."""


def apart(work: Callable[..., T], *arguments: object) -> T:
    """The answer of a function, computed in a fresh process that ends with it; from any thread.

    The function is one of some module, or a `partial` of it. What it raises comes back as it is, its trace as a note.

    Raises:
        Interrupted: there was no answer.
    """
    from multiprocessing import get_context

    context = get_context("spawn")
    answers, sender = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(sender, work, arguments), name="apart")
    with answers:
        _start(process)
        sender.close()  # so that the pipe ends with the process
        try:
            answer, error = answers.recv()
        except (EOFError, OSError):
            raise Interrupted from None
        finally:
            process.join()
            process.close()
    if error is not None:
        raise error
    result: T = answer
    return result


class Helper:
    """A process that stays, for work too short to begin one each time; it begins with the first and ends with ours."""

    def __init__(self) -> None:
        from multiprocessing import get_context

        self._context = get_context("spawn")
        self._lock = Lock()
        self._at_work: tuple[SpawnProcess, Connection] | None = None

    def ask(self, work: Callable[..., T], *arguments: object) -> T:
        """The answer of a function, as `apart` gives it; from any thread, one after the other.

        Raises:
            Interrupted: there was no answer; the next question begins a new process.
        """
        with self._lock:
            _, questions = self._at_work = self._at_work or self._begin()
            try:
                questions.send((work, arguments))
                answer, error = questions.recv()
            except (EOFError, OSError):
                self._end()
                raise Interrupted from None
        if error is not None:
            raise error
        result: T = answer
        return result

    def close(self) -> None:
        """End the process, once it has answered."""
        with self._lock:
            self._end()

    def _begin(self) -> tuple[SpawnProcess, Connection]:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs,), name="helper", daemon=True)
        _start(process)
        theirs.close()  # so that the pipe ends with the process
        return process, ours

    def _end(self) -> None:
        if self._at_work is None:
            return
        process, questions = self._at_work
        self._at_work = None
        questions.close()
        process.join()
        process.close()


def _start(process: SpawnProcess) -> None:
    """Begin a process that steps back already while it loads its modules."""
    process.start()
    if sys.platform != "win32" and process.pid is not None:
        with suppress(ProcessLookupError):
            os.setpriority(os.PRIO_PROCESS, process.pid, PATIENCE)


def _serve(questions: Connection) -> None:
    while True:
        try:
            work, arguments = questions.recv()
        except EOFError:
            return
        _answer(questions, work, arguments)


def _answer(sender: Connection, work: Callable[..., Any], arguments: tuple[object, ...]) -> None:
    try:
        sender.send((work(*arguments), None))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the caller's
        error.add_note(traceback.format_exc())
        sender.send((None, error))
