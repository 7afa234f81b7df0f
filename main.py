"""The dispatch station: `python main.py [--home DIR] [--lang fr|en] [COMMAND ...]`."""

from __future__ import annotations

import sys

from dispatch.commands import main

if __name__ == "__main__":
    sys.exit(main())
