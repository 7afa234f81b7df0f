"""Rules of the whole suite: silence is kept, nothing is skipped, Qt needs no screen, outside data is optional."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support.log_watch import LogWatch

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ON_CI = os.environ.get("CI") == "true"
OUTSIDE_DATA = os.environ.get("DISPATCH_TEST_DATA")
LOG_WATCH = pytest.StashKey[LogWatch]()
COMPLAINTS = pytest.StashKey[list[str]]()

_patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("dev", _patient, max_examples=50)
settings.register_profile("ci", _patient, max_examples=200, derandomize=True, database=None)
settings.load_profile("ci" if ON_CI else "dev")


def pytest_configure(config: pytest.Config) -> None:
    """Watch the root logger for the whole run, so that no record falls between two tests."""
    watch = config.stash[LOG_WATCH] = LogWatch()
    logging.getLogger().addHandler(watch)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave the root logger as it was."""
    logging.getLogger().removeHandler(config.stash[LOG_WATCH])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect, not skip, what needs data from outside where there is none."""
    if OUTSIDE_DATA:
        return
    deselected = [item for item in items if item.get_closest_marker("outside_data")]
    if deselected:
        config.hook.pytest_deselected(items=deselected)
        items[:] = [item for item in items if item not in deselected]


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run on CI that skipped something, and any run that logged a warning after its last test."""
    complaints = [f"logged after the last test: {record}" for record in session.config.stash[LOG_WATCH].take()]
    if ON_CI:
        complaints += [f"skipped on CI: {report.nodeid}" for report in _skipped(session.config)]
    session.config.stash[COMPLAINTS] = complaints
    if complaints and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _skipped(config: pytest.Config) -> list[pytest.TestReport | pytest.CollectReport]:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return reporter.stats.get("skipped", []) if reporter else []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say why the run failed although no test did."""
    for complaint in config.stash.get(COMPLAINTS, []):
        terminalreporter.write_line(complaint, red=True)


@pytest.fixture(autouse=True)
def logged(request: pytest.FixtureRequest) -> Iterator[LogWatch]:
    """The watcher of this run; a test that expects records takes them, any other record of WARNING fails it."""
    watch = request.config.stash[LOG_WATCH]
    yield watch
    if unexpected := watch.take():
        pytest.fail("unexpected log records:\n" + "\n".join(map(str, unexpected)), pytrace=False)


@pytest.fixture
def outside_data() -> Path:
    """Folder of data that nobody here wrote; its tests are marked `outside_data`."""
    return Path(os.environ["DISPATCH_TEST_DATA"])
