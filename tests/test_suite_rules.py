"""The rules of conftest.py are kept: each is broken here in a small suite of its own, which must fail."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
IMPORTS = "import logging, pytest\nfrom hypothesis import given, strategies as st\n"


def outcome_of(folder: Path, body: str, **environment: str) -> tuple[int, str]:
    """Exit code and output of a suite that has our conftest and one module with this body."""
    (folder / "conftest.py").write_bytes((ROOT / "tests/conftest.py").read_bytes())
    (folder / "test_it.py").write_text(IMPORTS + body)
    inherited = {name: value for name, value in os.environ.items() if name not in {"CI", "DISPATCH_TEST_DATA"}}
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-c", "setup.cfg", "--rootdir", folder, folder],
        cwd=ROOT,
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode, run.stdout + run.stderr


def test_an_unexpected_warning_in_the_log_fails_its_test(tmp_path: Path) -> None:
    code, output = outcome_of(tmp_path, "def test_it():\n    logging.getLogger('dispatch').warning('paper out')\n")
    assert code == pytest.ExitCode.TESTS_FAILED
    assert "Logged(level='WARNING', logger='dispatch', message='paper out')" in output


def test_a_warning_that_the_test_takes_is_expected(tmp_path: Path) -> None:
    body = """
def test_it(logged):
    logging.getLogger('dispatch').warning('paper %s', 'out')
    assert logged.take() == [('WARNING', 'dispatch', 'paper out')]
"""
    assert outcome_of(tmp_path, body)[0] == pytest.ExitCode.OK


def test_a_warning_logged_after_the_last_test_fails_the_run(tmp_path: Path) -> None:
    body = """
@pytest.fixture(scope='session', autouse=True)
def late():
    yield
    logging.getLogger('dispatch').warning('too late')

def test_it(): ...
"""
    code, output = outcome_of(tmp_path, body)
    assert code != pytest.ExitCode.OK
    assert "too late" in output


@pytest.mark.parametrize(("ci", "expected"), [("", pytest.ExitCode.OK), ("true", pytest.ExitCode.TESTS_FAILED)])
def test_a_skipped_test_fails_the_run_on_ci_only(tmp_path: Path, ci: str, expected: int) -> None:
    code, output = outcome_of(tmp_path, "def test_it(): pytest.skip()\n", CI=ci)
    assert code == expected
    assert ("skipped on CI: test_it.py::test_it" in output) == bool(ci)


def test_a_law_runs_under_the_suite_s_watcher(tmp_path: Path) -> None:
    assert outcome_of(tmp_path, "@given(st.integers())\ndef test_it(n): ...\n")[0] == pytest.ExitCode.OK


@pytest.mark.parametrize(("data", "counted"), [("", "1 passed, 1 deselected"), ("/", "2 passed")])
def test_outside_data_is_deselected_where_there_is_none(tmp_path: Path, data: str, counted: str) -> None:
    body = """
@pytest.mark.outside_data
def test_it(outside_data):
    assert outside_data.is_dir()

def test_other(): ...
"""
    code, output = outcome_of(tmp_path, body, DISPATCH_TEST_DATA=data)
    assert code == pytest.ExitCode.OK
    assert counted in output
