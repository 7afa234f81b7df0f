"""The fonts that the window ships: Atkinson Hyperlegible Next for words, Mono for codes (SIL OFL 1.1)."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFontDatabase

from ui.look.tokens import RESOURCES

WORDS = "Atkinson Hyperlegible Next"
CODES = "Atkinson Hyperlegible Mono"


@cache
def load_fonts() -> None:
    """Make both families known to Qt; needs an application.

    Raises:
        FileNotFoundError: a font file is missing from the resources.
    """
    for path in sorted((RESOURCES / "fonts").glob("AtkinsonHyperlegible*.ttf")):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FileNotFoundError(path)
