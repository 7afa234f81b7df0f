from __future__ import annotations

import io
from itertools import groupby

import pytest
from PIL import Image

from dispatch.domain.errors import KnownError
from dispatch.labels.png import png
from dispatch.labels.zpl import zpl
from tests.labels.reading import ink, symbols, symbols_in
from tests.labels.samples import LABELS, MEDIA, PLAIN, RESOLUTIONS, SHAPES

MODULE_DOTS = {203: 4, 300: 6, 600: 12}


def picture(name: str, media: str, dpi: int) -> Image.Image:
    return Image.open(io.BytesIO(png(LABELS[name], dpi, media)))


@pytest.mark.parametrize("media", MEDIA)
@pytest.mark.parametrize("name", SHAPES)
def test_every_symbol_reads_back_as_the_zpl_of_the_same_label_says(name: str, media: str) -> None:
    assert symbols(picture(name, media, 203)) == symbols_in(zpl(LABELS[name], 203, media))


@pytest.mark.parametrize("dpi", RESOLUTIONS)
@pytest.mark.parametrize("media", MEDIA)
def test_every_resolution_reads_back(media: str, dpi: int) -> None:
    assert symbols(picture("pallet", media, dpi)) == symbols_in(zpl(LABELS["pallet"], dpi, media))


@pytest.mark.parametrize("dpi", RESOLUTIONS)
def test_bars_are_black_or_white_and_whole_modules_wide(dpi: int) -> None:
    drawn = picture("plain", "102x152", dpi)
    middle = round(drawn.height * 0.85)
    row = [drawn.getpixel((x, middle)) for x in range(drawn.width)]
    assert set(row) == {0, 255}
    runs = [len(list(group)) for _, group in groupby(row)][1:-1]
    assert sum(runs) == 156 * MODULE_DOTS[dpi]
    assert {run % MODULE_DOTS[dpi] for run in runs} == {0}


@pytest.mark.parametrize("media", MEDIA)
@pytest.mark.parametrize("name", LABELS)
def test_nothing_is_cut_off_at_the_edges(name: str, media: str) -> None:
    drawn = picture(name, media, 203)
    left, top, right, bottom = ink(drawn)
    assert min(left, top, drawn.width - right, drawn.height - bottom) >= 2.5 * 8


def test_a_pixel_is_a_dot_of_the_printer() -> None:
    assert picture("plain", "102x152", 203).size == (812, 1219)
    assert picture("plain", "102x152", 300).size == (1200, 1800)
    assert picture("plain", "102x152", 300).info["dpi"] == pytest.approx((300, 300), abs=0.1)


def test_the_same_label_gives_the_same_picture() -> None:
    assert png(PLAIN) == png(PLAIN)


@pytest.mark.parametrize(("dpi", "media"), [(72, "102x152"), (203, "A4")])
def test_what_no_printer_of_ours_has_is_refused(dpi: int, media: str) -> None:
    with pytest.raises(KnownError):
        png(PLAIN, dpi, media)
