"""Reads a PDF back as people and scanners would: its words, its bar codes, where its text stands."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import zxingcpp

Box = tuple[float, float, float, float]


def pages(pdf: bytes) -> list[str]:
    """The text of each page, blanks as single spaces."""
    with pdfium.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def text(pdf: bytes) -> str:
    """The text of all pages, blanks as single spaces."""
    return " ".join(pages(pdf))


def squeezed(written: str) -> str:
    """Without blanks: where a line was broken no longer matters."""
    return "".join(written.split())


def symbols(pdf: bytes) -> list[tuple[str, bytes]]:
    """AIM identifier and data of every bar code, page by page."""
    found = []
    with pdfium.PdfDocument(pdf) as document:
        for page in document:
            image = page.render(scale=3).to_pil().convert("L")
            found += [(code.symbology_identifier, code.bytes) for code in zxingcpp.read_barcodes(image)]
    return found


def text_boxes(pdf: bytes) -> Iterator[list[tuple[str, Box]]]:
    """For each page its pieces of text with left, bottom, right and top in points."""
    with pdfium.PdfDocument(pdf) as document:
        for page in document:
            words = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_TEXT], textpage=page.get_textpage())
            yield [(word.extract(), word.get_bounds()) for word in words]


def letter_sizes(pdf: bytes) -> set[float]:
    """Sizes of all letters in points, to the tenth."""
    sizes = set()
    with pdfium.PdfDocument(pdf) as document:
        for page in document:
            found = page.get_textpage()
            written = (at for at in range(found.count_chars()) if not pdfium_c.FPDFText_IsGenerated(found, at))
            sizes |= {round(pdfium_c.FPDFText_GetFontSize(found, at), 1) for at in written}
    return sizes
