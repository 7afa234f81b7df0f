"""Papers from the smallest to the largest: every serial once, every mention there, nothing over anything else."""

from __future__ import annotations

import tracemalloc
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pypdfium2 as pdfium
import pytest
import zxingcpp

from dispatch.documents.renderer import render
from dispatch.domain.papers import (
    Consignee,
    Delivery,
    DeliveryNote,
    Extract,
    Handover,
    LoadingList,
    Manifest,
    ManifestStop,
    ManifestTrip,
    OuterPallet,
    OutsideList,
    PackedPallet,
    PackingList,
    PalletSheet,
    Paper,
    Party,
    Recap,
    Waybill,
    model_counts,
)
from tests.documents import samples
from tests.documents.reading import Box, pages, squeezed, symbols, text, text_boxes

SIZES = ((1, 1), (40, 4), (40, 40), (300, 1), (300, 30), (300, 40), (2300, 40), (2300, 10))
"""Serials and cartons."""
TEXTS = ("full", "bare", "hostile")
HOSTILE = f'{samples.HOSTILE} "Œuvre"\x1d ½ € \\ %s {{0}} '
"""Mark-up, printer commands, quotes, a control character, format strings."""
MARGIN = 28
"""Points of paper that no printer needs to reach."""


def consignee(number: int, texts: str) -> Consignee:
    """A lycée of which everything, only what must be, or hostile text is known."""
    if texts == "full":
        return samples.consignee(number)
    if texts == "bare":
        return Consignee("0750652B", f"Lycée {number}", postcode="75001", city="Paris")
    name = f"{HOSTILE}{number}"
    return Consignee("0750652B", name.ljust(147, "œ"), (HOSTILE,), "75001", HOSTILE, HOSTILE, "0", HOSTILE, HOSTILE * 4)


