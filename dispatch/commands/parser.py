"""Arguments of the command line, and how a failure becomes a sentence and an exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from dispatch.bugs import report_bug
from dispatch.commands import actions, reports
from dispatch.commands.print_run import print_run
from dispatch.commands.simulate import simulate
from dispatch.domain.errors import EnvironmentProblem, InputError, KnownError, VerificationFailed
from dispatch.home import Home
from dispatch.services.export import KINDS as EXPORT_KINDS
from dispatch.services.extracts import EXTRACT_KINDS
from dispatch.services.imports import KINDS as IMPORT_KINDS
from dispatch.services.messages import Messages
from dispatch.services.papers import KINDS as PAPER_KINDS
from dispatch.services.sheets import KINDS as SHEET_KINDS
from dispatch.settings.declaration import STATION_NAME
from dispatch.workflows.tasks import TASKS

EXIT_CODES: dict[type[KnownError], int] = {InputError: 3, EnvironmentProblem: 4, VerificationFailed: 5}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code (contract 1)."""
    options = CommandLine(_language(arguments)).parser.parse_args(arguments)
    try:
        code: int = options.run(options)
    except KnownError as error:
        print(error, file=sys.stderr)
        return next((code for kind, code in EXIT_CODES.items() if isinstance(error, kind)), 3)
    except KeyboardInterrupt:
        return 130  # what a shell says of a program ended by Ctrl-C
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:  # noqa: BLE001 - the last door: whatever it is, it is ours
        report_bug(Home.at(options.home), options.lang or "fr")
        return 1
    return code


def _language(arguments: Sequence[str] | None) -> str:
    """The language of the help texts, which are needed before the arguments are parsed."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    return given[given.index("--lang") + 1] if "--lang" in given[:-1] else "fr"


def _readable(argument: str) -> str:
    """A code as text: bytes that the locale could not read become replacement characters, which no code holds."""
    return os.fsencode(argument).decode("utf-8", "replace")


def _station_name(argument: str) -> str:
    try:
        return str(STATION_NAME.accept(argument))
    except InputError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


class CommandLine:
    """The parser of all commands, with help in one language."""

    def __init__(self, language: str) -> None:
        self._say = Messages(language).text
        self.parser = argparse.ArgumentParser(prog="python main.py", description=self._say("help.program"))
        self.parser.add_argument("--home", type=Path, help=self._say("option.home"))
        self.parser.add_argument("--lang", choices=("fr", "en"), help=self._say("option.lang"))
        self._commands = self.parser.add_subparsers(metavar="COMMAND", title=self._say("help.command"), required=True)
        self._add_data()
        self._add_stations()
        self._add_papers()
        self._add_answers()

    def _add(self, name: str, run: actions.Action) -> argparse.ArgumentParser:
        text = self._say(f"help.{name}")
        command = self._commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run)
        return command

    def _add_data(self) -> None:
        init = self._add("init", actions.init)
        init.add_argument("--sample", action="store_true", help=self._say("option.sample"))
        imports = self._add("import", actions.import_file)
        imports.add_argument("kind", choices=IMPORT_KINDS, help=self._say("option.kind"))
        imports.add_argument("file", type=Path, help=self._say("option.file"))
        imports.add_argument("--dry-run", action="store_true", help=self._say("option.dry-run"))
        self._add_json(imports)
        export = self._add("export", reports.export)
        export.add_argument("kind", choices=EXPORT_KINDS, help=self._say("option.what"))
        self._add_output(export, required=True)
        settings = self._add("settings", actions.settings)
        settings.add_argument("key", nargs="?", help=self._say("option.key"))
        settings.add_argument("value", nargs="?", help=self._say("option.value"))

    def _add_stations(self) -> None:
        console = self._add("console", actions.console)
        console.add_argument("--task", choices=TASKS, required=True, help=self._say("option.task"))
        console.add_argument("--station", type=_station_name, help=self._say("option.station"))
        console.add_argument("--operator", type=_readable, default="", help=self._say("option.operator"))
        campaign = self._add("simulate", simulate)
        for name, default in (("sites", 24), ("devices", 2000), ("stations", 2), ("seed", 1)):
            campaign.add_argument(f"--{name}", type=int, default=default, help=self._say(f"option.{name}"))

    def _add_papers(self) -> None:
        label = self._add("label", actions.label)
        label.add_argument("sscc", type=_readable, help=self._say("option.sscc"))
        label.add_argument("--format", choices=("zpl", "pdf", "png"), default="zpl", help=self._say("option.format"))
        self._add_output(label, required=False)
        document = self._add("document", actions.document)
        document.add_argument("kind", choices=(*PAPER_KINDS, *EXTRACT_KINDS), help=self._say("option.paper"))
        document.add_argument("ref", type=_readable, help=self._say("option.ref"))
        self._add_output(document, required=True)
        document.add_argument("--version", type=int, default=0, metavar="N", help=self._say("option.version"))
        document.add_argument("--reissue", metavar="RSN", help=self._say("option.reissue"))
        self._add_print_run()
        sheet = self._add("sheet", actions.sheet)
        sheet.add_argument("kind", choices=SHEET_KINDS, help=self._say("option.sheet"))
        sheet.add_argument("--codes", type=_readable, default="", help=self._say("option.codes"))
        self._add_output(sheet, required=True)

    def _add_print_run(self) -> None:
        run = self._add("print-run", print_run)
        what = run.add_mutually_exclusive_group(required=True)
        chosen = {"trip": "TRIP", "day": "DATE", "wave": "DATETHH:MM", "list": "CODES"}
        numbered = dict.fromkeys(("report", "pause", "resume", "cancel"), "RUN")
        for name, metavar in (chosen | numbered).items():
            key, kind = f"run-{name}", int if metavar == "RUN" else _readable
            what.add_argument(f"--{name}", type=kind, metavar=metavar, help=self._say(f"option.{key}"))
        run.add_argument("--reason", type=_readable, default="", metavar="RSN", help=self._say("option.reason"))
        run.add_argument("--dry-run", action="store_true", help=self._say("option.run-dry-run"))
        self._add_json(run)

    def _add_answers(self) -> None:
        trace = self._add("trace", reports.trace)
        trace.add_argument("code", type=_readable, help=self._say("option.code"))
        self._add_json(trace)
        self._add_json(self._add("progress", reports.progress))
        self._add_json(self._add("verify", reports.verify))
        self._add_json(self._add("devices", reports.devices))
        self._add_json(self._add("reasons", actions.reasons))

    def _add_json(self, command: argparse.ArgumentParser) -> None:
        command.add_argument("--json", action="store_true", help=self._say("option.json"))

    def _add_output(self, command: argparse.ArgumentParser, *, required: bool) -> None:
        command.add_argument("-o", "--output", type=Path, required=required, help=self._say("option.output"))
