"""`make demo`: plays a working day on the sample campaign in the real window and leaves its story in `build/demo`.

A real window where there is a display, at a pace that a person can follow; else offscreen, as fast as it goes. Exit 0
only if the journal verifies and every printed symbol reads back.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from time import monotonic
from typing import IO

from ui.app import has_display

ROOT = Path(__file__).parents[2]
PROBE = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"
"""Dies where Qt cannot show a window."""
OURS = ("home", "labels", "papers", "screenshots", "gallery")
"""Folders that each run makes anew."""
GALLERY_S = 300


def main() -> int:
    """Play, harvest, tell; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.demo")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "demo", help="folder for everything that is left")
    parser.add_argument("--no-gallery", action="store_true", help="only the day, without every other screen")
    options = parser.parse_args()
    out = options.out.absolute()
    for folder in OURS:
        shutil.rmtree(out / folder, ignore_errors=True)
    (out / "screenshots").mkdir(parents=True)
    if not shows_windows():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if options.no_gallery:
        return day_in(out, None)
    with (out / "gallery.txt").open("wb") as said, gallery_into(out / "gallery", said) as gallery:
        try:
            return day_in(out, gallery)
        finally:
            gallery.kill()


def shows_windows() -> bool:
    """Is there a display, and can Qt use it?"""
    if not has_display():
        return False
    return subprocess.run([sys.executable, "-c", PROBE], capture_output=True, check=False).returncode == 0


def gallery_into(folder: Path, said: IO[bytes]) -> subprocess.Popen[bytes]:
    """Begin to photograph every screen in every state, beside the day."""
    arguments = ["--lang", "fr", "--theme", "light", "--size", "1920x1080"]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.ui.gallery", str(folder), *arguments],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=said,
        stderr=said,
    )


def day_in(out: Path, gallery: subprocess.Popen[bytes] | None) -> int:
    """The day, what came of it, and its page; returns the exit code."""
    from tests.demo import harvest
    from tests.demo.day import play
    from tests.demo.page import page
    from tests.demo.stage import Interrupted, staged
    from tests.demo.summary import Summary

    begun = monotonic()
    try:
        with staged(out) as stage:
            day = play(stage, out / "screenshots")
    except Interrupted:
        say("Démonstration interrompue\u00a0: la fenêtre a été fermée.")
        return 1
    seconds = monotonic() - begun
    say(f"La journée est jouée en {seconds:.0f} s\u00a0; relecture des étiquettes et des papiers…")
    labels = harvest.labels(stage.labels, out / "labels")
    papers = harvest.papers(out / "papers")
    summary = Summary.of(day, out / "home", seconds, labels, papers, gallery_of(out / "gallery", gallery))
    index = out / "index.html"
    index.write_text(page(day.steps, labels, papers, out / "screenshots", summary), encoding="utf-8")
    (out / "summary.txt").write_text(summary.text(), encoding="utf-8")
    (out / "summary.json").write_text(json.dumps(summary.as_json(), ensure_ascii=False, indent=2), encoding="utf-8")
    say(summary.text() + f"À lire\u00a0: {index}")
    return 0 if summary.ok else 1


def gallery_of(folder: Path, gallery: subprocess.Popen[bytes] | None) -> int | None:
    """How many pictures the gallery has in the end, 0 where it failed."""
    if gallery is None:
        return None
    return len(list(folder.glob("*.png"))) if gallery.wait(GALLERY_S) == 0 else 0


def say(text: str) -> None:
    """A word for the terminal."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main())
