"""Busiest windows equal those found by trying every start."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.analysis.windows import DAY, Windows, resolution_of

EVENTS = st.lists(
    st.tuples(st.integers(0, 300), st.integers(0, 2), st.integers(0, 9)),
    min_size=1,
    max_size=30,
)


def arrays(events: list[tuple[int, int, int]]) -> tuple[np.ndarray, ...]:
    return tuple(np.array(column, np.int64) for column in zip(*events, strict=True))


@given(events=EVENTS, length=st.sampled_from([1, 2, 60]))
def test_busiest_equals_trying_every_start(
    events: list[tuple[int, int, int]], length: int
) -> None:
    seconds, lane, cost = arrays(events)
    best = max(
        sum(c for s, each, c in events if each == who and at <= s < at + length)
        for at, who, _ in events
    )
    windows = Windows(seconds, lane, length)
    found = windows.busiest(cost[windows.order], 3)
    assert (found[0].requests if found else 0) == best
    for one in found:
        inside = (lane == one.lane) & (seconds >= one.at) & (seconds < one.at + length)
        assert cost[inside].sum() >= one.requests


@given(events=EVENTS, allowed=st.integers(0, 20))
def test_n_over_counts_windows_of_the_clock(
    events: list[tuple[int, int, int]], allowed: int
) -> None:
    seconds, lane, cost = arrays(events)
    spent: dict[tuple[int, int], int] = {}
    for at, who, requests in events:
        spent[who, at // 60] = spent.get((who, at // 60), 0) + requests
    expected = sum(requests > allowed for requests in spent.values())
    windows = Windows(seconds, lane, 60)
    assert windows.n_over(cost[windows.order], allowed) == expected


def test_the_busiest_do_not_overlap() -> None:
    seconds = np.array([0, 10, 50, 65, 200])
    windows = Windows(seconds, np.zeros(5, np.int64), 60)
    found = windows.busiest(np.array([1, 1, 1, 1, 1]), 5)
    assert [(one.at, one.requests) for one in found] == [(0, 3), (65, 1), (200, 1)]


def test_days_are_those_of_the_calendar() -> None:
    late, early = DAY - 60, DAY + 60
    windows = Windows(np.array([late, early]), np.zeros(2, np.int64), DAY)
    assert [one.requests for one in windows.busiest(np.array([3, 4]), 2)] == [4, 3]
    assert windows.busiest(np.array([3, 4]), 1)[0].at == DAY


def test_no_events() -> None:
    none = np.empty(0, np.int64)
    windows = Windows(none, none, 60)
    assert windows.busiest(none, 2) == []
    assert windows.n_over(none, 0) == 0


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [([], 1), ([1], 1), ([60], 60), ([3600], 3600), ([DAY, 0], DAY), ([90], 1)],
)
def test_resolution(seconds: list[int], expected: int) -> None:
    assert resolution_of(np.array(seconds, np.int64)) == expected