def packed(serials: int, cartons: int) -> tuple[PackedPallet, ...]:
    return samples.pallets(serials, per_carton=-(-serials // cartons), per_pallet=12)


def packing(serials: int, cartons: int, texts: str) -> PackingList:
    return replace(samples.packing_list(1), consignee=consignee(1, texts), pallets=packed(serials, cartons))


def deliveries(stops: int, texts: str) -> tuple[Delivery, ...]:
    """For each stop one pallet more, up to forty cartons each; bare ones know neither hour nor order."""
    found = []
    for number in range(1, stops + 1):
        lines = tuple(pallet.line for pallet in samples.pallets(40 * number, per_carton=5, per_pallet=8))
        lines = tuple(replace(line, sscc=samples.sscc(3, 100 * number + i)) for i, line in enumerate(lines))
        orders, hour = ((), "") if texts == "bare" else ((f"ORD-0750652B-{number}",), "9 h 30")
        shipment = "" if texts == "bare" else samples.gsin(number)
        who, note = consignee(number, texts), f"DLN-2027-{122 + number:06}"
        found.append(Delivery(who, lines, number, note, orders, hour, shipment))
    return tuple(found)


def trip_papers(stops: int, texts: str) -> Iterator[Paper | Extract]:
    """Every paper of a trip."""
    carrier = samples.CARRIER if texts != "hostile" else replace(samples.CARRIER, name=HOSTILE, lines=(HOSTILE,))
    bound, seals = deliveries(stops, texts), () if texts == "bare" else samples.SEALS
    head = samples.head("LDV")
    place = samples.SHIPPER.lines
    if texts == "bare":
        head = replace(head, trip="", plate="", driver="", orders=())
        carrier = replace(carrier, phone="")
    goods = HOSTILE if texts == "hostile" else "Matériel informatique"
    yield Waybill(head, samples.SHIPPER, place, "2027-09-14", carrier, goods, bound, seals=seals)
    yield Recap(head, carrier, bound, "LDV-2027-000123", seals)
    yield LoadingList(head, carrier, bound, samples.JOURNAL_HEAD, "", seals, None if texts == "bare" else 33)
    yield Handover(head, samples.SHIPPER, carrier, place, bound, "DOCK-02", seals, True)
    trip = ManifestTrip(head, carrier, tuple(ManifestStop(d, 2, 1_200) for d in bound), True, ("LDV-2027-1",) * 3)
    yield Manifest(replace(head, number="MAN-2027-09-14"), samples.SHIPPER, (trip,) * 2)


def note(stops: int, texts: str) -> DeliveryNote:
    delivery, models = deliveries(stops, texts)[-1], model_counts(packed(40, 4))
    return DeliveryNote(samples.head("DLN"), samples.SHIPPER, Party(), delivery, models, batteries=True)


def overlaps(boxes: list[tuple[str, Box]]) -> list[tuple[str, str]]:
    """Pieces of text over each other, found by a sweep from the bottom of the page, and those off it."""
    found, active = [], list[tuple[str, Box]]()
    for words, box in sorted(boxes, key=lambda piece: piece[1][1]):
        left, bottom, right, top = box
        active = [(other, b) for other, b in active if b[3] > bottom]
        found += [(words, other) for other, b in active if left < b[2] and b[0] < right]
        active.append((words, box))
        if left < MARGIN or bottom < MARGIN / 2 or right > 595 - MARGIN or top > 842 - MARGIN / 2:
            found.append((words, "page"))
    return found


def crowded(pdf: bytes) -> list[tuple[str, str]]:
    return [pair for boxes in text_boxes(pdf) for pair in overlaps(boxes)]


def over_symbols(pdf: bytes) -> list[str]:
    """Pieces of text on a bar code or in its quiet zone of five points; each page has a bar code and a QR."""
    found, scale = [], 3
    with pdfium.PdfDocument(pdf) as document:
        for page, boxes in zip(document, text_boxes(pdf), strict=True):
            height = page.get_height()
            codes = zxingcpp.read_barcodes(page.render(scale=scale).to_pil().convert("L"))
            assert len(codes) >= 2
            for code in codes:
                corners = [getattr(code.position, name) for name in ("top_left", "bottom_right")]
                (x, top), (end, bottom) = ((corner.x / scale, height - corner.y / scale) for corner in corners)
                found += [w for w, b in boxes if b[0] < end + 5 and x - 5 < b[2] and b[1] < top and bottom < b[3]]
    return found


@pytest.mark.parametrize(("size", "texts"), list(product(SIZES, TEXTS)))
def test_a_packing_list_of_any_size_is_whole(size: tuple[int, int], texts: str) -> None:
    serials, cartons = size
    paper = packing(serials, cartons, texts)
    pdf = render(paper)
    words = Counter(text(pdf).split())
    assert {w: n for w, n in words.items() if w.startswith("S-0")} == {f"S-{i:06}": 1 for i in range(1, serials + 1)}
    assert all(words[carton.sscc] for pallet in paper.pallets for carton in pallet.cartons)
    assert crowded(pdf) == []
    assert squeezed(paper.consignee.name.replace("\x1d", " ")) in squeezed(text(pdf))
    if texts == "full":
        read, number = Counter(symbols(pdf)), str(paper.head.number).encode()
        count = len(pages(pdf))
        ssccs = {("]C1", f"00{pallet.sscc}".encode()): 1 for pallet in paper.pallets}
        assert read == {("]C0", number): count, ("]Q1", number): count, **ssccs}


@pytest.mark.parametrize(("size", "texts"), list(product(SIZES[::3], TEXTS)))
def test_outside_list_and_pallet_sheet_show_every_unit_and_nothing_inside(size: tuple[int, int], texts: str) -> None:
    packing_list = packing(*size, texts)
    outside = text(render(OutsideList.of(packing_list)))
    assert crowded(render(OutsideList.of(packing_list))) == []
    for pallet in packing_list.pallets:
        who, outer = packing_list.consignee, OuterPallet.of(pallet)
        pdf = render(PalletSheet(samples.head("DLN"), samples.SHIPPER, who, outer, True, 6, "SUREMBALLAGE"))
        read = text(pdf)
        assert crowded(pdf) == []
        for unit in (f"(00){pallet.sscc}", *(carton.sscc for carton in pallet.cartons)):
            assert outside.count(unit) == read.count(unit) == 1
        assert not any(secret in read + outside for secret in ("S-0", "TAB-EX", "ORD-EX", "Tablette", "Ordinateur"))


@pytest.mark.parametrize(("stops", "texts"), list(product((1, 2, 6), TEXTS)))
def test_the_papers_of_a_trip_name_every_stop_and_nothing_is_crowded(stops: int, texts: str) -> None:
    for paper in trip_papers(stops, texts):
        pdf = render(paper)
        assert crowded(pdf) == [], type(paper)
        read = squeezed(text(pdf))
        for number in range(1, stops + 1):
            who = consignee(number, texts)
            wanted = [who.name] if isinstance(paper, LoadingList | Handover | Manifest) else [who.name, *who.lines]
            for mention in (*wanted, who.city):
                assert squeezed(mention.replace("\x1d", " ")) in read, (type(paper), mention)


@pytest.mark.parametrize(("stops", "texts"), list(product((1, 2, 6), TEXTS)))
def test_a_waybill_has_each_mandatory_mention_on_each_copy(stops: int, texts: str) -> None:
    paper = next(trip_papers(stops, texts))
    assert isinstance(paper, Waybill)
    with pdfium.PdfDocument(render(paper)) as document:
        read = [squeezed(page.get_textpage().get_text_range()) for page in document]
    per_copy = len(read) // 3
    carrier, weight = paper.carrier, sum(delivery.weight_g for delivery in paper.deliveries)
    mentions = [
        "14/09/2027 16:41",
        carrier.name,
        *carrier.lines,
        carrier.siren,
        "Date de prise en charge",
        paper.goods,
        f"{weight / 1000:,.1f} kg".replace(",", "\u202f").replace(".", ","),
        paper.shipper.name,
        *paper.loading_place,
        *(delivery.consignee.name for delivery in paper.deliveries),
        *(line for delivery in paper.deliveries for line in (*delivery.consignee.lines, delivery.consignee.city)),
    ]
    for copy in range(3):
        whole = "".join(read[copy * per_copy : (copy + 1) * per_copy])
        assert [m for m in mentions if squeezed(m.replace("\x1d", " ")) not in whole] == [], copy


@pytest.mark.parametrize("texts", TEXTS)
def test_a_delivery_note_of_any_lycee_is_not_crowded(texts: str) -> None:
    for stops in (1, 6):
        pdf = render(note(stops, texts))
        assert crowded(pdf) == []
        assert "disposition spéciale 188" in text(pdf)


def test_no_text_stands_on_a_symbol() -> None:
    """One of each kind, hostile texts."""
    papers = [packing(40, 4, "hostile"), note(6, "hostile"), *trip_papers(2, "hostile")]
    assert [over_symbols(render(paper)) for paper in papers] == [[]] * len(papers)


def test_many_papers_in_a_row_leave_nothing_behind() -> None:
    """A small version of `python -m tests.benchmarks.paper_run`."""
    paper = packing(40, 4, "full")
    render(paper)
    tracemalloc.start()
    for number in range(20):
        render(replace(paper, head=replace(paper.head, number=f"DLN-2027-{number:06}")))
    left, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert left < 200_000
