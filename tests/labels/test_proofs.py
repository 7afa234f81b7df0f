from __future__ import annotations

import io

import pytest
from PIL import Image

from dispatch.domain.errors import InputError
from dispatch.domain.proofs import Proof
from dispatch.labels.frame import Box
from dispatch.labels.media import head_of
from dispatch.labels.png import page_png
from dispatch.labels.proofs import RULER_MM, proof_page, proof_pdf, proof_zpl
from tests.labels.reading import picture_of_pdf, symbols, symbols_in
from tests.labels.samples import MEDIA, RESOLUTIONS

_NAME = "Étiquettes du quai n° 12, près de la porte"


def _proof(dpi: int = 203, media: str = "102x152") -> Proof:
    return Proof(_NAME, dpi, media, 4711)


def _ruler(proof: Proof) -> Box:
    page, _ = proof_page(proof)
    return next(box for box in page.boxes() if box.width == pytest.approx(RULER_MM, abs=0.5))


@pytest.mark.parametrize("dpi", RESOLUTIONS)
@pytest.mark.parametrize("media", MEDIA)
def test_a_proof_reads_back_as_the_code_it_is_known_by(media: str, dpi: int) -> None:
    proof = _proof(dpi, media)
    page, head = proof_page(proof)
    read = symbols(Image.open(io.BytesIO(page_png(page, head))))
    assert read == [("]C1", b"91" + proof.code.encode())] == symbols_in(proof_zpl(proof))
    assert proof.is_read_by("]C1" + read[0][1].decode())


@pytest.mark.parametrize("dpi", RESOLUTIONS)
@pytest.mark.parametrize("media", MEDIA)
def test_all_of_it_lies_on_the_label_and_its_thinnest_lines_are_one_dot(media: str, dpi: int) -> None:
    page, head = proof_page(_proof(dpi, media))
    assert all(box.x >= 0 and box.x + box.width <= page.medium.width for box in page.boxes())
    assert all(box.y >= 0 and box.y + box.height <= page.medium.height for box in page.boxes())
    bottom = max(symbol.y + symbol.height for symbol in page.symbols)
    assert max(text.y for text in page.all_texts()) > bottom
    thinnest = min(min(box.width, box.height) for box in page.boxes())
    assert thinnest * head.dots_per_mm == pytest.approx(1)


@pytest.mark.parametrize("dpi", RESOLUTIONS)
def test_the_ruler_is_as_long_as_it_says_on_a_printer_of_the_resolution_that_is_set(dpi: int) -> None:
    dots = round(_ruler(_proof(dpi)).width * head_of(dpi).dots_per_mm)
    assert dots / head_of(dpi).dots_per_mm == pytest.approx(RULER_MM, abs=0.5)


def test_a_document_printer_is_proved_on_one_page_of_a4() -> None:
    proof = Proof(_NAME, 600, "A4", 7)
    assert symbols(picture_of_pdf(proof_pdf(proof), 300)) == [("]C1", b"9160000007")]
    assert proof_pdf(proof) == proof_pdf(Proof(_NAME, 600, "A4", 7))


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("]C19120304711", True),
        ("9120304711", True),
        ("9120304711\r", True),
        ("]C19120304712", False),
        ("]C19130004711", False),
        ("20304711", False),
        ("", False),
    ],
)
def test_a_proof_knows_its_own_code(raw: str, read: bool) -> None:
    assert _proof().is_read_by(raw) is read


@pytest.mark.parametrize("number", [-1, 100_000])
def test_a_number_that_no_symbol_holds_is_a_bug(number: int) -> None:
    with pytest.raises(ValueError, match="proof"):
        Proof(_NAME, 203, "102x152", number)


def test_unknown_media_and_resolutions_are_refused() -> None:
    with pytest.raises(InputError):
        proof_zpl(_proof(media="50x50"))
    with pytest.raises(InputError):
        proof_zpl(_proof(dpi=150))
