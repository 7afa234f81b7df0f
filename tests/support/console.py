"""A console under test: the real program in a process of its own, one line in, one answer out; a desk without it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO, Any, Protocol, Self

from dispatch.bootstrap import opened

ROOT = Path(__file__).resolve().parents[2]
MAIN = [sys.executable, str(ROOT / "main.py")]
ANSWER_KEYS = [
    *("scan", "tone", "reason", "rule", "message", "prompt"),
    *("needs", "task", "state", "progress", "printed", "notices"),
]
"""Of the console's answers, in their order (contract 4)."""


def run(home: Path, *arguments: str | Path, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run one command on a home to its end."""
    command = [*MAIN, "--home", str(home), *map(str, arguments)]
    return subprocess.run(command, input=given, capture_output=True, check=False)


def answer(home: Path, *arguments: str | Path) -> Any:
    """The JSON document that a command prints; it must succeed."""
    done = run(home, *arguments, "--json")
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


class Running(Protocol):
    """A process that runs the program, with its three streams."""

    pid: int
    stdin: IO[bytes] | None
    stdout: IO[bytes] | None
    stderr: IO[bytes] | None

    def kill(self) -> None:
        """Send SIGKILL."""

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code."""


def started(arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    """The program, as a user starts it."""
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, str(ROOT / "main.py"), *arguments], stdin=pipe, stdout=pipe, stderr=pipe)


class Console:
    """`python main.py console`, fed line by line."""

    def __init__(
        self,
        home: Path,
        task: str,
        station: str = "POSTE-1",
        *more: str,
        start: Callable[[Sequence[str]], Running] = started,
    ) -> None:
        self.process = start(["--home", str(home), "console", "--task", task, "--station", station, *more])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.close()
        else:
            self.kill()

    def send(self, line: str | bytes) -> None:
        """Write one scan without waiting for its answer."""
        assert self.process.stdin is not None
        self.process.stdin.write((line.encode() if isinstance(line, str) else line) + b"\n")
        self.process.stdin.flush()

    def answer(self) -> dict[str, Any] | None:
        """The next answer; None where the console ended, or was killed, before it was written whole."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        found: dict[str, Any] | None = json.loads(line) if line.endswith(b"\n") else None
        return found

    def scan(self, line: str | bytes) -> dict[str, Any]:
        """The answer to one scan."""
        self.send(line)
        found = self.answer()
        assert found is not None, "the console ended without an answer"
        return found

    def scans(self, *lines: str) -> list[tuple[str, str]]:
        """(tone, reason) of each scan."""
        return [(a["tone"], a["reason"]) for a in map(self.scan, lines)]

    def close(self) -> None:
        """End of input: the console must end by itself, silently."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        code = self.process.wait(timeout=30)
        assert self.process.stderr is not None and self.process.stdout is not None
        error = self.process.stderr.read()
        self.process.stderr.close()
        self.process.stdout.close()
        assert (code, error) == (0, b""), error.decode()

    def kill(self) -> list[dict[str, Any]]:
        """Power cut; the answers that had left the console and were not read yet."""
        self.process.kill()
        self.process.wait()
        answers = []
        while (given := self.answer()) is not None:
            answers.append(given)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert stream is not None
            with suppress(BrokenPipeError):
                stream.close()
        return answers


class Desk:
    """A desk in this process: the same services, no console, no printer at work."""

    def __init__(self, home: Path, task: str, station: str = "POSTE-1", operator: str = "") -> None:
        self._stack = ExitStack()
        self._system = self._stack.enter_context(opened(home, station=station))
        self._station = self._system.station(task, operator)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def scan(self, line: str) -> dict[str, Any]:
        """The answer to one scan."""
        return self._station.handle(line).answer(self._system.messages)

    def scans(self, *lines: str) -> list[tuple[str, str]]:
        """(tone, reason) of each scan."""
        return [(a["tone"], a["reason"]) for a in map(self.scan, lines)]
