"""Arguments of the command line, and how a failure becomes a sentence and an exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from dispatch.commands import actions, reports
from dispatch.domain.errors import EnvironmentProblem, InputError, KnownError, VerificationFailed
from dispatch.services.imports import KINDS as IMPORT_KINDS
from dispatch.services.messages import Messages
from dispatch.services.papers import KINDS as PAPER_KINDS
from dispatch.workflows.tasks import TASKS

EXIT_CODES: dict[type[KnownError], int] = {InputError: 3, EnvironmentProblem: 4, VerificationFailed: 5}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code (contract 1)."""
    options = build_parser(_language(arguments)).parse_args(arguments)
    try:
        code: int = options.run(options)
    except KnownError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return next((code for kind, code in EXIT_CODES.items() if isinstance(error, kind)), 3)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _language(arguments: Sequence[str] | None) -> str:
    """The language of the help texts, which are needed before the arguments are parsed."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    return given[given.index("--lang") + 1] if "--lang" in given[:-1] else "fr"


def build_parser(language: str) -> argparse.ArgumentParser:
    """The parser of all commands, with help in one language."""
    say = Messages(language).text
    parser = argparse.ArgumentParser(prog="python main.py", description=say("help.program"))
    parser.add_argument("--home", type=Path, help=say("option.home"))
    parser.add_argument("--lang", choices=("fr", "en"), help=say("option.lang"))
    parser.set_defaults(run=reports.window)
    commands = parser.add_subparsers(metavar="COMMAND", title=say("help.command"))

    def command(name: str, run: actions.Action) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=say(f"help.{name}"), description=say(f"help.{name}"))
        sub.set_defaults(run=run)
        return sub

    init = command("init", actions.init)
    init.add_argument("--sample", action="store_true", help=say("option.sample"))
    imports = command("import", actions.import_file)
    imports.add_argument("kind", choices=IMPORT_KINDS)
    imports.add_argument("file", type=Path)
    imports.add_argument("--dry-run", action="store_true", help=say("option.dry-run"))
    _json(imports, say("option.json"))
    console = command("console", actions.console)
    console.add_argument("--task", choices=TASKS, required=True)
    console.add_argument("--station", help=say("option.station"))
    console.add_argument("--operator", default="", help=say("option.operator"))
    _papers(command, say("option.output"), say("option.reissue"))
    for name, run in (("progress", reports.progress), ("verify", reports.verify), ("devices", reports.devices)):
        _json(command(name, run), say("option.json"))
    _json(command("reasons", actions.reasons), say("option.json"))
    trace = command("trace", reports.trace)
    trace.add_argument("code")
    _json(trace, say("option.json"))
    export = command("export", reports.export)
    export.add_argument("kind", choices=("journal",))
    export.add_argument("-o", "--output", type=Path, required=True, help=say("option.output"))
    simulate = command("simulate", reports.simulate)
    for name, default in (("sites", 24), ("devices", 2000), ("stations", 2), ("seed", 1)):
        simulate.add_argument(f"--{name}", type=int, default=default)
    settings = command("settings", actions.settings)
    settings.add_argument("key", nargs="?")
    settings.add_argument("value", nargs="?")
    return parser


def _papers(command: actions.Maker, output: str, reissue: str) -> None:
    label = command("label", actions.label)
    label.add_argument("sscc")
    label.add_argument("--format", choices=("zpl", "pdf", "png"), default="zpl")
    label.add_argument("-o", "--output", type=Path, help=output)
    document = command("document", actions.document)
    document.add_argument("kind", choices=PAPER_KINDS)
    document.add_argument("ref")
    document.add_argument("-o", "--output", type=Path, required=True, help=output)
    document.add_argument("--reissue", metavar="RSN", help=reissue)


def _json(parser: argparse.ArgumentParser, text: str) -> None:
    parser.add_argument("--json", action="store_true", help=text)
