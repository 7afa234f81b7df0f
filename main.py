"""The dispatch station: `python main.py [--home DIR] [--lang fr|en] [COMMAND ...]`; without a command, the window."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch.home import Home

if TYPE_CHECKING:
    from dispatch.bootstrap import OpenDesk


class Opening:
    """Opens or makes the home of the window, once the window is painted: the heavy modules load only then."""

    def __init__(self, folder: Path | None, language: str | None) -> None:
        self.home = Home.at(folder, language)
        self.folder = self.home.folder
        self._language = language

    def open(self, deliver: Callable[[str, str, float], None]) -> OpenDesk | None:
        """The open desk; None where the home is empty."""
        from dispatch.bootstrap import OpenDesk

        return OpenDesk.of(self.home, self._language, deliver)

    def found(self, *, sample: bool) -> None:
        """Make the home, with the sample campaign where asked."""
        from dispatch.bootstrap import found_home

        found_home(self.home, sample=sample, language=self._language or "fr")

    def report(self) -> None:
        """Log the exception in hand as a bug of ours."""
        from dispatch.bugs import report_bug

        report_bug(self.home, self._language or "fr")


def main() -> int:
    """The window where there is no command, else the command; returns the exit code."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--lang")
    options, rest = parser.parse_known_args()
    if rest or options.lang not in {None, "fr", "en"}:
        from dispatch.commands import main as command

        return command()
    from ui.app import run

    return run(Opening(options.home, options.lang), options.lang)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main())
