"""Text always fits, and nothing of it is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dispatch.documents.fitting import clean, shrink, wrap
from dispatch.documents.fonts import BODY, STRONG

texts = st.text(max_size=120)
widths = st.floats(20, 400)


@given(texts, widths)
def test_wrapped_lines_hold_every_letter_and_are_narrow_enough(text: str, width: float) -> None:
    lines = wrap(text, BODY, width)
    assert "".join(lines).replace(" ", "") == clean(text).replace(" ", "")
    assert all(BODY.width(line) <= width + 0.01 or len(line) == 1 for line in lines)


@given(texts, widths)
def test_a_shrunken_line_fits_and_a_line_that_fits_is_left_alone(text: str, width: float) -> None:
    style = shrink(text, STRONG, width)
    assert style.width(clean(text)) <= width + 0.01
    assert style == STRONG or STRONG.width(clean(text)) > width
