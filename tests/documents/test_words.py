"""French and English words, figures, weights and times."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from dispatch.documents import extract_words
from dispatch.documents.extract_words import ExtractWords
from dispatch.documents.words import ENGLISH, FRENCH, Words


@pytest.mark.parametrize("words", [FRENCH, ENGLISH, extract_words.FRENCH, extract_words.ENGLISH])
def test_no_caption_is_empty_and_french_keeps_its_blanks(words: Words | ExtractWords) -> None:
    assert all(asdict(words).values())
    captions = [caption for caption in asdict(words).values() if isinstance(caption, str)]
    assert [caption for caption in captions if any(f" {mark}" in caption for mark in ":;?!»")] == []
    assert [caption for caption in captions if "'" in caption or "« " in caption] == []


@pytest.mark.parametrize(
    ("number", "french", "english"),
    [
        (0, "0\u00a0palette", "0\u00a0pallets"),
        (1, "1\u00a0palette", "1\u00a0pallet"),
        (2, "2\u00a0palettes", "2\u00a0pallets"),
    ],
)
def test_nouns_follow_their_number(number: int, french: str, english: str) -> None:
    assert (FRENCH.count(number, "pallet"), ENGLISH.count(number, "pallet")) == (french, english)


@pytest.mark.parametrize(
    ("grams", "french", "english"),
    [
        (0, "–", "–"),
        (49, "0,0\u00a0kg", "0.0\u00a0kg"),
        (50, "0,1\u00a0kg", "0.1\u00a0kg"),
        (5_249, "5,2\u00a0kg", "5.2\u00a0kg"),
        (1_018_800, "1\u202f018,8\u00a0kg", "1,018.8\u00a0kg"),
    ],
)
def test_weights_have_one_place_and_round_halves_up(grams: int, french: str, english: str) -> None:
    assert (FRENCH.kg(grams), ENGLISH.kg(grams)) == (french, english)


@pytest.mark.parametrize(
    ("iso", "written"),
    [
        ("", ""),
        ("2027-09-14", "14/09/2027"),
        ("2027-09-14T16:41:07+02:00", "14/09/2027\u00a016:41"),
        ("demain", "demain"),
    ],
)
def test_times_keep_the_clock_they_were_written_with(iso: str, written: str) -> None:
    assert FRENCH.moment(iso) == written


def test_euros_have_two_places() -> None:
    assert FRENCH.euros(21_460_005) == "214\u202f600,05\u00a0€"
