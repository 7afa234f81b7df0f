"""What each command does; each takes the parsed options and returns the exit code."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dispatch.bootstrap import System, found_home, opened
from dispatch.commands.console import run_console
from dispatch.domain.errors import EnvironmentProblem, InputError
from dispatch.home import Home
from dispatch.services.imports import Report
from dispatch.services.labels import label_of
from dispatch.services.messages import Messages, reason_rows
from dispatch.services.papers import sscc_of
from dispatch.settings import Settings, list_values, set_value, value_of

Action = Callable[[argparse.Namespace], int]
Maker = Callable[[str, Action], argparse.ArgumentParser]


def _open(options: argparse.Namespace) -> Any:
    return opened(options.home, language=options.lang, station=getattr(options, "station", None))


def _home(options: argparse.Namespace) -> Home:
    return Home.at(options.home, options.lang)


def say(text: str, *, error: bool = False) -> None:
    """Words for people; on standard error where standard output is for a program."""
    print(text, file=sys.stderr if error else sys.stdout)


def show_json(value: object) -> None:
    """One JSON document on standard output, UTF-8 whatever the locale."""
    sys.stdout.buffer.write(json.dumps(value, ensure_ascii=False, indent=2).encode(errors="backslashreplace") + b"\n")
    sys.stdout.flush()


def write_bytes(path: Path, data: bytes) -> None:
    """A file written whole.

    Raises:
        EnvironmentProblem: it cannot be written.
    """
    try:
        path.write_bytes(data)
    except OSError as error:
        raise EnvironmentProblem(f"{path}\u00a0: {error.strerror}") from error


def init(options: argparse.Namespace) -> int:
    """Make a home, with the sample campaign where asked."""
    home = _home(options)
    found_home(home, sample=options.sample, language=options.lang or "fr")
    key = "done.init-sample" if options.sample else "done.init"
    say(Messages(options.lang or "fr").text(key, home=str(home.folder)))
    return 0


def import_file(options: argparse.Namespace) -> int:
    """Import one file and show the report."""
    with _open(options) as system:
        report = system.importer.run(options.kind, options.file, dry_run=options.dry_run)
        shown = report.as_json(system.messages)
        if options.json:
            show_json(shown)
        else:
            _tell(report, shown, system.messages, dry_run=options.dry_run)
    return 3 if report.errors else 0


def _tell(report: Report, shown: dict[str, Any], messages: Messages, *, dry_run: bool) -> None:
    """The report in words: problems on standard error, the result on standard output."""
    for problem in (*shown["errors"], *shown["warnings"]):
        where = {"line": problem["line"], "column": problem["column"], "message": problem["message"]}
        say(messages.text("done.import-line", **where), error=True)
    if report.errors:
        say(messages.text("done.import-refused", file=report.file, errors=len(report.errors)), error=True)
        return
    counts = {name: shown[name] for name in ("rows", "created", "updated", "unchanged")}
    say(messages.text("done.import-dry-run" if dry_run else "done.import", file=report.file, **counts))
    if report.warnings:
        say(messages.text("done.import-warnings", warnings=len(report.warnings)), error=True)


def console(options: argparse.Namespace) -> int:
    """A station without a window."""
    with _open(options) as system, system.home.station(system.configuration.station):
        run_console(system, options.task, options.operator.removeprefix("OPR-"), sys.stdin.buffer, sys.stdout.buffer)
    return 0


def label(options: argparse.Namespace) -> int:
    """One logistic label, without a print job."""
    with _open(options) as system:
        data = _label_bytes(system, sscc_of(options.sscc), options.format)
        if options.output:
            write_bytes(options.output, data)
        else:
            sys.stdout.buffer.write(data)
    return 0


def _label_bytes(system: System, sscc: str, form: str) -> bytes:
    with system.store.reading() as reads:
        value = label_of(sscc, reads, system.configuration)
    printer = next((p for p in system.settings.printers if p.role == "labels"), None)
    dpi, media = (printer.dpi, printer.media) if printer else (203, "102x152")
    match form:
        case "pdf":
            return system.labels.pdf(value, media)
        case "png":
            return system.labels.png(value, dpi, media)
    return system.labels.zpl(value, dpi, media, 1)


def document(options: argparse.Namespace) -> int:
    """One paper as PDF, the version that is asked for; with `--reissue` as a new version of an issued one."""
    with _open(options) as system:
        if options.reissue:
            data = system.papers.issued(system.papers.reissue(options.kind, options.ref, options.reissue))
        else:
            data = system.papers.document(options.kind, options.ref, options.version)
        write_bytes(options.output, data)
    return 0


def sheet(options: argparse.Namespace) -> int:
    """One sheet of cards as PDF."""
    with _open(options) as system:
        codes = [code for code in options.codes.split(",") if code.strip()]
        write_bytes(options.output, system.sheets.pdf(options.kind, codes))
    return 0


def reasons(options: argparse.Namespace) -> int:
    """Every reason with its sentences."""
    rows = reason_rows()
    if options.json:
        show_json(rows)
    else:
        for row in rows:
            say(f"{row['reason']:26} {row['tone']:9} {row['rule'] or '—':11} {row[options.lang or 'fr']}")
    return 0


def settings(options: argparse.Namespace) -> int:
    """List, read or set settings."""
    home = _home(options)
    if not home.settings.exists():
        raise InputError(Messages(options.lang or "fr").text("error.no-home", home=str(home.folder)))
    if options.value is not None:
        set_value(home.settings, options.key, options.value)
        return 0
    current = Settings.load(home.settings)
    if options.key is not None:
        say(value_of(current, options.key))
    else:
        for key, value in list_values(current):
            say(f"{key} = {value}")
    return 0
