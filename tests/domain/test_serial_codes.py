"""Texts for QR symbols with the serials of a delivery: their size, their letters, what they leave out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain.papers import CartonContent, Consignee, PackedCarton, PackedPallet, PackingList, PaperHead, Party
from dispatch.domain.papers.serials import SerialSheet
from dispatch.domain.serial_codes import LONGEST, MOST_DEVICES, NIBBLES, Listed, SerialCodes, canonical
from tests.support.builders import carton_sscc

DEVICES = st.lists(st.builds(Listed, st.text(max_size=20), st.text(max_size=300)), max_size=40).filter(
    lambda devices: all(not any("\ud800" <= c <= "\udfff" for c in d.reference + d.serial) for d in devices)
)


@given(DEVICES, st.randoms(use_true_random=False))
def test_every_text_is_short_and_the_order_of_devices_decides_nothing(devices: list[Listed], random: object) -> None:
    codes = SerialCodes.of("DLN-2027-000001", devices)
    assert codes == SerialCodes.of("DLN-2027-000001", devices[::-1])
    assert all(len(text) <= LONGEST and set(text) <= set(NIBBLES + "XV") for text in codes.texts)
    assert (codes.devices, codes.whole) == (len(devices), True)


def test_the_canonical_list_is_sorted_lines() -> None:
    assert canonical([Listed("B", "2"), Listed("A", "9"), Listed("B", "10")]) == "A\t9\nB\t10\nB\t2\n"


def test_300_devices_of_a_campaign_fit_on_one_page_of_symbols() -> None:
    devices = [Listed("TAB-2027-11", f"R9X{n * 7919 % 10_000_019:08}") for n in range(MOST_DEVICES)]
    assert len(SerialCodes.of("DLN-2027-000001", devices).texts) <= 8


def test_more_devices_or_serials_beyond_all_measure_leave_only_the_checksum() -> None:
    many = [Listed("A", f"{n}") for n in range(MOST_DEVICES + 1)]
    long = [Listed("A", f"{n:03}".ljust(1_000, chr(0x4E00 + n))) for n in range(MOST_DEVICES)]
    for devices in (many, long):
        codes = SerialCodes.of("", devices)
        assert (codes.whole, len(codes.texts), codes.devices) == (False, 1, len(devices))


def test_a_sheet_holds_the_serials_of_its_packing_list() -> None:
    cartons = (
        PackedCarton(
            carton_sscc(1),
            1,
            None,
            1,
            (CartonContent("T", "Tablette", ("S2", "S1")), CartonContent("C", "Câble", (), 3)),
        ),
        PackedCarton(carton_sscc(2), 2, None, 1, (CartonContent("T", "Tablette", ("S3",)),)),
    )
    packing = PackingList(PaperHead("DLN-2027-000001"), Party(), Consignee("U", "L"), (PackedPallet(None, 2, cartons),))
    devices = [Listed("T", "S1"), Listed("T", "S2"), Listed("T", "S3")]
    sheet = SerialSheet.of(packing)
    assert sheet.codes == SerialCodes.of("DLN-2027-000001", devices)
    assert (sheet.head, sheet.shipper, sheet.consignee) == (packing.head, packing.shipper, packing.consignee)
