"""Serial numbers for the lycée: symbols that are read back, and the page that puts them together again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from random import Random
from typing import Any
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch.documents.renderer import render
from dispatch.documents.serial_sheet import ENGLISH, FRENCH
from dispatch.domain.papers import SerialSheet
from dispatch.domain.serial_codes import NIBBLES, Listed, SerialCodes, canonical
from tests.documents import reading
from tests.documents.lycee_page import HTML, Page, script
from tests.documents.samples import packing_list

NOTE = "DLN-2027-000123"
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=24)
SERIALS = st.from_regex(r"[0-9A-Z]{6,14}", fullmatch=True)
DEVICES = st.lists(st.builds(Listed, st.sampled_from(["TAB-A", "LAP-B", "œ"]), SERIALS | WORDS), max_size=60)
LETTER_OF = {"A": "Q", "Q": "A", "Z": "W", "W": "Z", "M": ","}
"""What an AZERTY keyboard makes of a scanner that types like a QWERTY one."""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with Page() as opened:
        yield opened


def sample(count: int) -> list[Listed]:
    return [Listed("TAB-A" if n % 5 else "LAP-B", f"R9X{n * 7919 % 10_000_019:08}") for n in range(count)]


def rows(devices: list[Listed]) -> list[dict[str, str]]:
    ordered = sorted(devices, key=lambda device: f"{device.reference}\t{device.serial}")
    return [{"reference": device.reference, "serial": device.serial} for device in ordered]


def complete(answer: Any) -> Any:
    assert answer["state"] == "complete", answer
    return answer["told"]


# -- the page reads what the program wrote --------------------------------------------------------------------------


@settings(max_examples=60)
@given(DEVICES, WORDS, st.randoms(use_true_random=False))
def test_any_list_comes_back_from_its_texts_in_any_order(
    page: Page, devices: list[Listed], note: str, random: Random
) -> None:
    codes = SerialCodes.of(note, devices)
    texts = list(codes.texts)
    random.shuffle(texts)
    told = complete(page.read(random.choice(["\n", "", "\r\n", "\t"]).join(texts)))
    assert told["rows"] == rows(devices)
    assert (told["note"], told["devices"], told["whole"]) == (note, len(devices), True)
    assert told["checksum"] == codes.checksum == sha256(canonical(devices).encode()).hexdigest()
    assert all(len(text) <= 900 for text in codes.texts)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("serials", [0, 1, 40, 300])
def test_the_symbols_of_the_sheet_are_read_back_to_exactly_the_serials(page: Page, serials: int, language: str) -> None:
    packing = packing_list(serials, language="en" if language == "en" else "fr")
    sheet = SerialSheet.of(packing)
    pdf = render(sheet)
    texts = [data.decode() for _, data in reading.symbols(pdf) if data.startswith(b"XV")]
    assert sorted(texts) == sorted(sheet.codes.texts)
    assert all(len(text) <= 900 for text in texts)
    told = complete(page.read("\n".join(reversed(texts))))
    contents = [c for pallet in packing.pallets for carton in pallet.cartons for c in carton.contents]
    assert told["rows"] == rows([Listed(c.reference, serial) for c in contents for serial in c.serials])
    assert told["note"] == packing.head.number
    words = reading.squeezed(reading.text(pdf))
    assert all(f"Code{n}/{len(texts)}" in words for n in range(1, len(texts) + 1))
    assert sheet.codes.checksum in words
    own = ENGLISH if language == "en" else FRENCH
    assert reading.squeezed(own.how[len(texts) > 1]) in words
    assert reading.squeezed(own.how[len(texts) <= 1]) not in words


def test_the_same_sheet_is_always_the_same_bytes_and_a_draft_says_so() -> None:
    sheet = SerialSheet.of(packing_list(12))
    assert render(sheet) == render(sheet)
    draft = SerialSheet.of(packing_list(12, draft=True))
    assert draft.codes.note == ""
    assert all("PROJET" in text for text in reading.pages(render(draft)))


def test_beyond_300_devices_only_checksum_and_counts_travel(page: Page) -> None:
    devices = sample(301)
    codes = SerialCodes.of(NOTE, devices)
    assert (codes.whole, len(codes.texts)) == (False, 1)
    told = complete(page.read(codes.texts[0]))
    assert (told["whole"], told["rows"], told["devices"], told["checksum"]) == (False, [], 301, codes.checksum)
    assert told["models"] == [{"reference": "LAP-B", "count": 61}, {"reference": "TAB-A", "count": 240}]
    assert SerialCodes.of(NOTE, devices[:300]).whole
    assert "301" in reading.text(render(SerialSheet.of(packing_list(301))))


def test_a_delivery_of_2_300_devices_has_one_symbol_and_says_why() -> None:
    pdf = render(SerialSheet.of(packing_list(2_300)))
    assert len([data for _, data in reading.symbols(pdf) if data.startswith(b"XV")]) == 1
    read = reading.squeezed(reading.text(pdf))
    assert reading.squeezed(FRENCH.only_checksum) in read and "plus de 300 appareils" in FRENCH.only_checksum
    assert "Code1" in read and not any(reading.squeezed(how) in read for how in FRENCH.how)


# -- what goes wrong ------------------------------------------------------------------------------------------------

CODES = SerialCodes.of(NOTE, sample(300))
TEXTS = CODES.texts


def verdict(answer: Any) -> tuple[Any, ...]:
    return tuple(answer[name] for name in ("state", "missing", "damaged", "repeated", "foreign"))


def test_what_is_missing_is_told_by_number(page: Page) -> None:
    assert len(TEXTS) > 3
    for absent in range(len(TEXTS)):
        rest = [text for number, text in enumerate(TEXTS) if number != absent]
        assert verdict(page.read("\n".join(rest))) == ("missing", [absent + 1], 0, 0, 0)


def test_nothing_and_nonsense_are_told_apart(page: Page) -> None:
    assert verdict(page.read(" \n")) == ("empty", [], 0, 0, 0)
    assert verdict(page.read("&é\"'(-è_çà")) == ("empty", [], 0, 0, 0)
    assert verdict(page.read("bonjour")) == ("bad", [], 1, 0, 0)
    assert verdict(page.read("XVX")) == ("bad", [], 1, 0, 0)


def test_codes_read_twice_or_of_another_delivery_do_no_harm(page: Page) -> None:
    other = SerialCodes.of("DLN-2027-000124", sample(10)).texts[0]
    answer = page.read("\n".join([*TEXTS, TEXTS[0], other]))
    assert verdict(answer) == ("complete", [], 0, 1, 1)
    assert complete(answer)["rows"] == rows(sample(300))


@settings(max_examples=40)
@given(st.data())
def test_one_letter_changed_lost_or_added_never_passes(page: Page, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(TEXTS) - 1))
    at = data.draw(st.integers(0, len(TEXTS[number]) - 1))
    letter = data.draw(st.sampled_from(NIBBLES).filter(lambda letter: letter != TEXTS[number][at]))
    text = TEXTS[number]
    spoilt = data.draw(st.sampled_from([text[:at] + text[at + 1 :], text[:at] + letter + text[at + 1 :]]))
    answer = page.read("\n".join([*TEXTS[:number], spoilt, *TEXTS[number + 1 :]]))
    assert (answer["state"], answer["told"]) == ("missing", None)
    assert set(answer["missing"]) <= {number, number + 1}
    again = page.read("\n".join([*TEXTS[:number], spoilt, *TEXTS[number + 1 :], *TEXTS]))
    assert complete(again)["rows"] == rows(sample(300))


def test_a_text_of_a_later_format_asks_for_a_newer_page(page: Page) -> None:
    body = bytes([2, 1, 1]) + b"abcd" + b"later"
    body += crc32(body).to_bytes(4)
    text = "XV" + "".join(NIBBLES[byte >> 4] + NIBBLES[byte & 15] for byte in body) + "X"
    answer = page.read(text)
    assert (answer["state"], answer["newer"], answer["damaged"]) == ("bad", 1, 0)


@pytest.mark.parametrize("typing", [str.lower, str.upper, str.title])
def test_capitals_and_the_keyboards_country_change_nothing(page: Page, typing: Any) -> None:
    typed = "\n".join(typing("".join(LETTER_OF.get(letter, letter) for letter in text)) for text in TEXTS)
    assert complete(page.read(typed))["rows"] == rows(sample(300))
    assert set("".join(TEXTS)) <= set(NIBBLES + "XV")
    assert not set(NIBBLES + "XV") & set("AQZWMY0123456789")


# -- the page as a person sees it -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "waiting", "done"),
    [
        ("fr-FR", "En attente du premier code.", "Liste complète et vérifiée\u00a0: 300 appareils."),
        ("en-GB", "Waiting for the first code.", "List complete and verified: 300 devices."),
    ],
)
def test_the_page_says_what_it_has_and_saves_the_list(language: str, waiting: str, done: str) -> None:
    with Page(language, window=True) as window:
        assert window.ask("seen()")["verdict"] == waiting
        window.ask('fill("typed", given)', TEXTS[1])
        shown = window.ask("seen()")
        assert shown["parts"][:3] == ["1", "✓ 2", "3"]
        assert "save" not in shown and "result" not in shown
        window.ask('fill("typed", given)', "\n".join(TEXTS))
        shown = window.ask("seen()")
        assert (shown["verdict"], len(shown["rows"])) == (done, 300)
        assert CODES.checksum in shown["facts"] and NOTE in shown["facts"]
        saved = window.ask('press("save")')
        assert saved["name"] == f"{NOTE}-numeros-de-serie.csv"
        lines = [f"{row['reference']};{row['serial']}" for row in rows(sample(300))]
        assert saved["text"] == "\ufeff" + "".join(f"{line}\r\n" for line in ["reference;numero_serie", *lines])
        window.ask('press("clear")')
        assert window.ask("seen()")["verdict"] == waiting


def test_a_list_received_by_other_means_is_verified_with_the_checksum() -> None:
    devices = sample(2_300)
    pasted = "\n".join(["reference;numero_serie", *(f"{d.reference};{d.serial}" for d in reversed(devices))])
    with Page(window=True) as window:
        window.ask('fill("typed", given)', SerialCodes.of(NOTE, devices).texts[0])
        window.ask('fill("list", given)', pasted)
        assert window.ask("seen()")["compared"] == "La liste est bien celle de la livraison."
        window.ask('fill("list", given)', pasted[:-1])
        assert "n’est pas celle" in window.ask("seen()")["compared"]


def test_no_cell_of_the_saved_list_is_a_formula(page: Page) -> None:
    given = [{"reference": "=1+1", "serial": 'a;"b'}, {"reference": "@x", "serial": "-2"}]
    text = page.ask("SerialCodes.csv(given)", given)
    assert text.splitlines()[1:] == ['\'=1+1;"a;""b"', "'@x;'-2"]


def test_the_page_needs_no_network_and_both_languages_say_as_much() -> None:
    assert re.findall(r'(?:src|href)="|https?:|fetch\(|XMLHttpRequest|import\(', HTML) == []
    assert "default-src 'none'" in HTML
    french, english = (set(re.findall(r'[ {](\w+): "', part)) for part in script("window").split("    en: {"))
    names = {name for name in french if len(name) > 2}
    assert names == english - {"type"}
    used = set(re.findall(r'data-say="(\w+)"', HTML)) | set(re.findall(r'say\("(\w+)"', HTML))
    assert used <= names


def test_the_words_of_the_sheet_are_french_as_printed() -> None:
    for value in (getattr(FRENCH, name) for name in FRENCH.__slots__):
        text = " ".join(value) if isinstance(value, tuple) else value
        assert not re.search(r"(?<!\u00a0)[:;!?»]|«(?!\u00a0)", text), text
