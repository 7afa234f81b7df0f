from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dispatch.documents.words import FRENCH
from dispatch.domain.errors import InputError, KnownError
from dispatch.domain.logistic_label import LogisticLabel
from dispatch.labels.fitting import printable
from dispatch.labels.frame import SHIP_TO
from dispatch.labels.layout import compose
from dispatch.labels.media import GROSS_WEIGHT, ORDER, POST, head_of, medium_named
from dispatch.labels.zpl import zpl
from tests.labels.reading import commands, fields, ink, pictures_of_zpl, symbols, symbols_in, texts
from tests.labels.samples import LABELS, LONG, MEDIA, NAMES, PLAIN, RESOLUTIONS, SHAPES

DRAWN = {"^CI", "^PW", "^LH", "^PO", "^LR", "^FW", "^BY", "^FO", "^FT", "^GB", "^A0", "^FR", "^FH", "^FD", "^FS", "^BC"}
"""What the renderer knows, of what we use."""
NOT_DRAWN = {"^XA", "^XZ", "^LL", "^PQ"}
"""What changes nothing in the picture: begin and end, label length, copies."""

Case = tuple[str, str, int]
"""Name of a label, media, resolution."""
ALL = [(name, media, dpi) for name in SHAPES for media in MEDIA for dpi in RESOLUTIONS]
RENDERED: list[Case] = [(name, "102x152", 203) for name in ("full", "field_blocks", "comma", "wide", "emoji")]
"""What the matrix does not draw."""


@pytest.fixture(scope="module")
def pictures() -> dict[Case, Image.Image]:
    drawn = pictures_of_zpl((zpl(LABELS[name], dpi, media), dpi) for name, media, dpi in RENDERED)
    return dict(zip(RENDERED, drawn, strict=True))


@pytest.mark.parametrize(("name", "media", "dpi"), ALL)
def test_only_commands_are_used_that_the_renderer_draws(name: str, media: str, dpi: int) -> None:
    written = commands(zpl(LABELS[name], dpi, media))
    assert {command.name for command in written} <= DRAWN | NOT_DRAWN
    assert [c.name for c in written if c.name in NOT_DRAWN] == ["^XA", "^LL", "^PQ", "^XZ"]
    assert [c.name + c.data for c in written if c.name in ("^CI", "^LH", "^PO", "^LR", "^FW")] == [
        "^CI28", "^LH0,0", "^PON", "^LRN", "^FWN",
    ]  # fmt: skip


@pytest.mark.parametrize("case", RENDERED, ids=lambda case: "-".join(map(str, case)))
def test_symbols_read_back_as_another_program_draws_them(case: Case, pictures: dict[Case, Image.Image]) -> None:
    name, media, dpi = case
    expected = symbols_in(zpl(LABELS[name], dpi, media))
    assert symbols(pictures[case]) == expected
    assert expected[-1] == ("]C1", f"00{LABELS[name].sscc.value}".encode())


@pytest.mark.parametrize("case", RENDERED, ids=lambda case: "-".join(map(str, case)))
def test_nothing_is_cut_off_at_the_edges(case: Case, pictures: dict[Case, Image.Image]) -> None:
    picture = pictures[case]
    margin = 2.0 * 8
    left, top, right, bottom = ink(picture)
    assert left >= margin
    assert top >= margin
    assert picture.width - right >= margin
    assert picture.height - bottom >= margin


@pytest.mark.parametrize("media", MEDIA)
@pytest.mark.parametrize("name", NAMES)
def test_hostile_names_print_as_written(name: str, media: str) -> None:
    assert name_lines(NAMES[name], media) == printable(NAMES[name])


@given(st.text(max_size=147), st.sampled_from(MEDIA))
def test_any_text_stays_a_text(name: str, media: str) -> None:
    ours = {command.name for command in commands(zpl(LABELS["plain"], 203, media))}
    written = [command.name for command in commands(zpl(replace(PLAIN, ship_to_name=name), 203, media))]
    assert set(written) == ours
    assert name_lines(name, media) == blanks_as_spaces(printable(name))


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_no_other_text_becomes_a_command_either(sender: str, street: str, route: str) -> None:
    label = replace(PLAIN, ship_from=(sender,), address=(street,), city=street, uai=route, order_no=route, route=route)
    names = {command.name for command in commands(zpl(label, 203, "102x152"))}
    assert names <= DRAWN | NOT_DRAWN
    joined = "".join(texts(zpl(label, 203, "102x152")))
    assert all(blanks_as_spaces(printable(text)) in joined for text in (sender, street, route))


def blanks_as_spaces(name: str) -> str:
    return re.sub("[\u00a0\u2009\u202f]", " ", name)


def test_every_blank_is_one_that_printers_have() -> None:
    """The renderer, too, draws nothing at all for one that its font lacks."""
    assert name_lines("«\u00a0Lycée\u202fd’exemple\u2009»", "148x210") == "« Lycée d’exemple »"


