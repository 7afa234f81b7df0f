"""Work in another process: same answers, errors told, and a process that is killed or left alone harms nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

import pytest

from dispatch.services.apart import PATIENCE, Helper, Interrupted, apart

PATIENCE_S = 20
ROOT = Path(__file__).parents[2]
ORPHAN = """
import os, signal
from dispatch.services.apart import Helper

if __name__ == "__main__":
    print(Helper().ask(os.getpid), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def helper() -> Iterator[Helper]:
    helper = Helper()
    yield helper
    helper.close()


def test_a_helper_stays_for_the_next_question(helper: Helper) -> None:
    first = helper.ask(os.getpid)
    assert first == helper.ask(os.getpid) != os.getpid()


def test_questions_of_many_threads_get_their_own_answers(helper: Helper) -> None:
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda number: helper.ask(str, number), range(100))) == list(map(str, range(100)))


def test_an_error_comes_back_with_its_trace_and_the_helper_stays(helper: Helper) -> None:
    pid = helper.ask(os.getpid)
    with pytest.raises(ValueError, match="invalid literal") as bug:
        helper.ask(int, "x")
    assert "in _answer" in bug.value.__notes__[0]
    assert helper.ask(os.getpid) == pid


def test_an_answer_that_cannot_be_sent_is_an_error_and_the_helper_stays(helper: Helper) -> None:
    pid = helper.ask(os.getpid)
    with pytest.raises(TypeError, match="pickle"):
        helper.ask(Lock)
    assert helper.ask(os.getpid) == pid


def test_a_process_apart_steps_back_behind_the_scans(helper: Helper) -> None:
    ours = os.getpriority(os.PRIO_PROCESS, 0)
    assert helper.ask(os.getpriority, os.PRIO_PROCESS, 0) == ours + PATIENCE
    assert apart(os.getpriority, os.PRIO_PROCESS, 0) == ours + PATIENCE


def test_a_killed_helper_is_told_and_replaced(helper: Helper) -> None:
    pid = helper.ask(os.getpid)
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(Interrupted):
        helper.ask(os.getpid)
    assert helper.ask(os.getpid) != pid


def test_a_closed_helper_is_gone() -> None:
    helper = Helper()
    helper.close()
    pid = helper.ask(os.getpid)
    helper.close()
    assert not alive(pid)


def test_a_helper_ends_when_the_desk_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "orphan.py"
    script.write_text(ORPHAN)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    killed = subprocess.run([sys.executable, script], env=environment, capture_output=True, text=True, check=False)
    assert killed.returncode == -signal.SIGKILL
    deadline = time.monotonic() + PATIENCE_S
    while alive(int(killed.stdout)):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def alive(pid: int) -> bool:
    """Is there such a process, and is it no zombie?"""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
