"""Figures say no more and no less than they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.reporting.figures import listed, plural, share_text


@given(st.integers(0, 10_000_000), st.integers(1, 10_000_000))
def test_only_nothing_is_0_and_only_all_is_100(part: int, whole: int) -> None:
    share = min(part, whole) / whole
    text = share_text(share)
    assert (text == "0 %") == (share == 0)
    assert (text == "100 %") == (share == 1)
    assert text not in ("0.0 %", "100.0 %")


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 calls"), (1, "1 call"), (1_000_000, "1,000,000 calls")]
)
def test_nouns_follow_their_number(number: int, text: str) -> None:
    assert plural(number, "call") == text


def test_an_empty_list_is_empty() -> None:
    assert listed([]) == ""
    assert listed(["a", "b"], last="or") == "a or b"
