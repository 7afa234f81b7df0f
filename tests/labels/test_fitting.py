from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain.errors import InputError
from dispatch.labels.fitting import PITCH, fit, printable, width_of

SIZES = st.floats(8, 140)


@given(st.lists(st.text(max_size=150), max_size=3), SIZES, SIZES, st.floats(2, 20))
def test_lines_hold_the_text_whole_and_stay_in_their_room(
    paragraphs: list[str], width: float, height: float, size: float
) -> None:
    try:
        fitted = fit(tuple(paragraphs), width, height, size)
    except InputError:
        assert sum(map(len, paragraphs)) > 10, "a short text fits every room"
        return
    assert "".join(fitted.lines) == "".join(map(printable, paragraphs))
    assert fitted.size <= size
    assert fitted.height <= height + 1e-9
    assert all(width_of(line.rstrip(" ")) * fitted.size <= width + 1e-9 for line in fitted.lines)


@given(st.text())
def test_only_control_characters_are_dropped(text: str) -> None:
    kept = [character for character in text if not (character < " " or "\x7f" <= character <= "\x9f")]
    assert printable(text) == "".join(kept)


def test_a_short_name_is_as_large_as_allowed_and_on_one_line() -> None:
    assert fit(("Lycée",), 90, 30, 13) == (13, ("Lycée",))


def test_a_name_is_wrapped_between_words_and_as_large_as_its_room_allows() -> None:
    fitted = fit(("Lycée polyvalent Blaise Pascal d’exemple",), 90, 20, 13)
    assert fitted.lines == ("Lycée polyvalent Blaise ", "Pascal d’exemple")
    assert 15 < fitted.height == 2 * PITCH * fitted.size <= 20


def test_a_word_is_made_smaller_rather_than_broken_unless_it_never_fits() -> None:
    assert fit(("Brie-Comte-Robert",), 32, 30, 9).lines == ("Brie-Comte-Robert",)
    broken = fit(("Rueildeuilcueille" * 2,), 30, 30, 9)
    assert len(broken.lines) > 1
    assert broken.size > 4
    assert fit(("Brie-Comte-Robert",), 30, 30, 9).lines == ("Brie-", "Comte-", "Robert")


def test_an_empty_text_takes_no_line() -> None:
    assert fit(("", "\n"), 10, 10, 5).lines == ()
    assert fit((), 10, 10, 5).lines == ()
    assert fit(("\t",), 10, 10, 5).lines == ()
    assert fit((" " * 99,), 10, 10, 5).lines == (" " * 99,)


def test_a_text_that_could_not_be_read_is_refused() -> None:
    with pytest.raises(InputError, match="Texte trop long pour une étiquette"):
        fit(("mot " * 500,), 30, 30, 9)
