"""Reach and gain of the later part, and their intervals."""

from __future__ import annotations

import numpy as np
import pytest

from toolkit.analysis.later_calls import LaterCalls

ALL, NONE = np.ones(50, bool), np.zeros(50, bool)
FIRST = np.arange(50) < 40


def later(weight: list[int] | None = None, period: float = 50) -> LaterCalls:
    """Give fifty numbers, the first of which make the later calls."""
    calls = np.array(weight or [1] * 50)
    return LaterCalls(np.arange(len(calls)), calls, period=period, seed=1)


def test_reach_weighs_calls() -> None:
    assert later([1, 3]).reach(np.arange(50) == 1) == 0.75


def test_interval_holds_what_numbers_left_out_reach() -> None:
    alone = later().reach_interval(ALL, ALL)
    both = later().reach_interval(ALL, FIRST)
    assert both.high == alone.high == 1
    assert both.low == later().reach_interval(FIRST, FIRST).low < alone.low


def test_a_heavy_number_widens_the_interval() -> None:
    even, heavy = later(), later([200] + [1] * 49)
    low, high = even.reach_interval(FIRST, FIRST)
    assert high - low < 0.4
    low, high = heavy.reach_interval(FIRST, FIRST)
    assert high - low > 0.8


def test_a_period_with_few_callers_widens_the_interval() -> None:
    low, high = later().reach_interval(FIRST, FIRST)
    wider = later(period=3).reach_interval(FIRST, FIRST)
    assert wider.low < low < high < wider.high


def test_gain_is_the_difference_of_reach() -> None:
    assert later().gain(FIRST, np.arange(50) >= 30) == pytest.approx(0.8 - 0.4)


def test_the_same_list_gains_nothing_for_certain() -> None:
    assert later().gain_interval(FIRST, FIRST, FIRST) == (0, 0)


def test_no_gain_seen_may_still_be_one() -> None:
    """The numbers that gain do not call in the later part."""
    interval = later([1] * 40).gain_interval(ALL, ALL, FIRST)
    assert interval.low == 0 < interval.high


def test_what_is_lost_counts() -> None:
    swapped = later().gain_interval(FIRST, FIRST, ~FIRST)
    assert swapped.low < later().gain(FIRST, ~FIRST) == pytest.approx(0.6)
    assert later().gain_interval(NONE, NONE, ALL).high < 0
