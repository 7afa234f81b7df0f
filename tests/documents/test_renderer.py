"""All papers: whole, readable, the same bytes for the same paper, whatever a lycée is called."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from typing import Any, get_args

import pytest

from dispatch.documents.renderer import PaperRenderer, render
from dispatch.domain.papers import (
    Consignee,
    Delivery,
    DeliveryNote,
    Extract,
    Handover,
    Language,
    LoadingList,
    Manifest,
    ManifestTrip,
    OuterPallet,
    OutsideList,
    PackingList,
    PalletSheet,
    Paper,
    PaperHead,
    Party,
    Recap,
    Waybill,
    from_json,
    to_json,
)
from tests.documents import samples
from tests.documents.reading import Box, letter_sizes, pages, squeezed, symbols, text, text_boxes

AnyPaper = Paper | Extract

ISSUED: list[Callable[..., Paper]] = [
    samples.packing_list,
    samples.delivery_note,
    samples.waybill,
    samples.recap,
    samples.loading_list,
]
NUMBERED: list[Callable[..., AnyPaper]] = [*ISSUED, samples.outside_list, samples.handover, samples.manifest]
KINDS = [*NUMBERED, samples.pallet_sheet]
READABLE_PT = 8.0
"""Smallest letters, unless a word is wider than its place."""
TITLES = {
    PackingList: ("Liste de colisage", "Packing list"),
    DeliveryNote: ("Bon de livraison", "Delivery note"),
    Waybill: ("Lettre de voiture nationale", "Domestic waybill"),
    Recap: ("État récapitulatif", "List of consignees"),
    LoadingList: ("Bordereau de chargement", "Loading list"),
    OutsideList: ("Liste de colisage extérieure", "Outside packing list"),
    Handover: ("Fiche de remise au transporteur", "Handover to the carrier"),
    Manifest: ("Manifeste du jour", "Manifest of the day"),
    PalletSheet: ("Feuille de palette", "Pallet sheet"),
}
LONG_NAME = (
    "Lycée général et technologique polyvalent d’exemple au nom extrêmement long, section d’enseignement "
    "professionnel et centre de formation, annexe Œ"
)
BARE: list[AnyPaper] = [
    PackingList(PaperHead(), Party(), Consignee("", ""), ()),
    DeliveryNote(PaperHead(), Party(), Party(), Delivery(Consignee("", "")), ()),
    Waybill(PaperHead(), Party(), (), "", Party(), "", ()),
    Recap(PaperHead(), Party(), ()),
    LoadingList(PaperHead(), Party(), ()),
    OutsideList(PaperHead(), Party(), Consignee("", ""), ()),
    Handover(PaperHead(), Party(), Party(), (), ()),
    Manifest(PaperHead(), Party(), (ManifestTrip(PaperHead(), Party(), (), False),)),
    PalletSheet(PaperHead(), Party(), Consignee("", ""), OuterPallet(None, 0, ()), False),
]
COPIES: dict[type[AnyPaper], int] = {Waybill: 3}
"""How many copies one PDF holds; each counts its own pages."""
issued_kind = pytest.mark.parametrize("sample", ISSUED, ids=lambda kind: kind.__name__)
numbered_kind = pytest.mark.parametrize("sample", NUMBERED, ids=lambda kind: kind.__name__)
any_kind = pytest.mark.parametrize("sample", KINDS, ids=lambda kind: kind.__name__)


def named(paper: Any, **changed: Any) -> AnyPaper:
    """The paper with its lycées changed."""
    if isinstance(paper, Manifest):
        stops = [[replace(s, delivery=of_lycee(s.delivery, **changed)) for s in trip.stops] for trip in paper.trips]
        return replace(paper, trips=tuple(replace(t, stops=tuple(s)) for t, s in zip(paper.trips, stops, strict=True)))
    if isinstance(paper, PackingList | OutsideList | PalletSheet):
        return replace(paper, consignee=replace(paper.consignee, **changed))
    if isinstance(paper, DeliveryNote):
        return replace(paper, delivery=of_lycee(paper.delivery, **changed))
    return replace(paper, deliveries=tuple(of_lycee(delivery, **changed) for delivery in paper.deliveries))


def of_lycee(delivery: Delivery, **changed: Any) -> Delivery:
    return replace(delivery, consignee=replace(delivery.consignee, **changed))


def collisions(pdf: bytes) -> list[tuple[str, str]]:
    """Pieces of text that stand over each other or off the page."""

    def meet(one: Box, other: Box) -> bool:
        left, bottom, right, top = one
        return left < other[2] and other[0] < right and bottom < other[3] and other[1] < top

    found = []
    for boxes in text_boxes(pdf):
        found += [(one, other) for (one, a), (other, b) in combinations(boxes, 2) if meet(a, b)]
        found += [(one, "page") for one, (x, y, end, top) in boxes if x < 40 or y < 20 or end > 556 or top > 822]
    return found


@any_kind
@pytest.mark.parametrize("language", get_args(Language))
def test_every_page_of_every_paper_bears_title_number_and_place(sample: Callable[..., AnyPaper], language: str) -> None:
    paper = sample(language=language)
    read = pages(render(paper))
    french, english = TITLES[type(paper)]
    title, other = (french, english) if language == "fr" else (english, french)
    count = len(read) // COPIES.get(type(paper), 1)
    for place, page in enumerate(read):
        assert page.startswith(title)
        assert other not in page
        assert isinstance(paper, PalletSheet) or f"{paper.head.number} · Version 1 · " in page
        assert page.endswith(f"Page {place % count + 1}/{count}")


@numbered_kind
def test_every_page_has_the_number_as_bar_code_and_qr(sample: Callable[..., AnyPaper]) -> None:
    paper = sample()
    pdf, number = render(paper), (paper.head.number or "").encode()
    read = symbols(pdf)
    assert read.count(("]C0", number)) == read.count(("]Q1", number)) == len(pages(pdf))


@any_kind
def test_a_draft_is_marked_on_every_page_and_has_no_number(sample: Callable[..., AnyPaper]) -> None:
    paper = sample(draft=True)
    pdf = render(paper, "DUPLICATA 2")
    for page in pages(pdf):
        assert page.count("PROJET") == 2
        assert "DUPLICATA" not in page
        assert "Projet, non émis" in page
    assert {identifier for identifier, _ in symbols(pdf)} <= {"]C1"}


@any_kind
@pytest.mark.parametrize("mark", ["DUPLICATA 2", "ANNULÉ"])
def test_a_mark_leaves_the_text_as_it_was(sample: Callable[..., AnyPaper], mark: str) -> None:
    paper = sample()
    plain, marked = pages(render(paper)), pages(render(paper, mark))
    assert [page.count(mark) for page in marked] == [2] * len(plain)
    assert [squeezed(page).replace(squeezed(mark), "") for page in marked] == [squeezed(page) for page in plain]


@any_kind
@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("mark", ["", "ANNULÉ", "DUPLICATA 12"])
def test_no_letter_is_smaller_than_can_be_read(sample: Callable[..., AnyPaper], language: str, mark: str) -> None:
    assert min(letter_sizes(render(sample(language=language), mark))) >= READABLE_PT


@any_kind
@pytest.mark.parametrize("language", get_args(Language))
def test_nothing_stands_over_anything_else(sample: Callable[..., AnyPaper], language: str) -> None:
    assert collisions(render(sample(language=language))) == []


@any_kind
@pytest.mark.parametrize("name", [samples.HOSTILE, LONG_NAME, "W" * 147, "Lycée 日本 \U0001f4e6"])
def test_any_name_fits_whole_and_as_written(sample: Callable[..., AnyPaper], name: str) -> None:
    pdf = render(named(sample(), name=name))
    assert collisions(pdf) == []
    if name.isascii() or "日" not in name:
        assert squeezed(name) in squeezed(text(pdf))


@any_kind
def test_long_texts_everywhere_are_wrapped(sample: Callable[..., AnyPaper]) -> None:
    paper = named(
        sample(),
        name=samples.HOSTILE,
        lines=("Boulevard du Très-Long-Nom-de-Rue-" + "x" * 90, "Bâtiment C, 12 000 € d’Œuvre"),
        city="Paris-sur-Exemple-lès-Échantillons",
        contact="Mme de la Très-Longue-Particule d’Exemple et d’Échantillon",
        phone="+33 1 11 22 33 44 poste 1234",
        opening_hours="du lundi au vendredi de 8 h à 12 h et de 13 h 30 à 17 h, sauf vacances scolaires",
        instructions="Sonner à la loge, puis attendre. " * 40,
    )
    head = replace(
        paper.head,
        number=f"{paper.head.number}-" + "0123456789" * 3,
        orders=tuple(f"ORD-0750652B-{i}" for i in range(9)),
        plate="P" * 40,
        driver="Conducteur d’Exemple " * 3,
        issued_by="Chef d’équipe d’exemple " * 9,
        version=12,
    )
    assert collisions(render(replace(paper, head=head))) == []


@pytest.mark.parametrize("paper", BARE, ids=lambda paper: type(paper).__name__)
def test_a_paper_with_nothing_on_it_is_still_a_paper(paper: AnyPaper) -> None:
    pdf = render(paper)
    assert len(pages(pdf)) == COPIES.get(type(paper), 1)
    assert "PROJET" in text(pdf)


def test_control_characters_print_as_blanks() -> None:
    assert "Lycée d’exemple sans fin" in text(
        render(named(samples.packing_list(), name="Lycée\nd’exemple\x00sans\tfin"))
    )


def test_a_new_version_says_so_in_its_head() -> None:
    paper = samples.loading_list()
    assert "LDC-2027-000123 Version 2 " in text(render(replace(paper, head=replace(paper.head, version=2))))


@issued_kind
def test_the_stored_paper_renders_to_the_same_bytes(sample: Callable[..., Paper]) -> None:
    paper = sample()
    assert PaperRenderer().render(from_json(to_json(paper)), "ANNULÉ") == render(paper, "ANNULÉ")


@any_kind
def test_every_face_is_embedded(sample: Callable[..., AnyPaper]) -> None:
    pdf = render(sample())
    assert pdf.count(b"/FontFile2") == 3
    assert b"Helvetica" not in pdf


DIGESTS = """
import hashlib, sys
from dispatch.documents.renderer import render
print("reportlab" in sys.modules)
from tests.documents import samples
for sample in (samples.packing_list, samples.delivery_note, samples.waybill, samples.recap, samples.loading_list):
    paper = sample()
    print(hashlib.sha256(render(paper, "ANNULÉ")).hexdigest())
"""


def test_other_processes_give_the_same_bytes_and_wait_for_reportlab_until_the_first_paper() -> None:
    runs = [
        subprocess.run(
            [sys.executable, "-c", DIGESTS],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": "."},
            capture_output=True,
            check=True,
        ).stdout.split()
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    ]
    assert runs[0] == runs[1]
    assert runs[0][0] == b"False"
    assert len(set(runs[0])) == 6
