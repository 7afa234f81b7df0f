"""Widgets are tested offscreen unless a display is asked for."""

from __future__ import annotations

import os

import pytest
from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["dispatch-station"]


@pytest.fixture
def fonts(qapp: QApplication) -> None:
    """The station's own fonts, as the window loads them."""
    from ui.look.fonts import load_fonts

    load_fonts()
