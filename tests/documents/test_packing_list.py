"""The packing list: every serial once, every SSCC in full, symbols that read back."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from dispatch.documents.renderer import render
from dispatch.domain.papers import CartonContent, PackedCarton, PackedPallet, PackingList
from tests.benchmarks.packing_list_baseline import baseline
from tests.documents.reading import pages, symbols, text
from tests.documents.samples import packing_list, sscc


@pytest.mark.parametrize(
    ("serials", "per_carton"), [(1, 10), (40, 1), (40, 10), (300, 10), (300, 8), (300, 150), (2300, 230)]
)
def test_every_serial_and_every_carton_is_printed_once(serials: int, per_carton: int) -> None:
    paper = packing_list(serials, per_carton)
    words = Counter(text(render(paper)).split())
    printed = {word: count for word, count in words.items() if word.startswith("S-0")}
    assert printed == {f"S-{i:06}": 1 for i in range(1, serials + 1)}
    cartons = [carton.sscc for pallet in paper.pallets for carton in pallet.cartons]
    assert all(words[carton] >= 1 for carton in cartons)
    assert sum(words[carton] for carton in cartons) <= len(cartons) + len(pages(render(paper)))
    assert all(words[f"(00){pallet.sscc}"] == 1 for pallet in paper.pallets)


def test_the_symbol_of_each_pallet_reads_back_to_its_sscc() -> None:
    paper = packing_list(300)
    read = [data for identifier, data in symbols(render(paper)) if identifier == "]C1"]
    assert read == [f"00{pallet.sscc}".encode() for pallet in paper.pallets]


def test_totals_and_subtotals_stand_before_the_cartons() -> None:
    read = text(render(packing_list(300)))
    assert "TAB-EX Tablette d’exemple 11″ 150" in read
    assert "ORD-EX Ordinateur d’exemple 14″ 150" in read
    assert "3 palettes · 30 colis · 223,5 kg" in read
    assert "Palette 3/3 6 colis · 60 appareils · 53,7 kg TAB-EX × 30 · ORD-EX × 30" in read


def test_a_draft_shows_loose_cartons_and_the_awaited_label() -> None:
    read = text(render(packing_list(47, draft=True)))
    assert "Colis hors palette" in read
    assert read.count("étiquette à biper") == 1
    assert sscc(1, 5) in read


def test_mixed_cartons_accessories_and_odd_serials_are_whole() -> None:
    serials = tuple("X" * i + str(i) for i in range(1, 60, 6))
    contents = (
        CartonContent("R" * 40, "Désignation d’exemple " * 8, serials),
        CartonContent("ACC-EX", "Chargeur d’exemple", unserialised=1200),
        CartonContent("W-EX", "Numéro énorme", ("Z" * 130,)),
    )
    carton = PackedCarton(sscc(1, 9), 7, None, 0, contents)
    paper: PackingList = replace(packing_list(1), pallets=(PackedPallet(None, 0, (carton,)),))
    words = Counter(text(render(paper)).split())
    assert all(words[serial] == 1 for serial in (*serials, "Z" * 130))
    read = text(render(paper))
    assert "ACC-EX · Chargeur d’exemple × 1 200 (1 200 sans numéro de série)" in read
    assert "1 colis · 1 211 appareils · –" in read


def test_a_carton_that_goes_on_over_the_page_says_so() -> None:
    first, second, *_ = pages(render(packing_list(700, 700)))
    assert "suite" not in first
    assert "(Palette 1/1, suite)" in second
    assert sscc(1, 1) in second


def test_a_mixed_carton_of_several_pages_names_itself_on_each() -> None:
    contents = tuple(
        CartonContent(f"REF-{model}", f"Modèle {model}", tuple(f"S-{model}{i:05}" for i in range(185)))
        for model in range(5)
    )
    carton = PackedCarton(sscc(1, 9), 1, 1, 5200, contents)
    pdf = render(replace(packing_list(1), pallets=(PackedPallet(sscc(3, 1), 0, (carton,)),)))
    read = pages(pdf)
    assert [carton.sscc in page for page in read] == [True] * len(read)
    assert ["suite" in page for page in read] == [False, *[True] * (len(read) - 1)]
    words = Counter(text(pdf).split())
    assert all(words[serial] == 1 for content in contents for serial in content.serials)


def test_the_baseline_of_the_benchmark_writes_the_same_words_symbols_and_pages() -> None:
    paper = packing_list(300)
    ours, limit = render(paper), baseline(paper)
    assert Counter(text(ours).split()) == Counter(text(limit).split())
    assert symbols(ours) == symbols(limit)
    assert len(pages(ours)) == len(pages(limit))
