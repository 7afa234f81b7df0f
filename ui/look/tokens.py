"""The design tokens of `resources/themes/tokens.json`: every colour, size, icon and sound of the window."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


@cache
def tokens() -> dict[str, Any]:
    """The tokens; sizes are pixels at u = 1, for a window of 1920 x 1080."""
    text = (RESOURCES / "themes" / "tokens.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded
