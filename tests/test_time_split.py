"""Histories are split by time, never through a moment."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.analysis.time_split import (
    NO_CALLS,
    NO_CUT,
    NO_TIMES,
    ONE_MOMENT,
    TimeSplit,
    split_by_time,
)


def times(seconds: list[int | None]) -> np.ndarray:
    return np.array(["NaT" if s is None else s for s in seconds], "M8[s]")


REFUSED = {
    NO_CALLS: [],
    NO_TIMES: [None, None],
    ONE_MOMENT: [5, 5, None, 5],
    NO_CUT: [5] * 95 + [6, 7, 8, 9, 10],
}


@pytest.mark.parametrize("reason", REFUSED)
def test_says_why_there_is_no_split(reason: str) -> None:
    assert split_by_time(times(REFUSED[reason])) == reason


def test_seventy_to_thirty() -> None:
    split = split_by_time(times(list(range(100))))
    assert isinstance(split, TimeSplit)
    assert split.is_earlier.sum() == 70
    assert split.later_from == np.datetime64(70, "s")


def test_order_of_rows_does_not_matter() -> None:
    seconds = np.random.default_rng(1).permutation(1000)
    split = split_by_time(seconds.astype("M8[s]"))
    assert isinstance(split, TimeSplit)
    assert seconds[split.is_earlier].max() < seconds[split.is_later].min()
    assert split.is_later.sum() == 300


@pytest.mark.parametrize(
    ("per_moment", "earlier"), [([50, 50], 50), ([65, 20, 15], 65), ([40, 35, 25], 75)]
)
def test_takes_the_nearest_whole_moment(per_moment: list[int], earlier: int) -> None:
    seconds = np.repeat(np.arange(len(per_moment)), per_moment)
    split = split_by_time(seconds.astype("M8[s]"))
    assert isinstance(split, TimeSplit)
    assert split.is_earlier.sum() == earlier


def test_least_share_of_either_part() -> None:
    assert isinstance(split_by_time(times([1] * 90 + [2] * 10)), TimeSplit)
    assert split_by_time(times([1] * 91 + [2] * 9)) == NO_CUT


def test_undated_calls_are_in_neither_part() -> None:
    split = split_by_time(times([1, None, 2, 3, 4, None]))
    assert isinstance(split, TimeSplit)
    assert split.n_undated == 2
    assert not (split.is_earlier | split.is_later)[[1, 5]].any()


def test_span_in_days() -> None:
    split = split_by_time(times([0, 86_400, 2 * 86_400]))
    assert isinstance(split, TimeSplit)
    assert split.days == 2


@given(st.lists(st.one_of(st.none(), st.integers(-5, 30)), max_size=60))
def test_parts_divide_the_dated_calls(seconds: list[int | None]) -> None:
    split = split_by_time(times(seconds))
    if isinstance(split, str):
        return
    assert not (split.is_earlier & split.is_later).any()
    dated = np.array([s is not None for s in seconds])
    assert ((split.is_earlier | split.is_later) == dated).all()
    at = times(seconds)
    assert (at[split.is_later] >= split.later_from).all()
    assert (at[split.is_earlier] < split.later_from).all()
