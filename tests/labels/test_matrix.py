"""Every label of the matrix reads back as exactly what it has to say: ZPL by a renderer not ours, PNG and PDF.

Which cells are drawn from their ZPL, and what proves the others: see `matrix.PRINTED`.
"""

from __future__ import annotations

import io

import pytest
from PIL import Image

from dispatch.labels.media import head_of
from dispatch.labels.pdf import pdf
from dispatch.labels.png import png
from dispatch.labels.zpl import zpl
from tests.labels.code128 import narrowest
from tests.labels.geometry import QUIET, drawing
from tests.labels.matrix import ALL, PRINTED, Case, read_as
from tests.labels.reading import drawings_of_zpl, ink, picture_of_pdf, symbols
from tests.labels.test_geometry import HEADS, named

PICTURED = [
    case
    for case in ALL
    if case not in PRINTED or case.name in ("short", "long") or (case.kind == "pallet" and case.dpi == 203)
]
"""What is drawn as PNG too, and at 203 dpi as PDF: cartons differ from pallets in a word and a digit."""
LEAST_PIXELS = 3
"""Of a module, for a reader of pictures; one with more takes longer and reads no better."""

every_print = pytest.mark.parametrize("case", PRINTED, ids=named)


@pytest.fixture(scope="module")
def drawings() -> dict[Case, bytes]:
    drawn = drawings_of_zpl((zpl(case.label, case.dpi, case.media), case.dpi) for case in PRINTED)
    return dict(zip(PRINTED, drawn, strict=True))


@pytest.fixture
def picture(case: Case, drawings: dict[Case, bytes]) -> Image.Image:
    return Image.open(io.BytesIO(drawings[case])).convert("L")


def read(case: Case, picture: Image.Image) -> list[tuple[str, bytes]]:
    """The symbols, with whole dots of a module put together."""
    return symbols(picture.convert("L").reduce(head_of(case.dpi).module_dots // LEAST_PIXELS))


@every_print
def test_a_printed_label_reads_back(case: Case, picture: Image.Image) -> None:
    assert read(case, picture) == [read_as(elements) for elements in case.elements]


@every_print
def test_bars_have_the_width_that_was_computed_and_white_quiet_zones(case: Case, picture: Image.Image) -> None:
    for symbol in drawing(zpl(case.label, case.dpi, case.media)).symbols:
        quiet, x = QUIET * symbol.module, int(symbol.bars.left)
        middle = int(symbol.bars.top + symbol.bars.bottom) // 2
        row = picture.crop((x - quiet, middle, picture.width, middle + 1)).tobytes()
        black = [at - quiet for at, shade in enumerate(row) if shade < 128]
        assert black[0] == 0
        assert narrowest(symbol.data) * symbol.module <= black[-1] + 1 <= symbol.bars.right - x
        edges = [at for at in range(quiet, len(row)) if (row[at] < 128) != (row[at - 1] < 128)]
        assert {(edge - quiet) % symbol.module for edge in edges} == {0}


@every_print
def test_no_ink_comes_near_the_edges(case: Case, picture: Image.Image) -> None:
    margin = 2.0 * min(HEADS[case.dpi])
    left, top, right, bottom = ink(picture)
    assert min(left, top, picture.width - right, picture.height - bottom) >= margin


@pytest.mark.parametrize("case", [case for case in ALL if case not in PRINTED], ids=named)
def test_the_symbols_of_a_label_are_to_the_dot_those_of_one_that_was_read_back(case: Case) -> None:
    read_back = [symbols_as_sent(other) for other in PRINTED if other[:3] == case[:3]]
    assert symbols_as_sent(case) in read_back


def symbols_as_sent(case: Case) -> list[bytes]:
    """Settings and symbols of its ZPL."""
    first, *others = zpl(case.label, case.dpi, case.media).splitlines()
    return [first, *(line for line in others if b"^BC" in line)]


@pytest.mark.parametrize("case", PICTURED, ids=named)
def test_the_picture_of_a_label_reads_back(case: Case) -> None:
    drawn = Image.open(io.BytesIO(png(case.label, case.dpi, case.media)))
    assert read(case, drawn) == [read_as(elements) for elements in case.elements]


@pytest.mark.parametrize("case", [case for case in PICTURED if case.dpi == 203], ids=named)
def test_the_page_of_a_label_reads_back(case: Case) -> None:
    data = pdf(case.label, case.media)
    assert symbols(picture_of_pdf(data, 300)) == [read_as(elements) for elements in case.elements]
