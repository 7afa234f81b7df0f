"""Every label of the matrix reads back as exactly what it has to say: ZPL by a renderer not ours, PNG and PDF."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from dispatch.labels.pdf import pdf
from dispatch.labels.png import png
from dispatch.labels.zpl import zpl
from tests.labels.code128 import narrowest
from tests.labels.geometry import QUIET, drawing
from tests.labels.matrix import DRAWN, Case, read_as
from tests.labels.reading import ink, picture_of_pdf, pictures_of_zpl, symbols
from tests.labels.test_geometry import HEADS, named

PICTURED = [case for case in DRAWN if case.kind == "pallet" or case.name in ("short", "long")]
"""What is drawn as PNG and PDF too: cartons differ from pallets in a word and a digit."""


@pytest.fixture(scope="module")
def pictures() -> dict[Case, Image.Image]:
    drawn = pictures_of_zpl((zpl(case.label, case.dpi, case.media), case.dpi) for case in DRAWN)
    return dict(zip(DRAWN, drawn, strict=True))


@pytest.mark.parametrize("case", DRAWN, ids=named)
def test_a_printed_label_reads_back(case: Case, pictures: dict[Case, Image.Image]) -> None:
    assert symbols(pictures[case]) == [read_as(elements) for elements in case.elements]


@pytest.mark.parametrize("case", DRAWN, ids=named)
def test_bars_have_the_width_that_was_computed_and_white_quiet_zones(
    case: Case, pictures: dict[Case, Image.Image]
) -> None:
    picture = pictures[case]
    for symbol in drawing(zpl(case.label, case.dpi, case.media)).symbols:
        quiet, x = QUIET * symbol.module, int(symbol.bars.left)
        middle = int(symbol.bars.top + symbol.bars.bottom) // 2
        row = picture.crop((x - quiet, middle, picture.width, middle + 1)).tobytes()
        black = [at - quiet for at, shade in enumerate(row) if shade < 128]
        assert black[0] == 0
        assert narrowest(symbol.data) * symbol.module <= black[-1] + 1 <= symbol.bars.right - x
        edges = [at for at in range(quiet, len(row)) if (row[at] < 128) != (row[at - 1] < 128)]
        assert {(edge - quiet) % symbol.module for edge in edges} == {0}


@pytest.mark.parametrize("case", DRAWN, ids=named)
def test_no_ink_comes_near_the_edges(case: Case, pictures: dict[Case, Image.Image]) -> None:
    picture, margin = pictures[case], 2.0 * min(HEADS[case.dpi])
    left, top, right, bottom = ink(picture)
    assert min(left, top, picture.width - right, picture.height - bottom) >= margin


@pytest.mark.parametrize("case", PICTURED, ids=named)
def test_the_picture_of_a_label_reads_back(case: Case) -> None:
    picture = Image.open(io.BytesIO(png(case.label, case.dpi, case.media)))
    assert symbols(picture) == [read_as(elements) for elements in case.elements]


@pytest.mark.parametrize("case", [case for case in PICTURED if case.dpi == 203], ids=named)
def test_the_page_of_a_label_reads_back(case: Case) -> None:
    data = pdf(case.label, case.media)
    assert symbols(picture_of_pdf(data, 300)) == [read_as(elements) for elements in case.elements]
