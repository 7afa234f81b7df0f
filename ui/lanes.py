"""A lane: work in the order it came, on a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue

Work = tuple[Callable[..., object], tuple[object, ...]]


class Lane:
    """First in, first out; what is submitted must not raise. Leaner than an executor: a scan pays for no future."""

    def __init__(self, name: str) -> None:
        self._work: SimpleQueue[Work | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=f"lane-{name}", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[..., object], *arguments: object) -> None:
        """Have this done in its turn; from any thread."""
        self._work.put((work, arguments))

    def settle(self) -> None:
        """Wait until all that was submitted before is done; from any thread but the lane's."""
        done = threading.Event()
        self._work.put((done.set, ()))
        done.wait()

    def close(self) -> None:
        """Finish what was submitted, then end the thread."""
        self._work.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (job := self._work.get()) is not None:
            work, arguments = job
            work(*arguments)
