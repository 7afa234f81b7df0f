from __future__ import annotations

import pypdfium2
import pytest
from pypdfium2.raw import FPDF_PAGEOBJ_PATH

from dispatch.domain.badges import badge_code
from dispatch.domain.errors import KnownError
from dispatch.labels.posters import posters
from dispatch.labels.sheets import card_sheet
from tests.labels.reading import picture_of_pdf, symbols
from tests.labels.test_pdf import MM, text_of

CARDS = [
    ("CMD-CLOSE", "Clôturer"),
    ("CMD-CONFIRM", "Confirmer"),
    ("CMD-TASK-PALLETISE", "Métier\u00a0: palettiser"),
    ("RSN-ETIQUETTE_ABIMEE", "Motif\u00a0: étiquette abîmée ou illisible, qu’il faut réimprimer avant de continuer"),
    ("OPR-1042", "Camille Exemple"),
    ("ORD-0750652B-1", "Lycée d’exemple de l’Œuvre"),
    ("TRP-2041", "Tournée 2041"),
]


def test_every_card_reads_back_as_plain_code_128_with_its_caption() -> None:
    data = card_sheet(CARDS)
    assert sorted(symbols(picture_of_pdf(data, 300))) == sorted(("]C0", code.encode()) for code, _ in CARDS)
    text = text_of(data)
    assert all(code in text for code, _ in CARDS)
    assert all(word in text for _, caption in CARDS for word in caption.split())


def test_fifteen_cards_take_two_pages_of_a4() -> None:
    data = card_sheet([(f"LOC-A{number:02d}", f"Place A{number:02d}") for number in range(15)])
    with pypdfium2.PdfDocument(data) as document:
        assert len(document) == 2
        assert document.get_page_size(1) == pytest.approx((595.276, 841.89), abs=0.01)
    assert symbols(picture_of_pdf(data, 203, page=1)) == [("]C0", b"LOC-A14")]


def test_a_badge_carries_its_test_string_with_gs() -> None:
    code = badge_code("X" * 14)
    data = card_sheet([(code, "Camille Exemple")])
    assert symbols(picture_of_pdf(data, 300)) == [("]C0", code.encode())]


def test_equal_cards_give_equal_bytes() -> None:
    assert card_sheet(CARDS) == card_sheet(list(CARDS))


@pytest.mark.parametrize("code", ["CMD-CLÔTURER", "X" * 40])
def test_a_code_that_no_card_can_hold_is_refused(code: str) -> None:
    with pytest.raises(KnownError):
        card_sheet([(code, "")])


@pytest.mark.parametrize(
    ("code", "module"), [("DOCK-07", 2.03), ("DOCK-NORD-12", 1.48), ("LOC-A-01-02-03", 1.35), ("LOC-" + "X" * 36, 0.59)]
)
def test_a_poster_is_one_page_with_modules_as_wide_as_it_allows(code: str, module: float) -> None:
    data = posters([(code, "Quai", "07")])
    assert symbols(picture_of_pdf(data, 150)) == [("]C0", code.encode())]
    with pypdfium2.PdfDocument(data) as document:
        assert document.get_page_size(0) == pytest.approx((841.89, 595.276), abs=0.01)
        bounds = [shape.get_bounds() for shape in document[0].get_objects([FPDF_PAGEOBJ_PATH])]
    bars = sorted((left / MM, right / MM, (top - bottom) / MM) for left, bottom, right, top in bounds)
    assert min(right - left for left, right, _ in bars) == pytest.approx(module, abs=0.05)
    assert min(height for _, _, height in bars) > 60
    assert min(bars[0][0], 297 - bars[-1][1]) >= 10 * module


def test_posters_of_several_codes_take_a_page_each() -> None:
    data = posters([(f"DOCK-{number}", "Quai", str(number)) for number in (1, 2, 3)])
    read = [symbols(picture_of_pdf(data, 100, page=page)) for page in range(3)]
    assert read == [[("]C0", b"DOCK-1")], [("]C0", b"DOCK-2")], [("]C0", b"DOCK-3")]]


def test_a_code_that_no_poster_can_hold_is_refused() -> None:
    with pytest.raises(KnownError, match="affiche"):
        posters([("LOC-" + "X" * 60, "Emplacement", "X")])
