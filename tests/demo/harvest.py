"""What the day leaves: each label as ZPL, PNG and PDF, each paper as PDF and pictures, and every symbol read back."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from dispatch.labels.writer import LabelWriter
from tests.demo.stage import Printed
from tests.documents import reading as papers_back
from tests.labels import reading as labels_back

DPI, MEDIA = 203, "102x152"
"""Of the label printer, as settings have them by default."""
PDF_DPI = 300
"""At which the PDF of a label is looked at."""
PAGE_DPI = 110
"""Of the pictures of papers."""
_PALLET = re.compile(r"\(00\)(\d{18})")
Symbols = list[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Label:
    """One label that came out."""

    stem: str
    """Of its files in `labels`."""
    kind: str
    sscc: str
    copies: int
    symbols: int
    read: dict[str, bool]
    """By form (`png`, `pdf`, `zpl`): did every symbol read back? A form that nobody could read is missing."""
    same: bool
    """Is the ZPL that came out exactly what the label's values make?"""
    picture: bytes
    """The label as PNG."""

    @property
    def ok(self) -> bool:
        """Is nothing wrong with it?"""
        return self.same and all(self.read.values())


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper that came out."""

    stem: str
    """Of its files in `papers`."""
    kind: str
    number: str
    symbols: int
    ok: bool
    """Did every symbol of every page read back?"""
    pages: tuple[bytes, ...]
    """Each page as PNG."""


def node_ready() -> bool:
    """Can the ZPL itself be drawn here, by the renderer that knows nothing of us?"""
    return shutil.which("node") is not None and (labels_back.READER / "node_modules" / ".package-lock.json").is_file()


def labels(printed: Sequence[Printed], folder: Path) -> list[Label]:
    """Write every label in each form into a folder and read it back."""
    folder.mkdir()
    drawn: Sequence[Image.Image | None] = [None] * len(printed)
    if node_ready():
        drawn = labels_back.pictures_of_zpl((label.zpl, DPI) for label in printed)
    return [_label(number, *pair, folder) for number, pair in enumerate(zip(printed, drawn, strict=True), 1)]


def _label(number: int, printed: Printed, drawn: Image.Image | None, folder: Path) -> Label:
    writer, value = LabelWriter(), printed.value
    stem = f"{number:02}-{value.kind}-{value.sscc}"
    png, pdf = writer.png(value, DPI, MEDIA), writer.pdf(value, MEDIA)
    for suffix, data in ((".zpl", printed.zpl), (".png", png), (".pdf", pdf)):
        (folder / (stem + suffix)).write_bytes(data)
    expected = labels_back.symbols_in(printed.zpl)
    read = {
        "png": _reads(Image.open(io.BytesIO(png)), expected),
        "pdf": _reads(labels_back.picture_of_pdf(pdf, PDF_DPI), expected),
    }
    if drawn is not None:
        read["zpl"] = _reads(drawn, expected)
    same = printed.zpl.strip() == writer.zpl(value, DPI, MEDIA, printed.copies).strip()
    return Label(stem, value.kind, str(value.sscc), printed.copies, len(expected), read, same, png)


def _reads(picture: Image.Image, expected: Symbols) -> bool:
    return bool(expected) and labels_back.symbols(picture) == expected


def papers(folder: Path) -> list[Paper]:
    """Every paper that the document printer wrote into a folder, its pages drawn beside it and read back."""
    return [_paper(path) for path in sorted(folder.glob("*.pdf"))]


def _paper(path: Path) -> Paper:
    kind, number = _kind_and_number(path.stem)
    pdf = path.read_bytes()
    words = papers_back.pages(pdf)
    expected: Symbols = [("]C0", number.encode()), ("]Q1", number.encode())] * len(words)
    expected += [("]C1", b"00" + sscc.encode()) for page in words for sscc in _PALLET.findall(page)]
    ok = sorted(papers_back.symbols(pdf)) == sorted(expected)
    pages = tuple(_png(labels_back.picture_of_pdf(pdf, PAGE_DPI, page)) for page in range(len(words)))
    for place, page in enumerate(pages, 1):
        path.with_name(f"{path.stem}-{place}.png").write_bytes(page)
    return Paper(path.stem, kind, number, len(expected), ok, pages)


def _kind_and_number(name: str) -> tuple[str, str]:
    """`000027-packing-list-DLN-2026-000001` is a packing list of that number."""
    found = re.fullmatch(r"[0-9]+-([a-z-]+)-([A-Z].*)", name)
    assert found is not None, name
    return found[1], found[2]


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
