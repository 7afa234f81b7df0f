"""Delivery note, waybill, list of consignees, loading list: nothing that the trade or the law asks for is missing."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest

from dispatch.documents.renderer import render
from dispatch.documents.words import FRENCH
from dispatch.domain.papers import Language, PaperHead, Party
from tests.documents.reading import letter_sizes, pages, text, text_boxes
from tests.documents.samples import (
    JOURNAL_HEAD,
    SEALS,
    delivery,
    delivery_note,
    handover,
    loading_list,
    manifest,
    outside_list,
    pallet_sheet,
    recap,
    waybill,
)


def lacking(read: str, *expected: str) -> list[str]:
    """What is expected but not printed."""
    return [word for word in expected if word not in read]


SP188 = "UN 3481, conforme à la disposition spéciale 188 de l’ADR"
CARRIER = ("Transports d’exemple", "2 quai de l’Échantillon", "75012 Paris", "SIREN 732829320")


@pytest.mark.parametrize("stops", range(1, 7))
def test_a_waybill_bears_the_eight_mandatory_mentions(stops: int) -> None:
    paper = waybill(stops)
    read = text(render(paper))
    established, taken_over = "14/09/2027 16:41", "14/09/2027 16:45"
    assert lacking(read, established, *CARRIER, taken_over) == []
    assert lacking(read, "Matériel informatique en cartons sur", f"{169.8 * stops:.1f}".replace(".", ",")[-5:]) == []
    assert lacking(read, "Entrepôt d’exemple", "Quai 2", "1 rue de l’Exemple", "77000 Melun") == []
    for i in range(1, stops + 1):
        assert lacking(read, f"Lycée d’exemple {i}", f"{i} avenue de l’Exemple", f"7500{i} Paris") == []
    assert lacking(read, "EX-412-PL", "SC-0001, SC-0002", SP188, "214 600,00 €", "3 exemplaires") == []
    assert ("REC-2027-000045" in read) == (stops > 1)


def test_a_waybill_comes_in_three_copies_named_for_those_who_keep_them() -> None:
    read = pages(render(waybill(6)))
    holders = ("Expéditeur", "Transporteur", "Destinataire")
    names = [f"Exemplaire {i}/3 : {holder}" for i, holder in enumerate(holders, 1)]
    assert [page.count(name) for page, name in zip(read, names, strict=True)] == [1, 1, 1]
    alike = {page.replace(name, "") for page, name in zip(read, names, strict=True)}
    assert len(alike) == 1


@pytest.mark.parametrize("mark", ["", "DUPLICATA 2", "ANNULÉ"])
def test_a_waybill_asks_whoever_prints_it_for_one_side_as_its_copies_have_different_keepers(mark: str) -> None:
    def sides(pdf: bytes) -> int:
        with pdfium.PdfDocument(pdf) as document:
            return int(pdfium_c.FPDF_VIEWERREF_GetDuplex(document.raw))

    assert sides(render(waybill(1), mark)) == sides(render(waybill(6), mark)) == pdfium_c.Simplex
    assert sides(render(delivery_note(), mark)) == pdfium_c.DuplexUndefined
    assert sides(render(replace(waybill(1), copies=1), mark)) == pdfium_c.DuplexUndefined


def test_a_waybill_says_what_is_still_to_complete() -> None:
    paper = replace(waybill(1, draft=True), head=PaperHead(), carrier=Party(), goods="", taken_over_on="")
    read = text(render(paper))
    assert read.count("à compléter") == 3 * 6
    assert "SIREN à compléter" in read


def test_a_waybill_without_batteries_has_no_battery_line() -> None:
    assert "UN 3481" not in text(render(replace(waybill(1), batteries=False)))


@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("pallets", range(1, 9))
def test_up_to_eight_pallets_are_received_on_the_page_that_lists_them(pallets: int, language: Language) -> None:
    paper = replace(delivery_note(language), delivery=delivery(2, pallets))
    (read,) = pages(render(paper, "DUPLICATA 12"))
    assert lacking(read, *(pallet.sscc or "" for pallet in paper.delivery.pallets)) == []
    assert min(letter_sizes(render(paper))) >= 8


def test_what_is_filled_in_on_receipt_is_never_torn_apart() -> None:
    """Where the pallets take the page, the whole block stands on the next one."""
    for pallets in range(9, 40):
        read = pages(render(replace(delivery_note(), delivery=delivery(2, pallets))))
        first, last = (
            [text in page for page in read].index(True) for text in ("À la réception", "Signature et cachet")
        )
        assert first == last == len(read) - 1


def test_a_delivery_note_without_a_carrier_has_no_place_for_one() -> None:
    assert "Transporteur" in text(render(delivery_note()))
    assert "Transporteur" not in text(render(replace(delivery_note(), carrier=Party())))


def test_a_delivery_note_has_counts_seals_and_places_to_sign_on_one_page() -> None:
    paper = delivery_note()
    (read,) = pages(render(paper))
    assert lacking(read, "Lycée d’exemple 2", "UAI 0750652B", "SC-0001, SC-0002", "ORD-0750652B-1", SP188) == []
    assert lacking(read, "TAB-EX", "120", "240", "2 palettes · 24 colis · 169,8 kg") == []
    assert lacking(read, *(pallet.sscc or "" for pallet in paper.delivery.pallets)) == []
    assert lacking(read, "Palettes rendues", "Bon palettes n°", "Scellés intacts à l’arrivée", "Nouveau scellé") == []
    assert lacking(read, "manquant", "avarie", "scellé rompu", "lettre recommandée sous trois jours", "L133-3") == []
    assert lacking(read, "Réserves", "Nom (capitales)", "Qualité", "Date et heure", "Signature et cachet") == []


def test_a_recap_lists_every_consignee_with_note_order_and_totals() -> None:
    read = text(render(recap(6)))
    assert lacking(read, "LDV-2027-000123", "12", "144", "1 018,8 kg", "Heure d’arrivée", "Heure de départ") == []
    for i in range(1, 7):
        assert lacking(read, f"Lycée d’exemple {i}", f"DLN-2027-{122 + i:06}", f"ORD-0750652B-{i}") == []


@pytest.mark.parametrize(("stops", "together"), [(3, False), (6, True), (12, True)])
def test_a_loading_list_goes_from_the_last_stop_to_the_first_and_witnesses_the_journal(
    stops: int, together: bool
) -> None:
    """Stop by stop, or in one table where that saves a page."""
    paper = loading_list(stops)
    read = text(render(paper))
    assert (f"Arrêt {stops}. Lycée" in read) != together
    places = [read.index(f"Lycée d’exemple {stop} ") for stop in range(stops, 0, -1)]
    assert places == sorted(places)
    pallets = [pallet.sscc or "" for delivery in paper.in_loading_order for pallet in delivery.pallets]
    assert lacking(read, *pallets, "SC-0001, SC-0002", "DOCK-02", JOURNAL_HEAD) == []
    assert [read.index(sscc) for sscc in pallets] == sorted(read.index(sscc) for sscc in pallets)
    weight = FRENCH.kg(169_800 * stops).replace("\u00a0", " ").replace("\u202f", " ")
    assert lacking(read, "Agent de quai", "Chef d’équipe", "Chauffeur", weight) == []


@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize(("stops", "each"), [(1, 1), (2, 1), (6, 1), (10, 1), (4, 2), (6, 2), (3, 4)])
def test_an_ordinary_load_fits_one_page_with_signatures_and_witness(stops: int, each: int, language: Language) -> None:
    bound = tuple(delivery(stop, each) for stop in range(1, stops + 1))
    pdf = render(replace(loading_list(language=language), deliveries=bound, positions=33), "DUPLICATA 12")
    (read,) = pages(pdf)
    ranks = [read.rindex(pallet.sscc or "") for stop in reversed(bound) for pallet in stop.pallets]
    assert ranks == sorted(ranks)
    assert (
        lacking(read, *(stop.note or "" for stop in bound), *(stop.consignee.name for stop in bound), JOURNAL_HEAD)
        == []
    )
    assert min(letter_sizes(pdf)) >= 8


def test_a_stop_without_a_pallet_is_on_the_loading_list_however_long_that_is() -> None:
    paper = loading_list(8)
    empty = tuple(replace(stop, pallets=()) if stop.stop in (2, 7) else stop for stop in paper.deliveries)
    read = text(render(replace(paper, deliveries=empty)))
    assert lacking(read, *(f"Lycée d’exemple {number} " for number in range(1, 9))) == []


def test_the_truck_is_drawn_from_the_cab_to_the_doors_with_the_last_stop_first() -> None:
    """Each place has its rank, its stop and the end of its SSCC; places beyond the pallets stay free."""
    paper = loading_list(6)
    read = text(render(paper))
    drawn = read[read.index("Plan du camion") : read.index("Palettes Rang")]
    loaded = [(d.stop, (p.sscc or "")[-5:]) for d in paper.in_loading_order for p in d.pallets]
    places = [f"{rank} {stop} {ending}" for rank, (stop, ending) in enumerate(loaded, 1)]
    assert lacking(drawn, "Cabine", "Portes", *places) == []
    assert [drawn.index(place) for place in places[::2]] == sorted(drawn.index(place) for place in places[::2])
    assert drawn.split()[-6:] == ["13", "14", "15", "16", "17", "18"]


def test_a_long_truck_goes_on_below() -> None:
    read = text(render(replace(loading_list(6), positions=60)))
    drawn = read[read.index("Plan du camion") : read.index("Arrêt 6.")]
    assert lacking(drawn, "Cabine", "Portes", *(str(rank) for rank in range(13, 61))) == []


def test_a_handover_sheet_has_what_driver_and_dock_agent_sign() -> None:
    (read,) = pages(render(handover(6)))
    for i in range(1, 7):
        assert lacking(read, f"Lycée d’exemple {i}", f"DLN-2027-{122 + i:06}") == []
    assert lacking(read, *SEALS, SP188, *CARRIER, "Quai 2", "EX-412-PL", "C. Exemple", "1 018,8 kg") == []
    assert lacking(read, "Arrivée à quai", "Début du chargement", "Fin du chargement", "Heure de départ") == []
    assert (
        lacking(read, "Identité du chauffeur", "Protocole de sécurité", "Réserves du chauffeur", "Agent de quai") == []
    )


def test_seals_that_nobody_knows_yet_are_written_by_hand() -> None:
    (read,) = pages(render(replace(handover(6, draft=True), seals=())))
    assert read.count("Scellé posé n°") == 2
    assert "scellé posé n°" not in text(render(handover(6))).lower()


@pytest.mark.parametrize("millimetres", [12, 20])
def test_the_word_for_an_overpack_has_letters_as_high_as_asked_for(millimetres: int) -> None:
    pdf = render(replace(pallet_sheet(), overpack_letters_mm=millimetres))
    (boxes,) = text_boxes(pdf)
    heights = [top - bottom for word, (_, bottom, _, top) in boxes if word in "SUREMBALLAGE"]
    assert heights and all(height >= millimetres * 72 / 25.4 for height in heights)
    assert "SUREMBALLAGE" not in text(render(replace(pallet_sheet(), overpack="")))


def test_seals_that_do_not_fit_one_line_go_on_in_the_next() -> None:
    seals = tuple(f"SCELLE-{number:04}" for number in range(20))
    assert lacking(text(render(replace(handover(1), seals=seals))), *seals) == []


def test_cartons_are_received_in_the_gender_of_cartons() -> None:
    read = text(render(outside_list(240)))
    assert ("Reçu " in read, "Reçue" in read) == (True, False)
    assert "Reçue" in text(render(delivery_note()))


def test_a_manifest_sums_the_day_and_names_seals_papers_and_differences() -> None:
    (read,) = pages(render(manifest(2)))
    assert lacking(read, "2 tournées · 6 arrêts · 12 palettes · 144 colis", *SEALS, "1 palette à quai", "aucun") == []
    assert lacking(read, "Total 6 72 720", "Total 12 144 1 440", "LDV-2027-000007", "DLN-2027-000125") == []


def test_a_loading_list_without_a_journal_head_has_no_witness() -> None:
    assert "journal" not in text(render(replace(loading_list(1), journal_head="")))
