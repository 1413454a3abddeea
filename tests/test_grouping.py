"""Orders and codes of many integers equal those of numpy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.columns.grouping import code_values, distinct, places_in, stable_order

TYPES = st.sampled_from([np.int8, np.int16, np.int32, np.int64])
LIMITS = st.sampled_from([1, 3, 100, 2**31, 2**40, 2**62])


def drawn(seed: int, size: int, kind: type, limit: int) -> np.ndarray:
    most = min(limit, int(np.iinfo(kind).max))
    return np.random.default_rng(seed).integers(-most, most, size).astype(kind)


VALUES = st.builds(
    drawn,
    st.integers(0, 2**32),
    st.sampled_from([0, 1, 2, 50, 999, 1000, 3000]),
    TYPES,
    LIMITS,
)


@given(values=VALUES)
def test_stable_order_is_that_of_argsort(values: np.ndarray) -> None:
    assert (stable_order(values) == np.argsort(values, kind="stable")).all()
    ordered = np.sort(values)
    assert (stable_order(ordered) == np.argsort(ordered, kind="stable")).all()


def test_stable_order_of_the_widest_range() -> None:
    ends = np.iinfo(np.int64)
    values = np.array([ends.max, ends.min, 0] * 1000)
    assert (stable_order(values) == np.argsort(values, kind="stable")).all()


@given(values=VALUES)
def test_codes_are_those_of_unique(values: np.ndarray) -> None:
    kept, first, place = np.unique(values, return_index=True, return_inverse=True)
    ours = code_values(values)
    assert (ours[0] == first).all()
    assert (ours[1] == place).all()
    assert (distinct(values) == kept).all()


def test_codes_can_be_multiplied() -> None:
    values = np.arange(100_000)
    _, place = code_values(values)
    assert (place * 1_000_000).max() == 99_999 * 1_000_000


@pytest.mark.parametrize("size", [0, 5, 5000])
def test_places_are_the_first_of_equal_values(size: int) -> None:
    rng = np.random.default_rng(size)
    ordered = np.sort(rng.integers(0, size + 1, size))
    wanted = rng.integers(-3, size + 3, 2 * size)
    expected = [
        int(np.flatnonzero(ordered == each)[0]) if (ordered == each).any() else -1
        for each in wanted
    ]
    assert places_in(ordered, wanted).tolist() == expected
