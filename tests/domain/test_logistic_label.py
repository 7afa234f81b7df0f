from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dispatch.domain.errors import InputError
from dispatch.domain.identifiers import Sscc
from dispatch.domain.logistic_label import LogisticLabel, UnitKind

GSIN = "37012345000000010"
LABEL = LogisticLabel(
    sscc=Sscc("137012345000001236"),
    kind="carton",
    ship_from=("Expéditeur d’exemple",),
    ship_to_name="Lycée d’exemple",
    uai="0750652B",
    address=("1 rue de l’Exemple",),
    postcode="75001",
    city="PARIS",
    order_no="ORD-0750652B-1",
    sequence=3,
)


@pytest.mark.parametrize(
    ("kind", "of", "rank"), [("carton", 12, "Colis 3/12"), ("carton", None, "Colis 3"), ("pallet", 3, "Palette 3/3")]
)
def test_a_unit_is_named_by_its_kind_and_its_rank(kind: UnitKind, of: int | None, rank: str) -> None:
    assert replace(LABEL, kind=kind, sequence_of=of).rank == rank


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"sequence": 0}, "Numéro impossible sur une étiquette\u00a0: Colis 0."),
        ({"sequence_of": 2}, "Numéro impossible sur une étiquette\u00a0: Colis 3/2."),
        ({"gross_weight_g": 0}, "Poids impossible sur une étiquette\u00a0: 0 g."),
        ({"gross_weight_g": 9_999_991}, "Poids impossible sur une étiquette\u00a0: 9999991 g."),
        ({"content": ("03700123450016", 0)}, "Quantité impossible sur une étiquette\u00a0: 0."),
        ({"content": ("03700123450016", 100_000_000)}, "Quantité impossible sur une étiquette\u00a0: 100000000."),
        (
            {"shipment": "37012345000000011"},
            "GSIN «\u00a037012345000000011\u00a0»\u00a0: clé de contrôle 1, attendue 0.",
        ),
        ({"shipment": "123"}, "GSIN «\u00a0123\u00a0»\u00a0: attendu 17 chiffres, trouvé 3 chiffres."),
        ({"content": ("03700123450017", 1)}, "GTIN «\u00a003700123450017\u00a0»\u00a0: clé de contrôle 7, attendue 6."),
    ],
)
def test_impossible_values_are_refused(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InputError) as refusal:
        replace(LABEL, **change)
    assert str(refusal.value) == sentence


def test_a_shipment_is_a_whole_gsin() -> None:
    assert replace(LABEL, shipment=GSIN).shipment == GSIN


def test_a_label_shows_content_only_where_it_is_given() -> None:
    assert LABEL.content is None
    assert replace(LABEL, content=("03700123450016", 10)).content == ("03700123450016", 10)
