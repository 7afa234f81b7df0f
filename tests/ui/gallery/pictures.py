"""Pictures of the window: each state of each story in the dresses that are asked for."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable
from contextlib import closing
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QSize
from PySide6.QtGui import QPixmap

from tests.ui.gallery.house import House
from tests.ui.gallery.stories import STORIES
from ui.look.look import DARK, LIGHT
from ui.main_window import MainWindow

LANGUAGES = ("fr", "en")
THEMES = (LIGHT, DARK)
SIZES = ((1920, 1080), (1280, 800), (1280, 720), (2560, 1440), (3840, 2160))
"""Of the window in device-independent pixels; 1280x720 is a 1920x1080 screen at 150 %, 2560x1440 a 4K one."""


@dataclass(frozen=True, slots=True)
class Dress:
    """A theme and a size."""

    theme: str
    size: tuple[int, int]

    def __str__(self) -> str:
        return f"{self.theme}-{self.size[0]}x{self.size[1]}"


DRESSES = tuple(Dress(theme, size) for size, theme in product(SIZES, THEMES))
"""Everything that is to be looked at."""


@dataclass(frozen=True, slots=True)
class View:
    """The window as it stands: a state of a story, in a language and a dress; it changes when the next is asked for."""

    state: str
    language: str
    dress: Dress
    window: MainWindow

    @property
    def name(self) -> str:
        """Fit for a file."""
        return f"{self.state}-{self.language}-{self.dress}"


def views(
    folder: Path, story: str, language: str, dresses: Collection[Dress], states: Collection[str] = ()
) -> Generator[View, None, None]:
    """Play a story in a folder and show each of its states, or only some, in each dress. To be closed if left early."""
    with closing(STORIES[story](House(folder, language))) as scenes:
        for state, stage in scenes:
            if states and state not in states:
                continue
            stage.measure_devices()
            for dress in dresses:
                stage.dress(dress.theme, QSize(*dress.size))
                yield View(state, language, dress, stage.window)


def pictures(
    *,
    stories: Iterable[str] = tuple(STORIES),
    states: Collection[str] = (),
    languages: Iterable[str] = LANGUAGES,
    dresses: Collection[Dress] = DRESSES,
) -> Generator[tuple[str, QPixmap], None, None]:
    """Name and picture of every state of these stories, or of some states only; needs no screen."""
    for language, story in product(tuple(languages), tuple(stories)):
        with TemporaryDirectory() as folder, closing(views(Path(folder), story, language, dresses, states)) as shown:
            for view in shown:
                yield view.name, view.window.grab()
