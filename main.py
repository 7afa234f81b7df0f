"""The dispatch station: `python main.py [--home DIR] [--lang fr|en] [COMMAND ...]`."""

from __future__ import annotations

import io
import sys

from dispatch.commands import main

if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main())
