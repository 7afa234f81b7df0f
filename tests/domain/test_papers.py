"""Papers as data: their JSON goes round exactly, their counts add up, a waybill knows what it lacks."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain.papers import (
    CartonContent,
    Consignee,
    Delivery,
    DeliveryNote,
    LoadingList,
    ManifestStop,
    ManifestTrip,
    ModelCount,
    OuterCarton,
    OuterPallet,
    OutsideList,
    PackedCarton,
    PackedPallet,
    PackingList,
    PalletLine,
    Paper,
    PaperHead,
    Party,
    Recap,
    Waybill,
    from_json,
    missing_mentions,
    model_counts,
    to_json,
)

SSCC_1, SSCC_2, SSCC_3 = "100000000000000014", "100000000000000021", "300000000000000018"
SSCC = st.text("0123456789", min_size=18, max_size=18)
NUMBER = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=12)


def anything(hint: Any, name: str = "") -> st.SearchStrategy[Any]:
    """Any value of a field of this type and name."""
    arguments = get_args(hint)
    if isinstance(hint, type) and is_dataclass(hint):
        hints = get_type_hints(hint)
        return st.builds(hint, **{field.name: anything(hints[field.name], field.name) for field in fields(hint)})
    if get_origin(hint) is UnionType:
        return st.none() | anything(arguments[0], name)
    if get_origin(hint) is tuple:
        return st.lists(anything(arguments[0]), max_size=2).map(tuple)
    if get_origin(hint) is Literal:
        return st.sampled_from(arguments)
    if hint is str:
        return {"sscc": SSCC, "number": NUMBER}.get(name, st.text(max_size=6))
    return st.from_type(hint)


papers = st.one_of([anything(kind) for kind in get_args(Paper)])


@given(papers)
def test_a_paper_comes_back_from_its_json_exactly(paper: Paper) -> None:
    text = to_json(paper)
    assert from_json(text) == paper
    assert to_json(from_json(text)) == text


@given(papers)
def test_the_json_is_canonical(paper: Paper) -> None:
    def never(number: str) -> None:
        raise AssertionError(number)

    text = to_json(paper)
    read = json.loads(text, parse_float=never, parse_constant=never)
    assert text == json.dumps(read, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


CONTENT = CartonContent("TAB-EX", "Tablette d’exemple", ("S-1", "S-2"), 1)
CARTON = PackedCarton(SSCC_1, 1, None, 5200, (CONTENT,), True)
PACKING_LIST = PackingList(
    PaperHead("DLN-2027-1", issued_at="2027-09-14T16:41:07+02:00", orders=("ORD-0750652B-1",)),
    Party("Entrepôt d’exemple"),
    Consignee("0750652B", "Lycée d’exemple"),
    (PackedPallet(SSCC_3, 27700, (CARTON,), 1, 1),),
)
GOLDEN = (
    '{"format":1,"kind":"packing-list","paper":{"consignee":{"city":"","contact":"","instructions":"","lines":[],'
    '"name":"Lycée d’exemple","opening_hours":"","phone":"","postcode":"","uai":"0750652B"},"head":{"date":"",'
    '"driver":"","issued_at":"2027-09-14T16:41:07+02:00","issued_by":"","language":"fr","number":"DLN-2027-1",'
    '"orders":["ORD-0750652B-1"],"plate":"","trip":"","version":1},"pallets":[{"cartons":[{"awaiting_label":true,'
    '"contents":[{"designation":"Tablette d’exemple","reference":"TAB-EX","serials":["S-1","S-2"],"unserialised":1}],'
    '"sequence":1,"sequence_of":null,"sscc":"100000000000000014","weight_g":5200}],"sequence":1,"sequence_of":1,'
    '"sscc":"300000000000000018","weight_g":27700}],"shipper":{"lines":[],"name":"Entrepôt d’exemple","phone":"",'
    '"siren":""}}}'
)


def test_the_first_format_stays_readable() -> None:
    assert to_json(PACKING_LIST) == GOLDEN
    assert from_json(GOLDEN) == PACKING_LIST


def test_a_field_that_an_older_text_lacks_takes_its_default() -> None:
    assert from_json(GOLDEN.replace('"language":"fr",', "")) == PACKING_LIST


@pytest.mark.parametrize(
    ("there", "altered"),
    [
        ('"format":1', '"format":2'),
        ('"kind":"packing-list"', '"kind":"menu"'),
        ('"uai":"0750652B"', '"uai":75'),
        ('"uai":"0750652B"', '"uai":"0750652B","colour":"red"'),
        (',"uai":"0750652B"', ""),
        ('"language":"fr"', '"language":"de"'),
        ('"weight_g":5200', '"weight_g":5200.0'),
        ('"weight_g":5200', '"weight_g":true'),
        ('"contents":[', '"contents":null,"x":['),
        ('"sscc":"300000000000000018"', '"sscc":"30000000000000001"'),
        ('"serials":["S-1","S-2"]', '"serials":"S-1"'),
        ('"shipper":{"lines":[],"name":"Entrepôt d’exemple","phone":"","siren":""}', '"shipper":null'),
    ],
)
def test_what_is_no_paper_is_refused(there: str, altered: str) -> None:
    assert GOLDEN.count(there) == 1
    with pytest.raises(ValueError, match=r"not a|without uai|18 digits"):
        from_json(GOLDEN.replace(there, altered))


@pytest.mark.parametrize("text", ["[]", "1", "{}", '{"format":1,"kind":"recap"}'])
def test_other_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        from_json(text)


@pytest.mark.parametrize("number", ["", "DLN-é", "DLN\n1"])
def test_a_number_that_no_bar_code_can_hold_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match="printable ASCII"):
        PaperHead(number)


@pytest.mark.parametrize("sscc", ["", "1" * 17, "1" * 19, "1" * 17 + "x", "١" * 18])
def test_an_sscc_has_eighteen_digits(sscc: str) -> None:
    for build in (
        lambda: PackedCarton(sscc, 1, 1, 0, ()),
        lambda: PalletLine(sscc, 0, 0, 0),
        lambda: PackedPallet(sscc, 0, ()),
    ):
        with pytest.raises(ValueError, match="18 digits"):
            build()


def test_counts_follow_from_what_is_packed() -> None:
    other = PackedCarton(SSCC_2, 2, 2, 900, (CartonContent("ORD-EX", "Ordinateur", ("T-1",)), CONTENT))
    on_pallet = PackedPallet(SSCC_3, 27700, (CARTON,))
    loose = PackedPallet(None, 900, (other,))
    assert (on_pallet.line, loose.line) == (PalletLine(SSCC_3, 1, 3, 27700), PalletLine(None, 1, 4, 900))
    expected = (ModelCount("TAB-EX", "Tablette d’exemple", 6), ModelCount("ORD-EX", "Ordinateur", 1))
    assert model_counts((on_pallet, loose)) == expected
    assert replace(PACKING_LIST, pallets=(on_pallet, loose)).models == expected
    delivery = Delivery(Consignee("0750652B", "Lycée d’exemple"), (on_pallet.line, loose.line))
    assert (delivery.pallet_count, delivery.cartons, delivery.devices, delivery.weight_g) == (1, 2, 7, 28600)


def stop(number: int | None, **changed: Any) -> Delivery:
    who = Consignee("0750652B", "Lycée d’exemple", ("1 rue",), "75001", "Paris")
    return Delivery(replace(who, **changed), (PalletLine(SSCC_3, 1, 3, 27700),), number)


def test_the_last_stop_is_loaded_first() -> None:
    loading_list = LoadingList(PaperHead(), Party(), (stop(2), stop(1), stop(3)))
    assert [delivery.stop for delivery in loading_list.in_loading_order] == [3, 2, 1]


COMPLETE = Waybill(
    PaperHead("LDV-1", issued_at="2027-09-14T16:41:07+02:00"),
    Party("Entrepôt d’exemple", ("1 rue de l’Exemple",)),
    ("1 rue de l’Exemple", "77000 Melun"),
    "2027-09-14",
    Party("Transports d’exemple", ("2 quai",), "732829320"),
    "Matériel informatique",
    (stop(1), stop(2)),
)


def test_a_complete_waybill_lacks_nothing() -> None:
    assert missing_mentions(COMPLETE) == ()


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"head": PaperHead()}, ("issued_at",)),
        ({"carrier": Party(" ", ("2 quai",), "732829320")}, ("carrier_name",)),
        ({"carrier": Party("Transports", ("", " "), "732829320")}, ("carrier_address",)),
        ({"carrier": Party("Transports", ("2 quai",))}, ("carrier_siren",)),
        ({"taken_over_on": ""}, ("taken_over_on",)),
        ({"goods": ""}, ("goods",)),
        ({"deliveries": (replace(stop(1), pallets=()),)}, ("quantity",)),
        ({"shipper": Party("", ("1 rue",))}, ("shipper_name",)),
        ({"shipper": Party("Expéditeur", (" ",))}, ("shipper_address",)),
        ({"loading_place": ()}, ("loading_address",)),
        ({"deliveries": (stop(1), stop(2, name=""))}, ("consignee_name:2",)),
        ({"deliveries": (stop(1), stop(2, city=" "))}, ("unloading_address:2",)),
        ({"deliveries": (stop(None, postcode=""),)}, ("unloading_address",)),
        ({"deliveries": ()}, ("quantity", "consignee_name", "unloading_address")),
    ],
)
def test_each_empty_mention_is_named(changed: dict[str, Any], missing: tuple[str, ...]) -> None:
    assert missing_mentions(replace(COMPLETE, **changed)) == missing


def test_the_five_papers_are_all_there() -> None:
    assert set(get_args(Paper)) == {PackingList, DeliveryNote, Waybill, Recap, LoadingList}


def test_the_outside_of_a_delivery_shows_units_and_weights_only() -> None:
    outside = OutsideList.of(PACKING_LIST)
    cartons = (OuterCarton(SSCC_1, 1, None, 5200),)
    assert outside.pallets == (OuterPallet(SSCC_3, 27700, cartons, 1, 1),)
    assert (outside.head, outside.consignee) == (PACKING_LIST.head, PACKING_LIST.consignee)


def test_a_trip_of_the_manifest_delivers_at_its_stops() -> None:
    first, second = ManifestStop(stop(1)), ManifestStop(stop(2), left=1)
    assert ManifestTrip(PaperHead(), Party(), (first, second), False).deliveries == (stop(1), stop(2))
