"""Intervals are as wide as the numbers behind a share are few."""

from __future__ import annotations

import numpy as np
import pytest

from toolkit.analysis.intervals import (
    Interval,
    difference_interval,
    effective_for_later,
    effective_numbers,
    share_interval,
)

# Clopper and Pearson's bounds, from tables: hits of a sample, low, high.
TABLED = [(0, 10, 0.0, 0.3085), (5, 10, 0.1871, 0.8129), (10, 10, 0.6915, 1.0)]


@pytest.mark.parametrize(("hits", "n", "low", "high"), TABLED)
def test_equals_the_tables(hits: int, n: int, low: float, high: float) -> None:
    interval = share_interval(hits / n, n, seed=1)
    assert interval == pytest.approx((low, high), abs=0.01)


def test_holds_the_share() -> None:
    for share in (0.0, 0.001, 0.5, 0.999, 1.0):
        for numbers in (0.7, 1, 5, 1e6):
            low, high = share_interval(share, numbers, seed=1)
            assert 0 <= low <= share <= high <= 1


def test_narrows_with_numbers() -> None:
    widths = [
        high - low
        for low, high in (share_interval(0.8, n, seed=1) for n in (4, 16, 64, 256))
    ]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > 0.6 > 0.12 > widths[-1]


def test_the_same_seed_gives_the_same_bounds() -> None:
    assert share_interval(0.8, 30, seed=5) == share_interval(0.8, 30, seed=5)


def test_numbers_calling_evenly_all_count() -> None:
    assert effective_numbers(np.full(50, 7)) == pytest.approx(50)


def test_one_number_that_calls_most_is_one() -> None:
    assert effective_numbers(np.array([10_000, 1, 1, 1])) == pytest.approx(1, abs=0.01)


def test_no_calls_are_no_numbers() -> None:
    assert effective_numbers(np.zeros(3, np.int64)) == 0
    assert effective_for_later(0, 5) == 0


def test_misses_of_heavy_numbers_make_the_sample_smaller() -> None:
    weight = np.array([30, 30, *[1] * 40])
    heavy_miss = np.array([True, False, *[True] * 40])
    light_miss = np.array([True, True, False, *[True] * 39])
    evenly = effective_numbers(weight)
    assert effective_numbers(weight, heavy_miss) < evenly
    assert effective_numbers(weight, light_miss) == evenly


def test_all_hit_is_no_certainty() -> None:
    hit = np.ones(6, bool)
    numbers = effective_numbers(np.full(6, 3), hit)
    assert share_interval(1.0, numbers, seed=1).low < 0.6


def test_the_later_period_counts() -> None:
    assert effective_for_later(10, 1e9) == pytest.approx(10)
    assert effective_for_later(10, 10) == pytest.approx(5)


def test_a_difference_lies_between_its_bounds() -> None:
    for gained, lost in ((0.4, 0.1), (0.1, 0.4), (0.0, 0.0), (1.0, 0.0), (0.0, 1.0)):
        low, high = difference_interval(gained, lost, 20, seed=1)
        assert -1 <= low <= gained - lost <= high <= 1


def test_what_may_be_lost_widens_a_difference() -> None:
    never = difference_interval(0.3, None, 20, seed=1)
    not_seen = difference_interval(0.3, 0.0, 20, seed=1)
    assert not_seen.low < never.low
    assert not_seen.high == never.high


def test_joining_keeps_all() -> None:
    assert Interval.joining([Interval(0.2, 0.4), Interval(0.3, 0.9)]) == (0.2, 0.9)
