"""The command `print-run`: queue a selection of papers in order, send it, and say what became of it."""

from __future__ import annotations

import argparse
import sys
import threading
from time import monotonic

from tqdm import tqdm

from dispatch.bootstrap import System, opened
from dispatch.commands.actions import say, show_json
from dispatch.domain.errors import EnvironmentProblem
from dispatch.domain.printers import JobState
from dispatch.services.messages import Messages
from dispatch.services.print_plans import DAY, LIST, TRIP, WAVE, RunPaper, RunPlan, Selection, hour_of
from dispatch.services.print_runs import RUNNING, PrintRuns, RunItem, RunReport
from dispatch.workflows.decisions import Notice

LOOK_S = 0.1
"""Between two looks at what has come out."""
STALLED_S = 20.0
"""After so long without a paper, what waits is left to whoever opens the station next."""


def print_run(options: argparse.Namespace) -> int:
    """Print, or only look (`--dry-run`, `--report`); or pause, resume and cancel a run that another process sends.

    What is left waiting when no printer takes it, or this process is killed, comes out at the next desk that is opened.

    Raises:
        EnvironmentProblem: papers are left waiting.
    """
    with opened(options.home, language=options.lang) as system:
        runs = system.office().runs
        changes = {"report": runs.report, "pause": runs.pause, "resume": runs.resume, "cancel": runs.cancel}
        for name, change in changes.items():
            if (run := getattr(options, name)) is not None:
                _tell(change(run), system.messages, as_json=options.json)
                return 0
        selection = selection_of(options)
        if options.dry_run:
            _tell_plan(runs.plan(selection), system.messages, as_json=options.json)
            return 0
        report = _sent(system, runs, runs.start(selection, options.reason))
        _tell(report, system.messages, as_json=options.json)
        if report.waiting:
            left = system.messages.text("error.run-left", run=str(report.run), waiting=report.waiting)
            raise EnvironmentProblem(left)
    return 0


def selection_of(options: argparse.Namespace) -> Selection:
    """What was chosen on the command line."""
    if options.list is not None:
        return Selection(LIST, tuple(code for code in options.list.split(",") if code.strip()))
    if options.wave is not None:
        date, _, hour = options.wave.partition("T")
        return Selection(WAVE, (date, hour_of(hour) or hour))
    return Selection(TRIP, (options.trip,)) if options.trip is not None else Selection(DAY, (options.day,))


def _sent(system: System, runs: PrintRuns, report: RunReport) -> RunReport:
    """The run once it is through, was paused or cancelled by somebody, or stands still."""
    told: list[Notice] = []
    lanes = system.lanes(told.append)
    for lane in lanes:
        lane.start()
    pause, since, shown = threading.Event(), monotonic(), 0
    try:
        with tqdm(total=len(report.items), unit=" papers", disable=not sys.stderr.isatty()) as bar:
            while report.waiting and report.state == RUNNING and monotonic() < since + STALLED_S:
                pause.wait(LOOK_S)
                before, report = report.waiting, runs.report(report.run)
                bar.update(before - report.waiting)
                if report.waiting != before:
                    since = monotonic()
                for notice in told[shown:]:
                    say(system.messages.notice(notice.word, notice.args), error=True)
                    shown += 1
    finally:
        for lane in lanes:
            lane.close()
    return runs.report(report.run)


def _tell(report: RunReport, messages: Messages, *, as_json: bool) -> None:
    if as_json:
        show_json(report.as_json())
        return
    for item in report.items:
        say(f"  {item.state:10}{_named(item, messages)}")
    counts = {state.value: report.count(state) for state in (JobState.PRINTED, JobState.UNKNOWN, JobState.CANCELLED)}
    say(messages.text("run.line", run=str(report.run), waiting=report.waiting, **counts))


def _tell_plan(plan: RunPlan, messages: Messages, *, as_json: bool) -> None:
    if as_json:
        names = ("kind", "ref", "version", "site", "duplicate", "waiting")
        papers = [{name: getattr(paper, name) for name in names} for paper in plan.papers]
        show_json({"what": plan.selection.what, "papers": papers, "not_departed": list(plan.not_departed)})
        return
    for paper in plan.papers:
        say(f"  {_named(paper, messages)}" + (f" ({messages.text('run.waiting')})" if paper.waiting else ""))
    for trip in plan.not_departed:
        say(messages.text("run.not-departed", trip=trip))


def _named(paper: RunPaper | RunItem, messages: Messages) -> str:
    """Kind, number, version where it is not the first, duplicate, lycée."""
    version = f"v{paper.version}" if paper.version > 1 else ""
    duplicate = messages.text("run.duplicate", count=paper.duplicate) if paper.duplicate else ""
    return "  ".join(filter(None, (messages.paper(paper.kind), paper.ref, version, duplicate, paper.site)))
