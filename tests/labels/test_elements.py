from __future__ import annotations

from dataclasses import replace

import biip
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain.logistic_label import LogisticLabel
from dispatch.labels.bars import gs1_modules, runs
from dispatch.labels.elements import (
    Element,
    human_readable,
    modules_at_most,
    needed_separators,
    second_symbol,
)
from tests.labels.samples import PLAIN

NARROW, WIDE = 178.0, 268.0
GSIN = "37012345000000010"
CONTENT = replace(PLAIN, content=("03700123450016", 10))
LABELS = st.builds(
    lambda count, grams, order, postcode: replace(
        PLAIN, content=count and ("03700123450016", count), gross_weight_g=grams, order_no=order, postcode=postcode
    ),
    st.none() | st.integers(1, 99_999_999),
    st.none() | st.integers(1, 9_999_990),
    st.from_regex(r"[A-Z0-9./_-]{1,30}", fullmatch=True) | st.text(max_size=40),
    st.from_regex(r"[0-9]{5}", fullmatch=True) | st.text(max_size=25),
)


@pytest.mark.parametrize(
    ("label", "room", "text"),
    [
        (PLAIN, NARROW, "(420) 75005"),
        (PLAIN, WIDE, "(420) 75005"),
        (PLAIN, 400.0, "(420) 75005 (400) ORD-0750652B-1"),
        (replace(PLAIN, postcode=""), WIDE, "(400) ORD-0750652B-1"),
        (replace(PLAIN, shipment=GSIN), NARROW, "(420) 75005"),
        (replace(PLAIN, shipment=GSIN), WIDE, "(402) 37012345000000010 (420) 75005"),
        (replace(PLAIN, shipment=GSIN), 460.0, "(402) 37012345000000010 (420) 75005 (400) ORD-0750652B-1"),
        (PLAIN, 80.0, ""),
        (CONTENT, NARROW, "(02) 03700123450016 (37) 10"),
        (CONTENT, WIDE, "(02) 03700123450016 (3303) 012345 (37) 10 (420) 75005"),
        (replace(CONTENT, gross_weight_g=1_234_567), 220.0, "(02) 03700123450016 (3302) 123457 (37) 10"),
        (replace(PLAIN, order_no="ORD (1)>8", postcode="7500 5"), 400.0, ""),
    ],
)
def test_the_second_symbol_holds_what_fits_in_order_of_use(label: LogisticLabel, room: float, text: str) -> None:
    assert human_readable(second_symbol(label, room)) == text


@given(LABELS, st.floats(0, 400))
def test_any_second_symbol_keeps_the_limits_of_gs1_128_and_reads_back(label: LogisticLabel, room: float) -> None:
    elements = second_symbol(label, room)
    if not elements:
        return
    separators = needed_separators(elements)
    data = "".join(e.ai + e.value + "\x1d" * s for e, s in zip(elements, separators, strict=True))
    assert len(data) <= 48
    message = biip.parse("]C1" + data).gs1_message
    assert message
    assert [(e.ai.ai, e.value) for e in message.element_strings] == list(elements)
    assert len(gs1_modules(elements)) <= modules_at_most(elements) <= room


@given(LABELS)
def test_nothing_tells_what_is_inside_unless_content_is_given(label: LogisticLabel) -> None:
    told = {element.ai for element in second_symbol(replace(label, content=None), 400)}
    assert told <= {"400", "420"}


def test_an_sscc_takes_156_modules_and_is_read_as_its_identifier_writes_it() -> None:
    sscc = (Element("00", PLAIN.sscc.value),)
    assert len(gs1_modules(sscc)) == modules_at_most(sscc) == 156
    assert human_readable(sscc) == PLAIN.sscc.hri()


def test_runs_give_each_bar_with_its_place() -> None:
    assert list(runs("1100101")) == [(0, 2), (4, 1), (6, 1)]
