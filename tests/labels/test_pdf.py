from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest
from pypdfium2.raw import FPDF_PAGEOBJ_PATH

from dispatch.domain.errors import KnownError
from dispatch.labels.fitting import printable
from dispatch.labels.pdf import pdf
from dispatch.labels.zpl import zpl
from tests.labels.reading import ink, picture_of_pdf, symbols, symbols_in
from tests.labels.samples import LABELS, MEDIA, NAMES, PLAIN, SHAPES

MM = 72 / 25.4
X = 0.508


@pytest.mark.parametrize("media", MEDIA)
@pytest.mark.parametrize("name", SHAPES)
def test_every_symbol_reads_back_as_the_zpl_of_the_same_label_says(name: str, media: str) -> None:
    expected = symbols_in(zpl(LABELS[name], 203, media))
    data = pdf(LABELS[name], media)
    assert symbols(picture_of_pdf(data, 203)) == expected
    assert symbols(picture_of_pdf(data, 300)) == expected


@pytest.mark.parametrize("media", MEDIA)
def test_bars_are_vectors_of_whole_modules(media: str) -> None:
    bars = bars_of(pdf(LABELS["bare"], media))
    edges = [edge / X for bar in bars for edge in bar]
    assert edges == pytest.approx([round(edge) for edge in edges], abs=0.01)
    assert min(right - left for left, right in bars) == pytest.approx(X, abs=0.005)


def bars_of(data: bytes) -> list[tuple[float, float]]:
    """Left and right edge in mm of each bar, from the left edge of the leftmost."""
    with pypdfium2.PdfDocument(data) as document:
        shapes = [shape.get_bounds() for shape in document[0].get_objects([FPDF_PAGEOBJ_PATH])]
    bars = [(left / MM, right / MM) for left, bottom, right, top in shapes if (top - bottom) / MM > 31.75]
    first = min(left for left, _ in bars)
    return [(left - first, right - first) for left, right in bars]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "emoji"])
def test_hostile_names_can_be_read_and_copied(name: str) -> None:
    """Emoji of the face print too, but reportlab gives them no way back to text."""
    text = text_of(pdf(LABELS[name]))
    assert unspaced(printable(NAMES[name])) in unspaced(text)


def text_of(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return document[0].get_textpage().get_text_range()


def unspaced(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", LABELS)
def test_nothing_is_cut_off_at_the_edges(name: str) -> None:
    picture = picture_of_pdf(pdf(LABELS[name]), 203.2)
    left, top, right, bottom = ink(picture)
    assert min(left, top, picture.width - right, picture.height - bottom) >= 2.5 * 8


def test_the_page_has_the_size_of_the_medium() -> None:
    with pypdfium2.PdfDocument(pdf(PLAIN, "105x148")) as document:
        assert len(document) == 1
        assert document[0].get_size() == pytest.approx((105 * MM, 148 * MM), abs=0.01)


def test_equal_labels_give_equal_bytes() -> None:
    assert pdf(PLAIN) == pdf(replace(PLAIN))
    assert pdf(PLAIN) != pdf(LABELS["content"])


def test_unknown_media_are_refused() -> None:
    with pytest.raises(KnownError, match="Format d’étiquette inconnu"):
        pdf(PLAIN, "10x10")


def test_the_page_is_not_to_be_fitted_to_the_paper() -> None:
    assert b"/PrintScaling /None" in pdf(PLAIN)
