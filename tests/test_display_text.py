"""Text from other people's files cannot steer a screen."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from toolkit.reporting.display_text import display_width, pad, shorten, visible


@given(st.text())
def test_nothing_harmful_is_left(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    categories = {unicodedata.category(char) for char in shown}
    assert not categories & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


@given(st.text(st.characters(exclude_categories=["C", "Z"])), st.integers(1, 30))
def test_shortened_text_fits(text: str, width: int) -> None:
    short = shorten(text, width)
    assert display_width(short) <= width
    assert short == text or short.endswith("…")
    assert display_width(pad(short, width)) == width


def test_wide_and_combining_characters_are_counted_as_they_look() -> None:
    assert display_width("東京") == 4
    assert display_width("e\u0301") == 1
