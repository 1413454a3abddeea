"""Repaired formats fit the numbers they are repaired for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from toolkit.analysis.repairs import (
    add_places,
    digits_to_places,
    drop_places,
    leave_out,
)
from toolkit.matching.formats import placeholders

FORMAT = st.text(st.sampled_from("#*()- .+1"), max_size=16)
LENGTH = st.integers(1, 14)


@given(FORMAT, LENGTH)
def test_places_are_added_up_to_the_number(format: str, n_digits: int) -> None:
    repaired = add_places(format, n_digits)
    assert placeholders(repaired) == max(n_digits, placeholders(format))
    assert repaired.startswith(format)


@given(FORMAT, LENGTH)
def test_places_are_dropped_down_to_the_number(format: str, n_digits: int) -> None:
    repaired = drop_places(format, n_digits)
    assert placeholders(repaired) == min(n_digits, placeholders(format))
    assert format.startswith(repaired)


@given(FORMAT, LENGTH)
def test_digits_become_places_only_where_the_number_fits(
    format: str, n_digits: int
) -> None:
    repaired = digits_to_places(format, n_digits)
    assert repaired == format or placeholders(repaired) == n_digits
    assert len(repaired) == len(format)


def test_characters_are_left_out() -> None:
    assert leave_out("a'b\tc", "'\t") == "abc"
