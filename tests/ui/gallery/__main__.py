"""`python -m tests.ui.gallery OUT [--lang fr] [--theme light] [--size 1920x1080] [STATE ...]` writes the pictures."""

from __future__ import annotations

import argparse
import os
from pathlib import Path


def main() -> None:
    """Write every picture that is asked for as a PNG file."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from tests.ui.gallery.pictures import LANGUAGES, SIZES, THEMES, Dress, pictures
    from tests.ui.gallery.stories import STORIES

    parser = argparse.ArgumentParser(prog="python -m tests.ui.gallery", description="Pictures of the window.")
    parser.add_argument("out", type=Path, help="folder for the pictures")
    parser.add_argument("states", nargs="*", metavar="STATE", help="only these states, e.g. pack-accepted")
    parser.add_argument("--story", action="append", choices=list(STORIES))
    parser.add_argument("--lang", action="append", choices=LANGUAGES)
    parser.add_argument("--theme", action="append", choices=THEMES)
    parser.add_argument("--size", action="append", help="e.g. 1920x1080")
    asked = parser.parse_args()
    sizes = [_size(text) for text in asked.size] if asked.size else SIZES
    asked.out.mkdir(parents=True, exist_ok=True)
    taken = pictures(
        stories=asked.story or STORIES,
        states=asked.states,
        languages=asked.lang or LANGUAGES,
        dresses=[Dress(theme, size) for size in sizes for theme in asked.theme or THEMES],
    )
    for name, picture in taken:
        picture.save(str(asked.out / f"{name}.png"))


def _size(text: str) -> tuple[int, int]:
    width, height = text.split("x")
    return int(width), int(height)


if __name__ == "__main__":
    main()