def name_lines(name: str, media: str) -> str:
    """The site's name as the fields of its label give it: between the last title and the street."""
    written = texts(zpl(replace(PLAIN, ship_to_name=name, address=("[street]",)), 203, media))
    last_title = max(written.index(title) for title in (SHIP_TO, POST, ORDER))
    return "".join(written[last_title + 1 : written.index("[street]")])


def test_a_pallet_of_several_orders_names_none() -> None:
    written = texts(zpl(replace(LABELS["pallet"], order_no=""), 203, "148x210"))
    assert ORDER not in written
    assert "" not in written


def test_a_half_character_cannot_stop_a_label() -> None:
    assert b"^FDLyc?e^FS" in zpl(replace(PLAIN, ship_to_name="Lyc\ud800e"))


def test_copies_are_asked_of_the_printer() -> None:
    assert zpl(PLAIN, copies=2).endswith(b"^PQ2^XZ\n")
    assert zpl(PLAIN, copies=2).count(b"^BC") == zpl(PLAIN).count(b"^BC")


def test_settings_come_first_and_symbols_last() -> None:
    lines = zpl(PLAIN).decode().splitlines()
    assert lines[0] == "^XA^CI28^PW812^LL1219^LH0,0^PON^LRN^FWN^BY4"
    assert lines[-3:] == [
        "^FO68,891^BCN,259,N,N,N,D^FH\\^FD(00)137012345000001236^FS",
        "^FO68,582^BCN,259,N,N,N,D^FH\\^FD(420)75005^FS",
        "^PQ1^XZ",
    ]


GRAMS = (49, 50, 12_345, 12_350, 999_949, 999_950, 1_018_800, 1_352_500, 9_999_990)


def weight_on(label: LogisticLabel, media: str = "102x152") -> str:
    [weight] = [written for written in texts(zpl(label, 203, media)) if written.endswith("kg")]
    return weight


def test_a_weight_is_rounded_to_a_tenth_of_a_kilogram_its_thousands_apart() -> None:
    assert [weight_on(replace(PLAIN, gross_weight_g=grams)) for grams in GRAMS] == [
        "0,0 kg", "0,1 kg", "12,3 kg", "12,4 kg", "999,9 kg", "1 000,0 kg", "1 018,8 kg", "1 352,5 kg", "10 000,0 kg",
    ]  # fmt: skip


def test_labels_and_papers_write_the_same_weight() -> None:
    """PNG and PDF to the last blank; printers have but one."""
    for grams in GRAMS:
        label = replace(PLAIN, gross_weight_g=grams)
        page = compose(label, medium_named("102x152"), head_of(203).module)
        assert FRENCH.kg(grams) in [text.text for text in page.all_texts()]
        assert weight_on(label) == FRENCH.kg(grams).translate(dict.fromkeys(map(ord, "\u00a0\u202f"), " "))


@pytest.mark.parametrize(
    ("grams", "element", "written"),
    [(12_345, "(3303)012345", "12,345"), (999_999, "(3303)999999", "999,999"), (1_018_806, "(3302)101881", "1 018,81")],
)
def test_a_weight_in_a_symbol_is_written_with_as_many_decimals(grams: int, element: str, written: str) -> None:
    label = replace(LABELS["content"], gross_weight_g=grams)
    assert element.encode() in zpl(label, 203, "148x210")
    assert weight_on(label, "148x210") == f"{written} kg"
    assert GROSS_WEIGHT in texts(zpl(label, 203, "148x210"))


def test_a_sample_says_so_in_white_on_black() -> None:
    [word] = [field for field in fields(zpl(replace(PLAIN, sample=True))) if "^FR" in field.commands]
    assert word.data == "SPÉCIMEN"
    assert "SPÉCIMEN" not in texts(zpl(PLAIN))


def test_the_second_symbol_gives_way_to_a_long_name_except_for_content() -> None:
    def count(label: LogisticLabel) -> int:
        return zpl(label).count(b"^BC")

    assert count(PLAIN) == 2
    assert count(replace(PLAIN, ship_to_name=LONG)) == 1
    assert count(replace(PLAIN, ship_to_name=LONG, content=("03700123450016", 10))) == 2


@pytest.mark.parametrize("arguments", [{"dpi": 204}, {"media": "100x100"}, {"copies": 0}])
def test_what_no_printer_of_ours_has_is_refused(arguments: dict[str, Any]) -> None:
    with pytest.raises(KnownError):
        zpl(PLAIN, **arguments)


def test_a_text_longer_than_any_label_is_refused_not_cut() -> None:
    with pytest.raises(InputError, match="Texte trop long"):
        zpl(replace(PLAIN, ship_to_name="Lycée " * 1000))
