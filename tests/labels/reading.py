"""Reading labels back: symbols from pictures, pictures from PDF and ZPL, commands and fields from ZPL text."""

from __future__ import annotations

import base64
import io
import json
import re
import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import zxingcpp
from PIL import Image, ImageOps

READER = Path(__file__).parent / "zpl_reader"
_RENDERERS = 2
DOTS_PER_MM = {203: 8, 300: 12, 600: 24}
"""What the renderer takes for a resolution; only whole numbers."""


class Command(NamedTuple):
    """One ZPL command: its prefix and name, e.g. `^FD`, and what follows up to the next one."""

    name: str
    data: str


class Field(NamedTuple):
    """One ZPL field: all its commands by name, its data decoded as a printer does."""

    commands: dict[str, str]
    data: str | None

    @property
    def position(self) -> tuple[int, int]:
        x, y = (self.commands.get("^FT") or self.commands["^FO"]).split(",")
        return int(x), int(y)


def commands(zpl: bytes) -> list[Command]:
    """As a printer cuts them: any `^` or `~` begins a command of two letters."""
    text = zpl.decode("utf-8")
    assert text[0] == "^"
    return [Command(part[:3], part[3:].rstrip("\n")) for part in re.findall(r"[\^~][^\^~]*", text)]


def fields(zpl: bytes) -> list[Field]:
    """Fields in order, each ended by `^FS`."""
    found, current = [], dict[str, str]()
    for name, data in commands(zpl):
        if name != "^FS":
            current[name] = data
            continue
        raw = current.get("^FD")
        assert (raw is None) == (current.get("^FH") is None), "every field's data goes through ^FH"
        assert current.get("^FH", "\\") == "\\"
        found.append(Field(current, None if raw is None else _decoded(raw)))
        current = {}
    return found


def _decoded(data: str) -> str:
    return re.sub(r"\\([0-9A-Fa-f]{2})", lambda match: chr(int(match[1], 16)), data)


def texts(zpl: bytes) -> list[str]:
    """The data of all text fields."""
    return [field.data for field in fields(zpl) if field.data is not None and "^BC" not in field.commands]


def symbols_in(zpl: bytes) -> list[tuple[str, bytes]]:
    """What a scanner reads from its `^BC` mode D symbols, from the top down."""
    bars = [field for field in fields(zpl) if "^BC" in field.commands]
    bars.sort(key=lambda field: field.position[1])
    assert all(field.commands["^BC"].endswith(",D") for field in bars)
    return [("]C1", re.sub(r"[()]", "", str(field.data)).replace(">8", "\x1d").encode()) for field in bars]


def symbols(picture: Image.Image) -> list[tuple[str, bytes]]:
    """Symbology identifier and bytes of each symbol, from the top down, read on a white margin."""
    read = zxingcpp.read_barcodes(ImageOps.expand(picture.convert("L"), 60, 255))
    read.sort(key=lambda symbol: symbol.position.top_left.y)
    return [(symbol.symbology_identifier, symbol.bytes) for symbol in read]


def picture_of_pdf(data: bytes, dpi: float, page: int = 0) -> Image.Image:
    with pypdfium2.PdfDocument(data) as document:
        return document[page].render(scale=dpi / 72).to_pil().convert("L")


def pictures_of_zpl(labels: Iterable[tuple[bytes, int]]) -> list[Image.Image]:
    """Each (ZPL, resolution) drawn by a renderer that knows nothing of us."""
    return [Image.open(io.BytesIO(drawn)).convert("L") for drawn in drawings_of_zpl(labels)]


def drawings_of_zpl(labels: Iterable[tuple[bytes, int]]) -> list[bytes]:
    """The same as PNG, small enough to keep hundreds; two renderers draw at a time."""
    assert (READER / "node_modules").is_dir(), f"`npm ci` has not been run in {READER}: use `make test`"
    jobs = [_job(zpl, dpi) for zpl, dpi in labels]
    drawn = [b""] * len(jobs)
    with ThreadPoolExecutor(_RENDERERS) as renderers:
        shares = [slice(first, None, _RENDERERS) for first in range(min(_RENDERERS, len(jobs)))]
        for share, pictures in zip(shares, renderers.map(_draw, (jobs[share] for share in shares)), strict=True):
            drawn[share] = pictures
    return drawn


def _job(zpl: bytes, dpi: int) -> dict[str, object]:
    """The renderer rounds millimetres up to dots; one dot more than `^PW` would have it resample the picture."""
    size = {name: int(data) for name, data in commands(zpl) if name in ("^PW", "^LL")}
    scale = DOTS_PER_MM[dpi]
    width, height = ((dots - 0.5) / scale for dots in (size["^PW"], size["^LL"]))
    return {"zpl": zpl.decode(), "width_mm": width, "height_mm": height, "dots_per_mm": scale}


def _draw(jobs: list[dict[str, object]]) -> list[bytes]:
    command = ["node", str(READER / "draw.cjs")]
    run = subprocess.run(command, input=json.dumps(jobs).encode(), capture_output=True, check=True)
    return [base64.b64decode(picture) for picture in json.loads(run.stdout)]


def ink(picture: Image.Image) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is not white."""
    box = picture.point(lambda shade: 255 if shade < 128 else 0).getbbox()
    assert box
    return box
