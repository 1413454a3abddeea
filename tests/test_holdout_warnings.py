"""Each warning comes on one side of its bound and not on the other."""

from __future__ import annotations

import numpy as np
import pytest

from toolkit.analysis.holdout_warnings import FEW_CALLS, FEW_NUMBERS, warnings_of
from toolkit.analysis.time_split import SECONDS_A_DAY, TimeSplit, split_by_time


def history(days: float = 20) -> TimeSplit:
    seconds = np.linspace(0, days * SECONDS_A_DAY, 500).astype(np.int64)
    split = split_by_time(seconds.astype("M8[s]"))
    assert isinstance(split, TimeSplit)
    return split


def codes(split: TimeSplit, weight: np.ndarray, effective: float) -> list[str]:
    return [warning.code for warning in warnings_of(split, weight, effective)]


EVEN = np.full(100, 5)


def test_none_for_a_long_even_history() -> None:
    assert codes(history(), EVEN, 100) == []


@pytest.mark.parametrize(("effective", "warned"), [(FEW_NUMBERS, 0), (29.9, 1)])
def test_few_numbers(effective: float, warned: int) -> None:
    assert codes(history(), EVEN, effective) == ["few-numbers"] * warned


@pytest.mark.parametrize(("calls", "warned"), [(FEW_CALLS, 0), (FEW_CALLS - 1, 1)])
def test_few_calls(calls: int, warned: int) -> None:
    assert codes(history(), np.ones(calls, int), 99) == ["few-calls"] * warned


@pytest.mark.parametrize(("days", "warned"), [(14, 0), (13.9, 1)])
def test_short_history(days: float, warned: int) -> None:
    assert codes(history(days), EVEN, 100) == ["short-history"] * warned


@pytest.mark.parametrize(
    ("weight", "said"),
    [
        ([90, 5, 5], "1 of 3 numbers makes half"),
        ([30, 30, 20, 20], "2 of 4 numbers make half"),
        ([10] * 10, "5 of 10 numbers make half"),
    ],
)
def test_says_how_many_make_half(weight: list[int], said: str) -> None:
    warning = warnings_of(history(), np.array(weight), 3)[0]
    assert warning.text.startswith(said)
    assert warning.to_dict() == {"code": "few-numbers", "text": warning.text}
