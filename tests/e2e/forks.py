"""The program forked from a process that has it loaded: it does all that the real one does, but starts in no time."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import IO

from dispatch.commands import main

SERVER = get_context("forkserver")
SERVER.set_forkserver_preload(["pytest", "dispatch.commands"])


class Forked:
    """A forked program with its three streams."""

    def __init__(self, arguments: Sequence[str]) -> None:
        given, stdin = SERVER.Pipe(duplex=False)
        stdout, told = SERVER.Pipe(duplex=False)
        stderr, cried = SERVER.Pipe(duplex=False)
        self._process = SERVER.Process(target=play, args=([*arguments], given, told, cried))
        self._process.start()
        for end in (given, told, cried):
            end.close()
        self.pid = self._process.pid or 0
        self.stdin: IO[bytes] | None = as_file(stdin, "wb")
        self.stdout: IO[bytes] | None = as_file(stdout, "rb")
        self.stderr: IO[bytes] | None = as_file(stderr, "rb")

    def kill(self) -> None:
        """Send SIGKILL."""
        self._process.kill()

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code."""
        self._process.join(timeout)
        code = self._process.exitcode
        assert code is not None, "it did not end"
        return code


def as_file(end: Connection, mode: str) -> IO[bytes]:
    file: IO[bytes] = os.fdopen(os.dup(end.fileno()), mode)
    end.close()
    return file


def play(arguments: list[str], *streams: Connection) -> None:
    """In the child: run the program with these streams."""
    for number, stream in enumerate(streams):
        os.dup2(stream.fileno(), number)
        stream.close()
    sys.stdin, sys.stdout, sys.stderr = (open(n, mode, closefd=False) for n, mode in enumerate("rww"))  # noqa: SIM115
    sys.exit(main(arguments))
