"""Every dimension of every label of the matrix, computed from its ZPL (GS1 General Specifications 5.4, 6.6)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dispatch.domain.logistic_label import UnitKind
from dispatch.domain.printers import LABEL_MEDIA
from dispatch.labels.fitting import printable
from dispatch.labels.layout import compose
from dispatch.labels.media import WIDEST_MODULE, medium_named
from dispatch.labels.zpl import zpl
from tests.labels.code128 import narrowest
from tests.labels.geometry import CAPITAL, QUIET, Drawing, collisions, drawing
from tests.labels.matrix import ALL, NAMES, UNITS, Case
from tests.labels.samples import LONG, PLAIN

HEADS = {203: (8.0,), 300: (300 / 25.4, 12.0), 600: (600 / 25.4, 24.0)}
"""Dots per mm of what is sold under these resolutions."""
LEAST_X, LARGEST_X = 0.495, 0.940
LEAST_BARS, LEAST_HRI, LEAST_DATA, LEAST_BESIDE_CONTENT, LEAST_ON_SMALL_LABELS = 31.75, 3.0, 7.0, 4.0, 2.5
LEAST_LETTERS = 1.4
"""Of titles; and of a name of 147 letters above a symbol of content on A6, the smallest that is ever written."""
LEAST_DOTS = 10
"""Printers draw font 0 no smaller."""
LONGEST_SYMBOL, MOST_CHARACTERS = 165.10, 48
MARGIN = 2.0
READ_FROM_AFAR = 6.0
"""Height in mm of capitals that are read two metres away: ten minutes of arc, twice what an eye of 20/20 needs."""
LEAST_OF_LONG_NAMES = 4.3
"""Of 147 letters on a small label."""
SIZES = {"102x152": (101.6, 152.4), "105x148": (105.0, 148.0), "148x210": (148.0, 210.0)}
TITLE_OF = {
    "00": "SSCC",
    "02": "CONTENU / CONTENT",
    "3302": "POIDS BRUT / GROSS WEIGHT",
    "3303": "POIDS BRUT / GROSS WEIGHT",
    "37": "NOMBRE / COUNT",
    "400": "COMMANDE / ORDER NUMBER",
    "402": "ENVOI / GSIN",
    "420": "CODE POSTAL / SHIP TO POST",
}
"""Data titles of the GS1 General Specifications 3.2, after the same in French."""
TITLES = set(TITLE_OF.values())


def drawn(case: Case) -> Drawing:
    return drawing(zpl(case.label, case.dpi, case.media))


def named(case: Case) -> str:
    return "-".join(map(str, case))


every_case = pytest.mark.parametrize("case", ALL, ids=named)


@every_case
def test_symbols_keep_x_bars_quiet_zones_and_length(case: Case) -> None:
    label, heads = drawn(case), HEADS[case.dpi]
    for symbol in label.symbols:
        assert all(LEAST_X <= symbol.module / head <= LARGEST_X for head in heads)
        assert (symbol.bars.bottom - symbol.bars.top) / max(heads) >= LEAST_BARS
        zones = symbol.with_quiet_zones
        assert zones.left >= 0
        assert zones.right <= label.width
        assert (zones.right - zones.left) / min(heads) <= LONGEST_SYMBOL
        assert len(symbol.data) <= MOST_CHARACTERS
    assert collisions(label) == []


@every_case
def test_the_sscc_stands_alone_in_the_lowest_symbol(case: Case) -> None:
    label = drawn(case)
    lowest = label.symbols[-1]
    assert lowest.elements == (("00", case.label.sscc.value),)
    assert lowest.bars.right - lowest.bars.left == 156 * lowest.module
    below = [text.text for text in label.texts if text.baseline > lowest.bars.top]
    assert below == [f"(00) {case.label.sscc.value}"]
    assert all(rule.bottom <= lowest.bars.top for rule in label.lines)


@every_case
def test_symbols_hold_what_fits_in_the_order_of_the_standard(case: Case) -> None:
    assert [symbol.elements for symbol in drawn(case).symbols] == case.elements


@every_case
def test_every_symbol_is_interpreted_in_full_beneath_it(case: Case) -> None:
    label, head = drawn(case), max(HEADS[case.dpi])
    for symbol in label.symbols:
        hri = label.text(" ".join(f"({ai}) {value}" for ai, value in symbol.elements))
        assert hri.height / head >= LEAST_HRI
        assert hri.place.left == symbol.bars.left
        top = hri.baseline - hri.height
        assert 0 < top - symbol.bars.bottom < 2 * head
    quiet = QUIET * label.symbols[0].module
    assert all(symbol.bars.left >= quiet for symbol in label.symbols)


@every_case
def test_what_symbols_hold_is_written_with_its_title_too_and_nothing_has_a_title_twice(case: Case) -> None:
    """The data stand beneath their title, without identifiers; all that a label holds beside the SSCC is in both."""
    label = drawn(case)
    told = [element for symbol in label.symbols for element in symbol.elements]
    for ai, value in told:
        title = label.text(TITLE_OF[ai])
        below = [t for t in label.texts if t.place.left == title.place.left and t.baseline > title.baseline]
        data = min(below, key=lambda text: text.baseline)
        assert data.text == (_weight(ai, value) if TITLE_OF[ai].startswith("POIDS") else value)
    only_told = {TITLE_OF[ai] for ai, _ in told} & {TITLE_OF["3302"], TITLE_OF["402"]}
    assert {text.text for text in label.texts} & {TITLE_OF["3302"], TITLE_OF["402"]} == only_told


def _weight(ai: str, value: str) -> str:
    """The number that the element string encodes, in French."""
    places = int(ai[-1])
    return f"{int(value[:-places])},{value[-places:]} kg"


@every_case
def test_the_weight_is_written_once(case: Case) -> None:
    assert len([text for text in drawn(case).texts if text.text.endswith("kg")]) == 1


@every_case
def test_no_letters_are_too_small_to_be_read(case: Case) -> None:
    label, head = drawn(case), max(HEADS[case.dpi])
    assert min(text.height for text in label.texts) >= max(LEAST_LETTERS * head, LEAST_DOTS * CAPITAL)
    assert label.text(case.label.order_no).height / head >= LEAST_ON_SMALL_LABELS
    assert label.text(case.label.sscc.value).height / head >= LEAST_ON_SMALL_LABELS


@every_case
def test_three_blocks_one_above_the_other(case: Case) -> None:
    """Free format, text with data titles, bar codes; identifiers in brackets stand with the bars alone."""
    label = drawn(case)
    bars = min(symbol.bars.top for symbol in label.symbols)
    titles = [text for text in label.texts if text.text in TITLES]
    free = [label.text("EXPÉDITEUR / FROM"), label.text("DESTINATAIRE / SHIP TO"), label.text(case.label.rank)]
    assert max(text.baseline for text in free) < min(text.place.top for text in titles)
    data = [text for text in label.texts if text.baseline < bars and text.baseline > min(t.baseline for t in titles)]
    assert {text.text for text in data} >= {case.label.sscc.value, "75005", "ORD-0750652B-1"}
    assert not any(text.text.startswith("(") for text in data)
    assert max(text.whole.bottom for text in data) <= bars


@every_case
def test_everything_lies_on_the_label(case: Case) -> None:
    label, head = drawn(case), min(HEADS[case.dpi])
    width, height = (length * head for length in SIZES[case.media])
    assert (label.width, label.height) == (int(width), int(height))
    edge = MARGIN * head
    for place in [*(text.whole for text in label.texts), *label.lines]:
        assert place.left >= edge
        assert place.top >= edge
        assert place.right <= width - edge
        assert place.bottom <= height - edge


@every_case
def test_nothing_tells_what_is_inside_unless_it_is_to(case: Case) -> None:
    label = drawn(case)
    told = {ai for symbol in label.symbols for ai, _ in symbol.elements}
    titles = {text.text for text in label.texts} & TITLES
    shown = {"02", "37"} if case.content == "homogeneous" else set()
    assert told & {"02", "37"} == shown
    assert bool(told & {"3302", "3303"}) <= bool(shown)
    assert ({"CONTENU / CONTENT", "NOMBRE / COUNT"} <= titles) == bool(shown)


@every_case
def test_a_name_is_written_whole_and_no_smaller_than_need_be(case: Case) -> None:
    label, head = drawn(case), max(HEADS[case.dpi])
    top = label.text("DESTINATAIRE / SHIP TO").baseline
    street = label.text("3 avenue du Général d’Exemple").baseline
    name = [text for text in label.texts if top < text.baseline < street]
    assert "".join(text.text for text in name) == printable(NAMES[case.name])
    if case.kind == "pallet" and (case.content == "mixed" or case.media == "148x210"):
        least = READ_FROM_AFAR if case.name != "long" else LEAST_OF_LONG_NAMES
        assert name[0].height / head >= least


@pytest.mark.parametrize("case", [case for case in ALL if case.media == "148x210"], ids=named)
def test_a_pallet_label_of_a5_has_its_data_in_letters_of_seven_millimetres(case: Case) -> None:
    """Above a symbol of content the name needs the height more."""
    label, head = drawn(case), max(HEADS[case.dpi])
    least = LEAST_DATA if case.content == "mixed" else LEAST_BESIDE_CONTENT
    assert label.text(case.label.sscc.value).height / head >= least


@pytest.mark.parametrize("kind", UNITS)
def test_an_address_of_six_lines_of_38_characters_keeps_its_lines(kind: UnitKind) -> None:
    """AFNOR XP Z10-011: six lines of 38 characters, the last one postcode and city."""
    lines = [f"{number} LIGNE D ADRESSE DE TRENTE HUIT SIGNE" for number in range(1, 5)]
    city = "Saint Rémy en Bouzemont Saint Gé"
    assert {len(line) for line in (*lines, f"51290 {city}")} == {38}
    full = replace(UNITS[kind], content=None, address=tuple(lines), postcode="51290", city=city)
    for media in SIZES:
        label = drawing(zpl(replace(full, ship_to_name="LYCEE D EXEMPLE DE TRENTE HUIT SIGNES "), 203, media))
        shown = [*lines, f"51290 {city.upper()}"]
        assert [label.text(line).text for line in shown] == shown
        assert collisions(label) == []


def test_rank_and_uai_stand_beside_each_other_between_rules() -> None:
    label = drawing(zpl(replace(PLAIN, ship_to_name=LONG)))
    rank, uai = label.text("Colis 3/12"), label.text("UAI 0750652B")
    assert rank.place.right < uai.place.left
    assert rank.height > uai.height


@pytest.mark.parametrize(
    ("data", "codewords"),
    [("00137012345000001236", 10), ("42077170", 4), ("400OP", 5), ("37480\x1d42075005", 9), ("0", 1)],
)
def test_the_narrowest_symbol_is_counted_by_hand(data: str, codewords: int) -> None:
    assert narrowest(data) == 11 * (1 + 1 + codewords + 1) + 13


@pytest.mark.parametrize("name", LABEL_MEDIA)
def test_what_the_settings_know_of_media_is_what_their_layout_does(name: str) -> None:
    assert set(SIZES) == set(LABEL_MEDIA)
    label = replace(next(unit for unit in UNITS.values() if unit.kind == "pallet"), content=None, ship_to_name="Lycée")
    symbols = compose(label, medium_named(name), WIDEST_MODULE).symbols
    assert any(element.ai == "402" for symbol in symbols for element in symbol.elements) == LABEL_MEDIA[name]
