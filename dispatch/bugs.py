"""Bugs of ours: written to the home's log with their trace, told in one sentence, survived where possible."""

from __future__ import annotations

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from dispatch.home import Home
from dispatch.services.messages import Messages

LOG_BYTES = 1_000_000
LOG_FILES = 5


def report_bug(home: Home, language: str) -> None:
    """Log the exception in hand and say where; falls back to standard error where the home cannot be written."""
    logger = logging.getLogger("dispatch.bugs")
    logger.propagate = False
    path = home.logs / "station.log"
    handler = _handler(path)
    logger.addHandler(handler)
    try:
        logger.error("bug", exc_info=sys.exc_info())
    finally:
        logger.removeHandler(handler)
        handler.close()
    print(Messages(language).text("error.bug", log=str(path)), file=sys.stderr)


def _handler(path: Path) -> logging.Handler:
    try:
        handler: logging.Handler = RotatingFileHandler(
            path, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8"
        )
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(message)s"))
    return handler
