"""Work in a process of its own: what keeps a processor busy for seconds does not slow the scans of this one.

multiprocessing is imported when first used: a desk that only scans does without.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")


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
        process.start()
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


def _answer(sender: Connection, work: Callable[..., Any], arguments: tuple[object, ...]) -> None:
    try:
        answer = work(*arguments), None
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the caller's
        error.add_note(traceback.format_exc())
        sender.send((None, error))
    else:
        sender.send(answer)
